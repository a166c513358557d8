"""What stands beside the answers of a brief: whether the status quo holds, and what change of mind alone would do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from tests.judge.answers.changes import minimal_changes, target_holds
from tests.judge.answers.drivers import at
from tests.judge.answers.formulas import read
from tests.judge.answers.games import Game
from tests.judge.answers.roads import equilibrium, outcomes, world_of
from tests.judge.sentences import (
    of_screens,  # noqa: F401  (forms that stand here too)
    truths,
)
from tests.judge.sentences.deciding import without
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, FORMS, Reader, form, number
from tests.judge.sentences.leaving import COULD_BE, DROP, LOWER
from tests.judge.sentences.of_claims import CLASS_WORDS, SIGNS, WORDS

__all__: list[str] = []

TINY = Fraction(1, 10_000)

Complaints = Iterator[str]


def held(reader: Reader) -> list[list[bool]]:
    """By reading and concept, whether the status quo is an equilibrium."""
    setting = reader.world.setting
    found = []
    for reading in setting.readings:
        game = setting.game(reading)
        found.append([equilibrium(world_of(game), concept, game.start) for concept in setting.concepts])
    return found


SCOPE = rf"(?:both concepts|all (?:{COUNT}) concepts|one concept)"


@form("beside", "beside.holds", rf"The status quo holds(?: in (?P<all>both|all (?:{COUNT})) readings)?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not all(map(all, held(reader))):
        yield "it does not hold everywhere"
    yield from _all(match["all"], len(reader.world.setting.readings))


@form("beside", "beside.under", rf"Under (?P<under>{SCOPE})\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from _all(match["under"], len(reader.world.setting.concepts))


def _all(told: str | None, known: int) -> Complaints:
    words = {"both": 2, "one": 1, None: 1}
    first = None if told is None else told.split(" ")[0]
    many = words[first] if first in words else number((told or "").split(" ")[1])
    if many != known:
        yield f"there are {known}"


@form("beside", "beside.depends", r"Whether the status quo holds depends\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if len({value for row in held(reader) for value in row}) < 2:
        yield "it does not depend"


@form("beside", "beside.turns", r"It (?P<told>(?:holds|fails) (?:if|with everybody) .+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    cells = [["holds" if value else "fails" for value in row] for row in held(reader)]
    for part in match["told"].split("; "):
        one = re.fullmatch(r"(?P<how>holds|fails) (?P<told>.+)", part)
        if one is not None:
            yield from truths.conditions(reader.world, cells, one["how"], [reader.condition(one["told"])])
        elif not re.fullmatch(rf"(?:{COUNT}) further conditions?", part):
            raise Unknown(part)


@form("beside", "beside.count", r"It holds in (?P<held>\d[\d,]*) of (?P<of>\d[\d,]*) \([^()]+\)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    known = sum(map(sum, held(reader))), reader.world.cells
    if (number(match["held"]), number(match["of"])) != known:
        yield f"it holds in {known[0]} of {known[1]}"


@form("beside", "beside.fails", r"The status quo does not hold\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if any(map(any, held(reader))):
        yield "it holds somewhere"


@form("beside", "beside.none", rf"In none of (?P<readings>{COUNT}) readings?, under (?P<under>{SCOPE})\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if any(map(any, held(reader))) or number(match["readings"]) != len(reader.world.setting.readings):
        yield "it holds somewhere, or there are others"
    yield from _all(match["under"], len(reader.world.setting.concepts))


@form("beside", "beside.bare", r"With no premises at all it would hold too\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    game = reader.world.base
    bare = without(game, [want.id for line in game.wants.values() for want in line])
    if not all(equilibrium(world_of(bare), concept, bare.start) for concept in reader.world.setting.concepts):
        yield "it would not"


# --- the number that is nearest to tip it ---

MOVE = r"(?P<driver>\w+) (?:about )?(?P<now>\S+) → (?P<side>below |above )?(?P<about>about )?(?P<goal>[-−\d./]+)"


@form("beside", "beside.nearest", r"Nearest to tipping it: (?P<moves>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    drivers, close, further = dict[str, Fraction](), dict[str, Fraction](), dict[str, Fraction]()
    game = reader.world.base
    rounded: set[str] = set()
    for part in re.split(r", | and ", match["moves"]):
        one = re.fullmatch(MOVE, part)
        if one is None or one["driver"] not in game.drivers:
            raise Unknown(part)
        now, goal = (Fraction(one[name].replace("−", "-")) for name in ("now", "goal"))
        if abs(game.drivers[one["driver"]] - now) > truths.CLOSE:
            yield f"{one['driver']} is {game.drivers[one['driver']]}"
        beyond = {"below ": -1, "above ": 1}.get(one["side"] or "", 1 if goal > now else -1)
        drivers[one["driver"]] = goal + (beyond * TINY if one["side"] else 0)
        rounded |= {one["driver"]} if one["about"] else set()
        close[one["driver"]] = goal + beyond * (truths.CLOSE if one["about"] else TINY if one["side"] else 0)
        further[one["driver"]] = goal + beyond * (2 * TINY if one["side"] else 0)
    concepts = reader.world.setting.concepts

    def holds(own: Game) -> list[bool]:
        return [equilibrium(world_of(own), concept, own.start) for concept in concepts]

    # A number that is told as *about* so much is so much to two places, and may be one alone.
    trying = [drivers, close]
    # Of several just beyond something, one may have to be further than the others.
    trying += [drivers | {driver: value} for driver, value in further.items() if len(drivers) > 1]
    for driver, goal in drivers.items():
        if len(drivers) == 1 or driver in rounded:
            there = at(game, {name: value for name, value in drivers.items() if name != driver})
            trying += [drivers | {driver: value} for value in truths.close_to(there, driver, goal)]
    found = [then for then in (at(game, values) for values in trying) if holds(then) != holds(game)]
    if not found:
        yield f"with {[str(value) for value in drivers.values()]} it holds where it does now"
    reader.nearest = found[0] if found else at(game, drivers)


@form("beside", "beside.then", r"It would then end where (?P<state>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.nearest is None:
        raise Unknown("no number is told")
    ends = outcomes(world_of(reader.nearest), reader.world.lead, reader.nearest.start)
    trees = reader.english.formulas(match["state"])
    if not any(reader.nearest.form.holds(tree, end, reader.nearest.drivers) for tree in trees for end in ends):
        yield f"it would end in {[reader.nearest.form.shown(end) for end in ends]}"


# --- what change of mind alone would do ---

AIM = r"(?:keep it from ending in (?P<from>.+)|bring (?P<to>.+) about)"


def _smallest(reader: Reader, match: re.Match[str]) -> list[frozenset[tuple[str, str]]]:
    game, target = reader.world.base, reader.world.document["target"]
    if target_holds(game, target, reader.world.lead) is not bool(match["from"]):
        raise Unknown("it comes about the other way")
    told = (match["from"] or match["to"]).removeprefix("a state in which ")
    formulas = reader.english.formulas(told) if told not in reader.world.setting.form.terms else [read(told)]
    if not any(truths.alike(game, tree, read(target)) for tree in formulas):
        raise Unknown(f"no target: {told!r}")
    found = minimal_changes(game, target, reader.world.lead)
    return [change for change in found if len(change) == len(found[0])]


@form("beside", "beside.no_change", rf"No change of mind of up to (?P<bound>{COUNT}) edits? would {AIM}\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = _smallest(reader, match)
    if found:
        yield f"{sorted(found[0])} would"


@form(
    "beside",
    "beside.changes",
    rf"(?P<count>[A-Z][a-z]+|\d+) changes? of mind(?:, each alone,)? would {AIM}: (?:that|those) of (?P<who>.+)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = _smallest(reader, match)
    owners = {reader.owners[want] for change in found for want, _ in change}
    named = {reader.english.called.get(who) for who in re.split(r", | and ", match["who"])}
    if not found or len(found[0]) != 1 or number(match["count"]) != len(found) or owners != named:
        yield f"there are {[sorted(one) for one in found]}"


@form(
    "beside",
    "beside.at_once",
    rf"It takes (?P<size>{COUNT}) changes of mind at once to {AIM}; there (?:is|are) (?P<ways>{COUNT}) ways?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    found = _smallest(reader, match)
    if not found or number(match["size"]) != len(found[0]) or number(match["ways"]) != len(found):
        yield f"there are {[sorted(one) for one in found][:4]}"


@form("beside", "beside.ways", rf"(?P<told>.+?)(?:; (?P<more>{COUNT}) more)?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    game, target = reader.world.base, reader.world.document.get("target")
    kinds = {DROP: "drop", COULD_BE: "could_be", LOWER: "swap"}
    found = minimal_changes(game, target, reader.world.lead) if target else []
    found = [change for change in found if len(change) == len(found[0])]
    told = [reader.change(part) for part in match["told"].split("; or ")]
    for change in told:
        if frozenset((edit.want, kinds[edit.kind]) for edit in change) not in found:
            yield f"{[(edit.want, edit.kind) for edit in change]} is none of {[sorted(one) for one in found][:4]}"
        for edit in change:
            if edit.reason is not None:
                yield from truths.branch_told(game, edit.reason, [game.start])
    if len(found) != len(told) + (number(match["more"]) if match["more"] else 0):
        yield f"there are {len(found)}"


@form("beside", "beside.means", r"(?P<means>[^:]+?)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    means = [str(driver.get("means") or "") for driver in (reader.world.document.get("drivers") or {}).values()]
    if not set(match["means"].lower().split("; ")) <= {one.strip(" .").lower() for one in means}:
        raise Unknown(match["means"])
    yield from ()


FORMS.setdefault("beside", []).extend(one for one in FORMS["screen"] if one.label.startswith("moved"))


@form("claim.open", "claim.open", rf"(?P<id>\w+): (?P<sign>\S+) (?P<word>{WORDS})")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    kind = reader.world.claims[match["id"]].kind
    if kind not in CLASS_WORDS[match["word"]] or SIGNS.get(match["sign"]) != kind:
        yield f"{match['id']} is {kind}"
