"""Questions about minds: what actors want and see, whose change of mind would have which effect, and which act moves
whom.
"""

from __future__ import annotations

from countermove.catalogue.options import BOUND, CONCEPTS, EVERY, LEAD, ONE_CONCEPT, STATE
from countermove.extensions.hooks import Declaration, Parameter, Picture, Sweep

__all__ = ["CHANGE", "INVERSE", "LEVERS", "PERCEPTION", "RESPONSIBILITY", "VIEWS"]

CHANGE = Declaration(
    "change",
    "Say which changes of mind would bring something about.",
    "Or end it. A change drops a want, turns it into its declared alternative (could_be) or puts it one place "
    "lower. It shows all sets of changes, up to the bound, of which no smaller part would do. CASE may also be a "
    "bare conflict.",
    work="Looking for changes in {}",
    typed="Ctrl-C stops the search and shows what it has found.",
    of="game",
    options=(
        Parameter("to", "text", "What is to come about. Otherwise: the file's target.", form="FORMULA"),
        Parameter(
            "hold",
            "state",
            "Ask which changes make this state an equilibrium (or end that it is one).",
            form="STATE",
        ),
        Parameter("break_", "flag", "Ask which changes break the start.", flag="break", default=False),
        BOUND,
        Parameter("stress", "flag", "Look at reversed wants too: a stress test.", default=False),
        Parameter(
            "costs",
            "pairs",
            "Cost of an edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
            form="NAME=NUMBER",
            flag="cost",
        ),
        LEAD,
        EVERY,
    ),
    sweeps=(Sweep(("sets",), 0.01, kept=0),),
)

RESPONSIBILITY = Declaration(
    "responsibility",
    "Say who could bring the target about, in whose eyes.",
    "Or who could end it: in the author's model and in every view, and who is to blame. An actor's degree is 1/k, k "
    "being the size of the smallest change of mind in which it takes part. Blame is the expected degree over the "
    "views, and over the readings that agree with the answers selected.",
    work="Looking at every view of {}",
    typed="Ctrl-C stops it and shows what is known.",
    of="game",
    options=(
        Parameter(
            "to", "text", "What somebody is to be responsible for. Otherwise: the file's target.", form="FORMULA"
        ),
        BOUND,
        Parameter(
            "weights",
            "pairs",
            "Weight of a view (the author's model: author) or an answer (QUESTION.ANSWER); repeatable. Otherwise 1.",
            form="NAME=NUMBER",
            flag="weight",
        ),
        Parameter(
            "concept",
            "concept",
            "The concept whose roads count. Otherwise: the file's lead concept, which is nash where it says nothing.",
            form="NAME",
        ),
    ),
    pictures=(
        Picture(
            "responsibility",
            "who could bring the target about or stop it, by view",
            asks={"over_readings": "few"},
            why_not="responsibility compares the eyes of those who hold views, and a conflict is seen by all alike",
            under=True,
        ),
    ),
    sweeps=(Sweep(("views", "readings", "sets"), 0.001, kept=0),),
)

INVERSE = Declaration(
    "inverse",
    "Say which preferences would make a state an equilibrium.",
    "And whom it is easiest to satisfy. CASE may also be a bare conflict: a bundled one, or a file of another program.",
    work="Counting rankings in {}",
    typed="Ctrl-C stops the count and shows what it has.",
    of="game",
    begins=False,
    options=(
        STATE,
        Parameter("vary", "actors", "Vary this actor's ranking; repeatable. Otherwise: everybody's.", form="ACTOR"),
        Parameter(
            "limit",
            "whole",
            "List this many rankings that do it.",
            form="N",
            flag="list",
            default=0,
            least=0,
            most=10_000,
        ),
        ONE_CONCEPT,
        EVERY,
    ),
)

VIEWS = Declaration(
    "views",
    "Say what holds when all act on their own views.",
    "Also what misperception sustains, and what nobody ever tests. For a .gmcr file with misperceptions: what its "
    "actors do not perceive, and which equilibria that makes.",
    work="Looking at {} through others' eyes",
    typed="Ctrl-C stops it and shows what is done.",
    instead="perception",
    alone="views compares how the game looks to those who hold views, and a conflict is seen by all alike",
    options=(
        Parameter(
            "held",
            "holders",
            "Let an actor act on this view, or on the author's model (author); repeatable. Otherwise: its own view.",
            form="ACTOR=VIEW",
        ),
        CONCEPTS,
    ),
    selects=("coding", "reading", "scenario", "drivers"),
    sweeps=(Sweep(("views", "questions"), 35),),
)

PERCEPTION = Declaration(
    "perception",
    "Say what actors do not perceive.",
    "And which equilibria that makes.",
    work="Looking at {}",
    of="gmcr",
    begins=False,
    options=(CONCEPTS,),
    selects=(),
)

LEVERS = Declaration(
    "levers",
    "Say which act moves whom to what, and at what cost.",
    "Also at which numbers it no longer would, and which act pays its own maker, at once or through the answer that "
    "it brings, under which concept. At the start and in every scenario; with a scenario selected, there alone.",
    work="Trying every lever of {}",
    typed="Ctrl-C stops it and shows what is done.",
    of="game",
    options=(CONCEPTS,),
    pictures=(Picture("levers", "whom each act would move to what", alone=True),),
    sweeps=(Sweep(("scenarios", "acts"), 15),),
)
