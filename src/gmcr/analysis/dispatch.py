"""Chooses between listing the states of the games on a structure and proving verdicts on them.

States are listed wherever they can be (``model.OptionStructure.unlisted`` says why not): a list answers every
question, and pays the more questions are asked. If they cannot be listed, ``analysis.unlisted`` answers what can be
asked of one state after another.
"""

from __future__ import annotations

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.analysis.unlisted.play import UnlistedPlay
from gmcr.analysis.unlisted.witness import witness_of
from gmcr.model import Conflict, OptionStructure, Structure
from gmcr.stability import Witness
from gmcr.stability import concept as concept_named
from gmcr.stability import why as read_off

__all__ = ["arena_of", "play_on", "why", "witness_in"]


def arena_of(structure: Structure) -> Arena:
    """Return the arena of the games on a structure."""
    if isinstance(structure, OptionStructure) and not structure.listed:
        return UnlistedArena(structure)
    return Arena(structure)


def witness_in(arena: Arena, conflict: Conflict, state: int, *, actor: str, concept: str) -> Witness:
    """Return why a state (a code) of a game is stable for an actor under a concept, or not."""
    if isinstance(arena, UnlistedArena):
        decision = arena.decision(arena.profile(conflict), state, conflict.actor(actor), concept)
        return witness_of(conflict, decision)
    return read_off(conflict, state, actor=actor, concept=concept)


def why(conflict: Conflict, state: int | str, *, actor: str, concept: str = "nash") -> Witness:
    """Return the witness of a state's stability for an actor: what keeps it there, or moves it out.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int or str
        The state s: a code, a label (graph form) or the options that are on.
    actor : str
        The actor i.
    concept : str, default "nash"
        The name of a concept, one of ``CONCEPTS``.

    Returns
    -------
    Witness
        The verdict with its proof: the improvements that something deters, each with the countermoves that deter it, and
        the best improvement that nothing deters, if there is one. It is read off the states, or proved if they are too many
        to be listed (``Witness.proof``).

    Raises
    ------
    UnknownName
        If an actor, a concept or an option does not exist.
    ModelError
        If *conflict* is not a Conflict, or the state is infeasible.
    SizeError
        If the states are too many to be listed and an actor is given by a ranking.
    MissingExtra
        If the states are too many to be listed and the extra ``sat`` is not installed.

    See Also
    --------
    solve : The stability of all states, with the definitions.

    Notes
    -----
    A path of countermoves begins at the improvement, consists of opponents' moves (for SEQ and symmetric SEQ of their
    improvements), nobody moving twice in a row, and ends in a state that i likes no better than s; under SMR and symmetric
    SEQ no reply of i from there is better than s either. Paths are shortest; among these the first found in the order of
    actors and codes. Where options need something, anybody may move twice in a row.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> witness = gmcr.why(ferry, "run, pay", actor="town", concept="seq")
    >>> witness
    <Witness: town stays in line.run, town.pay under seq, 1 improvement deterred>
    >>> witness.deterred
    (Deterred(improvement=1, path=(Countermove(actor='line', to=0),)),)
    """
    made = Conflict.given(conflict)
    who, code, chosen = made.actor(actor), made.code(state), concept_named(concept)
    return witness_in(arena_of(made.structure), made, code, actor=made.actors[who], concept=chosen.name)


def play_on(arena: Arena, profile: Profile) -> Play:
    """Return the play of a profile on an arena."""
    return UnlistedPlay(arena, profile) if isinstance(arena, UnlistedArena) else Play(arena, profile)
