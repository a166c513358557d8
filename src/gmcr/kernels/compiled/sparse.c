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

/* In place: the least of `values` over what some actors reach by moves, or by improvements, done with once where a turn taken
   twice changes no more; or the best of `given` over each state and the moves of one, `values` beginning as a copy. */
EXPORT int countermove_sparse(const Fibres *const *actors, int64_t steps, int64_t count, const int64_t *states, int64_t kind,
                              int64_t quiet_after, int64_t size, const void *given, void *values) {
  if (kind == BEST) BY_SIZE(lists, plain, size, actors[0], count, states, BEST, given, values);
  else BY_SIZE(rounds, plain, size, actors, steps, count, states, (int)kind, quiet_after, values);
  return DONE;
}

/* Places of states, fibre by fibre (`number` of each state's), best first: by `ranks`, all below `tops`. */
EXPORT int countermove_sorted(int64_t count, int64_t fibres, int64_t tops, int64_t size, const void *ranks,
                              const uint32_t *number, uint32_t *list) {
  return BY_SIZE(sorted, plain, size, count, fibres, tops, ranks, number, list);
}
