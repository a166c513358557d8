"""CASE.sources.json: a record by which passages can be recognised, without any sentence of them.

For each passage: the SHA-256 of its letters and digits, its number of words, at most 256 numbers of its chosen runs
(``words``), sorted, and how many other passages were the same or similar. Passages of fewer than eight words have only
sixteen salted bits of the hash, and those with fewer than ``LEAST`` chosen runs no numbers. The file has one place a
line, for comparing versions.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import refuse
from countermove.sources.places import Place
from countermove.sources.texts import LARGEST, SourceText, digest_of, numbers_of
from gmcr.base.errors import quoted
from gmcr.base.record import Record

__all__ = [
    "LEAST",
    "MOST_KEPT",
    "VERSION",
    "Locked",
    "LockedText",
    "Sidecar",
    "locked_of",
    "read_sidecar",
    "salt_of",
    "sidecar_of",
    "written",
]

VERSION = 1
"""The version of the format."""

LEAST = 6
"""The least number of chosen runs by which a changed passage can be recognised: about 26 words."""

MOST_KEPT = 256
"""The largest number of run numbers stored for one passage: the smallest numbers."""


@dataclass(frozen=True, slots=True)
class Locked(Record):
    """The record of a passage. ``runs``: the numbers of its chosen runs, none where they would be too few; ``copies``,
    ``lookalikes``: how many other passages were the same, and how many similar."""

    sha256: str
    words: int
    runs: frozenset[int]
    copies: int = 0
    lookalikes: int = 0


@dataclass(frozen=True, slots=True)
class LockedText(Record):
    """The record of a text as a whole: SHA-256 of its bytes and of its letters and digits, and its numbers of words and
    paragraphs."""

    sha256: str
    letters: str
    words: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Sidecar(Record):
    """The record of the texts of a case. ``digest``: SHA-256 of the file that it was read from, "" for none."""

    case: str
    salt: str
    texts: dict[str, LockedText]
    places: dict[Place, Locked]
    digest: str = ""


def salt_of(case: str, texts: dict[str, SourceText]) -> str:
    """The salt of a new file: different for another case or other texts, and reproducible."""
    parts = [case, *(f"{name}:{text.sha256}" for name, text in sorted(texts.items()))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def locked_of(words: tuple[str, ...], salt: str) -> Locked:
    """The record of a passage."""
    numbers = {number for _, number in numbers_of(words, salt)}
    runs = frozenset(sorted(numbers)[:MOST_KEPT]) if len(numbers) >= LEAST else frozenset[int]()
    return Locked(digest_of(words, salt), len(words), runs)


def locked_text(text: SourceText, salt: str) -> LockedText:
    """The record of a whole text."""
    return LockedText(text.sha256, digest_of(text.words, salt), len(text.words), len(text.paragraphs))


def sidecar_of(case: str, salt: str, texts: dict[str, SourceText], places: dict[Place, Locked]) -> Sidecar:
    """The file of some places in some texts."""
    return Sidecar(case, salt, {name: locked_text(text, salt) for name, text in texts.items()}, places)


# -- written -----------------------------------------------------------------------------------------------------------


def written(sidecar: Sidecar) -> str:
    """The file's text, determined by the places and texts."""
    texts = [f"    {_line(name)}: {_line(_text(text))}" for name, text in sorted(sidecar.texts.items())]
    places = [f"    {_line(_place(place, lock))}" for place, lock in sidecar.places.items()]
    head = [
        f'  "countermove_sources": {VERSION}',
        f'  "case": {_line(sidecar.case)}',
        f'  "salt": {_line(sidecar.salt)}',
    ]
    listed = [f'  "texts": {{\n{_rows(texts)}\n  }}', f'  "places": [\n{_rows(places)}\n  ]']
    return f"{{\n{_rows([*head, *listed])}\n}}\n"


def _line(data: object) -> str:
    return json.dumps(data, separators=(", ", ": "))  # in ASCII: hidden characters become visible


def _rows(items: list[str]) -> str:
    return ",\n".join(items)


def _text(lock: LockedText) -> dict[str, Any]:
    return {"sha256": lock.sha256, "letters": lock.letters, "words": lock.words, "paragraphs": lock.paragraphs}


def _place(place: Place, lock: Locked) -> dict[str, Any]:
    where = {} if place.what == "" else {place.what: int(place.value) if place.what != "time" else place.value}
    runs = "".join(f"{number:04x}" for number in sorted(lock.runs))
    data = {"source": place.source, **where, "words": lock.words, "copies": lock.copies, "lookalikes": lock.lookalikes}
    return data | {"sha256": lock.sha256} | ({"runs": runs} if runs else {})


# -- read --------------------------------------------------------------------------------------------------------------


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


_Sha = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{4}|[0-9a-f]{64})$")]
_Count = Annotated[int, Field(ge=0, le=10_000_000)]
_Number = Annotated[int, Field(ge=1)]
_Name = Annotated[str, Field(min_length=1, max_length=1_000)]


class _Text(_Strict):
    sha256: _Sha
    letters: _Sha
    words: _Count
    paragraphs: _Count


class _Place(_Strict):
    source: _Name
    para: _Number | None = None
    chapter: _Number | None = None
    page: _Number | None = None
    time: _Name | None = None
    words: _Count
    copies: _Count
    lookalikes: _Count
    sha256: _Sha
    runs: Annotated[str, Field(pattern=rf"^(?:[0-9a-f]{{4}}){{{LEAST},{MOST_KEPT}}}$")] | None = None

    def place(self) -> Place:
        for what in ("para", "chapter", "page", "time"):
            if (value := getattr(self, what)) is not None:
                return Place(self.source, what, str(value))
        return Place(self.source, "", "")


class _File(_Strict):
    countermove_sources: int
    case: str
    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    texts: dict[str, _Text]
    places: list[_Place]


def read_sidecar(file: Path | str, case: str, content: bytes | None = None) -> Sidecar:
    """The record in a file of that *case*. *content*: its bytes, where it is not in a folder. Raises AssessmentError."""
    name = str(file)
    content = read_bytes(Path(file), most=LARGEST) if content is None else content
    data = _json(decode(content, name, most=LARGEST), name)
    version = data.get("countermove_sources") if isinstance(data, dict) else None
    if isinstance(version, int) and version != VERSION:
        raise refuse(
            name, "version", f"This program reads version {VERSION} of such files; this is {quoted(str(version))}."
        )
    try:
        content_read = _File.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise refuse(name, "value", f"{quoted(where)}: {first['msg'].rstrip('.')}. {_AGAIN}") from None
    if content_read.case != case:
        message = f"This is about the case {quoted(content_read.case)}, not {quoted(case)}: remove or rename it, and lock again."
        raise refuse(name, "clash", message)
    return _sidecar(content_read, hashlib.sha256(content).hexdigest(), name)


_AGAIN = "Take the file from where it was kept, or remove it and lock again."


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        from countermove.assessment.problems import Position

        message = f"This is not JSON ({error.msg}): the file is cut off or was changed by hand. {_AGAIN}"
        raise refuse(name, "syntax", message, Position(error.lineno, error.colno)) from None
    except (RecursionError, ValueError):
        raise refuse(name, "syntax", f"This is none of our files. {_AGAIN}") from None


def _sidecar(file: _File, digest: str, name: str) -> Sidecar:
    places: dict[Place, Locked] = {}
    for item in file.places:
        if (place := item.place()) in places:
            raise refuse(name, "duplicate", f"{place.source} {place.what} {place.value} is there twice. {_AGAIN}")
        runs = item.runs or ""
        numbers = frozenset(int(runs[start : start + 4], 16) for start in range(0, len(runs), 4))
        places[place] = Locked(item.sha256, item.words, numbers, item.copies, item.lookalikes)
    texts = {
        key: LockedText(lock.sha256, lock.letters, lock.words, lock.paragraphs) for key, lock in file.texts.items()
    }
    return Sidecar(file.case, file.salt, texts, places, digest)
