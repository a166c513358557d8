"""Draw a page's ``<!-- figure: CASE NAME [key=value ...] -->`` while the documentation is built.

Keys: ``scenario``, ``concept``, ``of``, ``vary`` (several with commas), ``width``. Each figure is drawn light and dark and
written, with the table behind it, into the folder of the build; nothing drawn lies in the repository, so that the gallery
cannot fall behind. The figures stand in the page as images, so nothing in them can act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from countermove.telling.figure import Figure

__all__ = ["FOLDER", "drawn", "filled", "setup"]

FOLDER = "_figures"
"""Where figures are written, below the folder of the build."""

_LEAST = 680
"""A figure is shrunk to this at most; on a narrower page it scrolls in a frame of its own, since smaller nothing can be read."""

_MARK = re.compile(r"^<!-- figure: ([\w.-]+) (\w+)((?: \w+=[\w.,-]+)*) -->$", re.MULTILINE)
_KEYS = {"scenario", "concept", "of", "vary", "width"}


def drawn(case: str, name: str, options: Mapping[str, str], theme: str) -> Figure:
    """One figure of a bundled case, as the command line writes it."""
    from countermove.case.game import open_game
    from countermove.desk import select
    from countermove.desk.figure.asked import Request
    from countermove.desk.figure.found import titled

    unknown = set(options) - _KEYS
    if unknown:
        raise ValueError(f"a figure takes no {', '.join(sorted(unknown))}")
    request = Request(
        open_game(case, select(scenario=options.get("scenario"))),
        concepts=tuple(filter(None, options.get("concept", "").split(","))),
        vary=tuple(filter(None, options.get("vary", "").split(","))),
        thing=options.get("of", ""),
        width=float(options["width"]) if "width" in options else None,
        theme=theme,
    )
    return titled(name, request)


def filled(text: str, folder: Path, *, up: str = "") -> str:
    """A page's text with each mark replaced by its figure; the files go into *folder*, *up* leads there from the page."""
    folder.mkdir(parents=True, exist_ok=True)
    return _MARK.sub(lambda mark: "\n".join(_block(mark, folder, up)), text)


def _block(mark: re.Match[str], folder: Path, up: str) -> Iterator[str]:
    case, name = mark[1], mark[2]
    options = dict(pair.split("=", 1) for pair in mark[3].split())
    stem = "-".join([case, name, *(value.replace(",", "-") for value in options.values())])
    yield "```{raw} html"
    yield f'<div style="overflow-x: auto" tabindex="0" role="region" aria-label="{escape(f"{name} of {case}")}">'
    for theme in ("light", "dark"):
        figure = drawn(case, name, options, theme)
        figure.to_svg(folder / f"{stem}-{theme}.svg", force=True)
        yield (
            f'<img class="only-{theme}" src="{up}{FOLDER}/{stem}-{theme}.svg" width="{figure.width:g}" '
            f'style="max-width: max(100%, {min(figure.width, _LEAST):g}px)" alt="{escape(figure.description)}">'
        )
    yield "</div>"
    figure.to_csv(folder / f"{stem}.csv", force=True)
    yield f'<p><small><a href="{up}{FOLDER}/{stem}.csv">the table behind it</a> · <code>{_command(mark)}</code></small></p>'
    yield "```"


def _command(mark: re.Match[str]) -> str:
    given = []
    for pair in mark[3].split():
        key, value = pair.split("=", 1)
        given += [f"--{key} {one}" for one in value.split(",")]
    return escape(" ".join(["countermove figure", mark[1], mark[2], *given, f"-o {mark[2]}.svg"]))


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    if _MARK.search(source[0]):
        source[0] = filled(source[0], Path(app.outdir) / FOLDER, up="../" * docname.count("/"))


def _always_read(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    return [name for name in env.found_docs if _MARK.search(env.doc2path(name).read_text(encoding="utf-8"))]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _always_read)
    return {"parallel_read_safe": True}
