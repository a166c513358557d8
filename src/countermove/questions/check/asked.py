"""check: the verdicts on the claims of one or several cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import Glossary, glossary_of
from countermove.errors import UnknownName
from countermove.questions.check.found import ClaimVerdict, check
from countermove.stability import CONCEPTS

__all__ = ["CheckRecord", "check_cases"]


@dataclass(frozen=True, slots=True)
class CheckRecord(Brief):
    """Verdicts on the claims of one case, in file order. ``readings``: how many were gone through. ``rows``: these, in the
    order of the rows of each claim's ``values``, whose columns are the concepts of the frame."""

    frame: Frame
    glossary: Glossary
    readings: int
    claims: tuple[ClaimVerdict, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    def gist(self) -> str:
        """How many claims have which verdict."""
        counts = Counter(claim.verdict for claim in self.claims)
        told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
        return f"{len(self.claims)} claims in {self.readings} readings: {told or 'none'}"


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
        assessment.readings,
    )
