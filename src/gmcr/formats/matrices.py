"""The graph model in matrices, as SciPy sparse arrays (the matrix representation).

All are square, one row and one column for each state, in the order of ``conflict.states``, and hold whole numbers. With E all
ones, ∘ entry by entry, and sign 1 where an entry is not 0:

* J_i: where actor i can move, and J_i⁺ = J_i ∘ P_i⁺ its improvements;
* P_i⁺, P_i⁻, P_i⁼: which states i prefers, likes less, or likes as well;
* M_H, M_H⁺: what the members of H can reach by legal sequences of moves, or of improvements;
* M_i^Nash and so on: a state is stable for i iff its entry on the diagonal is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import as_bool, known_name
from gmcr.base.errors import MissingExtra, SizeError
from gmcr.base.memory import need_memory
from gmcr.model import Conflict
from gmcr.stability import concept as concept_named
from gmcr.stability.arcs import arcs_of

if TYPE_CHECKING:
    import scipy.sparse  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["MAX_STATES", "adjacency_matrix", "preference_matrix", "reachability_matrix", "stability_matrix"]

MAX_STATES = 1 << 12
"""Matrices are made for at most this many states: those of preference and stability are hardly sparse."""

_EACH_PAIR = 44
"""The bytes needed for each pair of states: a little more than was measured at 4,096 states."""

_SIGNS = {"+": np.greater, "-": np.less, "=": np.equal, "-=": np.less_equal}
"""How q compares with s where an entry (s, q) is 1."""


def adjacency_matrix(conflict: Conflict, actor: str, *, improvements: bool = False) -> scipy.sparse.csr_array:
    """Return the adjacency matrix of an actor's moves.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 states.
    actor : str
        The actor i.
    improvements : bool, default False
        Whether only moves to states count that the actor prefers.

    Returns
    -------
    scipy.sparse.csr_array of int64, shape (states, states)
        J_i, or with *improvements* J_i⁺: 1 at (s, q) if the actor can move from s to q.

    Raises
    ------
    MissingExtra
        If the extra ``interop`` is not installed.
    SizeError
        If there are too many states.
    UnknownName
        If there is no such actor.

    See Also
    --------
    reachability_matrix : What several can reach, one after another.

    References
    ----------
    * H. Xu, K. W. Hipel & D. M. Kilgour (2009). Matrix representation of solution concepts in multiple-decision-maker graph
      models. *IEEE Transactions on Systems, Man, and Cybernetics A* 39, 96–108.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import adjacency_matrix
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> adjacency_matrix(ferry, "town", improvements=True).toarray().tolist()
    [[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
    """
    sparse = _ready(conflict)
    return _numbers(_steps(sparse, conflict, actor, as_bool(improvements, "improvements")))


def reachability_matrix(
    conflict: Conflict, coalition: str | Iterable[str] | None = None, *, improvements: bool = False
) -> scipy.sparse.csr_array:
    """Return what the members of a coalition can reach one after another.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 states.
    coalition : str or iterable of str, optional
        The coalition H, as "A,B" or name by name; by default all actors.
    improvements : bool, default False
        Whether every move of a sequence has to be an improvement of whoever makes it.

    Returns
    -------
    scipy.sparse.csr_array of int64, shape (states, states)
        M_H, or with *improvements* M_H⁺: 1 at (s, q) if a legal sequence of one move or more leads from s to q. Nobody moves
        twice running, except in option form where options need something.

    Raises
    ------
    MissingExtra
        If the extra ``interop`` is not installed.
    ModelError
        If there is nobody in the coalition.
    SizeError
        If there are too many states.
    UnknownName
        If somebody is no actor.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import reachability_matrix
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> reachability_matrix(ferry, improvements=True).toarray().tolist()
    [[0, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 1], [1, 1, 0, 0]]
    """
    sparse = _ready(conflict)
    members = conflict.actors if coalition is None else conflict.coalition(coalition)
    return _numbers(_reached(sparse, conflict, members, as_bool(improvements, "improvements")))


def preference_matrix(conflict: Conflict, actor: str, *, sign: str = "+") -> scipy.sparse.csr_array:
    """Return an actor's preferences as a matrix.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 states.
    actor : str
        The actor i.
    sign : {"+", "-", "=", "-="}, default "+"
        Which states q are marked in the row of s: those that i prefers to s ("+"), likes less ("-"), likes as well ("=", s
        itself among them), or does not prefer ("-=").

    Returns
    -------
    scipy.sparse.csr_array of int64, shape (states, states)
        P_i⁺, P_i⁻, P_i⁼ or P_i^{−,=} = E − P_i⁺.

    Raises
    ------
    MissingExtra
        If the extra ``interop`` is not installed.
    SizeError
        If there are too many states.
    UnknownName
        If there is no such actor or sign.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import preference_matrix
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> ferry.ranks("line").tolist(), preference_matrix(ferry, "line").toarray().tolist()
    ([2, 1, 2, 3], [[0, 0, 0, 1], [1, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]])
    """
    known_name("sign of preference", sign, _SIGNS)
    sparse = _ready(conflict)
    return _numbers(sparse.csr_array(_compared(conflict, actor, sign)))


def stability_matrix(conflict: Conflict, actor: str, *, concept: str = "nash") -> scipy.sparse.csr_array:
    """Return the stability matrix of an actor under a concept.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 4,096 states.
    actor : str
        The actor i.
    concept : str, default "nash"
        The name of a concept, one of ``CONCEPTS``.

    Returns
    -------
    scipy.sparse.csr_array of int64, shape (states, states)
        The matrix. State s is stable for the actor iff the entry at (s, s) is 0; the entry is the number of improvements from
        s that nothing deters.

    Raises
    ------
    MissingExtra
        If the extra ``interop`` is not installed.
    SizeError
        If there are too many states, or the matrix would take more memory than may be taken (see ``gmcr.base.memory``).
    UnknownName
        If there is no such actor or concept.

    See Also
    --------
    solve : The same verdicts without a matrix, for many more states.

    Notes
    -----
    With the others N − i, D = (P_i^{−,=})ᵀ, and ᵀ the transpose:

    * M_i^Nash = J_i⁺ · E;
    * M_i^GMR = J_i⁺ · [E − sign(M_{N−i} · D)];
    * M_i^SMR = J_i⁺ · [E − sign(M_{N−i} · (D ∘ [E − sign(J_i · (P_i⁺)ᵀ)]))];
    * M_i^SEQ and M_i^SymSEQ are those of GMR and SMR with M_{N−i}⁺ for M_{N−i}.

    The diagonal of P_i^{−,=} is 1: a countermove straight back to s leaves i no better off, so it deters.

    References
    ----------
    * H. Xu, K. W. Hipel & D. M. Kilgour (2009). Matrix representation of solution concepts in multiple-decision-maker graph
      models. *IEEE Transactions on Systems, Man, and Cybernetics A* 39, 96–108.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import stability_matrix
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> stability_matrix(ferry, "town", concept="seq").diagonal().tolist()
    [0, 0, 1, 0]
    >>> gmcr.solve(ferry).stable("seq", "town").tolist()
    [True, True, False, True]
    """
    chosen = concept_named(concept)
    sparse, size = _ready(conflict), conflict.states.size
    need_memory(size**2 * _EACH_PAIR, f"A stability matrix of {size:,} states", "exclude states with `never` rules")
    deterred: NDArray[np.bool_] = np.zeros((size, size), dtype=np.bool_)
    if chosen.sanctions != "none":
        others = [name for name in conflict.actors if name != actor]
        deters = _compared(conflict, actor, "-=").T
        if chosen.reply:
            escapes = _steps(sparse, conflict, actor, improvements=False)
            deters = deters & ~_product(escapes, _compared(conflict, actor, "+").T)
        answers = _reached(sparse, conflict, others, chosen.sanctions == "improvements")
        deterred = _product(answers, deters)
    improvements = _numbers(_steps(sparse, conflict, actor, improvements=True))
    return sparse.csr_array(improvements @ (~deterred).astype(np.int64))


def _ready(conflict: Conflict) -> ModuleType:
    """SciPy's sparse arrays, for a conflict that is one and small enough. Raises ModelError, SizeError, MissingExtra."""
    if why := Conflict.given(conflict).structure.unlisted:
        raise SizeError(f"Matrices need a list of the states. {why}")
    if conflict.states.size > MAX_STATES:
        raise SizeError(
            f"Matrices are made for up to {MAX_STATES:,} states; this conflict has {conflict.states.size:,}."
        )
    try:
        import scipy.sparse
    except ModuleNotFoundError:
        raise MissingExtra("interop", "A sparse matrix") from None
    sparse: ModuleType = scipy.sparse
    return sparse


def _steps(sparse: ModuleType, conflict: Conflict, actor: str, improvements: bool) -> Any:
    """An actor's moves, or improvements, as truth values."""
    sources, targets = arcs_of(conflict, actor)
    if improvements:
        ranks = conflict.ranks(actor)
        better = ranks[targets] > ranks[sources]
        sources, targets = sources[better], targets[better]
    return sparse.csr_array((np.ones(sources.size, dtype=np.bool_), (sources, targets)), (conflict.states.size,) * 2)


def _reached(sparse: ModuleType, conflict: Conflict, members: Sequence[str], improvements: bool) -> Any:
    """What members reach by legal sequences, as truth values: for each who begins it is its steps, and from there what
    somebody else begins, until nothing more comes."""
    nowhere = sparse.csr_array((conflict.states.size,) * 2, dtype=np.bool_)
    steps = [_steps(sparse, conflict, member, improvements) for member in members]
    begun, before = steps, -1
    while before < (before := sum(table.nnz for table in begun)):
        going_on = [
            reduce(_either, (table for j, table in enumerate(begun) if j != i or conflict.structure.repeats), nowhere)
            for i in range(len(steps))
        ]
        begun = [_either(own, own @ onward) for own, onward in zip(steps, going_on, strict=True)]
    return reduce(_either, begun, nowhere)


def _either(one: Any, other: Any) -> Any:
    """Where one or the other is true: of truth values the larger."""
    return one.maximum(other)


def _compared(conflict: Conflict, actor: str, sign: str) -> NDArray[np.bool_]:
    """Whether q compares with s as a sign says, at (s, q)."""
    ranks = conflict.ranks(actor)
    table: NDArray[np.bool_] = _SIGNS[sign](ranks[None, :], ranks[:, None])
    return table


def _product(moves: Any, table: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The sign of a product: whether some move from s leads where the table is true, at (s, q)."""
    signs: NDArray[np.bool_] = moves.astype(np.float32) @ table.astype(np.float32) > 0
    return signs


def _numbers(table: Any) -> Any:
    return table.astype(np.int64)
