/* Checks about changes of wants: which actors take part in minimal sets of edits after which the target comes about, or no
   longer does. An edit drops a want, makes it what it could be, or exchanges it with the next one below. */
#include "evaluator.h"

enum { SINGLE = 128, MINIMAL = 4096, LARGEST = 3, SETS = 16384, GROUPS = 8, PLACES = 1 << 20, DEEP = 256, OTHER = 1 << 8 };

typedef struct {
  i16 line;
  u8 kind, actor;
} Edit;
typedef struct {
  i32 count, known;
  const u64 *good;
  i32 concept;
  Edit edit[SINGLE];
  u64 rows[2][LINES][WORDS]; /* of each want, as it is and as it could be */
  u64 minimal[MINIMAL][2];
} Edits;
typedef struct { /* one actor's edits, and its wants in order after them: lines, + OTHER where a want is what it could be */
  u64 edits[2];
  i32 size, count;
  u16 want[OWN];
} Set;
typedef struct {
  Edits edits;
  Set set[SETS];
  u16 places[PLACES];
  u16 way[CELLS];
} Scratch;

u64 changes_bytes(void) { return sizeof(Scratch); }

/* Every edit of a game; 0 where there are more than are held here. */
static i32 list_edits(Context *c, const Game *g, Edits *e) {
  e->count = e->known = 0;
  for (i32 a = 0; a < c->actors; a++) {
    i32 last = -1;
    for (i32 k = 0; k < g->count[a]; k++)
      if (!g->line[g->order[a][k]].dropped) last = k;
    for (i32 k = 0; k <= last; k++) {
      i32 l = g->order[a][k];
      const Line *line = g->line + l;
      if (line->dropped) continue;
      where_met(c, line, &g->values, e->rows[0][l]);
      Line other = *line;
      if (line->could_be >= 0) other.want = line->could_be, other.against = other.against_otherwise = other.whole = 0, where_met(c, &other, &g->values, e->rows[1][l]);
      for (i32 kind = 0; kind < 3; kind++) {
        Edit one = {(i16)l, (u8)(kind == 0 ? DROP : kind == 1 ? COULD_BE : SWAP), (u8)a};
        if ((kind == 1 && line->could_be < 0) || (kind == 2 && k == last)) continue;
        if (e->count == SINGLE) return 0;
        e->edit[e->count++] = one;
      }
    }
  }
  return 1;
}

/* One actor's wants after those edits of a set that are its own, and how many; exchanges go from the last want to the first. */
static i32 arranged(const Game *g, const Edits *e, const i32 *set, i32 n, i32 actor, u16 *want) {
  i32 wants = 0;
  for (i32 m = 0; m < g->count[actor]; m++) {
    i32 l = g->order[actor][m], gone = g->line[l].dropped, other = 0;
    for (i32 j = 0; j < n; j++) {
      gone |= e->edit[set[j]].line == l && e->edit[set[j]].kind == DROP;
      other |= e->edit[set[j]].line == l && e->edit[set[j]].kind == COULD_BE;
    }
    if (!gone) want[wants++] = (u16)(l + other * OTHER);
  }
  for (i32 m = g->count[actor] - 1; m >= 0; m--)
    for (i32 j = 0; j < n; j++) {
      if (e->edit[set[j]].kind != SWAP || e->edit[set[j]].line != g->order[actor][m]) continue;
      for (i32 q = 0; q + 1 < wants; q++)
        if (want[q] == g->order[actor][m]) {
          want[q] = want[q + 1], want[q + 1] = g->order[actor][m];
          break;
        }
    }
  return wants;
}
static const u64 *row_in(const Edits *e, u16 want) { return e->rows[want >= OTHER][want % OTHER]; }

/* Whether the target comes about after a set of edits, which is sorted by actors. */
static i32 comes(Context *c, const Game *g, const Edits *e, const i32 *set, i32 n, const Profile *base) {
  Profile p = *base;
  u16 want[OWN];
  const u64 *rows[OWN];
  for (i32 k = 0; k < n; k++) {
    i32 a = e->edit[set[k]].actor;
    if (k && e->edit[set[k - 1]].actor == a) continue;
    i32 wants = arranged(g, e, set, n, a, want);
    for (i32 m = 0; m < wants; m++) rows[m] = row_in(e, want[m]);
    p.of[a] = ranking(c, a, wants, rows);
  }
  return among(c, roads(c, &p, cell_of(c, g->start), e->concept, -1)->outcomes, e->good).some;
}

static i32 is_minimal(const Edits *e, i32 before, u64 a, u64 b) {
  for (i32 k = 0; k < before; k++)
    if (!(e->minimal[k][0] & ~a) && !(e->minimal[k][1] & ~b)) return 0;
  return 1;
}

/* Actors (bits) that take part in a minimal change of exactly so many edits, smaller ones being known; BEYOND. */
static i32 taking_part(Context *c, const Game *g, Edits *e, i32 size) {
  i32 set[LARGEST + 1] = {0}, found = 0, depth = 0, next = 0, before = e->known;
  Profile base = profile_of(c, g);
  i32 holds = comes(c, g, e, set, 0, &base);
  for (;;) { /* all sets in order, with one edit a want */
    if (depth < size && next < e->count) {
      if (depth && e->edit[set[depth - 1]].line == e->edit[next].line) next++;
      else set[depth++] = next++;
      continue;
    }
    if (depth == size) {
      u64 mask[2] = {0, 0};
      for (i32 k = 0; k < size; k++) mask[set[k] >> 6] |= (u64)1 << (set[k] & 63);
      if (is_minimal(e, before, mask[0], mask[1])) {
        if (is_full(c)) forget(c), base = profile_of(c, g);
        if (comes(c, g, e, set, size, &base) != holds) {
          for (i32 k = 0; k < size; k++) found |= 1 << e->edit[set[k]].actor;
          if (e->known == MINIMAL) return BEYOND;
          e->minimal[e->known][0] = mask[0], e->minimal[e->known][1] = mask[1], e->known++;
        }
      }
    }
    if (!depth) return found;
    next = set[--depth] + 1;
  }
}

/* ---- under Nash, GMR and SMR, where steps are an actor's own --------------------------------------------------------- */
/* Each actor's edit sets are split only by where it steps in cells that are really reached, so that sets which lead the same
   way are walked once. */
typedef struct {
  Scratch *scratch;
  Edits *e;
  u16 *free, *last;
  i32 size, holds, found, before, failed, depth;
} Split;
typedef struct {
  u16 *set[ACTORS];
  i32 count[ACTORS];
} Slices;

/* The cells that are better than one to an actor after some of its edits. */
static void better_than(const Context *c, const Edits *e, const Set *x, i32 cell, u64 *better) {
  u64 equal[WORDS];
  for (i32 w = 0; w < c->words; w++) equal[w] = ~(u64)0, better[w] = 0;
  for (i32 k = 0; k < x->count; k++) {
    const u64 *row = row_in(e, x->want[k]);
    i32 met = has(row, cell);
    for (i32 w = 0; w < c->words; w++) {
      if (!met) better[w] |= equal[w] & row[w];
      equal[w] &= met ? row[w] : ~row[w];
    }
  }
}

/* Whether what opponents' moves make of a cell stays better than that which the actor left, under SMR after its own reply. */
static i32 is_left(Context *c, i32 actor, i32 cell, const u64 *better, i32 concept) {
  const u64 *reach = reach_of(c, actor, cell);
  for (i32 w = 0; w < c->words; w++)
    for (u64 worse = reach[w] & ~better[w]; worse; worse &= worse - 1) {
      i32 s = 64 * w + __builtin_ctzll(worse), replies = 0;
      for (i32 k = c->begin[actor][s]; concept == SMR && k < c->begin[actor][s + 1]; k++) replies |= has(better, c->to[actor][k]);
      if (!replies) return 0;
    }
  return 1;
}

/* Where an actor steps from a cell after some of its edits: bits, by the place of its moves. */
static u64 steps_after(Context *c, const Edits *e, const Set *x, i32 actor, i32 cell) {
  const i64 *code = item_of(c->program, CODES, 0, 0);
  const u16 *to = c->to[actor] + c->begin[actor][cell];
  u32 word[64], here = 0;
  u64 better = 0, lean;
  i32 many = c->begin[actor][cell + 1] - c->begin[actor][cell];
  for (i32 k = -1; k < many; k++) {
    u32 v = 0;
    for (i32 w = 0; w < x->count; w++) v = v << 1 | (u32)has(row_in(e, x->want[w]), k < 0 ? cell : to[k]);
    if (k < 0) here = v;
    else if (word[k] = v, v > here) better |= (u64)1 << k;
  }
  if (e->concept != NASH && better) {
    u64 row[WORDS];
    better_than(c, e, x, cell, row);
    for (i32 k = 0; k < many; k++)
      if (better >> k & 1 && !is_left(c, actor, to[k], row, e->concept)) better &= ~((u64)1 << k);
  }
  lean = better;
  for (i32 k = 0; k < many; k++)
    for (i32 j = 0; j < many && better >> k & 1; j++) {
      i64 own = code[to[k]] ^ code[cell], other = code[to[j]] ^ code[cell];
      if (better >> j & 1 && j != k && (other & own) == other && word[j] >= word[k]) lean &= ~((u64)1 << k);
    }
  return lean;
}

/* All unions of one set of each actor with exactly the edits that are left: each is a change that tells; the minimal ones count. */
static void united(const Context *c, Split *x, const Slices *s, i32 actor, i32 left, u64 a, u64 b, i32 actors) {
  if (!is_minimal(x->e, x->before, a, b)) return;
  if (actor == c->actors) {
    if (left) return;
    if (x->e->known == MINIMAL) {
      x->failed = 1;
      return;
    }
    x->e->minimal[x->e->known][0] = a, x->e->minimal[x->e->known++][1] = b, x->found |= actors;
    return;
  }
  for (i32 k = 0; k < s->count[actor] && !x->failed; k++) {
    const Set *set = x->scratch->set + s->set[actor][k];
    if (set->size <= left) united(c, x, s, actor + 1, left - set->size, a | set->edits[0], b | set->edits[1], set->size ? actors | 1 << actor : actors);
  }
}

static void split(Context *c, Split *x, const Slices *s, i32 at, i32 size, const u64 *visited, i32 arrived) {
  u64 masks[ACTORS][GROUPS], seen[WORDS];
  i32 groups[ACTORS], pick[ACTORS] = {0};
  u16 *keep = x->free, *way = x->scratch->way;
  u16 *members[ACTORS][GROUPS];
  i32 counts[ACTORS][GROUPS];
  if (at == size) {
    if (arrived != x->holds) united(c, x, s, 0, x->size, 0, 0, 0);
    return;
  }
  if (++x->depth > DEEP) x->failed = 1;
  i32 cell = way[at];
  for (i32 a = 0; a < c->actors && !x->failed; a++) {
    i32 many = 0;
    u16 *of = x->free;
    if (x->last - x->free < 2 * s->count[a]) {
      x->failed = 1;
      break;
    }
    x->free += s->count[a];
    for (i32 k = 0; k < s->count[a] && !x->failed; k++) {
      u64 mask = steps_after(c, x->e, x->scratch->set + s->set[a][k], a, cell);
      i32 g = 0;
      while (g < many && masks[a][g] != mask) g++;
      if (g == GROUPS) {
        x->failed = 1;
        break;
      }
      if (g == many) masks[a][many++] = mask, counts[a][g] = 0;
      of[k] = (u16)g, counts[a][g]++;
    }
    groups[a] = many;
    for (i32 g = 0; g < many; g++) members[a][g] = x->free, x->free += counts[a][g], counts[a][g] = 0;
    for (i32 k = 0; k < s->count[a] && !x->failed; k++) members[a][of[k]][counts[a][of[k]]++] = s->set[a][k];
  }
  while (!x->failed) { /* each choice of one group an actor */
    Slices next;
    i32 least = 0, still = 1, now = size, a;
    for (i32 w = 0; w < c->words; w++) seen[w] = visited[w];
    for (a = 0; a < c->actors; a++) {
      i32 smallest = x->size + 1, g = pick[a];
      u64 mask = masks[a][g];
      next.set[a] = members[a][g], next.count[a] = counts[a][g];
      for (i32 k = 0; k < next.count[a]; k++)
        if (x->scratch->set[next.set[a][k]].size < smallest) smallest = x->scratch->set[next.set[a][k]].size;
      least += smallest, still &= !mask;
      for (; mask; mask &= mask - 1) {
        i32 t = c->to[a][c->begin[a][cell] + __builtin_ctzll(mask)];
        if (!has(seen, t)) add(seen, t), way[now++] = (u16)t;
      }
    }
    if (least <= x->size) split(c, x, &next, at + 1, now, seen, arrived | (still && has(x->e->good, cell)));
    for (a = 0; a < c->actors && ++pick[a] == groups[a]; a++) pick[a] = 0;
    if (a == c->actors) break;
  }
  x->depth--, x->free = keep;
}

/* Every set of an actor's edits of limited size, with one edit a want; 0 where there are too many. */
static i32 list_sets(const Context *c, const Game *g, Split *x, Slices *s) {
  i32 sets = 0;
  for (i32 a = 0; a < c->actors; a++) {
    i32 low = 0, high, set[LARGEST + 1] = {0}, depth = 0, next, enter = 1;
    while (low < x->e->count && x->e->edit[low].actor != a) low++;
    for (high = low; high < x->e->count && x->e->edit[high].actor == a;) high++;
    s->set[a] = x->free, s->count[a] = 0, next = low;
    for (;;) {
      if (enter) {
        Set *own = x->scratch->set + sets;
        if (sets == SETS || x->free == x->last) return 0;
        own->edits[0] = own->edits[1] = 0, own->size = depth;
        for (i32 k = 0; k < depth; k++) own->edits[set[k] >> 6] |= (u64)1 << (set[k] & 63);
        own->count = arranged(g, x->e, set, depth, a, own->want);
        *x->free++ = (u16)sets++, s->count[a]++, enter = 0;
      }
      if (depth < x->size && next < high) {
        if (depth && x->e->edit[set[depth - 1]].line == x->e->edit[next].line) next++;
        else set[depth++] = next++, enter = 1;
        continue;
      }
      if (!depth) break;
      next = set[--depth] + 1;
    }
  }
  return 1;
}

static i32 taking_part_split(Context *c, const Game *g, Scratch *scratch, i32 size) {
  Split x = {0};
  Slices s;
  u64 visited[WORDS] = {0};
  Profile base = profile_of(c, g);
  for (i32 a = 0; a < c->actors; a++)
    for (i32 cell = 0; cell < c->cells; cell++)
      if (c->begin[a][cell + 1] - c->begin[a][cell] > 64) return BEYOND;
  x.scratch = scratch, x.e = &scratch->edits, x.size = size, x.before = x.e->known;
  x.free = scratch->places, x.last = scratch->places + PLACES;
  x.holds = comes(c, g, x.e, 0, 0, &base);
  if (!list_sets(c, g, &x, &s)) return BEYOND;
  i32 start = cell_of(c, g->start);
  add(visited, start), scratch->way[0] = (u16)start;
  split(c, &x, &s, 0, 1, visited, 0);
  if (x.failed) x.e->known = x.before;
  return x.failed ? BEYOND : x.found;
}

static i32 of_size(Context *c, const Game *g, Scratch *x, i32 size) {
  i32 found = size > 1 && x->edits.concept <= SMR ? taking_part_split(c, g, x, size) : BEYOND;
  return found == BEYOND ? taking_part(c, g, &x->edits, size) : found;
}

/* SINGLE_CHANGES: [actor, target]; MORE_RESPONSIBLE: [actor, than, target, most edits]. The lead concept decides. */
i32 judge_changes(Context *c, const i64 *check, const Game *g, void *scratch) {
  Scratch *x = scratch;
  u64 met[WORDS];
  i32 more = check[0] == MORE_RESPONSIBLE;
  const i64 *own = check + 3;
  truth(c, own[more ? 2 : 1], &g->values, met);
  x->edits.good = met, x->edits.concept = c->lead;
  if (!list_edits(c, g, &x->edits)) return BEYOND;
  if (!more) {
    Profile base = profile_of(c, g);
    if (comes(c, g, &x->edits, 0, 0, &base)) return FALSE;
    i32 took = taking_part(c, g, &x->edits, 1);
    return took < 0 ? took : took == 1 << own[0];
  }
  for (i32 size = 1; size <= own[3]; size++) {
    i32 took = of_size(c, g, x, size);
    if (took < 0) return took;
    i32 one = took >> own[0] & 1, other = took >> own[1] & 1;
    if (one || other) return one && !other;
  }
  return FALSE;
}
