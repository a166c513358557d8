/* Propagation on a list of states for values of one TYPE: see sparse.c. */

/* What one actor's moves, or improvements, bring from `given` into `values`; whether that is anything new. One pass for
   each pattern of what a move has to leave as it is. */
TARGET static int NAME(lists)(const Fibres *f, int64_t count, const int64_t *states, int kind, const TYPE *given,
                              TYPE *values) {
  TYPE fresh = 0;
  for (int64_t p = 0; p < f->patterns; p++)
    for (int64_t begin = 0, end; begin < count; begin = end) {
      TYPE picked = kind == BEST ? 0 : MOST, strict = MOST;
      for (end = begin; end < count && (end == begin || !(f->list[end] & FIRST)); end++) {
        int64_t at = f->list[end] & PLACE;
        TYPE value = given[at];
        if (kind == IMPROVE) {
          if (f->list[end] & FRESH) strict = picked;
          if (strict < value && (!f->pattern || f->pattern[at] == p)) {
            fresh |= values[at] ^ strict;
            values[at] = value = strict;
          }
        }
        if ((kind == BEST ? value > picked : value < picked) && is_open(f, states, p, at)) picked = value;
      }
      if (kind == IMPROVE) continue;
      for (int64_t k = begin; k < end; k++) {
        int64_t at = f->list[k] & PLACE;
        if (f->pattern && f->pattern[at] != p) continue;
        if (kind == BEST ? picked > values[at] : picked < values[at]) values[at] = picked, fresh = 1;
      }
    }
  return fresh != 0;
}

/* Opponents take turns until none changes anything. */
TARGET static void NAME(rounds)(const Fibres *const *opponents, int64_t steps, int64_t count, const int64_t *states,
                                int kind, int64_t quiet_after, TYPE *values) {
  for (int64_t quiet = 0, turn = 0; quiet < steps; turn++)
    quiet = NAME(lists)(opponents[turn % steps], count, states, kind, values, values) ? quiet_after : quiet + 1;
}

/* The places of states, fibre by fibre, each best first. `tops`: how many ranks, from 0. */
TARGET static int NAME(sorted)(int64_t count, int64_t fibres, int64_t tops, const TYPE *ranks, const uint32_t *number,
                               uint32_t *list) {
  uint32_t *order = malloc((size_t)count * sizeof *order), *ends = calloc((size_t)tops + (size_t)fibres + 2, sizeof *ends);
  if (!order || !ends) return free(order), free(ends), OUT_OF_MEMORY;
  uint32_t *starts = ends + tops + 1;
  for (int64_t k = 0; k < count; k++) ends[tops - 1 - ranks[k]]++, starts[number[k]]++;
  for (int64_t k = 0, all = 0, own; k < tops; k++, all += own) own = ends[k], ends[k] = (uint32_t)all;
  for (int64_t k = 0, all = 0, own; k < fibres; k++, all += own) own = starts[k], starts[k] = (uint32_t)all;
  for (int64_t k = 0; k < count; k++) order[ends[tops - 1 - ranks[k]]++] = (uint32_t)k;
  for (int64_t k = 0; k < count; k++) list[starts[number[order[k]]]++] = order[k];
  for (int64_t k = count - 1; k > 0; k--) {
    if (number[list[k]] != number[list[k - 1]]) list[k] |= FIRST;
    else if (ranks[list[k]] != ranks[list[k - 1]]) list[k] |= FRESH;
  }
  free(order), free(ends);
  return DONE;
}
