/* Propagation on a list of feasible states: kernels/sparse.py in C. */
#include "core.h"

enum { BEST = 0, MOVE = 1, IMPROVE = 2 };

/* One actor's fibres, as kernels/compiled/sparse.py describes them. */
typedef struct {
  int64_t patterns;
  const uint32_t *list, *pattern; /* places, see core.h; of each state, or NULL where there is one pattern */
  const int64_t *on, *off;        /* what each pattern holds */
} Fibres;

/* Whether a state keeps what a pattern holds. */
static inline int is_open(const Fibres *f, const int64_t *states, int64_t pattern, int64_t at) {
  return !f->pattern || ((states[at] & f->on[pattern]) == f->on[pattern] && (states[at] & f->off[pattern]) == 0);
}

#define PLAIN
#define KERNEL "sparse_kernel.h"
#include "each.h"

/* The best of `values` over each state and one actor's moves; `found` begins as a copy. */
EXPORT int countermove_sparse_best(const Fibres *f, int64_t count, const int64_t *states, int64_t size,
                                   const void *values, void *found) {
  BY_SIZE(lists, plain, size, f, count, states, BEST, values, found);
  return DONE;
}

/* In place: the least of `values` over what the opponents reach by moves, or by improvements. */
EXPORT int countermove_sparse_worst(const Fibres *const *opponents, int64_t steps, int64_t count, const int64_t *states,
                                    int64_t improving, int64_t quiet_after, int64_t size, void *values) {
  return BY_SIZE(rounds, plain, size, opponents, steps, count, states, improving ? IMPROVE : MOVE, quiet_after, values);
}

/* Places of states, fibre by fibre (`number` of each state's), best first: by `ranks`, all below `tops`. */
EXPORT int countermove_sorted(int64_t count, int64_t fibres, int64_t tops, int64_t size, const void *ranks,
                              const uint32_t *number, uint32_t *list) {
  return BY_SIZE(sorted, plain, size, count, fibres, tops, ranks, number, list);
}
