"""The parts of the proof checker: states evaluated literally, and a solver with an encoding of its own."""

from __future__ import annotations

__all__: list[str] = []
