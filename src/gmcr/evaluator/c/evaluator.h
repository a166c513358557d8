/* The evaluator: what checks come to in any game of a compiled assessment. Freestanding C11: no library, no floating point,
   no global state; the caller gives the memory. The program is described in docs/reference/program.md.

   A *cell* is a feasible state by its place among them, a *row* a bitset over cells, a *line* a want at its place in the
   author's order. What is known of rankings and roads is kept in the context, and shared by games and calls; when it is
   full, all of it is forgotten. */
#ifndef GMCR_EVALUATOR_H
#define GMCR_EVALUATOR_H

#include <stdint.h>

typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#if defined(_WIN32)
#define EXPORT __attribute__((dllexport, visibility("default")))
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* ---- limits, which are part of the format --------------------------------------------------------------------------- */
enum {
  CELLS = 4096, /* feasible states */
  WORDS = CELLS / 64,
  ACTORS = 8,
  BITS = 31,    /* options, and thresholds of those in degrees */
  OWN = 32,     /* wants of an actor */
  LINES = 256,  /* wants of all */
  DRIVERS = 64,
  MOVES = 1024, /* of an actor from a cell */
  DEPTH = 32,   /* of the stack on which a formula is evaluated */
  SWITCHES = 16, /* starts of a check */
  VARY = 4,     /* drivers that a check varies */
  TERMS = 62    /* of the ways out of a game, bits of one number */
};
#define MOST ((i64)1 << 53) /* of any number in a program */

/* ---- the program ---------------------------------------------------------------------------------------------------- */
#define MAGIC 0x434D5047
#define VERSION 1
enum {
  SIZES, CODES, MOVERS, NEEDS, ROWS, FORMS, COMPARISONS, FORMULAS, WANTS, ORDER, VALUES, OVERLAYS, READINGS, SETTINGS, CHECKS,
  SECTIONS
};
enum { OF_STATES, OF_ACTORS, OF_OPTIONS, OF_DRIVERS, OF_SCALE, OF_START, OF_LEAD, OF_SIZES }; /* what SIZES has */
enum { WHERE, COMPARED, AND, OR, NOT, XOR };                                                  /* operations of formulas */
enum { BELOW, AT_MOST, EQUAL, UNEQUAL, AT_LEAST, ABOVE };                                     /* comparisons with 0 */
enum { DROP, REWRITE, MOVE, SET, HAPPEN, COULD_BE, SWAP, TURN, NEGATE, ALONE, EDITS };        /* of overlays and of games */
enum {
  STABLE, CONTENT, OWN_VIEWS, OUTCOMES, PASSES, EVERYWHERE, PREFERS, LEVER, LEVER_EXACTLY, FORESIGHT, INDUCES, SINGLE_CHANGES,
  MORE_RESPONSIBLE, DEAL, KINDS
};
enum { NASH, GMR, SMR, SEQ, SYMSEQ, CONCEPTS };
enum { TRUE = 1, FALSE = 0, UNDEFINED = -1, INFEASIBLE = -3, RESTLESS = -4, BEYOND = -5 }; /* values of checks */
enum { UNFIT = -1, CRAMPED = -2 };                                    /* of answers: the request, or the room for it; else as values */
enum { OF_SETTING, OF_READING, OF_CONCEPT, FROM_STATE, IS_PASSING, OF_KINDS, AT_MOST_EDITS, ASKED }; /* of changes; the target follows */
enum { FINE, NOT_A_PROGRAM, OTHER_VERSION, CUT, DAMAGED, TOO_LARGE, NO_ROOM };              /* what loading comes to */

typedef struct {
  i16 actor, want, could_be;
  u8 dropped, against, against_otherwise, whole; /* the want, or its other branch, negated; as a whole: it has one branch */
} Line;
typedef struct {
  i64 at[DRIVERS], per; /* a driver is at / (per * scale) */
} Values;
typedef struct {
  Line line[LINES];
  u8 order[ACTORS][OWN];
  i32 count[ACTORS];
  Values values;
  i64 start;
} Game;

typedef struct {
  u32 hash;
  i32 actor, wants;
  u8 has_escape;
  u64 *key;                          /* the rows of its wants */
  u16 *rank, *escape, *worst, *least; /* of each cell; the best of its own moves; what is left after answers, and after replies */
} Ranking;
typedef struct {
  i32 of[ACTORS];
} Profile;
typedef struct {
  u32 hash;
  i32 start, concept, bound, used; /* bound: the actor that has no moves, or -1 */
  Profile profile;
  u64 *reached, *outcomes;
} Road;

/* Where the numbers of an answer are written. */
typedef struct {
  i64 *to, used, room;
} Sheet;
static inline i64 put(Sheet *s, i64 number) { /* the place at which it is written; what has no room is only counted */
  if (s->used < s->room) s->to[s->used] = number;
  return s->used++;
}
static inline void put_at(Sheet *s, i64 place, i64 number) {
  if (place < s->room) s->to[place] = number;
}

typedef struct {
  const i64 *program;
  i32 cells, words, actors, bits, lines, drivers, settings, readings, checks, lead;
  i64 scale;
  u8 *memory, *end;
  i32 short_of, beyond; /* memory; a number that is too large, or more points than are held */
  i64 forgotten;
  i32 low[ACTORS], high[ACTORS], *begin[ACTORS]; /* moves: those from a cell are begin[cell] to begin[cell + 1] */
  u16 *to[ACTORS];
  u64 *reach; /* by opponents' moves, actor by actor */
  u8 *reach_known;
  Ranking *rankings;
  i32 rankings_used, rankings_most, *slots, slots_most;
  Road *roads;
  i32 roads_used, roads_most;
  Profile memo_of; /* what an actor can count on in one profile, with one actor bound; 0: not known */
  i32 memo_bound;
  u16 *memo[4];
  u64 *seen;
  u16 *stack;
  Game own; /* the author's */
  i64 set[3 * DRIVERS]; /* drivers set by hand, as edits */
  i32 set_size;
} Context;

/* ---- small things --------------------------------------------------------------------------------------------------- */
static inline const i64 *section_of(const i64 *program, i32 section) { return program + program[3 + section]; }
static inline i32 count_of(const i64 *program, i32 section) { return (i32)section_of(program, section)[0]; }
static inline const i64 *item_of(const i64 *program, i32 section, i64 number, i32 *length) {
  const i64 *s = section_of(program, section);
  if (length) *length = (i32)(s[2 + number] - s[1 + number]);
  return s + 1 + s[0] + 1 + s[1 + number];
}
static inline const u64 *row_of(const Context *c, i64 number) {
  return (const u64 *)(const void *)item_of(c->program, ROWS, number, 0);
}
static inline i32 has(const u64 *row, i32 cell) { return (i32)(row[cell >> 6] >> (cell & 63) & 1); }
static inline void add(u64 *row, i32 cell) { row[cell >> 6] |= (u64)1 << (cell & 63); }
static inline void clear(void *to, u64 bytes) {
  u8 *a = to;
  for (u64 k = 0; k < bytes; k++) a[k] = 0;
}
static inline void copy(void *to, const void *from, u64 bytes) {
  u8 *a = to;
  const u8 *b = from;
  for (u64 k = 0; k < bytes; k++) a[k] = b[k];
}
/* a * b, a + b; where that has no room in 62 bits, the context notes it, and the result, 1, counts for nothing. */
static inline i64 times(Context *c, i64 a, i64 b) {
  if (a > -MOST && a < MOST && b > -512 && b < 512) return a * b;
  u64 x = a < 0 ? 0 - (u64)a : (u64)a, y = b < 0 ? 0 - (u64)b : (u64)b;
  if (x && y > ((u64)1 << 62) / x) return c->beyond = 1;
  return a * b;
}
static inline i64 plus(Context *c, i64 a, i64 b) {
  i64 sum = (i64)((u64)a + (u64)b), most = (i64)1 << 62;
  if (sum > most || sum < -most) return c->beyond = 1;
  return sum;
}

/* How a formula stands among the cells of a row. */
typedef struct {
  i32 any, none, some, every;
} Among;
Among among(const Context *c, const u64 *cells, const u64 *met);

i32 loaded(const i64 *program, i64 size);                            /* program.c */
i32 edits_fit(const i64 *program, const i64 *edits, i64 size);
extern const i8 edit_sizes[EDITS];                                   /* of each kind, itself included */
i32 cell_of(const Context *c, i64 code);                             /* -1: infeasible */
void truth(Context *c, i64 formula, const Values *values, u64 *met); /* formulas.c */
void where_met(Context *c, const Line *line, const Values *values, u64 *met);
void where_otherwise(Context *c, const Line *line, const Values *values, u64 *met);
i64 form_at(Context *c, i64 form, const Values *values);
void edit(Context *c, Game *game, const i64 *edits, i32 size);       /* games.c */
void edit_line(Context *c, const Game *game, Line *line, i64 kind);
void begin_own(Context *c);
void game_in(Context *c, i64 setting, i32 reading, Game *game);
void put_game(Context *c, const Game *game, Sheet *sheet);
void forget(Context *c);                                             /* rankings.c */
i32 is_full(const Context *c);
i32 ranking(Context *c, i32 actor, i32 wants, const u64 *const *rows);
Profile profile_of(Context *c, const Game *game);
i32 is_content(Context *c, const Profile *profile, i32 cell, i32 actor, i32 concept); /* roads.c */
const Road *roads(Context *c, const Profile *profile, i32 start, i32 concept, i32 bound);
const u64 *reach_of(Context *c, i32 actor, i32 cell);
i32 foresees(Context *c, const Profile *profile, i32 start, const u64 *met);
const u16 *escape_of(Context *c, Ranking *ranking);
i32 steps(Context *c, const Profile *profile, i32 cell, i32 actor, i32 concept, i32 bound, u16 *to);
Among replies(Context *c, const Profile *profile, i32 actor, i32 cell, const u64 *met);
u64 scratch_bytes(void);                                             /* checks.c */
/* The game in the scratch, which several checks in a row may share: its setting (-1: none is there) and reading, its profile,
   and how often all had been forgotten when that was made (-1: it is not made). */
typedef struct {
  i64 setting, since;
  i32 reading;
  Profile profile;
} Judged;
void judge(Context *c, const i64 *check, i32 reading, const i64 *edits, i32 size, void *scratch, Judged *judged, i8 *values);
void judge_everywhere(Context *c, const i64 *check, const Game *game, void *scratch, i8 *values); /* points.c */
u64 points_bytes(void);
i32 judge_changes(Context *c, const i64 *check, const Game *game, void *scratch);                 /* changes.c */
u64 changes_bytes(void);
i32 changes_fit(const Context *c, const i64 *asked, i64 size);
i32 put_changes(Context *c, const i64 *asked, void *scratch, Sheet *sheet);
i32 induces(Context *c, const i64 *check, const Game *game, const Profile *profile, i32 concept); /* inducement.c */
i32 lever_works(Context *c, const Profile *profile, const i64 *lever, i64 start, const u64 *met);
u64 deals_bytes(void);                                               /* deals.c */
i32 judge_deals(Context *c, const i64 *check, const Game *game, const Profile *profile, i32 concept, void *scratch);
i32 put_deals(Context *c, i64 setting, i32 reading, i32 concept, void *scratch, Sheet *sheet);
u64 ways_bytes(void);                                                /* ways.c */
i32 put_ways(Context *c, i64 setting, i32 reading, i32 concept, const i64 *terms, i32 count, void *scratch, Sheet *sheet);

#endif
