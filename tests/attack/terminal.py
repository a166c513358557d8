"""Texts that would like to paint over a terminal, judged by one (pyte): what the program prints of them is read there, and
the terminal is left as honest words would leave it."""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pyte
import pytest
from rich.cells import cell_len
from wcwidth import wcwidth

from countermove.assessment import document
from countermove.cli import main, output
from countermove.cli.streams import directed, say
from countermove.media import Page
from countermove.presentation.blocks import Column, Sentence, Table
from gmcr.base.characters import one_line, shell_word, spreadsheet_safe, visible
from gmcr.base.errors import CountermoveError, quoted, with_short_names
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import TEXTS
from tests.attack.unseen import unseen_in
from tests.unit.presentation.hostile import hostile
from tests.unit.presentation.hostile import quoted as as_yaml

__all__ = ["DOOR"]

_SEQUENCES = (
    "\x1b[2J", "\x1b[H", "\x1b[3J", "\x1b[1A", "\x1b[99D", "\x1b[2K", "\x1b[5;1H", "\x1b[s\x1b[u", "\x1b7\x1b8",
    "\x1bc", "\x1bM", "\x1bD", "\x1bE", "\x1b[?1049h", "\x1b[?47h", "\x1b[?25l", "\x1b[?7l", "\x1b[4h", "\x1b[20h",
    "\x1b[31m", "\x1b[8m", "\x1b[7m", "\x1b[0m", "\x1b[c", "\x1b[>c", "\x1b[5n", "\x1b[6n", "\x1b[21t",
    "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x1b]52;c;aWQ=\x07", "\x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\",
    "\x1b]1337;File=:a\x07", "\x1bP$q\"p\x1b\\", "\x1bP1$tx\x1b\\", "\x1b_apc\x1b\\", "\x1b^pm\x1b\\", "\x1bX\x1b\\",
    "\x1b(0", "\x1b)B\x0e", "\x1b#8", "\x1b[2;4r", "\x1b[3g", "\x1bH", "\x1b[99@", "\x1b[9P", "\x1b[9L", "\x1b[9M",
    "\x1b[9X", "\x1b[?2004h", "\x1b[?1000h", "\x1b[!p", "\x1b[", "\x1b", "\x1b]", "\x9b2J", "\x9b1;1H", "\x9b31m",
    "\x9d0;title\x9c", "\x90q\x9c", "\x9fx\x9c", "\x84", "\x85", "\x88", "\x8d", "\x8e", "\x9a", "\x05", "\x07",
    "\x08", "\x08\x08\x08", "\r", "\r\n", "\n", "\n\n", "\t", "\x0b", "\x0c", "\x0e", "\x0f", "\x00", "\x7f", "\x11",
    "\x13", "\x1a",
)  # fmt: skip
"""What a terminal would do something about: CSI, OSC, DCS, APC, PM and SOS in seven and eight bits, and single controls."""

_SIGNS = (
    "\u202e", "\u202dabc\u202c", "\u2066x\u2069", "\u2068", "\u2069", "\u200f", "\u061c", "\u200b", "\u200c",
    "\u200d", "\u2060", "\ufeff", "\xad", "\u2028", "\u2029", "\u2800", "\u3164", "\u115f", "\u180e", "\ufe0f",
    "\U000e0041\U000e007f", "\U000e0100", "\ud800", "\udc9b", "\uffff", "\ufdd0", "\U0010ffff",
    "\ufff9a\ufffab\ufffb", "\U0001d173", "e\u0301", "\u0301", "\u0301" * 40, "\u20dd",
    "\u0489\u0489\u0489\u0489\u0489\u0489\u0489\u0489\u0489", "\u0e33", "\u0e31", "\u0915\u094d\u200d\u0937",
    "\u6f22", "\u6f22\u5b57" * 9, "\uff21", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e8\U0001f1ed",
    "1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e007f", "\u05d5\u05e2\u05d9\u05d3\u05d4",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u05d0\u05d1 3 \u05d2", "\u0600\u0661", "\xa0", "\u3000",
    "\u2003",
)  # fmt: skip
"""What turns, hides, joins, floods or is wide."""

_HONEST = (
    "the pier",
    "C1",
    "follows",
    "does not follow",
    "a.yaml: error [file]",
    "x" * 19,
    "x" * 41,
    " ",
    "  ",
    "\\x1b[2J",
    "\\u202e",
    "\\",
    "'",
    '"',
)

_WIDTHS = (20, 40, 40, 80)

_DRAWING = frozenset({"draw", "linefeed", "carriage_return", "tab"})
"""What printing honest text does."""

_WEIGHING = _DRAWING | {"select_graphic_rendition"}
_MOVING = _WEIGHING | {"erase_in_line", "cursor_up", "set_mode", "reset_mode"}
"""What a line about progress does, which draws itself again and again."""


class _Screen(pyte.Screen):
    """A terminal that remembers what it was made to do. It takes signs one by one: pyte leaves out what follows one that
    has no width."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self.did: set[str] = set()
        self.answered = ""
        self.began = frozenset(self.mode)
        self._stream = pyte.Stream(_Noting(self))  # type: ignore[arg-type]

    def draw(self, data: str) -> None:
        """Show what is no control."""
        if data.isascii():
            super().draw(data)
            return
        for sign in data:
            if 0 < self.cursor.x < self.columns or wcwidth(sign) != 0:  # pyte would put it on another line
                super().draw(sign)

    def write_process_input(self, data: str) -> None:
        """Answer, as a user would type."""
        self.answered += data

    def feed(self, text: str) -> None:
        """Receive what a program has printed, by way of a system that returns the carriage at each line. A tab is a space
        here: at the margin terminals do not agree where one leads."""
        self._stream.feed(text.replace("\t", " ").replace("\n", "\r\n"))

    @property
    def place(self) -> tuple[int, int]:
        """The row and the column of the cursor."""
        return self.cursor.y, self.cursor.x

    def read(self) -> str:
        """All that is seen."""
        rows = (self.buffer[row] for row in range(self.lines))
        return "\n".join("".join(row[column].data for column in range(self.columns)).rstrip() for row in rows)

    def left(self, allowed: frozenset[str], *, at: tuple[int, int] | None = None) -> None:
        """Raises Broken where it is not as honest text leaves it."""
        if more := self.did - allowed:
            raise Broken(f"the terminal does {', '.join(sorted(more))}")
        if self.answered:
            raise Broken(f"the terminal answers {self.answered!r}")
        if self.title or self.icon_name:
            raise Broken(f"the terminal has the title {self.title!r}")
        if frozenset(self.mode) != self.began or self.margins is not None or self.charset:
            raise Broken("the terminal is in another mode")
        if self.cursor.hidden or self.cursor.attrs != self.default_char:
            raise Broken("the terminal goes on with other signs or without a cursor")
        if at is not None and self.place != at:
            raise Broken(f"the cursor is at {self.place} and not at {at}")


class _Noting:
    """Hands on to a screen what it is told, and notes it."""

    def __init__(self, screen: _Screen) -> None:
        self._screen = screen

    def __getattr__(self, event: str) -> Any:
        own, did = getattr(self._screen, event), self._screen.did
        if event not in pyte.Stream.events:
            return own

        def done(*given: Any, **more: Any) -> Any:
            did.add(event)
            return own(*given, **more)

        return done


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8", errors="backslashreplace", newline="\n")

    def isatty(self) -> bool:
        return True

    @property
    def told(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode("utf-8")


# -- texts ---------------------------------------------------------------------------------------------------------------


def _text(rng: Random) -> str:
    """A few words, most of them not honest."""
    pieces = []
    for _ in range(rng.choice((1, 2, 3, 4, 6))):
        chance = rng.random()
        if chance < 0.35:
            pieces.append(rng.choice(_SEQUENCES))
        elif chance < 0.6:
            pieces.append(rng.choice(_SIGNS))
        elif chance < 0.85:
            pieces.append(rng.choice(_HONEST))
        elif chance < 0.92:
            pieces.append(rng.choice(TEXTS)[:60])
        else:
            pieces.append("".join(chr(_code(rng)) for _ in range(rng.choice((1, 3, 8)))))
    return "".join(pieces)


def _code(rng: Random) -> int:
    """A code of any plane, the lower and special ones most."""
    low, high = rng.choice(
        ((0, 0x20), (0x7F, 0xA0), (0, 0x300), (0x300, 0x3000), (0x2000, 0x2070), (0, 0x10000), (0, 0x110000))
    )
    return rng.randrange(low, high)


# -- what is promised ----------------------------------------------------------------------------------------------------

_WRITTEN_OUT = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")


def _said(text: str) -> str:
    """What a text says, whether a sign in it is written out or not; blanks and marks, which a terminal puts elsewhere, aside."""

    def sign(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else found[0]

    before, text = "", _bare(text, "Cf")  # a row may end within what is written out, and a mark stand on it
    while before != text:  # a text that is written out may be written out in a message
        before, text = text, _WRITTEN_OUT.sub(sign, text)
    return _bare(text).replace("\\", "")


def _bare(text: str, keeping: str = "") -> str:
    """Signs that have a width, or none because they are controls, apart from one another; those of one category too."""
    whole = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    plain = unicodedata.normalize("NFKD", whole)
    return "".join(
        own for own in plain if not own.isspace() and (wcwidth(own) != 0 or unicodedata.category(own) == keeping)
    )


def _honest(text: str) -> str:
    """Letters in place of all that is printed, as wide as that is."""
    return "".join(sign if sign in "\n\t" else {0: "", 1: "x", 2: "\u6f22"}.get(wcwidth(sign), "") for sign in text)


def _printed(told: str, columns: int, *, allowed: frozenset[str] = _DRAWING) -> str:
    """What is read on a terminal of what was printed. Raises Broken."""
    if unseen := [own for own in unseen_in(told) if allowed is _DRAWING or own != "U+001B"]:
        raise Broken(f"{', '.join(unseen[:3])} is printed as it is")
    # A terminal with room for all: what has left it at the top could not be read.
    lines = told.count("\n") + sum(map(wcwidth_of, told.split("\n"))) // columns + 6
    screen = _Screen(columns, lines)
    screen.feed("before\n")
    screen.feed(told)
    at = None
    if allowed is _DRAWING:
        other = _Screen(columns, lines)
        other.feed("before\n")
        other.feed(_honest(told))
        at = other.place
    screen.left(allowed, at=at)
    screen.feed("\n")
    if screen.cursor.x != 0:
        raise Broken(f"the next line begins in column {screen.cursor.x}")
    seen = screen.read()
    if not seen.startswith("before"):
        raise Broken(f"what was there before reads {seen[:40]!r}")
    return seen.removeprefix("before")


def wcwidth_of(text: str) -> int:
    """No fewer columns than a terminal takes for a line."""
    return len(text) if text.isascii() else sum(2 if wcwidth(sign) == 2 else 1 for sign in text) + 8 * text.count("\t")


def _complete(seen: str, text: str) -> None:
    if _said(seen) != _said(text):
        raise Broken(f"it reads {_said(seen)[:120]!r}, and was {_said(text)[:120]!r}")


# -- attacks -------------------------------------------------------------------------------------------------------------

_WHOLE: dict[str, Callable[[str], str]] = {
    "visible": visible,
    "one line": one_line,
    "directed": lambda text: directed(visible(text), sys.stderr),
    "error": lambda text: str(CountermoveError(text)),
    "cell": spreadsheet_safe,
}
"""What a text goes through before it is printed, whole."""

_IN_PART: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: str(CountermoveError(f"{quoted(text)} is not a name here.")),
    "shortened": lambda text: str(CountermoveError(with_short_names(text))),
    "word": shell_word,
    "file": lambda text: f"{one_line(text)}: error [file] There is no such file.",
}
"""What shortens a text, or has a notation of its own."""

_TONES = ("title", "answer", "heading", "plain", "item", "subitem", "line", "caution", "note")


def _cleaned(rng: Random) -> str:
    return _through(rng.choice((*_WHOLE, *_WHOLE, *_IN_PART)), _text(rng), rng.choice(_WIDTHS))


def _through(kind: str, text: str, columns: int) -> str:
    told = (_WHOLE[kind] if kind in _WHOLE else _IN_PART[kind])(text)
    with _naming(kind, text):
        seen = _printed(told, columns)
        _complete(seen, told.replace("\u2068", "").replace("\u2069", ""))
        if kind in _WHOLE:
            _complete(seen, _written(text, kind))
        elif kind != "word" and told.count("\n"):
            raise Broken("it has two lines")
    return kind


def _written(text: str, kind: str = "visible") -> str:
    """The text with what a function writes in words of its own: line ends, and the sign before what would be a formula."""
    before = "'" if kind == "cell" and text.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
    text = text.replace("\r", "\\r")
    return before + (text.replace("\n", "\\n").replace("\t", "\\t") if kind in ("one line", "error") else text)


@contextmanager
def _naming(kind: str, text: str) -> Iterator[None]:
    try:
        yield
    except Broken as error:
        raise Broken(f"{kind} of {text[:120]!a}: {error}", lost=error.lost) from error


@contextmanager
def _on_terminal(columns: int) -> Iterator[tuple[_Terminal, _Terminal]]:
    """Both streams, as a terminal of so many columns."""
    with pytest.MonkeyPatch.context() as patched:
        out, err = _Terminal(), _Terminal()
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        patched.setattr(sys, "stdin", io.StringIO())
        for name, value in {"COLUMNS": str(columns), "LINES": "24", "TERM": "xterm-256color"}.items():
            patched.setenv(name, value)
        for name in ("NO_COLOR", "FORCE_COLOR"):
            patched.delenv(name, raising=False)
        yield out, err


def _messages(rng: Random) -> str:
    """Messages, and lines about progress where nothing moves."""
    text, columns = _text(rng), rng.choice(_WIDTHS)
    with _naming("message", text), _on_terminal(columns) as (_, err):
        kind = rng.choice(("visible", "visible", "one line"))
        if kind == "visible":
            say(text)
        else:
            lines = output._Lines(one_line(text))
            lines.began -= 100
            lines.told(1, 2)
        seen = _printed(err.told, columns)
        if not err.told.endswith("\n"):
            raise Broken("the line has no end")
        if _said(_written(text, kind)) not in _said(seen):
            raise Broken(f"it reads {_said(seen)[:120]!r}")
    return "message"


def _pages(rng: Random) -> str:
    """Sentences and tables, plain and with weight."""
    texts, columns = [_text(rng) for _ in range(4)], rng.choice((40, 80, 120))
    weighed = rng.random() < 0.5
    with _naming("page", texts[0]), _on_terminal(columns) as (out, _), pytest.MonkeyPatch.context() as patched:
        if not weighed:
            patched.setenv("NO_COLOR", "1")
        if rng.random() < 0.6:
            tone = rng.choice(_TONES)
            text = _written(texts[0], "one line" if tone == "line" else "visible")
            output.show(Page((Sentence(texts[0], tone),)))
            seen = _printed(out.told, columns, allowed=_WEIGHING if weighed else _DRAWING)
            if _said(text) != _said(seen.lstrip("\n -")) and _said(text) not in _said(seen):
                raise Broken(f"it reads {_said(seen)[:120]!r}, and was {_said(text)[:120]!r}")
        else:
            table = Table(
                (Column(texts[0]), Column("b", fixed=rng.random() < 0.3)), ((texts[1], texts[2]), (texts[3], "x"))
            )
            output.show(Page((table,)))
            _printed(out.told, columns, allowed=_WEIGHING if weighed else _DRAWING)
    return "page"


def _going_on(rng: Random) -> str:
    """The line about work that goes on, which moves."""
    text, columns = _text(rng), rng.choice((40, 80))
    with _naming("progress", text), _on_terminal(columns) as (_, err):
        if rng.random() < 0.5:
            with output.progress(text, after=0.0):
                pass
        else:
            with output.counted_progress(text) as told:
                told(1, 2)
        screen = _Screen(columns, 24)
        screen.feed("before\n")
        screen.feed(err.told)
        # Terminals do not agree how wide flags and joined emoji are: where it wraps, rows are counted as Rich does.
        alike = cell_len(one_line(text)) == sum(max(wcwidth(sign), 0) for sign in one_line(text))
        screen.left(_MOVING, at=(1, 0) if alike else None)
        if alike and screen.read().strip() != "before":
            raise Broken(f"it leaves {screen.read().strip()[:80]!r}")
        if unseen := unseen_in(re.sub(r"\x1b\[(?:\?25[lh]|2K|1A|[0-9;]*m)", "", err.told).replace("\r", "")):
            raise Broken(f"{', '.join(unseen[:3])} is printed as it is")
    return "progress"


_PROGRESS = re.compile(r"\x1b\[\?25l.*\x1b\[\?25h(?:\r|\x1b\[1A|\x1b\[2K)*", re.DOTALL)


def _still(told: str) -> str:
    """What is left on the error stream when work is done: the line about progress is attacked by itself."""
    return _PROGRESS.sub("", told)


_COMMANDS = (
    *("lint {}", "lint {} --structure", "solve {}", "why {} start", "why {} {}", "check {}", "cases {}", "levers {}"),
    *("together {}", "new {}", "change {} --to {}", "solve {} --scenario {}", "check {} --claim {}", "figure {} {}"),
    *("schema --record {}", "{}", "assess --{}", "report {} -o {}", "convert {} {}", "verify {}", "assess {}"),
)


def _commands(rng: Random, folder: Path) -> str:
    """Commands on a case all of whose texts are hostile, or on a name that is."""
    columns, name = rng.choice((40, 80, 120)), "case.yaml"
    text = hostile(*(as_yaml(_text(rng).encode("utf-8", "replace").decode()) for _ in range(7)))
    (folder / name).write_text(text, encoding="utf-8")
    words = []
    for place, word in enumerate(rng.choice(_COMMANDS).split()):
        given = _text(rng).replace("\0", "").encode("utf-8", "replace").decode()
        words.append(word.replace("{}", given.replace("/", "-") if place > 1 or rng.random() < 0.3 else name))
    before = os.getcwd()
    with (
        _naming("command", " ".join(words)),
        _on_terminal(columns) as (out, err),
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(sys, "argv", ["countermove", *words])
        try:
            os.chdir(folder)
            main()
        except SystemExit as end:
            if end.code not in (0, 1, 2):
                raise Broken(f"it ends with {end.code!r}") from end
        finally:
            os.chdir(before)
            for path in folder.iterdir():
                path.unlink()
        for told, allowed in ((out.told, _WEIGHING), (_still(err.told), _DRAWING)):
            if len(told) < 20_000 and told:
                _printed(told, columns, allowed=allowed)
                if not told.endswith("\n"):
                    raise Broken(f"its last line has no end: {told[-80:]!r}")
    return "command"


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    import gc

    named = [*_SEQUENCES, *_SIGNS]
    thresholds = gc.get_threshold()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gc, "freeze", lambda: None)
        patched.setattr("countermove.assessment.document._read", lru_cache(maxsize=4)(document._read))

        def attempt(rng: Random, number: int) -> str:
            if number % 400 == 7:
                return _commands(rng, folder)
            if number % 100 == 11:
                return _going_on(rng)
            chance = rng.random()
            if number < len(named):
                for kind in (*_WHOLE, *_IN_PART):
                    _through(kind, f"a{named[number]}b", 40)
                return "alone"
            if chance < 0.88:
                return _cleaned(rng)
            return _messages(rng) if chance < 0.95 else _pages(rng)

        try:
            yield attempt
        finally:
            gc.set_threshold(*thresholds)


DOOR = Door(
    name="terminal",
    title="Texts on a terminal",
    promise="read there whole, with what is hidden in them written out; the terminal does nothing but show them",
    open=_opened,
    full=350_000,
    few=120,
    needs=("pyte",),
)
