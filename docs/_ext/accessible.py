"""What Sphinx and Furo leave out for those who hear a page or have no mouse.

The captions of the sidebar say that they are headings and not of which level; code that is wider than the page scrolls, and
without a place in the order of the keyboard it could not be scrolled there.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["levelled", "reachable", "setup"]

_PRE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
_TABLE = re.compile(r'<div class="table-wrapper')
_TAG = re.compile(r"<[^>]+>")
_FITS = 40
"""Characters that fit on a line of code on a telephone."""


def levelled(navigation: str) -> str:
    """The sidebar with a level for each caption."""
    return navigation.replace('role="heading"', 'role="heading" aria-level="2"')


def reachable(body: str) -> str:
    """A page's text in which code with a long line can be reached by the keyboard, and so can tables, which may scroll too."""
    return _TABLE.sub('<div tabindex="0" class="table-wrapper', _PRE.sub(_code, body))


def _code(found: re.Match[str]) -> str:
    lines = unescape(_TAG.sub("", found[1])).splitlines()
    return f'<pre tabindex="0">{found[1]}</pre>' if any(len(line) > _FITS for line in lines) else found[0]


def _mend(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = levelled(context["furo_navigation_tree"])
    if "body" in context:
        context["body"] = reachable(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx; after Furo has made its navigation."""
    app.connect("html-page-context", _mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
