"""Small words: counts, lists, numbers, names of the concepts and what each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gmcr.base.concepts import NAMED, Variant

__all__ = [
    "all_of",
    "capital",
    "concept_counts",
    "concept_name",
    "concept_words",
    "concept_words_named",
    "concepts_phrase",
    "concepts_words",
    "concepts_words_named",
    "count",
    "listed",
    "listed_words_named",
    "number",
    "ordinal",
    "out_of",
    "part_text",
    "plural",
    "shortened",
    "some_of",
    "stretches",
    "under_words",
]

_THE_SAME = "the same, with a reply of their own"
"""The words for symmetric SEQ right after SEQ."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: int) -> str:
    """A whole number: in words up to twelve, with thousands separators above."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def plural(value: int, one: str, many: str = "") -> str:
    """The noun in the number that goes with *value*."""
    return one if value == 1 else many or f"{one}s"


def count(value: int, one: str, many: str = "") -> str:
    """A number with its noun: "one state", "32 readings"."""
    return f"{number(value)} {plural(value, one, many)}"


def out_of(value: int, whole: int, one: str) -> str:
    """A fraction of a group, both in words or both in figures: "two of four readings", "16 of 32 readings"."""
    return f"{part_text(value, whole)} of {part_text(whole, whole)} {plural(whole, one)}"


def part_text(value: int, whole: int) -> str:
    """A whole number out of *whole*, in words only if *whole* is small enough for words too."""
    return number(value) if whole < len(_NUMBERS) else f"{value:,}"


def some_of(value: int, whole: int, one: str, *, what: str = "") -> str:
    """A fraction of a group, read on before a verb: "none of the two claims", "both claims", "seven of eight claims";
    *what* narrows them down, after the noun."""
    after = f" {what}" if what else ""
    if value == whole:
        return f"the one {one}{after}" if whole == 1 else f"{all_of(whole, one)}{after}"
    if not value:
        return f"neither of the two {plural(2, one)}{after}" if whole == 2 else f"none of {count(whole, one)}{after}"
    return f"{out_of(value, whole, one)}{after}"


def all_of(value: int, one: str) -> str:
    """All of a group: "both readings", "all 32 readings"."""
    return f"both {plural(2, one)}" if value == 2 else f"all {count(value, one)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items separated by commas, with a word before the last."""
    texts = list(items)
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def shortened(items: Sequence[str], most: int, *, sep: str = ", ", where: str = "") -> str:
    """The first items, each whole, with a count of the rest; *where* to find these: ": countermove levers CASE"."""
    if len(items) <= most:
        return sep.join(items)
    return f"{sep.join(items[:most])} and {len(items) - most:,} more{where}"


def stretches(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers, with runs of consecutive ones joined: ["1–4", "7"]."""
    starts = [*numbers[:1], *(later for earlier, later in pairwise(numbers) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(numbers) if later != earlier + 1), *numbers[-1:]]
    return [str(first) if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True)]


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def concepts_phrase(concepts: Sequence[str]) -> str:
    """Concepts by name: "Nash, GMR and SEQ"."""
    return listed(map(concept_name, concepts))


def concept_name(name: str) -> str:
    """The name of a concept in sentences."""
    kind, *parts = name.split(":")
    label = NAMED[kind].label if kind in NAMED else kind
    variant = _variant(name)
    return " ".join([label, *filter(str.isdigit, parts)]) + (f" ({variant.label})" if variant else "")


def _variant(name: str) -> Variant | None:
    """The variant of a concept that its notation gives."""
    kind, *parts = name.split(":")
    variant = NAMED[kind].variant if kind in NAMED else None
    return variant if variant and variant.name in parts else None


def concept_words(name: str) -> str:
    """A concept in words, read on from the actors who look ahead that way: "looking one step ahead"."""
    kind, _, rest = name.partition(":")
    moves = int(horizon) if (horizon := rest.partition(":")[0]).isdigit() else 0
    words = NAMED[kind].looking if kind in NAMED else f"looking ahead by {concept_name(name)}"
    return words.format(moves=count(moves, "move"))


def concept_words_named(name: str) -> str:
    """A concept in words, followed by its name: "looking one step ahead (Nash)"."""
    return _named(concept_words(name), name)


def concepts_words(names: Sequence[str], last: str = "and") -> str:
    """Concepts in words, as a list: "reckoning with answers that pay and the same with a reply of their own"."""
    return listed(_shared(names), last)


def concepts_words_named(names: Sequence[str], last: str = "and") -> str:
    """Concepts in words, each followed by its name, as a list."""
    return listed((_named(words, name) for words, name in zip(_shared(names), names, strict=True)), last)


def under_words(names: Sequence[str], every: Sequence[str] = ()) -> str:
    """The concepts in words: "with everybody looking one step ahead (Nash)"; "under every concept" if they are all
    there are."""
    if len(names) == len(every) > 1:
        return "under every concept"
    return f"with everybody {concepts_words_named(names, 'or')}"


def _shared(names: Sequence[str]) -> Iterator[str]:
    """The words of each of several concepts, without commas: symmetric SEQ right after SEQ is "the same …"."""
    if len(names) == 1:
        yield concept_words(names[0])
        return
    for before, name in zip(("", *names[:-1]), names, strict=False):
        yield _listed_words(name, before)


def _listed_words(name: str, before: str) -> str:
    words = _THE_SAME if (before, name) == ("seq", "symseq") else concept_words(name)
    return words.replace(",", "")


def listed_words_named(name: str, before: str = "") -> str:
    """A concept in words with its name, as a list of several has it right after *before*."""
    return _named(_listed_words(name, before), name)


def _named(words: str, name: str) -> str:
    """Words followed by the name of the concept."""
    return f"{words} ({concept_name(name)})"


def concept_counts(name: str) -> str:
    """What a concept counts, read on from its name: "counts any countermove"."""
    kind, variant = name.partition(":")[0], _variant(name)
    if variant and variant.counts:
        return variant.counts
    return NAMED[kind].counts if kind in NAMED else "counts countermoves in its own way"


def ordinal(place: int) -> str:
    """A place in an order: "1st", "22nd"."""
    tail = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{tail}"
