"""live: an assessment to push, and what follows each time.

A push is a change of the author's model, as if the file said so: wants dropped, reworded, moved or edited, drivers set,
acts that happened. Readings, scenarios and views apply on top. All models on the same actors, options and rules share
one ``Games``: ranks are compared by value, and games and checks by their ranks, so that only a game that is really new
is solved, walked and judged again, and results are still there when the slider comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from countermove.assessment import Assessment, load, loads
from countermove.assessment.overlays import as_edits
from countermove.assessment.schema import Overlay
from countermove.context.games import forget, games_of, require_assessment, resolve_concepts
from countermove.reports.live.standing import AnswerNow, ClaimNow, EndingNow, Standing
from countermove.verdicts.answers.compute import word_of
from countermove.verdicts.key_questions import KeyQuestionSides, key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import Sides
from countermove.verdicts.values import readings_named, value_tables, verdict_of
from gmcr import Conflict, Edit
from gmcr.analysis import Play
from gmcr.base.numbers import GivenNumber

__all__ = ["Live", "live"]

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
        return f"<Live of {self.assessment.gist()}>"

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
