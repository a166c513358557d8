"""Codings under `alternatives`: each is read and linted like the file itself, and its problems stand at its lines."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.document import Assessment
from countermove.assessment.problems import Position
from gmcr.base.errors import AssessmentError, Problem

__all__ = ["codings_of", "misfits", "written_in"]


def codings_of(assessment: Assessment) -> Iterator[Assessment]:
    """The assessment under each coding that fits, one at a time."""
    for name, choice in _choices(assessment):
        try:
            yield assessment.coded({name: choice})
        except AssessmentError:
            continue


def misfits(assessment: Assessment) -> Iterator[Problem]:
    """The problems of codings that do not fit the file."""
    for name, choice in _choices(assessment):
        try:
            assessment.coded({name: choice})
        except AssessmentError as error:
            yield from error.problems


def written_in(assessment: Assessment, place: Position) -> bool:
    """Whether a place of the file is one of its alternatives."""
    positions = assessment.uncoded.positions
    begin = positions.key(("alternatives",))
    after = [where for path, where in positions.keys.items() if len(path) == 1 and where > begin]
    return begin < place and all(place < where for where in after)


def _choices(assessment: Assessment) -> Iterator[tuple[str, str]]:
    for name, alternative in assessment.document.alternatives.items():
        yield from ((name, choice) for choice in alternative.other)
