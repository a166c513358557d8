"""views: the conflict through the eyes of those who take part in it, and what nobody puts to the test."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Assumptions, Frame, frame_of
from countermove.case.game import on_in
from countermove.case.glossary import Glossary, glossary_of
from countermove.case.selection import BASE, Selection, actor_named
from countermove.errors import CountermoveError, quoted
from countermove.questions.views.found import Views, views
from countermove.questions.views.perception import Perception, perception
from countermove.stability import CONCEPTS

__all__ = ["PerceptionRecord", "ViewsRecord", "holders", "perception_case", "views_case"]

MOST_READINGS = 1024
"""Beliefs are judged in all readings where there are no more than this."""


@dataclass(frozen=True, slots=True)
class ViewsRecord(Brief):
    """``on``: code → the options that are on, for every state mentioned."""

    frame: Frame
    glossary: Glossary
    found: Views
    on: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PerceptionRecord(Brief):
    """What misperception in the sense of GMCR+ does to an imported conflict."""

    frame: Frame
    found: Perception


def views_case(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    held: Mapping[str, str | None] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    progress: Callable[[int, int], None] | None = None,
) -> ViewsRecord:
    """The conflict in own views. A view cannot be selected: everybody acts by its own. Raises UnknownName,
    ModelError."""
    if selection.view is not None:
        raise CountermoveError(
            "Here everybody sees the game by its own view: say who holds which instead.", argument="held"
        )
    words = glossary_of(assessment, selection)
    found = views(
        assessment,
        held=None if held is None else _by_id(held, words),
        reading=selection.reading,
        scenario=selection.scenario,
        drivers=selection.drivers,
        concepts=concepts,
        over_readings=len(assessment.readings) <= MOST_READINGS,
        progress=progress,
    )
    return ViewsRecord(
        frame=frame_of(assessment, selection=selection, concepts=[row.concept for row in found.concepts]),
        glossary=words,
        found=found,
        on=on_in(selection.conflict(assessment), found.labels),
    )


def _by_id(held: Mapping[str, str | None], words: Glossary) -> dict[str, str | None]:
    """Who holds which view, each actor by its id. Raises UnknownName, CountermoveError where one is given twice."""
    found: dict[str, str | None] = {}
    for name, view in held.items():
        actor = actor_named(words.actors, name)
        if actor in found:
            raise CountermoveError(f"The view of {actor} is given twice.", argument="held")
        found[actor] = view
    return found


def perception_case(file: str, *, concepts: Sequence[str] = CONCEPTS) -> PerceptionRecord:
    """What the actors of a ``.gmcr`` file do not perceive, and what that does. Raises CountermoveError."""
    from countermove.interop import read_gmcr_model  # a format that few commands need

    found = perception(read_gmcr_model(file), concepts=concepts)
    path = Path(file)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assumptions = Assumptions(reading={}, concepts=tuple(row.concept for row in found.concepts))
    return PerceptionRecord(Frame(path.stem, digest, assumptions), found)


def holders(texts: Sequence[str]) -> dict[str, str | None]:
    """Who holds which view, from texts ``ACTOR=VIEW``; ``author`` means the author's model. Raises CountermoveError."""
    found: dict[str, str | None] = {}
    for text in texts:
        actor, equals, view = (part.strip() for part in text.partition("="))
        if not (actor and equals and view):
            raise CountermoveError(
                f"Who holds which view is written ACTOR=VIEW (or ACTOR=author); {quoted(text)} is not of that form.",
                argument="held",
            )
        if actor in found:
            raise CountermoveError(f"The view of {actor} is given twice.", argument="held")
        found[actor] = None if view == "author" else view
    return found
