/* The checks, one after another, in one game. */
#include "evaluator.h"

static i32 switched(const Context *c, i64 start, const i64 *by) { return cell_of(c, (start | by[0]) & ~by[1]); }

/* [actor, formula, never, on, off]: whether the switch moves the actor. */
i32 lever_works(Context *c, const Profile *p, const i64 *x, i64 start, const u64 *met) {
  i32 here = cell_of(c, start), on = switched(c, start, x + 3);
  if (on < 0) return INFEASIBLE;
  Among with = replies(c, p, (i32)x[0], on, met);
  if (x[2]) return with.none;
  return on != here && with.every && !replies(c, p, (i32)x[0], here, met).every;
}

static i32 judge_game(Context *c, const i64 *check, const Game *g, const Profile *p, i32 concept, void *more) {
  u64 met[WORDS];
  const i64 *x = check + 3;
  i32 start = cell_of(c, g->start), from;
  switch (check[0]) {
  case STABLE:
    for (i32 a = 0; a < c->actors; a++)
      if (!is_content(c, p, start, a, concept)) return FALSE;
    return TRUE;
  case CONTENT: return is_content(c, p, start, (i32)x[0], concept);
  case OUTCOMES: {
    truth(c, x[1], &g->values, met);
    if ((from = switched(c, g->start, x + 2)) < 0) return INFEASIBLE;
    Among a = among(c, roads(c, p, from, concept, -1)->outcomes, met);
    return !a.any ? RESTLESS : x[0] == 0 ? a.every : x[0] == 1 ? a.some : a.none;
  }
  case PASSES:
    truth(c, x[1], &g->values, met);
    if ((from = switched(c, g->start, x + 2)) < 0) return INFEASIBLE;
    return among(c, roads(c, p, from, concept, -1)->reached, met).some != x[0];
  case PREFERS: {
    const u16 *rank = c->rankings[p->of[x[0]]].rank;
    i32 one = switched(c, g->start, x + 1), other = switched(c, g->start, x + 3);
    return one < 0 || other < 0 ? INFEASIBLE : rank[one] > rank[other];
  }
  case LEVER: truth(c, x[1], &g->values, met); return lever_works(c, p, x, g->start, met);
  case FORESIGHT: truth(c, x[0], &g->values, met); return foresees(c, p, start, met) != x[1];
  case INDUCES: return induces(c, x, g, p, concept);
  case DEAL: return judge_deals(c, x, g, p, concept, more);
  default: return BEYOND;
  }
}

/* Whether the start is stable for each actor in the game that it sees. */
static void judge_own_views(Context *c, const i64 *check, i32 reading, const i64 *edits, i32 size, Game *seen, i8 *values) {
  for (i32 q = 0; q < CONCEPTS; q++) values[q] = TRUE;
  for (i32 a = 0; a < c->actors; a++) {
    game_in(c, check[3 + a], reading, seen);
    edit(c, seen, edits, size);
    i32 start = cell_of(c, seen->start);
    Profile p = profile_of(c, seen);
    for (i32 q = 0; q < CONCEPTS; q++) {
      if (start < 0) values[q] = INFEASIBLE;
      else if (values[q] == TRUE) values[q] = (i8)is_content(c, &p, start, a, q);
    }
  }
}

typedef struct {
  Game game;
  u64 more; /* of checks with more to remember */
} Scratch;

u64 scratch_bytes(void) {
  u64 most = sizeof(Game), others[4] = {points_bytes(), changes_bytes(), ways_bytes(), deals_bytes()};
  for (i32 k = 0; k < 4; k++) most = others[k] > most ? others[k] : most;
  return sizeof(Scratch) + most;
}

/* A check's values under all concepts, in a reading after some edits. */
void judge(Context *c, const i64 *check, i32 reading, const i64 *edits, i32 size, void *scratch, Judged *judged, i8 *values) {
  Scratch *x = scratch;
  Game *g = &x->game;
  void *more = &x->more;
  c->beyond = 0;
  if (size || judged->setting != check[1] || judged->reading != reading) {
    game_in(c, check[1], reading, g);
    edit(c, g, edits, size);
    judged->setting = size ? -1 : check[1], judged->reading = reading, judged->since = -1;
  }
  if (cell_of(c, g->start) < 0) {
    for (i32 q = 0; q < CONCEPTS; q++) values[q] = INFEASIBLE;
  } else if (check[0] == EVERYWHERE || check[0] == LEVER_EXACTLY) {
    judge_everywhere(c, check, g, more, values);
  } else if (check[0] == OWN_VIEWS) {
    judge_own_views(c, check, reading, edits, size, more, values);
  } else if (check[0] == SINGLE_CHANGES || check[0] == MORE_RESPONSIBLE) {
    i8 value = (i8)judge_changes(c, check, g, more);
    for (i32 q = 0; q < CONCEPTS; q++) values[q] = value;
  } else {
    Profile *p = &judged->profile;
    for (i32 q = 0; q < CONCEPTS; q++) {
      if (q && check[2]) {
        values[q] = values[0];
        continue;
      }
      if (is_full(c)) forget(c);
      if (judged->since != c->forgotten) *p = profile_of(c, g), judged->since = c->forgotten;
      values[q] = (i8)judge_game(c, check, g, p, q, more);
    }
  }
  if (c->beyond) judged->setting = -1; /* the game itself may be beyond */
  for (i32 q = 0; q < CONCEPTS && c->beyond; q++) values[q] = BEYOND;
}
