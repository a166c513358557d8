"""Notebooks: records show themselves as HTML in IPython and Jupyter.

Records know nothing of it: types are named here, and IPython asks for their HTML when it meets one. ``import
countermove`` registers them where a shell is running already; ``%load_ext countermove`` does so anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["SHOWN", "register", "shown"]

SHOWN: Mapping[str, tuple[str, ...]] = {
    "countermove.assessment.conflicts": ("PublishedConflict",),
    "countermove.assessment.document": ("Assessment",),
    "gmcr.analysis.rankings.inverse": ("InverseOfState",),
    "countermove.context.answer": ("Answer",),
    "countermove.reports.assessing.compute": ("AssessRecord",),
    "countermove.reports.cases.compute": ("CasesRecord",),
    "countermove.reports.cases.suite": ("SuiteRecord",),
    "countermove.reports.lint": ("LintRecord",),
    "countermove.questions.solve.compute": ("Solved",),
    "gmcr.model.conflict": ("Conflict",),
    "countermove.questions.change.compute": ("Change",),
    "countermove.questions.check.compute": ("Check",),
    "countermove.verdicts.changes": ("Changes",),
    "countermove.verdicts.claims": ("ClaimVerdict",),
    "countermove.questions.coalitions.compute": ("CoalitionMap",),
    "countermove.questions.deal.records": ("DealMap",),
    "countermove.verdicts.clocks.records": ("DriftMap",),
    "countermove.questions.compare.records": ("Compare",),
    "countermove.questions.diff.compute": ("Diff",),
    "countermove.questions.inverse.compute": ("Inverse",),
    "countermove.questions.multiverse.records": ("Multiverse",),
    "countermove.questions.levers.compute": ("Levers",),
    "countermove.questions.longrun.compute": ("LongRun",),
    "countermove.questions.matrix.compute": ("Matrix",),
    "countermove.questions.redteam.compute": ("RedTeam",),
    "countermove.verdicts.responsibility": ("Responsibility",),
    "countermove.questions.roads.compute": ("RoadMap",),
    "countermove.questions.robust.compute": ("Robust",),
    "countermove.verdicts.tipping.tips": ("Tipping",),
    "countermove.questions.together.compute": ("Together",),
    "countermove.questions.views.compute": ("Views",),
    "countermove.questions.why.compute": ("Why",),
    "gmcr.stability.coalitions.solve": ("CoalitionStability",),
    "gmcr.stability.solve": ("Stability",),
    "gmcr.stability.solution": ("Verdicts",),
    "gmcr.stability.witness": ("Witness",),
}
"""Module → the types in it that show themselves; records of plugins do so too (``shown``)."""


def shown() -> Iterator[tuple[str, str]]:
    """Module and name of every type that shows itself."""
    from countermove.extensions import plugins

    yield from ((module, name) for module, names in SHOWN.items() for name in names)
    for plugin in plugins():
        for kind in plugin.records.values():
            module, _, name = kind.record.partition(":")
            yield module, name


def register(shell: Any) -> None:
    """Tell an IPython shell how to show every record. Modules are imported only when a record is shown."""
    html = shell.display_formatter.formatters["text/html"]
    for module, name in shown():
        html.for_type_by_name(module, name, _shown)


def _shown(record: object) -> str:
    from countermove.media.notebook import html_of_record

    return html_of_record(record)
