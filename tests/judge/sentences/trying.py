"""One assessment under one selection, told on every surface and judged; and a thousand of them.

``python -m tests.judge.sentences.trying [FIRST] [LAST]`` judges random assessments of these numbers and prints what is false.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.judge.assessment_files import loads_document
from tests.judge.assessment_games import Infeasible, Invalid
from tests.judge.sentences import surfaces
from tests.judge.sentences.generate import random_selection, random_step, worded_file
from tests.judge.sentences.grammar import Reader
from tests.judge.sentences.lists import read_check
from tests.judge.sentences.pages import read_brief, read_explorable, read_page
from tests.judge.sentences.screens import read_first_screen
from tests.judge.sentences.selected import Asked, Selection
from tests.judge.sentences.world import World

__all__ = ["LONG", "SURFACES", "Trial", "examined", "main", "trial"]

SURFACES = ("screen 120", "screen 80", "screen 50", "check", "brief", "page")


LONG = ("report", "explorable")
"""Surfaces that take longer, and tell of the file as it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is looked at: a file, what is selected, what is pushed on the page, and where it is told."""

    name: str
    text: str
    selection: Selection = field(default_factory=Selection)
    steps: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    surfaces: tuple[str, ...] = SURFACES


@dataclass(slots=True)
class Found:
    """Complaints by surface, and how often each form of sentence was met."""

    complaints: dict[str, list[str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    refused: str = ""


def trial(seed: int, *, surfaces: Iterable[str] = SURFACES) -> Trial:
    """A random assessment under a random selection and a random push."""
    rng = random.Random(f"selections {seed}")
    text = worded_file(seed)
    document = loads_document(text)
    step = random_step(document, rng) if rng.random() < 0.5 else None
    return Trial(f"{seed}", text, random_selection(document, rng), (step,) if step else (), tuple(surfaces))


def examined(given: Trial) -> Found:
    """Everything that is printed of a trial, judged."""
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"case{given.name}.yaml"
        file.write_text(given.text, encoding="utf-8")
        world = World(Asked(given.text, given.selection))
        for surface in given.surfaces:
            try:
                reader = _read(surface, given, file, world)
            except surfaces.Refused as refused:
                found.refused = str(refused)
                continue
            except surfaces.Crashed as crashed:
                found.complaints[surface] = [f"[crash] {crashed} under {given.selection}"]
                continue
            except (Invalid, Infeasible) as refused:
                found.complaints[surface] = [f"[refused] the program tells what the judge refuses: {refused}"]
                continue
            found.seen.update(reader.seen)
            if reader.complaints:
                found.complaints[surface] = reader.complaints
    return found


def _read(surface: str, given: Trial, file: Path, world: World) -> Reader:
    if surface == "page":
        # A page looks by all concepts of the file, or by one.
        selection = replace(given.selection, concepts=given.selection.concepts[:1])
        fragments = surfaces.page_fragments(given.text, selection, [step for step, _ in given.steps])
        pushed = World(Asked(given.text, replace(selection, steps=tuple(overlay for _, overlay in given.steps))))
        reader = Reader(pushed)
        read_page(reader, fragments, World(Asked(given.text, replace(selection, drivers={}))))
        return reader
    if surface in LONG:
        world = World(Asked(given.text))  # as the file has it
    reader = Reader(world)
    kind, _, width = surface.partition(" ")
    if kind == "screen":
        read_first_screen(reader, surfaces.first_screen(file, given.selection, int(width)), int(width))
    elif kind == "check":
        read_check(reader, surfaces.check(file, given.selection, 120))
    elif kind == "report":
        read_brief(reader, surfaces.first_of_report(file))
    elif kind == "explorable":
        read_explorable(reader, surfaces.explorable(file))
    else:
        read_brief(reader, surfaces.brief(file, given.selection))
    return reader


def main(first: int, last: int, only: str = "") -> Iterator[str]:
    """Judge random assessments, and tell what is false."""
    total, seen, refused = Counter[str](), Counter[str](), 0
    for seed in range(first, last):
        chosen = [name for name in SURFACES if name.startswith(only)]
        found = examined(trial(seed, surfaces=chosen))
        seen.update(found.seen)
        refused += bool(found.refused)
        for surface, complaints in found.complaints.items():
            for complaint in complaints:
                total[complaint.split("]")[0].lstrip("[")] += 1
                yield f"{seed} {surface}: {complaint}"
    yield f"{dict(total.most_common())}"
    yield f"forms met: {dict(seen.most_common())}; refused: {refused}"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    words = [word for word in sys.argv[1:] if not word.isdigit()]
    for line in main(numbers[0] if numbers else 0, numbers[1] if len(numbers) > 1 else 1000, *words[:1]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
