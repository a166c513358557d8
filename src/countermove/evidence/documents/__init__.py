"""Documents: what is read of them, their sentences, the cues in them and the names."""

from __future__ import annotations

__all__: list[str] = []
