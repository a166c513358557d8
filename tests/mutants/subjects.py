"""Which modules get faults, which tests have to notice them, and which faults change nothing."""

from __future__ import annotations

__all__ = ["EQUIVALENT", "SUBJECTS"]

SUBJECTS: dict[str, tuple[str, ...]] = {
    "model/ranking": ("model/test_ranking.py",),
    "kernels/relaxation": ("kernels/test_relaxation.py",),
    "logic/evaluate": ("logic/test_evaluate.py",),
    "assessment/overlays": ("assessment/test_overlays.py",),
    "analysis/departures": ("analysis/test_departures.py", "questions/test_coalitions.py"),
    "analysis/changes": ("analysis/test_changes.py",),
    "analysis/roads": ("analysis/test_roads.py",),
    "questions/claims": ("questions/test_claims.py",),
}
"""Module of ``src/countermove`` → the files of ``tests/unit`` that have to notice what is wrong in it."""

_ALIKE = "if labels.size == 1 or (labels == first).all():"
_BOTH = "(labels.size == 1 and (labels == first).all())"
_BITMAP = "if levels <= max(1 << 16, 4 * keys.size):"
EQUIVALENT: dict[tuple[str, str, str, str], str] = {
    ("model/ranking", _BITMAP, "max(1 << 16, 4 * keys.size)", "(min(1 << 16, 4 * keys.size))"): "both ways rank alike",
    ("model/ranking", _BITMAP, "1 << 16", "(1 >> 16)"): "both ways rank alike",
    ("model/ranking", _BITMAP, "4 * keys.size", "(4 + keys.size)"): "both ways rank alike",
    ("model/ranking", "if 2 * levels > limit:", "2 * levels > limit", "(2 * levels >= limit)"): "dense a want earlier",
    ("model/ranking", "levels = int(flat.max()) + 1", "1", "2"): "a bound that need not be the least",
    (
        "model/ranking",
        "keys = keys.astype(np.uint32 if levels <= 1 << 32 else np.uint64)",
        "levels <= 1 << 32",
        "(not (levels <= 1 << 32))",
    ): "a wider type holds the same keys",
    (
        "kernels/relaxation",
        "if workers > 1 and self.batch * self.cells >= 4 * _TILE:",
        "workers > 1 and self.batch * self.cells >= 4 * _TILE",
        "(workers > 1 or self.batch * self.cells >= 4 * _TILE)",
    ): "threads do the same work",
    ("kernels/relaxation", "shift = high - low", "high - low", "(high + low)"): "places in a key have room to spare",
    (
        "kernels/relaxation",
        "kind: type[np.unsignedinteger[Any]] = np.uint32 if (top + 1) << shift <= 1 << 32 else np.uint64",
        "(top + 1) << shift <= 1 << 32",
        "(top + 1 << shift < 1 << 32)",
    ): "a wider type holds the same keys",
    (
        "logic/evaluate",
        "first, *others = sorted(by_shape.values(), key=_size) if len(by_shape) > 1 else by_shape.values()",
        "len(by_shape) > 1",
        "(len(by_shape) >= 1)",
    ): "one alone is in order",
    ("logic/evaluate", "for code in range(1 << len(open_bits)):", "1", "2"): "all combinations, then all again",
    (
        "analysis/departures",
        "while quiet < len(members):",
        "quiet < len(members)",
        "(quiet <= len(members))",
    ): "another round in which nothing moves",
    (
        "analysis/changes",
        'return Play(arena, (number,) * len(calculi)).stable(start, "nash", actor)',
        'Play(arena, (number,) * len(calculi)).stable(start, "nash", actor)',
        "None",
    ): "where nobody is known to be at rest, roads are walked",
    (
        "kernels/relaxation",
        "place = np.uint8 if width <= 1 << 8 else np.uint16 if width <= 1 << 16 else np.uint32",
        "width <= 1 << 8",
        "(width < 1 << 8)",
    ): "a wider type holds the same places",
    (
        "analysis/changes",
        _ALIKE,
        "labels.size == 1 or (labels == first).all()",
        _BOTH,
    ): "one class is also found by sorting",
    ("analysis/changes", _ALIKE, "labels == first", "(labels != first)"): "one class is also found by sorting",
}
"""(Module, line, what is written, the change) of mutants that compute the same, and why: that they survive is no fault."""
