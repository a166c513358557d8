"""The table of attacks, from what ``python -m tests.attack`` counted last (``docs/attacks.json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["RECORD", "attacks_markdown"]

RECORD = Path(__file__).resolve().parents[1] / "attacks.json"


def attacks_markdown(record: Mapping[str, Any] | None = None) -> str:
    """What was tried at each door, what is promised there, and how often that was broken."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if record is None else record
    doors = record["doors"]
    rows = [
        "| what comes in | is | tried | refused | exceptions | hangs | broken | lost | slowest (CPU s) |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for own in doors:
        counts = [own["tried"], own["ends"].get("refused", 0), *(own[name] for name in _WRONG)]
        cells = [f"{count:,}" for count in counts]
        rows.append(f"| {own['title']} | {own['promise']} | {' | '.join(cells)} | {own['slowest']:.2f} |")
    sums = [sum(own[name] for own in doors) for name in ("tried", *_WRONG)]
    days = sorted({own["on"] for own in doors})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    told = (
        f"{sums[0]:,} attacks in all, {when} ({record['machine']}): {sums[1]:,} exceptions, {sums[2]:,} hangs,"
        f" {sums[3]:,} other broken promises, {sums[4]:,} files lost or half-written."
    )
    return "\n".join([told, "", *rows])


_WRONG = ("exceptions", "hangs", "broken", "lost")
"""The ways in which a promise can be broken, as the record names them."""
