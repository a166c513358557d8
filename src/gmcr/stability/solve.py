"""The stability table of a conflict: every state, every actor, every requested concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.errors import SizeError
from gmcr.base.memory import need_memory
from gmcr.base.record import cut
from gmcr.kernels import kernel_for
from gmcr.model import Conflict
from gmcr.stability.catalogue import CONCEPTS, concepts_named
from gmcr.stability.guarantees import guarantees, stable_where
from gmcr.stability.solution import Solution

__all__ = ["Stability", "solve"]

_EACH, _EACH_ACTOR = 16, 6
"""The bytes needed for a state, and the additional ones for each actor: a little more than was measured at 2^20 and
2^22 states."""


@dataclass(frozen=True, slots=True, eq=False)
class Stability(Solution):
    """A stability table says which states are stable for which actors.

    ``solve`` and ``solve_relation`` return it. Arrays are aligned with ``conflict.states``.

    Attributes
    ----------
    conflict : Conflict
        The conflict that was solved.
    concepts : tuple of str
        The names of the concepts asked for.
    bits : mapping of str to ndarray of uint8
        Actor → one number for each state, shape (states,), in which bit k is set if the state is stable for the actor under
        concept k.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> table = gmcr.solve(ferry, concepts=["nash", "seq"])
    >>> table
    <Stability of 4 states; equilibria nash: 1, seq: 2>
    >>> table.stable("seq", "town").tolist()
    [True, True, False, True]
    """

    conflict: Conflict
    concepts: tuple[str, ...]
    bits: Mapping[str, NDArray[np.uint8]]

    def stable(self, concept: str, actor: str) -> NDArray[np.bool_]:
        """Return where an actor is stable under a concept.

        Parameters
        ----------
        concept : str
            One of ``concepts``.
        actor : str
            The actor.

        Returns
        -------
        ndarray of bool, shape (states,)
            Whether each state is stable for the actor.

        Raises
        ------
        UnknownName
            If the concept was not solved, or there is no such actor.
        """
        self.conflict.actor(actor)
        bit = np.uint8(self.concepts.index(self.solved(concept)))
        stable: NDArray[np.bool_] = self.bits[actor] >> bit & 1 == 1
        return stable

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {self.equilibrium(name).sum()}" for name in self.concepts)
        return cut(f"<Stability of {self.conflict.states.size} states; equilibria {counts}>")


def solve(conflict: Conflict, *, concepts: str | Iterable[str] = CONCEPTS) -> Stability:
    """Return the stability of every state for every actor under the basic concepts.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : str or iterable of str, default CONCEPTS
        Names of concepts in any case, or one of them: "nash", "gmr" (general metarationality), "smr" (symmetric metarationality),
        "seq" (sequential stability), "symseq" (symmetric sequential stability).

    Returns
    -------
    Stability
        The table: where each actor is stable, where all are (the equilibria), and their codes.

    Raises
    ------
    UnknownName
        If a concept does not exist.
    ModelError
        If *conflict* is not a Conflict, or there is something wrong with its states or rankings, which are made when they
        are first needed.
    SizeError
        If the states are too many to be listed, or solving would take more memory than may be taken (see
        ``gmcr.base.memory``).

    See Also
    --------
    why : The witness of one verdict, also where the states are too many to be listed.
    solve_coalition : What actors can do together.
    solve_limited : Foresight of a fixed number of moves.

    Notes
    -----
    Let r_i(s) be the rank of state s for actor i (larger is better). An *improvement* of i from s is a move to a state s1
    with r_i(s1) > r_i(s). State s is stable for i iff no improvement s1 has w(s1) > r_i(s), where w(s1) is what i can
    count on after the move:

    * Nash: w(s1) = +∞, no countermove is considered;
    * otherwise: the least value over s1 and all states that the opponents reach from it by legal sequences, of moves (GMR,
      SMR) or of improvements (SEQ, symmetric SEQ).

    The value of a state is its r_i; under SMR and symmetric SEQ, where i replies once, it is the best r_i over the state
    and i's moves from it. An equilibrium is a state that is stable for every actor.

    The time is about linear in the number of states.

    References
    ----------
    * J. F. Nash (1950). Equilibrium points in n-person games. *PNAS* 36, 48–49.
    * N. Howard (1971). *Paradoxes of Rationality: Theory of Metagames and Political Behavior*. MIT Press.
    * N. M. Fraser & K. W. Hipel (1979). Solving complex conflicts. *IEEE Transactions on Systems, Man, and Cybernetics*
      9, 805–816.
    * L. C. Rêgo & G. I. A. Vieira (2017). Symmetric sequential stability in the graph model for conflict resolution with
      multiple decision makers. *Group Decision and Negotiation* 26, 775–792. doi:10.1007/s10726-016-9520-8
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley (in one notation).

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> table = gmcr.solve(ferry)
    >>> {concept: states.tolist() for concept, states in table.equilibria().items()}
    {'nash': [0], 'gmr': [0, 3], 'smr': [0, 3], 'seq': [0, 3], 'symseq': [0, 3]}
    """
    conflict, chosen = Conflict.given(conflict), concepts_named(concepts)
    if why := conflict.structure.unlisted:
        raise SizeError(f"The stability of all states needs a list of them; `why` and `certify` judge one. {why}")
    cells, actors = conflict.structure.cells, len(conflict.actors)
    need_memory(
        cells * (_EACH + _EACH_ACTOR * actors),
        f"Solving {cells:,} states for {actors} actors",
        "exclude states with `never` rules",
    )
    kernel = kernel_for(conflict.structure, [ranks[None] for ranks in conflict.cell_ranks])
    names = tuple(item.name for item in chosen)
    table = {}
    for place, actor in enumerate(conflict.actors):
        bits = np.zeros(conflict.structure.cells, dtype=np.uint8)
        for item, guarantee in guarantees(kernel, place, chosen):
            stable = stable_where(kernel, place, guarantee)[0]
            bits |= stable.astype(np.uint8) << np.uint8(names.index(item.name))
        table[actor] = conflict.structure.at_states(bits)
    return Stability(conflict, names, table)
