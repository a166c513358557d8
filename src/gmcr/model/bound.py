"""A conflict in which one actor is bound to what it has done: that actor has no moves, and everybody else keeps theirs.

States, cells and ranks are unchanged, so what is known of the original conflict holds here too. In option form nobody
owns the options of the bound actor; in graph form it has no arcs.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gmcr.model.structure import GraphStructure, OptionStructure, Structure

__all__ = ["without_moves"]


def without_moves(structure: Structure, actor: str) -> Structure:
    """The same states and moves without those of *actor*."""
    if isinstance(structure, GraphStructure):
        nowhere = np.zeros(0, dtype=np.int64)
        return GraphStructure(replace(structure.form, arcs={**structure.form.arcs, actor: (nowhere, nowhere)}))
    assert isinstance(structure, OptionStructure)
    form = structure.form
    options = tuple(
        replace(option, actor="", name=option.full_name, one_way="", needs=None) if option.actor == actor else option
        for option in form.options
    )
    copy = OptionStructure(replace(form, options=options), structure.layout)
    copy.space = structure.space  # names, order and rules are the same, and so are the states
    return copy
