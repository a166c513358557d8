"""What is said where there is no value: the time given is over before a verdict is proved, or nothing comes to rest."""

from __future__ import annotations

__all__ = ["RESTLESS", "UNDECIDED"]

UNDECIDED = -2
"""The value of a claim, or of an answer, that is not decided; true is 1, false 0, undefined -1."""

RESTLESS = -3
"""What is undefined since it asks for outcomes where there are none: as a claim's value it is undefined like all else that is."""
