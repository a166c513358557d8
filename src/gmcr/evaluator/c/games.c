/* Games: the author's model after edits. Overlays of readings, scenarios and views, pushes of a reader and the changes that
   are tried are one code of edits. */
#include "evaluator.h"

static i32 place_of(const Game *g, i32 line) {
  i32 actor = g->line[line].actor, k = 0;
  while (g->order[actor][k] != line) k++;
  return k;
}

/* Exchange a line with the next one below it that counts. */
static void put_below(Game *g, i32 line) {
  i32 actor = g->line[line].actor, k = place_of(g, line), m = k + 1;
  while (m < g->count[actor] && g->line[g->order[actor][m]].dropped) m++;
  if (m < g->count[actor]) g->order[actor][k] = g->order[actor][m], g->order[actor][m] = (u8)line;
}

static void put_beside(Game *g, i32 line, i32 after, i32 anchor) {
  i32 actor = g->line[line].actor, k = place_of(g, line), m;
  for (; k + 1 < g->count[actor]; k++) g->order[actor][k] = g->order[actor][k + 1];
  for (m = 0; g->order[actor][m] != anchor; m++) {}
  m += after;
  for (k = g->count[actor] - 1; k > m; k--) g->order[actor][k] = g->order[actor][k - 1];
  g->order[actor][m] = (u8)line;
}

static void negate(Line *line) { line->against ^= 1, line->against_otherwise ^= 1, line->whole = 1; }

/* Negate the branch that is in force at the start; one that says nothing is then met nowhere. */
static void turn(Context *c, const Game *g, Line *line) {
  u64 when[WORDS];
  const i64 *want = item_of(c->program, WANTS, line->want, 0);
  i32 start = cell_of(c, g->start), otherwise = 0;
  if (want[1] >= 0 && start >= 0) truth(c, want[1], &g->values, when), otherwise = !has(when, start);
  if (line->whole) negate(line);
  else if (otherwise) line->against_otherwise ^= 1;
  else line->against ^= 1;
}

/* Exchange some wants, each with the next below: from an actor's last want to its first, as they stood before. */
static void put_all_below(Game *g, const i64 *swaps, i32 n) {
  for (i32 a = 0; a < ACTORS; a++) {
    u8 before[OWN];
    copy(before, g->order[a], OWN);
    for (i32 k = g->count[a] - 1; k >= 0; k--)
      for (i32 j = 0; j < n; j++)
        if (swaps[2 * j + 1] == before[k]) put_below(g, before[k]);
  }
}

static void become(Line *line, i64 want) {
  line->want = (i16)want;
  line->against = line->against_otherwise = line->whole = 0;
}

/* One edit that leaves a want of a game in its place: COULD_BE, TURN or NEGATE. */
void edit_line(Context *c, const Game *g, Line *line, i64 kind) {
  if (kind == TURN) turn(c, g, line);
  else if (kind == NEGATE) negate(line);
  else if (line->could_be >= 0) become(line, line->could_be);
}

void edit(Context *c, Game *g, const i64 *e, i32 n) {
  for (i32 k = 0; k < n; k += edit_sizes[e[k]]) {
    i64 a = e[k + 1];
    Line *line = e[k] == SET || e[k] == HAPPEN || a < 0 ? 0 : g->line + a;
    switch (e[k]) {
    case DROP: line->dropped = 1; break;
    case REWRITE:
      become(line, e[k + 2]);
      line->dropped = 0;
      if (e[k + 3] >= 0) line->could_be = (i16)e[k + 3];
      break;
    case MOVE: put_beside(g, (i32)a, (i32)e[k + 2], (i32)e[k + 3]); break;
    case SET: g->values.at[a] = times(c, e[k + 2], g->values.per); break;
    case HAPPEN: g->start = (g->start | a) & ~e[k + 2]; break;
    case COULD_BE: case TURN: case NEGATE: edit_line(c, g, line, e[k]); break;
    case SWAP: {
      i32 many = 1;
      while (k + 2 * many < n && e[k + 2 * many] == SWAP) many++;
      put_all_below(g, e + k, many);
      k += 2 * (many - 1);
      break;
    }
    case ALONE:
      for (i32 m = 0; m < c->lines; m++) g->line[m].dropped |= m != a;
      break;
    default: return;
    }
  }
}

/* The author's model, before anything. */
void begin_own(Context *c) {
  Game *g = &c->own;
  clear(g, sizeof(Game));
  for (i32 k = 0; k < c->lines; k++) {
    const i64 *x = item_of(c->program, ORDER, k, 0);
    Line line = {(i16)x[0], (i16)x[1], (i16)x[2], (u8)x[3], 0, 0, 0};
    g->line[k] = line, g->order[x[0]][g->count[x[0]]++] = (u8)k;
  }
  for (i32 d = 0; d < c->drivers; d++) g->values.at[d] = item_of(c->program, VALUES, 0, 0)[d];
  g->values.per = 1, g->start = item_of(c->program, SIZES, 0, 0)[OF_START];
}

static void overlay(Context *c, Game *g, i64 number) {
  i32 n;
  const i64 *e = item_of(c->program, OVERLAYS, number, &n);
  edit(c, g, e, n);
}

/* The author's model with what comes before the answers of a reading, what is set by hand, these answers, and what comes after. */
void game_in(Context *c, i64 setting, i32 reading, Game *g) {
  i32 n, m;
  const i64 *s = item_of(c->program, SETTINGS, setting, &n), *r = item_of(c->program, READINGS, reading, &m);
  copy(g, &c->own, sizeof(Game));
  for (i32 k = 1; k <= s[0]; k++) overlay(c, g, s[k]);
  edit(c, g, c->set, c->set_size);
  for (i32 k = 0; k < m; k++) overlay(c, g, r[k]);
  for (i32 k = (i32)s[0] + 1; k < n; k++) overlay(c, g, s[k]);
}

/* [start, whether it is feasible, per, drivers …, for each actor: how many wants, then each of them in order: line, want, what
   it could be, whether it is dropped, against, against otherwise, the branch in force at the start, whether it is met there]. */
void put_game(Context *c, const Game *g, Sheet *s) {
  u64 met[WORDS], otherwise[WORDS];
  i32 start = cell_of(c, g->start);
  put(s, g->start), put(s, start >= 0), put(s, g->values.per);
  for (i32 d = 0; d < c->drivers; d++) put(s, g->values.at[d]);
  for (i32 a = 0; a < c->actors; a++) {
    put(s, g->count[a]);
    for (i32 k = 0; k < g->count[a]; k++) {
      const Line *line = g->line + g->order[a][k];
      where_otherwise(c, line, &g->values, otherwise), where_met(c, line, &g->values, met);
      put(s, g->order[a][k]), put(s, line->want), put(s, line->could_be), put(s, line->dropped);
      put(s, line->against), put(s, line->against_otherwise);
      put(s, start < 0 ? -1 : has(otherwise, start)), put(s, start < 0 ? -1 : has(met, start));
    }
  }
}
