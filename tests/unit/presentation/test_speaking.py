"""Actors with articles, plurals and other names; terms and wants that speak."""

from __future__ import annotations

import pytest

from countermove.assessment import Assessment, loads
from countermove.context.glossary import glossary_of
from countermove.context.selection import Called, actor_named, coalition_named, holders_named, partition_of, select
from countermove.presentation.phrases import Phrasing
from gmcr import Edit
from gmcr.base.errors import UnknownName

__all__: list[str] = []

STRIKE = """\
countermove: 1
target: peace
actors:
  union:
    name: dockers' union
    article: the
    aka: [the dockers, Local 7]
    options:
      strike: {does: stays out}
      arm: {does: {third: sends pickets and guards, base: send pickets and guards}}
    wants:
      - id: u1
        want: union.strike
        while: fund >= 0.5
        otherwise: not union.strike
        could_be: city.mediate implies not union.strike
        says: full fund
      - id: u2
        want: city.mediate
  city:
    name: city fathers
    article: the
    plural: true
    options:
      mediate: {does: keeps a mediator here}
      wait: {does: is patient}
    wants:
      - {id: c1, want: peace, says: peace comes first}
      - {id: c2, want: not city.mediate}
terms:
  peace: {is: not union.strike, says: the port is open}
  calm: {is: not union.arm, says: all are calm}
  quiet: not union.arm
drivers:
  fund: {now: 0.6}
start: [union.strike]
"""


@pytest.fixture(scope="module")
def strike() -> Assessment:
    return loads(STRIKE, file="strike.yaml")


@pytest.fixture(scope="module")
def phrasing(strike: Assessment) -> Phrasing:
    return Phrasing(glossary_of(strike))


def test_an_actor_has_its_article_inside_a_sentence_alone(phrasing: Phrasing) -> None:
    assert phrasing.actor("union") == "dockers' union"
    assert phrasing.names(["union", "city"]) == "dockers' union and city fathers"
    assert phrasing.the("union") == "the dockers' union"
    assert phrasing.actors(["union", "city"]) == "the dockers' union and the city fathers"
    assert phrasing.state(["union.strike"]) == "the dockers' union stays out"


def test_verbs_agree_with_plurals(phrasing: Phrasing) -> None:
    assert phrasing.act("city.mediate") == "the city fathers keep a mediator here"
    assert phrasing.act("city.mediate", on=False) == "the city fathers no longer keep a mediator here"
    assert phrasing.act("city.wait") == "the city fathers are patient"
    assert phrasing.act("city.wait", on=False) == "the city fathers are no longer patient"
    assert phrasing.not_done("city.wait") == "the city fathers are not patient"
    assert phrasing.not_done("city.mediate") == "the city fathers do not keep a mediator here"
    assert phrasing.reason("c2", "want") == "the city fathers want not to keep a mediator here (c2)"
    assert phrasing.because("c2", "want") == "they want not to keep a mediator here (c2)"
    assert phrasing.agree(["union"], "leaves", "leave") == "leaves"
    assert phrasing.agree(["union", "city"], "leaves", "leave") == "leave"


def test_an_act_in_both_forms_is_not_guessed(phrasing: Phrasing) -> None:
    assert phrasing.act("union.arm") == "the dockers' union sends pickets and guards"
    assert phrasing.base("union.arm") == "send pickets and guards"
    assert phrasing.not_done("union.arm") == "the dockers' union does not send pickets and guards"


@pytest.mark.parametrize(
    ("formula", "clause"),
    [
        ("peace", "the port is open"),
        ("not peace", "the port is not open"),
        ("not calm", "it is not the case that all are calm"),  # "all are not calm" could mean another thing
        ("not quiet", '"quiet" does not hold'),
        ("not peace implies union.arm", "the dockers' union sends pickets and guards unless the port is open"),
    ],
)
def test_terms_speak(phrasing: Phrasing, formula: str, clause: str) -> None:
    assert phrasing.clause(phrasing.glossary.formula(formula)) == clause


def test_a_want_speaks_where_it_explains(phrasing: Phrasing) -> None:
    assert phrasing.reason("u1", "want") == "full fund (u1)"
    assert phrasing.because("u1", "want") == "full fund (u1)"
    assert phrasing.whole_reason("c1", "want") == "peace comes first: want it to come about that the port is open (c1)"
    assert phrasing.because("u2", "want") == "it wants the city fathers to keep a mediator here (u2)"


def test_the_words_of_a_branch_are_about_that_branch_alone(strike: Assessment) -> None:
    phrasing = Phrasing(glossary_of(strike))
    assert phrasing.because("u1", "otherwise").startswith("it wants not to stay out, as")
    dry = Phrasing(glossary_of(strike.selected(select(settings=["fund=0.1"]))))
    told = "the dockers' union wants not to stay out, as fund is below 0.50 (now fund 0.10) (u1)"
    assert dry.reason("u1", dry.branch("u1")) == told


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            Edit("union", "u1", "could_be"),
            "the dockers' union comes to want not to stay out if the city fathers keep a mediator here (u1; now: full fund)",
        ),
        (Edit("union", "u1", "drop"), "the dockers' union drops the want “full fund” (u1)"),
        (Edit("city", "c1", "swap"), "the city fathers rank the want “peace comes first” (c1) one place lower"),
        (Edit("city", "c1", "negate"), "the city fathers reverse the want “peace comes first” (c1)"),
        (
            Edit("city", "c2", "drop"),
            "the city fathers no longer want not to keep a mediator here (c2 is dropped)",
        ),
    ],
)
def test_edits_speak(phrasing: Phrasing, edit: Edit, told: str) -> None:
    assert phrasing.edit(edit) == told


def test_edits_speak_of_what_would_be(phrasing: Phrasing) -> None:
    edits = Edit("union", "u1", "drop"), Edit("city", "c1", "swap"), Edit("city", "c2", "drop")
    assert [phrasing.edit(edit, past=True) for edit in edits] == [
        "the dockers' union dropped the want “full fund” (u1)",
        "the city fathers ranked the want “peace comes first” (c1) one place lower",
        "the city fathers no longer wanted not to keep a mediator here (c2 is dropped)",
    ]


@pytest.mark.parametrize(
    "written", ["union", "UNION", "dockers' union", "The Dockers", "dockers", "local 7", "the  dockers"]
)
def test_an_actor_is_meant_by_whatever_it_is_called(phrasing: Phrasing, written: str) -> None:
    called = Called(phrasing.glossary.actors, phrasing.glossary.aka)
    assert actor_named(called, written) == "union"
    assert coalition_named(called, f"{written},city fathers") == "union,city"
    assert holders_named(called, [f"{written}=author"]) == {"union": None}
    assert partition_of(called, written) == (("union",), ("city",))


def test_the_nearest_of_its_names_is_suggested(phrasing: Phrasing) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean union \(dockers' union\)\?"):
        actor_named(Called(phrasing.glossary.actors, phrasing.glossary.aka), "the dokers")
