"""The games of an assessment, shared by all questions about it so that nothing is computed twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakKeyDictionary, WeakValueDictionary

from countermove.assessment.overlays import Selection
from countermove.catalogue import QUESTIONS
from gmcr import CONCEPTS, Conflict
from gmcr.analysis import Games
from gmcr.base.arguments import as_mapping, shown
from gmcr.base.errors import ModelError
from gmcr.model import Structure
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "conflict_alone",
    "game_of",
    "games_of",
    "require_assessment",
    "resolve_concepts",
    "select_in",
    "selected",
]

A = TypeVar("A", bound="Assessment | Conflict")

_WHY_NOT = {
    "assess": "assess tells what follows from premises and what the author concludes",
    "answers": "answers are given to key questions, and a conflict asks none",
    "observed": "observed compares the answers to open questions, and a conflict leaves none open",
    "statusquo": "statusquo goes through readings and a target, and a conflict has neither",
}
"""Question → the reason why a bare conflict does not answer it."""


@dataclass(slots=True)
class _Cache:
    games: Games
    conflicts: dict[Any, Conflict] = field(default_factory=dict)


_caches: WeakKeyDictionary[Assessment, _Cache] = WeakKeyDictionary()

_games: WeakValueDictionary[Structure, Games] = WeakValueDictionary()
"""Assessments on one structure, such as one and its changed copies, share cached results about its games."""


def games_of(of: Assessment | Conflict) -> Games:
    """The one ``Games`` object of an assessment, which lives as long as the assessment; for a conflict a new one."""
    return Games(of.structure) if isinstance(of, Conflict) else _cache_of(of).games


def forget(assessment: Assessment) -> None:
    """Drop the cached results about games on the structure of an assessment."""
    games = _cache_of(assessment).games
    _games.pop(games.arena.structure, None)
    for other in [item for item, entry in _caches.items() if entry.games is games]:
        del _caches[other]


def selected(
    of: A,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    concepts: Sequence[str] = (),
) -> A:
    """A question's subject with a call's selection in place of its base (see ``Assessment.selected``); unchanged where
    nothing is selected. Raises UnknownName, and ModelError for anything but an assessment or a conflict, and where a
    reading, scenario, view or driver is chosen in a conflict, which has none."""
    from countermove.assessment import Assessment

    if not isinstance(of, Assessment):
        if any(item is not None and item != {} for item in (reading, scenario, view, drivers)):
            raise ModelError("A conflict has no readings, scenarios, views or drivers to choose: leave them out.")
        return cast(A, Conflict.given(of))  # the conflict in a published one
    chosen = select_in(of, reading=reading, scenario=scenario, view=view, drivers=drivers, concepts=concepts)
    return cast(A, chosen)


def select_in(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    concepts: Sequence[str] = (),
) -> Assessment:
    """Like `selected`, for an assessment alone. Raises UnknownName, ModelError."""
    chosen = any(item is not None and item != {} for item in (reading, scenario, view, drivers))
    if not chosen and tuple(concepts) in ((), assessment.concepts):
        return assessment
    before = assessment.selection
    selection = Selection(
        reading={**before.reading, **as_mapping({} if reading is None else reading, "reading", "question → answer")},
        scenario=before.scenario if scenario is None else scenario,
        view=before.view if view is None else view,
        drivers={**before.drivers, **as_mapping({} if drivers is None else drivers, "drivers", "driver → number")},
    )
    return assessment.selected(selection, concepts=concepts)


def resolve_concepts(of: Assessment | Conflict, concepts: str | Sequence[str] | None) -> tuple[str, ...]:
    """The names of the given concepts; by default those of the file, or all five for a conflict. Raises UnknownName."""
    return tuple(
        item.name for item in concepts_named(getattr(of, "concepts", CONCEPTS) if concepts is None else concepts)
    )


def require_assessment(value: object, question: str) -> Assessment:
    """An assessment for a question that needs one. Raises ModelError, saying why, for anything else."""
    from countermove.assessment import Assessment

    if isinstance(value, Assessment):
        return value
    from countermove.assessment.conflicts import PublishedConflict

    if isinstance(value, (Conflict, PublishedConflict)):
        raise ModelError(f"This is a bare conflict. {conflict_alone(question)}")
    raise ModelError(f"{question} is asked of an Assessment, not of {shown(value)}. Load one first: load(name).")


def conflict_alone(question: str) -> str:
    """Why a bare conflict does not answer a question, and what it does answer."""
    declared = QUESTIONS.get(question)
    why = _WHY_NOT.get(question) or (declared.alone if declared else "") or f"{question} needs an assessment"
    of_conflicts = [name for name, item in QUESTIONS.items() if item.of == "game"]
    answers = f"{', '.join(of_conflicts[:-1])} or {of_conflicts[-1]}"
    return f"{why[0].upper()}{why[1:]}. It answers {answers}; or write an assessment around it."


def game_of(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
) -> Conflict:
    """``assessment.conflict``, with each game made once: results about a game are cached by its identity."""
    known = _cache_of(assessment).conflicts
    key = (tuple((reading or {}).items()), scenario, view)
    if key not in known:
        known[key] = assessment.conflict(reading=reading, scenario=scenario, view=view)
    return known[key]


def _cache_of(assessment: Assessment) -> _Cache:
    if assessment not in _caches:
        structure = assessment.conflict().structure
        games = _games.get(structure)
        if games is None:
            games = _games[structure] = Games(structure)
        _caches[assessment] = _Cache(games)
    return _caches[assessment]
