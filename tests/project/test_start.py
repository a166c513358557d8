"""What a command loads: no more than it needs. Names of modules, never time."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmcr.base.lazy import lazy_exports
from tests.conftest import ROOT, require_module
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

SOURCES = ROOT / "src"

LOADED = """
import gc, io, sys
out, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
from countermove.cli import main
try:
    main()
finally:
    print(*sys.modules, *["garbage is left to the system"] * bool(gc.get_freeze_count()), sep="\\n", file=out)
"""

NEVER = "confusable_homoglyphs jinja2 pandas networkx typst multiprocessing pydoc"
"""What no command needs that tells of a small case."""

BEYOND = """
assessment.conflicts assessment.template gmcr.stability.limited_moves gmcr.stability.maximin gmcr.stability.nonmyopic
gmcr.stability.relations gmcr.stability.sim gmcr.stability.strength gmcr.stability.unknown interop reports.cases
reports.convert reports.new plugins
reports.report reports.figure
"""
"""What few commands ask for."""

WITHOUT = {
    "assess": f"""{NEVER} {BEYOND} gmcr.stability.coalitions assessment.rules reports.suspicions reports.lint
        reports.assessing.whole questions.robust.compute questions.tipping questions.levers questions.longrun questions.views
        questions.roads questions.coalitions questions.together questions.redteam questions.matrix questions.change.text
        questions.responsibility.text""",
    "check": f"""{NEVER} {BEYOND} gmcr.stability.coalitions assessment.rules reports.suspicions reports.assessing
        questions.answers questions.robust questions.tipping questions.levers questions.redteam""",
    "lint": f"""{NEVER} {BEYOND} gmcr.stability.coalitions reports.assessing questions.answers questions.robust.compute
        questions.levers questions.redteam questions.lanes""",
    "roads": f"{NEVER} {BEYOND} reports.assessing reports.suspicions questions.check questions.robust questions.tipping",
}
"""Command → what it does without, by module; of this package without its name."""


def loaded(*arguments: str) -> set[str]:
    """The modules that a process of its own has loaded at its end."""
    command = [sys.executable, "-c", LOADED, *arguments]
    env = {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # ``check`` ends with 1
    assert done.stderr == ""
    return set(done.stdout.splitlines())


def test_what_commands_do_without_is_there() -> None:
    own = {name for names in WITHOUT.values() for name in names.split()} - set(NEVER.split())
    places = {name: [house / name.replace(".", "/") for house in (SOURCES, SOURCES / "countermove")] for name in own}
    assert [
        name
        for name, each in places.items()
        if not any(place.is_dir() or place.parent.joinpath(f"{place.name}.py").is_file() for place in each)
    ] == []


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("command", WITHOUT)
def test_a_command_loads_no_more_than_it_needs(command: str, tmp_path: Path) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    found = loaded(command, str(path))
    assert {"countermove.assessment.document", "garbage is left to the system"} <= found
    unneeded = WITHOUT[command].split()
    assert [name for name in unneeded if name in found or f"countermove.{name}" in found] == []


def behind_doors() -> Iterator[tuple[Path, set[str]]]:
    """Packages with a door, each with the names behind it."""
    for path in SOURCES.rglob("__init__.py"):
        _, door_, lazily = path.read_text(encoding="utf-8").partition("\nif TYPE_CHECKING:\n")
        if door_:
            imports = ast.walk(ast.parse(f"if True:\n{lazily}"))
            yield path, {alias.name for node in imports if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_no_module_has_the_name_of_something_behind_the_door_of_its_package() -> None:
    """Python would put the module in its place once it is loaded."""
    found = dict(behind_doors())
    assert found
    for path, names in found.items():
        modules = {item.stem for item in path.parent.glob("*.py")} | {
            item.parent.name for item in path.parent.glob("*/__init__.py")
        }
        assert names & modules == set(), path


def test_a_door_says_what_is_not_behind_it() -> None:
    get = lazy_exports("gmcr.logic", {"gmcr.logic.tree": ("Formula",)})
    with pytest.raises(AttributeError, match=r"module 'gmcr.logic' has no attribute 'other'"):
        get("other")


SERVED = """
import sys
from countermove.plugins.serve.serving.shelf import shelf_of
shelf_of(sys.argv[1]).read("ferry")
import uvicorn, countermove.plugins.serve.serving.application, countermove.plugins.serve.serving.server
print(*sys.modules)
"""


def test_the_server_of_the_page_loads_nothing_that_calculates(tmp_path: Path) -> None:
    """So that a page is painted while the process that calculates is still loading."""
    require_module("starlette", "the page is served with it")
    require_module("uvicorn", "the page is served with it")
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    env = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(path)], env=env, capture_output=True, text=True, check=True
    )
    found = set(done.stdout.split())
    assert "countermove.plugins.serve.serving.application" in found
    heavy = "numpy pydantic lark jinja2 typer gmcr.model countermove.plugins.serve.view countermove.media countermove.interop"
    assert [name for name in heavy.split() if name in found] == []
