"""Tipping points against the naive judge: every cell, every threshold, every witness, nothing nearer."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import countermove as cm
from countermove import reports
from countermove.context.relations import WordedComparison
from countermove.presentation.blocks import Table
from countermove.presentation.pages import page_of_answer
from countermove.questions.tipping import tipping
from countermove.questions.tipping.answers import TippingAnswers
from countermove.verdicts.tipping.tips import Tip
from gmcr.base.errors import CountermoveError, SizeError, UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests.judge.answers.checks import claim_case, setting_of, values_of
from tests.judge.answers.drivers import at, case_at
from tests.judge.answers.roads import CONCEPTS, equilibrium, outcomes, world_of
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import Pair, pair, paper
from tests.unit.reports.samples import FERRY

Point = Mapping[str, Fraction]


def judged(given: Pair, tip: Tip, point: Point) -> tuple[Any, ...]:
    """The judge's answer for one thing at a point of drivers."""
    setting, reading = given.setting, given.setting.readings[0]
    if tip.kind == "claim":
        claim = given.document["claims"][tip.claim]
        return values_of(setting, claim["check"], case_at(claim_case(setting, claim, reading), point))
    game = at(setting.game(reading), point)
    world = world_of(game)
    if tip.kind == "start":
        return tuple(equilibrium(world, concept, game.start) for concept in CONCEPTS)
    if tip.kind == "outcomes":
        ends = (outcomes(world, concept, game.start) for concept in CONCEPTS)
        return tuple(tuple(sorted(map(setting.form.code, states))) for states in ends)
    return values_of(setting, {"some_outcome": setting.target}, {"": game})


def somewhere(given: Pair, names: tuple[str, ...], rng: random.Random) -> dict[str, Fraction]:
    """A point on a grid that hits many boundaries, or any other."""
    found = {}
    for name in names:
        low, high = given.form.ranges[name]
        share = Fraction(rng.randrange(11), 10) if rng.random() < 0.7 else Fraction(rng.randrange(100), 99)
        found[name] = low + share * (high - low)
        if rng.random() < 0.5:
            found[name] = max(low, min(high, Fraction(rng.randrange(11), 10)))
    return found


def length(given: Pair, tip: Tip, point: Point, norm: str) -> Fraction:
    """How far a point is from now, in shares of the ranges."""
    shares = []
    for name, value in point.items():
        low, high = given.form.ranges[name]
        if value != tip.now[name]:
            shares.append(abs(value - tip.now[name]) / (high - low))
    return max(shares, default=Fraction(0)) if norm == "largest" else sum(shares, Fraction(0))


CHEAP = tuple(kind for kind in CHECKS if kind not in ("more_responsible", "everywhere", "exactly_where"))
VARYING = ("everywhere", "exactly_where")
DRAWN = [(seed, 4, CHEAP) for seed in range(5000, 5007)] + [(seed, 1, VARYING) for seed in (5100, 5102, 5103)]


@pytest.fixture(params=DRAWN, ids=lambda drawn: str(drawn[0]))
def drawn(request: pytest.FixtureRequest) -> tuple[Pair, random.Random]:
    seed, claims, checks = request.param
    return pair(seed, claims=claims, checks=checks), random.Random(seed)


@pytest.mark.level("all", but=2)
def test_lines_agree_with_the_judge_everywhere(drawn: tuple[Pair, random.Random]) -> None:
    given, rng = drawn
    for name in given.form.now:
        found = tipping(given.assessment, [name], claims=given.document["claims"])
        assert found.complete
        for tip in found.tips:
            [line] = tip.lines
            assert judged(given, tip, {}) == tip.answer == line.intervals[line.place].answer
            ends = {t.at for t in line.thresholds} | {part.middle for part in line.intervals}
            for value in ends | {somewhere(given, (name,), rng)[name] for _ in range(6)}:
                (part,) = [part for part in line.intervals if value in part]
                assert judged(given, tip, {name: value}) == part.answer, (tip.kind, tip.claim, name, value)
            for one, other in zip(line.intervals, line.intervals[1:], strict=False):
                assert one.answer != other.answer
                assert one.high == other.low
                assert one.with_high != other.with_low
            low, high = given.form.ranges[name]
            assert (line.intervals[0].low, line.intervals[-1].high) == (low, high)


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
def test_diagrams_agree_with_the_judge_everywhere(drawn: tuple[Pair, random.Random]) -> None:
    given, rng = drawn
    names = tuple(list(given.form.now)[:2])
    if len(names) < 2:
        names = (names[0], "fixed")
        given = with_driver(given, "fixed")
    found = tipping(given.assessment, names, claims=given.document["claims"])
    (left, right), (low, high) = (given.form.ranges[name] for name in names)
    for tip in found.tips:
        diagram = tip.diagram
        assert diagram is not None
        flat = [cell for cell in diagram.cells if cell.dimension == 2]
        if left < right and low < high:
            assert sum(region.area for region in diagram.regions) == 1
            assert flat
        for cell in diagram.cells:
            point = dict(zip(names, cell.point, strict=True))
            assert judged(given, tip, point) == cell.answer == diagram.regions[cell.region].answer
        for corner in rng.sample([corner for cell in diagram.cells for corner in cell.corners], 3):
            assert left <= corner[0] <= right
            assert low <= corner[1] <= high
            point = dict(zip(names, corner, strict=True))
            assert any(judged(given, tip, point) == cell.answer for cell in diagram.cells if corner in cell.corners), (
                corner
            )
        for _ in range(4):
            point = somewhere(given, names, rng)
            answer = judged(given, tip, point)
            at = tuple(point[name] for name in names)
            assert any(answer == cell.answer for cell in diagram.cells if inside(at, cell.corners))
        assert diagram.regions[diagram.here].answer == tip.answer


def with_driver(given: Pair, name: str) -> Pair:
    """The same with one more driver, on which nothing depends."""
    drivers = {**given.document["drivers"], name: {"now": Decimal("0.5"), "means": "drawn", "at": [1]}}
    document = {**given.document, "drivers": drivers}
    return Pair(document, setting_of(document), paper(document))


def inside(at: tuple[Fraction, ...], corners: tuple[tuple[Fraction, Fraction], ...]) -> bool:
    """Whether a point lies in a closed convex polygon, segment or point."""
    (x, y), pairs = at, zip(corners, (*corners[1:], *corners[:1]), strict=True)
    xs, ys = zip(*corners, strict=True)
    turned = [(u - a) * (y - b) - (v - b) * (x - a) for (a, b), (u, v) in pairs]
    return all(turn >= 0 for turn in turned) and min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=2)
def test_nothing_tips_nearer_and_witnesses_are_true(drawn: tuple[Pair, random.Random]) -> None:
    given, rng = drawn
    names = tuple(given.form.now)
    found = tipping(given.assessment, claims=given.document["claims"])
    assert found.drivers == names
    for tip in found.tips:
        assert tip.complete
        points = [somewhere(given, names, rng) for _ in range(12)]
        for norm, near in tip.nearest.items():
            differing = [point for point in points if judged(given, tip, point) != tip.answer]
            if near is None:
                assert not differing
                assert tip.tips is False
                continue
            assert judged(given, tip, near.inside) == near.answer != tip.answer
            assert length(given, tip, near.moves, norm) == near.distance
            for point in differing:
                distance = length(given, tip, point, norm)
                assert distance > near.distance or (distance == near.distance and near.attained), (norm, point)
            # The cell reaches up to the point: on the way from inside to it the answer stays.
            goal = {**tip.now, **near.moves}
            for share in (Fraction(1, 2), Fraction(99, 100)):
                way = {name: value + share * (goal[name] - value) for name, value in near.inside.items()}
                assert judged(given, tip, way) == near.answer
        for item in tip.influences:
            if item.matters:
                assert item.witness is not None
                assert item.answers is not None
                one, two = ({**tip.now, **point} for point in item.witness)
                assert [name for name in names if one[name] != two[name]] == [item.driver]
                assert (judged(given, tip, one), judged(given, tip, two)) == item.answers
                assert item.answers[0] != item.answers[1]
            else:
                for point in points[:6]:
                    other = {**point, item.driver: somewhere(given, names, rng)[item.driver]}
                    assert judged(given, tip, point) == judged(given, tip, other), item.driver


# --- told as relations ---

WATER = """
countermove: 1
title: Two who wait
target: x and y
sources: {note: {what: made up, grade: B2, default: true}}
actors:
  a:
    options: {x: {does: waits no more}, z: {does: watches}}
    wants:
      - {id: a1, want: x, while: thirst > patience, otherwise: not x, at: [1]}
      - {id: a2, want: z iff x, at: [1]}
  b:
    options: {y: {does: waits no more}}
    wants: [{id: b1, want: y, while: need >= 0.5, otherwise: not y, at: [1]}]
terms: {need: "shared + 0.4*a.x"}
drivers:
  thirst: {now: 0.2, means: made up, at: [1]}
  patience: {now: 0.6, means: made up, at: [1]}
  shared: {now: 0.3, range: [0, 2], means: made up, at: [1]}
  idle: {now: 0.3, means: made up, at: [1]}
claims:
  C1: {says: Both wait., check: {stable: start}, at: [1]}
  C2: {says: They never meet., check: {everywhere: not y, where: shared < 0.5, vary: [shared, thirst]}, at: [1]}
"""


def test_thresholds_are_told_as_the_file_writes_them() -> None:
    found = tipping(cm.loads(WATER), ["thirst"], concepts=["nash"])
    start, _, target, c1, c2 = found.tips
    assert (found.concepts, found.reading, found.complete) == (("nash",), {}, True)
    (line,) = start.lines
    assert [(part.answer, part.high) for part in line.intervals] == [
        ((True,), Fraction(3, 5)),
        ((False,), Fraction(1)),
    ]
    assert line.down is None
    assert line.up is not None
    assert (line.up.at, line.up.with_above) == (Fraction(3, 5), False)
    assert line.up.above == (WordedComparison("thirst > patience"),)
    assert line.up.below == (WordedComparison("thirst <= patience"),)
    assert [part.answer for part in target.lines[0].intervals] == [(False,), (True,)]
    assert c1.lines[0].up == line.up
    # The claim speaks of all values of thirst, so moving it changes nothing.
    assert (c2.answer, c2.tips, c2.lines[0].thresholds) == ((False,), False, ())


def test_comparisons_that_mix_drivers_and_options_say_for_which_options() -> None:
    found = tipping(cm.loads(WATER), ["shared"], concepts=["nash"], drivers={"thirst": "0.9"})
    _, _, target, *_ = found.tips
    (threshold,) = target.lines[0].thresholds
    assert (threshold.at, threshold.with_above) == (Fraction(1, 10), True)
    assert threshold.above == (WordedComparison("need >= 0.5", (("a.x", True),)),)
    start, *_ = tipping(cm.loads(WATER), ["shared"], concepts=["nash"]).tips
    (threshold,) = start.lines[0].thresholds
    assert threshold.above == (WordedComparison("need >= 0.5", (("a.x", False),)),)


def test_distances_are_shares_of_the_ranges() -> None:
    start, *_ = tipping(cm.loads(WATER), concepts=["nash"]).tips
    largest, total = start.nearest["largest"], start.nearest["sum"]
    assert largest is not None
    assert total is not None
    # shared: 0.2 of a range of 2 is a tenth
    assert (largest.distance, largest.attained, largest.moves) == (Fraction(1, 10), True, {"shared": Fraction(1, 2)})
    assert total.distance == Fraction(1, 10)
    assert [item.driver for item in start.influences if item.matters] == ["thirst", "patience", "shared"]


def test_what_a_claim_varies_itself_is_projected_away() -> None:
    *_, c2 = tipping(cm.loads(WATER), ["patience"], claims=["C2"], concepts=["nash"]).tips
    (line,) = c2.lines
    # Some thirst is above patience, unless patience is 1: only then does nobody ever move.
    assert [(part.answer, part.low) for part in line.intervals] == [((False,), 0), ((True,), 1)]
    assert line.thresholds[0].above == ()


def test_a_diagram_tells_its_regions() -> None:
    start, *_ = tipping(cm.loads(WATER), ["thirst", "patience"], concepts=["nash"]).tips
    diagram = start.diagram
    assert diagram is not None
    leaves, stays = diagram.regions
    assert (stays.answer, stays.area, stays.exact, stays.relations) == (
        (True,),
        Fraction(1, 2),
        True,
        (WordedComparison("thirst <= patience"),),
    )
    assert (leaves.answer, leaves.relations) == ((False,), (WordedComparison("thirst > patience"),))
    assert diagram.here == 1
    corners = {cell.corners for cell in diagram.cells}
    assert ((0, 0), (1, 0), (1, 1)) in corners
    assert ((0, 0), (1, 1)) in corners


def test_regions_are_told_the_largest_first() -> None:
    """Wherever that is: here what is small comes first or last by its values."""
    for least, small in (("patience + 0.5", False), ("patience - 0.5", True)):
        water = WATER.replace("thirst > patience", f"thirst > {least}")
        start, *_ = tipping(cm.loads(water), ["thirst", "patience"], concepts=["nash"]).tips
        assert start.diagram is not None
        regions = [(region.area, region.answer) for region in start.diagram.regions]
        assert regions == [(Fraction(7, 8), (not small,)), (Fraction(1, 8), (small,))]


def test_how_large_a_region_is_stands_on_one_line() -> None:
    """Regions off and on the diagonal, on which both thirsts are alike."""
    water = cm.loads(WATER.replace("thirst > patience", "thirst == patience"))
    page = page_of_answer(reports.ask("tipping", water, vary=["thirst", "patience"], concepts=["nash"]))
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["50%", "50%", "a line or point"]
    assert table.least(4)[0] == len("a line or point")


def test_answers_are_filled_where_they_are_other_than_now() -> None:
    answer = reports.ask("tipping", cm.loads(FERRY), vary=["demand"], concepts=["nash"])
    tips = {tip.claim or tip.kind: tip for tip in answer.record.tips}
    filled = {name: TippingAnswers(tip, answer).fill for name, tip in tips.items()}
    assert {filled[name](tip.answer) for name, tip in tips.items()} == {""}
    assert (filled["target"]((True,)), filled["B"]((True,)), filled["start"]((False,))) == ("dots", "dots", "hatch")
    assert filled["outcomes"](((3,),)) == "hatch"


def test_what_cannot_be_looked_at_whole_says_so() -> None:
    found = tipping(cm.loads(WATER), concepts=["nash"], claims=[], most=2)
    start, *_ = found.tips
    assert not found.complete
    assert not start.complete
    assert "only the 2 nearest" in start.undecided
    # Lines are always looked at whole, so what they show is known; what shares no comparison does not matter.
    assert [item.matters for item in start.influences] == [True, True, True, False]


def test_an_interruption_leaves_what_there_is() -> None:
    def stop(done: int, whole: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    found = run_until_interrupted(tipping.work(cm.loads(WATER)), stop)
    assert [tip.kind for tip in found.tips] == ["start", "outcomes"]
    assert not found.complete


def test_bad_input_is_refused() -> None:
    assessment = cm.loads(WATER)
    with pytest.raises(UnknownName, match="thirst"):
        tipping(assessment, ["thirts"])
    with pytest.raises(CountermoveError, match="twice"):
        tipping(assessment, ["thirst", "thirst"])
    with pytest.raises(UnknownName, match="claim"):
        tipping(assessment, claims=["C9"])
    with pytest.raises(UnknownName, match="concept"):
        tipping(assessment, concepts=["nsah"])


# --- the bundled case ---


def test_korea() -> None:
    korea = cm.load("korea-2021")
    found = tipping(korea, ["reward"], claims=["C01", "C12"])
    start, outcomes_, target, c01, c12 = found.tips
    for tip in (start, outcomes_, target, c01):
        (line,) = tip.lines
        assert line.up is not None
        assert (line.up.at, line.up.with_above, line.up.above) == (
            Fraction(7, 10),
            True,
            (WordedComparison("reward >= risk"),),
        )
    assert c12.tips is False
    *_, c17 = tipping(korea, ["shared"], claims=["C17"]).tips
    assert c17.lines[0].down is not None
    assert c17.lines[0].down.below == (WordedComparison("shared_now <= rivalry", (("dprk.test", True),)),)


def test_korea_whole() -> None:
    found = tipping(cm.load("korea-2021"), claims=["C16", "C16e", "C17"])
    start, _, target, c16, c16e, c17 = found.tips
    assert found.complete
    assert [item.driver for item in target.influences if not item.matters] == ["salience", "campaign"]
    near = start.nearest["sum"]
    assert near is not None
    assert (near.distance, near.attained, near.moves) == (Fraction(3, 10), False, {"window": Fraction(3, 10)})
    assert near.relations == (WordedComparison("window < 0.3"),)
    # C16 fails at any salience above 0; provocation counted in, nothing makes it fail.
    assert c16.nearest["sum"] is not None
    assert c16.nearest["sum"].moves == {"salience": 0}
    assert c16e.tips is False
    assert c17.nearest["sum"] is not None
    assert c17.nearest["sum"].distance == Fraction(1, 10)


@pytest.mark.level("all")
def test_a_diagram_of_very_many_cells_is_refused_before_any_is_cut() -> None:
    """Two comparisons with six options each cut two drivers into 129 by 129 cells."""
    options = [f"o{k}" for k in range(6)]
    weighed = " + ".join(f"{(1 << k) / 100}*{name}" for k, name in enumerate(options))
    text = "\n".join(
        [
            "countermove: 1",
            "actors:",
            "  a:",
            "    options:",
            *(f"      {name}: {{}}" for name in options),
            "    wants:",
            f"      - {{id: w1, want: o0, while: x > {weighed}, otherwise: not o0}}",
            f"      - {{id: w2, want: o1, while: y > {weighed}, otherwise: not o1}}",
            "start: []",
            "drivers: {x: {now: 0.4}, y: {now: 0.7}}",
        ]
    )
    with pytest.raises(SizeError, match="128 comparisons may cut x and y into 16,641 cells"):
        tipping(cm.loads(text), ["x", "y"], concepts=["nash"])
    assert tipping(cm.loads(text), ["x"], concepts=["nash"]).complete


ON_A_THRESHOLD = """
countermove: 1
actors:
  a: {options: {x: {}}, wants: [{id: w, want: a.x, while: d < 0.25}]}
  b: {options: {y: {}}, wants: []}
drivers: {d: {now: 0.25}}
claims:
  C: {says: It stays, check: {stable: start}}
"""
SET_APART = """
countermove: 1
actors:
  a: {options: {x: {}}, wants: [{id: w, want: a.x, while: d >= 0.5, otherwise: not a.x}]}
  b: {options: {y: {}}, wants: []}
drivers: {d: {now: 0.9}}
views:
  low: {holder: a, set: {d: 0.1}}
claims:
  C: {says: It stays, check: {stable_in_own_views: {a: low}}}
"""


@pytest.mark.parametrize("norm", ["sum", "largest"])
def test_on_the_threshold_the_driver_still_has_to_move_past_it(norm: str) -> None:
    (tip,) = [item for item in tipping(cm.loads(ON_A_THRESHOLD)).tips if item.kind == "claim"]
    near = tip.nearest[norm]
    assert near is not None
    assert (near.distance, near.attained, dict(near.moves), dict(near.past)) == (
        0,
        False,
        {"d": Fraction(1, 4)},
        {"d": -1},
    )


def test_views_that_set_a_driver_apart_begin_from_the_authors_value() -> None:
    (tip,) = [item for item in tipping(cm.loads(SET_APART)).tips if item.kind == "claim"]
    assert (tip.apart, tip.answer) == (("d",), (False,) * 5)
    here = tip.lines[0].intervals[tip.lines[0].place]
    assert here.answer == tip.answer
    near = tip.nearest["sum"]
    assert near is not None
    assert (near.distance, dict(near.moves), dict(near.past)) == (Fraction(2, 5), {"d": Fraction(1, 2)}, {"d": -1})
    assert all(item.apart == () for item in tipping(cm.loads(ON_A_THRESHOLD)).tips)
