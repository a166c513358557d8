"""The questions around an assessment in short: one item each, named by the command that tells the rest."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.desk.assess.found import AssessRecord
from countermove.desk.assess.parts import Weight
from countermove.telling.blocks import Sentence
from countermove.telling.pages import telling_of
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, count, listed, number, plural

__all__ = ["parts_sentences"]

_MOST = 3
"""Wants named, at most."""


def parts_sentences(record: AssessRecord) -> Iterator[Sentence]:
    """What goes together, what carries it, what tips it, who moves whom, where it can go, in whose eyes."""
    told = [f"{name}: {text}" for name, text in _parts(record) if text]
    skipped = [f"{name}: not told here ({why.rstrip('.')})." for name, why in record.parts.skipped]
    if told or skipped:
        yield Sentence("The other questions in short; the command that each begins with tells the rest", "heading")
        yield from (Sentence(text, "item") for text in (*told, *skipped))


def _parts(record: AssessRecord) -> Iterator[tuple[str, str]]:
    parts, teller = record.parts, Teller(record.glossary, record.frame.assumptions.view)
    if parts.together is not None and len(parts.together.found.claims) > 1:
        yield "together", telling_of(parts.together).in_short
    if parts.weights:
        yield "matrix, redteam", _weights(parts.weights, record)
    if parts.tipping is not None:
        yield "tipping", telling_of(parts.tipping).in_short
    if parts.robust is not None:
        found = parts.robust.found
        drawn = "" if found.exhaustive else f" ({count(found.draws, 'draw')}, seed {found.seed})"
        yield "robust", f"{telling_of(parts.robust).in_short.rstrip('.')}{drawn}."
    if parts.inverse is not None:
        state = parts.inverse.found.state
        near = f"of the states with {teller.target()} the nearest is {state}"
        yield f"inverse {state}", f"{capital(near)}. {telling_of(parts.inverse).in_short}"
    if parts.views is not None:
        yield "views", telling_of(parts.views).in_short
    if parts.levers is not None:
        yield "levers", telling_of(parts.levers).in_short
    if parts.roads is not None:
        yield "roads", telling_of(parts.roads).in_short
    if parts.coalitions is not None:
        yield "coalitions", telling_of(parts.coalitions).in_short
    if parts.longrun is not None:
        yield "longrun", telling_of(parts.longrun).in_short


def _weights(weights: tuple[Weight, ...], record: AssessRecord) -> str:
    own = [claim for claim in record.claims if claim.of_the_author]
    firm = sum(not claim.rests_on for claim in own)
    most = [f"{item.want} ({len(item.claims)})" for item in weights[:_MOST]]
    told = f"of {count(len(own), 'conclusion')} most rest on {listed(most)}"
    if len(own) == 1:
        return f"The one conclusion rests most on {listed([item.want for item in weights[:_MOST]])}."
    if firm:
        told += f"; {number(firm)} {plural(firm, 'is', 'are')} altered by no single change of a want"
    return f"{capital(told)}."
