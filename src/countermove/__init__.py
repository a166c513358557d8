"""Countermove: assessments as code, computed with the Graph Model for Conflict Resolution.

``import countermove as cm``. Everything here is loaded when first used, so that importing costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from countermove.analysis import why
    from countermove.assessment import (
        Assessment,
        Game2x2,
        PublishedConflict,
        game_2x2,
        games_2x2,
        load,
        load_conflict,
        loads,
    )
    from countermove.case.effort import Effort, effort
    from countermove.desk.certify.made import certify
    from countermove.desk.lint.found import lint, lints
    from countermove.desk.live import Live, Standing, live
    from countermove.desk.paper.written import bibtex, paper
    from countermove.desk.verify.found import verify
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
    from countermove.interop import Converted, convert, read_gmcr, write_gmcr
    from countermove.model import Conflict, Ranking, as_perceived
    from countermove.questions.check.judged import ClaimVerdict, check
    from countermove.questions.compare.found import compare
    from countermove.questions.compare.records import Compare
    from countermove.stability import (
        COALITION_CONCEPTS,
        CONCEPTS,
        CoalitionStability,
        Relation,
        Solution,
        Stability,
        Strength,
        StrengthStability,
        Unknown,
        UnknownStability,
        Verdicts,
        Witness,
        coalition_improvements,
        limited_outcomes,
        solve,
        solve_coalition,
        solve_coalitions,
        solve_limited,
        solve_maximin,
        solve_nonmyopic,
        solve_partition,
        solve_sim,
        solve_strength,
        solve_universal,
        solve_unknown,
    )

__version__ = "0.1.0"

_HOME = {
    "Assessment": "assessment",
    "AssessmentError": "errors",
    "COALITION_CONCEPTS": "stability",
    "CONCEPTS": "stability",
    "ClaimVerdict": "questions.check.judged",
    "CoalitionStability": "stability",
    "Compare": "questions.compare.records",
    "Conflict": "model",
    "Converted": "interop",
    "CountermoveError": "errors",
    "Effort": "case.effort",
    "FormulaError": "errors",
    "Game2x2": "assessment",
    "Live": "desk.live",
    "MissingExtra": "errors",
    "ModelError": "errors",
    "Problem": "errors",
    "PublishedConflict": "assessment",
    "Ranking": "model",
    "Relation": "stability",
    "SizeError": "errors",
    "Solution": "stability",
    "Stability": "stability",
    "Standing": "desk.live",
    "Strength": "stability",
    "StrengthStability": "stability",
    "Unknown": "stability",
    "UnknownName": "errors",
    "UnknownStability": "stability",
    "Verdicts": "stability",
    "Witness": "stability",
    "as_perceived": "model",
    "bibtex": "desk.paper.written",
    "certify": "desk.certify.made",
    "check": "questions.check.judged",
    "coalition_improvements": "stability",
    "compare": "questions.compare.found",
    "convert": "interop",
    "effort": "case.effort",
    "game_2x2": "assessment",
    "games_2x2": "assessment",
    "limited_outcomes": "stability",
    "lint": "desk.lint.found",
    "lints": "desk.lint.found",
    "live": "desk.live",
    "load": "assessment",
    "load_conflict": "assessment",
    "loads": "assessment",
    "paper": "desk.paper.written",
    "read_gmcr": "interop",
    "solve": "stability",
    "solve_coalition": "stability",
    "solve_coalitions": "stability",
    "solve_limited": "stability",
    "solve_maximin": "stability",
    "solve_nonmyopic": "stability",
    "solve_partition": "stability",
    "solve_sim": "stability",
    "solve_strength": "stability",
    "solve_universal": "stability",
    "solve_unknown": "stability",
    "verify": "desk.verify.found",
    "why": "analysis",
    "write_gmcr": "interop",
}

__all__ = [
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "Assessment",
    "AssessmentError",
    "ClaimVerdict",
    "CoalitionStability",
    "Compare",
    "Conflict",
    "Converted",
    "CountermoveError",
    "Effort",
    "FormulaError",
    "Game2x2",
    "Live",
    "MissingExtra",
    "ModelError",
    "Problem",
    "PublishedConflict",
    "Ranking",
    "Relation",
    "SizeError",
    "Solution",
    "Stability",
    "Standing",
    "Strength",
    "StrengthStability",
    "Unknown",
    "UnknownName",
    "UnknownStability",
    "Verdicts",
    "Witness",
    "as_perceived",
    "bibtex",
    "certify",
    "check",
    "coalition_improvements",
    "compare",
    "convert",
    "effort",
    "game_2x2",
    "games_2x2",
    "limited_outcomes",
    "lint",
    "lints",
    "live",
    "load",
    "load_conflict",
    "loads",
    "paper",
    "read_gmcr",
    "solve",
    "solve_coalition",
    "solve_coalitions",
    "solve_limited",
    "solve_maximin",
    "solve_nonmyopic",
    "solve_partition",
    "solve_sim",
    "solve_strength",
    "solve_universal",
    "solve_unknown",
    "verify",
    "why",
    "write_gmcr",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'countermove' has no attribute {name!r}")
    value = getattr(import_module(f"countermove.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext countermove``: records show themselves as HTML."""
    import_module("countermove.notebook").register(shell)


def _in_notebook() -> None:
    """Register with the shell that runs already, if there is one."""
    found = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = None if found is None else found()
    if shell is not None:
        load_ipython_extension(shell)


_in_notebook()
