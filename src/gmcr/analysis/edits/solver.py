"""One actor's minimal changes for a state's stability, by MaxSAT: for more edits than can be listed, and the cheapest.

The edits of a want are Boolean variables, each soft to be false with a weight: 1, or its cost. What remains is hard.
With δ_w(t) ∈ {-, 0, +} telling whether want w speaks for a state t against the state s (it is met in t and not in s:
+), t is an improvement iff the first non-zero δ in the order of wants is +. Edits change that order from its end: if
L_p is the list of wants from place p on after all edits, then L_p is L_{p+1} where p is dropped, w_p before L_{p+1}
where it stays (perhaps with another δ), and the head of L_{p+1}, then w_p, then the rest, where it is swapped. So two
signs for each place suffice, H of the head and T of the rest (the first non-zero one), and they follow from those of
the next place.

Which states must not be improvements, and which combinations will do, is ``analysis.requirements``, for kinds of states
(``analysis.kinds``), so that there may be many more states than clauses. A solution of least weight is a smallest, or a
cheapest, change; with its supersets excluded the next one is minimal again. Needs the extra ``sat``.

Kinds of states: two states are of one kind iff none of an actor's wants, as it is or changed, tells them apart.

However its wants are edited, the actor ranks states of one kind alike. So its needs at a state
(``analysis.requirements``) can be stated for kinds: under Nash, GMR and SMR, whatever opponents may reach from a move,
the kinds reached are few where the states are many. One of its states represents a kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from importlib.util import find_spec
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.calculus import EditSet
from gmcr.analysis.edits.edits import BECOMING, Edit, edits_of, turned_round
from gmcr.analysis.maxsat import next_model
from gmcr.analysis.moves import Words, lanes_of, word_type
from gmcr.analysis.rankings.requirements import Need, least_sets
from gmcr.analysis.roads.roads import Play
from gmcr.base.errors import MissingExtra, SizeError
from gmcr.model import SILENT, Conflict, GraphStructure, OptionForm, OptionStructure, Ranking, Structure
from gmcr.stability import concept as concept_named

__all__ = ["MAX_ENTRIES", "MAX_REPLIES", "SetSolver", "needs_by_kind", "solver_installed"]


MAX_ENTRIES = 1_000_000
"""The number of kinds in all different alternatives of one actor, at most."""

MAX_REPLIES = 1 << 18
"""The number of states whose replies are looked up for SMR, at most."""

_AT_ONCE = 64

_COMPARED = 1_000
"""Among more alternatives than this those that contain others are not removed; they do no harm."""

Cells = NDArray[np.int64]


def needs_by_kind(
    conflict: Conflict, arena: Arena, state: int, *, actor: str, concept: str, turn: bool = False
) -> tuple[Need, ...]:
    """Return what *actor*, given by wants, needs at *state* (a code) under Nash, GMR or SMR, whatever edits are made
    of its wants.

    With ``turn`` wants may be turned round, too. There is one ``Need`` for each set of alternatives, with the first
    move that has it; states represent their kinds. Moves that are deterred under any edits are left out. Raises
    SizeError.
    """
    chosen = concept_named(concept)
    structure = conflict.structure
    kinds, standing_for = _kinds(conflict, arena, actor, turn)
    here = int(kinds[structure.cell(state)])
    moves = structure.moves(state, actor)
    if chosen.sanctions == "none":
        pairs: Iterable[tuple[int, set[frozenset[int]]]] = ((move, set()) for move in moves.tolist())
    else:
        replies = _Replies(structure, actor, kinds, here) if chosen.reply else None
        pairs = _deterred(conflict, actor, moves, kinds, here, replies)
    known: dict[tuple[frozenset[int], ...], int] = {}
    count = 0
    for move, sets in pairs:
        own = frozenset({int(kinds[structure.cell(move)])}) - {here}
        different = {own, *(item for item in sets if not own <= item)}
        if not own or frozenset() in different:
            continue
        least = least_sets(different) if len(different) <= _COMPARED else different
        if known.setdefault(tuple(sorted(least, key=sorted)), move) == move:
            count += sum(map(len, least))
            if count > MAX_ENTRIES:
                raise SizeError(
                    f"What {actor} needs at state {state} is too much to write out: ask about another concept."
                )
    return tuple(
        Need(
            move, tuple(sorted((tuple(sorted(standing_for[kind] for kind in item)) for item in least), key=_by_length))
        )
        for least, move in known.items()
    )


def _by_length(item: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(item), item


def _kinds(conflict: Conflict, arena: Arena, actor: str, turn: bool) -> tuple[Cells, list[int]]:
    """The number of each cell's kind, and for each kind the code of a feasible state of it."""
    structure = conflict.structure
    wants = conflict.preferences[actor]
    assert not isinstance(wants, Ranking)
    turned = [turned_round(conflict, want) for want in wants] if turn else []
    forms = [*wants, *(want.changed for want in wants if want.changed is not None), *turned, SILENT]
    rows = np.stack([arena.truth(arena.truth_of(form, conflict.drivers)) for form in forms])
    cells = structure.cells_of(structure.states)
    # A reversed want is met where the want is not, so it tells no further states apart.
    packed = np.packbits(rows[:, cells], axis=0)
    whole, first, number = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    kinds = np.full(
        structure.cells, whole.shape[1], dtype=np.int64
    )  # infeasible cells get a kind that nothing represents
    kinds[cells] = number.reshape(-1)
    return kinds, structure.states[first].tolist()


def _deterred(
    conflict: Conflict, actor: str, moves: Cells, kinds: Cells, here: int, replies: _Replies | None
) -> Iterable[tuple[int, set[frozenset[int]]]]:
    """For each move the sets of kinds that may deter it: what opponents reach from it, with all replies to that."""
    structure = conflict.structure
    opponents = [k for k, name in enumerate(conflict.actors) if name != actor]
    for first in range(0, moves.size, _AT_ONCE):
        batch = moves[first : first + _AT_ONCE]
        kind = word_type(batch.size)
        words = np.zeros(structure.cells, dtype=kind)
        words[structure.cells_of(batch)] = [1 << k for k in range(batch.size)]
        words = _answered(structure, opponents, words)
        for k, move in enumerate(batch.tolist()):
            reached = np.flatnonzero(words & kind(1 << k))
            if replies is None:
                yield move, {frozenset({one}) - {here} for one in np.unique(kinds[reached]).tolist()}
            else:
                yield move, replies.after(reached)


def _answered(structure: Structure, opponents: Sequence[int], words: Words) -> Words:
    """The bits of each cell, and of all cells from which legal sequences of the opponents' moves lead there."""
    if isinstance(structure, GraphStructure) and not structure.repeats:
        return _along_arcs(structure, opponents, words)
    infeasible = np.ones(structure.cells, dtype=np.bool_)
    infeasible[structure.cells_of(structure.states)] = False
    lanes, before = lanes_of(structure), None
    while before is None or not np.array_equal(before, words):
        before = words
        for opponent in opponents:
            words = np.array(lanes.onward(words, opponent))
            words[infeasible] = 0
    return words


def _along_arcs(structure: GraphStructure, opponents: Sequence[int], words: Words) -> Words:
    """The same where moves need not be transitive: nobody moves twice running, so what each brought about is kept apart."""
    arcs = [structure.form.arcs[structure.actors[opponent]] for opponent in opponents]
    brought: list[Words] = [np.zeros_like(words) for _ in opponents]
    quiet = False
    while not quiet:
        quiet = True
        for k, (sources, targets) in enumerate(arcs):
            begun = np.bitwise_or.reduce([words, *brought[:k], *brought[k + 1 :]])
            after = brought[k].copy()
            np.bitwise_or.at(after, targets, begun[sources])
            quiet = quiet and np.array_equal(after, brought[k])
            brought[k] = after
    together: Words = np.bitwise_or.reduce([words, *brought])
    return together


class _Replies:
    """The kinds of states that the actor can be in after a countermove: where that leads, and all its replies."""

    def __init__(self, structure: Structure, actor: str, kinds: Cells, here: int) -> None:
        self._structure, self._actor, self._kinds, self._here = structure, actor, kinds, here
        self._mask = _moved_mask(structure.form, actor) if isinstance(structure, OptionStructure) else 0
        self._known: dict[int, frozenset[int]] = {}

    def after(self, cells: Cells) -> set[frozenset[int]]:
        """Return the different sets of kinds, over some cells."""
        kinds: set[frozenset[int]] = set()
        for cell in cells.tolist():
            code = self._structure.code_of(cell)
            # Where nothing holds the actor back, states that differ in its options alone share their replies.
            key = code & ~self._mask
            if key not in self._known:
                if len(self._known) >= MAX_REPLIES:
                    raise SizeError(
                        f"{self._actor} can reply in more than {MAX_REPLIES:,} states: ask about nash or gmr."
                    )
                replies = self._structure.cells_of(self._structure.moves(code, self._actor))
                around = {int(self._kinds[cell]), *np.unique(self._kinds[replies]).tolist()}
                self._known[key] = frozenset(around) - {self._here}
            kinds.add(self._known[key])
        return kinds


def _moved_mask(form: OptionForm, actor: str) -> int:
    """The bits of the actor's options if nothing holds it back, so that its replies do not depend on them;
    otherwise 0."""
    bound = any(option.one_way or option.needs for option in form.options if option.actor == actor)
    return 0 if bound else form.mask(actor)


Signs = tuple[int, ...]
Literal = int


class SetSolver:
    """The minimal changes of one actor's wants that turn over whether it is ``stable`` in a state, smallest first.

    Under Nash, GMR or SMR. With ``turn`` wants may be turned round, with ``stress`` reversed, too. With ``costs``, one
    for each edit, changes come cheapest first. Raises MissingExtra, SizeError.
    """

    def __init__(
        self,
        conflict: Conflict,
        arena: Arena,
        state: int,
        *,
        actor: str,
        concept: str,
        turn: bool = False,
        stress: bool = False,
        costs: Mapping[Edit, Fraction] | None = None,
    ) -> None:
        cell, place = conflict.structure.cell(state), conflict.actor(actor)
        self.stable = Play(arena, arena.profile(conflict)).stable(cell, concept, place)
        self._edits = edits_of(conflict, actors=[actor], turn=turn, stress=stress)
        self._held: EditSet | None = None
        self._over = not self._edits
        self._by_size = costs is None
        self._encoding = _Encoding(conflict, arena, state, actor, self._edits)
        self._solver: Any = None
        if not self._over:
            needs = needs_by_kind(conflict, arena, state, actor=actor, concept=concept, turn=turn)
            self._encoding.require(needs, stable=not self.stable)
            self._solver = _rc2(self._encoding, _weights(self._edits, costs))

    def of_size(self, size: int) -> list[EditSet]:
        """Return all minimal changes of exactly *size* edits, requested for 1, 2, 3, … in turn. Not available with
        ``costs``."""
        assert self._by_size, "changes come by cost"
        changes = []
        while (change := self._peek()) is not None and len(change) == size:
            changes.append(change)
            self._solver.add_clause([-self._encoding.variable[edit] for edit in change])
            self._held = None
        return changes

    def first(self) -> EditSet | None:
        """Return a smallest change, or a cheapest one; None if no edits do it."""
        return self._peek()

    def _peek(self) -> EditSet | None:
        if self._held is None and not self._over:
            model = next_model(self._solver)
            if model is None:
                self._over = True
            else:
                true = {literal for literal in model if literal > 0}
                self._held = frozenset(edit for edit in self._edits if self._encoding.variable[edit] in true)
        return self._held


def solver_installed() -> bool:
    """Return whether the extra ``sat`` is installed."""
    return find_spec("pysat") is not None


def _weights(edits: Sequence[Edit], costs: Mapping[Edit, Fraction] | None) -> list[int]:
    """Whole numbers in the proportions of the costs."""
    if costs is None:
        return [1] * len(edits)
    unit = lcm(*(costs[edit].denominator for edit in edits))
    return [int(costs[edit] * unit) for edit in edits]


def _rc2(encoding: _Encoding, weights: Sequence[int]) -> Any:
    try:
        from pysat.examples.rc2 import RC2
        from pysat.formula import WCNF
    except ImportError:
        raise MissingExtra("sat", "Searching this many edits") from None
    formula = WCNF()
    for clause in encoding.clauses:
        formula.append(clause)
    for literal, weight in zip(encoding.variable.values(), weights, strict=True):
        formula.append([-literal], weight=weight)
    return RC2(formula)


class _Encoding:
    """Clauses over the edits. ``variable`` has the Boolean variable of each edit."""

    def __init__(self, conflict: Conflict, arena: Arena, state: int, actor: str, edits: Sequence[Edit]) -> None:
        self.variable = {edit: k for k, edit in enumerate(edits, 1)}
        self.clauses: list[list[Literal]] = []
        self._free = len(edits) + 1
        self._improves: dict[tuple[Signs, ...], Literal] = {}
        self._structure = conflict.structure
        self._state = conflict.structure.cell(state)
        self._true = self._new()
        self.clauses.append([self._true])
        wants = conflict.preferences[actor]
        edited = () if isinstance(wants, Ranking) else wants
        self._met = [
            [
                arena.truth(arena.truth_of(form, conflict.drivers))
                for form in (want, want.changed or SILENT, turned_round(conflict, want), want.negated)
            ]
            for want in edited
        ]
        self._cases = [{kind: self.variable.get(Edit(actor, want.id, kind)) for kind in Edit.KINDS} for want in edited]
        self._plain = [self._new() for _ in edited]
        self._order()

    def _new(self) -> Literal:
        self._free += 1
        return self._free - 1

    def _order(self) -> None:
        """Require at most one edit per want, and no swap where nothing is left below."""
        empty = self._true
        for plain, cases in reversed(list(zip(self._plain, self._cases, strict=True))):
            chosen = [literal for literal in cases.values() if literal is not None]
            self.clauses.append([plain, *chosen])
            self.clauses += [[-one, -other] for k, one in enumerate(chosen) for other in [plain, *chosen[:k]]]
            if cases["swap"] is not None:
                self.clauses.append([-cases["swap"], -empty])
            drop = cases["drop"]
            assert drop is not None, "every want can be dropped"
            still = self._new()  # this want and all below it are dropped
            self.clauses += [[-still, drop], [-still, empty], [still, -drop, -empty]]
            empty = still

    # -- which states are improvements -----------------------------------------------------------------------------

    def require(self, needs: Sequence[Need], *, stable: bool) -> None:
        """Require that the actor is stable, or that it is not."""
        if stable:
            for need in needs:
                ways = []
                for item in need.alternatives:
                    way = self._new()
                    ways.append(way)
                    self.clauses += [[-way, -literal] for literal in self._improvements(item)]
                self.clauses.append(ways)
            return
        unmet = []
        for need in needs:
            fails = self._new()
            unmet.append(fails)
            self.clauses += [[-fails, *self._improvements(item)] for item in need.alternatives]
        self.clauses.append(unmet)

    def _improvements(self, states: Sequence[int]) -> list[Literal]:
        """The literals that say of each state, by its signs, that it is an improvement."""
        signs = dict.fromkeys(map(self._signs, states))
        for item in signs:
            if item not in self._improves:
                self._improves[item] = self._improvement(item)
        return [self._improves[item] for item in signs]

    def _signs(self, state: int) -> tuple[Signs, ...]:
        """For each want its sign as it is, and as each of what it can become."""
        cell = self._structure.cell(state)
        return tuple(tuple(int(met[cell]) - int(met[self._state]) for met in forms) for forms in self._met)

    def _improvement(self, signs: tuple[Signs, ...]) -> Literal:
        zero = -self._true
        head, rest, whole = (zero, zero), (zero, zero), (zero, zero)
        for plain, cases, (meant, *become) in reversed(list(zip(self._plain, self._cases, signs, strict=True))):
            new_head, new_rest, new_whole = self._sign(), self._sign(), self._sign()
            drop, swap = cases["drop"], cases["swap"]
            self._equal(drop, new_head, head)
            self._equal(drop, new_rest, rest)
            for case, sign in ((plain, meant), *zip((cases[kind] for kind in BECOMING), become, strict=True)):
                self._equal(case, new_head, self._constant(sign))
                self._equal(case, new_rest, whole)
            self._equal(swap, new_head, head)
            self._equal(swap, new_rest, self._constant(meant) if meant else rest)
            # whole: the head's sign, or the rest's where that is zero.
            for k in (0, 1):
                self.clauses += [
                    [-new_head[k], new_whole[k]],
                    [-new_whole[k], new_head[k], new_rest[k]],
                    [-new_whole[k], -new_head[1 - k]],
                    [new_whole[k], *new_head, -new_rest[k]],
                ]
            head, rest, whole = new_head, new_rest, new_whole
        return whole[0]

    def _sign(self) -> tuple[Literal, Literal]:
        """A new sign as (is it +, is it -)."""
        return (self._new(), self._new())

    def _constant(self, sign: int) -> tuple[Literal, Literal]:
        return (self._true if sign > 0 else -self._true, self._true if sign < 0 else -self._true)

    def _equal(self, case: Literal | None, left: tuple[Literal, Literal], right: tuple[Literal, Literal]) -> None:
        """Require that in this case two signs are the same."""
        if case is not None:
            for one, other in zip(left, right, strict=True):
                self.clauses += [[-case, -one, other], [-case, one, -other]]
