/* What all files of the compiled core share: types, the instruction sets that each kernel is compiled for, and which of
   them this processor has. Sizes are int64_t; memory that is not to be had makes a function return OUT_OF_MEMORY. */
#ifndef COUNTERMOVE_CORE_H
#define COUNTERMOVE_CORE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#if defined(__x86_64__)
#define WITH_AVX 1
#include <immintrin.h>
#endif

#define PASTED(a, b, c, d) a##b##c##d
#define PASTE(a, b, c, d) PASTED(a, b, c, d)
#define NAME(name) PASTE(name##_, BITS, _, SET) /* a function of a kernel, for one type of values and one instruction set */

enum { DONE = 0, OUT_OF_MEMORY = 1 };
enum { BOTH_WAYS = 0, FORWARD = 1, BACK = 2 }; /* which way an option may be switched: see OptionForm.one_way */
enum { LINE = 64 };                            /* bytes that are worked on side by side: a line of the cache */

/* An entry of a list of places sorted within fibres: whether it is the first of its fibre, whether worse than the one
   before, and the place. */
#define FIRST 0x80000000u
#define FRESH 0x40000000u
#define PLACE 0x3fffffffu

/* The widest instructions to use: see core.c. */
int countermove_width(void);

/* Call the one of a kernel's variants for values of `size` bytes (1, 2 or 4). */
#define BY_SIZE(name, set, size, ...)                                                                                  \
  ((size) == 1   ? name##_8_##set(__VA_ARGS__)                                                                         \
   : (size) == 2 ? name##_16_##set(__VA_ARGS__)                                                                        \
                 : name##_32_##set(__VA_ARGS__))
#if defined(WITH_AVX)
#define DISPATCH(name, size, ...)                                                                                      \
  (countermove_width() == 512   ? BY_SIZE(name, avx512, size, __VA_ARGS__)                                             \
   : countermove_width() == 256 ? BY_SIZE(name, avx2, size, __VA_ARGS__)                                               \
                                : BY_SIZE(name, plain, size, __VA_ARGS__))
#else
#define DISPATCH(name, size, ...) BY_SIZE(name, plain, size, __VA_ARGS__)
#endif

#endif
