"""redteam: the cheapest ways to overturn each claim.

A claim *stands* in the base reading as it comes out there: its first defined value in the order of the concepts. An *attack*
is a set of parts (``questions.attacks``) after which, under some concept under which it stood so, it has the other defined
value. Of one kind are:

* *edits*: a set of edits of wants (``analysis.edits``) in the base reading, minimal by inclusion; costs as in
  ``questions.costs``;
* *drivers*: moving one driver up or down to where the claim first turns over, or several at once where that costs less than
  moving any of them alone (sum of shares of the ranges); the price is that of moving a driver over its whole range;
* *answers*: other answers to open questions, as few as possible by inclusion; so much for each;
* *concept*: another concept, all else as it is.

*Mixed* attacks (``questions.mixtures``) have parts of several kinds: edits in another reading, say, or with a driver moved.
They are told where they are minimal by inclusion over all parts, and cheaper than all simpler attacks or the only ones.

Sets of edits are looked at size by size, and a larger size only while it could be cheaper than what was found; mixed attacks
likewise by the number of their parts. ``searched`` and ``mixed`` say up to which size, ``settled`` whether nothing cheaper
is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from countermove.analysis.checks import Case
from countermove.analysis.edits.edits import KINDS as EDITS
from countermove.analysis.edits.edits import Edit, sets_of
from countermove.brief import Brief
from countermove.case.games import assessment_given
from countermove.case.relations import Relations
from countermove.errors import ModelError, SizeError, UnknownName
from countermove.logic.given_numbers import GivenNumber
from countermove.questions.change.costs import CostTable, cost_table, positive
from countermove.questions.check.settings import Setting
from countermove.questions.check.values import Values, chosen_claims, prepare, value_tables, values_in
from countermove.questions.redteam.attacks import KINDS, Attack, Move, Overturning, minimal_attacks, row_of
from countermove.questions.redteam.mixtures import Mixtures
from countermove.questions.tipping.driver_cells import Groups
from countermove.questions.tipping.found import MOST
from countermove.questions.tipping.neighbourhood import nearest_where
from countermove.questions.tipping.watched import Watched
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "KINDS", "PRICES", "Attack", "Attacked", "Move", "RedTeam", "redteam"]

BOUND = 2
"""Edits made together, and parts of a mixed attack, at most, unless said otherwise."""

PRICES: Mapping[str, Fraction] = {"driver": Fraction(2), "answer": Fraction(1), "concept": Fraction(1)}
"""What moving a driver over its whole range, another answer, and another concept cost unless set otherwise."""

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Attacked(Brief):
    """``values``: in the base reading, one a concept (1, 0, -1). ``stands``: True or False; None where it is undefined under
    every concept, and there is nothing to overturn. ``attacks``: cheapest first. ``searched``: sets of up to so many edits
    were all looked at; ``mixed``: mixed attacks of up to so many parts, as far as they could be cheaper; ``settled``: no set of
    edits and no mixed attack that was not looked at can be cheaper than the cheapest here. ``drivers``: why moves of
    drivers are undecided, "" where they are not."""

    claim: str
    values: tuple[int, ...]
    stands: bool | None
    attacks: tuple[Attack, ...]
    searched: int
    mixed: int
    settled: bool
    drivers: str


@dataclass(frozen=True, slots=True)
class RedTeam(Brief):
    """``prices``: what was paid, by name: tactical, strategic, driver, answer, concept, and what else was set by hand.
    ``complete``: whether the search ended by itself."""

    concepts: tuple[str, ...]
    bound: int
    reading: Mapping[str, str]
    prices: Mapping[str, Fraction]
    claims: tuple[Attacked, ...]
    complete: bool

    def gist(self) -> str:
        """How many attacks were found on how many claims."""
        attacks = sum(len(item.attacks) for item in self.claims)
        return (
            f"{attacks} ways to overturn {sum(bool(item.attacks) for item in self.claims)} of {len(self.claims)} claims"
        )


def redteam(
    assessment: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    costs: Mapping[str, GivenNumber] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RedTeam:
    """The cheapest attacks on *claims* (ids; all where None). ``costs``: see ``questions.costs``, and ``driver``,
    ``answer`` and ``concept`` besides. ``progress`` is told how many claims are done, of how many.

    Raises UnknownName, ModelError (a cost that is not positive, a negative bound).
    """
    assessment = assessment_given(assessment, "redteam")
    if bound < 0:
        raise ModelError(f"A bound of {bound} edits is none: give 0 or more.")
    names = tuple(item.name for item in concepts_named(concepts))
    settings = chosen_claims(assessment, assessment.claims if claims is None else claims)
    given = {name: positive(name, cost) for name, cost in (costs or {}).items()}
    own = {name: given.pop(name, price) for name, price in PRICES.items()}
    plain = _plain_prices(assessment, given)
    known = Known(Relations(assessment), {})
    found: list[Attacked] = []
    complete = True
    try:
        for place, item in enumerate(settings):
            if progress is not None:
                progress(place, len(settings))
            attacked, interrupted = _attacked(assessment, item, names, bound, given, own, known)
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


def _plain_prices(assessment: Assessment, costs: Mapping[str, Fraction]) -> CostTable:
    """What edits cost in a game with every want of the file, so that each can have a price."""
    conflict, lines = assessment.conflict(), assessment.calculus().lines
    whole = conflict.with_preferences({actor: tuple(line.want for line in own) for actor, own in lines.items()})
    try:
        return cost_table(whole, costs)
    except UnknownName as error:
        wants = [line.want.id for own in lines.values() for line in own]
        names = (*PRICES, "tactical", "strategic", *EDITS, *wants)
        raise UnknownName("want, kind of want, of edit or of attack", error.name, names) from None


@dataclass(frozen=True, slots=True)
class Known(Brief):
    """What the claims of one assessment share."""

    relations: Relations
    groups: Groups


def _attacked(
    assessment: Assessment,
    item: Setting,
    concepts: tuple[str, ...],
    bound: int,
    costs: Mapping[str, Fraction],
    prices: Mapping[str, Fraction],
    known: Known,
) -> tuple[Attacked, bool]:
    """The attacks on one claim, and whether the search was interrupted."""
    [values] = value_tables(assessment, [item], concepts)
    base = tuple(int(value) for value in values[0])
    stand = next((value for value in base if value != -1), None)
    if stand is None:
        return Attacked(item.id, base, None, (), 0, 0, True, ""), False
    overturning = Overturning(concepts, base, stand)
    table = _prices_of(item.base, costs)

    def price(edit: Edit, case: Case) -> Fraction:
        """What the base reading says counts; wants that it does not have are priced in the reading that has them."""
        return table.edits[edit] if edit in table.edits else _prices_of(case, costs).edits[edit]

    mixtures = Mixtures(item, overturning, prices, price)
    attacks: list[Attack] = []
    searched, mixed, why, interrupted = 0, 0, "", False
    try:
        attacks += _concepts(overturning, prices)
        attacks += _answers(assessment, values, overturning, prices)
        moves, why = _moves(assessment, item, overturning, prices, known, mixtures)
        attacks += moves
        for found in _edits(item, overturning, bound, table):
            attacks += found
            searched += 1
        for size in range(1, bound + 1):
            attacks += mixtures.of_size(size, attacks)
            mixed = size
    except KeyboardInterrupt:
        interrupted = True
    order = {kind: place for place, kind in enumerate((*KINDS, "mixed"))}
    attacks = minimal_attacks(attacks)
    attacks.sort(key=lambda one: (one.cost, order[one.kind], len(one.edits)))
    cheapest = attacks[0].cost if attacks else None
    rest = _not_looked_at(assessment, searched, mixed, table, prices)
    settled = all(cheapest is not None and least >= cheapest for least in rest)
    return Attacked(item.id, base, bool(stand), tuple(attacks), searched, mixed, settled, why), interrupted


def _not_looked_at(
    assessment: Assessment, searched: int, mixed: int, table: CostTable, prices: Mapping[str, Fraction]
) -> Iterator[Fraction]:
    """The least that can be paid for what was not looked at: larger sets of edits, mixtures of more parts, and mixtures with
    two drivers. A driver may have to move as little as you like."""
    answer, some_driver = prices["answer"], bool(assessment.ranges)
    least = table.least(searched + 1)
    if least is not None:
        yield least
    for answers in (False, True) if assessment.questions else (False,):
        for driver in (False, True) if some_driver else (False,):
            count = max(mixed + 1 - answers - driver, 0)
            own = Fraction(0) if not count else table.least(count)
            if own is not None and answers + driver + (count > 0) > 1:
                yield own + answers * answer
    if len(assessment.ranges) > 1:
        single = table.least(1)
        yield from ([answer] if assessment.questions else []) + ([] if single is None else [single])


# -- concepts, answers, drivers ----------------------------------------------------------------------------------------


def _concepts(overturning: Overturning, prices: Mapping[str, Fraction]) -> Iterable[Attack]:
    other = overturning.by_concept
    return [Attack(prices["concept"], other, concept=True)] if other else []


def _answers(
    assessment: Assessment, values: Values, overturning: Overturning, prices: Mapping[str, Fraction]
) -> list[Attack]:
    """Other answers that overturn it, none of which could stay as it is."""
    base = assessment.base_reading
    found = []
    for reading, row in zip(assessment.readings, values.tolist(), strict=True):
        if under := overturning.under(row):
            changed = tuple((question, answer) for question, answer in reading.items() if answer != base[question])
            found.append(Attack(prices["answer"] * len(changed), under, answers=changed))
    return minimal_attacks(found)


def _moves(
    assessment: Assessment,
    item: Setting,
    overturning: Overturning,
    prices: Mapping[str, Fraction],
    known: Known,
    mixtures: Mixtures,
) -> tuple[list[Attack], str]:
    """Driver moves that overturn it, and why not all could be looked at."""
    names = tuple(assessment.ranges)
    if not names:
        return [], ""
    found = mixtures.moves()
    thing = Watched("claim", item.id, item.base, item, overturning.concepts)
    try:
        near, decided = nearest_where(
            thing,
            names,
            assessment.ranges,
            known.relations,
            lambda answer: bool(overturning.under(row_of(answer))),
            norm="sum",
            within=min((attack.cost / prices["driver"] for attack in found), default=None),
            most=MOST,
            groups_known=known.groups,
        )
    except SizeError as error:
        return found, str(error)
    if near is not None and len(near.moves) > 1:
        moves = tuple(Move(name, thing.now[name], value, near.past.get(name, 0)) for name, value in near.moves.items())
        under = overturning.under(row_of(near.answer))
        found.append(Attack(prices["driver"] * near.distance, under, moves=moves))
    return found, "" if decided else f"of the combinations of several drivers only the {MOST} nearest were looked at"


# -- edits -------------------------------------------------------------------------------------------------------------


def _prices_of(case: Case, costs: Mapping[str, Fraction]) -> CostTable:
    """What the edits of a claim's games cost."""
    tables = []
    for conflict in (case.conflict, *case.own.values()):
        own = {want.id for wants in conflict.preferences.values() if isinstance(wants, tuple) for want in wants}
        kept = {name: cost for name, cost in costs.items() if name in own or name in ("tactical", "strategic", *EDITS)}
        tables.append(cost_table(conflict, kept))
    return replace(tables[0], edits={edit: cost for table in tables for edit, cost in table.edits.items()})


def _edits(item: Setting, overturning: Overturning, bound: int, prices: CostTable) -> Iterator[list[Attack]]:
    """Minimal sets of edits, size by size, while they could be as cheap as those found."""
    found: list[Attack] = []
    for size in range(1, bound + 1):
        least = prices.least(size)
        best = min((attack.cost for attack in found), default=None)
        if least is None or (best is not None and least > best):
            return
        known = [frozenset(attack.edits) for attack in found]
        # Made as they are looked at: there may be millions of them.
        sets = (own for own in sets_of(item.edits, size) if not any(part <= frozenset(own) for part in known))
        fresh: list[Attack] = []
        while batch := list(islice(sets, _BATCH)):
            cases = [item.after(own) for own in batch]
            prepare(((item, case) for case in cases), overturning.concepts)
            for own, case in zip(batch, cases, strict=True):
                if under := overturning.under(values_in(item, case, overturning.concepts)):
                    fresh.append(Attack(prices.total(own), under, edits=own))
        found += fresh
        yield fresh
