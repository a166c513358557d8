"""How often answers to key questions stay, against every combination of premises written out as a file of its own."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest

import countermove as cm
from countermove.questions.robust.compute import robust
from countermove.verdicts.answers.compute import UNDEFINED, answers

__all__: list[str] = []

WANTS = {"n1": "come", "n2": "not rush", "s1": "meet iff come", "s2": "not meet"}
CERTAIN = {"n1": Fraction(9, 10), "n2": Fraction(1, 2), "s1": Fraction(4, 5), "s2": Fraction(3, 4)}


def case(kept: dict[str, str]) -> cm.Assessment:
    """A file with these wants, each as certain as it says."""

    def own(letter: str) -> str:
        lines = [
            f"{{id: {name}, want: {want}, certainty: {float(CERTAIN[name])}}}"
            for name, want in kept.items()
            if name[0] == letter
        ]
        return ", ".join(lines)

    return cm.loads(f"""
countermove: 1
actors:
  N: {{options: {{come: {{}}, rush: {{}}}}, wants: [{own("n")}]}}
  S: {{options: {{meet: {{}}}}, wants: [{own("s")}]}}
key_questions:
  K1:
    asks: Will they meet?
    answer_yes: {{check: {{every_outcome: meet}}}}
    answer_no: {{check: {{no_outcome: meet}}}}
  K2: {{asks: Does North come?, answer_yes: {{check: {{some_outcome: come and not rush}}}}}}
""")


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("model", ["dropped", "reversed"])
def test_an_answer_stays_as_often_as_in_all_combinations(model: str) -> None:
    whole = case(WANTS)
    found = robust(whole, claims=())
    assert found.exhaustive
    words = {(item.name, item.concept): item.stays for item in found.findings if item.kind == "answer"}
    base = {item.id: item.first.values[0].tolist() for item in answers(whole).questions}
    stayed: dict[tuple[str, str], Fraction] = {}
    defined: dict[tuple[str, str], Fraction] = {}
    for truths in product((True, False), repeat=len(WANTS)):
        weight = prod(CERTAIN[name] if true else 1 - CERTAIN[name] for name, true in zip(WANTS, truths, strict=True))
        kept = {
            name: want if true else f"not ({want})"
            for (name, want), true in zip(WANTS.items(), truths, strict=True)
            if true or model == "reversed"
        }
        for item in answers(case(kept)).questions:
            for place, concept in enumerate(cm.CONCEPTS):
                cell = item.first.values[0][place]
                if cell != UNDEFINED:
                    key = (item.id, concept)
                    defined[key] = defined.get(key, Fraction(0)) + weight
                    stayed[key] = stayed.get(key, Fraction(0)) + weight * (cell == base[item.id][place])
    for (name, concept), share in stayed.items():
        finding = found.finding("answer", name, concept=concept, model=model)
        assert finding.chance is not None
        assert finding.chance.value == share / defined[name, concept], (name, concept)
        assert words[name, concept] == {1: "yes", 0: "no", 2: "either way"}[base[name][cm.CONCEPTS.index(concept)]]
    assert len(set(stayed.values())) > 1


def test_only_key_questions_of_the_file_are_asked_about() -> None:
    plain = cm.loads("countermove: 1\nactors: {N: {options: {come: {}}, wants: [{id: n1, want: come}]}}\n")
    assert {item.kind for item in robust(plain).findings} == {"start", "content"}
