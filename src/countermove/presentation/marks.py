"""The small signs that several figures share: verdicts, rungs, certainty, switches, arrow heads, bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.theme import ActorStyle

__all__ = [
    "arrow",
    "bar_stop",
    "bow",
    "certainty",
    "curve",
    "legend",
    "rings",
    "rung",
    "rung_dropped",
    "square",
    "switch",
    "verdict",
]

_STROKE = 52.0
"""The length of a stroke's sample."""


def verdict(canvas: Canvas, x: float, y: float, kind: str, *, radius: float = 6) -> None:
    """Draw the sign of a claim's class, centred on (x, y): a disc with a tick follows, a ring with one holds as long as
    nobody wants otherwise (dotted: its condition is never met), a ring with one stroke holds whatever anybody wants,
    with two it restates a premise; a half disc depends, a ringed cross is contradicted, a slashed ring unsupported, a
    dotted ring vacuous, with a dot in it undecided; a plain disc is true throughout and a plain ring false, where no
    class was sought."""
    theme, r = canvas.theme, radius
    if kind in ("follows", "true throughout"):
        canvas.circle(x, y, r, fill=theme.ink)
        if kind == "follows":
            _tick(canvas, x, y, r, theme.sheet)
    elif kind in ("holds by inaction", "condition never met"):
        canvas.circle(x, y, r - 0.6, stroke=theme.ink, line=1.3, dash="" if kind == "holds by inaction" else "1.5 2.2")
        _tick(canvas, x, y, r, theme.ink)
    elif kind in ("restates", "holds whatever", "false throughout"):
        canvas.circle(x, y, r - 0.6, stroke=theme.ink, line=1.3)
        for off in {"restates": (-0.24, 0.24), "holds whatever": (0.0,)}.get(kind, ()):
            canvas.line((x - 0.45 * r, y + off * r), (x + 0.45 * r, y + off * r), stroke=theme.ink, line=1.4)
    elif kind == "not determined":
        canvas.circle(x, y, r - 0.6, stroke=theme.ink, line=1.3)
        half = f"M{number(x)} {number(y - r + 0.6)}A{number(r - 0.6)} {number(r - 0.6)} 0 0 0 {number(x)} {number(y + r - 0.6)}Z"
        canvas.path(half, fill=theme.ink)
    elif kind in ("contradicted", "unsupported"):
        canvas.circle(x, y, r - 0.6, stroke=theme.ink, line=1.3)
        d = 0.38 * r
        strokes = [((x - d, y + d), (x + d, y - d))]
        if kind == "contradicted":
            strokes.append(((x - d, y - d), (x + d, y + d)))
        else:
            d = 0.62 * r
            strokes = [((x - d, y + d), (x + d, y - d))]
        for start, end in strokes:
            canvas.line(start, end, stroke=theme.ink, line=1.5)
    else:
        canvas.circle(x, y, r - 0.6, stroke=theme.ink, line=1.5, dash="1.5 2.2")
        if kind == "undecided":
            canvas.circle(x, y, 0.3 * r, fill=theme.ink)
    canvas.mark(x - r, y - r, 2 * r, 2 * r, f"verdict {kind}")


def _tick(canvas: Canvas, x: float, y: float, r: float, ink: str) -> None:
    tick = [(x - 0.5 * r, y + 0.05 * r), (x - 0.12 * r, y + 0.42 * r), (x + 0.55 * r, y - 0.38 * r)]
    canvas.path("M" + "L".join(f"{number(a)} {number(b)}" for a, b in tick), stroke=ink, line=1.6)


def rung(canvas: Canvas, x: float, y: float, actor: ActorStyle, *, met: bool, radius: float = 5) -> None:
    """Draw a rung: filled if the want is met, hollow if not."""
    fill = actor.colour if met else canvas.theme.sheet
    canvas.circle(x, y, radius, fill=fill, stroke=actor.colour, line=2)
    canvas.mark(x - radius, y - radius, 2 * radius, 2 * radius, "met" if met else "not met")


def rung_dropped(canvas: Canvas, x: float, y: float, actor: ActorStyle, *, radius: float = 5) -> None:
    """Draw a rung that does not exist in this game: a cross."""
    d = 0.7 * radius
    for start, end in (((x - d, y - d), (x + d, y + d)), ((x - d, y + d), (x + d, y - d))):
        canvas.line(start, end, stroke=actor.colour, line=1.6)
    canvas.mark(x - radius, y - radius, 2 * radius, 2 * radius, "dropped")


def certainty(canvas: Canvas, x: float, y: float, level: int) -> float:
    """Draw three steps, as many dark as the level (1 low, 2 moderate, 3 high), on the base line *y*; returns the
    width."""
    for k in range(3):
        high = 3 + 3 * k
        fill = canvas.theme.ink2 if k < level else canvas.theme.rule
        canvas.rect(x + 5 * k, y - high, 3, high, fill=fill)
    canvas.mark(x, y - 9, 13, 9, f"certainty {level}")
    return 13


def switch(canvas: Canvas, x: float, y: float, *, now: float, threshold: float, above: bool, low: float = 0.0,
           high: float = 1.0, width: float = 58) -> float:  # fmt: skip
    """Draw a number's line from *low* to *high*: thick where the want is on, tick = threshold, ring = now; returns the
    width."""
    theme = canvas.theme
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return x + 4 + (width - 8) * min(1.0, max(0.0, (value - low) / span))

    canvas.line((x + 2, y), (x + width - 2, y), stroke=theme.control)
    thick = (at(threshold), x + width - 2) if above else (x + 2, at(threshold))
    canvas.line((thick[0], y), (thick[1], y), stroke=theme.ink2, line=2.5)
    canvas.line((at(threshold), y - 5), (at(threshold), y + 5), stroke=theme.ink, line=1.3)
    canvas.circle(at(now), y, 3.2, fill=theme.sheet, stroke=theme.ink, line=1.5)
    canvas.mark(x, y - 5, width, 10, "switch")
    return width


def square(canvas: Canvas, x: float, y: float, *, on: bool, size: float = 7) -> None:
    """Draw a small square on the base line: filled if an option is on."""
    theme = canvas.theme
    canvas.rect(x + 0.5, y - size + 0.5, size - 1, size - 1, fill=theme.ink2 if on else "none", stroke=theme.ink3)
    canvas.mark(x, y - size, size, size, "on" if on else "off")


def arrow(canvas: Canvas, tip: Point, direction: float, *, colour: str, filled: bool = True, size: float = 8) -> None:
    """Draw an arrow head with its tip at a point; *direction* in degrees (0: to the right, 90: down)."""
    angle = math.radians(direction)
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(dx: float, dy: float) -> str:
        return f"{number(tip[0] + dx * cos - dy * sin)} {number(tip[1] + dx * sin + dy * cos)}"

    data = f"M{turned(0, 0)}L{turned(-size, -0.5 * size)}L{turned(-size, 0.5 * size)}Z"
    canvas.path(data, fill=colour if filled else canvas.theme.sheet, stroke=colour, line=1.3)


def bar_stop(canvas: Canvas, at: Point, direction: float, *, half: float = 7) -> None:
    """Draw the bar at which a move stops that is not made."""
    angle = math.radians(direction + 90)
    dx, dy = half * math.cos(angle), half * math.sin(angle)
    canvas.line((at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy), stroke=canvas.theme.ink, line=2.4)
    canvas.mark(at[0] - abs(dx) - 1.2, at[1] - abs(dy) - 1.2, 2 * abs(dx) + 2.4, 2 * abs(dy) + 2.4, "bar")


def curve(start: Point, end: Point, *, down: bool = False, pieces: int = 24) -> list[Point]:
    """Points of a smooth line that starts and ends level (upright if it runs *down*)."""
    (ax, ay), (bx, by) = start, end
    if abs(by - ay) < 0.01 or abs(bx - ax) < 0.01:
        return [start, end]
    bend = 0.5
    if down:
        first, second = (ax, ay + (by - ay) * bend), (bx, by - (by - ay) * bend)
    else:
        first, second = (ax + (bx - ax) * bend, ay), (bx - (bx - ax) * bend, by)
    return bow(start, first, second, end, pieces=pieces)


def bow(start: Point, first: Point, second: Point, end: Point, *, pieces: int = 24) -> list[Point]:
    """Points of a cubic curve that leaves towards *first* and arrives from *second*."""
    points = []
    for k in range(pieces + 1):
        t = k / pieces
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        controls = (start, first, second, end)
        points.append(
            (
                sum(w * p[0] for w, p in zip(weights, controls, strict=True)),
                sum(w * p[1] for w, p in zip(weights, controls, strict=True)),
            )
        )
    return points


def legend(canvas: Canvas, y: float, actors: Sequence[ActorStyle]) -> float:
    """Draw every actor's stroke with its letter in it, and its name, in as many rows as needed; returns the base line
    after the last. Identical strokes have no sample: their letter alone tells them apart."""
    strokes = [(actor.colour, actor.dash, actor.round) for actor in actors]

    def sign(x: float, y: float, actor: ActorStyle) -> None:
        wide = width_of(actor.letter, 11, "bold") + 6
        if strokes.count((actor.colour, actor.dash, actor.round)) > 1:
            canvas.text(x + _STROKE / 2, y, actor.letter, size=11, face="bold", anchor="middle")
            return
        for start, end in ((x, x + (_STROKE - wide) / 2), (x + (_STROKE + wide) / 2, x + _STROKE)):
            canvas.actor_line([(start, y - 4), (end, y - 4)], actor, edge=False)
        canvas.mark(x, y - 6, (_STROKE - wide) / 2, 4, "stroke")
        canvas.text(x + _STROKE / 2, y, actor.letter, size=11, face="bold", anchor="middle")

    return _named(canvas, y, actors, sign, lambda actor: _STROKE + 6)


def rings(canvas: Canvas, y: float, actors: Sequence[ActorStyle]) -> float:
    """Draw every actor's ring and name, as ``legend`` does."""

    def sign(x: float, y: float, actor: ActorStyle) -> None:
        canvas.ring(x + 7, y - 4, actor, radius=7)

    return _named(canvas, y, actors, sign, lambda actor: 19.0 if len(actor.letter) == 1 else 21.0, leading=18)


def _named(
    canvas: Canvas,
    y: float,
    actors: Sequence[ActorStyle],
    sign: Callable[[float, float, ActorStyle], None],
    wide: Callable[[ActorStyle], float],
    *,
    leading: float = 15,
) -> float:
    """Draw signs of actors, each followed by the name. *sign* draws one; *wide*: how far the name is from it."""
    x, room, height = canvas.x0, canvas.x1 - canvas.x0, 1
    for actor in actors:
        head = wide(actor)
        lines = wrapped(actor.name, 11, "sans", max(room - head, 60))
        span = head + max((width_of(line, 11) for line in lines), default=0.0)
        if x > canvas.x0 and x + span > canvas.x1:
            x, y, height = canvas.x0, y + leading * height + 2, 1
        height = max(height, len(lines))
        sign(x, y, actor)
        for place, line in enumerate(lines):
            canvas.text(x + head, y + 15 * place, line, size=11, ink=canvas.theme.ink2)
        x += span + 16
    return y + leading * height + 2
