"""The product's own annexes: named alike where they are installed and where they are not, and light until they are used."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from countermove.catalogue import OWN as OWN_QUESTIONS
from countermove.extensions import GROUP, OWN, plugins
from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

ANNEXES = ROOT / "src" / "countermove" / "plugins"


def test_the_table_is_what_the_metadata_say() -> None:
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert given["project"]["entry-points"][GROUP] == OWN
    folders = {path.name for path in ANNEXES.iterdir() if (path / "__init__.py").is_file()}
    assert folders == set(OWN)


def test_every_place_that_an_annex_names_is_there() -> None:
    loaded = {plugin.name: plugin for plugin in plugins()}
    assert set(OWN) <= set(loaded)
    for name in OWN:
        plugin = loaded[name]
        places = [command.function for command in plugin.commands]
        places += [place for kind in plugin.records.values() for place in (kind.record, kind.page)]
        places += plugin.services.values()
        assert places
        for place in places:
            module, _, attribute = place.partition(":")
            assert module.startswith(f"countermove.plugins.{name}.")
            assert hasattr(importlib.import_module(module), attribute), place


def test_help_lists_the_first_line_of_a_command() -> None:
    for plugin in plugins():
        for command in plugin.commands:
            module, _, attribute = command.function.partition(":")
            function = getattr(importlib.import_module(module), attribute)
            assert (inspect.getdoc(function) or "").partition("\n\n")[0] == command.help


@pytest.mark.level("all")
def test_no_annex_knows_another_and_the_product_none() -> None:
    """Beside the contracts: texts that name modules count too, wherever they stand."""
    for path in (ROOT / "src").rglob("*.py"):
        own = path.relative_to(ANNEXES).parts[0] if path.is_relative_to(ANNEXES) else ""
        named = {
            node.value.removeprefix("countermove.plugins.").partition(".")[0].partition(":")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.startswith("countermove.plugins.")
        }
        if path.name == "registry.py" and path.parent.name == "extensions":
            assert named == set(OWN)  # the table
        elif path == ROOT / "src" / "countermove" / "__init__.py":
            assert named == {"papers", "proofs"}  # what scripts ask of the package, by name
        else:
            assert named <= {own}, path


LOADED = """
import sys
from countermove.cli import main
try:
    main()
finally:
    sys.stderr.write("\\n".join(sys.modules))
"""


def loaded(where: Path, *arguments: str) -> set[str]:
    """The modules of annexes that a command has loaded at its end."""
    command = [sys.executable, "-c", LOADED, *arguments]
    env = {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"}
    done = subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False, timeout=120)
    return {name for name in done.stderr.split() if name.startswith("countermove.plugins")}


@pytest.mark.level("all")
def test_a_command_loads_no_annex_and_help_their_declarations_alone(tmp_path: Path) -> None:
    assert "check" in OWN_QUESTIONS
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    for command in ("check", "assess"):
        assert loaded(tmp_path, command, "ferry.yaml") == set()
    declared = {"countermove.plugins", *(f"countermove.plugins.{name}" for name in OWN)}
    assert loaded(tmp_path, "--help") == declared
    found = loaded(tmp_path, "paper", "--help") - declared
    assert found == {"countermove.plugins.papers.commands"}


@pytest.mark.level("all")
def test_importing_the_package_looks_for_no_plugin() -> None:
    code = "import sys, countermove; print(*sys.modules)"
    env = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert not {"countermove.extensions", "importlib.metadata"} & set(done.stdout.split())
