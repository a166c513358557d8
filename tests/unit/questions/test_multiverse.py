"""Codings and mechanical variants: every coding against one that is made and asked by itself, what answers turn on against
plain enumeration, and what is not asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, product

import numpy as np
import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import text_of_answer
from countermove.questions.multiverse import Multiverse, multiverse
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.claims import check
from gmcr.base.errors import UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests.flagship import korea

__all__: list[str] = []

FERRY = """
countermove: 1
key_questions:
  K1: {asks: "Does the ferry run?", answer_yes: {check: {every_outcome: line.run}}}
  K2: {asks: "Does the town pay?", answer_yes: {check: {passes: town.pay}}}
actors:
  line:
    name: Line
    article: the
    options: {run: {does: runs the ferry}}
    wants: [{id: l1, want: line.run iff town.pay, says: runs for money}, {id: l2, want: not line.run}]
  town:
    name: Town
    article: the
    options: {pay: {does: pays}, beg: {does: begs}}
    wants: [{id: t1, want: line.run}, {id: t2, want: not town.pay, while: purse < 0.5, otherwise: town.pay}]
  press:
    name: Press
    article: the
    options: {write: {does: writes}}
    wants: [{id: p1, want: press.write}]
drivers: {purse: {now: 0.2}}
open:
  Q: {asks: "Is the line proud?", readings: {no: {means: it is not}, "yes": {means: it is, drop: [l1]}}}
scenarios:
  gift: {why: somebody pays, happens: [town.pay]}
  noise: {why: it is loud, happens: [town.beg]}
claims:
  C1: {says: The ferry runs, check: {some_outcome: line.run}}
  C2: {says: The town begs, check: {every_outcome: town.beg}}
  C3: {says: The press writes, check: {every_outcome: press.write}}
alternatives:
  rank:
    asks: Does the town want the ferry most?
    as_is: it does
    other:
      purse_first: {means: its purse comes first, move: {t2: {before: t1}}}
      no_ferry: {means: it wants no ferry, drop: [t1]}
  beg: {asks: Is begging an act?, as_is: it is, other: {none: {means: it is not, without_option: town.beg}}}
  purse: {asks: How full is the purse?, as_is: empty, other: {full: {means: full, set: {purse: 0.8}}}}
defended: {swap t1 t2: the charter says so}
"""


def told(assessment: Assessment) -> dict[tuple[str, str | None], tuple[str, np.ndarray]]:
    """Every answer and verdict of an assessment, asked by itself."""
    words = {
        (question.id, one.scenario): (one.answer, one.values)
        for question in answers(assessment, search=False).questions
        for one in question.answers
    }
    return words | {(claim.id, "claim"): (claim.verdict, claim.values) for claim in check(assessment, search=False)}


def minimal(rows: Sequence[tuple[Mapping[str, str], str | None]]) -> set[tuple[frozenset[tuple[str, str]], str]]:
    """The smallest sets of choices under which whatever is asked is the same, by looking at all of them."""
    every = sorted({pair for choices, _ in rows for pair in choices.items()})
    found: set[tuple[frozenset[tuple[str, str]], str]] = set()
    for size in (1, 2, 3):
        for pairs in combinations(every, size):
            own = {value for choices, value in rows if set(pairs) <= set(choices.items())} - {None}
            smaller = any(known < frozenset(pairs) for known, _ in found)
            if len(dict(pairs)) == size and len(own) == 1 and not smaller:
                found.add((frozenset(pairs), str(own.pop())))
    return found


@pytest.fixture(scope="module")
def ferry() -> Assessment:
    return loads(FERRY)


@pytest.fixture(scope="module")
def result(ferry: Assessment) -> Multiverse:
    return multiverse(ferry, mechanical=True)


def test_every_coding_says_what_it_says_by_itself(ferry: Assessment, result: Multiverse) -> None:
    assert (result.possible, len(result.codings), result.seed, result.complete) == (12, 12, None, True)
    assert result.codings[0].own
    assert [tuple(dict(item.choices).values()) for item in result.codings] == list(
        product(("as_is", "purse_first", "no_ferry"), ("as_is", "none"), ("as_is", "full"))
    )
    for item in result.codings:
        alone = told(ferry.coded(dict(item.choices)))
        for one in item.answers:
            word, values = alone.pop((one.question, one.scenario), (None, None))
            assert one.answer == word
            assert (values is None) == (one.values is None) == (one.why_not is not None)
            assert values is None or np.array_equal(one.values, values)
        for claim in item.claims:
            verdict, values = alone.pop((claim.claim, "claim"), (None, None))
            assert claim.verdict == verdict
            assert values is None or np.array_equal(claim.values, values)
        assert not alone


def test_counts_and_what_answers_turn_on_are_those_of_plain_enumeration(result: Multiverse) -> None:
    differing = 0
    for column, item in enumerate(result.answers):
        rows = [(dict(coding.choices), coding.answers[column].answer) for coding in result.codings]
        counted = Counter(word for _, word in rows if word is not None)
        assert (item.counts, item.asked, item.same) == (counted, counted.total(), counted[item.answer])
        expected = minimal(rows) if len(counted) > 1 else set()
        assert {(frozenset(one.choices), one.value) for one in item.turns_on} == expected
        differing += len(counted) > 1
    assert differing, "some answer turns on a choice"


def test_what_a_coding_does_not_have_is_not_asked(result: Multiverse) -> None:
    without = next(
        item for item in result.codings if dict(item.choices) == {"rank": "as_is", "beg": "none", "purse": "as_is"}
    )
    assert {"claim C2", "scenario noise"} <= set(without.lost)
    assert [item.claim for item in without.claims if item.verdict is None] == ["C2"]
    assert [(item.question, item.scenario) for item in without.answers if item.answer is None] == [
        ("K1", "noise"),
        ("K2", "noise"),
    ]
    across = next(item for item in result.claims if item.claim == "C2")
    assert (across.asked, across.same) == (6, 6)


def test_a_question_that_would_be_another_one_is_not_asked() -> None:
    text = FERRY.replace(FERRY[FERRY.index("key_questions:") : FERRY.index("actors:")], "target: town.beg\n")
    found = multiverse(loads(text), only="beg")
    assert [item.answers[0].answer for item in found.codings] == ["no", None]


def test_only_some_choices_are_varied(ferry: Assessment) -> None:
    found = multiverse(ferry, only="purse, beg")
    assert [item.id for item in found.alternatives] == ["beg", "purse"]
    assert (len(found.codings), found.probes) == (4, None)
    with pytest.raises(UnknownName, match="purs"):
        multiverse(ferry, only="purs")


def test_whatever_is_coded_the_files_own_coding_comes_first(ferry: Assessment) -> None:
    found = multiverse(ferry.coded({"purse": "full"}), only="purse")
    assert [(item.own, item.answers[0].answer) for item in found.codings] == [(True, "no"), (False, "it depends")]


def test_more_than_512_codings_are_sampled_and_the_file_is_among_them(ferry: Assessment) -> None:
    more = "".join(
        f"  d{k}: {{asks: Is there a rule?, other: {{x: {{rules: {{r{k}: {{never: false}}}}}}}}}}\n"
        for k in range(1, 9)
    )
    assessment = loads(FERRY.replace("defended:", f"{more}defended:"))
    work = multiverse.work(assessment, rng=3)
    first = next(work)
    work.close()
    assert first.of == 512
    found = run_until_interrupted(_stopped(assessment, 3))
    assert (found.possible, found.seed, found.complete, len(found.codings)) == (12 * 2**8, 3, False, 3)
    assert found.codings[0].own
    again = run_until_interrupted(_stopped(assessment, 3))
    assert [item.choices for item in again.codings] == [item.choices for item in found.codings]


def _stopped(assessment: Assessment, after: int):  # type: ignore[no-untyped-def]
    work = multiverse.work(assessment, rng=3)
    for part in work:
        yield part
        if part.done >= after:
            raise KeyboardInterrupt


def test_a_defended_line_is_left_alone_and_its_reason_told(ferry: Assessment, result: Multiverse) -> None:
    probes = {item.name: item for item in result.probes or ()}
    assert probes["swap t1 t2"].defended == "the charter says so"
    assert not probes["swap t1 t2"].asked
    text = text_of_answer(reports.ask("multiverse", ferry, mechanical=True))
    assert any("the charter says so" in getattr(block, "text", "") for block in text.body)


def test_variants_that_change_an_answer_are_told_and_the_others_are_untouched(result: Multiverse) -> None:
    changing = {item.name: item for item in result.probes or () if item.answers}
    assert "without t2" in changing
    assert changing["without t2"].says == "The want t2 of the Town is left out."
    assert "t2" not in result.untouched
    assert {"p1", "press"} <= set(result.untouched)
    touched = {name for item in changing.values() for name in item.names}
    assert not touched & set(result.untouched)
    for item in changing.values():
        assert all(one.before != one.after for one in item.answers)
        assert item.cells > 0


def test_a_file_without_alternatives_is_probed() -> None:
    found = multiverse(loads(FERRY[: FERRY.index("alternatives:")]))
    assert (found.possible, len(found.codings)) == (1, 1)
    assert found.probes


@pytest.mark.level("all")
def test_the_flagship_has_few_premises_that_matter_to_an_answer() -> None:
    found = multiverse(korea(), only=(), mechanical=True)
    changing = [item.name for item in found.probes or () if item.answers]
    assert "without u2" in changing
    assert 60 < len(found.probes or ()) < 160
    assert all(item.refused is None for item in found.probes or ())


def test_offering_talks_apart_from_paying_for_them_turns_the_flagship_round() -> None:
    found = multiverse(korea(), only="engage")
    own, two = found.codings
    assert own.own
    changed = two.answer("K4")
    assert changed is not None
    assert changed.answer == "no"
    assert changed.values is not None
    assert not changed.values.any(), "in every reading, under every concept"
    verdicts = {item.claim: item.verdict for item in two.claims}
    assert (verdicts["C07"], {item.claim: item.verdict for item in own.claims}["C07"]) == ("contradicted", "follows")
    across = next(item for item in found.answers if (item.question, item.scenario) == ("K4", None))
    assert [(item.choices, item.value) for item in across.turns_on] == [
        ((("engage", "as_is"),), "it depends"),
        ((("engage", "two"),), "no"),
    ]


def test_a_split_option_means_both_acts_in_views_too() -> None:
    """Whoever reads the advocates' want as about the offer alone has to restate it, and finds another verdict."""
    text = korea().text
    line = "                d8: {want: dprk.talk implies (us.relief or (china.press and us.sanction))}\n"
    assert line in text
    restated = f"{line}                u3: {{want: us.sanction iff not us.offer}}\n"
    verdicts = [
        next(claim.verdict for claim in check(loads(each).coded({"engage": "two"})) if claim.id == "C11a")
        for each in (text, text.replace(line, restated))
    ]
    assert verdicts == ["not determined", "contradicted"]


COUNTED = re.compile(
    r"“.+?” \((?P<name>\w+)\)(?P<where>[^:]*): (?P<own>[\w ]+) in (?P<same>\w+) of (?P<of>\w+) codings, "
    r"the file's own among them; (?P<others>[^.(]+?)(?: \(not asked in (?P<unasked>\w+)\))?\.(?: |$)"
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SAID = {"follows": "true throughout", "contradicted": "false throughout", "not determined": "depends"}
"""A verdict, by its values alone → how it is told; a class would need more than values."""


def test_what_is_told_of_answers_and_claims_is_so_of_codings_asked_one_by_one(ferry: Assessment) -> None:
    """Every sentence that counts is read back, and counted anew."""
    choices = [(name, ["as_is", *item.other]) for name, item in ferry.document.alternatives.items()]
    alone = [
        told(ferry.coded(dict(zip(dict(choices), own, strict=True))))
        for own in product(*(names for _, names in choices))
    ]
    text = text_of_answer(reports.ask("multiverse", ferry))
    read = 0
    for line in (block.text for block in (*text.answer, *text.body) if isinstance(block, Sentence)):
        match = COUNTED.match(line)
        if match is None:
            continue
        scenarios = re.findall(r"\((\w+)\)", match["where"])
        places: list[str | None] = [] if scenarios and "also" not in match["where"] else [None]
        kinds = ["claim"] if match["name"].startswith("C") else [*places, *scenarios]
        for kind in kinds:
            words = [found[match["name"], kind][0] for found in alone if (match["name"], kind) in found]
            counted = Counter(SAID.get(word, word) for word in words)
            others = dict(re.findall(r"([a-z ]+?) in (\w+)(?:, | and |$)", match["others"]))
            stated = {match["own"]: match["same"], **others}
            assert {word: NUMBERS.index(times) for word, times in stated.items()} == counted, line
            assert NUMBERS.index(match["of"]) == counted.total(), line
            own = alone[0][match["name"], kind][0]
            assert match["own"] == SAID.get(own, own)
            assert NUMBERS.index(match["unasked"] or "no") == len(alone) - counted.total()
            read += 1
    assert read >= 3


def test_what_is_told_has_words_before_names_and_says_nothing_twice(ferry: Assessment) -> None:
    text = text_of_answer(reports.ask("multiverse", ferry, mechanical=True))
    told = [block.text for block in (*text.answer, *text.body) if isinstance(block, Sentence)]
    assert (
        "“Does the ferry run?” (K1), also supposing that somebody pays (gift): no in six of twelve codings, the file's own "
        "among them; it depends in six. It turns on one choice. How full is the purse? Empty: no; full: it depends."
    ) in told
    assert "“The town begs” (C2): in six codings." in told
    assert "scenario “it is loud” (noise): in six codings." in told
    assert "The want t2 of the Town is left out. Then K1 in gift depends. (without t2)" in told
    assert len(told) == len(set(told))
    assert not any("likel" in line or "probab" in line for line in told)
