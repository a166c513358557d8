"""answers: the reader's questions, each with its answer, the reason for it, and what would change it.

Cell by cell (reading × concept): *yes*, *no*, *unsettled*, *either way*, or undefined (``verdicts.sides``). If states
are not listed a cell may be *undecided*: the time limit expired. The answer is yes or no if all defined cells say so
(undecided if some might not), *it does not settle* if all are unsettled, *nothing to say* if none is defined, and
otherwise *it depends*: on the minimal conditions that decide it (``verdicts.turning_points``). Each scenario has its
own answer.

*Because*: the smallest sets of wants without which the answer changes in the base reading under the lead concept, or the
chains of the acts that it is about (``verdicts.answers.because``). For a no, also what would make that a yes
(``verdicts.answers.requirements``). *Since*: the same over the cells that survive what happened
(``verdicts.observations``).

The share of yes is taken over the defined cells of a concept, readings weighted by their answers' weights; neither
either way nor unsettled counts as yes.

What cycles where a key question is unsettled: a round of the game in which its cell was judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np

from countermove.context.context import Context, context_of
from countermove.inquiry.checks import CheckedGame, GameCheck
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED, RoundStep
from countermove.verdicts.answers.because import Because, because
from countermove.verdicts.answers.requirements import Kind, NearValue, ReversedWants, requirements
from countermove.verdicts.claims import Support, factors_of
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.observations import Observed, as_day, observed_in
from countermove.verdicts.sides import CELL, NO, UNDEFINED, UNSETTLED, YES, CellWord, Sides, Values
from countermove.verdicts.turning_points import Factor, turning_points
from countermove.verdicts.values import truths_in
from gmcr import Edit, MinimalChanges
from gmcr.base.record import BY_NAME, INTERNAL, Among, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "Answered",
    "Answers",
    "Deciding",
    "KeyAnswer",
    "Since",
    "Unsettled",
    "Word",
    "answers",
    "answers_in",
    "deciding",
    "unsettled_in",
    "word_of",
]


@dataclass(frozen=True, slots=True)
class Unsettled(Record):
    """A cell in which nothing comes to rest, and what cycles there."""

    reading: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """The reading, question by question."""
    concept: str
    """The concept."""
    steps: tuple[RoundStep, ...]
    """A round of its steps, each beginning where the previous one ends; the last ends where the first begins."""
    leads: bool
    """Whether it is the base reading under the lead concept."""


def unsettled_in(sides: Sides, values: Values) -> Unsettled | None:
    """The first unsettled cell of a question's table, that of the base reading under the lead concept if it is one;
    None if everything settles."""
    cells = np.argwhere(values == UNSETTLED).tolist()
    if not cells:
        return None
    row, place = cells[0]
    concept, reading = sides.concepts[place], sides.readings[row]
    for side, case in sides.pairs(row):
        if truths_in(side, case, (concept,)) == (RESTLESS,):
            return Unsettled(tuple(reading.items()), concept, _round(side.check, case, concept), row == place == 0)
    raise AssertionError("a side of what is unsettled asks for outcomes where there are none")


def _round(check: GameCheck, case: CheckedGame, concept: str) -> tuple[RoundStep, ...]:
    """A round in the first of the games that a check examines, from the first of its starts: nothing comes to rest in
    any."""
    play, (start, *_) = next(iter(check.plays(case)))
    return RoundStep.round_from(play, start, concept)


Word = Literal["yes", "no", "it depends", "it does not settle", "nothing to say", "no reading", "undecided"]


@dataclass(frozen=True, slots=True)
class Deciding(Record):
    """Equations under which the answer is the same throughout; no smaller set of them suffices."""

    equations: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """Question, or concept → the answer, or the concept's name."""
    answer: CellWord
    """The answer wherever they hold."""


@dataclass(frozen=True, slots=True)
class Since(Record):
    """An answer over the cells that survive what happened."""

    answer: Word
    """The answer; "no reading" if no reading of the model allows what happened."""
    turns_on: tuple[Deciding, ...]
    """What it turns on, simplest first."""
    shares: Annotated[tuple[tuple[str, Fraction | None], ...], BY_NAME]
    """Concept → the weighted share of yes among surviving readings; null if none is defined."""


@dataclass(frozen=True, slots=True, eq=False)
class KeyAnswer(Record):
    """One answer: in the base, or in one scenario."""

    scenario: str | None
    """The scenario; null for the base."""
    answer: Word
    """Yes, no, it depends, it does not settle (nothing comes to rest), nothing to say, or undecided: the known cells do
    not decide."""
    base: Word
    """The answer over the cells of the base reading alone."""
    values: Annotated[Values, Among(1, 0, 2, 3, -1, -2)]
    """One row a reading, one value a concept: 1 yes, 0 no, 2 either way, 3 unsettled (nothing comes to rest), -1
    undefined, -2 not decided within the time limit (only if states are not listed)."""
    turns_on: tuple[Deciding, ...]
    """What an answer that depends turns on, simplest first."""
    rests_on: tuple[Support, ...] | None
    """Single changes of wants that alter the base reading's answer; null if none were sought."""
    changes: tuple[tuple[Edit, ...], ...] | None
    """If the base reading says no, the smallest sets of edits that make it a yes under the lead concept; null if none
    were sought."""
    searched: int
    """The number of edits up to which sets were examined for that."""
    shares: Annotated[tuple[tuple[str, Fraction | None], ...], BY_NAME]
    """Concept → the weighted share of yes among readings; null if none is defined, or some is undecided."""
    since: Since | None
    """The answer since, if what happened makes a difference to the cells; null otherwise."""
    unsettled: Unsettled | None
    """What cycles in the first unsettled cell, that of the base reading under the lead concept if it is one; null if
    there is none, or it was not sought."""
    infeasible: bool
    """Whether the start of the scenario is infeasible in some reading, so that there is nothing to say."""
    unlisted: bool = False
    """Whether it needs a list of the states, which are too many, so that no time limit would decide it."""
    because: Because | None = None
    """Why it is what it is in the base reading under the lead concept; null if that was not sought, there is nothing to
    say, or it does not settle."""
    turned: tuple[ReversedWants, ...] = ()
    """If the base reading says no and no set of changes makes it a yes, the smallest sets with reversed wants that do."""
    turned_searched: int = 0
    """The number of changes up to which sets with reversed wants were examined; 0 if none were."""
    nearest: NearValue | None = None
    """If no set of changes makes it a yes, the nearest values of a driver that do; null if no driver alone does."""
    tried: tuple[Kind, ...] = ()
    """The kinds of changes that were tried to make a no a yes."""
    needs: Annotated[tuple[tuple[str, bool], ...], BY_NAME] = ()
    """The options that a yes needs toggled, each with whether it has to be on; sought if the base reading says no."""

    @derived
    def rests_on_nothing(self) -> bool:
        """Whether no single change of a want alters the base reading's answer."""
        return self.rests_on == ()


@dataclass(frozen=True, slots=True, eq=False)
class Answered(Record):
    """A key question with its answers."""

    id: str
    """Its name; `K` for the question of a file that asks none."""
    asks: str
    """The question in words; empty if the file asks none."""
    default: bool
    """Whether the file asks none, so that the question is about the target or, without one, about the status quo."""
    view: str | None
    """The view in which it is judged; null for the author's model."""
    answers: tuple[KeyAnswer, ...]
    """The answer in the base first, then that in each scenario."""
    acts: Annotated[tuple[str, ...], INTERNAL] = ()
    """The options that it names, by full name."""

    @property
    def first(self) -> KeyAnswer:
        """The answer in the base or, if it is judged only in one scenario, there."""
        return self.answers[0]


@dataclass(frozen=True, slots=True, eq=False)
class Answers(Record):
    """The answers to the key questions."""

    concepts: Annotated[tuple[str, ...], INTERNAL]
    lead: str
    """The lead concept."""
    questions: tuple[Answered, ...]
    """The key questions, in file order."""
    observed: Annotated[Observed | None, INTERNAL]
    complete: bool
    """Whether the computation ran to its end."""

    def gist(self) -> str:
        """The answers, one word each."""
        return "; ".join(f"{item.id}: {item.first.answer}" for item in self.questions)


@task
def answers(
    assessment: Assessment,
    *,
    concepts: str | Sequence[str] | None = None,
    as_of: date | str | None = None,
    bound: int = MinimalChanges.BOUND,
    search: bool = True,
) -> Task[Answers]:
    """The answers to the key questions under *concepts* (those of the file if None). ``as_of``: count what has happened
    only as far as it could be known on that day. ``bound``: the largest number of edits in what would change a no.
    ``search``: whether to determine what answers rest on, and what would change them; never if states are not listed.
    Counts questions.

    Raises UnknownName, and AssessmentError if a question is answered yes and no in one cell.
    """
    context = context_of(assessment, "answers", concepts=concepts, as_of=as_day(as_of))
    return (yield from answers_in.work(context, observed_in(context), bound=bound, search=search))


@task
def answers_in(
    context: Context, since: Observed | None, *, bound: int = MinimalChanges.BOUND, search: bool = True
) -> Task[Answers]:
    """The answers in the context of a call; *since*: what happened. See ``answers``."""
    assessment, names = context.assessment, context.concepts
    search = search and assessment.structure.listed
    answered: list[Answered] = []

    def known(*, complete: bool = False) -> Answers:
        return Answers(names, names[0], tuple(answered), since, complete)

    weights = _weights(assessment)
    questions = key_questions_of(assessment)
    for place, question in enumerate(questions):
        yield Progress(place, len(questions), known if answered else None)
        by_scenario = tuple(
            _answer(assessment, question, scenario, names, bound if search else None, since, weights)
            for scenario in question.sides
        )
        answered.append(
            Answered(question.id, question.asks, question.default, question.view, by_scenario, question.acts)
        )
    return known(complete=True)


# -- one answer --------------------------------------------------------------------------------------------------------


def _answer(
    assessment: Assessment,
    question: KeyQuestionSides,
    scenario: str | None,
    concepts: tuple[str, ...],
    bound: int | None,
    since: Observed | None,
    weights: Sequence[Fraction],
) -> KeyAnswer:
    """*bound*: None to search for no reasons; *weights*: of the readings."""
    sides = Sides(assessment, question, scenario, concepts)
    values = sides.table()
    word, base = word_of(values), word_of(values[:1])
    factors = factors_of(assessment.questions, concepts)
    takes = None
    if bound is not None and base == "no" and sides.base is not None and not question.about_edits:
        takes = requirements(sides, bound)
    return KeyAnswer(
        scenario=scenario,
        answer=word,
        base=base,
        values=values,
        turns_on=deciding(values, factors) if word == "it depends" else (),
        rests_on=None if bound is None else sides.supports(),
        changes=None if takes is None else takes.changes,
        searched=0 if takes is None else takes.searched,
        shares=_shares(values, weights, concepts),
        since=_since(values, since, factors, weights, concepts),
        unsettled=unsettled_in(sides, values),
        infeasible=sides.infeasible,
        unlisted=sides.unlisted,
        because=None if bound is None else because(sides, values, bound),
        turned=() if takes is None else takes.turned,
        turned_searched=0 if takes is None else takes.turned_searched,
        nearest=None if takes is None else takes.nearest,
        tried=() if takes is None else takes.tried,
        needs=() if takes is None else takes.needs,
    )


_WORDS: Mapping[int, Word] = {YES: "yes", NO: "no", UNSETTLED: "it does not settle"}


def word_of(values: Values) -> Word:
    """The answer over some cells."""
    cells = set(np.unique(values).tolist()) - {UNDEFINED}
    if UNDECIDED in cells and len(cells) < 3:  # two different known answers already make it depend
        return "undecided"
    cells -= {UNDECIDED}
    if not cells:
        return "nothing to say"
    return _WORDS.get(cells.pop(), "it depends") if len(cells) == 1 else "it depends"


def deciding(values: Values, factors: Sequence[Factor]) -> tuple[Deciding, ...]:
    """The minimal conditions under which all defined cells have one answer, fewest equations first; empty if all cells
    are either way, which no condition decides, or if some are undecided."""
    if len(set(np.unique(values).tolist()) - {UNDEFINED}) < 2 or (values == UNDECIDED).any():
        return ()
    conditions = []
    for cell, word in CELL.items():
        own = np.where(values == UNDEFINED, -1, values == cell).astype(np.int8)
        conditions += [Deciding(item.equations, word) for item in turning_points(own, factors) if item.holds]
    return tuple(sorted(conditions, key=lambda item: len(item.equations)))


def _since(
    values: Values,
    seen: Observed | None,
    factors: Sequence[Factor],
    weights: Sequence[Fraction],
    concepts: tuple[str, ...],
) -> Since | None:
    if seen is None or not seen.narrows:
        return None
    surviving: Values = np.where(seen.survives, values, UNDEFINED).astype(np.int8)
    word: Word = "no reading" if seen.nothing_left else word_of(surviving)
    return Since(
        word, deciding(surviving, factors) if word == "it depends" else (), _shares(surviving, weights, concepts)
    )


def _weights(assessment: Assessment) -> tuple[Fraction, ...]:
    """The weight of each reading, the product of its answers' weights, each normalized within its question."""
    document = assessment.document
    table: dict[str, dict[str, Fraction]] = {}
    for name, question in document.open.items():
        own = {
            answer: Fraction(1) if item.weight is None else item.weight for answer, item in question.readings.items()
        }
        total = sum(own.values(), Fraction(0))
        table[name] = {answer: weight / total for answer, weight in own.items()}
    products = []
    for reading in assessment.readings:
        product = Fraction(1)
        for name, answer in reading.items():
            product *= table[name][answer]
        products.append(product)
    return tuple(products)


def _shares(
    values: Values, weights: Sequence[Fraction], concepts: tuple[str, ...]
) -> tuple[tuple[str, Fraction | None], ...]:
    shares = []
    for place, name in enumerate(concepts):
        column = values[:, place].tolist()
        defined = sum(
            (weight for weight, value in zip(weights, column, strict=True) if value != UNDEFINED), Fraction(0)
        )
        yes = sum((weight for weight, value in zip(weights, column, strict=True) if value == YES), Fraction(0))
        shares.append((name, yes / defined if defined and UNDECIDED not in column else None))
    return tuple(shares)
