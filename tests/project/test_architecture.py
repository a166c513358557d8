"""The architecture is a file that runs, and importing the package costs next to nothing."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gmcr.base.concepts import BASIC
from tests.conftest import ROOT, require_module

__all__: list[str] = []

HEAVY = ("lark", "numpy", "pydantic", "rich", "typer", "yaml")


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def layers() -> list[str]:
    """The packages in the order of the contract, highest first; those that do not exist yet left out."""
    names = re.findall(r"\w+", contracts()["importlinter:contract:layers"]["layers"])
    package = ROOT / "src" / "countermove"
    return [name for name in names if (package / name).is_dir() or (package / f"{name}.py").is_file()]


def python(code: str) -> str:
    """What the code prints in a fresh interpreter that finds the sources."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_of_the_map_is_that_of_the_contracts() -> None:
    picture = MAP.split("```text\n")[1].split("```")[0]
    drawn = [set(re.findall(r"[a-z]{2,}", line)) - {"annexes", "countermove", "gmcr"} for line in picture.splitlines()]
    said = contracts()
    engine = [set(re.findall(r"\w+", line)) for line in said["importlinter:contract:engine"]["layers"].splitlines()]
    product = [set(re.findall(r"\w+", line)) for line in said["importlinter:contract:layers"]["layers"].splitlines()]
    annexes = {name.rpartition(".")[2] for name in said["importlinter:contract:annexes"]["modules"].split()}
    expected = [names - {"plugins", "__main__"} for names in (annexes, *product, *engine)]
    assert list(filter(None, drawn)) == list(filter(None, expected))


def test_the_files_that_the_map_names_are_there() -> None:
    named = re.findall(r"`([a-z_/]+\.py)`", MAP)
    houses = [ROOT, ROOT / "src", ROOT / "src" / "countermove", ROOT / "src" / "gmcr" / "analysis" / "edits"]
    houses.append(ROOT / "src" / "countermove" / "questions" / "redteam")
    assert len(named) > 15
    assert [name for name in named if not any((house / name).is_file() for house in houses)] == []


def test_the_import_contracts_hold() -> None:
    require_module("importlinter", "it checks the import contracts")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_basic_concepts_know_nothing_of_one_another() -> None:
    folder = ROOT / "src" / "gmcr" / "stability"
    imported = {
        name: {
            node.module
            for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        }
        for name in BASIC
    }
    assert len(imported) >= 5
    assert imported == {name: {"__future__", "gmcr.stability.concept"} for name in BASIC}


def test_the_contracts_on_outside_packages_cover_every_layer_they_speak_of() -> None:
    present = layers()
    below = present[present.index("assessment") + 1 :]
    assert named("light") == {"gmcr", *below}
    assert named("typer") == {"gmcr", *present} - {"cli", "__main__"}


def named(contract: str) -> set[str]:
    """The layers that a contract lists as its sources."""
    modules = contracts()[f"importlinter:contract:{contract}"]["source_modules"].split()
    return {module.removeprefix("countermove.") for module in modules}


def test_the_engine_imports_from_outside_what_it_asks_for() -> None:
    """Wherever an import stands: the standard library, NumPy and lark; and what its extras bring."""
    asked = tomllib.loads((ROOT / "gmcr.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"\W", name)[0] for name in asked["dependencies"]}
    extras = {name.split(">")[0] for names in asked["optional-dependencies"].values() for name in names}
    brought = {module for name in extras for module in {"python-sat": ("pysat", "pysolvers")}.get(name, (name,))}
    imported = set()
    for path in (ROOT / "src" / "gmcr").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [item.name for item in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            imported |= {name.partition(".")[0] for name in names}
    outside = imported - set(sys.stdlib_module_names) - {"gmcr"}
    assert needed <= outside <= needed | brought


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python("import sys, countermove; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_the_public_names_load_when_they_are_used() -> None:
    names = python("import countermove as cm; print(*[n for n in cm.__all__ if getattr(cm, n) is not None])")
    listed = python("import countermove as cm; print(*cm.__all__)")
    assert names == listed


WRITING = {"fdopen", "link", "mkstemp", "open", "rename", "replace"}


@pytest.mark.level("all")
def test_files_are_written_in_one_place() -> None:
    sources = ROOT / "src"
    found = {
        str(path.relative_to(sources)): [
            ast.unparse(node)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and writes(node)
        ]
        for path in sources.rglob("*.py")
    }
    writers = {name for name, calls in found.items() if calls}
    assert writers == {"gmcr/base/files.py"}


def writes(call: ast.Call) -> bool:
    """Whether a call makes, changes or moves a file: by its name, or by the mode in which a file is opened."""
    last = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if last not in (*WRITING, "write_text", "write_bytes", "symlink_to", "hardlink_to", "touch"):
        return False
    text, name = ast.unparse(call), ast.unparse(call.func)
    if "os.devnull" in text or text.startswith(("open(1,", "open(2,")):  # no file, but a standard stream
        return False
    if name.split(".")[0] in ("os", "tempfile", "shutil"):
        return last in WRITING
    if name == "open":
        modes = [*call.args[1:2], *(item.value for item in call.keywords if item.arg == "mode")]
        return any(set(ast.literal_eval(mode)) & set("wax+") for mode in modes)
    return last not in WRITING


REFERENCE = re.compile(r"``([a-z]\w*(?:\.\w+)+)``")


def test_a_module_that_a_docstring_names_is_there() -> None:
    """Modules move; what is said of them moves along. A name may end with what is in the module."""
    houses = [ROOT / "src" / "gmcr", ROOT / "src" / "countermove"]
    rooms = {
        place.stem for house in houses for place in house.iterdir() if any(place.rglob("*.py")) or place.suffix == ".py"
    }
    gone: list[str] = []
    for path in (path for house in houses for path in house.rglob("*.py")):
        for name in REFERENCE.findall(path.read_text(encoding="utf-8")):
            room, *rest = name.split(".")
            if room in rooms and not any(_there(house / room, rest) for house in houses):
                gone.append(f"{path.relative_to(ROOT)}: {name}")
    assert gone == []


def _there(place: Path, rest: list[str]) -> bool:
    """Whether what is named so lies in a package or module, or is written in it."""
    if not rest:
        return place.is_dir() or place.with_suffix(".py").is_file()
    if place.with_suffix(".py").is_file():
        return rest[0] in place.with_suffix(".py").read_text(encoding="utf-8")
    if not place.is_dir():
        return False
    return _there(place / rest[0], rest[1:]) or any(rest[0] in path.read_text("utf-8") for path in place.glob("*.py"))


@pytest.mark.parametrize(
    ("house", "most"),
    [
        ("src/gmcr", 20_000 + 700 + 1_151 + 49 + 42 + 459 + 184 + 357 + 662 + 14 + 583 + 27 + 28 + 110 + 162 + 40),
        *((f"src/countermove/plugins/{name}", 11_000) for name in ("evidence", "mcp", "papers", "proofs", "serve")),
    ],
)
def test_a_house_has_room_for_what_belongs_in_it(house: str, most: int) -> None:
    """Lines beyond it are a sign that something is in the wrong house: move it, never squeeze it.

    Docstrings are not counted, so that nobody saves on them (docs/decisions/0016-two-houses.md).
    """
    assert 0 < sum(_lines(path) for path in (ROOT / house).rglob("*.py")) <= most


def _lines(path: Path) -> int:
    """The lines of a module that belong to no docstring."""
    text = path.read_text(encoding="utf-8")
    docstrings = sum(
        statement.value.end_lineno - statement.value.lineno + 1  # type: ignore[operator]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
    return len(text.splitlines()) - docstrings
