"""Questions about claims: whether they follow, together and in other cases, and which premises and drivers they turn
on."""

from __future__ import annotations

from countermove.catalogue.options import AS_OF, CLAIMS, CONCEPTS, EVERY, OWN_CLAIMS
from countermove.extensions.hooks import Declaration, Parameter, Picture, Sweep

__all__ = ["CHECK", "COMPARE", "DIFF", "MATRIX", "MULTIVERSE", "REDTEAM", "ROBUST", "TIPPING", "TOGETHER", "WATCH"]

CHECK = Declaration(
    "check",
    "Say whether each claim follows, and what that rests on.",
    "Also what it turns on, where readings or concepts differ, and its verdict since (`observations`), where that "
    "differs.",
    work="Checking {}",
    typed="Exits with 1 when a claim is not as its file expects (`expect`) and no other game is selected or set.",
    alone="check judges claims, and a conflict makes none",
    options=(CLAIMS, AS_OF, CONCEPTS),
    cases="several",
    swept=True,
    pictures=(
        Picture(
            "claims",
            "the claims by verdict, and in what share of readings and concepts each holds",
            under=True,
            game=False,
        ),
        Picture("grids", "the claims, a cell for each reading and concept", takes=("reading",), game=False),
    ),
    sweeps=(Sweep(("claims", "readings")), Sweep(("claims", "edits")), Sweep(("claims", "wants"))),
    unlisted=True,
)

ROBUST = Declaration(
    "robust",
    "Say how conclusions fare if premises may be false.",
    "In how many draws the status quo and the answers to key questions stay the same, and outcomes and claims hold, "
    "if premises fail as often as their certainty says: a test, not a forecast. A false premise is dropped or "
    "reversed: both are shown. What leans most on a premise comes first.",
    work="Drawing premises of {}",
    typed="Results do not depend on --workers. Ctrl-C stops it and shows the draws that are done.",
    alone="robust draws premises by how sure they are, and a conflict does not say how sure anything is",
    options=(
        CLAIMS,
        Parameter("draws", "whole", "How many draws.", form="N", default=2000, least=1, most=10**9),
        Parameter(
            "rng", "whole", "The seed: the same one gives the same draws.", form="N", flag="seed", default=0, least=0
        ),
        Parameter(
            "workers",
            "whole",
            "Processes that draw. Otherwise: as many as pay, at most one for each processor.",
            form="N",
            least=1,
            unsaid=0,
        ),
        Parameter("dask", "text", "Draw on the Dask cluster whose scheduler is there.", form="ADDRESS"),
        CONCEPTS,
    ),
    pictures=(
        Picture(
            "tornado",
            "which uncertain premises something leans on most",
            asks={"claims": ()},
            takes=("thing", "model"),
            one=True,
        ),
    ),
    sweeps=(
        Sweep(("draws",), 0.4, kept=0),
        Sweep(("draws", "claims"), 0.4, kept=0),
        Sweep(("draws", "questions"), 0.4, kept=0),
    ),
)

TIPPING = Declaration(
    "tipping",
    "Say where drivers tip the start, the outcomes and claims.",
    "Exact: every comparison of drivers cuts their ranges, and one point of every piece is looked at. With no "
    "driver named: which of them matter, and the nearest tipping points.",
    work="Moving the drivers of {}",
    typed="Ctrl-C stops it and shows what is done.",
    alone="tipping moves drivers within their ranges, and a conflict has none",
    options=(
        Parameter(
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
            under=True,
        ),
        Picture(
            "phase",
            "two drivers, the plane cut into regions",
            asks={"claims": (), "most": 1},
            takes=("thing",),
            under=True,
            width=480,
        ),
    ),
    sweeps=(Sweep(("cells",), 4), Sweep(("claims", "cells"), 4)),
)

REDTEAM = Declaration(
    "redteam",
    "Say how each claim could be overturned most cheaply.",
    "By edits, drivers, other answers, another concept, or several of these. A claim is overturned where it takes "
    "the opposite of its value in the base reading. Attacks of several kinds are shown where they are cheaper than "
    "those of one kind, or the only ones.",
    work="Attacking the claims of {}",
    typed="Ctrl-C stops it and shows what is done.",
    alone="redteam attacks claims, and a conflict makes none",
    options=(
        Parameter("claims", "claims", "Only these claims. Otherwise: all.", form="[CLAIM...]", place=True),
        Parameter("bound", "whole", "At most this many edits, or parts of a mixed attack.", default=2, least=0, most=4),
        Parameter(
            "costs",
            "pairs",
            "Cost of a driver over its whole range (driver, 2), of another answer (answer, 1) or concept (concept, "
            "1), of an edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
            form="NAME=NUMBER",
            flag="cost",
        ),
        CONCEPTS,
        EVERY,
    ),
    swept=True,
    sweeps=(Sweep(("claims", "readings")), Sweep(("claims", "sets"), 0.5, kept=0.2), Sweep(("claims", "cells"), 6)),
)

MATRIX = Declaration(
    "matrix",
    "Show which want, answer and driver bears on which claim.",
    "For it or against it, and how well it tells claims apart. Up to twelve claims are shown as a grid, more as a "
    "list by premise.",
    work="Weighing the premises of {}",
    typed="--csv has the whole table. Ctrl-C stops it and shows the claims that are done.",
    alone="matrix weighs premises against claims, and a conflict makes none",
    options=(CLAIMS, CONCEPTS),
    swept=True,
    csv="Print the whole table as CSV.",
    pictures=(Picture("matrix", "which premise bears on which claim", under=True),),
    sweeps=(Sweep(("claims", "readings")), Sweep(("claims", "edits")), Sweep(("claims", "cells"))),
)

TOGETHER = Declaration(
    "together",
    "Say which claims can be true together, and which cannot.",
    "And which question would settle most. Over all readings and concepts: a reading that makes all of them true, "
    "or else the smallest sets that cannot be true together and the readings that come closest.",
    work="Putting the claims of {} together",
    typed="Ctrl-C stops it and shows the claims that are judged.",
    alone="together asks which claims can hold at once, and a conflict makes none",
    options=(
        OWN_CLAIMS,
        CONCEPTS,
        EVERY,
    ),
    swept=True,
    sweeps=(Sweep(("claims", "readings")),),
)

WATCH = Declaration(
    "watch",
    "Say what the latest values of drivers tip.",
    "And what to look at next. Drivers take the values that observations gave them last, or that indicators read "
    "from data. It shows the tripwires that were passed, the answers, verdicts and outcomes that differ from those "
    "at the file's own values, how far each driver is from its nearest threshold, and which indicators point there.",
    work="Watching {}",
    typed="Exit code: 1 if an answer or a verdict differs.",
    options=(
        AS_OF,
        Parameter(
            "data",
            "text",
            "Read the series of indicators from this folder: only what is in it, where it lies, and only what could be "
            "known by the day.",
            form="DIR",
        ),
        CONCEPTS,
    ),
    swept=True,
    alone="watch compares answers and verdicts over time, and a conflict has neither",
    sweeps=(
        Sweep(("claims", "readings")),
        Sweep(("claims", "edits")),
        Sweep(("claims", "wants")),
        Sweep(("claims", "cells"), 6),
    ),
)

DIFF = Declaration(
    "diff",
    "Say what two cases differ in, and what that changes.",
    "Line by line: which claims have a different verdict, and which line by itself makes the difference.",
    work="Comparing {} with {}",
    typed="Ctrl-C stops the search for lines and shows those that are found.",
    options=(
        Parameter(
            "claims",
            "claims",
            "Only this claim; repeatable. Otherwise: all that both have.",
            form="NAME",
            flag="claim",
        ),
        Parameter("bound", "whole", "At most how many lines together explain a verdict.", default=2, least=0, most=4),
        CONCEPTS,
        EVERY,
    ),
    cases="two",
    selects=("coding",),
    swept=True,
    alone="diff tells what two assessments conclude differently, and a conflict concludes nothing",
    sweeps=(Sweep(("claims", "readings"), 2), Sweep(("claims", "edits"), 2)),
)

COMPARE = Declaration(
    "compare",
    "Set several codings of one text side by side.",
    "What each answers, how far they agree (Krippendorff's alpha), which lines split them, and what holds under "
    "every one. For two, also the smallest sets of lines that carry the answers of the first over to those of the "
    "second, and what could be observed that would tell them apart.",
    work="Comparing {}",
    typed="Ctrl-C stops the search for lines and shows those that are found.",
    options=(
        Parameter(
            "bound",
            "whole",
            "For two: at most how many lines are put into the first together.",
            default=2,
            least=0,
            most=6,
        ),
        CONCEPTS,
        EVERY,
    ),
    cases="several",
    selects=("coding",),
    swept=True,
    alone="compare sets side by side what codings of a text conclude, and a conflict concludes nothing",
    sweeps=(Sweep(("claims", "readings")), Sweep(("questions", "readings"), 2)),
)

MULTIVERSE = Declaration(
    "multiverse",
    "Say whether another coder would have got another answer.",
    "Every answer and verdict in every coding that the choices under `alternatives` make, and on which choices each turns. "
    "Up to 512 codings are all asked, otherwise a sample is. A number of codings is no likelihood.",
    work="Coding {} otherwise",
    typed="Ctrl-C stops it and shows the codings that are done.",
    alone="multiverse asks what another coder of a text would have concluded, and a conflict concludes nothing",
    options=(
        Parameter(
            "only",
            "text",
            "Vary only these alternatives. Otherwise: all of the file.",
            form="A,B",
        ),
        Parameter(
            "mechanical",
            "flag",
            "Also make small changes one at a time: wants swapped, left out or weakened, options left out or made one-way, "
            "rules dropped. Otherwise: only where the file names no alternatives.",
            default=False,
        ),
        Parameter(
            "rng",
            "whole",
            "The seed of a sample: the same one gives the same codings.",
            form="N",
            flag="seed",
            default=0,
            least=0,
        ),
        CONCEPTS,
        EVERY,
    ),
    selects=(),
    swept=True,
    pictures=(
        Picture(
            "multiverse",
            "what other codings answer, coding by coding, and on which choices that turns",
            asks={"mechanical": True},
            game=False,
        ),
    ),
    sweeps=(
        Sweep(("codings",), 100, kept=0),
        Sweep(("codings", "claims", "readings"), 0.06, kept=0),
        Sweep(("codings", "questions", "readings"), 0.06, kept=0),
    ),
)
