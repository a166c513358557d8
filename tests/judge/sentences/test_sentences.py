"""What is printed is true: of random assessments and bundled cases, at random selections and pushes, on every surface.

``make test`` reads a few files that between them show most forms of sentence, and sees that every fault of the teller is noticed;
``make judge`` a thousand, and all bundled cases.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from countermove.assessment import load
from tests.conftest import ROOT
from tests.judge.assessment_files import loads_document
from tests.judge.sentences.chosen import ARGUED, CHOSEN, NOTICED, SELDOM, SMALL, UNFORMED, chosen
from tests.judge.sentences.generate import random_selection, random_step
from tests.judge.sentences.grammar import FORMS
from tests.judge.sentences.mutants import MUTANTS, mutated
from tests.judge.sentences.trying import LONG, PROVED, Found, Trial, examined, trial

EVERY = 1000
AT_ONCE = 10

CASES = ROOT / "src" / "countermove" / "assessment" / "cases"
UNLISTED = ("velm-strait",)
"""Cases of more states than a judge that looks at each of them can list. How such a case is told is read of random files that are
told as if theirs could not be listed either."""

BUNDLED = [path for path in sorted(CASES.glob("*.yaml")) if path.stem not in UNLISTED]


def told(given: Trial) -> list[str]:
    """What is false of a trial, or not known."""
    found = examined(given)
    return [f"{given.name}, {surface}: {one}" for surface, complaints in found.complaints.items() for one in complaints]


@cache
def read_of(name: str) -> Found:
    """What is found of a chosen file."""
    return examined(chosen(name))


@pytest.mark.level("all", but=4)
@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_printed_of_a_chosen_file_is_true(name: str) -> None:
    found = read_of(name)
    assert found.refused == ""
    assert found.complaints == {}
    assert sum(found.seen.values()) > 20


@pytest.mark.level("all")
def test_the_chosen_files_show_the_forms_that_they_are_chosen_for() -> None:
    every = {form.label for forms in FORMS.values() for form in forms}
    met = {label for name in CHOSEN for label in read_of(name).seen}
    assert every - SELDOM - met == set()
    assert every >= SELDOM
    assert UNFORMED - met == set()


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(("seed", "surface"), [(789, "brief"), (995, "brief"), (672, "screen 80")])
def test_what_was_false_once_is_true(seed: int, surface: str) -> None:
    assert told(trial(seed, surfaces=(surface,))) == []


@pytest.mark.level("judge")
@pytest.mark.parametrize("first", range(0, EVERY, AT_ONCE))
def test_what_is_printed_of_random_files_is_true(first: int) -> None:
    assert [one for seed in range(first, first + AT_ONCE) for one in told(trial(seed))] == []


@pytest.mark.level("judge")
@pytest.mark.parametrize("first", range(100, EVERY, 100))
def test_what_is_printed_of_random_files_without_a_list_of_their_states_is_true(first: int) -> None:
    assert [one for seed in range(first, first + 30) for one in told(trial(seed, surfaces=PROVED))] == []


@pytest.mark.level("judge")
@pytest.mark.parametrize("seed", range(0, EVERY, 20))
def test_what_reports_on_random_files_say_is_true(seed: int) -> None:
    assert told(trial(seed, surfaces=LONG)) == []


# -- bundled cases -----------------------------------------------------------------------------------------------------


def bundled(number: int, place: int) -> Trial:
    """A bundled case, as it is (0) or under a random selection and push."""
    text = BUNDLED[place].read_text(encoding="utf-8")
    given = Trial(BUNDLED[place].stem, text, surfaces=("screen 80", "check", "brief", "page"), most=1000)
    if not number:
        return given
    rng, document = random.Random(f"bundled {number}"), loads_document(text)
    selection, step = random_selection(document, rng), random_step(document, rng)
    return replace(given, selection=selection, steps=(step,) if step else ())


@pytest.mark.level("judge")
@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("place", range(len(BUNDLED)), ids=[path.stem for path in BUNDLED])
def test_what_is_printed_of_a_bundled_case_is_true(place: int, number: int) -> None:
    assert told(bundled(number, place)) == []


def test_what_is_not_read_whole_could_not_be() -> None:
    assert not any(load(name).structure.listed for name in UNLISTED)


# -- faults ------------------------------------------------------------------------------------------------------------


@cache
def complaints(name: str, surface: str) -> list[str]:
    return examined(replace(chosen(name), surfaces=(surface,))).complaints.get(surface, [])


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("fault", list(MUTANTS))
def test_a_fault_of_the_teller_is_noticed(fault: str) -> None:
    name, surface = NOTICED[fault]
    assert complaints(name, surface) == []
    with mutated(fault):
        found = examined(replace(chosen(name), surfaces=(surface,)))
    assert found.refused == ""
    assert not any("[crash]" in one for one in found.complaints.get(surface, ()))
    assert found.complaints.get(surface), f"{fault} goes unnoticed"


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("fault", list(ARGUED))
def test_a_fault_of_a_page_that_argues_back_is_noticed(fault: str) -> None:
    surface = "explorable selected"
    assert complaints(ARGUED[fault], surface) == []
    with mutated(fault):
        found = examined(replace(chosen(ARGUED[fault]), surfaces=(surface,)))
    assert found.refused == ""
    assert any(one.startswith(("[lane]", "[because")) for one in found.complaints.get(surface, ())), fault


def test_every_fault_has_its_file() -> None:
    assert len(MUTANTS) >= 20
    assert set(NOTICED) == set(MUTANTS)
    assert set(ARGUED) < set(MUTANTS)


# -- what the grammar knows ------------------------------------------------------------------------------------------


def test_a_form_that_nobody_has_given_a_meaning_is_a_complaint() -> None:
    given = next(given for given in SMALL if given.name == "round")
    known = FORMS["screen"][:]
    FORMS["screen"][:] = [form for form in known if not form.label.startswith("moved")]
    try:
        found = examined(replace(given, surfaces=("screen 80",)))
    finally:
        FORMS["screen"][:] = known
    assert any("not known: 'Things do not stay as they are: " in one for one in found.complaints["screen 80"])


def test_every_form_has_one_meaning_for_what_it_says() -> None:
    for forms in FORMS.values():
        assert forms
        assert all(form.label for form in forms)
