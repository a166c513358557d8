"""Countermove: assessments as code, computed with the Graph Model for Conflict Resolution.

``import countermove as cm``. Everything here is loaded when first used, so that importing costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from countermove.assessment import Assessment, load, loads
    from countermove.errors import (
        AssessmentError,
        CountermoveError,
        FormulaError,
        MissingExtra,
        ModelError,
        Problem,
        SizeError,
        UnknownName,
    )
    from countermove.model import Conflict, Ranking
    from countermove.questions import ClaimVerdict, check
    from countermove.stability import CONCEPTS, Stability, Witness, solve, why

__version__ = "0.1.0"

_HOME = {
    "Assessment": "assessment",
    "AssessmentError": "errors",
    "CONCEPTS": "stability",
    "ClaimVerdict": "questions",
    "Conflict": "model",
    "CountermoveError": "errors",
    "FormulaError": "errors",
    "MissingExtra": "errors",
    "ModelError": "errors",
    "Problem": "errors",
    "Ranking": "model",
    "SizeError": "errors",
    "Stability": "stability",
    "UnknownName": "errors",
    "Witness": "stability",
    "check": "questions",
    "load": "assessment",
    "loads": "assessment",
    "solve": "stability",
    "why": "stability",
}

__all__ = [
    "CONCEPTS",
    "Assessment",
    "AssessmentError",
    "ClaimVerdict",
    "Conflict",
    "CountermoveError",
    "FormulaError",
    "MissingExtra",
    "ModelError",
    "Problem",
    "Ranking",
    "SizeError",
    "Stability",
    "UnknownName",
    "Witness",
    "check",
    "load",
    "loads",
    "solve",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'countermove' has no attribute {name!r}")
    value = getattr(import_module(f"countermove.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
