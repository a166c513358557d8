"""levers as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.desk.levers import LeversRecord
from countermove.questions.levers import Lever, Pull, Threshold
from countermove.report.describing import CODE, STATE, list_of, one_of, or_null, record, text, whole, yes
from countermove.report.reasons import REASON, reason_data

__all__ = ["LEVERS", "levers_data"]


def levers_data(given: LeversRecord) -> dict[str, Any]:
    """The data of a levers record."""
    return {
        "settings": [
            {
                "scenario": setting.scenario,
                "start": setting.start,
                "levers": [_lever(lever) for lever in setting.levers],
            }
            for setting in given.found.settings
        ],
        "complete": given.found.complete,
        "states": [{"code": code, "on": list(on)} for code, on in given.on.items()],
    }


def _lever(lever: Lever) -> dict[str, Any]:
    return {
        "actor": lever.actor,
        "option": lever.option,
        "kind": lever.kind,
        "on": lever.on,
        "status": lever.status,
        "rule": lever.rule,
        "target": lever.target,
        "cost": None if lever.cost is None else reason_data(lever.cost),
        "pulls": [_pull(pull) for pull in lever.pulls],
    }


def _pull(pull: Pull) -> dict[str, Any]:
    return {
        "actor": pull.actor,
        "moves": pull.moves,
        "before": list(pull.before),
        "after": list(pull.after),
        "shifts": [
            {"option": shift.option, "kind": shift.kind, "before": shift.before, "after": shift.after}
            for shift in pull.shifts
        ],
        "effect": reason_data(pull.effect),
        "replied": reason_data(pull.replied),
        "thresholds": [_threshold(item) for item in pull.thresholds],
    }


def _threshold(item: Threshold) -> dict[str, Any]:
    return {
        "driver": item.driver,
        "now": str(item.now),
        "works": [
            {"low": str(part.low), "high": str(part.high), "with_low": part.with_low, "with_high": part.with_high}
            for part in item.works
        ],
    }


_SAID = ("on", "off", "either")
_PULL = record(
    "What it does to another actor.",
    actor=text("The other actor."),
    moves=yes("Whether its reply changes."),
    before=list_of("Codes of its best replies without the lever.", {"type": "integer"}),
    after=list_of("Codes of its best replies with it.", {"type": "integer"}),
    shifts=list_of(
        "Options of its reply that change.",
        record(
            "An option.",
            option=text("Its full name."),
            kind=one_of("What kind of act it is.", "tactical", "strategic"),
            before=one_of("What the best replies say of it without the lever.", *_SAID),
            after=one_of("What they say with it.", *_SAID),
        ),
    ),
    effect=REASON,
    replied=REASON,
    thresholds=list_of(
        "Drivers on which it depends, each varied alone.",
        record(
            "A driver.",
            driver=text("Its name."),
            now=text("Its value, an exact fraction as text."),
            works=list_of(
                "Where the lever moves the actor at least as far as now (or, where it moves nobody now, at all).",
                record(
                    "A stretch of values.",
                    low=text("Its lower end, an exact fraction as text."),
                    high=text("Its upper end."),
                    with_low=yes("Whether the lower end belongs to it."),
                    with_high=yes("Whether the upper end does."),
                ),
            ),
        ),
    ),
)

LEVERS = record(
    "Every option as a lever.",
    settings=list_of(
        "The selected game, then each scenario.",
        record(
            "One start.",
            scenario=or_null(text("The scenario.")),
            start=CODE,
            levers=list_of(
                "Options in order.",
                record(
                    "An option turned over.",
                    actor=text("Whose it is."),
                    option=text("Its full name."),
                    kind=one_of("What kind of act it is.", "tactical", "strategic"),
                    on=yes("Whether it would be switched on."),
                    status=one_of("Whether it can be turned over.", "free", "infeasible", "settled"),
                    rule=or_null(text("The rule that excludes it.")),
                    target=or_null(whole("The code of the state that it leads to.")),
                    cost=or_null(REASON),
                    pulls=list_of("Every other actor.", _PULL),
                ),
            ),
        ),
    ),
    complete=yes(
        "Whether nothing interrupted it; otherwise levers of the first setting, and scenarios, may be missing."
    ),
    states=list_of("Every state mentioned.", STATE),
)
