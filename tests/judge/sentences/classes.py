"""The one class of a claim: the first of nine that applies (§4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.judge.answers.checks import ABOUT_EDITS, Case, Setting, claim_case, lever_acts, value_of, values_of
from tests.judge.answers.drivers import at, points_of
from tests.judge.answers.form import State
from tests.judge.answers.formulas import read
from tests.judge.answers.games import Game
from tests.judge.answers.roads import best_replies, foreseen, outcomes, reached, world_of
from tests.judge.assessment_files import Infeasible
from tests.judge.assessment_formula import Tree
from tests.judge.sentences.leaving import KINDS, TURN, after_all, changes_of

__all__ = [
    "CLASSES",
    "COARSE_KINDS",
    "Judged",
    "coarse",
    "judge_class",
    "judge_values",
    "keeping",
    "single_changes",
    "supports",
]

CLASSES = {
    "vacuous": "vacuous",
    "unsupported": "unsupported",
    "contradicted": "contradicted",
    "restates": "restates a premise",
    "depends": "depends",
    "condition_never_met": "condition never met",
    "holds_whatever": "holds whatever anybody wants",
    "holds_by_inaction": "follows, as long as nobody wants otherwise",
    "follows": "follows",
}
"""Class → its words."""


COARSE_KINDS = {"nothing to judge": "vacuous"}
"""What values alone say → its class, where it is one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's cells and its class."""

    values: tuple[tuple[bool | None, ...], ...]
    """By reading, then by concept."""
    kind: str
    restated: tuple[str, ...] = ()
    """Wants each of which alone makes it true (*restates a premise*)."""
    whose: tuple[tuple[str, str], ...] = ()
    """Single changes that make it false (*as long as nobody wants otherwise*)."""


def judge_class(setting: Setting, claim: Mapping[str, Any]) -> Judged:
    """What becomes of one claim."""
    check = claim["check"]
    cases = [claim_case(setting, claim, reading) for reading in setting.readings]
    table = tuple(values_of(setting, check, case) for case in cases)
    defined = [value for row in table for value in row if value is not None]
    base = cases[0]

    def value(case: Case) -> bool | None:
        return value_of(setting, check, case, setting.concepts[0])

    if not defined:
        return Judged(table, "vacuous")
    if not any(defined):
        single = [after_all(base, dict([one])) for one in dict.fromkeys(_singles(base, KINDS))]
        supported = any(True in values_of(setting, check, case) for case in single)
        return Judged(table, "contradicted" if supported else "unsupported")
    about_edits = any(kind in check for kind in ABOUT_EDITS)
    if not about_edits:
        restated = _restated(claim, base, value)
        if restated:
            return Judged(table, "restates", restated)
    if not all(defined):
        return Judged(table, "depends")
    if about_edits:
        return Judged(table, "follows")
    if never_met(setting, check, cases):
        return Judged(table, "condition_never_met")
    if value(keeping(base, ())) is True:
        whose = [
            one for one in dict.fromkeys(_singles(base, (*KINDS, TURN))) if value(after_all(base, dict([one]))) is False
        ]
        return Judged(table, "holds_by_inaction" if whose else "holds_whatever", whose=tuple(whose))
    return Judged(table, "follows")


def judge_values(setting: Setting, claim: Mapping[str, Any]) -> Judged:
    """The cells of one claim, undefined where a start cannot be, and the word that they make in place of its class."""
    table: list[tuple[bool | None, ...]] = []
    for reading in setting.readings:
        try:
            table.append(tuple(values_of(setting, claim["check"], claim_case(setting, claim, reading))))
        except Infeasible:
            table.append((None,) * len(setting.concepts))
    word = coarse(value for row in table for value in row)
    return Judged(tuple(table), COARSE_KINDS.get(word, word))


def coarse(values: Iterable[bool | None]) -> str:
    """What the values of a claim say by themselves."""
    said = {value for value in values if value is not None}
    if not said:
        return "nothing to judge"
    return "depends" if len(said) > 1 else "true throughout" if True in said else "false throughout"


def supports(setting: Setting, claim: Mapping[str, Any]) -> dict[str, set[str]]:
    """The wants of which one change alters a claim in the base reading, under some concept, each with the kinds of change."""
    check = claim["check"]
    found: dict[str, set[str]] = {}
    case = claim_case(setting, claim, setting.readings[0])
    now = values_of(setting, check, case)
    for want, kind in dict.fromkeys(_singles(case, KINDS)):
        if values_of(setting, check, after_all(case, {want: kind})) != now:
            found.setdefault(want, set()).add(kind)
    return found


def single_changes(
    setting: Setting, claim: Mapping[str, Any], case: Case, into: bool, *, kinds: tuple[str, ...] = (*KINDS, TURN)
) -> list[tuple[str, str]]:
    """The single changes after which a claim is true (*into*) under some concept, or no longer true under the lead one."""
    check, found = claim["check"], []
    for one in dict.fromkeys(_singles(case, kinds)):
        then = after_all(case, dict([one]))
        if into:
            if True in values_of(setting, check, then):
                found.append(one)
        elif value_of(setting, check, then, setting.lead) is False:
            found.append(one)
    return found


def _singles(case: Case, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [one for game in case.values() for one in changes_of(game, kinds)]


def keeping(case: Case, names: tuple[str, ...]) -> Case:
    """The games of a check with these wants alone."""
    kept = {}
    for key, game in case.items():
        wants = {actor: tuple(want for want in line if want.id in names) for actor, line in game.wants.items()}
        kept[key] = replace(game, wants=wants)
    return kept


def _restated(claim: Mapping[str, Any], base: Case, value: Any) -> tuple[str, ...]:
    """Wants each of which alone makes the claim true where with none it is not, those that its own ``with`` writes left aside."""
    if value(base) is not True or value(keeping(base, ())) is True:
        return ()
    own = (claim.get("with") or {}).get("rewrite") or {}
    names = dict.fromkeys(want.id for game in base.values() for line in game.wants.values() for want in line)
    return tuple(name for name in names if name not in own and value(keeping(base, (name,))) is True)


# --- conditions that are never met ---


def never_met(setting: Setting, check: Mapping[str, Any], cases: list[dict[str, Game]]) -> bool:
    """Whether the left side of the check's ``implies``, or its ``where``, comes about in no cell."""
    formulas = [check[key] for key in (*_LOOKED_AT, "everywhere") if key in check]
    left = _left(formulas[0], setting.form.terms) if formulas else None
    met_left = met_where = False
    for case in cases:
        for concept in setting.concepts:
            for game, state, fits in looked_at(check, case[""], concept):
                met_where |= fits
                met_left |= left is not None and game.form.holds(left, state, game.drivers)
    if "exactly_where" in check:
        return not any(where_met(check, case[""]) for case in cases)
    return (left is not None and not met_left) or ("where" in check and not met_where)


def where_met(check: Mapping[str, Any], game: Game) -> bool:
    """Whether what a lever is said to depend on comes about anywhere in the ranges."""
    points = points_of(game, [check["exactly_where"]], check["vary"])
    return any(there.holds(check["exactly_where"], there.start) for there in (at(game, point) for point in points))


def _left(formula: Any, terms: Mapping[str, Tree]) -> Tree | None:
    """The left side of an implication, be it that of a term."""
    tree = read(formula)
    if tree[0] == "name":
        tree = terms.get(tree[1], tree)
    return tree[1] if tree[0] == "implies" else None


_LOOKED_AT: tuple[str, ...] = (
    "every_outcome",
    "some_outcome",
    "no_outcome",
    "passes",
    "never_passes",
    "foresight",
    "no_foresight",
)
_LOOKED_AT += ("gains", "never_gains")


def looked_at(check: Mapping[str, Any], game: Game, concept: str) -> list[tuple[Game, State, bool]]:
    """The states of which the check asks its formula, each with its game, and that its ``where`` is met there."""
    world = world_of(game)
    if "everywhere" in check:
        where, found = check.get("where", "true"), []
        for switched in check.get("after_each") or [[]]:
            start = game.after(switched)
            for point in points_of(game, [check["everywhere"], where], check["vary"]):
                there = at(game, point)
                if there.holds(where, there.start):
                    found += [(there, state, True) for state in outcomes(world_of(there), concept, start)]
        return found
    if "lever" in check:
        states = best_replies(world, check["moves"], game.after(lever_acts(check)))
    elif "foresight" in check or "no_foresight" in check:
        states = foreseen(world, game.start)
    elif "passes" in check or "never_passes" in check:
        states = reached(world, concept, game.after(check.get("after") or ()))
    elif any(kind in check for kind in ("every_outcome", "some_outcome", "no_outcome")):
        states = outcomes(world, concept, game.after(check.get("after") or ()))
    else:
        return []
    return [(game, state, True) for state in states]
