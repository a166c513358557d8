"""Reads answers: JSON, one object for each chunk, alone, in a list, or one after the other.

Anything else is refused as a whole, with its place. The content of items is not judged here.

The results of checking answers: for each chunk, and for each item.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import Lines, refuse
from countermove.plugins.evidence.documents.quotes import How, State
from countermove.plugins.evidence.draft.prompts import FIELDS, KINDS, NAMED
from gmcr.base.errors import quoted
from gmcr.base.record import Record, derived

__all__ = ["FEWER", "LARGEST", "MOST", "Answer", "Checked", "ChunkAnswered", "Item", "answers_in"]


T = TypeVar("T")

LARGEST = 5_000_000
"""The largest file of answers, in bytes."""

MOST = 5_000
"""The largest number of items in it."""

_LENGTHS = {"id": 80, "kind": 80, "quote": 4_000, "says": 1_000, "name": 200, "actor": 100, "formula": 2_000, "by": 200}
_NEEDED = ("id", "kind", "paragraph", "quote", "says")
_KEYS = ("document", "chunk", "answered_by", "items")
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item(Record):
    """An item, as it was answered."""

    id: str
    kind: str
    paragraph: int
    quote: str
    says: str
    name: str = ""
    actor: str = ""
    formula: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Record):
    """The answer to a chunk."""

    chunk: int
    answered_by: str
    items: tuple[Item, ...]


def answers_in(path: Path, *, sha256: str, chunks: int) -> tuple[Answer, ...]:
    """The answers in a file, by chunk. *sha256*: the digest of the document that they have to be for; *chunks*: its
    number of chunks.

    Raises AssessmentError."""
    text = decode(read_bytes(path, most=LARGEST), str(path), most=LARGEST)
    reading = _Reading(str(path), sha256[:NAMED], chunks)
    answers = [reading.answer(value) for value in reading.objects(text)]
    if not answers:
        reading.refuse("The file holds no answers.", "empty")
    if twice := _twice(answer.chunk for answer in answers):
        reading.refuse(
            f"Chunk {twice} is answered twice: keep one of its answers, or draft from each by itself.", "duplicate"
        )
    if sum(len(answer.items) for answer in answers) > MOST:
        reading.refuse(f"There are over {MOST:,} items: ask about a part of the document.", "large")
    return tuple(sorted(answers, key=lambda answer: answer.chunk))


class _Twice(ValueError):
    """Raised for a key that an object has twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise _Twice(next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place])))
    return data


class _Reading:
    """Reads one file, and reports the places of errors in it."""

    def __init__(self, file: str, document: str, chunks: int) -> None:
        self.file, self.document, self.chunks = file, document, chunks

    def refuse(self, message: str, code: str = "value", at: tuple[str, int] | None = None) -> NoReturn:
        """Raise AssessmentError, with the place *at* a character of a text."""
        raise refuse(self.file, code, message, None if at is None else Lines(at[0]).place(min(at[1], len(at[0]))))

    def objects(self, text: str) -> Iterator[Any]:
        """The objects in the file."""
        decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=self._no_number)
        at, end = _blank(text, 0), len(text)
        while at < end:
            try:
                value, at = decoder.raw_decode(text, at)
            except _Twice as twice:
                self.refuse(f"The key {quoted(str(twice))} is given twice in one object.", "duplicate")
            except json.JSONDecodeError as error:
                cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated string")
                whole = "ends in the middle: it was not kept whole" if cut else "is no JSON here"
                self.refuse(f"The file {whole}.", "syntax", (text, error.pos))
            except RecursionError:
                self.refuse("Nesting goes deeper than any answer.", "deep")
            except ValueError:
                self.refuse("A number has more digits than can be read.", "range")
            yield from value if isinstance(value, list) else (value,)
            at = _blank(text, at)

    def _no_number(self, name: str) -> NoReturn:
        self.refuse(f"{name} is not a JSON number.", "value")

    def answer(self, value: Any) -> Answer:
        """The answer to a chunk."""
        data = self._object(value, "An answer", _KEYS)
        document = self._text(data, "document", "An answer", 64)
        if len(document) < NAMED or not f"{self.document}".startswith(document[:NAMED]):
            message = (
                f"The answers are for another document ({quoted(document)}), or for another version of it: "
                f"this one is {self.document}."
            )
            self.refuse(message)
        chunk = self._whole(data, "chunk", "An answer")
        if not 1 <= chunk <= self.chunks:
            self.refuse(f"There is no chunk {chunk}: the document has {self.chunks}.", "unknown")
        where = f"Chunk {chunk}"
        items = data.get("items")
        if not isinstance(items, list):
            self.refuse(f"{where}: items is not a list.", "kind")
        by = self._text(data, "answered_by", where, 200, needed=False)
        items_read = tuple(self._item(item, f"{where}, item {place}") for place, item in enumerate(items, start=1))
        if twice := _twice(item.id for item in items_read):
            self.refuse(f"{where}: the id {quoted(twice)} is given twice.", "duplicate")
        return Answer(chunk, by, items_read)

    def _item(self, value: Any, where: str) -> Item:
        data = self._object(value, where, tuple(FIELDS))
        texts = {name: self._text(data, name, where, most, needed=name in _NEEDED) for name, most in _LENGTHS.items()}
        if texts["kind"] not in KINDS:
            self.refuse(f"{where}: {quoted(texts['kind'])} is not a kind of item. There are: {', '.join(KINDS)}.")
        return Item(paragraph=self._whole(data, "paragraph", where), **texts)

    def _object(self, value: Any, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.refuse(f"{where} is not a JSON object.", "kind")
        if strange := next((key for key in value if key not in keys), None):
            self.refuse(f"{where}: {quoted(strange)} is not a key here. There are: {', '.join(keys)}.", "key")
        return value

    def _text(self, data: Mapping[str, Any], name: str, where: str, most: int, *, needed: bool = True) -> str:
        value = data.get(name, None if needed else "")
        if value is None and not needed:
            return ""
        if not isinstance(value, str):
            self.refuse(f"{where}: {name} is {'missing' if value is None else 'not text'}.", "kind")
        if needed and not value.strip():
            self.refuse(f"{where}: {name} is empty.", "missing")
        if len(value) > most:
            self.refuse(f"{where}: {name} has over {most:,} characters.", "large")
        if strange := _STRANGE.search(value):
            self.refuse(f"{where}: {name} holds the character U+{ord(strange[0]):04X}, which no text has.", "control")
        return " ".join(value.split())

    def _whole(self, data: Mapping[str, Any], name: str, where: str) -> int:
        value = data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 10**9:
            self.refuse(f"{where}: {name} is {'missing' if value is None else 'not a whole number'}.", "kind")
        return value


def _twice(names: Iterable[T]) -> T | None:
    """The first name that occurs again."""
    return next((name for name, times in Counter(names).items() if times > 1), None)


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


FEWER = 3
"""A chunk is answered short where it has, apart from declarations, fewer items than one for this many sentences with
cues.
"""


@dataclass(frozen=True, slots=True)
class ChunkAnswered(Record):
    """A chunk, and its answer."""

    chunk: int
    """Its number, from 1."""
    first: int
    """Its first paragraph, from 1."""
    last: int
    """Its last paragraph."""
    cued: int
    """The number of its sentences with cues."""
    items: int | None
    """The number of items answered, without declarations of actors, options and drivers; null where there is no answer.
    """
    answered_by: str | None
    """Who answered; null where unstated."""

    @derived
    def short(self) -> bool:
        """Whether there is no answer, or fewer items than its cues suggest."""
        return self.items is None or FEWER * self.items < self.cued


@dataclass(frozen=True, slots=True)
class Checked(Record):
    """A checked item of an answer."""

    chunk: int
    """The chunk."""
    id: str
    """Its name there."""
    kind: str
    """Its kind."""
    says: str
    """Its statement, in the words of who answered."""
    quote: str
    """The quote as answered."""
    paragraph: int
    """The paragraph named in the answer."""
    state: State
    """Whether the quote is in the text."""
    how: How | None
    """How it was repaired or why it was rejected; null for a verified one."""
    paragraphs: tuple[int, int] | None
    """The first and the last paragraph that contain it; null where none does."""
    sentence: int | None
    """The sentence of that paragraph, from 1, where it is in one."""
    passage: str
    """The words of the text; empty where there are none like it."""
    alike: float | None
    """The similarity of quote and passage, of 100, where they are not the same."""
    differing: tuple[str, ...]
    """Words of only one of the two."""
    formula: str | None
    """The formula as answered; null where there is none."""
    formula_problem: str | None
    """The problem of the formula; null where there is none."""
    placed: str | None
    """Its place in the worksheet; null for one that was set aside."""
    unplaced: str | None
    """Why one whose quote is in the text was set aside; null for all others."""
