from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gmcr.base.errors import ModelError, SizeError
from gmcr.logic import Vocabulary, parse
from gmcr.model import ModelOption, NeverRule, OptionForm
from gmcr.model.space import DENSE_OPTIONS, MOST_DENSE_OPTIONS, Space
from tests.gmcr.stability.conflicts import form_of
from tests.judge.strategies import PlainConflict, plain_conflicts


def form(count: int, *rules: str) -> OptionForm:
    options = tuple(ModelOption("A", f"o{k}") for k in range(count))
    vocabulary = Vocabulary([o.full_name for o in options], {}, ())
    never = tuple(
        NeverRule(f"r{k}", vocabulary.resolve(parse(text), kind="truth"), why="a reason")
        for k, text in enumerate(rules)
    )
    return OptionForm(("A",), options, never)


@given(plain_conflicts())
def test_both_layouts_hold_the_same_states(plain: PlainConflict) -> None:
    given_form = form_of(plain)
    names = given_form.names
    for layout in ("dense", "sparse"):
        space = Space(given_form, layout)
        assert space.states.dtype == np.int64
        assert space.states.tolist() == list(plain.feasible)
        assert space.count == len(plain.feasible)
        assert space.cells == (1 << len(names) if layout == "dense" else len(plain.feasible))
        assert space.at_states(np.arange(space.cells)).tolist() == [space.cell(code) for code in plain.feasible]
        assert int(np.prod(space.shape)) == space.cells
        for k, name in enumerate(names):
            met = space.truth(Vocabulary(names, {}, ()).resolve(parse(name), kind="truth"))
            assert space.at_states(met).tolist() == [bool(code >> k & 1) for code in plain.feasible]


def test_which_layout_is_chosen() -> None:
    assert Space(form(16, "not (o0 and o1 and o2 and o3 and o4)")).layout == "dense"
    assert Space(form(17, "not (o0 and o1 and o2 and o3 and o4)")).layout == "sparse"  # 1 in 32 is feasible
    assert Space(form(17, "not (o0 and o1 and o2 and o3)")).layout == "dense"  # 1 in 16
    assert Space(form(17)).layout == "dense"
    wide = Space(form(DENSE_OPTIONS + 1, *(f"not o{k}" for k in range(20))))
    assert (wide.layout, wide.count) == ("sparse", 8)
    assert Space(form(3), "sparse").layout == "sparse"


def test_too_large_to_be_dense() -> None:
    with pytest.raises(SizeError, match="the dense layout holds 2\\^26"):
        Space(form(MOST_DENSE_OPTIONS + 1), "dense")


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_an_infeasible_state_is_refused_by_its_rule(layout: str) -> None:
    space = Space(form(3, "o0 and o1", "o0 and o2"), layout)
    assert space.states.tolist() == [0, 1, 2, 4, 6]
    with pytest.raises(
        ModelError, match=r"State 5 is infeasible: rule r1 excludes A.o0 and A.o2 \(a reason\)"
    ) as error:
        space.cell(5)
    assert error.value.rule == "r1"
    for code in (-1, 8, 2**40):
        with pytest.raises(ModelError, match="codes run from 0 to 7") as outside:
            space.cell(code)
        assert outside.value.rule is None


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_where_nothing_is_feasible_the_rules_are_named(layout: str) -> None:
    with pytest.raises(ModelError, match="the rules r0, r1 exclude everything"):
        Space(form(2, "o0", "not o0"), layout)


def test_sparse_columns_are_made_when_asked_for() -> None:
    columns = Space(form(3, "o0 and o1"), "sparse").columns
    assert list(columns) == ["A.o0", "A.o1", "A.o2"]
    assert len(columns) == 3
    assert columns["A.o1"].tolist() == [False, False, True, False, False, True]


def test_a_sparse_layout_chosen_for_few_feasible_states_has_columns_of_its_own() -> None:
    pairs = [f"o{j} and o{k}" for k in range(18) for j in range(k)]
    space = Space(form(18, *pairs))
    assert (space.layout, space.count) == ("sparse", 19)
    met = space.truth(Vocabulary(space.form.names, {}, ()).resolve(parse("o17"), kind="truth"))
    assert met.tolist() == [code == 1 << 17 for code in space.states.tolist()]
