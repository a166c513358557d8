"""What points at a text, in words: the premises of a case as links of the page."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.assessment.schema import Document
from countermove.brief import Brief
from countermove.telling.phrases import Teller
from countermove.telling.wanting import want_clause
from countermove.telling.words import capital
from countermove.web.opening import Opened

__all__ = ["Pointing", "pointing", "token_of", "words_of_premise"]

_ROWS = {"key question": "answer"}
"""Kinds of premises whose rows on the page are called otherwise."""

_KEPT = {
    "claim": "claims",
    "driver": "drivers",
    "forecast": "forecasts",
    "indicator": "indicators",
    "key question": "key_questions",
    "observation": "observations",
    "open question": "open",
    "resolution": "resolutions",
    "rule": "never",
    "scenario": "scenarios",
    "view": "views",
}

_WORDS = ("says", "asks", "means", "watch", "why", "about", "when")
"""Where a record says what it is, the first that it has."""


@dataclass(frozen=True, slots=True)
class Pointing(Brief):
    """A premise. ``token``: what its row is called on the page; ``told``: it in words, with its name; ``href``: where it is
    marked in the text; ``current``: whether it is what is asked about; ``near``: words that a sentence shares with it, of those
    that are told of one sentence."""

    kind: str
    name: str
    token: str
    told: str
    href: str
    current: bool = False
    near: tuple[str, ...] = ()


def pointing(opened: Opened, kind: str, name: str) -> Pointing:
    """A premise as a link."""
    own = opened.switches
    href = own.but(ask="source", of=name).href()
    return Pointing(kind, name, token_of(kind, name), _told(opened, kind, name), href, name == own.of)


def token_of(kind: str, name: str) -> str:
    """What the row of a premise is called: "claim:C1"."""
    return f"{_ROWS.get(kind, kind).replace(' ', '-')}:{name}"


def _told(opened: Opened, kind: str, name: str) -> str:
    document = opened.assessment.document
    if kind == "want":
        return capital(want_clause(Teller(opened.glossary), name))
    said = next(iter(_texts(document, kind, name)), "")
    return f"{capital(said)} ({name})" if said else f"{capital(kind)} {name}"


def words_of_premise(opened: Opened, kind: str, name: str) -> str:
    """All that is said of a premise in words, by which it is looked for in a text."""
    document = opened.assessment.document
    said = _told(opened, kind, name).removesuffix(f"({name})")
    return " ".join([said, *_texts(document, kind, name), _note(_record(document, kind, name))])


def _texts(document: Document, kind: str, name: str) -> list[str]:
    record = _record(document, kind, name)
    return [text for key in _WORDS if isinstance(text := getattr(record, key, None), str)]


def _note(record: object) -> str:
    return getattr(record, "note", None) or ""


def _record(document: Document, kind: str, name: str) -> object:
    """What a premise is in its document; None for what is not told in words."""
    if kind == "want":
        wants = (want for actor in document.actors.values() for want in actor.wants)
        return next((want for want in wants if want.id == name), None)
    if kind == "reading":
        question, _, answer = name.partition(".")
        return document.open[question].readings.get(answer) if question in document.open else None
    kept = getattr(document, _KEPT.get(kind, ""), None)
    return kept.get(name) if isinstance(kept, dict) else None
