"""Classes of edit sets: those of one class lead to the same steps from wherever it was split, by listing them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from gmcr.analysis import Arena, EditSets
from gmcr.analysis.edits import roads as made
from gmcr.analysis.edits.labels import Columns
from gmcr.analysis.edits.roads import Classes
from tests.unit.analysis.plays import sides
from tests.unit.analysis.test_holding import wide_dispute

__all__: list[str] = []


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr"])
@pytest.mark.parametrize("narrow", [False, True])
def test_classes_are_split_by_where_steps_lead(concept: str, narrow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if narrow:  # nothing remembered, few members at once
        monkeypatch.setattr(made, "_SPLITS", 0)
        monkeypatch.setattr(made, "_MEMBERS", 5)
    split = Counter[int]()
    for conflict in [*(conflict for _, _, conflict in sides(640, 1, 7)), wide_dispute(2, 4, 1)]:
        arena, columns = Arena(conflict.structure), Columns()
        calculus = EditSets(conflict, arena, conflict.actors[0])
        classes = Classes(arena, 0, concept, columns)
        numbers = calculus.up_to(2)

        def members(which: int, classes: Classes = classes) -> set[int]:
            return {number for own in classes.numbers(which).values() for number in own}

        few = classes.whole(calculus, 1, frozenset())
        whole = classes.whole(calculus, 2, frozenset())
        assert whole == classes.whole(calculus, 2, frozenset()) != few
        lacking = frozenset(calculus.sets[1:3])
        without = classes.whole(calculus, 2, lacking)
        assert members(few) == set(calculus.up_to(1))
        assert members(whole) == set(numbers)
        assert members(without) == {k for k in numbers if not any(own <= calculus.sets[k] for own in lacking)}
        assert all(calculus.sizes[number] == size for size, own in classes.numbers(whole).items() for number in own)

        cells = [conflict.structure.cell(int(code)) for code in conflict.states[:: max(1, conflict.states.size // 3)]]
        known = {few, whole, without}
        for cell in (*cells, *cells):  # the second time as remembered
            which = np.array(sorted(known), dtype=np.intp)
            column = np.full(which.size, columns.of(cell), dtype=np.intp)
            first, count = classes.split(which, column)
            labels, steps = calculus.steps(cell, concept)
            for place, own in enumerate(which.tolist()):
                every = np.arange(first[place], first[place] + count[place])
                parts, became = classes.parts(every)
                assert set[int]().union(*map(members, parts.tolist())) == members(own)
                assert sum(len(members(part)) for part in parts.tolist()) == len(members(own))
                assert len(set(became.tolist())) == count[place] == len({labels[number] for number in members(own)})
                for part, label in zip(parts.tolist(), became.tolist(), strict=True):
                    [to] = {tuple(sorted(steps[labels[number]])) for number in members(part)}
                    assert classes.labels.moves[label] == bool(to)
                    words = classes.labels.reached(np.array([label]))[0].tolist()
                    reached = {bit for bit in range(64 * len(words)) if words[bit // 64] >> (bit % 64) & 1}
                    assert reached == {columns.of(target) for target in to}
                    assert classes.least[part] == min(calculus.sizes[number] for number in members(part))
                    assert (part == own) == (count[place] == 1)
                split[int(count[place])] += 1
                known |= set(parts.tolist()) if len(known) < 40 else set()
        empty = np.zeros(0, dtype=np.intp)
        assert classes.split(empty, empty)[0].size == 0
        assert 0 < classes.room < 1 << 22
    assert {1, 2} < set(split)
