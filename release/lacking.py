"""What is missing before Countermove can be published."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hatch_build import PLATFORMS
from release.distributions import sums
from release.filled import differing
from release.owner import ROOT, Owner

__all__ = ["lacking"]


def lacking(owner: Owner, folder: Path, root: Path = ROOT) -> Iterator[str]:
    """Each thing that is missing, as a sentence that says what to do about it."""
    for missing in owner.missing:
        yield f"owner.toml does not give {missing}."
    for path in differing(owner, root):
        yield f"{path} does not say what owner.toml does: make owner."
    version = _version(root)
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d{{2}}-\d{{2}}$", log, re.MULTILINE):
        yield f"CHANGELOG.md has no dated heading for {version}: ## [{version}] - YYYY-MM-DD."
    if _git(root, "status", "--porcelain"):
        yield "Files are not committed, and distributions are made of what is: commit them."
    if _git(root, "tag", "--points-at", "HEAD") != f"v{version}":
        yield f"This commit has no tag v{version}: git tag v{version}."
    made = sums(folder) if folder.is_dir() else {}
    for name in _names(version):
        if name not in made:
            yield f"{name} is not in {folder.name}: make release."


def _names(version: str) -> Iterator[str]:
    for project in ("countermove", "gmcr"):
        yield f"{project}-{version}.tar.gz"
        for platform in ("any", *PLATFORMS):
            yield f"{project}-{version}-py3-none-{platform}.whl"


def _version(root: Path) -> str:
    found = re.search(
        r'"(.+)"', (root / "src/countermove/__init__.py").read_text(encoding="utf-8").partition("__version__ =")[2]
    )
    assert found is not None, "the package has a version"
    return found[1]


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip()
