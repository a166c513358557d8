/* Propagation on the full lattice: kernels/dense.py and kernels/relaxation.py in C, as docs/decisions/0010 tells. Arrays fall
   apart into a *slice* for each game and strategy of an actor, whose opponents cannot change its options. */
#include "core.h"

#define TILE ((int64_t)1 << 19) /* bytes worked on at a time, where slices allow */
#define SIDE 4                  /* slices side by side at least, where there are so many */

/* The games: as kernels/compiled/dense.py describes them. */
typedef struct {
  int64_t cells, actors;
  const int64_t *low, *high;
  const uint8_t *ways, *closed; /* of each bit; of each cell, whether it is no state, or NULL */
  const void *const *ranks;
  const int64_t *sizes; /* bytes of a rank */
  const uint32_t *const *orders; /* sorted fibres where they are wide, or NULL */
} Lattice;

/* One actor's fibres in an array: `width` cells, `inner` apart. */
typedef struct {
  int64_t width, inner, forward, back;
  const uint8_t *ways;
  void *ranks;
  uint32_t *order;
  int32_t last; /* its last turn */
} Step;

/* What is asked (see countermove_dense_worst), and what was put together for it: two lanes, cells that are no states, room
   for a block, the turn at which a line changed. */
typedef struct {
  int64_t improving, size, lanes, bytes;
  const void *const *given;
  void *const *found;
  void *values[2], *closed, *taken, *room;
  int32_t *turns;
} Work;

/* Some slices, `first` to `last`, of `rest` cells each: (above) × (strategies) × (run) in arrays of (games, cells). Put
   together they lie side by side, `side` of them, a power of two. */
typedef struct {
  int64_t first, last, strategies, above, run, rest, side;
} Slices;

/* Each cell of the slices: where it is in the array, and where among the slices put together. */
#define EACH_CELL(c, there, here)                                                                                      \
  for (int64_t start = (c)->first, stop; start < (c)->last; start = stop)                                              \
    for (int64_t h = ((stop = (start / (c)->strategies + 1) * (c)->strategies),                                        \
                      (stop = stop < (c)->last ? stop : (c)->last), 0),                                                \
                 from = (start / (c)->strategies * (c)->above * (c)->strategies + start % (c)->strategies) * (c)->run, \
                 to = start - (c)->first;                                                                              \
         h < (c)->above; h++, from += (c)->strategies * (c)->run, to += (c)->run * (c)->side)                          \
      for (int64_t k = 0; k < stop - start; k++)                                                                       \
        for (int64_t there = from + k * (c)->run, here = to + k, end = there + (c)->run; there < end;                  \
             there++, here += (c)->side)

/* The one-way acts that are done at a place of a fibre. */
static inline int64_t done_at(const Step *s, int64_t row) { return (row & s->forward) | (~row & s->back); }

static inline int may_go(const Step *s, int64_t from, int64_t to) {
  return (done_at(s, from) & ~done_at(s, to)) == 0;
}

/* Where a fibre begins in the array. */
static inline int64_t begin_of(const Step *s, int64_t fibre) {
  return (fibre & ~(s->inner - 1)) * s->width + (fibre & (s->inner - 1));
}

#define KERNEL "dense_kernel.h"
#include "each.h"

static Step step_of(const Lattice *g, int64_t actor, int64_t inner) {
  int64_t low = g->low[actor], count = g->high[actor] - low;
  Step s = {(int64_t)1 << count, inner, 0, 0, g->ways + low, NULL, NULL, -1};
  for (int64_t k = 0; k < count; k++) {
    if (s.ways[k] == FORWARD) s.forward |= (int64_t)1 << k;
    if (s.ways[k] == BACK) s.back |= (int64_t)1 << k;
  }
  return s;
}

/* Room for cells of some type: zero where no slice lies. */
static void *cells_of(const Slices *c, int64_t size) {
  size_t count = (size_t)(c->side * c->rest), bytes = (size_t)size;
  return c->last - c->first < c->side ? calloc(count, bytes) : malloc(count * bytes);
}

/* One unit of work: slices are put together, relaxed as a tile, and written back. */
static int unit(const Lattice *g, int64_t focal, const Slices *c, Step *steps, Work *a) {
  int64_t low = g->low[focal], bits = g->high[focal] - low, widest = 1, size = a->size, count = 0;
  for (int64_t j = 0; j < g->actors; j++) {
    if (j == focal || g->low[j] == g->high[j]) continue;
    Step *s = steps + count++;
    *s = step_of(g, j, c->side << (g->low[j] < low ? g->low[j] : g->low[j] - bits));
    widest = s->width > widest ? s->width : widest;
    if (!a->improving) continue;
    if (g->orders[j]) {
      if (!(s->order = cells_of(c, sizeof *s->order))) return OUT_OF_MEMORY;
      gather_32_plain(c, g->orders[j], 4, s->order);
    } else {
      if (!(s->ranks = cells_of(c, size))) return OUT_OF_MEMORY;
      DISPATCH(gather, size, c, g->ranks[j], g->sizes[j], s->ranks);
    }
  }
  for (int64_t k = 0; k < a->lanes; k++) {
    if (!(a->values[k] = cells_of(c, size))) return OUT_OF_MEMORY;
    DISPATCH(gather, size, c, a->given[k], a->bytes, a->values[k]);
  }
  if (g->closed && !a->improving) {
    if (!(a->closed = cells_of(c, size))) return OUT_OF_MEMORY;
    DISPATCH(shut, size, c, g, a);
  }
  a->taken = calloc((size_t)(6 * widest + 1), LINE);
  a->turns = malloc((size_t)(c->side * c->rest * size / LINE + 1) * sizeof *a->turns);
  if (!a->taken || !a->turns) return OUT_OF_MEMORY;
  a->room = (void *)(((uintptr_t)a->taken + LINE - 1) / LINE * LINE);
  DISPATCH(settle, size, steps, count, c->side * c->rest, a);
  for (int64_t k = 0; k < a->lanes; k++) DISPATCH(scatter, size, c, a->values[k], a->bytes, a->found[k]);
  return DONE;
}

/* The least of one or two arrays of (games, cells), `bytes` a value, over what `focal`'s opponents reach from each cell
   by moves, or by improvements; for its slices from `first` to `last`, worked on with `size` bytes a value. */
EXPORT int countermove_dense_worst(const Lattice *g, int64_t focal, int64_t improving, int64_t size, int64_t lanes,
                                   int64_t bytes, const void *const *given, void *const *found, int64_t first,
                                   int64_t last) {
  int64_t strategies = (int64_t)1 << (g->high[focal] - g->low[focal]), run = (int64_t)1 << g->low[focal];
  int64_t rest = g->cells / strategies, most = TILE / (size * (g->actors + lanes) * rest), side = 1;
  int result = DONE;
  Step *steps = calloc((size_t)g->actors, sizeof(Step));
  if (!steps) return OUT_OF_MEMORY;
  while (side < last - first && (side < SIDE || 2 * side <= most)) side *= 2;
  for (int64_t from = first; from < last && result == DONE; from += side) {
    Slices c = {from, from + side < last ? from + side : last, strategies, rest / run, run, rest, side};
    Work w = {improving, size, lanes, bytes, given, found, {NULL, NULL}, NULL, NULL, NULL, NULL};
    memset(steps, 0, (size_t)g->actors * sizeof(Step));
    result = unit(g, focal, &c, steps, &w);
    for (int64_t j = 0; j < g->actors; j++) free(steps[j].ranks), free(steps[j].order);
    free(w.values[0]), free(w.values[1]), free(w.closed), free(w.taken), free(w.turns);
  }
  free(steps);
  return result;
}
