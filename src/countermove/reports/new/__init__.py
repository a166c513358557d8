"""new: writes a file to start from."""

from __future__ import annotations

__all__: list[str] = []
