/* Propagation on the full lattice: kernels/dense.py and kernels/relaxation.py in C.

   Actor i's opponents cannot change i's options: arrays fall apart into one *slice* for each game and strategy of i. Some
   slices are put together where they are contiguous, and worked on in tiles that fit the cache. An opponent's relaxation
   takes its fibres in blocks of neighbouring ones: with few options every state of a fibre is compared with every other
   one, a line of cells at a time; with many the fibre is sorted beforehand, and a running minimum does. */
#include "core.h"

#define TILE ((int64_t)1 << 15) /* cells worked on at a time, where slices allow */
#define GROUP 8                 /* slices put together at a time where their cells lie apart */

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
} Step;

/* What was put together: two lanes, cells that are no states, room for a block. */
typedef struct {
  void *lanes[2], *closed, *room;
} Parts;

/* What is asked: see countermove_dense_worst. */
typedef struct {
  int64_t improving, size, lanes, bytes;
  const void *const *given;
  void *const *found;
} Asked;

/* Some slices, `first` to `last`, of `rest` cells each: (above) × (strategies) × (run) in arrays of (games, cells). */
typedef struct {
  int64_t first, last, strategies, above, run, rest;
} Slices;

/* Runs of neighbouring cells: where each begins in the array, and where among the slices. */
#define EACH_RUN(c, there, here)                                                                                       \
  for (int64_t start = (c)->first, stop; start < (c)->last; start = stop)                                              \
    for (int64_t h = ((stop = (start / (c)->strategies + 1) * (c)->strategies),                                        \
                      (stop = stop < (c)->last ? stop : (c)->last), 0);                                                \
         h < (c)->above; h++)                                                                                          \
      for (int64_t slice = start,                                                                                      \
                   there = ((start / (c)->strategies * (c)->above + h) * (c)->strategies + start % (c)->strategies) *  \
                           (c)->run,                                                                                   \
                   here = (start - (c)->first) * (c)->rest + h * (c)->run;                                             \
           slice < stop; slice++, there += (c)->run, here += (c)->rest)

/* The one-way acts that are done at a place of a fibre. */
static inline int64_t done_at(const Step *s, int64_t row) { return (row & s->forward) | (~row & s->back); }

static inline int may_go(const Step *s, int64_t from, int64_t to) {
  return (done_at(s, from) & ~done_at(s, to)) == 0;
}

#define KERNEL "dense_kernel.h"
#include "each.h"

static Step step_of(const Lattice *g, int64_t actor, int64_t at) {
  int64_t low = g->low[actor], count = g->high[actor] - low;
  Step s = {(int64_t)1 << count, (int64_t)1 << at, 0, 0, g->ways + low, NULL, NULL};
  for (int64_t k = 0; k < count; k++) {
    if (s.ways[k] == FORWARD) s.forward |= (int64_t)1 << k;
    if (s.ways[k] == BACK) s.back |= (int64_t)1 << k;
  }
  return s;
}

/* The best of `values` over each state and `actor`'s moves from it, of `size` bytes each. */
EXPORT int countermove_dense_best(const Lattice *g, int64_t games, int64_t actor, int64_t size, const void *values,
                                  void *found) {
  Step s = step_of(g, actor, g->low[actor]);
  return DISPATCH(best, size, &s, games * g->cells, values, found);
}

/* Where nothing keeps the opponents from any of their strategies: the least over everything that they decide. */
EXPORT int countermove_dense_least(const Lattice *g, int64_t games, int64_t focal, int64_t size, const void *values,
                                   void *found) {
  int64_t strategies = (int64_t)1 << (g->high[focal] - g->low[focal]), run = (int64_t)1 << g->low[focal];
  void *least = malloc((size_t)(strategies * size));
  if (!least) return OUT_OF_MEMORY;
  for (int64_t game = 0; game < games; game++)
    DISPATCH(least, size, game * g->cells, g->cells / strategies / run, strategies, run, values, least, found);
  free(least);
  return DONE;
}

/* One unit of work: slices are put together, relaxed tile by tile, and written back. */
static int unit(const Lattice *g, int64_t focal, const Asked *a, const Slices *c, int64_t tile, Step *steps, Parts *p) {
  int64_t low = g->low[focal], bits = g->high[focal] - low, cells = (c->last - c->first) * c->rest, widest = 1;
  int64_t size = a->size, count = 0;
  for (int64_t j = 0; j < g->actors; j++) {
    if (j == focal || g->low[j] == g->high[j]) continue;
    Step *s = steps + count++;
    *s = step_of(g, j, g->low[j] < low ? g->low[j] : g->low[j] - bits);
    widest = s->width > widest ? s->width : widest;
    if (!a->improving) continue;
    if (g->orders[j]) {
      if (!(s->order = malloc((size_t)cells * sizeof(uint32_t)))) return OUT_OF_MEMORY;
      gather_uint32_t_plain(c, g->orders[j], 4, s->order);
    } else {
      if (!(s->ranks = malloc((size_t)(cells * size)))) return OUT_OF_MEMORY;
      DISPATCH(gather, size, c, g->ranks[j], g->sizes[j], s->ranks);
    }
  }
  for (int64_t k = 0; k < a->lanes; k++) {
    if (!(p->lanes[k] = malloc((size_t)(cells * size)))) return OUT_OF_MEMORY;
    DISPATCH(gather, size, c, a->given[k], a->bytes, p->lanes[k]);
  }
  if (g->closed && !a->improving) {
    if (!(p->closed = malloc((size_t)(cells * size)))) return OUT_OF_MEMORY;
    DISPATCH(shut, size, c, g, a->lanes, p);
  }
  if (!(p->room = calloc((size_t)(widest * LINE), 6))) return OUT_OF_MEMORY;
  for (int64_t from = 0; from < cells; from += tile * c->rest)
    DISPATCH(settle, size, steps, count, cells - from < tile * c->rest ? cells - from : tile * c->rest, from, p);
  for (int64_t k = 0; k < a->lanes; k++) DISPATCH(scatter, size, c, p->lanes[k], a->bytes, a->found[k]);
  return DONE;
}

/* The least of one or two arrays of (games, cells), `bytes` a value, over what `focal`'s opponents reach from each cell
   by moves, or by improvements; for its slices from `first` to `last`, worked on with `size` bytes a value. */
EXPORT int countermove_dense_worst(const Lattice *g, int64_t focal, int64_t improving, int64_t size, int64_t lanes,
                                   int64_t bytes, const void *const *given, void *const *found, int64_t first,
                                   int64_t last) {
  int64_t strategies = (int64_t)1 << (g->high[focal] - g->low[focal]), run = (int64_t)1 << g->low[focal];
  int64_t rest = g->cells / strategies, tile = rest < TILE ? TILE / rest : 1, group = tile;
  int result = DONE;
  const Asked asked = {improving, size, lanes, bytes, given, found};
  Step *steps = calloc((size_t)g->actors, sizeof(Step));
  if (!steps) return OUT_OF_MEMORY;
  if (run * size < LINE && group < GROUP) group = GROUP;
  for (int64_t from = first; from < last && result == DONE; from += group) {
    Slices c = {from, from + group < last ? from + group : last, strategies, rest / run, run, rest};
    Parts p = {{NULL, NULL}, NULL, NULL};
    memset(steps, 0, (size_t)g->actors * sizeof(Step));
    result = unit(g, focal, &asked, &c, tile, steps, &p);
    for (int64_t j = 0; j < g->actors; j++) free(steps[j].ranks), free(steps[j].order);
    free(p.lanes[0]), free(p.lanes[1]), free(p.closed), free(p.room);
  }
  free(steps);
  return result;
}
