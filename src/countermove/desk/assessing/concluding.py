"""The author's conclusions on the first screen, in groups: follow, depend on what is left open, are contradicted."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.desk.assessing.found import AssessRecord
from countermove.questions.check.found import ClaimVerdict
from countermove.questions.check.verdicts import conditions_text
from countermove.telling.blocks import Block, Sentence
from countermove.telling.lines import within
from countermove.telling.sketches import sketch, width_of
from countermove.telling.words import capital, count, listed, number, plural

__all__ = ["claims_head", "claims_shown", "own_claims"]

_NOTE = 40
"""Columns of what is said of a conclusion behind its words, at most; half a line where that is less."""

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


def claims_shown(record: AssessRecord, most: int, width: int, *, typed: bool = True) -> list[Block]:
    """How many conclusions there are in each group, and in so many lines those that do not simply follow; *typed*: with what to
    type for the others."""
    own = own_claims(record)
    if not own:
        return []
    open_ = [claim for claim in own if claim.verdict != "follows"]
    shown = open_ if len(open_) <= most else open_[: max(most - 1, 0)]
    lines = [_claim(claim, record, width) for claim in shown]
    if len(shown) < len(open_):
        where = f": countermove check {record.frame.case}" if typed else ""
        lines.append(within(f"and {len(open_) - len(shown)} more{where}", width))
    head = within(claims_head(own), width)
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


def _claim(claim: ClaimVerdict, record: AssessRecord, width: int) -> str:
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
    behind = f" ({claim.id}): {within(note, min(_NOTE, width // 2))}"
    return within(f"{mark} {within(says, width - width_of(behind) - 2)}{behind}", width)
