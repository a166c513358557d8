"""Behavioural analysis: under which concepts actors would have done what they did.

Observed is where each actor stayed and where it left. A concept *explains* an actor iff every state in which it stayed
is stable for it under the concept, and none which it left is (Wang, Hipel, Fang, Xu & Kilgour 2019). Each actor may have
a concept of its own, and several may explain it: as much as was seen tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gmcr.base.arguments import as_items, as_mapping
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.model import Conflict
from gmcr.stability import CONCEPTS, solve

__all__ = ["Behaviour", "behaviour_of"]

States = int | str | Iterable[int | str]


@dataclass(frozen=True, slots=True)
class Behaviour(Record):
    """What was seen of actors, and which concepts explain it.

    See Also
    --------
    behaviour_of : Which concepts explain what was seen.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import behaviour_of
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> seen = behaviour_of(ferry, rested=["run, pay"])
    >>> seen.explaining("town"), seen.against["town"]["nash"]
    (('gmr', 'smr', 'seq', 'symseq'), (3,))
    """

    concepts: tuple[str, ...]
    """The concepts that were tried."""
    against: Mapping[str, Mapping[str, tuple[int, ...]]]
    """Actor → concept → the codes, ascending, of what was seen of the actor and is otherwise under the concept."""

    def explaining(self, actor: str) -> tuple[str, ...]:
        """Return the concepts that explain an actor.

        Parameters
        ----------
        actor : str
            The actor.

        Returns
        -------
        tuple of str
            Those under which it would have stayed where it stayed, and left where it left.
        """
        return tuple(concept for concept, states in self.against[actor].items() if not states)

    @property
    def together(self) -> tuple[str, ...]:
        """The concepts that explain everybody."""
        return tuple(name for name in self.concepts if not any(states[name] for states in self.against.values()))


def behaviour_of(
    conflict: Conflict,
    *,
    rested: States = (),
    stayed: Mapping[str, States] | None = None,
    left: Mapping[str, States] | None = None,
    concepts: str | Iterable[str] = CONCEPTS,
) -> Behaviour:
    """Return which concepts explain where actors stayed and where they left.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    rested : state or iterable of states, default ()
        States in which everybody stayed, each as ``Conflict.code`` takes it.
    stayed : mapping of str to states, optional
        Actor → states in which it stayed, whatever the others did.
    left : mapping of str to states, optional
        Actor → states which it left.
    concepts : str or iterable of str, default CONCEPTS
        The concepts that are tried.

    Returns
    -------
    Behaviour
        For each actor the concepts that explain it, those that explain everybody, and what speaks against each of the
        others.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, nothing was seen, a state is infeasible, or an actor stayed in a state which it
        left.
    UnknownName
        If an actor, a state or a concept does not exist.
    SizeError
        If the states are too many to be listed.

    See Also
    --------
    gmcr.solve : The concepts.
    inverse_of : Which preferences explain that a state is an equilibrium, the concept being known.

    Notes
    -----
    A concept explains actor i iff every state in which i stayed is stable for i under it, and no state which i left is. As
    Nash ⊆ SMR ⊆ GMR and Nash ⊆ SEQ ⊆ GMR, whoever stays is explained by GMR if by anything, and whoever leaves by Nash.

    References
    ----------
    * J. Wang, K. W. Hipel, L. Fang, H. Xu & D. M. Kilgour (2019). Behavioral analysis in the graph model for conflict
      resolution. *IEEE Transactions on Systems, Man, and Cybernetics: Systems* 49. doi:10.1109/TSMC.2017.2689004

    Examples
    --------
    The town goes on paying for a ferry that runs: that is not Nash. And it leaves the state in which it pays for none.

    >>> import gmcr
    >>> from gmcr.analysis import behaviour_of
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> behaviour_of(ferry, rested=["run, pay"], left={"town": ["pay"]}).together
    ('gmr', 'smr', 'seq', 'symseq')
    """
    conflict = Conflict.given(conflict)
    stays = {actor: set(_codes(conflict, rested)) for actor in conflict.actors}
    leaves: dict[str, set[int]] = {actor: set() for actor in conflict.actors}
    for seen, given, what in ((stays, stayed, "stayed"), (leaves, left, "left")):
        for actor, states in as_mapping(given or {}, what, "actor → states").items():
            conflict.actor(actor)
            seen[actor] |= set(_codes(conflict, states))
    for actor in conflict.actors:
        if both := stays[actor] & leaves[actor]:
            raise ModelError(f"{actor} cannot have stayed in state {min(both)} and left it.", actor=actor)
    if not any(stays.values()) and not any(leaves.values()):
        raise ModelError("Nothing was seen: say where everybody rested, or who stayed or left where.")
    solved = solve(conflict, concepts=concepts)
    against: dict[str, dict[str, tuple[int, ...]]] = {}
    for actor in conflict.actors:
        stable = {name: set(conflict.states[solved.stable(name, actor)].tolist()) for name in solved.concepts}
        against[actor] = {name: tuple(sorted(stays[actor] - own | leaves[actor] & own)) for name, own in stable.items()}
    return Behaviour(solved.concepts, against)


def _codes(conflict: Conflict, states: object) -> list[int]:
    return [conflict.code(state) for state in as_items(states, "States", "a list of states")]
