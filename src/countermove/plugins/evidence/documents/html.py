"""A page of HTML: its main text as paragraphs, by trafilatura.

Headings, paragraphs, items of lists, quotations and rows of tables are one paragraph each. Whatever surrounds the text
(menus, notes on cookies, comments) is left out, and counted. Nothing is fetched: the page is its bytes alone, and links
are not followed.

It runs in a process of its own (``apart``).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from countermove.plugins.evidence.documents.front import said_by_html
from countermove.plugins.evidence.documents.outcome import Outcome, Refused
from countermove.sources.texts import words_of

__all__ = ["text_of_html"]

_LARGEST = 10_000_000
"""The largest page, in characters, without its scripts, styles and embedded pictures."""

_HIDDEN = ("script", "style", "svg", "noscript", "template")
_INLINE = re.compile(r"""data:[\w.+-]+/[\w.+-]+[^"'\s>)]*""")
_ELEMENT = re.compile(r"<(?:!doctype|[a-z][a-z0-9]*)[\s>/]", re.IGNORECASE)
_OWN = frozenset({"p", "head", "item", "quote", "row", "code", "list", "table", "ab", "div", "body", "fw"})
_AS_BROWSERS = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
_PLAIN = _AS_BROWSERS | str.maketrans(
    dict.fromkeys("\xa0\u2007\u202f", " ") | {"\u00ad": None, "\u200b": None, "\ufeff": None}
)
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text_of_html(page: str) -> Outcome:
    """The text of a page. Raises Refused."""
    if not _ELEMENT.search(page[:100_000]):
        raise Refused("not HTML")
    slim = _INLINE.sub("", _without_hidden(page))
    if len(slim) > _LARGEST:
        raise Refused("large")
    import trafilatura
    from trafilatura.settings import use_config

    logging.disable(logging.CRITICAL)
    config = deepcopy(use_config())
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"  # accept a short text: without this, all of the page would be taken
    extract: Any = trafilatura.bare_extraction(
        slim,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_images=False,
        deduplicate=False,
        config=config,
    )
    paragraphs = [] if extract is None or extract.body is None else list(_paragraphs(extract.body))
    if not paragraphs:
        raise Refused("no main text")
    text = "\n\n".join(paragraphs)
    title, dated = said_by_html(page)
    return Outcome(
        text=text,
        title=title,
        dated=dated,
        words=len(words_of(text)),
        all_words=len(words_of(str(trafilatura.html2txt(slim)))),
    )


def _without_hidden(page: str) -> str:
    """The page without comments and elements that show no text, in a single pass, however many of them are not closed."""
    for opening, closing in (("<!--", "-->"), *((f"<{name}", f"</{name}") for name in _HIDDEN)):
        small, parts, at = page.lower(), list[str](), 0
        if len(small) != len(page):  # some letters become two in lower case
            small = page
        while (start := small.find(opening, at)) >= 0 and (end := small.find(closing, start)) >= 0:
            parts.append(page[at:start])
            at = small.find(">", end) + 1 or len(page)
        page = " ".join((*parts, page[at:]))
    return page


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of every block, in order, without recursion: a page may nest as deep as it likes."""
    parts: list[str] = []

    def ended() -> Iterator[str]:
        text = " ".join(_NO_TEXT.sub(" ", "".join(parts).translate(_PLAIN)).split())
        parts.clear()
        if text:
            yield text

    stack: list[tuple[Any, bool]] = [(body, True)]
    while stack:
        element, opening = stack.pop()
        block = element.tag in _OWN
        if opening:
            if block:
                yield from ended()
            elif element.tag in ("lb", "cell"):
                parts.append(" ")
            parts.append(element.text or "")
            stack.append((element, False))
            stack += [(child, True) for child in reversed(list(element))]
        else:
            if block:
                yield from ended()
            elif element.tag == "cell":
                parts.append(" ")
            if element is not body:
                parts.append(element.tail or "")
    yield from ended()
