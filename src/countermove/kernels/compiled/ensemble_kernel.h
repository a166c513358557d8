/* Propagation for many small games side by side, for values of one TYPE: see ensemble.c. A *block* is COLUMNS games, row
   after row. */

#define MOST ((TYPE)-1)
#define COLUMNS (LINE / (int64_t)sizeof(TYPE))
#define LANES ((int64_t)(sizeof(VEC) / sizeof(TYPE)))
#define ROW(array, row) ((array) + (row)*COLUMNS)

/* So many games from `first` on of an array of (rows, games). */
TARGET static void NAME(take)(const TYPE *array, int64_t rows, int64_t games, int64_t first, TYPE *block) {
  int64_t count = games - first < COLUMNS ? games - first : COLUMNS;
  for (int64_t r = 0; r < rows; r++)
    if (count == COLUMNS) memcpy(ROW(block, r), array + r * games + first, LINE);
    else memcpy(ROW(block, r), array + r * games + first, (size_t)count * sizeof(TYPE));
}

TARGET static void NAME(give)(const TYPE *block, int64_t rows, int64_t games, int64_t first, TYPE *array) {
  int64_t count = games - first < COLUMNS ? games - first : COLUMNS;
  for (int64_t r = 0; r < rows; r++)
    if (count == COLUMNS) memcpy(array + r * games + first, ROW(block, r), LINE);
    else memcpy(array + r * games + first, ROW(block, r), (size_t)count * sizeof(TYPE));
}

/* Every arc of one opponent once: where it is an improvement, or anyway where there are no ranks. */
TARGET static inline void NAME(arcs)(const Arcs *a, const TYPE *ranks, TYPE *m, TYPE *n) {
  for (int64_t k = 0; k < a->count; k++) {
    int64_t from = a->ends[2 * k], to = a->ends[2 * k + 1];
    for (int64_t x = 0; x < COLUMNS; x += LANES) {
      PASS pass = ranks ? GATE(LOADED(ROW(ranks, from) + x), LOADED(ROW(ranks, to) + x)) : EVERY;
      STORED(ROW(m, from) + x, TAKE(LOADED(ROW(m, from) + x), LOADED(ROW(m, to) + x), pass));
      if (n) STORED(ROW(n, from) + x, TAKE(LOADED(ROW(n, from) + x), LOADED(ROW(n, to) + x), pass));
    }
  }
}

TARGET static void NAME(turn)(const Arcs *a, const TYPE *ranks, TYPE *m, TYPE *n) {
  if (ranks && n) NAME(arcs)(a, ranks, m, n);
  else if (ranks) NAME(arcs)(a, ranks, m, NULL);
  else NAME(arcs)(a, NULL, m, n);
}

/* Opponents take turns, a block of games after another. */
TARGET static void NAME(together)(const Arcs *opponents, int64_t steps, int64_t rows, int64_t games, int64_t lanes,
                                  int64_t quiet_after, const void *const *given, void *const *found, void *room) {
  TYPE *values = room, *before = ROW(values, lanes * rows), *ranks = ROW(before, lanes * rows);
  size_t bytes = (size_t)(lanes * rows * LINE);
  for (int64_t first = 0; first < games; first += COLUMNS) {
    for (int64_t k = 0; k < lanes; k++) NAME(take)(given[k], rows, games, first, ROW(values, k * rows));
    for (int64_t j = 0; j < steps; j++)
      if (opponents[j].ranks) NAME(take)(opponents[j].ranks, rows, games, first, ROW(ranks, j * rows));
    for (int64_t quiet = 0, turn = 0; quiet < steps; turn++) {
      const Arcs *a = opponents + turn % steps;
      memcpy(before, values, bytes);
      NAME(turn)(a, a->ranks ? ROW(ranks, turn % steps * rows) : NULL, values, lanes > 1 ? ROW(values, rows) : NULL);
      quiet = memcmp(before, values, bytes) ? quiet_after : quiet + 1;
    }
    for (int64_t k = 0; k < lanes; k++) NAME(give)(ROW(values, k * rows), rows, games, first, found[k]);
  }
}

/* The best of values over each row and where one actor's arcs lead from it; `found` begins as a copy. */
TARGET static void NAME(reach)(const Arcs *a, int64_t games, const TYPE *restrict values, TYPE *restrict found) {
  for (int64_t first = 0; first < games; first += 4 * COLUMNS) {
    int64_t last = games - first < 4 * COLUMNS ? games : first + 4 * COLUMNS;
    for (int64_t k = 0; k < a->count; k++) {
      const TYPE *to = values + a->ends[2 * k + 1] * games;
      TYPE *from = found + a->ends[2 * k] * games;
      for (int64_t x = first; x < last; x++) from[x] = to[x] > from[x] ? to[x] : from[x];
    }
  }
}

#undef MOST
#undef COLUMNS
#undef LANES
#undef ROW
