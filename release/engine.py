"""The engine's sources as a distribution of its own: what its wheel is made of, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

__all__ = ["lay_out"]


def lay_out(sources: Path, folder: Path) -> None:
    """Lay the engine of a source tree out in a folder, which becomes a project of its own."""
    unwanted = shutil.ignore_patterns("__pycache__", "core.so", "core.dll", "core.stamp")
    shutil.copytree(sources / "src" / "gmcr", folder / "src" / "gmcr", ignore=unwanted)
    for name, called in {
        "hatch_build.py": "hatch_build.py",
        "LICENSE": "LICENSE",
        "gmcr.toml": "pyproject.toml",
        "gmcr.md": "README.md",
    }.items():
        shutil.copy(sources / name, folder / called)
