"""redteam: the cheapest ways to overturn each claim.

A claim *stands* in the base reading as it comes out there: its first defined value in the order of the concepts. An *attack*
is one kind of change after which, under some concept under which it stood so, it has the other defined value:

* *edits*: a set of edits of wants (``analysis.edits``) in the base reading, minimal by inclusion; costs as in
  ``questions.costs``;
* *drivers*: moving one driver up or down to the nearest tipping point, or several at once where that is the nearest of
  all (sum of shares of the ranges; ``questions.tipping``); the price is that of moving a driver over its whole range;
* *answers*: other answers to open questions, as few as possible by inclusion; so much for each;
* *concept*: another concept, all else as it is.

Attacks of different kinds are not combined. Sets of edits are looked at size by size, and a larger size only while it could
be cheaper than what was found: ``searched`` says up to which, ``settled`` whether nothing cheaper is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from countermove.analysis.edits import KINDS as EDITS
from countermove.analysis.edits import Edit
from countermove.errors import ModelError
from countermove.model import Conflict
from countermove.questions.costs import Cost, CostTable, cost_table, positive
from countermove.questions.lines import Line
from countermove.questions.neighbourhood import Groups
from countermove.questions.relations import Relations
from countermove.questions.settings import Setting
from countermove.questions.tipping import MOST, Tip, tip_of
from countermove.questions.values import Values, chosen_claims, prepare, value_tables, values_in
from countermove.questions.watched import Answer, Watched
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "KINDS", "PRICES", "Attack", "Attacked", "RedTeam", "redteam"]

BOUND = 2
"""Edits made together, at most, unless said otherwise."""

KINDS = ("edits", "drivers", "answers", "concept")

PRICES: Mapping[str, Fraction] = {"driver": Fraction(2), "answer": Fraction(1), "concept": Fraction(1)}
"""What moving a driver over its whole range, another answer, and another concept cost unless set otherwise."""

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Attack:
    """``kind``: one of KINDS, which says which of ``edits``, ``moves`` (driver, its value now, and to what) and ``answers``
    (question, answer) it consists of. ``past``: the drivers that have to move past the value told. ``concepts``: under
    which the claim is overturned."""

    kind: str
    cost: Fraction
    concepts: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    moves: tuple[tuple[str, Fraction, Fraction], ...] = ()
    past: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def attained(self) -> bool:
        """Whether the very values told overturn the claim."""
        return not self.past


@dataclass(frozen=True, slots=True)
class Attacked:
    """``values``: in the base reading, one a concept (1, 0, -1). ``stands``: True or False; None where it is undefined under
    every concept, and there is nothing to overturn. ``attacks``: cheapest first. ``searched``: sets of up to so many edits
    were all looked at; ``settled``: no set of edits that was not looked at can be as cheap as the cheapest attack.
    ``drivers``: why driver moves are undecided, "" where they are not."""

    claim: str
    values: tuple[int, ...]
    stands: bool | None
    attacks: tuple[Attack, ...]
    searched: int
    settled: bool
    drivers: str


@dataclass(frozen=True, slots=True)
class RedTeam:
    """``prices``: what was paid, by name: tactical, strategic, driver, answer, concept, and what else was set by hand.
    ``complete``: whether the search ended by itself."""

    concepts: tuple[str, ...]
    bound: int
    reading: Mapping[str, str]
    prices: Mapping[str, Fraction]
    claims: tuple[Attacked, ...]
    complete: bool


def redteam(
    assessment: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    costs: Mapping[str, Cost] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RedTeam:
    """The cheapest attacks on *claims* (ids; all where None). ``costs``: see ``questions.costs``, and ``driver``,
    ``answer`` and ``concept`` besides. ``progress`` is told how many claims are done, of how many.

    Raises UnknownName, ModelError (a cost that is not positive, a negative bound).
    """
    if bound < 0:
        raise ModelError(f"A bound of {bound} edits is none: give 0 or more.")
    names = tuple(item.name for item in concepts_named(concepts))
    settings = chosen_claims(assessment, assessment.claims if claims is None else claims)
    given = {name: positive(name, cost) for name, cost in (costs or {}).items()}
    own = {name: given.pop(name, price) for name, price in PRICES.items()}
    plain = cost_table(_any_want(assessment), given)
    known = Known(Relations(assessment), {})
    found: list[Attacked] = []
    complete = True
    try:
        for place, item in enumerate(settings):
            if progress is not None:
                progress(place, len(settings))
            [values] = value_tables(assessment, [item], names)
            attacked, interrupted = _attacked(assessment, item, values, names, bound, given, own, known)
            found.append(attacked)
            if interrupted:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        complete = False
    return RedTeam(
        concepts=names,
        bound=bound,
        reading=dict(assessment.base_reading),
        prices={"tactical": plain.tactical, "strategic": plain.strategic, **own, **plain.set_by_hand},
        claims=tuple(found),
        complete=complete,
    )


def _any_want(assessment: Assessment) -> Conflict:
    """A game with every want of the file, so that each can have a price."""
    conflict = assessment.conflict()
    calculus = assessment.calculus()
    return conflict.with_preferences(
        {actor: tuple(line.want for line in lines) for actor, lines in calculus.lines.items()}
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the claims of one assessment share."""

    relations: Relations
    groups: Groups


def _attacked(
    assessment: Assessment,
    item: Setting,
    values: Values,
    concepts: tuple[str, ...],
    bound: int,
    costs: Mapping[str, Fraction],
    prices: Mapping[str, Fraction],
    known: Known,
) -> tuple[Attacked, bool]:
    """The attacks on one claim, and whether the search was interrupted."""
    base = tuple(int(value) for value in values[0])
    stand = next((value for value in base if value != -1), None)
    if stand is None:
        return Attacked(item.id, base, None, (), 0, True, ""), False

    def overturned(row: Sequence[int]) -> tuple[str, ...]:
        return tuple(
            name for name, old, new in zip(concepts, base, row, strict=True) if old == stand and new == 1 - stand
        )

    attacks = [*_concepts(base, stand, concepts, prices), *_answers(assessment, values, overturned, prices)]
    moves, why = _moves(assessment, item, concepts, overturned, prices, known)
    attacks += moves
    table = _prices_of(item, costs)
    edits, searched, interrupted = _edits(item, concepts, overturned, bound, table)
    attacks += edits
    cheapest, least = min((attack.cost for attack in attacks), default=None), table.least(searched + 1)
    order = {kind: place for place, kind in enumerate(KINDS)}
    attacks.sort(key=lambda one: (one.cost, order[one.kind], len(one.edits)))
    settled = least is None or (cheapest is not None and least > cheapest)
    return Attacked(item.id, base, bool(stand), tuple(attacks), searched, settled, why), interrupted


# -- concepts, answers, drivers ----------------------------------------------------------------------------------------

Overturned = Callable[[Sequence[int]], tuple[str, ...]]


def _concepts(
    base: Sequence[int], stand: int, concepts: Sequence[str], prices: Mapping[str, Fraction]
) -> Iterable[Attack]:
    other = tuple(name for name, value in zip(concepts, base, strict=True) if value == 1 - stand)
    return [Attack("concept", prices["concept"], other)] if other else []


def _answers(
    assessment: Assessment, values: Values, overturned: Overturned, prices: Mapping[str, Fraction]
) -> list[Attack]:
    """Other answers that overturn it, none of which could stay as it is."""
    base = assessment.base_reading
    found: list[tuple[dict[str, str], tuple[str, ...]]] = []
    for reading, row in zip(assessment.readings, values.tolist(), strict=True):
        changed = {question: answer for question, answer in reading.items() if answer != base[question]}
        under = overturned(row)
        if under:
            found.append((changed, under))
    smallest = [
        (changed, under) for changed, under in found if not any(other.items() < changed.items() for other, _ in found)
    ]
    return [
        Attack("answers", prices["answer"] * len(changed), under, answers=tuple(changed.items()))
        for changed, under in smallest
    ]


def _moves(
    assessment: Assessment,
    item: Setting,
    concepts: tuple[str, ...],
    overturned: Overturned,
    prices: Mapping[str, Fraction],
    known: Known,
) -> tuple[list[Attack], str]:
    """Driver moves that overturn it, and why not all could be looked at."""
    names = tuple(assessment.ranges)
    if not names:
        return [], ""
    thing = Watched("claim", item.id, item.base, item, concepts)
    tip = tip_of(assessment, thing, names, known.relations, MOST, known.groups)
    found = []
    for line in tip.lines:
        low, high = assessment.ranges[line.driver]
        for value, attained, answer in _crossings(line, overturned):
            cost = prices["driver"] * abs(value - line.now) / (high - low)
            moves = ((line.driver, line.now, value),)
            past = () if attained else (line.driver,)
            found.append(Attack("drivers", cost, overturned(_row(answer)), moves=moves, past=past))
    found += _together(tip, overturned, prices)
    return found, tip.undecided


def _crossings(line: Line, overturned: Overturned) -> Iterable[tuple[Fraction, bool, Answer]]:
    """The nearest value below, and above, from which on the claim is overturned."""
    above = [(k, line.thresholds[k - 1]) for k in range(line.place + 1, len(line.intervals))]
    below = [(k, line.thresholds[k]) for k in range(line.place - 1, -1, -1)]
    for way, places in ((1, above), (-1, below)):
        for k, threshold in places:
            answer = line.intervals[k].answer
            if overturned(_row(answer)):
                yield threshold.at, threshold.with_above == (way > 0), answer
                break


def _together(tip: Tip, overturned: Overturned, prices: Mapping[str, Fraction]) -> list[Attack]:
    """Several drivers at once, where that is nearer than any alone."""
    near = tip.nearest["sum"]
    if near is None or len(near.moves) < 2:
        return []
    under = overturned(_row(near.answer))
    if not under:
        return []
    moves = tuple((name, tip.now[name], value) for name, value in near.moves.items())
    return [Attack("drivers", prices["driver"] * near.distance, under, moves=moves, past=near.past)]


def _row(answer: Answer) -> tuple[int, ...]:
    return tuple(-1 if value is None else int(value is True) for value in answer)


# -- edits -------------------------------------------------------------------------------------------------------------


def _prices_of(item: Setting, costs: Mapping[str, Fraction]) -> CostTable:
    """What the edits of a claim's games cost."""
    tables = []
    for conflict in (item.base.conflict, *item.base.own.values()):
        own = {want.id for wants in conflict.preferences.values() if isinstance(wants, tuple) for want in wants}
        kept = {name: cost for name, cost in costs.items() if name in own or name in ("tactical", "strategic", *EDITS)}
        tables.append(cost_table(conflict, kept))
    return replace(tables[0], edits={edit: cost for table in tables for edit, cost in table.edits.items()})


def _edits(
    item: Setting,
    concepts: tuple[str, ...],
    overturned: Overturned,
    bound: int,
    prices: CostTable,
) -> tuple[list[Attack], int, bool]:
    """Minimal sets of edits, up to which size all were looked at, and whether the search was interrupted."""
    found: list[Attack] = []
    searched = 0
    try:
        for size in range(1, bound + 1):
            least = prices.least(size)
            best = min((attack.cost for attack in found), default=None)
            if least is None or (best is not None and least > best):
                break
            known = [frozenset(attack.edits) for attack in found]
            sets = [own for own in _sets(item.edits, size) if not any(part <= frozenset(own) for part in known)]
            for first in range(0, len(sets), _BATCH):
                batch = sets[first : first + _BATCH]
                cases = [item.after(own) for own in batch]
                prepare(((item, case) for case in cases), concepts)
                for own, case in zip(batch, cases, strict=True):
                    if under := overturned(values_in(item, case, concepts)):
                        found.append(Attack("edits", prices.total(own), under, edits=own))
            searched = size
    except KeyboardInterrupt:
        return found, searched, True
    return found, searched, False


def _sets(edits: Sequence[Edit], size: int) -> Iterator[tuple[Edit, ...]]:
    """Sets of edits of different wants."""
    for chosen in combinations(edits, size):
        if len({edit.want for edit in chosen}) == size:
            yield chosen
