"""``python -m benchmarks.walk [SRC] [--steps WALK]``: how far an assessment goes through the code until it is assessed, and a
text until it is a page.

Static, over the syntax trees below SRC (this checkout's ``src``, or that of another commit with its ``.importlinter`` beside it):
a walk begins at a parameter of a function and follows the calls in the order in which they stand in the text; each function is
gone through once, where it is first reached. A call belongs to the walk where the parameter is handed to it as an argument, or
a value that holds it: one of a class that keeps it in a field, as the annotations say.

========  =======================================================================================================
stays     runs of consecutive calls into one file
rooms     the files
returns   stays in a file that was left before
climbs    calls into a package that stands higher in the contract than that of the call before
names     parameters of functions under which the value is known
========  =======================================================================================================

Told twice: over the calls that name what they call; and with those too whose module is imported by a name that is put together,
where a question is put to a case: there every question counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from benchmarks.walking.layers import height, layers_of
from benchmarks.walking.steps import Step, steps_of
from benchmarks.walking.trees import Source

__all__ = ["WALKS", "Walk", "main", "steps_of_walk"]

ROOT = Path(__file__).resolve().parents[1]

WALKS = {
    "assess": ("countermove.reports.assessing.compute", "assess", "assessment", frozenset({"Assessment"})),
    "page": ("countermove.plugins.serve.view", "page", "text", frozenset({"Assessment", "Live"})),
}
"""Walk → module, function, parameter, and the classes that it is of, or that are read of it and keep it."""

BEFORE = {
    "countermove.reports.assessing.compute": "countermove.desk.assessing.found",
    "countermove.plugins.serve.view": "countermove.web.view",
}
"""Where the module of a walk lay before it moved."""


def steps_of_walk(source: Source, name: str, *, put: bool = False) -> list[Step]:
    """The steps of a walk through sources of now, or of before its module moved."""
    module, function, parameter, names = WALKS[name]
    place = module if module in source.modules else BEFORE[module]
    return steps_of(source, place, function, parameter, names, put=put)


@dataclass(frozen=True, slots=True)
class Walk:
    """The calls through which one value is handed. ``layers``: how high each package stands."""

    steps: Sequence[Step]
    layers: Mapping[str, int]

    @property
    def places(self) -> list[str]:
        """The modules of its stays, in order."""
        return [module for module, _ in groupby(step.module for step in self.steps)]

    @property
    def counts(self) -> Mapping[str, int]:
        """What is counted."""
        stays, rooms = self.places, {step.module for step in self.steps}
        heights = [height(self.layers, module) for module in stays]
        return {
            "stays": len(stays),
            "rooms": len(rooms),
            "returns": len(stays) - len(rooms),
            "climbs": sum(after > before for before, after in pairwise(heights)),
            "names": len({(step.module, step.function, name) for step in self.steps for name in step.parameters}),
        }


def main() -> None:
    """Print what is counted of each walk."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.walk", description=__doc__)
    parser.add_argument(
        "source", nargs="?", type=Path, default=ROOT / "src", help="a folder of sources (default: these)"
    )
    parser.add_argument("--steps", choices=WALKS, help="print every call of this walk too")
    chosen = parser.parse_args()
    layers = layers_of(chosen.source.parent / ".importlinter")
    source = Source(chosen.source)
    for put in (False, True):
        for name in WALKS:
            walk = Walk(steps_of_walk(source, name, put=put), layers)
            counted = ", ".join(f"{number:,} {what}" for what, number in walk.counts.items())
            print(f"{name:<8}{'with every question' if put else 'as it is named':<22}{counted}")
            if chosen.steps == name:
                for step in walk.steps:
                    print(f"    {step.module}.{step.function}({', '.join(sorted(step.parameters))})")


if __name__ == "__main__":
    main()
