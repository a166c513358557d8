"""The costs of changes of calculus: not every change of mind is as easy as another.

The cost of an edit is the price of its want times the factor of its kind. By default a tactical want has price 1 and a
strategic one (it names a strategic option) price 3, and all kinds of edit have factor 1. A cost may be set for
``tactical`` and ``strategic``, for a want by its id (which then takes precedence), and for the kinds of edit (``drop``,
``could_be``, ``swap``, ``negate``). All are exact and positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from gmcr import Conflict, Edit, Ranking, edits_of
from gmcr.base.arguments import GivenNumber, exactly
from gmcr.base.errors import ModelError, UnknownName, quoted
from gmcr.base.record import INTERNAL, Key, Record

__all__ = ["PRICED", "STRATEGIC", "TACTICAL", "CostTable", "cost_table", "positive"]

TACTICAL = Fraction(1)
"""The default price of a tactical want."""

STRATEGIC = Fraction(3)
"""The default price of a strategic want."""

PRICED = tuple(kind for kind in Edit.KINDS if kind != "turn")
"""The kinds of edit that have a price: reversed wants are tried only if nothing else is found, and never priced."""


@dataclass(frozen=True, slots=True)
class CostTable(Record):
    """The costs of edits."""

    tactical: Fraction
    """The cost of an edit of a tactical want, a fraction as text."""
    strategic: Fraction
    """The cost of an edit of a strategic want."""
    set_by_hand: Annotated[Mapping[str, Fraction], Key("set")]
    """The costs set by hand: for a kind of want or of edit, or a want's id."""
    edits: Annotated[Mapping[Edit, Fraction], INTERNAL]
    """The cost of every edit of the game."""

    def total(self, edits: Iterable[Edit]) -> Fraction:
        """The total cost of several edits."""
        return sum((self.edits[edit] for edit in edits), Fraction(0))

    def least(self, size: int) -> Fraction | None:
        """The least that *size* edits of different wants can cost; None if there are fewer wants."""
        cheapest: dict[tuple[str, str], Fraction] = {}
        for edit, cost in self.edits.items():
            want = (edit.actor, edit.want)
            cheapest[want] = min(cost, cheapest.get(want, cost))
        return sum(sorted(cheapest.values())[:size], Fraction(0)) if len(cheapest) >= size else None


def cost_table(conflict: Conflict, costs: Mapping[str, GivenNumber], *, stress: bool = False) -> CostTable:
    """The costs of all edits of a game. Raises UnknownName, and ModelError if a cost is not a positive number."""
    wants = {
        (actor, want.id): want
        for actor, wants in conflict.preferences.items()
        if not isinstance(wants, Ranking)
        for want in wants
    }
    ids = [name for _, name in wants]
    exact = {name: positive(name, cost) for name, cost in costs.items()}
    known = ("tactical", "strategic", *PRICED, *ids)
    for name in exact:
        if name not in known:
            raise UnknownName("want, kind of want or kind of edit", name, known)
    tactical, strategic = exact.get("tactical", TACTICAL), exact.get("strategic", STRATEGIC)
    edits = {}
    for edit in edits_of(conflict, stress=stress):
        price = strategic if wants[edit.actor, edit.want].strategic else tactical
        edits[edit] = exact.get(edit.want, price) * exact.get(edit.kind, Fraction(1))
    return CostTable(tactical, strategic, exact, edits)


def positive(name: str, cost: GivenNumber) -> Fraction:
    """A cost as an exact number. Raises ModelError, naming its subject, if it is not positive."""
    try:
        value = exactly(cost)
    except ValueError:
        raise ModelError(f"The cost of {name} should be a positive number, not {quoted(cost)}.") from None
    if value <= 0:
        raise ModelError(f"The cost of {name} should be a positive number, not {cost}.")
    return value
