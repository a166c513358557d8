"""Passages on the page: the premises that point at some, and those of the premise that was clicked, marked, with what
stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.desk.sources.passages import Passage, Passages
from countermove.desk.sources.told import passage_text, passages_sentence
from countermove.errors import UnknownName
from countermove.telling.phrases import Teller
from countermove.telling.wanting import want_clause
from countermove.telling.words import capital
from countermove.web.opening import Opened

__all__ = ["Cited", "CitedPassage", "cited_of"]


@dataclass(frozen=True, slots=True)
class CitedPassage(Brief):
    """``where`` it is from; ``lines``: paragraphs, each with whether it is the passage or stands beside it; none where no
    passage can be shown."""

    where: str
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Cited(Brief):
    """``whose``: whose texts they are; ``told``: the words of the premise that was clicked ("": none was), ``passages``: its own;
    ``premises``: kind → (name, where it leads, whether it was clicked) of all that point at some."""

    whose: str
    told: str
    passages: tuple[CitedPassage, ...]
    premises: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


def cited_of(opened: Opened, given: Passages) -> Cited:
    """The passages of the premise that is asked about. Raises UnknownName for one that points at none."""
    of = opened.switches.of
    chosen = next(((kind, name) for kind, name in given.by_premise if name == of), None)
    if of and chosen is None and not given.trouble:
        raise UnknownName("premise with a passage", of, [name for _, name in given.by_premise])
    told, passages = "", tuple[CitedPassage, ...]()
    if chosen is not None:
        told = _told(opened, *chosen)
        passages = tuple(CitedPassage(passage_text(item), tuple(_lines(item))) for item in given.of(*chosen))
    return Cited(passages_sentence(given), told, passages, tuple(_premises(opened, given)))


def _premises(opened: Opened, given: Passages) -> Iterator[tuple[str, tuple[tuple[str, str, bool], ...]]]:
    own = opened.switches
    for kind in dict.fromkeys(kind for kind, _ in given.by_premise):
        names = [name for other, name in given.by_premise if other == kind]
        yield (
            f"{capital(kind)}s",
            tuple((name, own.but(ask="evidence", of=name).href(), name == own.of) for name in names),
        )


def _told(opened: Opened, kind: str, name: str) -> str:
    """A premise in words."""
    document = opened.assessment.document
    if kind == "want":
        return capital(want_clause(Teller(opened.glossary), name))
    if kind == "claim":
        return f"{document.claims[name].says} ({name})"
    if kind == "driver" and document.drivers[name].means:
        return f"{capital(document.drivers[name].means or '')} ({name})"
    return f"{capital(kind)} {name}"


def _lines(passage: Passage) -> Iterator[tuple[str, bool]]:
    if passage.paragraphs:
        yield from [(passage.before, False)] if passage.before else []
        yield from ((text, True) for text in passage.paragraphs)
        yield from [(passage.after, False)] if passage.after else []
