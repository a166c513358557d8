"""Edits: single changes of calculus, and how a set of them is applied.

A want takes at most one edit. *drop*: the want goes. *could_be*: it becomes its declared alternative, without
condition or otherwise. *swap*: it changes places with the want then directly below it; the last want has no swap. Two
more only on request. *turn*: the want is turned round, that is, its branch in force at the start of the game is
replaced by its negation and the other stays. *negate* (a stress test): it is reversed, and counts exactly in the
states where it did not.

A set is applied drops first, then could_be (and turn, and negate), then swaps from the actor's last want to its first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Literal, get_args

from gmcr.base.arguments import as_names
from gmcr.base.record import Record
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
"""Kinds of edits that replace a want by another one in its place."""


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
        """Yield all sets of a given size of some edits, at most one edit per want, in their order.

        Parameters
        ----------
        edits : iterable of Edit
            The edits to choose from.
        size : int
            The number of edits in each set.

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
    edits = []
    for actor in conflict.actors if actors is None else as_names(actors, "actors"):
        conflict.actor(actor)
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            continue
        for want, kinds in zip(wants, kinds_of(wants, turn=turn, stress=stress, leave_out=leave_out), strict=True):
            edits += [Edit(actor, want.id, kind) for kind in kinds]
    return tuple(edits)


def kinds_of(
    wants: Sequence[ModelWant], *, turn: bool = False, stress: bool = False, leave_out: bool = False
) -> tuple[tuple[EditKind, ...], ...]:
    """The kinds of edits that each of an actor's wants allows."""
    if leave_out:
        return (("drop",),) * len(wants)
    kinds = []
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
        kinds.append(tuple(own))
    return tuple(kinds)


def arrange(ids: Sequence[str], edits: Iterable[Edit]) -> tuple[tuple[int, str], ...]:
    """Return one actor's wants, named by *ids*, in order after its edits, each as its position in *ids* and what
    becomes of it ("could_be", "turn" or "negate", otherwise "")."""
    place = {name: k for k, name in enumerate(ids)}
    return arranged(len(ids), {place[edit.want]: edit.kind for edit in edits if edit.want in place})


def arranged(count: int, kinds: Mapping[int, EditKind]) -> tuple[tuple[int, str], ...]:
    """Return the same for a number of wants, with the edits by the positions of their wants."""
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
    """Return the game after a set of edits.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    edits : iterable of Edit
        The edits, at most one per want, of actors given by wants. Edits of wants that the game lacks have no effect.

    Returns
    -------
    Conflict
        The edited conflict.

    See Also
    --------
    edits_of : Every edit of a game, and the order in which edits are applied.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import with_edits
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with_edits(ferry, [gmcr.Edit("line", "line 1", "drop")]).ranks("line").tolist()
    [1, 2, 1, 2]
    """
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
    """Return the game in which a single want is kept and all other wants of all actors are dropped; None keeps none."""
    remaining = {
        actor: tuple(item for item in wants if item.id == want)
        for actor, wants in conflict.preferences.items()
        if not isinstance(wants, Ranking)
    }
    return conflict.with_preferences(remaining)


def turned_round(conflict: Conflict, want: ModelWant) -> ModelWant:
    """Return a want of a game turned round: its branch in force at the start is replaced by its negation."""
    on = {name for place, name in enumerate(conflict.structure.options) if conflict.start >> place & 1}
    return want.with_branch_negated(want.branch(on, conflict.drivers))


def _edited(conflict: Conflict, want: ModelWant, kind: str) -> ModelWant:
    if kind == "could_be":
        assert want.changed is not None
        return want.changed
    if kind == "turn":
        return turned_round(conflict, want)
    return want.negated if kind == "negate" else want
