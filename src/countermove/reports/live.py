"""What follows from an assessment at one moment, and how it differs from another moment.

live: an assessment to push, and what follows each time.

A push is a change of the author's model, as if the file said so: wants dropped, reworded, moved or edited, drivers set,
acts that happened. Readings, scenarios and views apply on top. All models on the same actors, options and rules share
one ``Games``: ranks are compared by value, and games and checks by their ranks, so that only a game that is really new
is solved, walked and judged again, and results are still there when the slider comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np

from countermove.assessment import Assessment, load, loads
from countermove.assessment.overlays import as_edits
from countermove.assessment.schema import Overlay
from countermove.context.games import forget, games_of, require_assessment, resolve_concepts
from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import Sides
from countermove.verdicts.values import COARSE_WORDS, Verdict, readings_named, value_tables, verdict_of
from gmcr import Conflict, Edit
from gmcr.analysis import Play
from gmcr.base.arguments import GivenNumber
from gmcr.base.record import INTERNAL, Among, Record, cut
from gmcr.model import NO_OPTION

__all__ = ["AnswerNow", "ClaimNow", "Difference", "EndingNow", "Live", "Standing", "live"]


Cells = np.ndarray[tuple[int, int], np.dtype[np.int8]]
"""One row per reading, one column per concept."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerNow(Record):
    """The answer to a key question in the base or in one scenario."""

    id: str
    """The question's name; `K` for the default question of a file without any."""
    scenario: str | None
    """The scenario; null for the base."""
    answer: Word
    """The answer over these readings."""
    values: Annotated[Cells, Among(1, 0, 2, 3, -1)]
    """One row per reading, one value per concept: 1 yes, 0 no, 2 either way, 3 unsettled, -1 undefined."""


@dataclass(frozen=True, slots=True, eq=False)
class ClaimNow(Record):
    """A claim."""

    id: str
    """Its name."""
    verdict: Verdict
    """The verdict over these readings."""
    values: Annotated[Cells, Among(1, 0, -1)]
    """One row per reading, one value per concept: 1 true, 0 false, -1 undefined."""


@dataclass(frozen=True, slots=True)
class EndingNow(Record):
    """Where the start of the selected game leads under a concept."""

    concept: str
    """The concept."""
    holds: bool
    """Whether the start is an equilibrium."""
    outcomes: tuple[int, ...]
    """Codes of the states in which roads from it end, ascending; empty if they run in circles."""


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """Something that has changed."""

    what: Literal["answer", "claim", "outcomes"]
    """What has changed."""
    name: str
    """The question, the claim, or the concept of the outcomes."""
    scenario: str | None
    """The scenario of an answer."""
    before: str
    """The earlier answer, the values of a claim in a word (its class is not computed here), or the earlier states where
    it ends."""
    after: str
    """The same, now."""
    cells: int | None
    """The number of readings × concepts, among those examined both times, in which it differs; null for outcomes."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing(Record):
    """What follows at one moment."""

    start: int
    """The code of the selected game's start."""
    readings: tuple[Mapping[str, str], ...]
    """The readings, one per row of values."""
    concepts: tuple[str, ...]
    """The concepts, one per column of values."""
    endings: tuple[EndingNow, ...]
    """Where the start leads, one per concept."""
    answers: tuple[AnswerNow, ...]
    """The answers to the key questions, in file order, each in the base and in its scenarios."""
    claims: tuple[ClaimNow, ...]
    """The claims, in file order."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → label, for every state mentioned."""

    def changed(self, since: Standing) -> tuple[Difference, ...]:
        """The differences since another moment: answers first, then claims, then outcomes. Readings and concepts that
        were not examined both times are ignored, and so is what did not exist then."""
        return tuple(_differences(since, self))

    def gist(self) -> str:
        """The answers, each in a word, and how many claims are true throughout."""
        words = [f"{item.id}: {item.answer}" for item in self.answers if item.scenario is None]
        true = sum(claim.verdict == "follows" for claim in self.claims)
        return f"{'; '.join(words)}; {true} of {len(self.claims)} claims true throughout"


def _differences(before: Standing, after: Standing) -> Iterator[Difference]:
    rows = [(k, after.readings.index(own)) for k, own in enumerate(before.readings) if own in after.readings]
    columns = [(k, after.concepts.index(own)) for k, own in enumerate(before.concepts) if own in after.concepts]
    was = np.ix_([row for row, _ in rows], [column for column, _ in columns])
    now = np.ix_([row for _, row in rows], [column for _, column in columns])
    answers = {(item.id, item.scenario): item for item in before.answers}
    for item in after.answers:
        old = answers.get((item.id, item.scenario))
        cells = 0 if old is None else int((old.values[was] != item.values[now]).sum())
        if old is not None and cells:
            yield Difference("answer", item.id, item.scenario, old.answer, item.answer, cells)
    claims = {item.id: item for item in before.claims}
    for claim in after.claims:
        known = claims.get(claim.id)
        cells = 0 if known is None else int((known.values[was] != claim.values[now]).sum())
        if known is not None and cells:
            yield Difference("claim", claim.id, None, COARSE_WORDS[known.verdict], COARSE_WORDS[claim.verdict], cells)
    endings = {item.concept: item for item in before.endings}
    for ending in after.endings:
        earlier = endings.get(ending.concept)
        if earlier is not None and (earlier.outcomes, earlier.holds) != (ending.outcomes, ending.holds):
            yield Difference("outcomes", ending.concept, None, _ended(before, earlier), _ended(after, ending), None)


def _ended(standing: Standing, ending: EndingNow) -> str:
    return " / ".join(standing.labels[code] or NO_OPTION for code in ending.outcomes) or "nowhere"


MOST_ORDERS = 1 << 16
"""Different orders of the states after which all results are dropped; large arrays have a bound of their own."""


def live(source: str | Path | Assessment) -> Live:
    """An assessment to push: one that is loaded, or a file or bundled case by its name. Raises AssessmentError, and
    ModelError for a conflict, which has no premises to push."""
    return Live(load(source) if isinstance(source, (str, Path)) else require_assessment(source, "live"))


class Live:
    """An assessment and the results computed for it. ``assessment``: as its text has it."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._settings: tuple[Setting, ...] | None = None
        self._asked: tuple[KeyQuestionSides, ...] | None = None

    def __repr__(self) -> str:
        return cut(f"<Live of {self.assessment.gist()}>")

    def read(self, text: str | bytes) -> Live:
        """The same file with another text, sharing all that has not changed. Raises AssessmentError with every problem
        found; this one is then unchanged."""
        return Live(loads(text, file=self.assessment.file).sharing(self.assessment))

    def pushed(
        self,
        change: Overlay | Mapping[str, Any] | None = None,
        *,
        edits: Iterable[Edit] = (),
        drivers: Mapping[str, GivenNumber] | None = None,
    ) -> Assessment:
        """The assessment after a push (see `Assessment.changed` and `Assessment.at`), to ask anything of. Raises UnknownName,
        ModelError, AssessmentError."""
        assessment = self.assessment if drivers is None else self.assessment.at(drivers)
        own = as_edits(edits)
        if change is not None or own:
            assessment = assessment.changed(change, edits=own)
        return assessment

    def standing(
        self,
        change: Overlay | Mapping[str, Any] | None = None,
        *,
        edits: Iterable[Edit] = (),
        drivers: Mapping[str, GivenNumber] | None = None,
        reading: Mapping[str, str] | None = None,
        scenario: str | None = None,
        view: str | None = None,
        concepts: str | Sequence[str] | None = None,
        readings: Mapping[str, str] | Iterable[Mapping[str, str]] | None = None,
    ) -> Standing:
        """What follows after a push: answers and claims over *readings* (those that give these answers, or those of one
        of several mappings; all by default), each in its own scenarios and view; outcomes of the game that *reading*,
        *scenario* and *view* select. Raises UnknownName, ModelError, CountermoveError, AssessmentError."""
        assessment = self.pushed(change, edits=edits, drivers=drivers)
        if len(games_of(assessment).arena.ranks) > MOST_ORDERS:
            forget(assessment)
        names, places = resolve_concepts(assessment, concepts), readings_named(assessment, readings)
        conflict = assessment.conflict(reading=reading, scenario=scenario, view=view)
        endings = tuple(_ending(games_of(assessment).play_of(conflict), conflict, name) for name in names)
        answers = tuple(_answers(assessment, self._asked_in(assessment), names, places))
        claims = _claims(assessment, self._settings_in(assessment), names, places)
        codes = {conflict.start, *(code for item in endings for code in item.outcomes)}
        return Standing(
            start=conflict.start,
            readings=tuple(assessment.readings[place] for place in places),
            concepts=names,
            endings=endings,
            answers=answers,
            claims=claims,
            labels={code: conflict.structure.label(code) for code in sorted(codes)},
        )

    # Checks are compiled once: every push leaves names unchanged.

    def _settings_in(self, assessment: Assessment) -> list[Setting]:
        if self._settings is None:
            self._settings = tuple(setting_of(self.assessment, name) for name in self.assessment.claims)
        return [replace(item, assessment=assessment) for item in self._settings]

    def _asked_in(self, assessment: Assessment) -> list[KeyQuestionSides]:
        if self._asked is None:
            self._asked = key_questions_of(self.assessment)

        def moved(side: Setting | None) -> Setting | None:
            return None if side is None else replace(side, assessment=assessment)

        return [
            replace(
                item, sides={k: (replace(yes, assessment=assessment), moved(no)) for k, (yes, no) in item.sides.items()}
            )
            for item in self._asked
        ]


def _ending(play: Play, conflict: Conflict, concept: str) -> EndingNow:
    structure = conflict.structure
    start = structure.cell(conflict.start)
    outcomes = play.roads(start, concept).outcomes
    return EndingNow(concept, play.stable(start, concept), tuple(sorted(map(structure.code_of, outcomes))))


def _answers(
    assessment: Assessment, questions: Sequence[KeyQuestionSides], concepts: tuple[str, ...], places: Sequence[int]
) -> Iterator[AnswerNow]:
    for question in questions:
        for scenario in question.sides:
            values = Sides(assessment, question, scenario, concepts, places).table()
            yield AnswerNow(question.id, scenario, word_of(values), values)


def _claims(
    assessment: Assessment, settings: Sequence[Setting], concepts: tuple[str, ...], places: Sequence[int]
) -> tuple[ClaimNow, ...]:
    tables = value_tables(assessment, settings, concepts, places)
    rows = list(places)
    return tuple(
        ClaimNow(item.id, verdict_of(table[rows]), table[rows]) for item, table in zip(settings, tables, strict=True)
    )
