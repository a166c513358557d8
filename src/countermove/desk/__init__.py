"""Use cases shared by command line, page and library: what is asked for goes in, one frozen record comes out.

Every record carries its frame (the case, its digest, what was assumed) and the words of its case, so that a report
needs nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from countermove.case.answer import Answer, ask
    from countermove.case.frame import Assumptions, Frame
    from countermove.case.game import Game, game_of, open_game
    from countermove.case.glossary import Glossary
    from countermove.case.opening import open_case, open_cases, opened_for
    from countermove.case.selection import Selection, pairs, select, state_code
    from countermove.desk.assessing.found import AssessRecord, assess
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
    from countermove.inquiry.obstacles import Obstacle
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
    "opened_for",
    "pairs",
    "published_record",
    "select",
    "show_case",
    "state_code",
]

__getattr__ = door(
    __name__,
    {
        "countermove.inquiry.obstacles": ("Obstacle",),
        "countermove.case.answer": ("Answer", "ask"),
        "countermove.case.frame": ("Assumptions", "Frame"),
        "countermove.case.game": ("Game", "game_of", "open_game"),
        "countermove.case.glossary": ("Glossary",),
        "countermove.case.opening": ("open_case", "open_cases", "opened_for"),
        "countermove.case.selection": ("Selection", "pairs", "select", "state_code"),
        "countermove.desk.assessing.found": ("AssessRecord", "assess"),
        "countermove.desk.cases.found": (
            "CaseLine",
            "CasesRecord",
            "ConflictLine",
            "GameLine",
            "GamesRecord",
            "list_cases",
            "list_games",
            "show_case",
        ),
        "countermove.desk.cases.published": ("PublishedRecord", "PublishedResult", "published_record"),
        "countermove.desk.convert.found": ("ConvertRecord", "convert_case"),
        "countermove.desk.lint.found": ("LintedFile", "LintRecord", "lint_files"),
        "countermove.desk.new.found": ("NewRecord", "new_file"),
        "countermove.questions.statusquo.over_readings": ("OverReadings",),
    },
)
