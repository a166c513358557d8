"""What two assessments differ in: premises and claims, compared by name, then by content.

An *item* is one line that a reader can disagree with: an actor, a want, an option, a driver, a rule, a term, an open
question, an answer, a scenario, a view, a claim, the start, the target, the concepts; and, which affect no verdict as
argued, a key question, an observation, a forecast, a resolution. Its *parts* are the keys that can affect a verdict;
formulas are compared as trees and numbers by value, so spelling makes no difference. Words (``says``, ``at``, ``why``,
…) and ``certainty`` are compared too, but have no effect on any verdict.

Items of one kind are matched by name first. Of those left over, two with equal parts are one item *renamed*, and so are
two questions with equal answers; actors, options, drivers and terms, which formulas name, are renamed if
``verdicts.lines.counterparts`` matches them. A want is *moved* if it is not in a longest run of wants that both have in
the same order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from countermove.verdicts.lines.counterparts import Key, Lines, aligned, next_counterpart
from gmcr.base.errors import FormulaError
from gmcr.base.record import Record
from gmcr.logic import Vocabulary, parse, to_text

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["OVERLAY", "ChangedLine", "ComparedItem", "Part", "compared", "items_of", "part_text"]

OVERLAY = ("drop", "rewrite", "move", "set", "drifts", "happens")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "want": ("want", "while", "otherwise", "could_be", "strength", "unknown"),
    "option": ("one_way", "needs", "levels"),
    "driver": ("now", "range", "drifts"),
    "rule": ("never",),
    "term": ("term",),
    "reading": OVERLAY,
    "scenario": OVERLAY,
    "view": OVERLAY,
    "claim": ("in", "under", "with", "check"),
    "start": ("start",),
    "target": ("target",),
    "concepts": ("concepts",),
    "question": ("base",),
    "key question": ("answer_yes", "answer_no", "across", "under", "with"),
    "observation": ("date", "known", "in", "saw", "ended", "of", "sets"),
    "forecast": ("given", "closes", "rule", "chance", "from", "check"),
    "resolution": ("outcome", "date", "settled"),
}
_MATCHED = ("want", "rule", "scenario", "view", "claim", "reading", "key question")
_UNORDERED = frozenset(("start", "happens", "drop", "after", "vary", "without"))
_SECTIONS: Mapping[str, str] = {
    "rule": "never",
    "driver": "drivers",
    "scenario": "scenarios",
    "view": "views",
    "claim": "claims",
    "key question": "key_questions",
    "observation": "observations",
    "forecast": "forecasts",
    "resolution": "resolutions",
}
_ASIDE = ("key question", "observation", "forecast", "resolution")
"""Questions, observations and forecasts affect no verdict as argued."""
_APART = frozenset(("countermove", "start", "target", "concepts", "actors", "terms", "open", *_SECTIONS.values()))
"""Sections that are compared item by item; any other has no effect on a verdict and is compared whole."""


Kind = Literal["added", "removed", "changed", "moved", "renamed", "reworded"]


@dataclass(frozen=True, slots=True)
class Part(Record):
    """A key."""

    key: str
    """Its name."""
    before: str | None
    """Its value in the first case, as text."""
    after: str | None
    """Its value in the second case, as text."""


@dataclass(frozen=True, slots=True)
class ChangedLine(Record):
    """A line."""

    section: str
    """The kind of line: want, driver, rule, option, actor, term, start, target, question, reading, …"""
    kind: Kind
    """How it differs; reworded: in words only."""
    owner: str
    """The actor of a want or option, the question of an answer; "" otherwise."""
    name: str
    """Its name in the first case, or in the second if it is added."""
    other: str
    """Its name in the second if it is renamed; "" otherwise."""
    parts: tuple[Part, ...]
    """The keys that differ."""
    effect: bool
    """Whether it can affect a verdict."""

    @property
    def key(self) -> Key:
        return (self.section, self.owner, self.name)

    @property
    def answering(self) -> bool:
        """Whether it can affect an answer to a key question that both ask, in all readings or in the base reading:
        beyond what affects a verdict, how the question is put, and which answer to an open question comes first."""
        return self.effect or (self.section in ("key question", "question") and self.kind == "changed")

    @property
    def bearing(self) -> bool:
        """Whether it can affect any result: also an answer in the light of what was observed."""
        return self.answering or (self.section == "observation" and self.kind in ("added", "removed", "changed"))


@dataclass(frozen=True, slots=True)
class ComparedItem(Record):
    """``parts``: key → a form that is equal if the meaning is; ``written``: key → as written, words too."""

    parts: Mapping[str, Any]
    written: Mapping[str, Any]


def compared(one: Assessment, other: Assessment) -> tuple[tuple[ChangedLine, ...], dict[Key, str]]:
    """All differences, in the order of the first file and then of the second; and the items of the second that are
    renamed: their key there → their name in the first. References to renamed items are followed, so they count as no
    differences."""
    before, after = items_of(one, one.data), items_of(other, other.data)
    back: dict[Key, str] = {}

    def named_so(names: Mapping[Key, str]) -> dict[Key, ComparedItem]:
        apart = {key: value for key, value in other.data.items() if key in ("alternatives", "defended")}
        return items_of(other, {**aligned(other.data, names), **apart})  # compared whole, in their own names

    def lines(items: Mapping[Key, ComparedItem]) -> Lines:
        return {key: (item.parts, item.written) for key, item in items.items()}

    def with_one_more(key: Key, name: str) -> Lines:
        return lines(named_so({**back, key: name}))

    while (
        more := _renamed(before, after)
        or _renamed_question(before, after)
        or next_counterpart(lines(before), lines(after), with_one_more)
    ):
        back |= more
        after = named_so(back)
    renamed = {(section, owner, name): new for (section, owner, new), name in back.items()}
    differences = []
    for key, item in before.items():
        there = after.get(key)
        if there is None:
            if not _inside(key, before, after):
                differences.append(ChangedLine(*_identity(key, "removed"), "", _parts(item, None), _bears(key)))
            continue
        if key in renamed:
            differences.append(ChangedLine(*_identity(key, "renamed"), renamed[key], (), False))
        parts = tuple(part for part in item.parts if item.parts[part] != there.parts[part])
        if parts:
            differences.append(ChangedLine(*_identity(key, "changed"), "", _parts(item, there, parts), _turns(key)))
        words = tuple(
            part
            for part in dict.fromkeys((*item.written, *there.written))
            if part not in item.parts and item.written.get(part) != there.written.get(part)
        )
        if words:
            differences.append(ChangedLine(*_identity(key, "reworded"), "", _parts(item, there, words), False))
    differences += _moved(before, after)
    differences += [
        ChangedLine(*_identity(key, "added"), "", _parts(None, item), _bears(key))
        for key, item in after.items()
        if key not in before and not _inside(key, after, before)
    ]
    return tuple(differences), back


def _identity(key: Key, kind: Kind) -> tuple[str, Kind, str, str]:
    return (key[0], kind, key[1], key[2])


def _bears(key: Key) -> bool:
    """Whether adding or removing an item can affect the verdict of a claim that both have."""
    return key[0] not in ("claim", "words", *_ASIDE)


def _turns(key: Key) -> bool:
    """Whether changing an item can affect a verdict. Which answer comes first changes the base reading, and no verdict."""
    return key[0] not in ("question", *_ASIDE)


def _inside(key: Key, here: Mapping[Key, ComparedItem], there: Mapping[Key, ComparedItem]) -> bool:
    """Whether an item belongs to an actor or a question that the other assessment lacks as a whole."""
    section = {"want": "actor", "option": "actor", "reading": "question"}.get(key[0])
    return section is not None and (section, "", key[1]) in here and (section, "", key[1]) not in there


# -- reading ------------------------------------------------------------------------------------------------------------


def items_of(assessment: Assessment, data: Mapping[str, Any]) -> dict[Key, ComparedItem]:
    """The items of an assessment, in file order. *data*: its own, or the same with other names."""
    return {
        key: ComparedItem(
            {part: _plain(part, written.get(part), assessment.vocabulary) for part in _PARTS.get(key[0], ())}, written
        )
        for key, written in _written(data)
    }


def _written(data: Mapping[str, Any]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Every item as written."""
    yield ("start", "", "start"), {"start": data.get("start") or []}
    if data.get("target") is not None:
        yield ("target", "", "target"), {"target": data["target"]}
    if data.get("concepts") is not None:
        chosen = data["concepts"]
        reasons = {"why": dict(chosen)} if isinstance(chosen, Mapping) else {}
        yield ("concepts", "", "concepts"), {"concepts": list(chosen), **reasons}
    for actor, record in _mapping(data.get("actors")).items():
        yield ("actor", "", actor), {key: value for key, value in record.items() if key not in ("options", "wants")}
        for name, option in _mapping(record.get("options")).items():
            yield ("option", actor, name), _mapping(option)
        for want in record.get("wants") or ():
            yield ("want", actor, want["id"]), {key: value for key, value in want.items() if key != "id"}
    for name, text in _mapping(data.get("terms")).items():
        yield ("term", "", name), {"term": text["is"], **text} if isinstance(text, Mapping) else {"term": text}
    for section, place in _SECTIONS.items():
        for name, record in _mapping(data.get(place)).items():
            yield (section, "", name), _mapping(record)
    for question, record in _mapping(data.get("open")).items():
        readings = _mapping(record.get("readings"))
        own = {key: value for key, value in record.items() if key != "readings"}
        yield ("question", "", question), {**own, "base": next(iter(readings))}
        for answer, overlay in readings.items():
            yield ("reading", question, answer), _mapping(overlay)
    for key, value in data.items():
        if key not in _APART and value is not None:
            yield ("words", "", key), {key: value}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _plain(key: str, value: Any, vocabulary: Vocabulary) -> Any:
    """A form of a value that is equal if the meaning is."""
    if key == "one_way":
        return {True: "forward", "true": "forward", None: "", False: "", "false": ""}.get(value, value)
    if key == "range" and value is None:
        value = [0, 1]
    if value is None or (isinstance(value, Mapping | list) and not value):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return Fraction(value)
    if isinstance(value, str):
        return _formula(value, vocabulary)
    if isinstance(value, Mapping):
        return {
            name: inner
            for name, item in value.items()
            if name not in _WORDS and (inner := _plain(name, item, vocabulary)) is not None
        }
    own = [_plain("", inner, vocabulary) for inner in value]
    return frozenset(map(str, own)) if key in _UNORDERED else tuple(own)


_WORDS = frozenset(("at", "note", "certainty", "means", "why", "says", "otherwise_says"))


def _formula(text: str, vocabulary: Vocabulary) -> str:
    """A formula with the fewest brackets and full option names; any other text as it is."""
    try:
        return to_text(vocabulary.named(parse(text)))
    except FormulaError:
        return text


# -- matching ------------------------------------------------------------------------------------------------------------


def _renamed(before: Mapping[Key, ComparedItem], after: Mapping[Key, ComparedItem]) -> dict[Key, str]:
    """Items without a counterpart of their name and with one of their parts: key in the second → name in the first.
    Ignores things that formulas name."""
    names: dict[Key, str] = {}
    free = [key for key in after if key not in before and key[0] in _MATCHED]
    for key, item in before.items():
        if key in after or not any(value is not None for value in item.parts.values()):
            continue
        match = next((new for new in free if new[:2] == key[:2] and after[new].parts == item.parts), None)
        if match is not None:
            free.remove(match)
            names[match] = key[2]
    return names


def _renamed_question(before: Mapping[Key, ComparedItem], after: Mapping[Key, ComparedItem]) -> dict[Key, str]:
    """A question without a counterpart of its name and the only one with its answers: key in the second → name in the
    first."""
    mine = [key for key in before if key[0] == "question" and key not in after]
    theirs = [key for key in after if key[0] == "question" and key not in before]
    for key in mine:
        own = _answers(before, key)
        same = [other for other in theirs if _answers(after, other) == own]
        if len(same) == 1 and sum(_answers(before, other) == own for other in mine) == 1:
            return {same[0]: key[2]}
    return {}


def _answers(items: Mapping[Key, ComparedItem], question: Key) -> list[tuple[str, Mapping[str, Any]]]:
    return [(key[2], item.parts) for key, item in items.items() if key[:2] == ("reading", question[2])]


def _moved(before: Mapping[Key, ComparedItem], after: Mapping[Key, ComparedItem]) -> Iterator[ChangedLine]:
    """The fewest wants that have to move so that the common ones stand in the second order."""
    for actor in dict.fromkeys(key[1] for key in before if key[0] == "want"):
        common = [key[2] for key in before if key[:2] == ("want", actor) and key in after]
        order = [key[2] for key in after if key[:2] == ("want", actor) and key in before]
        stay = _longest_ascending([order.index(name) for name in common])
        for place, name in enumerate(common):
            if place not in stay:
                part = Part("place", _place(common, name), _place(order, name))
                yield ChangedLine("want", "moved", actor, name, "", (part,), True)


def _place(order: Sequence[str], name: str) -> str:
    at = order.index(name)
    return f"after {order[at - 1]}" if at else "first"


def _longest_ascending(values: Sequence[int]) -> set[int]:
    """The indices of a longest ascending run of distinct values (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(places[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        places[pile : pile + 1] = [place]
    run: set[int] = set()
    at = places[-1] if places else None
    while at is not None:
        run.add(at)
        at = before[at]
    return run


# -- text ---------------------------------------------------------------------------------------------------------------


def _parts(
    before: ComparedItem | None, after: ComparedItem | None, keys: Iterable[str] | None = None
) -> tuple[Part, ...]:
    if keys is None:
        item = before or after
        assert item is not None
        keys = tuple(key for key in item.parts if item.written.get(key) is not None)
    return tuple(Part(key, part_text(before, key), part_text(after, key)) for key in keys)


def part_text(item: ComparedItem | None, key: str) -> str | None:
    """A key of an item as written, on one line; None if it lacks the key."""
    if item is None or item.written.get(key) is None:
        return None
    return _one_line(item.written[key])


def _one_line(value: Any) -> str:
    """Plain data on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_one_line(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_one_line, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
