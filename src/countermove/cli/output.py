"""Showing pages and data: with weight and width on a terminal, plain everywhere else.

All output of the program goes through here, and only here are texts made safe for it: before a page is laid out hidden
characters are written out (`media.text.Page.shown`), and in the layout stretches from right to left are isolated.

Colour never carries meaning, and a pipe, NO_COLOR or a dumb terminal gets neither colour nor weight. Tables have no
frames, so nothing depends on what a terminal can draw.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from shutil import get_terminal_size
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

from countermove.catalogue import Declaration, question_named
from countermove.cli.streams import directed, say, to_reader
from gmcr.base.characters import json_escaped, one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from countermove.context.answer import Answer
    from countermove.context.effort import Effort
    from countermove.media import Block, Page, Share, Table

__all__ = [
    "counted_progress",
    "progress",
    "reading_width",
    "show",
    "show_csv",
    "show_json",
    "show_record",
    "show_text",
    "warned",
]

_READABLE = 100
"""The largest width of sentences; tables use the full width."""

_BAR = 6
"""The width of the bar of a share, where there is room for it."""

_SILENT = 60.0
"""Seconds that work may last without a message where there is no terminal."""

_NARROWEST = 40
_PIPED = 80
_STYLES = {"title": "bold", "answer": "bold", "heading": "bold underline", "note": "dim", "caution": "italic"}
_BULLETS = {"item": "- ", "subitem": "    - "}


def show_record(record: Any, as_json: bool, *, whole: bool | None = None, **shown: Any) -> None:
    """Show a record as its JSON object, or as its page, which receives *shown*. *whole*: whether all of it is requested
    (then through a pager), or a long page is shown in short; None for a page that has no other form."""
    from countermove.media import envelope, page_of

    if as_json:
        show_json(envelope(record))
    else:
        show(page_of(record, **shown), paged=whole is True, short=whole is False)


def show_csv(answer: Answer) -> None:
    """Print the table of an answer as CSV."""
    from countermove.presentation.blocks import csv_of
    from countermove.presentation.pages import table_of

    show_text(csv_of(table_of(answer)))


def show(page: Page, *, paged: bool = False, short: bool = False) -> None:
    """Print a page on the standard output; *paged*: through the pager of a terminal, where it is longer than one screen;
    *short*: in few lines."""
    with to_reader():
        page = page.shown()
        plain = _plain()
        if short:
            from countermove.presentation.excerpt import excerpt

            page = excerpt(page, _heights())
        if plain:
            written = io.StringIO()
            _print(page.blocks, _console(written, plain=True))
            written.seek(0)
            for line in written:  # split at line feeds, and nowhere else
                sys.stdout.write(f"{directed(line.rstrip(), sys.stdout)}\n")
        else:
            console = _console(sys.stdout, plain=False)
            with console.capture() as laid_out:
                _print(page.blocks, console)
            text = directed(laid_out.get(), sys.stdout)
            if paged and text.count("\n") >= console.height:
                from pydoc import pager

                pager(text)
            else:
                sys.stdout.write(text)


def _heights() -> Callable[[Sequence[Block]], int]:
    """A function that says how many lines blocks take on this terminal; it lays out each only once."""
    known: dict[Block, int] = {}

    def height(block: Block) -> int:
        if block not in known:
            written = io.StringIO()
            _show_block(_console(written, plain=True), block)
            known[block] = written.getvalue().count("\n")
        return known[block]

    return lambda blocks: sum(map(height, blocks)) + sum(map(_opens, blocks[1:]))


def _print(blocks: Sequence[Block], console: Console) -> None:
    for place, block in enumerate(blocks):
        if place and _opens(block):
            console.print()
        _show_block(console, block)


def reading_width() -> int:
    """The width of lines of prose: that of the terminal, within limits."""
    return min(max(get_terminal_size((_PIPED, 24)).columns, _NARROWEST), _READABLE)


def show_json(data: object, *, indent: bool | None = None) -> None:
    """Print plain data as one JSON value on the standard output; indented for people who read it on a terminal."""
    spaces = 2 if (sys.stdout.isatty() if indent is None else indent) else None
    # Hidden characters are escaped; so is what the stream, or any stream, cannot encode (a stray byte of a file name).
    text = json_escaped(json.dumps(data, indent=spaces, ensure_ascii=False))
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json_escaped(json.dumps(data, indent=spaces, ensure_ascii=True))
    with to_reader():
        sys.stdout.write(f"{text}\n")


def show_text(text: str) -> None:
    """Print text on the standard output as it is: its maker has written out hidden characters."""
    _plain()  # so that characters that the stream cannot encode do not fail
    with to_reader():
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


@contextmanager
def progress(message: str, *, after: float = 1.0) -> Iterator[None]:
    """Show on a terminal that work is going on, once it has lasted *after* seconds."""
    if not _moving():
        yield
        return
    done = Event()
    watcher = Thread(target=_watch, args=(one_line(message), done, after), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _moving() -> bool:
    """Whether progress can be animated: that takes a terminal, and a thread."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        Thread(target=int).start()
    except RuntimeError:
        return False
    return True


def _watch(message: str, done: Event, after: float) -> None:
    if done.wait(after):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(message, total=None)
        done.wait()


@contextmanager
def counted_progress(message: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress on a terminal; yields the function to call with (done, of). Elsewhere long work prints a line now
    and then."""
    if not _moving():
        yield _Lines(one_line(message)).told
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(one_line(message), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def warned(message: str, question: Declaration | None = None) -> Callable[[Effort], None]:
    """A function to call with the estimated effort before work begins: it warns where that is long, and says how to
    reduce it.
    """

    def tell(effort: Effort) -> None:
        from countermove.presentation.duration import waiting_text

        if (warning := waiting_text(effort, question or question_named(effort.question))) is not None:
            say(f"{message}: {warning}")

    return tell


class _Lines:
    """Lines about the progress of long work: the first after ``_SILENT`` seconds, each next one after twice the time."""

    def __init__(self, message: str) -> None:
        self.message, self.began, self.next = message, monotonic(), _SILENT

    def told(self, done: int, of: int) -> None:
        """Print a line if it is time to."""
        passed = monotonic() - self.began
        if passed >= self.next:
            sys.stderr.write(f"{self.message}: {done:,} of {of:,} after {passed:.0f} s\n")
            sys.stderr.flush()
            self.next = 2 * passed


def _plain() -> bool:
    """Whether output is to have neither colour nor weight; also replaces characters that the stream cannot encode."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        reconfigure(errors="backslashreplace" if utf8 else "replace")
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()


def _console(file: TextIO, *, plain: bool) -> Console:
    from rich.console import Console

    if plain:
        # The width is set here: Rich would take that of the stream, which has none.
        width = get_terminal_size((_PIPED, 24)).columns
        console = Console(
            file=file, color_system=None, force_terminal=False, width=width, highlight=False, markup=False, emoji=False
        )
    else:
        console = Console(file=file, highlight=False, markup=False, emoji=False)
    console.width = max(console.width, _NARROWEST)
    return console


def _ascii(console: Console) -> bool:
    """Whether pictures are drawn in ASCII: in plain mode, and where the stream is not UTF-8."""
    return console.color_system is None or (console.encoding or "").lower().replace("-", "") != "utf8"


def _opens(block: Block) -> bool:
    """Whether a block is set off from the one before."""
    from countermove.media import Sentence

    return not isinstance(block, Sentence) or block.tone == "heading"


def _show_block(console: Console, block: Block) -> None:
    from rich.text import Text

    from countermove.media import Sentence, Table
    from countermove.presentation.sketches import laid_out

    if not isinstance(block, Sentence):
        if block.caption:
            _show_text(console, Text(block.caption, style="bold"))
        if isinstance(block, Table):
            _show_table(console, block)
        else:
            layout = laid_out(block, console.width)
            for drawn in layout.plain if _ascii(console) else layout.lines:
                console.print(Text(drawn), no_wrap=True, overflow="ignore", crop=False)
        return
    style = _STYLES.get(block.tone, "")
    if block.tone == "line":
        console.print(Text(block.with_more), soft_wrap=True)
        return
    _show_text(console, Text(block.with_more, style=style), bullet=_BULLETS.get(block.tone, ""))


def _show_text(console: Console, text: Text, *, bullet: str = "") -> None:
    """Print prose in lines of a readable length, however wide the terminal is."""
    for place, line in enumerate(text.wrap(console, min(console.width, _READABLE) - len(bullet))):
        line.rstrip()
        console.print(type(text).assemble(" " * len(bullet) if place else bullet, line))


def _filled(table: Table) -> Table:
    """The table without its empty columns."""
    places = [place for place in range(len(table.columns)) if any(row[place] for row in table.texts)]
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def _show_table(console: Console, block: Table) -> None:
    """Print columns beside one another, with bars where these have room too; row by row where they have none."""
    from rich.text import Text

    from countermove.cli.tables import beside, row_by_row, widths_of

    table = _filled(block) if block.by_row else block
    if (widths := widths_of(table, console.width)) is not None:
        drawn = _with_bars(table, console)
        room = widths_of(drawn, console.width)
        console.print(beside(table, widths) if room is None else beside(drawn, room))
        return
    width = min(console.width, _READABLE)
    for first, rest in row_by_row(_filled(block)):
        if first:
            console.print(*Text(first, style="bold").wrap(console, width), sep="\n")
        for line in Text(rest).wrap(console, width - 2):
            line.rstrip()
            console.print(Text.assemble("  ", line))


def _with_bars(table: Table, console: Console) -> Table:
    """The table with its shares as bars."""
    from countermove.media import Column, Share, Table

    signs = "#-" if _ascii(console) else "█·"
    rows = tuple(tuple(_bar(cell, signs) if isinstance(cell, Share) else cell for cell in row) for row in table.rows)
    columns = tuple(
        Column(column.title.replace(" ", "\n"), fixed=True)
        if any(isinstance(row[place], Share) for row in table.rows)
        else column
        for place, column in enumerate(table.columns)
    )
    return Table(columns, rows, table.caption)


def _bar(share: Share, signs: str) -> str:
    """A share as a bar, followed by its text."""
    from countermove.media import text_of

    full = round(_BAR * share.value)
    return f"{signs[0] * full}{signs[1] * (_BAR - full)} {text_of(share)}"
