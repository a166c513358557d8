// The deals that are open where nobody moves, in one line: as `questions/deal/line.py`, from the same templates.
import { capital, joined, told, type Shown } from "../shown";
import type { DealOut } from "./answers";
import { allOf, number, outOf } from "./english";
import type { Labels } from "./verdicts";
import { has, type ActWords } from "./words";

const FATES = ["kept", "overtaken", "broken", "round"];
/** The largest number of readings in which it is counted whether a deal is open. */
const READINGS = 1024;

/** *deals*: those from the start; *column*: how far actors look, among the concepts of the file; *open*: in which readings one is. */
export function dealLine(acts: ActWords, { sentences, concepts }: Labels, deals: readonly DealOut[], column: number, open: readonly boolean[] | null): Shown {
  const said = sentences.said.bind(sentences), counts = open !== null && open.length > 1 && open.length <= READINGS, [first] = deals;
  const readings = counts ? readingsOf(open) : told``;
  if (!first) return said("screen.deal.none", { elsewhere: counts && open.includes(true) ? said("screen.deal.elsewhere", { readings }) : told`` });
  const looking = concepts[column]!.alone, { breach, fate } = first;
  const move = breach ? acts.move(breach.actor, breach.before, breach.after) : told``;
  const slots = {
    acts: actsOf(acts, first), fate: said(`screen.deal.${FATES[fate]!}`, { looking, move }),
    counted: counts ? said("screen.deal.counted", { readings }) : told``,
  };
  return deals.length === 1 ? said("screen.deal.one", slots) : said("screen.deal.several", { many: capital(number(deals.length)), ...slots });
}

/** What each does. */
function actsOf(acts: ActWords, { participants, state, target }: DealOut): Shown {
  const parts = participants.map((actor) => {
    const own = acts.head.acts.reduce((after, [whose], bit) => (whose === actor && has(state ^ target, bit) ? after ^ (1 << bit) : after), state);
    return acts.move(actor, state, own);
  });
  return told`${joined(parts.slice(0, -1), ", ")}, and ${parts.at(-1)!}`;
}

function readingsOf(open: readonly boolean[]): Shown {
  const some = open.filter(Boolean).length;
  return some === open.length ? allOf(some, "reading") : outOf(some, open.length, "reading");
}
