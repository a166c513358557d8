/* Loading a program: it may come from a stranger, so every index is checked here, once, and nowhere after. */
#include "evaluator.h"

static i32 fits(i64 number, i64 from, i64 below) { return from <= number && number < below; }

/* Whether sections and items lie within the program. */
static i32 has_its_parts(const i64 *p, i64 size) {
  for (i32 k = 0; k < SECTIONS; k++) {
    i64 at = p[3 + k];
    if (!fits(at, 3 + SECTIONS, size)) return 0;
    i64 count = p[at];
    if (!fits(count, 0, size - at - 1) || p[at + 1] != 0) return 0;
    i64 room = size - at - 2 - count;
    for (i64 j = 0; j < count; j++)
      if (p[at + 2 + j] < p[at + 1 + j] || p[at + 2 + j] > room) return 0;
  }
  return 1;
}

/* Whether a formula leaves one row on a stack that never grows too deep. */
static i32 formula_fits(const i64 *p, const i64 *f, i32 n) {
  i32 height = 0;
  if (n % 2) return 0;
  for (i32 k = 0; k < n; k += 2) {
    switch (f[k]) {
    case WHERE:
      if (!fits(f[k + 1], 0, count_of(p, ROWS)) || ++height > DEPTH) return 0;
      break;
    case COMPARED:
      if (!fits(f[k + 1], 0, count_of(p, COMPARISONS)) || ++height > DEPTH) return 0;
      break;
    case NOT:
      if (height < 1) return 0;
      break;
    case AND: case OR: case XOR:
      if (height-- < 2) return 0;
      break;
    default: return 0;
    }
  }
  return height == 1;
}

const i8 edit_sizes[EDITS] = {2, 4, 4, 3, 3, 2, 2, 2, 2, 2};

/* Whether edits are whole and name what is there. */
i32 edits_fit(const i64 *p, const i64 *e, i64 n) {
  i64 lines = count_of(p, ORDER), wants = count_of(p, WANTS), codes = (i64)1 << item_of(p, SIZES, 0, 0)[OF_OPTIONS];
  for (i64 k = 0; k < n;) {
    if (!fits(e[k], 0, EDITS) || n - k < edit_sizes[e[k]]) return 0;
    i64 kind = e[k], a = e[k + 1];
    if (kind == SET) {
      if (!fits(a, 0, item_of(p, SIZES, 0, 0)[OF_DRIVERS]) || !fits(e[k + 2], -MOST, MOST)) return 0;
    } else if (kind == HAPPEN) {
      if (!fits(a, 0, codes) || !fits(e[k + 2], 0, codes)) return 0;
    } else {
      if (!fits(a, kind == ALONE ? -1 : 0, lines)) return 0;
      if (kind == REWRITE && (!fits(e[k + 2], 0, wants) || !fits(e[k + 3], -1, wants))) return 0;
      if (kind == MOVE) {
        if (!fits(e[k + 2], 0, 2) || !fits(e[k + 3], 0, lines) || e[k + 3] == a) return 0;
        if (item_of(p, ORDER, a, 0)[0] != item_of(p, ORDER, e[k + 3], 0)[0]) return 0;
      }
    }
    k += edit_sizes[kind];
  }
  return 1;
}

static i32 switch_fits(const i64 *x, i64 codes) { return fits(x[0], 0, codes) && fits(x[1], 0, codes); }
static i32 varied_fits(const i64 *x, i32 n, i64 drivers) {
  if (n < 1 || !fits(x[0], 0, VARY + 1) || n < 1 + 3 * x[0]) return 0;
  for (i64 k = 0; k < x[0]; k++) {
    if (!fits(x[1 + 3 * k], 0, drivers) || !fits(x[2 + 3 * k], -MOST, MOST) || !fits(x[3 + 3 * k], x[2 + 3 * k], MOST)) return 0;
    for (i64 j = 0; j < k; j++)
      if (x[1 + 3 * j] == x[1 + 3 * k]) return 0;
  }
  return 1;
}

/* Whether a check is whole and names what is there: [kind, setting, concept_free, …]. */
static i32 check_fits(const i64 *p, const i64 *x, i32 n) {
  const i64 *sizes = item_of(p, SIZES, 0, 0);
  i64 codes = (i64)1 << sizes[OF_OPTIONS], actors = sizes[OF_ACTORS], formulas = count_of(p, FORMULAS);
  i64 settings = count_of(p, SETTINGS);
  if (n < 3 || !fits(x[0], 0, KINDS) || !fits(x[1], 0, settings) || !fits(x[2], 0, 2)) return 0;
  i64 kind = x[0];
  n -= 3, x += 3;
  switch (kind) {
  case STABLE: return n == 0;
  case CONTENT: return n == 1 && fits(x[0], 0, actors);
  case OWN_VIEWS:
    if (n != actors) return 0;
    for (i32 k = 0; k < n; k++)
      if (!fits(x[k], 0, settings)) return 0;
    return 1;
  case OUTCOMES: return n == 4 && fits(x[0], 0, 3) && fits(x[1], 0, formulas) && switch_fits(x + 2, codes);
  case PASSES: return n == 4 && fits(x[0], 0, 2) && fits(x[1], 0, formulas) && switch_fits(x + 2, codes);
  case PREFERS: return n == 5 && fits(x[0], 0, actors) && switch_fits(x + 1, codes) && switch_fits(x + 3, codes);
  case LEVER: return n == 5 && fits(x[0], 0, actors) && fits(x[1], 0, formulas) && fits(x[2], 0, 2) && switch_fits(x + 3, codes);
  case FORESIGHT: return n == 2 && fits(x[0], 0, formulas) && fits(x[1], 0, 2);
  case EVERYWHERE: { /* formula, where, varied …, how many starts, starts … */
    if (n < 3 || !fits(x[0], 0, formulas) || !fits(x[1], 0, formulas) || !varied_fits(x + 2, n - 2, sizes[OF_DRIVERS])) return 0;
    i32 at = 3 + 3 * (i32)x[2];
    if (n <= at || !fits(x[at], 0, SWITCHES + 1) || n != at + 1 + 2 * x[at]) return 0;
    for (i64 k = 0; k < x[at]; k++)
      if (!switch_fits(x + at + 1 + 2 * k, codes)) return 0;
    return 1;
  }
  case LEVER_EXACTLY: /* as LEVER, where, varied … */
    return n >= 7 && fits(x[0], 0, actors) && fits(x[1], 0, formulas) && fits(x[2], 0, 2) && switch_fits(x + 3, codes) &&
           fits(x[5], 0, formulas) && varied_fits(x + 6, n - 6, sizes[OF_DRIVERS]) && n == 7 + 3 * x[6];
  case INDUCES: return n == 4 && fits(x[0], 0, actors) && fits(x[1], 0, formulas) && fits(x[2], 0, 2) && fits(x[3], 0, codes);
  case SINGLE_CHANGES: return n == 2 && fits(x[0], 0, actors) && fits(x[1], 0, formulas);
  case MORE_RESPONSIBLE:
    return n == 4 && fits(x[0], 0, actors) && fits(x[1], 0, actors) && fits(x[2], 0, formulas) && fits(x[3], 1, 4); /* at most three edits */
  case DEAL: return n == 3 && fits(x[0], 0, 6) && fits(x[1], 0, formulas) && fits(x[2], 0, (i64)1 << actors); /* asks, formula, whose */
  default: return 0;
  }
}

static i32 settings_fit(const i64 *p) {
  i64 overlays = count_of(p, OVERLAYS);
  for (i32 k = 0; k < count_of(p, READINGS); k++) {
    i32 n;
    const i64 *x = item_of(p, READINGS, k, &n);
    for (i32 j = 0; j < n; j++)
      if (!fits(x[j], 0, overlays)) return 0;
  }
  for (i32 k = 0; k < count_of(p, SETTINGS); k++) { /* how many overlays come before the reading, then all */
    i32 n;
    const i64 *x = item_of(p, SETTINGS, k, &n);
    if (n < 1 || !fits(x[0], 0, n)) return 0;
    for (i32 j = 1; j < n; j++)
      if (!fits(x[j], 0, overlays)) return 0;
  }
  return count_of(p, READINGS) > 0;
}

static i32 tables_fit(const i64 *p) {
  i32 n, own[ACTORS] = {0};
  const i64 *sizes = item_of(p, SIZES, 0, 0), *x;
  i64 states = sizes[OF_STATES], drivers = sizes[OF_DRIVERS], bits = sizes[OF_OPTIONS], codes = (i64)1 << bits, low = 0;
  x = item_of(p, CODES, 0, &n);
  if (count_of(p, CODES) != 1 || n != states) return 0;
  for (i32 k = 0; k < n; k++)
    if (!fits(x[k], k ? x[k - 1] + 1 : 0, codes)) return 0;
  if (count_of(p, MOVERS) != sizes[OF_ACTORS]) return 0;
  for (i32 k = 0; k < count_of(p, MOVERS); k++) { /* the first of an actor's options, that after the last, one way on, one way off */
    x = item_of(p, MOVERS, k, &n);
    if (n != 4 || x[0] != low || !fits(x[1], low, bits + 1) || !fits(x[2], 0, codes) || !fits(x[3], 0, codes)) return 0;
    low = x[1];
  }
  if (low != bits || count_of(p, NEEDS) != 1) return 0;
  x = item_of(p, NEEDS, 0, &n);
  if (n != bits) return 0;
  for (i32 k = 0; k < n; k++)
    if (!fits(x[k], -1, count_of(p, ROWS))) return 0;
  for (i32 k = 0; k < count_of(p, ROWS); k++)
    if (item_of(p, ROWS, k, &n), n != (states + 63) / 64) return 0;
  for (i32 k = 0; k < count_of(p, FORMS); k++) { /* a constant, then driver and coefficient */
    x = item_of(p, FORMS, k, &n);
    if (n % 2 == 0 || !fits(x[0], -MOST, MOST)) return 0;
    for (i32 j = 1; j < n; j += 2)
      if (!fits(x[j], 0, drivers) || !fits(x[j + 1], -MOST, MOST)) return 0;
  }
  for (i32 k = 0; k < count_of(p, COMPARISONS); k++) { /* an operation, then form and the row where it counts */
    x = item_of(p, COMPARISONS, k, &n);
    if (n % 2 == 0 || !fits(x[0], 0, ABOVE + 1)) return 0;
    for (i32 j = 1; j < n; j += 2)
      if (!fits(x[j], 0, count_of(p, FORMS)) || !fits(x[j + 1], 0, count_of(p, ROWS))) return 0;
  }
  for (i32 k = 0; k < count_of(p, FORMULAS); k++)
    if (x = item_of(p, FORMULAS, k, &n), !formula_fits(p, x, n)) return 0;
  for (i32 k = 0; k < count_of(p, WANTS); k++) { /* what is wanted, while, otherwise */
    x = item_of(p, WANTS, k, &n);
    i64 most = count_of(p, FORMULAS);
    if (n != 3 || !fits(x[0], 0, most) || !fits(x[1], -1, most) || !fits(x[2], -1, most)) return 0;
  }
  for (i32 k = 0; k < count_of(p, ORDER); k++) { /* actor, want, what it could be, whether it is dropped */
    x = item_of(p, ORDER, k, &n);
    i64 most = count_of(p, WANTS);
    if (n != 4 || !fits(x[0], 0, sizes[OF_ACTORS]) || !fits(x[1], 0, most) || !fits(x[2], -1, most) || !fits(x[3], 0, 2)) return 0;
    if (++own[x[0]] > OWN) return 0;
  }
  x = item_of(p, VALUES, 0, &n);
  if (count_of(p, VALUES) != 1 || n != drivers) return 0;
  for (i32 k = 0; k < n; k++)
    if (!fits(x[k], -MOST, MOST)) return 0;
  for (i32 k = 0; k < count_of(p, OVERLAYS); k++)
    if (x = item_of(p, OVERLAYS, k, &n), !edits_fit(p, x, n)) return 0;
  return 1;
}

/* FINE, or what is wrong with a program of so many numbers. */
i32 loaded(const i64 *p, i64 size) {
  i32 n;
  if (size < 3 + SECTIONS || p[0] != MAGIC) return NOT_A_PROGRAM;
  if (p[1] != VERSION) return OTHER_VERSION;
  if (p[2] != size) return CUT;
  if (!has_its_parts(p, size)) return DAMAGED;
  const i64 *x = count_of(p, SIZES) == 1 ? item_of(p, SIZES, 0, &n) : 0;
  if (!x || n != OF_SIZES) return DAMAGED;
  if (x[OF_STATES] > CELLS || x[OF_ACTORS] > ACTORS || x[OF_OPTIONS] > BITS || x[OF_DRIVERS] > DRIVERS) return TOO_LARGE;
  if (count_of(p, ORDER) > LINES || count_of(p, WANTS) > INT16_MAX) return TOO_LARGE;
  if (x[OF_STATES] < 1 || x[OF_ACTORS] < 1 || x[OF_OPTIONS] < 0 || x[OF_DRIVERS] < 0 || !fits(x[OF_SCALE], 1, MOST)) return DAMAGED;
  if (!fits(x[OF_START], 0, (i64)1 << x[OF_OPTIONS]) || !fits(x[OF_LEAD], 0, CONCEPTS)) return DAMAGED;
  if (!tables_fit(p) || !settings_fit(p)) return DAMAGED;
  for (i32 k = 0; k < count_of(p, CHECKS); k++)
    if (x = item_of(p, CHECKS, k, &n), !check_fits(p, x, n)) return DAMAGED;
  return FINE;
}

/* The cell of a state, by its options; -1 where it is not feasible. */
i32 cell_of(const Context *c, i64 code) {
  const i64 *codes = item_of(c->program, CODES, 0, 0);
  i32 low = 0, high = c->cells - 1;
  while (low <= high) {
    i32 middle = (low + high) / 2;
    if (codes[middle] == code) return middle;
    if (codes[middle] < code) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
