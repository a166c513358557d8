"""The pages that were built ask nothing from anywhere, and what they link to in the build is there.

Looked at once the build is done: each page that loads something over the network, or leads to a file that does not exist, is a
warning, which ends a build that takes warnings for errors (``make docs``). Links that a reader follows may lead anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["faults", "setup"]

_LOADING = {"src", "srcset", "data", "poster", "background"}
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


class _Asked(HTMLParser):
    """What a page loads, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self._styling = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._styling = tag == "style"
        for name, value in attrs:
            if not value:
                continue
            if name == "style":
                self.loads += _CSS.findall(value)
            elif name == "href" and tag in ("a", "area"):
                self.links.append(value)
            elif name in _LOADING or (name in ("href", "xlink:href") and _loads(tag, dict(attrs))):
                self.loads += [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]

    def handle_data(self, data: str) -> None:
        if self._styling:
            self.loads += _CSS.findall(data)

    def handle_endtag(self, tag: str) -> None:
        self._styling = False


def _loads(tag: str, attrs: dict[str, str | None]) -> bool:
    """Whether an element loads what its ``href`` names; most links of a page's head only say where something is."""
    kinds = (attrs.get("rel") or "").split()
    fetched = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
    return tag in ("image", "use") or (tag == "link" and not fetched.isdisjoint(kinds))


def faults(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, what is wrong with it) for every page and style sheet below a folder."""
    for file in sorted(folder.rglob("*.html")):
        asked = _Asked()
        asked.feed(file.read_text(encoding="utf-8"))
        for url in dict.fromkeys(asked.loads + asked.links):
            yield from _wrong(folder, file, url, loaded=url in asked.loads)
    for file in sorted(folder.rglob("*.css")):
        for url in _CSS.findall(re.sub(r"""url\(\s*(["'])data:.*?\1\s*\)""", "", file.read_text(encoding="utf-8"))):
            yield from _wrong(folder, file, url, loaded=True)


def _wrong(folder: Path, file: Path, url: str, *, loaded: bool) -> Iterator[tuple[str, str]]:
    parts = urlsplit(url)
    name = file.relative_to(folder).as_posix()
    if parts.scheme in ("data", "mailto"):
        return
    if parts.scheme or parts.netloc:
        if loaded:
            yield name, f"loads {url}"
    elif parts.path and not (file.parent / unquote(parts.path)).exists():
        yield name, f"leads to {parts.path}, which is not there"


def _look(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        for name, fault in faults(Path(app.outdir)):
            logging.getLogger(__name__).warning("%s: %s", name, fault, type="offline")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; after all that writes when the build is finished."""
    app.connect("build-finished", _look, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
