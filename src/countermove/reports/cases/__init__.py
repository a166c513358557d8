"""cases: the bundled cases, and the published conflicts with their results."""

from __future__ import annotations

__all__: list[str] = []
