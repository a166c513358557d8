"""Which core is in use: turned off, missing, damaged, or of other sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gmcr.base import core
from gmcr.base.core import core_named, library
from tests.conftest import ROOT, require_core

__all__: list[str] = []

SOLVE = """
import countermove as cm
conflict = cm.Conflict.from_options(actors={"A": "a", "B": "b"}, preferences={"A": "b", "B": "a"})
print(cm.solve(conflict).equilibrium("seq").tolist())
from gmcr.base.core import core_named
print(core_named())
"""


def told(source: Path, **environment: str) -> list[str]:
    """What a process finds with the package at *source*, and the core that it says it used."""
    kept = {name: value for name, value in os.environ.items() if name != "COUNTERMOVE_CORE"}
    done = subprocess.run(
        [sys.executable, "-c", SOLVE],
        env={**kept, "PYTHONPATH": str(source), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package elsewhere, with its core."""
    require_core()
    place = tmp_path_factory.mktemp("copied")
    passing = shutil.ignore_patterns("__pycache__", "core.so.*", "core.dll.*")
    for house in ("countermove", "gmcr"):
        shutil.copytree(ROOT / "src" / house, place / house, ignore=passing)
    return place


@pytest.mark.level("all")
def test_the_core_is_turned_off_by_the_environment() -> None:
    states, named = told(ROOT / "src", COUNTERMOVE_CORE="numpy")
    assert named.partition(";")[0] == "NumPy core, as COUNTERMOVE_CORE says"
    assert told(ROOT / "src")[0] == states


def test_the_version_names_the_core(copied: Path) -> None:
    assert told(copied)[1] == "compiled core"
    done = subprocess.run(
        [sys.executable, "-m", "countermove", "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.endswith(f" ({core_named()})\n")


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("damage", ["cut", "other", "stale", "unstamped", "foreign", "gone"])
def test_a_core_that_does_not_fit_is_left_alone(copied: Path, damage: str) -> None:
    folder = copied / "gmcr" / "kernels" / "compiled"
    (path,) = (folder / name for name in ("core.so", "core.dll") if (folder / name).is_file())
    stamp, source = folder / "core.stamp", folder / "core.c"
    before = {file: file.read_bytes() for file in (path, stamp, source)}
    expected = "NumPy core; the compiled one is damaged or of other sources: install again"
    try:
        if damage == "cut":
            path.write_bytes(before[path][:5000])
        elif damage == "other":
            path.write_bytes(before[path][:-1] + b"\x01")
        elif damage == "stale":
            source.write_bytes(before[source] + b"\n")
        elif damage == "unstamped":
            stamp.write_bytes(b"\xff")
        elif damage == "foreign":  # whole, but of another kind of machine
            path.write_bytes(b"no library")
            stamp.write_text(_stamp_of(folder, path), encoding="ascii")
            expected = "NumPy core; the compiled one cannot be loaded here: install again"
        else:
            path.unlink()
            expected = "NumPy core"
        values, named = told(copied)
        assert [values, named.partition("; checks")[0]] == [told(ROOT / "src")[0], expected]
    finally:
        for file, content in before.items():
            file.write_bytes(content)


def _stamp_of(folder: Path, library: Path) -> str:
    from zlib import crc32

    folders = (folder, folder.parents[1] / "evaluator" / "c")
    sources = [path for own in folders for path in sorted(own.iterdir()) if path.suffix in (".c", ".h")]
    return f"{crc32(b''.join(path.read_bytes() for path in (*sources, library))):08x}"


def test_the_core_is_opened_once() -> None:
    assert library() is library()
    assert core.library() is None or core_named() == "compiled core"


def test_the_core_stays_small() -> None:
    folder = ROOT / "src" / "gmcr" / "kernels" / "compiled"
    assert sum(len(path.read_text("utf-8").splitlines()) for path in folder.glob("*.[ch]")) <= 800
