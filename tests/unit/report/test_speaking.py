"""Actors with articles, plurals and other names; terms and wants that speak."""

from __future__ import annotations

import pytest

from countermove.assessment import Assessment, loads
from countermove.context.glossary import glossary_of
from countermove.context.selection import Called, actor_named, coalition_named, holders_named, partition_of, select
from countermove.presentation.phrases import Teller
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
def teller(strike: Assessment) -> Teller:
    return Teller(glossary_of(strike))


def test_an_actor_has_its_article_inside_a_sentence_alone(teller: Teller) -> None:
    assert teller.actor("union") == "dockers' union"
    assert teller.names(["union", "city"]) == "dockers' union and city fathers"
    assert teller.the("union") == "the dockers' union"
    assert teller.actors(["union", "city"]) == "the dockers' union and the city fathers"
    assert teller.state(["union.strike"]) == "the dockers' union stays out"


def test_verbs_agree_with_plurals(teller: Teller) -> None:
    assert teller.act("city.mediate") == "the city fathers keep a mediator here"
    assert teller.act("city.mediate", on=False) == "the city fathers no longer keep a mediator here"
    assert teller.act("city.wait") == "the city fathers are patient"
    assert teller.act("city.wait", on=False) == "the city fathers are no longer patient"
    assert teller.not_done("city.wait") == "the city fathers are not patient"
    assert teller.not_done("city.mediate") == "the city fathers do not keep a mediator here"
    assert teller.reason("c2", "want") == "the city fathers want not to keep a mediator here (c2)"
    assert teller.because("c2", "want") == "they want not to keep a mediator here (c2)"
    assert teller.agree(["union"], "leaves", "leave") == "leaves"
    assert teller.agree(["union", "city"], "leaves", "leave") == "leave"


def test_an_act_in_both_forms_is_not_guessed(teller: Teller) -> None:
    assert teller.act("union.arm") == "the dockers' union sends pickets and guards"
    assert teller.base("union.arm") == "send pickets and guards"
    assert teller.not_done("union.arm") == "the dockers' union does not send pickets and guards"


@pytest.mark.parametrize(
    ("formula", "clause"),
    [
        ("peace", "the port is open"),
        ("not peace", "the port is not open"),
        ("not calm", "it is not so that all are calm"),  # "all are not calm" could mean another thing
        ("not quiet", '"quiet" does not hold'),
        ("not peace implies union.arm", "the dockers' union sends pickets and guards unless the port is open"),
    ],
)
def test_terms_speak(teller: Teller, formula: str, clause: str) -> None:
    assert teller.clause(teller.glossary.formula(formula)) == clause


def test_a_want_speaks_where_it_explains(teller: Teller) -> None:
    assert teller.reason("u1", "want") == "full fund (u1)"
    assert teller.because("u1", "want") == "full fund (u1)"
    assert teller.whole_reason("c1", "want") == "peace comes first: want it to come about that the port is open (c1)"
    assert teller.because("u2", "want") == "it wants the city fathers to keep a mediator here (u2)"


def test_the_words_of_a_branch_are_about_that_branch_alone(strike: Assessment) -> None:
    teller = Teller(glossary_of(strike))
    assert teller.because("u1", "otherwise").startswith("it wants not to stay out, as")
    dry = Teller(glossary_of(strike.selected(select(settings=["fund=0.1"]))))
    told = "the dockers' union wants not to stay out, as fund is below 0.50 (now fund 0.10) (u1)"
    assert dry.reason("u1", dry.branch("u1")) == told


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            Edit("union", "u1", "could_be"),
            "the dockers' union comes to want not to stay out if the city fathers keep a mediator here (u1; now: full fund)",
        ),
        (Edit("union", "u1", "drop"), "the dockers' union drops a want: full fund (u1)"),
        (Edit("city", "c1", "swap"), "the city fathers rank a want one place lower: peace comes first (c1)"),
        (Edit("city", "c1", "negate"), "the city fathers reverse a want: peace comes first (c1)"),
        (
            Edit("city", "c2", "drop"),
            "the city fathers no longer want not to keep a mediator here (c2 is dropped)",
        ),
    ],
)
def test_edits_speak(teller: Teller, edit: Edit, told: str) -> None:
    assert teller.edit(edit) == told


@pytest.mark.parametrize(
    "written", ["union", "UNION", "dockers' union", "The Dockers", "dockers", "local 7", "the  dockers"]
)
def test_an_actor_is_meant_by_whatever_it_is_called(teller: Teller, written: str) -> None:
    called = Called(teller.glossary.actors, teller.glossary.aka)
    assert actor_named(called, written) == "union"
    assert coalition_named(called, f"{written},city fathers") == "union,city"
    assert holders_named(called, [f"{written}=author"]) == {"union": None}
    assert partition_of(called, written) == (("union",), ("city",))


def test_the_nearest_of_its_names_is_suggested(teller: Teller) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean union \(dockers' union\)\?"):
        actor_named(Called(teller.glossary.actors, teller.glossary.aka), "the dokers")
