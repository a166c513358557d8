/* Whether improvements are deterred, searched from where they lead: kernels/search.py in C, state by state. */
#include "core.h"

/* Where one actor moves. In the dense layout a state's fibre is its code with the bits from `low` to `high` anything; in the
   sparse one the states order[first[at]] to order[last[at] - 1]. What a state holds keeps moves from changing some bits. */
typedef struct {
  int64_t low, high, forward, back;
  const int64_t *off;                  /* of each state what its needs hold off besides, or NULL */
  const uint32_t *order, *first, *last; /* NULL in the dense layout */
  uint32_t *reach;                     /* of each fibre how far it has been followed, 0 for not at all */
} Mover;

typedef struct {
  int64_t actors;
  const int64_t *states; /* the code at each place, or NULL in the dense layout, where it is the place */
  const Mover *movers;
  const void *const *ranks;
  const int64_t *sizes;
  uint8_t *seen;   /* of each place; all 0 between searches */
  uint32_t *queue; /* places to be followed */
} Search;

static inline int64_t code_of(const Search *s, int64_t at) { return s->states ? s->states[at] : at; }

static inline uint32_t rank_of(const Search *s, int64_t actor, int64_t at) {
  const void *ranks = s->ranks[actor];
  return s->sizes[actor] == 1   ? ((const uint8_t *)ranks)[at]
         : s->sizes[actor] == 2 ? ((const uint16_t *)ranks)[at]
                                : ((const uint32_t *)ranks)[at];
}

static inline int64_t mask_of(const Mover *m) { return (((int64_t)1 << (m->high - m->low)) - 1) << m->low; }

/* The places of a fibre are those from `begin` to `end` of it. */
typedef struct {
  int64_t begin, end, base, code, held;
} Fibre;

static inline Fibre fibre_of(const Search *s, const Mover *m, int64_t at) {
  int64_t code = code_of(s, at);
  Fibre f = {0, (int64_t)1 << (m->high - m->low), code & ~mask_of(m), code, (code & m->forward) | (~code & m->back)};
  if (m->order) f.begin = m->first[at], f.end = m->last[at];
  if (m->off) f.held |= m->off[at];
  return f;
}

/* The k-th place of a fibre, or -1 where no move leads there. */
static inline int64_t place_in(const Search *s, const Mover *m, const Fibre *f, int64_t k) {
  int64_t at = m->order ? (int64_t)m->order[k] : f->base | k << m->low;
  int64_t switched = code_of(s, at) ^ f->code;
  return switched && !(switched & f->held) ? at : -1;
}

/* Whether from a state that the actor likes no better than `floor` none of its moves leads to a better one. */
static int stays(const Search *s, int64_t actor, int64_t at, uint32_t floor, int64_t *looked_at) {
  const Mover *m = &s->movers[actor];
  Fibre f = fibre_of(s, m, at);
  *looked_at += f.end - f.begin;
  for (int64_t k = f.begin; k < f.end; k++) {
    int64_t there = place_in(s, m, &f, k);
    if (there >= 0 && rank_of(s, actor, there) > floor) return 0;
  }
  return 1;
}

/* Whether a mover gets further from a state than it has been followed from others of its fibre. Where moves hold anything
   each state is followed. */
static int further(const Search *s, int64_t mover, int64_t at, const Fibre *f, int64_t improving) {
  const Mover *m = &s->movers[mover];
  if (m->forward || m->back || m->off) return 1;
  uint32_t far = improving ? UINT32_MAX - rank_of(s, mover, at) : 1;
  uint32_t *reach = &m->reach[m->order ? f->begin : f->base];
  if (far <= *reach) return 0;
  *reach = far;
  return 1;
}

/* For each of `count` improvements from one state, given by place, whether it is deterred. `open` says of each strategy of the
   actor (the bits of its own options) whether it is one of an improvement that nothing has been found to deter, and is all 0
   between searches. `looked_at` becomes the number of moves looked at: above `room` where there was none left. */
EXPORT int countermove_search(const Search *s, int64_t actor, int64_t count, const int64_t *targets, int64_t floor,
                              int64_t improving, int64_t reply, int64_t room, uint8_t *open, uint8_t *deterred,
                              int64_t *looked_at) {
  const Mover *own = &s->movers[actor];
  int64_t mask = mask_of(own), left = count, end = 0, spent = 0;
  for (int64_t k = 0; k < count; k++) {
    s->queue[end++] = (uint32_t)targets[k];
    s->seen[targets[k]] = 1;
    open[(code_of(s, targets[k]) & mask) >> own->low] = 1;
  }
  for (int64_t next = 0; next < end && left && spent <= room; next++) {
    int64_t at = s->queue[next], strategy = (code_of(s, at) & mask) >> own->low;
    for (int64_t j = 0; j < s->actors && open[strategy]; j++) {
      const Mover *m = &s->movers[j];
      if (j == actor || m->low == m->high) continue;
      Fibre f = fibre_of(s, m, at);
      if (!further(s, j, at, &f, improving)) continue;
      uint32_t here = rank_of(s, j, at);
      spent += f.end - f.begin;
      for (int64_t k = f.begin; k < f.end && open[strategy] && spent <= room; k++) {
        int64_t there = place_in(s, m, &f, k);
        if (there < 0 || s->seen[there] || (improving && rank_of(s, j, there) <= here)) continue;
        uint32_t worth = rank_of(s, actor, there);
        if (!worth) continue; /* infeasible */
        s->seen[there] = 1;
        s->queue[end++] = (uint32_t)there;
        if (worth <= floor && (!reply || stays(s, actor, there, (uint32_t)floor, &spent))) open[strategy] = 0, left--;
      }
    }
  }
  for (int64_t k = 0; k < count; k++) deterred[k] = !open[(code_of(s, targets[k]) & mask) >> own->low];
  for (int64_t k = 0; k < end; k++) {
    int64_t at = s->queue[k];
    s->seen[at] = 0;
    open[(code_of(s, at) & mask) >> own->low] = 0;
    for (int64_t j = 0; j < s->actors; j++) {
      const Mover *m = &s->movers[j];
      m->reach[m->order ? m->first[at] : (code_of(s, at) & ~mask_of(m))] = 0;
    }
  }
  *looked_at = spent;
  return DONE;
}
