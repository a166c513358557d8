"""Key questions: yes, no, unsettled, either way or undefined in every cell, and the answer they make."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.judge.answers.checks import Case, Setting, claim_case, values_of
from tests.judge.answers.claims import NO_READING, Reliance, case_after, edits_of_cases
from tests.judge.answers.drivers import at, points_of
from tests.judge.answers.games import weights_of
from tests.judge.answers.tables import Cell, Turn, everywhere, kept, turns_on
from tests.judge.assessment_files import Infeasible, Invalid

__all__ = ["DEFAULT", "JudgedAnswer", "JudgedQuestion", "answer", "judge_questions", "questions_of"]

DEFAULT = "default"
"""The id of the question of a file without ``key_questions``."""

UNDEFINED = "undefined"
UNSETTLED = "unsettled"
BOTH = "both"


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """The answer to one question in one scenario."""

    cells: tuple[tuple[str, ...], ...]
    """By reading, then by concept: ``yes``, ``no``, ``unsettled``, ``either way`` or ``undefined``."""
    answer: str
    """As argued: ``yes``, ``no``, ``it depends``, ``it does not settle`` or ``nothing to say``."""
    base: str
    """The answer over the cells of the base reading alone."""
    since: str
    """The answer over the surviving cells; ``NO_READING`` where there is none."""
    turns_on: tuple[Turn, ...]
    """As argued; for *it depends* only; empty where every defined cell is alike."""
    shares: Mapping[str, Fraction | None]
    """Per concept: the share of yes over defined cells, by weight; None where these weigh nothing."""
    shares_since: Mapping[str, Fraction | None]
    """The same over the surviving cells."""
    rests_on: tuple[Reliance, ...]
    """Single edits that change cells of the base reading."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """What becomes of one question."""

    asks: str
    answers: Mapping[str, JudgedAnswer]
    """By scenario in the order of ``across``; ``""`` is the base, first. A question answered by a claim with an ``in``
    of its own is answered in that scenario only."""
    infeasible: tuple[str, ...]
    """Scenarios that are named and have nothing to say, since their start is infeasible (in some reading)."""


def questions_of(setting: Setting) -> dict[str, Mapping[str, Any]]:
    """The questions of the file, or the one of a file without."""
    written: dict[str, Mapping[str, Any]] = dict(setting.document.get("key_questions") or {})
    if written:
        return written
    if "target" in setting.document:
        target = setting.document["target"]
        return {
            DEFAULT: {
                "asks": f"Does it come to {target}?",
                "answer_yes": {"check": {"every_outcome": target}},
                "answer_no": {"check": {"no_outcome": target}},
            }
        }
    return {DEFAULT: {"asks": "Does the status quo hold?", "answer_yes": {"check": {"stable": "start"}}}}


def judge_questions(setting: Setting, surviving: Collection[Cell], *, brief: bool = False) -> dict[str, JudgedQuestion]:
    """Every question; ``brief`` leaves out what the answers rest on."""
    return {name: _judged(setting, name, body, surviving, brief) for name, body in questions_of(setting).items()}


def _judged(
    setting: Setting, name: str, body: Mapping[str, Any], surviving: Collection[Cell], brief: bool
) -> JudgedQuestion:
    asked = [_as_claim(setting, body, key) for key in ("answer_yes", "answer_no") if body.get(key)]
    own = list(dict.fromkeys(claim["in"] for claim in asked if claim.get("in")))
    if own:
        if len(own) > 1:
            raise Invalid(f"{name}: its claims are about different scenarios")
        if any(key in body for key in ("across", "under", "with")):
            raise Invalid(f"{name}: a claim with a scenario of its own is answered there only")
        return JudgedQuestion(
            str(body["asks"]), {own[0]: _answered(setting, name, asked, own[0], surviving, brief)}, ()
        )
    across = body.get("across")
    answers = {"": _answered(setting, name, asked, None, surviving, brief)}
    infeasible = []
    for scenario in (setting.document.get("scenarios") or {}) if across is None else across:
        if not _feasible(setting, asked, scenario):
            if across is not None:
                raise Invalid(f"{name}: the start of {scenario} is infeasible")
            infeasible.append(scenario)
            continue
        answers[scenario] = _answered(setting, name, asked, scenario, surviving, brief)
    return JudgedQuestion(str(body["asks"]), answers, tuple(infeasible))


def _as_claim(setting: Setting, body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """An answer's check with its scenario, view and overlay: the answer's own first, then the question's, the claim's."""
    written = body[key]
    claim = setting.document["claims"][written["claim"]] if "claim" in written else {}
    found: dict[str, Any] = {"check": claim["check"] if claim else written["check"], "in": claim.get("in")}
    for part in ("under", "with"):
        found[part] = written.get(part) or body.get(part) or claim.get(part)
    return found


def _feasible(setting: Setting, asked: Sequence[Mapping[str, Any]], scenario: str) -> bool:
    """Whether the scenario has a start in every reading."""
    for reading in setting.readings:
        try:
            for claim in asked:
                setting.game(reading, scenario=scenario, view=claim["under"], with_=claim["with"])
        except Infeasible:
            return False
    return True


def _answered(
    setting: Setting,
    name: str,
    asked: Sequence[Mapping[str, Any]],
    scenario: str | None,
    surviving: Collection[Cell],
    brief: bool,
) -> JudgedAnswer:
    readings, concepts = setting.readings, setting.concepts
    table = []
    for reading in readings:
        cases = [claim_case(setting, claim, reading, scenario=scenario) for claim in asked]
        row = _row(setting, asked, cases)
        for concept, cell in zip(concepts, row, strict=True):
            if cell == BOTH:
                raise Invalid(f"{name}: yes and no are both true in {reading} under {concept} ({scenario or 'base'})")
        table.append(row)
    every = everywhere(table)
    weights = weights_of(setting.document)
    return JudgedAnswer(
        tuple(table),
        answer(kept(table, every)),
        answer(table[0]),
        answer(kept(table, surviving)) if surviving else NO_READING,
        turns_on(setting.document, readings, concepts, table, UNDEFINED, every),
        _shares(concepts, table, weights, every),
        _shares(concepts, table, weights, surviving),
        () if brief else _rests_on(setting, asked, scenario, table[0]),
    )


def _row(setting: Setting, asked: Sequence[Mapping[str, Any]], cases: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    values = [values_of(setting, claim["check"], case) for claim, case in zip(asked, cases, strict=True)]
    in_vain = [_asks_for_outcomes(claim["check"], case) for claim, case in zip(asked, cases, strict=True)]
    return tuple(_cell(cell, in_vain) for cell in zip(*values, strict=True))


def _cell(values: Sequence[bool | None], asking: Sequence[bool]) -> str:
    """Of what makes it a yes and, where that is said, a no: the first of these that applies. ``asking``: which asks for
    outcomes."""
    yes, no = values[0], values[1] if len(values) > 1 else values[0] is False
    if yes and no:
        return BOTH
    if yes:
        return "yes"
    if no:
        return "no"
    if any(value is None and asks for value, asks in zip(values, asking, strict=True)):
        return UNSETTLED
    return "either way" if False in values else UNDEFINED


def _asks_for_outcomes(check: Mapping[str, Any], case: Case) -> bool:
    """Whether the check is undefined where there are no outcomes: asks for them, ``everywhere`` of some combination that fits."""
    if any(kind in check for kind in ("every_outcome", "some_outcome", "no_outcome")):
        return True
    if "everywhere" not in check:
        return False
    game, where = case[""], check.get("where", "true")
    points = points_of(game, [check["everywhere"], where], check.get("vary") or ())
    return any(there.holds(where, there.start) for there in (at(game, point) for point in points))


def answer(cells: Sequence[str]) -> str:
    """The answer that so many cells make."""
    defined = {cell for cell in cells if cell != UNDEFINED}
    if not defined:
        return "nothing to say"
    if defined == {"yes"}:
        return "yes"
    if defined == {UNSETTLED}:
        return "it does not settle"
    return "no" if defined == {"no"} else "it depends"


def _shares(
    concepts: Sequence[str], table: Sequence[Sequence[str]], weights: Sequence[Fraction], cells: Collection[Cell]
) -> dict[str, Fraction | None]:
    found: dict[str, Fraction | None] = {}
    for c, concept in enumerate(concepts):
        yes = defined = Fraction(0)
        for r, row in enumerate(table):
            if (r, c) in cells and row[c] != UNDEFINED:
                defined += weights[r]
                if row[c] == "yes":
                    yes += weights[r]
        found[concept] = yes / defined if defined else None
    return found


def _rests_on(
    setting: Setting, asked: Sequence[Mapping[str, Any]], scenario: str | None, before: Sequence[str]
) -> tuple[Reliance, ...]:
    base = setting.readings[0]
    cases = [claim_case(setting, claim, base, scenario=scenario) for claim in asked]
    found = []
    for edit in edits_of_cases(*cases):
        after = _row(setting, asked, [case_after(case, dict([edit])) for case in cases])
        changed = [c for c, old, new in zip(setting.concepts, before, after, strict=True) if old != new]
        if changed:
            found.append(Reliance(*edit, tuple(changed)))
    return tuple(found)
