"""Strength and doubt as words on wants: where a file has them, and where they do not go together.

An actor with wants of both kinds would have a hybrid preference (Xu, Hipel, Kilgour & Chen 2010), which is not here. A
file is refused if one of its games would have such an actor; the games are those that its overlays make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from countermove.assessment.compile import Compiler
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import Document, Overlay, Rewrite, Want, overlays_of
from gmcr.stability import MAX_STATES

__all__ = ["GradedWant", "check_grades", "graded_wants", "grades_in", "hybrid_text"]

Grade = Literal["great", "unknown"]

_LAYERS = ("open", "scenarios", "views")
"""Sections of overlays in the order in which they are applied; those of claims and questions come last."""


class GradedWant(NamedTuple):
    """A want that is said to be great, or unknown. ``source``: the path of the overlay that says so, () for the file."""

    actor: str
    want: str
    grade: Grade
    source: Path
    path: Path


def graded_wants(document: Document) -> tuple[GradedWant, ...]:
    """Every want that is great or unknown, in the file and then in its overlays."""
    return tuple(_graded(document))


def grades_in(document: Document) -> frozenset[str]:
    """Which of the two kinds, "great" and "unknown", a file has anywhere."""
    return frozenset(want.grade for want in _graded(document))


def _graded(document: Document) -> Iterator[GradedWant]:
    owner = {want.id: actor for actor, record in document.actors.items() for want in record.wants}
    for actor, record in document.actors.items():
        for place, want in enumerate(record.wants):
            for grade, key in _grades(want):
                yield GradedWant(actor, want.id, grade, (), ("actors", actor, "wants", place, key))
    for path, overlay in overlays_of(document):
        for name, rewrite in overlay.rewrite.items():
            for grade, key in _grades(rewrite):
                yield GradedWant(owner.get(name, ""), name, grade, path, (*path, "rewrite", name, key))


def _grades(want: Want | Rewrite) -> Iterator[tuple[Grade, str]]:
    if want.strength == "great":
        yield "great", "strength"
    if want.unknown:
        yield "unknown", "unknown"


def check_grades(document: Document, compiler: Compiler, report: Report) -> None:
    """Report one problem for each actor that would have strength and doubt in one game, and a file with too many states."""
    wants = graded_wants(document)
    if not wants:
        return
    overlays = dict(overlays_of(document))
    for actor in document.actors:
        if clash := _clash([want for want in wants if want.actor == actor], overlays):
            great, unknown = clash
            message = hybrid_text(actor, great.want, unknown.want)
            report.add(max(clash, key=lambda want: wants.index(want)).path, "hybrid", message, key=True)
    structure = compiler.structure
    if not structure.listed or structure.states.size > MAX_STATES:
        many = f"more than {MAX_STATES:,} states" if not structure.listed else f"{structure.states.size:,} states"
        message = (
            f"There are {many}. Strength and doubt are compared pair by pair, for at most {MAX_STATES:,}: exclude "
            f"impossible states with `never` rules, or leave `{wants[0].path[-1]}` out."
        )
        report.add(wants[0].path, "large", message, key=True)


def hybrid_text(actor: str, great: str, unknown: str) -> str:
    """That an actor has strength and doubt in one game, and what to do."""
    return (
        f"{actor} would have a want that is great ({great}) and one that is unknown ({unknown}) in one game. What both mean "
        "together is the hybrid preference, which is not here: keep one of the two kinds for each actor."
    )


def _clash(wants: Iterable[GradedWant], overlays: dict[Path, Overlay]) -> tuple[GradedWant, GradedWant] | None:
    """A great and an unknown want of one actor that one game could have."""
    great = [want for want in wants if want.grade == "great"]
    unknown = [want for want in wants if want.grade == "unknown"]
    return next((pair for pair in product(great, unknown) if _meet(*pair, overlays)), None)


def _meet(one: GradedWant, other: GradedWant, overlays: dict[Path, Overlay]) -> bool:
    """Whether one game could have both."""
    if one.source == other.source:
        return True
    first, last = sorted((one, other), key=lambda want: _layer(want.source, overlays))
    if not _together(first.source, last.source):
        return False
    over = overlays[last.source]
    again = over.rewrite.get(first.want)
    return first.want not in over.drop and not (again is not None and again.graded)


def _layer(source: Path, overlays: dict[Path, Overlay]) -> tuple[int, int]:
    """The place of an overlay among those that are applied one after another."""
    if not source:
        return -1, 0
    section = _LAYERS.index(str(source[0])) if source[0] in _LAYERS else len(_LAYERS)
    return section, list(overlays).index(source)


def _together(one: Path, other: Path) -> bool:
    """Whether one game can have two overlays: answers to different questions, or overlays of different layers."""
    if not one:
        return True
    if one[0] == other[0] == "open":
        return one[1] != other[1]
    return (one[0] in _LAYERS or other[0] in _LAYERS) and one[0] != other[0]
