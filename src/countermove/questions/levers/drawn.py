"""Levers: if one act were turned over, what would each actor reply?

A row is an act, a column an actor; a cell names the options of that actor's best reply that the act changes. In the
column of the act's owner stands what it makes of the act itself, and how the act pays it where it does. Acts that cannot be turned over are told with the reason.
"""

from __future__ import annotations

from countermove.case.answer import Answer
from countermove.questions.levers.found import Lever, LeverSetting, Pull
from countermove.telling.blocks import Column, Table
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.inducing import pays_text
from countermove.telling.marks import rings
from countermove.telling.phrases import Teller, plain_option
from countermove.telling.reasons import decided, places_text
from countermove.telling.states import act_text
from countermove.telling.tabled import NOTHING, Head, Row, TableCell, Words, fits, tabled
from countermove.telling.theme import actors_of, theme_named
from countermove.telling.words import capital, count

__all__ = ["SHOWN", "levers"]

SHOWN = 20
"""Acts that are shown."""


def levers(answer: Answer, *, setting: int = 0, theme: str = "light", width: float = 760) -> Figure:
    """The levers at one setting (by number: the selected game first, then the scenarios)."""
    found, glossary = answer.found, answer.glossary
    place = found.settings[setting]
    canvas = Canvas("levers", width, theme_named(theme))
    actors, teller = actors_of(glossary, canvas.theme), Teller(glossary, found.view)
    heads = [Head("if this changed", share=1.7, most=230), *(Head(ring=key, least=68) for key in actors)]
    wide = fits(canvas, heads, actors)
    y = 26.0 if wide else rings(canvas, 22.0, list(actors.values())) - 8
    y = tabled(canvas, y, heads, [_row(lever, teller, list(actors)) for lever in place.levers[:SHOWN]], actors) + 18
    told = "In bold: an act that another’s act brings about or ends. A strategic one is marked so."
    told += f" {NOTHING}: no difference." if wide else ""
    if len(place.levers) > SHOWN:
        told = f"And {len(place.levers) - SHOWN:,} more. {told}"
    y = canvas.lines(canvas.x0, y, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)
    moves = [
        f"{_act(lever, teller)} moves {teller.the(pull.actor)}: {_reply(pull, teller)}."
        for lever, pull in place.moving()
    ]
    return canvas.figure(
        y,
        title=f"If one act changed{f' in {place.scenario}' if place.scenario else ''}, who would answer, and how",
        description=f"{capital(count(len(place.levers), 'act'))}, each turned over alone. {' '.join(moves) or 'None moves anybody.'}",
        table=_table(place, teller),
    )


def _row(lever: Lever, teller: Teller, actors: list[str]) -> Row:
    act = TableCell((Words(_act(lever, teller), "strong"),), ring=lever.actor)
    whole, data = _whole(lever, teller), {"actor": lever.actor, "option": lever.option}
    if lever.status != "free":
        return Row((act,), "lever", whole, data, across=_cannot(lever, teller))
    pulls = {pull.actor: pull for pull in lever.pulls}
    cells = [_cell(pulls[key], teller) if key in pulls else _own(lever, teller) for key in actors]
    return Row((act, *cells), "lever", whole, data)


def _cell(pull: Pull, teller: Teller) -> TableCell:
    return TableCell((Words(_reply(pull, teller), "bold") if pull.moves else Words(NOTHING, "faint"),))


def _own(lever: Lever, teller: Teller) -> TableCell:
    """What its owner makes of an act, and how it pays where it does."""
    pays = set(lever.pays.values()) - {"never"}
    return TableCell(
        (Words(_cost(lever, teller), "faint"), *([Words(f"pays {pays_text(lever.pays)}", "small")] if pays else []))
    )


# -- words -------------------------------------------------------------------------------------------------------------


def _act(lever: Lever, teller: Teller) -> str:
    return act_text(lever.option, teller, on=lever.on)


def _whole(lever: Lever, teller: Teller) -> str:
    return capital(teller.act(lever.option, on=lever.on)) + "."


def _reply(pull: Pull, teller: Teller) -> str:
    told = []
    for shift in pull.shifts:
        name = plain_option(teller, shift.option)
        now = {"on": name, "off": f"no {name}", "either": f"{name} or not"}[shift.after]
        told.append(f"{now} (strategic)" if shift.kind == "strategic" else now)
    return ", ".join(told)


def _cost(lever: Lever, teller: Teller) -> str:
    assert lever.cost is not None
    verb = {"gains": "gains", "loses": "loses", "neither": "is indifferent"}[lever.cost.result]
    if decided(lever.cost, teller):
        return f"{verb} ({lever.cost.want})"
    return f"{verb}, {places_text(lever.cost.place)}" if lever.cost.sign else verb


def _cannot(lever: Lever, teller: Teller) -> str:
    if lever.status == "settled":
        return "cannot be taken back"
    return f"cannot be alone: {teller.glossary.rules.get(lever.rule or '') or lever.rule}"


def _table(setting: LeverSetting, teller: Teller) -> Table:
    rows = []
    for lever in setting.levers:
        head = (_whole(lever, teller), teller.actor(lever.actor))
        if lever.status != "free":
            rows.append((*head, _cannot(lever, teller), "", "", "", "", ""))
        for pull in lever.pulls:
            depends = "; ".join(f"{item.driver}, now {float(item.now):g}" for item in pull.thresholds)
            reply = _reply(pull, teller) or "no change"
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
