"""The suite: every published conflict with its printed cells, and as tables that any program can read.

`suite_files` writes a conflict as states, arcs and ranks, numbered from 1 in the order of the codes, with what the
definitions give for every actor and concept. No table needs this program to be read.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from countermove.assessment import load_conflict
from countermove.assessment.bundle import conflict_names, conflict_source
from countermove.assessment.conflicts import PublishedConflict
from countermove.reports.cases.compute import published_record
from gmcr import CONCEPTS, Stability, solve
from gmcr.base.files import check_place, write_whole
from gmcr.base.record import Record, derived

__all__ = ["SUITE_LICENCE", "SUITE_VERSION", "SuiteLine", "SuiteRecord", "list_published", "suite_files", "write_suite"]

SUITE_VERSION = "1.0"
"""Grows by 0.1 with new conflicts and by 1 where a number or a table changes."""

SUITE_LICENCE = "CC0-1.0"
"""Of the tables; the program has a licence of its own."""

_LICENCE_TEXT = f"""\
The tables in this folder, version {SUITE_VERSION}, are dedicated to the public domain under CC0 1.0 Universal
(https://creativecommons.org/publicdomain/zero/1.0/): copy, change and publish them without asking.
States, moves, rankings and printed results are facts of the sources that suite.json cites; no sentence of a source is
in the tables. Please cite the sources of what you use, and this suite with its version.
"""


class SuiteLine(NamedTuple):
    """A published conflict and its printed cells."""

    name: str
    """Its name on the command line."""
    source: str
    """The folder of its file, which is its citation."""
    title: str
    """Its subject."""
    citation: tuple[str, ...]
    """Its sources."""
    states: int
    """The number of feasible states."""
    two_by_two: bool
    """Whether it is a game of two actors with one option each."""
    cells: int
    """The number of printed cells."""
    reproduced: int
    """The number of printed cells that are computed likewise."""
    errata: int
    """The number of printed cells that its file names as errata."""


@dataclass(frozen=True, slots=True)
class SuiteRecord(Record):
    """The published conflicts, and which of their printed cells are reproduced."""

    cases: tuple[SuiteLine, ...]
    """The conflicts, by name."""

    @derived
    def cells(self) -> int:
        """The number of printed cells of all."""
        return sum(item.cells for item in self.cases)

    @derived
    def reproduced(self) -> int:
        """The number of printed cells that are computed likewise."""
        return sum(item.reproduced for item in self.cases)

    @derived
    def errata(self) -> int:
        """The number of printed cells that are named as errata."""
        return sum(item.errata for item in self.cases)


def list_published() -> SuiteRecord:
    """Every bundled published conflict with its results recomputed."""
    return SuiteRecord(tuple(map(_line, conflict_names())))


def _line(name: str) -> SuiteLine:
    record = published_record(name)
    return SuiteLine(
        name=name,
        source=conflict_source(name),
        title=record.title,
        citation=record.citation,
        states=record.feasible,
        two_by_two=(len(record.actors), len(record.options), record.feasible) == (2, 2, 4),
        cells=record.cells,
        reproduced=record.reproduced,
        errata=record.errata,
    )


# -- tables ------------------------------------------------------------------------------------------------------------

Row = Sequence[str | int]

_TABLES: Mapping[str, Row] = {
    "states.csv": ("case", "state", "label"),
    "arcs.csv": ("case", "actor", "from", "to"),
    "ranks.csv": ("case", "actor", "state", "rank"),
    "expected.csv": ("case", "concept", "actor", "states", "printed"),
}


def suite_files() -> Mapping[str, str]:
    """The name of each file of the suite → its text."""
    cases = [load_conflict(name) for name in conflict_names()]
    rows: dict[str, list[Row]] = {name: [head] for name, head in _TABLES.items()}
    for case in cases:
        solved = solve(case.conflict)
        rows["states.csv"] += _states(case)
        rows["arcs.csv"] += _arcs(case)
        rows["ranks.csv"] += _ranks(case)
        rows["expected.csv"] += _expected(case, solved)
    tables = {name: _csv(table) for name, table in rows.items()}
    return {"LICENCE.txt": _LICENCE_TEXT, "suite.json": _about(cases)} | tables


def write_suite(folder: Path, *, force: bool = False) -> tuple[str, ...]:
    """Write the suite into a folder; the paths written. Raises CountermoveError."""
    files = {folder / name: text for name, text in suite_files().items()}
    for path in files:
        check_place(path, force=force)
    for path, text in files.items():
        write_whole(path, text, force=force)
    return tuple(map(str, files))


def _states(case: PublishedConflict) -> Iterator[Row]:
    for code in case.conflict.states.tolist():
        yield case.name, case.ordered(code), case.conflict.label(code)


def _arcs(case: PublishedConflict) -> Iterator[Row]:
    for actor in case.conflict.actors:
        for code in case.conflict.states.tolist():
            for to in case.conflict.moves(code, actor=actor).tolist():
                yield case.name, actor, case.ordered(code), case.ordered(to)


def _ranks(case: PublishedConflict) -> Iterator[Row]:
    for actor in case.conflict.actors:
        for code, rank in zip(case.conflict.states.tolist(), case.conflict.ranks(actor).tolist(), strict=True):
            yield case.name, actor, case.ordered(code), rank


def _expected(case: PublishedConflict, solved: Stability) -> Iterator[Row]:
    """What the definitions give; an empty actor stands for all, so that its states are the equilibria."""
    printed = case.published
    wrong = {(item.concept, item.actor) for item in printed.errata if item is not None}
    for concept in CONCEPTS:
        for actor in ("", *case.conflict.actors):
            codes = case.conflict.states[solved.stable(concept, actor)] if actor else solved.equilibria(concept)
            table = printed.stable.get(actor, {}) if actor else printed.equilibria
            said = "no" if concept not in table else "wrong" if (concept, actor) in wrong else "yes"
            yield case.name, concept, actor, " ".join(str(case.ordered(code)) for code in codes.tolist()), said


def _about(cases: Sequence[PublishedConflict]) -> str:
    about: dict[str, Any] = {
        "title": "Published conflicts of the Graph Model for Conflict Resolution",
        "version": SUITE_VERSION,
        "licence": SUITE_LICENCE,
        "cases": {
            case.name: {
                "title": case.title,
                "citation": case.citation,
                "read": case.read,
                "start": case.ordered(case.conflict.start),
            }
            for case in cases
        },
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
