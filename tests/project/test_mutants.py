"""The faults that ``tests.mutants`` makes: systematic, reproducible, and of every kind."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.faults import SOURCES, all_of, chosen, modules, mutants_of
from tests.mutants.trying import portions

__all__: list[str] = []

TEXT = '''
"""Documentation of 1 module, é."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import decimal
LIMIT: tuple[int, ...] = (3,)
@frozen(slots=True)
def least(rows: list[int], é: bool = False) -> int:
    assert rows != []
    if not rows or é and max(rows) <= 2:
        raise ValueError(f"{rows != [1]} is too small" + "!")
    return sum(row - 1 for row, _ in zip(rows, rows, strict=True) if row > LIMIT[0])
'''


def test_each_kind_of_change_is_made_where_something_is_computed() -> None:
    made = {(item.kind, TEXT[item.start : item.end], item.new) for item in mutants_of("m", TEXT)}
    assert made == {
        ("constant", "3", "4"),
        ("constant", "False", "True"),
        ("boolean", "not rows or é and max(rows) <= 2", "(not rows and (é and max(rows) <= 2))"),
        ("condition", "not rows or é and max(rows) <= 2", "(not (not rows or (é and max(rows) <= 2)))"),
        ("negation", "not rows", "(rows)"),
        ("boolean", "é and max(rows) <= 2", "(é or max(rows) <= 2)"),
        ("comparison", "max(rows) <= 2", "(max(rows) < 2)"),
        ("call", "max(rows)", "(min(rows))"),
        ("constant", "2", "3"),
        ("result", "sum(row - 1 for row, _ in zip(rows, rows, strict=True) if row > LIMIT[0])", "None"),
        ("arithmetic", "row - 1", "(row + 1)"),
        ("constant", "1", "2"),
        ("comparison", "row > LIMIT[0]", "(row >= LIMIT[0])"),
        ("condition", "row > LIMIT[0]", "(not (row > LIMIT[0]))"),
        ("constant", "0", "1"),
    }


def test_a_mutant_knows_the_lines_of_its_statement_and_of_its_function() -> None:
    made = {(item.new, item.lines, item.body) for item in mutants_of("m", TEXT)}
    assert ("4", (6,), ()) in made
    assert ("True", (8,), ()) in made
    assert ("(max(rows) < 2)", (10,), (9, 10, 11, 12)) in made
    assert ("(row + 1)", (12,), (9, 10, 11, 12)) in made


@pytest.mark.parametrize(
    "module", ["gmcr/analysis/roads/roads", "countermove/plugins/evidence/documents/quotes", "countermove/cli/output"]
)
def test_a_mutant_is_the_module_with_one_change(module: str) -> None:
    assert module in modules()
    text = (SOURCES / f"{module}.py").read_text(encoding="utf-8")
    same = ast.dump(ast.parse(text))
    found = all_of(module)
    assert len(found) > 20
    for item in chosen(found, 16, 1):
        assert item.before in text
        assert item.after in item.applied(text)
        assert ast.dump(ast.parse(item.applied(text))) != same
        assert set(item.lines) <= set(item.body)


def test_what_is_drawn_depends_on_the_seed_alone_and_has_every_kind() -> None:
    every = all_of("gmcr/analysis/roads/departures")
    drawn = chosen(every, 16, 1)
    assert drawn == chosen(every, 16, 1) != chosen(every, 16, 2)
    assert len(set(drawn)) == 16
    assert {item.kind for item in drawn} == {item.kind for item in every}
    assert set(drawn[::2]) <= set(chosen(every, 8, 1, drawn[::2]))
    assert chosen(every, 10_000, 1) == sorted(every, key=lambda item: (item.start, item.kind, item.new))


def test_what_is_said_to_be_equivalent_is_there() -> None:
    there = {item.name for module in {module for module, _ in EQUIVALENT} for item in all_of(module)}
    assert set(EQUIVALENT) <= there


def test_tests_are_tried_in_portions_cheapest_first_as_far_as_the_budget_goes() -> None:
    class Costs:
        costs = {str(number): number / 2 for number in range(100)} | {"made": 9.0}

        def made_for(self, test: str) -> set[str]:
            return {test.strip("+"), *(["made"] if "+" in test else [])}

    def tried(*tests: str) -> list[list[str]]:
        return list(portions(tests, Costs(), 30))  # type: ignore[arg-type]

    assert tried("1", "3", "4", "20", "33", "2", "40") == [["1", "3"], ["4", "20", "2"]]
    assert tried("50") == [["50"]]
    assert tried("1", "62", "2") == [["1", "2"]]
    assert tried("1+", "2+", "3+") == [["1+", "2+", "3+"]]
