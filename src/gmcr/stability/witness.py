"""Why a state is stable for an actor, or is not: the countermoves that deter, or the improvement that nothing deters.

A deterring path starts at the improvement s1, consists of opponents' moves (for SEQ and symmetric SEQ: improvements of
their movers), nobody moving twice in a row (where options need something, anybody may), and ends in a state s2 no
better for the actor than s; under SMR and symmetric SEQ no reply of the actor from s2 is better than s either. Paths
are shortest; ties are broken by the order of actors and codes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.base.record import INTERNAL, Record
from gmcr.kernels import kernel_for, search_for
from gmcr.model import Conflict, OptionStructure
from gmcr.stability.catalogue import concept as concept_named
from gmcr.stability.concept import Concept
from gmcr.stability.guarantees import guarantees

__all__ = ["Countermove", "Deterred", "Path", "Witness", "shortest_path", "why"]


_FEW_CELLS = 1 << 12
"""Up to this many cells all states are solved; …"""

_ROOM = 16
"""… with more, only where a search would follow more than this many moves for each cell."""


class Countermove(NamedTuple):
    """A move of an opponent after an improvement."""

    actor: str
    """The actor who moves."""
    to: int
    """The code that it leads to."""


Path = tuple[Countermove, ...]
"""Moves, one after another."""


class Deterred(NamedTuple):
    """An improvement and the countermoves that deter it."""

    improvement: int
    """The code that it leads to."""
    path: Path
    """Countermoves, one after another."""


@dataclass(frozen=True, slots=True)
class Witness(Record):
    """A witness: a verdict on one state for one actor under one concept, with its proof.

    See Also
    --------
    why : The witness of a state's stability.

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
    >>> gmcr.why(ferry, "run, pay", actor="town")
    <Witness: town leaves line.run, town.pay under nash, for line.run>
    """

    state: Annotated[int, INTERNAL]
    """The code of the state."""
    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """Whether the actor stays; null where that was not decided within the time limit."""
    improvement: int | None
    """The best improvement that nothing deters; null where there is none."""
    deterred: tuple[Deterred, ...]
    """Improvements that something deters, ascending by code; always empty under Nash. In a proof by paths, one for each
    way of deterring."""
    proof: Literal["listed", "paths", "invariant", "none"] = "listed"
    """How it is known: read off a list of states; by countermoves of which some deter every improvement; by a set of
    states, with the improvement among them, that countermoves do not leave and in which nothing deters; "none" where it
    is not known."""
    invariant: tuple[tuple[str, ...], ...] = ()
    """That set: the feasible states in which the actor's own options are as after the improvement and at least one of
    each of these holds: an option's full name, or "not" and its name. Empty otherwise, and under Nash."""
    labels: Annotated[Mapping[int, str], INTERNAL] = field(default_factory=dict, compare=False)
    """Code → the options that are on (in graph form the state's label), for every state mentioned."""

    def gist(self) -> str:
        """Whether the actor stays."""
        here = self.labels.get(self.state, str(self.state))
        if self.stable is None:
            return f"not decided whether {self.actor} stays in {here} under {self.concept}"
        if self.improvement is None:
            many = f"{len(self.deterred)} improvement{'s' * (len(self.deterred) != 1)} deterred"
            return f"{self.actor} stays in {here} under {self.concept}, {many}"
        return f"{self.actor} leaves {here} under {self.concept}, for {self.labels.get(self.improvement, self.improvement)}"


def why(conflict: Conflict, state: int | str, *, actor: str, concept: str = "nash") -> Witness:
    """Return the witness of a state's stability for an actor.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : int or str
        The state s, as ``Conflict.code`` takes it: a code, a label (graph form) or the options that are on.
    actor : str
        The actor i.
    concept : str, default "nash"
        One of ``CONCEPTS``.

    Returns
    -------
    Witness
        The verdict: the best improvement that nothing deters, or none, and the countermoves that deter each other
        improvement.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or the state is infeasible.
    UnknownName
        If the state, the actor or the concept does not exist.
    SizeError
        If the states, or the actor's moves, are too many to be listed.

    See Also
    --------
    solve : The stability of every state, and the definitions.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict
      Resolution*. Wiley.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.stability import why
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> why(ferry, "run, pay", actor="town", concept="seq").deterred
    (Deterred(improvement=1, path=(Countermove(actor='line', to=0),)),)
    """
    conflict = Conflict.given(conflict)
    chosen, who, code = concept_named(concept), conflict.actor(actor), conflict.code(state)
    structure = conflict.structure
    ranks = conflict.cell_ranks[who]
    targets = conflict.moves(code, actor=actor, improvements=True)
    best: int | None = None
    deterred = []
    for target, holds in zip(targets.tolist(), _deterred(conflict, code, targets, who, chosen), strict=True):
        if holds:
            deterred.append(Deterred(target, _deterrence(conflict, code, target, actor, chosen)))
        elif best is None or ranks[structure.cell(target)] > ranks[structure.cell(best)]:
            best = target
    mentioned = {code, *([] if best is None else [best])}
    for target, path in deterred:
        mentioned |= {target, *(there for _, there in path)}
    labels = {there: structure.label(there) for there in sorted(mentioned)}
    return Witness(code, actor, chosen.name, best is None, best, tuple(deterred), labels=labels)


def _deterred(
    conflict: Conflict, state: int, targets: NDArray[np.int64], who: int, concept: Concept
) -> NDArray[np.bool_]:
    """Which improvements (codes) of an actor something deters: by a search from where they lead, or from the solution
    of all states where there are few or the search goes too far."""
    structure, every = conflict.structure, conflict.cell_ranks
    floor = every[who][structure.cell(state)]
    if concept.sanctions == "none" or not targets.size:
        return np.zeros(targets.size, dtype=np.bool_)
    if isinstance(structure, OptionStructure) and structure.cells > _FEW_CELLS:
        improving, room = not concept.own_only, _ROOM * structure.cells
        search = search_for(structure)
        result = search.deterred(every, who, targets, int(floor), improving=improving, reply=concept.reply, room=room)
        if result.whole:
            return result.deterred
    kernel = kernel_for(structure, [ranks[None] for ranks in every])
    [(_, guarantee)] = guarantees(kernel, who, [concept])
    deterred: NDArray[np.bool_] = guarantee[0, structure.cells_of(targets)] <= floor
    return deterred


def _deterrence(conflict: Conflict, state: int, improvement: int, actor: str, concept: Concept) -> Path:
    """The shortest legal sequence of countermoves from *improvement* that deters it, given that there is one."""
    ranks, structure = conflict.cell_ranks[conflict.actor(actor)], conflict.structure
    floor = ranks[structure.cell(state)]

    def sanctions(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        deterring: NDArray[np.bool_] = ranks[structure.cells_of(codes)] <= floor
        for place in np.flatnonzero(deterring).tolist() if concept.reply else ():
            replies = structure.cells_of(structure.moves(int(codes[place]), actor))
            deterring[place] = not (ranks[replies] > floor).any()
        return deterring

    opponents = [name for name in conflict.actors if name != actor]

    def moves(code: int, mover: str) -> NDArray[np.int64]:
        return conflict.moves(code, actor=mover, improvements=concept.sanctions == "improvements")

    path = shortest_path(improvement, opponents, moves, sanctions, repeats=structure.repeats)
    assert path is not None, "a guarantee without a path: propagation and search disagree"
    return path


def shortest_path(
    start: int,
    movers: Sequence[str],
    moves: Callable[[int, str], NDArray[np.int64]],
    goal: Callable[[NDArray[np.int64]], NDArray[np.bool_]],
    *,
    repeats: bool,
) -> Path | None:
    """Breadth-first search over (state, last mover); *moves*: the codes to which a mover goes from one; *goal*: which of some
    codes end it; *repeats*: whether somebody may move twice in a row. None where none of them can be reached."""
    seen = {(start, "")}
    queue: deque[tuple[int, str, Path]] = deque([(start, "", ())])
    while queue:
        code, last, path = queue.popleft()
        for mover in movers:
            if mover == last and not repeats:
                continue
            targets = moves(code, mover)
            met = np.flatnonzero(goal(targets))
            if met.size:  # states that end the search have never been visited before
                return (*path, Countermove(mover, int(targets[met[0]])))
            for target in targets.tolist():
                if (target, mover) not in seen:
                    seen.add((target, mover))
                    queue.append((target, mover, (*path, Countermove(mover, target))))
    return None
