"""A report that can be pushed, looked up as the script of its page does it: which texts stand where, for anything selected or pushed.

Written after what the script does (``frontend/src/explorable``); no word of what is told is read here.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Any

from tests.judge.sentences.selected import Selection

__all__ = ["LookedUp", "Outside", "Shown", "ShownClaim"]

NONE = 0xFFFF
WIDTHS = {"uint8": 1, "uint16": 2, "uint32": 4}


class Outside(Exception):
    """What is asked for was not computed beforehand, which the page says."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim as the page shows it."""

    word: str
    """What its values say; "" where they were not computed."""
    notes: str
    cells: tuple[int, int, int]
    """In how many it holds, is judged, and is not."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    questions: dict[str, tuple[str, str]]
    """What is said of each, and on what that is."""
    moved: str
    title: str
    lanes: tuple[tuple[str, bool, str, str, str], ...]
    """Act, whether it is taken, reason, its want, chain."""
    claims: dict[str, ShownClaim]
    claims_title: str
    refuted: str
    first: bool
    """Whether it is the file as it is."""


class LookedUp:
    """All that a report has to show."""

    def __init__(self, html: str) -> None:
        packed = re.search(r"data-packed>([A-Za-z0-9+/=]+)<", html)
        assert packed is not None, "a report that can be pushed has something to look up"
        whole = zlib.decompress(base64.b64decode(packed[1]))
        size = int.from_bytes(whole[:4], "little")
        self.head: dict[str, Any] = json.loads(whole[4 : 4 + size])
        self._body = whole[4 + size :]
        self._kept: dict[str, list[int]] = {}
        found = re.search(r"<p class=\"caution\" data-refuted>(.*?)</p>", html, re.DOTALL)
        self._refuted = unescape(found[1]).strip() if found else ""
        self._readings = 1
        for _, answers in self.head["open"]:
            self._readings *= len(answers)

    def shown(self, selection: Selection, step: str = "") -> Shown:
        """What stands there under a selection and a push of a want: Outside where the page cannot say."""
        head = self.head
        scenario = head["scenarios"].index(selection.scenario) + 1 if selection.scenario else 0
        view = head["views"].index(selection.view) + 1 if selection.view else 0
        if not set(selection.concepts[:1]) <= set(head["concepts"]):
            raise Outside("unknown")
        way = head["concepts"].index(selection.concepts[0]) + 1 if selection.concepts else 0
        for name, answers in head["open"]:
            if selection.reading.get(name) == answers[0]:
                raise Outside("base")
        pushes = [self._stop(name, float(value)) for name, value in selection.drivers.items()]
        away = [(driver, stop) for driver, stop in pushes if self._pushes(driver, stop)]
        if len(pushes) > 1 or (step and away) or (view and (step or away)):
            raise Outside("pushes")
        if step and step not in head["steps"]:
            raise Outside("unknown")
        push = 1 + head["steps"].index(step) if step else self._single(*away[0]) if away else 0
        way = way if len(head["concepts"]) > 1 else 0
        reading = 0
        for name, answers in head["open"]:
            reading = reading * len(answers) + answers.index(selection.reading.get(name, answers[0]))
        # What is the file's own is told with what is known of it besides; a number between two stops is the file's where it tips nothing.
        first = (push, scenario, view, way, reading) == (0, 0, 0, 0, 0)
        return self._at(self._place(push, scenario, view, reading), reading, way, first, bool(pushes or step))

    def standing(self, drivers: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """The numbers that stand for those that are set: what is told is told of them."""
        found = {}
        for name, value in drivers.items():
            place, stop = self._stop(name, float(value))
            own = self.head["drivers"][place]
            at = Fraction(own["stops"][stop])
            if at == value or self._pushes(place, stop):
                found[name] = at
        return found

    # --- where it stands ---

    def _array(self, name: str) -> list[int]:
        if name not in self._kept:
            kind, at, many = self.head["arrays"][name]
            width = WIDTHS[kind]
            self._kept[name] = [
                int.from_bytes(self._body[at + width * k : at + width * (k + 1)], "little") for k in range(many)
            ]
        return self._kept[name]

    def _stop(self, name: str, value: float) -> tuple[int, int]:
        place = next(place for place, driver in enumerate(self.head["drivers"]) if driver["id"] == name)
        driver = self.head["drivers"][place]
        exact = [number for number, stop in enumerate(driver["stops"]) if float(stop) == value]
        if exact:
            return place, exact[0]
        for number, (low, high, from_, to) in enumerate(driver["among"]):
            if (value > low or (from_ and value == low)) and (value < high or (to and value == high)):
                return place, number
        raise Outside("unknown")

    def _pushes(self, driver: int, stop: int) -> bool:
        own = self.head["drivers"][driver]
        return bool(own["reset"] == 1 or stop != own["now"])

    def _single(self, driver: int, stop: int) -> int:
        own = self.head["drivers"][driver]
        before = sum(len(one["stops"]) - (not one["reset"]) for one in self.head["drivers"][:driver])
        away = stop if own["reset"] or stop < own["now"] else stop - 1
        return 1 + len(self.head["steps"]) + before + away

    def _answers_in(self, reading: int) -> list[int]:
        found: list[int] = []
        for _, own in reversed(self.head["open"]):
            found.insert(0, reading % len(own))
            reading //= len(own)
        return found

    def _rows(self, reading: int) -> list[int]:
        """The readings that are looked at: those with the answers that are not the base's."""
        chosen = self._answers_in(reading)
        return [
            place
            for place in range(self._readings)
            if all(a in (0, b) for a, b in zip(chosen, self._answers_in(place), strict=True))
        ]

    def _place(self, push: int, scenario: int, view: int, reading: int) -> int:
        scenarios, mattering = len(self.head["scenarios"]) + 1, self._array("mattering")
        pushes = len(mattering) // scenarios - len(self.head["views"])
        first = (pushes + view - 1 if view else push) * scenarios + scenario
        place, bit = self._array("placeAt")[first], 1
        for question, answer in enumerate(self._answers_in(reading)):
            if not (mattering[first] >> question) & 1:
                continue
            place += bit if answer else 0
            bit *= 2
        return place

    # --- what stands there ---

    def _cells(self, table: int, rows: list[int], way: int) -> list[int]:
        columns = len(self.head["concepts"])
        first = (2 * table + bool(way)) * self._readings * columns
        looked = [way - 1] if way else range(columns)
        found = []
        for row in rows:
            for column in looked:
                place = first + row * columns + column
                found.append((self._array("tables")[place >> 1] >> (4 * (place & 1))) & 15)
        return found

    def _at(self, place: int, reading: int, way: int, first: bool, pushed: bool) -> Shown:
        head, rows = self.head, self._rows(reading)
        texts: list[str] = head["texts"]
        ways = len(head["concepts"]) + 1 if len(head["concepts"]) > 1 else 1
        questions = {}
        for number, name in enumerate(head["questions"]):
            answer = self._array("answers")[place * len(head["questions"]) + number]
            if first:
                questions[name] = texts[head["said"][number]], texts[head["basis"][number]]
            else:
                questions[name] = texts[self._array("answerSaid")[(answer * self._readings + reading) * ways + way]], ""
        claims, words = {}, []
        for number, (name, _, group) in enumerate(head["claims"]):
            claim = self._array("claimed")[place * len(head["claims"]) + number]
            given = self._cells(self._array("claimTable")[claim], rows, way)
            values = [{1: True, 0: False}.get(cell) for cell in given]
            word = (2 if False in values else 3) if True in values else int(False in values)
            turning = texts[self._array("claimTurning")[(claim * self._readings + reading) * ways + way]]
            notes = (
                texts[head["notes"][number]]
                if first
                else " · ".join(filter(None, (turning, texts[head["about"][number][word]])))
            )
            if 5 in given:
                claims[name] = ShownClaim("", "", (0, 0, 0))
                continue
            undefined = values.count(None)
            cells = values.count(True), len(values) - undefined, undefined
            claims[name] = ShownClaim(head["verdicts"][word], notes, cells)
            words.append((group, word))
        own = [word for group, word in words if group == 0] or [word for _, word in words]
        counts = ",".join(str(own.count(word)) for word in range(len(head["verdicts"]))) if words else ""
        moment = self._moment(place, reading, max(way - 1, 0))
        refuted = "" if pushed else self._refuted
        return Shown(questions, *moment, claims, texts[head["titles"].get(counts, 0)], refuted, first)

    def _moment(
        self, place: int, reading: int, concept: int
    ) -> tuple[str, str, tuple[tuple[str, bool, str, str, str], ...]]:
        head, texts, concepts = self.head, self.head["texts"], len(self.head["concepts"])
        number = self._array("rows")[(self._array("rowOf")[place] * self._readings + reading) * concepts + concept]
        if number == NONE:
            raise Outside("start")
        lists, starts, own = self._array("lists"), self._array("listAt"), self._array("listOf")[number]
        told = []
        for lane in lists[starts[own] : starts[own + 1]]:
            _, _, act, taken, reason, want, chain, _ = self._array("lanes")[8 * lane : 8 * lane + 8]
            told.append((texts[act], taken == 1, texts[reason], head["wants"][want - 1] if want else "", texts[chain]))
        return texts[self._array("moved")[number]], texts[self._array("title")[number]], tuple(told)
