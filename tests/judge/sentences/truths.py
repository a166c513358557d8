"""What each kind of statement says, recomputed: every function gives what is false of it, nothing where it is true (§6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.judge.answers.form import State
from tests.judge.answers.formulas import read
from tests.judge.answers.games import Game, Want
from tests.judge.answers.roads import outcomes, world_of
from tests.judge.assessment_formula import Tree
from tests.judge.sentences.cells import NOTHING as SILENT
from tests.judge.sentences.cells import UNSETTLED, Answer
from tests.judge.sentences.deciding import OTHERWISE, WANT, branch, compared, decides, moved, sign, value_of, without
from tests.judge.sentences.leaving import Change, after_all
from tests.judge.sentences.support import cases_of, cell
from tests.judge.sentences.world import World

__all__ = ["Reason", "act", "chain_of", "conditions", "driver_now", "headline", "meant_by", "only", "rests", "round_of"]
__all__ += ["takes", "takes_nothing", "tips", "turned_by", "unless", "whole_sets"]

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


def meant_by(game: Game, want: Want, told: Reason) -> set[str]:
    """The branches of a want that the words of a reason are about, in this game."""
    found = set()
    for name, words, formula in ((WANT, want.says, want.want), (OTHERWISE, want.otherwise_says, want.otherwise)):
        if formula is None:
            continue
        by_words = told.words is not None and words is not None and told.words == words.strip().rstrip(".")
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


def driver_now(game: Game, told: Sequence[tuple[str, Fraction]]) -> Complaints:
    """The values of drivers as told, as far as they are told (two places)."""
    for name, value in told:
        if name in game.drivers and abs(game.drivers[name] - value) > CLOSE:
            yield f"{name} is told to be {float(value)}, it is {float(game.drivers[name])} in that game"


def rests(world: World, name: str, scenario: str, told: Sequence[Reason], more: int) -> Complaints:
    """A conjunction: leaving out any of the wants changes the answer; *more*: so many others do too."""
    answer = world.questions[name].answers[scenario]
    sets = world.rests(name, scenario)
    single = {want for one in sets if len(one) == 1 for want in one}
    for reason in told:
        if reason.want not in single:
            yield f"because {reason.want}: leaving it out changes nothing (it rests on {_shown(sets)})"
    if single and len(single) != len(told) + more:
        yield f"{len(told)} wants and {more} more are told, {sorted(single)} change it"
    yield from _in_force(world, answer, told)


def whole_sets(world: World, name: str, scenario: str, told: Sequence[Reason]) -> Complaints:
    """It stays so until all of these are given up: a smallest set."""
    sets, wants = world.rests(name, scenario), frozenset(reason.want for reason in told)
    if wants not in sets:
        yield f"until {sorted(wants)} are given up: the smallest sets are {_shown(sets)}"
    yield from _in_force(world, world.questions[name].answers[scenario], told)


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
    """Yes, if one of these changes is made."""
    found, _ = world.takes(name, scenario)
    for change in told:
        if change not in found:
            answer = world.questions[name].answers[scenario]
            then, least = turned_by(world, answer, change), [sorted(one) for one in found]
            yield f"yes, if {sorted(change)}: it is {then!r} then; the smallest are {least}"
    if len(found) != len(told) + more:
        yield f"{len(told)} changes and {more} more are told, there are {len(found)}"


def takes_nothing(world: World, name: str, scenario: str) -> Complaints:
    """No change that was tried makes it a yes."""
    found, _ = world.takes(name, scenario)
    if found:
        yield f"no change is said to make it a yes: {[sorted(one) for one in found][:3]} do"


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
    """Each reason decides once those before it are left out, and what then speaks for the act is as told."""
    here, pays = game.start, sign(game, actor, game.start, there) > 0
    for reason in told:
        want = decides(game, actor, here, there)
        if want is None or want.id != reason.want:
            yield f"{reason.want} is said to decide next for {actor}, it is {want.id if want else 'nothing'}"
            return
        if (sign(game, actor, here, there) > 0) is not pays:
            yield f"{reason.want} is told in a chain that has ended before it"
        yield from branch_told(game, reason, [here, there])
        game = without(game, [want.id])
    if end is not None and sign(game, actor, here, there) != end:
        yield f"without {[reason.want for reason in told]} it is {sign(game, actor, here, there)} for {actor}, {end} is told"


def tips(game: Game, actor: str, there: State, name: str, told: tuple[str, Fraction, Fraction]) -> Complaints:
    """The number that a want compares is such now, and just beyond such a value the act pays where it did not, or no longer does.

    ``told``: what the number is ("" where that is not told), what it is now, and where it tips.
    """
    of, now, beyond = told
    here, want = game.start, next((one for line in game.wants.values() for one in line if one.id == name), None)
    if want is None:
        return
    known = []
    for left, right in compared(game, want):
        near = abs(value_of(game, left, here) - now) <= CLOSE and abs(value_of(game, right, here) - beyond) <= CLOSE
        if near and (not of or abs(value_of(game, read(of), here) - now) <= CLOSE):
            known.append((left, right))
    if not known:
        yield f"{name} does not compare {of or 'a number'} that is {float(now)} with {float(beyond)}"
        return
    left, right = known[0]
    before = sign(game, actor, here, there) > 0
    sides = []
    for by in (-TINY, Fraction(0), TINY):
        sides += [sign(other, actor, here, there) > 0 for other in list(moved(game, left, right, here, by))[:1]]
    if sides and all(side is before for side in sides):
        yield f"{name} is said to tip at {float(beyond)}: {actor}'s act is {'good' if before else 'no good'} on both sides"


def round_of(world: World, answer: Answer) -> Complaints:
    """In the game looked at it does not settle."""
    found = world.lead_cell(answer)
    if found != UNSETTLED:
        yield f"said not to settle, it is {found!r}"


def ends_of(game: Game, concept: str, start: State | None = None) -> list[State]:
    """Where roads end."""
    return outcomes(world_of(game), concept, start or game.start)
