"""Pushing an assessment: wants dropped, drivers moved, wants put in another order, one push after another, none of them twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any

import countermove as cm
from countermove.assessment import bundle, loads

__all__ = ["HOW", "PUSHES", "pushed"]

CASE = "korea-2021"

HOW = ("edit", "driver", "order")
"""What is pushed."""

PUSHES = 8
"""Pushes in a run; what a line tells is one of them."""


def pushed(how: str, *, everywhere: bool) -> Callable[[], Callable[[], object]]:
    """Answers, claims and outcomes after each push, in the base reading or in all, under all concepts of the file.

    A checkout that cannot push reads the file anew and judges it in all readings, which takes the same whatever was changed.
    """

    def make() -> Callable[[], object]:
        if not hasattr(cm, "live"):
            return _judged_anew
        live = cm.live(CASE)
        readings = None if everywhere else live.assessment.base_reading
        live.standing(readings=readings)
        pushes = list(islice(_pushes(live.assessment, how), PUSHES))
        assert len(pushes) == PUSHES
        return lambda: [live.standing(**push, readings=readings) for push in pushes]

    return make


def _pushes(case: cm.Assessment, how: str) -> Iterator[dict[str, Any]]:
    if how == "driver":
        for name, (low, high) in case.ranges.items():
            yield {"drivers": {name: low + (high - low) * 3 / 7}}
        return
    for own in case.conflict().preferences.values():
        assert not isinstance(own, cm.Ranking)
        for want, after in list(pairwise(own))[::2]:
            yield {"change": {"drop": [want.id]} if how == "edit" else {"move": {want.id: {"after": after.id}}}}


def _judged_anew() -> None:
    from countermove.context.answer import function_of

    for _ in range(PUSHES):
        case = loads(bundle.content(CASE))
        function_of("answers")(case)
        cm.check(case)
