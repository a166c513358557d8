"""The flagship, which many tests ask: its assessment with the games that were solved, its page and its report, computed once in a
process and read by all. A test that counts what is computed, or interrupts it, loads its own."""

from __future__ import annotations

from functools import cache

from countermove.assessment import Assessment, load
from countermove.context.answer import Answer, ask
from countermove.reports.assessing.compute import AssessRecord
from countermove.reports.live import Live, live
from countermove.reports.report.blocks import Dossier
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case

__all__ = ["korea", "korea_assessed", "korea_checked", "korea_page", "korea_report", "korea_told"]


@cache
def korea() -> Assessment:
    """The assessment."""
    return load("korea-2021")


def korea_assessed() -> AssessRecord:
    """What ``assess`` finds in it, as the report tells it."""
    return korea_report().assess


@cache
def korea_checked() -> Answer:
    """Its claims, judged."""
    return ask("check", korea())


@cache
def korea_page() -> Live:
    """What was worked out about it for the page."""
    return live(korea())


@cache
def korea_report() -> ReportRecord:
    """What its report tells."""
    return report_case(korea())


@cache
def korea_told() -> Dossier:
    """The report, as every medium writes it."""
    return dossier_of(korea_report())
