"""The picture of deals: what it shows, read back from its SVG, is what the record says; nothing overlaps, whatever the order."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import countermove as cm
from countermove import reports
from countermove.context.answer import Answer
from countermove.context.game import game_of, open_game
from countermove.presentation.blocks import Sentence
from countermove.presentation.figure import Figure
from countermove.presentation.words import number
from countermove.questions.deal import OpenDeal
from countermove.questions.deal.figure import PARTS, SHOWN, deal
from countermove.questions.deal.text import DealWords, deal_text
from gmcr.analysis import DealPart
from gmcr.base.errors import AssessmentError
from tests.conftest import FULL, in_one_test, models
from tests.flagship import korea
from tests.judge.answers.generate import random_file
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.questions.test_deal import ANSWERS, SWAP, TRUCE

__all__: list[str] = []

WIDTHS = (240.0, 344.0, 560.0, 760.0, 1200.0)


def asked(of: Any, **given: Any) -> Answer:
    return reports.ask("deal", of, **given)


@cache
def case(name: str) -> Answer:
    made: dict[str, Any] = {
        "answers": lambda: asked(korea(), reading=ANSWERS),
        "korea": lambda: asked(korea()),
        "pressure": lambda: asked(korea(), scenario="pressure"),
        "elmira": lambda: asked(open_game("elmira-1991")),
        "elmira from 18": lambda: asked(open_game("elmira-1991"), state=18),
        "dilemma": lambda: asked(open_game("prisoners-dilemma")),
        "truce": lambda: asked(cm.loads(TRUCE)),
        "swap": lambda: asked(cm.loads(SWAP)),
        "staged": lambda: staged(random.Random(1)),
    }
    answer: Answer = made[name]()
    return answer


CASES = ("answers", "korea", "pressure", "elmira", "elmira from 18", "dilemma", "truce", "swap", "staged")


def texts(figure: Figure) -> str:
    return " ".join(box.label for box in figure.boxes if box.kind == "text")


def arrows(figure: Figure, kind: str) -> list[tuple[str, int, int]]:
    found = re.findall(rf'class="{kind}" data-actor="(\w+)" data-part="(\d+)" data-to="(\d+)"', figure.svg)
    return [(actor, int(part), int(to)) for actor, part, to in found]


# -- any order ---------------------------------------------------------------------------------------------------------

CLUB = (
    "withdraws its forces from the border",
    "opens the crossing to goods and to people",
    "signs",
    "pays what it owes, in two instalments",
)
NAMES = ("Ann", "The Federal Republic of the North", "Cyprus")


def club(options: int) -> str:
    """Three actors who would do everything together, and nothing alone."""
    every = [[f"a{i}.o{j}" for j in range(options)] for i in range(3)]
    lines = ["countermove: 1", "title: A club", "concepts: [nash, seq]", "start: []", "actors:"]
    for i, own in enumerate(every):
        others = " and ".join(name for group in every if group is not own for name in group)
        acts = ", ".join(f'o{j}: {{does: "{CLUB[j]}"}}' for j in range(options))
        dear = ", ".join(f"{{id: w{i}{j}, want: not {name}}}" for j, name in enumerate(own))
        lines.append(
            f'  a{i}: {{name: {NAMES[i]}, options: {{{acts}}}, wants: [{{id: w{i}, want: "{others}"}}, {dear}]}}'
        )
    return "\n".join(lines) + "\n"


@cache
def lone(options: int) -> Answer:
    return asked(cm.loads(club(options)))


def staged(rng: random.Random) -> Answer:
    """The one deal of a club in an order of parts, by whom it is answered, and what becomes of it as chance will have them."""
    options = rng.randint(1, 4)
    answer = lone(options)
    [item] = answer.record.told
    bits = list(range(3 * options))
    rng.shuffle(bits)
    order, state = list[DealPart](), item.state
    while bits:
        now, bits = sorted(bits[: (size := rng.randint(1, 3))]), bits[size:]
        state ^= sum(1 << bit for bit in now)
        order.append(DealPart(tuple(dict.fromkeys(f"a{bit // options}" for bit in now)), state))
    if rng.random() < 0.3:  # a third has no part in it, and breaks it
        item = replace(item, participants=item.participants[1:], reasons=item.reasons[1:])
        order = [replace(part, actors=tuple(own for own in part.actors if own != "a0") or ("a1",)) for part in order]
    fates = {
        name: replace(fate, answered={actor: rng.random() < 0.5 for actor in item.participants})
        for name, fate in item.concepts.items()
    }
    step = fates["nash"].broken_by
    assert step is not None
    if rng.random() < 0.3:
        fates = dict.fromkeys(fates, fates["seq"])
    elif rng.random() < 0.5:  # another step under each concept
        step = replace(step, actor=rng.choice(item.participants), before=state, after=item.state)
        fates["seq"] = replace(fates["seq"], fate="broken", broken_by=step)
    hands = max(len(part.actors) for part in order)
    told = replace(item, order=tuple(order), hands=hands, concepts=fates)
    names = tuple(answer.glossary.options)
    on = {part.to: tuple(name for bit, name in enumerate(names) if part.to >> bit & 1) for part in order}
    return replace(answer, record=replace(answer.record, deals=(told,)), on={**answer.on, **on})


@in_one_test("seed", range(40))
def test_nothing_overlaps_whatever_the_order(seed: int) -> None:
    """Each order at one of the widths; at all of them at the level ``judge``."""
    answer = staged(random.Random(seed))
    for width in WIDTHS if FULL else WIDTHS[seed % len(WIDTHS) :][:1]:
        figure = deal(answer, width=width)
        assert list(faults(figure)) == []
        assert list(markup_faults(figure)) == []


def test_orders_of_every_shape_are_tried() -> None:
    every = [staged(random.Random(seed)).record.told[0] for seed in range(40)]
    lengths = [len(item.order) for item in every]
    assert {1, 2, 3} <= set(lengths)
    assert max(lengths) > 5
    assert any(len(item.order) > 1 and len(item.order[1].actors) == 2 for item in every)
    assert any(len(item.participants) == 2 for item in every)


def test_of_very_many_parts_the_first_are_drawn_and_the_rest_counted() -> None:
    answer = staged(random.Random(1))
    [item] = answer.record.told
    order = tuple(DealPart((item.participants[k % 2],), part.to) for k in range(5) for part in item.order[:3])
    answer = replace(answer, record=replace(answer.record, deals=(replace(item, order=order, hands=1),)))
    assert len(order) > PARTS
    for width in WIDTHS:
        figure = deal(answer, width=width)
        assert list(faults(figure)) == []
        assert {part for _, part, _ in arrows(figure, "part")} == set(range(1, PARTS + 1))
    [rest] = re.findall(r"And (\w+) further parts, in the table", texts(deal(answer)))
    assert rest == number(len(order) - PARTS)


FILES = models(range(9000, 9200), range(9000, 9200, 9))


@pytest.mark.level("all")
def test_nothing_overlaps_in_random_files() -> None:
    drawn = 0
    for seed in FILES:
        try:
            game = game_of(cm.loads(random_file(seed, claims=1)))
        except AssessmentError:  # some scenario cannot be
            continue
        answer = asked(game, concepts=["nash", "seq"])
        drawn += bool(answer.record.told)
        for width in (344.0, 760.0):
            figure = deal(answer, width=width)
            assert [*faults(figure), *markup_faults(figure)] == [], seed
        check(answer, figure)
    assert drawn


# -- what it shows -----------------------------------------------------------------------------------------------------


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("name", CASES)
@in_one_test("width", WIDTHS)
def test_cases_are_readable_wide_and_narrow(name: str, width: float) -> None:
    figure = deal(case(name), width=width, theme="dark" if width < 400 else "light")
    assert [*faults(figure), *markup_faults(figure)] == []


@pytest.mark.parametrize("name", CASES)
@in_one_test("width", (344.0, 760.0))
def test_what_is_drawn_is_what_the_record_says(name: str, width: float) -> None:
    answer = case(name)
    check(answer, deal(answer, width=width))


def check(answer: Answer, figure: Figure) -> None:
    """Arrows, marks, breaches, fates and title, all against the record."""
    told = answer.record.told[:SHOWN]
    assert figure.title == finding(answer) + ("." if figure.sentence else ""), figure.title
    marks = [box.label for box in figure.boxes if box.kind == "mark"]
    if not told:
        near = answer.record.nearest
        parts = [] if near is None else [(actor, 1, near.target) for actor in near.participants]
        assert arrows(figure, "part") == parts
        assert marks.count("bar") == (0 if near is None else len(near.refused))
        return
    shown = figure.svg.split('class="party"')
    assert len(shown) - 1 >= len(told[0].participants)
    told = told[: max(1, sum(bool(re.fullmatch(r"\d of \d+", box.label)) for box in figure.boxes))]
    acts = [(actor, k, part.to) for item in told for k, part in enumerate(item.order, 1) for actor in part.actors]
    assert sorted(arrows(figure, "part")) == sorted(acts)
    lead = [next(iter(item.concepts.values())).answered for item in told]
    assert marks.count("answered") == sum(sum(own.values()) for own in lead)
    steps = sorted((actor, to) for item in told for actor, _, to in breaches(item))
    assert sorted((actor, to) for actor, _, to in arrows(figure, "breach")) == steps
    assert marks.count("breach") == len(steps)
    assert figure.svg.count('class="fate"') == sum(len(fates(item, answer)) for item in told)
    for row in shown[1:]:
        [own] = re.findall(r'^ data-actor="(\w+)"', row)
        acting = set(re.findall(r'class="(?:part|breach)" data-actor="(\w+)"', row))
        assert acting <= {own}, "each act stands in its actor's row"


def breaches(item: OpenDeal) -> set[tuple[str, int, int]]:
    steps = [fate.broken_by for fate in item.concepts.values() if fate.broken_by is not None]
    return {(step.actor, step.before, step.after) for step in steps}


def fates(item: OpenDeal, answer: Answer) -> set[object]:
    """Fates that are told apart; None under concepts where it is not open."""
    found: set[object] = {
        (
            fate.fate,
            None if fate.broken_by is None else fate.broken_by.actor,
            fate.again if fate.fate == "overtaken" else None,
            frozenset(fate.outcomes) - {item.target} if fate.fate == "kept" else None,
        )
        for fate in item.concepts.values()
    }
    return found | ({None} if set(item.concepts) < set(answer.record.rests) else set())


def finding(answer: Answer) -> str:
    """The title, recomputed."""
    record, words = answer.record, DealWords(answer)
    told, lead = record.told, next(iter(record.rests))
    head = deal_text(answer).answer
    [first] = [own.text for own in head if isinstance(own, Sentence) and own.tone == "answer"]
    if not told:
        return f"{first[:-1]}: {'; '.join(refusals(answer))}"
    if len(told) > 1:
        kinds = [item.concepts[lead].fate if lead in item.concepts else "shut" for item in told]
        parts = []
        for kind, (one, many) in SAID.items():
            many_of = kinds.count(kind)
            if many_of:
                said = "all" if many_of == len(told) else number(many_of)
                parts.append(f"{said} {one if many_of == 1 else many}")
        listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
        return f"{first[:-1]}; under {NAMED[lead]} {listed}"
    [item] = told
    between = f"{first.partition(':')[0]}, between {words.phrasing.actors(item.participants)}"
    outcomes: dict[str, list[str]] = {}
    for concept, fate in item.concepts.items():
        word = {"goes round": "left to steps that go round"}.get(fate.fate, fate.fate)
        if fate.broken_by is not None:
            word = f"broken by {words.phrasing.the(fate.broken_by.actor)}"
        outcomes.setdefault(word, []).append(NAMED[concept])
    *some, last = outcomes
    if not some:
        return f"{between}, and it is {last}"
    under = [f"{word} under {words_of(outcomes[word])}" for word in some]
    return f"{between}: it is {', '.join(under)}, else {last}"


NAMED = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "symseq": "symmetric SEQ"}
SAID = {
    "kept": ("is kept", "are kept"),
    "overtaken": ("is overtaken", "are overtaken"),
    "broken": ("is broken", "are broken"),
    "goes round": ("is left to steps that go round", "are left to steps that go round"),
    "shut": ("is not open", "are not open"),
}


def words_of(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def refusals(answer: Answer) -> Iterator[str]:
    near, phrasing = answer.record.nearest, DealWords(answer).phrasing
    if near is None:
        yield (
            "nobody could switch anything together"
            if any(answer.record.rests.values())
            else ("steps go round, and nothing is at rest")
        )
    elif near.refused:
        who = phrasing.actors([own.actor for own in near.refused])
        several = len(near.refused) > 1 or phrasing.many(near.refused[0].actor)
        verb = "would not gain by" if any(own.sign == 0 for own in near.refused) else "refuse" if several else "refuses"
        yield f"{who} {verb} what comes nearest"
    elif near.alone:
        part = "their parts" if phrasing.many(near.alone) else "its part"
        yield f"of what comes nearest {phrasing.actors(near.alone)} would do {part} anyway"
    else:
        yield f"{phrasing.actors(near.participants)} have another that is no worse for any of them"


def test_titles_are_findings() -> None:
    titles = {name: deal(case(name)).title for name in CASES[:-2]}
    assert titles["answers"] == "One deal is open, between North Korea and the United States, and it is kept"
    assert titles["korea"] == "No deal is open: the United States refuses what comes nearest"
    assert titles["dilemma"] == "One deal is open, between Row and Column: it is broken by Row under Nash, else kept"
    assert titles["elmira"].startswith("One deal is open under Nash, SEQ and symmetric SEQ, between ")


def test_each_says_what_it_gets_and_gives_and_who_breaks_it_and_why() -> None:
    said = texts(deal(case("dilemma")))
    for part in (
        'gains: it wants Column to choose "Cooperate" (row 1)',
        'chooses "Cooperate"',
        "then, under Nash",
        '(it wants not to choose "Cooperate" (row 2))',
        "broken by Row under Nash",
        "kept under GMR, SMR, SEQ and symmetric SEQ",
        "Whoever goes first is exposed.",
    ):
        assert part in said
    assert "It harms Cy." in texts(deal(case("truce")))
    quarrel = texts(deal(case("answers")))
    assert quarrel.count("can go first") == 2
    assert "China and South Korea gain, too." in quarrel
    assert "others move on: China no longer urges Washington to engage under Nash, SEQ and symmetric SEQ" in quarrel


def test_where_going_first_is_answered_under_some_concepts_it_says_under_which() -> None:
    answer = case("truce")
    [item] = answer.record.told
    answered = {"nash": {"ann": True, "bob": False}, "seq": {"ann": False, "bob": True}}
    fates = {name: replace(fate, answered=answered[name]) for name, fate in item.concepts.items()}
    figure = deal(replace(answer, record=replace(answer.record, deals=(replace(item, concepts=fates),))), width=1200)
    said = texts(figure)
    assert "can go first under Nash" in said
    assert "can go first only under SEQ" in said
    assert [box.label for box in figure.boxes].count("answered") == 1, "the mark is of the first concept"
    assert "exposed" not in said


def test_where_none_is_open_whoever_refuses_the_nearest_says_why() -> None:
    said = texts(deal(case("korea")))
    assert "would gain" in said
    assert "refuses: sees more risk than reward (u2)" in said
    figure = deal(asked(cm.loads(ALONE), state="start"))
    assert figure.title == "No deal is open: of what comes nearest Ann would do its part anyway"
    assert "would gain by this alone" in texts(figure)


ALONE = """\
countermove: 1
title: One who would act anyway
actors:
  ann: {name: Ann, options: {dig: {}}, wants: [{id: a1, want: ann.dig}, {id: a2, want: bob.plant}]}
  bob: {name: Bob, options: {plant: {}}, wants: [{id: b1, want: ann.dig}]}
start: []
concepts: [nash]
"""


ROUND = """\
countermove: 1
title: One follows the other
actors:
  ann: {name: Ann, options: {come: {}}, wants: [{id: a1, want: ann.come iff bob.come}]}
  bob: {name: Bob, options: {come: {}}, wants: [{id: b1, want: bob.come iff not ann.come}]}
start: []
concepts: [nash]
"""


def test_a_game_in_which_nothing_is_at_rest_is_one_sentence() -> None:
    figure = deal(asked(cm.loads(ROUND)))
    assert figure.sentence
    assert texts(figure) == figure.title == "No deal is open: steps go round, and nothing is at rest."


def test_of_many_deals_three_are_drawn_the_first_large_and_the_rest_counted() -> None:
    answer = case("swap")
    first, *rest = answer.record.told
    figure = deal(replace(answer, record=replace(answer.record, deals=(first, *rest, first, first))))
    said = texts(figure)
    assert "1 of 5" in said
    assert "3 of 5" in said
    assert "4 of 5" not in said
    assert "And two further deals, in the table." in said
    assert {row[0] for row in figure.table.texts} == set("12345")
    sizes = {line.size for line in figure.drawing.lines if "gains" in line.shown}
    [large] = {line.size for line in figure.drawing.lines if "gains" in line.shown and line.y < 120}
    assert large == max(sizes) > min(sizes)


def test_the_table_has_every_act_and_why() -> None:
    columns, rows = deal(case("dilemma")).table.columns, deal(case("dilemma")).table.texts
    told = [dict(zip([column.title for column in columns], row, strict=True)) for row in rows]
    assert [(row["Part"], row["Who"], row["Why"]) for row in told] == [
        ("1", "Row", 'it wants Column to choose "Cooperate" (row 1)'),
        ("then", "Row", 'it wants not to choose "Cooperate" (row 2)'),
        ("1", "Column", 'it wants Row to choose "Cooperate" (column 1)'),
    ]
    assert {row["What becomes of it"] for row in told} == {
        "broken by Row under Nash; kept under GMR, SMR, SEQ and symmetric SEQ"
    }
    assert [row[4] for row in deal(case("korea")).table.texts] == [
        "would gain",
        "refuses: sees more risk than reward (u2)",
    ]


def test_those_who_do_not_see_it_are_told_the_same() -> None:
    answer = case("truce")
    told = [
        block.text
        for block in deal_text(answer).body
        if isinstance(block, Sentence) and block.tone not in ("heading", "note")
    ]
    figure = deal(answer)
    for text in told:
        assert text in figure.description
    assert "The closest to a deal is this" in deal(case("korea")).description
