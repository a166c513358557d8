"""why: what keeps each actor in a state, or moves it out: the witness of each verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.desk.frame import Frame, frame_of
from countermove.desk.glossary import Glossary, glossary_of
from countermove.desk.obstacles import Obstacle, obstacles
from countermove.desk.selection import BASE, Selection, state_code
from countermove.errors import UnknownName
from countermove.stability import CONCEPTS, Witness, concepts_named, why

__all__ = ["WhyRecord", "why_case"]


@dataclass(frozen=True, slots=True)
class WhyRecord:
    """``witnesses``: one for each actor and concept asked for, actors outermost. ``acts``: what becomes of every single
    act of these actors. ``on``: code → the options that are on, for every state mentioned."""

    frame: Frame
    glossary: Glossary
    state: int
    start: int
    actors: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    acts: tuple[Obstacle, ...]
    on: Mapping[int, tuple[str, ...]]


def why_case(
    assessment: Assessment,
    state: str,
    selection: Selection = BASE,
    *,
    actors: Sequence[str] = (),
    concepts: Sequence[str] = CONCEPTS,
) -> WhyRecord:
    """Why a state is stable or not, for *actors* (all where empty). Raises UnknownName, ModelError."""
    conflict = selection.conflict(assessment)
    for name in actors:
        if name not in conflict.actors:
            raise UnknownName("actor", name, conflict.actors)
    chosen = tuple(name for name in conflict.actors if not actors or name in actors)
    names = tuple(item.name for item in concepts_named(concepts))
    code = state_code(conflict, state)
    witnesses = tuple(why(conflict, code, actor=actor, concept=name) for actor in chosen for name in names)
    acts = tuple(act for act in obstacles(conflict, code) if act.actor in chosen)
    return WhyRecord(
        frame=frame_of(assessment, selection=selection, concepts=names),
        glossary=glossary_of(assessment, selection),
        state=code,
        start=conflict.start,
        actors=chosen,
        witnesses=witnesses,
        acts=acts,
        on={
            mentioned: tuple(name for k, name in enumerate(conflict.options) if mentioned >> k & 1)
            for mentioned in sorted({code, conflict.start, *_mentioned(witnesses)})
        },
    )


def _mentioned(witnesses: Sequence[Witness]) -> Iterator[int]:
    for witness in witnesses:
        if witness.improvement is not None:
            yield witness.improvement
        for improvement, path in witness.deterred:
            yield improvement
            yield from (target for _, target in path)
