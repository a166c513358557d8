"""Every module opens with what it is about and says, sorted, what it offers."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from tests.conftest import ROOT

__all__: list[str] = []

SOURCES = ROOT / "src"
MODULES = sorted(SOURCES.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def in_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each by the alphabet: the order that Ruff keeps too."""
    return (0 if name.isupper() else 1 if name.lstrip("_")[:1].isupper() else 2, name)


@pytest.mark.level("all")
def test_every_module_has_a_docstring_and_a_sorted_list_of_what_it_offers() -> None:
    assert len(MODULES) > 100
    assert {dotted(path): wrong for path in MODULES if (wrong := _wrong_with(path))} == {}


def _wrong_with(path: Path) -> str:
    if not (text := path.read_text(encoding="utf-8")) and path.stem == "__init__":
        return ""  # all that it says is that its folder is a package
    tree = ast.parse(text)
    if not ast.get_docstring(tree):
        return "the module lacks a docstring"
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == "__all__" and node.value is not None
    ]
    if len(lists) != 1:
        return "the module lacks __all__, or has it twice"
    names = ast.literal_eval(lists[0])
    return "" if list(names) == sorted(set(names), key=in_order) else "__all__ is not sorted"


def test_every_folder_of_modules_is_a_package() -> None:
    """The import contracts see no other."""
    assert [str(path) for path in MODULES if not (path.parent / "__init__.py").is_file()] == []


def test_what_every_module_offers_exists_and_is_described() -> None:
    undescribed = []
    for name in (dotted(path) for path in MODULES if path.stem != "__main__"):
        module = importlib.import_module(name)
        for offered in getattr(module, "__all__", ()):  # an empty file has none
            thing = getattr(module, offered)
            if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing):
                undescribed.append(f"{name}.{offered}")
    assert undescribed == []
