"""Running a program.

C trusts neither programs nor requests: both are checked before anything is calculated.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.core import library
from gmcr.base.errors import ProgramError
from gmcr.evaluator.program import Program

__all__ = ["BEYOND", "INFEASIBLE", "Evaluator", "Request"]

INFEASIBLE: Final = -3
"""The value of a check that looks at a start that is not feasible."""

BEYOND: Final = -5
"""The value of a check that needs more than an evaluator holds."""

_CONCEPTS: Final = 5

_PROBLEMS: Final = {
    1: "This is no compiled assessment: compile the file again.",
    2: "This was compiled by another version of the program: compile the file again.",
    3: "The compiled assessment is cut off, or something follows it: compile the file again.",
    4: "The compiled assessment is damaged: compile the file again.",
    5: "The compiled assessment is larger than an evaluator takes.",
    6: "There is too little memory for the compiled assessment.",
}


class Request(NamedTuple):
    """A check in a game: ``check`` and ``reading`` by number, ``edits`` of the game (`Operation`)."""

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

    Raises
    ------
    ProgramError
        If the program is damaged or too large, there is too little memory, or the evaluator is not compiled here.
    """

    Request: TypeAlias = Request

    def __init__(self, program: Program, *, memory: int | None = None) -> None:
        core = library()
        if core is None:
            raise ProgramError("The evaluator is not compiled here.")
        self._core: Any = core
        core.evaluator_bytes.restype = ctypes.c_uint64
        core.evaluator_forgotten.restype = ctypes.c_int64
        self._numbers = np.ascontiguousarray(program.numbers, dtype=np.int64)
        size = ctypes.c_int64(self._numbers.size)
        bytes_ = core.evaluator_bytes(_address(self._numbers), size) or 1 << 12 if memory is None else memory
        self._memory = np.empty(bytes_ // 8 + 1, dtype=np.uint64)
        self._at = _address(self._memory)
        state = core.evaluator_load(_address(self._numbers), size, self._at, ctypes.c_uint64(bytes_))
        if state:
            raise ProgramError(_PROBLEMS[state])

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
        given = np.array(edits, dtype=np.int64)
        if self._core.evaluator_push(self._at, _address(given), ctypes.c_int64(given.size)):
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
        asked, flat = np.array(rows, dtype=np.int64).reshape(-1, 4), np.array(edits, dtype=np.int64)
        values = np.empty((len(rows), _CONCEPTS), dtype=np.int8)
        sizes = ctypes.c_int64(len(rows)), ctypes.c_int64(flat.size)
        if self._core.evaluator_values(self._at, _address(asked), sizes[0], _address(flat), sizes[1], _address(values)):
            raise ProgramError("These requests name what is not in the program.")
        return values

    def forget(self) -> None:
        """Forget what is known of rankings and roads: the values stay the same."""
        self._core.evaluator_forget(self._at)

    @property
    def forgotten(self) -> int:
        """How often all of it was forgotten, the beginning included."""
        return int(self._core.evaluator_forgotten(self._at))


def _address(array: NDArray[Any]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.__array_interface__["data"][0])
