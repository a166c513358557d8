"""What is said where the time given is over before a verdict is proved: never a value."""

from __future__ import annotations

from countermove.errors import SizeError

__all__ = ["UNDECIDED", "Undecided"]

UNDECIDED = -2
"""The value of a claim, or of an answer, that is not decided; true is 1, false 0, undefined -1."""


class Undecided(SizeError):
    """The time given is over, and a verdict is not known."""

    def __init__(self, what: str = "This") -> None:
        super().__init__(f"{what} was not decided in the time given.")
