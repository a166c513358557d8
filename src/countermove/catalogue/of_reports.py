"""Requests beside questions: an assessment of a whole case, and the problems of files.

Questions asked only for their pictures, without commands of their own.
"""

from __future__ import annotations

from countermove.catalogue.of_claims import CHECK
from countermove.catalogue.of_minds import CHANGE
from countermove.catalogue.options import AS_OF, BOUND, CONCEPTS, EVERY_CONCEPT, LEAD
from countermove.extensions.hooks import Declaration, Parameter, Picture, Sweep

__all__ = ["ASSESS", "GRAPH", "LANES", "LINT", "STATES", "WANTS"]


ASSESS = Declaration(
    "assess",
    "Answer the key questions of a case on one screen.",
    "With the reasons, what would change the answers, what has happened since, and what follows from the "
    "premises.\n\nKey questions and claims go through every reading, each in its own scenario and view; all else is "
    "about one game, the base reading of the author's model. What is selected or set holds for everything.",
    work="Assessing {}",
    typed="Once the status quo is known, Ctrl-C leaves out what is not computed yet and shows the rest.",
    options=(CONCEPTS, AS_OF, BOUND),
    # Answers and claims: other parts take less time, or are left out where the game is large.
    sweeps=(
        *CHECK.sweeps,
        Sweep(("questions", "readings"), 2),
        Sweep(("questions", "edits"), 2),
        *CHANGE.sweeps,
    ),
    unlisted=True,
)

LINT = Declaration(
    "lint",
    "List every error and warning of files as file:line:column.",
    "",
    work="Reading {}",
    typed="Exits with 2 when a file has an error, and with 0 when there are only warnings.",
    options=(
        Parameter(
            "structure",
            "flag",
            "Check only what is written in the files, and solve nothing: quick enough to run while writing.",
            default=False,
        ),
    ),
    cases="several",
    selects=(),
)


LANES = Declaration(
    "lanes",
    "Show the ways out of the start.",
    "What stops each, and what would follow if it was taken all the same.",
    work="Trying the ways out of {}",
    of="game",
    options=(LEAD,),
    unlisted=True,
    pictures=(
        Picture(
            "lanes",
            "the ways out of the start, what stops each, and what would follow",
            under=True,
            one=True,
            alone=True,
        ),
    ),
)

_WANTS = "wants shows premises, how sure they are and which claims they flip, and a conflict has bare preferences"

STATES = Declaration(
    "states",
    "Show what is reached from the start.",
    "Or what would follow if somebody moved.",
    work="Following the steps of {}",
    of="game",
    options=(LEAD,),
    pictures=(
        Picture(
            "states",
            "what is reached from the start, or what would follow if somebody moved",
            under=True,
            one=True,
            alone=True,
        ),
    ),
)

GRAPH = Declaration(
    "graph",
    "Show the whole graph: every state and every move.",
    "And where everybody stays, under which concepts.",
    work="Drawing the graph of {}",
    of="game",
    begins=False,
    options=(EVERY_CONCEPT,),
    pictures=(Picture("graph", "the whole graph: every state, every move, and where everybody stays", alone=True),),
)

WANTS = Declaration(
    "wants",
    "Show what each actor wants.",
    "And how many claims each want alone can flip.",
    work="Weighing the wants of {}",
    options=(CONCEPTS,),
    pictures=(Picture("wants", "what each actor wants, as ladders", why_not=_WANTS),),
)
