/* Minimal changes of wants: sets of edits after which the target comes about, or no longer does, as no smaller part of them
   has it. An edit drops a want, makes it what it could be, exchanges it with the next one below, turns it round, or reverses
   it. One search serves two readers: checks ask which actors take part, and `put_changes` writes the sets. */
#include "evaluator.h"

enum { SINGLE = 128, MINIMAL = 4096, LARGEST = 3, SETS = 16384, GROUPS = 1 << 14, PLACES = 1 << 20, DEEP = 256, OTHER = 1 << 8 };
enum { COLUMNS = 128, LABELS = 64 }; /* cells in which it is kept where edit sets lead, and different steps from one */
enum { FORMS_OF_A_WANT = 4, WORK = 1 << 25 }; /* WORK: cells of games that are walked one by one, of all together */
enum { OF_CHECKS = 1 << DROP | 1 << COULD_BE | 1 << SWAP, OF_CHANGES = OF_CHECKS | 1 << TURN | 1 << NEGATE };
static const u8 offered[] = {DROP, COULD_BE, SWAP, TURN, NEGATE};
static const u8 form_after[EDITS] = {[COULD_BE] = 1, [TURN] = 2, [NEGATE] = 3}; /* 0: the want as it is */

typedef struct {
  i16 line;
  u8 kind, actor;
} Edit;
typedef struct {
  i32 count, known, holds; /* edits; minimal changes that are known; whether the target comes about without any */
  i32 start, concept, passing; /* passing: roads only have to pass the target */
  i64 left;                    /* of WORK */
  const u64 *good;
  Edit edit[SINGLE];
  u8 forms[LINES]; /* of each want, which forms it can have: bits */
  u64 rows[FORMS_OF_A_WANT][LINES][WORDS];
  u64 minimal[MINIMAL][2];
} Edits;
typedef struct { /* one actor's edits, and its wants in order after them: lines, + OTHER * form */
  u64 edits[2];
  i32 size, count;
  u16 want[OWN];
} Set;
typedef struct { /* sets of an actor that lead to the same steps from a cell, and the fewest edits in one */
  u64 steps;
  u16 *set;
  i32 count, least;
} Group;
typedef struct { /* a cell; where each set steps from it, by the place of its steps among different ones, from 1; 0: not known */
  i32 cell;
  u8 labels[ACTORS], label[SETS];
  u64 steps[ACTORS][LABELS];
  u8 here[FORMS_OF_A_WANT][LINES]; /* whether a want is met in the cell, and to which moves of its actor: bits */
  u64 there[FORMS_OF_A_WANT][LINES];
} Column;
typedef struct {
  Edits edits;
  Set set[SETS];
  u16 places[PLACES];
  Group group[GROUPS];
  u16 way[CELLS];
  u8 column[CELLS]; /* of a cell, from 1; 0: it has none */
  Column columns[COLUMNS];
  Game game;
} Scratch;

u64 changes_bytes(void) { return sizeof(Scratch); }

/* Every edit of a game of some kinds (bits); 0 where there are more than are held here. */
static i32 list_edits(Context *c, const Game *g, Edits *e, i64 kinds) {
  e->count = e->known = 0;
  clear(e->forms, sizeof e->forms);
  for (i32 a = 0; a < c->actors; a++) {
    i32 last = -1;
    for (i32 k = 0; k < g->count[a]; k++)
      if (!g->line[g->order[a][k]].dropped) last = k;
    for (i32 k = 0; k <= last; k++) {
      i32 l = g->order[a][k];
      const Line *line = g->line + l;
      if (line->dropped) continue;
      where_met(c, line, &g->values, e->rows[0][l]), e->forms[l] = 1;
      for (u64 j = 0; j < sizeof offered; j++) {
        i32 kind = offered[j], form = form_after[kind];
        if (!(kinds >> kind & 1) || (kind == COULD_BE && line->could_be < 0) || (kind == SWAP && k == last)) continue;
        if (e->count == SINGLE) return 0;
        Line other = *line;
        if (form) edit_line(c, g, &other, kind), where_met(c, &other, &g->values, e->rows[form][l]), e->forms[l] |= (u8)(1 << form);
        e->edit[e->count++] = (Edit){(i16)l, (u8)kind, (u8)a};
      }
    }
  }
  return 1;
}

/* One actor's wants after those edits of a set that are its own, and how many; exchanges go from the last want to the first. */
static i32 arranged(const Game *g, const Edits *e, const i32 *set, i32 n, i32 actor, u16 *want) {
  i32 wants = 0;
  for (i32 m = 0; m < g->count[actor]; m++) {
    i32 l = g->order[actor][m], gone = g->line[l].dropped, form = 0;
    for (i32 j = 0; j < n; j++) {
      if (e->edit[set[j]].line != l) continue;
      gone |= e->edit[set[j]].kind == DROP, form = form_after[e->edit[set[j]].kind];
    }
    if (!gone) want[wants++] = (u16)(l + form * OTHER);
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
static const u64 *row_in(const Edits *e, u16 want) { return e->rows[want / OTHER][want % OTHER]; }

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
  const Road *way = roads(c, &p, e->start, e->concept, -1);
  return among(c, e->passing ? way->reached : way->outcomes, e->good).some;
}

static i32 is_minimal(const Edits *e, i32 before, u64 a, u64 b) {
  for (i32 k = 0; k < before; k++)
    if (!(e->minimal[k][0] & ~a) && !(e->minimal[k][1] & ~b)) return 0;
  return 1;
}

/* Find the minimal changes of exactly so many edits, smaller ones being known, by trying all sets in order, with one edit a
   want; FINE, or BEYOND. */
static i32 try_all(Context *c, const Game *g, Edits *e, i32 size) {
  i32 set[LARGEST + 1] = {0}, depth = 0, next = 0, before = e->known;
  Profile base = profile_of(c, g);
  for (;;) {
    if (depth < size && next < e->count) {
      if (depth && e->edit[set[depth - 1]].line == e->edit[next].line) next++;
      else set[depth++] = next++;
      continue;
    }
    if (depth == size) {
      u64 mask[2] = {0, 0};
      for (i32 k = 0; k < size; k++) mask[set[k] >> 6] |= (u64)1 << (set[k] & 63);
      if (is_minimal(e, before, mask[0], mask[1])) {
        if ((e->left -= c->cells) < 0) return BEYOND;
        if (is_full(c)) forget(c), base = profile_of(c, g);
        if (comes(c, g, e, set, size, &base) != e->holds) {
          if (e->known == MINIMAL) return BEYOND;
          e->minimal[e->known][0] = mask[0], e->minimal[e->known][1] = mask[1], e->known++;
        }
      }
    }
    if (!depth) return FINE;
    next = set[--depth] + 1;
  }
}

/* ---- under Nash, GMR and SMR, where steps are an actor's own --------------------------------------------------------- */
/* Each actor's edit sets are split only by where it steps in cells that are really reached, so that sets which lead the same
   way are walked once. */
typedef struct {
  Scratch *scratch;
  const Game *game;
  Edits *e;
  u16 *free, *last; /* places */
  i32 size, before, failed, depth, sets, columns, groups;
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
static u64 steps_after(Context *c, const Edits *e, const Set *x, i32 actor, const Column *column) {
  const i64 *code = item_of(c->program, CODES, 0, 0);
  i32 cell = column->cell, many = c->begin[actor][cell + 1] - c->begin[actor][cell];
  const u16 *to = c->to[actor] + c->begin[actor][cell];
  u64 better = 0, equal = many == 64 ? ~(u64)0 : ((u64)1 << many) - 1, lean, left;
  u32 word[64];
  for (i32 w = 0; w < x->count; w++) {
    u64 met = column->there[x->want[w] / OTHER][x->want[w] % OTHER];
    if (column->here[x->want[w] / OTHER][x->want[w] % OTHER]) equal &= met;
    else better |= equal & met, equal &= ~met;
  }
  if (e->concept != NASH && better) {
    u64 row[WORDS];
    better_than(c, e, x, cell, row);
    for (left = better; left; left &= left - 1)
      if (!is_left(c, actor, to[__builtin_ctzll(left)], row, e->concept)) better &= ~(left & (~left + 1));
  }
  if (!(better & (better - 1))) return better;
  for (left = better; left; left &= left - 1) {
    i32 k = __builtin_ctzll(left);
    word[k] = 0;
    for (i32 w = 0; w < x->count; w++) word[k] = word[k] << 1 | (u32)(column->there[x->want[w] / OTHER][x->want[w] % OTHER] >> k & 1);
  }
  lean = better;
  for (left = better; left; left &= left - 1)
    for (u64 others = better; others; others &= others - 1) {
      i32 k = __builtin_ctzll(left), j = __builtin_ctzll(others);
      i64 own = code[to[k]] ^ code[cell], other = code[to[j]] ^ code[cell];
      if (j != k && (other & own) == other && word[j] >= word[k]) lean &= ~((u64)1 << k);
    }
  return lean;
}

/* All unions of one set of each actor with exactly the edits that are left: each is a change that tells; the minimal ones count. */
static void united(const Context *c, Split *x, const Slices *s, i32 actor, i32 left, u64 a, u64 b) {
  if (!is_minimal(x->e, x->before, a, b)) return;
  if (actor == c->actors) {
    if (left) return;
    if (x->e->known == MINIMAL) {
      x->failed = 1;
      return;
    }
    x->e->minimal[x->e->known][0] = a, x->e->minimal[x->e->known++][1] = b;
    return;
  }
  for (i32 k = 0; k < s->count[actor] && !x->failed; k++) {
    const Set *set = x->scratch->set + s->set[actor][k];
    if (set->size <= left) united(c, x, s, actor + 1, left - set->size, a | set->edits[0], b | set->edits[1]);
  }
}

/* The column of a cell, in place of the oldest where there is no room. */
static Column *column_of(const Context *c, Split *x, i32 cell) {
  Scratch *s = x->scratch;
  if (s->column[cell]) return s->columns + s->column[cell] - 1;
  i32 place = x->columns++ % COLUMNS;
  Column *fresh = s->columns + place;
  if (x->columns > COLUMNS) s->column[fresh->cell] = 0;
  s->column[cell] = (u8)(place + 1), fresh->cell = cell;
  clear(fresh->labels, sizeof fresh->labels), clear(fresh->label, (u64)x->sets);
  for (i32 l = 0; l < c->lines; l++)
    for (i32 form = 0, a = x->game->line[l].actor; form < FORMS_OF_A_WANT; form++) {
      if (!(x->e->forms[l] >> form & 1)) continue;
      const u64 *row = x->e->rows[form][l];
      u64 there = 0;
      for (i32 k = c->begin[a][cell + 1]; k-- > c->begin[a][cell];) there = there << 1 | (u64)has(row, c->to[a][k]);
      fresh->here[form][l] = (u8)has(row, cell), fresh->there[form][l] = there;
    }
  return fresh;
}

/* As `steps_after`, which the column keeps. */
static u64 steps_of(Context *c, const Split *x, Column *column, i32 set, i32 actor) {
  u64 *known = column->steps[actor];
  if (column->label[set]) return known[column->label[set] - 1];
  u64 steps = steps_after(c, x->e, x->scratch->set + set, actor, column);
  i32 k = 0;
  while (k < column->labels[actor] && known[k] != steps) k++;
  if (k == LABELS) return steps;
  if (k == column->labels[actor]) known[column->labels[actor]++] = steps;
  column->label[set] = (u8)(k + 1);
  return steps;
}

/* An actor's sets by where they step from a cell; how many groups. */
static i32 grouped(Context *c, Split *x, const Slices *s, i32 actor, i32 cell) {
  Column *column = column_of(c, x, cell);
  Group *groups = x->scratch->group + x->groups;
  i32 many = 0, count = s->count[actor];
  u16 *of = x->free;
  if (x->last - x->free < 2 * count) {
    x->failed = 1;
    return 0;
  }
  x->free += count;
  for (i32 k = 0; k < count; k++) {
    i32 set = s->set[actor][k], size = x->scratch->set[set].size, g = 0;
    u64 steps = steps_of(c, x, column, set, actor);
    while (g < many && groups[g].steps != steps) g++;
    if (x->groups + g == GROUPS) {
      x->failed = 1;
      return 0;
    }
    if (g == many) groups[many++] = (Group){steps, 0, 0, size};
    if (size < groups[g].least) groups[g].least = size;
    of[k] = (u16)g, groups[g].count++;
  }
  for (i32 g = 0; g < many; g++) groups[g].set = x->free, x->free += groups[g].count, groups[g].count = 0;
  for (i32 k = 0; k < count; k++) groups[of[k]].set[groups[of[k]].count++] = s->set[actor][k];
  return many;
}

static void split(Context *c, Split *x, const Slices *s, i32 at, i32 size, const u64 *visited, i32 arrived) {
  Group *groups[ACTORS];
  u64 seen[WORDS];
  i32 many[ACTORS], pick[ACTORS] = {0}, before = x->groups;
  u16 *keep = x->free, *way = x->scratch->way;
  if (arrived || at == size) { /* nothing further along the road undoes what came about */
    if (arrived != x->e->holds) united(c, x, s, 0, x->size, 0, 0);
    return;
  }
  if (++x->depth > DEEP) x->failed = 1;
  i32 cell = way[at];
  for (i32 a = 0; a < c->actors && !x->failed; a++) {
    groups[a] = x->scratch->group + x->groups;
    x->groups += many[a] = grouped(c, x, s, a, cell);
  }
  while (!x->failed) { /* each choice of one group an actor, but for those with too many edits */
    Slices next;
    i32 least = 0, still = 1, now = size, a = c->actors;
    while (a && least <= x->size) a--, least += groups[a][pick[a]].least;
    if (least <= x->size) {
      for (i32 w = 0; w < c->words; w++) seen[w] = visited[w];
      for (i32 k = 0; k < c->actors; k++) {
        const Group *own = groups[k] + pick[k];
        next.set[k] = own->set, next.count[k] = own->count, still &= !own->steps;
        for (u64 left = own->steps; left; left &= left - 1) {
          i32 t = c->to[k][c->begin[k][cell] + __builtin_ctzll(left)];
          if (!has(seen, t)) add(seen, t), way[now++] = (u16)t;
        }
      }
      split(c, x, &next, at + 1, now, seen, (still || x->e->passing) && has(x->e->good, cell));
    }
    for (; a < c->actors && ++pick[a] == many[a]; a++) pick[a] = 0;
    if (a == c->actors) break;
  }
  x->depth--, x->free = keep, x->groups = before;
}

/* Every set of an actor's edits of limited size, with one edit a want and no minimal change in it; 0 where there are too many. */
static i32 list_sets(const Context *c, const Game *g, Split *x, Slices *s) {
  for (i32 a = 0; a < c->actors; a++) {
    i32 low = 0, high, set[LARGEST + 1] = {0}, depth = 0, next, enter = 1;
    while (low < x->e->count && x->e->edit[low].actor != a) low++;
    for (high = low; high < x->e->count && x->e->edit[high].actor == a;) high++;
    s->set[a] = x->free, s->count[a] = 0, next = low;
    for (;;) {
      if (enter) {
        Set *own = x->scratch->set + x->sets;
        if (x->sets == SETS || x->free == x->last) return 0;
        own->edits[0] = own->edits[1] = 0, own->size = depth;
        for (i32 k = 0; k < depth; k++) own->edits[set[k] >> 6] |= (u64)1 << (set[k] & 63);
        own->count = arranged(g, x->e, set, depth, a, own->want);
        if (is_minimal(x->e, x->before, own->edits[0], own->edits[1])) *x->free++ = (u16)x->sets++, s->count[a]++;
        enter = 0;
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

/* The same as `try_all`; BEYOND where more is asked than is held here. */
static i32 try_split(Context *c, const Game *g, Scratch *scratch, i32 size) {
  Split x = {0};
  Slices s;
  u64 visited[WORDS] = {0};
  for (i32 a = 0; a < c->actors; a++)
    for (i32 cell = 0; cell < c->cells; cell++)
      if (c->begin[a][cell + 1] - c->begin[a][cell] > 64) return BEYOND;
  x.scratch = scratch, x.game = g, x.e = &scratch->edits, x.size = size, x.before = x.e->known;
  x.free = scratch->places, x.last = scratch->places + PLACES;
  if (!list_sets(c, g, &x, &s)) return BEYOND;
  clear(scratch->column, (u64)c->cells);
  add(visited, x.e->start), scratch->way[0] = (u16)x.e->start;
  split(c, &x, &s, 0, 1, visited, 0);
  if (x.failed) x.e->known = x.before;
  return x.failed ? BEYOND : FINE;
}

/* ---- the search and its readers ----------------------------------------------------------------------------------------- */
/* Before any size: the edits of some kinds, and whether the target comes about; FINE, or BEYOND. */
static i32 begin(Context *c, const Game *g, Edits *e, i64 kinds) {
  if (!list_edits(c, g, e, kinds)) return BEYOND;
  Profile base = profile_of(c, g);
  e->holds = comes(c, g, e, 0, 0, &base);
  return FINE;
}

/* Find the minimal changes of exactly so many edits, smaller ones being known; FINE, or BEYOND. */
static i32 of_size(Context *c, const Game *g, Scratch *x, i32 size) {
  i32 state = size > 1 && x->edits.concept <= SMR ? try_split(c, g, x, size) : BEYOND;
  return state == BEYOND ? try_all(c, g, &x->edits, size) : state;
}

/* Actors (bits) that take part in minimal changes, from one of them on. */
static i32 taking_part(const Edits *e, i32 from) {
  i32 actors = 0;
  for (i32 k = from; k < e->known; k++)
    for (i32 w = 0; w < 2; w++)
      for (u64 left = e->minimal[k][w]; left; left &= left - 1) actors |= 1 << e->edit[64 * w + __builtin_ctzll(left)].actor;
  return actors;
}

/* SINGLE_CHANGES: [actor, target]; MORE_RESPONSIBLE: [actor, than, target, most edits]. The lead concept decides. */
i32 judge_changes(Context *c, const i64 *check, const Game *g, void *scratch) {
  Scratch *x = scratch;
  Edits *e = &x->edits;
  u64 met[WORDS];
  i32 more = check[0] == MORE_RESPONSIBLE;
  const i64 *own = check + 3;
  truth(c, own[more ? 2 : 1], &g->values, met);
  e->good = met, e->start = cell_of(c, g->start), e->concept = c->lead, e->passing = 0, e->left = MOST;
  if (begin(c, g, e, OF_CHECKS)) return BEYOND;
  if (!more) {
    if (e->holds) return FALSE;
    return of_size(c, g, x, 1) ? BEYOND : taking_part(e, 0) == 1 << own[0];
  }
  for (i32 size = 1; size <= own[3]; size++) {
    i32 before = e->known;
    if (of_size(c, g, x, size)) return BEYOND;
    i32 took = taking_part(e, before), one = took >> own[0] & 1, other = took >> own[1] & 1;
    if (one || other) return one && !other;
  }
  return FALSE;
}

/* Sort minimal changes of one size, from one of them on: of two, that which has the first edit in which they differ. */
static void sort(Edits *e, i32 from) {
  for (i32 k = from + 1; k < e->known; k++)
    for (i32 j = k; j > from; j--) {
      u64 *one = e->minimal[j - 1], *other = e->minimal[j];
      i32 w = one[0] == other[0];
      u64 differ = one[w] ^ other[w], first = differ & (~differ + 1);
      if (one[w] & first) break;
      for (w = 0; w < 2; w++) differ = one[w], one[w] = other[w], other[w] = differ;
    }
}

/* What `put_changes` is asked, and the row of the target. */
i32 changes_fit(const Context *c, const i64 *x, i64 size) {
  return size == ASKED + c->words && x[OF_CONCEPT] >= 0 && x[OF_CONCEPT] < CONCEPTS && (x[IS_PASSING] | 1) == 1 &&
         !(x[OF_KINDS] & ~(i64)OF_CHANGES) && x[AT_MOST_EDITS] >= 0;
}

/* [whether the target comes about, how many minimal changes of at most so many edits, each: how many edits, kind, want …], in
   the order of the game, smaller ones first. FINE, INFEASIBLE, or BEYOND. */
i32 put_changes(Context *c, const i64 *asked, void *scratch, Sheet *s) {
  Scratch *x = scratch;
  Edits *e = &x->edits;
  game_in(c, asked[OF_SETTING], (i32)asked[OF_READING], &x->game);
  e->good = (const u64 *)(const void *)(asked + ASKED), e->start = cell_of(c, asked[FROM_STATE]), e->left = WORK;
  e->concept = (i32)asked[OF_CONCEPT], e->passing = (i32)asked[IS_PASSING];
  if (e->start < 0 || cell_of(c, x->game.start) < 0) return INFEASIBLE;
  if (asked[AT_MOST_EDITS] > LARGEST || begin(c, &x->game, e, asked[OF_KINDS])) return BEYOND;
  for (i32 size = 1; size <= asked[AT_MOST_EDITS]; size++) {
    i32 before = e->known;
    if (of_size(c, &x->game, x, size)) return BEYOND;
    sort(e, before);
  }
  put(s, e->holds), put(s, e->known);
  for (i32 k = 0; k < e->known; k++) {
    i64 length = put(s, 0), many = 0;
    for (i32 w = 0; w < 2; w++)
      for (u64 left = e->minimal[k][w]; left; left &= left - 1, many++) {
        const Edit *one = e->edit + 64 * w + __builtin_ctzll(left);
        put(s, one->kind), put(s, one->line);
      }
    put_at(s, length, many);
  }
  return FINE;
}
