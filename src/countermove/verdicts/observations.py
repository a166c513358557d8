"""observations: which readings, under which concepts, survive what happened.

An observation *refutes* a cell (a reading under a concept) if what it saw is true in no state that is reached in the
scenario that had come about, or how it ended in no outcome; a cell without an outcome is judged by the states that are
reached. Where everybody's own steps refuse it, a deal from a resting state, followed by its roads, may allow it: such a cell
is marked, and not refuted. Each is judged by itself, in no order; a cell *survives* if all allow it. The older ``facts``
are one more, without a date. A survivor is not confirmed: it is only not refuted.

If nothing survives, the *refusing* sets are the smallest that together leave nothing.

What happened since, in words: the observations, what they leave, and prominently if the base reading is refuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.overlays import BASE
from countermove.context.context import Context, context_of
from countermove.inquiry.checks import DealCheck, GameCheck, OutcomesCheck, PassesCheck
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from countermove.presentation.assumptions import day_text, scenario_words
from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import (
    all_of,
    capital,
    concepts_words_named,
    count,
    listed,
    out_of,
    part_text,
    plural,
)
from countermove.verdicts.settings import setting_with
from countermove.verdicts.values import Values, truths_over
from gmcr.base.errors import CountermoveError
from gmcr.base.record import BY_NAME, INTERNAL, Among, Record, derived
from gmcr.logic import Formula
from gmcr.model import OptionStructure

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "FACTS",
    "Cells",
    "ObservationEffect",
    "Observed",
    "as_day",
    "base_out_text",
    "event_text",
    "fits_text",
    "observed",
    "observed_in",
    "observed_sentences",
    "seen_text",
]


FACTS = "facts"
"""The id of the undated ``facts`` among observations."""

Cells = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
"""One row a reading, one column a concept."""


@dataclass(frozen=True, slots=True, eq=False)
class ObservationEffect(Record):
    """One observation, and what it allows."""

    id: str
    """Its name; `facts` for the undated ones."""
    date: date | None
    """The day on which it happened; null if unknown, and for the undated facts."""
    when: str | None
    """The time in words, if the file has some."""
    scenario: str | None
    """The scenario that had come about."""
    kind: Literal["saw", "ended"]
    """Whether it was seen on the way, or is how it ended."""
    formula: str
    """The observation, as written."""
    note: str | None
    """The file's remark on it."""
    leaves: Annotated[Cells, Among(1, 0)]
    """One row a reading, one value a concept: whether that cell allows it."""
    agreed: Annotated[Cells, Among(1, 0)]
    """The same: whether it allows it by nobody's own step, but by an agreement."""
    agreements: tuple[tuple[str, ...], ...]
    """Whose agreements allow it in some of these."""

    @property
    def by_steps(self) -> Cells:
        """Which cells allow it by somebody's own steps."""
        own: Cells = self.leaves & ~self.agreed
        return own


@dataclass(frozen=True, slots=True, eq=False)
class Observed(Record):
    """What happened, and which readings that leaves."""

    concepts: Annotated[tuple[str, ...], INTERNAL]
    as_of: date | None
    """The day whose knowledge counts; null if all observations count."""
    seen: tuple[ObservationEffect, ...]
    """The observations that refute something or could have, in file order."""
    survives: Annotated[Cells, Among(1, 0)]
    """One row a reading, one value a concept: whether all observations allow that cell."""
    left: Annotated[tuple[tuple[str, tuple[str, ...]], ...], BY_NAME]
    """Open question → the answers that some survivor gives under some concept."""
    refusing: tuple[tuple[str, ...], ...]
    """If nothing survives, the smallest sets of observations that together leave nothing."""
    selected: Annotated[bool, INTERNAL] = False
    unlisted: Annotated[bool, INTERNAL] = False
    """Whether there are too many states to look for agreements."""

    @derived
    def base_out(self) -> bool:
        """Whether the base reading is refuted under every concept."""
        return not self.survives[0].any()

    @derived
    def nothing_left(self) -> bool:
        """Whether no reading of this model allows what happened."""
        return not self.survives.any()

    @property
    def narrows(self) -> bool:
        """Whether it refutes anything."""
        return not self.survives.all()

    def gist(self) -> str:
        """The number of cells that survive, and of observations."""
        return f"{int(self.survives.sum())} of {self.survives.size} cells survive {len(self.seen)} observations"


def observed(
    assessment: Assessment, *, concepts: str | Sequence[str] | None = None, as_of: date | str | None = None
) -> Observed | None:
    """What survives; None if the file has no observations that refute, nor facts. ``concepts``: those of the file if
    None. ``as_of``: use only what could be known on that day, and nothing without a day. Raises UnknownName, and
    CountermoveError for an invalid day."""
    return observed_in(context_of(assessment, "observed", concepts=concepts, as_of=as_day(as_of)))


def observed_in(context: Context) -> Observed | None:
    """What survives under the concepts of a call, by the knowledge of its day."""
    assessment, names, day = context.assessment, context.concepts, context.as_of
    written = list(_written(assessment, day))
    if not written:
        return None
    seen = tuple(
        ObservationEffect(
            name,
            day_,
            words,
            scenario,
            kind,
            text,
            note,
            *_allowing(context, scenario, kind, assessment.formula(text)),
        )
        for name, day_, words, scenario, kind, text, note in written
    )
    survives: Cells = np.logical_and.reduce([item.leaves for item in seen])
    some = [bool(row.any()) for row in survives]
    remaining = tuple(
        (question, tuple(answer for answer in answers if _survives(assessment.readings, question, answer, some)))
        for question, answers in assessment.questions.items()
        if question not in assessment.selection.reading
    )
    refusing = () if survives.any() else _refusing(seen)
    structure = assessment.structure
    unlisted = isinstance(structure, OptionStructure) and not structure.listed
    return Observed(names, day, seen, survives, remaining, refusing, assessment.selection != BASE, unlisted)


def as_day(day: object, what: str = "as_of") -> date | None:
    """A day, given as such or as text. Raises CountermoveError."""
    if day is None or type(day) is date:
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise CountermoveError(
            f"A day is written 2022-03-24 (year-month-day); {str(day)[:40]!r} is none.", argument=what
        ) from None


_Written = tuple[str, date | None, str | None, str | None, Literal["saw", "ended"], str, str | None]


def _written(assessment: Assessment, day: date | None) -> Iterator[_Written]:
    for name, record in assessment.document.observations.items():
        if day is not None and (record.day is None or record.day > day):
            continue
        if record.saw is not None:
            yield name, record.date, record.when, record.in_, "saw", record.saw, record.note
        elif record.ended is not None:
            yield name, record.date, record.when, record.in_, "ended", record.ended, record.note
    facts = assessment.document.facts
    if facts is not None and day is None:
        yield FACTS, None, None, facts.in_, "ended", facts.outcome, None


def _allowing(
    context: Context, scenario: str | None, kind: Literal["saw", "ended"], formula: Formula
) -> tuple[Cells, Cells, tuple[tuple[str, ...], ...]]:
    """Which cells allow an observation, which of them by an agreement alone, and whose agreements these are. What was seen lies
    on the way, and how it ended is an outcome or, where nothing comes to rest, on the way too. A reading in which the
    scenario's start is infeasible allows nothing; what is undecided refutes nothing."""
    own = _allowed(_truths(context, scenario, PassesCheck(formula)))
    if kind == "ended":
        ended = _truths(context, scenario, OutcomesCheck("some", formula))
        own = np.where(ended == RESTLESS, own, _allowed(ended))
    agreed, whose = np.zeros_like(own), []
    if not own.all():
        agreed = ~own & (_truths(context, scenario, DealCheck(kind, formula)) == 1)
    for actors in _groups(context.assessment) if agreed.any() else ():
        if (agreed & (_truths(context, scenario, DealCheck(kind, formula, actors)) == 1)).any():
            whose.append(actors)
    return own | agreed, agreed, tuple(whose)


def _groups(assessment: Assessment) -> Iterator[tuple[str, ...]]:
    """Those who could agree on something: two, and more."""
    actors = [name for name, actor in assessment.document.actors.items() if actor.options]
    return (group for size in range(2, len(actors) + 1) for group in combinations(actors, size))


def _allowed(truths: Values) -> Cells:
    return np.isin(truths, (1, UNDECIDED))


def _truths(context: Context, scenario: str | None, check: GameCheck) -> Values:
    """The values of a check: int8 (readings, concepts); 0 in readings without a start."""
    return truths_over(setting_with(context.assessment, "", check, scenario=scenario), context.concepts)


def _survives(readings: Sequence[Mapping[str, str]], question: str, answer: str, some: Sequence[bool]) -> bool:
    return any(alive and reading[question] == answer for reading, alive in zip(readings, some, strict=True))


def _refusing(seen: Sequence[ObservationEffect]) -> tuple[tuple[str, ...], ...]:
    """The smallest sets that together leave nothing, all of least size."""
    for size in range(1, len(seen) + 1):
        refusing = [
            tuple(item.id for item in chosen)
            for chosen in combinations(seen, size)
            if not np.logical_and.reduce([item.leaves for item in chosen]).any()
        ]
        if refusing:
            return tuple(refusing)
    return ()


def observed_sentences(observed: Observed, phrasing: Phrasing) -> Iterator[Sentence]:
    """What was observed, how many readings survive under which concept, and which answers remain."""
    yield Sentence("What has happened since", "heading")
    if observed.base_out and not observed.nothing_left:
        yield Sentence(base_out_text(observed, phrasing), "caution")
    for seen in observed.seen:
        yield Sentence(f"{seen_text(seen, phrasing)}. {_what_is_left(seen, observed, phrasing)}", "item")
    if observed.nothing_left:
        yield Sentence(base_out_text(observed, phrasing), "answer")
        if any(len(names) > 1 for names in observed.refusing):
            by_name = {seen.id: seen for seen in observed.seen}
            for names in observed.refusing:
                events = "; and ".join(event_text(by_name[name], phrasing) for name in names)
                yield Sentence(
                    f"Each of these is allowed somewhere, but all of them together nowhere: {events}.", "item"
                )
        return
    yield Sentence(_surviving(observed), "answer")
    if not observed.base_out and (fits := fits_text(observed, phrasing)):
        yield Sentence(fits)
    yield Sentence("A reading that survives is not confirmed, merely not refuted.", "note")


def seen_text(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """One observation, without its full stop: "Since provocation resumes, on 24 March 2022 North Korea tests"."""
    if seen.scenario is None:
        return capital(_event_with_note(seen, phrasing))
    why = scenario_words(seen.scenario, phrasing.glossary)
    return f"{f'In a world where {why}' if why else f'In the scenario {seen.scenario}'}: {_event_with_note(seen, phrasing)}"


def event_text(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """What was observed, by day and deed: "on 24 March 2022 North Korea tests"."""
    when = seen.when or (f"on {day_text(str(seen.date))}" if seen.date else "in the end")
    return said("since.event", when=when, deed=phrasing.clause(phrasing.glossary.formula(seen.formula)))


def _event_with_note(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """The event with the file's remark: "… (a full-range ICBM launch)"."""
    event = event_text(seen, phrasing)
    return said("since.event.noted", event=event, note=seen.note.rstrip(".")) if seen.note else event


def base_out_text(observed: Observed, phrasing: Phrasing, *, first: bool = False) -> str:
    """A note that the base reading does not survive, or nothing does, and which events say so; *first*: name only the
    first of several and count the others."""
    if observed.nothing_left:
        return said("since.nothing_left.unlisted" if observed.unlisted else "since.nothing_left")
    whose = said("since.whose.set") if observed.selected else said("since.whose")
    out = [seen for seen in observed.seen if not seen.leaves[0].any()]
    label = "since.base_out" if out else "since.base_out.together"
    if first and out:
        more = f" (and {count(len(out) - 1, 'more event')})" if len(out) > 1 else ""
        return said("since.base_out.first", whose=whose, event=event_text(out[0], phrasing), more=more)
    events = "; and ".join(event_text(seen, phrasing) for seen in out or observed.seen)
    return f"{said(label, whose=whose, events=events)} {fits_text(observed, phrasing)}".strip()


def fits_text(observed: Observed, phrasing: Phrasing) -> str:
    """The answers that remain after what happened, for questions that lost some; "" if none did."""
    questions = phrasing.glossary.questions
    decided = [
        f"{'either ' if len(answers) > 1 else ''}{listed((_answer(name, value, phrasing) for value in answers), 'or')} ({name})"
        for name, answers in observed.left
        if 0 < len(answers) < len(questions[name].answers)
    ]
    if not decided:
        return ""
    apart = any(item.startswith("either ") for item in decided)
    return said("since.fits", answers="; and ".join(decided) if apart else listed(decided))


def _answer(name: str, value: str, phrasing: Phrasing) -> str:
    """An answer to an open question, as a clause."""
    question = phrasing.glossary.questions[name]
    means = (question.answers[value] or "").rstrip(".")
    return (
        means
        or f"the answer to {f'“{question.asks}”' if question.asks else 'the question'} is {value.replace('_', ' ')}"
    )


def _what_is_left(seen: ObservationEffect, observed: Observed, phrasing: Phrasing) -> str:
    total = len(seen.leaves)
    own, alive = (np.array([row.any() for row in cells]) for cells in (seen.by_steps, seen.leaves))
    gone = [name for place, name in enumerate(observed.concepts) if not seen.leaves[:, place].any()]
    looking = f"with everybody {concepts_words_named(gone, 'or')}" if gone else ""
    if seen.agreed.any():
        return f"{_agreed(seen, own, alive, phrasing)}{f', but not {looking}' if gone else ''}."
    if seen.leaves.all():
        return "Every reading allows that."
    if not alive.any():
        return "No reading allows that."
    many = int(alive.sum())
    under = f", none of them {looking}" if gone else ""
    return (
        f"{capital(part_text(many, total))} of {count(total, 'reading')} {plural(many, 'allows', 'allow')} that{under}."
    )


def _agreed(seen: ObservationEffect, own: NDArray[np.bool_], alive: NDArray[np.bool_], phrasing: Phrasing) -> str:
    """What an agreement alone allows: in readings where no step does, or under some concepts."""
    total, more = len(own), int((alive & ~own).sum())
    by = f"an agreement of {' or of '.join(map(phrasing.actors, seen.agreements))}"
    if not own.any():
        where = all_of(total, "reading") if alive.all() else out_of(int(alive.sum()), total, "reading")
        return f"By nobody's own step; by {by}{'' if total == 1 else f', in {where}'}"
    first = f"In {out_of(int(own.sum()), total, 'reading')} somebody's own step allows that"
    if more:
        return f"{first}; in {part_text(more, total)} more by nobody's own step, but by {by}"
    return f"{first}, under some concepts only by {by}"


def _surviving(observed: Observed) -> str:
    """The survivors: "Of 32 readings eight are left."; if concepts differ, how many under which."""
    total = len(observed.survives)
    counts: dict[int, list[str]] = {}
    for place, concept in enumerate(observed.concepts):
        counts.setdefault(int(observed.survives[:, place].sum()), []).append(concept)
    if len(counts) == 1:
        [alive] = counts
        return f"Of {count(total, 'reading')}, {part_text(alive, total)} {plural(alive, 'is', 'are')} left."
    texts = [
        f"{part_text(alive, total)} with everybody {concepts_words_named(names, 'or')}"
        for alive, names in sorted(counts.items(), reverse=True)
    ]
    return f"Of {count(total, 'reading')}, these are left: {'; '.join(texts)}."
