"""What the line about deals on a first screen means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.judge import deals
from tests.judge.answers.games import Game
from tests.judge.assessment_files import Infeasible
from tests.judge.option_games import game_of_assessment
from tests.judge.sentences.acts import act_meant, actor_of, does
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import CONCEPTS, COUNT, Reader, form, number

__all__: list[str] = []

Complaints = Iterator[str]

READINGS = rf"both readings|all (?:{COUNT}) readings|(?:{COUNT}) of (?:{COUNT}) readings?"

FATES = {
    "it is kept": "kept",
    "part of it is undone later, and all who agreed still gain": "overtaken",
    "steps go round from there": "goes round",
}


@form("screen", "deal.unasked", r"Whether a deal is open was not worked out here: there are too many states\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not reader.world.proved:
        yield f"there are {len(reader.world.setting.form.states)} states"


@form("screen", "deal.none", rf"No deal is open(?:; in (?P<readings>{READINGS}) one is)?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _at_rest(reader)
    if found := _told(reader.world.base):
        yield f"the deals {found} are open"
    is_open = _open_in(reader)
    if match["readings"] is None and any(is_open):
        yield f"one is open in {sum(is_open)} readings"
    if match["readings"]:
        yield from _counted(match["readings"], is_open)


@form("screen", "deal.counted", rf"A deal is open in (?P<readings>{READINGS})\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _counted(match["readings"], _open_in(reader))


@form(
    "screen",
    "deal.open",
    rf"(?:One deal is open|(?P<many>[A-Z][a-z]+|\d+) deals are open, one of them this): (?P<acts>.+?); with everybody "
    rf"(?P<looking>[\w ,]+ \((?:{'|'.join(CONCEPTS)})\)), (?:(?P<fate>{'|'.join(FATES)})|it is broken: (?P<move>.+))\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _at_rest(reader)
    world, game = reader.world, reader.world.base
    every = _told(game)
    if len(every) != (number(match["many"].lower()) if match["many"] else 1):
        yield f"{len(every)} deals are open: {every}"
    if reader.concepts(match["looking"]) != [world.lead]:
        yield f"the lead concept is {world.lead}"
    meant = [deal for deal in every if _is_agreed(reader, match["acts"], *deal)]
    if len(meant) != 1:
        yield f"{len(meant)} of {every} are {match['acts']!r}"
        return
    who, target = meant[0]
    own = game_of_assessment(game)
    fate = deals.fate(own, world.lead, own.start, target, who)
    if fate.word != FATES.get(match["fate"] or "", "broken"):
        yield f"it is {fate.word}"
    elif fate.breaking is not None and match["move"]:
        actor, here, there = fate.breaking
        states = {world.setting.form.code(state): state for state in world.setting.form.states}
        if act_meant(reader, match["move"], states[here]) != (actor, states[there]):
            yield f"it is broken by {actor}, from {states[here]} to {states[there]}"


def _at_rest(reader: Reader) -> Complaints:
    if reader.world.reached[1:]:
        yield "somebody moves"


def _told(game: Game) -> list[deals.Deal]:
    own = game_of_assessment(game)
    return deals.told(own, own.start)


def _open_in(reader: Reader) -> list[bool]:
    """In which readings some told deal is open from a resting state."""
    setting, lead = reader.world.setting, reader.world.lead
    found = []
    for reading in setting.readings:
        try:
            own = game_of_assessment(setting.game(reading))
        except Infeasible:
            found.append(False)
            continue
        found.append(any(deals.told(own, rest) for rest in deals.resting(own, lead)))
    return found


def _counted(told: str, is_open: Sequence[bool]) -> Complaints:
    if told == "both readings":
        some = every = 2
    elif told.startswith("all "):
        some = every = number(told.split(" ")[1])
    else:
        some, every = (number(word) for word in told.removesuffix("s").removesuffix(" reading").split(" of "))
    if (some, every) != (sum(is_open), len(is_open)):
        yield f"one is open in {sum(is_open)} of {len(is_open)} readings"


def _is_agreed(reader: Reader, told: str, who: Sequence[str], target: int) -> bool:
    """Whether a clause for each participant says what it does in a deal, and nothing else."""
    form_, start = reader.world.setting.form, reader.world.base.start
    there = next(state for state in form_.states if form_.code(state) == target)
    clauses, left = [], told
    for name in who[1:]:
        called = [words for words, one in reader.english.called.items() if one == name]
        cuts = [cut for words in called if (cut := re.search(rf", (?:and )?(?={re.escape(words)} )", left))]
        if not cuts:
            return False
        cut = min(cuts, key=lambda one: one.start())
        clauses.append(left[: cut.start()])
        left = left[cut.end() :]
    for name, clause in zip(who, [*clauses, left], strict=True):
        try:
            actor, rest = actor_of(reader, clause)
        except Unknown:
            return False
        own = tuple(
            b if form_.owner[full] == name else a for full, a, b in zip(form_.options, start, there, strict=True)
        )
        trees = reader.english.formulas(f"{reader.english.the[actor]} {rest}")
        if actor != name or not does(reader, trees, start, own):
            return False
    return True
