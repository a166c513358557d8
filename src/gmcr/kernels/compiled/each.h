/* Include KERNEL once for each type of values and instruction set; with PLAIN for one set alone. Includes itself for each set. */
#ifndef SET
#define SET plain
#include "each.h"
#undef SET
#if defined(WITH_AVX2) && !defined(PLAIN)
#define SET avx2
#include "each.h"
#undef SET
#endif
#undef KERNEL
#else
#define BITS 8
#include KERNEL
#undef BITS
#define BITS 16
#include KERNEL
#undef BITS
#define BITS 32
#include KERNEL
#undef BITS
#endif
