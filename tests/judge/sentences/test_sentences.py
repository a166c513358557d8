"""What is printed is true: of random assessments and bundled cases, at random selections and pushes, on every surface.

``make test`` reads a few files that between them show most forms of sentence, and sees that some faults of the teller are noticed;
``make judge`` a thousand, all bundled cases, and all faults.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from tests.conftest import FULL, ROOT
from tests.judge.assessment_files import loads_document
from tests.judge.sentences.chosen import CHOSEN, SMALL
from tests.judge.sentences.generate import random_selection
from tests.judge.sentences.grammar import FORMS
from tests.judge.sentences.mutants import MUTANTS, mutated
from tests.judge.sentences.trying import LONG, Trial, examined, trial

EVERY = 1000
AT_ONCE = 10

BUNDLED = sorted((ROOT / "src" / "countermove" / "assessment" / "cases").glob("*.yaml"))


def told(given: Trial) -> list[str]:
    """What is false of a trial, or not known."""
    found = examined(given)
    return [f"{given.name}, {surface}: {one}" for surface, complaints in found.complaints.items() for one in complaints]


@pytest.mark.parametrize("given", CHOSEN, ids=lambda given: given.name)
def test_what_is_printed_of_a_chosen_file_is_true(given: Trial) -> None:
    found = examined(given)
    assert found.refused == ""
    assert found.complaints == {}
    assert sum(found.seen.values()) > 20


@pytest.mark.level("judge")
@pytest.mark.parametrize("first", range(0, EVERY, AT_ONCE))
def test_what_is_printed_of_random_files_is_true(first: int) -> None:
    assert [one for seed in range(first, first + AT_ONCE) for one in told(trial(seed))] == []


@pytest.mark.level("judge")
@pytest.mark.parametrize("seed", range(0, EVERY, 20))
def test_what_reports_on_random_files_say_is_true(seed: int) -> None:
    assert told(trial(seed, surfaces=LONG)) == []


# -- bundled cases -----------------------------------------------------------------------------------------------------


def bundled(number: int, place: int) -> Trial:
    """A bundled case, as it is (0) or under a random selection."""
    text = BUNDLED[place].read_text(encoding="utf-8")
    given = Trial(BUNDLED[place].stem, text, surfaces=("screen 80",), most=1000)
    if not number:
        return given
    rng = random.Random(f"bundled {number}")
    return replace(given, selection=random_selection(loads_document(text), rng))


@pytest.mark.level("judge")
@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("place", range(len(BUNDLED)), ids=[path.stem for path in BUNDLED])
def test_what_is_printed_of_a_bundled_case_is_true(place: int, number: int) -> None:
    assert told(bundled(number, place)) == []


# -- faults ------------------------------------------------------------------------------------------------------------

BY_NAME = {given.name: given for given in CHOSEN}

NOTICED = {
    "the words of the other branch": ("4", "screen 80"),
    "the formula of the other branch": ("4", "screen 80"),
    "the words of the base game": ("wordless", "screen 80"),
    "another scenario": ("9", "screen 80"),
    "another answer to an open question": ("open", "screen 80"),
    "another concept": ("9", "screen 80"),
    "yes for no": ("9", "screen 80"),
    "pays, of what does not": ("4", "screen 80"),
    "the end of a chain": ("4", "screen 80"),
    "not left out of a wish": ("wordless", "screen 80"),
    "does not left out of an act": ("9", "screen 80"),
    "above for below": ("4", "screen 80"),
    "where it tips for what it is now": ("4", "screen 80"),
    "what is set for what the file has": ("9", "screen 80"),
    "after for before": ("9", "page"),
    "a round the other way round": ("round", "screen 80"),
    "one conclusion too many": ("9", "screen 80"),
    "a premise again counted as what follows": ("1", "screen 80"),
    "unsupported counted as contradicted": ("9", "check"),
    "stays for does not come about": ("1", "page"),
    "readings that are out for those that are left": ("open", "screen 80"),
    "a chain that is cut": ("4", "screen 80"),
    "a chain that is cut, in an answer": ("open", "screen 80"),
    "one want of several that must be given up": ("1", "screen 80"),
    "left out for put lower": ("1", "brief"),
    "no change found, though there is one": ("1", "screen 80"),
    "an ending less than it has": ("1", "screen 80"),
}
"""A fault → the chosen file and the surface on which it is noticed."""

FEW = (
    "the words of the other branch",
    "the words of the base game",
    "above for below",
    "a round the other way round",
    "a chain that is cut, in an answer",
)
"""Faults that ``make test`` puts in."""


@cache
def complaints(name: str, surface: str) -> list[str]:
    return examined(replace(BY_NAME[name], surfaces=(surface,))).complaints.get(surface, [])


@pytest.mark.parametrize("fault", list(MUTANTS) if FULL else FEW)
def test_a_fault_of_the_teller_is_noticed(fault: str) -> None:
    name, surface = NOTICED[fault]
    assert complaints(name, surface) == []
    with mutated(fault):
        found = examined(replace(BY_NAME[name], surfaces=(surface,)))
    assert found.refused == ""
    assert not any("[crash]" in one for one in found.complaints.get(surface, ()))
    assert found.complaints.get(surface), f"{fault} goes unnoticed"


def test_every_fault_has_its_file() -> None:
    assert len(MUTANTS) >= 20
    assert set(NOTICED) == set(MUTANTS)
    assert set(FEW) < set(MUTANTS)


# -- what the grammar knows ------------------------------------------------------------------------------------------


def test_a_form_that_nobody_has_given_a_meaning_is_a_complaint() -> None:
    given = next(given for given in SMALL if given.name == "round")
    known = FORMS["screen"][:]
    FORMS["screen"][:] = [form for form in known if not form.label.startswith("moved")]
    try:
        found = examined(replace(given, surfaces=("screen 80",)))
    finally:
        FORMS["screen"][:] = known
    assert any("not known: 'It does not stay as it is: " in one for one in found.complaints["screen 80"])


def test_every_form_has_one_meaning_for_what_it_says() -> None:
    for forms in FORMS.values():
        assert forms
        assert all(form.label for form in forms)
