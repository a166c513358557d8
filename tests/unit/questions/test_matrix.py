"""The table of premises and claims against the naive judge, alternative by alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

import countermove as cm
from countermove.questions.matrix.compute import matrix
from gmcr.base.errors import UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests import flagship
from tests.judge.answers.checks import Values, claim_case, values_of
from tests.judge.answers.claims import case_after, edits_of_cases
from tests.judge.answers.drivers import case_at, points_of
from tests.judge.answers.roads import CONCEPTS
from tests.judge.assessment_files import text_of
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import Pair, as_told, pair
from tests.unit.reports.samples import FERRY

CHEAP = tuple(
    kind for kind in CHECKS if kind not in ("more_responsible", "single_changes_only_by", "everywhere", "exactly_where")
)
ORDER = {False: 0, None: 1, True: 2}


def alternatives(given: Pair, claim: Mapping[str, Any], kind: str, name: str) -> Iterator[Values]:
    """The claim's values for each alternative of a premise, as the judge has them."""
    setting, check = given.setting, claim["check"]
    base = setting.readings[0]
    games = claim_case(setting, claim, base)
    if kind == "want":
        for want, edit in edits_of_cases(games):
            if want == name:
                yield values_of(setting, check, case_after(games, {want: edit}))
    elif kind == "answer":
        for answer in list(given.document["open"][name]["readings"])[1:]:
            yield values_of(setting, check, claim_case(setting, claim, {**base, name: answer}))
    else:
        formulas = [text_of(value) for key, value in check.items() if isinstance(value, str) and key not in NAMES]
        for point in {
            tuple(point.items()): point for game in games.values() for point in points_of(game, formulas, [name])
        }.values():
            yield values_of(setting, check, case_at(games, point))


NAMES = ("lever", "moves", "content", "prefers", "stable")


@pytest.mark.level("judge", but=7)
@pytest.mark.level("all", but=4)
@pytest.mark.parametrize("seed", range(9000, 9012))
def test_bearings_are_what_the_judge_says(seed: int) -> None:
    given = pair(seed, claims=3, checks=CHEAP)
    found = matrix(given.assessment)
    assert found.claims == tuple(given.document["claims"])
    for place, name in enumerate(found.claims):
        claim = given.document["claims"][name]
        games = claim_case(given.setting, claim, given.setting.readings[0])
        base = values_of(given.setting, claim["check"], games)
        assert found.values[place] == as_told(base)
        present = {want.id for game in games.values() for line in game.wants.values() for want in line}
        for premise, row in zip(found.premises, found.bearings, strict=True):
            bearing = row[place]
            if premise.kind == "want" and premise.name not in present:
                assert not bearing.occurs
                continue
            if premise.kind == "driver" and Fraction(premise.value) != games[""].drivers[premise.name]:
                assert not bearing.occurs
                continue
            others = list(alternatives(given, claim, premise.kind, premise.name))
            supports = tuple(
                c for k, c in enumerate(CONCEPTS) if any(ORDER[other[k]] < ORDER[base[k]] for other in others)
            )
            against = tuple(
                c for k, c in enumerate(CONCEPTS) if any(ORDER[other[k]] > ORDER[base[k]] for other in others)
            )
            assert (bearing.supports, bearing.against) == (supports, against), (seed, name, premise)
            assert bearing.value == Fraction(len(supports) - len(against), 5)
            assert bool(bearing.by) == bearing.bears == any(other != base for other in others)
    for premise, row in zip(found.premises, found.bearings, strict=True):
        values = [item.value for item in row if item.occurs]
        assert premise.among == len(values)
        assert premise.bears_on == sum(item.bears for item in row)
        squares = sum(value**2 for value in values)
        expected = squares / len(values) - (sum(values, Fraction(0)) / len(values)) ** 2 if values else 0
        assert premise.diagnosticity == expected
        assert 0 <= premise.diagnosticity <= 1


@pytest.mark.level("all")
def test_korea() -> None:
    korea = flagship.korea()
    found = matrix(korea)
    assert found.complete
    # In scenarios window, campaign, rivalry, shared, reward and risk have a second value.
    assert (len(found.premises), len(found.claims)) == (24 + 5 + 9 + 6, 36)
    places = {f"{premise.name}{premise.value}": place for place, premise in enumerate(found.premises)}
    columns = {name: place for place, name in enumerate(found.claims)}
    # What the verdicts rest on is what bears on them.
    for claim in cm.check(korea):
        wants = {support.edit.want for support in claim.rests_on}
        told = {
            premise.name
            for premise, row in zip(found.premises, found.bearings, strict=True)
            if premise.kind == "want" and row[columns[claim.id]].bears
        }
        assert told == wants, claim.id
    u2 = found.bearings[places["u2"]][columns["C01w"]]
    assert (u2.supports, u2.against, u2.by) == (("nash", "smr", "seq", "symseq"), (), ("could_be",))
    # Washington's calculus speaks against talks once both obstacles are gone.
    assert found.bearings[places["u2"]][columns["C22"]].against != ()
    reward = found.bearings[places["reward1/5"]][columns["C01w"]]
    assert reward.by == ("7/10", "7/10 to 1")
    o5 = found.bearings[places["O5tests"]][columns["C26"]]
    assert (o5.against, o5.by) == (CONCEPTS, ("waits",))


def test_a_driver_is_a_premise_at_the_value_that_the_game_of_the_claim_has() -> None:
    """The scenario of C26 shuts the window: at 0.6 it is not open there, and 0.1 is no alternative to itself."""
    found = matrix(flagship.korea(), claims=["C01", "C26"])
    rows = {
        premise.value: row
        for premise, row in zip(found.premises, found.bearings, strict=True)
        if premise.name == "window"
    }
    assert list(rows) == ["3/5", "1/10"]
    assert [item.occurs for item in rows["3/5"]] == [True, False]
    assert [item.occurs for item in rows["1/10"]] == [False, True]
    assert (rows["1/10"][1].against, rows["1/10"][1].by) == (CONCEPTS, ("3/10", "3/10 to 1"))
    assert (rows["3/5"][0].supports, rows["3/5"][0].by) == (CONCEPTS, ("0 to 3/10",))
    (alone,) = [item for item in matrix(flagship.korea(), claims=["C26"]).premises if item.name == "window"]
    assert (alone.value, alone.among) == ("1/10", 1)


def test_one_that_bears_on_all_alike_tells_nothing_apart() -> None:
    korea = flagship.korea()
    found = matrix(korea, claims=["C10", "C01w"], concepts=["nash"])
    (u2,) = [premise for premise in found.premises if premise.name == "u2"]
    assert (u2.bears_on, u2.among, u2.diagnosticity) == (2, 2, 0)
    found = matrix(korea, claims=["C01w", "C22"], concepts=["nash"])
    (u2,) = [premise for premise in found.premises if premise.name == "u2"]
    assert (u2.bears_on, u2.diagnosticity) == (2, 1)


def test_an_interruption_keeps_the_columns_that_are_done() -> None:
    def stop(done: int, whole: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    found = run_until_interrupted(matrix.work(cm.load("korea-2021"), claims=["C01", "C02"]), stop)
    assert (found.claims, found.complete) == (("C01",), False)
    assert all(len(row) == 1 for row in found.bearings)


def test_the_premise_that_tells_most_is_named() -> None:
    found = matrix(cm.loads(FERRY))
    most = max(found.premises, key=lambda item: item.diagnosticity)
    assert most.diagnosticity > min(item.diagnosticity for item in found.premises)
    assert found.gist().endswith(f"; most diagnostic {most.name}")


def test_bad_input_is_refused() -> None:
    with pytest.raises(UnknownName, match="claim"):
        matrix(flagship.korea(), claims=["C99"])
