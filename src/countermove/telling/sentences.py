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
    # -- lanes -----------------------------------------------------------------------------------------------------
    # -- claims ----------------------------------------------------------------------------------------------------
    "claims.head": "Of {many} {groups}",
    "claims.head.all": "{every} {group}",
    "claims.head.one": "The one {what} {group}",
    "claims.follows.one": "follows",
    "claims.follows.many": "follow",
    "claims.holds_whatever.one": "holds whatever anybody wants",
    "claims.holds_whatever.many": "hold whatever anybody wants",
    "claims.condition_never_met.one": "has a condition that is never met",
    "claims.condition_never_met.many": "have a condition that is never met",
    "claims.restates.one": "says a premise again",
    "claims.restates.many": "say a premise again",
    "claims.depends.one": "depends",
    "claims.depends.many": "depend",
    "claims.contradicted.one": "is contradicted",
    "claims.contradicted.many": "are contradicted",
    "claims.unsupported.one": "is unsupported",
    "claims.unsupported.many": "are unsupported",
    "claims.vacuous.one": "has nothing to judge",
    "claims.vacuous.many": "have nothing to judge",
    "claims.true.one": "is true throughout",
    "claims.true.many": "are true throughout",
    "claims.false.one": "is false throughout",
    "claims.false.many": "are false throughout",
    "claims.undecided.one": "is not decided",
    "claims.undecided.many": "are not decided",
    "claims.coarse": "Only where each claim is true is computed for every push. Which of them merely say a premise again, or hold as long as nobody "
    "wants otherwise, stands below each as the file has it; after a push countermove check tells.",
    "claims.board.idle.one": "follows, as long as nobody wants otherwise",
    "claims.board.idle.many": "follow, as long as nobody wants otherwise",
    "claims.idle.denies": "{who} that something does not come about, as long as nobody comes to want it",
    "claims.idle.stays": "{who} that something stays as it is, as long as nobody wants otherwise",
    "claims.idle.both": "{who} that something does not come about, as long as nobody comes to want it, and {others} that something stays as it is",
    "claims.note.unsupported": "no single change of any want makes it true",
    "claims.note.contradicted": "falls by {premises}",
    "claims.note.condition_never_met": "what it makes a condition comes about nowhere",
    "claims.note.holds_whatever": "it would hold with no wants at all, and no single change of a want makes it false",
    "claims.note.restates": "is {wants} in other words",
    "claims.note.undone": "until one of these wants otherwise: {who}",
    "claims.note.undone.one": "until {who} {wants} otherwise ({which})",
    "claims.note.follows": "rests on no single want",
    # -- the status quo ----------------------------------------------------------------------------------------------
    # -- what happened since ---------------------------------------------------------------------------------------
    # -- forecasts ---------------------------------------------------------------------------------------------------
    # -- premises --------------------------------------------------------------------------------------------------
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
