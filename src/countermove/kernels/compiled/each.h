/* Include KERNEL once for each type of values and instruction set: with TYPE, of BITS; SET and its TARGET; and VEC, as
   many values as go through one instruction. GATE(a, b) lets TAKE pass where b is preferred to a: m takes the lesser of
   itself and q there. With PLAIN: for one set alone. */
#define TYPE PASTE(uint, BITS, _t, )
#define TARGET
#define SET plain
#define VEC TYPE
#define PASS TYPE
#define NONE ((TYPE)-1)
#define EVERY 0
#define LOADED(from) (*(from))
#define STORED(to, value) (*(to) = (value))
#define GATE(a, b) ((a) < (b) ? 0 : NONE)
#define TAKE(m, q, pass) ((TYPE)((q) | (pass)) < (m) ? (TYPE)((q) | (pass)) : (m))
#include "types.h"
#if defined(WITH_AVX) && !defined(PLAIN)
#define TARGET __attribute__((target("avx2")))
#define SET avx2
#define VEC __m256i
#define PASS __m256i
#define NONE _mm256_set1_epi8(-1)
#define EVERY _mm256_setzero_si256()
#define LOADED(from) _mm256_load_si256((const __m256i *)(const void *)(from))
#define STORED(to, value) _mm256_store_si256((__m256i *)(void *)(to), value)
#define GATE(a, b) PASTE(_mm256_cmpeq_, epi, BITS, )(PASTE(_mm256_max_, epu, BITS, )(a, b), a)
#define TAKE(m, q, pass) PASTE(_mm256_min_, epu, BITS, )(m, _mm256_or_si256(q, pass))
#include "types.h"
#define TARGET __attribute__((target("avx512f,avx512bw")))
#define SET avx512
#define VEC __m512i
#define PASS __mmask64
#define NONE 0
#define EVERY (~(__mmask64)0)
#define LOADED(from) _mm512_load_si512(from)
#define STORED(to, value) _mm512_store_si512(to, value)
#define GATE(a, b) PASTE(_mm512_cmplt_, epu, BITS, _mask)(a, b)
#define TAKE(m, q, pass) PASTE(_mm512_mask_min_, epu, BITS, )(m, pass, m, q)
#include "types.h"
#endif
#undef TYPE
#undef KERNEL
