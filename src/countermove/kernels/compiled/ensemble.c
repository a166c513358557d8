/* Propagation for very many small games at once: kernels/ensemble.py in C. */
#include "core.h"

/* One actor's arcs: pairs of rows (from, to); and its ranks (rows, games) where only improvements are followed. */
typedef struct {
  int64_t count;
  const int32_t *ends;
  const void *ranks;
} Arcs;

#define KERNEL "ensemble_kernel.h"
#include "each.h"

/* The best of `values`, of `size` bytes, over each row and where one actor's arcs lead; `found` begins as a copy. */
EXPORT int countermove_ensemble_best(const Arcs *a, int64_t games, int64_t size, const void *values, void *found) {
  DISPATCH(reach, size, a, games, values, found);
  return DONE;
}

/* The least of one or two arrays over what the opponents reach, done with once where a turn taken twice changes no more. */
EXPORT int countermove_ensemble_worst(const Arcs *opponents, int64_t steps, int64_t rows, int64_t games, int64_t size,
                                      int64_t lanes, int64_t quiet_after, const void *const *given, void *const *found) {
  void *taken = calloc((size_t)((2 * lanes + steps) * rows + 1), LINE);
  if (!taken) return OUT_OF_MEMORY;
  void *room = (void *)(((uintptr_t)taken + LINE - 1) / LINE * LINE);
  DISPATCH(together, size, opponents, steps, rows, games, lanes, quiet_after, given, found, room);
  free(taken);
  return DONE;
}
