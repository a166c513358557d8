"""verify: whether the proofs in a certificate hold."""

from __future__ import annotations

__all__: list[str] = []
