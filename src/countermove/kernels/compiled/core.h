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
#define WITH_AVX2 1
#endif

#define JOINED(a, b, c) a##_##b##_##c
#define JOIN(a, b, c) JOINED(a, b, c)
#define NAME(name) JOIN(name, TYPE, SET) /* a function of a kernel, for one type of values and one instruction set */

enum { DONE = 0, OUT_OF_MEMORY = 1 };
enum { BOTH_WAYS = 0, FORWARD = 1, BACK = 2 }; /* which way an option may be switched: see OptionForm.one_way */
enum { LINE = 64 };                            /* bytes that are worked on side by side: a line of the cache */

/* An entry of a list of places sorted within fibres: whether it is the first of its fibre, whether worse than the one
   before, and the place. */
#define FIRST 0x80000000u
#define FRESH 0x40000000u
#define PLACE 0x3fffffffu

/* Whether functions compiled for AVX2 are to be called. */
int countermove_wide(void);

/* Call the one of a kernel's six variants for values of `size` bytes (1, 2 or 4). */
#if defined(WITH_AVX2)
#define DISPATCH(name, size, ...)                                                                                      \
  (countermove_wide() ? (size) == 1   ? name##_uint8_t_avx2(__VA_ARGS__)                                               \
                        : (size) == 2 ? name##_uint16_t_avx2(__VA_ARGS__)                                              \
                                      : name##_uint32_t_avx2(__VA_ARGS__)                                              \
                      : DISPATCH_PLAIN(name, size, __VA_ARGS__))
#else
#define DISPATCH(name, size, ...) DISPATCH_PLAIN(name, size, __VA_ARGS__)
#endif
#define DISPATCH_PLAIN(name, size, ...)                                                                                \
  ((size) == 1   ? name##_uint8_t_plain(__VA_ARGS__)                                                                   \
   : (size) == 2 ? name##_uint16_t_plain(__VA_ARGS__)                                                                  \
                 : name##_uint32_t_plain(__VA_ARGS__))

#endif
