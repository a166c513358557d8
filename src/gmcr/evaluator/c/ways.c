/* The ways out of the start of a game: who could do what, the wants that decide, what deters it, and what would follow. See
   countermove/inquiry/ways.py and gmcr/stability/witness.py, whose words and whose order these follow. */
#include "evaluator.h"

enum { VISITS = CELLS * ACTORS + 2, NOT_READY = -2 };

typedef struct {
  Game game;
  Profile profile;
  i32 start, concept, size;
  u64 met[LINES][WORDS], otherwise[LINES][WORDS], term[TERMS][WORDS]; /* of wants, and of terms */
  u64 known[WORDS];
  u16 way[CELLS];          /* the states from which steps are followed, so many as size says */
  u64 seen[ACTORS][WORDS]; /* a search for countermoves: where each was the last to move; cells, movers, and from which visit */
  u16 cell[VISITS], from[VISITS];
  u8 mover[VISITS];
} Ways;

u64 ways_bytes(void) { return sizeof(Ways); }

static i64 code_of(const Context *c, i32 cell) { return item_of(c->program, CODES, 0, 0)[cell]; }

static void visit(Ways *x, i32 cell) {
  if (has(x->known, cell)) return;
  add(x->known, cell), x->way[x->size++] = (u16)cell;
}

/* [rank now, rank then, ranks, what it comes to without the wants of the chain, links: line, sign, branches at both]. */
static void put_comparison(const Context *c, const Ways *x, i32 actor, i32 target, Sheet *s) {
  const Game *g = &x->game;
  const u16 *rank = c->rankings[x->profile.of[actor]].rank;
  i32 most = 0, links = 0, sign = 0;
  for (i32 k = 0; k < c->cells; k++) most = rank[k] > most ? rank[k] : most;
  put(s, most - rank[x->start] + 1), put(s, most - rank[target] + 1), put(s, most);
  i64 end = put(s, 0), length = put(s, 0);
  for (i32 k = 0; k < g->count[actor]; k++) {
    i32 line = g->order[actor][k], there = has(x->met[line], target);
    if (g->line[line].dropped || there == has(x->met[line], x->start)) continue;
    i32 own = there ? 1 : -1;
    if (sign && own != sign) {
      put_at(s, end, own);
      break;
    }
    sign = own, links++;
    put(s, line), put(s, own), put(s, has(x->otherwise[line], x->start)), put(s, has(x->otherwise[line], target));
  }
  put_at(s, length, links);
}

/* [how many countermoves, each: actor, state], those before the last visit of a search. */
static void put_path(const Context *c, Ways *x, i32 last, Sheet *s) {
  i32 next = 0, many = 0;
  for (i32 k = last; k; many++) { /* turned round, so that it is read from its beginning */
    i32 before = x->from[k];
    x->from[k] = (u16)next, next = k, k = before;
  }
  put(s, many);
  for (i32 k = next; k; k = x->from[k]) put(s, x->mover[k]), put(s, code_of(c, x->cell[k]));
}

/* The shortest countermoves after an improvement that leave the actor no better than at the start, whatever it replies where
   replies count: breadth first over state and last mover. */
static void put_deterrence(Context *c, Ways *x, i32 actor, i32 improvement, Sheet *s) {
  Ranking *own = c->rankings + x->profile.of[actor];
  i32 credible = x->concept == SEQ || x->concept == SYMSEQ, replies = x->concept == SMR || x->concept == SYMSEQ;
  const u16 *left = replies ? escape_of(c, own) : own->rank;
  const i64 *needs = item_of(c->program, NEEDS, 0, 0);
  i32 repeats = 0, size = 1;
  for (i32 b = 0; b < c->bits; b++) repeats |= needs[b] >= 0; /* moves are then not transitive */
  clear(x->seen, sizeof x->seen);
  x->cell[0] = (u16)improvement, x->mover[0] = ACTORS, x->from[0] = 0;
  for (i32 k = 0; k < size; k++)
    for (i32 a = 0; a < c->actors; a++) {
      if (a == actor || (a == x->mover[k] && !repeats)) continue;
      i32 cell = x->cell[k], first = size;
      const u16 *rank = c->rankings[x->profile.of[a]].rank;
      for (i32 m = c->begin[a][cell]; m < c->begin[a][cell + 1]; m++) {
        i32 t = c->to[a][m];
        if (credible && rank[t] <= rank[cell]) continue;
        if (left[t] <= own->rank[x->start]) { /* it was never visited before: in place of the other moves of this mover */
          x->cell[first] = (u16)t, x->mover[first] = (u8)a, x->from[first] = (u16)k;
          put_path(c, x, first, s);
          return;
        }
        if (has(x->seen[a], t)) continue;
        add(x->seen[a], t);
        x->cell[size] = (u16)t, x->mover[size] = (u8)a, x->from[size++] = (u16)k;
      }
    }
  put(s, 0);
}

/* An act that rules leave open and that can be made: [actor, bit, on, kind, target, comparison, countermoves]; whether it is
   written, and one of the steps. */
static i32 put_act(Context *c, Ways *x, i32 actor, i32 bit, const u16 *to, i32 many, i32 *taken, Sheet *s) {
  const i64 *mover = item_of(c->program, MOVERS, actor, 0), *needs = item_of(c->program, NEEDS, 0, 0);
  const u16 *rank = c->rankings[x->profile.of[actor]].rank;
  i64 code = code_of(c, x->start) ^ (i64)1 << bit;
  i32 on = (i32)(code >> bit & 1), target = cell_of(c, code), step = 0;
  if (mover[on ? 3 : 2] >> bit & 1 || target < 0) return 0;
  i32 ready = !on || needs[bit] < 0 || has(row_of(c, needs[bit]), x->start);
  i32 kind = !ready ? NOT_READY : (rank[target] > rank[x->start]) - (rank[target] < rank[x->start]);
  put(s, actor), put(s, bit), put(s, on), put(s, kind), put(s, code);
  if (ready) {
    for (i32 k = 0; k < many; k++) step |= to[k] == target;
    visit(x, target);
    put_comparison(c, x, actor, target, s);
  }
  if (kind > 0 && !step) put_deterrence(c, x, actor, target, s);
  else put(s, 0);
  *taken |= step;
  return 1;
}

/* Steps from every state that steps lead to: [how many, each: state, terms that hold, how many steps, each: actor, state, rank]. */
static void put_states(Context *c, Ways *x, i32 terms, Sheet *s) {
  u16 to[MOVES];
  i64 count = put(s, 0);
  for (i32 k = 0; k < x->size; k++) {
    i32 cell = x->way[k], all = 0;
    i64 mask = 0;
    for (i32 m = 0; m < terms; m++) mask |= (i64)has(x->term[m], cell) << m;
    put(s, code_of(c, cell)), put(s, mask);
    i64 length = put(s, 0);
    for (i32 a = 0; a < c->actors; a++) {
      i32 many = steps(c, &x->profile, cell, a, x->concept, -1, to);
      for (i32 m = 0; m < many; m++)
        put(s, a), put(s, code_of(c, to[m])), put(s, c->rankings[x->profile.of[a]].rank[to[m]]), visit(x, to[m]);
      all += many;
    }
    put_at(s, length, all);
  }
  put_at(s, count, x->size);
}

static void begin(Context *c, Ways *x, i32 concept, const i64 *terms, i32 count) {
  const Game *g = &x->game;
  x->profile = profile_of(c, g), x->concept = concept, x->size = 0;
  for (i32 k = 0; k < c->lines; k++) {
    if (g->line[k].dropped) continue;
    where_met(c, g->line + k, &g->values, x->met[k]), where_otherwise(c, g->line + k, &g->values, x->otherwise[k]);
  }
  for (i32 k = 0; k < count; k++) truth(c, terms[k], &g->values, x->term[k]);
  clear(x->known, sizeof x->known);
  visit(x, x->start);
}

/* [whether nobody has a step from the start, how many acts, acts …, how many moves of several acts, each: actor, target,
   comparison …, states …]: such a move is the best step of an actor that has steps, but by no single act. INFEASIBLE, or FINE. */
i32 put_ways(Context *c, i64 setting, i32 reading, i32 concept, const i64 *terms, i32 count, void *scratch, Sheet *s) {
  Ways *x = scratch;
  u16 to[MOVES];
  i32 best[ACTORS], acts = 0, together = 0, leaves = 0;
  game_in(c, setting, reading, &x->game);
  if ((x->start = cell_of(c, x->game.start)) < 0) return INFEASIBLE;
  begin(c, x, concept, terms, count);
  i64 stable = put(s, 0), length = put(s, 0);
  for (i32 a = 0; a < c->actors; a++) {
    const u16 *rank = c->rankings[x->profile.of[a]].rank;
    i32 many = steps(c, &x->profile, x->start, a, concept, -1, to), taken = 0;
    for (i32 b = c->low[a]; b < c->high[a]; b++) acts += put_act(c, x, a, b, to, many, &taken, s);
    best[a] = many && !taken ? to[0] : -1, leaves |= many;
    for (i32 k = 0; k < many && best[a] >= 0; k++)
      if (rank[to[k]] > rank[best[a]]) best[a] = to[k];
  }
  put_at(s, stable, !leaves), put_at(s, length, acts), length = put(s, 0);
  for (i32 a = 0; a < c->actors; a++) {
    if (best[a] < 0) continue;
    put(s, a), put(s, code_of(c, best[a])), put_comparison(c, x, a, best[a], s);
    visit(x, best[a]), together++;
  }
  put_at(s, length, together);
  put_states(c, x, count, s);
  return FINE;
}
