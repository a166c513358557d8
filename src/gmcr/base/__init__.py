"""What both houses stand on: errors, records, tasks, characters, memory, and which core does the work."""

from __future__ import annotations

__all__: list[str] = []
