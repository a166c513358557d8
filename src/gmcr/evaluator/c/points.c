/* Checks over all values of some drivers: one exact point of every cell into which comparisons cut their ranges. */
#include "evaluator.h"

enum { CUTS = 64, POINTS = 4096, SIGNS = 512, MANY = 4 * CUTS };

typedef struct {
  i64 p, q;
} Ratio;
typedef struct {
  i64 by[VARY], constant; /* sum of by[k] * driver k, + constant = 0 */
} Cut;
typedef struct {
  i32 count, vary, cuts;
  const i64 *of; /* driver, least, most; … */
  Cut cut[CUTS];
  Ratio at[POINTS][VARY];
  Ratio fresh[SIGNS][2];
  u64 signs[SIGNS];
} Space;
typedef struct {
  Space space;
  Game game;
} Scratch;

u64 points_bytes(void) { return sizeof(Scratch); }

static i64 common(i64 a, i64 b) {
  a = a < 0 ? -a : a, b = b < 0 ? -b : b;
  while (b) {
    i64 r = a % b;
    a = b, b = r;
  }
  return a;
}
static Ratio ratio(i64 p, i64 q) {
  i64 g = common(p, q);
  Ratio r = {p / g, q / g};
  if (r.q < 0) r.p = -r.p, r.q = -r.q;
  return r;
}
static i32 less(Context *c, Ratio a, Ratio b) { return times(c, a.p, b.q) < times(c, b.p, a.q); }

/* Some values within bounds, ascending, each once, with the bounds and what lies midway. */
static i32 filled(Context *c, Ratio *v, i32 n, Ratio low, Ratio high) {
  i32 kept = 0;
  v[n++] = low, v[n++] = high;
  for (i32 k = 0; k < n; k++) {
    Ratio x = v[k];
    if (less(c, x, low) || less(c, high, x)) continue;
    i32 at = kept, twice = 0;
    for (i32 j = 0; j < kept; j++) twice |= !less(c, v[j], x) && !less(c, x, v[j]);
    if (twice) continue;
    while (at && less(c, x, v[at - 1])) v[at] = v[at - 1], at--;
    v[at] = x, kept++;
  }
  for (i32 k = kept - 1; k > 0; k--) {
    v[2 * k] = v[k];
    v[2 * k - 1] = ratio(plus(c, times(c, v[k].p, v[k - 1].q), times(c, v[k - 1].p, v[k].q)), times(c, 2 * v[k].q, v[k - 1].q));
  }
  return 2 * kept - 1;
}

/* The line where a form is 0, as a cut through the varied drivers, unless it is known or does not mention them. */
static void cut_by(Context *c, Space *s, i64 form, const Values *values) {
  i32 n, any = 0;
  const i64 *f = item_of(c->program, FORMS, form, &n);
  Cut made = {{0}, times(c, f[0], c->scale)};
  for (i32 j = 1; j < n; j += 2) {
    i32 k = 0;
    while (k < s->vary && s->of[3 * k] != f[j]) k++;
    if (k < s->vary) made.by[k] += f[j + 1], any |= made.by[k] != 0;
    else made.constant = plus(c, made.constant, times(c, f[j + 1], values->at[f[j]]));
  }
  for (i32 m = 0; m < s->cuts && any; m++) {
    i32 same = s->cut[m].constant == made.constant;
    for (i32 k = 0; k < s->vary; k++) same &= s->cut[m].by[k] == made.by[k];
    any = !same;
  }
  if (!any) return;
  if (s->cuts == CUTS) c->beyond = 1;
  else s->cut[s->cuts++] = made;
}
static void cut_by_formula(Context *c, Space *s, i64 formula, const Values *values) {
  i32 n, m;
  if (formula < 0) return;
  const i64 *f = item_of(c->program, FORMULAS, formula, &n);
  for (i32 k = 0; k < n; k += 2) {
    if (f[k] != COMPARED) continue;
    const i64 *x = item_of(c->program, COMPARISONS, f[k + 1], &m);
    for (i32 j = 1; j < m; j += 2) cut_by(c, s, x[j], values);
  }
}

/* Values of one driver (y < 0), or of two that comparisons tie together, one point for each way in which all cuts come out. */
static i32 fresh_points(Context *c, Space *s, i32 x, i32 y) {
  Ratio xs[MANY + 2], ys[MANY + 2], low = ratio(s->of[3 * x + 1], 1), high = ratio(s->of[3 * x + 2], 1), low2 = low, high2 = high;
  Cut *cut[CUTS + 2], sides[2];
  i32 cuts = 0, own, many = 0, fresh = 0;
  for (i32 m = 0; m < s->cuts; m++)
    if (s->cut[m].by[x] || (y >= 0 && s->cut[m].by[y])) cut[cuts++] = s->cut + m;
  if (cuts > 31 || c->beyond) return 0;
  own = cuts;
  if (y >= 0) {
    low2 = ratio(s->of[3 * y + 1], 1), high2 = ratio(s->of[3 * y + 2], 1);
    for (i32 k = 0; k < 2; k++) sides[k].by[x] = 0, sides[k].by[y] = 1, sides[k].constant = -(k ? high2.p : low2.p), cut[cuts++] = sides + k;
  }
  for (i32 m = 0; m < cuts; m++) { /* where lines cross, or stand upright */
    i64 a = cut[m]->by[x], b = y < 0 ? 0 : cut[m]->by[y];
    if (many > MANY / 4 - 1) return 0;
    if (!b) {
      xs[many++] = ratio(-cut[m]->constant, a);
      continue;
    }
    for (i32 j = 0; j < m; j++) {
      i64 a2 = cut[j]->by[x], b2 = cut[j]->by[y], across = plus(c, times(c, a, b2), -times(c, a2, b));
      if (!b2 || !across) continue;
      if (many > MANY / 4 - 1) return 0;
      xs[many++] = ratio(plus(c, times(c, b, cut[j]->constant), -times(c, b2, cut[m]->constant)), across);
      if (c->beyond) return 0;
    }
  }
  many = filled(c, xs, many, low, high);
  for (i32 k = 0; k < many && !c->beyond; k++) {
    i32 up = 0;
    for (i32 m = 0; m < cuts && y >= 0; m++) {
      if (!cut[m]->by[y]) continue;
      i64 left = plus(c, times(c, cut[m]->by[x], xs[k].p), times(c, cut[m]->constant, xs[k].q)), right = times(c, cut[m]->by[y], xs[k].q);
      if (c->beyond) return 0;
      ys[up++] = ratio(-left, right);
    }
    up = y < 0 ? 1 : filled(c, ys, up, low2, high2);
    for (i32 j = 0; j < up && !c->beyond; j++) {
      u64 sign = 0;
      i32 known = 0;
      for (i32 m = 0; m < own; m++) {
        i64 q = y < 0 ? 1 : ys[j].q, v = plus(c, times(c, times(c, cut[m]->by[x], xs[k].p), q), times(c, times(c, cut[m]->constant, xs[k].q), q));
        if (y >= 0) v = plus(c, v, times(c, times(c, cut[m]->by[y], ys[j].p), xs[k].q));
        sign |= (u64)(v > 0 ? 2 : v < 0) << 2 * m;
      }
      for (i32 q = 0; q < fresh; q++) known |= s->signs[q] == sign;
      if (known) continue;
      if (fresh == SIGNS) return 0;
      s->signs[fresh] = sign, s->fresh[fresh][0] = xs[k], s->fresh[fresh][1] = y < 0 ? xs[k] : ys[j], fresh++;
    }
  }
  return c->beyond ? 0 : fresh;
}

/* Fill the points; 0 where more is asked than is held here: more than two drivers that are tied together, or too many points. */
static i32 points(Context *c, Space *s, const Game *g, const i64 *vary, const i64 *formulas, i32 n) {
  i32 block[VARY], done[VARY] = {0};
  s->vary = (i32)vary[0], s->of = vary + 1, s->cuts = 0, s->count = 1;
  for (i32 k = 0; k < c->lines; k++) {
    const i64 *want = item_of(c->program, WANTS, g->line[k].want, 0);
    for (i32 j = 0; j < 3 && !g->line[k].dropped; j++) cut_by_formula(c, s, want[j], &g->values);
  }
  for (i32 k = 0; k < n; k++) cut_by_formula(c, s, formulas[k], &g->values);
  for (i32 k = 0; k < s->vary; k++) block[k] = k, s->at[0][k] = ratio(s->of[3 * k + 1], 1);
  for (i32 again = 0; again < s->vary; again++)
    for (i32 m = 0; m < s->cuts; m++)
      for (i32 k = 0; k < s->vary; k++)
        for (i32 j = 0; j < k; j++)
          if (s->cut[m].by[k] && s->cut[m].by[j]) block[k] = block[j] = block[k] < block[j] ? block[k] : block[j];
  for (i32 x = 0; x < s->vary && !c->beyond; x++) {
    i32 y = -1, before = s->count;
    if (done[x]) continue;
    for (i32 k = x + 1; k < s->vary; k++) {
      if (block[k] != block[x]) continue;
      if (y >= 0) return 0;
      y = k, done[k] = 1;
    }
    i32 fresh = fresh_points(c, s, x, y);
    if (!fresh || before * fresh > POINTS) return 0;
    s->count = before * fresh;
    for (i32 k = s->count - 1; k >= 0; k--) { /* each point so far with each fresh one */
      for (i32 v = 0; v < s->vary; v++) s->at[k][v] = s->at[k / fresh][v];
      s->at[k][x] = s->fresh[k % fresh][0];
      if (y >= 0) s->at[k][y] = s->fresh[k % fresh][1];
    }
  }
  return !c->beyond;
}

/* The game with the varied drivers at one of the points. */
static void moved(Context *c, const Space *s, i32 k, const Game *from, Game *g) {
  i64 per = 1;
  for (i32 v = 0; v < s->vary; v++) per = times(c, per / common(per, s->at[k][v].q), s->at[k][v].q);
  copy(g, from, sizeof(Game));
  if (c->beyond) return;
  for (i32 d = 0; d < c->drivers; d++) g->values.at[d] = times(c, g->values.at[d], per);
  g->values.per = per;
  for (i32 v = 0; v < s->vary; v++) g->values.at[s->of[3 * v]] = times(c, s->at[k][v].p, per / s->at[k][v].q);
}

/* EVERYWHERE and LEVER_EXACTLY, under all concepts along one list of points. */
void judge_everywhere(Context *c, const i64 *check, const Game *g, void *scratch, i8 *values) {
  Scratch *x = scratch;
  i32 lever = check[0] == LEVER_EXACTLY, looked = 0, judged[CONCEPTS] = {0};
  const i64 *own = check + 3, *vary = own + (lever ? 6 : 2), *starts = vary + 1 + 3 * vary[0];
  i64 formulas[2] = {own[lever], own[lever ? 5 : 1]};
  u64 met[WORDS], allowed[WORDS];
  i8 fine = cell_of(c, g->start) < 0 ? INFEASIBLE : points(c, &x->space, g, vary, formulas, 2) ? FALSE : BEYOND;
  for (i32 j = 0; !lever && j < starts[0]; j++) /* all starts, whichever are looked at */
    if (cell_of(c, (g->start | starts[1 + 2 * j]) & ~starts[2 + 2 * j]) < 0) fine = INFEASIBLE;
  for (i32 q = 0; q < CONCEPTS; q++) values[q] = fine ? fine : TRUE;
  for (i32 k = 0; k < x->space.count && !fine; k++) {
    moved(c, &x->space, k, g, &x->game);
    truth(c, formulas[0], &x->game.values, met), truth(c, formulas[1], &x->game.values, allowed);
    if (c->beyond) break;
    i32 here = has(allowed, 0); /* free of options: the same in every cell */
    if (!lever && !here) continue;
    Profile p = profile_of(c, &x->game);
    looked = 1;
    if (lever) {
      i32 works = lever_works(c, &p, own, g->start, met);
      if (works == here) continue;
      for (i32 q = 0; q < CONCEPTS; q++) values[q] = (i8)(works < 0 ? works : FALSE);
      break;
    }
    for (i32 q = 0; q < CONCEPTS; q++)
      for (i32 j = 0; j < starts[0] && values[q] == TRUE; j++) {
        i32 start = cell_of(c, (g->start | starts[1 + 2 * j]) & ~starts[2 + 2 * j]);
        Among a = among(c, roads(c, &p, start, q, -1)->outcomes, met);
        judged[q] |= a.any;
        if (!a.every) values[q] = FALSE;
      }
  }
  for (i32 q = 0; q < CONCEPTS; q++) {
    if (c->beyond) values[q] = BEYOND;
    else if (!lever && values[q] == TRUE && !judged[q]) values[q] = looked ? RESTLESS : UNDEFINED;
  }
}
