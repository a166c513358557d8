"""Changes of wants in words: what would bring something about, or end it, in whose mind and at what cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from countermove.context.answer import Answer
from countermove.inquiry.outcomes import Reach
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Sentence, Table
from countermove.presentation.numbers import price_text
from countermove.presentation.pages import several_texts
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import On
from countermove.presentation.steps import lead_text, reach_sentence
from countermove.presentation.words import capital, concepts_phrase, count, listed, number, plural, under_words
from countermove.questions.change.compute import Change
from countermove.verdicts.changes import Changes
from gmcr import Edit

__all__ = ["change_sentences", "change_text", "changes_table"]

_DESCRIBED = 5
"""The number of changes described one by one."""

_ROWS = 12
"""The number of changes in a table, unless all are requested."""


def change_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """What would have to change, under each requested concept. ``every``: leave no change out."""
    result: Change = answer.record
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    last = [Sentence(_prices(result.by_concept[0]), "note")]
    if result.left_out:
        under = concepts_phrase(result.left_out)
        last.insert(0, Sentence(f"Interrupted: nothing has been looked at under {under}.", "caution"))
    groups = [
        (
            item.concept,
            change_sentences(item, phrasing, answer.on, most=0),
            _body(item, phrasing, every),
        )
        for item in result.by_concept
    ]
    telling = several_texts("what would have to change in somebody's mind", groups, last, alone=not result.left_out)
    return replace(telling, under=_scope_text(result))


def _body(changes: Changes, phrasing: Phrasing, every: bool) -> Iterator[Block]:
    """The blocks below the answer, for one concept."""
    if changes.changes:
        yield changes_table(changes, phrasing, most=None if every else _ROWS)
        yield from _cheapest(changes, phrasing)
    yield from _reservations(changes, phrasing)


def _scope_text(result: Change) -> str:
    """The concepts and the bound of the search."""
    names = concepts_phrase([*result.concepts, *result.left_out])
    what = "Roads and equilibria" if result.by_concept[0].goal == "road" else "Equilibria"
    return f"{what} under {names}; sets of up to {count(result.bound, 'edit')}."


def change_sentences(changes: Changes, phrasing: Phrasing, on: On, *, most: int = _DESCRIBED) -> Iterator[Sentence]:
    """The present situation and what changes it: the smallest changes, *most* of them one by one. ``on``: the options
    that are on in the states in question."""
    lead, aim = _lead(changes, phrasing, on.get(changes.state, ()))
    lead = f"{lead} {lead_text(changes.led, on, phrasing)}".rstrip()
    if not changes.searched:
        yield Sentence(lead, "answer")
        return
    if not changes.changes:
        none = "single change" if changes.searched == 1 else f"set of up to {count(changes.searched, 'change')}"
        kinds = listed(
            ["a want left out", "put lower", "made what it could be", *(["reversed"] if changes.stress else [])], "or"
        )
        yield Sentence(f"{lead} No {none} of mind ({kinds}) would {aim}.", "answer")
        return
    size, ways = len(changes.smallest[0]), len(changes.smallest)
    end = ":" if most else "."
    if size == 1:
        verb = plural(ways, "change of mind alone would", "changes of mind, each alone, would")
        yield Sentence(f"{lead} {capital(number(ways))} {verb} {aim}{end}", "answer")
    else:
        text = f"it takes {number(size)} at once, in {count(ways, 'way')}"
        yield Sentence(f"{lead} No single change of mind would {aim}: {text}{end}", "answer")
    if most:
        yield from (Sentence(f"{phrasing.edits(change)}.", "item") for change in changes.smallest[:most])
        if ways > most:
            yield Sentence(f"And {number(ways - most)} more.", "item", "(--full)")
    larger = len(changes.changes) - ways
    if changes.searched > size:
        there = plural(larger, "There is", "There are") + f" {count(larger, 'further minimal change')}"
        yield Sentence(f"{there} of up to {count(changes.searched, 'edit')}.", "note")


def _lead(changes: Changes, phrasing: Phrasing, on: Sequence[str]) -> tuple[str, str]:
    """The present situation as a sentence; and what a change would do, as it continues "would"."""
    under = f" {under_words([changes.concept])}"
    if changes.reach is not None:
        lead = reach_sentence(phrasing.target(changes.target), {changes.concept: changes.reach})
        passes = changes.reach is Reach.PASSES
        return lead, "end that" if changes.holds else "let it end there" if passes else "bring it about"
    if changes.goal == "break":
        if changes.holds:
            return f"As it is, the start is not an equilibrium{under}.", "make it one"
        return f"The start is an equilibrium{under}.", "break it"
    state = f"State {changes.state} ({phrasing.state(on)})"
    if changes.holds:
        return f"{state} is already an equilibrium{under}.", "end that"
    return f"As things are, {state[:1].lower()}{state[1:]} is not an equilibrium{under}.", "make it one"


def changes_table(changes: Changes, phrasing: Phrasing, *, most: int | None = _ROWS) -> Table:
    """The minimal changes, smallest first and cheapest first among equals, with their costs where these differ."""
    priced = len(set(changes.costs)) > 1
    cost_of = dict(zip(changes.changes, changes.costs, strict=True))
    cheapest = set(changes.cheapest)
    rows: list[tuple[Cell, ...]] = []
    for actors, change in _best_first(changes):
        whose = f"{phrasing.actor(actors[0])} alone" if len(actors) == 1 else phrasing.names(actors)
        cost = f"{price_text(cost_of[change])}{' *' if change in cheapest else ''}"
        rows.append((len(change), *((cost,) if priced else ()), whose, phrasing.edits(change)))
    shown = rows if most is None else rows[:most]
    remaining = len(rows) - len(shown)
    columns = [Column("Edits", fixed=True, right=True), Column("Whose mind"), Column("Change")]
    if priced:
        columns.insert(1, Column("Cost", fixed=True, right=True))
    caption = f"Minimal changes {_about(changes, phrasing)}"
    caption += f" (the first {len(shown)}; {remaining:,} more)" if remaining else ""
    return Table(tuple(columns), tuple(shown), caption)


def _best_first(changes: Changes) -> Iterator[tuple[tuple[str, ...], tuple[Edit, ...]]]:
    """The changes with the actors whose minds change, sorted by size, cost and actors, so that a truncated table keeps
    the best."""
    cost_of = dict(zip(changes.changes, changes.costs, strict=True))
    pairs = [(actors, change) for actors, group in changes.by_actors.items() for change in group]
    yield from sorted(pairs, key=lambda pair: (len(pair[1]), cost_of[pair[1]]))


def _about(changes: Changes, phrasing: Phrasing) -> str:
    if changes.goal == "road":
        verb = "that keep it from ending in" if changes.holds else "that bring about"
        return f"{verb} {phrasing.target(changes.target)}"
    if changes.goal == "break":
        return "that make the start an equilibrium" if changes.holds else "that break the start"
    verb = "after which it is no longer an equilibrium" if changes.holds else "after which it is an equilibrium"
    return f"for state {changes.state}, {verb}"


def _cheapest(changes: Changes, phrasing: Phrasing) -> Iterator[Sentence]:
    """The changes of least cost, if these are not simply the smallest."""
    if len(set(changes.costs)) == 1:
        return
    cheapest, cost = changes.cheapest, price_text(min(changes.costs))
    lead = f"{capital(number(len(cheapest)))} {plural(len(cheapest), 'costs', 'cost')} least ({cost}, marked *)"
    yield Sentence(f"{lead}, {'such as' if len(cheapest) > 1 else 'namely'}: {phrasing.edits(cheapest[0])}.")


def _reservations(changes: Changes, phrasing: Phrasing) -> Iterator[Sentence]:
    if not changes.searched:
        yield Sentence("Interrupted: no changes have been looked at.", "caution")
    elif changes.complete:
        yield Sentence(f"Complete: all sets of up to {count(changes.bound, 'edit')} have been looked at.", "note")
    else:
        yield Sentence(
            f"Interrupted: only sets of up to {count(changes.searched, 'edit')} have been looked at, not of "
            f"{number(changes.bound)}.",
            "caution",
        )
    if changes.beyond:
        size, cost = count(len(changes.beyond), "edit"), price_text(changes.prices.total(changes.beyond))
        what = "Cheaper than all of these" if changes.changes else "The cheapest"
        yield Sentence(
            f"{what} is a change of {size}, at a cost of {cost}: {phrasing.edits(changes.beyond)}.", "answer"
        )
    elif changes.settled and not changes.changes:
        yield Sentence("No set of edits of any size would do.", "answer")
    elif changes.changes and not changes.settled:
        yield Sentence("A change of more edits than that might cost less than the cheapest of these.", "caution")
    if changes.stress:
        yield Sentence(
            "A stress test: reversed wants were looked at too, which makes no sense where a want is conditional.",
            "caution",
        )


def _prices(changes: Changes) -> str:
    prices = changes.prices
    parts = [f"{name} {price_text(cost)}" for name, cost in prices.set_by_hand.items()]
    by_hand = f" Set by hand: {listed(parts)}." if parts else ""
    return (
        f"An edit of a strategic want costs {price_text(prices.strategic)}, an edit of a tactical one "
        f"{price_text(prices.tactical)}.{by_hand}"
    )
