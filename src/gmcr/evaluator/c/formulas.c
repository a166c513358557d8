/* Formulas: the row where one holds, at some values of the drivers. */
#include "evaluator.h"

/* What a linear form comes to, times per * scale. */
i64 form_at(Context *c, i64 form, const Values *values) {
  i32 n;
  const i64 *f = item_of(c->program, FORMS, form, &n);
  i64 sum = times(c, times(c, f[0], c->scale), values->per);
  for (i32 k = 1; k < n; k += 2) sum = plus(c, sum, times(c, f[k + 1], values->at[f[k]]));
  return sum;
}

static i32 compared(i64 op, i64 v) {
  switch (op) {
  case BELOW: return v < 0;
  case AT_MOST: return v <= 0;
  case EQUAL: return v == 0;
  case UNEQUAL: return v != 0;
  case AT_LEAST: return v >= 0;
  default: return v > 0;
  }
}

static void within_cells(const Context *c, u64 *row) {
  if (c->cells & 63) row[c->words - 1] &= ((u64)1 << (c->cells & 63)) - 1;
}

void truth(Context *c, i64 formula, const Values *values, u64 *met) {
  u64 stack[DEPTH][WORDS];
  i32 top = 0, n, W = c->words;
  const i64 *f = item_of(c->program, FORMULAS, formula, &n);
  for (i32 k = 0; k < n; k += 2) {
    u64 *a = stack[top > 1 ? top - 2 : 0], *b = stack[top ? top - 1 : 0];
    if (f[k] == WHERE) {
      const u64 *row = row_of(c, f[k + 1]);
      for (i32 w = 0; w < W; w++) stack[top][w] = row[w];
      top++;
    } else if (f[k] == COMPARED) { /* the states fall into classes, each with a form of its own */
      i32 m;
      const i64 *x = item_of(c->program, COMPARISONS, f[k + 1], &m);
      for (i32 w = 0; w < W; w++) stack[top][w] = 0;
      for (i32 j = 1; j < m; j += 2) {
        if (!compared(x[0], form_at(c, x[j], values))) continue;
        const u64 *row = row_of(c, x[j + 1]);
        for (i32 w = 0; w < W; w++) stack[top][w] |= row[w];
      }
      top++;
    } else if (f[k] == NOT) {
      for (i32 w = 0; w < W; w++) b[w] = ~b[w];
    } else {
      for (i32 w = 0; w < W; w++) a[w] = f[k] == AND ? a[w] & b[w] : f[k] == OR ? a[w] | b[w] : a[w] ^ b[w];
      top--;
    }
  }
  for (i32 w = 0; w < W; w++) met[w] = stack[0][w];
  within_cells(c, met);
}

/* Where a line's want is met: where its condition holds the want counts, elsewhere what it says otherwise; silence is met. */
void where_met(Context *c, const Line *line, const Values *values, u64 *met) {
  u64 when[WORDS], otherwise[WORDS];
  const i64 *want = item_of(c->program, WANTS, line->want, 0);
  i32 W = c->words;
  truth(c, want[0], values, met);
  for (i32 w = 0; w < W && line->against; w++) met[w] = ~met[w];
  if (want[1] >= 0) {
    truth(c, want[1], values, when);
    for (i32 w = 0; w < W; w++) otherwise[w] = ~(u64)0;
    if (want[2] >= 0) truth(c, want[2], values, otherwise);
    for (i32 w = 0; w < W && line->against_otherwise; w++) otherwise[w] = ~otherwise[w];
    for (i32 w = 0; w < W; w++) met[w] = (when[w] & met[w]) | (~when[w] & otherwise[w]);
  }
  within_cells(c, met);
}

/* Where the other branch of a want is in force: its condition does not hold. */
void where_otherwise(Context *c, const Line *line, const Values *values, u64 *met) {
  i64 condition = item_of(c->program, WANTS, line->want, 0)[1];
  clear(met, 8 * (u64)c->words);
  if (condition < 0 || line->whole) return;
  truth(c, condition, values, met);
  for (i32 w = 0; w < c->words; w++) met[w] = ~met[w];
  within_cells(c, met);
}

Among among(const Context *c, const u64 *cells, const u64 *met) {
  u64 all = 0, in = 0, out = 0;
  for (i32 w = 0; w < c->words; w++) all |= cells[w], in |= cells[w] & met[w], out |= cells[w] & ~met[w];
  Among a = {all != 0, in == 0, in != 0, out == 0};
  return a;
}
