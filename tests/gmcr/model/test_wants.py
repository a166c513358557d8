from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from gmcr.logic import Vocabulary, parse
from gmcr.model import ModelWant

VOCABULARY = Vocabulary(("a.x", "b.y"), {}, ("d",))
# Four states: x alternates, y is on in the last two.
COLUMNS = {"a.x": np.array([False, True, False, True]), "b.y": np.array([False, False, True, True])}


def met(want: str, condition: str = "", otherwise: str = "", d: str = "0.5") -> NDArray[np.bool_]:
    parts = [VOCABULARY.resolve(parse(text), kind="truth") if text else None for text in (want, condition, otherwise)]
    assert parts[0] is not None
    found = ModelWant(parts[0], parts[1], parts[2]).truth(COLUMNS, {"d": Fraction(d)})
    assert found.dtype == np.bool_
    return np.broadcast_to(found, (4,))


def test_a_want_counts_where_it_is_true() -> None:
    assert met("x and not y").tolist() == [False, True, False, False]
    assert met("d > 0.5").tolist() == [False] * 4


def test_where_the_condition_is_off_a_want_says_nothing() -> None:
    assert met("x", "d > 0.4").tolist() == [False, True, False, True]
    assert met("x", "d > 0.5").tolist() == [True] * 4
    assert met("x", "y").tolist() == [True, True, False, True]


def test_where_the_condition_is_off_otherwise_counts() -> None:
    assert met("x", "d > 0.5", "not x").tolist() == [True, False, True, False]
    assert met("x", "d >= 0.5", "not x").tolist() == [False, True, False, True]
    assert met("x", "y", "not x").tolist() == [True, False, False, True]


def test_a_condition_is_looked_at_in_each_state() -> None:
    # 0.45 + 0.1*y exceeds d in the states with y only.
    assert met("x", "0.45 + 0.1*y > d", "true").tolist() == [True, True, False, True]
    assert met("x", "0.45 + 0.1*y > d", "true", d="0.55").tolist() == [True] * 4  # exactly equal is not more
    assert met("x", "0.45 + 0.1*y >= d", "true", d="0.55").tolist() == [True, True, False, True]
