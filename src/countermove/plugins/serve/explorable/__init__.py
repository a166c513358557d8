"""A report that argues back without a server: one file that computes what follows of any push."""

from __future__ import annotations

__all__: list[str] = []
