"""Notebooks: records show themselves as HTML in IPython and Jupyter.

Nothing below knows of it: types are named here, and IPython asks for their HTML when it meets one. ``import countermove``
registers them where a shell is running already; ``%load_ext countermove`` does so anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["SHOWN", "register"]

SHOWN: Mapping[str, tuple[str, ...]] = {
    "countermove.assessment.conflicts": ("PublishedConflict",),
    "countermove.assessment.document": ("Assessment",),
    "countermove.analysis.inverse": ("InverseOfState",),
    "countermove.desk.assess": ("AssessRecord",),
    "countermove.desk.cases": ("CasesRecord",),
    "countermove.desk.change": ("ChangeRecord",),
    "countermove.desk.check": ("CheckRecord",),
    "countermove.desk.coalitions": ("CoalitionsRecord",),
    "countermove.desk.diff": ("DiffRecord",),
    "countermove.desk.inverse": ("InverseRecord",),
    "countermove.desk.levers": ("LeversRecord",),
    "countermove.desk.lint": ("LintRecord",),
    "countermove.desk.longrun": ("LongRunRecord",),
    "countermove.desk.matrix": ("MatrixRecord",),
    "countermove.desk.redteam": ("RedTeamRecord",),
    "countermove.desk.responsibility": ("ResponsibilityRecord",),
    "countermove.desk.roads": ("RoadsRecord",),
    "countermove.desk.robust": ("RobustRecord",),
    "countermove.desk.solve": ("SolveRecord",),
    "countermove.desk.tipping": ("TippingRecord",),
    "countermove.desk.together": ("TogetherRecord",),
    "countermove.desk.views": ("PerceptionRecord", "ViewsRecord"),
    "countermove.desk.why": ("WhyRecord",),
    "countermove.model.conflict": ("Conflict",),
    "countermove.questions.change": ("Changes",),
    "countermove.questions.claims": ("ClaimVerdict",),
    "countermove.questions.coalitions": ("CoalitionMap",),
    "countermove.questions.diff": ("Diff",),
    "countermove.questions.levers": ("Levers",),
    "countermove.questions.longrun": ("LongRun",),
    "countermove.questions.matrix": ("Matrix",),
    "countermove.questions.redteam": ("RedTeam",),
    "countermove.questions.responsibility": ("Responsibility",),
    "countermove.questions.roads": ("RoadMap",),
    "countermove.questions.robust": ("Robust",),
    "countermove.questions.tipping": ("Tipping",),
    "countermove.questions.together": ("Together",),
    "countermove.questions.views": ("Views",),
    "countermove.stability.coalitions.solve": ("CoalitionStability",),
    "countermove.stability.solve": ("Stability",),
    "countermove.stability.strength": ("StrengthStability",),
    "countermove.stability.unknown": ("UnknownStability",),
    "countermove.stability.verdicts": ("Verdicts",),
    "countermove.stability.witness": ("Witness",),
}
"""Module → the types in it that show themselves."""


def register(shell: Any) -> None:
    """Tell an IPython shell how to show every record. Nothing is imported before one is shown."""
    html = shell.display_formatter.formatters["text/html"]
    for module, names in SHOWN.items():
        for name in names:
            html.for_type_by_name(module, name, _shown)


def _shown(record: object) -> str:
    from countermove.report.notebook import html_of_record

    return html_of_record(record)
