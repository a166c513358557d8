"""Distributions of a commit: wheels of every platform and a pure one, and the sources, of the product and of its engine.

They are made of what is committed, and the same bytes wherever they are made: times are the commit's, and the compiler is that
of one version of the package ziglang.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from hatch_build import PLATFORMS
from release.engine import lay_out
from release.owner import ROOT

__all__ = ["build", "committed", "differing", "head", "sums", "wheels_of"]


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, timeout=120).stdout


def head() -> str:
    """The commit that is checked out now; another one may be while distributions are made."""
    return _git("rev-parse", "HEAD").decode().strip()


@contextmanager
def committed(commit: str) -> Iterator[dict[str, Path]]:
    """The project and its engine as a commit has them, each in a folder of its own."""
    with tempfile.TemporaryDirectory() as made:
        product, engine = Path(made, "countermove"), Path(made, "gmcr")
        with tarfile.open(fileobj=BytesIO(_git("archive", commit))) as archive:
            archive.extractall(product, filter="data")
        lay_out(product, engine)
        yield {"gmcr": engine, "countermove": product}


def build(folder: Path, commit: str, *, cache: Path | None = None) -> Iterator[Path]:
    """Make every distribution of a commit in a folder.

    Parameters
    ----------
    cache
        Where the compiler keeps what it has compiled; its usual place where None.

    Yields
    ------
    Path
        Each distribution, as soon as it is there.

    Raises
    ------
    RuntimeError
        One could not be made; the message is the builder's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    time = _git("show", "-s", "--format=%ct", commit).decode().strip()
    kept = {} if cache is None else {"ZIG_LOCAL_CACHE_DIR": str(cache), "ZIG_GLOBAL_CACHE_DIR": str(cache)}
    with committed(commit) as projects:
        for project in projects.values():
            for kind, platform in (("sdist", ""), ("wheel", ""), *(("wheel", platform) for platform in PLATFORMS)):
                core = {"COUNTERMOVE_PLATFORM": platform} if platform else {"COUNTERMOVE_CORE": "numpy"}
                yield _built(project, kind, folder, {**core, **kept, "SOURCE_DATE_EPOCH": time})


def _built(project: Path, kind: str, folder: Path, environment: dict[str, str]) -> Path:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", made],
            cwd=project,
            env={**_neutral(), **environment},
            capture_output=True,
            text=True,
            timeout=2400,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip() or f"The builder ended with {done.returncode}.")
        (one,) = Path(made).iterdir()
        return one.replace(folder / one.name)


def _neutral() -> dict[str, str]:
    """This process's environment, without what would make another wheel."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COUNTERMOVE_", "ZIG_"))}


def sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every distribution in a folder, by name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name.endswith((".whl", ".tar.gz"))
    }


def differing(folder: Path, commit: str) -> tuple[str, ...]:
    """The distributions in a folder that another making of them does not repeat to the byte, from nothing."""
    with tempfile.TemporaryDirectory() as made:
        again = Path(made, "again")
        for _ in build(again, commit, cache=Path(made, "cache")):
            pass
        first, second = sums(folder), sums(again)
    return tuple(sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name)))


def wheels_of(folder: Path, name: str) -> list[Path]:
    """The wheels of a distribution in a folder."""
    return sorted(folder.glob(f"{name}-*.whl"))
