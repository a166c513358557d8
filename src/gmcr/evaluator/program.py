"""A compiled assessment: a flat list of integers in sections, written and read.

Names are not in it: options are bits, states, drivers, wants and checks are numbers. ``c/program.c`` checks every number
of one that is loaded; docs/reference/program.md describes each section.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import ProgramError
from gmcr.evaluator import operations
from gmcr.evaluator.formulas import FormulaTables

__all__ = ["Program"]

MAGIC: Final = 0x434D5047
VERSION: Final = 1

_SECTIONS: Final = (
    *("sizes", "codes", "movers", "needs", "rows", "forms", "comparisons", "formulas"),
    *("wants", "order", "values", "overlays", "readings", "settings", "checks"),
)


class Program:
    """A compiled assessment: int64 numbers, and the words for them (`Kind`, `Operation`)."""

    Kind: TypeAlias = operations.Kind
    Operation: TypeAlias = operations.Operation
    Formulas: TypeAlias = FormulaTables

    LIMITS: ClassVar[Mapping[str, int]] = {
        "states": 4096,
        "actors": 8,
        "options": 31,
        "options of an actor": 10,
        "wants": 256,
        "wants of an actor": 32,
        "drivers": 64,
        "readings": 65_536,
        "decimals": 6,
        "varied drivers": 4,
        "starts of a check": 16,
        "edits of a change": 3,
        "edits of a game": 128,
    }
    """What a program may have at most; options count with each threshold of those in degrees."""

    SECTIONS: ClassVar[tuple[str, ...]] = _SECTIONS
    """The sections, in order."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self.numbers = numbers

    def __repr__(self) -> str:
        return f"<Program: {self.gist()}>"

    @classmethod
    def of_sections(cls, sections: Mapping[str, Sequence[Sequence[int]]]) -> Program:
        """Return the program with these items in each section.

        Parameters
        ----------
        sections : mapping of str to sequence of sequence of int
            The items of every section of `Program.SECTIONS`.

        Returns
        -------
        Program
            Magic, version and length; where each section begins; the sections: how many items, where each ends, items.
        """
        body: list[int] = []
        begins: list[int] = []
        for name in _SECTIONS:
            begins.append(3 + len(_SECTIONS) + len(body))
            items = sections[name]
            ends = [0]
            for item in items:
                ends.append(ends[-1] + len(item))
            body += [len(items), *ends]
            for item in items:
                body += item
        head = [MAGIC, VERSION, 3 + len(_SECTIONS) + len(body), *begins]
        return cls(np.array([*head, *body], dtype=np.int64))

    @classmethod
    def from_bytes(cls, content: bytes) -> Program:
        """Return the program that was written as bytes.

        Parameters
        ----------
        content : bytes
            Numbers of 8 bytes, the lowest first.

        Returns
        -------
        Program
            The program, whose parts are not checked yet: `Evaluator` does that.

        Raises
        ------
        ProgramError
            If this is no program, or one that was cut.
        """
        if len(content) % 8 or len(content) < 8 or int.from_bytes(content[:8], "little") != MAGIC:
            raise ProgramError("This is no compiled assessment: compile the file again.")
        return cls(np.frombuffer(content, dtype="<i8").astype(np.int64))

    def to_bytes(self) -> bytes:
        """Return the program as bytes: numbers of 8 bytes, the lowest first."""
        return self.numbers.astype("<i8").tobytes()

    def items(self, section: str) -> list[list[int]]:
        """Return the items of a section of a program that can be loaded.

        Parameters
        ----------
        section : str
            One of `Program.SECTIONS`.

        Returns
        -------
        list of list of int
            The items.
        """
        begin = int(self.numbers[3 + _SECTIONS.index(section)])
        count = int(self.numbers[begin])
        ends = self.numbers[begin + 1 : begin + 2 + count].tolist()
        first = begin + 2 + count
        return [self.numbers[first + a : first + b].tolist() for a, b in pairwise(ends)]

    def gist(self) -> str:
        """Its size."""
        return f"{self.numbers.size * 8:,} bytes"
