"""tipping: where drivers tip the start, the outcomes and claims."""

from __future__ import annotations

__all__: list[str] = []
