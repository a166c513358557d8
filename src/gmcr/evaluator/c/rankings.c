/* Rankings: cells by the rows of an actor's wants, the first weighing more than all that follow. Equal ones are kept once. */
#include "evaluator.h"

void forget(Context *c) {
  c->rankings_used = c->roads_used = 0, c->forgotten++, c->memo_of.of[0] = -1;
  clear(c->slots, sizeof(i32) * (u64)c->slots_most);
  for (i32 k = 0; k < c->roads_most; k++) c->roads[k].used = 0;
}

/* Whether there may not be room for what one check in one game makes. */
i32 is_full(const Context *c) {
  return c->rankings_used + 2 * c->actors > c->rankings_most || c->roads_used > c->roads_most / 2;
}

static void rank_cells(const Context *c, Ranking *r, i32 wants, const u64 *const *rows) {
  u16 next[CELLS], *rank = r->rank;
  u8 lower[CELLS], upper[CELLS];
  i32 S = c->cells, classes = 1;
  for (i32 s = 0; s < S; s++) rank[s] = 0;
  for (i32 k = 0; k < wants && classes < S; k++) { /* each want splits classes of cells in two */
    for (i32 q = 0; q < classes; q++) lower[q] = upper[q] = 0;
    for (i32 s = 0; s < S; s++) {
      if (has(rows[k], s)) upper[rank[s]] = 1;
      else lower[rank[s]] = 1;
    }
    i32 more = 0;
    for (i32 q = 0; q < classes; q++) next[q] = (u16)more, more += lower[q] + upper[q];
    for (i32 s = 0; s < S; s++) rank[s] = (u16)(next[rank[s]] + (has(rows[k], s) & lower[rank[s]]));
    classes = more;
  }
  for (i32 s = 0; s < S; s++) rank[s]++; /* 0 is left for what is not known */
}

/* The number of a ranking, which is made if it is new. Whoever asks sees to it before that there is room (`is_full`). */
i32 ranking(Context *c, i32 actor, i32 wants, const u64 *const *rows) {
  u64 h = 1469598103934665603u ^ (u64)actor;
  i32 W = c->words;
  for (i32 k = 0; k < wants; k++)
    for (i32 w = 0; w < W; w++) h ^= rows[k][w], h *= 1099511628211u, h ^= h >> 29;
  u32 hash = (u32)(h ^ h >> 32);
  for (i32 at = (i32)(hash % (u32)c->slots_most);; at = (at + 1) % c->slots_most) {
    i32 known = c->slots[at] - 1, same = 1;
    if (known < 0) {
      Ranking *r = c->rankings + c->rankings_used;
      c->slots[at] = ++c->rankings_used;
      r->hash = hash, r->actor = actor, r->wants = wants, r->has_escape = 0;
      for (i32 k = 0; k < wants; k++) copy(r->key + k * W, rows[k], 8 * (u64)W);
      for (i32 s = 0; s < c->cells; s++) r->worst[s] = r->least[s] = 0;
      rank_cells(c, r, wants, rows);
      return c->rankings_used - 1;
    }
    const Ranking *r = c->rankings + known;
    if (r->hash != hash || r->actor != actor || r->wants != wants) continue;
    for (i32 k = 0; k < wants && same; k++)
      for (i32 w = 0; w < W; w++) same &= r->key[k * W + w] == rows[k][w];
    if (same) return known;
  }
}

Profile profile_of(Context *c, const Game *g) {
  u64 made[OWN][WORDS];
  const u64 *rows[OWN];
  Profile p;
  if (is_full(c)) forget(c);
  for (i32 a = 0; a < ACTORS; a++) {
    i32 wants = 0;
    p.of[a] = 0;
    if (a >= c->actors) continue;
    for (i32 k = 0; k < g->count[a]; k++) {
      const Line *line = g->line + g->order[a][k];
      if (!line->dropped) where_met(c, line, &g->values, made[wants]), rows[wants] = made[wants], wants++;
    }
    p.of[a] = ranking(c, a, wants, rows);
  }
  return p;
}
