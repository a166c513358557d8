"""Case files to measure on, as text, made from a seed: a larger one as an analyst might write it, and two that are small
but hard."""

from __future__ import annotations

import random

__all__ = ["large_case", "many_readings", "mixed_comparisons"]


def large_case(*, options: int = 12, questions: int = 2, now: str = "0.6", seed: int = 1) -> str:
    """So many *options* of 4 actors, 10 wants each (some while a driver is high), 3 drivers, open *questions* of two answers
    each (1 to 4), a view and 12 claims of most kinds. ``now``: of the first driver."""
    rng = random.Random(seed)
    actors, share = [f"a{k}" for k in range(4)], options // 4
    every = [f"{actor}.o{k}" for actor in actors for k in range(share)]
    lines = ["countermove: 1", "title: A larger case", "target: goal", "actors:"]
    for place, actor in enumerate(actors):
        lines += [f"  {actor}:", "    options:", *(f"      o{k}: {{}}" for k in range(share)), "    wants:"]
        for k in range(10):
            lines.append(f"      - {_want(rng, f'w{place}_{k}', every)}")
    lines += [
        f"never:\n  n1: {{never: {every[0]} and {every[share]}, why: they exclude one another}}",
        "start: []",
        f"terms:\n  goal: {every[1]} and {every[share + 1]}",
        f"drivers:\n  x: {{now: {now}}}\n  y: {{now: 0.3}}\n  z: {{now: 0.5}}",
        "open:",
        *(
            f"  Q{k + 1}: {{asks: Is the first want of a{k} the second?, "
            f"readings: {{as_is: {{}}, turned: {{move: {{w{k}_0: {{after: w{k}_1}}}}}}}}}}"
            for k in range(questions)
        ),
        f"views:\n  eyes: {{holder: a2, about: a3 wants something else, rewrite: {{w3_0: {{want: {every[2]}}}}}}}",
        "claims:",
    ]
    for k, check in enumerate(_checks(every[1::share])):
        lines.append(f"  C{k + 1}: {{says: Claim {k + 1}, check: {check}}}")
    return "\n".join(lines) + "\n"


def _want(rng: random.Random, name: str, every: list[str]) -> str:
    one, two, three = (("not " if rng.random() < 0.5 else "") + option for option in rng.sample(every, 3))
    text = f"want: ({one} {rng.choice(('and', 'or'))} {two}) {rng.choice(('implies', 'or', 'and'))} {three}"
    if rng.random() < 0.15:
        driver, other = rng.sample("xyz", 2)
        limit = other if rng.random() < 0.3 else f"0.{rng.randint(1, 9)}"
        text += f", while: {driver} > {limit}"
    return f"{{id: {name}, {text}}}"


def _checks(one_each: list[str]) -> list[str]:
    first, second, third, fourth = one_each
    return [
        "{stable: start}",
        "{some_outcome: goal}",
        f"{{every_outcome: not {third}}}",
        f"{{passes: {first}, after: [{second}]}}",
        f"{{every_outcome: {second} implies {fourth}, after: [{third}]}}",
        f"{{lever: {first}, moves: a1, gains: {second}}}",
        f"{{lever: {fourth}, moves: a0, gains: {first}, exactly_where: x > 0.5, vary: [x]}}",
        f"{{prefers: a2, this: {{with: [{third}]}}, to: {{}}}}",
        f"{{everywhere: not {first} or {second}, where: x > y, vary: [x, y]}}",
        f"{{everywhere: not goal, where: x > 0.2, vary: [x, y, z], after_each: [[], [{first}]]}}",
        "{single_changes_only_by: a1}",
        "{content: a3}",
    ]


def mixed_comparisons(options: int = 5) -> str:
    """A claim over two drivers in a file with two comparisons, each mixed with all options: 2^(options + 1) lines cut the
    drivers."""
    names = [f"o{k}" for k in range(options)]
    steps = " + ".join(f"{2**k / 100}*a.{name}" for k, name in enumerate(names))
    tilts = " + ".join(f"{2**k * 3 / 100}*a.{name}*x" for k, name in enumerate(names))
    return f"""\
countermove: 1
target: a.o0
actors:
  a:
    options: {{{", ".join(f"{name}: {{}}" for name in names)}}}
    wants:
      - {{id: w1, want: a.o0, while: x + {steps} > y, otherwise: not a.o0}}
      - {{id: w2, want: not a.o1, while: y + {tilts} > 0.7, otherwise: a.o1}}
  b:
    options: {{p: {{}}}}
    wants: [{{id: w3, want: a.o0 implies b.p}}]
start: []
drivers:
  x: {{now: 0.3}}
  y: {{now: 0.6}}
claims:
  C: {{says: Somewhere else, check: {{everywhere: not a.o1, where: x > 0.1, vary: [x, y]}}}}
"""


def many_readings(questions: int = 16) -> str:
    """16 states and 2^questions readings, each question about a want of its own."""
    every = ["a.o", "a.q", "b.o", "b.q"]
    rng = random.Random(1)
    lines = ["countermove: 1", "target: a.o and b.o", "actors:"]
    for actor in "ab":
        lines += [f"  {actor}:", "    options: {o: {}, q: {}}", "    wants:"]
        for k in range(questions // 2):
            lines.append(f"      - {_want(rng, f'{actor}{k}', every).partition(', while')[0].rstrip('}')}}}")
    lines += ["start: []", "open:"]
    for actor in "ab":
        for k in range(questions // 2):
            lines.append(f"  Q{actor}{k}: {{readings: {{as_is: {{}}, dropped: {{drop: [{actor}{k}]}}}}}}")
    lines += ["claims:", "  C: {says: Nothing moves, check: {stable: start}}"]
    return "\n".join(lines) + "\n"
