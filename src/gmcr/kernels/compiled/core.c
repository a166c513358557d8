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

/* Allow AVX2, as it is at first, or forbid it; whether it is used from now on. */
EXPORT int countermove_allow(int yes) {
  allowed = yes;
  return countermove_wide();
}
