"""Which faults change nothing."""

from __future__ import annotations

__all__ = ["EQUIVALENT"]

EQUIVALENT: dict[tuple[str, str], str] = {
    ("gmcr/model/ranking", "if levels <= (min(1 << 16, 4 * keys.size)):"): "both ways rank alike",
    ("gmcr/model/ranking", "if levels <= max((1 >> 16), 4 * keys.size):"): "both ways rank alike",
    ("gmcr/model/ranking", "if levels <= max(1 << 16, (4 + keys.size)):"): "both ways rank alike",
    ("gmcr/model/ranking", "if (2 * levels >= limit):"): "keys are made dense a want earlier",
    ("gmcr/model/ranking", "levels = int(flat.max()) + 2"): "a bound that need not be the least",
    (
        "gmcr/model/ranking",
        "keys = keys.astype(np.uint32 if (not (levels <= 1 << 32)) else np.uint64)",
    ): "a wider type holds the same keys",
    (
        "gmcr/model/ranking",
        "return [row.astype(rank_type(int(row.max(initial=1)))) for row in ranks]",
    ): "both fit the smallest type",
    (
        "gmcr/analysis/roads/roads",
        "if len(targets) < 2 or not (all(changed)):",
    ): "in option form every move changes some option, in graph form none",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "most = (size + len(self._unstable)) + 1",
    ): "a bound that need not be the least",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "most = size - len(self._unstable) + 2",
    ): "a bound that need not be the least",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "for split in product(range(1, most + 2), repeat=len(self._unstable)):",
    ): "a bound that need not be the least",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "arena, cell = calculi[1].arena, conflict.structure.cell(state)",
    ): "they share one",
    ("gmcr/analysis/edits/equilibrium_changes", "return True"): "what is not settled beforehand is asked",
    ("gmcr/analysis/edits/equilibrium_changes", "return False"): "what is not settled beforehand is asked",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "return None if play.stable(cell, weakest, actor) else False",
    ): "it is asked then",
    ("gmcr/analysis/edits/equilibrium_changes", "return None if None in verdicts else True"): "it is asked then",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "open_ones = (actor for actor, number in enumerate(play.profile) if (alone(actor, number) is not None))",
    ): "what is not prepared beforehand is computed then",
    (
        "gmcr/analysis/edits/equilibrium_changes",
        "return [actor for actor in open_ones if (arena.knows(play.profile, actor, concept))]",
    ): "what is not prepared beforehand is computed then",
    ("gmcr/formats/normal_form", "return Bool(bool((met.any())))"): "all or none are met there",
    (
        "gmcr/kernels/dense",
        "on_threads(lambda job: self._tile(*job), work, (os.cpu_count() or 1) if (not (large)) else 1)",
    ): "threads do the same work",
    (
        "gmcr/kernels/dense",
        "place = np.uint8 if (width < 1 << 8) else np.uint16 if width <= 1 << 16 else np.uint32",
    ): "a wider type holds the same places",
    ("gmcr/kernels/dense", "shift = (high + low)"): "places in a key have room to spare",
    (
        "gmcr/kernels/dense",
        "kind: type[np.unsignedinteger[Any]] = np.uint32 if (top + 1 << shift < 1 << 32) else np.uint64",
    ): "a wider type holds the same keys",
    ("gmcr/kernels/dense", "return ()"): "only asked whether there are any",
    (
        "gmcr/logic/evaluate",
        "first, *others = sorted(by_shape.values(), key=_size) if (len(by_shape) >= 1) else by_shape.values()",
    ): "one alone is in order",
    (
        "gmcr/kernels/slices",
        "worst = np.full(2 << (high - low), np.iinfo(own.dtype).max, dtype=own.dtype)",
    ): "strategies that there are not",
    ("gmcr/logic/evaluate", "for code in range(2 << len(open_bits)):"): "all combinations, then all again",
    (
        "gmcr/model/space",
        "if (codes.size > limit or _some_open(rules, order[:decided])):",
    ): "where all rules are decided a solver keeps as many, and where few are kept all are",
    (
        "gmcr/analysis/roads/departures",
        "here, feasible = structure.cell(state), self.conflict.cell_ranks[1] > 0",
    ): "what is feasible is so for everybody, and there are opponents",
    ("gmcr/analysis/roads/departures", "while (quiet <= len(members)):"): "another round in which nothing moves",
    (
        "gmcr/analysis/edits/ensemble",
        'return Play(self.arena, (number,) * len(self.arena.actors)).stable(start, "nash", actor)',
    ): "where nobody is known to be at rest, roads are walked",
    (
        "gmcr/analysis/rankings/count",
        "if not any(all((all((item <= part for item in clause))) for part in other) for other in least):",
    ): "clauses that follow from others are kept, and count alike",
    (
        "countermove/questions/watch/compute",
        "was, now = (verdicts_in(case, observed_in(case), search=True) for case in (before, after))",
    ): "the class of a claim does not need what is searched for",
    (
        "countermove/plugins/evidence/commands",
        "return 0",
    ): "a command that says nothing of how it ended ended well",
}
"""``Mutant.name`` of mutants that compute the same, and why: that they survive is no fault."""
