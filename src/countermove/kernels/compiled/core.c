/* Which instructions are used. */
#include "core.h"

static int allowed = 1;

int countermove_wide(void) {
#if defined(WITH_AVX2)
  return allowed && __builtin_cpu_supports("avx2");
#else
  return 0;
#endif
}

/* Allow AVX2 where the processor has it, or forbid it (for comparison); whether it is now used. */
EXPORT int countermove_allow_wide(int yes) {
  allowed = yes;
  return countermove_wide();
}
