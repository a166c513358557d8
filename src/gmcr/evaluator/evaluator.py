"""Running a program: checks in games, and their values.

Programs and requests may come from a stranger: ``c/`` checks both before anything is calculated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ProgramError
from gmcr.evaluator.machines import Machine, machine
from gmcr.evaluator.program import Program

__all__ = ["Evaluator", "Request"]


class Request(NamedTuple):
    """A check in a game: ``check`` and ``reading`` by number, ``edits`` of the game (`Program.Operation`)."""

    check: int
    reading: int = 0
    edits: tuple[int, ...] = ()


class Evaluator:
    """Evaluates the checks of a program.

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

    @staticmethod
    def available() -> bool:
        """Return whether programs can be run here: compiled, or in WebAssembly."""
        return machine() is not None

    def push(self, edits: Sequence[int] = ()) -> None:
        """Change the author's model, in place of earlier pushes.

        Parameters
        ----------
        edits : sequence of int
            The edits (`Operation`); all games then begin after them.

        Raises
        ------
        ProgramError
            If they name what is not there.
        """
        if not self._machine.push(np.array(edits, dtype=np.int64)):
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

    def forget(self) -> None:
        """Forget what is known of rankings and roads: the values stay the same."""
        self._machine.forget()

    @property
    def forgotten(self) -> int:
        """How often all of it was forgotten, the beginning included."""
        return self._machine.forgotten
