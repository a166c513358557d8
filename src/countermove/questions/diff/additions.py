"""What a line that only one of two files has does there: an act, a view, an observation, a scenario, a claim, a key
question.

Everything is described from the file that has the line, in its own names: whether anybody uses an act and, if nobody
does, what stops it at the start of the base reading under the lead concept; how a view changes answers, claims,
outcomes and responsibility; how many readings an observation allows; the answers in a scenario, or to a question, and
the verdict on a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from countermove.context.context import Context, GameContext, context_of
from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.walk import obstacles
from countermove.inquiry.ways import Lanes, Way, Ways, terms_of
from countermove.questions.diff.results import ends_of
from countermove.verdicts.answers.compute import Answers, answers_in
from countermove.verdicts.lines.change_words import JudgedClaim, judged_claims
from countermove.verdicts.lines.differences import ChangedLine
from countermove.verdicts.observations import observed_in
from countermove.verdicts.responsibility import degrees
from countermove.verdicts.settings import Setting, setting_of, setting_with
from countermove.verdicts.values import value_tables
from gmcr import Roads
from gmcr.base.errors import AssessmentError, ModelError
from gmcr.base.record import INTERNAL, Record
from gmcr.logic import Degrees
from gmcr.model import ModelWant

__all__ = ["Deterring", "OwnAct", "OwnSaid", "OwnSeen", "OwnView", "Owned", "Stopped", "owned_lines"]

Which = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Deterring(Record):
    """A countermove that deters an act."""

    actor: str
    """The actor who makes it."""
    before: str
    """The state before, by its label."""
    after: str
    """The state after, by its label."""


@dataclass(frozen=True, slots=True)
class Stopped(Record):
    """What stops an act that nobody uses, at the start of the base reading under the lead concept."""

    result: Literal["worse", "better", "indifferent", "infeasible", "settled", "not ready", "undecided"]
    """What its actor would get: better if it would gain but is deterred; undecided if no time limit would decide it."""
    on: bool
    """Whether it would be switched on."""
    want: str | None = None
    """The want that decides, by its id in that file."""
    part: str = ""
    """The branch of the want in force: want or otherwise."""
    rule: str | None = None
    """The rule that excludes it."""
    needs: str | None = None
    """The condition that has to hold first."""
    deterred: tuple[Deterring, ...] = ()
    """The countermoves that deter it, in order."""


@dataclass(frozen=True, slots=True)
class OwnAct(Record):
    """An option that only one of the files has."""

    difference: int
    """Its index among the differences, from 0."""
    case: Which
    """The file that has it."""
    option: str
    """Its full name there."""
    wants: tuple[str, ...]
    """The wants there that name it, by id."""
    used: int
    """The number of cells, readings under concepts, in which some road from the start toggles it."""
    cells: int
    """The total number of cells."""
    stopped: Stopped | None
    """What stops it, if nobody uses it."""


@dataclass(frozen=True, slots=True)
class InView(Record):
    """Something that differs in a view."""

    kind: Literal["answer", "claim", "outcomes"]
    """What differs: the answer to a key question, a claim that is judged in the view, the outcomes under the lead
    concept."""
    name: str
    """The key question or the claim; empty for outcomes."""
    author: str
    """In the author's model."""
    view: str
    """In the view."""
    asks: str = ""
    """Of an answer, the key question in words; empty if the file asks none."""


@dataclass(frozen=True, slots=True)
class OwnView(Record):
    """A view that only one of the files has."""

    difference: int
    """Its index among the differences, from 0."""
    case: Which
    """The file that has it."""
    view: str
    """Its name there."""
    changes: tuple[InView, ...]
    """What differs in it, and the claims that are judged in it."""
    responsible: Mapping[str, Fraction] | None
    """Actor → its degree of responsibility for the target in the view; null without a target."""
    author: Mapping[str, Fraction] | None
    """The same in the author's model."""


@dataclass(frozen=True, slots=True)
class OwnSeen(Record):
    """An observation that only one of the files has, or that differs in the second."""

    difference: int
    """Its index among the differences, from 0."""
    case: Which
    """The file in which it is examined."""
    observation: str
    """Its name."""
    left: int
    """The number of readings that allow it, under some concept."""
    readings: int
    """The total number of readings."""
    base: bool
    """Whether the base reading does, under some concept."""
    passes: bool
    """Of an ending: whether some road passes such a state all the same."""
    together: int
    """The number of readings that allow everything that was seen."""
    agreements: tuple[tuple[str, ...], ...]
    """Whose agreements allow it, if nobody's own step does in any reading."""
    unlisted: Annotated[bool, INTERNAL]
    formula: str
    """The observation, as written there."""
    date: str | None
    """The day, if one is known."""
    when: str | None
    """The time in words, if the file has some."""
    scenario: str | None
    """The scenario that had come about."""


@dataclass(frozen=True, slots=True)
class OwnSaid(Record):
    """The result for a scenario, a claim or a key question that only one of the files has."""

    difference: int
    """Its index among the differences, from 0."""
    case: Which
    """The file that has it."""
    kind: Literal["answer", "claim"]
    """Whether this is an answer or a verdict."""
    name: str
    """The key question or the claim."""
    scenario: str | None
    """The scenario of an answer; null for the base."""
    word: str
    """The answer, or the claim's class in English."""
    base: str
    """Of an answer in a scenario that only one file has, the answer without it; of another answer, that of the base
    reading; empty for a verdict."""
    asks: str = ""
    """Of an answer, the key question in words; empty if the file asks none."""


Owned = OwnAct | OwnView | OwnSeen | OwnSaid


def owned_lines(
    first: Context,
    second: Context,
    differences: Sequence[ChangedLine],
    names: Mapping[tuple[str, str, str], str],
) -> Iterator[Owned]:
    """The effects of the lines that only one of two files has. *names*: key in common names → the name in the
    second."""
    sides: tuple[tuple[Which, _Side], ...] = (
        ("first", _Side(first, {})),
        ("second", _Side(second, names)),
    )
    for place, item in enumerate(differences):
        for which, side in sides:
            if item.kind == ("removed" if which == "first" else "added"):
                yield from side.owned(place, item, which)
            elif item.section == "observation" and item.kind == "changed" and which == "second":
                yield from side.seen(place, item, which)


class _Side:
    """One of the files, with what is computed in it once for all lines."""

    def __init__(self, context: Context, names: Mapping[tuple[str, str, str], str]) -> None:
        self.context, self.names = context, names
        self.assessment, self.concepts = context.assessment, context.concepts
        self._answers: dict[str | None, Answers | None] = {}
        self._lanes: Lanes | None = None

    def owned(self, place: int, item: ChangedLine, which: Which) -> Iterator[Owned]:
        match item.section:
            case "option":
                actor = self.names.get(("actor", "", item.owner), item.owner)
                yield self._act(place, which, f"{actor}.{item.name}")
            case "actor":
                for option in self.assessment.document.actors[item.name].options:
                    yield self._act(place, which, f"{item.name}.{option}")
            case "view":
                yield self._view(place, which, item.name)
            case "observation":
                yield from self.seen(place, item, which)
            case "scenario" | "key question":
                yield from self._answered(place, which, item)
            case "claim":
                (own,) = judged_claims(self.assessment, [item.name], self.concepts)
                yield OwnSaid(place, which, "claim", item.name, None, own.word, "")

    # -- an act ----------------------------------------------------------------------------------------------------

    def _act(self, place: int, which: Which, option: str) -> OwnAct:
        assessment, used = self.assessment, 0
        for reading in assessment.readings:
            case = CheckedGame.of(games=self.context.games, conflict=self.context.conflict(reading=reading))
            for concept in self.concepts:
                used += self._toggles(case, case.play.roads(case.start(), concept), option)
        every = (line.want for lines in assessment.calculus().lines.values() for line in lines)
        wants = tuple(want.id for want in every if _about(want, option))
        cells = len(assessment.readings) * len(self.concepts)
        return OwnAct(place, which, option, wants, used, cells, None if used else self._stop(option))

    def _toggles(self, case: CheckedGame, roads: Roads, option: str) -> bool:
        """Whether some road toggles an option, or passes another level of it."""
        for name in self.assessment.form.names:
            if Degrees.option_of(name) == option:
                met = case.where(self.assessment.formula(name))[list(roads.reached)]
                if bool((met != met[0]).any()):
                    return True
        return False

    def _stop(self, option: str) -> Stopped:
        conflict = self.context.conflict()
        obstacle = next(
            (item for item in obstacles(conflict, conflict.start) if Degrees.option_of(item.option) == option), None
        )
        if obstacle is None:
            return Stopped("settled", True)
        if obstacle.result != "better":
            return Stopped(obstacle.result, obstacle.on, obstacle.want, obstacle.part, obstacle.rule, obstacle.needs)
        if self._lanes is None:
            self._lanes = self._ways()
        way = next(
            (way for way in self._lanes.ways if any(Degrees.option_of(name) == option for name, _ in way.turned)), None
        )
        if way is None or way.undecided:
            return Stopped("undecided", obstacle.on, obstacle.want, obstacle.part)
        return Stopped("better", obstacle.on, obstacle.want, obstacle.part, deterred=tuple(self._path(way)))

    def _ways(self) -> Lanes:
        """The ways out of the start under the lead concept."""
        assessment, conflict = self.assessment, self.context.conflict()
        play, terms = self.context.games.play_of(conflict), terms_of(assessment.vocabulary)
        return Ways(conflict, play, self.concepts[0], terms, ranges=assessment.ranges).record

    def _path(self, way: Way) -> Iterator[Deterring]:
        structure = self.context.conflict().structure
        here = way.target
        for actor, there in way.deterred:
            yield Deterring(actor, structure.label(here), structure.label(there))
            here = there

    # -- a view ----------------------------------------------------------------------------------------------------

    def _view(self, place: int, which: Which, view: str) -> OwnView:
        changes = [*self._answers_in(view), *self._claims_in(view), *self._ends_in(view)]
        theirs, own = self._responsible(view)
        return OwnView(place, which, view, tuple(changes), theirs, own)

    def _answers_in(self, view: str) -> Iterator[InView]:
        before, after = self._answers_for(None), self._answers_for(view)
        known = {} if before is None else {item.id: item for item in before.questions}
        for item in () if after is None else after.questions:
            old = known[item.id].first.answer
            if old != item.first.answer:
                yield InView("answer", item.id, old, item.first.answer, item.asks)

    def _answers_for(self, view: str | None) -> Answers | None:
        if view not in self._answers:
            self._answers[view] = None
            with suppress(AssessmentError, ModelError):
                seen = self.context if view is None else context_of(self.assessment, "diff", view=view)
                self._answers[view] = answers_in(seen, observed_in(seen), bound=0, search=False)
        return self._answers[view]

    def _claims_in(self, view: str) -> Iterator[InView]:
        for name, claim in self.assessment.claims.items():
            if claim.under == view:
                own = setting_of(self.assessment, name)
                plain = setting_with(self.assessment, name, own.check, scenario=own.scenario, with_=own.with_)
                yield InView("claim", name, self._verdict(plain), self._verdict(own))

    def _verdict(self, setting: Setting) -> str:
        (table,) = value_tables(self.assessment, [setting], self.concepts)
        return JudgedClaim(setting, table, self.concepts).word

    def _ends_in(self, view: str) -> Iterator[InView]:
        with suppress(ModelError):
            author, there = (ends_of(self.context, self.concepts[0], view=name) for name in (None, view))
            if author != there:
                yield InView("outcomes", "", author, there)

    def _responsible(self, view: str) -> tuple[Mapping[str, Fraction] | None, Mapping[str, Fraction] | None]:
        if self.assessment.target is None:
            return None, None
        by_view: dict[str | None, Mapping[str, Fraction]] = {}
        with suppress(ModelError):
            rows = degrees(GameContext(self.assessment, self.concepts), over_readings=False).views
            by_view = {row.view: dict(row.degrees) for row in rows}
        return by_view.get(view), by_view.get(None)

    # -- an observation --------------------------------------------------------------------------------------------

    def seen(self, place: int, item: ChangedLine, which: Which) -> Iterator[OwnSeen]:
        """What an observation allows."""
        observed = observed_in(self.context)
        for own in () if observed is None else observed.seen:
            if observed is not None and own.id == item.name:
                allowed = [bool(row.any()) for row in own.leaves]
                passes = own.kind == "ended" and self._passes(own.formula, own.scenario)
                together = int(observed.survives.any(axis=1).sum())
                day = None if own.date is None else str(own.date)
                agreements = () if own.by_steps.any() else own.agreements
                about = (agreements, observed.unlisted, own.formula, day, own.when, own.scenario)
                yield OwnSeen(place, which, own.id, sum(allowed), len(allowed), allowed[0], passes, together, *about)

    def _passes(self, text: str, scenario: str | None) -> bool:
        assessment = self.assessment
        formula = assessment.formula(text)
        for reading in assessment.readings:
            with suppress(ModelError):
                conflict = self.context.conflict(reading=reading, scenario=scenario)
                case = CheckedGame.of(games=self.context.games, conflict=conflict)
                met = case.where(formula)
                if any(met[list(case.play.roads(case.start(), name).reached)].any() for name in self.concepts):
                    return True
        return False

    # -- answers and verdicts --------------------------------------------------------------------------------------

    def _answered(self, place: int, which: Which, item: ChangedLine) -> Iterator[OwnSaid]:
        answers = self._answers_for(None)
        for question in () if answers is None else answers.questions:
            words = {own.scenario: own for own in question.answers}
            if item.section == "key question" and question.id == item.name:
                for own in question.answers:
                    yield OwnSaid(
                        place, which, "answer", question.id, own.scenario, own.answer, own.base, question.asks
                    )
            elif item.section == "scenario" and item.name in words:
                base = words[None].answer if None in words else ""
                word = words[item.name].answer
                yield OwnSaid(place, which, "answer", question.id, item.name, word, base, question.asks)


def _about(want: ModelWant, option: str) -> bool:
    """Whether a want names an option, in any of its parts."""
    parts = (want.formula, want.condition, want.otherwise)
    return any(Degrees.option_of(name) == option for part in parts if part is not None for name in part.options)
