"""Requests beside questions: an assessment of a whole case, and the problems of files."""

from __future__ import annotations

from countermove.catalogue.of_claims import CHECK
from countermove.catalogue.of_minds import CHANGE
from countermove.catalogue.options import AS_OF, BOUND, CONCEPTS
from countermove.extensions.declarations import Declaration, Parameter, Sweep

__all__ = ["ASSESS", "LINT"]

ASSESS = Declaration(
    "assess",
    "Answer the key questions of a case on one screen.",
    "With the reasons, what would change the answers, what has happened since, and what follows from the premises.\n\n"
    "Key questions and claims go through every reading, each in its own scenario and view; all else is about one "
    "game, the "
    "base reading of the author's model. What is selected or set holds for everything.",
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
