"""The page about speed, from what ``python -m benchmarks`` measured (``docs/speed.json``): the table, and cost against size."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from countermove.presentation.canvas import Canvas
    from countermove.presentation.figure import Figure

__all__ = ["RECORD", "speed_figure", "speed_markdown"]

RECORD = Path(__file__).resolve().parents[1] / "speed.json"

Measured = Mapping[str, Any]
Series = dict[int, float]

_WIDE, _NARROW = 760.0, 344.0
_HIGH = 176.0
_GAP = 30.0
_LEAST, _MOST = 0.01, 100.0
"""Seconds at the foot and at the head of a panel."""

_VERBS = {"check": "", "lint": "1.5 3", "assess": "7 3"}
"""What is measured, and the dashes of its line."""


def speed_markdown() -> str:
    """The picture and the table."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    figures, machine = record["figures"], record["machine"]
    lines = [
        f"Measured on {machine['processor']}, Python {machine['python']}, NumPy {machine['numpy']}.",
        "",
        "```{raw} html",
    ]
    for width, kind in ((_WIDE, "wide"), (_NARROW, "narrow")):
        svg = speed_figure(figures, width).drawing.svg(ink="variables")
        lines.append(f'<div class="frame {kind}" tabindex="0" role="region" aria-label="Cost against size">{svg}</div>')
    return "\n".join([*lines, "```", "", *(f"* {told}" for told in _slopes(figures)), "", *_table(figures)])


# -- the picture -------------------------------------------------------------------------------------------------------


def speed_figure(figures: Sequence[Measured], width: float, theme: str = "light") -> Figure:
    """A panel for each thing that grows: seconds of check, lint and assess against how much of it there is, both logarithmic."""
    from countermove.presentation.blocks import Column, Table
    from countermove.presentation.canvas import Canvas
    from countermove.presentation.theme import theme_named

    series = _series(figures)
    things = list(dict.fromkeys(thing for _, thing in series))
    canvas = Canvas("speed", width, theme_named(theme))
    columns = 3 if width > 500 else 1
    span = (canvas.x1 - canvas.x0 - (columns - 1) * _GAP) / columns
    bottom = 30.0
    for place, thing in enumerate(things):
        x, y = canvas.x0 + place % columns * (span + _GAP), 30 + place // columns * (_HIGH + 70)
        own = {verb: series[verb, thing] for verb in _VERBS if (verb, thing) in series}
        _panel(canvas, x + 26, y, span - 26, thing, own)
        bottom = y + _HIGH + 40
    bottom = _legend(canvas, bottom + 8)
    rows = tuple(
        (verb, thing, size, f"{cost:.3g}") for (verb, thing), own in series.items() for size, cost in own.items()
    )
    named = Column("What"), Column("Grows"), Column("Size", right=True), Column("Seconds", right=True)
    return canvas.figure(
        bottom,
        title="Cost against size",
        description="Seconds of check, lint and assess against how many wants, scenarios, readings, claims and states there are. "
        + " ".join(_slopes(figures)),
        table=Table(named, rows, "Processor seconds"),
    )


def _panel(canvas: Canvas, x: float, y: float, width: float, thing: str, own: Mapping[str, Series]) -> None:
    theme = canvas.theme
    sizes = sorted({size for line in own.values() for size in line})
    low, high = math.log(sizes[0]), math.log(sizes[-1])

    def at(size: int, cost: float) -> tuple[float, float]:
        up = math.log(min(max(cost, _LEAST), _MOST) / _LEAST) / math.log(_MOST / _LEAST)
        return x + (math.log(size) - low) / (high - low) * width, y + _HIGH * (1 - up)

    canvas.text(x, y - 10, thing, face="bold")
    for power in range(-2, 3):
        _, level = at(sizes[0], 10.0**power)
        canvas.line((x, level), (x + width, level), stroke=theme.rule)
        canvas.text(x - 6, level + 4, f"{10.0**power:g}", size=10, anchor="end", ink=theme.ink3)
    for slope in (1, 2):  # what grows with the size, and with its square, from a tenth of a second
        last = 0.02 * (sizes[-1] / sizes[0]) ** slope
        reach = sizes[-1] if last <= _MOST else round(sizes[0] * (_MOST / 0.02) ** (1 / slope))
        canvas.line(at(sizes[0], 0.02), at(reach, 0.02 * (reach / sizes[0]) ** slope), stroke=theme.control, line=0.8)
    for size in sizes[:: 1 if len(sizes) < 6 else 2]:
        canvas.text(at(size, 1)[0], y + _HIGH + 16, _short(size), size=10, anchor="middle", ink=theme.ink3)
    for verb, line in own.items():
        points = [at(size, cost) for size, cost in line.items()]
        path = "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in points)
        canvas.path(path, stroke=theme.ink, line=1.6, dash=_VERBS[verb])
        for a, b in points:
            canvas.circle(a, b, 2.2, fill=theme.ink)


def _legend(canvas: Canvas, y: float) -> float:
    theme, x = canvas.theme, canvas.x0 + 26
    for verb, dash in _VERBS.items():
        canvas.line((x, y - 4), (x + 28, y - 4), stroke=theme.ink, line=1.6, dash=dash)
        x += 36 + canvas.text(x + 34, y, verb, size=11) + 16
    if x > canvas.x1 - 250:
        x, y = canvas.x0 + 26, y + 18
    canvas.line((x, y - 4), (x + 28, y - 4), stroke=theme.control, line=0.8)
    canvas.text(x + 34, y, "as the size, and as its square", size=11, ink=theme.ink3)
    return y + 12


def _short(size: int) -> str:
    power = size.bit_length() - 1
    return f"2^{power}" if size >= 1 << 12 and size == 1 << power else f"{size:,}"


# -- the words ---------------------------------------------------------------------------------------------------------


def _series(figures: Sequence[Measured]) -> dict[tuple[str, str], Series]:
    """(verb, thing) → size → seconds."""
    found: dict[tuple[str, str], Series] = {}
    for item in figures:
        if item["group"] == "growth" and item["size"] and item["value"]:
            verb, _, rest = item["name"].partition(", ")
            found.setdefault((verb, rest.rpartition(" ")[2]), {})[item["size"]] = item["value"]
    return found


def _slopes(figures: Sequence[Measured]) -> Iterator[str]:
    """A sentence for each verb: its slopes."""
    slopes: dict[str, list[str]] = {}
    for item in figures:
        if item["group"] == "growth" and not item["size"]:
            verb, _, rest = item["name"].partition(", ")
            slopes.setdefault(verb, []).append(f"{rest.partition(':')[0]} {item['value']:.1f}")
    for verb, told in slopes.items():
        yield f"Slopes of {verb}: {', '.join(told)}."


def _table(figures: Sequence[Measured]) -> Iterator[str]:
    own = [item for item in figures if item["group"] == "touch"]
    cores = list(dict.fromkeys(item["core"] for item in own))
    titles = {"compiled": "compiled core", "numpy": "NumPy alone"}
    yield f"| work | {' | '.join(f'{titles[core]} | times better' for core in cores)} |"
    yield f"|---|{'---:|---:|' * len(cores)}"
    by_name: dict[str, dict[str, Measured]] = {}
    for item in own:
        by_name.setdefault(item["name"], {})[item["core"]] = item
    for name, each in by_name.items():
        yield f"| {name} | {' | '.join(_cells(each.get(core)) for core in cores)} |"


def _cells(item: Measured | None) -> str:
    if item is None or item["value"] is None:
        return " | "
    ratio = "" if item["ratio"] is None else f"{item['ratio']:.1f}"
    memory = "" if not item["most_gigabytes"] else f", {item['gigabytes']:.1f} GB"
    value = f"{item['value']:,.3g}" if item["value"] < 1000 else f"{item['value']:,.0f}"
    return f"{value} {item['unit']}{memory} | {ratio}"
