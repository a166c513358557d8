"""The evaluator: what checks come to in the games of a compiled assessment, who wants what in them, the ways out of their
starts, and the minimal changes of wants, as integers in and integers out.

A `Program` is a list of integers (docs/reference/program.md); an `Evaluator` runs it, in C where that was compiled.
"""

from gmcr.evaluator.answers import GameState, MinimalEdits, WaysOut
from gmcr.evaluator.evaluator import Evaluator
from gmcr.evaluator.program import Program

__all__ = ["Evaluator", "GameState", "MinimalEdits", "Program", "WaysOut"]
