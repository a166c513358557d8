"""The author's conclusions on the first screen, in groups: follow, depend on what is left open, are contradicted."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.desk.assessing.found import AssessRecord
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.verdicts import conditions_text
from countermove.telling.blocks import Block, Sentence
from countermove.telling.lines import folded
from countermove.telling.sentences import said
from countermove.telling.sketches import sketch
from countermove.telling.words import capital, count, listed, number, plural

__all__ = ["LEAST", "claims_head", "claims_shown", "own_claims"]

LEAST = 2
"""Conclusions that are told at least, where there are so many."""

_GROUPS = {
    ("follows",): ("follows", "follow"),
    ("not determined",): ("depends", "depend"),
    ("contradicted",): ("is contradicted", "are contradicted"),
    ("vacuous",): ("has nothing to judge", "have nothing to judge"),
    ("undecided",): ("is not decided", "are not decided"),
}
"""Verdicts → how they are told of one conclusion, and of several."""


def own_claims(record: AssessRecord) -> list[ClaimVerdict]:
    """The author's conclusions, those that do not follow first."""
    order = ("contradicted", "vacuous", "not determined", "undecided", "follows")
    own = [claim for claim in record.claims if claim.of_the_author]
    return sorted(own, key=lambda claim: order.index(claim.verdict))


def claims_shown(record: AssessRecord, room: int, width: int, *, typed: bool = True) -> list[Block]:
    """How many conclusions there are in each group, and in so many lines those that do not simply follow, but ``LEAST`` whatever
    they take; *typed*: with what to type for the others."""
    own = own_claims(record)
    if not own:
        return []
    open_ = [claim for claim in own if claim.verdict != "follows"]
    laid = [_claim(claim, record, width) for claim in open_]
    shown = len(laid)
    while shown > LEAST and sum(map(len, laid[:shown])) + (shown < len(laid)) > room:
        shown -= 1
    lines = [line for one in laid[:shown] for line in one]
    if shown < len(laid):
        where = f": countermove check {record.frame.case}" if typed else ""
        lines += folded(said("claims.more", rest=number(len(laid) - shown), where=where), width)
    head = claims_head(own)
    return [sketch(lines, head) if lines else Sentence(head, "heading")]


def claims_head(own: Sequence[ClaimVerdict]) -> str:
    """How many conclusions there are in each group."""
    counts = [(sum(claim.verdict in verdicts for claim in own), *words) for verdicts, words in _GROUPS.items()]
    told = [(many, plural(many, one, several)) for many, one, several in counts if many]
    if len(own) == 1:
        return f"The one conclusion {told[0][1]}"
    if len(told) == 1:
        return f"All {count(len(own), 'conclusion')} {told[0][1]}"
    return f"Of {count(len(own), 'conclusion')} {listed(f'{number(many)} {verb}' for many, verb in told)}"


def _claim(claim: ClaimVerdict, record: AssessRecord, width: int) -> list[str]:
    """The lines of one conclusion."""
    mark, note = {
        "contradicted": ("✗", "contradicted"),
        "vacuous": ("·", "nothing to judge"),
        "undecided": ("?", "not decided"),
    }.get(claim.verdict, ("◐", ""))
    note = (
        note
        or conditions_text(claim.turns_on, most=1, words=record.glossary).partition(";")[0]
        or "on no three things alone"
    )
    says = capital(record.glossary.claims[claim.id].says.strip(" ."))
    first, *rest = folded(f"{says} ({claim.id}): {note}", width - 2)
    return [f"{mark} {first}", *(f"  {line}" for line in rest)]
