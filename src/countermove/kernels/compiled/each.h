/* Include KERNEL once for each type of values and instruction set, with TYPE, SET and TARGET; PLAIN: for one set alone. */
#define TARGET
#define SET plain
#define TYPE uint8_t
#include KERNEL
#undef TYPE
#define TYPE uint16_t
#include KERNEL
#undef TYPE
#define TYPE uint32_t
#include KERNEL
#undef TYPE
#undef SET
#undef TARGET
#if defined(WITH_AVX2) && !defined(PLAIN)
#define TARGET __attribute__((target("avx2")))
#define SET avx2
#define TYPE uint8_t
#include KERNEL
#undef TYPE
#define TYPE uint16_t
#include KERNEL
#undef TYPE
#define TYPE uint32_t
#include KERNEL
#undef TYPE
#undef SET
#undef TARGET
#endif
#undef KERNEL
