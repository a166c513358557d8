"""Messages quote names and formulas up to eighty characters, wherever these come from."""

from __future__ import annotations

import re

import pytest

import countermove as cm
from countermove.assessment import lint, loads_conflict
from gmcr.base.errors import LONGEST, FormulaError, ModelError, UnknownName, quoted, shortened, with_short_names

__all__: list[str] = []

LONG = "long" * 50
FORMULA = " or ".join(["x and not x"] * 40)


def test_what_is_long_ends_in_an_ellipsis() -> None:
    assert shortened("a" * LONGEST) == "a" * LONGEST
    assert shortened("a" * (LONGEST + 1)) == "a" * (LONGEST - 1) + "…"
    assert quoted("a" * 200) == f"'{'a' * 79}…'"
    assert quoted(7) == "7"
    assert (
        with_short_names(f"{LONG} is no actor, {LONG}.x no option.")
        == f"{LONG[:79]}… is no actor, {LONG[:79]}… no option."
    )
    assert with_short_names("Every word of this is short.") == "Every word of this is short."


def told(message: str) -> None:
    assert "…" in message
    assert not re.search(rf"[\w.-]{{{LONGEST + 1},}}", message)
    assert FORMULA not in message
    assert len(message) < 400, message


def test_errors_of_the_library() -> None:
    told(str(UnknownName("actor", LONG, [LONG + "x", LONG + "y"])))
    told(str(UnknownName("actor", "a", [LONG])))
    told(str(FormulaError("nothing", text=FORMULA, column=300)))
    told(str(ModelError(f"{LONG}: nothing.")))
    assert UnknownName("actor", LONG).name == LONG
    with pytest.raises(FormulaError) as caught:
        cm.Conflict.from_options(actors={"A": ["x"]}, preferences={"A": [f"{FORMULA} and and"]})
    told(str(caught.value))


HEAD = "countermove: 1\ntitle: Long\n"
ACTORS = f"actors:\n  a: {{options: {{x: {{does: s}}, {LONG}: {{does: s}}}}, wants: [{{id: w1, want: x}}]}}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{ACTORS}{LONG}: 1\n",
        f"{HEAD}{ACTORS}'{LONG.replace('long', 'lo ng ')}': 1\n",
        f"{HEAD}{ACTORS}terms:\n  '{LONG.replace('long', 'lo ng ')}': x\n",
        f"{HEAD}{ACTORS}terms:\n  {LONG}: x\n  {LONG}: x\n",
        f"{HEAD}{ACTORS}terms:\n  t: {LONG}y\n",
        f"{HEAD}{ACTORS}terms:\n  t: {LONG[:-1]}\n",
        f"{HEAD}{ACTORS}start: [{LONG}z]\n",
        f"{HEAD}{ACTORS}claims:\n  C1: {{says: s, check: {{content: {LONG}}}}}\n",
        f"{HEAD}{ACTORS}claims:\n  C1: {{says: s, check: {{stable: start, '{LONG.replace('long', 'lo ng ')}': x}}}}\n",
        f"{HEAD}{ACTORS}scale: {{high: 0.9}}\nforecasts:\n  F1: {{says: s, chance: {LONG}, closes: '2030-01-01'}}\n",
        f"conflict: 1\nactors:\n  {LONG}: {{options: [x], wants: ['{LONG}']}}\n",
    ],
)
def test_problems_of_a_file(text: str) -> None:
    with pytest.raises(cm.AssessmentError) as caught:
        loads_conflict(text) if text.startswith("conflict") else cm.loads(text)
    shown = [str(problem) for problem in caught.value.problems]
    assert any("…" in message for message in shown), shown
    for message in shown:
        assert not re.search(rf"[\w.-]{{{LONGEST + 1},}}", message)
        assert len(message) < 600, message


def test_a_rule_that_excludes_a_state_is_told_whole() -> None:
    with pytest.raises(cm.AssessmentError) as caught:
        cm.loads(f"{HEAD}{ACTORS}start: [x]\nnever:\n  n1: {{never: {FORMULA} or x}}\n")
    [problem] = caught.value.problems
    assert f"{FORMULA} or x" in str(problem)


def test_warnings() -> None:
    found = [item.message for item in lint(cm.loads(HEAD + ACTORS))]
    [idle] = [message for message in found if message.startswith("Nothing depends on ")]
    told(idle)
