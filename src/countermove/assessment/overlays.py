"""Overlays as operations on data: from the author's calculus to that of one game.

A **calculus** is what an overlay changes: for each actor its wants in order, where a dropped want keeps its place
as a marker; the values of the drivers; the options that are on at the start; how drivers drift. A **change** is an
overlay with its formulas resolved. Inside one change the order is drop, rewrite, move, set, drifts, happens; changes follow one
another as reading, scenario, view, claim.

A call's selection from an assessment: readings, a scenario, a view, and values of drivers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from countermove.assessment.acts import Act, switched
from countermove.assessment.problems import refuse
from countermove.assessment.schema import Locator, Overlay
from gmcr import Drift, Edit
from gmcr.base.arguments import as_items, as_mapping, exactly, shown
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.record import Record
from gmcr.model import ModelWant

__all__ = [
    "BASE",
    "Calculus",
    "ResolvedOverlay",
    "Rewriting",
    "Selection",
    "WantLine",
    "WantMove",
    "apply",
    "as_edits",
    "edited",
    "overlay_from",
    "put_below",
    "put_beside",
]


@dataclass(frozen=True, slots=True)
class WantLine(Record):
    """A want at its place in an actor's order, ``told`` with terms kept as names, with its certainty and its source.
    ``dropped``: only its place counts; ``says``, ``otherwise_says``: in a few words the reason for what is wanted where
    its condition holds, and where it does not.
    """

    want: ModelWant
    shown: ModelWant
    certainty: str | Fraction | None = None
    at: tuple[Locator, ...] = ()
    dropped: bool = False
    says: str | None = None
    otherwise_says: str | None = None

    def become(self, want: ModelWant, told: ModelWant) -> WantLine:
        """This line with another want in its place: the words of the old want, for either branch, are dropped."""
        return replace(self, want=want, shown=told, says=None, otherwise_says=None)


@dataclass(frozen=True, slots=True)
class Calculus(Record):
    """What all actors want, in order, dropped wants as markers; the drivers' values; the options on at the start; how
    drivers drift, of those that do somewhere."""

    lines: Mapping[str, tuple[WantLine, ...]]
    drivers: Mapping[str, Fraction]
    on: frozenset[str]
    drifts: Mapping[str, tuple[Drift, ...]] = field(default_factory=dict)

    def wants(self, actor: str) -> tuple[ModelWant, ...]:
        """The wants that count, most important first."""
        return tuple(line.want for line in self.lines[actor] if not line.dropped)

    def actor_of(self, want: str) -> str:
        """The actor that has the want, dropped or not. Raises UnknownName."""
        for actor, lines in self.lines.items():
            if any(line.want.id == want for line in lines):
                return actor
        raise UnknownName("want", want, [line.want.id for lines in self.lines.values() for line in lines])


@dataclass(frozen=True, slots=True)
class Rewriting(Record):
    """A want in new words, resolved and as ``told``: formula, condition, otherwise and the reasons of both replace the
    old ones together; its could_be, and ``certainty`` and ``at``, replace the old ones unless they are None, and its degree
    does where it is ``graded``.
    """

    want: ModelWant
    shown: ModelWant
    certainty: str | Fraction | None = None
    at: tuple[Locator, ...] | None = None
    says: str | None = None
    otherwise_says: str | None = None
    graded: bool = False


@dataclass(frozen=True, slots=True)
class WantMove(Record):
    """A move of ``want`` to right before, or after, ``anchor``."""

    want: str
    side: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ResolvedOverlay(Record):
    """An overlay with resolved formulas; ``happens``: what its acts switch."""

    drop: tuple[str, ...] = ()
    rewrite: tuple[Rewriting, ...] = ()
    move: tuple[WantMove, ...] = ()
    set: tuple[tuple[str, Fraction], ...] = ()
    happens: tuple[Act, ...] = ()
    drifts: tuple[tuple[str, tuple[Drift, ...]], ...] = ()

    @property
    def touched(self) -> tuple[tuple[str, str], ...]:
        """What it changes, as (kind, name); anchors of moves do not count."""
        wants = [*self.drop, *(rewriting.want.id for rewriting in self.rewrite), *(move.want for move in self.move)]
        return (
            *(("want", name) for name in wants),
            *(("driver", name) for name, _ in self.set),
            *(("drift", name) for name, _ in self.drifts),
            *(("option", act.option) for act in self.happens),
        )


_NOTHING = ResolvedOverlay()


def apply(calculus: Calculus, change: ResolvedOverlay) -> Calculus:
    """The calculus after one change. Raises UnknownName, and ModelError for a move to another actor's want."""
    if change == _NOTHING:
        return calculus
    lines = {actor: list(line_list) for actor, line_list in calculus.lines.items()}
    for name in change.drop:
        own, place = _find(calculus, lines, name)
        own[place] = replace(own[place], dropped=True)
    for rewriting in change.rewrite:
        own, place = _find(calculus, lines, rewriting.want.id)
        own[place] = _rewritten(own[place], rewriting)
    for move in change.move:
        put_beside(_find(calculus, lines, move.want)[0], move)
    drivers = dict(calculus.drivers)
    for name, value in change.set:
        if name not in drivers:
            raise UnknownName("driver", name, drivers)
        drivers[name] = value
    return Calculus(
        MappingProxyType({actor: tuple(own) for actor, own in lines.items()}),
        MappingProxyType(drivers),
        switched(calculus.on, change.happens),
        MappingProxyType({**calculus.drifts, **dict(change.drifts)}) if change.drifts else calculus.drifts,
    )


def put_beside(own: list[WantLine], move: WantMove) -> None:
    """Move a want among those of its actor, in place. Raises ModelError for the want of another."""
    places = {line.want.id: place for place, line in enumerate(own)}
    if move.anchor not in places or move.anchor == move.want:
        raise ModelError(f"{move.want} can only move beside another want of the same actor, not {move.anchor}.")
    line = own.pop(places[move.want])
    own.insert(next(k for k, other in enumerate(own) if other.want.id == move.anchor) + (move.side == "after"), line)


def put_below(own: list[WantLine], place: int) -> bool:
    """Swap the want at *place*, in place, with the next one below it that counts. Returns whether there is one."""
    below = next((k for k in range(place + 1, len(own)) if not own[k].dropped), None)
    if below is not None:
        own[place], own[below] = own[below], own[place]
    return below is not None


def as_edits(value: object) -> tuple[Edit, ...]:
    """Edits from one edit or several. Raises ModelError for anything else."""
    edits = (value,) if isinstance(value, Edit) else as_items(value, "edits", "some Edit")
    for edit in edits:
        if not isinstance(edit, Edit) or edit.kind not in Edit.KINDS:
            raise ModelError(f"edits is some Edit (of an actor, a want and a kind), not {shown(edit)}.")
    return tuple(edits)


def edited(calculus: Calculus, edits: Iterable[Edit]) -> Calculus:
    """The calculus after a set of edits, at most one a want: first drops, then wants that become something else, then
    swaps from an actor's last want to its first (``analysis.edits``). Raises UnknownName, and ModelError where a want
    has no ``could_be``."""
    kinds = {edit.want: edit for edit in edits}
    lines = {actor: list(line_list) for actor, line_list in calculus.lines.items()}
    for name, edit in kinds.items():
        own, place = _find(calculus, lines, name)
        want, words = own[place].want, own[place].shown
        if edit.kind == "drop":
            own[place] = replace(own[place], dropped=True)
        elif edit.kind == "turn":
            branch = want.branch(calculus.on, calculus.drivers)
            line = replace(own[place], want=want.with_branch_negated(branch), shown=words.with_branch_negated(branch))
            own[place] = replace(line, says=None) if branch == "want" else replace(line, otherwise_says=None)
        elif edit.kind == "negate":
            own[place] = own[place].become(want.negated, words.negated)
        elif edit.kind == "could_be":
            if want.changed is None or words.changed is None:
                raise ModelError(
                    f"{name} has no `could_be`: write in the file what it could become, or drop or reverse it."
                )
            own[place] = own[place].become(want.changed, words.changed)
    for own in lines.values():
        for name in [line.want.id for line in reversed(own)]:
            if name in kinds and kinds[name].kind == "swap":
                put_below(own, next(k for k, line in enumerate(own) if line.want.id == name))
    return replace(calculus, lines=MappingProxyType({actor: tuple(own) for actor, own in lines.items()}))


def _find(calculus: Calculus, lines: Mapping[str, list[WantLine]], want: str) -> tuple[list[WantLine], int]:
    own = lines[calculus.actor_of(want)]
    return own, next(place for place, line in enumerate(own) if line.want.id == want)


def _rewritten(line: WantLine, rewriting: Rewriting) -> WantLine:
    """The line in new words, in force again if it was dropped."""
    degree = rewriting.want.degree if rewriting.graded else line.want.degree
    return WantLine(
        rewriting.want.with_alternative(line.want.could_be).with_degree(degree),
        rewriting.shown.with_alternative(line.shown.could_be).with_degree(degree),
        line.certainty if rewriting.certainty is None else rewriting.certainty,
        line.at if rewriting.at is None else rewriting.at,
        says=rewriting.says,
        otherwise_says=rewriting.otherwise_says,
    )


@dataclass(frozen=True, slots=True)
class Selection(Record):
    """One game of an assessment. Questions that ``reading`` does not name take their first answer; ``drivers`` holds
    exact decimals as text; ``coding``: what is coded otherwise, before everything else (an assessment that is selected
    has it as its own ``coding``)."""

    reading: Mapping[str, str] = field(default_factory=dict)
    scenario: str | None = None
    view: str | None = None
    drivers: Mapping[str, str] = field(default_factory=dict)
    coding: Mapping[str, str] = field(default_factory=dict)


BASE = Selection()
"""The author's model in the base reading."""


def overlay_from(data: Mapping[str, Any]) -> Overlay:
    """An overlay from plain data, as a file would have it (numbers may be floats). Raises AssessmentError."""
    given = as_mapping(data, "with_", "what an overlay may have (want changes, set, happens, …)")
    if isinstance(given.get("set"), Mapping):
        given["set"] = {name: _number(value) for name, value in given["set"].items()}
    from pydantic import ValidationError

    try:
        return Overlay.model_validate(given)
    except ValidationError as errors:
        first = errors.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise refuse("<with>", "kind", f"{where}: {first['msg'].rstrip('.')}.") from None


def _number(value: object) -> object:
    """A float or a decimal text as a number of the file; anything else unchanged."""
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(repr(value))
    try:
        return exactly(value) if isinstance(value, str) and "/" not in value else value
    except ValueError:
        return value
