"""What points at a text, in words: the premises of a case as links of the page."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.plugins.serve.workspace import Opened
from countermove.presentation.premises import premise_told
from gmcr.base.summary import Record

__all__ = ["Pointing", "pointing", "token_of"]

_ROWS = {"key question": "answer"}
"""Kinds of premises whose rows on the page are called otherwise."""


@dataclass(frozen=True, slots=True)
class Pointing(Record):
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
    return Pointing(
        kind,
        name,
        token_of(kind, name),
        premise_told(opened.glossary, opened.assessment.document, kind, name),
        href,
        name == own.of,
    )


def token_of(kind: str, name: str) -> str:
    """What the row of a premise is called: "claim:C1"."""
    return f"{_ROWS.get(kind, kind).replace(' ', '-')}:{name}"
