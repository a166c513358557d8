"""What ways out of the start mean: how many there are, what stops each or that it pays, and what is behind that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tests.judge.answers.form import State
from tests.judge.answers.roads import deterred, improvements, world_of
from tests.judge.sentences import truths
from tests.judge.sentences.acts import act_meant
from tests.judge.sentences.deciding import decides
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.of_reasons import countermoves

__all__ = ["lane", "lanes"]

Complaints = Iterator[str]

TIPS = r"(?:; |^)(?P<of>“[^”]+” \([\w ]+\)|[^;]+?) (?P<now>[-−]?\d+\.\d\d), tips (?P<side>above|below|at) (?P<at>[-−]?\d+\.\d\d)$"
PLACE = r"(?P<better>\d+)\w\w of (?P<of>\d+)\) to (?P<worse>.+) \((?P<then>\d+)\w\w\)"


def lane(reader: Reader, act: str, told: str) -> Complaints:
    """An act from the start, what stops it (or that it pays) with all that is behind it, and where the "
    "number stands that tips it."""
    world, game = reader.world, reader.world.base
    text, switch = told, re.search(TIPS, told)
    if switch is not None:
        text = told[: switch.start()]
    if text.startswith("first "):
        yield from _not_yet(reader, act, text.removeprefix("first "))
        return
    actor, there = act_meant(reader, act)
    pays = text.startswith("pays: ")
    first, *chain = re.split(r"; (?=(?:even )?without (?:that|both|all \w+)\b)", text.removeprefix("pays: "))
    if pays is not (there in world.undeterred(actor)):
        yield f"{actor}'s act is {'no' if pays else 'an'} improvement that nothing deters"
    if match := re.fullmatch(r"would gain, but then (?P<moves>.+?)(?: \(\w+\))?", first):
        if there not in improvements(world_of(game), actor, game.start):
            yield f"{actor} gains nothing there"
        elif not deterred(world_of(game), world.lead, actor, game.start, there):
            yield f"nothing deters {actor}"
        yield from countermoves(reader, world_of(game).ranks[actor], game.start, there, match["moves"])
        return
    if match := re.fullmatch(r"gains? nothing by it(?: \((?P<id>\w+)\))?", first):
        want = decides(game, actor, game.start, there) if match["id"] else None
        if match["id"] and (pays or want is None or want.id != match["id"]):
            yield f"{match['id']} is told to decide, it is {want.id if want else 'nothing'}"
        elif not match["id"]:
            yield from truths.act(world, game, actor, there, None, pays=pays)
        return
    if match := re.fullmatch(rf"prefers? (?P<what>.+) \({PLACE}(?: \((?P<id>\w+)\))?", first):
        told_places = [int(match["better"]), int(match["then"])]
        gains = match["what"] == "that"
        yield from truths.ranks(game, actor, told_places, int(match["of"]), there, gains=gains)
        want = decides(game, actor, game.start, there)
        if match["id"] and (want is None or want.id != match["id"]):
            yield f"{match['id']} is told, {want.id if want else 'nothing'} decides"
        return
    reason = reader.reason(first, actor=actor)
    yield from truths.act(world, game, actor, there, reason, pays=pays)
    links, end = reader.chain(chain, actor)
    yield from truths.chain_of(game, actor, there, [reason, *links], end)
    if switch is not None:
        yield from truths.tips(game, actor, there, reason.want, _switch(reader, switch))


def _switch(reader: Reader, match: re.Match[str]) -> tuple[str, Fraction, Fraction, str]:
    """What a number is, what it is now, and where it tips: "window 0.60, tips below 0.30"."""
    now, at = (Fraction(match[name].replace("−", "-")) for name in ("now", "at"))
    of = reader.driver(match["of"]) if "“" in match["of"] else match["of"].replace("·", "*")
    return of, now, at, match["side"]


def _not_yet(reader: Reader, act: str, needs: str) -> Complaints:
    """What cannot be done at the start, since something else has to be so first."""
    try:
        actor, there = act_meant(reader, act)
    except Unknown:
        game = reader.world.base
        if any(game.form.holds(tree, game.start, game.drivers) for tree in reader.english.formulas(needs)):
            yield f"{needs} is so already"
        return
    yield f"{actor} can go to {reader.world.setting.form.shown(there)}"


def lanes(reader: Reader, head: str, shown: Sequence[tuple[str, str]], more: int) -> None:
    """All ways out that are told: their head, and each of them."""
    reader.read("lanes", head)
    pays, steps = 0, set[tuple[str, State]]()
    for act, told in shown:
        try:
            found = list(lane(reader, act, told))
            if told.startswith("pays: "):
                pays += 1
                steps.add(act_meant(reader, act))
        except Unknown as unknown:
            found = [f"not known: {unknown}"]
        reader.seen["lane"] = reader.seen.get("lane", 0) + 1
        reader.complaints += [f"[lane] {one} <<{act} | {told}>>" for one in found]
    counted = re.search(
        rf"\b(?P<some>{COUNT}) of (?P<of>{COUNT}) (?:ways out|acts?) pays?|\b(?P<count>{COUNT}) (?:ways? out|acts?)\b",
        head,
        re.IGNORECASE,  # it may begin with it
    )
    if counted is None:
        return
    of = number(counted["of"] or counted["count"])
    if of != len(shown) + more:
        reader.complaints.append(f"[lanes] {of} are told, {len(shown)} and {more} more stand there <<{head}>>")
    paying = number(counted["some"]) if counted["some"] else of if "which pays" in head else 0
    if not more and paying != pays:
        reader.complaints.append(f"[lanes] {paying} are said to pay, {pays} do <<{head}>>")
    world = reader.world
    missing = [
        actor for actor in world.setting.form.actors if world.steps(actor) and actor not in {one for one, _ in steps}
    ]
    if not more and missing:
        reader.complaints.append(f"[lanes] {missing} move and have no way that pays <<{head}>>")


@form(
    "lanes",
    "lanes.none",
    rf"(?:Why nobody moves: (?:{COUNT}) acts?|Nobody moves: (?:{COUNT}) ways? out), and what stops (?:it|each)"
    r"|Nobody moves: no act is open to anybody",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    for actor in reader.world.setting.form.actors:
        if reader.world.steps(actor):
            yield f"{actor} has a step"


@form(
    "lanes",
    "lanes.all",
    rf"(?:Who moves: (?P<acts>{COUNT}) acts?|(?P<who>.+) moves?: (?P<ways>{COUNT}) ways? out), (?:each of which|which) pays(?: at once)?",
)
@form(
    "lanes",
    "lanes.some",
    rf"(?:Who moves: (?:{COUNT}) of (?:{COUNT}) acts? pays? at once; what stops the others?"
    rf"|(?P<who>.+) moves?: (?:{COUNT}) of (?:{COUNT}) ways? out pays?, and what stops (?:the other|the rest))",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    movers = {actor for actor in reader.world.setting.form.actors if reader.world.undeterred(actor)}
    if not movers:
        yield "nobody moves"
    if match["who"]:
        counted = re.fullmatch(rf"({COUNT}) actors", match["who"].lower())
        names = [
            reader.english.called.get(one) or reader.english.called.get(one[:1].lower() + one[1:])
            for one in re.split(r", | or ", match["who"])
        ]
        if (number(counted[1]) != len(movers)) if counted else (set(names) != movers):
            yield f"{sorted(movers)} move"
