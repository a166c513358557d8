"""Questions about states: which are stable, how one gets from one to another, and who could leave one."""

from __future__ import annotations

from countermove.catalogue.options import AS_OF, CONCEPTS, EVERY, LARGEST, STATE, STRONG, TYPE
from countermove.extensions.hooks import Declaration, Parameter, Picture, Sweep
from gmcr.base.concepts import BASIC, COALITION, FURTHER, NAMED

__all__ = ["COALITIONS", "DEAL", "DRIFT", "LONGRUN", "ROADS", "SOLVE", "WHY"]

_FURTHER = [text for name in FURTHER for text in NAMED[name].written]

SOLVE = Declaration(
    "solve",
    "Show which states are equilibria, and stable for whom.",
    "CASE may also be a bare conflict: a bundled one, a 2x2 game, or a file of another program. limited and "
    "nonmyopic are for two actors; limited:3:some breaks ties in favour of staying; sim:tableau is SIM as Fraser "
    "and Hipel apply it, after seq.",
    work="Solving {}",
    typed=(
        "--coalition and --partition without --concept ask for the four concepts of coalitions, and so does a .gmcr "
        "file that has coalitions."
    ),
    of="game",
    begins=False,
    options=(
        Parameter(
            "concepts",
            "any concepts",
            f"A concept; repeatable. {', '.join(BASIC)} (otherwise: these); {', '.join(_FURTHER)}, a number being one of moves; "
            f"of coalitions, {', '.join(COALITION[:-1])} or {COALITION[-1]}.",
            form="NAME",
            flag="concept",
        ),
        Parameter(
            "coalitions",
            "coalitions",
            "Ask the concepts of coalitions about this one; repeatable. Otherwise: about all there are.",
            form="A,B",
            flag="coalition",
        ),
        Parameter(
            "partition",
            "partition",
            "Ask the concepts of coalitions with these blocks as the players; an actor that is not named stands "
            "alone. Otherwise: the coalitions of the file, where it has some.",
            form="A,B/C",
        ),
        Parameter("where", "text", "Say whether there is an equilibrium with this formula.", form="FORMULA"),
        STRONG,
        TYPE,
        Parameter("every", "flag", "Leave nothing out.", flag="full", default=False),
    ),
    unlisted=True,
)

WHY = Declaration(
    "why",
    "Say why a state is stable or not, actor by actor.",
    "For an actor that leaves: the move by which it gains and that nothing deters. For one that stays: each move by "
    "which it would gain, and the countermoves that deter it. CASE may also be a bare conflict: a bundled one, a 2x2 "
    "game, or a file of another program.",
    work="Looking at {}",
    of="game",
    begins=False,
    options=(
        STATE,
        Parameter("actors", "actors", "Only this actor; repeatable.", form="NAME", flag="actor"),
        CONCEPTS,
        STRONG,
        TYPE,
        EVERY,
    ),
    unlisted=True,
)

ROADS = Declaration(
    "roads",
    "Say what can be reached from the status quo, and how.",
    "By whose moves and why, and why nobody turns back. CASE may also be a bare conflict: a bundled one, or a file "
    "of another program.",
    work="Following the roads of {}",
    typed="Ctrl-C stops it and shows what is done.",
    of="game",
    options=(
        Parameter("to", "text", "Find the ways to states with this formula. Otherwise: the target.", form="FORMULA"),
        CONCEPTS,
        LARGEST,
    ),
    pictures=(Picture("road", "a road to an outcome, step by step", alone=True, width=560),),
)

COALITIONS = Declaration(
    "coalitions",
    "Say which coalitions could break the stalemate.",
    "Also which could reach the target, what each member gains, and whether it lasts. CASE may also be a conflict "
    "alone: a bundled one, or a file of another program.",
    work="Asking the coalitions of {}",
    typed="Ctrl-C stops it and shows what is done.",
    of="game",
    begins=False,
    options=(
        Parameter("coalition", "coalition", "Only this coalition, by the names of its members.", form="A,B"),
        Parameter(
            "state",
            "state",
            "From this state: start, a code, or the options that are on.",
            form="STATE",
            default="start",
        ),
        Parameter("to", "text", "Who could bring this about. Otherwise: the target.", form="FORMULA"),
        Parameter(
            "concepts",
            "coalition concepts",
            "A concept of coalition stability: cnash, cgmr, csmr or cseq; repeatable. Otherwise: all four.",
            form="NAME",
            flag="concept",
        ),
        LARGEST,
    ),
    sweeps=(Sweep((), 100.0), Sweep(("coalitions",), kept=0.3)),
)

DEAL = Declaration(
    "deal",
    "Say which deals are open, and whether they would hold.",
    "And who can go first. A deal is what several would switch together from where the conflict rests, each to its gain, "
    "and nobody could have for less. CASE may also be a conflict alone: a bundled one, or a file of another program.",
    work="Looking for deals in {}",
    typed="Ctrl-C stops it and shows what is done.",
    of="game",
    begins=False,
    options=(
        Parameter("to", "text", "Tell deals that lead to states with this formula.", form="FORMULA"),
        Parameter(
            "state",
            "state",
            "From this state, taken as at rest: start, a code, or the options that are on. Otherwise: the start, or where "
            "steps from it end.",
            form="STATE",
            flag="from",
        ),
        Parameter("participants", "coalition", "Only deals of exactly these actors.", form="A,B", flag="with"),
        Parameter(
            "own_views",
            "flag",
            "Each judges and moves by the view that it holds, where the file gives it one.",
            flag="own-views",
        ),
        Parameter(
            "acts",
            "whole",
            "Only deals that switch at most this many options. Otherwise: any number, or 4 where there are too many states to "
            "list.",
            least=2,
            most=12,
        ),
        Parameter(
            "bound",
            "whole",
            "Where none is open, look for changes of mind of at most this many edits.",
            default=2,
            least=1,
            most=6,
        ),
        CONCEPTS,
    ),
    pictures=(Picture("deal", "what each gives and gains in a deal, and who breaks it", alone=True),),
    sweeps=(Sweep(("readings",), 3.0), Sweep(("sets",), 0.01, kept=0)),
    unlisted=True,
)

DRIFT = Declaration(
    "drift",
    "Say what comes first if nobody does anything.",
    "As drivers drift (`drifts` in the file): which value is passed first, who steps then, which answers and verdicts change, "
    "how it ends, and what would stop the clock. What depends on rates is told with its condition.",
    work="Following the drivers of {}",
    alone="drift follows the drivers of an assessment, and a conflict has none that drift",
    options=(
        Parameter(
            "stops", "whole", "Follow each branch for at most this many stops.", form="N", default=6, least=1, most=12
        ),
        AS_OF,
        CONCEPTS,
    ),
    pictures=(Picture("drift", "what comes first as drivers drift, branch by branch", one=True),),
    sweeps=(Sweep(("claims", "readings"), 8),),
)

LONGRUN = Declaration(
    "longrun",
    "Say where steps lead in the long run, and how soon.",
    "And which states stay as noise vanishes. Exact where that is possible, otherwise simulated. CASE may also be a "
    "bare conflict: a bundled one, or a file of another program.",
    work="Following {} into the long run",
    typed="Ctrl-C stops it and shows the concepts, and the runs of a simulation, that are done.",
    of="game",
    options=(
        Parameter(
            "choice",
            "text",
            "How the next step is chosen: uniform (over steps), actors (first the actor), or logit.",
            form="NAME",
            default="uniform",
        ),
        Parameter(
            "weights",
            "weights",
            "How often an actor is drawn; repeatable. Otherwise: 1.",
            form="ACTOR=NUMBER",
            flag="weight",
        ),
        Parameter("noise", "text", "The probability of a mistake, between 0 and 1.", form="NUMBER"),
        Parameter("precision", "real", "For logit: how much ranks count.", form="NUMBER", default=1.0),
        Parameter("method", "text", "auto, exact, or simulated.", form="NAME", default="auto"),
        Parameter("runs", "whole", "For a simulation: how many runs.", form="N", default=2000, least=1, most=10**9),
        Parameter(
            "horizon", "whole", "For a simulation: how many steps at most.", form="N", default=1000, least=1, most=10**9
        ),
        Parameter("rng", "whole", "For a simulation: its seed.", form="N", flag="seed", default=0, least=0),
        CONCEPTS,
    ),
    pictures=(Picture("longrun", "where it ends in the long run", alone=True),),
)
