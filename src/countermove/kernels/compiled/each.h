/* Include KERNEL once for each type of values and instruction set; with PLAIN for one set alone. */
#define SET plain
#define BITS 8
#include KERNEL
#undef BITS
#define BITS 16
#include KERNEL
#undef BITS
#define BITS 32
#include KERNEL
#undef BITS
#undef SET
#if defined(WITH_AVX2) && !defined(PLAIN)
#define SET avx2
#define BITS 8
#include KERNEL
#undef BITS
#define BITS 16
#include KERNEL
#undef BITS
#define BITS 32
#include KERNEL
#undef BITS
#undef SET
#endif
#undef KERNEL
