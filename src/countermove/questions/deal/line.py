"""The deals that are open where nobody moves, in one line, for the first screen: the first of them, what becomes of it under the
lead concept, and in how many readings one is open.

A page's script tells the same (``frontend/src/explorable/dealing.ts``), from the same templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from countermove.context.context import Context
from countermove.inquiry.checks import DealCheck
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import all_of, capital, concept_words_named, number, out_of
from countermove.verdicts.settings import setting_with
from countermove.verdicts.values import truths_over
from gmcr import Conflict, Deal
from gmcr.analysis import OwnViews, deals_in
from gmcr.model import OptionStructure

__all__ = ["at_once", "deal_line"]

MOST_STATES = 4096
"""The largest number of states that are looked at for a first screen: that of an evaluator."""

MOST_READINGS = 1024
"""The largest number of readings in which it is counted whether a deal is open."""


def deal_line(context: Context, phrasing: Phrasing) -> str:
    """The line about the deals from the start, which has to be at rest under the lead concept."""
    conflict, concept = context.game.conflict, context.concepts[0]
    structure = conflict.structure
    if not isinstance(structure, OptionStructure) or not structure.listed or structure.states.size > MOST_STATES:
        return said("screen.deal.unasked")
    eyes = OwnViews(context.games, (context.games.arena.profile(conflict),) * len(conflict.actors))
    told = deals_in(eyes, conflict.start, concepts=(concept,)).told
    is_open = _open_in(context)
    if not told:
        elsewhere = said("screen.deal.elsewhere", readings=_readings(is_open)) if any(is_open) else ""
        return said("screen.deal.none", elsewhere=elsewhere)
    counted = said("screen.deal.counted", readings=_readings(is_open)) if len(is_open) > 1 else ""
    slots = {"acts": _acts(conflict, told[0], phrasing), "fate": _fate(conflict, told[0], concept, phrasing)}
    if len(told) == 1:
        return said("screen.deal.one", **slots, counted=counted)
    return said("screen.deal.several", many=capital(number(len(told))), **slots, counted=counted)


def _open_in(context: Context) -> Sequence[bool]:
    """In which readings a deal is open; none where they are too many to be asked."""
    assessment = context.assessment
    if not 1 < len(assessment.readings) <= MOST_READINGS:
        return ()
    setting = setting_with(assessment, "", DealCheck("some", assessment.formula("true")))
    return [bool(value == 1) for value in truths_over(setting, context.concepts[:1])[:, 0]]


def _readings(is_open: Sequence[bool]) -> str:
    every = len(is_open)
    return all_of(every, "reading") if all(is_open) else out_of(sum(is_open), every, "reading")


def _acts(conflict: Conflict, deal: Deal, phrasing: Phrasing) -> str:
    """What each does."""
    before, after = conflict.structure.on(deal.state), conflict.structure.on(deal.target)
    parts = [phrasing.move(actor, _own(actor, before), _own(actor, after)) for actor in deal.participants]
    return at_once(parts)


def at_once(moves: Sequence[str]) -> str:
    """Moves of several actors in one clause. A comma keeps each actor's own acts together."""
    return f"{', '.join(moves[:-1])}, and {moves[-1]}" if len(moves) > 1 else "".join(moves)


def _own(actor: str, on: Sequence[str]) -> tuple[str, ...]:
    return tuple(option for option in on if option.rpartition(".")[0] == actor)


def _fate(conflict: Conflict, deal: Deal, concept: str, phrasing: Phrasing) -> str:
    fate, looking = deal.fates[concept], concept_words_named(concept)
    if fate.broken_by is None:
        label = {"kept": "kept", "overtaken": "overtaken"}.get(fate.kind, "round")
        return said(f"screen.deal.{label}", looking=looking)
    step, on = fate.broken_by, conflict.structure.on
    return said("screen.deal.broken", looking=looking, move=phrasing.move(step.actor, on(step.before), on(step.after)))
