"""Tables of words, in files beside this one: sections under ``[NAME]``; lines that begin with ``--`` are remarks."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

__all__ = ["sections"]


def sections(file: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of a file of tables by section, those before the first under ""."""
    lines_of: dict[str, list[str]] = {}
    own = lines_of.setdefault("", [])
    for line in resources.files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            own = lines_of.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("--"):
            own.append(line)
    return {name: tuple(lines) for name, lines in lines_of.items()}
