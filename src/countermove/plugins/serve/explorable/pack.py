"""Everything that was found, as numbers in a row: a few arrays and a table of texts, squeezed, for a script to look up.

All texts are `Shown`, since the script puts them into the page as they are.

First the length of the head (four bytes), then the head as JSON, then the arrays one after another, each at a multiple of
eight. The head says of each array its name, the type of its numbers, and where it begins. Every text stands in the head once.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.schema import Overlay
from countermove.plugins.serve.explorable.compute import Explored
from countermove.plugins.serve.explorable.dials import OPS, tips_texts
from countermove.plugins.serve.explorable.pushes import reset_in
from countermove.plugins.serve.explorable.stops import Stop
from countermove.plugins.serve.explorable.text import APART, VERDICTS, AnswersTold, ClaimsTold, Pieces, looks_of
from countermove.plugins.serve.explorable.verdict_tables import UNCOMPUTED
from countermove.plugins.serve.lanes import Ring
from countermove.presentation.escape import shown
from countermove.presentation.numbers import exact_number
from countermove.questions.check.figure import board_groups, board_title
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.turning_points import Condition
from countermove.verdicts.values import COARSE_WORDS, Verdict
from gmcr.base.characters import Shown, shell_word, visible
from gmcr.base.record import Record

__all__ = ["NONE", "First", "packed"]

NONE = 0xFFFF
"""Stands for no moment: a start that cannot be."""

Array = NDArray[Any]

Value: TypeAlias = "Shown | float | list[Value] | tuple[Value, ...] | Mapping[str, Value]"
"""What the head may hold: no text but what is shown."""


@dataclass(frozen=True, slots=True)
class First(Record):
    """What is known of the file as it is: its answers, what they are said on, and the notes of its claims."""

    said: tuple[str, ...]
    basis: tuple[str, ...]
    notes: tuple[str, ...]


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


def packed(explored: Explored, rings: Sequence[Ring], first: First) -> tuple[str, str]:
    """All of it as text (base64), and the texts in it. *rings*: how actors are marked; *first*: what is known of the file as
    it is besides."""
    pieces, looks = Pieces(), looks_of(explored.assessment, explored.concepts)
    answers, claims = AnswersTold(explored, looks, pieces), ClaimsTold(explored, looks, pieces)
    arrays = {**_judged(explored, answers, claims), **_moments(explored, pieces, rings), **_dialled(explored)}
    words, wanted = _wanted(explored, pieces)
    arrays |= wanted
    head: dict[str, Value] = {
        **_head(explored, rings),
        "claims": [
            [visible(name), pieces.number(claim.says), _group(claim.probe, claim.by)]
            for name, claim in explored.assessment.claims.items()
        ],
        "headings": _headings(claims, pieces),
        "titles": _titles(explored, claims, pieces),
        "about": [[*numbers] for numbers in claims.about],
        "cells": [*map(visible, _CELLS)],
        "apart": shown(APART.format(shell_word(explored.assessment.name))),
        "tips": [*map(visible, tips_texts())],
        "words": words,
        "said": [pieces.number(text) for text in first.said],
        "basis": [pieces.number(text) for text in first.basis],
        "notes": [pieces.number(text) for text in first.notes],
    }
    letters = "".join((*pieces.texts, *(_means(explored, name) for name in explored.assessment.document.drivers)))
    return _written(head | {"texts": [*pieces.texts]}, arrays), letters


def _written(head: Mapping[str, Value], arrays: dict[str, Array]) -> str:
    places, parts, at = {}, [], 0
    for name, array in arrays.items():
        own = np.ascontiguousarray(array)
        assert own.dtype.byteorder in "=|<", "little-endian"
        places[name] = [own.dtype.name, at, own.size]
        parts.append(own.tobytes() + bytes(-own.nbytes % 8))
        at += len(parts[-1])
    text = json.dumps({**head, "arrays": places}, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 4) % 8)
    whole = len(text).to_bytes(4, "little") + text + b"".join(parts)
    return base64.b64encode(zlib.compress(whole, 9)).decode("ascii")


# -- what there is to choose -------------------------------------------------------------------------------------------


def _head(explored: Explored, rings: Sequence[Ring]) -> dict[str, Value]:
    assessment = explored.assessment
    drivers = list(assessment.document.drivers)
    return {
        "case": shell_word(assessment.name),
        "concepts": _names(explored.concepts),
        "open": [[visible(name), _names(answers)] for name, answers in assessment.questions.items()],
        "scenarios": _names(assessment.scenarios),
        "views": _names(assessment.views),
        "sets": {
            "open": [
                [_sets(answer, drivers) for answer in question.readings.values()]
                for question in assessment.document.open.values()
            ],
            "scenarios": [_sets(scenario, drivers) for scenario in assessment.scenarios.values()],
            "views": [_sets(view, drivers) for view in assessment.views.values()],
        },
        "drivers": [_driver(explored, name) for name in drivers],
        "pairs": [[drivers.index(pair.x), drivers.index(pair.y), int(pair.together)] for pair in explored.stops.pairs],
        "steps": _names(push.step.text for push in explored.pushes if push.step is not None),
        "questions": _names(item.id for item in explored.asked),
        "actors": [[visible(ring.actor), shown(ring.name), shown(ring.letter), ring.place] for ring in rings],
        "wants": _names(explored.wants),
        "answered": _names(_ANSWERS),
        "verdicts": _names(COARSE_WORDS[verdict] for verdict in VERDICTS),
        "marks": _names(_MARKS[verdict] for verdict in VERDICTS),
        "dials": [
            [OPS.index(dial.op), [[drivers.index(name), float(by)] for name, by in dial.terms], float(dial.constant)]
            for dial in explored.dials
        ],
    }


def _names(texts: Iterable[str]) -> list[Value]:
    """Names by which the script finds things, and words of the program."""
    return [*map(visible, texts)]


def _sets(overlay: Overlay, drivers: Sequence[str]) -> Value:
    """The drivers that an overlay sets, by number, with what to."""
    return [[drivers.index(name), float(value)] for name, value in overlay.set.items()]


def _means(explored: Explored, name: str) -> Shown:
    """What a driver means."""
    return shown(explored.assessment.document.drivers[name].means or name.replace("_", " "))


def _driver(explored: Explored, name: str) -> Value:
    record, stops = explored.assessment.document.drivers[name], explored.stops.of[name]
    low, high = explored.assessment.ranges[name]
    return {
        "id": visible(name),
        "means": _means(explored, name),
        "low": float(low),
        "high": float(high),
        "stops": _names(exact_number(stop.at) for stop in stops),
        "among": [_among(stop) for stop in stops],
        "now": next(place for place, stop in enumerate(stops) if stop.at == record.now),
        "reset": int(name in reset_in(explored.assessment)),
    }


def _among(stop: Stop) -> Value:
    part = stop.among
    return [float(part.low), float(part.high), int(part.with_low), int(part.with_high)]


# -- answers and claims ------------------------------------------------------------------------------------------------


def _judged(explored: Explored, answers: AnswersTold, claims: ClaimsTold) -> dict[str, Array]:
    questions = list(explored.assessment.questions)
    return {
        "tables": np.concatenate([_bits(table) for table in explored.tables] or [np.zeros(0, np.uint8)]),
        "answers": _numbers(answers.numbers),
        "answerTable": _numbers(answers.tables),
        "answerSaid": _numbers(answers.said),
        "claimed": _numbers(claims.numbers),
        "claimTable": _numbers(claims.tables),
        "claimTurning": _numbers(claims.turning),
        "claimTurns": np.array(claims.turns, dtype=np.uint8),
        "placeAt": _numbers(np.cumsum([0, *(1 << len(own) for own in explored.mattering)])),
        "mattering": _numbers([sum(1 << questions.index(name) for name in own) for own in explored.mattering]),
    }


def _bits(table: Array) -> Array:
    """Four bits a cell: its value, 4 where it is undefined, 5 where it was not computed; two cells a byte, the first lowest."""
    cells = np.where(table == UNCOMPUTED, 5, np.where(table < 0, 4, table)).astype(np.uint8).ravel()
    pairs = np.concatenate([cells, np.zeros(-cells.size % 2, np.uint8)]).reshape(-1, 2)
    found: Array = (pairs << np.array([0, 4], dtype=np.uint8)).sum(axis=1).astype(np.uint8)
    return found


def _numbers(of: Any) -> Array:
    """Whole numbers in the narrowest type that holds them."""
    array = np.array(of, dtype=np.int64)
    most = int(array.max()) if array.size else 0
    kind = np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.uint32
    return array.astype(kind)


def _group(probe: bool, by: str | None) -> int:
    return _GROUPS.index("probes" if probe else "author" if by is None else "others")


def _headings(claims: ClaimsTold, pieces: Pieces) -> list[Value]:
    """What stands above so many claims, from none on: of each verdict (no class is looked for here), of what depends where it
    turns on concepts alone, of what others hold, of probes."""
    if not claims.settings:
        return []
    many = len(claims.settings)
    one = claims.unsearched(0, claims.tables[0])
    own = Condition((("concept", ""),), True), Condition((("", ""),), True)
    kinds: list[dict[str, Any]] = [
        {"verdict": verdict, "turns_on": own[1:] if verdict == "not determined" else ()} for verdict in VERDICTS
    ]
    kinds += [{"verdict": "not determined", "turns_on": own[:1]}]
    kinds = [kind | {"probe": False, "by": None} for kind in kinds]
    kinds += [{"probe": False, "by": "others"}, {"probe": True, "by": None}]
    return [
        [0, *(pieces.number(_heading([_other(one, kind)] * count)) for count in range(1, many + 1))] for kind in kinds
    ]


def _other(claim: ClaimVerdict, kind: dict[str, Any]) -> ClaimVerdict:
    return replace(claim, **kind)


def _heading(group: list[ClaimVerdict]) -> str:
    return next(iter(board_groups(group)))[0]


def _titles(explored: Explored, claims: ClaimsTold, pieces: Pieces) -> Mapping[str, Value]:
    """What is said of all claims, by how many of the author's (of all where none are) have which verdict; those that come up."""
    settings = claims.settings
    own = [place for place, item in enumerate(settings) if item.of_the_author] or list(range(len(settings)))
    if not settings:
        return {"": pieces.number(board_title(()))}
    kinds, found = claims.kinds(), dict[tuple[int, ...], int]()
    for row in dict.fromkeys(map(tuple, claims.numbers)):
        given = kinds[[row[place] for place in own]].reshape(len(own), -1)
        counts = np.stack([(given == kind).sum(axis=0) for kind in range(len(VERDICTS))], axis=1)
        for key in {tuple(count) for count in counts.tolist()} - found.keys():
            many = [VERDICTS[kind] for kind, count in enumerate(key) for _ in range(count)]
            told = [
                replace(claims.unsearched(place, claims.tables[row[place]]), verdict=verdict)
                for place, verdict in zip(own, many, strict=False)  # what was not computed is not counted
            ]
            found[key] = pieces.number(board_title(told))
    return {",".join(map(str, key)): title for key, title in found.items()}


# -- games -------------------------------------------------------------------------------------------------------------


def _moments(explored: Explored, pieces: Pieces, rings: Sequence[Ring]) -> dict[str, Array]:
    actors = [ring.actor for ring in rings]
    lanes = list(dict.fromkeys(lane for moment in explored.moments for lane in moment.lanes))
    number = {lane: place for place, lane in enumerate(lanes)}
    lists = list(dict.fromkeys(moment.lanes for moment in explored.moments))
    of = {own: place for place, own in enumerate(lists)}
    wants = {want: place + 1 for place, want in enumerate(explored.wants)}
    return {
        "rowOf": _numbers(explored.row_of),
        "rows": np.where(np.stack(explored.rows) < 0, NONE, np.stack(explored.rows)).astype(np.uint16),
        "holds": np.array([moment.holds for moment in explored.moments], dtype=np.uint8),
        "moved": _numbers([pieces.number(moment.moved) for moment in explored.moments]),
        "title": _numbers([pieces.number(moment.title) for moment in explored.moments]),
        "more": _numbers([pieces.number(moment.more) for moment in explored.moments]),
        "listOf": _numbers([of[moment.lanes] for moment in explored.moments]),
        "listAt": _numbers(np.cumsum([0, *map(len, lists)])),
        "lists": _numbers([number[lane] for own in lists for lane in own]),
        "lanes": _numbers(
            [
                [
                    pieces.number(lane.key),
                    actors.index(lane.actor),
                    pieces.number(lane.act),
                    1 if lane.taken else 2 if lane.deterred else 0,
                    pieces.number(lane.reason),
                    wants.get(lane.want, 0),
                    pieces.number(lane.chain),
                    pieces.number(lane.follows),
                ]
                for lane in lanes
            ]
        ),
    }


def _wanted(explored: Explored, pieces: Pieces) -> tuple[list[Value], dict[str, Array]]:
    """All that any want comes to, and which of them each is, table by table of readings and wants."""
    drivers = list(explored.assessment.document.drivers)
    told = list(dict.fromkeys(want for table in explored.wanted for row in table for want in row))
    number = {want: place for place, want in enumerate(told)}
    words: list[Value] = [
        [
            *map(pieces.number, (want.words.says, want.words.told, want.words.words)),
            2 if want.dropped else int(want.met),
            [drivers.index(name) for name in want.drivers],
        ]
        for want in told
    ]
    wanted = [[[number[want] for want in row] for row in table] for table in explored.wanted]
    return words, {"wantedOf": _numbers(explored.wanted_of), "wanted": _numbers(wanted)}


def _dialled(explored: Explored) -> dict[str, Array]:
    return {
        "dialledOf": _numbers(explored.dialled_of),
        "dialled": _numbers(np.array(explored.dialled, dtype=np.int64) + 1),
    }
