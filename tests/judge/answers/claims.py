"""Claims: verdicts as argued and since, what they turn on, rest on and restate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.judge.answers.changes import edited, edits_of
from tests.judge.answers.checks import ABOUT_EDITS, Case, Setting, case_of, value_of, values_of
from tests.judge.answers.tables import Cell, Turn, everywhere, kept, turns_on

__all__ = ["NO_READING", "JudgedClaim", "Reliance", "edits_of_cases", "judge_claim"]
__all__ += ["case_after", "claim_case", "claim_table", "verdict"]

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
    unsupported: bool
    """Contradicted, and no single edit makes it true in the base reading."""
    restated: tuple[str, ...]
    """The wants that it says again, of a claim that is not contradicted: true in the base reading under the lead concept, with
    that want alone too, and not with none."""


def verdict(values: Sequence[bool | None]) -> str:
    """The verdict on so many cells."""
    if any(value is True for value in values):
        return "not determined" if any(value is False for value in values) else "follows"
    return "contradicted" if any(value is False for value in values) else "vacuous"


def claim_case(
    setting: Setting, claim: Mapping[str, Any], reading: Mapping[str, str], **instead: Any
) -> dict[str, Any]:
    """The games of a claim in a reading; ``instead`` may give another scenario, view or overlay."""
    asked = {"scenario": claim.get("in"), "view": claim.get("under"), "with_": claim.get("with"), **instead}
    return case_of(setting, claim["check"], reading, **asked)


def claim_table(setting: Setting, claim: Mapping[str, Any], **instead: Any) -> tuple[tuple[bool | None, ...], ...]:
    """The claim's value in every reading under every concept."""
    return tuple(
        values_of(setting, claim["check"], claim_case(setting, claim, reading, **instead))
        for reading in setting.readings
    )


def edits_of_cases(*cases: Case) -> list[tuple[str, str]]:
    """Every single edit of the games of some checks."""
    return list(dict.fromkeys(edit for case in cases for game in case.values() for edit in edits_of(game)))


def case_after(case: Case, edit: tuple[str, str]) -> Case:
    """The games of a check after one edit."""
    return {name: edited(game, dict([edit])) for name, game in case.items()}


def _keeping(case: Case, names: Collection[str]) -> Case:
    kept_cases = {}
    for key, game in case.items():
        wants = {actor: tuple(want for want in line if want.id in names) for actor, line in game.wants.items()}
        kept_cases[key] = replace(game, wants=wants)
    return kept_cases


def judge_claim(setting: Setting, claim: Mapping[str, Any], surviving: Collection[Cell]) -> JudgedClaim:
    """One claim in every reading under every concept."""
    check, readings = claim["check"], setting.readings
    table = claim_table(setting, claim)
    case = claim_case(setting, claim, readings[0])
    every = everywhere(table)
    argued = verdict(kept(table, every))
    after = {edit: values_of(setting, check, case_after(case, edit)) for edit in edits_of_cases(case)}
    rests = []
    for (want, kind), values in after.items():
        changed = [c for c, old, new in zip(setting.concepts, table[0], values, strict=True) if old is not new]
        if changed:
            rests.append(Reliance(want, kind, tuple(changed)))
    return JudgedClaim(
        table,
        argued,
        verdict(kept(table, surviving)) if surviving else NO_READING,
        turns_on(setting.document, readings, setting.concepts, table, None, every),
        tuple(rests),
        argued == "contradicted" and not any(True in values for values in after.values()),
        _restated(setting, claim, case),
    )


def _restated(setting: Setting, claim: Mapping[str, Any], case: Case) -> tuple[str, ...]:
    check = claim["check"]
    if any(kind in check for kind in ABOUT_EDITS):
        return ()

    def true(of: Case) -> bool:
        return value_of(setting, check, of, setting.concepts[0]) is True

    if not true(case) or true(_keeping(case, ())):
        return ()
    written = (claim.get("with") or {}).get("rewrite") or {}
    names = dict.fromkeys(want.id for game in case.values() for line in game.wants.values() for want in line)
    return tuple(name for name in names if name not in written and true(_keeping(case, (name,))))
