"""Conflicts drawn at random, the same from the same seed whatever the version of Python.

Only ``Random.random`` is used, which Python promises to keep; whatever else is drawn is made of it here.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Shape", "drawn"]

Item = TypeVar("Item")

LEVELS = ("low", "mid", "high")
FORMS = (
    ("{0}",),
    ("{0} and {1}", "{0} or {1}", "{0} implies {1}", "{0} iff {1}"),
    (
        "{0} and {1} and {2}",
        "{0} or {1} or {2}",
        "{0} and {1} implies {2}",
        "{0} implies {1} or {2}",
        "({0} iff {1}) or {2}",
        "{0} and ({1} or {2})",
    ),
)
"""What is said of one literal, of two, of three."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn: so many ``options`` (an option of three levels counts twice, once a threshold) of so many ``actors``.

    ``wants``: least and most of an actor. ``rules``: never rules an option. ``one_way``: options an option that go one way
    (half of them back). ``conditions``: wants a want that hold only while a literal does. ``levels``: options an option that
    have three levels. ``own``: how often a literal is about the actor's own options rather than anybody's.
    ``on``: how often an option is on at the start.
    """

    options: int
    actors: int
    seed: int
    wants: tuple[int, int] = (5, 10)
    rules: float = 0.2
    one_way: float = 0.1
    conditions: float = 0.15
    levels: float = 0.0
    own: float = 0.5
    on: float = 0.3


@dataclass(frozen=True, slots=True)
class _Literal:
    """An option that is on (``place`` 1), or at a level or above, or is not."""

    option: str
    place: int
    graded: bool
    positive: bool

    @property
    def text(self) -> str:
        if self.graded:
            about = f"{self.option} >= {LEVELS[self.place]}"
            return about if self.positive else f"not ({about})"
        return self.option if self.positive else f"not {self.option}"

    def holds(self, at: Mapping[str, int]) -> bool:
        """Whether it is so where each option is *at* some level, 1 being on."""
        return (at[self.option] >= self.place) == self.positive


@dataclass(slots=True)
class _World:
    """What has been drawn so far: options by owner, those of three levels, rules, and where each option is at the start."""

    draw: random.Random
    own: dict[str, list[str]] = field(default_factory=dict)
    graded: set[str] = field(default_factory=set)
    start: dict[str, int] = field(default_factory=dict)
    never: list[tuple[_Literal, ...]] = field(default_factory=list)

    def below(self, number: int) -> int:
        """A whole number from 0 up to *number*, itself left out."""
        return int(self.draw.random() * number)

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def one(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def literal(self, option: str) -> _Literal:
        graded = option in self.graded
        return _Literal(option, 1 + (self.below(2) if graded else 0), graded, self.chance(0.5))

    def named(self, at: Mapping[str, int]) -> list[str]:
        """What is on in a state."""
        return [f"{name} = {LEVELS[k]}" if name in self.graded else name for name, k in at.items() if k]


def drawn(shape: Shape, *, states: int = 1) -> tuple[dict[str, Any], list[list[str]]]:
    """A model in the form of certificates, and so many of its states, the start first (names of what is on).

    The others are where walks from the start have got to that turn one option after another, whoever has it and whichever way
    it goes, and never into what cannot be.
    """
    world = _World(random.Random(shape.seed))
    _share_out(world, shape)
    options = [option for own in world.own.values() for option in own]
    one_way = {option: world.one(("forward", "back")) for option in options if world.chance(shape.one_way)}
    for option in options:
        on = world.chance(shape.on)
        world.start[option] = (1 + world.below(2) if option in world.graded else 1) if on else 0
    _rules(world, round(shape.rules * len(options)))
    least, most = shape.wants
    wants = {
        actor: [_want(world, shape, actor, options) for _ in range(least + world.below(most - least + 1))]
        for actor in world.own
    }
    model = {
        "actors": list(world.own),
        "options": options,
        "one_way": one_way,
        "levels": {option: list(LEVELS) for option in options if option in world.graded},
        "never": [" and ".join(part.text for part in rule) for rule in world.never],
        "wants": wants,
    }
    walked = [world.named(_walked(world, options, steps=2 * len(options))) for _ in range(states - 1)]
    return model, [world.named(world.start), *walked]


def _share_out(world: _World, shape: Shape) -> None:
    """Each actor has an option; who has the others is drawn one by one, so that some actors are larger than others."""
    counts = [1] * shape.actors
    for _ in range(shape.options - shape.actors):
        counts[world.below(shape.actors)] += 1
    for k, left in enumerate(counts, 1):
        own: list[str] = []
        while left:
            own.append(f"a{k}.o{len(own) + 1}")
            if left > 1 and world.chance(shape.levels):
                world.graded.add(own[-1])
                left -= 1
            left -= 1
        world.own[f"a{k}"] = own


def _rules(world: _World, count: int) -> None:
    """Combinations of two or three different actors' options that cannot be; none is there at the start."""
    while len(world.never) < count:
        size = min(2 if world.chance(2 / 3) else 3, len(world.own))
        owners: list[str] = []
        while len(owners) < size:
            if (actor := world.one(tuple(world.own))) not in owners:
                owners.append(actor)
        rule = tuple(world.literal(world.one(world.own[actor])) for actor in owners)
        if not all(part.holds(world.start) for part in rule) and rule not in world.never:
            world.never.append(rule)


def _want(world: _World, shape: Shape, actor: str, options: Sequence[str]) -> str:
    """A want of one to three literals about different options, perhaps only while a further one holds."""
    conditional = world.chance(shape.conditions)
    size = 1 + world.below(len(FORMS))
    about: list[str] = []
    while len(about) < min(size + conditional, len(options)):
        rest = [option for option in world.own[actor] if option not in about]
        if not rest or not world.chance(shape.own):
            rest = [option for option in options if option not in about]
        about.append(world.one(rest))
    parts = [world.literal(option).text for option in about]
    text = world.one(FORMS[size - 1]).format(*parts)
    return f"{parts[-1]} implies ({text})" if conditional else text


def _walked(world: _World, options: Sequence[str], *, steps: int) -> dict[str, int]:
    """Where a walk of so many tries has got to."""
    at = dict(world.start)
    for _ in range(steps):
        option = world.one(options)
        other = world.below(3) if option in world.graded else 1 - at[option]
        turned = at | {option: other}
        if not any(all(part.holds(turned) for part in rule) for rule in world.never):
            at = turned
    return at
