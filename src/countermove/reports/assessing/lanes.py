"""Ways out of the status quo, and what stops each: the act, and beside or below it the full reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from countermove.context.answer import Answer
from countermove.presentation.blocks import Sketch
from countermove.presentation.lines import folded, padded, width_of
from countermove.presentation.sentences import said
from countermove.presentation.sketches import sketch
from countermove.presentation.words import count, number, plural
from countermove.questions.lanes.text import WayText, way_text, way_texts

__all__ = ["LEAST", "lanes_sketch"]

LEAST = 3
"""The fewest ways that are shown, if there are that many."""

_GAP = 2

_BESIDE = 72
"""The width, in columns, from which reasons stand beside the acts."""


def lanes_sketch(answer: Answer, room: int, width: int, asked: Collection[str] = (), *, more: str = "") -> Sketch:
    """As many ways as fit into *room* lines, but at least ``LEAST``: those that are taken first, then those by acts
    that are *asked* about. The caption states the finding; *more*: where to see the others."""

    def order(words: WayText) -> tuple[bool, bool]:
        return not words.way.taken, not any(option in asked for option, _ in words.way.turned)

    ways = tuple(sorted(way_texts(answer, answer.record.ways), key=order))
    laid = list(_laid(ways, width))
    shown = len(laid)
    while shown > LEAST and sum(map(len, laid[:shown])) + (shown < len(laid)) > room:
        shown -= 1
    lines = [line for own in laid[:shown] for line in own]
    if shown < len(laid):
        rest = len(laid) - shown
        lines += folded(said("lanes.more", acts=f"{number(rest)} more {plural(rest, 'act')}", where=more), width)
    return sketch(lines, _caption(ways))


def _laid(ways: Sequence[WayText], width: int) -> Iterator[list[str]]:
    """The lines of each way."""
    acts = max((width_of(words.act) for words in ways), default=0)
    act = min(acts, (width - _GAP) * 2 // 5)
    for words in ways:
        if width < _BESIDE:
            yield [*folded(words.act, width), *(f"  {line}" for line in folded(way_text(words), width - 2))]
            continue
        pairs = zip_longest(folded(words.act, act), folded(way_text(words), width - act - _GAP), fillvalue="")
        yield [f"{padded(left, act)}{' ' * _GAP}{right}".rstrip() for left, right in pairs]


def _caption(ways: Sequence[WayText]) -> str:
    moving, acts = sum(words.way.taken for words in ways), count(len(ways), "act")
    if moving == len(ways):
        return said("lanes.all", acts=count(moving, "act"), pay=plural(moving, "which pays", "each of which pays"))
    if moving:
        return said("lanes.some", some=number(moving), acts=acts, pay=plural(moving, "pays", "pay"))
    if any(words.way.undecided for words in ways):
        return said("lanes.undecided", acts=acts)
    return said("lanes.none", acts=acts, each=plural(len(ways), "it", "each"))
