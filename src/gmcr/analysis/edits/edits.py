"""Edits: single changes of calculus, and how a set of them is applied.

At most one edit a want. *drop*: the want goes. *could_be*: it becomes its declared alternative, without condition or
otherwise. *swap*: it changes places with the want then directly below it; there is none for the last want.
Two more only on request. *turn*: it is turned round, that is the branch in force at the start of the game is replaced by its
negation and the other stays. *negate* (a stress test): it is reversed, and counts exactly in the states where it did not.

A set is applied drops first, then could_be (and turn, and negate), then swaps from the actor's last want to its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Literal, get_args

from gmcr.base.arguments import names_given
from gmcr.base.summary import Record
from gmcr.model import Conflict, ModelWant, Ranking

__all__ = [
    "BECOMING",
    "Edit",
    "EditKind",
    "arrange",
    "arranged",
    "edits_of",
    "kinds_of",
    "turned_round",
    "with_edits",
]

EditKind = Literal["drop", "could_be", "swap", "turn", "negate"]
BECOMING: tuple[EditKind, ...] = ("could_be", "turn", "negate")
"""Kinds after which a want is another one, at its place."""


@dataclass(frozen=True, slots=True, order=True)
class Edit(Record):
    """An edit of one want.

    The fields say whose want it is, which, and what is done to it: "drop" (the want goes), "could_be" (it becomes its
    declared alternative, without condition or otherwise), "swap" (it changes places with the want then directly below it),
    "turn" (the branch in force at the start is replaced by its negation) or "negate" (it counts exactly in the states where
    it did not).

    See Also
    --------
    edits_of : Every edit of a game.
    minimal_changes : Sets of edits that change whether roads lead to a target.

    Examples
    --------
    >>> import gmcr
    >>> gmcr.Edit("town", "town 2", "drop")
    Edit(actor='town', want='town 2', kind='drop')
    """

    KINDS: ClassVar[tuple[EditKind, ...]] = get_args(EditKind)
    """What can be done to a want."""

    actor: str
    """The actor whose want is changed."""
    want: str
    """The want's id."""
    kind: EditKind
    """What is done to it: dropped, turned into its could_be, swapped with the next want, turned round, or reversed."""

    @staticmethod
    def sets(edits: Iterable[Edit], size: int) -> Iterator[tuple[Edit, ...]]:
        """Yield all sets of so many of some edits, at most one a want, in their order.

        Parameters
        ----------
        edits : iterable of Edit
            The edits to choose from.
        size : int
            How many each set has.

        Returns
        -------
        iterator of tuple of Edit
            The sets.

        Examples
        --------
        >>> from gmcr import Edit
        >>> drop, swap, other = Edit("town", "1", "drop"), Edit("town", "1", "swap"), Edit("town", "2", "drop")
        >>> len(list(Edit.sets([drop, swap, other], 2)))
        2
        """
        for chosen in combinations(edits, size):
            if len({edit.want for edit in chosen}) == size:
                yield chosen


def edits_of(
    conflict: Conflict,
    *,
    actors: str | Iterable[str] | None = None,
    turn: bool = False,
    stress: bool = False,
    leave_out: bool = False,
) -> tuple[Edit, ...]:
    """Return every edit of a game.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    actors : str or iterable of str, optional
        Only edits of these actors' wants. By default of all actors.
    turn : bool, default False
        Whether wants may be turned round too: the branch in force at the start is replaced by its negation.
    stress : bool, default False
        Whether wants may be reversed too (a stress test): they then count exactly in the states where they did not.
    leave_out : bool, default False
        Whether to return drops alone.

    Returns
    -------
    tuple of Edit
        The edits by actor, want and kind, in the order of the conflict. An actor given by a ranking has none. The last want
        of an actor has no swap.

    Raises
    ------
    UnknownName
        If a name in *actors* is not an actor.

    See Also
    --------
    minimal_changes : Sets of edits that change whether roads lead to a target.
    changes_of_equilibrium : Sets of edits that change whether a state is an equilibrium.

    Notes
    -----
    A set of edits, at most one per want, is applied drops first, then could_be (and turn, and negate), then swaps from the
    actor's last want to its first.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> [(edit.want, edit.kind) for edit in gmcr.edits_of(ferry, actors=["town"])]
    [('town 1', 'drop'), ('town 1', 'swap'), ('town 2', 'drop')]
    """
    found = []
    for actor in conflict.actors if actors is None else names_given(actors, "actors"):
        conflict.actor(actor)
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            continue
        for want, kinds in zip(wants, kinds_of(wants, turn=turn, stress=stress, leave_out=leave_out), strict=True):
            found += [Edit(actor, want.id, kind) for kind in kinds]
    return tuple(found)


def kinds_of(
    wants: Sequence[ModelWant], *, turn: bool = False, stress: bool = False, leave_out: bool = False
) -> tuple[tuple[EditKind, ...], ...]:
    """For each of an actor's wants the kinds of edits of it."""
    if leave_out:
        return (("drop",),) * len(wants)
    found = []
    for place, want in enumerate(wants):
        own: list[EditKind] = ["drop"]
        if want.could_be is not None:
            own.append("could_be")
        if place + 1 < len(wants):
            own.append("swap")
        if turn:
            own.append("turn")
        if stress:
            own.append("negate")
        found.append(tuple(own))
    return tuple(found)


def arrange(ids: Sequence[str], edits: Iterable[Edit]) -> tuple[tuple[int, str], ...]:
    """One actor's wants, named by *ids*, after its edits, in order: the place in *ids*, and what becomes of the want there
    ("could_be", "turn" or "negate"; else "")."""
    place = {name: k for k, name in enumerate(ids)}
    return arranged(len(ids), {place[edit.want]: edit.kind for edit in edits if edit.want in place})


def arranged(count: int, kinds: Mapping[int, EditKind]) -> tuple[tuple[int, str], ...]:
    """The same of so many wants, with the edits by the places of their wants."""
    order = [
        (place, kind if (kind := kinds.get(place, "")) in BECOMING else "")
        for place in range(count)
        if kinds.get(place) != "drop"
    ]
    for place in range(count - 1, -1, -1):
        if kinds.get(place) == "swap":
            at = next(k for k, (item, _) in enumerate(order) if item == place)
            order[at : at + 2] = reversed(order[at : at + 2])
    return tuple(order)


def with_edits(conflict: Conflict, edits: Iterable[Edit]) -> Conflict:
    """The game after a set of edits, at most one a want; edits of wants that the game lacks have no effect."""
    by_actor: dict[str, list[Edit]] = {}
    for edit in edits:
        by_actor.setdefault(edit.actor, []).append(edit)
    changed = {}
    for actor, own in by_actor.items():
        wants = conflict.preferences[actor]
        assert not isinstance(wants, Ranking)
        order = arrange([want.id for want in wants], own)
        changed[actor] = tuple(_edited(conflict, wants[place], kind) for place, kind in order)
    return conflict.with_preferences(changed)


def with_only(conflict: Conflict, want: str | None) -> Conflict:
    """The game with a single want kept, all other wants of all actors dropped; with None all are dropped."""
    kept = {
        actor: tuple(item for item in wants if item.id == want)
        for actor, wants in conflict.preferences.items()
        if not isinstance(wants, Ranking)
    }
    return conflict.with_preferences(kept)


def turned_round(conflict: Conflict, want: ModelWant) -> ModelWant:
    """A want of a game turned round: its branch in force at the start replaced by its negation."""
    on = {name for place, name in enumerate(conflict.structure.options) if conflict.start >> place & 1}
    return want.turned_round(want.branch(on, conflict.drivers))


def _edited(conflict: Conflict, want: ModelWant, kind: str) -> ModelWant:
    if kind == "could_be":
        assert want.changed is not None
        return want.changed
    if kind == "turn":
        return turned_round(conflict, want)
    return want.negated if kind == "negate" else want
