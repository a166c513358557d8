"""diff: what changed between two assessments, and because of which line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import Glossary, glossary_of
from countermove.questions.diff.found import BOUND, Diff, diff
from countermove.stability import CONCEPTS

__all__ = ["DiffRecord", "diff_cases"]


@dataclass(frozen=True, slots=True)
class DiffRecord(Brief):
    """``frames`` and ``glossaries``: of the first, then of the second."""

    frames: tuple[Frame, Frame]
    glossaries: tuple[Glossary, Glossary]
    found: Diff


def diff_cases(
    first: Assessment,
    second: Assessment,
    *,
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    progress: Callable[[int, int], None] | None = None,
) -> DiffRecord:
    """What changed from one to the other. ``claims``: ids in the first, all that both have where None. Raises UnknownName."""
    found = diff(first, second, claims=claims, concepts=concepts, bound=bound, progress=progress)
    frames = tuple(frame_of(item, concepts=found.concepts, bound=bound) for item in (first, second))
    return DiffRecord((frames[0], frames[1]), (glossary_of(first), glossary_of(second)), found)
