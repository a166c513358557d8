"""certify: decisions of stability with their proofs, as a file that anybody can check."""

from __future__ import annotations

__all__: list[str] = []
