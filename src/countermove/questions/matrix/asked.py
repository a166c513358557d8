"""matrix: which premise bears on which claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import Glossary, glossary_of
from countermove.case.selection import BASE
from countermove.questions.matrix.found import Matrix, matrix
from countermove.stability import CONCEPTS

__all__ = ["MatrixRecord", "matrix_case"]


@dataclass(frozen=True, slots=True)
class MatrixRecord(Brief):
    """The table of premises and claims, in the base reading."""

    frame: Frame
    glossary: Glossary
    found: Matrix


def matrix_case(
    assessment: Assessment,
    *,
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    progress: Callable[[int, int], None] | None = None,
) -> MatrixRecord:
    """Which premise bears on which of *claims* (ids, all where None). Raises UnknownName."""
    found = matrix(assessment, claims=claims, concepts=concepts, progress=progress)
    return MatrixRecord(frame_of(assessment, selection=BASE, concepts=found.concepts), glossary_of(assessment), found)
