/* What callers use. Memory for a context is given by the caller, who says how much of it there is. */
#include "evaluator.h"

#ifdef __wasm__ /* what compilers call by themselves */
void *memcpy(void *to, const void *from, unsigned long n) {
  u8 *a = to;
  const u8 *b = from;
  while (n--) *a++ = *b++;
  return to;
}
void *memset(void *to, int value, unsigned long n) {
  u8 *a = to;
  while (n--) *a++ = (u8)value;
  return to;
}
#endif

static void *room(Context *c, u64 bytes) {
  u8 *at = c->memory;
  bytes = (bytes + 7) & ~(u64)7;
  if ((u64)(c->end - at) < bytes) {
    c->short_of = 1;
    return at;
  }
  c->memory += bytes;
  return at;
}

/* The actor's moves from every cell; counted first, so that they take no more room than they need. */
static i32 list_moves(Context *c, i32 actor) {
  const i64 *x = item_of(c->program, MOVERS, actor, 0), *code = item_of(c->program, CODES, 0, 0);
  const i64 *needs = item_of(c->program, NEEDS, 0, 0);
  c->low[actor] = (i32)x[0], c->high[actor] = (i32)x[1];
  if (x[1] - x[0] > 10) return 0;
  i64 width = ((i64)1 << (x[1] - x[0])) - 1, mask = width << x[0];
  c->begin[actor] = room(c, 4 * (u64)(c->cells + 1));
  for (i32 fill = 0; fill < 2 && !c->short_of; fill++) {
    i32 used = 0;
    for (i32 s = 0; s < c->cells; s++) {
      i64 forward = code[s] & x[2], back = ~code[s] & x[3];
      for (i32 b = (i32)x[0]; b < x[1]; b++) /* what needs something is not switched on without it */
        if (needs[b] >= 0 && !(code[s] >> b & 1) && !has(row_of(c, needs[b]), s)) back |= (i64)1 << b;
      if (fill) c->begin[actor][s] = used;
      for (i64 part = 0; part <= width; part++) {
        i64 t = (code[s] & ~mask) | part << x[0];
        if (t == code[s] || (t & forward) != forward || t & back) continue;
        i32 cell = cell_of(c, t);
        if (cell < 0) continue;
        if (fill) c->to[actor][used] = (u16)cell;
        used++;
      }
    }
    if (fill) c->begin[actor][c->cells] = used;
    else c->to[actor] = room(c, 2 * (u64)used);
  }
  return !c->short_of;
}

static u64 ranking_bytes(const Context *c) { return sizeof(Ranking) + 8 * (u64)c->cells + 8 * OWN * (u64)c->words + 8; }
static u64 road_bytes(const Context *c) { return sizeof(Road) + 16 * (u64)c->words; }

/* So many rankings and roads as there is room for, within bounds. */
static i32 make_caches(Context *c) {
  u64 left = (u64)(c->end - c->memory) * 9 / 10;
  u64 rankings = left / 3 / (ranking_bytes(c) + 16), roads = left * 2 / 3 / (road_bytes(c) + 8);
  if (rankings < 4 * ACTORS || roads < 8192) return 0;
  c->rankings_most = rankings > 8192 ? 8192 : (i32)rankings, c->roads_most = roads > 1 << 17 ? 1 << 17 : (i32)roads;
  c->slots_most = 2 * c->rankings_most;
  c->slots = room(c, 4 * (u64)c->slots_most);
  c->rankings = room(c, sizeof(Ranking) * (u64)c->rankings_most), c->roads = room(c, sizeof(Road) * (u64)c->roads_most);
  for (i32 k = 0; k < c->rankings_most && !c->short_of; k++) {
    Ranking *r = c->rankings + k;
    r->key = room(c, 8 * OWN * (u64)c->words), r->rank = room(c, 8 * (u64)c->cells);
    r->escape = r->rank + c->cells, r->worst = r->escape + c->cells, r->least = r->worst + c->cells;
  }
  for (i32 k = 0; k < c->roads_most && !c->short_of; k++) {
    c->roads[k].reached = room(c, 16 * (u64)c->words), c->roads[k].outcomes = c->roads[k].reached + c->words;
  }
  return !c->short_of;
}

static Context *made(const i64 *program, u8 *memory, u64 bytes) {
  Context *c = (Context *)(void *)memory;
  clear(c, sizeof(Context));
  const i64 *x = item_of(program, SIZES, 0, 0);
  c->program = program, c->memory = memory + ((sizeof(Context) + 7) & ~(u64)7), c->end = memory + bytes;
  c->cells = (i32)x[OF_STATES], c->words = (c->cells + 63) / 64, c->actors = (i32)x[OF_ACTORS], c->bits = (i32)x[OF_OPTIONS];
  c->drivers = (i32)x[OF_DRIVERS], c->scale = x[OF_SCALE], c->lead = (i32)x[OF_LEAD];
  c->lines = count_of(program, ORDER), c->settings = count_of(program, SETTINGS);
  c->readings = count_of(program, READINGS), c->checks = count_of(program, CHECKS);
  return c;
}

/* What loading a program of so many numbers into so many bytes comes to; the context is at the beginning of the memory. */
EXPORT i32 evaluator_load(const i64 *program, i64 size, u8 *memory, u64 bytes) {
  i32 state = loaded(program, size);
  if (state) return state;
  if (bytes < sizeof(Context) + 16) return NO_ROOM;
  Context *c = made(program, memory, bytes);
  for (i32 a = 0; a < c->actors; a++)
    if (!list_moves(c, a)) return c->short_of ? NO_ROOM : TOO_LARGE;
  u64 many = (u64)c->actors * (u64)c->cells, row = 8 * (u64)c->words;
  c->reach = room(c, many * row), c->reach_known = room(c, many);
  for (i32 k = 0; k < 4; k++) c->memo[k] = room(c, 2 * many);
  c->seen = room(c, row), c->stack = room(c, 2 * (u64)c->cells);
  u8 *scratch = room(c, scratch_bytes()); /* last in the memory, and found again by its size */
  if (c->short_of) return NO_ROOM;
  clear(c->reach, many * row), clear(c->reach_known, many);
  c->end -= 8;
  if (!make_caches(c)) return NO_ROOM;
  c->memory = scratch;
  forget(c), begin_own(c);
  return FINE;
}

/* Bytes of memory with which a loaded program keeps much. 0: it cannot be loaded. */
EXPORT u64 evaluator_bytes(const i64 *program, i64 size) {
  if (loaded(program, size)) return 0;
  const i64 *x = item_of(program, SIZES, 0, 0);
  u64 cells = (u64)x[OF_STATES], words = (cells + 63) / 64, actors = (u64)x[OF_ACTORS], moves = 0;
  for (i32 a = 0; a < (i32)actors; a++) {
    const i64 *own = item_of(program, MOVERS, a, 0);
    moves += own[1] - own[0] > 10 ? 0 : 2 * cells * (((u64)1 << (own[1] - own[0])) - 1) + 4 * (cells + 2);
  }
  u64 fixed = sizeof(Context) + moves + actors * cells * (8 * words + 1 + 8) + 8 * words + 2 * cells + scratch_bytes() + 4096;
  u64 caches = 2048 * (sizeof(Ranking) + 8 * cells + 8 * OWN * words + 24) + 32768 * (sizeof(Road) + 16 * words + 8);
  return fixed + caches * 10 / 9 + 4096;
}

/* The author's model after a reader's pushes, in which all games then begin, and drivers that are set by hand, as they would
   be before the answers of a reading; FINE, or DAMAGED where they do not fit. */
EXPORT i32 evaluator_push(u8 *memory, const i64 *edits, i64 size, const i64 *set, i64 set_size) {
  Context *c = (Context *)(void *)memory;
  if (!edits_fit(c->program, edits, size) || set_size > 3 * DRIVERS || !edits_fit(c->program, set, set_size)) return DAMAGED;
  for (i64 k = 0; k < set_size; k += edit_sizes[SET])
    if (set[k] != SET) return DAMAGED;
  begin_own(c);
  c->set_size = set_size > 0 ? (i32)set_size : 0;
  copy(c->set, set, 8 * (u64)c->set_size);
  edit(c, &c->own, edits, (i32)size);
  return FINE;
}

/* Values int8 (requests, concepts). A request: [check, reading, where its edits begin among all, where they end]. */
EXPORT i32 evaluator_values(u8 *memory, const i64 *requests, i64 count, const i64 *edits, i64 size, i8 *values) {
  Context *c = (Context *)(void *)memory;
  Judged judged = {-1, -1, 0, {{0}}};
  for (i64 k = 0; k < count; k++) {
    const i64 *x = requests + 4 * k;
    if (x[0] < 0 || x[0] >= c->checks || x[1] < 0 || x[1] >= c->readings || x[2] < 0 || x[3] < x[2] || x[3] > size) return DAMAGED;
    if (!edits_fit(c->program, edits + x[2], x[3] - x[2])) return DAMAGED;
    judge(c, item_of(c->program, CHECKS, x[0], 0), (i32)x[1], edits + x[2], (i32)(x[3] - x[2]), c->memory, &judged, values + CONCEPTS * k);
  }
  return FINE;
}

/* Whether what a check looks at has a feasible start, for requests as above: the game, and for own views those that actors see. */
EXPORT i32 evaluator_starts(u8 *memory, const i64 *requests, i64 count, i8 *values) {
  Context *c = (Context *)(void *)memory;
  Game *g = (Game *)(void *)c->memory; /* the scratch has room for one */
  for (i64 k = 0; k < count; k++) {
    const i64 *x = requests + 2 * k;
    if (x[0] < 0 || x[0] >= c->checks || x[1] < 0 || x[1] >= c->readings) return DAMAGED;
    const i64 *check = item_of(c->program, CHECKS, x[0], 0);
    i32 others = check[0] == OWN_VIEWS ? c->actors : 0;
    values[k] = 1;
    for (i32 a = -1; a < others; a++) {
      game_in(c, a < 0 ? check[1] : check[3 + a], (i32)x[1], g);
      values[k] &= cell_of(c, g->start) >= 0;
    }
  }
  return FINE;
}

static i32 is_game(const Context *c, i64 setting, i64 reading) {
  return setting >= 0 && setting < c->settings && reading >= 0 && reading < c->readings;
}
static i32 ended(const Context *c, const Sheet *s) {
  return c->beyond ? BEYOND : s->used > s->room ? CRAMPED : (i32)s->used;
}

/* The game of a setting in a reading, as numbers: see put_game. How many; UNFIT, CRAMPED, or BEYOND. */
EXPORT i32 evaluator_game(u8 *memory, i64 setting, i64 reading, i64 *out, i64 room) {
  Context *c = (Context *)(void *)memory;
  Game *g = (Game *)(void *)c->memory;
  Sheet sheet = {out, 0, room};
  if (!is_game(c, setting, reading)) return UNFIT;
  c->beyond = 0;
  game_in(c, setting, (i32)reading, g);
  put_game(c, g, &sheet);
  return ended(c, &sheet);
}

/* The ways out of the start of a game under a concept, with what terms, which are formulas, come to in every state: see
   put_ways. How many numbers; UNFIT, CRAMPED, INFEASIBLE, or BEYOND. */
EXPORT i32 evaluator_ways(u8 *memory, i64 setting, i64 reading, i64 concept, const i64 *terms, i64 terms_count, i64 *out, i64 room) {
  Context *c = (Context *)(void *)memory;
  Sheet sheet = {out, 0, room};
  if (!is_game(c, setting, reading) || concept < 0 || concept >= CONCEPTS || terms_count < 0 || terms_count > TERMS) return UNFIT;
  for (i64 k = 0; k < terms_count; k++)
    if (terms[k] < 0 || terms[k] >= count_of(c->program, FORMULAS)) return UNFIT;
  c->beyond = 0;
  i32 state = put_ways(c, setting, (i32)reading, (i32)concept, terms, (i32)terms_count, c->memory, &sheet);
  return state ? state : ended(c, &sheet);
}

/* The minimal changes of wants after which roads lead to a target, or no longer do, in a game: [setting, reading, concept, the
   state from which roads lead, whether they only have to pass the target, kinds of edits (bits), most edits, the row of the
   target]; see put_changes. How many numbers; UNFIT, CRAMPED, INFEASIBLE, or BEYOND. */
EXPORT i32 evaluator_changes(u8 *memory, const i64 *asked, i64 size, i64 *out, i64 room) {
  Context *c = (Context *)(void *)memory;
  Sheet sheet = {out, 0, room};
  if (!changes_fit(c, asked, size) || !is_game(c, asked[OF_SETTING], asked[OF_READING])) return UNFIT;
  c->beyond = 0;
  i32 state = put_changes(c, asked, c->memory, &sheet);
  return state ? state : ended(c, &sheet);
}

/* The told deals from where a game comes to rest under a concept: see put_deals. How many numbers; UNFIT, CRAMPED, INFEASIBLE, or
   BEYOND. */
EXPORT i32 evaluator_deals(u8 *memory, i64 setting, i64 reading, i64 concept, i64 *out, i64 room) {
  Context *c = (Context *)(void *)memory;
  Sheet sheet = {out, 0, room};
  if (!is_game(c, setting, reading) || concept < 0 || concept >= CONCEPTS) return UNFIT;
  c->beyond = 0;
  i32 state = put_deals(c, setting, (i32)reading, (i32)concept, c->memory, &sheet);
  return state ? state : ended(c, &sheet);
}

/* Forget what is known of rankings and roads. */
EXPORT void evaluator_forget(u8 *memory) { forget((Context *)(void *)memory); }
/* How often all of it was forgotten. */
EXPORT i64 evaluator_forgotten(const u8 *memory) { return ((const Context *)(const void *)memory)->forgotten; }
