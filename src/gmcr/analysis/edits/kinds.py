"""Kinds of states: two states are of one kind iff none of an actor's wants, as it is or changed, tells them apart.

However its wants are edited, the actor ranks states of one kind alike. So its needs at a state
(``analysis.requirements``) can be stated for kinds: under Nash, GMR and SMR, whatever opponents may reach from a move,
the kinds reached are few where the states are many. One of its states represents a kind.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.edits import turned_round
from gmcr.analysis.lanes import lanes_of, word_type
from gmcr.analysis.rankings.requirements import Need, least_sets
from gmcr.base.errors import SizeError
from gmcr.model import SILENT, Conflict, OptionForm, OptionStructure, Ranking
from gmcr.stability import concept as concept_named

__all__ = ["MAX_ENTRIES", "MAX_REPLIES", "needs_by_kind"]

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
    assert isinstance(structure, OptionStructure), "wants have options"
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
    lanes = lanes_of(structure)
    infeasible = np.ones(structure.cells, dtype=np.bool_)
    infeasible[structure.cells_of(structure.states)] = False
    for first in range(0, moves.size, _AT_ONCE):
        batch = moves[first : first + _AT_ONCE]
        kind = word_type(batch.size)
        words = np.zeros(structure.cells, dtype=kind)
        words[structure.cells_of(batch)] = [1 << k for k in range(batch.size)]
        before = None
        while before is None or not np.array_equal(before, words):
            before = words
            for opponent in opponents:
                words = np.array(lanes.onward(words, opponent))
                words[infeasible] = 0
        for k, move in enumerate(batch.tolist()):
            reached = np.flatnonzero(words & kind(1 << k))
            if replies is None:
                yield move, {frozenset({one}) - {here} for one in np.unique(kinds[reached]).tolist()}
            else:
                yield move, replies.after(reached)


class _Replies:
    """The kinds of states that the actor can be in after a countermove: where that leads, and all its replies."""

    def __init__(self, structure: OptionStructure, actor: str, kinds: Cells, here: int) -> None:
        self._structure, self._actor, self._kinds, self._here = structure, actor, kinds, here
        self._mask = _moved_mask(structure.form, actor)
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
