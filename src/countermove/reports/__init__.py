"""Use cases shared by command line, page and library: each takes a request and returns one frozen record.

Every record carries its frame (the case, its digest, its assumptions) and the words of its case, so that a report needs
nothing else. No sentences here, and nothing is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.context.answer import Answer, ask
    from countermove.context.cases import open_case, open_cases, opened_for
    from countermove.context.frame import Assumptions, Frame
    from countermove.context.game import Game, game_of, open_game
    from countermove.context.glossary import Glossary
    from countermove.context.selection import Selection, pairs, select, state_code
    from countermove.inquiry.obstacles import Obstacle
    from countermove.questions.statusquo.over_readings import OverReadings
    from countermove.reports.assessing.compute import AssessRecord, assess
    from countermove.reports.cases.compute import (
        CaseLine,
        CasesRecord,
        ConflictLine,
        GameLine,
        GamesRecord,
        list_cases,
        list_games,
        show_case,
    )
    from countermove.reports.cases.publication import PublishedRecord, PublishedResult, published_record
    from countermove.reports.convert.compute import ConvertRecord, convert_case
    from countermove.reports.lint.compute import LintedFile, LintRecord, lint_files
    from countermove.reports.new.compute import NewRecord, new_file

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

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.inquiry.obstacles": ("Obstacle",),
        "countermove.context.answer": ("Answer", "ask"),
        "countermove.context.frame": ("Assumptions", "Frame"),
        "countermove.context.game": ("Game", "game_of", "open_game"),
        "countermove.context.glossary": ("Glossary",),
        "countermove.context.cases": ("open_case", "open_cases", "opened_for"),
        "countermove.context.selection": ("Selection", "pairs", "select", "state_code"),
        "countermove.reports.assessing.compute": ("AssessRecord", "assess"),
        "countermove.reports.cases.compute": (
            "CaseLine",
            "CasesRecord",
            "ConflictLine",
            "GameLine",
            "GamesRecord",
            "list_cases",
            "list_games",
            "show_case",
        ),
        "countermove.reports.cases.publication": ("PublishedRecord", "PublishedResult", "published_record"),
        "countermove.reports.convert.compute": ("ConvertRecord", "convert_case"),
        "countermove.reports.lint.compute": ("LintedFile", "LintRecord", "lint_files"),
        "countermove.reports.new.compute": ("NewRecord", "new_file"),
        "countermove.questions.statusquo.over_readings": ("OverReadings",),
    },
)
