/* Moves made for the answer that they bring: see countermove/inquiry/inducement.py, whose words these follow. */
#include "evaluator.h"

typedef struct {
  i64 switched, raised;
  u8 credible, answered, ends; /* whether all answers, and all outcomes, are met */
} Move;

/* Whether there are such cells, all of them better than one. */
static i32 better(const Context *c, const u64 *cells, const u16 *rank, i32 than) {
  i32 any = 0;
  for (i32 w = 0; w < c->words; w++)
    for (u64 left = cells[w]; left; left &= left - 1) {
      any = 1;
      if (rank[64 * w + __builtin_ctzll(left)] <= rank[than]) return 0;
    }
  return any;
}

/* [actor, formula, credible, by]: by, the options one of which a lean one switches on, or 0. */
i32 induces(Context *c, const i64 *x, const Game *g, const Profile *p, i32 concept) {
  Move moves[MOVES];
  u64 met[WORDS];
  const i64 *code = item_of(c->program, CODES, 0, 0);
  i32 actor = (i32)x[0], cell = cell_of(c, g->start), many = 0;
  const u16 *rank = c->rankings[p->of[actor]].rank;
  truth(c, x[1], &g->values, met);
  if (better(c, roads(c, p, cell, concept, -1)->outcomes, rank, cell)) return 0;
  i32 anyway = better(c, roads(c, p, cell, concept, actor)->outcomes, rank, cell);
  for (i32 k = c->begin[actor][cell]; k < c->begin[actor][cell + 1]; k++) {
    i32 t = c->to[actor][k];
    if (rank[t] > rank[cell]) continue;
    const u64 *answers = roads(c, p, t, concept, actor)->outcomes;
    if (!better(c, answers, rank, cell)) continue;
    const u64 *ends = roads(c, p, t, concept, -1)->outcomes;
    i32 credible = better(c, ends, rank, cell);
    if (!credible && anyway) continue;
    i64 switched = code[t] ^ code[cell];
    Move move = {switched, switched & code[t], (u8)credible, (u8)among(c, answers, met).every, (u8)among(c, ends, met).every};
    moves[many++] = move;
  }
  for (i32 k = 0; k < many; k++) {
    const Move *m = moves + k;
    i32 idle = 0;
    if (!m->answered || (x[2] && !(m->credible && m->ends)) || (x[3] && !(m->raised & x[3]))) continue;
    for (i32 j = 0; j < many && x[3] && !idle; j++) {
      i64 part = moves[j].switched;
      idle = (part & m->switched) == part && part != m->switched && moves[j].credible >= m->credible;
    }
    if (!idle) return 1;
  }
  return 0;
}
