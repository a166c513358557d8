"""What can be asked: every question said once, as data. Command line, page, plain data, notebook and report follow from it.

Light: nothing here imports what answers a question, so that help and completion cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from countermove.errors import UnknownName

__all__ = ["QUESTIONS", "Option", "Question", "question_named"]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be asked along with a question. ``name``: the parameter of its function; ``kind``: int, float, str,
    bool, list (of texts) or dict (NAME=VALUE); ``form``: what a value looks like; ``flag``: its name on the command line, where
    that is another."""

    name: str
    kind: type
    help: str
    form: str = ""
    default: Any = None
    least: int | None = None
    most: int | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """``name``: of the command, and of the modules that answer and tell it; ``asks``, ``more``: what it says, in a line and at
    length; ``work``: what is going on while it is worked on. ``views``: whether it is asked in one view; otherwise it goes
    through all of them."""

    name: str
    asks: str
    more: str
    work: str
    options: tuple[Option, ...] = ()
    views: bool = True


BOUND = Option("bound", int, "Look for changes of at most so many edits.", default=3, least=1, most=6)

_ALL = (
    Question(
        "responsibility",
        "Say who could bring the target about, in whose eyes.",
        "Or end it: in the author's model and in every view, and who is to blame. An actor's degree is 1/k, k being the size of "
        "the smallest change of mind in which it takes part. Blame is the expected degree over the views, and over the "
        "readings that agree with --reading. Ctrl-C ends it with what is known.",
        work="Looking at every view of {}",
        options=(
            BOUND,
            Option(
                "weights",
                dict,
                "Weight of a view (the author's model: author) or an answer (QUESTION.ANSWER); repeatable. Otherwise 1.",
                form="NAME=NUMBER",
                flag="weight",
            ),
        ),
        views=False,
    ),
    Question(
        "levers",
        "Say which act moves whom to what, and at what cost.",
        "And below which numbers it would not. At the start and in every scenario; with --scenario there alone. Ctrl-C ends it "
        "with what is done.",
        work="Trying every lever of {}",
    ),
)

QUESTIONS: Mapping[str, Question] = {item.name: item for item in _ALL}
"""Name → question, in the order in which help shows them."""


def question_named(name: str) -> Question:
    """The question of a name. Raises UnknownName."""
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
