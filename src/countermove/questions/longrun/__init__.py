"""longrun: where steps lead in the long run, and what stays as noise vanishes."""

from __future__ import annotations

__all__: list[str] = []
