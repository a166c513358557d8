"""What is missing before Countermove can be published."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hatch_build import PLATFORMS
from release.distributions import sums
from release.filled import differing
from release.owner import ROOT, Owner, version

__all__ = ["lacking"]


def lacking(owner: Owner, folder: Path, root: Path = ROOT) -> Iterator[str]:
    """Each thing that is missing, as a sentence that says what to do about it."""
    for missing in owner.missing:
        yield f"owner.toml does not give {missing}."
    for path in differing(owner, root):
        yield f"{path} does not say what owner.toml does: make owner."
    number = version(root)
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(number)}\] - \d{{4}}-\d{{2}}-\d{{2}}$", log, re.MULTILINE):
        yield f"CHANGELOG.md has no dated heading for {number}: ## [{number}] - YYYY-MM-DD."
    if _git(root, "status", "--porcelain"):
        yield "Files are not committed, and distributions are made of what is: commit them."
    if _git(root, "tag", "--points-at", "HEAD") != f"v{number}":
        yield f"This commit has no tag v{number}: git tag v{number}."
    made = sums(folder) if folder.is_dir() else {}
    for name in _names(number):
        if name not in made:
            yield f"{name} is not in {folder.name}: make release."


def _names(number: str) -> Iterator[str]:
    for project in ("countermove", "gmcr"):
        yield f"{project}-{number}.tar.gz"
        for platform in ("any", *PLATFORMS):
            yield f"{project}-{number}-py3-none-{platform}.whl"


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout.strip()
