"""Assistants ask: the questions of the catalogue over the Model Context Protocol, as a few tools that only read.

A process of its own calculates, so that a long calculation blocks nothing and can be ended. What is told is what the
terminal tells, by section; what an assistant says counts as untrusted.
"""

from __future__ import annotations

__all__: list[str] = []
