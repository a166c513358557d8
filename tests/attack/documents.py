"""Documents for ``draft``: pages of HTML, PDF and text that would like to run, to load, to hide, to tangle and to grow.

Most are read in this process, as the process of ``draft`` reads them, and what passes between the two is passed; all that
are known by name are read by that process itself as well, within its budget.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

import countermove as cm
from countermove.assessment import loads
from countermove.plugins.evidence.documents import apart, reader
from countermove.plugins.evidence.documents.apart import Format
from countermove.plugins.evidence.documents.outcome import Outcome, Refused
from countermove.plugins.evidence.draft.compute import DraftRecord, draft
from countermove.plugins.evidence.draft.prompts import draft_ask
from countermove.processes.budget import Budget
from countermove.processes.frames import packed
from countermove.sources.texts import text_in
from gmcr.base.characters import hidden_in
from gmcr.base.errors import CountermoveError
from tests.attack.door import Attempt, Broken, Door
from tests.attack.hostile_documents import HEAVY, LIGHT, SNIPPETS, TEXT, page_with, pdf_objects
from tests.attack.mischief import damaged, text
from tests.plugins.evidence.documents.making import PARAGRAPHS, file_of, pdf_of, stream_of

__all__ = ["DOOR"]

_STEMS = ("essay", "essay", "essay", "e\u202essay", "a\nb: c", "\u3164", "# - {", "2024-02-30 %s", "-o")
"""What documents may be called."""

_SECRET = "root:x:0:0"
_FORBIDDEN = frozenset(
    ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
)
_APART = 1_000
"""The number of the first of those by name that the process of ``draft`` reads."""

_LIMITS = {"SECONDS": "15", "UNPACKED": "60"}
"""The budget of that process here, which takes no more than a part of the default."""

_TOLD = {
    "pages of 25 MB.pdf": "MB unpacked: allow more with COUNTERMOVE_UNPACKED=",
    "a page of 40 MB, read twice.pdf": "MB unpacked: allow more with COUNTERMOVE_UNPACKED=",
    "one page many times.pdf": "at most 2,000 are read",
    "ten megabytes of one word.html": "Its text is over 5 MB",
    "letters that are others.pdf": "",
    "objects in a stream.pdf": "",
    "JavaScript.pdf": "",
    "an entity in another file.html": "",
    "order to a terminal.txt": "Character U+001B does not belong in text",
}
"""Name → what is told of a document that is refused; "" for one that is read."""

_KEYS = {"countermove", "title", "as_of", "key_questions", "sources", "actors", "open", "claims", "forecasts"}
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class _Heard:
    """What this process is asked to do outside, as the interpreter tells."""

    def __init__(self) -> None:
        self.listening, self.events = False, list[str]()

    def __call__(self, event: str, _: object) -> None:
        if self.listening and event in _FORBIDDEN:
            self.events.append(event)


@cache
def _heard() -> _Heard:
    heard = _Heard()
    sys.addaudithook(heard)
    return heard


def _read_here(content: bytes, format_: Format, *, budget: Budget) -> Outcome:
    """As the process of ``draft`` reads it, and with everything that passes between the two."""
    request: dict[str, Any] = {"content": packed(content), "format": format_, "unpacked": budget.unpacked}
    try:
        answer = apart._answer(request, None)  # type: ignore[arg-type]
    except CountermoveError:
        raise
    except Exception:  # it would have ended that process
        raise Refused("damaged") from None
    return apart._outcome(json.loads(json.dumps(answer)), budget)


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    (folder / "texts").mkdir()
    (folder / "kept.yaml").write_text("kept", encoding="utf-8")
    heard, bases = _heard(), _bases()
    light, heavy = tuple(LIGHT.items()), (*LIGHT.items(), *HEAVY.items())
    forbidden = socket.create_server(("127.0.0.1", 0))
    port = str(forbidden.getsockname()[1]).encode()
    forbidden.setblocking(False)

    def attempt(rng: Random, number: int) -> str:
        own_process = _APART <= number < _APART + len(heavy)
        if number < len(light) or own_process:
            name, made = light[number] if number < len(light) else heavy[number - _APART]
            suffix, content = name.rpartition(".")[2], made()
        else:
            name = ""
            suffix, content = _drawn(bases, rng)
        content = content.replace(b"127.0.0.1:9/", b"127.0.0.1:" + port + b"/") if suffix == "html" else content
        path = folder / f"{rng.choice(_STEMS)}.{suffix}"
        path.write_bytes(content)
        with pytest.MonkeyPatch.context() as patch:
            if own_process:
                for limit, most in _LIMITS.items():
                    patch.setenv(f"COUNTERMOVE_{limit}", most)
            else:
                patch.setattr(reader, "outcome_of", _read_here)
                heard.listening = True
            try:
                end = _judged(path, folder, _TOLD.get(name))
                if number < len(light) and end.endswith("read"):
                    _check_asked(path, folder / "ask.json")
            finally:
                heard.listening = False
                _emptied(folder)
                if path.read_bytes() != content or (folder / "kept.yaml").read_text(encoding="utf-8") != "kept":
                    raise Broken("a file that was there is changed", lost=True)
                path.unlink()
                if left := {each.name for each in folder.iterdir()} - {"kept.yaml", "texts"}:
                    raise Broken(f"something else is written: {left!a}", lost=True)
        _check_quiet(heard, forbidden)
        return end

    try:
        yield attempt
    finally:
        forbidden.close()
        logging.disable(logging.NOTSET)


def _emptied(folder: Path) -> None:
    for made in (
        folder / "made.yaml",
        folder / "countermove.schema.json",
        folder / "ask.json",
        *(folder / "texts").iterdir(),
    ):
        made.unlink(missing_ok=True)


def _check_quiet(heard: _Heard, forbidden: socket.socket) -> None:
    if heard.events:
        event, *_ = heard.events
        heard.events.clear()
        raise Broken(f"it does what no document may have done: {event}")
    try:
        forbidden.accept()[0].close()
    except BlockingIOError:
        return
    raise Broken("it opens a connection")


# -- what is drawn -----------------------------------------------------------------------------------------------------


def _bases() -> Mapping[str, tuple[Any, ...]]:
    lines = [(72.0, 700.0 - 14 * place, 11.0, words[:90]) for place, words in enumerate(PARAGRAPHS)]
    sides = [
        (x, 700.0 - 14 * row, 11.0, f"a line of one of the columns, {row}") for row in range(12) for x in (72.0, 312.0)
    ]
    table = b"begincmap 1 beginbfrange <00> <ff> <0000> endbfrange 1 beginbfchar <41> <00410042> endbfchar endcmap"
    return {
        "files": (pdf_of([lines] * 2, packed=True), pdf_of([lines]), *(own() for name, own in LIGHT.items() if ".pdf" in name)),
        "objects": (
            pdf_objects(),
            pdf_objects(_shown(sides[:6]), stream_of(table), font=b"/Encoding << /Differences [65 /a /b] >> /ToUnicode 6 0 R"),
            pdf_objects(_shown(lines)),
        ),
        "columns": (pdf_objects(_shown(sides)),),
        "pages": (page_with(""), page_with("<table><tr><td>a<td>b</table><ul><li>c<li>d</ul><blockquote>e</blockquote>")),
        "texts": ("\n".join(PARAGRAPHS).encode(), "\n\n".join((TEXT, *PARAGRAPHS)).encode()),
    }  # fmt: skip


def _shown(lines: list[tuple[float, float, float, str]]) -> bytes:
    own = (f"/F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({words}) Tj" for x, y, size, words in lines)
    return f"BT {' '.join(own)} ET".encode("cp1252", "replace")


def _drawn(bases: Mapping[str, tuple[Any, ...]], rng: Random) -> tuple[str, bytes]:
    times, kind = rng.choice((1, 1, 2, 4)), rng.random()
    if kind < 0.45:
        if rng.random() < 0.4:
            content: bytes = rng.choice(bases["files"])
            for _ in range(times):
                content = damaged(content, rng)
            return "pdf", content
        objects = list(rng.choice(bases["columns" if rng.random() < 0.15 else "objects"]))
        for _ in range(times):
            place = rng.randrange(len(objects))
            objects[place] = _object_damaged(objects[place], rng)
        return "pdf", file_of(objects)
    if kind < 0.8:
        content = rng.choice(bases["pages"])
        for _ in range(times):
            at = rng.randrange(len(content) + 1)
            piece = rng.choice(SNIPPETS) if rng.random() < 0.8 else text(rng)[:3_000]
            put = content[:at] + piece.encode("utf-8", "replace") + content[at:]
            content = put if rng.random() < 0.6 else damaged(content, rng)
        return rng.choice(("html", "html", "htm", "xhtml")), content
    content = rng.choice(bases["texts"])
    for _ in range(times):
        content = damaged(content, rng)
    return rng.choice(("txt", "md")), content


def _object_damaged(content: bytes, rng: Random) -> bytes:
    """An object with a damage; a stream is packed only after it."""
    head, mark, rest = content.partition(b"stream\n")
    if mark and b"FlateDecode" in head and rng.random() < 0.9:
        with suppress(zlib.error):  # it may be damaged already
            own = zlib.decompress(rest.removesuffix(b"\nendstream"))
            return stream_of(damaged(own, rng), packed=True)
    return damaged(content, rng)


# -- what holds --------------------------------------------------------------------------------------------------------


def _judged(path: Path, folder: Path, told: str | None) -> str:
    target = folder / "made.yaml"
    try:
        record = draft(path, str(target), texts=str(folder / "texts"), quotes=len(path.stem) != 1)
    except CountermoveError as error:
        _check_message(error)
        if target.exists() or any((folder / "texts").iterdir()):
            raise Broken("it is refused, and something is written", lost=True) from error
        if told is not None and (not told or told not in str(error)):
            raise Broken(f"it is refused otherwise than expected: {error}"[:300]) from error
        return f"{path.suffix[1:4]} refused"
    if told:
        raise Broken("it is read, and should be refused")
    _check_made(record, target.read_bytes(), folder)
    return f"{path.suffix[1:4]} read"


def _check_message(error: CountermoveError) -> None:
    problems = error.problems if isinstance(error, cm.AssessmentError) else (error,)
    if len(problems) != 1:
        raise Broken(f"it is refused with {len(problems)} messages")
    if "\n" in str(error) or any(hidden_in(str(error))) or len(str(error)) > 2_000:
        raise Broken(f"a message hides something, or has several lines: {str(error)!a}"[:300])


def _check_made(record: DraftRecord, content: bytes, folder: Path) -> None:
    made = content.decode()
    if hidden := next(hidden_in(made), None):
        raise Broken(
            f"the worksheet holds U+{ord(hidden[0]):04X} as it is, in {made[max(0, hidden.start() - 40) : hidden.end() + 20]!a}"
        )
    data = yaml.load(made, Loader=yaml.CBaseLoader)
    if set(data) - {
        "countermove",
        "title",
        "as_of",
        "key_questions",
        "sources",
        "actors",
        "open",
        "claims",
        "forecasts",
    }:
        raise Broken("the document makes keys of its own in the worksheet")
    try:
        loads(made, file="made.yaml")
    except cm.AssessmentError as error:
        if other := [problem for problem in error.problems if problem.code != "todo" and problem.severity == "error"]:
            raise Broken(f"the worksheet is not one: {other[0]}"[:300]) from error
    if _SECRET in made:
        raise Broken("a file of this machine is in the worksheet")
    own = (folder / "texts" / f"{record.source}.txt").read_bytes().decode()
    if strange := _NO_TEXT.search(own):
        raise Broken(f"the text holds U+{ord(strange[0]):04X}")
    again = text_in(folder / "texts", record.source)
    if again is None or len(again.paragraphs) != record.paragraphs:
        raise Broken("the text that is written has other paragraphs than were read")
    if _SECRET in own:
        raise Broken("a file of this machine is in the text")
    for told in (*record.notes, record.title or "", *(item.actor or "" for item in record.items)):
        if "\n" in told:
            raise Broken(f"what is told has several lines: {told[:80]!a}")


def _check_asked(path: Path, out: Path) -> None:
    """That what is written for others to answer hides nothing, and is JSON with every paragraph."""
    record = draft_ask(path, str(out))
    content = out.read_bytes().decode()
    if hidden := next(hidden_in(content), None):
        raise Broken(f"what is asked holds U+{ord(hidden[0]):04X} as it is")
    if len(json.loads(content)["chunks"]) != len(record.chunks):
        raise Broken("what is asked lacks a chunk")


DOOR = Door(
    name="documents",
    title="Documents for draft",
    promise="read as text within its budget, with no connection and nothing hidden, or one message",
    open=_opened,
    full=20_000,
    few=96,
    level="all",
    needs=("pypdf", "trafilatura", "rapidfuzz"),
)
