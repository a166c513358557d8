"""Overlays, against cases worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.assessment import Assessment, loads
from countermove.assessment.acts import Act
from countermove.assessment.overlays import Calculus, ResolvedOverlay, Rewriting, WantLine, WantMove, apply
from gmcr.base.errors import ModelError, UnknownName
from gmcr.logic import Not, OptionAtom, to_text
from gmcr.model import ModelWant

__all__: list[str] = []

FILE = """\
countermove: 1
actors:
  a:
    options: {x: {}, y: {kind: strategic}}
    wants:
      - {id: a1, want: a.x, could_be: a.y, certainty: low, at: [1]}
      - {id: a2, want: b.z, while: d > 0.5, otherwise: not b.z}
      - {id: a3, want: a.y}
      - {id: a4, want: not a.x}
  b:
    options: {z: {one_way: back}}
    wants:
      - {id: b1, want: a.x}
start: [b.z]
sources: {s: {}}
drivers: {d: {now: 0.3}, e: {now: 0.1, range: [0, 5]}}
open:
  O1:
    readings:
      one: {}
      gone: {drop: [a1, a3]}
      moved: {move: {a1: {after: a2}}}
  O2:
    readings:
      plain: {}
      set: {set: {d: 0.7}}
scenarios:
  back: {rewrite: {a1: {want: not a.x}}}
  full: {rewrite: {a2: {want: a.y, while: d > 0.1, otherwise: a.x, could_be: b.z, certainty: 0.7, at: [2, 3]}}}
  on: {happens: [a.x]}
views:
  v: {move: {a4: {before: a1}}, set: {d: 0.9}}
  w: {drop: [a2], move: {a2: {before: a1}, a4: {before: a2}}}
"""


@pytest.fixture(scope="module")
def small() -> Assessment:
    return loads(FILE)


def order(calculus: Calculus, actor: str = "a") -> list[str]:
    return [want.id for want in calculus.wants(actor)]


def line(calculus: Calculus, name: str) -> WantLine:
    return next(each for each in calculus.lines[calculus.actor_of(name)] if each.want.id == name)


def test_without_overlays_it_is_the_authors(small: Assessment) -> None:
    calculus = small.calculus()
    assert order(calculus) == ["a1", "a2", "a3", "a4"]
    assert order(calculus, "b") == ["b1"]
    assert calculus.drivers == {"d": Fraction(3, 10), "e": Fraction(1, 10)}
    assert calculus.on == {"b.z"}


def test_drop_leaves_a_marker(small: Assessment) -> None:
    calculus = small.calculus(reading={"O1": "gone"})
    assert order(calculus) == ["a2", "a4"]
    assert [(each.want.id, each.dropped) for each in calculus.lines["a"]] == [
        ("a1", True),
        ("a2", False),
        ("a3", True),
        ("a4", False),
    ]


def test_rewrite_brings_a_dropped_want_back_at_its_place(small: Assessment) -> None:
    calculus = small.calculus(reading={"O1": "gone"}, scenario="back")
    assert order(calculus) == ["a1", "a2", "a4"]
    back = line(calculus, "a1")
    assert to_text(back.want.formula) == "not a.x"
    assert back.want.could_be == OptionAtom("a.y")
    assert (back.certainty, [place.para for place in back.at]) == ("low", [1])


def test_rewrite_replaces_want_while_and_otherwise_together(small: Assessment) -> None:
    want = line(small.calculus(with_={"rewrite": {"a2": {"want": "a.x"}}}), "a2").want
    assert (want.formula, want.condition, want.otherwise) == (OptionAtom("a.x"), None, None)
    new = line(small.calculus(scenario="full"), "a2")
    assert to_text(new.want.condition or OptionAtom("")) == "d > 0.1"
    assert new.want.otherwise == OptionAtom("a.x")
    assert new.want.could_be == OptionAtom("b.z")
    assert new.certainty == Fraction(7, 10)
    assert [place.para for place in new.at] == [2, 3]
    back = line(small.calculus(scenario="back"), "a1").shown
    assert (back.formula, back.could_be) == (Not(OptionAtom("a.x")), OptionAtom("a.y"))
    assert (new.shown.formula, new.shown.otherwise) == (new.want.formula, new.want.otherwise)


def test_what_asks_for_a_strategic_option_is_strategic(small: Assessment) -> None:
    calculus = small.calculus()
    assert [each.want.strategic for each in calculus.lines["a"]] == [False, False, True, False]
    assert line(small.calculus(scenario="full"), "a2").want.strategic
    assert not line(small.calculus(with_={"rewrite": {"a3": {"want": "a.x"}}}), "a3").want.strategic


def test_moves(small: Assessment) -> None:
    assert order(small.calculus(reading={"O1": "moved"})) == ["a2", "a1", "a3", "a4"]
    assert order(small.calculus(reading={"O1": "moved"}, view="v")) == ["a2", "a4", "a1", "a3"]
    twice = {"move": {"a1": {"after": "a4"}, "a2": {"after": "a1"}}}
    assert order(small.calculus(with_=twice)) == ["a3", "a4", "a1", "a2"]


def test_a_want_moves_beside_a_dropped_one_and_a_dropped_one_moves(small: Assessment) -> None:
    assert order(small.calculus(reading={"O1": "gone"}, view="v")) == ["a4", "a2"]
    calculus = small.calculus(view="w")
    assert [each.want.id for each in calculus.lines["a"]] == ["a4", "a2", "a1", "a3"]
    assert order(calculus) == ["a4", "a1", "a3"]
    assert order(small.calculus(view="w", with_={"rewrite": {"a2": {"want": "b.z"}}})) == ["a4", "a2", "a1", "a3"]


def test_reading_scenario_view_and_further_changes_follow_in_that_order(small: Assessment) -> None:
    further = {"set": {"d": 0.2}, "happens": ["y"]}
    calculus = small.calculus(reading={"O2": "set"}, scenario="on", view="v", with_=further)
    assert calculus.drivers["d"] == Fraction(1, 5)
    assert calculus.on == {"a.x", "a.y", "b.z"}
    assert small.calculus(reading={"O2": "set"}, view="v").drivers["d"] == Fraction(9, 10)
    assert small.calculus(view="v", with_={"set": {"d": 0.2}}, drivers={"d": 0.4}).drivers["d"] == Fraction(2, 5)
    assert order(small.calculus(scenario="back", with_={"drop": ["a1"]})) == ["a2", "a3", "a4"]


def test_inside_one_overlay_drop_comes_first_and_happens_last(small: Assessment) -> None:
    written = {"happens": ["a.x"], "move": {"a4": {"before": "a1"}}, "rewrite": {"a4": {"want": "b.z"}}, "drop": ["a1"]}
    calculus = small.calculus(with_=written)
    assert [each.want.id for each in calculus.lines["a"]] == ["a4", "a1", "a2", "a3"]
    assert order(calculus) == ["a4", "a2", "a3"]
    assert line(calculus, "a4").want.formula == OptionAtom("b.z")


def test_one_way_options_can_happen(small: Assessment) -> None:
    assert small.calculus(with_={"happens": ["b.z"]}).on == {"b.z"}


def test_changes_of_unknown_things(small: Assessment) -> None:
    calculus, zz = small.calculus(), ModelWant(OptionAtom("a.x"), id="zz")
    with pytest.raises(UnknownName):
        apply(calculus, ResolvedOverlay(drop=("zz",)))
    with pytest.raises(UnknownName):
        apply(calculus, ResolvedOverlay(rewrite=(Rewriting(zz, zz),)))
    with pytest.raises(UnknownName):
        apply(calculus, ResolvedOverlay(set=(("zz", Fraction(1)),)))
    with pytest.raises(ModelError, match="same actor"):
        apply(calculus, ResolvedOverlay(move=(WantMove("a1", "before", "b1"),)))


def test_what_a_change_touches() -> None:
    b = ModelWant(OptionAtom("x"), id="b")
    change = ResolvedOverlay(
        drop=("a",),
        rewrite=(Rewriting(b, b),),
        move=(WantMove("c", "after", "d"),),
        set=(("e", Fraction(1)),),
        happens=(Act("f.g", on=("f.g",)),),
    )
    assert change.touched == (("want", "a"), ("want", "b"), ("want", "c"), ("driver", "e"), ("option", "f.g"))


def test_a_calculus_is_not_changed_by_changes(small: Assessment) -> None:
    before = small.calculus()
    apply(before, ResolvedOverlay(drop=("a1",), set=(("d", Fraction(1)),), happens=(Act("a.x", on=("a.x",)),)))
    assert order(before) == ["a1", "a2", "a3", "a4"]
    assert before.on == {"b.z"}
    assert apply(before, ResolvedOverlay(happens=(Act("b.z", off=("b.z",)),))).on == set()
    with pytest.raises(TypeError):
        before.drivers["d"] = Fraction(1)  # type: ignore[index]
