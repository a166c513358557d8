"""The evaluator: what checks come to in the games of a compiled assessment, as integers in and integers out.

A `Program` is a list of integers (docs/reference/program.md); an `Evaluator` runs it, in C where that was compiled.
"""

from gmcr.evaluator.evaluator import Evaluator, Request
from gmcr.evaluator.program import LIMITS, SECTIONS, Comparison, Kind, Operation, Program, ProgramError, Truth

__all__ = [
    "LIMITS",
    "SECTIONS",
    "Comparison",
    "Evaluator",
    "Kind",
    "Operation",
    "Program",
    "ProgramError",
    "Request",
    "Truth",
]
