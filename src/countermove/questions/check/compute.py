"""check: the verdicts on the claims of one or several cases.

``verdicts.claims`` defines verdicts and computes those of one case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import context_of
from countermove.context.precedence import Overrides, overrides_in
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.observations import as_day, observed_in
from gmcr.base.arguments import as_names
from gmcr.base.errors import UnknownName
from gmcr.base.record import INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["PROVED", "Check", "CheckedCase", "ClaimVerdict", "check"]

PROVED = 120.0
"""The time limit in seconds for proving the claims of a case whose states are not listed; claims still open are
reported as undecided."""


@dataclass(frozen=True, slots=True)
class CheckedCase(Record):
    """A case."""

    case: str
    """Its name."""
    digest: str
    """SHA-256 of its text."""
    rows: tuple[Mapping[str, str], ...]
    """The rows of every claim's `values`: the reading of each, the base reading first."""
    columns: tuple[str, ...]
    """The columns of every claim's `values`: the concept of each."""
    claims: Annotated[tuple[ClaimVerdict, ...], INTERNAL]
    """The judged claims, in file order."""
    precedence: Annotated[Overrides, INTERNAL]
    """The precedence over what is set and selected."""

    @derived
    def readings(self) -> int:
        """The number of readings examined."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Check(Record):
    """Verdicts on claims."""

    cases: tuple[CheckedCase, ...]
    """The cases checked."""
    as_of: date | None
    """The day whose knowledge counts; null if everything counts."""

    @derived
    def claims(self) -> tuple[ClaimVerdict, ...]:
        """The claims, by case in file order."""
        return tuple(claim for item in self.cases for claim in item.claims)

    @derived
    def as_expected(self) -> bool:
        """Whether no claim differs from what its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts of all cases."""
        return self.cases[0].columns

    def gist(self) -> str:
        """How many claims are of which class."""
        counts = Counter(claim.word for claim in self.claims)
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
        readings = sum(item.readings for item in self.cases)
        return f"{len(self.claims)} claims in {readings} readings: {verdicts or 'none'}"


@task
def check(
    *cases: Assessment,
    claims: str | Sequence[str] | None = None,
    concepts: str | Sequence[str] | None = None,
    as_of: date | str | None = None,
) -> Task[Check]:
    """Verdicts on the claims of some cases, each under *concepts* (by default those of its file). *claims*: ids, each
    in some case; all if None. ``as_of``: count what has happened only as far as it could be known on that day. Counts
    cases, or the claims of those whose states are not listed. There is no partial result: missing claims would look as
    if nobody made them. Raises UnknownName, CountermoveError for an invalid day, and ModelError for a conflict, which
    makes no claims."""
    day = as_day(as_of)
    contexts = [context_of(item, "check", concepts=concepts, as_of=day) for item in cases]
    known = list(dict.fromkeys(name for item in contexts for name in item.assessment.claims))
    chosen = None if claims is None else as_names(claims, "claims")
    for name in chosen or ():
        if name not in known:
            raise UnknownName("claim", name, known)
    checked: list[CheckedCase] = []
    parts = [_parts(item.assessment, chosen) for item in contexts]
    done, of = 0, sum(map(len, parts))
    for item, own in zip(contexts, parts, strict=True):
        case, verdicts = item.assessment, list[ClaimVerdict]()
        with item.games.within(PROVED):
            seen = observed_in(item)
            for part in own:
                yield Progress(done, of)
                verdicts += verdicts_in(item, seen, part)
                done += 1
        precedence = overrides_in(case, claims=[verdict.id for verdict in verdicts])
        checked.append(CheckedCase(case.name, case.digest, case.readings, item.concepts, tuple(verdicts), precedence))
    return Check(tuple(checked), day)


def _parts(assessment: Assessment, chosen: Sequence[str] | None) -> list[list[str] | None]:
    """The batches in which claims are judged, None for all: together if states are listed, one by one if each is
    proved."""
    own = None if chosen is None else [name for name in chosen if name in assessment.claims]
    if assessment.structure.listed:
        return [own]
    return [[name] for name in assessment.claims if own is None or name in own] or [own]
