"""Cells of an answer, unsettled ones among them, and the answer that they make (§4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.judge.answers.checks import Case, Setting, claim_case, value_of
from tests.judge.answers.drivers import at, points_of
from tests.judge.answers.questions import questions_of
from tests.judge.answers.roads import outcomes, world_of
from tests.judge.assessment_files import Infeasible, Invalid

__all__ = ["EITHER", "NO", "NOTHING", "TWICE", "UNSETTLED", "YES"]
__all__ += ["Answer", "Question", "answers_of", "cell_of", "headline"]

YES, NO, UNSETTLED, EITHER, NOTHING = "yes", "no", "unsettled", "either way", "nothing to say"

TWICE = "yes and no at once"
"""A cell where both sides are true, which a file must not have; a push may bring it about."""

OF_OUTCOMES = ("every_outcome", "some_outcome", "no_outcome")
"""Checks that ask for outcomes."""


class Twice(Invalid):
    """Both sides of a question are true."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question in one scenario."""

    checks: tuple[Mapping[str, Any], ...]
    """What makes it a yes and, if there is one, what makes it a no: each with its ``check``, ``under`` and ``with``."""
    scenario: str | None
    """None: with nothing but what is selected."""
    cells: tuple[tuple[str, ...], ...]
    """By reading, then by concept."""

    @property
    def word(self) -> str:
        """The answer."""
        return headline([cell for row in self.cells for cell in row])


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with its answers by scenario, that of what is selected (``""``) first."""

    asks: str
    answers: Mapping[str, Answer]
    infeasible: tuple[str, ...]
    """Scenarios in which it has no start."""


def headline(cells: Sequence[str]) -> str:
    """The answer that so many cells make."""
    said = {cell for cell in cells if cell != NOTHING}
    if not said:
        return "nothing to say"
    if TWICE in said:
        return TWICE
    if said == {YES}:
        return "yes"
    if said == {NO}:
        return "no"
    return "it does not settle" if said == {UNSETTLED} else "it depends"


def without_outcome(check: Mapping[str, Any], case: Case, concept: str) -> bool:
    """Whether the check asks for outcomes where there are none: with ``everywhere`` where a combination fits, but none comes to
    rest."""
    game = case[""]
    if any(kind in check for kind in OF_OUTCOMES):
        return not outcomes(world_of(game), concept, game.after(check.get("after") or ()))
    if "everywhere" not in check:
        return False
    where, fits = check.get("where", "true"), False
    for switched in check.get("after_each") or [[]]:
        start = game.after(switched)
        for point in points_of(game, [check["everywhere"], where], check["vary"]):
            there = at(game, point)
            if there.holds(where, there.start):
                fits = True
                if outcomes(world_of(there), concept, start):
                    return False
    return fits


def cell_of(setting: Setting, checks: Sequence[Mapping[str, Any]], cases: Sequence[Case], concept: str) -> str:
    """The cell of a question in the games of its checks."""
    values = [value_of(setting, one["check"], case, concept) for one, case in zip(checks, cases, strict=True)]
    if values[0] and len(values) > 1 and values[1]:
        raise Twice("yes and no are both true")
    if values[0]:
        return YES
    if values[-1] is (len(values) > 1):
        return NO
    if any(without_outcome(one["check"], case, concept) for one, case in zip(checks, cases, strict=True)):
        return UNSETTLED
    return EITHER if False in values else NOTHING


def answers_of(setting: Setting, *, partly: bool = False) -> dict[str, Question]:
    """Every question of a file; of one that asks none, the one that it must have meant. *partly*: where a start cannot be,
    there is nothing to say, and what is answered twice is told to be."""
    return {name: _question(setting, name, body, partly) for name, body in questions_of(setting).items()}


def _question(setting: Setting, name: str, body: Mapping[str, Any], partly: bool) -> Question:
    asked = [_as_claim(setting, body, key) for key in ("answer_yes", "answer_no") if body.get(key)]
    own = list(dict.fromkeys(claim["in"] for claim in asked if claim.get("in")))
    if own:
        if len(own) > 1 or any(key in body for key in ("across", "under", "with")):
            raise Invalid(f"{name}: a claim with a scenario of its own is answered there only")
        return Question(str(body["asks"]), {own[0]: _answer(setting, asked, own[0], partly)}, ())
    answers, infeasible = {"": _answer(setting, asked, None, partly)}, []
    across = body.get("across")
    for scenario in (setting.document.get("scenarios") or {}) if across is None else across:
        try:
            answers[scenario] = _answer(setting, asked, scenario)
        except Infeasible:
            infeasible.append(scenario)
    return Question(str(body["asks"]), answers, tuple(infeasible))


def _as_claim(setting: Setting, body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """An answer's check with its scenario, view and overlay: the answer's own first, then the question's, the claim's."""
    written = body[key]
    claim = setting.document["claims"][written["claim"]] if "claim" in written else {}
    found: dict[str, Any] = {"check": claim["check"] if claim else written["check"], "in": claim.get("in")}
    for part in ("under", "with"):
        found[part] = written.get(part) or body.get(part) or claim.get(part)
    return found


def _answer(setting: Setting, asked: Sequence[Mapping[str, Any]], scenario: str | None, partly: bool = False) -> Answer:
    def cell(cases: Sequence[Case], concept: str) -> str:
        try:
            return cell_of(setting, asked, cases, concept)
        except Twice:
            if not partly:
                raise
            return TWICE

    table = []
    for reading in setting.readings:
        try:
            cases = [claim_case(setting, one, reading, scenario=scenario) for one in asked]
            table.append(tuple(cell(cases, concept) for concept in setting.concepts))
        except Infeasible:
            if not partly:
                raise
            table.append((NOTHING,) * len(setting.concepts))
    return Answer(tuple(asked), scenario, tuple(table))
