"""Which faults change nothing."""

from __future__ import annotations

__all__ = ["EQUIVALENT"]

EQUIVALENT: dict[tuple[str, str], str] = {
    ("model/ranking", "if levels <= (min(1 << 16, 4 * keys.size)):"): "both ways rank alike",
    ("model/ranking", "if levels <= max((1 >> 16), 4 * keys.size):"): "both ways rank alike",
    ("model/ranking", "if levels <= max(1 << 16, (4 + keys.size)):"): "both ways rank alike",
    ("model/ranking", "if (2 * levels >= limit):"): "keys are made dense a want earlier",
    ("model/ranking", "levels = int(flat.max()) + 2"): "a bound that need not be the least",
    (
        "model/ranking",
        "keys = keys.astype(np.uint32 if (not (levels <= 1 << 32)) else np.uint64)",
    ): "a wider type holds the same keys",
    (
        "model/ranking",
        "return [row.astype(rank_type(int(row.max(initial=1)))) for row in ranks]",
    ): "both fit the smallest type",
    (
        "analysis/roads/roads",
        "if len(targets) < 2 or not (all(changed)):",
    ): "in option form every move changes some option, in graph form none",
    ("analysis/edits/holding", "most = (size + len(self._unstable)) + 1"): "a bound that need not be the least",
    ("analysis/edits/holding", "most = size - len(self._unstable) + 2"): "a bound that need not be the least",
    (
        "analysis/edits/holding",
        "for split in product(range(1, most + 2), repeat=len(self._unstable)):",
    ): "a bound that need not be the least",
    ("analysis/edits/holding", "arena, cell = calculi[1].arena, conflict.structure.cell(state)"): "they share one",
    ("analysis/edits/holding", "return True"): "what is not settled beforehand is asked",
    ("analysis/edits/holding", "return False"): "what is not settled beforehand is asked",
    ("analysis/edits/holding", "return None if play.stable(cell, weakest, actor) else False"): "it is asked then",
    ("analysis/edits/holding", "return None if None in verdicts else True"): "it is asked then",
    (
        "analysis/edits/holding",
        "open_ones = (actor for actor, number in enumerate(play.profile) if (alone(actor, number) is not None))",
    ): "what is not prepared beforehand is computed then",
    (
        "analysis/edits/holding",
        "return [actor for actor in open_ones if (arena.knows(play.profile, actor, concept))]",
    ): "what is not prepared beforehand is computed then",
    ("interop/settling", "return Bool(bool((met.any())))"): "all or none are met there",
    (
        "kernels/relaxation",
        "on_threads(lambda job: self._tile(*job), work, (os.cpu_count() or 1) if (not (large)) else 1)",
    ): "threads do the same work",
    (
        "kernels/relaxation",
        "place = np.uint8 if (width < 1 << 8) else np.uint16 if width <= 1 << 16 else np.uint32",
    ): "a wider type holds the same places",
    ("kernels/relaxation", "shift = (high + low)"): "places in a key have room to spare",
    (
        "kernels/relaxation",
        "kind: type[np.unsignedinteger[Any]] = np.uint32 if (top + 1 << shift < 1 << 32) else np.uint64",
    ): "a wider type holds the same keys",
    ("kernels/relaxation", "return ()"): "only asked whether there are any",
    (
        "logic/evaluate",
        "first, *others = sorted(by_shape.values(), key=_size) if (len(by_shape) >= 1) else by_shape.values()",
    ): "one alone is in order",
    (
        "kernels/slices",
        "found = np.full(2 << (high - low), np.iinfo(own.dtype).max, dtype=own.dtype)",
    ): "strategies that there are not",
    ("logic/evaluate", "for code in range(2 << len(open_bits)):"): "all combinations, then all again",
    (
        "analysis/roads/departures",
        "here, feasible = structure.cell(state), self.conflict.cell_ranks[1] > 0",
    ): "what is feasible is so for everybody, and there are opponents",
    ("analysis/roads/departures", "while (quiet <= len(members)):"): "another round in which nothing moves",
    (
        "analysis/edits/ensemble",
        'return Play(self.arena, (number,) * len(self.arena.actors)).stable(start, "nash", actor)',
    ): "where nobody is known to be at rest, roads are walked",
}
"""``Mutant.name`` of mutants that compute the same, and why: that they survive is no fault."""
