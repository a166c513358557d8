"""From any record to its page."""

from __future__ import annotations

from functools import singledispatch

from countermove.desk import (
    AssessRecord,
    CasesRecord,
    CheckRecord,
    CoalitionsRecord,
    ConvertRecord,
    GamesRecord,
    LeversRecord,
    LintRecord,
    LongRunRecord,
    NewRecord,
    PerceptionRecord,
    PublishedRecord,
    RoadsRecord,
    RobustRecord,
    SolveRecord,
    ViewsRecord,
    WhyRecord,
)
from countermove.desk.change import ChangeRecord
from countermove.desk.diff import DiffRecord
from countermove.desk.inverse import InverseRecord
from countermove.desk.matrix import MatrixRecord
from countermove.desk.redteam import RedTeamRecord
from countermove.desk.responsibility import ResponsibilityRecord
from countermove.desk.tipping import TippingRecord
from countermove.desk.together import TogetherRecord
from countermove.report.assess import assess_page
from countermove.report.cases import cases_page, games_page, published_page
from countermove.report.change import change_page
from countermove.report.check import check_page
from countermove.report.coalitions import coalitions_page
from countermove.report.convert import convert_page
from countermove.report.diff import diff_page
from countermove.report.figures.drawn import DrawnRecord, drawn_page
from countermove.report.inverse import inverse_page
from countermove.report.levers import levers_page
from countermove.report.lint import lint_page
from countermove.report.longrun import longrun_page
from countermove.report.matrix import matrix_page
from countermove.report.new import new_page
from countermove.report.redteam import redteam_page
from countermove.report.responsibility import responsibility_page
from countermove.report.roads import roads_page
from countermove.report.robust import robust_page
from countermove.report.solve import solve_page
from countermove.report.text import Page
from countermove.report.tipping import tipping_page
from countermove.report.together import together_page
from countermove.report.views import perception_page, views_page
from countermove.report.why import why_page
from countermove.report.written import WrittenReport, written_page

__all__ = ["page_of"]


@singledispatch
def page_of(record: object) -> Page:
    """The page that tells a record. Raises TypeError for what is none."""
    raise TypeError(f"{type(record).__name__} is not a record that can be told")


page_of.register(AssessRecord, assess_page)
page_of.register(CasesRecord, cases_page)
page_of.register(ChangeRecord, change_page)
page_of.register(CheckRecord, check_page)
page_of.register(ConvertRecord, convert_page)
page_of.register(DrawnRecord, drawn_page)
page_of.register(GamesRecord, games_page)
page_of.register(InverseRecord, inverse_page)
page_of.register(LintRecord, lint_page)
page_of.register(LongRunRecord, longrun_page)
page_of.register(NewRecord, new_page)
page_of.register(PublishedRecord, published_page)
page_of.register(ResponsibilityRecord, responsibility_page)
page_of.register(RobustRecord, robust_page)
page_of.register(SolveRecord, solve_page)
page_of.register(WhyRecord, why_page)
page_of.register(CoalitionsRecord, coalitions_page)
page_of.register(LeversRecord, levers_page)
page_of.register(PerceptionRecord, perception_page)
page_of.register(RoadsRecord, roads_page)
page_of.register(ViewsRecord, views_page)
page_of.register(WrittenReport, written_page)
page_of.register(DiffRecord, diff_page)
page_of.register(MatrixRecord, matrix_page)
page_of.register(RedTeamRecord, redteam_page)
page_of.register(TippingRecord, tipping_page)
page_of.register(TogetherRecord, together_page)
