"""Use cases shared by command line, page and library: what is asked for goes in, one frozen record comes out.

Every record carries its frame (the case, its digest, what was assumed) and the words of its case, so that a report
needs nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from countermove.desk.assess import AssessRecord, OverReadings, assess
from countermove.desk.cases import CaseLine, CasesRecord, list_cases
from countermove.desk.change import ChangeRecord, change_case
from countermove.desk.check import CheckRecord, check_cases
from countermove.desk.coalitions import CoalitionsRecord, coalitions_case
from countermove.desk.frame import Assumptions, Frame
from countermove.desk.game import Game, game_of, open_game
from countermove.desk.glossary import Glossary
from countermove.desk.inverse import InverseRecord, inverse_case
from countermove.desk.levers import LeversRecord, levers_case
from countermove.desk.lint import LintedFile, LintRecord, lint_files
from countermove.desk.longrun import LongRunRecord, longrun_case
from countermove.desk.new import NewRecord, new_file
from countermove.desk.obstacles import Obstacle
from countermove.desk.opening import open_case, open_cases
from countermove.desk.responsibility import ResponsibilityRecord, responsibility_case
from countermove.desk.roads import RoadsRecord, roads_case
from countermove.desk.robust import RobustRecord, robust_case
from countermove.desk.selection import Selection, select, state_code
from countermove.desk.solve import Equilibria, SolvedState, SolveRecord, solve_case
from countermove.desk.views import PerceptionRecord, ViewsRecord, holders, perception_case, views_case
from countermove.desk.why import WhyRecord, why_case

__all__ = [
    "AssessRecord",
    "Assumptions",
    "CaseLine",
    "CasesRecord",
    "ChangeRecord",
    "CheckRecord",
    "CoalitionsRecord",
    "Equilibria",
    "Frame",
    "Game",
    "Glossary",
    "InverseRecord",
    "LeversRecord",
    "LintRecord",
    "LintedFile",
    "LongRunRecord",
    "NewRecord",
    "Obstacle",
    "OverReadings",
    "PerceptionRecord",
    "ResponsibilityRecord",
    "RoadsRecord",
    "RobustRecord",
    "Selection",
    "SolveRecord",
    "SolvedState",
    "ViewsRecord",
    "WhyRecord",
    "assess",
    "change_case",
    "check_cases",
    "coalitions_case",
    "game_of",
    "holders",
    "inverse_case",
    "levers_case",
    "lint_files",
    "list_cases",
    "longrun_case",
    "new_file",
    "open_case",
    "open_cases",
    "open_game",
    "perception_case",
    "responsibility_case",
    "roads_case",
    "robust_case",
    "select",
    "solve_case",
    "state_code",
    "views_case",
    "why_case",
]
