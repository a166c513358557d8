/* Deals: what several would agree on where a game comes to rest, and what becomes of it. See gmcr/analysis/agreements, whose
   words these follow. */
#include "evaluator.h"

enum { IS_OPEN, IS_NONE, IS_LASTING, IS_SOME, IS_SEEN, IS_ENDED }; /* what a check asks of deals */
enum { KEPT, OVERTAKEN, BROKEN, ROUND };                  /* fates */

/* All trades from a state, and which of them are lean and undominated. */
typedef struct {
  Game game;
  Profile profile;
  i32 concept, state, count;
  u16 target[CELLS], way[CELLS], away[CELLS];
  u8 who[CELLS], told[CELLS], is_doomed[CELLS];
} Deals;

u64 deals_bytes(void) { return sizeof(Deals); }

static i64 code_at(const Context *c, i32 cell) { return item_of(c->program, CODES, 0, 0)[cell]; }
static i64 mask_of(const Context *c, i32 actor) { return ((i64)1 << c->high[actor]) - ((i64)1 << c->low[actor]); }
static i32 prefers(const Context *c, const Deals *x, i32 actor, i32 to) {
  const u16 *rank = c->rankings[x->profile.of[actor]].rank;
  return rank[to] > rank[x->state];
}

/* The options that nobody can switch in a state. */
static i64 locked(const Context *c, i32 cell) {
  const i64 *needs = item_of(c->program, NEEDS, 0, 0);
  i64 code = code_at(c, cell), bits = 0;
  for (i32 a = 0; a < c->actors; a++) {
    const i64 *x = item_of(c->program, MOVERS, a, 0);
    bits |= (code & x[2]) | (~code & x[3]);
  }
  for (i32 b = 0; b < c->bits; b++)
    if (needs[b] >= 0 && !(code >> b & 1) && !has(row_of(c, needs[b]), cell)) bits |= (i64)1 << b;
  return bits & (((i64)1 << c->bits) - 1);
}

/* Whether some part of the participants would rather have its own acts alone. */
static i32 is_for_less(const Context *c, const Deals *x, u8 who, i64 switched) {
  i64 here = code_at(c, x->state);
  for (u8 part = (u8)((who - 1) & who); part; part = (u8)((part - 1) & who)) { /* each non-empty strict part */
    i64 own = 0;
    for (i32 a = 0; a < c->actors; a++)
      if (part >> a & 1) own |= mask_of(c, a);
    i32 alone = cell_of(c, here ^ (switched & own)), all = alone >= 0;
    for (i32 a = 0; a < c->actors && all; a++)
      if (part >> a & 1) all = prefers(c, x, a, alone);
    if (all) return 1;
  }
  return 0;
}

/* Whether another trade of the same participants is at least as good for each, and better for one or leaner. */
static i32 is_outdone(const Context *c, const Deals *x, i32 one) {
  i64 here = code_at(c, x->state), own = code_at(c, x->target[one]) ^ here;
  for (i32 k = 0; k < x->count; k++) {
    i32 good = k != one && x->who[k] == x->who[one], better = 0;
    for (i32 a = 0; a < c->actors && good; a++) {
      if (!(x->who[one] >> a & 1)) continue;
      const u16 *rank = c->rankings[x->profile.of[a]].rank;
      good = rank[x->target[k]] >= rank[x->target[one]], better |= rank[x->target[k]] > rank[x->target[one]];
    }
    i64 other = code_at(c, x->target[k]) ^ here;
    if (good && (better || (other & own) == other)) return 1;
  }
  return 0;
}

/* The trades from a state; *only*: of exactly these actors, as bits, or 0. */
static void trade(const Context *c, Deals *x, i32 state, i64 only) {
  i64 here = code_at(c, state), closed = locked(c, state);
  x->state = state, x->count = 0;
  for (i32 t = 0; t < c->cells; t++) {
    i64 switched = code_at(c, t) ^ here;
    i32 fits = !(switched & closed), many = 0;
    u8 who = 0;
    for (i32 a = 0; a < c->actors && fits; a++)
      if (switched & mask_of(c, a)) who |= (u8)(1 << a), many++, fits = prefers(c, x, a, t);
    if (!fits || many < 2 || (only && who != only) || is_for_less(c, x, who, switched)) continue;
    x->target[x->count] = (u16)t, x->who[x->count++] = who;
  }
  for (i32 k = 0; k < x->count; k++) x->told[k] = !is_outdone(c, x, k);
}

/* Roads, as far as there is room for them. */
static const Road *roads_on(Context *c, Deals *x, i32 from, i32 bound) {
  if (c->roads_used > c->roads_most - 16) {
    c->beyond = 1;
    return 0;
  }
  return roads(c, &x->profile, from, x->concept, bound);
}

static i32 all_gain(const Context *c, const Deals *x, u8 who, i32 at) {
  for (i32 a = 0; a < c->actors; a++)
    if (who >> a & 1 && !prefers(c, x, a, at)) return 0;
  return 1;
}

static i32 fate_of(const Context *c, const Deals *x, i32 one, const u64 *outcomes, i64 *again) {
  i32 any = 0, good = 1;
  *again = 0;
  for (i32 w = 0; w < c->words; w++)
    for (u64 left = outcomes[w]; left; left &= left - 1) {
      i32 end = 64 * w + __builtin_ctzll(left);
      any = 1, good &= all_gain(c, x, x->who[one], end);
      *again |= (code_at(c, end) ^ code_at(c, x->target[one])) & (code_at(c, x->state) ^ code_at(c, x->target[one]));
    }
  return !any ? ROUND : !good ? BROKEN : *again ? OVERTAKEN : KEPT;
}

static i32 meets(Context *c, Deals *x, i32 one, i32 asks, const u64 *met) {
  if (asks <= IS_NONE || asks == IS_SOME) return has(met, x->target[one]);
  if (asks == IS_LASTING && !has(met, x->target[one])) return 0;
  const Road *road = roads_on(c, x, x->target[one], -1);
  if (!road) return 0;
  i64 again;
  if (asks == IS_LASTING) return fate_of(c, x, one, road->outcomes, &again) <= OVERTAKEN;
  Among ends = among(c, road->outcomes, met);
  return asks == IS_ENDED && ends.any ? ends.some : among(c, road->reached, met).some;
}

/* [what is asked, formula, participants]: whether from every resting state (IS_NONE: from none; from IS_SOME on: from some)
   there is such a deal. */
i32 judge_deals(Context *c, const i64 *check, const Game *game, const Profile *profile, i32 concept, void *scratch) {
  Deals *x = scratch;
  u64 met[WORDS], rests[WORDS];
  i32 asks = (i32)check[0], some = 0, every = 1, any = 0;
  x->profile = *profile, x->concept = concept;
  truth(c, check[1], &game->values, met);
  copy(rests, roads(c, profile, cell_of(c, game->start), concept, -1)->outcomes, 8 * (u64)c->words);
  for (i32 w = 0; w < c->words; w++)
    for (u64 left = rests[w]; left; left &= left - 1) {
      i32 open = 0;
      trade(c, x, 64 * w + __builtin_ctzll(left), check[2]);
      for (i32 k = 0; k < x->count && !open; k++) open = x->told[k] && meets(c, x, k, asks, met);
      any = 1, some |= open, every &= open;
    }
  if (asks >= IS_SOME) return some;
  return !any ? RESTLESS : asks == IS_NONE ? !some : every;
}

/* The states reached from a deal, by their distance, and which of them lead on to an outcome where somebody does not gain. */
static i32 walk(Context *c, Deals *x, i32 one, const Road *road) {
  u16 to[MOVES];
  i32 size = 1, grows = 1;
  u64 seen[WORDS]; /* not the context's, which steps need */
  clear(seen, sizeof seen), clear(x->is_doomed, sizeof x->is_doomed);
  x->way[0] = x->target[one], x->away[x->way[0]] = 0, add(seen, x->way[0]);
  for (i32 k = 0; k < size; k++)
    for (i32 a = 0; a < c->actors; a++) {
      i32 many = steps(c, &x->profile, x->way[k], a, x->concept, -1, to);
      for (i32 m = 0; m < many; m++)
        if (!has(seen, to[m])) add(seen, to[m]), x->away[to[m]] = (u16)(x->away[x->way[k]] + 1), x->way[size++] = to[m];
    }
  for (i32 k = 0; k < size; k++)
    x->is_doomed[x->way[k]] = (u8)(has(road->outcomes, x->way[k]) && !all_gain(c, x, x->who[one], x->way[k]));
  while (grows) {
    grows = 0;
    for (i32 k = size - 1; k >= 0; k--)
      for (i32 a = 0; a < c->actors && !x->is_doomed[x->way[k]]; a++) {
        i32 many = steps(c, &x->profile, x->way[k], a, x->concept, -1, to);
        for (i32 m = 0; m < many; m++)
          if (x->is_doomed[to[m]]) x->is_doomed[x->way[k]] = 1, grows = 1;
      }
  }
  return size;
}

/* [actor, from, to]: the step that breaks a deal, fewest steps from it, then by actor, number of options, and codes. */
static void put_breach(Context *c, Deals *x, i32 one, const Road *road, Sheet *s) {
  i64 best[5] = {INT64_MAX, 0, 0, 0, 0};
  u16 to[MOVES];
  i32 size = walk(c, x, one, road);
  for (i32 k = 0; k < size; k++) {
    i32 from = x->way[k];
    if (!all_gain(c, x, x->who[one], from)) continue;
    for (i32 a = 0; a < c->actors; a++) {
      i32 many = steps(c, &x->profile, from, a, x->concept, -1, to);
      for (i32 m = 0; m < many; m++) {
        if (!x->is_doomed[to[m]] || all_gain(c, x, x->who[one], to[m])) continue;
        i64 after = code_at(c, to[m]), before = code_at(c, from);
        i64 own[5] = {x->away[from], a, __builtin_popcountll((u64)(after ^ before)), after, before};
        i32 first = 0;
        for (i32 j = 0; j < 5 && !first; j++) {
          if (own[j] > best[j]) break;
          first = own[j] < best[j];
        }
        if (first) copy(best, own, sizeof own);
      }
    }
  }
  put(s, best[1]), put(s, best[4]), put(s, best[3]);
}

/* [state, target, participants, fate, what is switched again, whose parts are answered, the breach or nothing]. */
static i32 put_deal(Context *c, Deals *x, i32 one, Sheet *s) {
  const Road *road = roads_on(c, x, x->target[one], -1);
  i64 here = code_at(c, x->state), switched = code_at(c, x->target[one]) ^ here, again, answered = 0;
  if (!road) return BEYOND;
  i32 fate = fate_of(c, x, one, road->outcomes, &again);
  for (i32 a = 0; a < c->actors; a++) {
    i32 alone = x->who[one] >> a & 1 ? cell_of(c, here ^ (switched & mask_of(c, a))) : -1, any = 0, good = 1;
    if (alone < 0) continue;
    const Road *answers = roads_on(c, x, alone, a);
    if (!answers) return BEYOND;
    for (i32 w = 0; w < c->words; w++)
      for (u64 left = answers->outcomes[w]; left; left &= left - 1)
        any = 1, good &= prefers(c, x, a, 64 * w + __builtin_ctzll(left));
    answered |= (i64)(any && good) << a;
  }
  put(s, here), put(s, code_at(c, x->target[one])), put(s, x->who[one]), put(s, fate), put(s, again), put(s, answered);
  if (fate == BROKEN) put_breach(c, x, one, road, s);
  return FINE;
}

/* [resting states, each: code, the told deals from there]; INFEASIBLE, BEYOND, or FINE. */
i32 put_deals(Context *c, i64 setting, i32 reading, i32 concept, void *scratch, Sheet *s) {
  Deals *x = scratch;
  u64 rests[WORDS];
  i64 many = 0;
  game_in(c, setting, reading, &x->game);
  i32 start = cell_of(c, x->game.start);
  if (start < 0) return INFEASIBLE;
  x->profile = profile_of(c, &x->game), x->concept = concept;
  copy(rests, roads(c, &x->profile, start, concept, -1)->outcomes, 8 * (u64)c->words);
  i64 length = put(s, 0);
  for (i32 w = 0; w < c->words; w++)
    for (u64 left = rests[w]; left; left &= left - 1) {
      i32 state = 64 * w + __builtin_ctzll(left), told = 0;
      trade(c, x, state, 0);
      put(s, code_at(c, state));
      i64 count = put(s, 0);
      for (i32 k = 0; k < x->count; k++) {
        if (!x->told[k]) continue;
        if (put_deal(c, x, k, s)) return BEYOND;
        told++;
      }
      put_at(s, count, told), many++;
    }
  put_at(s, length, many);
  return FINE;
}
