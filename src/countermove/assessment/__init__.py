"""The file: reading, validating and writing assessments, overlays, bundled cases, lint; and files of pure conflicts."""

from countermove.assessment.bundled import Case, cases
from countermove.assessment.conflicts import (
    ConflictCase,
    PublishedConflict,
    conflict_cases,
    is_conflict,
    load_conflict,
    loads_conflict,
)
from countermove.assessment.document import Assessment, load, loads
from countermove.assessment.games2x2 import Game2x2, game_2x2, games_2x2, identify_2x2, is_2x2
from countermove.assessment.lint import RULES, Rule, lint
from countermove.assessment.overlays import Calculus, ResolvedOverlay, WantLine, apply
from countermove.assessment.problems import CODES, Positions
from countermove.assessment.scaffold import scaffold
from countermove.assessment.schema import json_schema
from countermove.assessment.schema.conflict import conflict_json_schema

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
