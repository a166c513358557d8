"""Answers that changed since a site was last written, as an Atom feed (RFC 4287).

The state to compare with is stored beside the pages, in ``answers.json``, with the entries so far. An entry's id is
derived from what changed and when, and stored, so that it is the same in every later feed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5
from xml.etree import ElementTree

from countermove.plugins.serve.site.compute import AnswerState, CaseState
from countermove.presentation.escape import shown
from gmcr.base.characters import Shown, joined, json_escaped
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = ["MOST_ENTRIES", "Entry", "SiteState", "entries_of", "feed_of", "new_entries", "read_state", "state_text"]

MOST_ENTRIES = 100
"""The most entries of a feed."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """A case with changed answers or classes of claims. ``page``: its page; ``told``: the changes, one per line."""

    id: str
    page: str
    title: str
    updated: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteState(Record):
    """The stored state of a site. ``id``: the feed's; ``updated``: when it was first written; ``cases``: page → the
    state of its case; ``entries``: the newest first."""

    id: str
    updated: str
    cases: Mapping[str, CaseState]
    entries: tuple[Entry, ...]


def read_state(text: str) -> SiteState:
    """The stored state in a text. Raises CountermoveError if no site wrote it."""
    try:
        data: Any = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode("utf-8")  # all of it is text
        cases = {
            str(page): CaseState(
                title=str(case["title"]),
                byline=str(case["byline"]),
                answers={str(name): AnswerState(**_texts(answer)) for name, answer in case["answers"].items()},
                classes=_texts(case.get("classes", {})),
                says=_texts(case["says"]),
            )
            for page, case in data["cases"].items()
        }
        entries = tuple(_entry(entry) for entry in data["entries"])
        return SiteState(str(data["id"]), str(data["updated"]), cases, entries)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        message = "answers.json is not as a site writes it: remove it, and the feed starts afresh."
        raise CountermoveError(message) from None


def _texts(texts: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in texts.items()}


def _entry(data: Mapping[str, Any]) -> Entry:
    own = {name: str(data[name]) for name in ("id", "page", "title", "updated")}
    return Entry(**own, told=tuple(map(str, data["told"])))


def state_text(state: SiteState) -> str:
    """The state as text."""
    return json_escaped(json.dumps(asdict(state), ensure_ascii=False, indent=1)) + "\n"


def entries_of(before: SiteState | None, now: Mapping[str, CaseState], updated: str) -> tuple[Entry, ...]:
    """The entries of a feed: for the cases that existed before and answer differently now, then the earlier entries."""
    if before is None:
        return ()
    return (*new_entries(before, now, updated), *before.entries)[:MOST_ENTRIES]


def new_entries(before: SiteState, now: Mapping[str, CaseState], updated: str) -> Iterator[Entry]:
    """An entry for each case that existed before and answers differently now."""
    for page, case in now.items():
        if (old := before.cases.get(page)) is not None and (changes := tuple(_changes(old, case))):
            name = json.dumps([before.id, page, *changes, updated], ensure_ascii=False)
            yield Entry(uuid5(NAMESPACE_OID, name).urn, page, case.title, updated, changes)


def _changes(before: CaseState, after: CaseState) -> Iterator[str]:
    for name, answer in after.answers.items():
        old = before.answers.get(name)
        if old is not None and old.word != answer.word:
            yield f"{answer.asks} {old.told} → {answer.told}"
    for name, word in after.classes.items():
        was = before.classes.get(name)
        if was is not None and was != word:
            yield f"{after.says[name]} ({name}): {was} → {word}"


def feed_of(state: SiteState, own: str) -> str:
    """The feed; *own* is the name of its file."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(_name("feed"))
    _put(feed, "title", shown("Answers that changed"))
    _put(feed, "id", shown(state.id))
    _put(feed, "updated", shown(state.entries[0].updated if state.entries else state.updated))
    _put(ElementTree.SubElement(feed, _name("author")), "name", shown("Countermove"))
    ElementTree.SubElement(feed, _name("link"), {"rel": "self", "type": "application/atom+xml", "href": own})
    ElementTree.SubElement(feed, _name("link"), {"rel": "alternate", "type": "text/html", "href": "index.html"})
    for item in state.entries:
        entry = ElementTree.SubElement(feed, _name("entry"))
        _put(entry, "title", shown(item.title))
        _put(entry, "id", shown(item.id))
        _put(entry, "updated", shown(item.updated))
        link = {"rel": "alternate", "type": "text/html", "href": quote(item.page)}
        ElementTree.SubElement(entry, _name("link"), link)
        _put(entry, "content", joined("\n", map(shown, item.told)))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _put(parent: ElementTree.Element, tag: str, text: Shown) -> None:
    """Add a child with text."""
    ElementTree.SubElement(parent, _name(tag)).text = text
