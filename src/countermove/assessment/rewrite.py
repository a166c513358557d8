"""Write pushes into the text of a file: drop, turn and move wants, set drivers, and leave everything else as it is.

The new text is read again and compared with the pushed assessment: either it says exactly the same, in the model and
everywhere else in the file, or it is refused.

Steps: successive changes of the author's wants by somebody who pushes the model.

A step applies to the wants as the steps before left them, so their order counts. Together they make one overlay of the
author's model: a want that was turned twice, or moved away and back, is unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, get_args

import yaml

from countermove.assessment.document import Assessment, loads
from countermove.assessment.entries import (
    Change,
    at,
    changed,
    in_order,
    instead,
    node_of,
    refusal,
    scalar_like,
    span,
    without,
)
from countermove.assessment.overlays import Calculus, WantLine, WantMove, put_below, put_beside
from countermove.assessment.problems import Report
from countermove.assessment.schema.kinds import Ref
from countermove.assessment.schema.record import marked
from gmcr.base.arguments import GivenNumber, as_items, shown
from gmcr.base.errors import AssessmentError, ModelError, quoted
from gmcr.base.record import Record
from gmcr.logic import Formula, Number, to_text
from gmcr.model import ModelWant

__all__ = ["KINDS", "Step", "StepKind", "overlay_of", "pushed", "rewritten", "step_from"]


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
    change = overlay_of(assessment, steps)
    return assessment.changed(change) if any(change.values()) else assessment


def overlay_of(assessment: Assessment, steps: Iterable[Step]) -> dict[str, Any]:
    """What some steps make of the wants, as the content of an overlay: which are dropped, reworded and moved. Raises as
    `pushed` does."""
    before = assessment.own_calculus
    lines = {actor: list(own) for actor, own in before.lines.items()}
    for step in _steps_in(steps):
        _take(step, lines[before.actor_of(step.want)], before)
    return {
        "drop": [now.want.id for was, now in _changes(before, lines) if now.dropped and not was.dropped],
        "rewrite": dict(_turned(before, lines)),
        "move": {
            move.want: {move.side: move.anchor}
            for actor, own in lines.items()
            for move in _moves(before.lines[actor], own)
        },
    }


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


def rewritten(
    text: str,
    steps: Iterable[Step] = (),
    *,
    drivers: Mapping[str, GivenNumber] | None = None,
    file: str = "<text>",
) -> str:
    """The text of an assessment after some steps, and with other values of drivers in place of their ``now``. A turned
    want gets its old formula as `could_be`, and loses its `says` and `otherwise_says`, which described the old one.
    Comments on the lines above a want, behind it and in it go where it goes. *file*: its name in messages.

    Raises AssessmentError for an invalid text, and for a dropped want that something in it refers to; UnknownName and
    ModelError for a step that cannot be taken, a value outside its driver's range, and what cannot be written into the
    text."""
    before = loads(text, file=file)
    after = pushed(before.at(drivers or {}), steps)
    if after is before:
        return text
    _unreferred(before, after)
    begun = text[: len(text) - len(before.text)]  # a byte order mark
    written = _written(before, after)
    try:
        result = loads(written, file=file)
    except AssessmentError as error:
        first = next(problem for problem in error.problems if problem.severity == "error")
        raise refusal(first.message) from None
    _compare(before, after, result)
    return begun + written


def _unreferred(before: Assessment, after: Assessment) -> None:
    """Raise AssessmentError if something in the file is about a dropped want."""
    report = Report(before.file, before.positions)
    gone = _gone(after)
    for path, name, mark in marked(before.document):
        if isinstance(mark, Ref) and mark.kind == "want" and name in gone:
            where = ".".join(part for part in path if isinstance(part, str) and part != name)
            message = f"{name} cannot be dropped while {where} refers to it: take it out there first, or keep {name}."
            report.add(path, "unknown", message, key=path[-1] == name)
    if report.failed:
        raise AssessmentError(report.problems)


def _gone(after: Assessment) -> frozenset[str]:
    return frozenset(line.want.id for own in after.own_calculus.lines.values() for line in own if line.dropped)


# -- writing -------------------------------------------------------------------------------------------------------------


def _written(before: Assessment, after: Assessment) -> str:
    """The text after rewording, then reordering."""
    text = before.text
    try:
        tree = node_of(text)
        turned = [change for actor in before.actors for change in _turnings(text, tree, actor, before, after)]
        text = changed(text, [*turned, *_settings(text, tree, before, after)])
        tree = node_of(text)
        return changed(text, [change for actor in before.actors for change in _order(text, tree, actor, before, after)])
    except yaml.YAMLError:
        raise refusal("other words do not fit where they would stand.") from None


def _settings(text: str, tree: yaml.Node, before: Assessment, after: Assessment) -> Iterator[Change]:
    for name, value in after.own_calculus.drivers.items():
        if value != before.own_calculus.drivers[name]:
            yield instead(text, at(tree, ("drivers", name, "now"))[1], to_text(Number(value)))


def _turnings(text: str, tree: yaml.Node, actor: str, before: Assessment, after: Assessment) -> Iterator[Change]:
    now = {line.want.id: line for line in after.own_calculus.lines[actor]}
    for place, was in enumerate(before.own_calculus.lines[actor]):
        line = now[was.want.id]
        if not line.dropped and not same_words(was.shown, line.shown):
            want = at(tree, ("actors", actor, "wants", place))[1]
            yield from _words(text, want, was, line)
            yield from without(text, want, ("while", "otherwise", "says", "otherwise_says"))


def _words(text: str, want: yaml.Node, was: WantLine, now: WantLine) -> Iterator[Change]:
    """Swap the formulas of `want` and `could_be`, each written in the style of the other."""
    nodes = {
        key.value: value
        for key, value in want.value
        if key.value == "want" or (key.value == "could_be" and was.shown.could_be is not None)
    }
    plain = was.shown.condition is None and all(node.style not in ("|", ">") for node in nodes.values())
    written: dict[Formula, str] = {}
    if was.shown.could_be is not None and nodes["could_be"].style not in ("|", ">"):
        written[was.shown.could_be] = span(text, nodes["could_be"])
    if plain:
        written.setdefault(was.shown.formula, span(text, nodes["want"]))
    for key, formula in (("want", now.shown.formula), ("could_be", now.shown.could_be)):
        if key in nodes and formula is not None:
            old = span(text, nodes[key])
            yield instead(text, nodes[key], written.get(formula) or scalar_like(to_text(formula), old))


def _order(text: str, tree: yaml.Node, actor: str, before: Assessment, after: Assessment) -> list[Change]:
    places = {line.want.id: place for place, line in enumerate(before.own_calculus.lines[actor])}
    order = [places[line.want.id] for line in after.own_calculus.lines[actor] if not line.dropped]
    if order == list(range(len(places))):
        return []
    return in_order(text, *at(tree, ("actors", actor, "wants")), order)


# -- comparing -----------------------------------------------------------------------------------------------------------


def _compare(before: Assessment, after: Assessment, result: Assessment) -> None:
    """Raise ModelError if the text, read again, does not say what it should."""
    expected, read = after.own_calculus, result.own_calculus
    if (expected.drivers, expected.on) != (read.drivers, read.on):
        raise refusal("the drivers would not be as they were set.")
    turned: set[str] = set()
    for actor, lines in expected.lines.items():
        expected_lines, own = [line for line in lines if not line.dropped], read.lines[actor]
        if [_whole(line) for line in expected_lines] != [_whole(line) for line in own]:
            raise refusal(f"the wants of {actor} would not be what they should.")
        words = {line.want.id: line.shown for line in before.own_calculus.lines[actor]}
        turned |= {line.want.id for line in expected_lines if not same_words(line.shown, words[line.want.id])}
    gone = _gone(after)
    if _else_in(before.data, gone, turned) != _else_in(result.data, gone, turned):
        raise refusal("something else in the file would change.")


def _whole(line: WantLine) -> tuple[Any, ...]:
    """Everything about a want in the model."""
    want, told = line.want, line.shown
    parts = (want.id, want.formula, want.condition, want.otherwise, want.could_be, want.strategic, want.degree)
    return (
        *parts,
        line.says,
        line.otherwise_says,
        told.formula,
        told.condition,
        told.otherwise,
        told.could_be,
        line.certainty,
        line.at,
    )


def _else_in(data: Mapping[str, Any], gone: Collection[str], turned: Collection[str]) -> str:
    """The content of a file apart from the order of wants, the words of turned wants, and the drivers' ``now``."""
    rest = dict(data)
    rest["actors"] = {
        name: {
            **(actor or {}),
            "wants": sorted(_wants_in(actor or {}, gone, turned), key=str),
        }
        for name, actor in data["actors"].items()
    }
    if data.get("drivers"):
        rest["drivers"] = {name: {**driver, "now": Fraction()} for name, driver in data["drivers"].items()}
    return repr(rest)


def _wants_in(actor: Mapping[str, Any], gone: Collection[str], turned: Collection[str]) -> Iterator[dict[str, Any]]:
    for want in actor.get("wants") or ():
        if want["id"] not in gone:
            other = ("want", "could_be", "while", "otherwise", "says", "otherwise_says") if want["id"] in turned else ()
            yield {key: value for key, value in want.items() if key not in other}
