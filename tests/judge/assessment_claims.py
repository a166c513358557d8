"""Verdicts, what a claim turns on and rests on, what it restates, and the judge itself."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.judge.assessment_changes import applied, edits_of
from tests.judge.assessment_checks import Cells, Check, Games, games_of_claim, values_of
from tests.judge.assessment_games import (
    Document,
    Form,
    Game,
    base_reading,
    compile_game,
    form_of,
    readings,
    text_of,
)
from tests.judge.assessment_roads import CONCEPTS, outcomes, profile_of

__all__ = [
    "JudgedClaim",
    "ReliedOn",
    "Restatement",
    "TurnsOn",
    "by_inaction",
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
class Restatement:
    """A want that alone gives the claim its value, under these concepts."""

    want: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """``values[reading][concept]`` is 1 (true), 0 (false) or -1 (undefined)."""

    verdict: str
    values: tuple[tuple[int, ...], ...]
    turns_on: tuple[TurnsOn, ...]
    rests_on: tuple[ReliedOn, ...]
    unsupported: bool
    restated: tuple[Restatement, ...]
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


def restatements(check: Check, games: Games, concepts: Sequence[str] = CONCEPTS) -> tuple[Restatement, ...]:
    """Wants that alone give the claim the value it has, which it does not have with no want at all."""
    if "more_responsible" in check or "single_changes_only_by" in check:
        return ()
    names = dict.fromkeys(want.id for game in games.values() for line in game.wants.values() for want in line)
    whole = values_of(check, games, concepts)
    none = values_of(check, _keeping(games, ()), concepts)
    found = []
    for name in names:
        alone = values_of(check, _keeping(games, (name,)), concepts)
        where = tuple(
            c
            for c, value, one, zero in zip(concepts, whole, alone, none, strict=True)
            if value is not None and one is value and zero is not value
        )
        if where:
            found.append(Restatement(name, where))
    return tuple(found)


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
        restatements(check, base, concepts),
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
