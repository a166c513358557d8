"""Edits and their order against the judge's."""

from __future__ import annotations

import random
from dataclasses import fields

import pytest

import gmcr
from gmcr import Conflict, Edit, Ranking, edits_of
from gmcr.analysis import EditKind, with_edits
from gmcr.analysis.edits.edits import arrange
from gmcr.logic import And, DriverAtom, Implies, Not, OptionAtom
from gmcr.model import ModelOption, ModelWant, OptionForm, OptionStructure
from tests.conftest import FULL, in_one_test
from tests.judge.answers.changes import edited as judged_after
from tests.judge.answers.changes import edits_of as judged_edits
from tests.judge.answers.roads import world_of
from tests.unit.analysis.plays import sides


def test_every_edit_of_a_game_in_file_order() -> None:
    for _, game, conflict in sides(0, 30):
        for stress in (False, True):
            found = [(edit.want, edit.kind) for edit in edits_of(conflict, stress=stress)]
            assert found == judged_edits(game, negate=stress)
        for actor in conflict.actors:
            own = {want.id for want in game.wants[actor]}
            assert {edit.want for edit in edits_of(conflict, actors=[actor])} == own
            assert all(edit.actor == actor for edit in edits_of(conflict, actors=[actor]))


@pytest.mark.level("all")
def test_sets_of_edits_change_the_order_as_the_judge_has_it() -> None:
    rng = random.Random(5)
    sizes = set()
    for given, game, conflict in sides(100, 50 if FULL else 20):
        every = edits_of(conflict, stress=True)
        for _ in range(6):
            chosen = {}
            for edit in rng.sample(every, min(len(every), rng.randint(1, 6))):
                chosen[edit.want] = edit
            sizes.add(len(chosen))
            after = judged_after(game, {edit.want: edit.kind for edit in chosen.values()})
            edited = with_edits(conflict, list(chosen.values()))
            assert edited.structure is conflict.structure
            assert edited.start == conflict.start
            for actor in conflict.actors:
                ids = [want.id for want in edited.preferences[actor]]  # type: ignore[union-attr]
                assert ids == [want.id for want in after.wants[actor]]
                rank = world_of(after).ranks[actor]
                assert edited.ranks(actor).tolist() == [rank[s] + 1 for s in given.form.by_code.values()], chosen
    assert max(sizes) >= 4


def drop(*wants: str) -> list[Edit]:
    return [Edit("a", want, "drop") for want in wants]


def swap(*wants: str) -> list[Edit]:
    return [Edit("a", want, "swap") for want in wants]


@in_one_test(
    ("edits", "order"),
    [
        ([], "1 2 3 4"),
        (swap("1"), "2 1 3 4"),
        (swap("1", "2"), "3 1 2 4"),  # from the last to the first: 2 with 3, then 1 with 3
        (swap("1", "2", "3"), "4 1 2 3"),
        (swap("1", "3"), "2 1 4 3"),
        (swap("4"), "1 2 3 4"),  # there is nothing below it
        (drop("2") + swap("1"), "3 1 4"),  # with the next want still present
        (drop("4") + swap("3"), "1 2 3"),
        (drop("2", "3", "4") + swap("1"), "1"),
        (drop("1", "2", "3", "4"), ""),
        ([Edit("a", "2", "could_be"), *swap("1")], "2* 1 3 4"),  # the lower may carry its own edit
        ([Edit("a", "4", "negate"), *swap("2", "3")], "1 4- 2 3"),
    ],
)
def test_the_order_of_a_set_of_edits(edits: list[Edit], order: str) -> None:
    marks = {"": "", "could_be": "*", "negate": "-"}
    for turned in (edits, edits[::-1]):
        found = arrange(["1", "2", "3", "4"], turned)
        assert " ".join(f"{place + 1}{marks[kind]}" for place, kind in found) == order


def test_sets_have_no_want_twice_and_are_made_as_they_are_asked_for() -> None:
    drop1, swap1, drop2, drop3 = *drop("1"), *swap("1"), *drop("2", "3")
    assert list(Edit.sets([drop1, swap1, drop2], 2)) == [(drop1, drop2), (swap1, drop2)]
    assert list(Edit.sets([drop1, swap1], 2)) == []
    assert list(Edit.sets([drop3, drop2], 0)) == [()]
    many = drop(*map(str, range(300)))
    assert next(Edit.sets(many, 20)) == tuple(many[:20])


def of_wants(*wants: ModelWant) -> Conflict:
    form = OptionForm(("a", "b"), (ModelOption("a", "x"), ModelOption("b", "y")))
    return Conflict(OptionStructure(form), {"a": wants, "b": Ranking([[0, 1, 2, 3]])}, 0)


X, Y = OptionAtom("a.x"), OptionAtom("b.y")


def test_what_each_edit_makes_of_a_want() -> None:
    conflict = of_wants(ModelWant(X, Y, Not(X), id="w", could_be=DriverAtom("d"), strategic=True))

    def after(kind: EditKind) -> list[tuple[object, ...]]:
        return said(with_edits(conflict, [Edit("a", "w", kind)]))

    assert after("drop") == []
    assert after("could_be") == [(DriverAtom("d"), None, None, "w", DriverAtom("d"), True, 1)]
    whole = And((Implies(Y, X), Implies(Not(Y), Not(X))))
    assert after("negate") == [(Not(whole), None, None, "w", DriverAtom("d"), True, 1)]
    assert with_edits(conflict, [Edit("a", "w", "swap")]).preferences["a"] == conflict.preferences["a"]
    bare = with_edits(of_wants(ModelWant(X, Y, id="w")), [Edit("a", "w", "negate")])
    assert said(bare) == [(Not(Implies(Y, X)), None, None, "w", None, False, 1)]
    plain = with_edits(of_wants(ModelWant(X, id="w")), [Edit("a", "w", "negate")])
    assert said(plain) == [(Not(X), None, None, "w", None, False, 1)]


def said(conflict: Conflict) -> list[tuple[object, ...]]:
    """What the wants of a say."""
    return [tuple(getattr(want, item.name) for item in fields(want)) for want in conflict.wants(["a"])]


def test_what_becomes_of_a_want_is_made_once() -> None:
    conflict = of_wants(ModelWant(X, id="w", could_be=Y))
    for kind in ("could_be", "negate"):
        one, other = (with_edits(conflict, [Edit("a", "w", kind)]) for _ in range(2))
        assert one.preferences["a"] == other.preferences["a"]
    [want] = conflict.wants(["a"])
    assert want.with_alternative(X) is want
    bare = ModelWant(X, id="w")
    assert bare.with_alternative(None) is bare
    assert bare.with_alternative(Y) is bare.with_alternative(Y)
    assert bare.with_alternative(Y).could_be == Y


def test_rankings_have_no_edits_and_unknown_wants_no_effect() -> None:
    conflict = of_wants(ModelWant(X, id="w"), ModelWant(Y, id="v"))
    assert edits_of(conflict, stress=True) == (
        Edit("a", "w", "drop"),
        Edit("a", "w", "swap"),
        Edit("a", "w", "negate"),
        Edit("a", "v", "drop"),
        Edit("a", "v", "negate"),
    )
    assert with_edits(conflict, drop("u")).preferences["a"] == conflict.preferences["a"]
    assert with_edits(conflict, []).preferences == conflict.preferences
    assert Edit.KINDS == ("drop", "could_be", "swap", "turn", "negate")


def test_whose_edits_are_asked_for_is_checked() -> None:
    made = gmcr.Conflict.from_options(actors={"A": "a", "B": "b"}, preferences={"A": ["b", "a"], "B": "a"})
    assert gmcr.edits_of(made, actors="A") == gmcr.edits_of(made, actors=["A"]) != ()
    assert gmcr.inverse_of(made, 1, vary="A") == gmcr.inverse_of(made, 1, vary=["A"])
    assert gmcr.changes_of_equilibrium(made, "a") == gmcr.changes_of_equilibrium(made, 1)
    with pytest.raises(gmcr.UnknownName, match="'C' is not an actor here"):
        gmcr.edits_of(made, actors=["C"])
