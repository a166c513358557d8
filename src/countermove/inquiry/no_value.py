"""Codes for a missing value: the time limit expired before a verdict was proved, or nothing comes to rest."""

from __future__ import annotations

__all__ = ["RESTLESS", "UNDECIDED"]

UNDECIDED = -2
"""The value of an undecided claim or answer; true is 1, false 0, undefined -1."""

RESTLESS = -3
"""Undefined because it asks for outcomes where there are none; a claim with this value counts as undefined."""
