"""What checks proofs: states by the letter, and a solver with an encoding of its own."""

from __future__ import annotations

__all__: list[str] = []
