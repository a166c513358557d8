from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr.base.errors import SizeError, UnknownName
from gmcr.logic.grammar import parse
from gmcr.logic.linear import LinearForm
from gmcr.logic.names import Vocabulary
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import And, Bool, Compare, Formula, Iff, Implies, Negative, Not, OptionAtom, Or, children
from tests.conftest import in_one_test
from tests.gmcr.logic.strategies import DRIVERS, OPTIONS, holds, truths

VALUES = {"rivalry": Fraction("0.8"), "salience": Fraction("0.4"), "shared": Fraction("0.5")}
MANY = tuple(f"a.o{k}" for k in range(40))


def of(text: str, options: tuple[str, ...] = OPTIONS) -> Formula:
    return Vocabulary(options, {}, DRIVERS).resolve(parse(text))


def forms(text: str, vary: str) -> list[tuple[dict[str, str], str]]:
    return [
        ({name: str(c) for name, c in form.coefficients}, str(form.constant))
        for form in LinearForm.dividing(of(text), VALUES, vary.split())
    ]


@in_one_test(
    ("text", "vary", "expected"),
    [
        ("us.engage", "shared", []),
        ("rivalry > 0.5", "shared", []),
        ("shared > 0.5", "shared", [({"shared": "1"}, "-1/2")]),
        ("2 * shared > 1 and 1 >= shared + shared", "shared", [({"shared": "1"}, "-1/2")]),
        ("shared < rivalry", "shared", [({"shared": "1"}, "-4/5")]),
        ("shared < rivalry", "shared rivalry", [({"rivalry": "1", "shared": "-1"}, "0")]),
        (
            "shared + salience * dprk.test > rivalry",
            "shared rivalry",
            [({"rivalry": "1", "shared": "-1"}, "-2/5"), ({"rivalry": "1", "shared": "-1"}, "0")],
        ),
        ("shared - shared * (us.engage or not us.engage) > 0.3", "shared", []),
        ("shared * us.engage > rivalry", "shared", [({"shared": "1"}, "-4/5")]),
        ("shared * (us.engage - dprk.test) > 1", "shared", [({"shared": "1"}, "-1"), ({"shared": "1"}, "1")]),
        (
            "(salience > 0.7) * shared > 0.2",
            "shared salience",
            [({"salience": "1"}, "-7/10"), ({"shared": "1"}, "-1/5")],
        ),
        ("(rivalry > 0.9) * shared > 0.2", "shared", []),
        ("(rivalry > 0.7) * shared > 0.2", "shared", [({"shared": "1"}, "-1/5")]),
    ],
)
def test_forms(text: str, vary: str, expected: object) -> None:
    assert forms(text, vary) == expected


def leaves(node: Formula, vary: frozenset[str]) -> Iterator[Formula]:
    if isinstance(node, OptionAtom) or (isinstance(node, Compare) and node.drivers & vary):
        yield node
    else:
        for child in children(node):
            yield from leaves(child, vary)


def fix(node: Formula, values: Mapping[Formula, bool]) -> Formula:
    """The formula with the given truths at the given values."""
    if node in values:
        return Bool(values[node])
    match node:
        case And(items) | Or(items):
            return type(node)(tuple(fix(item, values) for item in items))
        case Not(of) | Negative(of):
            return type(node)(fix(of, values))
        case Compare(op, left, right):
            return Compare(op, fix(left, values), fix(right, values))
        case Implies(left, right) | Iff(left, right):
            return type(node)(fix(left, values), fix(right, values))
    parts = [fix(child, values) for child in children(node)]
    return type(node)(*parts) if parts else node  # type: ignore[arg-type]


def brute_force(formula: Formula, vary: frozenset[str]) -> set[LinearForm]:
    """Every comparison at every assignment of what it depends on; coefficients from unit points."""
    found = set()
    names = sorted(vary)
    for node in formula.walk():
        if not isinstance(node, Compare):
            continue
        free = list(dict.fromkeys(leaf for side in (node.left, node.right) for leaf in leaves(side, vary)))
        for bits in product((False, True), repeat=len(free)):
            values = dict(zip(free, bits, strict=True))
            left, right = fix(node.left, values), fix(node.right, values)

            def at(point: dict[str, Fraction], left: Formula = left, right: Formula = right) -> Fraction:
                return Fraction(holds(left, {}, point)) - Fraction(holds(right, {}, point))

            origin = VALUES | dict.fromkeys(names, Fraction(0))
            constant = at(origin)
            slopes = [at(origin | {name: Fraction(1)}) - constant for name in names]
            first = next((slope for slope in slopes if slope), None)
            if first is not None:
                pairs = tuple((name, s / first) for name, s in zip(names, slopes, strict=True) if s)
                found.add(LinearForm(pairs, constant / first))
    return found


@given(truths(3, OPTIONS[:3]), st.frozensets(st.sampled_from(DRIVERS), min_size=1))
def test_agrees_with_brute_force(formula: Formula, vary: frozenset[str]) -> None:
    found = LinearForm.dividing(formula, VALUES, vary)
    assert list(found) == sorted(found)
    assert set(found) == brute_force(formula, vary)


@given(truths(3, OPTIONS[:3]), st.data())
def test_truth_is_constant_where_no_form_changes_sign(formula: Formula, data: st.DataObject) -> None:
    """What the forms are for: points with the same signs of all forms have the same truth in every state."""
    cuts = LinearForm.dividing(formula, {}, DRIVERS)
    coordinate = st.sampled_from([Fraction(k, 4) for k in range(-4, 9)])
    points = [data.draw(st.fixed_dictionaries(dict.fromkeys(DRIVERS, coordinate))) for _ in range(6)]
    seen: dict[tuple[int, ...], list[bool]] = {}
    for point in points:
        signs = []
        for form in cuts:
            value = sum((c * point[name] for name, c in form.coefficients), form.constant)
            signs.append((value > 0) - (value < 0))
        truths_here = [
            bool(holds(formula, dict(zip(OPTIONS, bits, strict=False)), point))
            for bits in product((False, True), repeat=3)
        ]
        assert seen.setdefault(tuple(signs), truths_here) == truths_here


def test_sums_over_many_options_cost_what_they_have_values() -> None:
    formula = of(f"{' + '.join(MANY)} > 50 * shared", MANY)
    found = LinearForm.dividing(formula, {}, ["shared"])
    assert {form.constant for form in found} == {Fraction(-k, 50) for k in range(41)}


def test_large_disjunctions_count_as_one_part() -> None:
    formula = of(f"({' or '.join(MANY[:20])}) * salience > shared", MANY)
    assert len(LinearForm.dividing(formula, {}, ["shared", "salience"])) == 2


@pytest.mark.level("judge")
def test_too_much_is_refused() -> None:
    with pytest.raises(SizeError, match="21 options"):
        LinearForm.dividing(of(f"({' or '.join(MANY[:21])}) * shared > 0.1", MANY), {}, ["shared"])
    powers = " + ".join(f"{2**k} * {name}" for k, name in enumerate(MANY))
    with pytest.raises(SizeError, match="forms"):
        LinearForm.dividing(of(f"{powers} > shared", MANY), {}, ["shared"])


def test_says_which_driver_has_no_value() -> None:
    with pytest.raises(UnknownName, match="rivalry"):
        LinearForm.dividing(of("shared < rivalry"), {}, ["shared"])


@pytest.mark.parametrize(("before", "after"), [("(", " < 1)"), ("not ", ""), ("(us.engage and ", ")")])
def test_the_deepest_formulas_are_read(before: str, after: str) -> None:
    levels = NESTING - 4
    formula = of(f"({before * levels}china.press{after * levels}) * shared > 0.5")
    assert LinearForm.dividing(formula, {}, ["shared"]) == (LinearForm((("shared", Fraction(1)),), Fraction(-1, 2)),)
