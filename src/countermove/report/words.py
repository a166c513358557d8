"""Small words: counts, lists, numbers, and what the concepts are called and count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "capital",
    "concept_counts",
    "concept_name",
    "concepts_phrase",
    "count",
    "listed",
    "number",
    "plural",
    "shortened",
]

_NAMES: Mapping[str, str] = {
    "nash": "Nash",
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "symseq": "symmetric SEQ",
}
_COUNTS: Mapping[str, str] = {
    "nash": "counts no countermove at all",
    "gmr": "counts any countermove, even one that hurts its maker",
    "smr": "counts any countermove, and one reply to it",
    "seq": "counts only countermoves by which their makers gain",
    "symseq": "counts countermoves by which their makers gain, and one reply to them",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: int) -> str:
    """A whole number: in words up to twelve, with commas above."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def plural(value: int, one: str, many: str = "") -> str:
    """The noun that goes with a number."""
    return one if value == 1 else many or f"{one}s"


def count(value: int, one: str, many: str = "") -> str:
    """A number with its noun: "one state", "32 readings"."""
    return f"{number(value)} {plural(value, one, many)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items with commas, and a word before the last."""
    given = list(items)
    if len(given) < 2:
        return "".join(given)
    return f"{', '.join(given[:-1])} {last} {given[-1]}"


def shortened(items: Sequence[str], most: int, *, sep: str = ", ") -> str:
    """The first items, with a count of the rest."""
    if len(items) <= most:
        return sep.join(items)
    return f"{sep.join(items[:most])} and {len(items) - most:,} more"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def concepts_phrase(concepts: Sequence[str]) -> str:
    """Concepts by name: "Nash, GMR and SEQ"."""
    return listed(map(concept_name, concepts))


def concept_name(name: str) -> str:
    """What a concept is called in sentences."""
    return _NAMES.get(name, name)


def concept_counts(name: str) -> str:
    """What a concept reckons with, read on from its name: "counts any countermove"."""
    return _COUNTS.get(name, "counts countermoves in its own way")
