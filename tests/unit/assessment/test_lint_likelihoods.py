"""The rules about likelihood and confidence: what they warn of, where, and what they leave alone."""

from __future__ import annotations

import pytest

from countermove.assessment import RULES, lint, loads
from tests.conftest import in_one_test

__all__: list[str] = []

FILE = """\
countermove: 1
as_of: "2021-01-01"
{scale}actors:
  a:
    options: {{o: {{}}}}
    wants:
      - {{id: w, want: a.o, assumed: true, certainty: {certainty}}}
      - {{id: x, want: not a.o, assumed: true, certainty: {other}}}
claims:
  K:
    says: {says}
    wording: {wording}
    check: {{stable: start}}
forecasts:
  F:
    says: {forecast}
    closes: "{closes}"
    from: K
    {chance}
"""
CODES = {"mixed-rows", "mixed-scales", "certain", "confidence-likelihood", "far-confidence", "bare-could"}


def found(**given: str) -> dict[str, int]:
    """Codes of these rules with their lines."""
    values = {
        "scale": "",
        "certainty": "likely",
        "other": "likely",
        "says": "it lasts",
        "wording": "will",
        "forecast": "it happens",
        "closes": "2022-01-01",
        "chance": "chance: 0.6",
    } | given
    problems = lint(loads(FILE.format(**values)))
    return {problem.code: problem.line for problem in problems if problem.code in CODES}


def line_of(text: str, **given: str) -> int:
    return next(k for k, line in enumerate(FILE.splitlines(), 1) if text in line) + bool(given)


def test_the_sound_file_gives_no_warning() -> None:
    assert found() == {}


@in_one_test(
    ("code", "place", "given"),
    [
        ("mixed-rows", "id: x", {"other": "highly probable"}),
        ("mixed-rows", "{chance}", {"chance": "chance: highly improbable"}),
        ("mixed-scales", "id: x", {"certainty": "very likely", "other": "highly likely"}),
        ("mixed-scales", "{chance}", {"chance": "chance: realistic possibility", "certainty": "very unlikely"}),
        ("certain", "{chance}", {"chance": "chance: 1"}),
        ("certain", "{chance}", {"chance": "chance: [0, 0]"}),
        ("confidence-likelihood", "says: {says}", {"says": "it is likely, with high confidence"}),
        ("confidence-likelihood", "says: {forecast}", {"forecast": "We are confident that it is almost certain"}),
        ("far-confidence", "  F:", {"closes": "2024-01-01", "chance": "chance: [0.95, 0.99]"}),
        ("far-confidence", "  F:", {"closes": "2031-01-01", "chance": "chance: almost no chance"}),
        ("far-confidence", "  F:", {"closes": "2031-01-01", "forecast": "with high confidence it happens"}),
        ("bare-could", "  F:", {"forecast": "it could happen", "chance": "rule: seen"}),
        ("bare-could", "  F:", {"wording": "may be", "chance": "rule: seen"}),
    ],
)
def test_a_rule_warns_at_its_place(code: str, place: str, given: dict[str, str]) -> None:
    assert found(**given) == {code: line_of(place)}


def test_a_scale_that_the_file_names_decides() -> None:
    told = found(scale="scale: phia\n", certainty="highly likely", other="very likely")
    assert told == {"mixed-scales": line_of("id: x", scale="")}


@pytest.mark.parametrize(
    "given",
    [
        {"other": "very likely", "chance": "chance: unlikely"},
        {"other": "most likely", "chance": "chance: probably"},
        {"scale": "scale: phia\n", "other": "most likely", "chance": "chance: even chance"},
        {"scale": "scale: phia\n", "certainty": "likely", "other": "highly likely", "chance": "chance: remote chance"},
        {"says": "It is likely. We hold that with high confidence."},
        {"says": "the uncertain unlikelihood"},
        {"chance": "chance: [0, 0.2]"},
        {"chance": "chance: [0.95, 1]"},
        {"closes": "2023-12-31", "chance": "chance: [0.95, 0.99]"},
        {"closes": "2031-01-01", "chance": "chance: [0.4, 0.99]"},
        {"forecast": "it could happen"},
    ],
)
def test_a_rule_leaves_what_is_sound_alone(given: dict[str, str]) -> None:
    assert found(**given) == {}


def test_all_of_them_are_rules() -> None:
    assert {rule.code for rule in RULES} >= CODES
