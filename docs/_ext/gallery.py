"""Draw a page's ``<!-- figure: CASE NAME [key=value ...] -->`` while the documentation is built.

Keys: ``reading`` (QUESTION=ANSWER), ``scenario``, ``view``, ``concept``, ``of``, ``vary`` (several with commas), ``width``. A
figure stands in the page itself, in the page's typefaces and colours, once for wide screens and once for narrow ones. The table
behind each is written into the folder of the build; nothing drawn lies in the repository, so that no page can fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from doctest import DocTestParser
from functools import cache
from html import escape
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from countermove.context.answer import Answer
    from countermove.presentation.figure import Figure
    from countermove.reports.figure import Request

__all__ = ["FOLDER", "drawn", "filled", "setup"]

FOLDER = "_figures"
"""Where figures are written, below the folder of the build."""

_TALL, _TALL_NARROW = 1.6, 2.6
"""Heights for one width from which on a figure is tall."""

WIDE, NARROW = None, 344.0
"""Widths at which a figure is drawn: its own, and that of a telephone."""

_WORDS = r"([\w.-]+) (\w+)((?: \w+=[\w.,=-]+)*)"
_MARK = re.compile(rf"^<!-- figure: {_WORDS} -->$", re.MULTILINE)
_SWEPT = re.compile(r"^<!-- regions: (\w+)(?: concept=(\w+))? -->$", re.MULTILINE)
_KEYS = {"reading", "scenario", "view", "concept", "of", "vary", "width"}

Options = tuple[tuple[str, str], ...]


@cache
def drawn(case: str, name: str, given: Options, theme: str = "light", width: float | None = WIDE) -> Figure:
    """One figure of a bundled case, as the command line writes it."""
    from countermove.reports.figure import titled

    request, answer = _answered(case, name, given)
    return titled(answer, name, replace(request, theme=theme, width=width or request.width))


@cache
def _answered(case: str, name: str, given: Options) -> tuple[Request, Answer]:
    """What a figure is drawn from: computed once, drawn several times."""
    from countermove.context.game import open_game
    from countermove.reports import select
    from countermove.reports.figure import Request, answer_for

    options = dict(given)
    unknown = set(options) - _KEYS
    if unknown:
        raise ValueError(f"a figure takes no {', '.join(sorted(unknown))}")
    readings = tuple(filter(None, options.get("reading", "").split(",")))
    request = Request(
        open_game(case, select(readings=readings, scenario=options.get("scenario"), view=options.get("view"))),
        concepts=tuple(filter(None, options.get("concept", "").split(","))),
        vary=tuple(filter(None, options.get("vary", "").split(","))),
        thing=options.get("of", ""),
        width=float(options["width"]) if "width" in options else None,
    )
    return request, answer_for(name, request)


def filled(text: str, folder: Path, *, up: str = "") -> str:
    """A page's text with each mark replaced by its figure; the files go into *folder*, *up* leads there from the page."""
    folder.mkdir(parents=True, exist_ok=True)
    swept = _SWEPT.sub(lambda mark: "\n".join(_swept(mark, folder, up)), text)
    return _MARK.sub(lambda mark: "\n".join(_block(mark, folder, up)), swept)


def _swept(mark: re.Match[str], folder: Path, up: str) -> Iterator[str]:
    from countermove.presentation.regions import regions_figure

    regions = _made(mark.string[: mark.start()])[mark[1]]
    wide, narrow = (regions_figure(regions, concept=mark[2] or "", width=width) for width in (560.0, NARROW))
    wide.to_csv(folder / f"{mark[1]}.csv", force=True)
    yield from ("```{raw} html", _framed(wide, " wide"), _framed(narrow, " narrow"))
    shown = f'concept="{mark[2]}"' if mark[2] else ""
    made = escape(f"cm.regions_figure({', '.join(filter(None, (mark[1], shown)))})")
    yield f'<p class="made"><a href="{up}{FOLDER}/{mark[1]}.csv">the table behind it</a> · <code>{made}</code></p>'
    yield "```"


def _made(page: str) -> dict[str, Any]:
    """The names that the examples of a page define."""
    names: dict[str, Any] = {"__name__": "page"}
    with redirect_stdout(StringIO()):
        for example in DocTestParser().get_examples(page):
            exec(compile(example.source, "page", "single"), names)
    return names


def _block(mark: re.Match[str], folder: Path, up: str) -> Iterator[str]:
    case, name, given = mark[1], mark[2], _options(mark)
    wide, narrow = drawn(case, name, given), drawn(case, name, given, width=NARROW)
    yield "```{raw} html"
    if narrow.width > NARROW:
        yield _framed(wide, "")
    else:
        yield _framed(wide, " wide")
        yield _framed(narrow, " narrow")
    table = f'<a href="{up}{FOLDER}/{_table(mark, folder)}">the table behind it</a>'
    yield f'<p class="made">{table} · <code>{_command(mark)}</code></p>'
    yield "```"


def _framed(figure: Figure, kind: str) -> str:
    """A figure in its frame, which scrolls where the figure would become too small to read, or is taller than a screen."""
    svg = figure.drawing.svg(ink="variables")
    tall = " tall" if figure.height > (_TALL_NARROW if figure.width <= NARROW else _TALL) * figure.width else ""
    return f'<div class="frame{kind}{tall}" tabindex="0" role="region" aria-label="{escape(figure.title)}">{svg}</div>'


def _table(mark: re.Match[str], folder: Path) -> str:
    """The file with the table behind a figure, written."""
    drawn(mark[1], mark[2], _options(mark)).to_csv(folder / f"{_stem(mark)}.csv", force=True)
    return f"{_stem(mark)}.csv"


def _stem(mark: re.Match[str]) -> str:
    return "-".join([mark[1], mark[2], *(re.sub("[,=]", "-", value) for _, value in _options(mark))])


def _options(mark: re.Match[str]) -> Options:
    pairs = (pair.partition("=") for pair in mark[3].split())
    return tuple((key, value) for key, _, value in pairs)


def _command(mark: re.Match[str]) -> str:
    given = []
    for key, value in _options(mark):
        given += [f"--{key} {one}" for one in value.split(",")]
    return escape(" ".join(["countermove figure", mark[1], mark[2], *given, f"-o {mark[2]}.svg"]))


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    if _drawing(source[0]):
        source[0] = filled(source[0], Path(app.outdir) / FOLDER, up="../" * docname.count("/"))


def _always_read(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    return [name for name in env.found_docs if _drawing(env.doc2path(name).read_text(encoding="utf-8"))]


def _drawing(text: str) -> bool:
    return bool(_MARK.search(text) or _SWEPT.search(text))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _always_read)
    return {"parallel_read_safe": True}
