"""Who steps first if nobody does anything, in one line, for the first screen."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.context.context import Context
from countermove.presentation.assumptions import day_text
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import listed
from countermove.verdicts.clocks.records import ClockStop, DriftMap, SeenValue
from countermove.verdicts.clocks.story import FEW, story_of
from countermove.verdicts.clocks.words import crossed_clause, driver_words

__all__ = ["drift_line"]


def drift_line(context: Context, phrasing: Phrasing) -> str:
    """The line about the start, which has to be at rest under the lead concept; "" where nothing drifts, where states are not
    listed, and where not all orders of crossings were followed."""
    drifting = sum(map(bool, context.assessment.calculus().drifts.values()))
    if not drifting or not context.conflict().structure.listed:
        return ""
    if drifting > FEW:
        return said("screen.drift.unasked")
    story = story_of(context, stops=1, day=context.as_of, answered=False)
    firsts = {branch.stops[1].crossed: branch.stops[1] for branch in story.branches if branch.stops[1:]}
    if story.more or not story.whole or not firsts:
        return ""
    stepping = [stop for stop in firsts.values() if stop.steps]
    if not stepping:
        return said("screen.drift.nobody")
    by_hand = context.selection.drivers
    seen = {item.driver: item for item in story.seen if item.driver not in by_hand}  # the latest comes last
    parts = [_part(stop, story, seen, phrasing) for stop in stepping]
    parts += ["nobody"] if len(stepping) < len(firsts) else []
    return said(
        "screen.drift",
        are=phrasing.agree(stepping[0].steps[0].actor, "is", "are"),
        parts=", or ".join(parts),
    )


def _part(stop: ClockStop, story: DriftMap, seen: Mapping[str, SeenValue], phrasing: Phrasing) -> str:
    """Who steps, at which crossing, and where the drivers are now and were seen last."""
    names = dict.fromkeys(own.driver for crossing in stop.crossed for own in crossing.terms)
    now = [driver_text(story.now[name]) for name in names]
    if len(names) > 1:
        now = [f"{driver_words(name)} {value}" for name, value in zip(names, now, strict=True)]
    told = [f"now {listed(now)}"]
    for name in names:
        if name in seen:
            own = f"{driver_words(name)} " if len(names) > 1 else ""
            told.append(f"{own}seen {driver_text(seen[name].value)} on {day_text(str(seen[name].date))}")
    crossed = crossed_clause(stop.crossed, phrasing.driver)
    return f"{phrasing.the(stop.steps[0].actor)}, once {crossed} ({'; '.join(told)})"
