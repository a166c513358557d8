"""Attacks on claims against brute force with the naive judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

import countermove as cm
from countermove.errors import ModelError, UnknownName
from countermove.questions.redteam import Attack, Attacked, redteam
from tests.judge.assessment_changes import applied, edits_of
from tests.judge.assessment_checks import Cells, games_of_claim, values_of
from tests.judge.assessment_games import base_reading, readings
from tests.judge.assessment_roads import CONCEPTS
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import Pair, pair

CHEAP = tuple(kind for kind in CHECKS if kind not in ("more_responsible", "everywhere", "exactly_where"))


def flips(base: Cells, after: Cells) -> tuple[str, ...]:
    """The concepts under which a claim that stood as it first comes out is overturned."""
    stand = next(value for value in base if value is not None)
    return tuple(
        concept for concept, old, new in zip(CONCEPTS, base, after, strict=True) if old is stand and new is (not stand)
    )


def games_at(given: Pair, claim: Mapping[str, Any], reading: Mapping[str, str]) -> dict[str, Any]:
    return games_of_claim(given.document, given.form, claim, reading)


@pytest.mark.parametrize("seed", [8000, *range(8002, 8010)])
def test_attacks_are_all_there_and_work(seed: int) -> None:
    given = pair(seed, claims=3, checks=CHEAP)
    found = redteam(given.assessment)
    assert [item.claim for item in found.claims] == list(given.document["claims"])
    for item in found.claims:
        claim = given.document["claims"][item.claim]
        check, games = claim["check"], games_at(given, claim, base_reading(given.document))
        base = values_of(check, games)
        assert item.values == tuple(-1 if value is None else int(value) for value in base)
        if item.stands is None:
            assert all(value is None for value in base)
            assert item.attacks == ()
            continue
        assert [attack.cost for attack in item.attacks] == sorted(attack.cost for attack in item.attacks)
        same_edits(item, check, games, base)
        same_answers(given, item, claim, base)
        other = tuple(c for c, value in zip(CONCEPTS, base, strict=True) if value is (not item.stands))
        assert [attack.concepts for attack in item.attacks if attack.kind == "concept"] == ([other] if other else [])
        for attack in item.attacks:
            if attack.kind == "drivers":
                driver_attack_works(given, attack, check, games, base)


def same_edits(item: Attacked, check: Mapping[str, Any], games: Mapping[str, Any], base: Cells) -> None:
    edits = list(dict.fromkeys(edit for game in games.values() for edit in edits_of(game)))
    expected: dict[frozenset[tuple[str, str]], tuple[str, ...]] = {}
    for size in (1, 2):
        if size == 2 and expected:  # two edits cost more than one
            break
        for chosen in combinations(edits, size):
            if len({want for want, _ in chosen}) == size:
                after = {key: applied(game, possible(game, dict(chosen))) for key, game in games.items()}
                if under := flips(base, values_of(check, after)):
                    expected[frozenset(chosen)] = under
    told = {
        frozenset((edit.want, edit.kind) for edit in attack.edits): attack.concepts
        for attack in item.attacks
        if attack.kind == "edits"
    }
    assert told == expected
    assert item.searched == (
        1 if (expected and len(next(iter(expected))) == 1) or len({w for w, _ in edits}) < 2 else 2
    )


def possible(game: Any, edits: Mapping[str, str]) -> dict[str, str]:
    own = set(edits_of(game))
    return {want: kind for want, kind in edits.items() if (want, kind) in own}


def same_answers(given: Pair, item: Attacked, claim: Mapping[str, Any], base: Cells) -> None:
    first = base_reading(given.document)
    overturning = {}
    for reading in readings(given.document):
        changed = frozenset((q, a) for q, a in reading.items() if a != first[q])
        if under := flips(base, values_of(claim["check"], games_at(given, claim, reading))):
            overturning[changed] = under
    smallest = {own: under for own, under in overturning.items() if not any(other < own for other in overturning)}
    told = {frozenset(attack.answers): attack.concepts for attack in item.attacks if attack.kind == "answers"}
    assert told == smallest


def driver_attack_works(
    given: Pair, attack: Attack, check: Mapping[str, Any], games: Mapping[str, Any], base: Cells
) -> None:
    """It works at the values told, or right beyond them."""
    now = games[""].drivers

    def at(share: Fraction) -> tuple[str, ...]:
        point = {}
        for name, _, value in attack.moves:
            low, high = given.form.ranges[name]
            point[name] = min(high, max(low, value + share * (1 if value > now[name] else -1)))
        moved = {key: replace(game, drivers={**game.drivers, **point}) for key, game in games.items()}
        return flips(base, values_of(check, moved))

    if attack.attained:
        assert at(Fraction(0)) == attack.concepts
    elif len(attack.moves) == 1:
        assert at(Fraction(0)) != attack.concepts
        assert at(Fraction(1, 1000)) == attack.concepts
    cost = sum(
        abs(value - now[name]) / (given.form.ranges[name][1] - given.form.ranges[name][0])
        for name, _, value in attack.moves
    )
    assert attack.cost == 2 * cost


def test_korea() -> None:
    korea = cm.load("korea-2021")
    found = redteam(korea, claims=["C01w", "C16", "C18", "C24"])
    by_id = {item.claim: item for item in found.claims}
    assert found.complete
    assert found.prices == {"tactical": 1, "strategic": 3, "driver": 2, "answer": 1, "concept": 1}
    cheapest = by_id["C01w"].attacks[0]
    assert (cheapest.kind, cheapest.cost, [(e.want, e.kind) for e in cheapest.edits]) == (
        "edits",
        1,
        [("u2", "could_be")],
    )
    assert by_id["C16"].stands is False
    assert by_id["C16"].attacks[0].moves == (("salience", Fraction(2, 5), Fraction(0)),)
    # Crisis management is not talks: no driver, answer, concept or pair of edits makes it so.
    assert (by_id["C18"].attacks, by_id["C18"].searched, by_id["C18"].settled) == ((), 2, False)
    assert by_id["C24"].attacks[0].moves == (("window", Fraction(3, 5), Fraction(3, 10)),)
    assert not by_id["C24"].attacks[0].attained


def test_prices_change_the_order() -> None:
    korea = cm.load("korea-2021")
    (item,) = redteam(korea, claims=["C26"], costs={"driver": 10, "d3": "0.5", "answer": 4}).claims
    assert [(attack.kind, attack.cost) for attack in item.attacks] == [
        ("edits", Fraction(1, 2)),
        ("drivers", 2),
        ("answers", 4),
    ]
    assert item.settled


def test_sizes_are_searched_while_they_could_be_cheaper() -> None:
    korea = cm.load("korea-2021")
    (item,) = redteam(korea, claims=["C05"], bound=3).claims
    assert item.attacks[0].cost == 3  # one strategic want
    assert item.searched == 3  # three tactical ones could have cost as little
    assert item.settled


def test_an_interruption_keeps_what_is_done() -> None:
    def stop(done: int, whole: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    found = redteam(cm.load("korea-2021"), claims=["C16", "C18"], progress=stop)
    assert [item.claim for item in found.claims] == ["C16"]
    assert not found.complete


def test_bad_input_is_refused() -> None:
    korea = cm.load("korea-2021")
    with pytest.raises(UnknownName, match="C99"):
        redteam(korea, claims=["C99"])
    with pytest.raises(UnknownName, match="u22"):
        redteam(korea, costs={"u22": 1})
    with pytest.raises(ModelError, match="positive"):
        redteam(korea, costs={"driver": 0})
    with pytest.raises(ModelError, match="bound"):
        redteam(korea, bound=-1)
