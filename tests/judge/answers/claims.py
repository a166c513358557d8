"""Claims: verdicts as argued and since, what they turn on, rest on and restate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.judge.answers.changes import edited, edits_of
from tests.judge.answers.checks import ABOUT_EDITS, Case, Setting, claim_case, setting_of, values_of
from tests.judge.answers.happened import happened
from tests.judge.answers.tables import Cell, Turn, everywhere, kept, turns_on
from tests.judge.assessment_files import Document
from tests.judge.sentences.classes import judge_class, keeping

__all__ = ["NO_READING", "JudgedClaim", "Reliance", "case_after", "edits_of_cases", "judge_claim", "judge_claims"]
__all__ += ["verdict"]

NO_READING = "no reading of this model allows what happened"
"""The verdict, or answer, since where no cell survives."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """A single edit of a want that changes cells of the base reading."""

    want: str
    edit: str
    """``drop``, ``could_be`` or ``swap``."""
    concepts: tuple[str, ...]
    """The concepts whose cell changes."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """What becomes of one claim."""

    values: tuple[tuple[bool | None, ...], ...]
    """By reading, then by concept; None is undefined."""
    verdict: str
    """As argued: ``follows``, ``contradicted``, ``vacuous`` or ``not determined``."""
    since: str
    """The verdict over the surviving cells; ``NO_READING`` where there is none."""
    turns_on: tuple[Turn, ...]
    """As argued; for *not determined* only."""
    rests_on: tuple[Reliance, ...]
    """In the base reading."""
    kind: str
    """The class: the first of the nine that applies."""
    restated: tuple[str, ...]
    """The wants that it restates, of a claim that restates a premise."""
    by_inaction: bool
    """In the base reading it has the values that it has with no want at all, too; not asked of what is about edits of wants."""
    probe: bool

    @property
    def unsupported(self) -> bool:
        """Contradicted, and no single edit makes it true in the base reading."""
        return self.kind == "unsupported"


def verdict(values: Sequence[bool | None]) -> str:
    """The verdict on so many cells."""
    if any(value is True for value in values):
        return "not determined" if any(value is False for value in values) else "follows"
    return "contradicted" if any(value is False for value in values) else "vacuous"


def edits_of_cases(*cases: Case) -> list[tuple[str, str]]:
    """Every single edit of the games of some checks."""
    return list(dict.fromkeys(edit for case in cases for game in case.values() for edit in edits_of(game)))


def case_after(case: Case, edits: Mapping[str, str]) -> Case:
    """The games of a check after a set of edits."""
    return {name: edited(game, edits) for name, game in case.items()}


def judge_claim(setting: Setting, claim: Mapping[str, Any], surviving: Collection[Cell]) -> JudgedClaim:
    """One claim in every reading under every concept."""
    check, judged = claim["check"], judge_class(setting, claim)
    table = judged.values
    case = claim_case(setting, claim, setting.readings[0])
    every = everywhere(table)
    rests = []
    for want, kind in edits_of_cases(case):
        values = values_of(setting, check, case_after(case, {want: kind}))
        changed = [c for c, old, new in zip(setting.concepts, table[0], values, strict=True) if old is not new]
        if changed:
            rests.append(Reliance(want, kind, tuple(changed)))
    about_edits = any(kind in check for kind in ABOUT_EDITS)
    return JudgedClaim(
        table,
        verdict(kept(table, every)),
        verdict(kept(table, surviving)) if surviving else NO_READING,
        turns_on(setting.document, setting.readings, setting.concepts, table, None, every),
        tuple(rests),
        judged.kind,
        judged.restated,
        not about_edits and values_of(setting, check, keeping(case, ())) == table[0],
        claim.get("probe") in (True, "true"),
    )


def judge_claims(document: Document, concepts: Sequence[str] | None = None) -> dict[str, JudgedClaim]:
    """Every claim of a document, in file order."""
    setting = setting_of(document, concepts)
    surviving = happened(setting, None).surviving
    return {name: judge_claim(setting, claim, surviving) for name, claim in (document.get("claims") or {}).items()}
