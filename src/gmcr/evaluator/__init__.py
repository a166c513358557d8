"""The evaluator: what checks come to in the games of a compiled assessment, who wants what in them, and the ways out of
their starts, as integers in and integers out.

A `Program` is a list of integers (docs/reference/program.md); an `Evaluator` runs it, in C where that was compiled.
"""

from gmcr.evaluator.answers import GameState, WaysOut
from gmcr.evaluator.evaluator import Evaluator
from gmcr.evaluator.program import Program

__all__ = ["Evaluator", "GameState", "Program", "WaysOut"]
