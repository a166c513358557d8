"""What is found out about a state of the page, and about what it was pushed from: once for all panels and stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from countermove.plugins.serve.consequences import Consequences, following
from countermove.plugins.serve.workspace import Opened
from countermove.verdicts.answers.compute import Answers, answers_in
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.observations import Observed, observed_in
from gmcr import MinimalChanges
from gmcr.base.record import Record
from gmcr.base.tasks import OnProgress, run_to_end

__all__ = ["Found", "answered_in", "before_pushes", "found_in", "seen_in"]

_PUSHED = 2
"""The most simultaneous changes of wants that are searched for what would turn a no into a yes, if the page is
pushed."""


def seen_in(opened: Opened) -> Observed | None:
    """What happened since, as a state has it."""
    kept = _kept_in(opened)
    if "seen" not in kept:
        kept["seen"] = observed_in(opened.context)
    seen: Observed | None = kept["seen"]
    return seen


def answered_in(opened: Opened, seen: Observed | None, *, search: bool, progress: OnProgress) -> Answers:
    """The answers to the key questions of a state."""
    kept, what = _kept_in(opened), "answered, searched" if search else "answered"
    if what not in kept:
        bound = _PUSHED if opened.switches.pushed else MinimalChanges.BOUND
        kept[what] = run_to_end(answers_in.work(opened.context, seen, bound=bound, search=search), progress)
    answered: Answers = kept[what]
    return answered


@dataclass(frozen=True, slots=True, eq=False)
class Found(Record):
    """What is found out about a state whatever panel is open."""

    seen: Observed | None
    answered: Answers
    verdicts: tuple[ClaimVerdict, ...]
    after: Consequences


def found_in(opened: Opened, *, search: bool, progress: OnProgress) -> Found:
    """Found out once. *search*: also what claims rest on, and what would turn an answer."""
    kept = _kept_in(opened)
    what = "searched" if search else "found"
    if what not in kept:
        seen = seen_in(opened)
        answered = answered_in(opened, seen, search=search, progress=progress)
        verdicts = verdicts_in(opened.context, seen, search=search)
        kept[what] = Found(seen, answered, verdicts, _followed(opened, verdicts))
    found: Found = kept[what]
    return found


def before_pushes(opened: Opened) -> Consequences:
    """What follows in every reading without what is pushed, with the classes of the claims: found out once for all pushes."""
    bare = opened.unpushed
    kept = _kept_in(bare)
    if "found" in kept:
        found: Found = kept["found"]
        return found.after
    if "before" not in kept:
        verdicts = verdicts_in(bare.context, seen_in(bare), search=False)
        kept["before"] = _followed(bare, verdicts)
    before: Consequences = kept["before"]
    return before


def _followed(opened: Opened, verdicts: Sequence[ClaimVerdict]) -> Consequences:
    """What follows in every reading, with the classes of the claims."""
    kept = _kept_in(opened)
    if "follows" not in kept:
        kept["follows"] = following(opened.assessment, opened.concepts, opened.everywhere)
    cells: Consequences = kept["follows"]
    return replace(cells, classes={claim.id: claim.word for claim in verdicts if claim.kind is not None})


def _kept_in(opened: Opened) -> dict[str, Any]:
    """What is known of a state; nothing where states are not listed: what a proof was too slow for is tried again."""
    return opened.assessment.kept if opened.assessment.structure.listed else {}
