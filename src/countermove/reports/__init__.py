"""Use cases shared by command line, page and library: each takes a request and returns one frozen record.

Every record carries its frame (the case, its digest, its assumptions) and the words of its case, so that a report needs
nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.context.answer import Answer, ask, open_case, open_cases, opened_for
    from countermove.context.frame import Assumptions, Frame
    from countermove.context.game import Game, game_of, open_game
    from countermove.context.glossary import Glossary
    from countermove.context.selection import Selection, pairs, select, state_code
    from countermove.inquiry.walk import Obstacle
    from countermove.questions.statusquo.compute import OverReadings
    from countermove.reports.assessing.compute import AssessRecord, assess
    from countermove.reports.cases.compute import (
        CaseLine,
        CasesRecord,
        ConflictLine,
        GameLine,
        GamesRecord,
        PublishedRecord,
        PublishedResult,
        list_cases,
        list_games,
        published_record,
        show_case,
    )
    from countermove.reports.cases.suite import SuiteLine, SuiteRecord, list_published, write_suite
    from countermove.reports.convert import ConvertRecord, convert_case
    from countermove.reports.lint import LintedFile, LintRecord, lint_files
    from countermove.reports.new import NewRecord, new_file

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
    "SuiteLine",
    "SuiteRecord",
    "ask",
    "assess",
    "convert_case",
    "game_of",
    "lint_files",
    "list_cases",
    "list_games",
    "list_published",
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
    "write_suite",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.context.answer": (
            "Answer",
            "ask",
            "open_case",
            "open_cases",
            "opened_for",
        ),
        "countermove.context.frame": (
            "Assumptions",
            "Frame",
        ),
        "countermove.context.game": (
            "Game",
            "game_of",
            "open_game",
        ),
        "countermove.context.glossary": ("Glossary",),
        "countermove.context.selection": (
            "Selection",
            "pairs",
            "select",
            "state_code",
        ),
        "countermove.inquiry.walk": ("Obstacle",),
        "countermove.questions.statusquo.compute": ("OverReadings",),
        "countermove.reports.assessing.compute": (
            "AssessRecord",
            "assess",
        ),
        "countermove.reports.cases.compute": (
            "CaseLine",
            "CasesRecord",
            "ConflictLine",
            "GameLine",
            "GamesRecord",
            "PublishedRecord",
            "PublishedResult",
            "list_cases",
            "list_games",
            "published_record",
            "show_case",
        ),
        "countermove.reports.cases.suite": (
            "SuiteLine",
            "SuiteRecord",
            "list_published",
            "write_suite",
        ),
        "countermove.reports.convert": (
            "ConvertRecord",
            "convert_case",
        ),
        "countermove.reports.lint": (
            "LintRecord",
            "LintedFile",
            "lint_files",
        ),
        "countermove.reports.new": (
            "NewRecord",
            "new_file",
        ),
    },
)
