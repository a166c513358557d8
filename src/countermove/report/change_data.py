"""change as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.analysis.edits.edits import Edit
from countermove.questions.change.asked import ChangeRecord
from countermove.questions.change.found import Changes
from countermove.telling.describing import CODE, EDIT, STATE, by_name, list_of, one_of, record, text, whole, yes

__all__ = ["CHANGE", "CHANGES", "change_data", "changes_data", "edit_data"]


def change_data(given: ChangeRecord) -> dict[str, Any]:
    """The data of a change record."""
    return {
        "concepts": [changes_data(found) for found in given.found],
        "left_out": list(given.left_out),
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def changes_data(found: Changes) -> dict[str, Any]:
    """The changes under one concept."""
    return {
        "goal": found.goal,
        "target": found.target,
        "state": found.state,
        "concept": found.concept,
        "bound": found.bound,
        "searched": found.searched,
        "complete": found.complete,
        "interrupted": found.interrupted,
        "stress": found.stress,
        "holds": found.holds,
        "changes": [[edit_data(edit) for edit in change] for change in found.changes],
        "costs": [str(cost) for cost in found.costs],
        "beyond": [edit_data(edit) for edit in found.beyond],
        "settled": found.settled,
        "prices": {
            "tactical": str(found.prices.tactical),
            "strategic": str(found.prices.strategic),
            "set": {name: str(cost) for name, cost in found.prices.set_by_hand.items()},
        },
    }


def edit_data(edit: Edit) -> dict[str, str]:
    """One edit."""
    return {"actor": edit.actor, "want": edit.want, "kind": edit.kind}


CHANGES = record(
    "Minimal changes of calculus.",
    goal=one_of(
        "What they are about: a road to an equilibrium with the target, that a state holds, or that the start breaks.",
        "road",
        "hold",
        "break",
    ),
    target=text('The target, a formula; "" where the goal is another.'),
    state={**CODE, "description": "The code of the state in question: the start, unless another is to hold."},
    concept=text("The concept whose roads and equilibria count."),
    bound=whole("Edits at most."),
    searched=whole("Edits up to which all sets have been looked at; less than the bound after an interrupt."),
    complete=yes("Whether the list is complete up to the bound."),
    interrupted=yes("Whether an interrupt ended the search, or that for a cheaper change of more edits."),
    stress=yes("Whether negations were looked at too, a stress test."),
    holds=yes("Whether the goal is met already; then the changes end it."),
    changes=list_of("Sets of edits, smallest first.", list_of("Edits made together.", record("An edit.", **EDIT))),
    costs=list_of("What each of them costs, a fraction as text.", {"type": "string"}),
    beyond=list_of(
        "A cheapest change of more edits, where it costs less than all of these or there are none; else empty.",
        record("An edit.", **EDIT),
    ),
    settled=yes("Whether no change of whatever size costs less than the cheapest told."),
    prices=record(
        "What edits cost.",
        tactical=text("An edit of a tactical want, a fraction as text."),
        strategic=text("An edit of a strategic want."),
        set=by_name("What was set by hand: a kind of want or of edit, or a want's id.", {"type": "string"}),
    ),
)

CHANGE = record(
    "What would have to change in somebody's mind.",
    concepts=list_of("One answer a concept.", CHANGES),
    left_out=list_of("Concepts asked for that an interrupt came before.", {"type": "string"}),
    states=list_of("Every state mentioned.", STATE),
)
