"""Every public name is described where it is defined, and is on the reference page."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise

import pytest

import countermove
from countermove.assessment.games import Games
from tests.conftest import in_one_test, require_module

__all__: list[str] = []

CLASSES = [name for name in countermove.__all__ if inspect.isclass(getattr(countermove, name))]
CALLABLE = [name for name in countermove.__all__ if callable(getattr(countermove, name))]


def test_the_list_of_public_names_is_what_can_be_had() -> None:
    assert set(countermove.__all__) <= set(dir(countermove))
    assert set(countermove.__all__) == set(countermove._HOME)
    with pytest.raises(AttributeError, match="'slove'"):
        _ = countermove.slove  # type: ignore[attr-defined]


@in_one_test("name", CALLABLE)
def test_a_public_name_is_described(name: str) -> None:
    thing = getattr(countermove, name)
    own = thing.__doc__ or ""
    assert own.strip(), f"{name} lacks a docstring"
    assert not own.startswith(f"{name}("), f"{name} has only the docstring that dataclasses make"


def members(kind: type) -> Iterator[tuple[str, object]]:
    for name, member in {**(vars(Games) if issubclass(kind, Games) else {}), **vars(kind)}.items():
        if not name.startswith("_") and (callable(member) or isinstance(member, (property, classmethod, staticmethod))):
            yield name, member


@in_one_test("name", CLASSES)
def test_what_a_public_class_offers_is_described(name: str) -> None:
    kind = getattr(countermove, name)
    silent = [member for member, thing in members(kind) if not inspect.getdoc(thing)]
    assert not silent, f"{name}: say what these do: {', '.join(silent)}"


def below(kind: type) -> list[str]:
    """The fields that have a docstring right below them."""
    (tree,) = ast.parse(inspect.cleandoc(f"\n{inspect.getsource(kind)}")).body
    assert isinstance(tree, ast.ClassDef)
    return [
        before.target.id
        for before, node in pairwise(tree.body)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
    ]


@in_one_test("name", [name for name in CLASSES if is_dataclass(getattr(countermove, name))])
def test_the_fields_of_a_public_record_are_described(name: str) -> None:
    """Each public field is mentioned in the docstring or has one below it, or says all by its name and type."""
    kind = getattr(countermove, name)
    plain = {"conflict", "concepts", "name", "title", "citation", "notes", "actor", "concept", "state", "stable", "id"}
    plain |= {"file", "line", "column", "severity", "code", "message", "suggestion", "lost", "source", "target"}
    told = f"{kind.__doc__ or ''} {' '.join(below(kind))}"
    silent = [
        field.name
        for field in fields(kind)
        if not field.name.startswith("_") and field.name not in plain and not re.search(rf"\b{field.name}\b", told)
    ]
    assert not silent, f"{name}: its docstring is silent about {', '.join(silent)}"


@in_one_test("name", [name for name in CALLABLE if name not in CLASSES])
def test_a_public_function_says_what_it_raises(name: str) -> None:
    told = inspect.getdoc(getattr(countermove, name)) or ""
    assert name == "games_2x2" or re.search(r"[Rr]aises|Errors", told), f"{name} does not say what it raises"


@pytest.mark.usefixtures("extensions")
def test_the_build_warns_of_public_names_that_are_not_on_the_reference_page() -> None:
    require_module("sphinx", "the documentation is built with it")
    from public_names import lacking

    there = {
        f"countermove.{name}{member}"
        for name in countermove.__all__
        for member in (
            "",
            *(f".{member}" for member, _ in (members(getattr(countermove, name)) if name in CLASSES else ())),
        )
    }
    assert {"countermove.load", "countermove.Assessment.conflict"} <= there
    assert lacking(there) == []
    assert set(lacking(())) == there
    assert lacking(there - {"countermove.load", "countermove.Assessment.conflict"}) == [
        "countermove.load",
        "countermove.Assessment.conflict",
    ]
