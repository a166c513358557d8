"""Simultaneous sanctioning (SIM), in option form: after Fraser & Hipel's (1979, 1984) tableau, in two forms.

A *joint move* against i's improvement s1 ∈ R_i⁺(s): i moves to s1, each other actor j stays or takes some improvement
q_j ∈ R_j⁺(s) of its own from s, and the option changes, all superposed, give a feasible t with t ≾_i s.

* ``form="every"``: s is SIM-stable for i iff every s1 ∈ R_i⁺(s) meets a joint move. Restricting this to states where
  two actors or more have an improvement would change nothing: where only i has one there is nothing to superpose.
* ``form="tableau"``: as Fraser & Hipel apply it, after sequential stability and only to the states that it leaves
  unstable. Let U(s) be the actors for whom s is not sequentially stable: those who would leave. An actor outside U(s)
  is stable. Where U(s) has two actors or more, i ∈ U(s) is stable iff every s1 ∈ R_i⁺(s) meets a joint move in which
  only actors in U(s) move; an actor that is alone in U(s) leaves. This is reported as "SEQ or SIM" actor by actor:
  within SEQ or SIM, and containing SEQ.

Nash ⊆ SIM; no other basic concept is comparable with it. Where actors do not perceive some states
(``model.as_perceived``) improvements, and the sequences of SEQ, are those between states that their movers perceive; t
deters whether i perceives it or not, as the end of the others' moves does under every concept.

Moves that several actors make simultaneously from one state, with their option changes superposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gmcr.base.arguments import known_name
from gmcr.base.errors import ModelError, SizeError
from gmcr.kernels.joint import SimultaneousMoves
from gmcr.model import Conflict, EditedStructure, GraphStructure, OptionStructure
from gmcr.stability.arcs import arcs_of, expand
from gmcr.stability.solution import Verdicts
from gmcr.stability.solve import solve

__all__ = ["MAX_JOINT", "SIM_FORMS", "JointMoves", "solve_sim"]


Ints = NDArray[np.int64]
Places = NDArray[np.bool_]

MAX_JOINT = 1 << 24
"""The maximum number of joint moves that may meet one improvement."""

_BLOCK = 1 << 20
"""The approximate number of joint moves processed at a time."""


class JointMoves:
    """The improvements of every actor from every state. ``gains``: actor → bool (states,), where it has any.

    Raises ModelError in graph form, unless the states come from an option form.
    """

    def __init__(self, conflict: Conflict) -> None:
        structure = conflict.structure
        if isinstance(structure, GraphStructure) and not isinstance(structure, EditedStructure):
            raise ModelError("Simultaneous sanctioning superposes option changes: it needs a conflict in option form.")
        codes = structure.states
        self.conflict, self.codes = conflict, codes
        self.ranks = {actor: conflict.ranks(actor) for actor in conflict.actors}
        self.offers = {actor: _Offers.of(conflict, actor, codes) for actor in conflict.actors}
        self.gains: Mapping[str, Places] = {actor: offers.count > 0 for actor, offers in self.offers.items()}

    def unmet(self, actor: str, leaving: Mapping[str, Places]) -> Places:
        """Where some improvement of *actor* meets no joint move to a feasible state that it likes no better: bool
        (states,). *leaving*: where each of the other actors moves at all; it may also stay. Raises SizeError."""
        counts = {
            other: np.where(leaving[other], offers.count, 0)
            for other, offers in self.offers.items()
            if other != actor and (leaving[other] & self.gains[other] & self.gains[actor]).any()
        }
        beside = self._beside(actor, counts, leaving)
        if beside is None:
            sources, codes = self._improvements(actor)
        elif len(counts) == 1:
            alone: Places = beside.states()[self.codes]
            return alone
        else:
            cells, codes = beside.improvements()
            sources = np.searchsorted(self.codes, cells)
        order = sorted(counts, key=lambda other: int(counts[other].sum()))
        return self._left(actor, sources, codes, {other: counts[other] for other in order})

    def _left(self, actor: str, sources: Ints, codes: Ints, counts: Mapping[str, Ints]) -> Places:
        """Where some improvement from *sources* to *codes* is unmet. The best improvement of each state is tried first,
        then twice as many in each round, because one unmet improvement decides about its state."""
        unmet = np.zeros(self.codes.size, dtype=np.bool_)
        order = np.lexsort((-self._ranks(actor, codes), sources))
        sources, codes = sources[order], codes[order]
        number = np.arange(sources.size) - np.searchsorted(sources, sources)
        done, step = 0, 1
        while sources.size:
            now = number < done + step
            for part in _parts(sources[now], list(counts.values())):
                at, reached = sources[now][part], codes[now][part]
                unmet[at[~self._met(actor, at, reached, counts)]] = True
            going = ~now & ~unmet[sources]
            sources, codes, number = sources[going], codes[going], number[going]
            done, step = done + step, 2 * step
        return unmet

    def _beside(
        self, actor: str, counts: Mapping[str, Ints], leaving: Mapping[str, Places]
    ) -> SimultaneousMoves | None:
        """The other actor with the most improvements, out of those whose improvements need not be enumerated; None for
        none."""
        conflict, structure = self.conflict, self.conflict.structure
        if structure.layout != "dense" or not isinstance(structure, OptionStructure):
            return None
        free = [other for other in counts if not _bound(structure, other)]
        if not free:
            return None
        most = max(free, key=lambda other: int(counts[other].sum()))
        span, moves = structure.form.span, np.zeros(structure.cells, dtype=np.bool_)
        moves[self.codes] = leaving[most]
        return SimultaneousMoves(
            own=conflict.cell_ranks[conflict.actor(actor)],
            other=conflict.cell_ranks[conflict.actor(most)],
            spans=(span[actor], span[most]),
            one_way=[option.one_way for option in structure.form.options[slice(*span[actor])]],
            leaves=moves,
        )

    def _improvements(self, actor: str) -> tuple[Ints, Ints]:
        """(places s, codes s1)."""
        offers = self.offers[actor]
        sources, number = expand(offers.count)
        return sources, offers.codes[offers.start[sources] + number]

    def _met(self, actor: str, sources: Ints, codes: Ints, counts: Mapping[str, Ints]) -> Places:
        """Which of the improvements from *sources* to *codes* meet a joint move. Actors are added one by one, each
        adding some of its improvements at a time to what the others do; improvements that are already met are
        dropped."""
        met = np.zeros(sources.size, dtype=np.bool_)
        item, reached, floor = np.arange(sources.size), codes, self.ranks[actor][sources]
        for other, count in counts.items():
            offers, begun, step = self.offers[other], 0, 2
            grown = [(item, reached)]
            while item.size:
                source = sources[item]
                which, number = expand(np.minimum(count[source] - begun, step))
                change = self.codes[source] ^ reached
                onward = change[which] ^ offers.codes[(offers.start[source] + begun)[which] + number]
                joint, ranks = item[which], self._ranks(actor, onward)
                met[joint[(ranks > 0) & (ranks <= floor[joint])]] = True
                grown.append((joint, onward))
                begun, step = begun + step, 4 * step
                going = ~met[item] & (count[source] > begun)
                item, reached = item[going], reached[going]
            item, reached = (np.concatenate(parts) for parts in zip(*grown, strict=True))
            going = ~met[item]
            item, reached = item[going], reached[going]
        return met

    def _ranks(self, actor: str, codes: Ints) -> Ints:
        """The actor's ranks of states by their codes, 0 for infeasible ones."""
        if self.conflict.layout == "dense":
            return self.conflict.cell_ranks[self.conflict.actor(actor)][codes].astype(np.int64)
        places = np.minimum(np.searchsorted(self.codes, codes), self.codes.size - 1)
        return np.where(self.codes[places] == codes, self.ranks[actor][places], 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Offers:
    """One actor's improvements: those from the state at place s lead to codes[start[s]:start[s] + count[s]]."""

    start: Ints
    count: Ints
    codes: Ints

    @classmethod
    def of(cls, conflict: Conflict, actor: str, codes: Ints) -> _Offers:
        ranks, structure = conflict.ranks(actor), conflict.structure
        if isinstance(structure, OptionStructure) and not _bound(structure, actor):
            return cls._of_fibres(ranks, codes & ~np.int64(structure.form.mask(actor)), codes)
        sources, targets = arcs_of(conflict, actor)
        gains = ranks[targets] > ranks[sources]
        count = np.bincount(sources[gains], minlength=ranks.size)
        return cls(np.cumsum(count) - count, count, codes[targets[gains]])

    @classmethod
    def _of_fibres(cls, ranks: Ints, fibres: Ints, codes: Ints) -> _Offers:
        """For an actor that may move to all of its fibre: with the fibre sorted best first, the improvements come
        before the state."""
        order = np.lexsort((-ranks, fibres))
        fibre, rank, places = fibres[order], ranks[order], np.arange(ranks.size)
        fresh = np.diff(fibre, prepend=-1) != 0
        begin = np.maximum.accumulate(np.where(fresh, places, 0))
        tie = np.maximum.accumulate(np.where(fresh | (np.diff(rank, prepend=-1) != 0), places, 0))
        start, count = np.empty_like(order), np.empty_like(order)
        start[order], count[order] = begin, tie - begin
        return cls(start, count, codes[order])


def _bound(structure: OptionStructure, actor: str) -> bool:
    """Whether anything keeps the actor from some states of its fibre."""
    return any(option.one_way or option.needs for option in structure.form.options if option.actor == actor)


def _parts(sources: Ints, counts: Sequence[Ints]) -> Iterator[Ints]:
    """Improvements in parts that meet about _BLOCK joint moves each. Raises SizeError."""
    joint = np.ones(sources.size)
    for count in counts:
        joint *= 1 + count[sources]
    if joint.size and joint.max() > MAX_JOINT:
        raise SizeError(
            f"More than {MAX_JOINT} joint moves in one state: too many to look at. "
            "Leave options out, or use sequential stability."
        )
    cuts = np.flatnonzero(np.diff(np.cumsum(joint) // _BLOCK, prepend=0))
    yield from np.split(np.arange(sources.size), cuts)


SIM_FORMS = ("every", "tableau")
"""The forms of simultaneous sanctioning."""


def solve_sim(conflict: Conflict, *, form: str = "every") -> Verdicts:
    """Return stability by simultaneous sanctioning (SIM) of every state for every actor.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form, or one that comes from it by ``as_perceived``.
    form : {"every", "tableau"}, default "every"
        Which joint moves count: any others' improvements, or, after sequential stability, only those of actors who would
        leave the state.

    Returns
    -------
    Verdicts
        The verdicts under the concept "sim", with ``form`` as parameter.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or is in graph form, where moves do not superpose.
    SizeError
        If one state has too many joint moves.
    UnknownName
        If there is no such form.

    See Also
    --------
    solve : Sequential stability, after which the tableau applies SIM.

    Notes
    -----
    A *joint move* against an improvement s1 of actor i from s: i moves to s1, each other actor stays or takes some
    improvement of its own from s, and the option changes, all superposed, give a feasible state t that i likes no better
    than s.

    * "every": s is stable for i iff every improvement of i meets a joint move. To confine this to states where two actors
      or more have an improvement would change nothing.
    * "tableau", as Fraser & Hipel apply it: let U(s) be the actors for whom s is not sequentially stable. An actor outside
      U(s) is stable. Where U(s) has two actors or more, i in U(s) is stable iff every improvement of i meets a joint move
      in which only actors in U(s) move. An actor that is alone in U(s) leaves. This is what is reported as "SEQ or SIM"
      actor by actor: it lies within SEQ or SIM, and contains SEQ.

    Nash ⊆ SIM; no other basic concept is comparable with it. Moderate sizes: every joint move may have to be looked at,
    except those of one other actor alone. Where actors do not perceive some states, improvements, and the sequences of SEQ,
    are those between states that their movers perceive; t deters i whether i perceives it or not.

    References
    ----------
    * N. M. Fraser & K. W. Hipel (1979). Solving complex conflicts. *IEEE Transactions on Systems, Man, and Cybernetics* 9,
      805–816.
    * N. M. Fraser & K. W. Hipel (1984). *Conflict Analysis: Models and Resolutions*. North-Holland.

    Examples
    --------
    In Chicken both drivers would rather go straight, but not both at once.

    >>> import gmcr
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> gmcr.solve_sim(chicken).equilibria("sim").tolist()
    [1, 2, 3]
    """
    known_name("form of simultaneous sanctioning", form, SIM_FORMS)
    conflict = Conflict.given(conflict)
    joint = JointMoves(conflict)
    leaving = joint.gains
    if form == "tableau":
        table = solve(conflict, concepts="seq")
        leaving = {actor: ~table.stable("seq", actor) for actor in conflict.actors}
    stable = {actor: ~(leaving[actor] & joint.unmet(actor, leaving)) for actor in conflict.actors}
    return Verdicts(conflict, ("sim",), "joint moves", {"form": form}, stable)
