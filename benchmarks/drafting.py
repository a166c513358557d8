"""What the tables of cues find and miss, against marks that a reader made before there were any.

Of each text and kind: how many of the sentences that are marked have a cue (recall), and how many that have a cue are marked
(precision). The unit is a sentence as it was marked; a sentence of the program counts where most of it lies there. Advice, limits
and risks were marked in drawn sentences alone, which is a table of its own. ``python -m benchmarks.drafting`` prints the tables
that ``docs/drafting.md`` shows; with ``--missed KIND`` or ``--wrong KIND`` the places.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from countermove.plugins.evidence.documents.annotation import AnnotatedText, annotate_text, holders_in
from countermove.plugins.evidence.documents.cues import KINDS, Kind, cues_in
from countermove.sources.texts import SourceText, text_of

__all__ = [
    "DRAWN",
    "HELD_OUT",
    "MARKED",
    "MARKS",
    "TEXTS",
    "TUNED",
    "Counts",
    "counts_drawn",
    "counts_of",
    "drawn_table",
    "holders_of",
    "table",
    "text_marked",
]

ROOT = Path(__file__).resolve().parents[1]
MARKS = ROOT / "tests" / "plugins" / "evidence" / "marks"
SHARED = ROOT.parent / "shared"
TUNED = ("sun-2021", "briefing-350265", "invented")
"""Texts that were looked at while the tables were tuned."""
HELD_OUT = "speech-364555"
"""The one that was not."""
TEXTS = {
    "sun-2021": "the essay",
    "briefing-350265": "a briefing",
    "invented": "an invented text",
    HELD_OUT: "a speech, held out",
}
"""The texts, and what the documentation calls them."""
DRAWN: tuple[Kind, ...] = ("advice", "limit", "risk")
"""Kinds that are marked in drawn sentences (``drawn.json``)."""
MARKED = tuple(kind for kind in KINDS if kind not in DRAWN)
"""Kinds that are marked in the texts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Sentences: with a cue and marked, with a cue alone, marked alone."""

    both: int = 0
    cued: int = 0
    marked: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.both + other.both, self.cued + other.cued, self.marked + other.marked)

    @property
    def precision(self) -> float:
        """Of those with a cue how many are marked."""
        return self.both / (self.both + self.cued) if self.both + self.cued else 1.0

    @property
    def recall(self) -> float:
        """Of those marked how many have a cue."""
        return self.both / (self.both + self.marked) if self.both + self.marked else 1.0


def text_marked(name: str) -> tuple[SourceText, list[dict[str, Any]]] | None:
    """A text and its marks; None where the text is not on this machine. Raises ValueError where it is another."""
    marks = json.loads((MARKS / f"{name}.json").read_text(encoding="utf-8"))
    content = _content(marks["text"])
    if content is None:
        return None
    if hashlib.sha256(content).hexdigest() != marks["sha256"]:
        raise ValueError(f"{name} is another text than the one that was marked")
    return text_of(content.decode("utf-8"), name, name, marks["sha256"]), marks["sentences"]


def _content(text: str) -> bytes | None:
    if text == "invented.txt":
        return (MARKS / text).read_bytes()
    if text == "sun-2021":
        path = SHARED / "seed" / "sun-2021.txt"
        return path.read_bytes() if path.is_file() else None
    records = _releases()
    return None if records is None else records[text].encode()


@cache
def _releases() -> dict[str, str] | None:
    """The texts of the State Department by their names; None where they are not on this machine."""
    path = SHARED / "data" / "state_dept_releases" / "korea_documents.jsonl"
    if not path.is_file():
        return None
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["id"]: record["text"] for record in records}


def _drawn(*, held_out: bool) -> list[tuple[str, set[str]]] | None:
    """The drawn sentences and their marks; None where the texts are not on this machine."""
    releases = _releases()
    if releases is None:
        return None
    found: list[tuple[str, set[str]]] = []
    for mark in json.loads((MARKS / "drawn.json").read_text(encoding="utf-8"))["sentences"]:
        content = releases[mark["text"]]
        if not hashlib.sha256(content.encode()).hexdigest().startswith(mark["sha256"]):
            raise ValueError(f"{mark['text']} is another text than the one that was marked")
        paragraph = text_of(content, "", "", "").paragraphs[mark["paragraph"] - 1]
        if mark["held_out"] is held_out:
            found.append((" ".join(paragraph[mark["start"] : mark["end"]].split()), set(mark["cues"])))
    return found


def counts_drawn(*, held_out: bool) -> Mapping[str, Counts] | None:
    """The counts of drawn sentences by kind, and of "any" of these; None where their texts are not on this machine."""
    sentences = _drawn(held_out=held_out)
    if sentences is None:
        return None
    pairs = [({cue.kind for cue in cues_in(text)} & set(DRAWN), marks) for text, marks in sentences]
    counts: dict[str, Counts] = {kind: _counted((kind in has, kind in marks) for has, marks in pairs) for kind in DRAWN}
    return {**counts, "any": _counted((bool(has), bool(marks)) for has, marks in pairs)}


def counts_of(name: str) -> Mapping[str, Counts] | None:
    """The counts of a text by kind, and of "any" kind but dates; "sentences": cut as they were marked or not."""
    found = text_marked(name)
    if found is None:
        return None
    text, sentences = found
    program = annotate_text(text)
    cued = _by_mark(program, sentences)
    own = {(one.paragraph, one.start, one.end) for one in program.sentences}
    marked = {(one["paragraph"], one["start"], one["end"]) for one in sentences}
    counts: dict[str, Counts] = {}
    for kind in MARKED:
        counts[kind] = _counted([(kind in has, kind in one["cues"]) for has, one in zip(cued, sentences, strict=True)])
    pairs = zip(cued, sentences, strict=True)
    beside = {"date", *DRAWN}  # nobody marked those in these texts
    counts["any"] = _counted([(bool(has - beside), bool(set(one["cues"]) - beside)) for has, one in pairs])
    counts["sentences"] = Counts(len(own & marked), len(own - marked), len(marked - own))
    return counts


def _counted(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    both = cued = marked = 0
    for has, is_marked in pairs:
        both += has and is_marked
        cued += has and not is_marked
        marked += is_marked and not has
    return Counts(both, cued, marked)


def _by_mark(program: AnnotatedText, sentences: list[dict[str, Any]]) -> list[set[str]]:
    """The kinds of cues in each marked sentence."""
    found: list[set[str]] = [set() for _ in sentences]
    for one, cues in zip(program.sentences, program.cues, strict=True):
        overlaps = [
            (min(one.end, other["end"]) - max(one.start, other["start"]), place)
            for place, other in enumerate(sentences)
            if other["paragraph"] == one.paragraph
        ]
        if overlaps and max(overlaps)[0] > 0:
            found[max(overlaps)[1]] |= {cue.kind for cue in cues}
    return found


def holders_of(name: str) -> Counts | None:
    """Of sentences marked as reported: holders found and marked (sharing a word), found alone, marked alone."""
    found = text_marked(name)
    if found is None:
        return None
    text, sentences = found
    program = annotate_text(text)
    mentions: dict[int, list[Any]] = {}
    for named in program.names:
        for mention in named.mentions:
            mentions.setdefault(mention.sentence, []).append(mention)
    spans: list[tuple[int, str]] = []
    for place, (one, cues) in enumerate(zip(program.sentences, program.cues, strict=True)):
        for start, end in holders_in(one.text, cues, sorted(mentions.get(place, ()), key=lambda item: item.start)):
            spans.append((place, one.text[start:end]))
    counts = Counts()
    for other in sentences:
        if "reported" not in other["cues"]:
            continue
        inside = [
            words
            for place, words in spans
            if (one := program.sentences[place]).paragraph == other["paragraph"]
            and min(one.end, other["end"]) - max(one.start, other["start"]) > (one.end - one.start) / 2
        ]
        wanted = [text.paragraphs[other["paragraph"] - 1][start:end] for start, end in other["holders"]]
        hits = sum(any(_share(one, words) for words in inside) for one in wanted)
        wrong = sum(not any(_share(one, words) for one in wanted) for words in inside)
        counts += Counts(hits, wrong, len(wanted) - hits)
    return counts


def _share(one: str, other: str) -> bool:
    few = {"the", "of", "a", "and", "s"}
    return bool((_words(one) & _words(other)) - few)


def _words(text: str) -> set[str]:
    return {word.strip("’'s,.") for word in text.lower().replace("’s", " ").split()}


def _places(kind: str, missed: bool, names: Iterable[str]) -> Iterator[str]:
    """Where a kind is marked and has no cue, or the other way round."""
    for name in names:
        found = text_marked(name)
        if found is None:
            continue
        text, sentences = found
        for has, one in zip(_by_mark(annotate_text(text), sentences), sentences, strict=True):
            if (kind in one["cues"]) is missed and (kind in has) is not missed:
                piece = text.paragraphs[one["paragraph"] - 1][one["start"] : one["end"]]
                yield f"{name} {one['paragraph']}: {piece}"


def main() -> None:
    """Print precision and recall."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drafting", description=__doc__)
    parser.add_argument("--missed", help="a kind: where it is marked and has no cue, in the texts for tuning")
    parser.add_argument("--wrong", help="a kind: where it has a cue and is not marked, in the texts for tuning")
    parser.add_argument(
        "--speed", action="store_true", help="processor time of the whole process, and of one with a line"
    )
    chosen = parser.parse_args()
    if chosen.speed:
        print(*speed(), sep="\n")
        return
    if (chosen.missed or chosen.wrong) in DRAWN:
        kind, missed = chosen.missed or chosen.wrong, bool(chosen.missed)
        for text, marks in _drawn(held_out=False) or ():
            has = {cue.kind for cue in cues_in(text)}
            if (kind in marks) is missed and (kind in has) is not missed:
                print(text)
        return
    if chosen.missed or chosen.wrong:
        print(*_places(chosen.missed or chosen.wrong, bool(chosen.missed), TUNED), sep="\n")
        return
    print(*table(), "", *drawn_table(), sep="\n")


def drawn_table() -> list[str]:
    """The table of the documentation on what is marked in drawn sentences alone; none where their texts are not here."""
    halves = {name: counts_drawn(held_out=held_out) for name, held_out in (("tuned on", False), ("held out", True))}
    if None in halves.values():
        return []
    rows = ["| | 60 sentences, tuned on | 60 others, held out |", "|---|---|---|"]
    for kind in (*DRAWN, "any"):
        cells = (_cell(counts[kind]) for counts in halves.values() if counts is not None)
        rows.append(f"| {'any of the three' if kind == 'any' else kind} | {' | '.join(cells)} |")
    return rows


def table() -> list[str]:
    """The table of the documentation: a row for each kind, "precision / recall (marked)" in per cent for each text; a text that
    is not on this machine has no column."""
    every = {name: (counts, holders_of(name)) for name in TEXTS if (counts := counts_of(name)) is not None}
    rows = [f"| | {' | '.join(TEXTS[name] for name in every)} |", f"|---|{'---|' * len(every)}"]
    for kind in (*MARKED, "any"):
        rows.append(f"| {_ROWS.get(kind, kind)} | {' | '.join(_cell(counts[kind]) for counts, _ in every.values())} |")
    holders = (_cell(found) for _, found in every.values() if found is not None)
    return [*rows, f"| holders of reported views | {' | '.join(holders)} |"]


_ROWS = {"any": "any cue but dates"}


def pages(count: int, seed: int = 1) -> str:
    """So many pages of 500 words: sentences of the invented text, each with its second half from another."""
    rng = random.Random(seed)
    text, _ = text_marked("invented") or (text_of("", "", "", ""), [])
    halves = [one.text.split() for one in annotate_text(text).sentences if len(one.text.split()) > 8]
    paragraphs: list[str] = []
    while sum(len(one.split()) for one in paragraphs) < 500 * count:
        pairs = (rng.sample(halves, 2) for _ in range(5))
        paragraphs.append(" ".join(" ".join(a[: len(a) // 2] + b[len(b) // 2 :]) for a, b in pairs))
    return "\n\n".join(paragraphs)


def speed(repeat: int = 5) -> Iterator[str]:
    """Processor time of ``countermove draft`` on twenty pages, and on one line: the median of some runs, as whole processes."""
    command = str(Path(sys.executable).with_name("countermove"))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("20 pages", pages(20)), ("one line", "Arvia may pay if it rains.")):
            path = Path(folder, f"{name}.txt")
            path.write_text(text, encoding="utf-8")
            taken = [
                _processor_time([command, "draft", str(path), "-o", f"{path}.yaml", "--force"]) for _ in range(repeat)
            ]
            yield f"{name}, {len(text.split()):,} words: {statistics.median(taken):.2f} s"


def _processor_time(words: Sequence[str]) -> float:
    import resource  # which Windows has not

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _cell(counts: Counts) -> str:
    return f"{100 * counts.precision:.0f} / {100 * counts.recall:.0f} ({counts.both + counts.marked})"


if __name__ == "__main__":
    main()
