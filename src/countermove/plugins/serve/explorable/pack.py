"""What a page that argues back carries: its words, the compiled assessment, and the evaluator that runs it, squeezed.

First the length of the head (four bytes), then the head as JSON, then arrays one after another, each at a multiple of
eight; the head says of each array its name, the type of its numbers, and where it begins. All texts in the head are
`Shown`, since the script puts them into the page as they are.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.context.glossary import Glossary, glossary_of
from countermove.inquiry.outcomes import UNDECIDED
from countermove.plugins.serve.explorable.labels import templates, verdict_labels
from countermove.plugins.serve.explorable.program import LEFT_OUT, Layout, page_program
from countermove.plugins.serve.explorable.words import Value, Words, tips_texts
from countermove.plugins.serve.lanes import STEP, Ring
from countermove.presentation.escape import shown
from countermove.presentation.numbers import exact_number
from countermove.questions.check.claim_rows import ClaimRow
from countermove.verdicts.claims import ClaimVerdict, factors_of, verdict_by_values
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import setting_of
from countermove.verdicts.sides import UNDEFINED
from countermove.verdicts.values import COARSE_WORDS, Values, Verdict
from gmcr.base.characters import Shown, shell_word, visible
from gmcr.base.core import WASM
from gmcr.base.record import Record

__all__ = ["First", "packed"]

VERDICTS: tuple[Verdict, ...] = ("vacuous", "contradicted", "not determined", "follows")
"""The verdicts by number, in the order in which claims are listed."""


@dataclass(frozen=True, slots=True)
class First(Record):
    """What is said of the file as it is: its answers, their grounds, the notes of its claims, and the values of answers and
    claims."""

    said: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answers: tuple[Values, ...] = ()
    claims: tuple[Values, ...] = ()


NOTHING = First()
"""Where somebody else says that."""

_ANSWERS = ("no", "yes", "either way", "unsettled", "it depends", "it does not settle", "nothing to say")
"""The words of answers: those of one cell by its value, then those of several."""

_MARKS: Mapping[Verdict, str] = {
    "vacuous": "vacuous",
    "contradicted": "false throughout",
    "not determined": "not determined",
    "follows": "true throughout",
}

_GROUPS = ("author", "others", "probes")

_CELLS = ("holds in {0} of {1} cells", "holds in {0} of {1}, {2} undefined cells", "nothing to judge")
"""In how many cells a claim holds: where all are defined, where some are not, and where none is."""

_LEFT_OUT = "{} not worked out here after a change: run countermove serve {}."

_BEYOND = "This page cannot tell: its numbers are beyond what it computes with. countermove serve {} works it out."


def packed(assessment: Assessment, rings: Sequence[Ring], first: First = NOTHING) -> tuple[str, str]:
    """All of it as text (base64), and the letters of its texts. *rings*: how actors are marked, where the script shows
    that. Raises CountermoveError for what is over a limit of compiled assessments."""
    glossary = glossary_of(assessment)
    words = Words(assessment, glossary)
    pieces = words.values()
    own = page_program(assessment, terms=(*words.terms.values(), *words.doubts))
    head: dict[str, Value] = {
        **_names_of(assessment, rings),
        "claims": [
            [visible(name), shown(claim.says), _GROUPS.index(_group(claim.probe, claim.by))]
            for name, claim in assessment.claims.items()
        ],
        "about": _about(assessment, glossary),
        "cells": [*map(visible, _CELLS)],
        "beyond": shown(_BEYOND.format(shell_word(assessment.name))),
        "leftOut": shown(_LEFT_OUT.format(_left_out(assessment), shell_word(assessment.name))),
        "filed": _filed(own.layout, first),
        "tips": [*map(visible, tips_texts())],
        "said": [*map(shown, first.said)],
        "basis": [*map(shown, first.basis)],
        "notes": [*map(shown, first.notes)],
        "templates": templates(),
        "labels": verdict_labels(assessment, assessment.concepts, glossary),
        "words": pieces,
        "layout": _cleaned(own.layout),
    }
    arrays = {
        "program": own.program.numbers.astype("<i8"),
        "evaluator": np.frombuffer(WASM.read_bytes(), dtype=np.uint8),
    }
    return _written(head, arrays), "".join(sorted(set("".join(_texts(head)))))


def _left_out(assessment: Assessment) -> str:
    """What is asked and no page computes: what comes first as drivers drift; strength and doubt of wants."""
    settings = [setting_of(assessment, name) for name in assessment.claims]
    for question in key_questions_of(assessment):
        settings += filter(None, next(iter(question.sides.values())))
    if not any(item.check.about_statements for item in settings):
        return "What comes first is"
    both = any(item.check.about_drifts for item in settings)
    return "What comes first, and strength and doubt, are" if both else "Strength and doubt are"


def _filed(layout: Layout, first: First) -> Value:
    """The cells, as the file has them, of answers and claims that no page computes; null for all others."""
    left: dict[str, list[bool]] = {
        name: [LEFT_OUT in np.atleast_1d(own) for own in cast("Sequence[Any]", layout[name])]
        for name in ("answers", "claims")
    }
    known = {"answers": first.answers, "claims": first.claims}
    return {
        name: [_cells(values) if out else None for out, values in zip(left[name], known[name], strict=False)]
        for name in left
    }


def _cells(values: Values) -> Value:
    """Values by the numbers of a page (``frontend/src/explorable/engine.ts``), row by row."""
    return [{UNDEFINED: 4, UNDECIDED: 5}.get(value, value) for value in values.ravel().tolist()]


def _written(head: Mapping[str, Value], arrays: Mapping[str, NDArray[Any]]) -> str:
    places, parts, at = dict[str, Value](), [], 0
    for name, array in arrays.items():
        places[name] = [visible(array.dtype.name), at, array.size]
        parts.append(array.tobytes() + bytes(-array.nbytes % 8))
        at += len(parts[-1])
    text = json.dumps({**head, "arrays": places}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 4) % 8)
    whole = len(text).to_bytes(4, "little") + text + b"".join(parts)
    return base64.b64encode(zlib.compress(whole, 9)).decode("ascii")


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)


def _cleaned(layout: object) -> Value:
    """A layout, whose texts are names by which the script finds things."""
    if isinstance(layout, str):
        return visible(layout)
    if isinstance(layout, Mapping):
        return {name: _cleaned(part) for name, part in layout.items()}
    if isinstance(layout, Sequence):
        return [_cleaned(part) for part in layout]
    assert isinstance(layout, int)
    return layout


# -- what there is to choose -------------------------------------------------------------------------------------------


def _names_of(assessment: Assessment, rings: Sequence[Ring]) -> dict[str, Value]:
    drivers = list(assessment.document.drivers)
    return {
        "case": shell_word(assessment.name),
        "coding": [visible(f"{name}:{choice}") for name, choice in assessment.coding.items()],
        "concepts": _names(assessment.concepts),
        "open": [[visible(name), _names(answers)] for name, answers in assessment.questions.items()],
        "scenarios": _names(assessment.scenarios),
        "views": _names(assessment.views),
        "sets": [
            [[drivers.index(name) for name in answer.set] for answer in question.readings.values()]
            for question in assessment.document.open.values()
        ],
        "drivers": [_driver(assessment, name) for name in drivers],
        "questions": _names(item.id for item in key_questions_of(assessment)),
        "actors": [[visible(ring.actor), shown(ring.name), shown(ring.letter), ring.place] for ring in rings],
        "answered": _names(_ANSWERS),
        "verdicts": _names(COARSE_WORDS[verdict] for verdict in VERDICTS),
        "marks": _names(_MARKS[verdict] for verdict in VERDICTS),
    }


def _names(texts: Iterable[str]) -> list[Value]:
    """Names by which the script finds things, and words of the program."""
    return [*map(visible, texts)]


def _driver(assessment: Assessment, name: str) -> Value:
    record, (low, high) = assessment.document.drivers[name], assessment.ranges[name]
    return {
        "id": visible(name),
        "means": shown(record.means or name.replace("_", " ")),
        "low": float(low),
        "high": float(high),
        "step": visible(exact_number(STEP * ((high - low) or 1))),
        "now": float(record.now),
    }


# -- claims ------------------------------------------------------------------------------------------------------------


def _group(probe: bool, by: str | None) -> str:
    return "probes" if probe else "author" if by is None else "others"


def _about(assessment: Assessment, glossary: Glossary) -> Value:
    """What stands below each claim besides what it turns on, by its verdict."""
    values = np.zeros((len(assessment.readings), len(assessment.concepts)), dtype=np.int8)
    factors = factors_of(assessment.questions, assessment.concepts)

    def told(claim: ClaimVerdict, verdict: Verdict) -> Shown:
        row = ClaimRow(replace(claim, verdict=verdict, turns_on=()), glossary)
        return shown(" · ".join(note for note in row.notes if note != row.note))

    settings = (setting_of(assessment, name) for name in assessment.claims)
    claims = (verdict_by_values(item, values, assessment.concepts, factors) for item in settings)
    return [[told(claim, verdict) for verdict in VERDICTS] for claim in claims]
