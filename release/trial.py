"""Trials of distributions: what an index and a newcomer would find."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from release.distributions import wheels_of

__all__ = ["PYTHONS", "Trial", "described", "installed", "tagged"]

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The Pythons that are tried where they are there."""

_TRIED = """
import json, sys, gmcr
game = gmcr.Conflict.from_options(
    actors={"down": ["reservoir"], "up": ["release"]},
    preferences={"down": ["release", "release implies reservoir"], "up": ["release iff not reservoir"]},
)
from gmcr.base.core import core_named
print(json.dumps([gmcr.solve(game).equilibria("nash").tolist(), core_named(), gmcr.__version__]))
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was tried, and what was wrong with it; None if nothing was."""

    what: str
    wrong: str | None


def described(folder: Path) -> Trial:
    """Would an index take what the distributions say of themselves?"""
    files = [str(path) for path in sorted(folder.iterdir()) if path.name.endswith((".whl", ".tar.gz"))]
    return Trial(
        "their descriptions (twine --strict)", _said([sys.executable, "-m", "twine", "check", "--strict", *files])
    )


def tagged(folder: Path) -> Iterator[Trial]:
    """Do the wheels for Linux keep what their tag promises of the system?"""
    for wheel in sorted(folder.glob("*manylinux*.whl")):
        found = subprocess.run(
            [sys.executable, "-m", "auditwheel", "show", str(wheel)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        tag = wheel.stem.rpartition("-")[2]
        # The words are wrapped; the tag that the wheel could have is named in quotes.
        said = " ".join(found.stdout.split())
        best = re.search(r'following platform tag: "(\w+)"', said) or re.search(r'"(manylinux\w+)"', said)
        wrong = None if best and _glibc(best[1]) <= _glibc(tag) else found.stderr.strip() or said or "it says nothing"
        yield Trial(f"{wheel.name} (auditwheel)", wrong)


def _glibc(tag: str) -> tuple[int, ...]:
    older = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}
    name = tag.split("_", 1)[0]
    return older[name] if name in older else tuple(int(part) for part in re.findall(r"\d+", tag)[:2])


def installed(folder: Path) -> Iterator[Trial]:
    """Does what an installer takes from the folder work, on every Python that is here, where no compiler is?"""
    for version in PYTHONS:
        python = _python(version)
        if python is None:
            yield Trial(f"Python {version}", "it is not here: not tried")
            continue
        for name in ("gmcr", "countermove"):
            yield Trial(f"{name} on Python {version}", _installed(python, name, folder))


def _python(version: str) -> str | None:
    """The program of a Python that is here; a name that stands for one of several may lead to none."""
    named = shutil.which(f"python{version}")
    if named is None:
        return None
    done = subprocess.run(
        [named, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip() or None


def _installed(python: str, name: str, folder: Path) -> str | None:
    with tempfile.TemporaryDirectory() as made:
        inside = Path(made, "bin", "python")
        pip = [str(inside), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
        steps = (
            [python, "-m", "venv", made],
            [*pip, "install", "--only-binary=:all:", "--find-links", str(folder), name],
        )
        for step in steps:
            wrong = _said(step, path=made)
            if wrong:
                return wrong
        done = subprocess.run(
            [str(inside), "-I", "-c", _TRIED], cwd=made, capture_output=True, text=True, timeout=120, check=False
        )
        if done.returncode:
            return done.stderr.strip()
        equilibria, core, version = json.loads(done.stdout)
        if equilibria != [1] or not core.startswith("compiled core"):
            return f"equilibria {equilibria} with the {core}"
        if not any(f"-{version}-" in wheel.name for wheel in wheels_of(folder, name)):
            return f"{version} was installed, which is not the version in the folder"
        return (
            _said([str(Path(made, "bin", "countermove")), "assess", "korea-2021"], path=made)
            if name == "countermove"
            else None
        )


def _said(command: list[str], path: str | None = None) -> str | None:
    """What a command said if it failed; programs are looked for in ``path`` alone, where it is given: no compiler is there."""
    environment = {name: value for name, value in os.environ.items() if name not in ("CC", "PYTHONPATH")}
    environment |= {} if path is None else {"PATH": f"{path}/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"it ended with {done.returncode}"
