"""Every question, declared once as data. Command, page, plain data, schema, notebook and pictures follow from it.
A declaration in ``of_claims``, ``of_minds``, ``of_states`` or ``pictures`` needs no other mention.

The catalogue is light: nothing here imports the code that answers a question, so that help and completion cost nothing.
A question *q* lives in ``questions/q``, or in the ``home`` that a plugin declares: ``compute.q`` answers it,
``text.q_text`` puts the answer into words, ``figure`` draws its pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from types import ModuleType

from countermove.catalogue import of_claims, of_minds, of_states
from countermove.catalogue import of_reports as pictures
from countermove.catalogue.of_reports import ASSESS, LINT
from countermove.catalogue.options import CASES, SELECTING
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

_FIRST = (
    "check", "solve", "why", "change", "responsibility", "inverse", "views", "perception", "levers", "roads", "robust",
    "tipping", "redteam", "matrix", "together", "watch", "diff", "compare", "multiverse", "coalitions", "deal", "drift",
    "longrun",
)  # fmt: skip
"""The order in which help shows questions; those that are not named here follow."""


def _declared(*rooms: ModuleType) -> tuple[Declaration, ...]:
    """Every declaration in these modules."""
    declared = {item.name: item for room in rooms for item in vars(room).values() if isinstance(item, Declaration)}
    first = [name for name in _FIRST if name in declared]
    return tuple(declared[name] for name in dict.fromkeys((*first, *declared)))


_ALL = _declared(of_states, of_minds, of_claims)
_PICTURED = _declared(pictures)


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
