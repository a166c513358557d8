"""Changes of mind that would open a deal, in words."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.blocks import Sentence
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concepts_phrase, count, number, plural
from countermove.questions.deal.records import DealMap

__all__ = ["opened_sentences"]

_DESCRIBED = 3
"""The number of changes described one by one."""


def opened_sentences(result: DealMap, phrasing: Phrasing) -> Iterator[Sentence]:
    """The smallest changes of mind that would open one."""
    concepts = tuple(result.rests)
    under = f" under {concepts_phrase(concepts[:1])}" if len(concepts) > 1 else ""
    if result.own_views and result.nearest is not None:
        yield Sentence("Changes of mind are not looked for by what each believes.", "note")
    if not result.listed and result.nearest is not None:
        yield Sentence("Changes of mind are not looked for where states cannot be listed.", "note")
    if result.opened_by:
        size = len(result.opened_by[0])
        ways = [change for change in result.opened_by if len(change) == size]
        if size == 1:
            which = "; or ".join(f"if {phrasing.edit(edit, past=True)}" for [edit] in ways[:_DESCRIBED])
            more = len(ways) - _DESCRIBED
            rest = f"; or by {count(more, 'more such change')}" if more > 0 else ""
            one = "A deal" if result.target is None else "Such a deal"
            yield Sentence(f"{one} would be open{under} {which}{rest}.")
        else:
            text = f"it takes {number(size)} at once, in {count(len(ways), 'way')}"
            yield Sentence(f"No single change of mind would open one{under}: {text}:")
            yield from (Sentence(f"{phrasing.edits(change)}.", "item") for change in ways[:_DESCRIBED])
            if len(ways) > _DESCRIBED:
                yield Sentence(f"And {number(len(ways) - _DESCRIBED)} more.", "item", "(--json)")
        larger = len(result.opened_by) - len(ways)
        if larger:
            there = f"{plural(larger, 'There is', 'There are')} {count(larger, 'further minimal change')}"
            text = f"{there} of up to {count(len(result.opened_by[-1]), 'edit')}."
            yield Sentence(text, "note", "(--json)")
    elif result.searched:
        none = "single change" if result.searched == 1 else f"set of up to {count(result.searched, 'change')}"
        yield Sentence(f"No {none} of mind would open one{under}.")
    if result.complete and result.searched < result.bound:
        larger_sets = f"sets of {'more' if result.searched else 'any number of'} changes"
        yield Sentence(f"{capital(larger_sets)} of mind are not looked for: they are too many here.", "note")
