"""Where drivers tip what follows: the driver space cut exactly into cells, each with one answer.

*Things* that can tip are whether the start is stable, the outcomes, whether some outcome satisfies the target, and
claims (``verdicts.tippable``); an *answer* has one value for each requested concept (all five by default), and a change
under any one of them is a tipping point. Comparisons of drivers cut the closed ranges of the varied drivers into cells;
one exact point of each is examined, never a sample.

* **line**: one driver moves, all others stay: intervals with one answer, and between them *thresholds*: the number,
  which side it belongs to, and the relations that come to hold above it, as the file writes the comparison.
* **diagram** (two drivers varied): every cell as a polygon, segment or point with its answer, and *regions*: connected
  cells with equal answers, with the relations that hold throughout.
* **influence** (all varied drivers): a driver *matters* iff two points that differ in it alone have different answers;
  such a pair is given as the witness.
* **nearest**: the point nearest to now beyond which, or at which, the answer is another one, all varied drivers
  free to move. Distance in shares of the drivers' ranges, in two norms: the *largest* move of any driver, and the *sum*
  of moves. Exact linear programs (``analysis.drivers.groups``).

Groups of drivers that share no comparison are cut separately, and their cells combined. Beyond ``most`` combinations
only the ``most`` nearest ones are examined: then an influence can be undecided (None), and a nearest point that was not
found lies no nearer than ``beyond``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from countermove.context.context import Context
from countermove.context.relations import Relations
from countermove.verdicts.tippable import Tippable, Values, tippables_of
from countermove.verdicts.tipping.cell_answers import DriverLine, Groups, Influence, line_of
from countermove.verdicts.tipping.diagrams import Diagram, diagram_of
from countermove.verdicts.tipping.neighbourhood import Nearest, Neighbourhood, neighbourhood_of
from countermove.verdicts.values import chosen_claims
from gmcr.analysis import Stretch
from gmcr.base.errors import CountermoveError, SizeError, UnknownName
from gmcr.base.record import INTERNAL, Record, derived
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MOST", "Tip", "Tipping", "tip_of", "tips_of", "varied"]

MOST = 20_000
"""The largest number of combinations of cells examined for one thing."""


@dataclass(frozen=True, slots=True)
class Tip(Record):
    """How one thing tips."""

    kind: Literal["start", "outcomes", "target", "claim"]
    """The kind of thing."""
    claim: str | None
    """The claim's name."""
    now: Mapping[str, Fraction]
    """Driver varied → its value in this thing's game, an exact fraction as text."""
    answer: Values
    """One value a concept: true, false, null if undefined; for outcomes their codes, ascending."""
    lines: tuple[DriverLine, ...]
    """One for each driver varied."""
    influences: tuple[Influence, ...]
    """Whether each driver varied matters."""
    nearest: Mapping[str, Nearest | None]
    """By norm, sum or largest: the nearest other answer; null if there is none, or none was found."""
    beyond: Mapping[str, Fraction]
    """By norm: the distance up to which everything was examined, if that was not all."""
    diagram: Diagram | None
    """The diagram, if two drivers are varied."""
    cells: int
    """The number of combinations of cells."""
    complete: bool
    """Whether all combinations were examined."""
    undecided: str
    """Why not; "" if all were."""
    apart: tuple[str, ...]
    """Varied drivers that views set differently; all views then begin from the author's value, and no point is now."""

    @derived
    def tips(self) -> bool | None:
        """Whether any values give another answer; null if that is undecided."""
        if any(self.nearest.values()) or any(item.matters for item in self.influences):
            return True
        return False if self.complete else None


@dataclass(frozen=True, slots=True)
class Tipping(Record):
    """Where drivers tip what follows. ``reached``: the outcomes mentioned that satisfy the target."""

    drivers: tuple[str, ...]
    """The drivers varied."""
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    """Driver → the ends of its range."""
    reading: Annotated[Mapping[str, str], INTERNAL]
    scenario: Annotated[str | None, INTERNAL]
    view: Annotated[str | None, INTERNAL]
    concepts: Annotated[tuple[str, ...], INTERNAL]
    most: int
    """The largest number of combinations of cells examined for one thing."""
    start: int
    """The start's code."""
    tips: tuple[Tip, ...]
    """The start, the outcomes, the target and claims."""
    complete: bool
    """Whether everything was examined."""
    interrupted: bool
    """Whether an interrupt cut it short; then things are missing."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    reached: Annotated[tuple[int, ...], INTERNAL]

    def gist(self) -> str:
        """The number of things that some driver tips."""
        tipped = sum(any(line.thresholds for line in tip.lines) for tip in self.tips)
        return f"{', '.join(self.drivers)}: {tipped} of {len(self.tips)} things tip"

    def thing(self, name: str) -> Tip:
        """How a thing tips: start, outcomes, target, or the id of a claim. Raises UnknownName."""
        known = {tip.claim or tip.kind: tip for tip in self.tips}
        if name not in known:
            raise UnknownName("thing that tips", name, known)
        return known[name]

    def plane(self, thing: str = "outcomes") -> tuple[str, ...]:
        """The two drivers that tip a thing nearest, each moved alone, in shares of their ranges: the nearest one last,
        so that it is drawn upwards; empty if fewer than two do. Raises UnknownName."""
        lines = self.thing(thing).lines
        near = sorted((gap, place) for place, gap in enumerate(map(self.gap, lines)) if gap is not None)
        return (lines[near[1][1]].driver, lines[near[0][1]].driver) if len(near) > 1 else ()

    def gap(self, line: DriverLine) -> Fraction | None:
        """The distance of a driver from its nearest threshold, in shares of its range; None if it has none."""
        low, high = self.ranges[line.driver]
        return min(
            (abs(item.at - line.now) / (high - low) for item in (line.down, line.up) if item is not None), default=None
        )


@task
def tips_of(
    context: Context, names: tuple[str, ...], claims: Iterable[str] | None = None, most: int = MOST
) -> Task[Tipping]:
    """How things tip when drivers *names* (see ``varied``) move; *claims*: by name, the author's if None. Counts the
    things. Raises UnknownName, SizeError (more cells of one or two drivers than can be examined)."""
    assessment, concepts = context.assessment, context.concepts
    settings = chosen_claims(assessment, claims)
    things = list(tippables_of(assessment, settings, concepts))
    relations, groups = Relations(assessment), Groups()
    tips: list[Tip] = []
    game = things[0].case

    def known() -> Tipping:
        structure, start = game.conflict.structure, game.conflict.start
        codes = sorted({code for tip in tips if tip.kind == "outcomes" for code in _codes(tip)})
        met = None if assessment.target is None else game.where(assessment.target)
        interrupted = len(tips) < len(things)
        return Tipping(
            drivers=names,
            ranges={name: assessment.ranges[name] for name in names},
            reading=dict(assessment.base_reading),
            scenario=assessment.selection.scenario,
            view=assessment.selection.view,
            concepts=concepts,
            most=most,
            start=start,
            tips=tuple(tips),
            complete=not interrupted and all(tip.complete for tip in tips),
            interrupted=interrupted,
            labels={code: structure.label(code) for code in dict.fromkeys((*codes, start))},
            reached=() if met is None else tuple(code for code in codes if met[structure.cell(code)]),
        )

    for place, thing in enumerate(things):
        yield Progress(place, len(things), known)
        tips.append(tip_of(assessment, thing, names, relations, most, groups))
    return known()


def varied(assessment: Assessment, vary: Sequence[str]) -> tuple[str, ...]:
    """The drivers that are named to vary: one, two, or all if none is named. Raises UnknownName, CountermoveError."""
    vary = tuple(vary)
    if len(vary) > 2:
        raise CountermoveError("Name one driver for a line, two for a diagram, or none for all of them at once.")
    names = vary or tuple(assessment.ranges)
    for name in names:
        if name not in assessment.ranges:
            raise UnknownName("driver", name, assessment.ranges)
    if len(set(names)) < len(names):
        raise CountermoveError(f"Each driver is varied once; {', '.join(names)} names one twice.")
    if not names:
        raise CountermoveError("The assessment has no drivers, so nothing tips: give `drivers` to vary.")
    return names


def tip_of(
    assessment: Assessment,
    thing: Tippable,
    names: tuple[str, ...],
    relations: Relations,
    most: int,
    groups: Groups,
) -> Tip:
    """How one thing tips when the drivers *names* move. ``groups``: shared by the things of one assessment."""
    ranges = {name: assessment.ranges[name] for name in names}
    apart = tuple(
        name for name in names if any(seen.drivers[name] != thing.now[name] for seen in thing.case.own.values())
    )
    if apart:
        thing = replace(thing, case=thing.case.at({name: thing.now[name] for name in apart}))
    lines = tuple(_line(thing, name, ranges, relations) for name in names)
    [answer] = thing.answers([{}])
    diagram = None
    if len(names) == 2:
        diagram = diagram_of(thing, (names[0], names[1]), ranges, relations)
    try:
        around, why = neighbourhood_of(thing, names, ranges, relations, lines, most, groups), ""
    except SizeError as error:
        around, why = Neighbourhood.unknown(names, lines), str(error)
    if not around.complete and not why:
        why = f"there are {around.cells} combinations of cells, and only the {most} nearest were looked at"
    return Tip(
        kind=thing.kind,
        claim=thing.claim or None,
        now={name: thing.now[name] for name in names},
        answer=answer,
        lines=lines,
        influences=around.influences,
        nearest=around.nearest,
        beyond=around.beyond,
        diagram=diagram,
        cells=around.cells,
        complete=around.complete,
        undecided=why,
        apart=apart,
    )


def _line(
    thing: Tippable, driver: str, ranges: Mapping[str, tuple[Fraction, Fraction]], relations: Relations
) -> DriverLine:
    forms = thing.forms((driver,))
    return line_of(thing, driver, Stretch.cut(forms, ranges[driver]), relations)


def _codes(tip: Tip) -> set[int]:
    answers = [tip.answer, *(part.answer for line in tip.lines for part in line.intervals)]
    if tip.diagram is not None:
        answers += [region.answer for region in tip.diagram.regions]
    answers += [near.answer for near in tip.nearest.values() if near is not None]
    return {code for answer in answers for codes in answer if isinstance(codes, tuple) for code in codes}
