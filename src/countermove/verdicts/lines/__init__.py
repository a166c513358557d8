"""Lines in which assessments differ: found, put into one another, and described."""

from __future__ import annotations

__all__: list[str] = []
