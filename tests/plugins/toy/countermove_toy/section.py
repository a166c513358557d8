"""A section of reports: how many wants each actor has."""

from countermove.presentation.blocks import Sentence
from countermove.reports.report.blocks import Section
from countermove.reports.report.compute import ReportRecord


def census_section(record: ReportRecord) -> Section:
    """A sentence."""
    wants = sum(len(actor.wants) for actor in record.document.actors.values())
    return Section("census", "How many wants there are", (Sentence(f"The file has {wants} wants."),))
