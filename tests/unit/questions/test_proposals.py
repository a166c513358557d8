"""Alternatives that compare proposes: written into the first file, read again, and in that respect the other file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.assessment import Assessment, loads
from countermove.cli.application import app
from countermove.questions.compare.codings import coded
from countermove.questions.compare.proposals import Proposal, drafts_of, naming_alternatives
from countermove.verdicts.lines.counterparts import aligned
from countermove.verdicts.lines.mixture import written

__all__: list[str] = []

ANN = """\
countermove: 1
# Who wrote this thought of one act.
key_questions:
  K1: {asks: "Does the ferry run?", answer_yes: {check: {every_outcome: runs}}}
actors:
  line:
    name: Line
    options: {serve: {does: runs the ferry and lights the pier}}
    wants: [{id: l1, want: line.serve iff town.pay, says: serves who pays}, {id: l2, want: not line.serve}]
  town:
    name: Town
    options: {pay: {does: pays}}
    wants:
      - {id: t1, want: line.serve, says: wants the ferry}   # as it says itself
      - {id: t2, want: town.pay implies line.serve}
      - {id: t3, want: not town.pay, says: is thrifty}
  port:
    name: Port
    options: {lend: {does: lends}}
    wants: [{id: p1, want: port.lend iff line.serve}]
terms:
  runs: line.serve
never:
  f1: {never: line.serve and port.lend and not town.pay}
scenarios:
  fog: {why: there is fog, rewrite: {l2: {want: not line.serve and not town.pay}}}
start: [town.pay]
claims:
  C1: {says: Only a town that pays is served, check: {every_outcome: line.serve iff town.pay}}
  C2: {says: Fog ends it, in: fog, check: {no_outcome: line.serve}}
"""

BEN = """\
countermove: 1
key_questions:
  K1: {asks: "Does the ferry run?", answer_yes: {check: {every_outcome: runs}}}
actors:
  line:
    name: Line
    options: {run: {does: runs the ferry}, light: {does: lights the pier, needs: line.run}}
    wants:
      - {id: l1, want: line.run iff town.pay, says: serves who pays}
      - {id: l3, want: line.light implies town.pay, says: lights for money alone}
      - {id: l2, want: not line.run}
  town:
    name: Town
    options: {pay: {does: pays}}
    wants:
      - {id: t1, want: line.run and line.light, says: wants the ferry}
      - {id: t3, want: not town.pay, says: is thrifty}
      - {id: t2, want: town.pay implies line.light}
terms:
  runs: line.run
scenarios:
  fog: {why: there is fog, rewrite: {l2: {want: not line.run}}}
start: [town.pay, line.light, line.run]
claims:
  C1: {says: Only a town that pays is served, check: {every_outcome: line.run iff town.pay}}
  C2: {says: Fog ends it, in: fog, check: {no_outcome: line.run}}
"""


def read(text: str, name: str) -> Assessment:
    return loads(text, file=f"{name}.yaml")


def proposed(one: Assessment, other: Assessment) -> tuple[Proposal, ...]:
    first = coded(one.name, one, ())
    return tuple(draft.proposal for draft in drafts_of(first, coded(other.name, other, (first,))))


def verdicts(assessment: Assessment) -> dict[str, str]:
    return {item.id: item.word for item in cm.check(assessment)}


def test_what_another_coder_chose_otherwise_is_proposed() -> None:
    split, actor, order = proposed(read(ANN, "ann"), read(BEN, "ben"))
    assert (split.kind, split.about, split.others) == ("acts", ("line.serve",), ("line.run", "line.light"))
    assert (actor.kind, actor.about) == ("actor", ("port",))
    assert (order.kind, order.about) == ("order", ("t2", "t3"))
    assert [item.why for item in (split, actor, order)] == [""] * 3
    assert split.differs == ()
    assert [item.alternative for item in (split, actor, order)] == ["serve", "port", "order_t2_t3"]
    assert "into: [run, light]" in (split.text or "")


def test_the_file_with_all_of_them_is_the_other_file_in_that_coding() -> None:
    ann, ben = read(ANN, "ann"), read(BEN, "ben")
    named = naming_alternatives(ann, ben)
    assert named.names == ("serve", "port", "order_t2_t3")
    assert named.text.startswith(ANN)  # comments and all
    result = read(named.text, "ann")
    assert result.warnings == ann.warnings
    both = result.coded({"serve": "two", "port": "nobody", "order_t2_t3": "swapped"})
    assert both.actors == ben.actors
    lines = {name: [(line.want.id, line.want.formula) for line in own] for name, own in both.own_calculus.lines.items()}
    assert lines == {
        name: [(line.want.id, line.want.formula) for line in own] for name, own in ben.own_calculus.lines.items()
    }
    assert both.conflict().start == ben.conflict().start
    assert both.form.options == ben.form.options
    assert verdicts(both) == verdicts(ben)
    assert verdicts(both) != verdicts(ann)
    assert cm.live(both).standing().gist() == cm.live(ben).standing().gist()


def test_a_choice_of_the_other_file_is_only_named() -> None:
    found = proposed(read(BEN, "ben"), read(ANN, "ann"))
    assert [(item.kind, item.coding, item.text) for item in found if item.kind != "order"] == [
        ("acts", "ann", None),
        ("actor", "ann", None),
    ]
    assert "name that first, and ben behind it" in found[-1].why


def test_what_the_file_names_already_is_not_proposed_again() -> None:
    named = read(naming_alternatives(read(ANN, "ann"), read(BEN, "ben")).text, "ann")
    found = proposed(named, read(BEN, "ben"))
    assert [(item.text, item.why) for item in found] == [
        (None, f"ann has it already, as {name}.") for name in ("serve", "port", "order_t2_t3")
    ]


def test_what_does_not_fit_beside_another_alternative_is_said() -> None:
    other = (
        ANN
        + "alternatives:\n  thrift:\n    asks: Is it thrifty?\n    other: {yes_: {rewrite: {l1: {want: line.serve}}}}\n"
    )
    split = proposed(read(other, "ann"), read(BEN, "ben"))[0]
    assert split.text is None
    assert split.why.startswith("It does not fit the rest of ann: The want l1 is changed by thrift too")


def test_an_actor_of_many_takes_a_plural_verb() -> None:
    many = ANN.replace("name: Port", "name: pilots\n    article: the\n    plural: true")
    (actor,) = (item for item in proposed(read(many, "ann"), read(BEN, "ben")) if item.kind == "actor")
    assert "asks: Are the pilots an actor by themselves?" in (actor.text or "")
    assert "as_is: they are" in (actor.text or "")


def test_a_part_with_the_name_of_the_whole_gets_its_verb() -> None:
    ben = BEN.replace("line.run", "line.serve").replace("{run:", "{serve:")
    split = proposed(read(ANN, "ann"), read(ben, "ben"))[0]
    assert split.others == ("line.serve", "line.light")
    assert "into: [run, light]" in (split.text or "")  # "runs the ferry"
    assert split.differs == ()
    unsaid = ben.replace("does: runs the ferry", "one_way: false").replace(", needs: line.serve", "")
    assert "into: [serve_alone, light]" in (proposed(read(ANN, "ann"), read(unsaid, "ben"))[0].text or "")


def test_files_that_have_nothing_in_common_propose_nothing() -> None:
    other = ANN.replace("serve", "sail").replace("K1", "Q1").replace("C1", "D1").replace("C2", "D2")
    for name in ("line", "town", "port", "sail", "pay", "lend", "runs"):
        other = other.replace(name, f"{name}_of_others")
    named = naming_alternatives(read(ANN, "ann"), read(other, "ben"))
    assert (named.names, named.text) == ((), ANN)


def test_an_act_that_is_only_added_is_no_part_of_another() -> None:
    """Another act of the same actor, with a want of its own, splits nothing."""
    more = ANN.replace("lights the pier}}", "lights the pier}, ring: {does: rings}}").replace(
        "{id: l2, want: not line.serve}", "{id: l2, want: not line.serve}, {id: l9, want: line.ring}"
    )
    assert proposed(read(ANN, "ann"), read(more, "ben")) == ()
    renamed = ANN.replace("serve", "ferry").replace("ferrys", "serves")
    assert proposed(read(ANN, "ann"), read(renamed, "ben")) == ()


def test_the_command_writes_a_new_file_and_nothing_over_another(tmp_path: Path) -> None:
    ann, ben, out = (tmp_path / name for name in ("ann.yaml", "ben.yaml", "out.yaml"))
    ann.write_text(ANN, encoding="utf-8")
    ben.write_text(BEN, encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(ann), str(ben), "--write", str(out)])
    assert result.exit_code == 0
    told = " ".join(result.output.split())
    assert "ann has one act where ben has two: “runs the ferry and lights the pier” (line.serve)" in told
    assert "Port (port) is an actor in ann and none in ben." in told
    assert "“t2” (t2) stands right above “is thrifty” (t3) in ann, and right below in ben." in told
    assert "with the alternatives serve, port and order_t2_t3." in told
    assert cm.load(out).document.alternatives.keys() == {"serve", "port", "order_t2_t3"}
    before = out.read_bytes()
    result = CliRunner().invoke(app, ["compare", str(ann), str(ben), "--write", str(out)])
    assert (result.exit_code, out.read_bytes()) == (2, before)
    assert "exists already; --force overwrites it" in result.output


@pytest.mark.level("all")
def test_the_command_writes_over_a_file_if_it_is_told_to(tmp_path: Path) -> None:
    ann, ben, out = (tmp_path / name for name in ("ann.yaml", "ben.yaml", "out.yaml"))
    ann.write_text(ANN, encoding="utf-8")
    ben.write_text(BEN, encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(ann), str(ben), "--write", str(ann), "--force"])
    assert result.exit_code == 0
    assert cm.load(ann).document.alternatives.keys() == {"serve", "port", "order_t2_t3"}
    result = CliRunner().invoke(app, ["compare", str(ann), str(ben), "--write", str(out), "--force"])
    assert "out.yaml is not written: ann has no alternative to name" in " ".join(result.output.split())
    result = CliRunner().invoke(app, ["compare", str(ann), str(ben), str(out), "--write", str(out)])
    assert (result.exit_code, "--write takes two codings" in result.output) == (2, True)


@pytest.mark.level("all")
@pytest.mark.level("judge", but=1)
@pytest.mark.parametrize("kept", [True, False])
def test_the_flagship_gets_back_the_alternative_that_it_has(kept: bool) -> None:
    """The file of its coding in two acts, compared with the file without alternatives."""
    korea = cm.load("korea-2021")
    begun, ended = korea.text.index("\nalternatives:"), korea.text.index("\nclaims:")
    ann = read(korea.text[:begun] + korea.text[ended:], "ann")
    two = korea.coded({"engage": "two"})
    names = {("option", "us", "offer"): "engage"} if kept else {}
    ben = read(written(aligned(two.data, names, full=True)), "ben")
    (draft,) = drafts_of(first := coded("ann", ann, ()), coded("ben", ben, (first,)))
    assert draft.proposal.others == (("us.engage", "us.relief") if kept else ("us.offer", "us.relief"))
    assert draft.proposal.differs == ()
    assert draft.proposal.why == ""
    assert draft.data is not None
    assert verdicts(read(naming_alternatives(ann, ben).text, "ann").coded({"engage": "two"})) == verdicts(two)
    (known,) = proposed(korea, ben)
    assert known.why == "korea-2021 has it already, as engage."
