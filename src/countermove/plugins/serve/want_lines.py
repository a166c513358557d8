"""The document on the page: what everybody can do and wants, in order, each want a line that can be moved, left out and
turned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step, StepKind, pushed
from countermove.context.answer import Answer
from countermove.plugins.serve.consequences import step_text
from countermove.plugins.serve.lanes import Ring, Slider, Turned, rings_of, sliders_of
from countermove.plugins.serve.switches import Switches
from countermove.presentation.phrases import Phrasing
from countermove.presentation.premises import want_in_force
from countermove.presentation.words import capital, plural
from countermove.questions.wants.compute import LaddersRecord, Rung
from countermove.questions.wants.ladder_rungs import certainty_text
from gmcr import Conflict
from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = ["ActorWants", "WantLine", "WantStep", "steps_of", "wants_shown"]

_STEPS: Mapping[StepKind, str] = {"drop": "leave out", "turn": "turn", "lower": "lower"}
"""What can be done to one want by a button, and what that is called."""


@dataclass(frozen=True, slots=True)
class WantStep(Record):
    """An action on a want: its label, the step, and its link."""

    called: str
    step: str
    href: str


@dataclass(frozen=True, slots=True)
class WantLine(Record):
    """One want. ``says``: its reason in a few words; ``told``: the branch in force, read on from "wants"; ``instead``:
    the other branch; ``meta``: its certainty, its places, its remark; ``flips``: the number of claims that it alone can
    flip; ``turned``: its former state, if a push turned it."""

    id: str
    says: str
    told: str
    instead: str
    meta: tuple[str, ...]
    met: bool
    dropped: bool
    changed: bool
    flips: int
    sliders: tuple[Slider, ...]
    steps: tuple[WantStep, ...]
    turned: Turned | None = None


@dataclass(frozen=True, slots=True)
class ActorWants(Record):
    """One actor: its acts, each with whether it is on at the start, and its wants, the most important first."""

    ring: Ring
    summary: str
    acts: tuple[tuple[str, bool], ...]
    wants: tuple[WantLine, ...]


def wants_shown(
    answer: Answer,
    assessment: Assessment,
    conflict: Conflict,
    switches: Switches,
    locked: frozenset[str],
    turned: Mapping[str, Turned] | None = None,
) -> tuple[ActorWants, ...]:
    """The wants of one game. *locked*: drivers that its scenario, view or reading sets; *turned*: wants that a push
    turned."""
    record: LaddersRecord = answer.record
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    start = {name: bool(conflict.start >> bit & 1) for bit, name in enumerate(conflict.structure.options)}
    rings, flips = rings_of(answer), record.flips
    shown = []
    for row in record.actors:
        order = [rung.id for rung in row.rungs]
        lines = tuple(
            _line(
                rung,
                order,
                phrasing,
                switches,
                flips,
                tuple(_sliders(rung.id, phrasing, start, conflict, assessment, locked)),
                (turned or {}).get(rung.id),
            )
            for rung in row.rungs
        )
        acts = tuple((phrasing.base(option.name), option.on) for option in row.options)
        summary = f"{row.met} of {row.present} {plural(row.present, 'want')} met"
        shown.append(ActorWants(rings[row.actor], summary, acts, lines))
    return tuple(shown)


def _line(
    rung: Rung,
    order: list[str],
    phrasing: Phrasing,
    switches: Switches,
    flips: Mapping[str, int],
    sliders: tuple[Slider, ...],
    turned: Turned | None,
) -> WantLine:
    now = want_in_force(phrasing, rung.id)
    meta = [certainty_text(rung)]
    meta += [rung.note] if rung.note else []
    return WantLine(
        id=rung.id,
        says=phrasing.says(rung.id, phrasing.branch(rung.id)),
        told=now.wish,
        instead=now.instead,
        meta=tuple(meta),
        met=rung.met,
        dropped=rung.dropped,
        changed=rung.changed,
        flips=flips.get(rung.id, 0),
        sliders=sliders,
        steps=tuple(_steps(rung, order, phrasing, switches)),
        turned=turned,
    )


def _steps(rung: Rung, order: list[str], phrasing: Phrasing, switches: Switches) -> Iterator[WantStep]:
    """The actions on a want from its present place."""
    if rung.dropped:
        return
    place = order.index(rung.id)
    want = phrasing.game.wants[rung.id]
    turned = f"turn to: {phrasing.wish(want.could_be, want.actor)}" if want.could_be is not None else "turn round"
    steps = [("move up", Step("above", rung.id, order[place - 1]))] if place else []
    steps += [("move down", Step("below", rung.id, order[place + 1]))] if place + 1 < len(order) else []
    steps += [("leave out", Step("drop", rung.id)), (turned, Step("turn", rung.id))]
    for called, step in steps:
        after = switches.but(steps=(*switches.steps, step))
        yield WantStep(called, step.text, after.href())


def _sliders(
    want: str,
    phrasing: Phrasing,
    start: Mapping[str, bool],
    conflict: Conflict,
    assessment: Assessment,
    locked: frozenset[str],
) -> Iterator[Slider]:
    preferences = (item for items in conflict.preferences.values() if isinstance(items, tuple) for item in items)
    condition = next((item.condition for item in preferences if item.id == want), None)
    means = phrasing.glossary.drivers
    yield from sliders_of(condition, start, conflict.drivers, assessment.ranges, means, locked)


def steps_of(
    assessment: Assessment, phrasing: Phrasing, among: Collection[str] | None = None
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Want → what can be done to it: what that is called, the step, and the step as a sentence. *among*: the wants in
    question, all by default."""
    for name in (line.want.id for lines in assessment.own_calculus.lines.values() for line in lines):
        if among is None or name in among:
            steps = (Step(kind, name) for kind in _STEPS)
            yield (
                name,
                [
                    (_STEPS[step.kind], step.text, capital(step_text(step, phrasing)))
                    for step in steps
                    if _is_open(assessment, step)
                ],
            )


def _is_open(assessment: Assessment, step: Step) -> bool:
    """Whether a step can be taken: an actor's last want has none below it, and one that is dropped is not there."""
    try:
        pushed(assessment, (step,))
    except ModelError:
        return False
    return True
