"""redteam: the cheapest ways to overturn each claim.

A claim *stands* in the base reading with its first defined value in the order of the concepts. An *attack* is a set of
parts (``questions.redteam.attacks``) after which, under some concept under which it stood so, it has the other defined
value. Attacks of one kind are:

* *edits*: a set of edits of wants (``analysis.edits``) in the base reading, minimal by inclusion; costs as in
  ``verdicts.costs``;
* *drivers*: moving one driver up or down to where the claim first turns, or several at once if that costs less than
  moving any of them alone (sum of shares of the ranges); the price is that of moving a driver over its whole range;
* *answers*: other answers to open questions, minimal by inclusion, each at its price;
* *concept*: another concept, all else as it is.

*Mixed* attacks (``questions.redteam.attacks``) have parts of several kinds: edits in another reading, say, or with a
driver moved. They are reported if they are minimal by inclusion over all parts, and cheaper than all simpler attacks or
the only ones.

Sets of edits are examined size by size, and a larger size only while it could be cheaper than the best so far; mixed
attacks likewise by the number of their parts. ``searched`` and ``mixed`` say up to which size, ``settled`` whether
nothing cheaper is left.

The search for the attacks on one claim, kind by kind; its results so far are available at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import context_of
from countermove.context.glossary import GameText, game_text_of
from countermove.context.relations import Relations
from countermove.inquiry.checks import CheckedGame
from countermove.questions.redteam.attacks import (
    KINDS,
    Attack,
    Attacked,
    DriverMove,
    Mixtures,
    Overturning,
    minimal_attacks,
)
from countermove.verdicts.costs import PRICED, CostTable, cost_table, positive
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable, row_of
from countermove.verdicts.tipping.cell_answers import Groups
from countermove.verdicts.tipping.neighbourhood import nearest_where
from countermove.verdicts.tipping.tips import MOST
from countermove.verdicts.values import Values, chosen_claims, prepare, value_tables, values_in
from gmcr import Edit
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError, SizeError, UnknownName
from gmcr.base.record import INTERNAL, Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "BOUND",
    "KINDS",
    "PRICES",
    "Attack",
    "AttackSearch",
    "Attacked",
    "DriverMove",
    "RedTeam",
    "SharedSearch",
    "redteam",
]


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


BOUND = 2
"""The default for the largest number of edits made together, and of parts of a mixed attack."""

PRICES: Mapping[str, Fraction] = {"driver": Fraction(2), "answer": Fraction(1), "concept": Fraction(1)}
"""The default prices of moving a driver over its whole range, of another answer, and of another concept."""

Elsewhere = tuple[str, tuple[tuple[str, str], ...]]
"""A claim, and other answers."""


@dataclass(frozen=True, slots=True)
class RedTeam(Record):
    """How claims could be overturned."""

    concepts: Annotated[tuple[str, ...], INTERNAL]
    bound: int
    """The largest number of edits made together, and of parts of a mixed attack."""
    reading: Annotated[Mapping[str, str], INTERNAL]
    prices: Mapping[str, Fraction]
    """The prices paid, by name: tactical, strategic, driver, answer, concept, and anything else set by hand; exact
    fractions as text."""
    claims: tuple[Attacked, ...]
    """The claims, in file order."""
    complete: bool
    """Whether the search ran to its end."""
    games: Annotated[Mapping[Elsewhere, GameText], INTERNAL]
    """The games in which wants are edited, other than those of the claims."""

    def gist(self) -> str:
        """The number of attacks found, and of claims."""
        attacks = sum(len(item.attacks) for item in self.claims)
        return (
            f"{attacks} ways to overturn {sum(bool(item.attacks) for item in self.claims)} of {len(self.claims)} claims"
        )


@task
def redteam(
    assessment: Assessment,
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    bound: int = BOUND,
    costs: Mapping[str, GivenNumber] | None = None,
) -> Task[RedTeam]:
    """The cheapest attacks on *claims* (ids; all if None). ``costs``: see ``verdicts.costs``; also takes ``driver``,
    ``answer`` and ``concept``. Counts the claims.

    Raises UnknownName, ModelError (a cost that is not positive, a negative bound).
    """
    context = context_of(assessment, "redteam", concepts=concepts)
    assessment, names = context.assessment, context.concepts
    if bound < 0:
        raise ModelError(f"A bound of {bound} edits is none: give 0 or more.")
    settings = chosen_claims(assessment, assessment.claims if claims is None else claims)
    prices = {name: positive(name, cost) for name, cost in (costs or {}).items()}
    own = {name: prices.pop(name, price) for name, price in PRICES.items()}
    plain = _plain_prices(assessment, prices)
    shared = SharedSearch(Relations(assessment), {})
    searches: list[AttackSearch] = []

    def known(*, complete: bool = False) -> RedTeam:
        attacked = tuple(search.attacked for search in searches)
        return RedTeam(
            concepts=names,
            bound=bound,
            reading=dict(assessment.base_reading),
            prices={"tactical": plain.tactical, "strategic": plain.strategic, **own, **plain.set_by_hand},
            claims=attacked,
            complete=complete,
            games=_games(assessment, attacked),
        )

    for place, item in enumerate(settings):
        yield Progress(place, len(settings), known)
        search = AttackSearch(item, names, prices, own, shared)
        searches.append(search)
        search.run(bound)
    return known(complete=True)


def _games(assessment: Assessment, claims: Iterable[Attacked]) -> dict[Elsewhere, GameText]:
    """The games of attacks that edit wants in another reading."""
    games = {}
    for item in claims:
        claim = assessment.claims[item.claim]
        for answers in dict.fromkeys(attack.answers for attack in item.attacks if attack.answers and attack.edits):
            games[item.claim, answers] = game_text_of(
                assessment, reading=dict(answers), scenario=claim.in_, view=claim.under, with_=claim.with_
            )
    return games


def _plain_prices(assessment: Assessment, costs: Mapping[str, Fraction]) -> CostTable:
    """The costs of edits in a game with every want of the file, so that each can have a price."""
    conflict, lines = assessment.conflict(), assessment.calculus().lines
    whole = conflict.with_preferences({actor: tuple(line.want for line in own) for actor, own in lines.items()})
    try:
        return cost_table(whole, costs)
    except UnknownName as error:
        wants = [line.want.id for own in lines.values() for line in own]
        names = (*PRICES, "tactical", "strategic", *PRICED, *wants)
        raise UnknownName("want, kind of want, of edit or of attack", error.name, names) from None
