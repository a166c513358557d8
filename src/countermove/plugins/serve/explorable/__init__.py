"""A report that argues back without a server: all that a reader can push on one case, computed beforehand, in one file."""

from __future__ import annotations

__all__: list[str] = []
