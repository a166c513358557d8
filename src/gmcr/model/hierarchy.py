"""One conflict out of several local ones that have actors in common: a hierarchical graph model.

A central government that has a dispute with each of two provinces is a *common* actor of two *local* conflicts (He,
Kilgour, Hipel & Bashar 2013). With G^1, …, G^k the local conflicts,

* the actors are those of all of them;
* the states are S = S^1 × … × S^k;
* a move of i changes the state of one local conflict by a move of i there (or, *together*, of several at once), and
  leaves the others as they are;
* an actor of one local conflict compares states by what they are there; a common actor lexicographically, by the local
  conflicts in the order of their importance to it.

Its Nash equilibria are the combinations of the local ones, whether or not common actors move together: an improvement in
one local conflict is one in the whole, and a combined improvement improves the most important part that it does not
leave as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_bool, as_instance, as_mapping, as_names, known_name
from gmcr.base.errors import ModelError, SizeError
from gmcr.model.conflict import Conflict
from gmcr.model.edited import MAX_MOVES, MAX_STATES, edited
from gmcr.model.graph import ArcForm
from gmcr.model.ranking import Ranking
from gmcr.model.structure import GraphStructure

__all__ = ["hierarchy_of"]

Places = NDArray[np.int64]
Pairs = tuple[Places, Places]


def hierarchy_of(
    conflicts: Mapping[str, Conflict], *, together: bool, importance: Mapping[str, str | Iterable[str]] | None = None
) -> Conflict:
    """Return one conflict out of several local ones, in graph form.

    Parameters
    ----------
    conflicts : mapping of str to Conflict
        Name → local conflict, two or more. Actors of the same name are the same actor.
    together : bool
        Whether an actor of several local conflicts can move in several of them at once.
    importance : mapping of str to iterable of str, optional
        Common actor → the names of its local conflicts, the most important first. By default all have the order of
        *conflicts*.

    Returns
    -------
    Conflict
        The conflict. A state is labelled by its local states, " | " between them, the first local conflict varying slowest; it
        begins where they begin.

    Raises
    ------
    ModelError
        If there are fewer than two local conflicts, something is not a Conflict, or the importance does not name all local
        conflicts of an actor.
    UnknownName
        If an actor or a local conflict does not exist.
    SizeError
        If there are more than 65,536 states or 4,000,000 moves.

    See Also
    --------
    Conflict.with_preferences : To give somebody another preference over the whole.

    Notes
    -----
    The states are S^1 × … × S^k. A move of actor i is one in one local conflict, the others being as they are; *together*, in
    one or several. An actor of one local conflict compares states by what they are there, a common one lexicographically.
    The Nash equilibria are the combinations of the local ones.

    With one common actor and two local conflicts that is a basic hierarchical graph model, with two common actors a duo.
    The weights of local conflicts that some of the literature has are not here.

    References
    ----------
    * S. He, D. M. Kilgour, K. W. Hipel & M. A. Bashar (2013). A basic hierarchical graph model for conflict resolution with
      application to water diversion conflicts in China. *INFOR* 51, 103–119.
    * S. He (2015). *Hierarchical Graph Models for Conflict Resolution*. Thesis, University of Waterloo.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.model import hierarchy_of
    >>> def ferry(town):
    ...     return gmcr.Conflict.from_options(
    ...         actors={"line": "run", town: "pay"},
    ...         preferences={"line": ["run implies pay", "run"], town: ["run", "not pay"]},
    ...     )
    >>> both = hierarchy_of({"north": ferry("alby"), "south": ferry("brink")}, together=False)
    >>> both.actors, both.states.size, both.label(0)
    (('line', 'alby', 'brink'), 16, 'no option on | no option on')
    >>> [both.label(state) for state in gmcr.solve(both).equilibria("nash")]
    ['no option on | no option on']
    """
    given = as_mapping(conflicts, "conflicts", "name → a local Conflict")
    if len(given) < 2:
        raise ModelError("A hierarchy has two local conflicts or more.")
    as_bool(together, "together")
    parts = {
        name: _graph(as_instance(part, Conflict, f"The conflict {name}", "a Conflict")) for name, part in given.items()
    }
    sizes = [part.states.size for part in parts.values()]
    if prod(sizes) > MAX_STATES:
        raise SizeError(f"A hierarchy has up to {MAX_STATES:,} states; here are {prod(sizes):,}.")
    actors = tuple(dict.fromkeys(actor for part in parts.values() for actor in part.actors))
    order = _importance(parts, actors, importance)
    labels = tuple(" | ".join(local) for local in product(*(part.labels for part in parts.values())))
    arcs = {actor: _moves(parts, actor, together=together) for actor in actors}
    form = ArcForm(labels, arcs, repeats=any(part.structure.repeats for part in parts.values()))
    ranks = {actor: Ranking.from_ranks(_worth(parts, actor, order[actor])) for actor in actors}
    start = np.ravel_multi_index([part.structure.cell(part.start) for part in parts.values()], sizes)
    return Conflict(GraphStructure(form), ranks, int(start))


def _graph(part: Conflict) -> Conflict:
    return replace(part, structure=edited(part.structure))


def _importance(
    parts: Mapping[str, Conflict], actors: Sequence[str], given: Mapping[str, str | Iterable[str]] | None
) -> dict[str, tuple[str, ...]]:
    """Actor → the names of its local conflicts, the most important first."""
    order = {actor: tuple(name for name, part in parts.items() if actor in part.actors) for actor in actors}
    for actor, names in as_mapping(given or {}, "importance", "actor → names of local conflicts").items():
        chosen = as_names(names, f"The importance to {known_name('actor', actor, actors)}")
        for name in chosen:
            known_name("local conflict", name, parts)
        if set(chosen) != set(order[actor]):
            raise ModelError(
                f"The importance to {actor} is an order of {' and '.join(order[actor])}, where it acts.", actor=actor
            )
        order[actor] = chosen
    return order


def _moves(parts: Mapping[str, Conflict], actor: str, *, together: bool) -> Pairs:
    """The moves of an actor from and to places in the whole, sorted."""
    stays: list[Pairs] = [(np.arange(part.states.size), np.arange(part.states.size)) for part in parts.values()]
    own = [_arcs(part, actor) for part in parts.values()]
    if together:
        several = [
            (np.concatenate((stay[0], arcs[0])), np.concatenate((stay[1], arcs[1])))
            for stay, arcs in zip(stays, own, strict=True)
        ]
        combinations = [several]
    else:
        combinations = [[*stays[:place], arcs, *stays[place + 1 :]] for place, arcs in enumerate(own)]
    if sum(prod(pairs[0].size for pairs in chosen) for chosen in combinations) > MAX_MOVES:
        raise SizeError(f"{actor} would have more than {MAX_MOVES:,} moves.", actor=actor)
    ends = [
        np.concatenate([_combined([pairs[end] for pairs in chosen], parts) for chosen in combinations])
        for end in (0, 1)
    ]
    moved = ends[0] != ends[1]
    sources, targets = ends[0][moved], ends[1][moved]
    sort = np.lexsort((targets, sources))
    return sources[sort], targets[sort]


def _arcs(part: Conflict, actor: str) -> Pairs:
    assert isinstance(part.structure, GraphStructure)
    nowhere = np.zeros(0, dtype=np.int64)
    return part.structure.form.arcs.get(actor, (nowhere, nowhere))


def _combined(local: Sequence[Places], parts: Mapping[str, Conflict]) -> Places:
    """The places in the whole of all combinations of local places."""
    whole = np.zeros(1, dtype=np.int64)
    for places, part in zip(local, parts.values(), strict=True):
        whole = (whole[:, None] * part.states.size + places).reshape(-1)
    return whole


def _worth(parts: Mapping[str, Conflict], actor: str, order: Sequence[str]) -> Places:
    """Numbers for the states of the whole, larger is better: the digits are local ranks, the most important first."""
    names, sizes = list(parts), [part.states.size for part in parts.values()]
    local = np.unravel_index(np.arange(prod(sizes)), sizes)
    worth = np.zeros(prod(sizes), dtype=np.int64)
    for name in order:
        worth = worth * (parts[name].states.size + 1) + parts[name].ranks(actor)[local[names.index(name)]]
    return worth
