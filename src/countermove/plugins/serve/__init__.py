"""The page: what an assessment says on one screen, what a reader pushes on it, and what follows."""

from __future__ import annotations

__all__: list[str] = []
