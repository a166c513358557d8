"""What can be pushed on a page without a server: each change of one want, each stop of a driver, each two stops of two
drivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step, StepKind, pushed
from countermove.plugins.serve.explorable.stops import Stops
from countermove.presentation.numbers import exact_number
from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = ["AS_WRITTEN", "STEPS", "Push", "pushes_of", "reset_in", "wanted_by"]

STEPS: tuple[StepKind, ...] = ("drop", "turn", "lower")
"""What can be done to one want."""


@dataclass(frozen=True, slots=True)
class Push(Record):
    """One push of the author's model: a step, or drivers at other values; neither is the file as it is."""

    step: Step | None = None
    drivers: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """The drivers as they are set by hand."""
        return {name: exact_number(value) for name, value in self.drivers.items()}


AS_WRITTEN = Push()


def pushes_of(assessment: Assessment, stops: Stops) -> Iterator[Push]:
    """All pushes: none first, then steps, then single drivers, then pairs."""
    yield AS_WRITTEN
    for lines in assessment.own_calculus.lines.values():
        for line in lines:
            yield from (
                Push(Step(kind, line.want.id)) for kind in STEPS if _taken(assessment, Step(kind, line.want.id))
            )
    now, reset = {name: driver.now for name, driver in assessment.document.drivers.items()}, reset_in(assessment)
    away = {name: [stop.at for stop in own if name in reset or stop.at != now[name]] for name, own in stops.of.items()}
    for name, values in away.items():
        yield from (Push(drivers={name: value}) for value in values)
    for pair in stops.pairs:
        yield from (Push(drivers={pair.x: a, pair.y: b}) for a in away[pair.x] for b in away[pair.y])


def wanted_by(assessment: Assessment, push: Push) -> Assessment:
    """The author's model with the wants of a push."""
    return assessment if push.step is None else pushed(assessment, (push.step,))


def reset_in(assessment: Assessment) -> frozenset[str]:
    """The drivers that some scenario or answer sets: to set these as the file has them is a push too."""
    document = assessment.document
    answers = [answer for question in document.open.values() for answer in question.readings.values()]
    return frozenset(name for overlay in (*answers, *document.scenarios.values()) for name in overlay.set)


def _taken(assessment: Assessment, step: Step) -> bool:
    """Whether a step can be taken: an actor's last want has none below it, and one that is dropped is not there."""
    try:
        pushed(assessment, (step,))
    except ModelError:
        return False
    return True
