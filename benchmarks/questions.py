"""Questions, each about a file just read: nothing is known of it yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import countermove as cm
from benchmarks import cases, measure
from benchmarks.figure import Figure
from countermove.assessment import loads
from countermove.context.context import context_of
from countermove.questions.change import changes_in
from countermove.questions.check import check
from countermove.questions.coalitions.compute import coalitions
from countermove.questions.compare import compare
from countermove.questions.diff import diff
from countermove.questions.levers import levers
from countermove.questions.longrun.compute import longrun
from countermove.questions.matrix import matrix
from countermove.questions.redteam import redteam
from countermove.questions.responsibility import responsibility
from countermove.questions.roads.compute import roads
from countermove.questions.robust import robust
from countermove.questions.statusquo.compute import over_readings
from countermove.questions.tipping import tipping
from countermove.questions.together import together
from countermove.questions.views import views
from countermove.reports.suspicions import suspicions

__all__ = ["hard", "larger", "questions"]


def questions(repeat: int) -> Iterator[Figure]:
    """All changes of up to three edits under each concept, and whatever else takes a while."""
    for concept in cm.CONCEPTS:
        yield _asked(
            f"change, up to 3 edits, {concept}",
            lambda case, concept=concept: changes_in(case, concept=concept),  # type: ignore[misc]
            repeat,
            2.0,
        )
    yield _asked("check, 36 claims", check, repeat)
    yield _asked("responsibility, 4 views, 32 readings", responsibility, repeat)
    yield _asked("tipping, the author's claims too", tipping, repeat)
    yield _asked("redteam, all claims", redteam, min(repeat, 3))
    yield _asked("robust, 2,000 draws, all claims", robust, min(repeat, 3))


def larger(_: int) -> Iterator[Figure]:
    """Questions about a larger case, once: 12 options, 4 actors, 10 wants each, 3 drivers, 4 readings, 12 claims."""
    written = cases.large_case()
    later, third = cases.large_case(now="0.4"), cases.large_case(now="0.8")
    asked: dict[str, Callable[[cm.Assessment], object]] = {
        "check": check,
        "lint": suspicions,
        "tipping": lambda case: tipping(case, claims=()),
        "redteam, one claim": lambda case: redteam(case, claims=["C3"]),
        "matrix": matrix,
        "together": together,
        "diff": lambda case: diff(case, loads(later)),
        "compare": lambda case: compare(case, loads(later, file="second"), loads(third, file="third")),
        "views": views,
        "roads": roads,
        "levers": levers,
        "coalitions": coalitions,
        "longrun": longrun,
    }
    for name, question in asked.items():
        yield Figure("larger", name, measure.once(loads(written), question), "s")


def hard(_: int) -> Iterator[Figure]:
    """Small files that ask for much, once: many cells of two drivers, and many readings."""
    mixed, many = cases.mixed_comparisons(), cases.many_readings()
    yield Figure("hard", "check, two drivers cut by 64 lines", measure.once(loads(mixed), check), "s")
    yield Figure("hard", "check, 16 states, 65,536 readings", measure.once(loads(many), check), "s")
    yield Figure("hard", "  the status quo in all of them", measure.once(loads(many), _over_readings), "s")


def _over_readings(case: cm.Assessment) -> object:
    return over_readings(context_of(case, "assess", concepts=cm.CONCEPTS))


def _asked(name: str, question: Callable[[cm.Assessment], object], repeat: int, target: float | None = None) -> Figure:
    median, least, most = measure.cold(lambda: cm.load("korea-2021"), question, repeat=repeat)  # type: ignore[arg-type]
    return Figure("questions", name, median, "s", (least, most), target)
