/* What all files of the compiled core share: types, and the instruction sets that each kernel is compiled for. Sizes are
   int64_t; memory that is not to be had makes a function return OUT_OF_MEMORY. */
#ifndef COUNTERMOVE_CORE_H
#define COUNTERMOVE_CORE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

enum { DONE = 0, OUT_OF_MEMORY = 1 };
enum { BOTH_WAYS = 0, FORWARD = 1, BACK = 2 }; /* which way an option may be switched: see OptionForm.one_way */
enum { LINE = 64 };                            /* bytes that are worked on side by side: a line of the cache */

#define FIRST 0x80000000u /* in a list of places sorted within fibres: the first of its fibre, … */
#define FRESH 0x40000000u /* … worse than the one before, … */
#define PLACE 0x3fffffffu /* … and which place it is */

/* A kernel is compiled for TYPE, of BITS, and for each instruction SET (each.h): VEC is as many values as go through one
   instruction; GATE(a, b) lets TAKE pass where b is preferred to a, and m then takes the lesser of itself and q;
   ANY(marks) where something MARKED is new. */
#define PASTED(a, b, c, d) a##b##c##d
#define PASTE(a, b, c, d) PASTED(a, b, c, d)
#define GLUED(a, b, c) a##b##c
#define GLUE(a, b, c) GLUED(a, b, c)
#define NAME(name) PASTE(name##_, BITS, _, SET)
#define TYPE GLUE(uint, BITS, _t)
#define VEC PASTE(VEC_, SET, , )
#define TARGET PASTE(TARGET_, SET, , )
#define ALL PASTE(ALL_, SET, , )
#define LOADED PASTE(LOADED_, SET, , )
#define STORED PASTE(STORED_, SET, , )
#define GATE PASTE(GATE_, SET, , )
#define TAKE PASTE(TAKE_, SET, , )
#define MARKED PASTE(MARKED_, SET, , )
#define ANY PASTE(ANY_, SET, , )

#define MOST ((TYPE)-1)
#define COLUMNS (LINE / (int64_t)sizeof(TYPE))
#define LANES ((int64_t)(sizeof(VEC) / sizeof(TYPE)))
#define ROW(array, row) ((array) + (row)*COLUMNS) /* of a *block*: COLUMNS cells side by side, row after row */

#define VEC_plain TYPE
#define TARGET_plain
#define ALL_plain ((TYPE)-1)
#define LOADED_plain(from) (*(from))
#define STORED_plain(to, value) (*(to) = (value))
#define GATE_plain(a, b) ((a) < (b) ? 0 : (TYPE)-1)
#define TAKE_plain(m, q, gate) ((TYPE)((q) | (gate)) < (m) ? (TYPE)((q) | (gate)) : (m))
#define MARKED_plain(marks, before, after) ((TYPE)((marks) | ((before) ^ (after))))
#define ANY_plain(marks) ((marks) != 0)
#if defined(__x86_64__)
#define WITH_AVX2 1
#include <immintrin.h>
#define VEC_avx2 __m256i
#define TARGET_avx2 __attribute__((target("avx2")))
#define ALL_avx2 _mm256_set1_epi8(-1)
#define LOADED_avx2(from) _mm256_load_si256((const __m256i *)(const void *)(from))
#define STORED_avx2(to, value) _mm256_store_si256((__m256i *)(void *)(to), value)
#define GATE_avx2(a, b) GLUE(_mm256_cmpeq_, epi, BITS)(GLUE(_mm256_max_, epu, BITS)(a, b), a)
#define TAKE_avx2(m, q, gate) GLUE(_mm256_min_, epu, BITS)(m, _mm256_or_si256(q, gate))
#define MARKED_avx2(marks, before, after) _mm256_or_si256(marks, _mm256_xor_si256(before, after))
#define ANY_avx2(marks) (!_mm256_testz_si256(marks, marks))
#endif

/* Whether the processor has AVX2, and it is allowed. */
int countermove_wide(void);

/* Call the one of a kernel's variants for values of `size` bytes (1, 2 or 4). */
#define BY_SIZE(name, set, size, ...)                                                                                  \
  ((size) == 1 ? name##_8_##set(__VA_ARGS__) : (size) == 2 ? name##_16_##set(__VA_ARGS__) : name##_32_##set(__VA_ARGS__))
#if defined(WITH_AVX2)
#define DISPATCH(name, size, ...)                                                                                      \
  (countermove_wide() ? BY_SIZE(name, avx2, size, __VA_ARGS__) : BY_SIZE(name, plain, size, __VA_ARGS__))
#else
#define DISPATCH(name, size, ...) BY_SIZE(name, plain, size, __VA_ARGS__)
#endif

#endif
