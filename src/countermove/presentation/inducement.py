"""Moves made for the answer they provoke, and how an act pays its maker, in words, always with the concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from countermove.inquiry.inducement import Inducement, Pays
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import On, move_text, whole_text
from countermove.presentation.words import concepts_phrase, under_words
from gmcr import CONCEPTS

__all__ = ["inducements_text", "lead_text", "pays_text"]


def inducements_text(inducements: Iterable[Inducement], on: On, phrasing: Phrasing) -> list[str]:
    """A sentence for each move; concepts under which the answer does not differ share one."""
    groups: dict[tuple[str, int, int, bool, tuple[int, ...]], list[str]] = {}
    for item in inducements:
        key = (item.actor, item.before, item.after, item.credible, item.answers)
        groups.setdefault(key, []).append(item.concept)
    texts = []
    for (actor, before, after, credible, answers), concepts in groups.items():
        ends = [whole_text(code, on, phrasing) for code in answers]
        where = ("to where ", "; or to where ") if phrasing.glossary.options else ("to ", ", or to ")
        texts.append(
            f"{move_text(actor, before, after, on, phrasing)}: it pays {_way(credible)} {under_words(concepts, CONCEPTS)}, since the "
            f"others go from there {where[0]}{where[1].join(ends)}."
        )
    return texts


def lead_text(inducements: Iterable[Inducement], on: On, phrasing: Phrasing) -> str:
    """The moves by which somebody could be led there, in a sentence; "" if there are none."""
    groups: dict[tuple[str, int, int, bool], list[str]] = {}
    for item in inducements:
        groups.setdefault((item.actor, item.before, item.after, item.credible), []).append(item.concept)
    moves = [
        f"{move_text(actor, before, after, on, phrasing)}, which pays {_way(credible)} {under_words(concepts, CONCEPTS)}"
        for (actor, before, after, credible), concepts in groups.items()
    ]
    return f"Somebody could be led there: {'; or '.join(moves)}." if moves else ""


def pays_text(pays: Mapping[str, Pays]) -> str:
    """How an act pays its maker: "at once under Nash; deterred under GMR"; "never" if so under every concept."""
    groups: dict[Pays, list[str]] = {}
    for concept, way in pays.items():
        groups.setdefault(way, []).append(concept)
    if len(groups) == 1 and len(pays) in (1, len(CONCEPTS)):
        return next(iter(groups))
    return "; ".join(f"{way} under {concepts_phrase(names)}" for way, names in groups.items())


def _way(credible: bool) -> str:
    return "by the answer that it brings" if credible else "by the answer that it brings, if its maker is bound to it,"
