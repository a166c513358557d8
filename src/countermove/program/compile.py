"""An assessment as a program: its states and moves, wants in every wording, overlays as edits, settings, and checks.

The program is made of an assessment as it is selected and changed; a push after that is a list of edits (`Compiled.edits`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from countermove.assessment.overlays import ResolvedOverlay
from countermove.inquiry.checks import GameCheck, OwnViewsCheck
from countermove.program.checks import CheckTables
from gmcr import CONCEPTS, Edit
from gmcr.base.errors import ProgramError
from gmcr.base.record import Record
from gmcr.evaluator import Program
from gmcr.model import ModelWant

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema import Overlay

__all__ = ["Asked", "Compiled", "Programmer", "Where", "compiled"]

_EDITS: Mapping[str, Program.Operation] = {
    "drop": Program.Operation.DROP,
    "could_be": Program.Operation.COULD_BE,
    "swap": Program.Operation.SWAP,
    "turn": Program.Operation.TURN,
    "negate": Program.Operation.NEGATE,
}


@dataclass(frozen=True, slots=True)
class Asked(Record):
    """A check and where it is made: in a scenario, a view, and with a claim's own overlay; None: as it is selected."""

    check: GameCheck
    scenario: str | None = None
    view: str | None = None
    with_: Overlay | None = None


class Where(NamedTuple):
    """What games have of their own, whatever is selected: a scenario and a view in place of the selected ones, the number of
    a further overlay (-1: none), and whether the selected view counts."""

    scenario: str | None
    view: str | None
    with_: int
    seen: bool


@dataclass(frozen=True, slots=True, eq=False)
class Compiled(Record):
    """A program, and what its numbers name. ``lines``: want → number; ``drivers``: driver → number."""

    program: Program
    lines: Mapping[str, int]
    drivers: Mapping[str, int]

    def edits(self, edits: Iterable[Edit]) -> tuple[int, ...]:
        """Single changes of wants as edits of a game, at most one a want."""
        return changes_of(edits, self.lines)

    def false(self, wants: Iterable[str], model: str) -> tuple[int, ...]:
        """The edits that make these wants false premises: "dropped", or "reversed"."""
        kind = Program.Operation.DROP if model == "dropped" else Program.Operation.NEGATE
        return tuple(n for want in wants for n in (kind, self.lines[want]))

    def alone(self, want: str | None) -> tuple[int, ...]:
        """The edit that keeps one want, or none."""
        return (Program.Operation.ALONE, -1 if want is None else self.lines[want])


def changes_of(edits: Iterable[Edit], lines: Mapping[str, int]) -> tuple[int, ...]:
    """Single changes of wants as edits of a game, at most one a want: exchanges last, and together, since they go from an
    actor's last want to its first."""
    own = sorted(edits, key=lambda edit: edit.kind == "swap")
    return tuple(n for edit in own for n in (_EDITS[edit.kind], lines[edit.want]))


def compiled(assessment: Assessment, asked: Sequence[Asked]) -> Compiled:
    """The program of an assessment with some checks, in this order. Raises ProgramError where something is over a limit:
    nothing is cut."""
    programmer = Programmer(assessment)
    for item in asked:
        if programmer.add(item) < 0:
            raise programmer.refused[-1]
    return programmer.program()


class Programmer:
    """Makes programs of an assessment; checks can be added. Raises ProgramError where the assessment is over a limit."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment, form = assessment, assessment.form
        self.refused: list[ProgramError] = []
        self._checks: list[list[int]] = []
        self._written: tuple[int, ...] = ()
        if not assessment.structure.listed or len(assessment.structure.states) > Program.LIMITS["states"]:
            raise ProgramError(f"A compiled assessment has at most {Program.LIMITS['states']:,} states.")
        _limit("actors", len(assessment.actors))
        _limit("options", len(form.names))
        _limit("drivers", len(assessment.document.drivers))
        _limit("readings", prod(map(len, assessment.questions.values())))
        for actor in assessment.actors:
            low, high = form.span[actor]
            _limit("options of an actor", high - low)
        self.bit = {name: place for place, name in enumerate(form.names)}
        self.drivers = {name: number for number, name in enumerate(assessment.document.drivers)}
        self.formulas = Program.Formulas(assessment.structure, self.bit, tuple(self.drivers))
        calculus = assessment.own_calculus
        lines = [(actor, line) for actor, own in calculus.lines.items() for line in own]
        _limit("wants", len(lines))
        for own in calculus.lines.values():
            _limit("wants of an actor", len(own))
        self.lines = {line.want.id: number for number, (_, line) in enumerate(lines)}
        self.actors = {name: number for number, name in enumerate(assessment.actors)}
        self._tables: dict[str, dict[Hashable, int]] = {"wants": {}, "overlays": {}}
        self._settings: dict[Where, tuple[int, ...]] = {}
        self._changes: dict[tuple[str, str, str], int] = {}
        self.order = [
            [self.actors[actor], self.want(line.want), self.changed(line.want), int(line.dropped)]
            for actor, line in lines
        ]

    # -- tables ----------------------------------------------------------------------------------------------------

    def code(self, names: Iterable[str]) -> int:
        """The bits of options."""
        return sum(1 << self.bit[name] for name in names)

    def _number(self, table: str, item: Hashable) -> int:
        return self._tables[table].setdefault(item, len(self._tables[table]))

    def want(self, want: ModelWant) -> int:
        """The number of a want's words."""
        return self._number("wants", tuple(map(self.formulas.formula, (want.formula, want.condition, want.otherwise))))

    def changed(self, want: ModelWant) -> int:
        """The number of what a want could be; -1 for nothing."""
        return -1 if want.changed is None else self.want(want.changed)

    def overlay(self, change: ResolvedOverlay) -> int:
        """The number of a change."""
        return self._number("overlays", self.edits(change))

    def named(self, kind: str, name: str, answer: str = "") -> int:
        """The number of what a "scenario", a "view" or an answer ("reading") changes."""
        key = (kind, name, answer)
        if key not in self._changes:
            self._changes[key] = self.overlay(self.assessment._change(kind, name, answer))
        return self._changes[key]

    def edits(self, change: ResolvedOverlay) -> tuple[int, ...]:
        """A change as edits of a game."""
        code: list[int] = []
        for name in change.drop:
            code += [Program.Operation.DROP, self.lines[name]]
        for item in change.rewrite:
            own = [self.lines[item.want.id], self.want(item.want), self.changed(item.want)]
            code += [Program.Operation.REWRITE, *own]
        for move in change.move:
            code += [Program.Operation.MOVE, self.lines[move.want], int(move.side == "after"), self.lines[move.anchor]]
        for name, value in change.set:
            code += [Program.Operation.SET, self.drivers[name], self.formulas.scaled(value)]
        for act in change.happens:
            code += [Program.Operation.HAPPEN, self.code(act.on), self.code(act.off)]
        return tuple(code)

    def changes(self, edits: Iterable[Edit]) -> tuple[int, ...]:
        """Single changes of wants as edits of a game."""
        return changes_of(edits, self.lines)

    def push(self, change: ResolvedOverlay, edits: Iterable[Edit]) -> tuple[int, ...]:
        """A push as edits of a game. What is last in it does nothing, and parts its exchanges from those of the next push,
        since exchanges in a row are made together."""
        return (*self.edits(change), *self.changes(edits), Program.Operation.HAPPEN, 0, 0)

    def has(self, want: str) -> bool:
        """Whether there is a want of this id."""
        return want in self.lines

    def setting(self, scenario: str | None, view: str | None, with_: Overlay | None, *, seen: bool = True) -> int:
        """The number of the games in a scenario, a view and with an overlay. *seen*: whether the selected view counts."""
        further = -1 if with_ is None else self.overlay(self.assessment._further(with_))
        where = Where(scenario, view, further, seen or view is not None)
        if where not in self._settings:
            before, after = self._before(where), self._after(where)
            self._settings[where] = (len(before), *before, *after)
        return list(self._settings).index(where)

    @property
    def settings(self) -> tuple[Where, ...]:
        """What the games of each setting have of their own."""
        return tuple(self._settings)

    def _before(self, where: Where) -> list[int]:
        """What comes before the answers of a reading, as `Assessment.selected` has it."""
        assessment, chosen = self.assessment, self.assessment.selection
        before = [self.named("reading", *pair) for pair in assessment.base_reading.items() if pair[0] in chosen.reading]
        if chosen.scenario is not None and where.scenario is None:
            before.append(self.named("scenario", chosen.scenario))
        if chosen.view is not None and where.view is None and where.seen:
            before.append(self.named("view", chosen.view))
        if chosen.drivers:
            values = tuple((name, assessment._driver(name, value)) for name, value in chosen.drivers.items())
            before.append(self.overlay(ResolvedOverlay(set=values)))
        return before

    def _after(self, where: Where) -> list[int]:
        after = [] if where.scenario is None else [self.named("scenario", where.scenario)]
        after += [] if where.view is None else [self.named("view", where.view)]
        return after if where.with_ < 0 else [*after, where.with_]

    # -- the whole -------------------------------------------------------------------------------------------------

    def add(self, item: Asked) -> int:
        """Add a check; its number, or -1 where it is over a limit or of a kind that is not compiled (``refused``)."""
        try:
            setting = self.setting(item.scenario, item.view, item.with_)
            self._checks.append(self._check_tables.check(item.check, setting, _OwnSettings(self, item)))
        except ProgramError as error:
            self.refused.append(error)
            return -1
        return len(self._checks) - 1

    @property
    def grown(self) -> bool:
        """Whether anything came since the last program."""
        return self._sizes != self._written

    @property
    def _sizes(self) -> tuple[int, ...]:
        return (len(self._checks), len(self._settings), *map(len, self._tables.values()), *self.formulas.sizes)

    @cached_property
    def _check_tables(self) -> CheckTables:
        own = self.assessment
        return CheckTables(self.formulas, self.actors, self.drivers, own.ranges, self.code, own.target)

    def program(self) -> Compiled:
        """The program with all checks so far."""
        self._written = self._sizes
        assessment, form, calculus = self.assessment, self.assessment.form, self.assessment.own_calculus
        chosen = assessment.selection.reading
        readings = [
            [self.named("reading", *pair) for pair in reading.items() if pair[0] not in chosen]
            for reading in assessment.readings
        ]
        movers: list[list[int]] = []
        for name in assessment.actors:
            low, high = form.span[name]
            if low == high:  # an actor without options stands where its options would
                low = high = movers[-1][1] if movers else 0
            movers.append([low, high, form.one_way_mask(name, "forward"), form.one_way_mask(name, "back")])
        needs = [-1 if option.needs is None else self.formulas.row(option.needs) for option in form.options]
        states = assessment.structure.states
        sizes = [
            len(states),
            len(movers),
            len(form.names),
            len(self.drivers),
            self.formulas.SCALE,
            self.code(calculus.on),
            CONCEPTS.index(assessment.lead),
        ]
        sections: dict[str, Sequence[Sequence[int]]] = {
            "sizes": [sizes],
            "codes": [states.tolist()],
            "movers": movers,
            "needs": [needs],
            "order": self.order,
            "values": [[self.formulas.scaled(calculus.drivers[name]) for name in self.drivers]],
            "readings": readings,
            "settings": [list(item) for item in self._settings.values()],
            "checks": self._checks,
            **{name: [list(item) for item in table] for name, table in self._tables.items()},  # type: ignore[call-overload]
            **self.formulas.sections,
        }
        return Compiled(Program.of_sections(sections), self.lines, self.drivers)


@dataclass(frozen=True)
class _OwnSettings:
    """The setting of the game that each actor sees, for a check in own views: who has no view sees the author's model."""

    compiler: Programmer
    item: Asked

    def __call__(self, check: OwnViewsCheck) -> list[int]:
        held, item = dict(check.held), self.item
        return [
            self.compiler.setting(item.scenario, held.get(actor), item.with_, seen=actor in held)
            for actor in self.compiler.actors
        ]


def _limit(what: str, count: int) -> None:
    if count > Program.LIMITS[what]:
        raise ProgramError(f"A compiled assessment has at most {Program.LIMITS[what]} {what}, not {count}.")
