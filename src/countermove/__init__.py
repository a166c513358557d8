"""Countermove: assessments as code, computed with the Graph Model for Conflict Resolution.

``import countermove as cm``. Everything here is loaded when first used, so that importing costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from countermove.context.effort import Effort, effort
    from countermove.interop import Converted, convert
    from countermove.plugins.papers.output import bibtex, paper
    from countermove.plugins.proofs.certify.compute import certify
    from countermove.plugins.proofs.verify.compute import verify
    from countermove.presentation.regions import regions_figure
    from countermove.questions.change.compute import change
    from countermove.questions.coalitions.compute import coalitions
    from countermove.questions.compare.compute import compare
    from countermove.questions.compare.records import Compare
    from countermove.questions.deal.compute import deal
    from countermove.questions.diff.compute import diff
    from countermove.questions.drift.compute import drift
    from countermove.questions.inverse.compute import inverse
    from countermove.questions.levers.compute import levers
    from countermove.questions.longrun.compute import longrun
    from countermove.questions.matrix.compute import matrix
    from countermove.questions.multiverse.compute import multiverse
    from countermove.questions.perception.compute import perception
    from countermove.questions.redteam.compute import redteam
    from countermove.questions.responsibility.compute import responsibility
    from countermove.questions.roads.compute import roads
    from countermove.questions.robust.compute import robust
    from countermove.questions.tipping.compute import tipping
    from countermove.questions.together.compute import together
    from countermove.questions.views.compute import views
    from countermove.questions.watch.compute import watch
    from countermove.reports.assessing.compute import assess
    from countermove.reports.lint import lint, lints
    from countermove.reports.live import Live, Standing, live
    from countermove.verdicts.answers.compute import answers
    from countermove.verdicts.claims import ClaimVerdict, check
    from gmcr import (
        COALITION_CONCEPTS,
        CONCEPTS,
        Attitudes,
        CoalitionStability,
        Conflict,
        Fuzzy,
        Probabilistic,
        Ranking,
        Relation,
        Solution,
        Stability,
        Strength,
        Unknown,
        Verdicts,
        Witness,
        as_perceived,
        coalition_improvements,
        limited_outcomes,
        read_gmcr,
        solve,
        solve_coalition,
        solve_coalitions,
        solve_limited,
        solve_maximin,
        solve_nonmyopic,
        solve_partition,
        solve_relation,
        solve_sim,
        solve_universal,
        why,
        write_gmcr,
    )
    from gmcr.base.errors import (
        AssessmentError,
        CountermoveError,
        FormulaError,
        MissingExtra,
        ModelError,
        Problem,
        SizeError,
        UnknownName,
    )
    from gmcr.stability import sweep_thresholds

__version__ = "0.1.0"

_HOME = {
    "Assessment": "countermove.assessment",
    "AssessmentError": "gmcr.base.errors",
    "Attitudes": "gmcr",
    "COALITION_CONCEPTS": "gmcr",
    "CONCEPTS": "gmcr",
    "ClaimVerdict": "countermove.verdicts.claims",
    "CoalitionStability": "gmcr",
    "Compare": "countermove.questions.compare.records",
    "Conflict": "gmcr",
    "Converted": "countermove.interop",
    "CountermoveError": "gmcr.base.errors",
    "Effort": "countermove.context.effort",
    "FormulaError": "gmcr.base.errors",
    "Fuzzy": "gmcr",
    "Game2x2": "countermove.assessment",
    "Live": "countermove.reports.live",
    "MissingExtra": "gmcr.base.errors",
    "ModelError": "gmcr.base.errors",
    "Probabilistic": "gmcr",
    "Problem": "gmcr.base.errors",
    "PublishedConflict": "countermove.assessment",
    "Ranking": "gmcr",
    "Relation": "gmcr",
    "SizeError": "gmcr.base.errors",
    "Solution": "gmcr",
    "Stability": "gmcr",
    "Standing": "countermove.reports.live",
    "Strength": "gmcr",
    "Unknown": "gmcr",
    "UnknownName": "gmcr.base.errors",
    "Verdicts": "gmcr",
    "Witness": "gmcr",
    "answers": "countermove.verdicts.answers.compute",
    "as_perceived": "gmcr",
    "assess": "countermove.reports.assessing.compute",
    "bibtex": "countermove.plugins.papers.output",
    "certify": "countermove.plugins.proofs.certify.compute",
    "change": "countermove.questions.change.compute",
    "check": "countermove.verdicts.claims",
    "coalition_improvements": "gmcr",
    "coalitions": "countermove.questions.coalitions.compute",
    "compare": "countermove.questions.compare.compute",
    "convert": "countermove.interop",
    "deal": "countermove.questions.deal.compute",
    "diff": "countermove.questions.diff.compute",
    "drift": "countermove.questions.drift.compute",
    "effort": "countermove.context.effort",
    "game_2x2": "countermove.assessment",
    "games_2x2": "countermove.assessment",
    "inverse": "countermove.questions.inverse.compute",
    "levers": "countermove.questions.levers.compute",
    "limited_outcomes": "gmcr",
    "lint": "countermove.reports.lint",
    "lints": "countermove.reports.lint",
    "live": "countermove.reports.live",
    "load": "countermove.assessment",
    "load_conflict": "countermove.assessment",
    "loads": "countermove.assessment",
    "longrun": "countermove.questions.longrun.compute",
    "matrix": "countermove.questions.matrix.compute",
    "multiverse": "countermove.questions.multiverse.compute",
    "paper": "countermove.plugins.papers.output",
    "perception": "countermove.questions.perception.compute",
    "read_gmcr": "gmcr",
    "redteam": "countermove.questions.redteam.compute",
    "responsibility": "countermove.questions.responsibility.compute",
    "roads": "countermove.questions.roads.compute",
    "robust": "countermove.questions.robust.compute",
    "regions_figure": "countermove.presentation.regions",
    "solve": "gmcr",
    "solve_coalition": "gmcr",
    "solve_coalitions": "gmcr",
    "solve_limited": "gmcr",
    "solve_maximin": "gmcr",
    "solve_nonmyopic": "gmcr",
    "solve_partition": "gmcr",
    "solve_relation": "gmcr",
    "solve_sim": "gmcr",
    "solve_universal": "gmcr",
    "sweep_thresholds": "gmcr.stability",
    "tipping": "countermove.questions.tipping.compute",
    "together": "countermove.questions.together.compute",
    "verify": "countermove.plugins.proofs.verify.compute",
    "views": "countermove.questions.views.compute",
    "watch": "countermove.questions.watch.compute",
    "why": "gmcr",
    "write_gmcr": "gmcr",
}

__all__ = [
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "Assessment",
    "AssessmentError",
    "Attitudes",
    "ClaimVerdict",
    "CoalitionStability",
    "Compare",
    "Conflict",
    "Converted",
    "CountermoveError",
    "Effort",
    "FormulaError",
    "Fuzzy",
    "Game2x2",
    "Live",
    "MissingExtra",
    "ModelError",
    "Probabilistic",
    "Problem",
    "PublishedConflict",
    "Ranking",
    "Relation",
    "SizeError",
    "Solution",
    "Stability",
    "Standing",
    "Strength",
    "Unknown",
    "UnknownName",
    "Verdicts",
    "Witness",
    "answers",
    "as_perceived",
    "assess",
    "bibtex",
    "certify",
    "change",
    "check",
    "coalition_improvements",
    "coalitions",
    "compare",
    "convert",
    "deal",
    "diff",
    "drift",
    "effort",
    "game_2x2",
    "games_2x2",
    "inverse",
    "levers",
    "limited_outcomes",
    "lint",
    "lints",
    "live",
    "load",
    "load_conflict",
    "loads",
    "longrun",
    "matrix",
    "multiverse",
    "paper",
    "perception",
    "read_gmcr",
    "redteam",
    "regions_figure",
    "responsibility",
    "roads",
    "robust",
    "solve",
    "solve_coalition",
    "solve_coalitions",
    "solve_limited",
    "solve_maximin",
    "solve_nonmyopic",
    "solve_partition",
    "solve_relation",
    "solve_sim",
    "solve_universal",
    "sweep_thresholds",
    "tipping",
    "together",
    "verify",
    "views",
    "watch",
    "why",
    "write_gmcr",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'countermove' has no attribute {name!r}")
    try:
        value = getattr(import_module(_HOME[name]), name)
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("countermove.plugins"):
            raise
        annex = _HOME[name].split(".")[2]
        raise AttributeError(f"countermove.{name} belongs to the annex {annex}, which is not installed here.") from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext countermove``: records show themselves as HTML."""
    import_module("countermove.notebook").register(shell)


def _in_notebook() -> None:
    """Register with the running shell, if there is one."""
    get_shell = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = None if get_shell is None else get_shell()
    if shell is not None:
        load_ipython_extension(shell)


_in_notebook()
