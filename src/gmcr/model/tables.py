"""Tables that callers give: arcs and preferences as mappings, triples, frames of pandas, or CSV files.

A frame is read by what it offers, so that pandas is needed by whoever has one and by nobody else. An error names the row
and the column.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from gmcr.base.arguments import as_items, as_text, is_frame, shown
from gmcr.base.errors import CountermoveError, ModelError
from gmcr.base.files import read_text
from gmcr.base.record import Record

__all__ = ["Arc", "RankColumn", "arcs_given", "is_ranks", "preferences_given", "rank_column"]

_ENDS = ("actor", "from", "to")


@dataclass(frozen=True, slots=True)
class Arc(Record):
    """One arc as it was given: who moves, (from, to), and the row of a table in which it stands, if it is one."""

    actor: str
    ends: tuple[Any, Any]
    row: str = ""

    def placed(self, cell: Callable[[Any], int]) -> tuple[int, int]:
        """Return (from, to) as *cell* numbers states. Raises ModelError, in a table with row and column, and as *cell*."""
        source, target = (self._placed(cell, end, column) for end, column in zip(self.ends, _ENDS[1:], strict=True))
        if source == target:
            place = f"{self.row}: " if self.row else ""
            raise ModelError(f"{place}{self.actor} cannot move from {self.ends[0]} to itself.", actor=self.actor)
        return source, target

    def _placed(self, cell: Callable[[Any], int], end: Any, column: str) -> int:
        try:
            return cell(end)
        except CountermoveError as error:
            if not self.row:
                raise
            raise ModelError(f"{self.row}, column {column}: {error}", actor=self.actor) from None


@dataclass(frozen=True, slots=True)
class RankColumn(Record):
    """One actor's ranks as they were given: (where, state, number), and the name of the column."""

    what: str
    rows: tuple[tuple[str, Any, Any], ...]


def arcs_given(given: object, what: str) -> dict[str, tuple[Arc, ...]]:
    """Return each actor's arcs. Raises ModelError, CountermoveError.

    *given*: actor → pairs (from, to); triples (actor, from, to); a frame or a CSV file with columns of these names; None for
    no arcs.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {
            as_text(actor, what, "actor → pairs of states (from, to)"): _pairs(actor, own)
            for actor, own in given.items()
        }
    arcs: dict[str, list[Arc]] = {}
    for row, (actor, *ends) in _triples(given, what):
        name = as_text(actor, f"{what}, {row}, actor", "the name of an actor")
        arcs.setdefault(name, []).append(Arc(name, (ends[0], ends[1]), f"{what}, {row}"))
    return {actor: tuple(own) for actor, own in arcs.items()}


def _pairs(actor: str, given: object) -> tuple[Arc, ...]:
    """An actor's arcs; a single pair is one arc."""
    items = as_items(given, f"The arcs of {actor}", "pairs of states (from, to)")
    if len(items) == 2 and all(isinstance(item, str) for item in items):
        items = (items,)
    arcs = []
    for item in items:
        ends = () if isinstance(item, str) else as_items(item, f"An arc of {actor}", "a pair of states (from, to)")
        if len(ends) != 2:
            raise ModelError(
                f"An arc of {actor} should be a pair of states (from, to), not {shown(item)}.", actor=actor
            )
        arcs.append(Arc(actor, (ends[0], ends[1])))
    return tuple(arcs)


def _triples(given: object, what: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Rows (actor, from, to), each with its name."""
    if is_frame(given):
        yield from _columns(given, _ENDS, what)
        return
    if isinstance(given, (str, Path)):
        names, rows = _csv(given, what)
        places = [_place(names, name, f"{given}") for name in _ENDS]
        for row, cells in rows:
            yield f"{row}", tuple(cells[place] for place in places)
        return
    for number, item in enumerate(as_items(given, what, "triples (actor, from, to), or actor → pairs (from, to)"), 1):
        parts = () if isinstance(item, str) else as_items(item, f"{what}, row {number}", "a triple (actor, from, to)")
        if len(parts) != 3:
            raise ModelError(f"{what}, row {number}: this should be a triple (actor, from, to), not {shown(item)}.")
        yield f"row {number}", parts


def preferences_given(given: object) -> dict[str, Any]:
    """Return actor → what it prefers: the columns of a frame, or of a CSV file, as ranks; mappings as they are. Raises
    ModelError, CountermoveError."""
    if is_frame(given):
        frame: Any = given
        states = frame.index
        named = [column for column in frame.columns if column != "state"]
        if "state" in frame.columns:
            states = _numbers(frame["state"])
        rows = [f"row {shown_label(label)}" for label in states]
        columns = {str(name): tuple(zip(rows, states, _numbers(frame[name]), strict=True)) for name in named}
    elif isinstance(given, (str, Path)):
        names, lines = _csv(given, "preferences")
        place = _place(names, "state", f"{given}")
        columns = {
            name: tuple((row, cells[place], _number(cells[k])) for row, cells in lines)
            for k, name in enumerate(names)
            if k != place
        }
    elif isinstance(given, Mapping):
        for actor in given:
            as_text(actor, "preferences", "a mapping, actor → what it prefers, of which every name is a text")
        return dict(given)
    else:
        raise ModelError(
            "preferences: this should be a mapping, actor → what it prefers, or a table of states and actors, not "
            f"{shown(given)}."
        )
    return {actor: RankColumn(f"preferences, column {actor}", own) for actor, own in columns.items()}


def is_ranks(given: object) -> bool:
    """Return whether a value gives ranks by state: a mapping, a Series, or a column of a table."""
    return isinstance(given, (Mapping, RankColumn)) or (hasattr(given, "items") and hasattr(given, "index"))


def rank_column(given: Any, actor: str) -> RankColumn:
    """Return ranks by state as a column."""
    if isinstance(given, RankColumn):
        return given
    rows = tuple((f"row {shown_label(state)}", state, number) for state, number in given.items())
    return RankColumn(f"preferences of {actor}", rows)


def shown_label(label: object) -> str:
    """A label of a row as a message names it."""
    return str(label) if isinstance(label, str) else shown(getattr(label, "item", lambda: label)())


def _columns(given: Any, names: tuple[str, ...], what: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of a frame in columns of these names."""
    for name in names:
        if list(given.columns).count(name) != 1:
            raise ModelError(f"{what}: the table should have one column {name}, and has {_listed(given.columns)}.")
    labels = [f"row {shown_label(label)}" for label in given.index]
    yield from zip(labels, zip(*(_numbers(given[name]) for name in names), strict=True), strict=True)


def _numbers(column: Any) -> list[Any]:
    """The values of a column as Python's own."""
    values: list[Any] = column.tolist()
    return values


def _csv(given: str | Path, what: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The names of a CSV file's columns, and its rows, each with its name."""
    if isinstance(given, str) and not given.lower().endswith(".csv"):
        raise ModelError(f"{what}: a text here is the path of a .csv file, not {shown(given)}.")
    reader = csv.reader(StringIO(read_text(Path(given))), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise CountermoveError(f"{given}, line {reader.line_num}: {error}.") from None
    if not lines:
        raise CountermoveError(f"{given} is empty: it should begin with a line that names the columns.")
    names = [name.strip() for name in lines[0][1]]
    for line, cells in lines[1:]:
        if len(cells) != len(names):
            raise CountermoveError(f"{given}, line {line}: {len(cells)} cells for {len(names)} columns.")
    return names, [(f"line {line}", [cell.strip() for cell in cells]) for line, cells in lines[1:]]


def _place(names: list[str], name: str, what: str) -> int:
    if names.count(name) != 1:
        raise ModelError(f"{what}: the table should have one column {name}, and has {_listed(names)}.")
    return names.index(name)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "none"


def _number(cell: str) -> float | str:
    """A cell as a number, or as it is where it is none."""
    try:
        return float(cell)
    except ValueError:
        return cell
