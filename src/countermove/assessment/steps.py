"""Steps: successive changes of the author's wants by somebody who pushes the model.

A step applies to the wants as the steps before left them, so their order counts. Together they make one overlay of the
author's model: a want that was turned twice, or moved away and back, is unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, get_args

from countermove.assessment.document import Assessment
from countermove.assessment.overlays import Calculus, WantLine, WantMove, put_below, put_beside
from gmcr.base.arguments import as_items, shown
from gmcr.base.errors import ModelError, quoted
from gmcr.base.summary import Record
from gmcr.logic import to_text
from gmcr.model import ModelWant

__all__ = ["KINDS", "Step", "StepKind", "pushed", "step_from"]

StepKind = Literal["drop", "turn", "lower", "above", "below"]
KINDS: tuple[StepKind, ...] = get_args(StepKind)
_BESIDE = {"above": "before", "below": "after"}


@dataclass(frozen=True, slots=True)
class Step(Record):
    """A change of one want."""

    kind: StepKind
    """What happens to the want: it is dropped; turned into what it could be, or reversed where the file names nothing;
    swapped with the want below it; or put right above or below another."""
    want: str
    """The want's id."""
    anchor: str | None = None
    """The want that it is put above or below; null for other kinds."""

    @property
    def text(self) -> str:
        """The step in one word, as `step_from` reads it."""
        return ":".join((self.kind, self.want) if self.anchor is None else (self.kind, self.want, self.anchor))


def step_from(text: str) -> Step:
    """Parse the word of a step: `drop:d3`, `turn:d3`, `lower:d3`, `above:d4:d3`, `below:d3:d4`. Raises ModelError."""
    kind, _, names = text.partition(":")
    want, _, anchor = names.partition(":")
    for known in KINDS:
        if known == kind and want and bool(anchor) == (known in _BESIDE):
            return Step(known, want, anchor or None)
    raise ModelError(
        f"{quoted(text)} is not a step: there are drop:W, turn:W, lower:W, above:W:X and below:W:X, where W and X are wants."
    )


def pushed(assessment: Assessment, steps: Iterable[Step]) -> Assessment:
    """The assessment after some steps (see `Assessment.changed`); itself if they change nothing. Raises UnknownName,
    and ModelError for a step that cannot be taken."""
    before = assessment.own_calculus
    lines = {actor: list(own) for actor, own in before.lines.items()}
    for step in _steps_in(steps):
        _take(step, lines[before.actor_of(step.want)], before)
    change: dict[str, Any] = {
        "drop": [now.want.id for was, now in _changes(before, lines) if now.dropped and not was.dropped],
        "rewrite": dict(_turned(before, lines)),
        "move": {
            move.want: {move.side: move.anchor}
            for actor, own in lines.items()
            for move in _moves(before.lines[actor], own)
        },
    }
    return assessment.changed(change) if any(change.values()) else assessment


def _steps_in(steps: object) -> Iterator[Step]:
    for step in as_items(steps, "steps", "some Step"):
        if not isinstance(step, Step):
            raise ModelError(f"steps is some Step (a kind and a want), not {shown(step)}.")
        yield step_from(step.text)


def _take(step: Step, own: list[WantLine], before: Calculus) -> None:
    """Take one step among the wants of an actor, in place."""
    place = next(k for k, line in enumerate(own) if line.want.id == step.want)
    line = own[place]
    if line.dropped:
        raise ModelError(f"{step.want} has been dropped: to turn or move it, leave out the step that drops it.")
    if step.kind == "drop":
        own[place] = replace(line, dropped=True)
    elif step.kind == "turn":
        first = next(each for each in before.lines[before.actor_of(step.want)] if each.want.id == step.want)
        turned = line.become(line.want.turned, line.shown.turned)
        back = (turned.shown.whole, turned.shown.could_be) == (first.shown.whole, first.shown.could_be)
        own[place] = first if back else turned
    elif step.kind == "lower":
        if not put_below(own, place):
            raise ModelError(f"{step.want} is the last of its actor's wants: there is none below it.")
    else:
        before.actor_of(step.anchor or "")
        put_beside(own, WantMove(step.want, _BESIDE[step.kind], step.anchor or ""))


# -- the result of steps -------------------------------------------------------------------------------------------------


def _changes(before: Calculus, lines: Mapping[str, Sequence[WantLine]]) -> Iterator[tuple[WantLine, WantLine]]:
    """Every want before and after."""
    for actor, own in lines.items():
        after = {line.want.id: line for line in own}
        yield from ((line, after[line.want.id]) for line in before.lines[actor])


def _turned(before: Calculus, lines: Mapping[str, Sequence[WantLine]]) -> Iterator[tuple[str, dict[str, str]]]:
    for was, now in _changes(before, lines):
        if not now.dropped and not same_words(was.shown, now.shown):
            words = {"want": now.shown.formula, "could_be": now.shown.could_be}
            yield now.want.id, {key: to_text(formula) for key, formula in words.items() if formula is not None}


def same_words(one: ModelWant, other: ModelWant) -> bool:
    """Whether two wants have the same words, including those of `could_be`."""
    return all(getattr(one, part) == getattr(other, part) for part in ("formula", "condition", "otherwise", "could_be"))


def _moves(before: Sequence[WantLine], after: Sequence[WantLine]) -> Iterator[WantMove]:
    """Moves that bring an actor's wants into their new order, each right after the one that it is to follow."""
    own = list(before)
    for above, line in pairwise(after):
        names = [item.want.id for item in own]
        if names.index(line.want.id) != names.index(above.want.id) + 1:
            move = WantMove(line.want.id, "after", above.want.id)
            put_beside(own, move)
            yield move
