/* Propagation on the full lattice for values of one TYPE: see dense.c. A *block* is COLUMNS neighbouring fibres of one
   actor, row after row: what is done to a row is done to neighbouring cells. */

#define MOST ((TYPE)-1)
#define COLUMNS (LINE / (int64_t)sizeof(TYPE))
#define ROW(array, row) ((array) + (row)*COLUMNS)

/* A row takes the lesser of itself and of another where that is preferred. */
#define TAKE(mine, yours, shut) ((TYPE)((yours) | (shut)) < (mine) ? (TYPE)((yours) | (shut)) : (mine))

/* Both rows take from one another what their actor prefers. */
TARGET static inline void NAME(pair)(const TYPE *r, TYPE *m, TYPE *n, int64_t a, int64_t b) {
  const TYPE *ra = ROW(r, a), *rb = ROW(r, b);
  TYPE *ma = ROW(m, a), *mb = ROW(m, b), *na = n ? ROW(n, a) : NULL, *nb = n ? ROW(n, b) : NULL;
  for (int64_t x = 0; x < COLUMNS; x++) {
    TYPE shut_a = ra[x] >= rb[x] ? MOST : 0, shut_b = rb[x] >= ra[x] ? MOST : 0, p = ma[x], q = mb[x];
    ma[x] = TAKE(p, q, shut_a);
    mb[x] = TAKE(q, p, shut_b);
  }
  if (n)
    for (int64_t x = 0; x < COLUMNS; x++) {
      TYPE shut_a = ra[x] >= rb[x] ? MOST : 0, shut_b = rb[x] >= ra[x] ? MOST : 0, p = na[x], q = nb[x];
      na[x] = TAKE(p, q, shut_a);
      nb[x] = TAKE(q, p, shut_b);
    }
}

/* Row a takes from row b what their actor prefers; not the other way round. */
TARGET static inline void NAME(onto)(const TYPE *r, TYPE *m, int64_t a, int64_t b) {
  const TYPE *ra = ROW(r, a), *rb = ROW(r, b), *mb = ROW(m, b);
  TYPE *ma = ROW(m, a);
  for (int64_t x = 0; x < COLUMNS; x++) {
    TYPE shut = ra[x] >= rb[x] ? MOST : 0;
    ma[x] = TAKE(ma[x], mb[x], shut);
  }
}

/* Narrow fibres: every state is compared with every other one. */
TARGET static void NAME(compare)(const Step *s, const TYPE *r, TYPE *m, TYPE *n) {
  for (int64_t a = 0; a < s->width; a++)
    for (int64_t b = a + 1; b < s->width; b++) {
      int up = may_go(s, a, b), down = may_go(s, b, a);
      if (up && down) {
        NAME(pair)(r, m, n, a, b);
      } else if (up || down) {
        NAME(onto)(r, m, up ? a : b, up ? b : a);
        if (n) NAME(onto)(r, n, up ? a : b, up ? b : a);
      }
    }
}

/* Wide fibres, sorted best first: what is preferred to a state stands before it. `order`: the row at each place, with
   FRESH set where it is worse than the one before. One pass for each pattern of one-way acts that are done. */
TARGET static void NAME(walk)(const Step *s, const uint32_t *order, int64_t count, TYPE *m) {
  TYPE least[COLUMNS], strict[COLUMNS];
  int64_t held = s->forward | s->back, pattern = held;
  for (;;) { /* all subsets of what can be held */
    memset(least, 0xff, sizeof least);
    memset(strict, 0xff, sizeof strict);
    for (int64_t k = 0; k < s->width; k++)
      for (int64_t x = 0; x < count; x++) {
        uint32_t entry = ROW(order, k)[x];
        int64_t row = entry & PLACE, done = done_at(s, row);
        TYPE value = ROW(m, row)[x];
        if (entry & FRESH) strict[x] = least[x];
        if (done == pattern && strict[x] < value) ROW(m, row)[x] = value = strict[x];
        if ((done & pattern) == pattern && value < least[x]) least[x] = value;
      }
    if (pattern == 0) return;
    pattern = (pattern - 1) & held;
  }
}

/* Moves: every row takes the least (or the best) of the rows that it may go to, option by option. */
TARGET static void NAME(spread)(const Step *s, TYPE *m, int best) {
  for (int64_t bit = 1, k = 0; bit < s->width; bit <<= 1, k++)
    for (int64_t row = 0; row < s->width; row++) {
      if (row & bit) continue;
      TYPE *off = ROW(m, row), *on = ROW(m, row | bit);
      int to_on = s->ways[k] != FORWARD, to_off = s->ways[k] != BACK; /* whether that row takes the other's */
      for (int64_t x = 0; x < COLUMNS; x++) {
        TYPE p = off[x], q = on[x], picked = best ? (p > q ? p : q) : (p < q ? p : q);
        off[x] = to_off ? picked : p;
        on[x] = to_on ? picked : q;
      }
    }
}

/* Where the columns from `first` on begin; returns how many there are, at most COLUMNS. */
TARGET static inline int64_t NAME(columns)(const Step *s, int64_t cells, int64_t first, int64_t *begin) {
  int64_t every = cells / s->width, count = every - first < COLUMNS ? every - first : COLUMNS;
  for (int64_t x = 0; x < count; x++)
    begin[x] = (first + x) / s->inner * s->inner * s->width + ((first + x) & (s->inner - 1));
  return count;
}

#define LOAD(block, array, type)                                                                                       \
  for (int64_t k = 0; k < s->width; k++)                                                                               \
    if (s->inner >= COLUMNS)                                                                                           \
      memcpy(ROW(block, k), (array) + begin[0] + k * s->inner, COLUMNS * sizeof(type));                                \
    else                                                                                                               \
      for (int64_t x = 0; x < count; x++) ROW(block, k)[x] = (array)[begin[x] + k * s->inner];

/* Write a block back; whether anything is new. `closed`: MOST in cells that are no states. */
TARGET static int NAME(store)(const Step *s, const int64_t *begin, int64_t count, const TYPE *block, const TYPE *closed,
                              TYPE *values) {
  TYPE fresh = 0;
  for (int64_t k = 0; k < s->width; k++) {
    const TYPE *row = ROW(block, k);
    if (s->inner >= COLUMNS) {
      TYPE *to = values + begin[0] + k * s->inner;
      const TYPE *shut = closed ? closed + begin[0] + k * s->inner : NULL;
      for (int64_t x = 0; x < COLUMNS; x++) {
        TYPE value = shut ? row[x] | shut[x] : row[x];
        fresh |= to[x] ^ value;
        to[x] = value;
      }
    } else {
      for (int64_t x = 0; x < count; x++) {
        int64_t cell = begin[x] + k * s->inner;
        TYPE value = closed ? row[x] | closed[cell] : row[x];
        fresh |= values[cell] ^ value;
        values[cell] = value;
      }
    }
  }
  return fresh != 0;
}

/* One opponent's relaxation of a tile: `m`, and `n` where there are two lanes. Whether anything is new. */
TARGET static int NAME(relax)(const Step *s, int64_t cells, TYPE *m, TYPE *n, const TYPE *ranks, const uint32_t *order,
                              const TYPE *closed, void *room) {
  TYPE *one = room, *two = n ? ROW(one, s->width) : NULL, *own = ROW(one, 2 * s->width);
  uint32_t *sorted = (uint32_t *)(void *)own;
  int64_t begin[COLUMNS];
  int fresh = 0;
  for (int64_t first = 0; first < cells / s->width; first += COLUMNS) {
    int64_t count = NAME(columns)(s, cells, first, begin);
    LOAD(one, m, TYPE)
    if (n) { LOAD(two, n, TYPE) }
    if (ranks && order) {
      LOAD(sorted, order, uint32_t)
      NAME(walk)(s, sorted, count, one);
      if (n) NAME(walk)(s, sorted, count, two);
    } else if (ranks) {
      LOAD(own, ranks, TYPE)
      NAME(compare)(s, own, one, two);
    } else {
      NAME(spread)(s, one, 0);
      if (n) NAME(spread)(s, two, 0);
    }
    fresh |= NAME(store)(s, begin, count, one, ranks ? NULL : closed, m);
    if (n) fresh |= NAME(store)(s, begin, count, two, ranks ? NULL : closed, n);
  }
  return fresh;
}

/* Opponents take turns on a tile until none changes anything. */
TARGET static void NAME(settle)(const Step *steps, int64_t count, int64_t cells, int64_t from, const Parts *p) {
  TYPE *m = (TYPE *)p->lanes[0] + from, *n = p->lanes[1] ? (TYPE *)p->lanes[1] + from : NULL;
  const TYPE *closed = p->closed ? (TYPE *)p->closed + from : NULL;
  for (int64_t quiet = 0, turn = 0; quiet < count; turn++) {
    const Step *s = steps + turn % count;
    const TYPE *ranks = s->ranks ? (TYPE *)s->ranks + from : NULL;
    const uint32_t *order = s->order ? s->order + from : NULL;
    quiet = NAME(relax)(s, cells, m, n, ranks, order, closed, p->room) ? 1 : quiet + 1;
  }
}

/* Cells of some games and strategies of one actor, put together (see slices): of an array of `size` bytes a value. */
TARGET static void NAME(gather)(const Slices *c, const void *array, int64_t size, TYPE *to) {
  EACH_RUN(c, from, at) {
    if (size == (int64_t)sizeof(TYPE)) memcpy(to + at, (const TYPE *)array + from, c->run * sizeof(TYPE));
    else
      for (int64_t x = 0; x < c->run; x++)
        to[at + x] = (TYPE)(size == 1   ? ((const uint8_t *)array)[from + x]
                            : size == 2 ? ((const uint16_t *)array)[from + x]
                                        : ((const uint32_t *)array)[from + x]);
  }
}

TARGET static void NAME(scatter)(const Slices *c, const TYPE *values, int64_t size, void *array) {
  EACH_RUN(c, to, at) {
    if (size == (int64_t)sizeof(TYPE)) memcpy((TYPE *)array + to, values + at, c->run * sizeof(TYPE));
    else
      for (int64_t x = 0; x < c->run; x++) {
        if (size == 1) ((uint8_t *)array)[to + x] = (uint8_t)values[at + x];
        else if (size == 2) ((uint16_t *)array)[to + x] = (uint16_t)values[at + x];
        else ((uint32_t *)array)[to + x] = (uint32_t)values[at + x];
      }
  }
}

/* Cells that are no states are closed to moves: nothing is found there. */
TARGET static void NAME(shut)(const Slices *c, const Lattice *g, int64_t lanes, const Parts *p) {
  TYPE *closed = p->closed;
  EACH_RUN(c, from, at)
    for (int64_t x = 0; x < c->run; x++) closed[at + x] = g->closed[(from + x) % g->cells] ? MOST : 0;
  for (int64_t k = 0; k < lanes; k++)
    for (int64_t x = 0; x < (c->last - c->first) * c->rest; x++) ((TYPE *)p->lanes[k])[x] |= closed[x];
}

/* One game's least over all that others decide, for each strategy. */
TARGET static void NAME(least)(int64_t begin, int64_t above, int64_t strategies, int64_t run, const TYPE *values,
                               TYPE *least, TYPE *found) {
  memset(least, 0xff, (size_t)strategies * sizeof(TYPE));
  for (int64_t h = 0; h < above; h++)
    for (int64_t s = 0; s < strategies; s++) {
      const TYPE *from = values + begin + (h * strategies + s) * run;
      TYPE lowest = least[s];
      for (int64_t x = 0; x < run; x++) lowest = from[x] < lowest ? from[x] : lowest;
      least[s] = lowest;
    }
  for (int64_t h = 0; h < above; h++)
    for (int64_t s = 0; s < strategies; s++)
      for (int64_t x = 0; x < run; x++) found[begin + (h * strategies + s) * run + x] = least[s];
}

/* The best of values over each state and one actor's moves from it. */
TARGET static int NAME(best)(const Step *s, int64_t cells, const TYPE *values, TYPE *found) {
  TYPE *block = calloc((size_t)(s->width * LINE), 1);
  int64_t begin[COLUMNS];
  if (!block) return OUT_OF_MEMORY;
  for (int64_t first = 0; first < cells / s->width; first += COLUMNS) {
    int64_t count = NAME(columns)(s, cells, first, begin);
    LOAD(block, values, TYPE)
    NAME(spread)(s, block, 1);
    NAME(store)(s, begin, count, block, NULL, found);
  }
  free(block);
  return DONE;
}

#undef MOST
#undef COLUMNS
#undef ROW
#undef TAKE
#undef LOAD
