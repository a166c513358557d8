"""together: whether claims can be true together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import Glossary, glossary_of
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.together.found import Together, together
from countermove.stability import CONCEPTS

__all__ = ["TogetherRecord", "together_case"]


@dataclass(frozen=True, slots=True)
class TogetherRecord(Brief):
    """What excludes what, over all readings."""

    frame: Frame
    glossary: Glossary
    found: Together


def together_case(
    assessment: Assessment,
    *,
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    verdicts: Sequence[ClaimVerdict] = (),
    progress: Callable[[int, int], None] | None = None,
) -> TogetherRecord:
    """Whether *claims* (ids, the author's where None) can be true together. ``verdicts``: of claims judged already.
    Raises UnknownName."""
    found = together(assessment, claims=claims, concepts=concepts, verdicts=verdicts, progress=progress)
    return TogetherRecord(frame_of(assessment, concepts=found.concepts), glossary_of(assessment), found)
