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

*Mixed* attacks (``questions.redteam.mixtures``) have parts of several kinds: edits in another reading, say, or with a
driver moved. They are reported if they are minimal by inclusion over all parts, and cheaper than all simpler attacks or
the only ones.

Sets of edits are examined size by size, and a larger size only while it could be cheaper than the best so far; mixed
attacks likewise by the number of their parts. ``searched`` and ``mixed`` say up to which size, ``settled`` whether
nothing cheaper is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import context_of
from countermove.context.glossary import GameText, game_text_of
from countermove.context.relations import Relations
from countermove.questions.redteam.attacks import KINDS, Attack, Attacked, DriverMove
from countermove.questions.redteam.search import AttackSearch, SharedSearch
from countermove.verdicts.costs import PRICED, CostTable, cost_table, positive
from countermove.verdicts.values import chosen_claims
from gmcr.base.errors import ModelError, UnknownName
from gmcr.base.numbers import GivenNumber
from gmcr.base.record import INTERNAL
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BOUND", "KINDS", "PRICES", "Attack", "Attacked", "DriverMove", "RedTeam", "redteam"]

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
