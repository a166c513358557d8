"""Assessment files: reading, validating and writing them; overlays, bundled cases, lint; files of bare conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.assessment.bundle import Case, cases
    from countermove.assessment.conflicts import (
        ConflictCase,
        PublishedConflict,
        conflict_cases,
        load_conflict,
        loads_conflict,
    )
    from countermove.assessment.document import Assessment, load, loads
    from countermove.assessment.games2x2 import Game2x2, game_2x2, games_2x2, identify_2x2, is_2x2
    from countermove.assessment.overlays import Calculus, ResolvedOverlay, WantLine, apply
    from countermove.assessment.parser import is_conflict
    from countermove.assessment.problems import CODES, Positions
    from countermove.assessment.rules import RULES, Rule, lint
    from countermove.assessment.schema import json_schema
    from countermove.assessment.schema.conflict import conflict_json_schema
    from countermove.assessment.template import scaffold

__all__ = [
    "CODES",
    "RULES",
    "Assessment",
    "Calculus",
    "Case",
    "ConflictCase",
    "Game2x2",
    "Positions",
    "PublishedConflict",
    "ResolvedOverlay",
    "Rule",
    "WantLine",
    "apply",
    "cases",
    "conflict_cases",
    "conflict_json_schema",
    "game_2x2",
    "games_2x2",
    "identify_2x2",
    "is_2x2",
    "is_conflict",
    "json_schema",
    "lint",
    "load",
    "load_conflict",
    "loads",
    "loads_conflict",
    "scaffold",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.assessment.bundle": ("Case", "cases"),
        "countermove.assessment.conflicts": (
            "ConflictCase",
            "PublishedConflict",
            "conflict_cases",
            "load_conflict",
            "loads_conflict",
        ),
        "countermove.assessment.document": ("Assessment", "load", "loads"),
        "countermove.assessment.parser": ("is_conflict",),
        "countermove.assessment.games2x2": ("Game2x2", "game_2x2", "games_2x2", "identify_2x2", "is_2x2"),
        "countermove.assessment.rules": ("RULES", "Rule", "lint"),
        "countermove.assessment.overlays": ("Calculus", "ResolvedOverlay", "WantLine", "apply"),
        "countermove.assessment.problems": ("CODES", "Positions"),
        "countermove.assessment.template": ("scaffold",),
        "countermove.assessment.schema": ("json_schema",),
        "countermove.assessment.schema.conflict": ("conflict_json_schema",),
    },
)
