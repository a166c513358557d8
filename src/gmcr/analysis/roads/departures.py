"""What a coalition can do from one state, move by move: its improvements, and the countermoves that deter each.

CI_H(s) = {q ∈ R_H(s) : q ≻_i s for every i ∈ H}. A state x sanctions H at s iff x ≾_i s for some i ∈ H. An improvement
s1 is *deterred* under (``stability.coalitions``; Inohara & Hipel 2008)

* cnash: never;
* cgmr: if the opponents N−H can get from s1, by legal sequences of moves, to a state that sanctions H at s;
* csmr: if to one from which every state that H reaches sanctions H at s too;
* cseq: if by legal sequences of coalition improvements of coalitions of opponents.

s1 itself, which H prefers, is no sanction. H is stable at s iff all of CI_H(s) is deterred. An improvement is *lean*
iff no other of H, changing a strict subset of the same options, is at least as good for every member (in graph form all
are). The countermoves are a shortest sequence, the first found in the order of actors (coalitions: small ones first)
and codes.

What several actors reach together, in option form.

R_H(s) is all that legal sequences of moves of the members of H lead to. Their moves change their own options alone, so
only the feasible states that agree with s outside these matter. If all combinations are feasible and no option is
one-way or needs something, all of them are reached. If no option is one-way or needs something, every move can be
undone, and what is reached is the connected part of s. Otherwise moves are followed along the members' fibres until
nothing new is reached. A single member moves once; whether several may each move several times in a row makes a
difference only where options need something.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.moves import Fibres, lanes_of
from gmcr.base.arguments import known_concept
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict, GraphStructure, OptionStructure
from gmcr.stability import COALITION_CONCEPTS, coalitions_of

__all__ = ["Answer", "Departure", "Departures", "JointCountermove", "JointFibre"]


_LISTED = 20
"""With at most this many options between them combinations are listed; with more, the states are searched for them."""

Codes = NDArray[np.int64]


class JointFibre:
    """The *members* of a coalition among the states that agree with *state* outside their options."""

    def __init__(self, structure: OptionStructure, state: int, members: Sequence[str]) -> None:
        self.form = structure.form
        self.members = tuple(members)
        mask = sum(self.form.mask(member) for member in members)
        bits = [bit for bit in range(len(self.form.options)) if mask >> bit & 1]
        self._undone = not any(self.form.options[bit].one_way or self.form.options[bit].needs for bit in bits)
        self.codes, self._every = _around(structure, state & ~mask, bits, mask)

    def reached(self, state: int, *, answering: bool = False) -> Codes:
        """Return R_H(s) without s itself: codes, ascending. With *answering*, H answers others and a single member
        moves on, too."""
        if not self._undone:
            near = self._followed(state, once=len(self.members) == 1 and not answering)
        elif self._every:
            near = self.codes
        else:
            near = self.codes[self._parts == self._parts[np.searchsorted(self.codes, state)]]
        others: Codes = near[near != state]
        return others

    def shortest(self, state: int, goal: NDArray[np.bool_]) -> tuple[tuple[str, int], ...] | None:
        """Return a shortest sequence of moves of single members from a state to one of ``codes`` marked in *goal*, as
        (member, code) pairs, or None if there is none. It is traced from the first in the order of actors, then of
        codes."""
        here = (self.codes == state).astype(np.uint8)
        layers, seen = [here == 1], here
        while True:
            reached = seen.copy()
            for fibre in self._fibres:
                reached |= fibre.onward(layers[-1].astype(np.uint8))
            layers.append((reached == 1) & (seen == 0))
            if not layers[-1].any():
                return None
            if (layers[-1] & goal).any():
                return self._trace(layers, goal)
            seen = reached

    def _trace(self, layers: list[NDArray[np.bool_]], goal: NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
        """Trace a path backwards through the layers."""
        steps: list[tuple[str, int]] = []
        aims = layers[-1] & goal
        for before in reversed(layers[:-1]):
            for member, fibre in zip(self.members, self._fibres, strict=True):
                there = aims & (fibre.onward(before.astype(np.uint8)) == 1)
                if there.any():
                    place = int(np.argmax(there))
                    steps.append((member, int(self.codes[place])))
                    aims = before & fibre.leading_to(place)
                    break
        return tuple(reversed(steps))

    def _followed(self, state: int, *, once: bool) -> Codes:
        words = (self.codes == state).astype(np.uint8)
        if once:
            near: Codes = self.codes[self._fibres[0].onward(words) == 1]
            return near
        quiet, turn = 0, 0
        while quiet < len(self._fibres):
            onward = self._fibres[turn % len(self._fibres)].onward(words)
            quiet = quiet + 1 if np.array_equal(onward, words) else 0
            words, turn = onward, turn + 1
        reached: Codes = self.codes[words == 1]
        return reached

    @cached_property
    def _fibres(self) -> list[Fibres]:
        return [Fibres(self.form, member, self.codes) for member in self.members]

    @cached_property
    def _parts(self) -> NDArray[np.int64]:
        """For each state the first one of its connected part."""
        first = np.arange(self.codes.size)
        quiet, turn = 0, 0
        while quiet < len(self._fibres):
            least = self._fibres[turn % len(self._fibres)].least(first)
            quiet = quiet + 1 if np.array_equal(least, first) else 0
            first, turn = least, turn + 1
        return first


def _around(structure: OptionStructure, base: int, bits: Sequence[int], mask: int) -> tuple[Codes, bool]:
    """The feasible states that agree with *base* outside a mask, and whether these are all combinations."""
    if structure.layout == "sparse" and len(bits) > _LISTED:
        states = structure.states
        return states[states & ~np.int64(mask) == base], False
    codes = np.array([base], dtype=np.int64)
    for bit in bits:
        codes = np.concatenate([codes, codes | 1 << bit])
    if structure.layout == "dense":
        feasible = structure.space.feasible
        met = None if feasible is None else feasible[codes]
    else:
        states = structure.states
        met = states[np.minimum(np.searchsorted(states, codes), states.size - 1)] == codes
    return (codes, True) if met is None or met.all() else (codes[met], False)


Coalition = tuple[str, ...]


class JointCountermove(NamedTuple):
    """A countermove of one or more actors together."""

    movers: Coalition
    """The actors who move together."""
    to: int
    """The code that it leads to."""


Answer = tuple[JointCountermove, ...]
"""Countermoves one after another."""

MAX_VISITED = 1 << 14
"""The number of states searched for a countermove, at most."""

MAX_LEAN = 1 << 14
"""The number of improvements among which lean ones are determined, at most."""

_CACHED_REACH = 256
"""The number of cached reach sets, one for each coalition and the states around one."""


@dataclass(frozen=True, slots=True)
class Departure(Record):
    """A coalition improvement to ``target``. ``answers`` pairs each concept with the countermoves that deter the
    improvement, or None if nothing does."""

    target: int
    lean: bool
    answers: tuple[tuple[str, Answer | None], ...]

    def undeterred(self, concept: str) -> bool:
        """Return whether nothing deters it under a concept."""
        return dict(self.answers)[concept] is None


class Departures:
    """The improvements of coalitions in one conflict, with the countermoves that deter each.

    Parameters
    ----------
    conflict : Conflict
        The conflict, whose states can be listed.
    concepts : sequence of str, default COALITION_CONCEPTS
        Names of coalition concepts.
    arena : Arena, optional
        An arena of the conflict's structure. By default a new one.

    Raises
    ------
    UnknownName
        If a concept does not exist.

    Notes
    -----
    What coalitions reach is computed once and cached. With R_H(s) the states that legal sequences of moves of members
    of H reach from s, CI_H(s) = {q ∈ R_H(s) : q ≻_i s for every i ∈ H} are the improvements of H. See
    ``gmcr.solve_coalition`` for when one is deterred.

    References
    ----------
    * T. Inohara & K. W. Hipel (2008). *Journal of Systems Science and Systems Engineering* 17.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Departures
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> departures = Departures(ferry, ["cnash"])
    >>> departures.improvements(0, ("line", "town")).tolist(), departures.reach(("line",), 0).tolist()
    ([3], [1])
    """

    def __init__(
        self, conflict: Conflict, concepts: Sequence[str] = COALITION_CONCEPTS, *, arena: Arena | None = None
    ) -> None:
        known = (known_concept("coalition concept", name, COALITION_CONCEPTS) for name in concepts)
        self.conflict, self.concepts = conflict, tuple(dict.fromkeys(known))
        self.arena = arena or Arena(conflict.structure)
        self._improving: dict[tuple[Coalition, int], Codes] = {}
        self._reached: dict[tuple[Coalition, int], Codes] = {}
        self._together: dict[tuple[Coalition, int], JointFibre] = {}
        self._escapes: dict[tuple[Coalition, int], NDArray[np.bool_]] = {}

    def of(self, state: int, coalition: Coalition) -> tuple[Departure, ...]:
        """Return all improvements of a coalition from a state.

        Parameters
        ----------
        state : int
            The code of the state.
        coalition : tuple of str
            The members, in the order of the conflict's actors.

        Returns
        -------
        tuple of Departure
            The improvements by ascending code, each with its answers under the concepts.

        Raises
        ------
        SizeError
            If there are too many improvements, or too many states have to be searched for countermoves.
        """
        targets = self.improvements(state, coalition)
        lean = self._lean(state, targets, coalition)
        return tuple(
            Departure(
                target, alone, tuple((name, self._answer(state, target, coalition, name)) for name in self.concepts)
            )
            for target, alone in zip(targets.tolist(), lean.tolist(), strict=True)
        )

    def improvements(self, state: int, coalition: Coalition) -> Codes:
        """Return the improvements CI_H(s) of a coalition from a state.

        Parameters
        ----------
        state : int
            The code of the state.
        coalition : tuple of str
            The members, in the order of the conflict's actors.

        Returns
        -------
        ndarray of int64
            The codes that they lead to, ascending.
        """
        key = (coalition, state)
        if key not in self._improving:
            codes = self.reach(coalition, state)
            cells, here = self.conflict.structure.cells_of(codes), self.conflict.structure.cell(state)
            gains = np.ones(codes.size, dtype=np.bool_)
            for member in coalition:
                ranks = self.conflict.cell_ranks[self.conflict.actor(member)]
                gains &= ranks[cells] > ranks[here]
            self._improving[key] = codes[gains]
        return self._improving[key]

    def reach(self, coalition: Coalition, state: int) -> Codes:
        """Return R_H(s), the states that legal sequences of moves of a coalition's members lead to from a state.

        Parameters
        ----------
        coalition : tuple of str
            The members, in the order of the conflict's actors.
        state : int
            The code of the state.

        Returns
        -------
        ndarray of int64
            The codes, ascending, in option form without the state itself. The array is shared and must not be written
            to.
        """
        structure = self.conflict.structure
        if isinstance(structure, OptionStructure):
            return self._together_of(coalition, state).reached(state)
        key = (coalition, state)
        if key not in self._reached:
            ends = np.flatnonzero(self._ends(coalition, state)).tolist()
            self._reached[key] = np.array(sorted(map(structure.code_of, ends)), dtype=np.int64)
        return self._reached[key]

    def _together_of(self, coalition: Coalition, state: int) -> JointFibre:
        structure = self.conflict.structure
        assert isinstance(structure, OptionStructure)
        place = (coalition, state & ~sum(structure.form.mask(member) for member in coalition))
        if place not in self._together:
            while len(self._together) >= _CACHED_REACH:
                del self._together[next(iter(self._together))]
            self._together[place] = JointFibre(structure, state, coalition)
        return self._together[place]

    def rank(self, actor: str, state: int) -> int:
        """Return an actor's rank of a state.

        Parameters
        ----------
        actor : str
            The actor.
        state : int
            The code of the state.

        Returns
        -------
        int
            The rank; larger is better.
        """
        conflict = self.conflict
        return int(conflict.cell_ranks[conflict.actor(actor)][conflict.structure.cell(state)])

    def _lean(self, state: int, targets: Codes, coalition: Coalition) -> NDArray[np.bool_]:
        lean = np.ones(targets.size, dtype=np.bool_)
        if isinstance(self.conflict.structure, GraphStructure):
            return lean
        if targets.size > MAX_LEAN:
            raise SizeError(
                f"{' and '.join(coalition)} have {targets.size:,} improvements together: too many to compare with one "
                "another. Ask for smaller coalitions, or exclude impossible states with `never` rules."
            )
        changed, cells = targets ^ state, self.conflict.structure.cells_of(targets)
        worth = np.stack([self.conflict.cell_ranks[self.conflict.actor(member)][cells] for member in coalition])
        for place, own in enumerate(changed.tolist()):
            fewer = changed & own == changed
            fewer[place] = False
            lean[place] = not (worth[:, fewer] >= worth[:, place : place + 1]).all(axis=0).any()
        return lean

    def _sanctioning(self, state: int, codes: Codes, coalition: Coalition) -> NDArray[np.bool_]:
        """Which of some states sanction a coalition at a state."""
        structure = self.conflict.structure
        cells, here, sanctions = structure.cells_of(codes), structure.cell(state), np.zeros(codes.size, dtype=np.bool_)
        for member in coalition:
            ranks = self.conflict.cell_ranks[self.conflict.actor(member)]
            sanctions |= ranks[cells] <= ranks[here]
        return sanctions

    def _answer(self, state: int, target: int, coalition: Coalition, concept: str) -> Answer | None:
        others = tuple(actor for actor in self.conflict.actors if actor not in coalition)
        if concept == "cnash" or not others:
            return None
        # In graph form coalitions that take turns may get further than single actors who do.
        if isinstance(self.conflict.structure, OptionStructure):
            near = self._together_of(others, target)
            goals = self._sanctioning(state, near.codes, coalition)
            if concept == "csmr":
                goals &= ~self._escaping(state, coalition)[self.conflict.structure.cells_of(near.codes)]
            if concept != "cseq":
                path = near.shortest(target, goals)
                return None if path is None else tuple(JointCountermove((member,), code) for member, code in path)
            if not goals[np.searchsorted(near.codes, near.reached(target, answering=True))].any():
                return None
        floor = {member: self.rank(member, state) for member in coalition}

        def goal(code: int) -> bool:
            if all(self.rank(member, code) > worth for member, worth in floor.items()):
                return False
            return concept != "csmr" or bool(self._sanctioning(state, self.reach(coalition, code), coalition).all())

        movers: Iterable[Coalition] = coalitions_of(others) if concept == "cseq" else [(actor,) for actor in others]
        onward = self._improved if concept == "cseq" else self._moves
        return self._shortest(target, tuple(movers), onward, goal)

    def _escaping(self, state: int, coalition: Coalition) -> NDArray[np.bool_]:
        """The states from which a coalition gets to a state that every member prefers to this one: bool (cells,)."""
        key = (coalition, state)
        if key not in self._escapes:
            structure, members = self.conflict.structure, [self.conflict.actor(member) for member in coalition]
            ranks = [self.conflict.cell_ranks[member] for member in members]
            here, feasible = structure.cell(state), self.conflict.cell_ranks[0] > 0
            words = feasible.copy()
            for own in ranks:
                words &= own > own[here]
            escaping = words.view(np.uint8)
            lanes, quiet, turn = lanes_of(structure, backward=True), 0, 0
            if len(members) == 1:  # a single member moves once
                quiet, escaping = 1, (escaping | lanes.onward(escaping, members[0])) * feasible
            while quiet < len(members):
                onward = (escaping | lanes.onward(escaping, members[turn % len(members)])) * feasible
                quiet = quiet + 1 if np.array_equal(onward, escaping) else 0
                escaping, turn = onward, turn + 1
            self._escapes[key] = escaping == 1
        return self._escapes[key]

    def _improved(self, state: int, mover: Coalition) -> list[int]:
        codes: list[int] = self.improvements(state, mover).tolist()
        return codes

    def _moves(self, state: int, mover: Coalition) -> list[int]:
        structure = self.arena.structure
        targets, _ = self.arena.moves(structure.cell(state), self.conflict.actor(mover[0]))
        return [structure.code_of(cell) for cell in targets.tolist()]

    def _shortest(
        self,
        start: int,
        movers: tuple[Coalition, ...],
        onward: Callable[[int, Coalition], list[int]],
        goal: Callable[[int], bool],
    ) -> Answer | None:
        """Search breadth first over (state, last mover); nobody moves twice running unless options need something."""
        seen: set[tuple[int, Coalition]] = set()
        queue: deque[tuple[int, Coalition, Answer]] = deque([(start, (), ())])
        while queue:
            code, last, path = queue.popleft()
            for mover in movers:
                if mover == last and not self.conflict.structure.repeats:
                    continue
                for there in onward(code, mover):
                    if (there, mover) in seen:
                        continue
                    seen.add((there, mover))
                    longer = (*path, JointCountermove(mover, there))
                    if goal(there):
                        return longer
                    queue.append((there, mover, longer))
            if len(seen) > MAX_VISITED * max(1, len(movers)):
                raise SizeError(
                    f"More than {MAX_VISITED:,} states would have to be searched for a coalition's countermove to one "
                    "departure. Leave CSEQ out (ask for cnash, cgmr and csmr) or exclude impossible states with `never` rules.",
                    argument="concepts",
                )
        return None

    def _ends(self, coalition: Coalition, state: int) -> NDArray[np.bool_]:
        """In graph form: the cells to which moves of members lead, nobody moving twice running."""
        members = [self.conflict.actor(member) for member in coalition]
        led = {mover: np.zeros(self.arena.structure.cells, dtype=np.bool_) for mover in members}
        waiting = [(np.array([self.arena.structure.cell(state)], dtype=np.int64), -1)]
        while waiting:
            here, last = waiting.pop()
            for mover in members:
                if mover == last and not (self.conflict.structure.repeats and len(members) > 1):
                    continue
                there = np.concatenate([self.arena.moves(cell, mover)[0] for cell in here.tolist()])
                fresh = np.unique(there[~led[mover][there]])
                if fresh.size:
                    led[mover][fresh] = True
                    waiting.append((fresh, mover))
        reached: NDArray[np.bool_] = np.logical_or.reduce(list(led.values()))
        return reached
