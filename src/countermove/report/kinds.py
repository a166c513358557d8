"""The kinds of record: for each its type, what tells it, what gives it as plain data, and the schema of that data.

Named, and imported when first used, so that no command pays for the records of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from countermove.brief import Brief

__all__ = ["KINDS", "VERSION", "Kind", "kind_of", "named", "told_by_page"]


VERSION = 1
"""The version of the data of each kind."""


@dataclass(frozen=True, slots=True)
class Kind(Brief):
    """``record``: the type, by its place in the package. ``page``, ``data``: functions of it, ``schema``: a value, by their
    places in the report."""

    record: str
    page: str
    data: str
    schema: str


KINDS: Mapping[str, Kind] = {
    "assess": Kind("desk.assess.AssessRecord", "assess.assess_page", "assess_data.assess_data", "assess_data.ASSESS"),
    "cases": Kind("desk.cases.CasesRecord", "cases.cases_page", "cases_data.cases_data", "cases_data.CASES"),
    "change": Kind("desk.change.ChangeRecord", "change.change_page", "change_data.change_data", "change_data.CHANGE"),
    "check": Kind("desk.check.CheckRecord", "check.check_page", "claims_data.check_data", "claims_data.CHECK"),
    "coalitions": Kind(
        "desk.coalitions.CoalitionsRecord",
        "coalitions.coalitions_page",
        "coalitions_data.coalitions_data",
        "coalitions_data.COALITIONS",
    ),
    "convert": Kind("desk.convert.ConvertRecord", "convert.convert_page", "convert.convert_data", "convert.CONVERT"),
    "diff": Kind("desk.diff.DiffRecord", "diff.diff_page", "diff_data.diff_data", "diff_data.DIFF"),
    "figure": Kind(
        "report.figures.drawn.DrawnRecord",
        "figures.drawn.drawn_page",
        "figures.drawn.drawn_data",
        "figures.drawn.DRAWN",
    ),
    "games": Kind("desk.cases.GamesRecord", "cases.games_page", "cases_data.games_data", "cases_data.GAMES"),
    "inverse": Kind(
        "desk.inverse.InverseRecord", "inverse.inverse_page", "inverse_data.inverse_data", "inverse_data.INVERSE"
    ),
    "levers": Kind("desk.levers.LeversRecord", "levers.levers_page", "levers_data.levers_data", "levers_data.LEVERS"),
    "lint": Kind("desk.lint.LintRecord", "lint.lint_page", "lint.lint_data", "lint.LINT"),
    "longrun": Kind(
        "desk.longrun.LongRunRecord", "longrun.longrun_page", "longrun_data.longrun_data", "longrun_data.LONGRUN"
    ),
    "matrix": Kind("desk.matrix.MatrixRecord", "matrix.matrix_page", "matrix_data.matrix_data", "matrix_data.MATRIX"),
    "new": Kind("desk.new.NewRecord", "new.new_page", "new.new_data", "new.NEW"),
    "perception": Kind(
        "desk.views.PerceptionRecord", "views.perception_page", "views_data.perception_data", "views_data.PERCEPTION"
    ),
    "published": Kind(
        "desk.published.PublishedRecord", "cases.published_page", "cases_data.published_data", "cases_data.PUBLISHED"
    ),
    "redteam": Kind(
        "desk.redteam.RedTeamRecord", "redteam.redteam_page", "redteam_data.redteam_data", "redteam_data.REDTEAM"
    ),
    "report": Kind("report.written.WrittenReport", "written.written_page", "written.report_data", "written.REPORT"),
    "responsibility": Kind(
        "desk.responsibility.ResponsibilityRecord",
        "responsibility.responsibility_page",
        "responsibility_data.responsibility_data",
        "responsibility_data.RESPONSIBILITY",
    ),
    "roads": Kind("desk.roads.RoadsRecord", "roads.roads_page", "roads_data.roads_data", "roads_data.ROADS"),
    "robust": Kind("desk.robust.RobustRecord", "robust.robust_page", "robust_data.robust_data", "robust_data.ROBUST"),
    "solve": Kind("desk.solve.SolveRecord", "solve.solve_page", "solve_data.solve_data", "solve_data.SOLVE"),
    "tipping": Kind(
        "desk.tipping.TippingRecord", "tipping.tipping_page", "tipping_data.tipping_data", "tipping_data.TIPPING"
    ),
    "together": Kind(
        "desk.together.TogetherRecord",
        "together.together_page",
        "together_data.together_data",
        "together_data.TOGETHER",
    ),
    "views": Kind("desk.views.ViewsRecord", "views.views_page", "views_data.views_data", "views_data.VIEWS"),
    "why": Kind("desk.why.WhyRecord", "why.why_page", "why_data.why_data", "why_data.WHY"),
}
"""Name of a kind, as ``--json`` writes it → the kind."""

_BY_TYPE = {kind.record: name for name, kind in KINDS.items()}


def kind_of(record: object) -> str:
    """The name of a record's kind. Raises TypeError for what is none."""
    place = _place(record)
    if place not in _BY_TYPE:
        raise TypeError(f"{type(record).__name__} is not a record that can be told")
    return _BY_TYPE[place]


def told_by_page(record: object) -> bool:
    """Whether a record has a page that tells it."""
    return _place(record) in _BY_TYPE


def _place(record: object) -> str:
    form = type(record)
    return f"{form.__module__}.{form.__qualname__}".removeprefix("countermove.")


def named(place: str) -> Any:
    """What stands at a place of the report."""
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"countermove.report.{module}"), name)
