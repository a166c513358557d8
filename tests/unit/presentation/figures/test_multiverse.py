"""The specification curve: what it shows, read back from its SVG, is what the record says; nothing overlaps, however many
codings there are."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from html import unescape
from itertools import product
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove import reports
from countermove.context.answer import Answer
from countermove.context.game import game_of
from countermove.presentation.blocks import Sentence
from countermove.presentation.figure import TALLEST, Figure
from countermove.presentation.words import number
from countermove.questions.multiverse.figure import multiverse
from countermove.questions.multiverse.records import (
    Alternative,
    AnswerAcross,
    ChangedAnswer,
    ChangedVerdict,
    Choice,
    CodedAnswer,
    Coding,
    Multiverse,
    Probe,
    SameWhere,
)
from countermove.questions.multiverse.scene import ANSWERS
from countermove.questions.multiverse.text import multiverse_text
from countermove.reports.figure import Request, draw
from countermove.verdicts.answers.compute import word_of
from tests.conftest import in_one_test
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.questions.test_multiverse import FERRY

__all__: list[str] = []

NONE = np.zeros((2, 5), dtype=np.int8)
WIDTHS = (344.0, 390.0, 560.0, 760.0, 1200.0)
KINDS = ((1,), (0,), (0, 1), (0, 1), (-1,), (3,), (-2,))
ASKS = (
    "Are offering talks and paying for them one act?",
    "Is Seoul an actor of its own?",
    "Which comes first, the arsenal or the regime, where the two are in conflict with each other and neither can be had without the other?",
    "What is trade?",
)
MEANS = (
    "",
    "two acts",
    "it is no actor",
    "the arsenal comes first, whatever it costs and however long that may take",
    "aid",
)


@cache
def ferry() -> Answer:
    return reports.ask("multiverse", cm.loads(FERRY), mechanical=True)


def synthetic(rng: random.Random, *, codings: int, probes: int = 0, questions: int = 2) -> Answer:
    """An answer of that many codings, or somewhat more, with words and tables as chance will have them."""
    sizes = [2] if codings < 2 else []  # interrupted after the first
    while np.prod(sizes, initial=1) < codings:
        sizes.append(rng.choice((2, 2, 2, 3)) if codings > 3 else codings)
    alternatives = tuple(
        Alternative(
            f"a{k}",
            rng.choice(ASKS),
            tuple(Choice("as_is" if not c else f"c{c}", rng.choice(MEANS)) for c in range(size)),
        )
        for k, size in enumerate(sizes)
    )
    places = [(f"K{k}", rng.choice((None, None, "gift"))) for k in range(1, questions + 1)]
    places[0] = ("K1", None)
    weigh = [rng.random() for _ in sizes]
    made = []
    for place, own in enumerate(list(product(*map(range, sizes)))[: 512 if codings > 1 else 1]):
        choices = tuple((item.id, item.choices[k].name) for item, k in zip(alternatives, own, strict=True))
        if place and rng.random() < 0.04:
            made.append(Coding(choices, False, (), (), (), "No place for it."))
            continue
        lean = sum(w * k for w, k in zip(weigh, own, strict=True)) / max(sum(weigh), 1e-9)
        answers = tuple(answered(rng, *where, lean) for where in places)
        made.append(Coding(choices, not place, answers, (), ()))
    return with_record(made, alternatives, tuple(probe(rng, k) for k in range(probes)))


def answered(rng: random.Random, question: str, scenario: str | None, lean: float) -> CodedAnswer:
    if rng.random() < 0.05:
        return CodedAnswer(question, scenario, None, None, "it is not there")
    kind = rng.choice(KINDS) if rng.random() < 0.2 else (1,) if lean > 0.7 else (0,) if lean < 0.3 else (0, 1)
    cells = np.array([[rng.choice(kind) for _ in range(5)] for _ in range(2)], dtype=np.int8)
    return CodedAnswer(question, scenario, word_of(cells), cells)


def probe(rng: random.Random, k: int) -> Probe:
    kind = rng.choice(("answer", "verdict", "nothing", "nothing", "defended", "refused"))
    return Probe(
        f"without w{k}",
        f"The want “{rng.choice(MEANS) or 'to be let alone'}” (w{k}) of the Federal Republic of the North is left out.",
        (f"w{k}",),
        "because" if kind == "defended" else None,
        "no file" if kind == "refused" else None,
        (ChangedAnswer("K1", None, "yes", "no"),) if kind == "answer" else (),
        (ChangedVerdict("C1", "follows", "contradicted"),) if kind == "verdict" else (),
        1,
        ("answer K2",) if k % 7 == 0 else (),
    )


def with_record(codings: list[Coding], alternatives: tuple[Alternative, ...], probes: tuple[Probe, ...]) -> Answer:
    """The answer of a record with these codings; the rest of it is counted."""
    answer = ferry()
    across = []
    for item in codings[0].answers:
        told = [coding.answer(item.question, item.scenario) for coding in codings]
        words = [own.answer for own in told if own is not None and own.answer is not None]
        counts: dict[str, int] = dict(
            sorted(Counter(map(str, words)).items(), key=lambda pair: (pair[0] != item.answer, -pair[1]))
        )
        differs = len(counts) > 1 and alternatives
        turns = (
            (SameWhere(((alternatives[0].id, alternatives[0].choices[1].name),), list(counts)[-1]),) if differs else ()
        )
        across.append(AnswerAcross(item.question, item.scenario, item.answer, counts, len(words), turns))
    record: Multiverse = answer.record
    given: dict[str, Any] = {"alternatives": alternatives, "codings": tuple(codings), "answers": tuple(across)}
    given |= {"probes": probes, "possible": len(codings), "claims": (), "untouched": ()}
    return replace(answer, record=replace(record, **given))


# -- read back ---------------------------------------------------------------------------------------------------------

MARKS = {
    "yes": "full",
    "it depends": "half",
    "it does not settle": "loose",
    "no": "open",
    "nothing to say": "dot",
    "undecided": "dot",
    None: "",
}
RANKS = ("yes", "it depends", "it does not settle", "no", "nothing to say", "undecided", None)


class Read:
    """What a picture shows: the columns by their codings, and the marks of each row by column."""

    def __init__(self, figure: Figure) -> None:
        found = re.findall(
            r'<g class="coding" data-coding="([^"]*)"><title>([^<]*)</title><rect x="([\d.]+)" y="([\d.]+)" '
            r'width="([\d.]+)" height="([\d.]+)"',
            figure.svg,
        )
        self.codings = [key for key, *_ in found]
        self.titles = [unescape(title) for _, title, *_ in found]
        self.lefts = [float(x) for _, _, x, *_ in found]
        _, _, _, top, wide, tall = found[0]
        self.step, self.bottom = float(wide), float(top) + float(tall)
        step = (self.lefts[-1] - self.lefts[0]) / max(len(found) - 1, 1) or self.step  # less rounded
        within = [box for box in figure.boxes if box.kind == "mark" and float(top) <= box.y < self.bottom]
        rows: dict[float, list[str]] = {}
        self.shares = ["0"] * len(found)
        for box in within:
            first = (
                round((box.x - self.lefts[0]) / step - 0.45)
                if box.width < step
                else round((box.x - self.lefts[0]) / step)
            )
            first = max(first, 0)
            covered = range(first, first + max(1, round(box.width / step)))
            if box.label.startswith("share "):
                row, label = self.shares, box.label.removeprefix("share ")
            elif box.label == "own":
                self.own = int((box.x + box.width / 2 - self.lefts[0]) / step)
                continue
            else:
                middle = round(box.y + box.height / 2, 3)
                row, label = rows.setdefault(middle, [""] * len(found)), box.label
            for place in covered:
                assert row[place] in ("", "0"), "two marks of a row in one column"
                row[place] = label
        self.rows = [rows[middle] for middle in sorted(rows)]


def check(answer: Answer, figure: Figure) -> None:
    """Columns, bars, marks, dots, titles and the table, all against the record."""
    record: Multiverse = answer.record
    shown = Read(figure)
    by_key = {keyed(coding): coding for coding in record.codings}
    assert sorted(shown.codings) == sorted(by_key)
    columns = [by_key[key] for key in shown.codings]
    assert columns[shown.own].own

    differing = [item for item in record.answers if set(item.counts) != {item.answer}]
    groups = [
        [item for item in record.answers if (item.scenario is None, item in differing) == kind]
        for kind in product((True, False), repeat=2)
    ]
    ordered = [item for group in groups for item in group]
    first = next((item for item in ordered if item in differing), ordered[0])
    drawn = [first, *(item for item in ordered if item is not first)][:ANSWERS]
    words = [[word(coding, item) for coding in columns] for item in drawn]
    ranked = [
        (
            RANKS.index(words[0][k]),
            -(share(coding, first) or 0),
            [RANKS.index(row[k]) for row in words[1:]],
            record.codings.index(coding),
        )
        for k, coding in enumerate(columns)
    ]
    assert ranked == sorted(ranked)

    assert [Fraction(own) for own in shown.shares] == [share(coding, first) or 0 for coding in columns]
    expected = [[MARKS[own] for own in row] for row in words]
    expected += [
        ["on" if dict(coding.choices)[item.id] == choice.name else "" for coding in columns]
        for item in record.alternatives
        for choice in item.choices
    ]
    assert shown.rows == [row for row in expected if any(row)], "a row without marks leaves none"

    for coding, title in zip(columns, shown.titles, strict=True):
        for name, choice in coding.choices:
            assert (f"--coding {name}={choice}" in title) == (choice != "as_is")
        assert f": {word(coding, first) or 'not asked'}." in title
        assert "as the file has it: " in title.lower() or not coding.own
    rows = figure.table.texts
    assert [row[0].replace("=", ":") for row in rows[: len(columns)]] == [key or "the file" for key in shown.codings]
    places = [[word(coding, item) or "not asked" for item in record.answers] for coding in columns]
    assert [list(row[2:-1]) for row in rows[: len(columns)]] == places
    assert [row[0] for row in rows[len(columns) :]] == [item.name for item in record.probes or () if item.asked]


def keyed(coding: Coding) -> str:
    return ",".join(f"{name}:{choice}" for name, choice in coding.choices if choice != "as_is")


def word(coding: Coding, item: AnswerAcross) -> str | None:
    found = coding.answer(item.question, item.scenario)
    return None if found is None else found.answer


def share(coding: Coding, item: AnswerAcross) -> Fraction | None:
    found = coding.answer(item.question, item.scenario)
    cells = [] if found is None or found.values is None else [int(own) for own in found.values.flat if own != -1]
    return Fraction(sum(own == 1 for own in cells), len(cells)) if cells else None


def effects(answer: Answer) -> list[str]:
    asked = [item for item in answer.record.probes or () if item.asked]
    return ["full" if item.answers else "half" if item.verdicts else "open" for item in asked]


# -- what it shows -----------------------------------------------------------------------------------------------------

SIZES = (1, 2, 3, 5, 12, 20, 27, 28, 44, 60, 64, 75, 100, 144, 200, 333, 500)


@pytest.mark.level("all")
@in_one_test("seed", range(len(SIZES)))
def test_however_many_codings_it_shows_them_and_nothing_overlaps(seed: int) -> None:
    rng, many = random.Random(seed), SIZES[seed]
    answer = synthetic(rng, codings=many, probes=rng.choice((0, 5, 90)), questions=rng.randint(1, 8))
    for width in WIDTHS if many < 100 else (344.0, 760.0):
        theme = "dark" if width < 400 else "light"
        figure = multiverse(answer, width=width, theme=theme)
        assert [*faults(figure), *markup_faults(figure)] == []
        check(answer, figure)
        assert figure == multiverse(answer, width=width, theme=theme)


@in_one_test("width", WIDTHS)
def test_of_a_file_it_shows_what_the_record_says(width: float) -> None:
    figure = multiverse(ferry(), width=width)
    assert [*faults(figure), *markup_faults(figure)] == []
    check(ferry(), figure)


def test_the_curve_is_the_first_answer_that_differs() -> None:
    record = ferry().record
    second = next(item for item in record.answers if item.question == "K2" and item.scenario is None)
    same = [
        replace(
            item,
            answers=tuple(
                CodedAnswer("K1", own.scenario, "no", NONE) if own.question == "K1" else own for own in item.answers
            ),
        )
        for item in record.codings
    ]
    figure = multiverse(with_record(same, record.alternatives, ()))
    check(with_record(same, record.alternatives, ()), figure)
    assert figure.title.startswith("Does the town pay? No in six of twelve codings, yes in six")
    assert second.differs


def test_columns_of_both_kinds_are_tried() -> None:
    kinds = {
        many: multiverse(synthetic(random.Random(1), codings=many), width=344).svg.count("<circle") for many in (2, 500)
    }
    assert kinds[2] > 0 == kinds[500], "dots, and bars"


@pytest.mark.level("all")
def test_choices_that_do_not_fit_are_counted() -> None:
    answer = synthetic(random.Random(1), codings=500)
    record = answer.record
    more = tuple(replace(record.alternatives[0], id=f"b{k}") for k in range(40))
    codings = tuple(
        replace(item, choices=(*item.choices, *((own.id, "as_is") for own in more))) for item in record.codings
    )
    long = replace(answer, record=replace(record, alternatives=(*record.alternatives, *more), codings=codings))
    for width in (344.0, 760.0):
        figure = multiverse(long, width=width)
        assert figure.height <= TALLEST * max(1, 760 / width)
        assert [*faults(figure), *markup_faults(figure)] == []
        drawn = len({name.partition(":")[0] for name in re.findall(r'class="choice" data-name="([^"]+)"', figure.svg)})
        [rest] = re.findall(r"And (\w+) further choices, in the table", texts(figure))
        assert rest == number(len(record.alternatives) + 40 - drawn)


# -- variants ----------------------------------------------------------------------------------------------------------


@in_one_test("seed", range(12))
@in_one_test("width", (344.0, 760.0))
def test_without_alternatives_it_shows_what_variants_change(seed: int, width: float) -> None:
    rng = random.Random(seed)
    answer = synthetic(rng, codings=1, probes=(1, 3, 12, 90, 300)[seed % 5])
    alone = replace(answer, record=replace(answer.record, alternatives=(), codings=answer.record.codings[:1]))
    figure = multiverse(alone, width=width)
    assert [*faults(figure), *markup_faults(figure)] == []
    found = effects(alone)
    if not found:
        assert figure.sentence
        return
    read = re.findall(r'<g class="variant" data-variant="([^"]+)"><title>([^<]*)</title><rect x="([\d.]+)"', figure.svg)
    assert sorted(name for name, *_ in read) == sorted(item.name for item in alone.record.probes if item.asked)
    bars = [box for box in figure.boxes if box.kind == "mark" and box.label in ("full", "half", "open")][
        : len(set(found))
    ]
    total = sum(box.width for box in bars)
    assert [box.label for box in bars] == sorted(set(found), key=("full", "half", "open").index)
    assert [round(box.width / total * len(found)) for box in bars] == [found.count(box.label) for box in bars]
    said = texts(figure)
    for kind, words in (("full", "an answer"), ("half", "only a verdict"), ("open", "neither")):
        assert (f"{words} ({found.count(kind)})" in said) == (kind in found)
    assert figure.title.startswith("An answer is another one in ")


def test_those_that_change_an_answer_are_named_and_the_rest_counted() -> None:
    answer = synthetic(random.Random(5), codings=1, probes=90)
    changing = [item for item in answer.record.probes if item.asked and item.answers]
    said = texts(multiverse(answer, width=1200))
    shown = [item for item in changing if item.says in said]
    assert shown == changing[: len(shown)]
    [rest] = re.findall(r"And ([\w,]+) further ones, in the table", said)
    assert rest == number(len(changing) - len(shown))
    assert "Then K1: no." in said


def test_variants_that_cannot_be_asked_leave_a_sentence() -> None:
    answer = synthetic(random.Random(1), codings=1)
    figure = multiverse(replace(answer, record=replace(answer.record, alternatives=(), probes=())))
    assert figure.sentence
    assert (
        texts(figure)
        == figure.title
        == "There is no other coding of this file, and no small change that could be asked."
    )


# -- words -------------------------------------------------------------------------------------------------------------


def test_titles_are_findings() -> None:
    assert multiverse(ferry()).title == (
        "Does the ferry run? No in six of twelve codings, it depends in six; that turns on “How full is the purse?”"
    )
    plain = reports.ask("multiverse", cm.loads(FERRY.partition("alternatives:")[0]))
    title = multiverse(plain).title
    changing = [bool(item.answers) for item in plain.record.probes if item.asked]
    verdicts = [bool(item.verdicts) and not item.answers for item in plain.record.probes if item.asked]
    assert title == (
        f"An answer is another one in {sum(changing)} of {len(changing)} small changes, "
        f"and only a verdict in {sum(verdicts)}"
    )
    rank = reports.ask("multiverse", cm.loads(FERRY), only="rank")
    assert multiverse(rank).title == "Does the ferry run? No in all three codings"


def test_what_is_not_asked_of_the_file_and_what_few_choices_do_not_decide_is_said() -> None:
    answer = synthetic(random.Random(1), codings=12)
    first, *others = answer.record.answers

    def titled(**changes: Any) -> str:
        record = replace(answer.record, answers=(replace(first, **changes), *others))
        return multiverse(replace(answer, record=record)).title

    none = titled(answer=None, counts={"yes": 3, "no": 2}, asked=5, turns_on=())
    assert "Not asked of the file as it stands, yes in three and no in two (not asked in" in none
    assert none.endswith("; no one, two or three choices decide it")
    sets = tuple(SameWhere(tuple((f"a{k}", "as_is") for k in own), "yes") for own in ((0, 1), (1, 2)))
    assert titled(turns_on=sets).endswith("; that turns on three choices")
    [alone, *_] = answer.record.alternatives
    whole = tuple(SameWhere(((alone.id, choice.name),), "yes") for choice in alone.choices)
    assert titled(turns_on=(*sets, *whole)).endswith(f"; that turns on “{alone.asks}”")


def test_those_who_do_not_see_it_are_told_the_same() -> None:
    told = [block.text for block in multiverse_text(ferry()).answer if isinstance(block, Sentence)]
    assert multiverse(ferry()).description == " ".join(told)


def test_numbers_of_one_title_are_all_in_words_or_all_in_figures() -> None:
    title = multiverse(synthetic(random.Random(3), codings=64)).title
    counted, _, turning = title.partition(" codings")
    assert re.search(r" in \d+ of \d+$", counted)
    numbers = re.findall(r" in ([\w,]+)", turning.partition(";")[0])
    assert len(numbers) > 2
    assert all(own.strip(",").isdigit() for own in numbers)


def test_the_command_line_draws_it_with_small_changes() -> None:
    figure = draw("multiverse", Request(game_of(cm.loads(FERRY)), width=344.0))
    assert figure.table == multiverse(ferry()).table
    assert 'class="variants"' in figure.svg


def texts(figure: Figure) -> str:
    return " ".join(box.label for box in figure.boxes if box.kind == "text")
