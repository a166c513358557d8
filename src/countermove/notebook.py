"""Notebooks: records show themselves as HTML in IPython and Jupyter.

Nothing below knows of it: types are named here, and IPython asks for their HTML when it meets one. ``import countermove``
registers them where a shell is running already; ``%load_ext countermove`` does so anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["SHOWN", "register", "shown"]

SHOWN: Mapping[str, tuple[str, ...]] = {
    "countermove.assessment.conflicts": ("PublishedConflict",),
    "countermove.assessment.document": ("Assessment",),
    "gmcr.analysis.rankings.inverse": ("InverseOfState",),
    "countermove.case.answer": ("Answer",),
    "countermove.desk.assessing.found": ("AssessRecord",),
    "countermove.desk.cases.found": ("CasesRecord",),
    "countermove.desk.lint.found": ("LintRecord",),
    "countermove.questions.solve.found": ("Solved",),
    "gmcr.model.conflict": ("Conflict",),
    "countermove.questions.change.found": ("Change",),
    "countermove.questions.check.found": ("Check",),
    "countermove.verdicts.changes": ("Changes",),
    "countermove.verdicts.judged": ("ClaimVerdict",),
    "countermove.questions.coalitions.found": ("CoalitionMap",),
    "countermove.questions.compare.records": ("Compare",),
    "countermove.questions.diff.found": ("Diff",),
    "countermove.questions.inverse.found": ("Inverse",),
    "countermove.questions.levers.found": ("Levers",),
    "countermove.questions.longrun.found": ("LongRun",),
    "countermove.questions.matrix.found": ("Matrix",),
    "countermove.questions.redteam.found": ("RedTeam",),
    "countermove.verdicts.responsibility.degrees": ("Responsibility",),
    "countermove.questions.roads.found": ("RoadMap",),
    "countermove.questions.robust.found": ("Robust",),
    "countermove.verdicts.tipping.tips": ("Tipping",),
    "countermove.questions.together.found": ("Together",),
    "countermove.questions.views.found": ("Views",),
    "countermove.questions.why.found": ("Why",),
    "gmcr.stability.coalitions.solve": ("CoalitionStability",),
    "gmcr.stability.solve": ("Stability",),
    "gmcr.stability.strength": ("StrengthStability",),
    "gmcr.stability.unknown": ("UnknownStability",),
    "gmcr.stability.verdicts": ("Verdicts",),
    "gmcr.stability.witness": ("Witness",),
}
"""Module → the types in it that show themselves; records that plugins bring do so too (``shown``)."""


def shown() -> Iterator[tuple[str, str]]:
    """Module and name of every type that shows itself."""
    from countermove.extensions import plugins

    yield from ((module, name) for module, names in SHOWN.items() for name in names)
    for plugin in plugins():
        for kind in plugin.records.values():
            module, _, name = kind.record.partition(":")
            yield module, name


def register(shell: Any) -> None:
    """Tell an IPython shell how to show every record. Nothing is imported before one is shown."""
    html = shell.display_formatter.formatters["text/html"]
    for module, name in shown():
        html.for_type_by_name(module, name, _shown)


def _shown(record: object) -> str:
    from countermove.report.notebook import html_of_record

    return html_of_record(record)
