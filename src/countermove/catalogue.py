"""What can be asked: every question said once, as data. Command, page, plain data, schema, notebook and pictures follow from it.

Light: nothing here imports what answers a question, so that help and completion cost nothing. A question *q* lives in
``questions/q``: ``found.q`` answers it, ``told.q_page`` tells it, ``drawn`` draws its pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from countermove.errors import UnknownName

__all__ = ["PICTURES", "QUESTIONS", "Kind", "Option", "Picture", "Question", "picture_named", "question_named"]

Kind = Literal[
    "flag", "whole", "real", "text", "texts", "pairs", "holders", "weights",
    "state", "actors", "coalition", "coalitions", "partition", "claims", "drivers",
    "concept", "concepts", "any concepts", "coalition concepts",
]  # fmt: skip
"""What an option takes. ``pairs``: NAME=VALUE, repeatable; ``holders``: ACTOR=VIEW,
"author" being the author's model; ``weights``: ACTOR=NUMBER; ``state``: a state as a person writes it; ``actors``: by id or name;
``coalition``: names with commas between them, ``partition``: blocks
with slashes between them; plural kinds are repeatable."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be asked along with a question. ``name``: the parameter of its function; ``form``: what a value looks
    like; ``flag``: its name on the command line, where that is another. ``place``: it is no option but an argument, ``needed`` or
    not. ``shown``: it says how much of the answer is shown, and is no part of the question. ``unsaid``: what a command asks for
    where nothing is said, if that is not what the function takes it to be. ``default``: what the function takes it to be; a state
    that is written so is left to it."""

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
    unsaid: Any = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of what was found. ``name``: of the figure, and of what draws it in the question's ``drawn``; ``about``: what it
    shows. ``asks``: what its question is asked with for it where nothing else is said; ``takes``: what it can be told besides:
    thing (that tips, or is uncertain), model (of a false premise), reading (that it marks). ``concepts``: those to name beside it
    where none are asked for; none where it depends on no concept, or says itself under which. ``one``: it takes the first that is
    asked for, ``fixed``: it takes no other. ``game``: whether it is about the game selected rather than all readings; ``alone``:
    whether a conflict alone has it; ``width``: its own."""

    name: str
    about: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    one: bool = False
    fixed: bool = False
    game: bool = True
    alone: bool = False
    width: float = 760


@dataclass(frozen=True, slots=True)
class Question:
    """``name``: of the command, and of the folder that answers and tells it. ``asks``, ``more``: what it says, in a line and at
    length; ``work``: what is going on while it is worked on. ``of``: what it is asked of, assessments alone, any game (so
    conflicts too), or all that a ``.gmcr`` file says; ``instead``: the question, without a command of its own, that such a file
    answers in its place. ``cases``: how many at once; ``begins``: whether it begins at the start. ``selects``: which parts of a
    game can be selected for it: without views it goes through all of them, and without anything through all readings, unless
    its record says which. ``pictures``: those that it has. ``csv``: help for --csv, where ``told`` has a ``q_table`` for
    spreadsheets. ``alone``: why a conflict alone does not answer it, where it is asked of assessments."""

    name: str
    asks: str
    more: str
    work: str
    options: tuple[Option, ...] = ()
    of: Literal["assessment", "game", "gmcr"] = "assessment"
    instead: str = ""
    cases: Literal["one", "two", "several"] = "one"
    begins: bool = True
    selects: tuple[str, ...] = ("reading", "scenario", "view", "drivers")
    csv: str = ""
    alone: str = ""
    pictures: tuple[Picture, ...] = ()


AS_OF = Option(
    "as_of",
    "text",
    "Use what could be known on this day, as in 2022-03-24. Otherwise: everything.",
    form="DAY",
    flag="as-of",
)
BOUND = Option("bound", "whole", "Look for changes of at most so many edits.", default=3, least=1, most=6)
EVERY = Option("every", "flag", "Leave nothing out.", flag="all", default=False, shown=True)
CONCEPTS = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: all five.",
    form="NAME",
    flag="concept",
)
OWN_CONCEPTS = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: those of the file, or all five.",
    form="NAME",
    flag="concept",
)
CLAIMS = Option("claims", "claims", "Only this claim; repeatable. Otherwise: all.", form="NAME", flag="claim")
OWN_CLAIMS = Option(
    "claims",
    "claims",
    "This claim; repeatable. Otherwise: the author's claims.",
    form="NAME",
    flag="claim",
)

ONE_CONCEPT = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: nash.",
    form="NAME",
    flag="concept",
)

LEAD = Option(
    "concepts",
    "concepts",
    "A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: the file's lead concept, which is nash where it "
    "says nothing.",
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

_EVERY_CONCEPT = ("nash", "gmr", "smr", "seq", "symseq")

LARGEST = Option("largest", "whole", "Coalitions of at most so many members.", form="N", least=1)

_ALL = (
    Question(
        "check",
        "Say whether each claim follows, and what that rests on.",
        "And what it turns on, where readings or concepts differ; and since, over what survives what happened (`observations`), "
        "where that is another verdict. Ends with 1 when a claim is not as its file expects (`expect`).",
        work="Checking {}",
        alone="check judges claims, and a conflict makes none",
        options=(CLAIMS, AS_OF, OWN_CONCEPTS),
        cases="several",
        selects=(),
        pictures=(
            Picture("claims", "the claims, a cell for each reading and concept", takes=("reading",), game=False),
        ),
    ),
    Question(
        "solve",
        "Show which states are equilibria, and stable for whom.",
        "CASE may also be a conflict alone: a bundled one, a 2x2 game, or a file of another program. limited and nonmyopic are "
        "for two actors; limited:3:some breaks ties in favour of staying; sim:tableau is SIM as Fraser and Hipel apply it, after "
        "seq. --coalition and --partition without --concept ask for the four concepts of coalitions, and so does a .gmcr file "
        "that has coalitions.",
        work="Solving {}",
        of="game",
        begins=False,
        options=(
            Option(
                "concepts",
                "any concepts",
                "A concept; repeatable. nash, gmr, smr, seq, symseq (otherwise: these five); with a horizon, maximin:4 or "
                "limited:3; nonmyopic; sim or sim:tableau; of coalitions, cnash, cgmr, csmr or cseq.",
                form="NAME",
                flag="concept",
            ),
            Option(
                "coalitions",
                "coalitions",
                "Ask the concepts of coalitions about this one; repeatable. Otherwise: about all there are.",
                form="A,B",
                flag="coalition",
            ),
            Option(
                "partition",
                "partition",
                "Ask the concepts of coalitions with these blocks as the players; who is not named stands alone. Otherwise: the "
                "coalitions of the file, where it has some.",
                form="A,B/C",
            ),
            Option("every", "flag", "Leave nothing out.", flag="all", default=False),
        ),
    ),
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
            LEAD,
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
            Option(
                "concept",
                "concept",
                "The concept whose roads count. Otherwise: the file's lead concept, which is nash where it says nothing.",
                form="NAME",
            ),
        ),
        selects=("reading", "scenario", "drivers"),
        pictures=(
            Picture(
                "responsibility",
                "who could bring the target about or stop it, by view",
                asks={"over_readings": "few"},
                concepts=("nash",),
                fixed=True,
            ),
        ),
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
        "views",
        "Say what holds when everybody acts by its own view.",
        "What misperception holds up, and what nobody ever tests. Of a .gmcr file with misperceptions: what its actors do not "
        "perceive, and which equilibria that makes. Ctrl-C ends it with what is done.",
        work="Looking at {} through others' eyes",
        instead="perception",
        alone="views compares how the game looks to those who hold views, and a conflict is seen by all alike",
        options=(
            Option(
                "held",
                "holders",
                "Let an actor act by this view, or by the author's model (author); repeatable. Otherwise: its own view.",
                form="ACTOR=VIEW",
            ),
            CONCEPTS,
        ),
        selects=("reading", "scenario", "drivers"),
    ),
    Question(
        "perception",
        "Say what actors do not perceive.",
        "And which equilibria that makes.",
        work="Looking at {}",
        of="gmcr",
        begins=False,
        options=(CONCEPTS,),
        selects=(),
    ),
    Question(
        "levers",
        "Say which act moves whom to what, and at what cost.",
        "And below which numbers it would not; and which act pays its own maker, at once or by the answer that it brings, under "
        "which concept. At the start and in every scenario; with --scenario there alone. Ctrl-C ends it with what is done.",
        work="Trying every lever of {}",
        of="game",
        options=(CONCEPTS,),
        pictures=(Picture("levers", "whom each act would move to what"),),
    ),
    Question(
        "roads",
        "Say what can be reached from the status quo, and how.",
        "By whose moves and why, and why nobody turns back. CASE may also be a conflict alone: a bundled one, or a file of "
        "another program. Ctrl-C ends it with what is done.",
        work="Following the roads of {}",
        of="game",
        options=(
            Option("to", "text", "Find the ways to states with this formula. Otherwise: the target.", form="FORMULA"),
            CONCEPTS,
            LARGEST,
        ),
        pictures=(Picture("road", "a road to an outcome, step by step", alone=True, width=560),),
    ),
    Question(
        "robust",
        "Say how conclusions fare if premises may be false.",
        "In how many draws the status quo and the answers to key questions stay what they are, and outcomes and claims hold, if "
        "premises fail as often as their certainty says: a test, and no forecast. A false premise is dropped, or reversed: both "
        "are told. What leans most on which premise comes first. Results do not depend on --workers. Ctrl-C ends it with the "
        "draws that are done.",
        work="Drawing premises of {}",
        alone="robust draws premises by how sure they are, and a conflict does not say how sure anything is",
        options=(
            CLAIMS,
            Option("draws", "whole", "How many draws.", form="N", default=2000, least=1),
            Option("seed", "whole", "The seed: the same one gives the same draws.", form="N", default=0, least=0),
            Option(
                "workers",
                "whole",
                "Processes that draw. Otherwise: one for each processor, fewer for many states.",
                form="N",
                least=1,
                unsaid=0,
            ),
            Option("dask", "text", "Draw on the Dask cluster whose scheduler is there.", form="ADDRESS"),
            CONCEPTS,
        ),
        pictures=(
            Picture(
                "tornado",
                "which uncertain premises something leans on most",
                asks={"claims": (), "concepts": ("nash",)},
                takes=("thing", "model"),
                one=True,
            ),
        ),
    ),
    Question(
        "tipping",
        "Say where drivers tip the start, the outcomes and claims.",
        "Exact: every comparison of drivers cuts their ranges, and one point of every piece is looked at. With no driver named: "
        "which of them matter, and the nearest tipping points. Ctrl-C ends it with what is done.",
        work="Moving the drivers of {}",
        alone="tipping moves drivers within their ranges, and a conflict has none",
        options=(
            Option(
                "vary",
                "drivers",
                "One driver: its thresholds. Two: a phase diagram. None: all of them at once.",
                form="[DRIVER [DRIVER]]",
                place=True,
            ),
            OWN_CLAIMS,
            CONCEPTS,
        ),
        pictures=(
            # Lines and planes are exact whatever is looked at around now, and no picture shows more.
            Picture(
                "drivers",
                "what each driver alone can tip",
                asks={"most": 1},
                takes=("thing",),
                concepts=_EVERY_CONCEPT,
            ),
            Picture(
                "phase",
                "two drivers, the plane cut into regions",
                asks={"claims": (), "concepts": ("seq",), "most": 1},
                takes=("thing",),
                concepts=("seq",),
                width=480,
            ),
        ),
    ),
    Question(
        "redteam",
        "Say how each claim could be overturned most cheaply.",
        "By edits, drivers, other answers, another concept, or several of these. A claim is overturned where it has the other "
        "value than in the base reading. Attacks of several kinds are told where they are cheaper than those of one, or the "
        "only ones. Ctrl-C ends it with what is done.",
        work="Attacking the claims of {}",
        alone="redteam attacks claims, and a conflict makes none",
        options=(
            Option("claims", "claims", "Only these claims. Otherwise: all.", form="[CLAIM...]", place=True),
            Option("bound", "whole", "At most so many edits, or parts of a mixed attack.", default=2, least=0, most=4),
            Option(
                "costs",
                "pairs",
                "Cost of a driver over its whole range (driver, 2), of another answer (answer, 1) or concept (concept, 1), of an "
                "edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
                form="NAME=NUMBER",
                flag="cost",
            ),
            CONCEPTS,
            EVERY,
        ),
        selects=(),
    ),
    Question(
        "matrix",
        "Show which want, answer and driver bears on which claim.",
        "For it or against it, and how well it tells claims apart. Up to twelve claims are shown as a grid, more by premise; "
        "--csv has the whole table. Ctrl-C ends it with the claims that are done.",
        work="Weighing the premises of {}",
        alone="matrix weighs premises against claims, and a conflict makes none",
        options=(CLAIMS, CONCEPTS),
        selects=(),
        csv="Print the whole table as CSV.",
        pictures=(Picture("matrix", "which premise bears on which claim", concepts=_EVERY_CONCEPT),),
    ),
    Question(
        "together",
        "Say which claims can be true together, and which cannot.",
        "And which question would settle most. Over all readings and concepts: a reading that makes all of them true, or else "
        "the smallest sets that exclude themselves and the readings that come closest. Ctrl-C ends it with the claims that are "
        "judged.",
        work="Putting the claims of {} together",
        alone="together asks which claims can hold at once, and a conflict makes none",
        options=(
            Option(
                "claims",
                "claims",
                "This claim; repeatable. Otherwise: the author's claims.",
                form="NAME",
                flag="claim",
            ),
            CONCEPTS,
            EVERY,
        ),
        selects=(),
    ),
    Question(
        "watch",
        "Say what the latest values of drivers tip, and what to look at next.",
        "Drivers take the values that observations gave them last. Told are the answers, verdicts and outcomes that differ from "
        "those at the file's own values, how far each driver is from its nearest threshold, and which indicators point there. "
        "Exit code: 1 if an answer or a verdict differs.",
        work="Watching {}",
        options=(AS_OF, OWN_CONCEPTS),
        selects=(),
        alone="watch compares answers and verdicts over time, and a conflict has neither",
    ),
    Question(
        "diff",
        "Say what two cases differ in, and what that changes.",
        "Line by line: which claims have another verdict, and which line by itself makes it so. Ctrl-C ends the search for lines "
        "with those that are found.",
        work="Comparing {} with {}",
        options=(
            Option(
                "claims",
                "claims",
                "Only this claim; repeatable. Otherwise: all that both have.",
                form="NAME",
                flag="claim",
            ),
            Option("bound", "whole", "Lines that together explain a verdict, at most.", default=2, least=0, most=4),
            CONCEPTS,
            EVERY,
        ),
        cases="two",
        selects=(),
        alone="diff tells what two assessments conclude differently, and a conflict concludes nothing",
    ),
    Question(
        "coalitions",
        "Say which coalitions could break the stalemate.",
        "Or reach the target, what each member gains, and whether it lasts. CASE may also be a conflict alone: a bundled one, "
        "or a file of another program. Ctrl-C ends it with what is done.",
        work="Asking the coalitions of {}",
        of="game",
        begins=False,
        options=(
            Option("coalition", "coalition", "Only this coalition, by the names of its members.", form="A,B"),
            Option(
                "state",
                "state",
                "From this state: start, a code, or the options that are on.",
                form="STATE",
                default="start",
            ),
            Option("to", "text", "Who could bring this about. Otherwise: the target.", form="FORMULA"),
            Option(
                "concepts",
                "coalition concepts",
                "A concept of coalition stability: cnash, cgmr, csmr or cseq; repeatable. Otherwise: all four.",
                form="NAME",
                flag="concept",
            ),
            LARGEST,
        ),
    ),
    Question(
        "longrun",
        "Say where steps lead in the long run, and how soon.",
        "And which states stay as noise vanishes. Exact where that is possible, otherwise simulated. CASE may also be a conflict "
        "alone: a bundled one, or a file of another program. Ctrl-C ends it with the concepts, and the runs of a simulation, "
        "that are done.",
        work="Following {} into the long run",
        of="game",
        options=(
            Option(
                "choice",
                "text",
                "How the next step is chosen: uniform (over steps), actors (first whose), or logit.",
                form="NAME",
                default="uniform",
            ),
            Option(
                "weights",
                "weights",
                "How often an actor is drawn; repeatable. Otherwise: 1.",
                form="ACTOR=NUMBER",
                flag="weight",
            ),
            Option("noise", "text", "The probability of a mistake, between 0 and 1.", form="NUMBER"),
            Option("precision", "real", "Of logit: how much ranks count.", form="NUMBER", default=1.0),
            Option("method", "text", "auto, exact, or simulated.", form="NAME", default="auto"),
            Option("runs", "whole", "Of a simulation: how many runs.", form="N", default=2000, least=1),
            Option("horizon", "whole", "Of a simulation: steps at most.", form="N", default=1000, least=1),
            Option("seed", "whole", "Of a simulation: its seed.", form="N", default=0, least=0),
            CONCEPTS,
        ),
        pictures=(Picture("longrun", "where it ends in the long run"),),
    ),
)

QUESTIONS: Mapping[str, Question] = {item.name: item for item in _ALL}
"""Name → question, in the order in which help shows them."""

_ONLY_DRAWN: Mapping[str, Picture] = {
    "states": Picture(
        "states",
        "what is reached from the start, or what would follow if somebody moved",
        concepts=("nash",),
        one=True,
        alone=True,
    ),
    "wants": Picture("wants", "what each actor wants, as ladders"),
}
"""What has a folder among the questions and is only drawn."""

PICTURES: Mapping[str, tuple[str, Picture]] = {
    **{name: (name, picture) for name, picture in _ONLY_DRAWN.items()},
    **{picture.name: (item.name, picture) for item in _ALL for picture in item.pictures},
}
"""Figure → the folder that draws it, and what is said of it."""


def picture_named(name: str) -> tuple[str, Picture]:
    """The folder that draws a figure, and what is said of it. Raises UnknownName."""
    if name not in PICTURES:
        raise UnknownName("figure", name, PICTURES)
    return PICTURES[name]


def question_named(name: str) -> Question:
    """The question of a name. Raises UnknownName."""
    if name not in QUESTIONS:
        raise UnknownName("question", name, QUESTIONS)
    return QUESTIONS[name]
