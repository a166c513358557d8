"""Running a program: checks in games and their values, the games themselves, the ways out of their starts, and the minimal
changes of their wants.

Programs and requests may come from a stranger: ``c/`` checks both before anything is calculated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ProgramError
from gmcr.evaluator.answers import DealsFrom, GameState, MinimalEdits, WaysOut
from gmcr.evaluator.machines import Machine, Numbers, machine
from gmcr.evaluator.operations import Operation
from gmcr.evaluator.program import Program

__all__ = ["Evaluator", "Request"]

_ROOM: Final = 1 << 12
"""Numbers of an answer for which there is room at first; where that is not enough, it is asked again with more."""

_CRAMPED: Final = -2
_WRONG: Final = {
    -1: "These requests name what is not in the program.",
    -3: "The start of this game is not feasible.",
    -5: "This is beyond the evaluator: numbers of the game, or what is asked of it.",
}
_KINDS: Final = (Operation.DROP, Operation.COULD_BE, Operation.SWAP)


class Request(NamedTuple):
    """A check in a game: ``check`` and ``reading`` by number, ``edits`` of the game (`Program.Operation`)."""

    check: int
    reading: int = 0
    edits: tuple[int, ...] = ()


class Evaluator:
    """Evaluates the checks of a program, and tells its games.

    Parameters
    ----------
    program : Program
        The program.
    memory : int, optional
        Bytes for it and for what it keeps; by default as much as helps.
    on : type of Machine, optional
        Where it runs; by default in the process, compiled, and where that is not to be had in WebAssembly.

    Raises
    ------
    ProgramError
        If the program is damaged or too large, there is too little memory, or neither is there.
    """

    Request: TypeAlias = Request

    def __init__(self, program: Program, *, memory: int | None = None, on: type[Machine] | None = None) -> None:
        chosen = machine() if on is None else on
        if chosen is None:
            raise ProgramError("The evaluator is not compiled here, and there is no wasmtime to run it.")
        self._machine = chosen(np.ascontiguousarray(program.numbers, dtype=np.int64), memory)
        self._settings = {number: check[1] for number, check in enumerate(program.items("checks"))}
        _, self._actors, _, self._drivers, self._scale, *_ = program.items("sizes")[0]

    @staticmethod
    def available() -> bool:
        """Return whether programs can be run here: compiled, or in WebAssembly."""
        return machine() is not None

    def push(self, edits: Sequence[int] = (), *, set: Sequence[int] = ()) -> None:
        """Change the author's model, and set drivers by hand, in place of earlier pushes.

        Parameters
        ----------
        edits : sequence of int
            The edits (`Operation`); all games then begin after them.
        set : sequence of int
            Edits ``SET`` alone, which come right before the answers of a reading, at most one for each driver there can be.

        Raises
        ------
        ProgramError
            If they name what is not there.
        """
        if not self._machine.push(np.array(edits, dtype=np.int64), np.array(set, dtype=np.int64)):
            raise ProgramError("These edits name what is not in the program.")

    def values(self, requests: Iterable[Request]) -> NDArray[np.int8]:
        """Return what checks come to.

        Parameters
        ----------
        requests : iterable of Request
            The checks, each in a game.

        Returns
        -------
        ndarray of int8, shape (requests, 5)
            A value for each concept, in the order of `gmcr.CONCEPTS`: 1 true, 0 false, -1 undefined since there is
            nothing to look at, -4 undefined since nothing comes to rest, -3 an infeasible start, -5 beyond what an
            evaluator holds.

        Raises
        ------
        ProgramError
            If they name what is not there.
        """
        edits: list[int] = []
        rows: list[tuple[int, int, int, int]] = []
        placed: dict[tuple[int, ...], tuple[int, int]] = {}
        for check, reading, own in requests:
            if own not in placed:
                placed[own] = (len(edits), len(edits) + len(own))
                edits += own
            rows.append((check, reading, *placed[own]))
        values = self._machine.values(np.array(rows, dtype=np.int64), np.array(edits, dtype=np.int64))
        if values is None:
            raise ProgramError("These requests name what is not in the program.")
        return values

    def table(self, checks: Sequence[int], readings: int) -> NDArray[np.int8]:
        """Return what checks come to in the first readings, as `values` has it.

        Parameters
        ----------
        checks : sequence of int
            The checks, by number.
        readings : int
            How many readings.

        Returns
        -------
        ndarray of int8, shape (checks, readings, 5)
            A value for each concept.

        Raises
        ------
        ProgramError
            If they name what is not there.
        """
        order = sorted(range(len(checks)), key=lambda place: self._settings.get(checks[place], -1))
        rows = np.zeros((readings, len(checks), 4), dtype=np.int64)  # game by game: checks of one game share it
        rows[..., 0] = np.array(checks, dtype=np.int64)[order]
        rows[..., 1] = np.arange(readings)[:, None]
        values = self._machine.values(rows.reshape(-1), np.zeros(0, dtype=np.int64))
        if values is None:
            raise ProgramError("These requests name what is not in the program.")
        return values.reshape(readings, len(checks), -1).transpose(1, 0, 2)[np.argsort(order)]

    def starts(self, pairs: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
        """Return whether checks have a feasible start.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Checks and readings, by number.

        Returns
        -------
        ndarray of bool, shape (pairs,)
            Whether the start of each game that the check looks at is feasible, before its own switches.

        Raises
        ------
        ProgramError
            If they name what is not there.
        """
        starts = self._machine.starts(np.array(list(pairs), dtype=np.int64))
        if starts is None:
            raise ProgramError("These requests name what is not in the program.")
        return starts.astype(np.bool_)

    def game(self, setting: int, reading: int = 0) -> GameState:
        """Return a game: who wants what where it begins.

        Parameters
        ----------
        setting, reading : int
            Their numbers.

        Returns
        -------
        GameState
            The start, the drivers, and every actor's wants in order.

        Raises
        ------
        ProgramError
            If they are not in the program, or the game has numbers that are beyond an evaluator.
        """
        numbers = _answered(lambda room: self._machine.game(setting, reading, room))
        return GameState.read(numbers, actors=self._actors, drivers=self._drivers, scale=self._scale)

    def ways(self, setting: int, reading: int, concept: int, *, terms: Sequence[int] = ()) -> WaysOut:
        """Return the ways out of the start of a game.

        Parameters
        ----------
        setting, reading : int
            Their numbers.
        concept : int
            The place of a concept in `gmcr.CONCEPTS`.
        terms : sequence of int
            Formulas by number, at most 62; it is told which hold in each state.

        Returns
        -------
        WaysOut
            Every act that is open, what decides and what deters it, and the steps that would follow.

        Raises
        ------
        ProgramError
            If they are not in the program, the start is not feasible, or the game has numbers that are beyond an
            evaluator.
        """
        asked = np.array(terms, dtype=np.int64)
        return WaysOut.read(_answered(lambda room: self._machine.ways(setting, reading, concept, asked, room)))

    def changes(
        self,
        setting: int,
        reading: int,
        concept: int,
        *,
        target: NDArray[np.bool_],
        start: int,
        bound: int,
        kinds: Iterable[Operation] = _KINDS,
        passing: bool = False,
    ) -> MinimalEdits:
        """Return the minimal changes of wants after which roads lead to a target, or no longer do.

        Parameters
        ----------
        setting, reading : int
            Their numbers.
        concept : int
            The place of a concept in `gmcr.CONCEPTS`.
        target : ndarray of bool, shape (states,)
            Whether each feasible state has the target, in the order of the program.
        start : int
            The state from which roads lead: the bits of the options that are on.
        bound : int
            The largest number of edits in a change.
        kinds : iterable of Operation
            What is tried of ``DROP``, ``COULD_BE``, ``SWAP``, ``TURN`` and ``NEGATE``; by default the first three.
        passing : bool, default False
            Whether roads only have to pass the target.

        Returns
        -------
        MinimalEdits
            Whether the target comes about, and all minimal changes up to the bound, as `gmcr.minimal_changes` defines them.

        Raises
        ------
        ProgramError
            If they are not in the program, a start is not feasible, or more is asked than the evaluator holds: changes of
            more than three edits, more than 128 edits or 4,096 changes, or a search that would take long.
        """
        packed = np.packbits(np.asarray(target, dtype=np.bool_), bitorder="little").tobytes()
        row = np.frombuffer(packed.ljust(-(-len(packed) // 8) * 8, b"\0"), dtype="<i8")
        asked = [setting, reading, concept, start, int(passing), sum({1 << kind for kind in kinds}), bound]
        numbers = np.concatenate((np.array(asked, dtype=np.int64), row))
        return MinimalEdits.read(_answered(lambda room: self._machine.changes(numbers, room)))

    def deals(self, setting: int, reading: int, concept: int) -> tuple[DealsFrom, ...]:
        """Return the lean and undominated deals from where a game comes to rest, as `gmcr.deals` defines them.

        Parameters
        ----------
        setting, reading : int
            Their numbers.
        concept : int
            The place of a concept in `gmcr.CONCEPTS`.

        Returns
        -------
        tuple of DealsFrom
            Each resting state with the deals that are made there.

        Raises
        ------
        ProgramError
            If they are not in the program, the start is not feasible, or it is beyond what an evaluator holds.
        """
        return DealsFrom.read(_answered(lambda room: self._machine.deals(setting, reading, concept, room)))

    def forget(self) -> None:
        """Forget what is known of rankings and roads: the values stay the same."""
        self._machine.forget()

    @property
    def forgotten(self) -> int:
        """How often all of it was forgotten, the beginning included."""
        return self._machine.forgotten


def _answered(ask: Callable[[int], tuple[int, Numbers]]) -> list[int]:
    """The numbers of an answer, whatever room it takes. Raises ProgramError."""
    room = _ROOM
    while (answer := ask(room))[0] == _CRAMPED:
        room *= 4
    count, numbers = answer
    if count < 0:
        raise ProgramError(_WRONG[count])
    return [int(number) for number in numbers[:count].tolist()]
