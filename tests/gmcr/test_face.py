"""The engine's public faces: every name of them loads, is described section by section, and its examples run."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import Any

import gmcr
from gmcr.logic import Symbol
from gmcr.model import EditedStructure, GraphStructure, OptionStructure, Structure
from gmcr.stability import (
    Attitudes,
    Countermove,
    Crisp,
    Deterred,
    Fuzzy,
    Preference,
    Probabilistic,
    Relation,
    Strength,
    Unknown,
)

__all__: list[str] = []

FACES = ("gmcr", "gmcr.analysis", "gmcr.formats", "gmcr.logic", "gmcr.model", "gmcr.stability")
PUBLIC: dict[str, Any] = {}
"""What the faces export, each once, without type aliases and constants."""
for face in FACES:
    for exported in import_module(face).__all__:
        thing = getattr(import_module(face), exported)
        if getattr(thing, "__module__", "").startswith("gmcr.") and thing not in PUBLIC.values():
            PUBLIC[f"{face}.{exported}".removeprefix("gmcr.")] = thing
CLASSES = [name for name, thing in PUBLIC.items() if inspect.isclass(thing)]
FUNCTIONS = [name for name, thing in PUBLIC.items() if callable(thing) and name not in CLASSES]
IN_OTHER_EXAMPLES = (*Symbol.__bases__, Countermove, Deterred)
"""Nodes of a formula, which ``parse`` makes, and what a witness consists of."""
INTERFACE: dict[type, type] = {
    OptionStructure: Structure,
    GraphStructure: Structure,
    EditedStructure: Structure,
    **dict.fromkeys((Attitudes, Crisp, Fuzzy, Probabilistic, Relation, Strength, Unknown), Preference),
}
"""Where the methods of a class are described that it has in common with others."""
NEEDED = {
    "to_dataframe": "pandas",
    "formats.frame_of": "pandas",
    "to_networkx": "networkx",
    "write_graphml": "networkx",
    **dict.fromkeys(
        (f"formats.{kind}_matrix" for kind in ("adjacency", "preference", "reachability", "stability")), "scipy"
    ),
    "analysis.decide": "pysat",
    "analysis.Verified": "pysat",
    **dict.fromkeys(
        (f"analysis.{name}" for name in ("NearestRanking", "NearestRankings", "nearest_rankings")), "pysat"
    ),
}
"""What the examples of a name need, which need not be there."""
AS_WRITTEN = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

Section = list[str]


def sections(thing: object) -> dict[str, Section]:
    """The lines below each heading of a docstring; what comes before the first is under ""."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    found: dict[str, Section] = {"": []}
    last = ""
    for line, below in zip(lines, [*lines, ""][1:], strict=True):
        if line and below == "-" * len(line):
            last = line
            assert last not in found, f"{last} is there twice"
            found[last] = []
        elif not (last and re.fullmatch("-+", line)):
            found[last].append(line)
    return found


def entries(section: Section) -> list[str]:
    """The names that a section of parameters describes: "name : type", not indented."""
    heads = [line.partition(" : ") for line in section if line and not line.startswith(" ")]
    assert all(kind for _, _, kind in heads), "a parameter without a type"
    return [name.lstrip("*") for names, _, _ in heads for name in names.split(", ")]


def faults(thing: Callable[..., Any], *, example: bool) -> list[str]:
    """What the docstring of a function lacks."""
    told, signature = sections(thing), inspect.signature(thing)
    taken = [name for name in signature.parameters if name not in ("self", "cls")]
    found = []
    if (described := entries(told.get("Parameters", []))) != taken:
        found.append(f"parameters {described}, not {taken}")
    if signature.return_annotation not in (None, "None") and "Returns" not in told:
        found.append("no Returns")
    if example and ">>> " not in "\n".join(told.get("Examples", [])):
        found.append("no Examples")
    if not told[""] or not told[""][0].endswith("."):
        found.append("no summary of one line")
    return found


def methods(kind: type) -> Iterator[tuple[str, Callable[..., Any], bool]]:
    """The public methods that a class has itself, and whether each makes one of it."""
    for name, member in vars(kind).items():
        if not name.startswith("_") and isinstance(member, FunctionType | classmethod | staticmethod):
            yield name, getattr(INTERFACE.get(kind, kind), name, getattr(kind, name)), isinstance(member, classmethod)


def test_the_face_is_small_and_every_name_loads() -> None:
    assert len(gmcr.__all__) <= 60
    for face in map(import_module, FACES):
        assert [name for name in face.__all__ if getattr(face, name, None) is None] == []


def test_every_function_is_described_section_by_section() -> None:
    assert len(FUNCTIONS) > 55
    assert {name: lacks for name in FUNCTIONS if (lacks := faults(PUBLIC[name], example=True))} == {}


def test_every_class_has_an_example() -> None:
    assert len(CLASSES) > 70
    assert [
        name
        for name in CLASSES
        if not issubclass(PUBLIC[name], IN_OTHER_EXAMPLES)
        and ">>> " not in "\n".join(sections(PUBLIC[name]).get("Examples", []))
    ] == []


def test_the_parameters_of_a_class_are_those_that_make_it() -> None:
    told = {name: entries(sections(PUBLIC[name]).get("Parameters", [])) for name in CLASSES}
    made = {name: list(inspect.signature(PUBLIC[name]).parameters) for name in CLASSES if told[name]}
    assert made == {name: names for name, names in told.items() if names}


def test_every_method_is_described_too() -> None:
    lacking = {
        f"{name}.{method}": lacks
        for name in CLASSES
        for method, thing, makes in methods(PUBLIC[name])
        if method != "gist" and (lacks := faults(thing, example=makes))
    }
    assert lacking == {}


def test_the_examples_run() -> None:
    finder, runner, told = doctest.DocTestFinder(), doctest.DocTestRunner(optionflags=AS_WRITTEN), []
    for name in (*FUNCTIONS, *CLASSES):
        if name in NEEDED and find_spec(NEEDED[name]) is None:
            continue
        for found in finder.find(PUBLIC[name], name, globs={}):
            runner.run(found, out=told.append)
    assert "".join(told) == ""
    assert runner.summarize(verbose=False).attempted > 400
