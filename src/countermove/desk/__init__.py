"""Use cases shared by command line, page and library: what is asked for goes in, one frozen record comes out.

Every record carries its frame (the case, its digest, what was assumed) and the words of its case, so that a report
needs nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from countermove.analysis.obstacles import Obstacle
from countermove.case.answer import Answer, ask
from countermove.case.frame import Assumptions, Frame
from countermove.case.game import Game, game_of, open_game
from countermove.case.glossary import Glossary
from countermove.case.opening import open_case, open_cases
from countermove.case.selection import Selection, pairs, select, state_code
from countermove.desk.assess.found import AssessRecord, assess
from countermove.desk.cases.found import (
    CaseLine,
    CasesRecord,
    ConflictLine,
    GameLine,
    GamesRecord,
    list_cases,
    list_games,
    show_case,
)
from countermove.desk.cases.published import PublishedRecord, PublishedResult, published_record
from countermove.desk.convert.found import ConvertRecord, convert_case
from countermove.desk.lint.found import LintedFile, LintRecord, lint_files
from countermove.desk.new.found import NewRecord, new_file
from countermove.questions.statusquo.over_readings import OverReadings

__all__ = [
    "Answer",
    "AssessRecord",
    "Assumptions",
    "CaseLine",
    "CasesRecord",
    "ConflictLine",
    "ConvertRecord",
    "Frame",
    "Game",
    "GameLine",
    "GamesRecord",
    "Glossary",
    "LintRecord",
    "LintedFile",
    "NewRecord",
    "Obstacle",
    "OverReadings",
    "PublishedRecord",
    "PublishedResult",
    "Selection",
    "ask",
    "assess",
    "convert_case",
    "game_of",
    "lint_files",
    "list_cases",
    "list_games",
    "new_file",
    "open_case",
    "open_cases",
    "open_game",
    "pairs",
    "published_record",
    "select",
    "show_case",
    "state_code",
]
