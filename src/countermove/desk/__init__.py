"""Use cases shared by command line, page and library: what is asked for goes in, one frozen record comes out.

Every record carries its frame (the case, its digest, what was assumed) and the words of its case, so that a report
needs nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from countermove.desk.assess import AssessRecord, OverReadings, assess
from countermove.desk.cases import CaseLine, CasesRecord, list_cases
from countermove.desk.check import CheckRecord, check_cases
from countermove.desk.frame import Assumptions, Frame
from countermove.desk.glossary import Glossary
from countermove.desk.lint import LintedFile, LintRecord, lint_files
from countermove.desk.new import NewRecord, new_file
from countermove.desk.obstacles import Obstacle
from countermove.desk.opening import open_case, open_cases
from countermove.desk.selection import Selection, select, state_code
from countermove.desk.solve import Equilibria, SolvedState, SolveRecord, solve_case
from countermove.desk.why import WhyRecord, why_case

__all__ = [
    "AssessRecord",
    "Assumptions",
    "CaseLine",
    "CasesRecord",
    "CheckRecord",
    "Equilibria",
    "Frame",
    "Glossary",
    "LintRecord",
    "LintedFile",
    "NewRecord",
    "Obstacle",
    "OverReadings",
    "Selection",
    "SolveRecord",
    "SolvedState",
    "WhyRecord",
    "assess",
    "check_cases",
    "lint_files",
    "list_cases",
    "new_file",
    "open_case",
    "open_cases",
    "select",
    "solve_case",
    "state_code",
    "why_case",
]
