"""What goes round: "Moscow returns while Ankara presses, but no longer once it stops: it does not "
"last (looking one step ahead)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.judge.answers.form import State
from tests.judge.answers.roads import World, reached, steps, world_of
from tests.judge.sentences.acts import act_meant
from tests.judge.sentences.cells import UNSETTLED, Answer
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import LOOKING, LOOKS, Reader
from tests.judge.sentences.support import cases_of

__all__ = ["ROUND", "round_goes"]

ROUND = rf"(?:[Ii]f (?P<if>.+ \(\w+\)), )?(?P<acts>.+): it does not last \((?P<looking>{LOOKS})\)"

Complaints = Iterator[str]


def round_goes(reader: Reader, answer: Answer, told: str, looking: str, reading: str) -> Complaints:
    """Some cell under this concept does not settle, and there the acts lead from one another round again."""
    world, concept = reader.world, LOOKING.get(looking)
    if concept is None or concept not in world.setting.concepts:
        raise Unknown(f"no concept: {looking!r}")
    place = world.setting.concepts.index(concept)
    base = world.setting.readings[0]
    given = reader.condition(reading) if reading else {}
    known = False
    for own, row in zip(world.setting.readings, answer.cells, strict=True):
        differs = {name for name in own if own[name] != base[name]}
        if row[place] != UNSETTLED or differs != set(given) or any(own[name] not in given[name] for name in given):
            continue
        known = True
        for game in cases_of(world.setting, answer, own).values():
            roads = world_of(game)
            for start in [game.start, *(game.after(one["check"].get("after") or ()) for one in answer.checks)]:
                if any(_round(reader, told, state, roads, concept) for state in reached(roads, concept, start)):
                    return
    yield f"no round {told!r}" if known else f"where {given} under {concept} it settles"


def _round(reader: Reader, told: str, state: State, roads: World, concept: str) -> bool:
    """Whether the acts told are steps that lead from a state to itself."""
    match = re.fullmatch(r"(?P<act>.+) while (?P<while>.+), but no longer once (?:it stops|they stop)", told)
    if match is not None:
        acts = [match["while"], match["act"], _denied(match["while"]), _denied(match["act"])]
    elif match := re.fullmatch(r"(?P<acts>.+), and round again", told):
        acts = match["acts"].split(", then ")
    else:
        raise Unknown(f"no round: {told!r}")
    here = state
    for act in acts:
        try:
            actor, there = act_meant(reader, act, here)
        except Unknown:
            return False
        if there not in steps(roads, concept, actor, here):
            return False
        here = there
    return here == state


def _denied(act: str) -> str:
    """An act given up: "Alba no longer plays ax"."""
    name, _, verb = act.partition(" ")
    return f"{name} no longer {verb}"
