"""What can be asked: every question said once, as data. Command, page, plain data, schema, notebook and pictures follow from it.

Light: nothing here imports what answers a question, so that help and completion cost nothing. A question *q* lives in
``questions/q``: ``found.q`` answers it, ``told.q_page`` tells it, ``drawn`` draws its pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from countermove.errors import UnknownName

__all__ = ["QUESTIONS", "Kind", "Option", "Question", "question_named"]

Kind = Literal[
    "flag",
    "whole",
    "real",
    "text",
    "texts",
    "pairs",
    "state",
    "actors",
    "coalition",
    "coalitions",
    "claims",
    "drivers",
    "concepts",
]
"""What an option takes. ``pairs``: NAME=VALUE, repeatable; ``state``: a state as a person writes it; ``actors``: by id or name;
``coalition``: names with commas between them; plural kinds are repeatable."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be asked along with a question. ``name``: the parameter of its function; ``form``: what a value looks
    like; ``flag``: its name on the command line, where that is another. ``place``: it is no option but an argument, ``needed`` or
    not. ``shown``: it says how much of the answer is shown, and is no part of the question."""

    name: str
    kind: Kind
    help: str
    form: str = ""
    default: Any = None
    least: int | None = None
    most: int | None = None
    flag: str = ""
    place: bool = False
    needed: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``name``: of the command, and of the folder that answers and tells it. ``asks``, ``more``: what it says, in a line and at
    length; ``work``: what is going on while it is worked on. ``of``: what it is asked of, assessments alone or any game (so
    conflicts too); ``cases``: how many at once; ``begins``: whether it begins at the start. ``selects``: which parts of a game
    can be selected for it: without views it goes through all of them, and without anything through all readings."""

    name: str
    asks: str
    more: str
    work: str
    options: tuple[Option, ...] = ()
    of: Literal["assessment", "game"] = "assessment"
    cases: Literal["one", "two", "several"] = "one"
    begins: bool = True
    selects: tuple[str, ...] = ("reading", "scenario", "view", "drivers")


BOUND = Option("bound", "whole", "Look for changes of at most so many edits.", default=3, least=1, most=6)
EVERY = Option("every", "flag", "Leave nothing out.", flag="all", default=False, shown=True)
CONCEPTS = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: all five.",
    form="NAME",
    flag="concept",
)

ONE_CONCEPT = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: nash.",
    form="NAME",
    flag="concept",
)

STATE = Option(
    "state",
    "state",
    "start, a code, the options that are on, as in us.engage,dprk.talk, or in graph form a label.",
    form="STATE",
    place=True,
    needed=True,
)

_ALL = (
    Question(
        "why",
        "Say why a state is stable or not, actor by actor.",
        "For an actor that leaves: the move by which it gains and that nothing deters. For one that stays: each move by which it "
        "would gain, and the countermoves that deter it. CASE may also be a conflict alone: a bundled one, a 2x2 game, or a file "
        "of another program.",
        work="Looking at {}",
        of="game",
        begins=False,
        options=(
            STATE,
            Option("actors", "actors", "Only this actor; repeatable.", form="NAME", flag="actor"),
            CONCEPTS,
            EVERY,
        ),
    ),
    Question(
        "change",
        "Say which changes of mind would bring something about.",
        "Or end it. A change drops a want, turns it into its declared alternative (could_be) or puts it one place lower. Told "
        "are all sets of them of which no smaller part would do, up to --bound. CASE may also be a conflict alone. "
        "Ctrl-C ends the search with what it has.",
        work="Looking for changes in {}",
        of="game",
        options=(
            Option("to", "text", "What is to come about. Otherwise: the file's target.", form="FORMULA"),
            Option(
                "hold",
                "state",
                "Ask which changes make this state an equilibrium (or end that it is one).",
                form="STATE",
            ),
            Option("break_", "flag", "Ask which changes break the start.", flag="break", default=False),
            BOUND,
            Option("stress", "flag", "Look at reversed wants too: a stress test.", default=False),
            Option(
                "costs",
                "pairs",
                "Cost of an edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
                form="NAME=NUMBER",
                flag="cost",
            ),
            ONE_CONCEPT,
            EVERY,
        ),
    ),
    Question(
        "responsibility",
        "Say who could bring the target about, in whose eyes.",
        "Or end it: in the author's model and in every view, and who is to blame. An actor's degree is 1/k, k being the size of "
        "the smallest change of mind in which it takes part. Blame is the expected degree over the views, and over the "
        "readings that agree with --reading. Ctrl-C ends it with what is known.",
        work="Looking at every view of {}",
        of="game",
        options=(
            Option("to", "text", "What is to be answered for. Otherwise: the file's target.", form="FORMULA"),
            BOUND,
            Option(
                "weights",
                "pairs",
                "Weight of a view (the author's model: author) or an answer (QUESTION.ANSWER); repeatable. Otherwise 1.",
                form="NAME=NUMBER",
                flag="weight",
            ),
        ),
        selects=("reading", "scenario", "drivers"),
    ),
    Question(
        "inverse",
        "Say which preferences would make a state an equilibrium.",
        "And whom it is easiest to satisfy. CASE may also be a conflict alone: a bundled one, or a file of another program. "
        "Ctrl-C ends counting with what it has.",
        work="Counting rankings in {}",
        of="game",
        begins=False,
        options=(
            STATE,
            Option("vary", "actors", "Vary this actor's ranking; repeatable. Otherwise: everybody's.", form="ACTOR"),
            Option("limit", "whole", "List so many rankings that do it.", form="N", flag="list", default=0, least=0),
            ONE_CONCEPT,
            EVERY,
        ),
    ),
    Question(
        "levers",
        "Say which act moves whom to what, and at what cost.",
        "And below which numbers it would not. At the start and in every scenario; with --scenario there alone. Ctrl-C ends it "
        "with what is done.",
        work="Trying every lever of {}",
        of="game",
    ),
)

QUESTIONS: Mapping[str, Question] = {item.name: item for item in _ALL}
"""Name → question, in the order in which help shows them."""


def question_named(name: str) -> Question:
    """The question of a name. Raises UnknownName."""
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
