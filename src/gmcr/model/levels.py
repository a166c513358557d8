"""Options in degrees as options in the model: one a threshold, and rules that keep them in order.

A move may pass or give back any number of thresholds, so it leads to any level; ``one_way`` and ``needs`` of the option are
those of each of its thresholds, so that what goes one way only rises, and every raise is asked for its need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gmcr.base.errors import ModelError, quoted
from gmcr.logic import Not, OptionAtom
from gmcr.logic.levels import thresholds
from gmcr.logic.tree import And
from gmcr.model.form import ModelOption, NeverRule, OptionForm

__all__ = ["leveled_form", "levels_checked"]


def levels_checked(option: str, levels: Sequence[str]) -> tuple[str, ...]:
    """The levels of an option, lowest first. Raises ModelError for fewer than two, one that is there twice, or is no name."""
    own = tuple(levels)
    if len(own) < 2 or len(set(own)) < len(own):
        raise ModelError(f"{option} should have two levels or more, each once, lowest first.", rule=option)
    strange = next((level for level in own if not level.isidentifier()), None)
    if strange is not None:
        raise ModelError(f"{option}: the level {quoted(strange)} is no name: use letters, digits and _.", rule=option)
    return own


def leveled_form(
    actors: Sequence[str],
    options: Sequence[ModelOption],
    never: Sequence[NeverRule] = (),
    levels: Mapping[str, Sequence[str]] | None = None,
) -> OptionForm:
    """The form of some options, of which *levels* (full name → levels, lowest first) says which have degrees. Raises
    ModelError, see ``levels_checked``."""
    scales = {name: levels_checked(name, own) for name, own in (levels or {}).items()}
    made, order = [], []
    for option in options:
        if option.full_name not in scales:
            made.append(option)
            continue
        own = scales[option.full_name]
        passed = thresholds(option.full_name, own)
        made += [replace(option, name=name.partition(".")[2] if option.actor else name) for name in passed]
        for k, (lower, higher) in enumerate(pairwise(passed), 1):
            why = f"whoever is at {own[k + 1]} has passed {own[k]}"
            order.append(
                NeverRule(f"levels of {option.full_name}", And((OptionAtom(higher), Not(OptionAtom(lower)))), why)
            )
    return OptionForm(tuple(actors), tuple(made), (*never, *order), tuple(scales.items()))
