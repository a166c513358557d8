"""Every question, declared once as data. Command, page, plain data, schema, notebook and pictures follow from it.

The catalogue is light: nothing here imports the code that answers a question, so that help and completion cost nothing.
A question *q* lives in ``questions/q``, or in the ``home`` that a plugin declares: ``compute.q`` answers it,
``text.q_told`` puts the answer into words, ``figure`` draws its pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping

from countermove.catalogue.of_claims import CHECK, COMPARE, DIFF, MATRIX, REDTEAM, ROBUST, TIPPING, TOGETHER, WATCH
from countermove.catalogue.of_minds import CHANGE, INVERSE, LEVERS, PERCEPTION, RESPONSIBILITY, VIEWS
from countermove.catalogue.of_reports import ASSESS, LINT
from countermove.catalogue.of_states import COALITIONS, LONGRUN, ROADS, SOLVE, WHY
from countermove.catalogue.pictures import GRAPH, LANES, STATES, WANTS
from countermove.catalogue.selection import CASES, SELECTING
from countermove.extensions import Declaration, Extended, Kind, Parameter, Picture, Plugin, Sweep, Through
from gmcr.base.errors import UnknownName

__all__ = [
    "ASSESS",
    "CASES",
    "LINT",
    "OWN",
    "PICTURES",
    "QUESTIONS",
    "SELECTING",
    "Declaration",
    "Kind",
    "Parameter",
    "Picture",
    "Sweep",
    "Through",
    "module_of",
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

_PICTURED = (LANES, STATES, GRAPH, WANTS)


def _by_name(*declarations: Declaration) -> dict[str, Declaration]:
    return {item.name: item for item in declarations}


def _pictures(declarations: Iterable[Declaration]) -> dict[str, tuple[Declaration, Picture]]:
    return {picture.name: (item, picture) for item in declarations for picture in item.pictures}


def _added(plugin: Plugin) -> tuple[Declaration, ...]:
    return (*plugin.questions, *plugin.figures)


OWN: tuple[str, ...] = tuple(item.name for item in _ALL)
"""The names of the product's own questions."""

QUESTIONS: MutableMapping[str, Declaration] = Extended(
    _by_name(*_ALL), lambda plugin: _by_name(*plugin.questions).items(), "question"
)
"""Name → question, in the order in which help shows them."""

PICTURES: MutableMapping[str, tuple[Declaration, Picture]] = Extended(
    _pictures((*_PICTURED, *_ALL)), lambda plugin: _pictures(_added(plugin)).items(), "figure"
)
"""Figure → the question whose answer it shows, and its declaration."""


_HOMES: MutableMapping[str, Declaration] = Extended(
    _by_name(*_PICTURED, *_ALL), lambda plugin: _by_name(*_added(plugin)).items(), "question"
)


def module_of(question: str, part: str) -> str:
    """The name of the module for one part of a question: compute, text or figure. Parts of reports that no command asks
    for are the product's own."""
    declared = _HOMES.get(question)
    return f"countermove.questions.{question}.{part}" if declared is None else declared.module(part)


def picture_named(name: str) -> tuple[Declaration, Picture]:
    """The question whose answer a figure shows, and the figure's declaration. Raises UnknownName."""
    if name not in PICTURES:
        raise UnknownName("figure", name, PICTURES)
    return PICTURES[name]


def question_named(name: str) -> Declaration:
    """The question of a name. Raises UnknownName."""
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
