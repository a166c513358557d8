"""Key sentences of every page, and that a page is plain text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.media import Page, Sentence, Sketch, Table, page_of
from countermove.presentation.pages import page_of_answer
from countermove.presentation.sentences import said
from countermove.reports.cases.compute import PublishedRecord
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []


def told(page: Page, tone: str = "") -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Sentence) and (not tone or block.tone == tone)]


def table(page: Page, caption: str) -> Table:
    (found,) = (block for block in page.blocks if isinstance(block, Table) and block.caption.startswith(caption))
    return found


@pytest.mark.level("all")
def test_assess_answers_first_and_then_for_whom_and_in_which_readings(ferry: Assessment) -> None:
    sentences = told(page_of(reports.assess(ferry), full=True))
    assert sentences[:6] == [
        "Will the ferry run?",
        "ferry: two actors, three options, six feasible states and two readings. In the base reading.",
        "Does it come to service?",
        "No, in every reading.",
        (
            "In the base reading, with everybody looking one step ahead: Town does not pay for the ferry, since it "
            "wants not to pay for the "
            "ferry (t2); Line does not run the ferry, since it wants to run the ferry only if Town pays for the ferry (l1); "
            "without that, it would gain by it; dropping up to three wants would not change the answer."
        ),
        "Yes, if Town comes to want to pay for the ferry (t2 turns).",
    ]
    place = sentences.index("The status quo holds.")
    assert sentences[place : place + 6] == [
        "The status quo holds.",
        "That is: no act is on.",
        "Neither of the two actors gains at once by a move of its own, whatever the others would do about it.",
        "This is so in both readings under all five concepts: nothing that the source leaves open matters here.",
        "Actors who think to the end do not leave it for a state with service either. This is so in both readings.",
        (
            "Caution: with no premises at all the status quo would hold as well. Inaction is what every concept falls back "
            "on, so the fact that it holds shows only that no premise speaks against it."
        ),
    ]


def test_assess_tells_claims_changes_and_responsibility(ferry: Assessment) -> None:
    page = page_of(reports.assess(ferry), full=True)
    sentences = told(page)
    for expected in (
        (
            "Of three conclusions, one follows (it says that something does not come about, as long as nobody comes to want it), "
            "one restates a premise and one is contradicted."
        ),
        (
            "E restates a premise: Money makes it run, if only for a day. It holds with everybody looking one step ahead "
            "(Nash); fails with everybody fearing any answer (GMR), fearing any answer with a reply of their own (SMR), "
            "reckoning with answers that pay (SEQ) or the same with a reply of their own (symmetric SEQ); it restates that "
            "Line wants to run the ferry, while demand is at least 0.50 (now demand 0.60) (l2): that want alone settles it."
        ),
        (
            "A follows, as long as nobody wants otherwise: Nothing moves. Until one of these wants otherwise: Town (t2) or "
            "Line (l1 or l3)."
        ),
        "B is contradicted: A gift brings the service (if somebody pays, in gift).",
        "The one conclusion that others hold is contradicted.",
        "The one probe is contradicted.",
        'Not as the file expects: B (the file expects "follows").',
        (
            "Service: nobody goes there with everybody looking one step ahead (Nash). Somebody could be led "
            "there: Town pays for the ferry (state 1), which pays "
            "because of the answer that it brings, if whoever makes it is bound by it, with everybody looking one step ahead "
            "(Nash). One change of mind alone would bring it about:"
        ),
        "Town comes to want to pay for the ferry (t2 turns).",
        "There are no further minimal changes of up to three edits.",
        "In the author's model, nobody goes there; Town could bring it about (degree 1).",
        "In the eyes of Town (the line does not care), nobody goes there; nobody could bring it about.",
    ):
        assert expected in sentences
    acts = table(page, "Why nobody moves")
    assert acts.rows[1] == (
        "Line runs the ferry",
        "loses",
        "wants to run the ferry only if Town pays for the ferry (l1)",
    )
    degrees = table(page, "Degrees of responsibility for service")
    assert degrees.texts == (
        ("the author", "nobody goes there", "1", "0"),
        ("Town (pessimist)", "nobody goes there", "0", "0"),
    )


def test_a_status_quo_that_breaks_says_by_whose_move_and_where_it_ends(ferry: Assessment) -> None:
    page = page_of(reports.assess(ferry, reports.select(scenario="gift")), full=True)
    sentences = told(page)
    assert sentences[1] == "Set here: supposing that somebody pays (gift)."
    assert "The status quo breaks." in sentences
    assert (
        "Under Nash, which counts no countermove at all, it breaks: Town no longer pays for the ferry; or Line runs "
        "the ferry. It ends where no act is on (state 0)." in sentences
    )
    assert not any(sentence.startswith("Caution") for sentence in sentences)
    assert table(page, "The status quo under each concept").rows[0] == (
        "Nash",
        "breaks",
        "Town and Line",
        "0",
        "passes there",
        "0 of 2",
    )


def test_concepts_that_agree_are_not_told_apart() -> None:
    sentences = told(page_of(reports.assess(loads(QUIET)), full=True))
    assert (
        'Under all five concepts alike it breaks: one chooses "act". It ends where one chooses "act" (state 1).'
        in sentences
    )
    assert "The file leaves no question open, so there is one reading." in sentences
    assert "The file makes no claims. Write one conclusion, and this says whether it follows." in sentences


def test_concepts_that_differ_are_told_with_what_they_count() -> None:
    text = QUIET.replace(
        "start: []", "  two:\n    options: {hit: {}}\n    wants: [{id: z, want: two.hit iff one.act}]\nstart: []"
    )
    text = text.replace("- {id: w, want: one.act}", "- {id: v, want: not two.hit}\n      - {id: w, want: one.act}")
    sentences = told(page_of(reports.assess(loads(text)), full=True))
    assert sentences[2] == "Does the status quo hold?"
    assert sentences[3].startswith("It depends")
    assert "The status quo holds under GMR, SMR, SEQ and symmetric SEQ, and breaks under Nash." in sentences
    assert any(
        s.startswith("Under GMR, which counts any countermove, even one that hurts its maker") for s in sentences
    )


def test_claims_that_rest_on_nothing_are_called_out_loudly() -> None:
    claims = "claims:\n  C:\n    says: Never\n    check: {no_outcome: one.act}\n"
    text = QUIET.replace("want: one.act", "want: true") + claims
    page = page_of(reports.assess(loads(text)), full=True)
    assert "The one conclusion holds whatever anybody wants." in told(page, "answer")
    assert (
        "C holds whatever anybody wants: Never. It would hold with no wants at all, and no single change of a want makes it "
        "false." in told(page, "item")
    )


def test_claims_that_several_wants_say_owe_nothing_to_inaction() -> None:
    twice = QUIET.replace("want: one.act}", "want: one.act}\n      - {id: again, want: one.act}")
    page = page_of(
        reports.assess(loads(twice + "claims:\n  C:\n    says: It acts\n    check: {every_outcome: one.act}\n")),
        full=True,
    )
    assert "The one conclusion restates a premise." in told(page, "answer")
    assert (
        'C restates a premise: It acts. It restates that one wants to choose "act" (w) or that one wants to choose "act" '
        "(again): each of them alone settles it, so no single change alters it." in told(page, "item")
    )


def test_claims_that_go_against_a_premise_do_not_restate_it() -> None:
    page = page_of(
        reports.assess(loads(QUIET + "claims:\n  C:\n    says: It rests\n    check: {stable: start}\n")), full=True
    )
    assert "C is contradicted: It rests." in told(page, "item")
    assert table(page, "The claims").rows == (("C", "contradicted", "0 of 5", "w (left out)"),)


def test_claims_that_restate_a_premise_are_called_out() -> None:
    text = QUIET + "claims:\n  C:\n    says: It acts\n    check: {every_outcome: one.act}\n"
    page = page_of(reports.assess(loads(text)), full=True)
    assert (
        'C restates a premise: It acts. It restates that one wants to choose "act" (w): that want alone settles it.'
        in told(page, "item")
    )


def test_a_target_that_holds_already_is_told_with_what_ends_it() -> None:
    page = page_of(reports.assess(loads(QUIET.replace("actors:", "target: one.act\nactors:", 1))), full=True)
    assert (
        'A state in which one chooses "act": it ends there with everybody looking one step ahead (Nash). '
        "One change of mind alone would end that:" in told(page)
    )
    assert "In the author's model, it ends there; one could end that (degree 1)." in told(page)


def test_facts_are_told_without_confirming_anything(ferry: Assessment) -> None:
    impossible = loads(FERRY + "facts: {outcome: line.protest}\n")
    assert said("since.nothing_left") in told(page_of(reports.assess(impossible), full=True))
    possible = loads(FERRY + "facts: {outcome: not line.run}\n")
    sentences = told(page_of(reports.assess(possible), full=True))
    assert any("In the end Line does not run the ferry. Every reading allows that." in text for text in sentences)
    assert "Of two readings, two are left." in sentences
    assert "A reading that survives is not confirmed, merely not refuted." in sentences


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (["contradicted"], "The one claim with an expectation is as expected."),
        (["follows"], "The one claim with an expectation (C0) is not as expected."),
        (["follows", "follows"], "Neither of the two claims with an expectation is as expected."),
        (["contradicted"] * 3, "All three claims with an expectation are as expected."),
    ],
)
def test_how_many_claims_are_as_expected_is_told_in_whole_sentences(expected: list[str], said: str) -> None:
    claims = "".join(
        f"  C{k}: {{says: It rests, check: {{stable: start}}, expect: {verdict}}}\n"
        for k, verdict in enumerate(expected)
    )
    record = reports.ask("check", loads(f"{QUIET}claims:\n{claims}"))
    assert told(page_of(record))[-1] == said


def test_check_has_a_line_a_claim_and_below_it_what_it_turns_and_rests_on(ferry: Assessment) -> None:
    page = page_of(reports.ask("check", ferry))
    rows = table(page, "").rows
    assert rows[0] == ("A", "follows, as long as nobody wants otherwise", "Nothing moves")
    assert rows[1] == ("", "- holds", "until one of these wants otherwise: Town (t2) or Line (l1 or l3)")
    assert rows[2] == ("", "- rests on", "t2 (turned); l1 (left out or ranked lower)")
    assert ("B", "contradicted", "A gift brings the service (if somebody pays, in gift)") in rows
    assert ("", "- note", 'not as expected: the file expects "follows"') in rows
    turning = (
        "holds with everybody looking one step ahead (Nash); fails with everybody fearing any answer (GMR), fearing any answer "
        "with a reply of their own (SMR), reckoning with answers that pay (SEQ) or the same with a reply of their own "
        "(symmetric SEQ)"
    )
    assert ("", "- turns on", f"{turning} (holds in 2 of 10 cells)") in rows
    assert told(page)[-2:] == [
        "Both claims that are not the author's are contradicted.",
        "One of two claims with an expectation is as expected; B is not.",
    ]


def test_solve_lists_equilibria_then_states(ferry: Assessment) -> None:
    equilibria, states = (
        block for block in page_of(reports.ask("solve", reports.game_of(ferry))).blocks if isinstance(block, Table)
    )
    assert equilibria.rows[1] == ("GMR", "2", "*0, 3", "any countermove, even one that hurts its maker")
    assert states.rows[0] == ("*0", "nothing", "stays", "stays", "stays")
    assert states.rows[3] == ("3", "pay run", "not nash", "stays", "not nash")
    assert [column.title for column in states.columns] == ["State", "On", "Town", "Line", "All"]


def test_solve_tells_under_each_concept_whether_there_is_an_equilibrium_with_a_formula(ferry: Assessment) -> None:
    page = page_of(reports.ask("solve", reports.game_of(ferry), where="line.run"))
    _, having, _ = (block for block in page.blocks if isinstance(block, Table))
    told = [(column.title, column.fixed) for column in having.columns]
    assert told == [
        *(("Concept", True), ("An equilibrium with line.run", False), ("Such equilibria", True)),
        *(("State", True), ("On", False)),
    ]
    assert [row[:3] for row in having.rows][:2] == [("Nash", "there is none", "0"), ("GMR", "there is one", "1")]


def test_solve_says_how_much_it_leaves_out(ferry: Assessment) -> None:
    page = page_of(reports.ask("solve", reports.game_of(ferry), limit=1))
    assert any(text.startswith("Five states are left out") for text in told(page))
    equilibria = next(block for block in page.blocks if isinstance(block, Table))
    assert equilibria.rows[1][2] == "*0 and 1 more"


def test_why_tells_the_countermove_that_deters(ferry: Assessment) -> None:
    page = page_of(reports.ask("why", reports.game_of(ferry), state="pay,run", actors=["town"]))
    assert told(page)[2:] == [
        (
            "The state holds for Town with everybody fearing any answer (GMR), fearing any answer with a "
            "reply of their own (SMR), reckoning with answers that pay (SEQ) or the same with a reply of "
            "their own (symmetric SEQ), but breaks with everybody looking one step ahead (Nash)."
        ),
        "Town",
        ("leaves, looking one step ahead (Nash): Town no longer pays for the ferry (state 2), and nothing deters it."),
        (
            "stays, fearing any answer (GMR), fearing any answer with a reply of their own (SMR), reckoning "
            "with answers that pay (SEQ) or the same with a reply of their own (symmetric SEQ): it would "
            "gain by one move, and that is deterred."
        ),
        (
            "if Town no longer pays for the ferry (state 2), then Line no longer runs the ferry (state 0), which "
            "leaves Town no better off."
        ),
    ]


def test_why_tells_some_of_many_deterred_moves_or_all() -> None:
    names = [f"o{k}" for k in range(3)]
    options = "".join(f"{name}: {{}}, " for name in names)
    text = f"""\
countermove: 1
actors:
  a:
    options: {{{options}}}
    wants: [{{id: w1, want: not b.hit}}, {{id: w2, want: o0 or o1 or o2}}]
  b:
    options: {{hit: {{}}}}
    wants: [{{id: v, want: hit iff (o0 or o1 or o2)}}]
"""
    record = reports.ask("why", reports.game_of(loads(text)), state="start", actors=["a"], concepts=["seq"])
    assert any(
        sentence.startswith("There are three further moves, deterred likewise")
        for sentence in told(page_of_answer(record))
    )
    assert len(told(page_of_answer(record, every=True), "subitem")) == 7


def test_nobody_with_a_gain_just_stays(ferry: Assessment) -> None:
    page = page_of(reports.ask("why", reports.game_of(ferry), state="start"))
    assert told(page)[2] == "The start holds for everybody under every concept asked for."
    assert any(text.endswith(" stay: they have no move by which they gain.") for text in told(page, "plain"))
    assert told(page, "item") == []


def test_lint_cases_and_new_have_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("new")
    file = str(folder / "n.yaml")
    assert told(page_of(reports.new_file(file)))[-1] == f"Next: countermove assess {file}"
    (folder / "bad.yaml").write_text("countermove: 1\n", encoding="utf-8")
    page = page_of(reports.lint_files([str(folder / "bad.yaml")]))
    assert told(page)[-1] == "One error."
    assert told(page, "line")[0].startswith(f"{folder / 'bad.yaml'}:1:1 error [missing]")
    assert "korea-2021" in told(page_of(reports.list_cases()), "heading")


def test_where_print_and_definition_differ_is_one_heading() -> None:
    record = reports.show_case("syria-iraq-1975")
    assert isinstance(record, PublishedRecord)
    page = page_of(replace(record, differs=record.differs * 2))
    assert told(page, "heading").count("Where print and definition differ") == 1
    assert sum("printed 420, computed 384" in item for item in told(page, "item")) == 2


def test_only_records_have_pages() -> None:
    with pytest.raises(TypeError):
        page_of(np.zeros(1))


def test_sentences_of_the_program_are_ascii(ferry: Assessment) -> None:
    for record in (
        reports.assess(ferry),
        reports.ask("solve", reports.game_of(ferry)),
        reports.ask("why", reports.game_of(ferry), state="3"),
        reports.ask("check", ferry),
    ):
        for block in page_of(record).blocks:
            match block:
                case Sentence(text):
                    assert text.isascii(), text
                case Sketch(_, plain):
                    assert "".join(plain).isascii(), plain
                case Table():
                    assert "".join(map("".join, block.texts)).isascii(), block
