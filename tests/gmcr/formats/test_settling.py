from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from gmcr import SizeError
from gmcr.formats.normal_form import disjunctive, settled
from gmcr.logic import Vocabulary, parse, truth
from tests.gmcr.formats.makers import random_conflict, random_formula, with_conditions

NAMES = ("A.a", "A.b", "B.c", "B.d")
COLUMNS = {name: np.array([row[k] for row in product((False, True), repeat=4)]) for k, name in enumerate(NAMES)}


def test_a_disjunctive_form_is_true_where_the_formula_is() -> None:
    rng = np.random.default_rng(3)
    for _ in range(400):
        formula = Vocabulary(NAMES).resolve(parse(random_formula(rng, NAMES, 4)))
        terms = disjunctive(formula)
        met = np.zeros(16, dtype=bool)
        for term in terms:
            holds = np.ones(16, dtype=bool)
            for name, on in term.items():
                holds &= COLUMNS[name] == on
            met |= holds
        assert (met == np.broadcast_to(truth(formula, COLUMNS, {}), 16)).all()
        sets = [set(term.items()) for term in terms]
        assert not any(a <= b for a in sets for b in sets if a is not b)


def test_a_settled_want_is_met_where_the_want_is() -> None:
    rng = np.random.default_rng(4)
    checked = 0
    for _ in range(40):
        conflict = with_conditions(rng, random_conflict(rng, options=2, free=True, ranked=0))
        count = len(conflict.options)
        columns = {name: conflict.states >> k & 1 == 1 for k, name in enumerate(conflict.options)}
        for wants in conflict.preferences.values():
            assert isinstance(wants, tuple)
            for want in wants:
                written = settled(want, conflict.drivers)
                assert written.options <= set(conflict.options)
                expected = np.broadcast_to(want.truth(columns, conflict.drivers), 1 << count)
                assert (np.broadcast_to(truth(written, columns, {}), 1 << count) == expected).all()
                checked += 1
    assert checked > 300


@pytest.mark.level("all")
def test_sizes_are_bounded() -> None:
    names = [f"o{k}" for k in range(30)]
    parity = Vocabulary(names).resolve(parse(" iff ".join(names)))
    with pytest.raises(SizeError, match="2000 conjunctions"):
        disjunctive(parity)
    halves = " and ".join(f"({a} or {b})" for a, b in zip(names[:15], names[15:], strict=True))
    with pytest.raises(SizeError, match="2000 conjunctions"):
        disjunctive(Vocabulary(names).resolve(parse(halves)))
