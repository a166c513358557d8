"""watch: what the latest values of drivers tip, and what to look at next."""

from __future__ import annotations

from countermove.questions.watch.compute import Distance, Latest, Passed, Tipped, Watch, watch

__all__ = ["Distance", "Latest", "Passed", "Tipped", "Watch", "watch"]
