"""Storylines against the literal judge: every run is a branch, and every branch can be run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from random import Random

import pytest

from gmcr import Conflict
from gmcr.analysis import Crossing, Drift, Games, StoryBranch, Storyline, storyline
from gmcr.logic import Bool, Compare, DriverAtom, Formula, Number, Or, Product, Sum
from gmcr.model import ModelWant, OptionStructure
from tests.conftest import FULL, models
from tests.gmcr.stability.conflicts import form_of, state_formula
from tests.judge import clocks as judge
from tests.judge.clocks import ClockGame, Comparison, Line, Want
from tests.judge.strategies import PlainConflict

__all__: list[str] = []

SEEDS = models(range(400), (3, 6, 11, 51, 58, 62, 72, 108, 135, 167, 246, 276, 349, 383))
PAIRS = (("w", "x"), ("y", "z"))
PAIRED = models(range(75), (34, 42))
STOPS = 4
RUNS = 25 if FULL else 8


# --- random games ---


def random_game(seed: int, pairs: Sequence[tuple[str, str]] = ()) -> ClockGame:
    """A game of two or three actors and one to three drivers, most of which drift; or with those of some pairs, each of which
    is compared with the other, at rates that nobody knows."""
    random = Random(seed)
    counts = random.choice([(1, 1), (2, 1), (1, 1, 1), (2, 2), (2, 1, 1)])
    options = {name: [f"{name}{k}" for k in range(count)] for name, count in zip("ABC", counts, strict=False)}
    owners = [name for name, own in options.items() for _ in own]
    states = range(1 << len(owners))
    feasible = tuple(code for code in states if random.random() < 0.9) or (0,)
    drivers = tuple(chain(*pairs)) or ("x", "y", "z")[: random.choice((1, 2, 2, 3))]
    grain, shared, lively = random.choice((2, 4, 8)), random.choice((0, 0.25, 0.6)), random.choice((0, 0.5, 0.9))

    def number() -> Fraction:
        return Fraction(random.randrange(grain + 1), grain)

    def some(share: float = 0.5) -> frozenset[int]:
        return frozenset(code for code in feasible if random.random() < share)

    def with_option(place: int) -> frozenset[int]:
        return frozenset(code for code in feasible if code >> place & 1)

    def comparison() -> Comparison:
        op: judge.Op = random.choice(("<", "<=", ">", ">=", "<", ">=", "==", "!="))
        if len(drivers) > 1 and random.random() < shared:
            one, other = random.sample(random.choice(pairs) if pairs else drivers, 2)
            factors = {one: Fraction(1), other: Fraction(random.choice((-1, -1, -2, 1)))}
            return Comparison(factors, op, random.choice((Fraction(0), number() / 2)))
        return Comparison({random.choice(drivers): Fraction(random.choice((1, 1, -2)))}, op, number())

    def want(actor: str) -> Want:
        if random.random() < lively:  # an option of its own is on as long as something is compared so
            on = with_option(random.choice([k for k, owner in enumerate(owners) if owner == actor]))
            return Want(on, comparison(), frozenset(feasible) - on)
        if random.random() < 0.15:
            return Want(some())
        return Want(some(), comparison(), some())

    def rate() -> tuple[Fraction, Fraction] | None:
        if pairs or not seed % 3 or random.random() < 0.3:
            return None
        low = Fraction(random.randrange(1, 5), 4)
        return low, low + random.choice((0, 0, 1)) * Fraction(random.randrange(1, 5), 4)

    def lines() -> list[Line]:
        if random.random() < lively:
            way = random.choice((-1, 1))
            return [
                Line(with_option(random.randrange(len(owners))), way, rate()),
                Line(frozenset(feasible), -way, rate()),
            ]
        found = [Line(some(), random.choice((-1, 1)), rate()) for _ in range(random.randrange(4))]
        if random.random() < 0.5 or not found:
            found.append(Line(frozenset(feasible), random.choice((-1, 1)), rate()))
        return found

    drifting = [name for name in drivers if random.random() < 0.85] or [drivers[0]]
    start, concept = random.choice(feasible), random.choice(("nash", "nash", "seq"))

    return ClockGame(
        options=options,
        feasible=feasible,
        start=start,
        wants={actor: [want(actor) for _ in range(random.randrange(1, 4))] for actor in options},
        now={name: number() for name in drivers},
        ranges=dict.fromkeys(drivers, (Fraction(0), Fraction(1))),
        drifts={name: lines() for name in drifting},
        concept=concept,
        asks=bool(seed % 2),
    )


def conflict_of(game: ClockGame) -> Conflict:
    plain = PlainConflict(
        tuple(game.options), tuple(map(tuple, game.options.values())), {}, game.feasible, (), game.start
    )
    structure = OptionStructure(form_of(plain))
    names = structure.form.names

    def among(states: frozenset[int]) -> Formula:
        return Or((Bool(False), *(state_formula(names, code) for code in sorted(states))))

    def compared(when: Comparison) -> Formula:
        left: Formula = Number(Fraction(0))
        for name, factor in when.terms.items():
            left = Sum(left, Product(Number(factor), DriverAtom(name)))
        return Compare(when.op, left, Number(when.value))

    wants = {
        actor: tuple(
            ModelWant(among(want.met))
            if want.when is None
            else ModelWant(among(want.met), compared(want.when), among(want.otherwise))
            for want in own
        )
        for actor, own in game.wants.items()
    }
    return Conflict(structure, wants, game.start, game.now)


def story_of(game: ClockGame, stops: int = STOPS) -> Storyline:
    conflict = conflict_of(game)
    assert isinstance(conflict.structure, OptionStructure)
    names, games = conflict.structure.form.names, Games(conflict.structure)

    def answers(there: Conflict) -> Hashable:
        structure = there.structure
        roads = games.play_of(there).roads(structure.cell(there.start), game.concept)
        return tuple(sorted(structure.code_of(cell) for cell in roads.outcomes))

    def where(states: frozenset[int]) -> Formula:
        return Or((Bool(False), *(state_formula(names, code) for code in sorted(states))))

    return storyline(
        conflict,
        {
            name: [Drift(line.way > 0, where(line.where), line.rate) for line in lines]
            for name, lines in game.drifts.items()
        },
        ranges=game.ranges,
        concept=game.concept,
        stops=stops,
        answers=answers if game.asks else None,
        games=games,
    )


# --- what is compared ---


def crossed_in(crossings: tuple[Crossing, ...]) -> judge.Crossed:
    return frozenset(((item.terms, item.value), item.before, item.after) for item in crossings)


def told(stops: list[judge.Halt], end: str, detail: Hashable) -> Hashable:
    """What of a run or a branch is compared; of a stop that only leaves nothing drifting it does not matter what is crossed."""
    story: list[Hashable] = []
    for before, stop in zip([None, *stops], stops, strict=False):
        rests = before is not None and stop.left == stop.state and stop.answers == before.answers
        rests = rests and end == "at rest"
        story.append((frozenset() if rests else stop.crossed, stop.left, stop.state, stop.answers))
    return tuple(story), end, detail


def told_of_run(run: judge.Run) -> Hashable:
    return told(list(run.stops), run.end, run.detail)


def told_of_branch(branch: StoryBranch) -> Hashable:
    stops = [judge.Halt(crossed_in(stop.crossed), stop.left, stop.state, stop.answers) for stop in branch.stops]
    detail = {"held": tuple(sorted(branch.states)), "goes round": branch.back_to}.get(branch.end)
    return told(stops, branch.end, detail)


def replay(game: ClockGame, branch: StoryBranch, random: Random) -> judge.Run:
    legs = [judge.ToldLeg(leg.moved, leg.duration, crossed_in(leg.crossed), leg.to) for leg in branch.legs]
    return judge.replayed(game, branch.stops[0].state, legs, STOPS, random)


def checked_times(branch: StoryBranch, run: judge.Run) -> Iterator[str]:
    """How long a run took to each stop is within the bounds of the branch that it is."""
    for bounds, halt in zip(branch.times, run.stops, strict=True):
        if bounds is not None:
            least, most = bounds
            assert least <= halt.after <= most
            yield "a time" if least < most else "an exact time"


@pytest.mark.level("all")
def test_every_run_is_a_branch_and_every_branch_can_be_run() -> None:
    seen: Counter[str] = Counter()
    for seed, game in [
        *((seed, random_game(seed)) for seed in SEEDS),
        *((seed, random_game(seed, PAIRS)) for seed in PAIRED),
    ]:
        random = Random(seed)
        story = story_of(game)
        branches = {told_of_branch(branch): branch for branch in story.branches}
        assert len(branches) == len(story.branches)
        for told_one, branch in branches.items():
            run = replay(game, branch, random)
            assert told_of_run(run) == told_one, seed
            seen.update(checked_times(branch, run))
            seen.update([branch.end, f"{min(len(branch.stops), 3)} stops"])
            seen.update(
                "instant" if leg.instant else "tie" for leg in branch.legs if leg.instant or len(leg.crossed) > 1
            )
        assert story.whole
        for _ in range(0 if story.more else RUNS):
            run = judge.run(game, judge.Chance(random), STOPS)
            assert told_of_run(run) in branches, seed
            seen.update(checked_times(branches[told_of_run(run)], run))
    assert {
        "at rest",
        "goes round",
        "held",
        "cut off",
        "steps go round",
        "3 stops",
        "tie",
        "instant",
        "a time",
        "an exact time",
    } <= set(seen)
