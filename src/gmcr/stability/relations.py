"""Stability under preferences of any kind, each actor with its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import shown
from gmcr.base.errors import ModelError
from gmcr.base.memory import need_memory
from gmcr.model import Conflict, Ranking
from gmcr.model.tables import is_ranks, preferences_given
from gmcr.stability.arcs import Arcs, arcs_of
from gmcr.stability.crisp import Crisp
from gmcr.stability.literal import LITERAL_CONCEPTS, LiteralGame, require_literal
from gmcr.stability.preference import Judgement, Preference, require_size
from gmcr.stability.solve import Stability, solve

__all__ = ["judgements_of", "preferences_of", "solve_relation"]


def solve_relation(
    conflict: Conflict,
    *,
    concepts: str | Iterable[str] = LITERAL_CONCEPTS,
    preferences: Mapping[str, Any],
) -> Stability:
    """Return the stability of every state for every actor under preferences of any kind.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 8,192 feasible states (any number, if all preferences are ``Crisp``).
    concepts : str or iterable of str, default ("nash", "gmr", "smr", "seq")
        Names of concepts, or one of them, out of these four.
    preferences : mapping of str to Preference
        Actor → its ``Crisp``, ``Strength``, ``Unknown``, ``Fuzzy``, ``Probabilistic``, ``Attitudes`` or ``Relation``; each
        actor may have another kind. Whatever ``Conflict.with_preferences`` takes, such as a ``Ranking``, is ``Crisp``. For an
        actor without an entry its ranking in *conflict* counts.

    Returns
    -------
    Stability
        The table: where each actor is stable, where all are (the equilibria), and their codes.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or an actor has something else than a preference, or one that does not fit the
        states or lacks the type that it needs.
    SizeError
        If there are too many states or moves.
    UnknownName
        If an actor, a state or a concept does not exist.

    See Also
    --------
    solve : Stability under one ranking for each actor.

    Notes
    -----
    A preference of actor i says three things of two states: whether a move from s to s1 *tempts* i, whether s2 *deters* i
    at s, and whether i as an opponent would be *provoked* to move from s1 to s2. A state s is stable for i iff under

    * Nash, no move tempts i;
    * GMR, for every move s1 that tempts i the opponents reach from s1 some s2 that deters i at s;
    * SMR, moreover every reply of i from s2 deters i at s as well;
    * SEQ, they reach such an s2 by steps to which each of them is provoked.

    Nash ⊆ SMR ⊆ GMR and Nash ⊆ SEQ ⊆ GMR, whatever the preferences. Where all three tables of every actor are those of a
    ranking, the ranking is solved, in about linear time. Otherwise this works on sets of states, by the letter of the
    definition.

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
    >>> solved = gmcr.solve_relation(
    ...     ferry,
    ...     preferences={
    ...         "line": gmcr.Strength.read("3 > 0 > 2 >> 1", level=2),
    ...         "town": gmcr.Fuzzy.from_pairs(ferry, {(1, 3): 0.7}, actor="town", threshold=0.5),
    ...     },
    ... )
    >>> {concept: solved.equilibria(concept).tolist() for concept in solved.concepts}
    {'nash': [0, 3], 'gmr': [0, 3], 'smr': [0, 3], 'seq': [0, 3]}
    """
    conflict, names = Conflict.given(conflict), require_literal(concepts)
    everyone = preferences_of(conflict, preferences)
    own = {actor: kind.preferences for actor, kind in everyone.items() if isinstance(kind, Crisp)}
    if len(own) == len(everyone):
        changed = {actor: wanted for actor, wanted in own.items() if wanted is not None}
        solved = solve(conflict.with_preferences(changed) if changed else conflict, concepts=names)
        return replace(solved, conflict=conflict)
    return _judged(conflict, names, judgements_of(conflict, everyone))


def judgements_of(conflict: Conflict, preferences: Mapping[str, Any]) -> dict[str, Judgement]:
    """What tempts, deters and provokes every actor. Raises ModelError, SizeError, UnknownName."""
    everyone = preferences_of(conflict, preferences)
    require_size(conflict)
    need_memory(
        (3 * len(everyone) + 10) * conflict.states.size**2,
        f"Comparing {conflict.states.size:,} states pair by pair",
        "exclude states with `never` rules",
    )
    return {actor: _fitting(conflict, actor, kind) for actor, kind in everyone.items()}


def preferences_of(conflict: Conflict, preferences: Mapping[str, Any]) -> dict[str, Preference]:
    """Every actor's preference, in the order of actors. Raises ModelError, UnknownName."""
    given = {}
    for actor, kind in preferences_given(preferences).items():
        conflict.actor(actor)
        given[actor] = kind if isinstance(kind, Preference) else _crisp(actor, kind)
    return {actor: given.get(actor, Crisp()) for actor in conflict.actors}


def _crisp(actor: str, given: object) -> Crisp:
    """A ranking, or what can be read as one."""
    if isinstance(given, str) and (">>" in given or "≫" in given):
        raise ModelError(
            f"{actor}: for strong preferences (>>) say at which level: Strength.read(…, level=2).", actor=actor
        )
    if not isinstance(given, (str, list, tuple, Ranking)) and not is_ranks(given):
        kinds = "Crisp, Strength, Unknown, Fuzzy, Probabilistic, Attitudes or Relation"
        raise ModelError(f"{actor} should have a {kinds}, or a ranking, not {shown(given)}.", actor=actor)
    return Crisp(given)


def _fitting(conflict: Conflict, actor: str, kind: Preference) -> Judgement:
    judgement = kind.judgement(conflict, actor)
    if judgement.tempts.shape[0] != conflict.states.size:
        raise ModelError(
            f"{actor}'s preferences should have one row a state: they have {judgement.tempts.shape[0]}, the conflict has "
            f"{conflict.states.size} states.",
            actor=actor,
        )
    return judgement


def _judged(conflict: Conflict, names: tuple[str, ...], judgements: Mapping[str, Judgement]) -> Stability:
    rankings = {}
    for actor, judgement in judgements.items():
        ranks = judgement.ranks()
        if ranks is None:
            return _literal(conflict, names, judgements)
        rankings[actor] = _ranking(conflict, ranks)
    return replace(solve(conflict.with_preferences(rankings), concepts=names), conflict=conflict)


def _ranking(conflict: Conflict, ranks: NDArray[np.int64]) -> Ranking:
    states = conflict.labels if conflict.layout == "graph" else conflict.states.tolist()
    tiers: dict[int, list[int | str]] = {}
    for rank, state in zip(ranks.tolist(), states, strict=True):
        tiers.setdefault(rank, []).append(state)
    return Ranking([tiers[rank] for rank in sorted(tiers, reverse=True)])


def _literal(conflict: Conflict, names: tuple[str, ...], judgements: Mapping[str, Judgement]) -> Stability:
    moves = {actor: arcs_of(conflict, actor) for actor in conflict.actors}
    game = LiteralGame(conflict, {actor: _kept(moves[actor], own.provokes) for actor, own in judgements.items()})
    bits = {}
    for actor, own in judgements.items():
        tempting, answers = _kept(moves[actor], own.tempts), game.answers(actor, names, own.deters)
        bits[actor] = np.zeros(conflict.states.size, dtype=np.uint8)
        for bit, name in enumerate(names):
            bits[actor] |= game.stable(tempting, answers.get(name)).astype(np.uint8) << np.uint8(bit)
    return Stability(conflict, names, bits)


def _kept(moves: Arcs, table: NDArray[np.bool_]) -> Arcs:
    sources, targets = moves
    kept = table[targets, sources]
    return sources[kept], targets[kept]
