"""check: the verdicts on the claims of one or several cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import Glossary, glossary_of
from countermove.errors import UnknownName
from countermove.questions.check.found import ClaimVerdict, check
from countermove.stability import CONCEPTS

__all__ = ["CheckRecord", "check_cases"]


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """Verdicts on the claims of one case, in file order. ``readings``: how many were gone through."""

    frame: Frame
    glossary: Glossary
    readings: int
    claims: tuple[ClaimVerdict, ...]

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)


def check_cases(
    assessments: Iterable[Assessment], *, claims: Sequence[str] = (), concepts: Sequence[str] = CONCEPTS
) -> Iterator[CheckRecord]:
    """One record a case, made as it is asked for. ``claims``: ids, all where empty; each must be in some case.

    Raises UnknownName.
    """
    given = tuple(assessments)
    known = list(dict.fromkeys(name for assessment in given for name in assessment.claims))
    for name in claims:
        if name not in known:
            raise UnknownName("claim", name, known)
    return (_check(assessment, claims, concepts) for assessment in given)


def _check(assessment: Assessment, claims: Sequence[str], concepts: Sequence[str]) -> CheckRecord:
    own = [name for name in claims if name in assessment.claims] if claims else None
    return CheckRecord(
        frame_of(assessment, concepts=concepts),
        glossary_of(assessment),
        len(assessment.readings),
        check(assessment, own, concepts),
    )
