"""The file: reading, validating and writing assessments, overlays, bundled cases, lint."""

from countermove.assessment.bundled import Case, cases
from countermove.assessment.document import Assessment, load, loads
from countermove.assessment.lint import RULES, Rule, lint
from countermove.assessment.overlays import Calculus, Change, Line, apply
from countermove.assessment.problems import CODES, Positions
from countermove.assessment.scaffold import scaffold
from countermove.assessment.schema import json_schema

__all__ = [
    "CODES",
    "RULES",
    "Assessment",
    "Calculus",
    "Case",
    "Change",
    "Line",
    "Positions",
    "Rule",
    "apply",
    "cases",
    "json_schema",
    "lint",
    "load",
    "loads",
    "scaffold",
]
