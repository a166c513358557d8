"""Verdicts, what a claim turns on and rests on, what it restates, and the judge itself."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.judge.assessment_cells import points_of
from tests.judge.assessment_changes import applied, edits_of
from tests.judge.assessment_checks import Cells, Check, Games, games_of_claim, values_of
from tests.judge.assessment_files import Document, text_of
from tests.judge.assessment_formula import _tokens
from tests.judge.assessment_games import Form, Game, base_reading, compile_game, form_of, readings
from tests.judge.assessment_roads import CONCEPTS, outcomes, profile_of

__all__ = [
    "JudgedClaim",
    "ReliedOn",
    "TurnsOn",
    "by_inaction",
    "class_of",
    "judge",
    "judge_claim",
    "restatements",
    "rests_on",
    "survivors",
    "turns_on",
    "unsupported",
    "verdict_of",
]


@dataclass(frozen=True, slots=True)
class TurnsOn:
    """The claim has one value wherever these equations hold."""

    conditions: tuple[tuple[str, str], ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """An edit of a want that changes cells of the base reading, and under which concepts."""

    want: str
    edit: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """``values[reading][concept]`` is 1 (true), 0 (false) or -1 (undefined)."""

    verdict: str
    values: tuple[tuple[int, ...], ...]
    turns_on: tuple[TurnsOn, ...]
    rests_on: tuple[ReliedOn, ...]
    unsupported: bool
    kind: str
    """The class: the first of the nine that applies."""
    restated: tuple[str, ...]
    """The wants that it says again, of a claim that says a premise again."""
    by_inaction: bool
    probe: bool


# --- verdicts ---


def verdict_of(values: Sequence[Cells]) -> str:
    """Follows, contradicted, vacuous or not determined."""
    cells = [cell for row in values for cell in row]
    if any(cell is True for cell in cells):
        return "not determined" if any(cell is False for cell in cells) else "follows"
    return "contradicted" if any(cell is False for cell in cells) else "vacuous"


def turns_on(document: Document, values: Sequence[Cells], concepts: Sequence[str] = CONCEPTS) -> tuple[TurnsOn, ...]:
    """All minimal conditions of at most three equations that fix the claim's value, the fewest first."""
    if verdict_of(values) != "not determined":
        return ()
    cells = [
        ({*reading.items(), ("concept", concept)}, value)
        for reading, row in zip(readings(document), values, strict=True)
        for concept, value in zip(concepts, row, strict=True)
        if value is not None
    ]
    variables = [[(q, a) for a in body["readings"]] for q, body in (document.get("open") or {}).items()]
    variables.append([("concept", concept) for concept in concepts])
    found: list[TurnsOn] = []
    for size in (1, 2, 3):
        smaller = [set(known.conditions) for known in found]
        for chosen in itertools.combinations(variables, size):
            for conditions in itertools.product(*chosen):
                met = {value for place, value in cells if set(conditions) <= place}
                if len(met) == 1 and not any(less <= set(conditions) for less in smaller):
                    found.append(TurnsOn(conditions, met == {True}))
    return tuple(found)


def _edited_values(check: Check, games: Games, concepts: Sequence[str]) -> list[tuple[tuple[str, str], Cells]]:
    edits = dict.fromkeys(edit for game in games.values() for edit in edits_of(game))
    return [
        (
            (want, kind),
            values_of(check, {k: applied(game, {want: kind}) for k, game in games.items()}, concepts),
        )
        for want, kind in edits
    ]


def rests_on(check: Check, games: Games, concepts: Sequence[str] = CONCEPTS) -> tuple[ReliedOn, ...]:
    """The single edits that change a cell (undefined counts), given the games of the base reading."""
    before = values_of(check, games, concepts)
    found = []
    for (want, kind), after in _edited_values(check, games, concepts):
        changed = tuple(c for c, old, new in zip(concepts, before, after, strict=True) if old is not new)
        if changed:
            found.append(ReliedOn(want, kind, changed))
    return tuple(found)


def unsupported(check: Check, games: Games, verdict: str, concepts: Sequence[str] = CONCEPTS) -> bool:
    """Contradicted, and no single edit makes it true in the base reading under any concept."""
    if verdict != "contradicted":
        return False
    return not any(value is True for _, after in _edited_values(check, games, concepts) for value in after)


def restatements(claim: Mapping[str, Any], games: Games, lead: str) -> tuple[str, ...]:
    """Wants that alone make the claim true, as it is, under the lead concept, which it is not with no want at all; those that its
    own ``with`` writes do not count."""
    check = claim["check"]
    if _about_edits(check) or not _true(check, games, lead) or _true(check, _keeping(games, ()), lead):
        return ()
    written = (claim.get("with") or {}).get("rewrite") or {}
    names = dict.fromkeys(want.id for game in games.values() for line in game.wants.values() for want in line)
    return tuple(name for name in names if name not in written and _true(check, _keeping(games, (name,)), lead))


def _about_edits(check: Check) -> bool:
    return "more_responsible" in check or "single_changes_only_by" in check


def _true(check: Check, games: Games, concept: str) -> bool:
    return values_of(check, games, (concept,)) == (True,)


def class_of(
    document: Document,
    form: Form,
    claim: Mapping[str, Any],
    values: Sequence[Cells],
    concepts: Sequence[str] = CONCEPTS,
) -> str:
    """The first of the nine classes that applies."""
    check = claim["check"]
    defined = [cell for row in values for cell in row if cell is not None]
    base = games_of_claim(document, form, claim, base_reading(document))
    lead = concepts[0]
    if not defined:
        return "vacuous"
    if not any(defined):
        return "unsupported" if unsupported(check, base, "contradicted", concepts) else "contradicted"
    if restatements(claim, base, lead):
        return "restates"
    if not all(defined):
        return "depends"
    if _condition_never_met(document, form, claim, concepts):
        return "condition_never_met"
    if _about_edits(check) or not _true(check, _keeping(base, ()), lead):
        return "follows"
    singles = [edit for game in base.values() for edit in (*edits_of(game), *_turns(game))]
    undone = any(
        values_of(check, {k: applied(game, {want: kind}) for k, game in base.items()}, (lead,)) == (False,)
        for want, kind in dict.fromkeys(singles)
    )
    return "holds_by_inaction" if undone else "holds_whatever"


def _turns(game: Game) -> list[tuple[str, str]]:
    return [(want.id, "turn") for line in game.wants.values() for want in line]


def _condition_never_met(document: Document, form: Form, claim: Mapping[str, Any], concepts: Sequence[str]) -> bool:
    """It has a condition, which comes about in no cell."""
    check = claim["check"]
    found = [
        _comes_about(document, check, games_of_claim(document, form, claim, reading), concept)
        for reading in readings(document)
        for concept in concepts
    ]
    return None not in found and not any(found)


def _comes_about(document: Document, check: Check, games: Games, concept: str) -> bool | None:
    """Whether the left side of its ``implies``, or its ``where``, comes about in a cell; None without one."""
    if "exactly_where" in check:
        game, where = games[""], text_of(check["exactly_where"])
        points = points_of(game, [where, text_of(check["gains"])], check["vary"])
        return any(game.at(point).holds(where, game.start) for point in points)
    if "everywhere" in check:
        left = _left(document, text_of(check["everywhere"])) or "true"
        return values_of({**check, "everywhere": f"not ({left})"}, games, (concept,)) == (False,)
    asking = {
        **dict.fromkeys(("every_outcome", "some_outcome", "no_outcome"), ("some_outcome", True)),
        **dict.fromkeys(("passes", "never_passes"), ("passes", True)),
        **dict.fromkeys(("foresight", "no_foresight"), ("foresight", True)),
        **dict.fromkeys(("gains", "never_gains"), ("never_gains", False)),
    }
    for kind, (other, wanted) in asking.items():
        if kind in check and (left := _left(document, text_of(check[kind]))):
            rest = {name: value for name, value in check.items() if name != kind}
            return values_of({**rest, other: left}, games, (concept,)) == (wanted,)
    return None


def _left(document: Document, formula: str) -> str:
    """The left side of a formula that is an ``implies``, through a term that is one; "" of another."""
    tokens = _tokens(formula)
    if len(tokens) == 1 and tokens[0] in (document.get("terms") or {}):
        term = document["terms"][tokens[0]]
        return _left(document, text_of(term["is"] if isinstance(term, Mapping) else term))
    depth, first = 0, None
    for place, token in enumerate(tokens):
        depth += (token == "(") - (token == ")")
        if depth == 0 and token == "iff":
            return ""
        if depth == 0 and token == "implies" and first is None:
            first = place
    if first is not None:
        return " ".join(tokens[:first])
    wrapped = tokens and tokens[0] == "(" and _closing(tokens) == len(tokens) - 1
    return _left(document, " ".join(tokens[1:-1])) if wrapped else ""


def _closing(tokens: Sequence[str]) -> int:
    """Where the bracket closes that opens at the beginning."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token == "(") - (token == ")")
        if depth == 0:
            return place
    return len(tokens)


def by_inaction(check: Check, games: Games, concepts: Sequence[str] = CONCEPTS) -> bool:
    """The claim has the values that it has with no want at all, too; asked only where wants are not what it is about."""
    if "more_responsible" in check or "single_changes_only_by" in check:
        return False
    return values_of(check, games, concepts) == values_of(check, _keeping(games, ()), concepts)


def _keeping(games: Games, names: Sequence[str]) -> dict[str, Game]:
    return {
        key: replace(game, wants={a: tuple(w for w in line if w.id in names) for a, line in game.wants.items()})
        for key, game in games.items()
    }


# --- the judge ---


def judge_claim(
    document: Document, form: Form, claim: Mapping[str, Any], concepts: Sequence[str] = CONCEPTS
) -> JudgedClaim:
    """One claim in every reading under every concept."""
    check = claim["check"]
    values = [values_of(check, games_of_claim(document, form, claim, r), concepts) for r in readings(document)]
    base = games_of_claim(document, form, claim, base_reading(document))
    verdict = verdict_of(values)
    return JudgedClaim(
        verdict,
        tuple(tuple(-1 if cell is None else int(cell) for cell in row) for row in values),
        turns_on(document, values, concepts),
        rests_on(check, base, concepts),
        unsupported(check, base, verdict, concepts),
        kind := class_of(document, form, claim, values, concepts),
        restatements(claim, base, concepts[0]) if kind == "restates" else (),
        by_inaction(check, base, concepts),
        claim.get("probe") in (True, "true"),
    )


def judge(document: Document, concepts: Sequence[str] = CONCEPTS) -> dict[str, JudgedClaim]:
    """Every claim of the document, in file order."""
    form = form_of(document)
    return {
        name: judge_claim(document, form, claim, concepts) for name, claim in (document.get("claims") or {}).items()
    }


def survivors(document: Document, concepts: Sequence[str] = CONCEPTS) -> dict[str, list[dict[str, str]]]:
    """Per concept the readings in which some outcome of the facts' scenario satisfies what happened."""
    form, facts = form_of(document), document["facts"]
    kept: dict[str, list[dict[str, str]]] = {concept: [] for concept in concepts}
    for reading in readings(document):
        game = compile_game(document, form, reading=reading, scenario=facts.get("in"))
        for concept in concepts:
            if any(game.holds(text_of(facts["outcome"]), s) for s in outcomes(profile_of(game), concept, game.start)):
                kept[concept].append(reading)
    return kept
