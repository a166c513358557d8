"""Case files of which one thing grows and nothing else does: wants, scenarios, readings, claims, states.

Each begins as the same small file (4 actors, 256 states, 24 wants, 4 scenarios, 8 readings, 12 claims, 2 drivers), about the
size of the bundled cases, and is made from a seed. Wants are shared out among the actors; every question asks about one want
of its own; every third claim is about a scenario, and where scenarios grow each has a claim of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

__all__ = ["GROWN", "SMALL", "Sizes", "text_of"]

ACTORS = 4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much a file has of everything. ``options``: in all; ``questions``: two readings each."""

    options: int = 8
    wants: int = 24
    scenarios: int = 4
    questions: int = 3
    claims: int = 12
    about: int = 3
    """Every so many claims one is about a scenario; 1: all are."""

    def grown(self, thing: str, count: int) -> Sizes:
        """The same with *count* of one thing: of readings or states a power of two."""
        if thing in ("readings", "states"):
            field, count = {"readings": "questions", "states": "options"}[thing], count.bit_length() - 1
            return replace(self, **{field: count})
        if thing == "scenarios":  # a scenario that no claim is about costs nothing
            return replace(self, scenarios=count, claims=max(count, self.claims), about=1)
        return replace(self, **{thing: count})


SMALL = Sizes()

GROWN: Mapping[str, tuple[int, ...]] = {
    "wants": (8, 16, 32, 64),
    "scenarios": (10, 20, 40, 80, 160),
    "readings": (4, 16, 64, 256, 1024),
    "claims": (10, 25, 50, 100, 200),
    "states": (1 << 6, 1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 16),
}
"""What grows, and how far."""


def text_of(sizes: Sizes, *, seed: int = 6) -> str:
    """The file."""
    rng = random.Random(seed)
    every = [f"a{k % ACTORS}.o{k // ACTORS}" for k in range(sizes.options)]
    every.sort()
    wants = [f"w{k}" for k in range(max(sizes.wants, sizes.questions))]
    lines = ["countermove: 1", "title: A file that grows", "target: goal", "actors:"]
    for place in range(ACTORS):
        own = [name.partition(".")[2] for name in every if name.startswith(f"a{place}.")]
        lines += [f"  a{place}:", f"    options: {{{', '.join(f'{name}: {{}}' for name in own)}}}", "    wants:"]
        lines += [f"      - {_want(rng, name, every)}" for name in wants[place::ACTORS]]
    lines += ["start: []", f"terms:\n  goal: {every[1]} and {every[2]}", "drivers:\n  x: {now: 0.6}\n  y: {now: 0.3}"]
    lines += ["open:"] if sizes.questions else []
    for k in range(sizes.questions):
        other = _truth(rng, every)
        lines.append(
            f"  Q{k}: {{asks: What does w{k} ask?, readings: {{as_is: {{}}, other: {{rewrite: {{w{k}: {{want: {other}}}}}}}}}}}"
        )
    lines += ["scenarios:"] if sizes.scenarios else []
    for k in range(sizes.scenarios):
        want, new = rng.choice(wants), _truth(rng, every)
        lines.append(f"  s{k}: {{set: {{x: 0.{k % 9 + 1}}}, rewrite: {{{want}: {{want: {new}}}}}}}")
    lines.append("claims:")
    checks = _checks(rng, every)
    for k in range(sizes.claims):
        where = f", in: s{k % sizes.scenarios}" if sizes.scenarios and k % sizes.about == 0 else ""
        lines.append(f"  C{k}: {{says: Claim {k}{where}, check: {next(checks)}}}")
    return "\n".join(lines) + "\n"


def _truth(rng: random.Random, every: Sequence[str]) -> str:
    one, two, three = (("not " if rng.random() < 0.5 else "") + option for option in rng.sample(every, 3))
    return f"({one} {rng.choice(('and', 'or'))} {two}) {rng.choice(('implies', 'or', 'and'))} {three}"


def _want(rng: random.Random, name: str, every: Sequence[str]) -> str:
    while_ = f", while: {rng.choice('xy')} > 0.{rng.randint(1, 9)}" if rng.random() < 0.15 else ""
    return f"{{id: {name}, want: {_truth(rng, every)}{while_}}}"


def _checks(rng: random.Random, every: Sequence[str]) -> Iterator[str]:
    """Checks of most kinds without end, in turn, each about other options."""
    while True:
        one, two, three = rng.sample(every, 3)
        mover = rng.choice([f"a{k}" for k in range(ACTORS) if not one.startswith(f"a{k}.")])
        yield "{stable: start}"
        yield f"{{some_outcome: {one} and {two}}}"
        yield f"{{every_outcome: not {three}, after: [{two}]}}"
        yield f"{{passes: {one}, after: [{two}]}}"
        yield f"{{lever: {one}, moves: {mover}, gains: {two}}}"
        yield f"{{prefers: a{rng.randrange(ACTORS)}, this: {{with: [{three}]}}, to: {{}}}}"
        yield f"{{everywhere: not {one} or {two}, where: x > y, vary: [x, y]}}"
        yield f"{{no_outcome: {one} and {three}, after: [{two}]}}"
