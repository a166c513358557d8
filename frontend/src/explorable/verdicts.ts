// Answers and claims in words, from the values of their cells alone: as `questions/answers/text.py`, `questions/check/verdicts.py`
// and `questions/check/figure.py`, from the same templates.

import { capital, joined, told as text, type Shown } from "../shown";
import { allOf, count, figures, listed, number, plural, type Sentences } from "./english";
import { CONCEPT, deciding, EITHER, NO, turningPoints, UNDEFINED, UNSETTLED, wordOf, YES } from "./turning";
import type { Cells, Condition, Deciding, Equation, Factor } from "./turning";

/** An answer to an open question: as a clause with the question's name, and alone. */
export interface AnswerWords { clause: Shown; text: Shown }

export interface QuestionWords { name: Shown; answers: AnswerWords[] }

/** How far actors look, each with the concept's name: alone, in a list of several, and in a list right after the concept of a number. */
export interface ConceptWords { alone: Shown; among: Shown; again: [number, Shown] | null }

/** The words of a case that sentences need. */
export interface Words {
  /** The open questions, each with all of its answers. */
  open: QuestionWords[];
  concepts: ConceptWords[];
  /** Of each key question the scenario that is its own, as it stands after the answer; "" for none. */
  where: Shown[];
}

export interface Labels extends Words { sentences: Sentences }

/** What is looked at: of each open question the answers that are left, and the concepts, by number. The cells of a table run over the
 * product of these, how far actors look the fastest. */
export interface Look { left: readonly (readonly number[])[]; columns: readonly number[] }

const factorsOf = ({ left, columns }: Look): Factor[] => [...left.map((choices, of) => ({ of, choices })), { of: CONCEPT, choices: columns }];

// -- answers -------------------------------------------------------------------------------------------------------------

const WORDS = ["answers.word.no", "answers.word.yes", "answers.word.either_way"];
const CLAUSES = ["answers.word.no", "answers.word.yes", "answers.clause.either_way", "answers.clause.unsettled"];

/** Conditions are listed up to this number; the rest are counted. */
const LISTED = 2;

/** One answer: its cells, those of the first reading, and what it turns on. */
interface Answer { labels: Labels; where: Shown; look: Look; cells: number[]; first: number[]; turns: Deciding[] }

/** The answer to a key question over the cells that are looked at; *infeasible*: whether its start cannot be in some reading. */
export function answerText(labels: Labels, question: number, cells: Cells, look: Look, infeasible = false): Shown {
  const { sentences } = labels, where = labels.where[question]!, every = Array.from(cells);
  const answer = { labels, where, look, cells: every, first: every.slice(0, look.columns.length), turns: deciding(every, factorsOf(look)) };
  switch (wordOf(every)) {
    case "yes":
    case "no":
      return sentences.said("answers.plain", { word: capital(word(labels, wordOf(every) === "yes" ? YES : NO)), where, throughout: throughout(answer) });
    case "it does not settle":
      return sentences.said("answers.unsettled", { where });
    case "nothing to say":
      return sentences.said("answers.silent", { where, why: sentences.said(infeasible ? "answers.silent.infeasible" : "answers.silent.no_case") });
    default:
      return every.includes(UNSETTLED) ? partly(answer) : (unless(answer) ?? depends(answer));
  }
}

const word = (labels: Labels, cell: number): Shown => labels.sentences.said(WORDS[cell]!);

function throughout({ labels: { sentences }, look, cells }: Answer): Shown {
  if (cells.includes(UNDEFINED)) return sentences.said("answers.throughout.defined");
  if (look.left.some(({ length }) => length > 1)) return sentences.said("answers.throughout.readings");
  return look.columns.length > 1 ? sentences.said("answers.throughout.concepts") : text``;
}

/** What does not settle in some cells: these first if the present cell is one of them, otherwise the answer elsewhere. */
function partly(answer: Answer): Shown {
  const { labels, where, cells } = answer, { sentences } = labels;
  const settled = [...new Set(cells)].filter((cell) => cell !== UNDEFINED && cell !== UNSETTLED);
  const only = settled.length === 1 ? word(labels, settled[0]!) : null;
  if (cells[0] === UNSETTLED) {
    const rest = only === null ? elsewhere(answer) : sentences.said("answers.wherever", { word: only, where: text`` });
    return sentences.said("answers.unsettled.lead.bare", { where, rest: capital(rest) });
  }
  if (only === null) return depends(answer);
  const wherever = sentences.said("answers.wherever", { word: capital(only), where });
  const turns = answer.turns.filter((turn) => turn.answer === UNSETTLED);
  if (!turns.length) return sentences.said("answers.wherever.all", { wherever });
  return sentences.said("answers.wherever.but", { wherever, conditions: conditions(labels, turns) });
}

/** The answers in the cells that settle, if these differ. */
function elsewhere({ labels, cells, turns }: Answer): Shown {
  const told = each(labels, turns.filter((turn) => turn.answer !== UNSETTLED));
  if (told.length) return joined(told, "; ");
  const words = [YES, NO, EITHER].filter((cell) => cells.includes(cell)).map((cell) => word(labels, cell));
  return labels.sentences.said("answers.elsewhere", { words: listed(words, "or") });
}

/** The answer of the first reading and the only conditions for the opposite one; null if there is more to it than these two. */
function unless({ labels, where, first, turns }: Answer): Shown | null {
  const { sentences } = labels, base = baseOf(first), others = turns.filter((turn) => turn.answer !== base);
  if ((base !== YES && base !== NO) || !others.length || others.some((turn) => turn.answer !== 1 - base)) return null;
  const only = base === YES ? onlyAnswer(labels, others) : null;
  if (only !== null) return where ? sentences.said("answers.only.there", { where, answer: only }) : sentences.said("answers.only", { answer: only });
  const told = capital(word(labels, base));
  if (others[0]!.equations.every(({ of }) => of === CONCEPT))
    return sentences.said("answers.but", { word: told, where, other: word(labels, 1 - base), conditions: conditions(labels, others) });
  return sentences.said("answers.unless", { word: told, where, conditions: conditions(labels, others, true) });
}

function depends(answer: Answer): Shown {
  return answer.labels.sentences.said("answers.depends", { where: answer.where, on: onWhat(answer) });
}

function onWhat({ labels, cells, first, turns }: Answer): Shown {
  const { sentences } = labels;
  if (!turns.length && cells.every((cell) => cell === EITHER || cell === UNDEFINED)) return sentences.said("answers.depends.order");
  const base = baseOf(first), told = each(labels, turns.filter((turn) => turn.answer !== base));
  if (base === null) return told.length ? sentences.said("answers.depends.each", { each: joined(told, "; ") }) : sentences.said("answers.depends.nothing");
  if (!told.length) return sentences.said("answers.depends.not_always", { word: word(labels, base) });
  return sentences.said("answers.depends.but", { word: word(labels, base), others: joined(told, "; and ") });
}

/** The answer in all defined cells of the first reading, "either way" included; null if they differ or nothing settles. */
function baseOf(first: readonly number[]): number | null {
  const [cell = UNSETTLED, ...others] = new Set(first.filter((own) => own !== UNDEFINED));
  return others.length || cell === UNSETTLED ? null : cell;
}

/** The only answer to an open question without which the result differs, where two or more other answers decide it so. */
function onlyAnswer(labels: Labels, turns: readonly Deciding[]): Shown | null {
  const { of } = turns[0]!.equations[0]!;
  if (turns.length < 2 || of === CONCEPT || turns.some(({ equations }) => equations.length !== 1 || equations[0]!.of !== of)) return null;
  const left = labels.open[of]!.answers.filter((_, place) => turns.every(({ equations }) => equations[0]!.is !== place));
  return left.length === 1 ? left[0]!.clause : null;
}

/** Each answer with the conditions for it. */
function each(labels: Labels, turns: readonly Deciding[]): Shown[] {
  return [...new Set(turns.map(({ answer }) => answer))].map((answer) => {
    const own = turns.filter((turn) => turn.answer === answer);
    return labels.sentences.said("answers.each", { word: labels.sentences.said(CLAUSES[answer]!), conditions: conditions(labels, own) });
  });
}

/** The simplest conditions for one answer; *without* "if". */
function conditions(labels: Labels, turns: readonly Deciding[], without = false): Shown {
  const { sentences } = labels, least = Math.min(...turns.map(({ equations }) => equations.length));
  const simplest = turns.filter(({ equations }) => equations.length === least).map(({ equations }) => equations);
  if (least === 1 && simplest.every(([equation]) => equation!.of === CONCEPT)) return looking(labels, simplest.map(([equation]) => equation!.is));
  const shown = simplest.slice(0, least === 1 ? LISTED : 1);
  const [first, ...others] = shown.map((equations) => condition(labels, equations.map(({ of, is }) => [of, [is]]), clauses, without));
  const text = others.reduce((known, other) => sentences.said("conditions.or", { condition: known, other }), first!);
  const rest = turns.length - shown.length;
  return rest ? sentences.said("conditions.more", { conditions: text, rest: count(rest, sentences.said("conditions.further")) }) : text;
}

const clauses = (labels: Labels, of: number, own: readonly number[]): Shown => labels.open[of]!.answers[own[0]!]!.clause;

// -- conditions ----------------------------------------------------------------------------------------------------------

/** Open questions, or how far actors look, each with the answers or concepts that it can be. */
type Several = readonly (readonly [of: number, own: readonly number[]])[];

function condition(labels: Labels, equations: Several, told: (labels: Labels, of: number, own: readonly number[]) => Shown, without = false): Shown {
  const { sentences } = labels, concepts = equations.find(([of]) => of === CONCEPT);
  const answers = listed(equations.filter(([of]) => of !== CONCEPT).map(([of, own]) => told(labels, of, own)));
  if (!answers) return looking(labels, concepts![1]);
  const text = without ? answers : sentences.said("conditions.if", { answers });
  return concepts ? sentences.said("conditions.looking", { conditions: text, looking: looking(labels, concepts[1]) }) : text;
}

/** How far actors look under any of some concepts. */
function looking(labels: Labels, concepts: readonly number[]): Shown {
  const words = concepts.map((concept, place) => {
    const { alone, among, again } = labels.concepts[concept]!;
    if (concepts.length === 1) return alone;
    return again && place && again[0] === concepts[place - 1] ? again[1] : among;
  });
  return labels.sentences.said("answers.looking", { looking: listed(words, "or") });
}

/** Any of some answers to an open question, with its name. */
function answersText(labels: Labels, of: number, own: readonly number[]): Shown {
  const { name, answers } = labels.open[of]!;
  return labels.sentences.said("read", { answer: listed(own.map((answer) => answers[answer]!.text), "or"), question: name });
}

// -- claims --------------------------------------------------------------------------------------------------------------

/** The verdicts by number, in the order in which claims are listed. */
const VACUOUS = 0, FALSE = 1, DEPENDS = 2, TRUE = 3;
/** Of a claim that is told a moment later. */
export const COUNTING = 4;
/** Of a claim that no page works out. */
export const LEFT = 5;
const GROUPS = ["claims.vacuous", "claims.false", "claims.depends", "claims.true", "claims.counting", "claims.left"];

/** The order in which they are counted. */
const COUNTED = [DEPENDS, VACUOUS, TRUE, FALSE, COUNTING, LEFT];

/** The number of a verdict: nothing to judge, false throughout, depends, true throughout. */
export function verdictOf(cells: Cells): number {
  const every = Array.from(cells);
  return every.includes(YES) ? (every.includes(NO) ? DEPENDS : TRUE) : every.includes(NO) ? FALSE : VACUOUS;
}

/** What a claim turns on, "" for one that does not depend; `turns`: 1 where that is how far actors look, plus 2 where it is what is
 * open. */
export function claimText(labels: Labels, cells: Cells, look: Look): { turning: Shown; turns: number } {
  if (verdictOf(cells) !== DEPENDS) return { turning: text``, turns: 0 };
  const conditions = turningPoints(cells, factorsOf(look)), equations = conditions.flatMap((item) => item.equations);
  const turns = Number(equations.some(({ of }) => of === CONCEPT)) + 2 * Number(equations.some(({ of }) => of !== CONCEPT));
  return { turning: turning(labels, conditions), turns };
}

function turning(labels: Labels, conditions: readonly Condition[]): Shown {
  const { sentences } = labels, [simplest] = conditions;
  if (!simplest) return sentences.said("turns.nothing");
  const alone = conditions.filter(({ equations }) => equations.length === 1).map(({ equations: [own], holds }) => ({ ...own!, holds }));
  const own = alone.filter(({ of }) => of === simplest.equations[0]!.of);
  const { of } = simplest.equations[0]!;
  if (simplest.equations.length === 1 && of !== CONCEPT && own.length === labels.open[of]!.answers.length)
    return sentences.said("turns.whether", { answers: answersText(labels, of, places(own.filter(({ holds }) => holds))) });
  const merged = simplest.equations.length === 1 ? [[of, places(own.filter(({ holds }) => holds === simplest.holds))] as const] : simplest.equations.map((item) => [item.of, [item.is]] as const);
  const verb = sentences.said(simplest.holds ? "turns.holds" : "turns.fails");
  return sentences.said("turns.on", { condition: sentences.said("turns.each", { verb, condition: condition(labels, merged, answersText) }) });
}

const places = (equations: readonly Equation[]): number[] => equations.map(({ is }) => is);

/** What is said of all claims by how many there are of each verdict: of the author's *conclusions*, or of all where there are none. */
export function boardTitle(sentences: Sentences, counts: readonly number[], conclusions: boolean): Shown {
  const many = counts.reduce((sum, own) => sum + own, 0), what = sentences.said(conclusions ? "claims.conclusion" : "claims.claim");
  if (!many) return sentences.said("claims.none");
  const [first, ...others] = COUNTED.filter((verdict) => counts[verdict]).map((verdict) => ({ many: counts[verdict]!, says: says(sentences, GROUPS[verdict]!, counts[verdict]!) }));
  if (many === 1) return sentences.said("claims.head.one", { what, group: first!.says });
  if (!others.length) return sentences.said("claims.head.all", { every: capital(allOf(many, what)), group: first!.says });
  const groups = listed([first!, ...others].map((own) => sentences.said("claims.group", { many: number(own.many), says: own.says })));
  return sentences.said("claims.head", { many: count(many, what), groups });
}

/** That so many claims are told a moment later, "" for none. */
export function countingText(sentences: Sentences, many: number): Shown {
  return many ? sentences.said("claims.group", { many: count(many, sentences.said("claims.claim")), says: says(sentences, GROUPS[COUNTING]!, many) }) : text``;
}

const says = (sentences: Sentences, label: string, many: number): Shown => sentences.said(`${label}.${plural(many, "one", "many")}`);

/** What stands above so many of the author's claims of a verdict, or of others' claims, or probes; *turns*: of those that depend, what any
 * of them turns on, as `claimText` has it. */
export function groupHeading(sentences: Sentences, kind: number | "others" | "probes", many: number, turns = 0): Shown {
  const told = typeof kind === "string" ? sentences.said(`claims.board.${kind}`)
    : says(sentences, kind !== DEPENDS || !turns ? GROUPS[kind]! : turns === 1 ? "claims.board.concept" : "claims.board.open", many);
  return sentences.said("claims.group", { many: figures(many), says: told });
}
