"""Options in degrees as options in the model: one a threshold, and rules that keep them in order.

A move may pass or give back any number of thresholds, so it leads to any level; ``one_way`` and ``needs`` of the option are
those of each of its thresholds, so that what goes one way only rises, and every raise is asked for its need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from countermove.errors import ModelError
from countermove.logic import Not, Option
from countermove.logic.levels import thresholds
from countermove.logic.tree import And
from countermove.model.form import ModelOption, NeverRule, OptionForm

__all__ = ["leveled_form"]


def leveled_form(
    actors: Sequence[str],
    options: Sequence[ModelOption],
    never: Sequence[NeverRule] = (),
    levels: Mapping[str, Sequence[str]] | None = None,
) -> OptionForm:
    """The form of some options, of which *levels* (full name → levels, lowest first) says which have degrees.

    Raises ModelError for fewer than two levels, or a level that is there twice.
    """
    scales = {name: tuple(own) for name, own in (levels or {}).items()}
    for name, own in scales.items():
        if len(own) < 2 or len(set(own)) < len(own):
            raise ModelError(f"{name} should have two levels or more, each once, lowest first.", rule=name)
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
            order.append(NeverRule(f"levels of {option.full_name}", And((Option(higher), Not(Option(lower)))), why))
    return OptionForm(tuple(actors), tuple(made), (*never, *order), tuple(scales.items()))
