"""classes: one class a claim, the first that applies.

| class | if |
|---|---|
| vacuous | all cells are undefined |
| unsupported | it is false in every defined cell, and no single change makes it true |
| contradicted | it is false in every defined cell |
| restates | it is true in the base reading, with one want alone too, and not with none: it says a premise again |
| depends | it is true in some defined cells and false in others |
| condition never met | the left side of its ``implies``, or its ``where``, comes about in no cell |
| holds whatever | true with no wants at all, and no single change makes it false |
| holds by inaction | true with no wants at all, and some single change makes it false |
| follows | true, and not with no wants at all |

From *restates* on, what holds with one want, with none or after a change is judged in the base reading under the lead
concept. A single change is one that the file takes seriously (left out, ``could_be``, one place lower) or a reversed
want. Wants that the claim's own ``with`` writes are no premises that it could say again. Claims about changes of wants
say no premise again and are undefined without wants: those that hold follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from countermove.verdicts.settings import Setting
from countermove.verdicts.values import Verdict, prepare, values_in
from gmcr import Edit
from gmcr.base.summary import Record

__all__ = ["CLASSES", "CLASS_WORDS", "COARSE_WORDS", "ClaimClass", "Classed", "class_of", "restated_in"]

ClaimClass = Literal[
    "vacuous",
    "unsupported",
    "contradicted",
    "restates",
    "depends",
    "condition_never_met",
    "holds_whatever",
    "holds_by_inaction",
    "follows",
]
CLASSES: tuple[ClaimClass, ...] = get_args(ClaimClass)
"""In the order in which claims are listed: those that most need a look first."""

CLASS_WORDS: Mapping[ClaimClass, str] = {
    "vacuous": "nothing to judge",
    "unsupported": "unsupported",
    "contradicted": "contradicted",
    "restates": "says a premise again",
    "depends": "depends",
    "condition_never_met": "its condition is never met",
    "holds_whatever": "holds whatever anybody wants",
    "holds_by_inaction": "follows, as long as nobody wants otherwise",
    "follows": "follows",
}
"""Each class in English."""

COARSE_WORDS: Mapping[Verdict, str] = {
    "vacuous": "nothing to judge",
    "contradicted": "false throughout",
    "not determined": "depends",
    "follows": "true throughout",
    "undecided": "not decided",
}
"""Words for what a claim's values alone say, if its class was not computed."""


@dataclass(frozen=True, slots=True)
class Classed(Record):
    """A claim's class, with its evidence: the wants that it ``restated``, and the single changes that it is
    ``undone_by`` (None: not sought)."""

    kind: ClaimClass | None
    restated: tuple[str, ...] = ()
    undone_by: tuple[Edit, ...] | None = None


def class_of(
    item: Setting,
    verdict: Verdict,
    concepts: tuple[str, ...],
    readings: Sequence[Mapping[str, str]],
    *,
    search: bool = True,
) -> Classed:
    """The class of a claim with a verdict over *readings* under *concepts*, the lead concept first; None if too much
    is undecided. ``search``: whether a claim about changes of wants, whose class does not need it, is also judged after
    each single change."""
    if verdict == "undecided":
        return Classed(None)
    if verdict == "vacuous":
        return Classed("vacuous")
    if verdict == "contradicted":
        return Classed("contradicted" if _reachable(item, concepts) else "unsupported")
    lead = concepts[0]
    restated = restated_in(item, lead)
    if restated:
        return Classed("restates", restated)
    if verdict == "not determined":
        return Classed("depends")
    undone = None if item.check.about_edits and not search else _undoing(item, lead)
    if _condition_never_met(item, concepts, readings):
        return Classed("condition_never_met", (), undone)
    if not item.check.about_edits and values_in(item, item.bare, (lead,)) == (1,):
        return Classed("holds_by_inaction" if undone else "holds_whatever", (), undone)
    return Classed("follows", (), undone)


def _reachable(item: Setting, concepts: tuple[str, ...]) -> bool:
    """Whether a single change that the file takes seriously makes a claim true in the base reading under some concept."""
    prepare(((item, case) for _, case in item.edited), concepts)
    return any(1 in values_in(item, case, concepts) for _, case in item.edited)


def _undoing(item: Setting, lead: str) -> tuple[Edit, ...]:
    """The single changes, reversals among them, that make a claim false in the base reading under the lead concept."""
    single = (*item.edited, *item.turned)
    prepare(((item, case) for _, case in single), (lead,))
    return tuple(edit for edit, case in single if values_in(item, case, (lead,)) == (0,))


def restated_in(item: Setting, lead: str) -> tuple[str, ...]:
    """The wants each of which alone makes a claim true, as it is, in the base reading under the lead concept; empty
    if it is also true without any wants."""
    if item.check.about_edits or values_in(item, item.base, (lead,)) != (1,):
        return ()
    if values_in(item, item.bare, (lead,)) == (1,):
        return ()
    written = () if item.with_ is None else item.with_.rewrite
    return tuple(want for want, case in item.alone if want not in written and values_in(item, case, (lead,)) == (1,))


def _condition_never_met(item: Setting, concepts: tuple[str, ...], readings: Sequence[Mapping[str, str]]) -> bool:
    """Whether it sets a condition that comes about in no cell."""
    examined = concepts[:1] if item.check.concept_free else concepts
    met = None
    for reading in readings:
        case = item.case(reading)
        for concept in examined:
            met = item.check.condition_met(case, concept)
            if met is None or met:
                return False
    return met is False
