"""wants: what each actor wants, as ladders."""

from __future__ import annotations

__all__: list[str] = []
