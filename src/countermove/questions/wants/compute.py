"""ladders: what each actor wants, most important first, and how that stands at the start of one game.

A want is *met* if its formula (its ``otherwise`` if its condition does not hold) is true at the start. A condition that
is one comparison of numbers is a *switch*: ``now`` is the side that drivers move, ``threshold`` the other, and the want
is on above or below it. Wants that a reading, scenario or view changes, or whose truth at the start it changes, are
*changed* relative to the author's calculus in the base reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from countermove.assessment import Assessment
from countermove.assessment.overlays import Calculus, WantLine
from countermove.context.context import context_of
from countermove.context.selection import Selection
from countermove.inquiry.reasons import NumberSwitch, switch_of
from countermove.presentation.places import SourcePlace, place_in
from countermove.verdicts.claims import ClaimVerdict, verdicts_in
from countermove.verdicts.observations import observed_in
from countermove.verdicts.premises import probability_of
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Degrees, truth

__all__ = [
    "ActorLadder",
    "LaddersRecord",
    "OptionLine",
    "Rung",
    "ladders",
    "wants",
]


@dataclass(frozen=True, slots=True)
class Rung(Record):
    """One want. ``on``: whether its condition holds at the start (None: it has none); ``chance``: the probability that
    it belongs to the calculus, ``certainty``: the word or number for it in the file (None if unstated; the scale's
    "moderate" then applies)."""

    id: str
    met: bool
    on: bool | None
    switch: NumberSwitch | None
    certainty: str | Fraction | None
    chance: Fraction
    at: tuple[SourcePlace, ...]
    note: str | None
    changed: bool
    dropped: bool


@dataclass(frozen=True, slots=True)
class OptionLine(Record):
    """An act: full name, whether it is on at the start, one_way ("", "forward" or "back"), kind, what it needs."""

    name: str
    on: bool
    one_way: str
    kind: str
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class ActorLadder(Record):
    """One actor: what it can do, and its wants in order."""

    actor: str
    options: tuple[OptionLine, ...]
    rungs: tuple[Rung, ...]

    @property
    def met(self) -> int:
        """The number of its wants that are met."""
        return sum(rung.met for rung in self.rungs if not rung.dropped)

    @property
    def present(self) -> int:
        """The number of its wants, without dropped ones."""
        return sum(not rung.dropped for rung in self.rungs)


@dataclass(frozen=True, slots=True)
class LaddersRecord(Record):
    """All actors in file order, in one game. ``flips``: want → how many claims it alone can flip, if verdicts were
    given; ``judged``: whether some were."""

    actors: tuple[ActorLadder, ...]
    flips: Mapping[str, int] = field(default_factory=dict)
    judged: bool = False


@task
def wants(
    assessment: Assessment,
    *,
    concepts: str | Sequence[str] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, str] | None = None,
) -> Task[LaddersRecord]:
    """The wants of a game, weighed by the claims that each alone can flip under the *concepts* (None: those of the
    file). There is no partial result. Raises UnknownName, ModelError."""
    context = context_of(
        assessment, "wants", concepts=concepts, reading=reading, scenario=scenario, view=view, drivers=drivers
    )
    yield Progress(0, 1)
    return ladders(context.assessment, verdicts=verdicts_in(context, observed_in(context)))


def ladders(assessment: Assessment, *, verdicts: Sequence[ClaimVerdict] = ()) -> LaddersRecord:
    """The wants of a game and how they stand at its start. *verdicts*: count for how many claims each want alone can
    flip the verdict. Raises UnknownName, ModelError."""
    calculus = assessment.calculus()
    base = assessment.selected(Selection(drivers=assessment.selection.drivers)).calculus()
    form, document = assessment.form, assessment.document
    rows = []
    for actor in assessment.actors:
        low, high = form.span[actor]
        options = tuple(
            OptionLine(
                option.act,
                option.full_name in calculus.on,
                option.one_way,
                option.kind,
                document.actors[actor].options[Degrees.option_of(option.name)].needs,
            )
            for option in form.options[low:high]
        )
        notes = {want.id: want.note for want in document.actors[actor].wants}
        before = {line.want.id: (place, line) for place, line in enumerate(base.lines[actor])}
        rungs = tuple(
            _rung(assessment, calculus, base, line, before[line.want.id][1], notes[line.want.id], moved)
            for line, moved in _with_moved(calculus.lines[actor], base.lines[actor])
        )
        rows.append(ActorLadder(actor, options, rungs))
    flips = Counter(want for claim in verdicts for want in {item.edit.want for item in claim.rests_on})
    return LaddersRecord(tuple(rows), flips, judged=bool(verdicts))


def _with_moved(lines: tuple[WantLine, ...], base: tuple[WantLine, ...]) -> list[tuple[WantLine, bool]]:
    """Each line, and whether its predecessor differs from that in the base."""
    names = [line.want.id for line in base]
    own = [line.want.id for line in lines]
    return [(line, names != own and names.index(line.want.id) != place) for place, line in enumerate(lines)]


def _rung(
    assessment: Assessment,
    calculus: Calculus,
    base: Calculus,
    line: WantLine,
    before: WantLine,
    note: str | None,
    moved: bool,
) -> Rung:
    condition, options = line.want.condition, _at_start(assessment, calculus)
    met = bool(line.want.truth(options, calculus.drivers))
    was = bool(before.want.truth(_at_start(assessment, base), base.drivers))
    return Rung(
        id=line.want.id,
        met=met,
        on=None if condition is None else bool(truth(condition, options, calculus.drivers)),
        switch=None if condition is None else switch_of(condition, options, calculus.drivers),
        certainty=line.certainty,
        chance=probability_of(assessment.document, line.certainty),
        at=tuple(place_in(assessment.document, locator) for locator in line.at),
        note=note,
        changed=moved or met != was or line.want != before.want or line.dropped != before.dropped,
        dropped=line.dropped,
    )


def _at_start(assessment: Assessment, calculus: Calculus) -> dict[str, bool]:
    """The options that are on."""
    return {name: name in calculus.on for name in assessment.form.names}
