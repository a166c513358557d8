/* Propagation for many small games side by side, for values of one TYPE: see ensemble.c. A *block* is COLUMNS games, row
   after row. */

/* So many games of an array of (rows, games) to a block, or back. */
TARGET static void NAME(move)(const TYPE *from, int64_t step, int64_t rows, int64_t count, TYPE *to, int64_t to_step) {
  for (int64_t r = 0; r < rows; r++) memcpy(to + r * to_step, from + r * step, (size_t)count * sizeof(TYPE));
}

/* Every arc of one opponent once: where it is an improvement, or anyway where there are no ranks. Whether anything is new. */
TARGET static inline int NAME(arcs)(const Arcs *a, const TYPE *ranks, TYPE *m, TYPE *n) {
  VEC every = {0}, marks = {0};
  for (int64_t k = 0; k < a->count; k++) {
    int64_t from = a->ends[2 * k], to = a->ends[2 * k + 1];
    for (int64_t x = 0; x < COLUMNS; x += LANES) {
      VEC gate = ranks ? GATE(LOADED(ROW(ranks, from) + x), LOADED(ROW(ranks, to) + x)) : every;
      VEC old = LOADED(ROW(m, from) + x), new = TAKE(old, LOADED(ROW(m, to) + x), gate);
      STORED(ROW(m, from) + x, new);
      marks = MARKED(marks, old, new);
      if (!n) continue;
      old = LOADED(ROW(n, from) + x), new = TAKE(old, LOADED(ROW(n, to) + x), gate);
      STORED(ROW(n, from) + x, new);
      marks = MARKED(marks, old, new);
    }
  }
  return ANY(marks);
}

TARGET static int NAME(turn)(const Arcs *a, const TYPE *ranks, TYPE *m, TYPE *n) {
  return ranks && n ? NAME(arcs)(a, ranks, m, n) : ranks ? NAME(arcs)(a, ranks, m, NULL) : NAME(arcs)(a, NULL, m, n);
}

/* Opponents take turns on a block; done with once where a turn taken twice changes no more. */
TARGET static void NAME(settle)(const Games *g, int64_t focal, int64_t lanes, const TYPE *ranks, TYPE *values) {
  for (int64_t quiet = 0, turn = 0; quiet < g->actors - 1; turn++) {
    int64_t j = turn % g->actors;
    if (j == focal) continue;
    const TYPE *own = ranks ? ROW(ranks, j * g->rows) : NULL;
    quiet = NAME(turn)(g->arcs + j, own, values, lanes > 1 ? ROW(values, g->rows) : NULL) ? g->quiet_after : quiet + 1;
  }
}

/* The best of values over each row and where arcs lead from it. */
TARGET static void NAME(best)(const Arcs *a, int64_t rows, const TYPE *restrict values, TYPE *restrict found) {
  memcpy(found, values, (size_t)(rows * LINE));
  for (int64_t k = 0; k < a->count; k++) {
    const TYPE *to = ROW(values, a->ends[2 * k + 1]);
    TYPE *from = ROW(found, a->ends[2 * k]);
    for (int64_t x = 0; x < COLUMNS; x++) from[x] = to[x] > from[x] ? to[x] : from[x];
  }
}

/* Bests or closures of arrays of (rows, games), a block of games after another. */
TARGET static void NAME(found)(const Games *g, int64_t actor, int64_t kind, int64_t lanes, const TYPE *const *given,
                               TYPE *const *found, void *room) {
  TYPE *values = room, *other = ROW(values, 2 * g->rows), *ranks = ROW(other, g->rows);
  for (int64_t first = 0; first < g->games; first += COLUMNS) {
    int64_t count = g->games - first < COLUMNS ? g->games - first : COLUMNS;
    for (int64_t k = 0; k < lanes; k++)
      NAME(move)(given[k] + first, g->games, g->rows, count, ROW(values, k * g->rows), COLUMNS);
    for (int64_t j = 0; j < g->actors && kind == IMPROVEMENTS; j++)
      NAME(move)((const TYPE *)g->ranks[j] + first, g->games, g->rows, count, ROW(ranks, j * g->rows), COLUMNS);
    if (kind == NOBODY) NAME(best)(g->arcs + actor, g->rows, values, other);
    else NAME(settle)(g, actor, lanes, kind == IMPROVEMENTS ? ranks : NULL, values);
    for (int64_t k = 0; k < lanes; k++)
      NAME(move)(kind == NOBODY ? other : ROW(values, k * g->rows), COLUMNS, g->rows, count, found[k] + first, g->games);
  }
}

/* Where each actor is stable: bit k for the k-th of what is asked. */
TARGET static void NAME(stable)(const Games *g, int64_t begin, int64_t end, int64_t count, const int64_t *sanctions, const int64_t *reply,
                                uint8_t *const *found, void *room) {
  int64_t rows = g->rows;
  TYPE *values = room, *ranks = ROW(values, 2 * rows), *escape = ROW(ranks, g->actors * rows);
  TYPE *bits = ROW(escape, rows), *top = ROW(bits, rows);
  for (int64_t first = begin; first < end; first += COLUMNS) {
    int64_t last = end - first < COLUMNS ? end - first : COLUMNS;
    for (int64_t j = 0; j < g->actors; j++)
      NAME(move)((const TYPE *)g->ranks[j] + first, g->games, rows, last, ROW(ranks, j * rows), COLUMNS);
    for (int64_t i = 0; i < g->actors; i++) {
      const TYPE *own = ROW(ranks, i * rows);
      memset(bits, 0, (size_t)(rows * LINE));
      NAME(best)(g->arcs + i, rows, own, escape);
      for (int64_t k = 0; k < count; k++) {
        if (k == 0 || sanctions[k] != sanctions[k - 1]) {
          memcpy(values, own, (size_t)(rows * LINE));
          memcpy(ROW(values, rows), escape, (size_t)(rows * LINE));
          if (sanctions[k] != NOBODY) NAME(settle)(g, i, 2, sanctions[k] == IMPROVEMENTS ? ranks : NULL, values);
        }
        TYPE *counted = sanctions[k] != NOBODY && reply[k] ? ROW(values, rows) : values;
        for (int64_t x = 0; x < rows * COLUMNS; x++) counted[x] = counted[x] < own[x] ? counted[x] : own[x];
        if (sanctions[k] != NOBODY) NAME(best)(g->arcs + i, rows, counted, top);
        const TYPE *most = sanctions[k] != NOBODY ? top : escape, bit = (TYPE)(1 << k);
        for (int64_t x = 0; x < rows * COLUMNS; x++) bits[x] |= own[x] >= most[x] ? bit : 0;
      }
      for (int64_t r = 0; r < rows; r++)
        for (int64_t x = 0; x < last; x++) found[i][r * g->games + first + x] = (uint8_t)ROW(bits, r)[x];
    }
  }
}
