"""views: the conflict through the eyes of those who take part in it.

A **first-level hypergame** (Bennett 1977; Wang, Hipel & Fraser 1988) gives each actor i the game G_i that it sees: the
author's model under its view, and the author's model itself if it holds none. Under a concept a state is

* an equilibrium *in the author's model*;
* an equilibrium *in own views* iff every actor i is stable there in G_i;
* *held up by misperception* iff it is one in own views and not in the author's model: it would not last if everybody
  saw what the author sees; *missed* iff the other way round;
* *in all eyes* iff it is an equilibrium of the author's model and of every view of the file, each taken as a whole
  game.

Roads in own views: every step is one of its mover in the game that it sees; outcomes are the states reached that are
equilibria in own views. Roads begin at the author's start, whatever start a view sees; whether *the start holds* asks
each actor about the start that it sees, as the check ``stable_in_own_views`` does.

*Correcting* a view gives its holder the author's model instead, leaving all other views alone. For beliefs that nothing
puts to the test see ``questions.views.beliefs``.

answers: the key questions, side by side, as the author's model and each view as a whole answers them, in one
reading.

belief_readings: each belief in every reading, and whether anything tests it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np

from countermove.context.context import context_of
from countermove.questions.views.beliefs import Belief, beliefs_in
from countermove.questions.views.setting import Corrected, InEyes, InOwnViews, OwnStep, ViewSetting
from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.key_questions import sides_in
from countermove.verdicts.settings import Setting
from countermove.verdicts.sides import Values, cells_of
from countermove.verdicts.values import prepare, truths_in
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError
from gmcr.base.record import BY_NAME, INTERNAL, Key, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "AnsweredInViews",
    "BeliefOverReadings",
    "Corrected",
    "InEyes",
    "InOwnViews",
    "OwnStep",
    "Tested",
    "Views",
    "answered_in_views",
    "over_readings_of",
    "views",
]


@dataclass(frozen=True, slots=True)
class AnsweredInViews(Record):
    """One key question, in the examined reading."""

    id: str
    """Its name."""
    asks: str
    """The question in words."""
    author: Word
    """The answer of the author's model."""
    views: Annotated[tuple[tuple[str, Word], ...], BY_NAME]
    """View → its answer, if everything is as the view has it."""


def answered_in_views(
    assessment: Assessment,
    question: str,
    concepts: tuple[str, ...],
) -> AnsweredInViews | None:
    """A key question in all views; None for one that is tied to a view or a scenario of its own."""

    def answer(view: str | None) -> Word | None:
        sides = sides_in(assessment, question, view=view)
        return None if sides is None else _word(sides, concepts)

    author = answer(None)
    if author is None:
        return None
    views = [(view, answer(view) or "nothing to say") for view in assessment.views]
    return AnsweredInViews(question, assessment.document.key_questions[question].asks, author, tuple(views))


def _word(sides: tuple[Setting, Setting | None], concepts: tuple[str, ...]) -> Word:
    stated = [side for side in sides if side is not None]
    try:
        cases = [side.case() for side in stated]
    except ModelError:  # an infeasible start
        return "nothing to say"
    prepare(zip(stated, cases, strict=True), concepts)
    rows = [np.array(truths_in(side, case, concepts), dtype=np.int8) for side, case in zip(stated, cases, strict=True)]
    cells: Values = cells_of(rows[0], rows[1] if len(rows) > 1 else None).reshape(1, -1)
    return word_of(cells)


Tested = Mapping[tuple[str, str, str], Sequence[int]]
"""The beliefs of one reading, as (view, actor, want) → by concept 1 if nothing tests it, 0 if something does."""


@dataclass(frozen=True, slots=True, eq=False)
class BeliefOverReadings(Record):
    """A belief in every reading."""

    view: str
    """The view."""
    actor: str
    """The actor that it is about."""
    want: str
    """The want."""
    values: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    """One row a reading, one value a concept: 1 self-confirming, 0 put to the test, -1 no difference there."""


def over_readings_of(
    assessment: Assessment, concepts: Sequence[str], readings: Sequence[Tested]
) -> tuple[BeliefOverReadings, ...]:
    """The values over some readings, by belief: by view and want in file order."""
    none = [-1] * len(concepts)
    wants = {want: place for place, want in enumerate(assessment.names.wants)}
    views = list(assessment.views)
    beliefs = sorted({key for own in readings for key in own}, key=lambda key: (views.index(key[0]), wants[key[2]]))
    return tuple(
        BeliefOverReadings(*key, np.array([own.get(key, none) for own in readings], dtype=np.int8)) for key in beliefs
    )


Part = Literal["concepts", "corrections", "beliefs", "readings", "answers"]
PARTS: tuple[Part, ...] = ("concepts", "corrections", "beliefs", "readings", "answers")
"""The parts of the result, in order of computation: each concept; each actor that holds a view, corrected; beliefs;
beliefs in every reading; the key questions in each view."""

MOST_READINGS = 1024
"""The largest number of readings in which beliefs are judged by default."""


@dataclass(frozen=True, slots=True, eq=False)
class Views(Record):
    """The conflict in own views."""

    reading: Annotated[Mapping[str, str], INTERNAL]
    scenario: Annotated[str | None, INTERNAL]
    start: int
    """The code of the author's start."""
    held: Mapping[str, str]
    """Actor → the view by which it acts."""
    passed_over: tuple[str, ...]
    """Views that nobody who plays acts by."""
    other_start: tuple[str, ...]
    """Actors that see another start."""
    by_concept: Annotated[tuple[InOwnViews, ...], Key("concepts")]
    """One row for each concept."""
    corrections: tuple[Corrected, ...]
    """One actor at a time given the author's model, by concept."""
    beliefs: tuple[Belief, ...]
    """Beliefs, by view."""
    over_readings: tuple[BeliefOverReadings, ...]
    """The same beliefs, and those of other readings, in every reading; empty if readings were not examined."""
    answers: tuple[AnsweredInViews, ...]
    """The key questions in the author's model and in each view as a whole; empty if drivers are set by hand."""
    left_out: tuple[Part, ...]
    """The parts that an interrupt left out, wholly or partly, each with all after it."""
    labels: Annotated[Mapping[int, str], INTERNAL]

    @derived
    def complete(self) -> bool:
        """Whether the computation ran to its end."""
        return not self.left_out

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts examined."""
        return tuple(row.concept for row in self.by_concept)

    def gist(self) -> str:
        """Who holds which view, and where the start holds in own views."""
        held = ", ".join(f"{actor} {view}" for actor, view in self.held.items())
        holds = ", ".join(item.concept for item in self.by_concept if item.holds)
        return f"{held or 'no views'}; the start holds under {holds or 'no concept'}"


@task
def views(
    assessment: Assessment,
    *,
    held: Mapping[str, str | None] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: Sequence[str] | None = None,
    over_readings: bool | None = None,
) -> Task[Views]:
    """The conflict in own views, in one reading and scenario.

    ``held``: actor → view, instead of the views that the file gives an actor (any view may be tried on any actor; None:
    the author's model). ``over_readings``: judge every belief in every reading too; None: if there are at most
    ``MOST_READINGS``. Counts concepts, corrections, pairs of a view and another actor, readings, and key questions.
    Raises UnknownName, ModelError (an actor holds several views and ``held`` does not choose).
    """
    context = context_of(assessment, "views", concepts=concepts, reading=reading, scenario=scenario, drivers=drivers)
    assessment = context.assessment
    setting = ViewSetting(assessment, _held(assessment, held), context.concepts, {})
    many = len(assessment.readings) > MOST_READINGS
    readings = assessment.readings if (not many if over_readings is None else over_readings) else ()
    return (yield from _Computation(setting, readings).work())


def _held(assessment: Assessment, held: Mapping[str, str | None] | None) -> dict[str, str]:
    """Who holds which view, by actor in file order."""
    chosen = dict(held or {})
    for actor, view in chosen.items():
        assessment.names.need("actor", actor)
        if view is not None:
            assessment.names.need("view", view)
    views = {}
    for actor in assessment.actors:
        own = [name for name, view in assessment.views.items() if view.holder == actor]
        if actor in chosen:
            if (view := chosen[actor]) is not None:
                views[actor] = view
        elif len(own) > 1:
            raise ModelError(
                f"{actor} holds {len(own)} views, {', '.join(own)}: say by which it acts, as in {actor}={own[0]}.",
                actor=actor,
                argument="held",
            )
        elif own:
            views[actor] = own[0]
    return views


class _Computation:
    """The computation, part by part, and its results."""

    def __init__(self, setting: ViewSetting, readings: Sequence[Mapping[str, str]]) -> None:
        self.setting, self.readings, self.believing = setting, readings, setting.believing()
        self.rows: list[InOwnViews] = []
        self.corrections: list[Corrected] = []
        self.beliefs: list[Belief] = []
        self.in_readings: list[Tested] = []
        self.answers: list[AnsweredInViews] = []
        document = setting.assessment.document
        self.asked = tuple(document.key_questions) if document.views else ()
        self._done = 0
        self._of = (
            len(setting.names),
            len(setting.held),
            len(self.believing.pairs),
            len(readings),
            len(self.asked),
        )

    def work(self) -> Task[Views]:
        setting = self.setting
        yield Progress(0, sum(self._of), self.known)
        for name in setting.names:
            self.rows.append(setting.concept(name))
            yield self._one_more()
        for actor in setting.held:
            self.corrections += [setting.corrected(actor, name) for name in setting.names]
            yield self._one_more()
        for pair in self.believing.pairs:
            self.beliefs += beliefs_in(self.believing, (pair,))
            yield self._one_more()
        for reading in self.readings:
            self.in_readings.append(self._believed(reading))
            yield self._one_more()
        for question in self.asked:
            answered = answered_in_views(setting.assessment, question, setting.names)
            self.answers += [] if answered is None else [answered]
            yield self._one_more()
        return self.known()

    def _one_more(self) -> Progress[Views]:
        self._done += 1
        return Progress(self._done, sum(self._of), self.known)

    def known(self) -> Views:
        """The results so far."""
        setting, assessment = self.setting, self.setting.assessment
        start, structure = setting.author.start, setting.author.structure
        mentioned = {start}
        mentioned |= {code for row in self.rows for code in (*row.reached, *row.author_outcomes)}
        mentioned |= {code for row in self.corrections for code in row.outcomes}
        for belief in self.beliefs:
            mentioned |= {belief.nearest, *belief.believed, *belief.modelled, *(move.to for move in belief.road)}
        return Views(
            reading=dict(assessment.base_reading),
            scenario=assessment.selection.scenario,
            start=start,
            held=dict(setting.held),
            passed_over=tuple(view for view in assessment.views if view not in setting.held.values()),
            other_start=tuple(actor for actor, seen in setting.seen.items() if seen.start != start),
            by_concept=tuple(self.rows),
            corrections=tuple(self.corrections),
            beliefs=tuple(self.beliefs),
            over_readings=over_readings_of(assessment, setting.names, self.in_readings),
            answers=tuple(self.answers),
            left_out=tuple(part for part, end in zip(PARTS, accumulate(self._of), strict=True) if self._done < end),
            labels={code: structure.label(code) for code in sorted(mentioned)},
        )

    def _believed(self, reading: Mapping[str, str]) -> Tested:
        """The beliefs of one reading, and whether nothing tests them, by concept."""
        setting = self.setting
        here = ViewSetting(setting.assessment, setting.held, setting.names, setting.tables, reading)
        return {
            (belief.view, belief.actor, belief.want): [int(name in belief.self_confirming) for name in setting.names]
            for belief in beliefs_in(here.believing(), road=False)
        }
