/* Propagation on the full lattice for values of one TYPE: see dense.c. A *block* is COLUMNS neighbouring fibres of one
   actor, row after row: what is done to a row is done to neighbouring cells. */

/* Narrow fibres: every state is compared with every other one, and both take from one another what their actor prefers;
   `held`: whether something is one-way. */
TARGET static inline void NAME(pairs)(const Step *s, const TYPE *r, TYPE *m, TYPE *n, int held) {
  for (int64_t x = 0; x < COLUMNS; x += LANES)
    for (int64_t a = 0; a < s->width; a++) {
      VEC ra = LOADED(ROW(r, a) + x), ma = LOADED(ROW(m, a) + x), na = LOADED(ROW(n, a) + x);
      for (int64_t b = a + 1; b < s->width; b++) {
        VEC rb = LOADED(ROW(r, b) + x), mb = LOADED(ROW(m, b) + x), nb = LOADED(ROW(n, b) + x);
        VEC to_a = GATE(ra, rb), to_b = GATE(rb, ra);
        if (held && !may_go(s, a, b)) to_a = ALL;
        if (held && !may_go(s, b, a)) to_b = ALL;
        STORED(ROW(m, b) + x, TAKE(mb, ma, to_b));
        ma = TAKE(ma, mb, to_a);
        if (n == m) continue; /* one lane */
        STORED(ROW(n, b) + x, TAKE(nb, na, to_b));
        na = TAKE(na, nb, to_a);
      }
      STORED(ROW(m, a) + x, ma);
      if (n != m) STORED(ROW(n, a) + x, na);
    }
}

TARGET static void NAME(compare)(const Step *s, const TYPE *r, TYPE *m, TYPE *n) {
  if (s->forward | s->back) NAME(pairs)(s, r, m, n ? n : m, 1);
  else if (n) NAME(pairs)(s, r, m, n, 0);
  else NAME(pairs)(s, r, m, m, 0);
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

/* Moves: every row takes the least of the rows that it may go to, option by option. */
TARGET static void NAME(spread)(const Step *s, TYPE *m) {
  for (int64_t bit = 1, k = 0; bit < s->width; bit <<= 1, k++)
    for (int64_t row = 0; row < s->width; row++) {
      if (row & bit) continue;
      TYPE *off = ROW(m, row), *on = ROW(m, row | bit);
      int from_off = s->ways[k] != BACK, from_on = s->ways[k] != FORWARD;
      for (int64_t x = 0; x < COLUMNS; x++) {
        TYPE p = off[x], q = on[x], least = p < q ? p : q;
        off[x] = from_off ? least : p;
        on[x] = from_on ? least : q;
      }
    }
}

/* Runs of cells that are neighbours in an array and in a row of a block: of so many bytes, which the compiler knows. */
#define RUNS(action)                                                                                                   \
  switch (run * (int64_t)sizeof(TYPE)) {                                                                               \
    case 1: action(1) break; case 2: action(2) break; case 4: action(4) break; case 8: action(8) break;                \
    case 16: action(16) break; case 32: action(32) break; default: action(64)                                          \
  }
#define EACH(bytes)                                                                                                    \
  for (int64_t x = 0; x < count; x += run)                                                                             \
    for (int64_t k = 0, cell = begin_of(s, first + x); k < s->width; k++, cell += s->inner)
#define FETCH(bytes) EACH(bytes) memcpy(ROW(block, k) + x, array + cell, bytes);
#define REPLACE(bytes)                                                                                                 \
  EACH(bytes) if (memcmp(array + cell, ROW(block, k) + x, bytes)) {                                                    \
    memcpy(array + cell, ROW(block, k) + x, bytes);                                                                    \
    turns[cell / COLUMNS] = turn;                                                                                      \
    fresh = 1;                                                                                                         \
  }

/* The fibres from `first` on as a block. */
TARGET static void NAME(load)(const Step *s, int64_t first, int64_t count, const TYPE *array, TYPE *block) {
  int64_t run = s->inner < COLUMNS ? s->inner : COLUMNS;
  RUNS(FETCH)
}

/* Write a block back; whether anything is new, and in `turns` where. */
TARGET static int NAME(store)(const Step *s, int64_t first, int64_t count, const TYPE *block, TYPE *array, int32_t *turns,
                              int32_t turn) {
  int64_t run = s->inner < COLUMNS ? s->inner : COLUMNS;
  int fresh = 0;
  RUNS(REPLACE)
  return fresh;
}

/* Whether anything in a block is newer than the opponent's last turn. */
TARGET static int NAME(newer)(const Step *s, int64_t first, int64_t count, const int32_t *turns) {
  int64_t cell = begin_of(s, first), step = s->inner < COLUMNS ? count : s->inner;
  for (int64_t k = 0; k < s->width; k++, cell += step)
    if (turns[cell / COLUMNS] > s->last) return 1;
  return 0;
}

/* One opponent's relaxation of a tile: `m`, and `n` where there are two lanes. Whether anything is new. */
TARGET static int NAME(relax)(const Step *s, int64_t cells, TYPE *m, TYPE *n, const TYPE *closed, void *room,
                              int32_t *turns, int32_t turn) {
  TYPE *one = room, *two = n ? ROW(one, s->width) : NULL, *own = ROW(one, 2 * s->width);
  uint32_t *sorted = (uint32_t *)(void *)own;
  int64_t columns = cells / s->width, count;
  int fresh = 0;
  for (int64_t first = 0; first < columns; first += count) {
    count = columns - first < COLUMNS ? columns - first : COLUMNS;
    if (!NAME(newer)(s, first, count, turns)) continue;
    NAME(load)(s, first, count, m, one);
    if (n) NAME(load)(s, first, count, n, two);
    if (s->order) {
      for (int64_t x = 0; x < count; x++)
        for (int64_t k = 0, cell = begin_of(s, first + x); k < s->width; k++, cell += s->inner)
          ROW(sorted, k)[x] = s->order[cell];
      NAME(walk)(s, sorted, count, one);
      if (n) NAME(walk)(s, sorted, count, two);
    } else if (s->ranks) {
      NAME(load)(s, first, count, s->ranks, own);
      NAME(compare)(s, own, one, two);
    } else {
      NAME(spread)(s, one);
      if (n) NAME(spread)(s, two);
      if (closed) {
        NAME(load)(s, first, count, closed, own);
        for (int64_t x = 0; x < s->width * COLUMNS; x++) {
          one[x] |= own[x];
          if (n) two[x] |= own[x];
        }
      }
    }
    fresh |= NAME(store)(s, first, count, one, m, turns, turn);
    if (n) fresh |= NAME(store)(s, first, count, two, n, turns, turn);
  }
  return fresh;
}

/* Opponents take turns on a tile until none changes anything. */
TARGET static void NAME(settle)(Step *steps, int64_t opponents, int64_t cells, const Work *w) {
  memset(w->turns, 0, (size_t)(cells / COLUMNS + 1) * sizeof *w->turns);
  for (int64_t quiet = 0, turn = 0; quiet < opponents; turn++) {
    Step *s = steps + turn % opponents;
    quiet = NAME(relax)(s, cells, w->values[0], w->values[1], w->closed, w->room, w->turns, (int32_t)turn) ? 1 : quiet + 1;
    s->last = (int32_t)turn;
  }
}

/* The slices of an array of `size` bytes a value side by side: a cell of all of them, then the next. */
TARGET static void NAME(gather)(const Slices *c, const void *array, int64_t size, TYPE *found) {
  if (size == 1) EACH_CELL(c, there, here) found[here] = ((const uint8_t *)array)[there];
  if (size == 2) EACH_CELL(c, there, here) found[here] = (TYPE)((const uint16_t *)array)[there];
  if (size == 4) EACH_CELL(c, there, here) found[here] = (TYPE)((const uint32_t *)array)[there];
}

TARGET static void NAME(scatter)(const Slices *c, const TYPE *values, int64_t size, void *array) {
  if (size == 1) EACH_CELL(c, there, here) ((uint8_t *)array)[there] = (uint8_t)values[here];
  if (size == 2) EACH_CELL(c, there, here) ((uint16_t *)array)[there] = (uint16_t)values[here];
  if (size == 4) EACH_CELL(c, there, here) ((uint32_t *)array)[there] = (uint32_t)values[here];
}

/* Cells that are no states are closed to moves: nothing is found there. */
TARGET static void NAME(shut)(const Slices *c, const Lattice *g, const Work *w) {
  TYPE *closed = w->closed;
  EACH_CELL(c, there, here) closed[here] = g->closed[there % g->cells] ? MOST : 0;
  for (int64_t k = 0; k < w->lanes; k++)
    for (int64_t x = 0; x < c->side * c->rest; x++) ((TYPE *)w->values[k])[x] |= closed[x];
}
