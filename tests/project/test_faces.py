"""The product sees the engine through seven faces, and knows no more of their names than was decided.

Read off the syntax trees: an import wherever it stands (for the type checker alone too), an attribute of an imported face, a
module that is loaded by its name. What a name's object answers is its own; what lies behind a face is no business of the product.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

__all__: list[str] = []

FACES = ("gmcr", "gmcr.analysis", "gmcr.evaluator", "gmcr.formats", "gmcr.logic", "gmcr.model", "gmcr.stability")
MOST = 127
"""Names that may cross, those that ``countermove`` hands on among them."""

SOURCES = ROOT / "src" / "countermove"
TYPES = SOURCES / "notebook.py"
"""Says by their places which types show themselves: a notebook asks for the place where a type is defined."""


def crossing(path: Path) -> Iterator[tuple[str, str]]:
    """Every (module of the engine, name) that a file mentions; a module itself is ("", module)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules: dict[str, str] = {}  # names in this file that are the engine, or a module of it
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if _of_engine(alias.name):
                    modules[alias.asname or "gmcr"] = alias.name if alias.asname else "gmcr"
                    yield "", alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level and _of_engine(node.module):
            for alias in node.names:
                yield node.module, alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and modules:
            whole = _dotted(node.value)
            if whole and whole[0] in modules:
                yield ".".join((modules[whole[0]], *whole[1:])), node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and path != TYPES and _module(node.value):
            yield "", node.value


def _dotted(node: ast.expr) -> list[str]:
    """The names of a chain of attributes; nothing where it does not begin with a name."""
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return [*before, node.attr] if before else []
    return [node.id] if isinstance(node, ast.Name) else []


def _of_engine(module: str) -> bool:
    return module == "gmcr" or module.startswith("gmcr.")


def _of_base(module: str) -> bool:
    return module == "gmcr.base" or module.startswith("gmcr.base.")


def _module(name: str) -> bool:
    """Whether a text is the name of the engine, or of a module in it."""
    if not _of_engine(name):
        return False
    place = ROOT / "src" / Path(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


@cache
def found() -> dict[tuple[str, str], list[str]]:
    """What crosses but for what both houses stand on, and where."""
    where: dict[tuple[str, str], list[str]] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for module, name in crossing(path):
            if not _of_base(module or name):
                where.setdefault((module, name), []).append(str(path.relative_to(SOURCES)))
    return where


@pytest.mark.level("all")
def test_the_product_imports_the_faces_alone() -> None:
    beyond = {
        f"{module} {name}".strip(): places
        for (module, name), places in found().items()
        if (module or name) not in FACES
    }
    assert beyond == {}


def test_every_name_that_crosses_is_offered_by_its_face() -> None:
    offered = {face: set(importlib.import_module(face).__all__) for face in FACES}
    missing = {
        f"{module}.{name}": places
        for (module, name), places in found().items()
        if module in FACES and name not in offered[module]
    }
    assert missing == {}


def test_no_name_crosses_through_two_faces() -> None:
    by_name: dict[str, set[str]] = {}
    for module, name in found():
        if module:
            by_name.setdefault(name, set()).add(module)
    assert {name: modules for name, modules in by_name.items() if len(modules) > 1} == {}


def test_no_more_names_cross_than_were_decided() -> None:
    crossed = sorted(f"{module}.{name}" for module, name in found() if module)
    assert len(crossed) > 50, "the files are read"
    assert len(crossed) <= MOST, crossed


def test_every_name_that_a_face_offers_is_there() -> None:
    for face in FACES:
        module = importlib.import_module(face)
        assert [name for name in module.__all__ if getattr(module, name, None) is None] == [], face


def test_the_types_that_notebooks_know_by_their_places_are_offered_by_a_face() -> None:
    shown = importlib.import_module("countermove.notebook").SHOWN
    types = [(module, name) for module, names in shown.items() if _of_engine(module) for name in names]
    assert len(types) > 5
    offered = {face: importlib.import_module(face) for face in FACES}
    for module, name in types:
        things = [getattr(offered[face], name) for face in FACES if name in offered[face].__all__]
        assert things, name
        assert {thing.__module__ for thing in things} == {module}


def test_what_the_test_reads_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "some.py"
    file.write_text(
        "from typing import TYPE_CHECKING\n"
        "import gmcr.kernels as inner\n"
        "import gmcr\n"
        "if TYPE_CHECKING:\n"
        "    from gmcr.analysis.games import Games\n"
        "def late() -> object:\n"
        "    from gmcr.model import Conflict\n"
        "    return gmcr.analysis.orders.Orders, inner.Lattice, Conflict\n"
        "home = {'Conflict': 'gmcr.model.conflict'}\n",
        encoding="utf-8",
    )
    assert {
        ("", "gmcr.kernels"),
        ("gmcr.analysis.games", "Games"),
        ("gmcr.model", "Conflict"),
        ("gmcr.analysis.orders", "Orders"),
        ("gmcr.kernels", "Lattice"),
        ("", "gmcr.model.conflict"),
    } <= set(crossing(file))
