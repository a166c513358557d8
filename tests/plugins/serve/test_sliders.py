"""Sliders tip a want where its condition does, judged by the condition itself on both sides of the threshold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import countermove as cm
from countermove.plugins.serve.lanes import sliders_of
from gmcr.logic import Compare, Vocabulary, parse, truth

__all__: list[str] = []

UNIT = (Fraction(0), Fraction(1))
NUMBERS = st.integers(0, 20).map(lambda k: Fraction(k, 20))


@pytest.mark.parametrize("case", ["korea-2021", "ukraine-2022", "melos-416bc"])
def test_beyond_the_threshold_the_want_is_the_other_way(case: str) -> None:
    assessment, tipped = cm.load(case), 0
    conflict = assessment.conflict()
    wants = [
        want.id for actor in assessment.document.actors.values() for want in actor.wants if want.while_ is not None
    ]
    conditions = {getattr(item, "id", ""): item for items in conflict.preferences.values() for item in items}
    options = {name: bool(conflict.start >> bit & 1) for bit, name in enumerate(conflict.structure.options)}
    for want in wants:
        condition = conditions[want].condition
        for slider in sliders_of(condition, options, conflict.drivers, assessment.ranges, {}):
            threshold = Fraction(slider.threshold)
            low, high = assessment.ranges[slider.driver]
            for value, beyond in ((threshold + Fraction(1, 1000), True), (threshold - Fraction(1, 1000), False)):
                if low <= value <= high:
                    on = bool(truth(condition, options, {**conflict.drivers, slider.driver: value}))
                    assert on is (beyond is slider.above), want
                    tipped += 1
    assert tipped


@given(
    st.sampled_from(("<", "<=", ">", ">=")),
    st.integers(-3, 3),
    st.integers(-3, 3),
    NUMBERS,
    NUMBERS,
    NUMBERS,
)
def test_a_line_of_two_drivers_tips_where_it_says(
    op: str, a: int, b: int, c: Fraction, x: Fraction, y: Fraction
) -> None:
    condition = _compare(f"{a}*x + {float(c)} {op} {b}*y")
    drivers = {"x": x, "y": y}
    shown = {item.driver: item for item in sliders_of(condition, {}, drivers, {"x": UNIT, "y": UNIT}, {})}
    for name in drivers:
        values = [Fraction(k, 120) for k in range(121)]
        truths = [bool(truth(condition, {}, {**drivers, name: value})) for value in values]
        flips = [k for k in range(120) if truths[k] != truths[k + 1]]
        assert len(flips) <= 1
        if flips:  # one in between, or at an end of it
            threshold = Fraction(shown[name].threshold)
            assert values[flips[0]] - Fraction(1, 10**6) <= threshold <= values[flips[0] + 1] + Fraction(1, 10**6)
            assert shown[name].above is truths[-1]


def _compare(text: str) -> Compare:

    vocabulary = Vocabulary((), drivers=("x", "y"))
    found = vocabulary.resolve(parse(text))
    assert isinstance(found, Compare)
    return found
