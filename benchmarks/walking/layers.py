"""The layers of a contract in ``.importlinter``: which package stands higher."""

from __future__ import annotations

from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path

__all__ = ["height", "layers_of"]


def layers_of(contract: Path) -> Mapping[str, int]:
    """Package → how high it stands. A house that a contract forbids to know another stands below it, and so do its packages."""
    parser = ConfigParser()
    parser.read_string(contract.read_text(encoding="utf-8"))
    sections = [parser[name] for name in parser.sections()]
    below = [section["source_modules"].split() for section in sections if _forbids_a_house(section)]
    houses = [item for item in sections if item.get("type") == "layers" and "." not in item["containers"]]
    houses.sort(key=lambda section: [section["containers"].strip()] not in below)
    found: dict[str, int] = {}
    for section in houses:
        for line in reversed(section["layers"].split("\n")):
            height = len(found)
            for name in line.split("|"):
                if name.strip():
                    found[f"{section['containers'].strip()}.{name.strip().strip('()')}"] = height
    return found


def height(layers: Mapping[str, int], module: str) -> int:
    """How high the package of a module stands; -1 for one that has no layer."""
    parts = module.split(".")
    return max((layers.get(".".join(parts[:length]), -1) for length in range(1, len(parts) + 1)), default=-1)


def _forbids_a_house(section: Mapping[str, str]) -> bool:
    """Whether a contract says that one whole house knows nothing of another."""
    names = [*section.get("source_modules", "a.b").split(), *section.get("forbidden_modules", "a.b").split()]
    return section.get("type") == "forbidden" and not any("." in name for name in names)
