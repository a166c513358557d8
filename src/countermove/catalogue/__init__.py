"""What can be asked: every question said once, as data. Command, page, plain data, schema, notebook and pictures follow from it.

Light: nothing here imports what answers a question, so that help and completion cost nothing. A question *q* lives in
``questions/q``: ``found.q`` answers it, ``told.q_page`` tells it, ``drawn`` draws its pictures.
"""

from __future__ import annotations

from collections.abc import Mapping

from countermove.catalogue.declarations import Declaration, Kind, Parameter, Picture, Sweep, Through
from countermove.catalogue.drawn import GRAPH, LANES, STATES, WANTS
from countermove.catalogue.of_claims import CHECK, COMPARE, DIFF, MATRIX, REDTEAM, ROBUST, TIPPING, TOGETHER, WATCH
from countermove.catalogue.of_desk import ASSESS, LINT
from countermove.catalogue.of_minds import CHANGE, INVERSE, LEVERS, PERCEPTION, RESPONSIBILITY, VIEWS
from countermove.catalogue.of_states import COALITIONS, LONGRUN, ROADS, SOLVE, WHY
from countermove.catalogue.selecting import CASES, SELECTING
from gmcr.base.errors import UnknownName

__all__ = [
    "ASSESS",
    "CASES",
    "LINT",
    "PICTURES",
    "QUESTIONS",
    "SELECTING",
    "Declaration",
    "Kind",
    "Parameter",
    "Picture",
    "Sweep",
    "Through",
    "picture_named",
    "question_named",
]

_ALL = (
    CHECK,
    SOLVE,
    WHY,
    CHANGE,
    RESPONSIBILITY,
    INVERSE,
    VIEWS,
    PERCEPTION,
    LEVERS,
    ROADS,
    ROBUST,
    TIPPING,
    REDTEAM,
    MATRIX,
    TOGETHER,
    WATCH,
    DIFF,
    COMPARE,
    COALITIONS,
    LONGRUN,
)

QUESTIONS: Mapping[str, Declaration] = {item.name: item for item in _ALL}
"""Name → question, in the order in which help shows them."""

PICTURES: Mapping[str, tuple[Declaration, Picture]] = {
    picture.name: (item, picture) for item in (LANES, STATES, GRAPH, WANTS, *_ALL) for picture in item.pictures
}
"""Figure → the question that it shows the answer to, and what is said of it."""


def picture_named(name: str) -> tuple[Declaration, Picture]:
    """The question that a figure shows the answer to, and what is said of it. Raises UnknownName."""
    if name not in PICTURES:
        raise UnknownName("figure", name, PICTURES)
    return PICTURES[name]


def question_named(name: str) -> Declaration:
    """The question of a name. Raises UnknownName."""
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
