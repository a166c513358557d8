"""What each kind of statement says, recomputed: every function gives what is false of it, nothing where it is true (§6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.judge.answers.drivers import at, points_of
from tests.judge.answers.form import State
from tests.judge.answers.formulas import read
from tests.judge.answers.games import Game, Want
from tests.judge.answers.roads import outcomes, world_of
from tests.judge.assessment_formula import Tree
from tests.judge.sentences.cells import NOTHING as SILENT
from tests.judge.sentences.cells import UNSETTLED, Answer
from tests.judge.sentences.deciding import (
    OTHERWISE,
    WANT,
    branch,
    chain,
    compared,
    decides,
    moved,
    sign,
    value_of,
    without,
)
from tests.judge.sentences.leaving import COULD_BE, DROP, Change, after_all
from tests.judge.sentences.selected import Asked, selected
from tests.judge.sentences.support import cases_of, cell, lead_cell
from tests.judge.sentences.world import World

__all__ = [
    "CLOSE",
    "Reason",
    "act",
    "as_written",
    "chain_of",
    "conditions",
    "driver_now",
    "headline",
    "meant_by",
    "only",
    "rests",
    "round_of",
]
__all__ += [
    "alike",
    "branch_told",
    "close_to",
    "everywhere",
    "ranks",
    "takes",
    "takes_nothing",
    "tips",
    "turned_by",
    "unless",
    "whole_sets",
]

Complaints = Iterator[str]

CLOSE = Fraction(1, 200)
"""How far a number may be from the one that is told with two places."""

TINY = Fraction(1, 10_000)
"""Closer to a number than any other that a file compares."""

Condition = Mapping[str, Collection[str]]
"""Open questions, and ``concept``, each with the values that it may have."""


# --- answers ---


def headline(world: World, answer: Answer, word: str) -> Complaints:
    """The answer in one word."""
    if answer.word != word:
        yield f"said {word!r}, it is {answer.word!r}"


def fits(world: World, condition: Condition, reading: Mapping[str, str], concept: str) -> bool:
    """Whether a cell meets a condition."""
    return all((concept if name == "concept" else reading[name]) in values for name, values in condition.items())


def said_in(
    world: World, cells: Sequence[Sequence[str]], condition: Condition | None = None, *, met: bool = True
) -> list[str]:
    """What cells that meet a condition (do not) have to say."""
    found = []
    for reading, row in zip(world.setting.readings, cells, strict=True):
        for concept, value in zip(world.setting.concepts, row, strict=True):
            if value != SILENT and (condition is None or fits(world, condition, reading, concept) is met):
                found.append(value)
    return found


def conditions(world: World, cells: Sequence[Sequence[str]], word: str, told: Sequence[Condition]) -> Complaints:
    """Wherever a condition is met it is this word."""
    for condition in told:
        values = said_in(world, cells, condition)
        if not values or set(values) != {word}:
            yield f"said {word!r} where {dict(condition)}, it is {sorted(set(values)) or 'nothing'} there"


def unless(
    world: World,
    cells: Sequence[Sequence[str]],
    word: str,
    other: str,
    told: Sequence[Condition],
    *,
    whole: bool = True,
) -> Complaints:
    """It is this word, but the other wherever a condition is met; *whole*: all conditions are told."""
    yield from conditions(world, cells, other, told)
    if not whole:
        return
    for reading, row in zip(world.setting.readings, cells, strict=True):
        for concept, value in zip(world.setting.concepts, row, strict=True):
            if value not in (SILENT, word) and not any(fits(world, one, reading, concept) for one in told):
                yield f"said {word!r} unless {[dict(one) for one in told]}, it is {value!r} in {dict(reading)} under {concept}"
                return


def only(world: World, cells: Sequence[Sequence[str]], word: str, told: Condition) -> Complaints:
    """It is this word where the condition is met, and nowhere else."""
    with_it, without_it = said_in(world, cells, told), said_in(world, cells, told, met=False)
    if set(with_it) != {word}:
        yield f"said {word!r} only if {dict(told)}, with it it is {sorted(set(with_it))}"
    if word in without_it:
        yield f"said {word!r} only if {dict(told)}, it is so without it too"


def base_word(world: World, cells: Sequence[Sequence[str]]) -> str:
    """The value of the base reading where its cells that have something to say have one; "" where they differ."""
    values = {value for value in cells[0] if value != SILENT}
    return values.pop() if len(values) == 1 else ""


# --- reasons ---


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it is told: whose, the want by its id, and the branches that its words may be about."""

    want: str
    actor: str | None
    words: str | None
    """Words of the file, as they are told; None where a formula is."""
    formulas: tuple[Tree, ...] = ()
    """What its formula may be."""
    condition: tuple[Tree, ...] = ()
    """What is said to hold, "as d1 is at least 0.50"."""
    now: tuple[tuple[str, Fraction], ...] = ()
    """Drivers with the values that are told."""
    otherwise: tuple[Tree, ...] = ()
    """What the formula of its other branch may be, where both are told."""


def meant_by(game: Game, want: Want, told: Reason) -> set[str]:
    """The branches of a want that the words of a reason are about, in this game."""
    if told.otherwise:
        both = ((told.formulas, want.want), (told.otherwise, want.otherwise or "false"))
        known = all(any(alike(game, tree, read(formula)) for tree in trees) for trees, formula in both)
        return {WANT, OTHERWISE} if known else set()
    found = set()
    says, instead = ((one or "").strip().rstrip(".") for one in (want.says, want.otherwise_says))
    if told.words is not None and says and instead and told.words == f"{says}; otherwise {instead}":
        return {WANT, OTHERWISE}
    for name, words, formula in ((WANT, says, want.want), (OTHERWISE, instead, want.otherwise)):
        if formula is None:
            continue
        by_words = told.words is not None and bool(words) and told.words == words
        if by_words or any(alike(game, tree, read(formula)) for tree in told.formulas):
            found.add(name)
    return found


def alike(game: Game, one: Tree, other: Tree) -> bool:
    """Whether two formulas hold in the same states of a game."""
    form = game.form
    return all(form.holds(one, state, game.drivers) == form.holds(other, state, game.drivers) for state in form.states)


def branch_told(game: Game, told: Reason, states: Sequence[State]) -> Complaints:
    """The branch that is told is in force where the want decides."""
    want = next((one for line in game.wants.values() for one in line if one.id == told.want), None)
    owner = next((actor for actor, line in game.wants.items() if any(one.id == told.want for one in line)), None)
    if want is None:
        yield f"{told.want} is told, which is not in that game"
        return
    if told.actor is not None and told.actor != owner:
        yield f"{told.want} is told of {told.actor}, it is {owner}'s"
    meant, force = meant_by(game, want, told), {branch(game, want, state) for state in states}
    if not meant & force:
        told_as = told.words if told.words is not None else f"{len(told.formulas)} formulas"
        yield f"{told.want} is told by {sorted(meant) or 'no branch'} ({told_as}), in force is {sorted(force)}"
    for tree in told.condition[:1]:
        if not any(game.form.holds(one, state, game.drivers) for one in told.condition for state in states):
            yield f"{told.want} is told with a condition that does not hold: {tree}"
    yield from driver_now(game, told.now)


def as_written(game: Game, told: Reason) -> Complaints:
    """A want that says nothing as things are is told as it is written: what is wanted, and while what."""
    want = next(one for line in game.wants.values() for one in line if one.id == told.want)
    if told.words is not None:
        if told.words != (want.says or "").strip().rstrip("."):
            yield f"{told.want} is told by {told.words!r}"
        return
    for trees, formula in ((told.formulas, want.want), (told.condition, want.while_ or "true")):
        if not any(alike(game, tree, read(formula)) for tree in trees):
            yield f"{told.want} is not written so: {formula}"
    yield from driver_now(game, told.now)


def driver_now(game: Game, told: Sequence[tuple[str, Fraction]]) -> Complaints:
    """The values of drivers as told, as far as they are told (two places)."""
    for name, value in told:
        if name in game.drivers and abs(game.drivers[name] - value) > CLOSE:
            yield f"{name} is told to be {float(value)}, it is {float(game.drivers[name])} in that game"


def rests(world: World, name: str, scenario: str, told: Sequence[Reason], more: int) -> Complaints:
    """A conjunction: leaving out any of the wants changes the answer; *more*: so many others do too."""
    answer = world.questions[name].answers[scenario]
    single = world.single(name, scenario)
    for reason in told:
        if reason.want not in single:
            yield f"because {reason.want}: leaving it out changes nothing (it rests on {sorted(single) or 'no single want'})"
    if single and len(single) != len(told) + more:
        yield f"{len(told)} wants and {more} more are told, {sorted(single)} change it"
    yield from _in_force(world, answer, told)


def whole_sets(world: World, name: str, scenario: str, told: Sequence[Reason], more: int) -> Complaints:
    """This holds until all of these are given up: a smallest set, and *more* others of its size."""
    sets, wants = world.rests(name, scenario), frozenset(reason.want for reason in told)
    if sets is None:
        answer = world.questions[name].answers[scenario]
        now = lead_cell(world.setting, answer)
        parts = [wants, *(wants - {want} for want in wants)]
        changed = [turned_by(world, answer, frozenset((want, DROP) for want in part)) != now for part in parts]
        if changed != [True] + [False] * len(wants):
            yield f"until {sorted(wants)} are given up: it is otherwise without {[sorted(p) for p, c in zip(parts, changed, strict=True) if c]}"
        yield from _in_force(world, answer, told)
        return
    if wants not in sets:
        yield f"until {sorted(wants)} are given up: the smallest sets are {_shown(sets)}"
    if len(sets) != 1 + more:
        yield f"one set and {more} more are told, there are {len(sets)}"
    yield from _in_force(world, world.questions[name].answers[scenario], told)


def rests_on_nothing(world: World, name: str, scenario: str, bound: int) -> Complaints:
    """No leaving out of so many wants at once changes the answer."""
    sets = [one for one in world.rests(name, scenario) or () if len(one) <= bound]
    if sets:
        yield f"giving up {_shown(sets)} changes it"


def everywhere(world: World, answer: Answer, wants: Collection[str], *, each: bool) -> Complaints:
    """In every cell that has something to say leaving out all of these wants (*each*: any of them) changes the answer."""
    sets = [[want] for want in wants] if each else [list(wants)]
    for row, reading in zip(answer.cells, world.setting.readings, strict=True):
        games = cases_of(world.setting, answer, reading)
        for now, concept in zip(row, world.setting.concepts, strict=True):
            for own in sets if now != SILENT else ():
                if cell(world.setting, answer, after_all(games, dict.fromkeys(own, DROP)), concept) == now:
                    yield f"told of everything: in {dict(reading)} under {concept} it is {now!r} without {own} too"
                    return


def _in_force(world: World, answer: Answer, told: Sequence[Reason]) -> Complaints:
    """In a set of wants each is told by its branch at the start of the check."""
    games = cases_of(world.setting, answer)
    for reason in told:
        found = []
        for key, game in games.items():
            check = answer.checks[0 if key.startswith("yes ") else 1]["check"]
            starts = [game.start, *([game.after(check["after"])] if check.get("after") else [])]
            found.append(list(branch_told(game, reason, starts)))
        if all(found):
            yield from found[0]


def _shown(sets: Sequence[Collection[str]]) -> str:
    return ", ".join("+".join(sorted(one)) for one in sets) or "nothing"


# --- what a yes takes ---


def turned_by(world: World, answer: Answer, change: Change) -> str:
    """The answer in the game looked at after a change."""
    return cell(world.setting, answer, after_all(cases_of(world.setting, answer), change), world.lead)


def takes(world: World, name: str, scenario: str, told: Sequence[Change], more: int) -> Complaints:
    """Yes, if one of these changes is made: the smallest, of which only those may be left out that come "
    "to what is asked about."""
    found = world.takes(name, scenario)
    if found is None:
        yield from _just_so(world, world.questions[name].answers[scenario], told)
        return
    for change in told:
        if change not in found:
            answer = world.questions[name].answers[scenario]
            then, least = turned_by(world, answer, change), [sorted(one) for one in found]
            yield f"yes, if {sorted(change)}: it is {then!r} then; the smallest are {least}"
    untold = sum(len(one) == 1 and next(iter(one))[1] == COULD_BE for one in found if one not in told)
    if not len(found) - untold <= len(told) + more <= len(found):
        yield f"{len(told)} changes and {more} more are told, there are {len(found)}"


def takes_turned(world: World, name: str, scenario: str, told: Sequence[Change], bound: int) -> Complaints:
    """Yes, if one of these changes is made, wants turned round among them, and not with part of it; no change of up to *bound*
    wants of the kinds that the file takes seriously does it."""
    answer = world.questions[name].answers[scenario]
    if world.lead_cell(answer) == "yes":
        yield "it is a yes as it is"
    if serious := [one for one in world.takes_serious(name, scenario) or () if len(one) <= bound]:
        yield f"without turning a want round {[sorted(one) for one in serious][:2]} do it"
    yield from _just_so(world, answer, told)


def _just_so(world: World, answer: Answer, told: Sequence[Change]) -> Complaints:
    """Each of some changes makes it a yes, and no part of it does."""
    for change in told:
        if turned_by(world, answer, change) != "yes":
            yield f"yes, if {sorted(change)}: it is {turned_by(world, answer, change)!r} then"
        for left in change if len(change) > 1 else ():
            if turned_by(world, answer, change - {left}) == "yes":
                yield f"yes, if {sorted(change)}: it is so without {left}"


def takes_nothing(world: World, name: str, scenario: str, bound: int, turned: int) -> Complaints:
    """No change of up to so many wants that was tried makes it a yes; *turned*: wants turned round were tried among so many."""
    found = [one for one in world.takes_serious(name, scenario) or () if len(one) <= bound]
    if not found and turned:
        found = [one for one in world.takes(name, scenario) or () if len(one) <= turned]
    if found:
        yield f"no change is said to make it a yes: {[sorted(one) for one in found][:3]} do"


def takes_value(
    world: World, answer: Answer, driver: str, told: tuple[str, Fraction, Fraction, Fraction], now: Fraction
) -> Complaints:
    """Yes, if a driver had such a value: it is so there, and not just on this side of it. ``told``: "at least", "above", "at most",
    "below", "between" or "at" with one number or two, and how far the number may be from that which is told."""
    low, high = world.setting.form.ranges[driver]
    selection = world.selection
    is_now = next(iter(cases_of(world.setting, answer).values())).drivers[driver]
    if abs(is_now - now) > CLOSE:
        yield f"{driver} is told to be {float(now)}, it is {float(is_now)}"
    how, first, last, near = told
    inside = {"at least": first + near, "above": first + near + TINY, "at": first}
    inside |= {"at most": last - near, "below": last - near - TINY}
    at = inside.get(how, (first + last) / 2)
    outside = {"at least": at - 2 * CLOSE, "above": at - 2 * CLOSE, "at most": at + 2 * CLOSE, "below": at + 2 * CLOSE}

    def there(value: Fraction) -> str:
        chosen = replace(selection, drivers={**selection.drivers, driver: value})
        return lead_cell(selected(Asked(world.asked.text, chosen)), answer)

    if how == "about":  # one value alone, which is told with two places
        games = cases_of(world.setting, answer).values()
        formulas = [text for check in answer.checks for text in check["check"].values() if isinstance(text, str)]
        if not any(there(value) == "yes" for game in games for value in close_to(game, driver, first, formulas)):
            yield f"with {driver} at about {float(first)} it is no yes"
        return
    if low <= at <= high and there(at) != "yes":
        yield f"with {driver} at {float(at)} it is {there(at)!r}"
    beyond = outside.get(how)
    if beyond is not None:  # on the side where it is now
        beyond = min(beyond, is_now) if how in ("at most", "below") else max(beyond, is_now)
    if beyond is not None and low <= beyond <= high and there(beyond) == "yes":
        yield f"with {driver} at {float(beyond)} it is a yes too"


def close_to(game: Game, driver: str, told: Fraction, formulas: Sequence[str] = ()) -> list[Fraction]:
    """The values of a driver at which some comparison turns, and those between them, that are told as *about* so much."""
    points = [point[driver] for point in points_of(game, formulas, [driver])]
    return [value for value in points if abs(value - told) <= CLOSE]


# --- acts ---


def act(
    world: World, game: Game, actor: str, there: State, told: Reason | None, *, pays: bool, chain_place: int = 0
) -> Complaints:
    """An act at the start makes its actor better off (no better off), by this want."""
    here = game.start
    now = sign(game, actor, here, there)
    if (now > 0) is not pays:
        yield f"{actor} to {game.form.shown(there)} is said {'to pay' if pays else 'not to pay'}, it is {now}"
    want = decides(game, actor, here, there)
    if told is None:
        if want is not None and not pays:
            yield f"{actor} to {game.form.shown(there)} is said to bring nothing, {want.id} decides"
        return
    if want is None or want.id != told.want:
        yield f"{actor} to {game.form.shown(there)}: {told.want} is said to decide, it is {want.id if want else 'nothing'}"
        return
    yield from branch_told(game, told, [here, there])


def chain_of(game: Game, actor: str, there: State, told: Sequence[Reason], end: int | None) -> Complaints:
    """Each reason decides once those before it are left out, what then speaks for the act is as told, and all is told that
    there is
    to tell: ends of chains with two links or more, or where the act then pays."""
    here, found = game.start, chain(game, actor, game.start, there)
    links = [link.want for link in found.links]
    if end is None and (len(links) > 1 or (links and found.end > 0)):
        yield f"{actor} to {game.form.shown(there)}: the chain is {links}, then {found.end}; {[one.want for one in told]} is told"
    if end is not None and ([one.want for one in told] != links or end != found.end):
        yield f"{[one.want for one in told]}, then {end} is told for {actor}; the chain is {links}, then {found.end}"
    for place, reason in enumerate(told):
        yield from branch_told(without(game, links[:place]), reason, [here, there])


def tips(game: Game, actor: str, there: State, name: str, told: tuple[str, Fraction, Fraction, str]) -> Complaints:
    """The number that a want compares is such now, and just beyond such a value the act pays where it did not, or no longer does.

    ``told``: what the number is, what it is now, where it tips, and on which side of that ("above", "below", or "at" it).
    """
    of, now, beyond, side = told
    here, want = game.start, next((one for line in game.wants.values() for one in line if one.id == name), None)
    if want is None:
        return
    if of in game.drivers:
        yield from _driver_tips(game, actor, there, told)
        return
    known = []
    for left, right in compared(game, want):
        near = abs(value_of(game, left, here) - now) <= CLOSE and abs(value_of(game, right, here) - beyond) <= CLOSE
        if near and (not of or abs(value_of(game, read(of), here) - now) <= CLOSE):
            known.append((left, right))
    if not known:
        yield f"{name} does not compare {of or 'a number'} that is {float(now)} with {float(beyond)}"
        return
    before, by = sign(game, actor, here, there), {"above": TINY, "below": -TINY, "at": Fraction(0)}[side]
    for left, right in known:
        ways = list(moved(game, left, right, here, by))[:1]
        if not ways or any(sign(other, actor, here, there) != before for other in ways):
            return
    yield f"{name} is said to tip {side} {float(beyond)}: {actor}'s act is {before} on both sides"


def _driver_tips(game: Game, actor: str, there: State, told: tuple[str, Fraction, Fraction, str]) -> Complaints:
    """The same of a driver: the act is another thing to its actor just beyond a value (told with two places), and not on this side."""
    of, now, beyond, side = told
    if abs(game.drivers[of] - now) > CLOSE:
        yield f"{of} is {float(game.drivers[of])}"
    out = {"above": 1, "below": -1}.get(side) or (1 if beyond > game.drivers[of] else -1)
    before = sign(game, actor, game.start, there) > 0

    def after(value: Fraction) -> bool:
        return sign(at(game, {of: value}), actor, game.start, there) > 0

    far = [beyond + out * step for step in ((0, TINY, 2 * CLOSE) if side == "at" else (TINY, 2 * CLOSE))]
    if all(after(value) == before for value in far):
        yield f"{of} is said to tip {side} {float(beyond)}: the act {'pays' if before else 'does not pay'} there too"
    near = beyond - out * 2 * CLOSE
    if (game.drivers[of] - near) * out < 0 and after(near) != before:
        yield f"{of} is said to tip {side} {float(beyond)}: the act {'does not pay' if before else 'pays'} at {float(near)} already"


def ranks(game: Game, actor: str, told: Sequence[int], of: int, there: State, *, gains: bool) -> Complaints:
    """The places of two states in an actor's order, the better one first, among so many."""
    order = world_of(game).ranks[actor]
    places = {state: 1 + len({rank for rank in order.values() if rank > order[state]}) for state in order}
    known = [places[there], places[game.start]][:: 1 if gains else -1]
    if list(told) != known or of != len(set(order.values())):
        yield f"places {list(told)} of {of} are told for {actor}, they are {known} of {len(set(order.values()))}"


def round_of(world: World, answer: Answer) -> Complaints:
    """In the game looked at it does not settle."""
    found = world.lead_cell(answer)
    if found != UNSETTLED:
        yield f"said not to settle, it is {found!r}"


def ends_of(game: Game, concept: str, start: State | None = None) -> list[State]:
    """Where roads end."""
    return outcomes(world_of(game), concept, start or game.start)
