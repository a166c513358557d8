"""matrix: which premise bears on which claim, the table of an analysis of competing hypotheses (ACH, Heuer 1999).

Premises are what the base reading assumes: each want, the first answer to each open question, and each driver's value:
if scenarios, views or claims set a driver, each value that it has in the game of some claim is a premise of its own,
and occurs in these games alone. Each has its *alternatives*, tried one at a time with all else as it is: a want's
single edits (drop, could_be, swap), the other answers, the other values in the driver's range (exactly: one of each
interval that can differ).

Under a concept a claim has a value in the base reading; false counts less than undefined, and that less than true. A
premise *supports* the claim if some alternative makes its value less, and speaks *against* it if some alternative makes
it more (both only if the claim is undefined). So a premise that supports a claim is needed for it; one against a claim
keeps it from being true.

The *bearing* of a premise on a claim is the share of concepts under which it supports it minus the share under which it
speaks against it: from −1 to 1. Its *diagnosticity* is the variance of its bearings over the claims in whose games it
occurs: 0 if it bears on all alike (on none, say), at most 1, if it supports half of them and speaks against the
other half. A premise that bears on everything alike distinguishes claims no better than one that bears on nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from countermove.context.context import context_of
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable, row_of
from countermove.verdicts.values import chosen_claims, prepare, values_in
from gmcr.analysis import Stretch
from gmcr.base.record import INTERNAL, Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Bearing", "Matrix", "Premise", "matrix"]

_RANK = {0: 0, -1: 1, 1: 2}
"""Sort keys of values: false, undefined, true."""

Kind = Literal["want", "answer", "driver"]


@dataclass(frozen=True, slots=True)
class Bearing(Record):
    """How a premise bears on a claim."""

    supports: tuple[str, ...]
    """The concepts under which it supports it."""
    against: tuple[str, ...]
    """The concepts under which it speaks against it."""
    by: tuple[str, ...]
    """The alternatives that show it: kinds of edits, answers, or the ends of the intervals of values ("0.3 to 0.6")."""
    value: Fraction
    """Supports minus against, as a share of the concepts; an exact fraction as text."""
    occurs: bool
    """Whether the premise is part of the claim's game at all."""

    @property
    def bears(self) -> bool:
        """Whether it bears on the claim under some concept."""
        return bool(self.supports or self.against)


@dataclass(frozen=True, slots=True)
class Premise(Record):
    """A premise with its bearings."""

    kind: Kind
    """The kind of premise."""
    name: str
    """A want's id, a question or a driver."""
    actor: str
    """The owner of a want; "" otherwise."""
    value: str
    """The answer, or the driver's value; "" for wants."""
    bears_on: int
    """The number of claims on which it bears."""
    among: int
    """The number of claims in whose games it occurs."""
    diagnosticity: Fraction
    """The variance of its bearings over these; an exact fraction as text."""
    bearings: tuple[Bearing, ...]
    """One for each claim."""


@dataclass(frozen=True, slots=True)
class Matrix(Record):
    """Which premise bears on which claim."""

    reading: Annotated[Mapping[str, str], INTERNAL]
    concepts: Annotated[tuple[str, ...], INTERNAL]
    claims: tuple[str, ...]
    """The claims examined."""
    values: tuple[tuple[int, ...], ...]
    """For each claim, its values in the base reading: one a concept, 1 true, 0 false, -1 undefined."""
    premises: tuple[Premise, ...]
    """Wants, first answers and drivers, in file order; a driver once for each value that it has in the games of the claims."""
    complete: bool
    """Whether all claims were examined."""

    @property
    def bearings(self) -> tuple[tuple[Bearing, ...], ...]:
        """``bearings[p][c]``: of premise p on claim c."""
        return tuple(premise.bearings for premise in self.premises)

    def gist(self) -> str:
        """Its size, and the most diagnostic premise."""
        most = max(self.premises, key=lambda item: item.diagnosticity, default=None)
        text = "" if most is None else f"; most diagnostic {most.name}"
        return f"{len(self.premises)} premises by {len(self.claims)} claims{text}"


@task
def matrix(
    assessment: Assessment, *, claims: Iterable[str] | None = None, concepts: Sequence[str] | None = None
) -> Task[Matrix]:
    """Which premise bears on which of *claims* (ids; all if None), in the base reading.

    Counts the claims. Raises UnknownName.
    """
    context = context_of(assessment, "matrix", concepts=concepts)
    assessment, names = context.assessment, context.concepts
    settings = chosen_claims(assessment, assessment.claims if claims is None else claims)
    rows = _premises(assessment, settings)
    columns: list[tuple[tuple[int, ...], list[Bearing]]] = []

    def known() -> Matrix:
        bearings = [tuple(own[place] for _, own in columns) for place in range(len(rows))]
        return Matrix(
            reading=dict(assessment.base_reading),
            concepts=names,
            claims=tuple(item.id for item in settings[: len(columns)]),
            values=tuple(base for base, _ in columns),
            premises=tuple(_premise(key, own) for key, own in zip(rows, bearings, strict=True)),
            complete=len(columns) == len(settings),
        )

    for place, item in enumerate(settings):
        yield Progress(place, len(settings), known)
        columns.append(_column(assessment, item, rows, names))
    return known()


_Key = tuple[Kind, str, str, str]
"""Kind, name, actor, value."""


def _premises(assessment: Assessment, settings: Sequence[Setting]) -> list[_Key]:
    """The premises, in file order, including a want that a view or a claim brings back. The author's value of a driver
    comes first."""
    lines = [(actor, want.id) for actor, record in assessment.document.actors.items() for want in record.wants]
    premises: list[_Key] = [("want", want, actor, "") for actor, want in lines]
    # A selected answer is fixed: there is no other to try.
    premises += [("answer", name, "", answers[0]) for name, answers in assessment.questions.items() if len(answers) > 1]
    games = [item.base.conflict.drivers for item in settings]
    for name, author in assessment.calculus().drivers.items():
        values = dict.fromkeys(game[name] for game in games) or {author: None}
        premises += [("driver", name, "", str(value)) for value in sorted(values, key=lambda one: one != author)]
    return premises


def _column(
    assessment: Assessment, item: Setting, rows: Sequence[_Key], concepts: tuple[str, ...]
) -> tuple[tuple[int, ...], list[Bearing]]:
    """A claim's values in the base reading, and the bearings of all premises on it."""
    prepare([(item, case) for case in (item.base, *(case for _, case in item.edited))], concepts)
    base = values_in(item, item.base, concepts)
    own: dict[tuple[str, str, str], list[tuple[str, tuple[int, ...]]]] = {}
    for want in item.wants:
        own["want", want, ""] = []
    for edit, case in item.edited:
        own["want", edit.want, ""].append((edit.kind, values_in(item, case, concepts)))
    for question, answers in assessment.questions.items():
        own["answer", question, answers[0]] = [
            (answer, values_in(item, item.case({question: answer}), concepts)) for answer in answers[1:]
        ]
    thing = Tippable("claim", item.id, item.base, item, concepts)
    for driver in assessment.ranges:
        own["driver", driver, str(thing.now[driver])] = list(_along(assessment, thing, driver))
    return base, [_bearing(base, own.get((kind, name, value)), concepts) for kind, name, _, value in rows]


def _along(assessment: Assessment, thing: Tippable, driver: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    parts = Stretch.cut(thing.forms((driver,)), assessment.ranges[driver])
    for part, answer in zip(parts, thing.answers([{driver: part.middle} for part in parts]), strict=True):
        text = str(part.low) if part.low == part.high else f"{part.low} to {part.high}"
        yield text, row_of(answer)


def _bearing(
    base: tuple[int, ...], alternatives: list[tuple[str, tuple[int, ...]]] | None, concepts: Sequence[str]
) -> Bearing:
    if alternatives is None:
        return Bearing((), (), (), Fraction(0), False)

    def shown(sign: int) -> tuple[str, ...]:
        return tuple(
            name
            for k, name in enumerate(concepts)
            if any(sign * (_RANK[row[k]] - _RANK[base[k]]) > 0 for _, row in alternatives)
        )

    supports, against = shown(-1), shown(1)
    by = tuple(name for name, row in alternatives if row != base)
    return Bearing(supports, against, by, Fraction(len(supports) - len(against), len(concepts)), True)


def _premise(key: _Key, bearings: Sequence[Bearing]) -> Premise:
    kind, name, actor, value = key
    present = [item.value for item in bearings if item.occurs]
    mean = sum(present, Fraction(0)) / len(present) if present else Fraction(0)
    variance = sum(((one - mean) ** 2 for one in present), Fraction(0)) / len(present) if present else Fraction(0)
    return Premise(
        kind, name, actor, value, sum(item.bears for item in bearings), len(present), variance, tuple(bearings)
    )
