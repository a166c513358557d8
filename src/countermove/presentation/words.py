"""Small words: counts, lists, numbers, names of the concepts and what each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

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
    "number",
    "ordinal",
    "out_of",
    "plural",
    "shortened",
    "some_of",
    "stretches",
    "told_of",
    "under_words",
]

_NAMES: Mapping[str, str] = {
    "nash": "Nash",
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "symseq": "symmetric SEQ",
    "sim": "SIM",
    "maximin": "Maximin",
    "limited": "limited",
    "nonmyopic": "non-myopic",
    "cnash": "CNash",
    "cgmr": "CGMR",
    "csmr": "CSMR",
    "cseq": "CSEQ",
}
_WORDS: Mapping[str, str] = {
    "nash": "looking one step ahead",
    "gmr": "fearing any answer",
    "smr": "fearing any answer, with a reply of their own",
    "seq": "reckoning with answers that pay",
    "symseq": "reckoning with answers that pay, with a reply of their own",
    "sim": "reckoning with others who act at the same time",
    "maximin": "fearing the worst within {moves}",
    "limited": "looking {moves} ahead",
    "nonmyopic": "looking ahead to the end",
    "cnash": "looking one step ahead together",
    "cgmr": "fearing any answer, together",
    "csmr": "fearing any answer, together and with a reply of their own",
    "cseq": "reckoning with answers that pay, together",
}
"""How the mover looks ahead, read on from the actor: "the allies, fearing any answer"."""
_THE_SAME = "the same, with a reply of their own"
"""The words for symmetric SEQ right after SEQ."""
_COUNTS: Mapping[str, str] = {
    "nash": "counts no countermove at all",
    "gmr": "counts any countermove, even one that hurts its maker",
    "smr": "counts any countermove, and one reply to it",
    "seq": "counts only countermoves by which their makers gain",
    "symseq": "counts countermoves by which their makers gain, and one reply to them",
    "sim": "counts others who improve at the same time (one of several definitions)",
    "sim:tableau": "counts others who, like the actor, would leave under SEQ and leave at the same time",
    "maximin": "counts moves in turns, the others moving to hurt",
    "limited": "foresees moves in turns, each by which its maker does best",
    "nonmyopic": "foresees moves in turns however long, each by which its maker does best",
    "cnash": "counts no countermove to what all members of a coalition gain by",
    "cgmr": "counts any countermove of the others that hurts a member",
    "csmr": "counts any countermove that hurts a member, and one reply",
    "cseq": "counts only countermoves by which coalitions of the others gain",
}
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
    return f"{told_of(value, whole)} of {told_of(whole, whole)} {plural(whole, one)}"


def told_of(value: int, whole: int) -> str:
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
    kind, _, rest = name.partition(":")
    horizon, _, ties = rest.partition(":")
    text = _NAMES.get(kind, kind)
    parts = [part for part in (horizon, ties) if part.isdigit()]
    said = " (some ties)" if "some" in (horizon, ties) else " (tableau)" if horizon == "tableau" else ""
    return " ".join([text, *parts]) + said


def concept_words(name: str) -> str:
    """A concept in words, read on from the actors who look ahead that way: "looking one step ahead"."""
    kind, _, rest = name.partition(":")
    moves = int(horizon) if (horizon := rest.partition(":")[0]).isdigit() else 0
    return _WORDS.get(kind, f"looking ahead by {concept_name(name)}").format(moves=count(moves, "move"))


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
    for before, name in zip((None, *names[:-1]), names, strict=False):
        words = _THE_SAME if (before, name) == ("seq", "symseq") else concept_words(name)
        yield words if len(names) == 1 else words.replace(",", "")


def _named(words: str, name: str) -> str:
    """Words followed by the name of the concept."""
    return f"{words} ({concept_name(name)})"


def concept_counts(name: str) -> str:
    """What a concept counts, read on from its name: "counts any countermove"."""
    if name in _COUNTS:
        return _COUNTS[name]
    return _COUNTS.get(name.partition(":")[0], "counts countermoves in its own way")


def ordinal(place: int) -> str:
    """A place in an order: "1st", "22nd"."""
    tail = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{tail}"
