"""Thresholds over their whole range: for each equilibrium where it is one, exactly.

What a threshold makes of two states changes at finitely many values. Between two neighbours all answers are the same, so
that one value decides each cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from math import inf, prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_items, known_concept, known_name
from gmcr.base.errors import MissingExtra, ModelError, SizeError
from gmcr.base.record import Record, cut
from gmcr.model import Conflict
from gmcr.stability.literal import LITERAL_CONCEPTS, require_literal
from gmcr.stability.preference import Preference, place_of
from gmcr.stability.relations import preferences_of, solve_relation

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["Interval", "Regions", "StateRegion", "sweep_thresholds"]

MAX_CELLS = 1 << 12
"""The maximum number of cells: each is solved."""


class Interval(NamedTuple):
    """An interval holds values of a threshold; one of its ends belongs to it.

    Examples
    --------
    >>> from gmcr.stability import Interval
    >>> interval = Interval(0.4, 1.0, True)
    >>> str(interval), interval.holds(0.4), interval.value
    ('(0.4, 1]', False, 1.0)
    """

    low: float
    """The lower end."""
    high: float
    """The upper end."""
    upper: bool
    """Whether the upper end belongs to it; otherwise the lower one does."""

    @property
    def value(self) -> float:
        """The end that belongs to it."""
        return self.high if self.upper else self.low

    def holds(self, value: float) -> bool:
        """Return whether a value is in it.

        Parameters
        ----------
        value : float
            The value.

        Returns
        -------
        bool
            Whether it lies between the ends, or is the end that belongs to the interval.
        """
        return self.low < value <= self.high if self.upper else self.low <= value < self.high

    def distance(self, value: float) -> float:
        """Return how far a value is from the nearer end; 0 inside, and at the ends.

        Parameters
        ----------
        value : float
            The value.

        Returns
        -------
        float
            The distance.
        """
        return max(self.low - value, value - self.high, 0.0)

    def __str__(self) -> str:
        return f"({self.low:g}, {self.high:g}]" if self.upper else f"[{self.low:g}, {self.high:g})"


class StateRegion(NamedTuple):
    """Where one state is an equilibrium under one concept."""

    concept: str
    """The concept."""
    state: int
    """The code of the state."""
    label: str
    """The options that are on, or in graph form its name."""
    where: tuple[tuple[Interval, ...], ...]
    """The boxes that make up the region, see ``Regions.where``."""
    margin: float
    """How far the thresholds can move before its verdict changes, see ``Regions.margin``."""


@dataclass(frozen=True, slots=True, eq=False)
class Regions(Record):
    """Regions say for which values of one or two thresholds each state is an equilibrium.

    ``sweep_thresholds`` returns them.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concepts : tuple of str
        The names of the concepts asked for.
    axes : tuple of (str, str)
        The thresholds: actor and name.
    given : tuple of float
        The value of each threshold in the preferences.
    cells : tuple of tuple of Interval
        For each threshold the intervals in which nothing changes, ascending.
    table : mapping of str to ndarray of bool
        Concept → whether each state is an equilibrium in each cell: one axis for each threshold, then the states.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import sweep_thresholds
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> town = gmcr.Fuzzy.from_pairs(ferry, {(1, 3): 0.7}, actor="town", threshold=0.5)
    >>> regions = sweep_thresholds(ferry, concepts="nash", preferences={"town": town}, over=[("town", "threshold")])
    >>> [str(interval) for cell in regions.where("nash", 3) for interval in cell], regions.margin("nash", 3)
    (['(0.4, 1]'], 0.1)
    >>> print(regions.to_text())
    town's threshold, now 0.5
    nash  state 0: (0, 1]; the same everywhere
    nash  state 3: (0.4, 1]; margin 0.1
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    axes: tuple[tuple[str, str], ...]
    given: tuple[float, ...]
    cells: tuple[tuple[Interval, ...], ...]
    table: Mapping[str, NDArray[np.bool_]]

    def where(self, concept: str, state: int | str) -> tuple[tuple[Interval, ...], ...]:
        """Return the region in which a state is an equilibrium.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        state : int or str
            The state, as a code or a label.

        Returns
        -------
        tuple of tuple of Interval
            Boxes, an interval for each threshold, that make up the region; no two overlap. Neighbours that are alike are one.

        Raises
        ------
        UnknownName
            If the concept was not swept, or there is no such state.
        """
        verdicts = self._verdicts(concept, state)
        if len(self.axes) == 1:
            return tuple((interval,) for interval in _joined(self.cells[0], verdicts))
        rows = [_joined(self.cells[1], own) for own in verdicts]
        boxes: list[tuple[Interval, ...]] = []
        for own, alike in groupby(range(len(rows)), key=rows.__getitem__):
            first, *others = alike
            low, high = self.cells[0][first], self.cells[0][[first, *others][-1]]
            boxes += [(Interval(low.low, high.high, high.upper), interval) for interval in own]
        return tuple(boxes)

    def margin(self, concept: str, state: int | str) -> float:
        """Return how far the thresholds can move from the values given before a verdict changes.

        Parameters
        ----------
        concept, state : str, int or str
            As ``where`` takes them.

        Returns
        -------
        float
            The verdict is the same if each threshold moves by less than this; infinite if it is the same everywhere. It is 0
            where the value given is the last one before a change.
        """
        verdicts = self._verdicts(concept, state)
        here = tuple(
            next(k for k, cell in enumerate(cells) if cell.holds(value))
            for cells, value in zip(self.cells, self.given, strict=True)
        )
        others = np.argwhere(verdicts != verdicts[here]).tolist()
        return min((round(self._distance(place), 12) for place in others), default=inf)

    @property
    def rows(self) -> tuple[StateRegion, ...]:
        """Every state that is an equilibrium somewhere, concept by concept, ascending by code."""
        return tuple(
            StateRegion(name, code, self.conflict.label(code), self.where(name, code), self.margin(name, code))
            for name in self.concepts
            for code in self.conflict.states[self._somewhere(name)].tolist()
        )

    def to_text(self) -> str:
        """Return the regions as lines of text, one for each state and concept.

        Returns
        -------
        str
            Below the thresholds: the concept, the state, its boxes and its margin.
        """
        head = ", ".join(f"{actor}'s {name}, now {value:g}" for (actor, name), value in self._asked)
        wide = max(map(len, self.concepts), default=0)
        lines = (
            f"{row.concept:<{wide}}  {self._called(row)}: {' or '.join(' × '.join(map(str, box)) for box in row.where)}; "
            + ("the same everywhere" if row.margin == inf else f"margin {row.margin:g}")
            for row in self.rows
        )
        return "\n".join((head, *lines))

    def to_json(self) -> str:
        """Return the regions as JSON.

        Returns
        -------
        str
            An object: ``axes``, each an actor, a threshold and the value ``given``; ``regions``, each a concept, a state, its
            label, its ``margin`` (null if its verdict is the same everywhere) and its boxes ``where``, for each threshold the
            ends ``low`` and ``high`` and which of them is ``in`` it.
        """
        axes = [{"actor": actor, "threshold": name, "given": value} for (actor, name), value in self._asked]
        regions = [
            {
                "concept": row.concept,
                "state": row.state,
                "label": row.label,
                "margin": None if row.margin == inf else row.margin,
                "where": [
                    [{"low": end.low, "high": end.high, "in": "high" if end.upper else "low"} for end in box]
                    for box in row.where
                ],
            }
            for row in self.rows
        ]
        return json.dumps({"axes": axes, "regions": regions}, ensure_ascii=False)

    def to_frame(self, table: str = "") -> pandas.DataFrame:
        """Return the regions as a pandas DataFrame.

        Parameters
        ----------
        table : str, optional
            "regions", the one table that there is.

        Returns
        -------
        pandas.DataFrame
            One row for each box, indexed by ``concept``, ``state`` (its code) and ``box`` (counted from 0). Columns are for each
            threshold, as "actor threshold", its interval (a ``pandas.Interval``), and ``margin``.

        Raises
        ------
        MissingExtra
            If the extra ``data`` is not installed.
        UnknownName
            If there is no such table.
        """
        known_name("table", table or "regions", ("regions",))
        try:
            import pandas
        except ModuleNotFoundError:
            raise MissingExtra("data", "A DataFrame") from None
        boxes = [(row, k, box) for row in self.rows for k, box in enumerate(row.where)]
        columns: dict[str, list[Any]] = {
            f"{actor} {name}": [
                pandas.Interval(box[axis].low, box[axis].high, "right" if box[axis].upper else "left")
                for _, _, box in boxes
            ]
            for axis, (actor, name) in enumerate(self.axes)
        }
        columns["margin"] = [row.margin for row, _, _ in boxes]
        index = [(row.concept, row.state, k) for row, k, _ in boxes]
        return pandas.DataFrame(columns, index=pandas.MultiIndex.from_tuples(index, names=["concept", "state", "box"]))

    def _somewhere(self, concept: str) -> NDArray[np.bool_]:
        table = self.table[concept]
        somewhere: NDArray[np.bool_] = np.any(table.reshape(-1, table.shape[-1]), axis=0)
        return somewhere

    @property
    def _asked(self) -> list[tuple[tuple[str, str], float]]:
        return list(zip(self.axes, self.given, strict=True))

    def _called(self, row: StateRegion) -> str:
        return row.label if self.conflict.layout == "graph" else f"state {row.state}"

    def _distance(self, place: Iterable[int]) -> float:
        return max(cells[k].distance(value) for cells, k, value in zip(self.cells, place, self.given, strict=True))

    def _verdicts(self, concept: str, state: int | str) -> NDArray[np.bool_]:
        verdicts: NDArray[np.bool_] = self.table[known_concept("swept concept", concept, self.concepts)][
            ..., place_of(self.conflict, state)
        ]
        return verdicts

    def __repr__(self) -> str:
        axes = ", ".join(f"{actor}'s {name}" for actor, name in self.axes)
        return cut(f"<Regions of {axes}: {prod(map(len, self.cells))} cells>")


def sweep_thresholds(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Any],
    over: Iterable[tuple[str, str]],
) -> Regions:
    """Return for which values of one or two thresholds each state is an equilibrium, over their whole range.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 8,192 feasible states.
    concepts : str or iterable of str, default ("nash", "gmr", "smr", "seq")
        Names of concepts, or one of them, out of these four.
    preferences : mapping of str to Preference
        As ``solve_relation`` takes them.
    over : iterable of (str, str)
        One or two thresholds, each an actor and a name: "threshold" of a ``Fuzzy``, "alpha", "beta" or "gamma" of a
        ``Probabilistic``.

    Returns
    -------
    Regions
        The cells, and the equilibria in each.

    Raises
    ------
    ModelError
        If *over* is not one or two different thresholds, or a preference is unusable.
    SizeError
        If there are too many states, moves or cells.
    UnknownName
        If an actor, a threshold, a state or a concept does not exist.

    See Also
    --------
    solve_relation : Stability at given values.

    Notes
    -----
    A threshold is compared with the numbers of pairs of states alone, so that all answers are the same between two
    neighbours of these. Each of the cells is solved once, which makes the table exact.

    References
    ----------
    * M. A. Bashar, D. M. Kilgour & K. W. Hipel (2012). Fuzzy preferences in the graph model for conflict resolution. *IEEE
      Transactions on Fuzzy Systems* 20, 760–770.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import sweep_thresholds
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> town = gmcr.Fuzzy.from_pairs(ferry, {(1, 3): 0.7}, actor="town", threshold=0.5)
    >>> sweep_thresholds(ferry, preferences={"town": town}, over=[("town", "threshold")])
    <Regions of town's threshold: 2 cells>
    """
    conflict, names = Conflict.given(conflict), require_literal(concepts)
    everyone = preferences_of(conflict, preferences)
    asked = as_items(over, "over", "one or two pairs of an actor and a threshold")
    single = len(asked) == 2 and all(isinstance(part, str) for part in asked)
    axes = tuple(_axis(conflict, axis) for axis in ([asked] if single else asked))
    if len(axes) not in (1, 2) or len(set(axes)) < len(axes):
        raise ModelError("over: this should be one threshold, or two different ones.")
    cells = tuple(_cells(everyone[actor], actor, name) for actor, name in axes)
    if (count := prod(map(len, cells))) > MAX_CELLS:
        raise SizeError(
            f"{count:,} cells: at most {MAX_CELLS:,} are solved. Sweep one threshold, or give fewer different numbers."
        )
    table = {name: np.zeros((*map(len, cells), conflict.states.size), dtype=np.bool_) for name in names}
    for place in product(*(range(len(own)) for own in cells)):
        there = dict(everyone)
        for (actor, name), own, k in zip(axes, cells, place, strict=True):
            there[actor] = there[actor].at(name, own[k].value)
        solved = solve_relation(conflict, concepts=names, preferences=there)
        for name in names:
            table[name][place] = solved.equilibrium(name)
    given = tuple(round(float(getattr(everyone[actor], name)), 12) for actor, name in axes)
    return Regions(conflict, names, axes, given, cells, table)


def _joined(cells: Sequence[Interval], held: NDArray[np.bool_]) -> list[Interval]:
    """The cells that are held, neighbours as one."""
    joined: list[Interval] = []
    for cell, own in zip(cells, held.tolist(), strict=True):
        if own and joined and joined[-1].high == cell.low:
            joined.append(Interval(joined.pop().low, cell.high, cell.upper))
        elif own:
            joined.append(cell)
    return joined


def _axis(conflict: Conflict, axis: object) -> tuple[str, str]:
    parts = () if isinstance(axis, str) else as_items(axis, "A threshold", "an actor and a name")
    if len(parts) != 2:
        raise ModelError('A threshold is given as an actor and a name, such as ("town", "threshold").')
    conflict.actor(parts[0])
    return parts[0], parts[1]


def _cells(kind: Preference, actor: str, name: str) -> tuple[Interval, ...]:
    if not kind.thresholds:
        raise ModelError(f"{actor} has no thresholds: give it a Fuzzy or Probabilistic preference.", actor=actor)
    walls = kind.walls(name)
    ends = [0.0, *walls.values.tolist(), 1.0]
    return tuple(Interval(low, high, walls.after) for low, high in pairwise(ends))
