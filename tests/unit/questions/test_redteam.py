"""Attacks on claims against brute force with the naive judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest

import countermove as cm
from countermove.questions.redteam.attacks import minimal_attacks
from countermove.questions.redteam.compute import Attack, Attacked, DriverMove, redteam
from gmcr import Edit
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests import flagship
from tests.conftest import models
from tests.judge.answers.checks import Case, Values, claim_case, values_of
from tests.judge.answers.claims import case_after, edits_of_cases
from tests.judge.answers.drivers import case_at, comparisons, points_of
from tests.judge.answers.games import Game
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import Pair, as_told, pair

CHEAP = tuple(kind for kind in CHECKS if kind not in ("more_responsible", "everywhere", "exactly_where"))


def flips(base: Values, after: Values) -> tuple[str, ...]:
    """The concepts under which a claim that stood as it first comes out is overturned."""
    stand = next(value for value in base if value is not None)
    return tuple(
        concept for concept, old, new in zip(CONCEPTS, base, after, strict=True) if old is stand and new is (not stand)
    )


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", [8000, *range(8002, 8010)])
def test_attacks_are_all_there_and_work(seed: int) -> None:
    given = pair(seed, claims=3, checks=CHEAP)
    found = redteam(given.assessment)
    assert [item.claim for item in found.claims] == list(given.document["claims"])
    for item in found.claims:
        claim = given.document["claims"][item.claim]
        check, games = claim["check"], claim_case(given.setting, claim, given.setting.readings[0])
        base = values_of(given.setting, check, games)
        assert item.values == as_told(base)
        if item.stands is None:
            assert all(value is None for value in base)
            assert item.attacks == ()
            continue
        assert [attack.cost for attack in item.attacks] == sorted(attack.cost for attack in item.attacks)
        same_edits(given, item, check, games, base)
        same_answers(given, item, claim, base)
        other = tuple(c for c, value in zip(CONCEPTS, base, strict=True) if value is (not item.stands))
        assert [attack.concepts for attack in item.attacks if attack.kind == "concept"] == ([other] if other else [])
        for attack in item.attacks:
            if attack.kind == "drivers":
                driver_attack_works(given, attack, check, games, base)


def same_edits(given: Pair, item: Attacked, check: Mapping[str, Any], games: Case, base: Values) -> None:
    edits = edits_of_cases(games)
    expected: dict[frozenset[tuple[str, str]], tuple[str, ...]] = {}
    for size in (1, 2):
        if size == 2 and expected:  # two edits cost more than one
            break
        for chosen in combinations(edits, size):
            if len({want for want, _ in chosen}) < size:
                continue
            if under := flips(base, values_of(given.setting, check, case_after(games, dict(chosen)))):
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


def same_answers(given: Pair, item: Attacked, claim: Mapping[str, Any], base: Values) -> None:
    first = given.setting.readings[0]
    overturning = {}
    for reading in given.setting.readings:
        changed = frozenset((q, a) for q, a in reading.items() if a != first[q])
        if under := flips(base, values_of(given.setting, claim["check"], claim_case(given.setting, claim, reading))):
            overturning[changed] = under
    smallest = {own: under for own, under in overturning.items() if not any(other < own for other in overturning)}
    told = {frozenset(attack.answers): attack.concepts for attack in item.attacks if attack.kind == "answers"}
    assert told == smallest


def driver_attack_works(
    given: Pair, attack: Attack, check: Mapping[str, Any], games: Mapping[str, Any], base: Values
) -> None:
    """It works at the values told, or right beyond them."""
    now = games[""].drivers

    def at(share: Fraction) -> tuple[str, ...]:
        point = {}
        for move in attack.moves:
            low, high = given.form.ranges[move.driver]
            point[move.driver] = min(high, max(low, move.goal + share * move.beyond))
        return flips(base, values_of(given.setting, check, case_at(games, point)))

    if attack.attained:
        assert at(Fraction(0)) == attack.concepts
    elif len(attack.moves) == 1:
        assert at(Fraction(0)) != attack.concepts
        assert at(Fraction(1, 1000)) == attack.concepts
    assert all(move.now == now[move.driver] for move in attack.moves)
    assert attack.cost == 2 * sum(share_of(given, move) for move in attack.moves)


def share_of(given: Pair, move: DriverMove) -> Fraction:
    low, high = given.form.ranges[move.driver]
    return abs(move.goal - move.now) / (high - low)


# -- attacks of several kinds ------------------------------------------------------------------------------------------

Parts = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]], frozenset[DriverMove], bool]
"""Other answers, edits, moves, and whether the concept is another one."""


def every_attack(given: Pair, claim: Mapping[str, Any], bound: int) -> dict[Parts, tuple[str, ...]]:
    """By the definition: whatever overturns the claim, with at most *bound* edits, moved drivers and (as one) answers."""
    check, first = claim["check"], given.setting.readings[0]
    base = values_of(given.setting, check, claim_case(given.setting, claim, first))
    stand = next(value for value in base if value is not None)
    found: dict[Parts, tuple[str, ...]] = {}

    def look(parts: tuple[Any, Any, Any], games: Mapping[str, Any]) -> None:
        after = values_of(given.setting, check, games)
        if under := flips(base, after):
            found[(*parts, False)] = under
        changed = zip(CONCEPTS, base, after, strict=True)
        if other := tuple(c for c, old, new in changed if old is not stand and new is (not stand)):
            found[(*parts, True)] = other

    for reading in given.setting.readings:
        answers = frozenset((q, a) for q, a in reading.items() if a != first[q])
        games = claim_case(given.setting, claim, reading)
        edits = edits_of_cases(games)
        for size in range(bound + 1):
            for chosen in combinations(edits, size):
                if len({want for want, _ in chosen}) < size or bool(answers) + size > max(bound, bool(answers)):
                    continue
                after = case_after(games, dict(chosen))
                look((answers, frozenset(chosen), frozenset()), after)
                if bool(answers) + size + 1 <= max(bound, 1):
                    for move, games_there in moves_of(given, check, after):
                        look((answers, frozenset(chosen), frozenset([move])), games_there)
    return found


def moves_of(
    given: Pair, check: Mapping[str, Any], games: Mapping[str, Any]
) -> Iterator[tuple[DriverMove, dict[str, Any]]]:
    """Every driver moved to each value where something may change, and past it; with the games there."""
    texts = [*formulas_in(check), *(text for game in games.values() for text in formulas_of_wants(game))]
    now = games[""].drivers
    for driver, (low, high) in given.form.ranges.items():
        forms = {form for text in dict.fromkeys(texts) for form in comparisons(games[""], text, [driver])}
        ends = sorted({low, high, now[driver], *(root for (c,), d in forms if low <= (root := -d / c) <= high)})
        for way in (1, -1):
            ahead = [value for value in ends[::way] if (value - now[driver]) * way >= 0]
            for here, there in pairwise([*ahead, None]):
                values = [] if here == now[driver] else [(DriverMove(driver, now[driver], here), here)]
                if there is not None:
                    values.append((DriverMove(driver, now[driver], here, way), (here + there) / 2))
                for move, value in values:
                    yield move, case_at(games, {driver: value})


def formulas_in(check: Mapping[str, Any]) -> list[str]:
    keys = (
        "every_outcome",
        "some_outcome",
        "no_outcome",
        "passes",
        "never_passes",
        "foresight",
        "no_foresight",
        "gains",
    )
    return [check[key] for key in (*keys, "never_gains") if key in check]


def formulas_of_wants(game: Game) -> list[str]:
    wants = [want for line in game.wants.values() for want in line]
    return [text for w in wants for text in (w.want, w.while_, w.otherwise, w.could_be) if text is not None]


def inside(one: Parts, other: Parts) -> bool:
    """Whether an attack is strictly within another: each part is one of the other's, a driver moving no farther."""

    def no_farther(move: DriverMove, further: DriverMove) -> bool:
        if move.driver != further.driver:
            return False
        if move.goal == further.goal:
            return move.beyond in (0, further.beyond)
        return min(move.now, further.goal) <= move.goal <= max(move.now, further.goal)

    moved = all(any(no_farther(move, further) for further in other[2]) for move in one[2])
    return one != other and one[0] <= other[0] and one[1] <= other[1] and moved and one[3] <= other[3]


def mixed(parts: Parts) -> bool:
    return sum(map(bool, parts)) > 1


def size_of(parts: Parts) -> int:
    return bool(parts[0]) + len(parts[1]) + len(parts[2])


def parts_of(attack: Attack) -> Parts:
    edits = frozenset((edit.want, edit.kind) for edit in attack.edits)
    return frozenset(attack.answers), edits, frozenset(attack.moves), attack.concept


PRICES = [
    {"answer": "0.2", "driver": "0.3", "concept": "0.1", "tactical": "0.5", "strategic": "0.7"},
    {"answer": "1", "driver": "2", "concept": "1", "tactical": "0.3", "strategic": "0.3"},
    {"answer": "0.5", "driver": "5", "concept": "0.05", "tactical": "1", "strategic": "3"},
]


OUTCOMES = ("every_outcome", "some_outcome", "no_outcome")
"""Checks that are undefined where there is no outcome."""

WITH_MIXTURES = [8103, 8106, 8130, 8136, 8139, 8151, 8167, 8170, 8188, 8194, 8210, 8230, 8237, 8262, 8266, 8281, 8287]
WITH_CONCEPTS = [9035, 9036, 9080, 9081, 9096, 9116, 9167, 9178, 9245, 9260, 9570]


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("seed", "checks", "prices", "bound"),
    [
        *((seed, CHEAP, PRICES[seed % 3], 2) for seed in (*range(8100, 8103), *WITH_MIXTURES)),
        *((seed, OUTCOMES, PRICES[2], 2) for seed in WITH_CONCEPTS),
        *((seed, CHEAP, PRICES[seed % 3], bound) for seed in (8103, 8106, 8136) for bound in (0, 1, 3)),
    ],
)
def test_mixed_attacks_are_those_that_are_cheaper_or_the_only_ones(
    seed: int, checks: tuple[str, ...], prices: Mapping[str, str], bound: int
) -> None:
    given = pair(seed, claims=2, checks=checks)
    for item in redteam(given.assessment, costs=prices, bound=bound).claims:
        if item.stands is None:
            continue
        claim = given.document["claims"][item.claim]
        strategic = strategic_wants(given)

        def cost(parts: Parts, strategic: frozenset[str] = strategic) -> Fraction:
            answers, edits, moves, concept = parts
            dear = sum(want in strategic for want, _ in edits)
            exact = {name: Fraction(price) for name, price in prices.items()}
            return (
                exact["answer"] * len(answers)
                + exact["strategic"] * dear
                + exact["tactical"] * (len(edits) - dear)
                + exact["driver"] * sum((share_of(given, move) for move in moves), Fraction(0))
                + exact["concept"] * concept
            )

        every = every_attack(given, claim, bound)
        least = [own for own in every if not any(inside(other, own) for other in every)]
        told = {parts_of(attack): attack for attack in item.attacks}
        jointly = [parts for parts in told if len(parts[2]) > 1]  # several drivers at once: see tipping
        expected = set()
        for parts in least:
            simpler = [own for own in least if not mixed(own) or size_of(own) < size_of(parts)]
            if mixed(parts) and all(cost(parts) < cost(own) for own in (*simpler, *jointly)):
                expected.add(parts)
        assert {parts for parts in told if mixed(parts)} == expected, (seed, item.claim)
        for parts in expected:
            assert told[parts].cost == cost(parts)
            assert told[parts].concepts == every[parts]


@pytest.mark.level("all")
def test_all_sorts_of_mixtures_are_among_them() -> None:
    asked = [(seed, CHEAP, PRICES[seed % 3]) for seed in models(WITH_MIXTURES, WITH_MIXTURES[:7])]
    asked += [(seed, OUTCOMES, PRICES[2]) for seed in models(WITH_CONCEPTS, WITH_CONCEPTS[-1:])]
    seen = Counter(
        attack.kinds
        for seed, checks, prices in asked
        for item in redteam(pair(seed, claims=2, checks=checks).assessment, costs=prices, bound=2).claims
        if item.stands is not None
        for attack in item.attacks
    )
    assert seen["edits", "answers"] > 0
    assert seen["drivers", "answers"] > 0
    assert seen["edits", "drivers"] > 0
    assert any("concept" in kinds and len(kinds) > 1 for kinds in seen)


def strategic_wants(given: Pair) -> frozenset[str]:
    """Wants that name a strategic option, in the base reading."""
    wants = (want for own in given.assessment.conflict().preferences.values() for want in own)  # type: ignore[union-attr]
    return frozenset(want.id for want in wants if want.strategic)


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("seed", models(range(8200, 8230), range(8200, 8212)))
def test_drivers_overturn_a_claim_iff_some_values_of_them_do(seed: int) -> None:
    """All drivers at once: one point of every cell that comparisons cut, judged by the definition."""
    given = pair(seed, claims=3, checks=CHEAP)
    for item in redteam(given.assessment, bound=0).claims:
        if item.stands is None:
            continue
        assert item.drivers == ""
        claim = given.document["claims"][item.claim]
        check, games = claim["check"], claim_case(given.setting, claim, given.setting.readings[0])
        base = values_of(given.setting, check, games)
        formulas = [*formulas_in(check), *(text for game in games.values() for text in formulas_of_wants(game))]
        points = points_of(games[""], formulas, tuple(given.form.ranges))
        somewhere = any(flips(base, values_of(given.setting, check, case_at(games, point))) for point in points)
        assert somewhere == any(attack.kind == "drivers" for attack in item.attacks), item.claim


@pytest.mark.level("all")
def test_korea() -> None:
    korea = flagship.korea()
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
    assert by_id["C16"].attacks[0].moves == (DriverMove("salience", Fraction(2, 5), Fraction(0)),)
    # Crisis management is not talks: no driver, answer, concept or pair of edits makes it so.
    assert (by_id["C18"].attacks, by_id["C18"].searched, by_id["C18"].settled) == ((), 2, False)
    assert by_id["C24"].attacks[0].moves == (DriverMove("window", Fraction(3, 5), Fraction(3, 10), -1),)
    assert not by_id["C24"].attacks[0].attained


def test_prices_change_the_order() -> None:
    korea = flagship.korea()
    (item,) = redteam(korea, claims=["C26"], costs={"driver": 10, "d3": "0.5", "answer": 4}).claims
    assert [(attack.kind, attack.cost) for attack in item.attacks] == [
        ("edits", Fraction(1, 2)),
        ("drivers", 2),
        ("answers", 4),
    ]
    assert item.settled


@pytest.mark.level("judge")
def test_sizes_are_searched_while_they_could_be_cheaper() -> None:
    korea = flagship.korea()
    (item,) = redteam(korea, claims=["C05"], bound=3).claims
    assert item.attacks[0].cost == 3  # one strategic want
    assert item.searched == 3  # three tactical ones could have cost as little
    assert item.mixed == 3
    assert not item.settled  # two drivers moved a little in another reading could cost less
    (item,) = redteam(korea, claims=["C05"], bound=3, costs={"strategic": 1}).claims
    assert (item.attacks[0].cost, item.searched, item.settled) == (1, 1, True)


def test_an_interruption_keeps_what_is_done() -> None:
    def stop(done: int, whole: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    found = run_until_interrupted(redteam.work(cm.load("korea-2021"), claims=["C16", "C18"]), stop)
    assert [item.claim for item in found.claims] == ["C16"]
    assert not found.complete


def test_bad_input_is_refused() -> None:
    korea = flagship.korea()
    with pytest.raises(UnknownName, match="C99"):
        redteam(korea, claims=["C99"])
    with pytest.raises(UnknownName, match="u22"):
        redteam(korea, costs={"u22": 1})
    with pytest.raises(ModelError, match="positive"):
        redteam(korea, costs={"driver": 0})
    with pytest.raises(ModelError, match="bound"):
        redteam(korea, bound=-1)


PENNIES = """
countermove: 1
drivers: {x: {now: 0.2}}
actors:
  A: {options: {a: {}}, wants: [{id: a1, want: a, while: x >= 0.5, otherwise: a iff b}]}
  B: {options: {b: {}}, wants: [{id: b1, want: b, while: x >= 0.5, otherwise: a iff not b}]}
claims:
  C: {says: They never both act, check: {no_outcome: a and b}}
"""


def test_an_attack_that_also_settles_what_was_undefined_is_listed_once() -> None:
    # Without x they go round under Nash, where the claim is undefined, and stay under GMR, where it is true; with x it is false.
    [item] = redteam(cm.loads(PENNIES), concepts=["nash", "gmr"], bound=1).claims
    assert item.values == (-1, 1)
    moves = [attack for attack in item.attacks if attack.moves]
    assert len(moves) == 1
    assert moves[0].concepts == ("gmr",)


def test_no_attack_is_listed_twice_nor_as_a_part_of_a_larger_one() -> None:
    edit, move = Edit("A", "a1", "drop"), DriverMove("x", Fraction(0), Fraction(1, 2))
    farther = DriverMove("x", Fraction(0), Fraction(1))
    given = [
        Attack(Fraction(1), ("smr",), edits=(edit,)),
        Attack(Fraction(1), ("nash",), edits=(edit,)),
        Attack(Fraction(2), ("nash", "seq"), edits=(edit,), answers=(("Q", "no"),)),
        Attack(Fraction(2), ("gmr",), edits=(edit,), concept=True),
        Attack(Fraction(1), ("gmr",), moves=(move,)),
        Attack(Fraction(2), ("nash",), moves=(farther,)),
    ]
    assert minimal_attacks(given) == [replace(given[0], concepts=("smr", "nash")), given[4]]
