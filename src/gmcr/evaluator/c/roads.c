/* What an actor can count on after a move, the steps that it takes, and where the roads of all lead. */
#include "evaluator.h"

static i32 same_profile(const Context *c, const Profile *a, const Profile *b) {
  i32 same = 1;
  for (i32 k = 0; k < c->actors; k++) same &= a->of[k] == b->of[k];
  return same;
}

/* From each cell the best that the actor's own moves come to. */
const u16 *escape_of(Context *c, Ranking *r) {
  if (r->has_escape) return r->escape;
  for (i32 s = 0; s < c->cells; s++) {
    u16 best = r->rank[s];
    for (i32 k = c->begin[r->actor][s]; k < c->begin[r->actor][s + 1]; k++) {
      u16 value = r->rank[c->to[r->actor][k]];
      if (value > best) best = value;
    }
    r->escape[s] = best;
  }
  r->has_escape = 1;
  return r->escape;
}

/* All that opponents reach from a cell by any moves, or by improvements in a profile; on the stack, and how many. */
static i32 spread(Context *c, i32 actor, i32 cell, const Profile *improving, i32 bound) {
  i32 size = 1;
  clear(c->seen, 8 * (u64)c->words);
  add(c->seen, cell), c->stack[0] = (u16)cell;
  for (i32 k = 0; k < size; k++) {
    i32 s = c->stack[k];
    for (i32 j = 0; j < c->actors; j++) {
      if (j == actor || j == bound) continue;
      const u16 *rank = improving ? c->rankings[improving->of[j]].rank : 0;
      for (i32 m = c->begin[j][s]; m < c->begin[j][s + 1]; m++) {
        i32 t = c->to[j][m];
        if ((!rank || rank[t] > rank[s]) && !has(c->seen, t)) add(c->seen, t), c->stack[size++] = (u16)t;
      }
    }
  }
  return size;
}

/* The worst of the cells on the stack, as they are and after the actor's best reply to each. */
static void worst_of(Context *c, Ranking *r, i32 cell, i32 size, u16 *as_is, u16 *replied) {
  const u16 *rank = r->rank, *escape = escape_of(c, r);
  *as_is = rank[cell], *replied = rank[cell];
  for (i32 k = 0; k < size; k++) {
    i32 s = c->stack[k];
    if (rank[s] < *as_is) *as_is = rank[s];
    if (escape[s] < *replied) *replied = escape[s];
  }
}

/* The cells that opponents reach by any moves, the cell itself included. These are the same in all games: kept for good. */
const u64 *reach_of(Context *c, i32 actor, i32 cell) {
  i32 at = actor * c->cells + cell;
  u64 *row = c->reach + (u64)at * (u64)c->words;
  if (!c->reach_known[at]) {
    i32 size = spread(c, actor, cell, 0, -1);
    for (i32 k = 0; k < size; k++) add(row, c->stack[k]);
    c->reach_known[at] = 1;
  }
  return row;
}

/* The same on the stack, and how many. */
static i32 reached_by_all(Context *c, i32 actor, i32 cell) {
  const u64 *row = reach_of(c, actor, cell);
  i32 size = 0;
  for (i32 w = 0; w < c->words; w++)
    for (u64 left = row[w]; left; left &= left - 1) c->stack[size++] = (u16)(64 * w + __builtin_ctzll(left));
  return size;
}

/* The rank that the actor is left with at worst if it is at a cell. */
static u16 guarantee(Context *c, const Profile *p, i32 actor, i32 cell, i32 concept, i32 bound) {
  Ranking *r = c->rankings + p->of[actor];
  if (concept == NASH) return r->rank[cell];
  i32 credible = concept == SEQ || concept == SYMSEQ, replies = concept == SMR || concept == SYMSEQ;
  if (!credible && bound < 0) {
    if (!r->worst[cell]) {
      i32 size = reached_by_all(c, actor, cell);
      worst_of(c, r, cell, size, r->worst + cell, r->least + cell);
    }
    return replies ? r->least[cell] : r->worst[cell];
  }
  if (c->memo_of.of[0] < 0 || c->memo_bound != bound || !same_profile(c, &c->memo_of, p)) {
    for (i32 k = 0; k < 4; k++) clear(c->memo[k], 2 * (u64)(c->actors * c->cells));
    c->memo_of = *p, c->memo_bound = bound;
  }
  u16 **memo = c->memo + 2 * credible;
  i32 at = actor * c->cells + cell;
  if (!memo[0][at]) {
    i32 size = spread(c, actor, cell, credible ? p : 0, bound);
    worst_of(c, r, cell, size, memo[0] + at, memo[1] + at);
  }
  return memo[replies][at];
}

static i32 improves(Context *c, const Profile *p, i32 cell, i32 actor, i32 target, i32 concept, i32 bound) {
  const u16 *rank = c->rankings[p->of[actor]].rank;
  return rank[target] > rank[cell] && guarantee(c, p, actor, target, concept, bound) > rank[cell];
}

/* Whether the actor has no step from a cell: of improvements that are left to it, some is always lean. */
i32 is_content(Context *c, const Profile *p, i32 cell, i32 actor, i32 concept) {
  for (i32 k = c->begin[actor][cell]; k < c->begin[actor][cell + 1]; k++)
    if (improves(c, p, cell, actor, c->to[actor][k], concept, -1)) return 0;
  return 1;
}

/* The actor's steps from a cell: improvements that are left to it, and no smaller change of which does as well. */
i32 steps(Context *c, const Profile *p, i32 cell, i32 actor, i32 concept, i32 bound, u16 *to) {
  const u16 *rank = c->rankings[p->of[actor]].rank;
  const i64 *code = item_of(c->program, CODES, 0, 0);
  u16 better[MOVES];
  i32 many = 0, lean = 0;
  if (actor == bound) return 0;
  for (i32 k = c->begin[actor][cell]; k < c->begin[actor][cell + 1]; k++) {
    i32 t = c->to[actor][k];
    if (improves(c, p, cell, actor, t, concept, bound)) better[many++] = (u16)t;
  }
  for (i32 k = 0; k < many; k++) {
    i64 own = code[better[k]] ^ code[cell];
    i32 keep = 1;
    for (i32 j = 0; j < many && keep; j++) {
      i64 other = code[better[j]] ^ code[cell];
      keep = !((other & own) == other && other != own && rank[better[j]] >= rank[better[k]]);
    }
    if (keep) to[lean++] = better[k];
  }
  return lean;
}

/* What the roads from a cell reach, and where they end; *bound*: an actor that has no moves, or -1. */
const Road *roads(Context *c, const Profile *p, i32 start, i32 concept, i32 bound) {
  u32 h = 2166136261u;
  for (i32 a = 0; a < c->actors; a++) h = (h ^ (u32)p->of[a]) * 16777619u, h ^= h >> 13;
  h = (h ^ (u32)start) * 16777619u, h ^= h >> 13;
  h = (h ^ (u32)(concept + 8 * (bound + 1))) * 16777619u, h ^= h >> 15;
  i32 at = (i32)(h % (u32)c->roads_most);
  for (; c->roads[at].used; at = (at + 1) % c->roads_most) {
    const Road *r = c->roads + at;
    if (r->hash == h && r->start == start && r->concept == concept && r->bound == bound && same_profile(c, &r->profile, p)) return r;
  }
  Road *r = c->roads + at;
  u16 way[CELLS], to[MOVES];
  i32 size = 1;
  r->hash = h, r->start = start, r->concept = concept, r->bound = bound, r->profile = *p, r->used = 1, c->roads_used++;
  clear(r->reached, 8 * (u64)c->words), clear(r->outcomes, 8 * (u64)c->words);
  add(r->reached, start), way[0] = (u16)start;
  for (i32 k = 0; k < size; k++) {
    i32 ends = 1;
    for (i32 a = 0; a < c->actors; a++) {
      i32 many = steps(c, p, way[k], a, concept, bound, to);
      ends &= !many;
      for (i32 m = 0; m < many; m++)
        if (!has(r->reached, to[m])) add(r->reached, to[m]), way[size++] = to[m];
    }
    if (ends) add(r->outcomes, way[k]);
  }
  return r;
}

/* How a formula stands among an actor's best replies: the best of its moves, or to stay where none is better. */
Among replies(Context *c, const Profile *p, i32 actor, i32 cell, const u64 *met) {
  const u16 *rank = c->rankings[p->of[actor]].rank;
  u16 best = rank[cell];
  u64 chosen[WORDS];
  for (i32 w = 0; w < c->words; w++) chosen[w] = 0;
  for (i32 k = c->begin[actor][cell]; k < c->begin[actor][cell + 1]; k++)
    if (rank[c->to[actor][k]] > best) best = rank[c->to[actor][k]];
  if (best == rank[cell]) add(chosen, cell);
  else
    for (i32 k = c->begin[actor][cell]; k < c->begin[actor][cell + 1]; k++)
      if (rank[c->to[actor][k]] == best) add(chosen, c->to[actor][k]);
  return among(c, chosen, met);
}

/* Whether far-sighted actors foresee a Nash equilibrium that is met: each on the way would rather be there. */
i32 foresees(Context *c, const Profile *p, i32 start, const u64 *met) {
  for (i32 t = 0; t < c->cells; t++) {
    i32 eager = 0, nash = t != start && has(met, t), size = 1;
    for (i32 a = 0; a < c->actors && nash; a++) {
      const u16 *rank = c->rankings[p->of[a]].rank;
      eager |= rank[start] < rank[t];
      for (i32 k = c->begin[a][t]; k < c->begin[a][t + 1] && nash; k++) nash = rank[c->to[a][k]] <= rank[t];
    }
    if (!nash || !eager) continue;
    clear(c->seen, 8 * (u64)c->words);
    add(c->seen, start), c->stack[0] = (u16)start;
    for (i32 k = 0; k < size; k++) {
      i32 s = c->stack[k];
      for (i32 a = 0; a < c->actors; a++) {
        const u16 *rank = c->rankings[p->of[a]].rank;
        for (i32 m = c->begin[a][s]; rank[s] < rank[t] && m < c->begin[a][s + 1]; m++)
          if (!has(c->seen, c->to[a][m])) add(c->seen, c->to[a][m]), c->stack[size++] = c->to[a][m];
      }
    }
    if (has(c->seen, t)) return 1;
  }
  return 0;
}
