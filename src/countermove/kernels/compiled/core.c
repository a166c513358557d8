/* Which instructions are used. */
#include "core.h"

static int allowed = 512;

/* The width in bits of the widest instructions that the processor has and that are allowed; 0: none but plain ones. */
int countermove_width(void) {
#if defined(WITH_AVX)
  if (allowed >= 512 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) return 512;
  if (allowed >= 256 && __builtin_cpu_supports("avx2")) return 256;
#endif
  return 0;
}

/* Allow instructions up to a width, all being allowed at first; the width that is used from now on. */
EXPORT int countermove_allow(int width) {
  allowed = width;
  return countermove_width();
}
