"""The sentences of first screen, brief, report, page, explorable report and `check`, each once: labelled templates with named slots.

Whoever tells fills slots with phrases of the game in which the thing was computed; no template asks for a game itself. A label names
what the sentence says, first the thing it is about. The judge of sentences (``tests/judge/sentences``) has a meaning for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

__all__ = ["SENTENCES", "said", "slots_of"]

SENTENCES: Final[Mapping[str, str]] = {
    # -- what is set -----------------------------------------------------------------------------------------------
    "set": "Set here: {parts}.",
    "set.driver": "{driver} at {value} (the file has {before})",
    "set.scenario": "supposing that {scenario}",
    "set.view": "as the view {view} has it",
    "set.eyes": "in the eyes of {holder} ({view})",
    "set.reading": "read so: {answer}",
    "set.concepts": "{concepts}",
    "set.day": "with what was known on {day}",
    "set.all_the_same": "{where} {driver} is {value} all the same",
    "set.where_read": "read so that {answer},",
    "set.where_scenario": "supposing that {scenario},",
    "set.where_view": "in the view {view}",
    "set.where_claim": "for the conclusion “{says}”",
    "set.own": "what has a {what} of its own keeps it",
    # -- answers ---------------------------------------------------------------------------------------------------
    "answers.round": "{round}: it does not last ({looking})",
    "answers.round.acts": "{first}, then {then}, and round again",
    "answers.round.follows": "{act} while {while_}, and no longer when {stops}",
    "answers.unsettled": "It does not settle{where}.",
    "answers.unsettled.round": "It does not settle{where}: {round}.",
    "answers.unsettled.lead": "It depends{where}; {round}. {rest}.",
    "answers.unsettled.lead.bare": "It depends{where}; it does not settle as things are. {rest}.",
    "answers.wherever": "{word}{where}, wherever it settles",
    # -- reasons ---------------------------------------------------------------------------------------------------
    "next reason": "without {wants} {reason}",
    "next reason, a clause": "without {wants}, {reason}",
    "then nothing decides": "without {wants} nothing speaks for it",
    "then it pays": "without {wants} {actor} would gain by it",
    "then it does not pay": "without {wants} {actor} would lose by it",
    # -- lanes -----------------------------------------------------------------------------------------------------
    # -- claims ----------------------------------------------------------------------------------------------------
    # -- the status quo ----------------------------------------------------------------------------------------------
    # -- what happened since ---------------------------------------------------------------------------------------
    "since.event": "{when} {deed}",
    "since.event.noted": "{event} ({note})",
    "since.base_out": "The text's own reading does not allow what happened: {events}.",
    "since.base_out.together": "The text's own reading does not allow all of what happened together: {events}.",
    "since.base_out.short": "The text's own reading does not allow what happened; what that still allows stands below.",
    "since.nothing_left": (
        "In no reading of this model do steps that each takes alone lead to what happened; an agreement by which all gain might."
    ),
    "since.fits": "What happened fits only if {answers}.",
    # -- forecasts ---------------------------------------------------------------------------------------------------
    # -- premises --------------------------------------------------------------------------------------------------
    "words in doubt": "The words of {want} ({place}) could be about either of its branches and are told nowhere: write `says:`, why "
    "{first}, and `otherwise_says:`, why {other}.",
}
"""Label → template; slots stand in braces."""


def said(label: str, /, **slots: str) -> str:
    """A sentence (or a part of one) with its slots filled: exactly those that its template has."""
    template = SENTENCES[label]
    if slots.keys() != slots_of(label):
        raise KeyError(f"{label} has the slots {sorted(slots_of(label))}, not {sorted(slots)}.")
    return template.format(**slots)


def slots_of(label: str) -> frozenset[str]:
    """The names of a template's slots."""
    return frozenset(name for _, name, _, _ in Formatter().parse(SENTENCES[label]) if name)
