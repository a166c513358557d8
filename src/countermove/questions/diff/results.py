"""What an assessment says beyond its claims, and what differs between two: answers, outcomes, the target, the base
reading, concepts.

Both are in the names of the first, and each is judged under its own file's concepts, unless others are requested. An
answer differs if its *headline* does, the answer over all cells and that of the base reading, or else if only cells do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import loads
from countermove.context.context import Context, context_of
from countermove.inquiry.checks import CheckedGame
from countermove.verdicts.answers.compute import Answered, Answers, KeyAnswer, answers_in
from countermove.verdicts.lines.change_words import Headline, Moved
from countermove.verdicts.lines.mixture import written
from countermove.verdicts.lines.search import Undecided
from countermove.verdicts.observations import observed_in
from countermove.verdicts.sides import AnsweredTwice, Values, cell_word
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "CONTRADICTED",
    "OR",
    "Naming",
    "Result",
    "Results",
    "ends_of",
    "results_of",
    "results_of_mixture",
    "results_under",
    "shared",
]  # fmt: skip

OR = "; or "
"""The separator between two outcomes."""

Kind = Literal["concepts", "base reading", "answer", "since", "outcomes", "target"]

Naming: TypeAlias = tuple[str, str, str | None]
"""A result by its kind, its name and its scenario."""


CONTRADICTED = Headline("yes and no at once", "yes and no at once")
"""The result for a question that a mixture answers yes and no in one cell."""


@dataclass(frozen=True, slots=True)
class Result(Record):
    """A result that differs."""

    kind: Kind
    """The kind of result: the concepts, the base reading, the answer to a key question, that answer in what remains
    since what happened, the outcomes of the base reading under a concept, or what these mean for the target under the
    lead concept."""
    name: str
    """The open question, the key question or the concept; empty for the concepts and the target."""
    scenario: str | None
    """The scenario of an answer; null for the base."""
    before: str
    """The result in the first case; outcomes by their labels there."""
    after: str
    """The result in the second; if it is the same, the base reading's answer differs, or only cells do."""
    asks: str = ""
    """Of an answer, the key question in words."""
    base_before: str = ""
    """Of an answer, that of the base reading alone in the first case."""
    base_after: str = ""
    """Of an answer, that of the base reading alone in the second case."""
    readings: int | None = None
    """Of an answer, the number of readings that both have; null if these, or the concepts, are not the same."""
    moved: tuple[Moved, ...] = ()
    """The cells of an answer that differ, most frequent first."""
    because: tuple[tuple[int, ...], ...] = ()
    """Minimal sets of differences that by themselves lead to the result of the second, smallest first."""
    undecided: Undecided = ""
    """Why no set is given: the bound, the bound and sets that do not fit or that contradict themselves, or a search cut
    short; "" if some is, or none is needed."""
    reduced: tuple[int, ...] = ()
    """If no set is given, some set that does it, beyond the bound, from which no single difference can be left out;
    empty if none was found."""

    @property
    def naming(self) -> Naming:
        """Its key among the results for which lines are tried: if no word differs, all cells of the answer."""
        kind = "cells" if self.kind == "answer" and not self.turned else self.kind
        return (kind, self.name, self.scenario)

    @property
    def turned(self) -> bool:
        """Whether a word differs, and not only some cells."""
        return (self.before, self.base_before) != (self.after, self.base_after)


@dataclass(frozen=True, eq=False)
class Results(Record):
    """What one assessment says: each result in a form that is equal if the result is, and the answers behind it."""

    said: Mapping[Naming, Hashable]
    answers: Answers | None


def results_under(context: Context, wanted: Collection[Naming] | None = None) -> Results:
    """What an assessment says under some concepts, for all results or for those *wanted*. Raises AssessmentError if a
    question is answered yes and no in one cell."""
    kinds = {"answer", "cells", "since", "outcomes", "target"} if wanted is None else {name[0] for name in wanted}
    said: dict[Naming, Hashable] = {}
    answers: Answers | None = None
    if kinds & {"answer", "cells", "since"}:
        answers = answers_in(context, observed_in(context), bound=0, search=False)
    for item in () if answers is None else answers.questions:
        for own in item.answers:
            said["answer", item.id, own.scenario] = Headline(own.answer, own.base)
            said["cells", item.id, own.scenario] = _cells(context, own.values)
            said["since", item.id, own.scenario] = own.answer if own.since is None else own.since.answer
    if "outcomes" in kinds:
        said |= {("outcomes", concept, None): ends_of(context, concept) for concept in context.concepts}
    if "target" in kinds and context.assessment.target is not None:
        said["target", "", None] = _target(context)
    results = said if wanted is None else {name: value for name, value in said.items() if name in wanted}
    return Results(results, answers)


def results_of_mixture(
    assessment: Assessment, concepts: tuple[str, ...], wanted: Collection[Naming]
) -> dict[Naming, Hashable]:
    """What a mixture says, in which questions may be answered yes and no in one cell: if some are, that alone is given
    for these questions."""
    said: dict[Naming, Hashable] = {}
    while True:
        try:
            said |= results_under(context_of(assessment, "diff", concepts=concepts), wanted).said
            return {name: said[name] for name in wanted if name in said}
        except AnsweredTwice as error:
            twice = [own for own in wanted if own[1:] == (error.question, error.scenario)]
            said |= {own: CONTRADICTED for own in twice if own[0] in ("answer", "cells", "since")}
            data = deepcopy(dict(assessment.data))
            del data["key_questions"][error.question]
            assessment = loads(written(data), file=assessment.file).sharing(assessment)


def results_of(
    first: tuple[Context, Results],
    second: tuple[Context, Results],
    own: Context,
    rows: NDArray[np.intp] | None,
) -> Iterator[Result]:
    """The results that differ in *second*, which has the names of *first*; both with what they say. ``own``: the second
    in its own names; ``rows``: for each reading of the first its index among those of the second, None if they, or the
    concepts, are not the same."""
    (one, was), (other, now) = first, second
    before, after = one.concepts, other.concepts
    if before != after:
        yield Result("concepts", "", None, ", ".join(before), ", ".join(after))
    for question, answer in one.assessment.base_reading.items():
        there = other.assessment.base_reading.get(question)
        if there is not None and there != answer:
            yield Result("base reading", question, None, answer, there)
    yield from _answers(first, second, rows)
    for concept in before:
        if concept in after and was.said["outcomes", concept, None] != now.said["outcomes", concept, None]:
            yield Result("outcomes", concept, None, ends_of(one, concept), ends_of(own, concept))
    target: Naming = ("target", "", None)
    if target in was.said and target in now.said and was.said[target] != now.said[target]:
        yield Result("target", "", None, str(was.said[target]), str(now.said[target]))


def shared(first: Context, was: Results, second: Context, now: Results) -> dict[Naming, Hashable]:
    """What the first says on everything that both cover; answers to the same questions only."""
    questions = {} if now.answers is None else {item.id: item for item in now.answers.questions}
    same = {
        item.id
        for item in (() if was.answers is None else was.answers.questions)
        if item.id in questions and _same(item, questions[item.id], first, second)
    }
    return {
        name: value
        for name, value in was.said.items()
        if name in now.said and (name[0] not in ("answer", "cells", "since") or name[1] in same)
    }


def _answers(
    first: tuple[Context, Results], second: tuple[Context, Results], rows: NDArray[np.intp] | None
) -> Iterator[Result]:
    (one, was), (other, now) = first, second
    if was.answers is None or now.answers is None:
        return
    known = {(item.id, answer.scenario): (item, answer) for item in now.answers.questions for answer in item.answers}
    for item in was.answers.questions:
        for answer in item.answers:
            there = known.get((item.id, answer.scenario))
            if there is None or not _same(item, there[0], one, other):
                continue
            moved = () if rows is None else _moved(answer.values, there[1].values[rows])
            old, new = Headline(answer.answer, answer.base), Headline(there[1].answer, there[1].base)
            if old != new or moved:
                yield Result(
                    "answer",
                    item.id,
                    answer.scenario,
                    old.word,
                    new.word,
                    item.asks,
                    base_before=old.base,
                    base_after=new.base,
                    readings=None if rows is None else len(rows),
                    moved=moved,
                )
            since, since_there = _since(answer), _since(there[1])
            if since != since_there and (since, since_there) != (old.word, new.word):
                yield Result("since", item.id, answer.scenario, since, since_there, item.asks)


def _cells(context: Context, values: Values) -> Hashable:
    """The cells of an answer by reading and concept."""
    rows = (frozenset(reading.items()) for reading in context.assessment.readings)
    return frozenset(zip(rows, map(tuple, values.tolist()), strict=True)), context.concepts


def _moved(before: Values, after: Values) -> tuple[Moved, ...]:
    """Cells that differ, by their new value."""
    readings: dict[str, set[int]] = {}
    cells = Counter[str]()
    for row, column in np.argwhere(before != after).tolist():
        word = _cell(int(after[row, column]))
        readings.setdefault(word, set()).add(row)
        cells[word] += 1
    return tuple(Moved(word, len(readings[word]), many) for word, many in cells.most_common())


def _cell(value: int) -> str:
    return cell_word(value) or {-2: "not decided"}.get(value, "nothing to say")


def _same(one: Answered, other: Answered, first: Context, second: Context) -> bool:
    """Whether two answers are to one question: files that ask none mean the same only if both have a target, or neither
    has."""
    if one.default != other.default:
        return False
    return not one.default or (first.assessment.target is None) == (second.assessment.target is None)


def _since(answer: KeyAnswer) -> str:
    return answer.answer if answer.since is None else answer.since.answer


def ends_of(context: Context, concept: str, *, view: str | None = None) -> str:
    """The outcomes of the base reading by their labels; "" if there are none."""
    case = CheckedGame.of(games=context.games, conflict=context.conflict(view=view))
    structure = case.conflict.structure
    outcomes = case.play.roads(case.start(), concept).outcomes
    return OR.join(sorted(structure.label(structure.code_of(cell)) for cell in outcomes))


def _target(context: Context) -> str:
    """The first applicable statement on whether the target is reached."""
    case = CheckedGame.of(games=context.games, conflict=context.conflict())
    roads = case.play.roads(case.start(), context.concepts[0])
    assert context.assessment.target is not None
    met = case.where(context.assessment.target)
    ends = [bool(met[cell]) for cell in roads.outcomes]
    if ends and all(ends):
        return "ends there"
    if any(ends):
        return "may end there"
    return "passes there" if any(met[cell] for cell in roads.reached) else "nobody goes there"
