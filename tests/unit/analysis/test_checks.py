"""Every kind of check by hand; random ones are compared with the judge where claims are tested."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from countermove.inquiry.checks import (
    CheckedGame,
    ContentCheck,
    EverywhereCheck,
    ForesightCheck,
    GameCheck,
    InducesCheck,
    LeverCheck,
    LeverExactly,
    MoreResponsibleCheck,
    OutcomesCheck,
    OwnViewsCheck,
    PassesCheck,
    PrefersCheck,
    SingleChangesCheck,
    StableStart,
    SwitchedStart,
)
from gmcr import CONCEPTS, Conflict
from gmcr.analysis import Games
from gmcr.base.errors import ModelError
from gmcr.logic import Bool, Formula, Vocabulary, parse
from gmcr.model import ModelOption, ModelWant, NeverRule, OptionForm, OptionStructure
from tests.conftest import FULL
from tests.judge.answers.changes import degrees, single_change_owners
from tests.unit.analysis.plays import sides

VOCABULARY = Vocabulary(("a.x", "b.y", "b.z"), {}, ("d", "e"))
NOW = {"d": Fraction(1, 2), "e": Fraction(1, 4)}


def f(text: str) -> Formula:
    return VOCABULARY.resolve(parse(text), kind="truth")


def game(a: list[str], b: list[str], *, start: int = 0, never: str = "", one_way: str = "") -> Conflict:
    """a has x, b has y and z; wants are "want", or "want | while | otherwise"."""
    rules = (NeverRule("r1", f(never)),) if never else ()
    options = (ModelOption("a", "x", one_way), ModelOption("b", "y"), ModelOption("b", "z"))

    def wants(actor: str, lines: list[str]) -> tuple[ModelWant, ...]:
        found = []
        for place, line in enumerate(lines):
            parts = [f(part) for part in line.split("|")]
            found.append(ModelWant(parts[0], *parts[1:], id=f"{actor}{place}"))
        return tuple(found)

    structure = OptionStructure(OptionForm(("a", "b"), options, rules))
    return Conflict(structure, {"a": wants("a", a), "b": wants("b", b)}, start, NOW)


def case(conflict: Conflict, *, target: str = "x", own: Mapping[str, Conflict] | None = None) -> CheckedGame:
    ranges = {"d": (Fraction(0), Fraction(1)), "e": (Fraction(0), Fraction(1, 2))}
    return CheckedGame.of(Games(conflict.structure), conflict, own, target=f(target), ranges=ranges)


def values(check: GameCheck, given: CheckedGame) -> list[bool | None]:
    return [check.holds(given, concept) for concept in CONCEPTS]


ANSWERED = game(["x and not y", "not x or not y"], ["x implies y", "not y"])  # a gains by x, until b answers with y
PENNIES = game(["x iff y", "not z"], ["not (x iff y)", "not z"])


def test_stability_of_the_start() -> None:
    assert values(StableStart(), case(ANSWERED)) == [False, True, True, True, True]
    assert values(ContentCheck("a"), case(ANSWERED)) == [False, True, True, True, True]
    assert values(ContentCheck("b"), case(ANSWERED)) == [True] * 5


def test_outcomes() -> None:
    given = case(ANSWERED)
    # Nash: a takes x, b answers with y, a takes x back, b takes y back, and so on.
    assert values(OutcomesCheck("every", f("not x")), given) == [None, True, True, True, True]
    assert values(OutcomesCheck("some", f("x")), given) == [None, False, False, False, False]
    assert values(OutcomesCheck("no", f("x")), given) == [None, True, True, True, True]
    both = game(["x"], ["y or z"])
    assert values(OutcomesCheck("every", f("x and (y or z)")), case(both)) == [True] * 5
    assert values(OutcomesCheck("every", f("y")), case(both)) == [False] * 5
    assert values(OutcomesCheck("some", f("y")), case(both)) == [True] * 5
    assert values(OutcomesCheck("no", f("y")), case(both)) == [False] * 5
    assert values(OutcomesCheck("no", f("y and z")), case(both)) == [True] * 5  # one is enough: steps are lean
    assert values(OutcomesCheck("every", f("y and not z"), SwitchedStart(on=("b.y",))), case(both)) == [True] * 5


def test_roads() -> None:
    assert values(PassesCheck(f("x and y")), case(ANSWERED)) == [True, False, False, False, False]
    assert values(PassesCheck(f("x and y"), never=True), case(ANSWERED)) == [False, True, True, True, True]
    assert values(PassesCheck(f("x"), SwitchedStart(on=("a.x",))), case(ANSWERED)) == [True] * 5
    assert values(PassesCheck(f("not x")), case(ANSWERED)) == [True] * 5  # the start is passed


def test_foresight() -> None:
    assurance = case(game(["x and y", "not x"], ["x and y", "not y", "not z"]))
    assert values(ForesightCheck(f("x and y")), assurance) == [True] * 5
    assert values(ForesightCheck(f("x and y"), never=True), assurance) == [False] * 5
    assert values(ForesightCheck(f("z")), assurance) == [False] * 5
    assert values(StableStart(), assurance) == [True] * 5


def test_levers() -> None:
    given = case(game(["x iff y"], []))
    assert values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x")), given) == [True] * 5
    assert values(LeverCheck(SwitchedStart(on=("b.z",)), "a", f("x")), given) == [False] * 5
    assert (
        values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("true")), given) == [False] * 5
    )  # so it is without the lever
    assert values(LeverCheck(SwitchedStart(on=("b.z",)), "a", f("x"), never=True), given) == [True] * 5
    assert values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x"), never=True), given) == [False] * 5


def test_a_lever_that_is_on_already_works_nowhere() -> None:
    given = case(game(["x iff y"], [], start=2))
    assert values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x")), given) == [False] * 5
    assert (
        values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x"), never=True), given) == [False] * 5
    )  # judged at the start
    assert values(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("z"), never=True), given) == [True] * 5


def test_where_a_lever_works_exactly() -> None:
    given = case(game(["x | d + 0.1*y > 0.6 | not x"], []))
    lever = LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x"))

    def exactly(where: str) -> bool | None:
        return LeverExactly(lever, f(where), ("d",)).holds(given, "nash")

    assert exactly("d > 0.5 and d <= 0.6")
    assert not exactly("d >= 0.5 and d <= 0.6")  # at 0.5 it does not work
    assert not exactly("d > 0.5 and d < 0.6")  # at 0.6 it does
    assert not exactly("d > 0.5")
    assert not exactly("true")


def test_preferences() -> None:
    given = case(ANSWERED)
    assert values(PrefersCheck("a", SwitchedStart(on=("a.x",)), SwitchedStart()), given) == [True] * 5
    assert values(PrefersCheck("a", SwitchedStart(), SwitchedStart(on=("a.x",))), given) == [False] * 5
    assert values(PrefersCheck("a", SwitchedStart(), SwitchedStart()), given) == [False] * 5
    assert values(PrefersCheck("b", SwitchedStart(off=("b.y",)), SwitchedStart(on=("a.x",))), given) == [True] * 5


def test_everywhere() -> None:
    given = case(game(["x | d >= 0.5 | not x"], []))
    assert values(EverywhereCheck(f("x"), f("d > 0.4"), ("d",)), given) == [False] * 5
    assert values(EverywhereCheck(f("x"), f("d >= 0.5"), ("d",)), given) == [True] * 5
    assert values(EverywhereCheck(f("x"), f("d > 2"), ("d",)), given) == [None] * 5
    own = EverywhereCheck(f("x iff d >= 0.5"), Bool(True), ("d",))  # true at each cell's own drivers
    assert values(own, given) == [True] * 5
    assert values(EverywhereCheck(f("x"), f("e > 0.4"), ("e",)), given) == [True] * 5
    assert values(EverywhereCheck(f("x"), f("e > 0.5"), ("e",)), given) == [None] * 5  # beyond its range
    starts = (SwitchedStart(), SwitchedStart(on=("b.y",)))
    assert values(EverywhereCheck(f("not y"), f("d > 0.4"), ("d",), starts), given) == [False] * 5
    assert values(EverywhereCheck(f("z"), Bool(True), ("d",)), case(PENNIES)) == [None, False, None, False, None]


def test_responsibility() -> None:
    given = case(game(["not x", "y"], ["not y", "z"]), target="x")
    # Without its first want a stays: nothing makes it take x.
    assert values(MoreResponsibleCheck("a", "b"), given) == [False] * 5
    assert values(SingleChangesCheck("a"), given) == [False] * 5
    moved = case(game(["not x", "x"], ["not y"]), target="x")
    assert values(MoreResponsibleCheck("a", "b"), moved) == [True] * 5
    assert values(MoreResponsibleCheck("b", "a"), moved) == [False] * 5
    assert values(SingleChangesCheck("a"), moved) == [True] * 5
    assert values(SingleChangesCheck("b"), moved) == [False] * 5
    already = case(game(["not x", "x"], ["not y"]), target="not x")
    assert values(SingleChangesCheck("a"), already) == [False] * 5
    either = case(game(["not x", "x"], ["not y", "y"]), target="x or y")
    assert (
        values(MoreResponsibleCheck("a", "b"), either) == values(MoreResponsibleCheck("b", "a"), either) == [False] * 5
    )
    assert values(SingleChangesCheck("a"), either) == [False] * 5


def test_own_views() -> None:
    seen = ANSWERED.with_preferences({"b": ()})  # a believes that b does not answer
    believing = case(ANSWERED, own={"a": seen, "b": ANSWERED})
    check = OwnViewsCheck((("a", "v"),))
    assert values(check, believing) == [False, True, True, False, False]
    assert values(check, case(ANSWERED, own={"a": ANSWERED, "b": seen})) == [False, True, True, True, True]


INFEASIBLE = case(game(["x"], ["y"], never="x and y"))


@pytest.mark.parametrize(
    "check",
    [
        OutcomesCheck("some", Bool(True), SwitchedStart(on=("a.x", "b.y"))),
        PassesCheck(Bool(True), SwitchedStart(on=("b.y", "a.x"))),
        PrefersCheck("a", SwitchedStart(on=("a.x", "b.y")), SwitchedStart()),
        PrefersCheck("a", SwitchedStart(), SwitchedStart(on=("a.x", "b.y"))),
        EverywhereCheck(Bool(True), Bool(True), ("d",), (SwitchedStart(), SwitchedStart(on=("a.x", "b.y")))),
    ],
)
def test_a_changed_start_that_is_infeasible_names_the_rule(check: GameCheck) -> None:
    with pytest.raises(ModelError, match="rule r1") as error:
        check.holds(INFEASIBLE, "nash")
    assert error.value.rule == "r1"


def test_a_lever_that_is_infeasible_names_the_rule() -> None:
    given = case(game(["x"], ["y"], never="x and y", start=1))
    lever = LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x"))
    for check in (lever, LeverExactly(lever, Bool(True), ("d",))):
        with pytest.raises(ModelError) as error:
            check.holds(given, "nash")
        assert error.value.rule == "r1"


def test_one_way_acts_may_be_taken_back_by_a_switch() -> None:
    given = case(game(["not x"], [], start=1, one_way="forward"))
    assert values(PrefersCheck("a", SwitchedStart(off=("a.x",)), SwitchedStart()), given) == [True] * 5
    assert values(StableStart(), given) == [True] * 5


CHECKS: list[GameCheck] = [
    StableStart(),
    ContentCheck("a"),
    OutcomesCheck("every", f("x")),
    PassesCheck(f("y")),
    ForesightCheck(f("z")),
    LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x")),
    LeverExactly(LeverCheck(SwitchedStart(on=("b.y",)), "a", f("x")), f("d > 0.5"), ("d",)),
    PrefersCheck("a", SwitchedStart(), SwitchedStart()),
    EverywhereCheck(f("x"), f("d > 0.5"), ("d",)),
    MoreResponsibleCheck("a", "b"),
    SingleChangesCheck("a"),
    OwnViewsCheck(()),
]


def test_formulas_in_which_a_check_compares() -> None:
    texts = [list(check.formulas) for check in CHECKS]
    assert texts == [
        [],
        [],
        [f("x")],
        [f("y")],
        [f("z")],
        [f("x")],
        [f("x"), f("d > 0.5")],
        [],
        [f("x"), f("d > 0.5")],
        [],
        [],
        [],
    ]


def test_only_what_depends_on_the_concept_needs_profiles() -> None:
    given = case(game(["x | d > 0.5 | not x"], ["y"]), own={"a": ANSWERED, "b": ANSWERED})
    for check in CHECKS:
        profiles = list(check.profiles(given))
        if check.concept_free:
            assert profiles == []
            assert len(set(values(check, given))) == 1
        else:
            assert profiles
            known = {given.play.profile, *(there.play.profile for there in cells(given, ("d",)))}
            assert set(profiles) <= known or isinstance(check, OwnViewsCheck)


def cells(given: CheckedGame, vary: tuple[str, ...], *formulas: Formula) -> list[CheckedGame]:
    """A case at the points at which it is looked at where these drivers vary."""
    return [given.at(point) for point in given.points(vary, *formulas)]


def test_cells_of_a_case() -> None:
    given = case(game(["x | d > 0.5 | not x"], []), own={"a": game(["x | d > 0.25 | not x"], [])})
    points = cells(given, ("d",))
    values_ = sorted(point.conflict.drivers["d"] for point in points)
    assert len(values_) == 5
    assert {Fraction(1, 4), Fraction(1, 2)} <= set(values_)
    assert all(point.own["a"].drivers == point.conflict.drivers for point in points)
    assert all(point.conflict.drivers["e"] == NOW["e"] for point in points)
    assert len(cells(given, ("d",), f("d == 0.75"))) == 7
    assert len(cells(given, ("e",))) == 1
    assert cells(given, ())[0].conflict.drivers == NOW


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("lead", CONCEPTS)
def test_checks_about_edits_are_those_of_the_lead_concept(lead: str) -> None:
    seen = set()
    for given, played, conflict in sides(660, 25 if FULL else 14, 7):
        target = str(given.document["target"])
        one, other, *_ = conflict.actors
        about = CheckedGame.of(
            Games(conflict.structure), conflict, target=given.assessment.formula(target), bound=2, lead=lead
        )
        own = degrees(played, target, lead, bound=2)
        expected = own[one] > own[other]
        assert values(MoreResponsibleCheck(one, other), about) == [expected] * 5
        alone = single_change_owners(played, target, lead)
        for actor in conflict.actors:
            assert values(SingleChangesCheck(actor), about) == [alone == {actor}] * 5
        seen |= {expected, len(alone)}
    assert {0, 1} <= seen


def test_inducing_by_hand() -> None:
    """a comes so that b does: bound to it, since free it would go again; what else b does not do is never induced."""
    given = case(game(["b.y", "not x"], ["y iff a.x", "not z"]))
    assert values(InducesCheck("a", f("y")), given) == [True] * 5
    assert values(InducesCheck("a", f("x and y"), by="a.x"), given) == [True] * 5
    assert values(InducesCheck("a", f("z")), given) == values(InducesCheck("b", f("true")), given) == [False] * 5
    for_good = case(game(["b.y", "not x"], ["y iff a.x", "not z"], one_way="forward"))
    assert values(InducesCheck("a", f("y"), credible=True), for_good) == [True] * 5
    assert values(InducesCheck("a", f("y"), credible=True), given)[0] is False
