"""Deals: will they agree, and will it hold?

A deal is asked from a *resting state*: under a concept the start, if nobody has a step from it, otherwise each outcome of
everybody's roads from it. A deal is a trade from there (``trades``) with its fate under each concept (``fate``) and the
order in which it can be made (``order``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from numpy.typing import NDArray

from gmcr.analysis.agreements.fate import Fate, Fates, part_alone
from gmcr.analysis.agreements.order import Order
from gmcr.analysis.agreements.trades import States, Trade, Trades
from gmcr.analysis.agreements.vicinity import ACTS, around
from gmcr.analysis.games import Games
from gmcr.analysis.own_views import OwnViews
from gmcr.base.errors import ModelError, SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict, OptionStructure
from gmcr.stability import CONCEPTS, concepts_named

__all__ = ["Deal", "DealPart", "Deals", "deals", "deals_in"]


@dataclass(frozen=True, slots=True)
class DealPart(Record):
    """One part of the order in which a deal can be made.

    Examples
    --------
    >>> from gmcr.analysis import DealPart
    >>> DealPart(("row", "column"), 3).actors
    ('row', 'column')
    """

    actors: tuple[str, ...]
    """Who acts at once."""
    to: int
    """The code of the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Deal(Record):
    """A trade that some actors would make together, and what becomes of it.

    Attributes
    ----------
    state, target : int
        The codes of the states that it is made in and leads to.
    participants : tuple of str
        Who takes part, in the order of actors.
    told : bool
        Whether it is lean and undominated among the trades of its participants.
    fates : mapping of str to Fate
        Concept → what becomes of it; of those concepts under which its state is at rest.
    hands : int or None
        The least number of actors that have to act at once in some sound order; None where too many states lie between
        (more than 20 options, or 8,192 states in which nobody is worse off).
    order : tuple of DealPart
        A sound order in that many hands, of the fewest parts.
    forced_by : str or None
        The rule without which fewer hands would do.
    alone : mapping of str to int or None
        Participant → the code of the state in which its part alone is made; None where that is infeasible.
    others : mapping of str to int
        Actor that takes no part → 1, 0 or -1: better off, as well off, or worse off.

    Examples
    --------
    >>> import gmcr
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> [deal] = gmcr.deals(dilemma).deals
    >>> deal.participants, deal.alone, deal.order
    (('row', 'column'), {'row': 1, 'column': 2}, (DealPart(actors=('row', 'column'), to=3),))
    """

    state: int
    target: int
    participants: tuple[str, ...]
    told: bool
    fates: Mapping[str, Fate]
    hands: int | None
    order: tuple[DealPart, ...]
    forced_by: str | None
    alone: Mapping[str, int | None]
    others: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Deals(Record):
    """The deals from where a conflict comes to rest.

    Attributes
    ----------
    rests : mapping of str to tuple of int
        Concept → the codes of its resting states; none where steps go round.
    deals : tuple of Deal
        All trades from these states: by state, number of participants, participants, number of options, and target.

    Examples
    --------
    >>> import gmcr
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> gmcr.deals(dilemma, concepts="nash").rests
    {'nash': (0,)}
    """

    ACTS: ClassVar[int] = ACTS
    """The number of options that deals switch where states cannot be listed, unless another is asked for."""

    rests: Mapping[str, tuple[int, ...]]
    deals: tuple[Deal, ...]

    @property
    def told(self) -> tuple[Deal, ...]:
        """The lean and undominated deals."""
        return tuple(deal for deal in self.deals if deal.told)

    @staticmethod
    def told_in(
        eyes: OwnViews,
        start: int,
        *,
        state: int | None = None,
        participants: Sequence[str] | None = None,
        concepts: Sequence[str] = CONCEPTS,
        acts: int | None = None,
    ) -> dict[str, tuple[int, ...]]:
        """Return where the told deals lead, without what becomes of them, which takes most of the time.

        Parameters
        ----------
        eyes : OwnViews
            The games that the actors see.
        start : int
            The code of the start.
        state : int, optional
            The code of a state that is taken as at rest.
        participants : sequence of str, optional
            Only deals of exactly these actors.
        concepts : sequence of str, default all
            Names among ``CONCEPTS``.
        acts : int, optional
            The largest number of options that a deal switches.

        Returns
        -------
        dict of str to tuple of int
            Concept → the codes of the states that told deals lead to.

        Raises
        ------
        ModelError
            If the conflict is in graph form.
        SizeError
            As from ``deals``.

        Examples
        --------
        >>> import gmcr
        >>> from gmcr.analysis import Games, OwnViews
        >>> dilemma = gmcr.Conflict.from_options(
        ...     actors={"row": "yield", "column": "yield"},
        ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
        ...     start=[],
        ... )
        >>> games = Games(dilemma.structure)
        >>> eyes = OwnViews(games, [games.arena.profile(dilemma)] * 2)
        >>> gmcr.Deals.told_in(eyes, dilemma.start, concepts=["nash"])
        {'nash': (3,)}
        """
        _check(eyes)
        rests = _rests(eyes, start, state, concepts)
        found = {
            at: tuple(trade.target for trade in _trades(*around(eyes, at, acts), at, participants, acts) if trade.told)
            for at in {code for codes in rests.values() for code in codes}
        }
        return {name: tuple(target for at in codes for target in found[at]) for name, codes in rests.items()}


def deals(
    conflict: Conflict,
    *,
    state: int | str | None = None,
    participants: Iterable[str] | None = None,
    concepts: str | Sequence[str] = CONCEPTS,
    acts: int | None = None,
) -> Deals:
    """Return the deals that are open where a conflict comes to rest, and what becomes of each.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form.
    state : int or str, optional
        A state that is taken as at rest: a code, or the options that are on. By default under each concept the start if
        nobody has a step from it, otherwise the outcomes of roads from it.
    participants : iterable of str, optional
        Only deals of exactly these actors.
    concepts : str or sequence of str, default all
        Names among ``CONCEPTS``.
    acts : int, optional
        The largest number of options that a deal switches, and among which it is lean and undominated. By default any, or
        4 where states cannot be listed.

    Returns
    -------
    Deals
        The resting states and the trades from them.

    Raises
    ------
    ModelError
        If the conflict is in graph form, where nobody has options to trade, or the state is infeasible.
    SizeError
        If states cannot be listed, and roads from the start are not walked to their ends, actors see different games, or there
        are too many sets of options.
    UnknownName
        If an actor, a concept or an option does not exist.

    See Also
    --------
    coalition_improvements : What a coalition would do together, without the conditions of a trade.
    Roads : Steps and outcomes.

    Notes
    -----
    See ``gmcr.analysis.agreements.trades`` for what a trade is and which are lean and undominated, ``.fate`` for what becomes of
    it, and ``.order`` for hands.

    References
    ----------
    * D. M. Kilgour, K. W. Hipel, L. Fang & X. Peng (2001). Coalition analysis in group decision support. *Group Decision and
      Negotiation* 10, 159–175.
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.
    * T. C. Schelling (1960). *The Strategy of Conflict*. Harvard University Press.

    Examples
    --------
    >>> import gmcr
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> [deal] = gmcr.deals(dilemma).deals
    >>> deal.target, deal.hands, deal.fates["nash"].kind, deal.fates["seq"].kind
    (3, 2, 'broken', 'kept')
    """
    made = Conflict.given(conflict)
    games = Games(made.structure)
    eyes = OwnViews(games, (games.arena.profile(made),) * len(made.actors))
    names = tuple(item.name for item in concepts_named(concepts))
    at = None if state is None else made.code(state)
    among = None if participants is None else made.coalition(participants)
    return deals_in(eyes, made.start, state=at, participants=among, concepts=names, acts=acts)


def deals_in(
    eyes: OwnViews,
    start: int,
    *,
    state: int | None = None,
    participants: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    acts: int | None = None,
) -> Deals:
    """Return the deals where each actor judges and moves in the game that it sees.

    Parameters
    ----------
    eyes : OwnViews
        The games that the actors see.
    start : int
        The code of the start.
    state : int, optional
        The code of a state that is taken as at rest.
    participants : sequence of str, optional
        Only deals of exactly these actors.
    concepts : sequence of str, default all
        Names among ``CONCEPTS``.
    acts : int, optional
        The largest number of options that a deal switches.

    Returns
    -------
    Deals
        As from ``deals``.

    Raises
    ------
    ModelError
        If the conflict is in graph form.
    SizeError
        As from ``deals``.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Games, OwnViews, deals_in
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> games = Games(dilemma.structure)
    >>> eyes = OwnViews(games, [games.arena.profile(dilemma)] * 2)
    >>> [deal.target for deal in deals_in(eyes, dilemma.start).told]
    [3]
    """
    _check(eyes)
    rests = _rests(eyes, start, state, concepts)
    found = []
    for at in sorted({code for codes in rests.values() for code in codes}):
        under = [name for name in concepts if at in rests[name]]
        found += _deals_from(eyes, at, under, participants, acts)
    return Deals(rests, tuple(found))


def _check(eyes: OwnViews) -> None:
    """Raise where deals cannot be asked for."""
    structure = eyes.games.arena.structure
    if not isinstance(structure, OptionStructure):
        raise ModelError(
            "In graph form, and where arcs are edited, actors have no options to trade: there are no deals in it."
        )
    if not structure.listed and len(set(eyes.profiles)) > 1:
        raise SizeError(
            f"Where each acts in the game that it sees, deals need a list of the states. {structure.unlisted}"
        )


def _rests(eyes: OwnViews, start: int, state: int | None, concepts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """By concept the states that deals are made in."""
    return {name: (state,) if state is not None else resting(eyes, start, name) for name in concepts}


def resting(eyes: OwnViews, start: int, concept: str) -> tuple[int, ...]:
    """The resting states of a game under a concept: codes, ascending; none where steps go round. Raises SizeError where states
    are not listed and roads from the start were not walked to their ends."""
    structure = eyes.games.arena.structure
    roads = eyes.roads(structure.cell(start), concept)
    if not roads.whole:
        raise SizeError(
            f"Where steps from the start end under {concept} was not found out, and its states cannot be listed: name a state "
            "that deals start from, or another concept.",
            argument="state",
        )
    return tuple(sorted(structure.code_of(cell) for cell in roads.outcomes))


def _trades(
    states: States, ranks: Sequence[NDArray[Any]], start: int, among: Sequence[str] | None, acts: int | None
) -> Iterator[Trade]:
    """The trades from a state; those of exactly some actors, if they are named."""
    only = None if among is None else tuple(sorted(states.actors.index(name) for name in among))
    return (trade for trade in Trades(states, ranks, start, acts=acts) if only in (None, trade.participants))


def _deals_from(
    eyes: OwnViews, state: int, concepts: Sequence[str], among: Sequence[str] | None, acts: int | None
) -> list[Deal]:
    states, ranks = around(eyes, state, acts)
    found = list(_trades(states, ranks, state, among, acts))
    found.sort(key=lambda own: (len(own.participants), own.participants, (own.target ^ state).bit_count(), own.target))
    fates = Fates(eyes, state)
    return [_deal(fates, states, ranks, trade, concepts) for trade in found]


def _deal(
    fates: Fates, structure: States, ranks: Sequence[NDArray[Any]], trade: Trade, concepts: Sequence[str]
) -> Deal:
    state = fates.start
    names = structure.actors
    order = Order(structure, ranks, state, trade.target, trade.participants)
    rule = order.rule()
    alone = {names[place]: part_alone(structure.form, state, trade.target, place) for place in trade.participants}
    before, after = structure.cell(state), structure.cell(trade.target)
    return Deal(
        state=state,
        target=trade.target,
        participants=tuple(names[place] for place in trade.participants),
        told=trade.told,
        fates={name: fates.of(trade, name) for name in concepts},
        hands=order.hands,
        order=tuple(DealPart(tuple(names[place] for place in part.actors), part.target) for part in order.parts),
        forced_by=None if rule is None else rule.id,
        alone={name: code if structure.form.against(code) is None else None for name, code in alone.items()},
        others={
            names[place]: int(own[after] > own[before]) - int(own[after] < own[before])
            for place, own in enumerate(ranks)
            if place not in trade.participants
        },
    )
