/* Propagation for very many small games at once: kernels/ensemble.py in C. */
#include "core.h"

enum { NOBODY = 0, MOVES = 1, IMPROVEMENTS = 2 }; /* whose answers count */

/* One actor's arcs: pairs of rows, from and to. */
typedef struct {
  int64_t count;
  const int32_t *ends;
} Arcs;

/* Games that share rows and arcs; `ranks`: (rows, games) for each actor; `quiet_after`: see settle. */
typedef struct {
  int64_t rows, games, actors, quiet_after;
  const Arcs *arcs;
  const void *const *ranks;
} Games;

#define KERNEL "ensemble_kernel.h"
#include "each.h"

/* Lines of room, from the first whole one on. */
static void *lines(int64_t count, void **taken) {
  *taken = calloc((size_t)(count + 1), LINE);
  return (void *)(((uintptr_t)*taken + LINE - 1) / LINE * LINE);
}

/* Of one or two arrays of `size` bytes a value the least over what an actor's opponents reach by moves or improvements; or,
   `kind` being NOBODY, of one the best over each row and the actor's moves. */
EXPORT int countermove_ensemble(const Games *g, int64_t actor, int64_t kind, int64_t size, int64_t lanes,
                                const void *given, const void *found) {
  void *taken, *room = lines((3 + g->actors) * g->rows, &taken);
  if (!taken) return OUT_OF_MEMORY;
  DISPATCH(found, size, g, actor, kind, lanes, given, found, room);
  free(taken);
  return DONE;
}

/* For each actor where it is stable, (rows, games): bit k under the k-th of at most eight concepts asked for; in the games
   from `begin` to `end`. */
EXPORT int countermove_ensemble_stable(const Games *g, int64_t begin, int64_t end, int64_t size, int64_t count,
                                       const int64_t *sanctions, const int64_t *reply, uint8_t *const *found) {
  void *taken, *room = lines((5 + g->actors) * g->rows, &taken);
  if (!taken) return OUT_OF_MEMORY;
  DISPATCH(stable, size, g, begin, end, count, sanctions, reply, found, room);
  free(taken);
  return DONE;
}
