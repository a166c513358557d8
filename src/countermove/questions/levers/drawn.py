"""Levers: if one act were turned over, who would answer, and how?

A row is an act that somebody answers: what is done, what others would then do, and what its owner makes of it. Acts that nobody answers,
and those that cannot be turned over, are told in a line each, by what their owners make of them or by the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.case.answer import Answer
from countermove.questions.levers.found import Lever, LeverSetting, Pull
from countermove.telling.assumptions import scenario_text
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.inducing import pays_text
from countermove.telling.marks import rings
from countermove.telling.phrases import Teller
from countermove.telling.reasons import decided, places_text
from countermove.telling.tabled import Head, Row, TableCell, Words, tabled
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import capital, count, listed, number, shortened

__all__ = ["SHOWN", "levers"]

SHOWN = 20
"""Acts with an answer that are shown."""

_NAMED = 8
"""Acts without one that are named, of each kind."""

_WIDE = 520.0
"""Where there is less room than this every row is a card."""


def levers(answer: Answer, *, setting: int = 0, theme: str = "light", width: float = 760) -> Figure:
    """The levers at one setting (by number: the selected game first, then the scenarios)."""
    found, glossary = answer.found, answer.glossary
    place = found.settings[setting]
    canvas = Canvas("levers", width, theme_named(theme))
    actors, teller, room = actors_of(glossary, canvas.theme), Teller(glossary, found.view), canvas.x1 - canvas.x0
    answered = [lever for lever in place.levers if any(pull.moves for pull in lever.pulls)]
    heads = [Head("if", share=1.2), Head("then"), Head("its owner")]
    rows = [row for lever in answered[:SHOWN] for row in _rows(lever, teller, _begun(place))]
    y = tabled(canvas, 26.0, heads, rows, actors, cards=room < _WIDE) + 18 if rows else 24.0
    for told in _folded(place, answered, teller):
        y = canvas.lines(canvas.x0, y, told, room, size=11, ink=canvas.theme.ink2) + 3
    owners = {lever.actor for lever in answered} | {
        pull.actor for lever in answered for pull in lever.pulls if pull.moves
    }
    y = rings(canvas, y + 4, [actor for key, actor in actors.items() if key in owners])
    moves = [
        f"{capital(_act(lever, teller))}: {_reply(pull, teller, _begun(place))}." for lever, pull in place.moving()
    ]
    where = f" if {scenario_text(place.scenario, teller.glossary)}" if place.scenario else ""
    return canvas.figure(
        y - 6,
        title=f"{capital(_many(len(answered), len(place.levers)))} would be answered{where}",
        description=f"{capital(count(len(place.levers), 'act'))}, each turned over alone. {' '.join(moves) or 'None moves anybody.'}",
        table=_table(place, teller),
    )


def _many(answered: int, of: int) -> str:
    if not answered:
        return f"none of {count(of, 'single act')}"
    return f"{number(answered)} of {count(of, 'single act')}"


def _rows(lever: Lever, teller: Teller, on: frozenset[str]) -> Iterator[Row]:
    """An act with its first answer, then a row for each further one."""
    data = {"actor": lever.actor, "option": lever.option}
    act = TableCell((Words(capital(_act(lever, teller)), "strong"),), ring=lever.actor)
    owner = [Words(_owner(lever, teller)), *([Words(f"pays {pays}", "small")] if (pays := _pays(lever)) else [])]
    for place, pull in enumerate(pull for pull in lever.pulls if pull.moves):
        reply = TableCell((Words(capital(_reply(pull, teller, on))),), ring=pull.actor)
        first = (act, reply, TableCell(tuple(owner)))
        cells = (TableCell(()), reply, TableCell(())) if place else first
        yield Row(cells, "lever", _whole(lever, teller), data, continues=place > 0)


def _folded(place: LeverSetting, answered: Sequence[Lever], teller: Teller) -> Iterator[str]:
    """Acts that nobody answers, by what their owners make of them; and acts that cannot be turned over, with the reason."""
    if len(answered) > SHOWN:
        yield f"And {len(answered) - SHOWN:,} more that are answered: the table has them."
    alone = [lever for lever in place.levers if lever.status == "free" and lever not in answered]
    for result, told in (("gains", "gains by it"), ("neither", "is indifferent"), ("loses", "loses by it")):
        own = [lever for lever in alone if lever.cost is not None and lever.cost.result == result]
        if own:
            named = shortened([_named(lever, teller) for lever in own], _NAMED, sep="; ", where=" in the table")
            yield f"Nobody answers, and its owner {told}: {named}."
    fixed: dict[str, list[str]] = {}
    for lever in place.levers:
        if lever.status != "free":
            fixed.setdefault(_cannot(lever, teller), []).append(_act(lever, teller))
    for reason, acts in fixed.items():
        yield f"{capital(reason)}: {shortened(acts, _NAMED, sep='; ', where=' in the table')}."


# -- words -------------------------------------------------------------------------------------------------------------


def _act(lever: Lever, teller: Teller) -> str:
    return teller.act(lever.option, on=lever.on)


def _whole(lever: Lever, teller: Teller) -> str:
    return capital(_act(lever, teller)) + "."


def _named(lever: Lever, teller: Teller) -> str:
    """An act and the want that decides what its owner makes of it."""
    want = lever.cost.want if lever.cost is not None and decided(lever.cost, teller) else ""
    return f"{_act(lever, teller)}{f' ({want})' if want else ''}"


def _reply(pull: Pull, teller: Teller, on: frozenset[str]) -> str:
    """What an actor would do otherwise, as a clause. ``on``: the acts that are on at the start."""
    told = []
    for shift in pull.shifts:
        if shift.after == "either":
            now = f"may {teller.base(shift.option)} or not"
        elif shift.after == "off" and shift.option not in on:
            now = teller.not_done(shift.option).removeprefix(f"{teller.the(pull.actor)} ")
        else:
            now = teller.act(shift.option, on=shift.after == "on", subject=False)
        told.append(f"{now} (strategic)" if shift.kind == "strategic" else now)
    return f"{teller.the(pull.actor)} {listed(told)}"


def _begun(setting: LeverSetting) -> frozenset[str]:
    """The acts that are on at the start: those that would be turned off."""
    return frozenset(lever.option for lever in setting.levers if not lever.on)


def _cost(lever: Lever, teller: Teller) -> str:
    assert lever.cost is not None
    verb = {"gains": "gains", "loses": "loses", "neither": "is indifferent"}[lever.cost.result]
    if decided(lever.cost, teller):
        return f"{verb} ({lever.cost.want})"
    return f"{verb}, {places_text(lever.cost.place)}" if lever.cost.sign else verb


def _owner(lever: Lever, teller: Teller) -> str:
    """What its owner makes of an act, and why."""
    assert lever.cost is not None
    told = {"gains": "gains by it", "loses": "loses by it", "neither": "does not mind"}[lever.cost.result]
    if decided(lever.cost, teller) and lever.cost.want:
        return f"{told}: {teller.because(lever.cost.want, lever.cost.part)}"
    return f"{told}: {places_text(lever.cost.place)}" if lever.cost.sign else told


def _pays(lever: Lever) -> str:
    return pays_text(lever.pays) if set(lever.pays.values()) - {"never"} else ""


def _cannot(lever: Lever, teller: Teller) -> str:
    if lever.status == "settled":
        return "cannot be taken back"
    why = teller.glossary.rules.get(lever.rule or "") or lever.rule or ""
    return f"cannot be alone{': ' if why.startswith('never ') else ', as '}{why}"


def _table(setting: LeverSetting, teller: Teller) -> Table:
    rows = []
    for lever in setting.levers:
        head = (_whole(lever, teller), teller.actor(lever.actor))
        if lever.status != "free":
            rows.append((*head, _cannot(lever, teller), "", "", "", "", ""))
        for pull in lever.pulls:
            depends = "; ".join(f"{item.driver}, now {float(item.now):g}" for item in pull.thresholds)
            reply = _reply(pull, teller, _begun(setting)) if pull.moves else "no change"
            own = (_cost(lever, teller), pays_text(lever.pays) or "not before what it needs holds")
            rows.append((*head, "yes", *own, teller.actor(pull.actor), reply, depends))
    titles = (
        "Act",
        "Whose",
        "Can be turned over",
        "Its owner",
        "Pays it",
        "Actor",
        "Its reply changes to",
        "Depends on",
    )
    return Table(tuple(map(Column, titles)), tuple(rows), "What each act, turned over alone, would make others do")
