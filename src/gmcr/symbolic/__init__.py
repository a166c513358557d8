"""Stability where the states are too many to be listed: decided on formulas by property-directed reachability, with a
proof that anybody can check. Needs the extra ``sat`` (python-sat)."""

from __future__ import annotations

__all__: list[str] = []
