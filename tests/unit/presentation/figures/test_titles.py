"""The title of a picture is its finding: read back, it is what the record of the picture comes to."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

from countermove.context.answer import ask
from countermove.context.game import open_game
from countermove.context.selection import BASE
from countermove.presentation.figure import TALLEST
from countermove.reports.figure import PICTURES, Request, answer_for, drawn_from
from countermove.reports.figure import titled as file_of
from gmcr.base.errors import CountermoveError

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

CASES = [
    "melos-416bc",
    pytest.param("korea-2021", marks=pytest.mark.level("all")),
    pytest.param("ukraine-2022", marks=pytest.mark.level("judge")),
]
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def read(text: str, whole: int) -> int:
    """A number in words or figures; "all" and "both" are the whole."""
    word = text.lower().replace("the one", "one")
    return (
        whole
        if word in ("all", "both")
        else 0
        if word in ("none", "no")
        else WORDS.index(word)
        if word in WORDS
        else int(word)
    )


def drawn(name: str, case: str, **asked: Any) -> tuple[Any, Any]:
    request = Request(open_game(case, BASE), draws=60, **asked)
    answer = answer_for(name, request)
    return answer, drawn_from(answer, name, request)


@pytest.mark.parametrize("case", CASES)
def test_grids_say_how_many_claims_hold_everywhere_and_nowhere(case: str) -> None:
    answer, figure = drawn("grids", case)
    told = re.match(r"(\w+)(?: of)? (\w+) claims .+?(?:, (\w+) in none)?$", figure.title)
    assert told is not None, figure.title
    values = [claim.values[claim.values >= 0] for claim in answer.record.claims]
    full = sum(bool(own.size and own.all()) for own in values)
    none = sum(bool(own.size and not own.any()) for own in values)
    assert read(told[2], 0) == len(values)
    assert read(told[1], len(values)) == full
    assert read(told[3] or "none", 0) == none


@pytest.mark.parametrize("case", CASES)
def test_wants_say_how_many_are_met_and_whose_least(case: str) -> None:
    answer, figure = drawn("wants", case)
    told = re.match(
        r"(\w+) of (\w+) wants (?:is|are) met at the start(?:; of those of (.+) only (\w+) of (\w+))?$", figure.title
    )
    assert told is not None, figure.title
    met = {row.actor: [bool(item.met) for item in row.rungs if not item.dropped] for row in answer.record.actors}
    assert read(told[1], 0) == sum(map(sum, met.values()))
    assert read(told[2], 0) == sum(map(len, met.values()))
    shares = {actor: Fraction(sum(own), len(own)) for actor, own in met.items() if own}
    least = [actor for actor, share in shares.items() if share == min(shares.values())]
    assert (told[3] is not None) == (len(least) == 1)
    if told[3] is not None:
        assert answer.glossary.actors[least[0]] in told[3]
        assert Fraction(read(told[4], 0), read(told[5], 0)) == shares[least[0]]


@pytest.mark.parametrize("case", CASES)
def test_drivers_say_how_many_tip_something_and_which_is_nearest(case: str) -> None:
    answer, figure = drawn("drivers", case)
    told = re.match(r"(\w+)(?: of)? (\w+) drivers alone tips? something[,:] (\w+)", figure.title)
    assert told is not None, figure.title
    result, away = answer.record, dict[str, Fraction]()
    for tip in result.tips:
        for line in tip.lines:
            low, high = result.ranges[line.driver]
            for threshold in line.thresholds:
                gap = abs(threshold.at - line.now) / (high - low)
                away[line.driver] = min(away.get(line.driver, gap), gap)
    many = len(result.drivers)
    assert (read(told[1], many), read(told[2], 0)) == (len(away), many)
    assert away[told[3]] == min(away.values())


@pytest.mark.parametrize("case", CASES)
def test_a_plane_says_how_much_of_it_is_as_now(case: str) -> None:
    _, figure = drawn("phase", case)
    told = re.match(r"(.+) in ([\d.]+)% of the plane of (\w+) and (\w+)$", figure.title)
    assert told is not None, figure.title
    now = re.search(rf"Now {told[3]} [\d.]+, {told[4]} [\d.]+: (.+?)\. ", figure.description)
    assert now is not None
    assert now[1].lower() == told[1].lower()
    shares = re.findall(rf"(?:^|\. )({re.escape(told[1])}): ([\d.]+)% of the square", figure.description)
    assert abs(sum(float(share) for _, share in shares) - float(told[2])) < 2


@pytest.mark.parametrize("case", [*CASES, "elmira-1991", "chicken", "prisoners-dilemma"])
def test_the_long_run_says_where_it_ends(case: str) -> None:
    answer, figure = drawn("longrun", case)
    certain = [len(item.ends) == 1 and item.ends[0].chance.value == 1 for item in answer.record.by_concept]
    likely = re.search(r"it most likely .+: ([\d/.]+)", figure.title)
    if all(certain):
        assert likely is None
        assert ("turns on how far ahead" in figure.title) == (
            len({item.ends[0].states for item in answer.record.by_concept}) > 1
        )
    else:
        assert likely is not None
        best = [max(float(end.chance.value) for end in item.ends) for item in answer.record.by_concept]
        assert any(abs(float(Fraction(likely[1])) - share) < 0.01 for share in best)


@pytest.mark.parametrize("case", CASES)
def test_the_matrix_names_the_premise_that_bears_on_most_claims(case: str) -> None:
    answer, figure = drawn("matrix", case)
    told = re.search(r"(?:\((\w+)\)|answer to (\w+)|value of (\w+)) bears on (\w+) of (\w+) claims$", figure.title)
    assert told is not None, figure.title
    many = {
        premise.name: sum(bool(item.supports or item.against) for item in premise.bearings)
        for premise in answer.record.premises
    }
    name = next(filter(None, told.groups()[:3]))
    assert many[name] == max(many.values()) == read(told[4], 0)
    assert read(told[5], 0) == len(answer.record.claims)


@pytest.mark.parametrize("case", CASES)
def test_who_could_is_who_has_a_degree_of_one_as_the_author_sees_it(case: str) -> None:
    answer, figure = drawn("responsibility", case)
    author = answer.record.views[0]
    able = [actor for actor, degree in author.degrees.items() if degree == 1]
    names = answer.glossary.actors
    assert [actor for actor in names if names[actor] in figure.title] == able
    assert ("stop" in figure.title) == author.holds
    assert "alone" in figure.title


@pytest.mark.parametrize("case", [*CASES, "elmira-1991", "chicken", "prisoners-dilemma"])
def test_deals_say_whether_one_is_open_and_who_refuses_or_breaks_it(case: str) -> None:
    answer, figure = drawn("deal", case)
    told, names = answer.record.told, answer.glossary.actors
    assert (read(re.split(" ", figure.title)[0], 0)) == len(told)
    if not told:
        near = answer.record.nearest
        who = [] if near is None else [own.actor for own in near.refused] or near.alone or near.participants
        assert [actor for actor in names if names[actor] in figure.title] == list(who)
    elif len(told) == 1:
        breakers = {fate.broken_by.actor for fate in told[0].concepts.values() if fate.broken_by is not None}
        assert set(re.findall(r"broken by (?:the )?(\w+)", figure.title)) == {names[own].split()[0] for own in breakers}


@pytest.mark.parametrize("case", CASES)
def test_the_specification_curve_says_in_how_many_codings_there_is_which_answer(case: str) -> None:
    answer, figure = drawn("multiverse", case)
    item = min(answer.record.answers, key=lambda own: (not own.differs, own.scenario is not None))
    told = [coding.answer(item.question, item.scenario).answer for coding in answer.record.codings]
    said = figure.title.removeprefix(answer.glossary.asked[item.question])
    assert said != figure.title
    counted = re.search(r"([Ii]t depends|[Yy]es|[Nn]o) in (\w+)(?: of)?(?: (\w+))? codings", said)
    assert counted is not None, figure.title
    times, whole = (counted[2], counted[3]) if counted[2] not in ("all", "both") else (counted[3], counted[3])
    assert counted[1].lower() == item.answer
    assert (read(times or "two", 0), read(whole or "two", 0)) == (told.count(item.answer), len(told))
    for word, times in re.findall(r", ([\w ]+?) in (\w+)", said):
        assert read(times, 0) == told.count(word)
    asks = {own.asks for own in answer.record.alternatives}
    assert set(re.findall("“(.+?)”", said)) <= asks


@pytest.mark.parametrize("case", ["melos-416bc", "elmira-1991"])
def test_the_whole_graph_counts_its_equilibria(case: str) -> None:
    _, figure = drawn("graph", case)
    told = re.match(r"(\w+) of (\w+) states are equilibria, (\w+) of them under all", figure.title)
    assert told is not None, figure.title
    answer = ask("solve", open_game(case, BASE), every=True)
    stable = [row.equilibrium for row in answer.record.rows]
    assert read(told[2], 0) == answer.record.states
    assert read(told[1], 0) == sum(map(bool, stable))
    assert read(told[3], 0) == sum(len(own) == len(answer.record.concepts) for own in stable)


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("case", ["melos-416bc", *(case for case in CASES if case != "melos-416bc"), "elmira-1991"])
def test_no_picture_is_too_tall_and_each_has_a_finding(case: str) -> None:
    game = open_game(case, BASE)
    for name in PICTURES:
        request = Request(game, draws=60)
        try:
            answer = answer_for(name, request)
        except CountermoveError:
            continue
        figure = drawn_from(answer, name, request)
        assert figure.height <= (1200 if name in ("wants", "matrix") else TALLEST), name
        assert game.glossary.title not in figure.title, "that is no finding"
        assert re.search(
            r"\b(?:is|are|bears?|leans?|holds?|moves?|brings?|leads?|would|could|can|tips?|follows?|depends?|ends?|turns?|in [\d.]+ % of the plane|road|falls|rises)\b",
            figure.title,
        )


@pytest.mark.parametrize(("name", "case"), [("road", "korea-2021"), ("longrun", "melos-416bc")])
def test_a_picture_of_one_sentence_is_that_sentence(name: str, case: str) -> None:
    request = Request(open_game(case, BASE))
    answer = answer_for(name, request)
    figure = drawn_from(answer, name, request)
    said = [box.label for box in figure.boxes if box.kind == "text"]
    assert " ".join(said) == figure.title
    alone = file_of(answer, name, request)
    text = " ".join(box.label for box in alone.boxes if box.kind == "text")
    assert text.count(figure.title) == 1, "not once more below its title"
    assert alone.height < 140
