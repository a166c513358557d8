"""Levers: if one act were turned over, what would each actor reply?

A row is an act, a column an actor; a cell names the options of that actor's best reply that the act changes. In the
column of the act's owner stands what it makes of the act itself. Acts that cannot be turned over are told with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.desk.glossary import Glossary
from countermove.questions.levers import Lever, Levers, LeverSetting, Pull
from countermove.report.figures.canvas import Canvas
from countermove.report.figures.figure import Figure
from countermove.report.figures.marks import legend, rings
from countermove.report.figures.metrics import wrapped
from countermove.report.figures.theme import Actor, actors_of, theme_named
from countermove.report.phrases import Teller
from countermove.report.state_words import plain_option
from countermove.report.text import Column, Table
from countermove.report.words import capital, count

__all__ = ["SHOWN", "lever_matrix"]

SHOWN = 20
"""Acts that are shown."""

_LEAST = 78.0
_HEAD_LINES = 2
"""Lines of an actor's name that stand above its column; longer names are told in a legend."""


def lever_matrix(
    found: Levers, *, glossary: Glossary, setting: int = 0, theme: str = "light", width: float = 760
) -> Figure:
    """The levers at one setting (by number: the selected game first, then the scenarios)."""
    place = found.settings[setting]
    canvas = Canvas("levers", width, theme_named(theme))
    actors = list(actors_of(glossary, canvas.theme).values())
    teller = Teller(glossary, found.view)
    name = min(230.0, 0.34 * (canvas.x1 - canvas.x0))
    each = (canvas.x1 - canvas.x0 - name) / max(len(actors), 1)
    shown = place.levers[:SHOWN]
    if each >= _LEAST:
        y = _as_matrix(canvas, actors, shown, teller, name, each)
    else:
        y = _as_cards(canvas, {actor.key: actor for actor in actors}, shown, teller)
    if len(place.levers) > len(shown):
        y = canvas.lines(canvas.x0, y + 8, f"and {len(place.levers) - len(shown):,} more", 200, size=11) - 6
    told = "In bold: an act that another’s act brings about or ends. A strategic one is marked so."
    told += " –: no difference." if each >= _LEAST else ""
    y = canvas.lines(canvas.x0, y + 12, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    where = f" in {place.scenario}" if place.scenario else ""
    moving = place.moving()
    return canvas.figure(
        y,
        title=f"If one act changed{where}, who would answer, and how",
        description=(
            f"{capital(count(len(place.levers), 'act'))}, each turned over alone. "
            + (" ".join(f"{_act(lever, teller)} moves {teller.actor(pull.actor)}: {_reply(pull, teller)}." for lever, pull in moving)
               or "None moves anybody.")
        ),
        table=_table(place, teller),
    )  # fmt: skip


def _as_matrix(
    canvas: Canvas, actors: Sequence[Actor], levers: Sequence[Lever], teller: Teller, name: float, each: float
) -> float:
    theme, y = canvas.theme, 26.0
    if any(len(wrapped(actor.name, 11, "sans", each - 27)[0]) > _HEAD_LINES for actor in actors):
        y = legend(canvas, y - 2, actors) + 8
    canvas.text(canvas.x0, y, "if this changed", size=11, ink=theme.ink3, within=name - 8)
    short = all(len(wrapped(actor.name, 11, "sans", each - 27)[0]) <= _HEAD_LINES for actor in actors)
    end = y + 15
    for place, actor in enumerate(actors):
        x = canvas.x0 + name + place * each
        canvas.ring(x + 8, y - 4, actor)
        if short:
            end = max(end, canvas.lines(x + 21, y, actor.name, each - 27, size=11, leading=14, ink=theme.ink2))
    y = end - 5
    by_key = {actor.key: actor for actor in actors}
    for lever in levers:
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
        with canvas.group("lever", title=_whole(lever, teller), actor=lever.actor, option=lever.option):
            top = y + 18
            x = canvas.x0
            if lever.actor in by_key:
                canvas.ring(x + 8, top - 4, by_key[lever.actor])
            end = canvas.lines(x + 22, top, _act(lever, teller), name - 34, size=11.5, face="bold", most=5)
            if lever.status != "free":
                told = _cannot(lever, teller)
                end = max(
                    end, canvas.lines(canvas.x0 + name, top, told, len(actors) * each, size=11, ink=theme.ink3, most=4)
                )
            else:
                pulls = {pull.actor: pull for pull in lever.pulls}
                for place, actor in enumerate(actors):
                    left = canvas.x0 + name + place * each
                    end = max(end, _cell(canvas, left, top, each - 10, lever, pulls.get(actor.key), teller))
            y = end - 5
    canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
    return y + 6


def _cell(canvas: Canvas, x: float, y: float, room: float, lever: Lever, pull: Pull | None, teller: Teller) -> float:
    theme = canvas.theme
    if pull is None:
        return canvas.lines(x, y, _cost(lever), room, size=11, ink=theme.ink3, most=4)
    if not pull.moves:
        return canvas.lines(x, y, "–", room, size=11, ink=theme.ink3)
    return canvas.lines(x, y, _reply(pull, teller), room, size=11, face="bold", most=5)


def _as_cards(canvas: Canvas, actors: Mapping[str, Actor], levers: Sequence[Lever], teller: Teller) -> float:
    """One act below the other, with a line for each actor that it moves."""
    theme, room = canvas.theme, canvas.x1 - canvas.x0 - 24
    y = rings(canvas, 22.0, list(actors.values())) - 8
    for lever in levers:
        canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
        with canvas.group("lever", title=_whole(lever, teller), actor=lever.actor, option=lever.option):
            y += 19
            if lever.actor in actors:
                canvas.ring(canvas.x0 + 8, y - 4, actors[lever.actor])
            y = canvas.lines(canvas.x0 + 24, y, _act(lever, teller), room, size=11.5, face="bold", most=5)
            if lever.status != "free":
                y = canvas.lines(canvas.x0 + 24, y, _cannot(lever, teller), room, size=11, ink=theme.ink3, most=3)
            moved = [pull for pull in lever.pulls if pull.moves]
            for pull in moved:
                y += 4
                canvas.ring(canvas.x0 + 32, y - 4, actors[pull.actor], radius=7)
                y = canvas.lines(canvas.x0 + 44, y, _reply(pull, teller), room - 20, size=11, face="bold", most=5)
            if lever.status == "free" and not moved:
                y = canvas.lines(canvas.x0 + 24, y, "nobody answers", room, size=11, ink=theme.ink3)
            y -= 4
    canvas.line((canvas.x0, y), (canvas.x1, y), stroke=theme.rule)
    return y + 6


# -- words -------------------------------------------------------------------------------------------------------------


def _act(lever: Lever, teller: Teller) -> str:
    name = plain_option(teller, lever.option)
    return name if lever.on else f"no {name}"


def _whole(lever: Lever, teller: Teller) -> str:
    return capital(teller.act(lever.option, on=lever.on)) + "."


def _reply(pull: Pull, teller: Teller) -> str:
    told = []
    for shift in pull.shifts:
        name = plain_option(teller, shift.option)
        now = {"on": name, "off": f"no {name}", "either": f"{name} or not"}[shift.after]
        told.append(f"{now} (strategic)" if shift.kind == "strategic" else now)
    return ", ".join(told)


def _cost(lever: Lever) -> str:
    if lever.cost is None:
        return ""
    verb = {1: "gains", -1: "loses", 0: "is indifferent"}[lever.cost.sign]
    return f"{verb} ({lever.cost.want})" if lever.cost.want else verb


def _cannot(lever: Lever, teller: Teller) -> str:
    if lever.status == "settled":
        return "cannot be taken back"
    why = teller.glossary.rules.get(lever.rule or "") or ""
    return f"cannot be alone: {why or lever.rule}"


def _table(setting: LeverSetting, teller: Teller) -> Table:
    columns = (
        Column("Act"),
        Column("Whose"),
        Column("Can be turned over"),
        Column("Its owner"),
        Column("Actor"),
        Column("Its reply changes to"),
        Column("Depends on"),
    )
    rows = []
    for lever in setting.levers:
        head = (_whole(lever, teller), teller.actor(lever.actor))
        if lever.status != "free":
            rows.append((*head, _cannot(lever, teller), "", "", "", ""))
        for pull in lever.pulls:
            depends = "; ".join(
                f"{item.driver}, now {float(item.now):g}"
                for item in pull.thresholds
            )  # fmt: skip
            rows.append(
                (*head, "yes", _cost(lever), teller.actor(pull.actor), _reply(pull, teller) or "no change", depends)
            )
    return Table(columns, tuple(rows), "What each act, turned over alone, would make others do")
