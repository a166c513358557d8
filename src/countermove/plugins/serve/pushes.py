"""The pushes in words: each change of a want and each moved driver, with a link that undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.assessment.steps import Step
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital
from gmcr import Edit
from gmcr.base.summary import Record

__all__ = ["Push", "pushes_of", "step_text"]


@dataclass(frozen=True, slots=True)
class Push(Record):
    """One push. ``told``: a sentence without its full stop; ``undo``: the link that undoes it."""

    told: str
    undo: str


def pushes_of(opened: Opened) -> tuple[Push, ...]:
    """The pushes, drivers first, then changes of wants in their order."""
    return (*_drivers(opened), *_steps(opened))


def _drivers(opened: Opened) -> Iterator[Push]:
    own, before = opened.switches, opened.written.document.drivers
    for name in own.drivers:
        now = opened.assessment.document.drivers[name].now
        means = opened.glossary.drivers.get(name) or name.replace("_", " ")
        text = f"{capital(means)}: {driver_text(before[name].now)} → {driver_text(now)} ({name})"
        yield Push(text, own.but(drivers={key: value for key, value in own.drivers.items() if key != name}).href())


def _steps(opened: Opened) -> Iterator[Push]:
    own = opened.switches
    phrasing = Phrasing(opened.unpushed.glossary)
    for place, step in enumerate(own.steps):
        rest = (*own.steps[:place], *own.steps[place + 1 :])
        yield Push(capital(step_text(step, phrasing)), own.but(steps=rest).href())


def step_text(step: Step, phrasing: Phrasing) -> str:
    """A change of a want as a clause. *phrasing*: with the words before it."""
    want = phrasing.game.wants[step.want]
    if step.kind == "drop":
        return phrasing.edit(Edit(want.actor, step.want, "drop"))
    if step.kind == "lower":
        return phrasing.edit(Edit(want.actor, step.want, "swap"))
    if step.kind == "turn":
        return phrasing.edit(Edit(want.actor, step.want, "negate" if want.could_be is None else "could_be"))
    puts = phrasing.agree(want.actor, "ranks", "rank")
    return f"{phrasing.the(want.actor)} {puts} {_named(step.want, phrasing)} {step.kind} {_named(step.anchor or '', phrasing)}"


def _named(want: str, phrasing: Phrasing) -> str:
    """A want by its reason in a few words, if it has one."""
    says = phrasing.says(want, phrasing.branch(want))
    return f"“{says}” ({want})" if says else want
