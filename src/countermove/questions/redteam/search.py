"""The search for the attacks on one claim, kind by kind; its results so far are available at any time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from countermove.context.relations import Relations
from countermove.inquiry.checks import CheckedGame
from countermove.questions.redteam.attacks import KINDS, Attack, Attacked, DriverMove, Overturning, minimal_attacks
from countermove.questions.redteam.mixtures import Mixtures
from countermove.verdicts.costs import PRICED, CostTable, cost_table
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable, row_of
from countermove.verdicts.tipping.cell_answers import Groups
from countermove.verdicts.tipping.neighbourhood import nearest_where
from countermove.verdicts.tipping.tips import MOST
from countermove.verdicts.values import Values, prepare, value_tables, values_in
from gmcr import Edit
from gmcr.base.errors import SizeError
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["AttackSearch", "SharedSearch"]

_BATCH = 256

_ORDER = {kind: place for place, kind in enumerate((*KINDS, "mixed"))}


@dataclass(frozen=True, slots=True)
class SharedSearch(Record):
    """What all claims of one assessment share."""

    relations: Relations
    groups: Groups


class AttackSearch:
    """The attacks on one claim. ``costs``: of edits, ``prices``: of a driver, an answer and a concept."""

    def __init__(
        self,
        item: Setting,
        concepts: tuple[str, ...],
        costs: Mapping[str, Fraction],
        prices: Mapping[str, Fraction],
        known: SharedSearch,
    ) -> None:
        self._item, self._costs, self._prices, self._known = item, costs, prices, known
        [self._values] = value_tables(item.assessment, [item], concepts)
        base = tuple(int(value) for value in self._values[0])
        self._base, self._stand = base, next((value for value in base if value != -1), None)
        self._overturning = Overturning(concepts, base, -1 if self._stand is None else self._stand)
        self._table = _prices_of(item.base, costs)
        self._found: list[Attack] = []
        self._searched, self._mixed, self._why = 0, 0, ""

    def run(self, bound: int) -> None:
        """Search for all attacks, of at most *bound* edits or parts."""
        if self._stand is None:
            return
        item, assessment, overturning, prices = self._item, self._item.assessment, self._overturning, self._prices
        mixtures = Mixtures(item, overturning, prices, self._price)
        self._found += _concepts(overturning, prices)
        self._found += _answers(assessment, self._values, overturning, prices)
        moves, self._why = _moves(assessment, item, overturning, prices, self._known, mixtures)
        self._found += moves
        for attacks in _edits(item, overturning, bound, self._table):
            self._found += attacks
            self._searched += 1
        for size in range(1, bound + 1):
            self._found += mixtures.of_size(size, self._found)
            self._mixed = size

    @property
    def attacked(self) -> Attacked:
        """The results so far."""
        claim, searched, mixed = self._item.id, self._searched, self._mixed
        if self._stand is None:
            return Attacked(claim, self._base, None, (), 0, 0, True, "")
        attacks = [self._in_order(attack) for attack in minimal_attacks(self._found)]
        attacks.sort(key=lambda one: (one.cost, _ORDER[one.kind], len(one.edits)))
        cheapest = attacks[0].cost if attacks else None
        rest = _unexamined_prices(self._item.assessment, searched, mixed, self._table, self._prices)
        settled = all(cheapest is not None and least >= cheapest for least in rest)
        return Attacked(claim, self._base, bool(self._stand), tuple(attacks), searched, mixed, settled, self._why)

    def _in_order(self, attack: Attack) -> Attack:
        """An attack with its concepts in the requested order."""
        return replace(attack, concepts=tuple(name for name in self._overturning.concepts if name in attack.concepts))

    def _price(self, edit: Edit, case: CheckedGame) -> Fraction:
        """The price of an edit: the base reading's takes precedence; wants that it lacks are priced in the reading that
        has them."""
        edits = self._table.edits
        return edits[edit] if edit in edits else _prices_of(case, self._costs).edits[edit]


def _unexamined_prices(
    assessment: Assessment, searched: int, mixed: int, table: CostTable, prices: Mapping[str, Fraction]
) -> Iterator[Fraction]:
    """The least possible price of what was not examined: larger sets of edits, mixtures of more parts, and mixtures
    with two drivers. A driver move may be arbitrarily small."""
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
    """Sets of other answers that overturn it, minimal by inclusion."""
    base = assessment.base_reading
    attacks = []
    for reading, row in zip(assessment.readings, values.tolist(), strict=True):
        if under := overturning.under(row):
            changed = tuple((question, answer) for question, answer in reading.items() if answer != base[question])
            attacks.append(Attack(prices["answer"] * len(changed), under, answers=changed))
    return minimal_attacks(attacks)


def _moves(
    assessment: Assessment,
    item: Setting,
    overturning: Overturning,
    prices: Mapping[str, Fraction],
    known: SharedSearch,
    mixtures: Mixtures,
) -> tuple[list[Attack], str]:
    """Driver moves that overturn it, and why not all could be examined."""
    names = tuple(assessment.ranges)
    if not names:
        return [], ""
    attacks = mixtures.moves()
    thing = Tippable("claim", item.id, item.base, item, overturning.concepts)
    try:
        near, decided = nearest_where(
            thing,
            names,
            assessment.ranges,
            known.relations,
            lambda answer: bool(overturning.under(row_of(answer))),
            norm="sum",
            within=min((attack.cost / prices["driver"] for attack in attacks), default=None),
            most=MOST,
            groups_known=known.groups,
        )
    except SizeError as error:
        return attacks, str(error)
    if near is not None and len(near.moves) > 1:
        moves = tuple(
            DriverMove(name, thing.now[name], value, near.past.get(name, 0)) for name, value in near.moves.items()
        )
        under = overturning.under(row_of(near.answer))
        attacks.append(Attack(prices["driver"] * near.distance, under, moves=moves))
    return attacks, "" if decided else f"of the combinations of several drivers only the {MOST} nearest were looked at"


# -- edits -------------------------------------------------------------------------------------------------------------


def _prices_of(case: CheckedGame, costs: Mapping[str, Fraction]) -> CostTable:
    """The costs of edits in a claim's games."""
    tables = []
    for conflict in (case.conflict, *case.own.values()):
        own = {want.id for wants in conflict.preferences.values() if isinstance(wants, tuple) for want in wants}
        own_costs = {
            name: cost for name, cost in costs.items() if name in own or name in ("tactical", "strategic", *PRICED)
        }
        tables.append(cost_table(conflict, own_costs))
    return replace(tables[0], edits={edit: cost for table in tables for edit, cost in table.edits.items()})


def _edits(item: Setting, overturning: Overturning, bound: int, prices: CostTable) -> Iterator[list[Attack]]:
    """Minimal sets of edits, size by size, while they could be as cheap as those found."""
    attacks: list[Attack] = []
    for size in range(1, bound + 1):
        least = prices.least(size)
        best = min((attack.cost for attack in attacks), default=None)
        if least is None or (best is not None and least > best):
            return
        known = [frozenset(attack.edits) for attack in attacks]
        # Sets are generated lazily: there may be millions of them.
        sets = (own for own in Edit.sets(item.edits, size) if not any(part <= frozenset(own) for part in known))
        fresh: list[Attack] = []
        while batch := list(islice(sets, _BATCH)):
            cases = [item.judged_after(own, item.base) for own in batch]
            different = dict.fromkeys(cases)
            prepare(((item, case) for case in different), overturning.concepts)
            overturned = {case: overturning.under(values_in(item, case, overturning.concepts)) for case in different}
            for own, case in zip(batch, cases, strict=True):
                if under := overturned[case]:
                    fresh.append(Attack(prices.total(own), under, edits=own))
        attacks += fresh
        yield fresh
