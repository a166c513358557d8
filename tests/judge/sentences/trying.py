"""One assessment under one selection, told on every surface and judged; and a thousand of them.

``python -m tests.judge.sentences.trying [FIRST] [LAST] [SURFACE ...]`` judges random assessments of these numbers and prints what is
false.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from time import process_time
from typing import Any

from tests.judge.answers.checks import concepts_of
from tests.judge.assessment_files import Infeasible, Invalid, loads_document
from tests.judge.sentences import surfaces
from tests.judge.sentences.arguing import Shown, address, shown_by
from tests.judge.sentences.generate import random_selection, random_step, random_steps, worded_file
from tests.judge.sentences.grammar import Reader
from tests.judge.sentences.lists import read_check
from tests.judge.sentences.of_multiverse import read_multiverse
from tests.judge.sentences.pages import read_brief, read_explorable, read_page
from tests.judge.sentences.screens import read_first_screen
from tests.judge.sentences.selected import Asked, Selection
from tests.judge.sentences.world import World

__all__ = ["LONG", "PROVED", "SURFACES", "Trial", "examined", "main", "trial"]

SURFACES = ("screen 120", "screen 80", "screen 50", "check", "brief", "page")


PROVED = ("proved screen 80", "proved check")
"""The same where the states are not listed: verdicts by proof instead of classes."""

LONG = ("report", "explorable", "explorable selected")
"""Surfaces that take longer: the first two tell of the file as it is, the third of what is selected and pushed there."""


DRAWN, PUSHES = 4, 3
"""Settings of a report that argues back that are looked at besides that of a trial, and the pushes in each of them at most."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is looked at: a file, what is selected, what is pushed on the page, and where it is told."""

    name: str
    text: str
    selection: Selection = field(default_factory=Selection)
    steps: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    surfaces: tuple[str, ...] = SURFACES
    most: int | None = None
    """Sets of changes of one size that are gone through one by one; None: all."""


@dataclass(slots=True)
class Found:
    """Complaints by surface, and how often each form of sentence was met."""

    complaints: dict[str, list[str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    refused: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    """What each surface took, told and judged."""


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
        told = _Told(given, file)
        for surface in given.surfaces:
            began = process_time()
            try:
                reader = told.read(surface)
            except surfaces.Refused as refused:
                found.refused = str(refused)
                continue
            except surfaces.Crashed as crashed:
                found.complaints[surface] = [f"[crash] {crashed} under {given.selection}"]
                continue
            except (Invalid, Infeasible) as refused:
                found.complaints[surface] = [f"[refused] the program tells what the judge refuses: {refused}"]
                continue
            finally:
                found.seconds[surface] = process_time() - began
            found.seen.update(reader.seen)
            if reader.complaints:
                found.complaints[surface] = reader.complaints
    return found


class _Told:
    """A trial where it is told. What the judge knows of it is kept from one surface to the next."""

    def __init__(self, given: Trial, file: Path) -> None:
        self.given, self.file = given, file
        self._worlds: list[tuple[tuple[Selection, bool, bool], World]] = []
        self._screens: dict[str, Any] = {}

    def _world(self, selection: Selection, *, proved: bool = False, partly: bool = False) -> World:
        known = next((world for chosen, world in self._worlds if chosen == (selection, proved, partly)), None)
        if known is None:
            known = World(Asked(self.given.text, selection), most=self.given.most, proved=proved, partly=partly)
            self._worlds.append(((selection, proved, partly), known))
        return known

    def read(self, surface: str) -> Reader:
        """One surface, read and judged."""
        given, file = self.given, self.file
        if surface == "page":
            return self._page()
        if surface == "explorable selected":
            return self._selected()
        if surface in PROVED:
            return self._proved(surface.removeprefix("proved "))
        reader = Reader(self._world(Selection() if surface in LONG else given.selection))  # LONG: as the file has it
        kind, _, width = surface.partition(" ")
        if kind == "screen":
            told = surfaces.first_screen(file, given.selection, int(width), self._screens)
            read_first_screen(reader, told, int(width))
        elif kind == "check":
            read_check(reader, surfaces.check(file, given.selection, 120))
        elif kind == "report":
            read_brief(reader, surfaces.first_of_report(file))
        elif kind == "multiverse":
            read_multiverse(reader, surfaces.multiverse(file))
        elif kind == "explorable":
            (shown,) = shown_by(self._explorable, [""])
            read_explorable(reader, shown, reader.world, reader.world)
        else:
            read_brief(reader, surfaces.brief(file, given.selection))
        return reader

    def _proved(self, surface: str) -> Reader:
        given, file = self.given, self.file
        reader = Reader(self._world(given.selection, proved=True))
        with surfaces.unlisted():
            if surface == "check":
                read_check(reader, surfaces.check(file, given.selection, 120))
            else:
                read_first_screen(reader, surfaces.first_screen(file, given.selection, 80), 80)
        return reader

    @cached_property
    def _explorable(self) -> Path:
        return surfaces.explorable(self.file)

    def _selected(self) -> Reader:
        """A report that argues back, under what is selected and pushed, and under some more that is drawn."""
        given, document = self.given, self._world(Selection()).document
        rng = random.Random(f"pushed {given.name}")
        asked = [(given.selection, given.steps)]
        for _ in range(DRAWN):
            chosen, pushes = random_selection(document, rng), rng.randint(0, PUSHES)
            drivers = dict([*chosen.drivers.items()][:pushes])
            asked.append((replace(chosen, drivers=drivers), (*random_steps(document, rng, pushes - len(drivers)),)))
        settings = [(self._there(chosen, rng), steps) for chosen, steps in asked]
        addresses = [address(chosen, [step for step, _ in steps]) for chosen, steps in settings]
        whole = Reader(self._world(Selection()))
        for (chosen, steps), shown in zip(settings, shown_by(self._explorable, addresses), strict=True):
            reader = self._read_shown(replace(chosen, steps=tuple(overlay for _, overlay in steps)), shown)
            for label, many in reader.seen.items():
                whole.seen[label] = whole.seen.get(label, 0) + many
            under = address(chosen, [step for step, _ in steps])
            whole.complaints += [f"{one} under {under}" for one in reader.complaints]
        return whole

    def _there(self, chosen: Selection, rng: random.Random) -> Selection:
        """What can be selected there: one of several concepts of the file, and no answer that the text has anyway."""
        document = self._world(Selection()).document
        firsts = {name: next(iter(body["readings"])) for name, body in (document.get("open") or {}).items()}
        reading = {name: answer for name, answer in chosen.reading.items() if answer != firsts[name]}
        concepts = concepts_of(document)
        own = (rng.choice(concepts),) if chosen.concepts and len(concepts) > 1 else ()
        return replace(chosen, reading=reading, concepts=own)

    def _read_shown(self, chosen: Selection, shown: Shown) -> Reader:
        try:
            return self._read_in(chosen, shown)
        except Invalid:  # the page tells what a push brings about that a file must not have
            return self._read_in(chosen, shown, partly=True)

    def _read_in(self, chosen: Selection, shown: Shown, *, partly: bool = False) -> Reader:
        reader = Reader(self._world(chosen, partly=partly))
        before = self._world(replace(chosen, drivers={}, steps=()), partly=partly)
        read_explorable(reader, shown, before, self._world(Selection()))
        return reader

    def _page(self) -> Reader:
        # A page looks by all concepts of the file, or by one.
        given = self.given
        selection = replace(given.selection, concepts=given.selection.concepts[:1])
        fragments = surfaces.page_fragments(given.text, selection, [step for step, _ in given.steps])
        reader = Reader(self._world(replace(selection, steps=tuple(overlay for _, overlay in given.steps))))
        read_page(reader, fragments, self._world(replace(selection, drivers={})))
        return reader


def main(first: int, last: int, only: Sequence[str] = ()) -> Iterator[str]:
    """Judge random assessments on all surfaces, or *only* on those that begin so, and tell what is false."""
    total, seen, refused, seconds = Counter[str](), Counter[str](), 0, Counter[str]()
    chosen = [name for name in (*SURFACES, *PROVED, *LONG) if not only or name.startswith(tuple(only))]
    for seed in range(first, last):
        found = examined(trial(seed, surfaces=chosen))
        seen.update(found.seen)
        seconds.update(found.seconds)
        refused += bool(found.refused)
        for surface, complaints in found.complaints.items():
            for complaint in complaints:
                total[complaint.split("]")[0].lstrip("[")] += 1
                yield f"{seed} {surface}: {complaint}"
        if found.refused:
            yield f"{seed} refused: {found.refused}"
        if seed % 20 == 19:
            yield f"{seed + 1 - first} files, {sum(seconds.values()):.0f} s"
    yield f"{last - first} files, complaints: {dict(total.most_common())}"
    yield f"forms met: {dict(seen.most_common())}; refused: {refused}"
    yield f"CPU seconds: { ({name: round(value, 1) for name, value in seconds.items()}) }, in all {sum(seconds.values()):.0f}"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    words = [word for word in sys.argv[1:] if not word.isdigit()]
    for line in main(numbers[0] if numbers else 0, numbers[1] if len(numbers) > 1 else 1000, words):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
