"""The effect of a false premise: its want is gone, or counts exactly in the states where it did not."""

from __future__ import annotations

from typing import Literal, get_args

from gmcr import Conflict, Ranking

__all__ = ["MODELS", "Model", "drawn_conflict"]

Model = Literal["dropped", "reversed"]
"""The effect of a false premise."""

MODELS: tuple[Model, ...] = get_args(Model)


def drawn_conflict(conflict: Conflict, false: frozenset[str], model: str) -> Conflict:
    """One draw as a conflict: the wants named *false* dropped or reversed."""
    changed = {}
    for actor, wants in conflict.preferences.items():
        if isinstance(wants, Ranking):
            continue
        if model == "dropped":
            changed[actor] = tuple(want for want in wants if want.id not in false)
        else:
            changed[actor] = tuple(want.negated if want.id in false else want for want in wants)
    return conflict.with_preferences(changed)
