"""The engine's public faces: every name of them loads, is described section by section, and its examples run."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, get_origin

import gmcr
import gmcr.analysis
import gmcr.formats

__all__: list[str] = []

FACES = (gmcr, gmcr.analysis, gmcr.formats)
THINGS: dict[str, Any] = {name: getattr(face, name) for face in FACES for name in sorted(face.__all__)}
CLASSES = [name for name, thing in THINGS.items() if inspect.isclass(thing)]
FUNCTIONS = [
    name for name, thing in THINGS.items() if callable(thing) and name not in CLASSES and get_origin(thing) is None
]
NEEDED = {"to_dataframe": "pandas", "to_networkx": "networkx", "write_graphml": "networkx"}
"""What the examples of a name need, which need not be there."""
AS_WRITTEN = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

Section = list[str]


def sections(thing: object) -> dict[str, Section]:
    """The lines below each heading of a docstring; what comes before the first is under ""."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    found: dict[str, Section] = {"": []}
    last = ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
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
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, classmethod | staticmethod)):
            yield name, getattr(kind, name), isinstance(member, classmethod)


def test_the_face_is_small_and_every_name_of_the_faces_loads() -> None:
    assert len(gmcr.__all__) <= 60
    assert [name for face in FACES for name in face.__all__ if getattr(face, name, None) is None] == []


def test_every_function_is_described_section_by_section() -> None:
    assert len(FUNCTIONS) > 40
    assert {name: lacks for name in FUNCTIONS if (lacks := faults(THINGS[name], example=True))} == {}


def test_every_class_has_an_example() -> None:
    assert len(CLASSES) > 40
    assert [name for name in CLASSES if ">>> " not in "\n".join(sections(THINGS[name]).get("Examples", []))] == []


def test_the_parameters_of_a_class_are_those_that_make_it() -> None:
    told = {name: entries(sections(THINGS[name]).get("Parameters", [])) for name in CLASSES}
    made = {name: list(inspect.signature(THINGS[name]).parameters) for name in CLASSES if told[name]}
    assert made == {name: names for name, names in told.items() if names}


def test_every_method_is_described_too() -> None:
    lacking = {
        f"{name}.{method}": lacks
        for name in CLASSES
        for method, thing, makes in methods(THINGS[name])
        if method != "gist" and (lacks := faults(thing, example=makes))
    }
    assert lacking == {}


def test_the_examples_run() -> None:
    finder, runner, told = doctest.DocTestFinder(), doctest.DocTestRunner(optionflags=AS_WRITTEN), []
    for name in (*FUNCTIONS, *CLASSES):
        if name in NEEDED and find_spec(NEEDED[name]) is None:
            continue
        for found in finder.find(THINGS[name], name, globs={}):
            runner.run(found, out=told.append)
    assert "".join(told) == ""
    assert runner.summarize(verbose=False).attempted > 200
