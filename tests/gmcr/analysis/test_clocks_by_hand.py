"""Storylines worked out on paper, bad input, and what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from gmcr import Conflict, Drift, ModelError, UnknownName, storyline
from gmcr.analysis import Inequality, Stop, StoryBranch, Storyline
from gmcr.logic import DriverAtom

__all__: list[str] = []

UNIT = (Fraction(0), Fraction(1))
Rate = tuple[Fraction, Fraction]
Given = Mapping[str, Drift | Sequence[Drift]]


def conflict(
    options: Mapping[str, str], wants: Mapping[str, Sequence[str] | str], start: str, **drivers: str
) -> Conflict:
    plain = Conflict.from_options(actors=options, preferences=dict.fromkeys(options, ()), start=start or ())
    return plain.with_drivers({name: Fraction(value) for name, value in drivers.items()}).with_preferences(wants)


def story_of(made: Conflict, drifts: Given, stops: int = 6) -> Storyline:
    return storyline(made, drifts, ranges=dict.fromkeys(drifts, UNIT), stops=stops)


def told(branch: StoryBranch) -> list[tuple[str, int]]:
    """What is crossed at every stop, and the state after."""
    return [(" and ".join(map(str, stop.crossed)), stop.state) for stop in branch.stops]


# a acts once hope is below a half, b once strain is, each only if the other has not; then the other's driver rests.
FIRST_COME = conflict(
    {"a": "x", "b": "y"},
    {"a": "x iff (hope < 0.5 and not y)", "b": "y iff (strain < 0.5 and not x)"},
    "",
    hope="6/10",
    strain="9/10",
)


def first_come(hope: Rate | None, strain: Rate | None, made: Conflict = FIRST_COME) -> Storyline:
    return story_of(made, {"hope": Drift(False, "not y", hope), "strain": Drift(False, "not x", strain)})


HOPE = [("", 0), ("hope falls below 1/2", 1), ("hope falls to 0", 1)]
STRAIN = [("", 0), ("strain falls below 1/2", 2), ("strain falls to 0", 2)]


def test_an_order_that_matters() -> None:
    story = first_come(None, None)
    assert [told(branch) for branch in story.branches] == [HOPE, STRAIN]
    assert [branch.end for branch in story.branches] == ["at rest", "at rest"]
    assert [[str(*other) for other in branch.stops[1].unless] for branch in story.branches] == [
        ["strain falls below 1/2"],
        ["hope falls below 1/2"],
    ]
    assert [str(item) for item in story.branches[0].conditions[:4]] == [
        "hope(0) > 0",
        "strain(0) > 0",
        "1/10 - hope(0) = 0",
        "2/5 - strain(0) > 0",
    ]
    assert (story.more, story.whole, story.cut) == (0, True, False)


def test_bands_of_rates() -> None:
    # Hope takes between 1/2 and 1, strain between 4/3 and 4; then between 4/5 and 4/3.
    slow, fast = (Fraction(1, 10), Fraction(3, 10)), (Fraction(3, 10), Fraction(1, 2))
    hope = (Fraction(1, 10), Fraction(1, 5))
    assert [told(branch) for branch in first_come(hope, slow).branches] == [HOPE]
    story = first_come(hope, fast)
    assert [told(branch) for branch in story.branches] == [HOPE, STRAIN]
    for branch in story.branches:
        first = branch.legs[0]
        assert first.duration is not None
        assert all(low <= first.moved[name] / first.duration <= high for name, (low, high) in first.rates.items())
    [only] = first_come(hope, None).branches[:1]
    assert Inequality(((0, "", Fraction(-1, 10)), (0, "hope", Fraction(1))), Fraction(0), ">=") in only.conditions


def test_how_long_it_takes_until_a_stop() -> None:
    """Hope takes between 1/2 and 1, and strain between 4/5 and 4/3; after its stop each has 1/2 to go."""
    hope, strain = (Fraction(1, 10), Fraction(1, 5)), (Fraction(3, 10), Fraction(1, 2))
    first, second = first_come(hope, strain).branches

    def times(*of: str) -> tuple[Fraction, ...]:
        return tuple(map(Fraction, of))

    assert list(first.times[:3]) == [times("0", "0"), times("1/2", "1"), times("3", "6")]
    # Strain comes first after 4/5 at least, and after 1 at most, since hope comes then.
    assert second.times[1:3] == (times("4/5", "1"), times("9/5", "8/3"))
    found = [branch.times[1] for branch in first_come(hope, None).branches]
    assert found == [times("1/2", "1"), times("0", "1")]
    assert [branch.times[1] for branch in first_come(None, None).branches] == [None, None]


def test_how_long_it_takes_in_whichever_order() -> None:
    """Hope comes to its end after 3 to 6. Strain is below 1/2 before that or after it, and nothing says how long after."""
    made = conflict({"a": "x", "b": "y"}, {"a": "not x", "b": "y iff strain < 0.5"}, "", hope="6/10", strain="9/10")
    drifts = {"hope": Drift(False, "true", (Fraction(1, 10), Fraction(1, 5))), "strain": Drift(False, "true")}
    [branch] = story_of(made, drifts).branches
    assert told(branch)[1] == ("strain falls below 1/2", 2)
    assert (branch.orders > 1, branch.times[1]) == (True, None)
    alone, [hope, strain] = made.with_preferences({"b": "not y"}), drifts.values()
    for each in (drifts, {"hope": strain, "strain": hope}):
        [branch] = story_of(alone, each).branches
        assert [len(branch.stops), branch.end, branch.times[1]] == [2, "at rest", None]


def test_how_long_it_takes_past_what_is_no_stop() -> None:
    """That hope is below 0.3, after 3/2 to 3, changes nothing. B steps before that or after it, but before hope is at its end,
    after 3 to 6; otherwise nothing drifts any more when b steps."""
    made = conflict(
        {"a": "x", "b": "y"},
        {"a": ["not x", "x iff hope < 0.3"], "b": "y iff strain < 0.5"},
        "",
        hope="6/10",
        strain="9/10",
    )
    drifts = {"hope": Drift(False, "true", (Fraction(1, 10), Fraction(1, 5))), "strain": Drift(False, "not y")}
    last, before = story_of(made, drifts).branches
    assert (len(last.stops), last.times) == (2, ((0, 0), None))
    assert (len(before.stops), before.times) == (3, ((0, 0), (0, 6), (3, 6)))


def test_what_rates_alone_make_come_together() -> None:
    both = FIRST_COME.with_drivers({"hope": Fraction(3, 5), "strain": Fraction(3, 5)})
    exact = (Fraction(1, 10), Fraction(1, 10))
    together = "hope falls below 1/2 and strain falls below 1/2"
    assert [told(branch)[1] for branch in first_come(exact, exact, both).branches] == [(together, 1), (together, 2)]
    wide = (Fraction(1, 10), Fraction(1, 5))
    assert [told(branch) for branch in first_come(exact, wide, both).branches] == [STRAIN]
    assert [told(branch) for branch in first_come(wide, wide, both).branches] == [HOPE, STRAIN]


HEATING = conflict({"a": "x"}, {"a": ["level < 0.25 implies x", "level > 0.75 implies not x"]}, "x", level="1/2")
UP_AND_DOWN = {"level": [Drift(True, "x"), Drift(False)]}


def test_a_round() -> None:
    [branch] = story_of(HEATING, UP_AND_DOWN).branches
    assert told(branch) == [
        ("", 1),
        ("level rises above 3/4", 0),
        ("level falls below 1/4", 1),
        ("level rises above 3/4", 0),
    ]
    assert (branch.end, branch.back_to, branch.states) == ("goes round", 1, (0, 1))
    assert [len(leg.crossed) for leg in branch.legs] == [1] * 5  # the other value is crossed too, on the way


def test_a_value_that_holds() -> None:
    made = conflict({"a": "x"}, {"a": "x iff level < 0.5"}, "", level="7/10")
    [branch] = story_of(made, UP_AND_DOWN).branches
    assert told(branch) == [("", 0), ("level falls below 1/2", 1), ("level rises above 1/2", 0)]
    assert (branch.end, branch.states) == ("held", (0, 1))
    assert [str(item) for item in branch.held_at] == ["level falls below 1/2", "level rises above 1/2"]
    assert [leg.instant for leg in branch.legs] == [False, True]


def test_at_a_value_is_not_beyond_it() -> None:
    made = conflict({"a": "x"}, {"a": "x iff level < 0.5"}, "", level="1/2")
    [branch] = story_of(made, {"level": Drift(False, "not x")}).branches
    assert told(branch) == [("", 0), ("level falls below 1/2", 1)]
    assert branch.legs[0].instant
    at_the_end = conflict({"a": "x"}, {"a": "x iff level <= 0"}, "", level="1/2")
    [branch] = story_of(at_the_end, {"level": Drift(False)}).branches
    assert told(branch) == [("", 0), ("level falls to 0", 1)]


def test_two_drivers_that_pass_each_other() -> None:
    made = conflict({"a": "x"}, {"a": "x iff reward > risk"}, "", reward="1/5", risk="7/10")
    drifts = {"reward": Drift(True, "not x"), "risk": Drift(False, "not x")}
    [branch] = story_of(made, drifts).branches
    assert told(branch) == [("", 0), ("reward - risk rises above 0", 1)]
    assert branch.end == "at rest"
    # Where risk rises as fast it comes to the end of its range first, and reward comes to it there, never above it.
    exact = (Fraction(1), Fraction(1))
    [branch] = story_of(made, {"reward": Drift(True, "not x", exact), "risk": Drift(True, None, exact)}).branches
    assert told(branch) == [("", 0), ("reward rises to 1 and reward - risk rises to 0", 0)]
    assert [str(leg.crossed[0]) for leg in branch.legs] == ["risk rises to 1", "reward rises to 1"]


def test_crossings_that_change_nothing() -> None:
    # Of each driver two values and an end are crossed, in any of 20 orders.
    wants = ["not x", "x or one > 0.75", "x or one > 0.5", "x or two > 0.75", "x or two > 0.5"]
    made = conflict({"a": "x"}, {"a": wants}, "", one="0.9", two="0.9")
    [branch] = story_of(made, {"one": Drift(False), "two": Drift(False)}).branches
    assert [stop.state for stop in branch.stops] == [0, 0]
    assert (branch.end, branch.orders, len(branch.legs)) == ("at rest", 20, 6)


def test_an_order_of_crossings_that_are_no_stops_may_decide_later() -> None:
    # x rises by 1 a year, y by 0.7 to 2; x passes 1 at 1 and z a half at 1.5. If y has passed 1 first, it passes 3 within 3.86
    # years, before x passes 4; if it passes 1 later, it passes 3 after 2 years, when x has passed 2.
    made = conflict(
        {"a": "p", "b": "q", "c": "r"},
        {
            "a": ["p iff x > 4 and z < 0.5 and not q", "x > 1", "y > 1"],
            "b": "q iff y > 3 and z < 0.5 and not p",
            "c": "r iff x > 2 and not q",
        },
        "",
        x="0",
        y="0",
        z="1",
    )
    rates = {"x": ("1", "1"), "y": ("7/10", "2"), "z": ("1/3", "1/3")}
    drifts = {
        name: Drift(name != "z", "not p and not q", (Fraction(low), Fraction(high)))
        for name, (low, high) in rates.items()
    }
    wide = (Fraction(0), Fraction(10))
    story = storyline(made, drifts, ranges={"x": wide, "y": wide, "z": UNIT})
    assert [told(branch)[1:] for branch in story.branches] == [
        [("y rises above 3", 2)],
        [("x rises above 2", 4), ("y rises above 3", 2)],
        [("x rises above 2", 4), ("x rises above 4", 5)],
    ]


def test_what_stays_as_far_apart_is_not_come_to() -> None:
    # y falls for some time, until z makes a act; then x and y rise as one, x above y.
    made = conflict({"a": "p"}, {"a": ["p iff z < 0.5", "x > y"]}, "", x="0.6", y="0.5", z="0.9")
    exact = (Fraction(1, 10), Fraction(1, 10))
    drifts: Given = {
        "x": Drift(True, "p", exact),
        "y": [Drift(True, "p", exact), Drift(False, None, (Fraction(1, 10), Fraction(2, 10)))],
        "z": Drift(False, "not p", (Fraction(1, 2), Fraction(1, 2))),
    }
    [branch] = story_of(made, drifts).branches
    assert [str(item) for leg in branch.legs for item in leg.crossed] == [
        "z falls below 1/2",
        "x rises to 1",
        "y rises to 1",
        "x - y falls to 0",
    ]


def test_one_that_rests_just_beyond_a_value_is_on_its_side() -> None:
    # a acts as x is just below a half; y then sets out from 0, which b answers, and y is at 0 again.
    made = conflict(
        {"a": "p", "b": "q"}, {"a": ["p iff x < 0.5", "x - 2 * y > 0.5"], "b": "q iff y > 0"}, "", x="0.6", y="0"
    )
    drifts: Given = {"x": Drift(False, "not p"), "y": [Drift(True, "p and not q"), Drift(False)]}
    [branch] = story_of(made, drifts).branches
    assert told(branch) == [
        ("", 0),
        ("x falls below 1/2 and x - 2 y falls below 1/2", 1),
        ("y rises above 0", 3),
        ("y falls to 0", 1),
    ]
    assert (branch.end, branch.states) == ("held", (1, 3))


FIVE = conflict(
    {f"a{k}": f"o{k}" for k in range(5)},
    {f"a{k}": f"o{k} iff d{k} < 0.5" for k in range(5)},
    "",
    **{f"d{k}": "1" for k in range(5)},
)


def test_of_many_branches_the_shortest_are_told_and_the_rest_counted() -> None:
    story = story_of(FIVE, {f"d{k}": Drift(False, f"not o{k}") for k in range(5)})
    assert (len(story.branches), story.more, story.whole) == (64, 120 - 64, True)
    assert story.cut
    short = story_of(FIVE, {f"d{k}": Drift(False, f"not o{k}") for k in range(5)}, stops=2)
    assert (len(short.branches), {branch.end for branch in short.branches}) == (20, {"cut off"})


def test_of_too_many_orders_some_are_followed_to_their_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.clocks.search.MOST_CROSSINGS", 100)
    story = story_of(FIVE, {f"d{k}": Drift(False, f"not o{k}") for k in range(5)})
    assert not story.whole
    assert story.cut
    assert 0 < len(story.branches) < 64
    assert {branch.end for branch in story.branches} == {"at rest"}
    assert story.passes(lambda stop: stop.state == 99) is None


def test_a_start_that_somebody_leaves_steps_first() -> None:
    made = conflict({"a": "x", "b": "y"}, {"a": "x", "b": "y iff x"}, "", level="1/2")
    [branch] = story_of(made, {"level": Drift(False, "not y")}).branches
    assert branch.stops[0].steps == (("a", 1), ("b", 3))
    assert (told(branch), branch.end) == ([("", 3)], "at rest")
    round_ = conflict({"a": "x", "b": "y"}, {"a": "x iff y", "b": "(y iff not x) or level > 0.25"}, "", level="1/2")
    [branch] = story_of(round_, {"level": Drift(False)}).branches
    assert (told(branch)[-1], branch.end) == (("level falls below 1/4", 0), "steps go round")
    assert branch.stops[-1].also_round
    either = conflict(
        {"a": "x", "b": "y"},
        {"a": "x iff y", "b": "(y iff not x) or (one > 0.25 and two > 0.25)"},
        "",
        one="0.5",
        two="0.5",
    )
    branches = story_of(either, {"one": Drift(False), "two": Drift(False)}).branches
    assert [str(*branch.stops[-1].crossed) for branch in branches] == ["one falls below 1/4", "two falls below 1/4"]
    assert {branch.end for branch in branches} == {"steps go round"}
    assert not branch.stops[0].also_round


def test_where_steps_also_go_round_the_outcomes_are_followed() -> None:
    # Once the level is low a follows b, b shuns a, and c ends it whenever it likes.
    made = conflict(
        {"a": "x", "b": "y", "c": "z"},
        {
            "a": "(x iff y) or z or level > 0.25",
            "b": "(y iff not x) or z or level > 0.25",
            "c": "z or level > 0.25",
        },
        "",
        level="1/2",
    )
    branches = story_of(made, {"level": Drift(False, "not z")}).branches
    assert [(branch.stops[1].state, branch.stops[1].also_round, branch.end) for branch in branches] == [
        (code, True, "at rest") for code in (4, 6, 7, 5)
    ]
    assert branches[-1].stops[1].steps == (("b", 2), ("a", 3), ("b", 1), ("c", 5))


def test_where_an_answer_changes_is_a_stop() -> None:
    made = conflict({"a": "x"}, {"a": ["not x"]}, "", level="1/2")

    def low(game: Conflict) -> bool:
        return game.drivers["level"] < Fraction(1, 4)

    watched = storyline(made, {"level": Drift(False)}, ranges={"level": UNIT}, answers=low, watched=["level < 0.25"])
    [branch] = watched.branches
    assert [(stop.answers, str(*stop.crossed)) for stop in branch.stops[1:]] == [
        (True, "level falls below 1/4"),
        (True, "level falls to 0"),
    ]
    [plain] = story_of(made, {"level": Drift(False)}).branches
    assert len(plain.stops) == 2


def test_what_is_asked_of_a_story() -> None:
    def a_acted(stop: Stop) -> bool:
        return bool(stop.state & 1)

    def b_acted(stop: Stop) -> bool:
        return bool(stop.state & 2)

    story = first_come(None, None)
    assert story.ends(lambda stop: a_acted(stop) or b_acted(stop)) is True
    assert story.ends(a_acted) is False
    assert story.passes(a_acted) is True
    assert story.passes(lambda stop: stop.state == 3) is False
    assert story.before(a_acted, b_acted) is False
    assert story.before(lambda stop: stop.state == 0, b_acted) is True
    cut = story_of(FIVE, {f"d{k}": Drift(False, f"not o{k}") for k in range(5)}, stops=2)
    assert (cut.ends(a_acted), cut.passes(lambda stop: stop.state == 31), cut.before(a_acted, a_acted)) == (
        None,
        None,
        False,
    )
    assert story_of(HEATING, UP_AND_DOWN).ends(a_acted) is None  # nothing rests


@pytest.mark.parametrize(
    ("drift", "span", "wrong"),
    [
        (Drift(False, "hope < 0.5"), UNIT, "a while may not name hope"),
        (Drift(False, DriverAtom("hope")), UNIT, "a while may not name hope"),
        (Drift(False, None, (Fraction(0), Fraction(1))), UNIT, "A rate of hope is above 0"),
        (Drift(False, None, (Fraction(-1), Fraction(1))), UNIT, "A rate of hope is above 0"),
        (Drift(False, None, (Fraction(2), Fraction(1))), UNIT, "A rate of hope is two exact numbers, the lower first"),
        (Drift(False, None, (0.1, 0.2)), UNIT, "A rate of hope is two exact numbers"),  # type: ignore[arg-type]
        (Drift(False), (Fraction(1), Fraction(0)), "The range of hope is two exact numbers, the lower first"),
        (Drift(False), (Fraction(0), Fraction(1, 2)), "The value of hope, 3/5, is outside its range"),
        (Drift(False), None, "The driver hope drifts: its range is needed"),
        ("falls", UNIT, "A drift of hope: this should be a Drift, not 'falls'"),
    ],
)
def test_bad_input_is_one_error(drift: Drift, span: Rate | None, wrong: str) -> None:
    ranges = {} if span is None else {"hope": span}
    with pytest.raises(ModelError, match=wrong):
        storyline(FIRST_COME, {"hope": drift}, ranges=ranges)


def test_what_does_not_drift_rests() -> None:
    drifts: list[Given] = [{}, {"hope": []}, {"hope": Drift(True, "y")}]
    for drift in drifts:
        [branch] = story_of(FIRST_COME, drift).branches
        assert (told(branch), branch.end) == ([("", 0)], "at rest")
    [branch] = storyline(FIRST_COME, {"hope": Drift(False)}, ranges={"hope": (Fraction(3, 5), Fraction(3, 5))}).branches
    assert (told(branch), branch.end) == ([("", 0)], "at rest")


def test_unknown_names_are_named() -> None:
    with pytest.raises(UnknownName, match="tension"):
        storyline(FIRST_COME, {"tension": Drift(True)}, ranges={"tension": UNIT})
    with pytest.raises(UnknownName, match="fast"):
        storyline(FIRST_COME, {"hope": Drift(True)}, ranges={"hope": UNIT}, concept="fast")
