"""Where it is decided whether the games on a structure are looked at in lists of their states, or verdicts on them proved.

States are listed wherever they can be (``model.OptionStructure.unlisted`` says why not): a list answers every question, and the
more is asked, the sooner. Where they cannot, ``analysis.unlisted`` answers what can be asked of one state after another.
"""

from __future__ import annotations

from gmcr.analysis.arena import Arena, Profile
from gmcr.analysis.roads.roads import Play
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.analysis.unlisted.play import UnlistedPlay
from gmcr.analysis.unlisted.witness import witness_of
from gmcr.model import Conflict, OptionStructure, Structure, conflict_given
from gmcr.stability import Witness
from gmcr.stability import concept as concept_named
from gmcr.stability import why as read_off

__all__ = ["arena_of", "play_on", "why", "witness_in"]


def arena_of(structure: Structure) -> Arena:
    """The arena of the games on a structure."""
    if isinstance(structure, OptionStructure) and not structure.listed:
        return UnlistedArena(structure)
    return Arena(structure)


def witness_in(arena: Arena, conflict: Conflict, state: int, *, actor: str, concept: str) -> Witness:
    """Why a state (a code) of a game is stable for an actor under a concept, or not."""
    if isinstance(arena, UnlistedArena):
        found = arena.decision(arena.profile(conflict), state, conflict.actor(actor), concept)
        return witness_of(conflict, found)
    return read_off(conflict, state, actor=actor, concept=concept)


def why(conflict: Conflict, state: int | str, *, actor: str, concept: str = "nash") -> Witness:
    """The witness of a state's stability for *actor* under *concept*: what keeps it there, or moves it out. Read off the states,
    or proved where they are too many to be listed (``Witness.proof``; extra ``sat``).

    *state* is a code, a label (graph form) or the options that are on. Raises UnknownName, ModelError.
    """
    made = conflict_given(conflict)
    who, code, chosen = made.actor(actor), made.code(state), concept_named(concept)
    return witness_in(arena_of(made.structure), made, code, actor=made.actors[who], concept=chosen.name)


def play_on(arena: Arena, profile: Profile) -> Play:
    """The play of a profile on it."""
    return UnlistedPlay(arena, profile) if isinstance(arena, UnlistedArena) else Play(arena, profile)
