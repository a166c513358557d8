"""diff as plain data, and what the data means."""

from __future__ import annotations

from typing import Any

from countermove.assessment.schema import VERDICTS
from countermove.questions.diff.asked import DiffRecord
from countermove.questions.diff.differences import Difference
from countermove.questions.diff.found import ClaimChange
from countermove.telling.describing import NAMES, list_of, one_of, or_null, record, text, whole, yes

__all__ = ["DIFF", "diff_data"]


def diff_data(given: DiffRecord) -> dict[str, Any]:
    """The data of a diff record."""
    found = given.found
    return {
        "first": found.first,
        "second": found.second,
        "bound": found.bound,
        "differences": [_difference(item) for item in found.differences],
        "claims": [_claim(item) for item in found.claims],
        "compared": list(found.compared),
        "alone": [
            {"difference": item.difference, "verdicts": list(item.verdicts), "values": list(item.values)}
            for item in found.alone
        ],
        "unfit": list(found.unfit),
        "tried": found.tried,
        "complete": found.complete,
        "interrupted": found.interrupted,
        "left_out": list(found.left_out),
    }


def _difference(item: Difference) -> dict[str, Any]:
    return {
        "section": item.section,
        "kind": item.kind,
        "owner": item.owner,
        "name": item.name,
        "other": item.other,
        "parts": [{"key": part.key, "before": part.before, "after": part.after} for part in item.parts],
        "effect": item.effect,
    }


def _claim(item: ClaimChange) -> dict[str, Any]:
    return {
        "id": item.id,
        "other": item.other,
        "before": item.before,
        "after": item.after,
        "cells": item.cells,
        "because": [list(own) for own in item.because],
        "undecided": item.undecided,
    }


DIFF = record(
    "What changed between two cases.",
    first=text("The first case."),
    second=text("The second."),
    bound=whole("Differences made together, at most."),
    differences=list_of(
        "Lines that differ; others refer to them by their place here, from 0.",
        record(
            "A line.",
            section=text("What it is: want, driver, rule, option, actor, term, start, target, question, reading, …"),
            kind=one_of("How it differs.", "added", "removed", "changed", "moved", "renamed", "reworded"),
            owner=text('The actor of a want or option, the question of an answer; "" otherwise.'),
            name=text("Its name in the first case, or in the second where it is added."),
            other=text('Its name in the second where it is renamed; "" otherwise.'),
            parts=list_of(
                "The keys that differ.",
                record(
                    "A key.",
                    key=text("Its name."),
                    before=or_null(text("As the first case has it.")),
                    after=or_null(text("As the second has it.")),
                ),
            ),
            effect=yes("Whether it can bear on a verdict."),
        ),
    ),
    claims=list_of(
        "Claims that came out differently.",
        record(
            "A claim.",
            id=text("Its name in the first case."),
            other=text("Its name in the second."),
            before=one_of("Its verdict in the first case.", *VERDICTS),
            after=one_of("Its verdict in the second.", *VERDICTS),
            cells=or_null(whole("In how many cells it differs; null where the readings are not the same.")),
            because=list_of(
                "Minimal sets of differences that by themselves lead to the new verdict.",
                {"type": "array", "items": {"type": "integer"}},
            ),
            undecided=one_of(
                "Why none is told: the bound, the same with sets that do not fit, or a search cut short.",
                "",
                "bound",
                "unfit",
                "stopped",
            ),
        ),
    ),
    compared=NAMES,
    alone=list_of(
        "What each line that can bear on a verdict does by itself, as far as it fits into the first case.",
        record(
            "A line.",
            difference=whole("Its place among the differences, from 0."),
            verdicts=list_of("The claims that then have another verdict.", {"type": "string"}),
            values=list_of("Those of which only values differ then.", {"type": "string"}),
        ),
    ),
    unfit=list_of("Differences that by themselves do not fit into the first case.", {"type": "integer"}),
    tried=whole("Sets of differences tried."),
    complete=yes("Whether all sets up to the bound were, and no claim was left out."),
    interrupted=yes("Whether an interrupt cut it short."),
    left_out=list_of("Claims that both have and that an interrupt came before.", {"type": "string"}),
)
