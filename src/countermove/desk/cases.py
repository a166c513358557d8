"""cases: what is bundled with the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from countermove.assessment import cases, load

__all__ = ["CaseLine", "CasesRecord", "list_cases"]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A bundled case in numbers, and its claims in words (id → what it says)."""

    name: str
    title: str
    digest: str
    actors: tuple[str, ...]
    options: int
    readings: int
    claims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CasesRecord:
    """All bundled cases, by name."""

    cases: tuple[CaseLine, ...]


def list_cases() -> CasesRecord:
    """The bundled cases."""
    lines = []
    for case in cases():
        assessment = load(case.name)
        lines.append(
            CaseLine(
                name=case.name,
                title=case.title,
                digest=assessment.digest,
                actors=tuple(record.name or name for name, record in assessment.document.actors.items()),
                options=len(assessment.form.options),
                readings=prod(map(len, assessment.questions.values())),
                claims={name: claim.says for name, claim in assessment.claims.items()},
            )
        )
    return CasesRecord(tuple(lines))
