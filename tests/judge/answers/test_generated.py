"""Generated files: what has to hold in every one of them, and what another reading of the same file has to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import FULL
from tests.judge.answers.checks import Setting
from tests.judge.answers.form import Form
from tests.judge.answers.games import readings_of
from tests.judge.answers.generate import random_file
from tests.judge.answers.inducements import move_for_answer
from tests.judge.answers.judged import Judged, judge
from tests.judge.answers.questions import answer
from tests.judge.answers.roads import equilibrium, world_of
from tests.judge.assessment_files import loads_document
from tests.judge.assessment_strategies import as_yaml

ALIKE = range(12)


def nobody_counts_twice(found: Judged) -> None:
    """Cells, shares and survivors fit together."""
    for question in found.questions.values():
        for one in question.answers.values():
            for c, concept in enumerate(found.concepts):
                column = [row[c] for row in one.cells]
                if answer(column) in ("yes", "no"):
                    assert one.shares[concept] in (int(answer(column) == "yes"), None)
                if "yes" not in column:
                    assert not one.shares[concept]
            if one.answer in ("yes", "no") and found.happened.surviving:
                assert one.since in (one.answer, "nothing to say")
    assert sum(found.weights) == 1
    assert bool(found.happened.surviving) != bool(found.happened.refusing)


def a_switch_back_is_never_credible_under_nash(text: str) -> int:
    """From a Nash equilibrium the switch of one option by one level, strictly worse, that can be taken back.

    Returns how many such switches there were.
    """
    document = loads_document(text)
    setting, seen = Setting(document, Form(document), ("nash",), "nash"), 0
    form = setting.form
    for reading in readings_of(document):
        world = world_of(setting.game(reading))
        for state in form.states:
            if not equilibrium(world, "nash", state):
                continue
            for actor in form.actors:
                for to in form.moves[actor][state]:
                    worse = world.ranks[actor][to] < world.ranks[actor][state]
                    if worse and len(form.changed(state, to)) == 1 and state in form.moves[actor][to]:
                        seen += 1
                        inducement = move_for_answer(world, "nash", actor, state, to)
                        assert inducement is None or not inducement.credible
    return seen


def words_fit_the_states(found: Judged) -> None:
    for (_, _, concept), roads in found.roads.items():
        assert set(roads.outcomes) <= set(roads.reached)
        assert roads.start in roads.reached
        if roads.target in ("ends there", "may end there"):
            assert roads.outcomes
        lean = [told for told in roads.inducements if told.lean]
        assert bool(lean) == bool(roads.inducements)
        if concept == "nash":
            assert all(act.pays != "deterred" for act in roads.acts)


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", ALIKE)
def test_every_generated_file_is_judged(seed: int) -> None:
    text = random_file(seed, claims=3)
    assert text == random_file(seed, claims=3)
    for as_of in (None, "2022-01-20"):
        found = judge(text, as_of=as_of)
        nobody_counts_twice(found)
        words_fit_the_states(found)


def test_a_threat_that_can_be_taken_back_is_never_credible_under_nash() -> None:
    assert sum(a_switch_back_is_never_credible_under_nash(random_file(seed, claims=1)) for seed in ALIKE) > 50


# --- an option in degrees equals one option a threshold, with rules that keep them in order ---


class _Thresholds:
    """Rewrites a file: ``a.x`` in degrees becomes ``a.x_1``, ``a.x_2`` and so on."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.levels: dict[str, list[str]] = {}
        self.full: dict[str, str] = {}
        for actor, body in document["actors"].items():
            for name, details in body["options"].items():
                if "levels" in details:
                    self.levels[f"{actor}.{name}"] = details["levels"]
        every = [(actor, name) for actor, body in document["actors"].items() for name in body["options"]]
        for actor, name in every:
            if f"{actor}.{name}" in self.levels:
                self.full[f"{actor}.{name}"] = f"{actor}.{name}"
                if [other for _, other in every].count(name) == 1:
                    self.full[name] = f"{actor}.{name}"

    def formula(self, text: Any) -> str:
        sign = r"(?:\s*(<=|>=|==|!=|=|<|>)\s*([a-z]+)\b(?!\.))?"
        names = "|".join(re.escape(name) for name in sorted(self.full, key=len, reverse=True))
        written = str(text).lower() if isinstance(text, bool) else str(text)
        if not names:
            return written
        return re.sub(rf"(?<![\w.])({names})(?![\w.]){sign}", self._said, written)

    def _said(self, match: re.Match[str]) -> str:
        full, sign, level = self.full[match[1]], match[2], match[3]
        if level not in self.levels[full]:
            return f"{full}_1{match[0][len(match[1]) :]}"
        number, top = self.levels[full].index(level), len(self.levels[full]) - 1
        passed = {0: "true", top + 1: "false"}
        at, above = (passed.get(k, f"{full}_{k}") for k in (number, number + 1))
        return {
            ">=": f"({at})",
            ">": f"({above})",
            "<": f"(not {at})",
            "<=": f"(not {above})",
            "=": f"({at} and not {above})",
            "==": f"({at} and not {above})",
            "!=": f"(not ({at} and not {above}))",
        }[sign]

    def switches(self, written: list[str]) -> list[str]:
        found = []
        for switch in written:
            name, _, level = (part.strip() for part in switch.removeprefix("not ").partition("="))
            if name not in self.levels:
                found.append(switch)
                continue
            steps = range(1, len(self.levels[name]))
            if switch.startswith("not ") or level:
                number = self.levels[name].index(level) if level else 0
                found += [f"{name}_{k}" if k <= number else f"not {name}_{k}" for k in steps]
            else:
                found.append(f"{name}_1")
        return found

    def want(self, written: Mapping[str, Any]) -> dict[str, Any]:
        keys = ("want", "while", "otherwise", "could_be")
        return {key: self.formula(value) if key in keys else value for key, value in written.items()}

    def document(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The base of the file, without readings, scenarios, claims and questions."""
        actors, never = {}, {}
        for actor, body in document["actors"].items():
            options: dict[str, Any] = {}
            for name, details in body["options"].items():
                kept = {key: value for key, value in details.items() if key == "one_way"}
                if "needs" in details:
                    kept["needs"] = self.formula(details["needs"])
                for k in range(1, len(details.get("levels", ("off", "on")))):
                    options[f"{name}_{k}" if "levels" in details else name] = kept
                    if k > 1:
                        rule = f"{actor}.{name}_{k} and not {actor}.{name}_{k - 1}"
                        never[f"order_{actor}_{name}_{k}"] = {"never": rule}
            actors[actor] = {"options": options, "wants": [self.want(want) for want in body["wants"]]}
        never |= {name: {"never": self.formula(rule["never"])} for name, rule in document.get("never", {}).items()}
        terms = {"t1": self.formula(document["terms"]["t1"]), "t2": self.formula(document["terms"]["t2"]["is"])}
        found = {key: document[key] for key in ("drivers", "concepts") if key in document}
        return found | {
            "actors": actors,
            "never": never,
            "terms": terms,
            "target": self.formula(document["target"]),
            "start": self.switches(document["start"]),
        }


def coded(found: Judged) -> list[Any]:
    """What is found of the base, states by code (which counts thresholds)."""
    code = found.form.code
    told: list[Any] = [sorted(code(state) for state in found.form.states)]
    for concept in found.concepts:
        roads = found.roads["", 0, concept]
        told.append([code(roads.start), {code(s) for s in roads.reached}, {code(s) for s in roads.outcomes}])
        told.append([roads.target, set(roads.led_by)])
        told.append(
            {
                (
                    one.inducement.actor,
                    code(one.inducement.to),
                    frozenset(code(state) for state in one.inducement.answers),
                    one.inducement.credible,
                    one.lean,
                )
                for one in roads.inducements
            }
        )
    assert found.target is not None
    return [*told, set(found.target.changes), found.target.degrees]


def with_degrees(count: int) -> list[int]:
    """Seeds of files with an option in degrees and a target."""
    found: list[int] = []
    seed = 100
    while len(found) < count:
        text = random_file(seed, claims=1, checks=("stable",))
        if "levels:" in text and "\ntarget:" in text:
            found.append(seed)
        seed += 1
    return found


@pytest.mark.level("all")
def test_degrees_are_thresholds_kept_in_order() -> None:
    kept = ("actors", "never", "terms", "target", "start", "drivers", "concepts")
    for seed in with_degrees(8 if FULL else 3):
        document = loads_document(random_file(seed, claims=1, checks=("stable",)))
        plain: dict[str, Any] = {key: document[key] for key in kept if key in document}
        assert coded(judge(as_yaml(_Thresholds(document).document(document)))) == coded(judge(as_yaml(plain))), seed
