"""responsibility as plain data, and what the data means."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from countermove.desk.responsibility import ResponsibilityRecord
from countermove.questions import InOneView, Responsibility
from countermove.report.change_data import edit_data
from countermove.report.describing import EDIT, NAMES, by_name, list_of, or_null, record, text, whole, yes

__all__ = ["RESPONSIBILITY", "degrees_data", "responsibility_data"]


def responsibility_data(given: ResponsibilityRecord) -> dict[str, Any]:
    """The data of a responsibility record."""
    return degrees_data(given.found)


def degrees_data(found: Responsibility) -> dict[str, Any]:
    """Degrees and blame."""
    return {
        "target": found.target,
        "bound": found.bound,
        "complete": found.complete,
        "actors": list(found.actors),
        "views": [_view(row) for row in found.views],
        "left_out": list(found.left_out),
        "readings": [dict(answers) for answers in found.readings],
        "reading_weights": [str(weight) for weight in found.reading_weights],
        "blame": None if found.blame is None else _by_actor(found.blame),
        "blame_overall": None if found.blame_overall is None else _by_actor(found.blame_overall),
    }


def _view(row: InOneView) -> dict[str, Any]:
    return {
        "view": row.view,
        "holder": row.holder,
        "holds": row.holds,
        "weight": str(row.weight),
        "degrees": _by_actor(row.degrees),
        "witness": {actor: [edit_data(edit) for edit in change] for actor, change in row.witness.items()},
        "sizes": None if row.sizes is None else row.sizes.tolist(),
        "blame": None if row.blame is None else _by_actor(row.blame),
    }


def _by_actor(degrees: Mapping[str, Fraction]) -> dict[str, str]:
    return {actor: str(degree) for actor, degree in degrees.items()}


_FRACTIONS = {"type": "string"}

RESPONSIBILITY = record(
    "Degrees of responsibility for the target, and blame.",
    target=text("The target, a formula."),
    bound=whole("Edits at most."),
    complete=yes("Whether all games were gone through."),
    actors=NAMES,
    views=list_of(
        "The author's model first, then every view.",
        record(
            "Degrees in one view.",
            view=or_null(text("The view; null for the author's model.")),
            holder=or_null(text("Who holds it.")),
            holds=yes("Whether the target holds there already."),
            weight=text("Its weight among the views, a fraction as text."),
            degrees=by_name("Actor: its degree, a fraction as text.", _FRACTIONS),
            witness=by_name(
                "Actor with a degree: the first of its smallest minimal changes.",
                {"type": "array", "items": record("An edit.", **EDIT)},
            ),
            sizes=or_null(
                list_of(
                    "One row a reading, one number an actor: the size of its smallest minimal change, 0 for none, -1 "
                    "where an interrupt came before.",
                    {"type": "array", "items": {"type": "integer"}},
                )
            ),
            blame=or_null(by_name("Actor: its expected degree over the readings, a fraction as text.", _FRACTIONS)),
        ),
    ),
    left_out=list_of("Views that an interrupt came before; then no blame is told.", {"type": "string"}),
    readings=list_of(
        "The readings gone through; empty where only one was asked about.",
        by_name("Question: answer.", {"type": "string"}),
    ),
    reading_weights=list_of("Their weights, fractions as text that add up to 1.", {"type": "string"}),
    blame=or_null(by_name("Actor: its expected degree over the views in the selected reading.", _FRACTIONS)),
    blame_overall=or_null(by_name("Actor: its expected degree over views and readings.", _FRACTIONS)),
)
