"""What points at a text: the premises of a case as links of the page."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.plugins.serve.workspace import Opened
from countermove.presentation.premises import premise_text
from gmcr.base.summary import Record

__all__ = ["Pointing", "pointing", "token_of"]

_ROWS = {"key question": "answer"}
"""Kinds of premises whose rows on the page have another name."""


@dataclass(frozen=True, slots=True)
class Pointing(Record):
    """A premise. ``token``: the name of its row on the page; ``told``: its words, with its name; ``href``: a link to
    its mark in the text; ``current``: whether it is the current subject; ``near``: words that a sentence shares with
    it, if the list is about one sentence."""

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
    return Pointing(
        kind,
        name,
        token_of(kind, name),
        premise_text(opened.glossary, opened.assessment.document, kind, name),
        href,
        name == own.of,
    )


def token_of(kind: str, name: str) -> str:
    """The name of a premise's row: "claim:C1"."""
    return f"{_ROWS.get(kind, kind).replace(' ', '-')}:{name}"
