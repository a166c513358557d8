"""draft: what a document becomes, that nothing of it is invented, and that a worksheet which is filled in is a case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import countermove as cm
from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.plugins.evidence.documents import annotation
from countermove.plugins.evidence.documents.reader import document_in
from countermove.plugins.evidence.draft import compute
from countermove.plugins.evidence.draft.compute import DraftRecord, draft
from countermove.plugins.evidence.draft.sheet import Sheet, sheet_of
from countermove.plugins.evidence.draft.text import draft_page
from countermove.presentation.blocks import Sentence
from countermove.reports.lint import lints
from countermove.sources.texts import read_text, text_of
from tests.conftest import FULL, ROOT
from tests.counting import grows_evenly

__all__: list[str] = []

ESSAY = (ROOT / "docs" / "examples" / "bridge.txt").read_text(encoding="utf-8").strip()
"""The invented essay of the documentation, "The closed bridge"."""


def drafted(text: str, folder: Path, **options: Any) -> DraftRecord:
    path = folder / "essay.txt"
    path.write_text(text, encoding="utf-8")
    return draft(path, **options)


def plain(record: DraftRecord) -> dict[str, Any]:
    return parse(record.text, Report("")).data


def told(record: DraftRecord) -> str:
    return " ".join(block.text for block in draft_page(record).blocks if isinstance(block, Sentence))


def items(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for actor in data["actors"].values():
        yield from actor.get("wants", ())
    for section in ("open", "claims", "forecasts"):
        yield from data.get(section, {}).values()


def test_a_source_is_called_by_what_is_seen_of_the_name_of_its_file(tmp_path: Path) -> None:
    for name, source in (
        ("\u3164.txt", "u3164"),
        ("Vel\u115fm 2.txt", "Vel-u115fm-2"),
        ("ועידה.txt", "ועידה"),
        (" - .txt", "text"),
    ):
        (tmp_path / name).write_text(ESSAY, encoding="utf-8")
        record = draft(tmp_path / name)
        assert (record.source, list(plain(record)["sources"])) == (source, [source])


def test_the_essay_is_the_one_that_is_shown() -> None:
    page = (ROOT / "docs" / "from-essay-to-file.md").read_text(encoding="utf-8")
    shown = " ".join(page.replace("\n>", " ").split())
    assert all(f"{number}. {text}" in shown for number, text in enumerate(ESSAY.split("\n\n"), start=1))


# -- what stands in it -------------------------------------------------------------------------------------------------


def test_what_becomes_of_the_invented_essay(tmp_path: Path) -> None:
    record = drafted(ESSAY, tmp_path)
    assert (record.paragraphs, record.sentences, record.source) == (9, 12, "essay")
    assert [actor.id for actor in record.actors] == ["arvia", "union", "bellmark"]
    data = plain(record)
    assert data["actors"]["union"]["article"] == "the"
    wants = [want["at"] for want in data["actors"]["arvia"]["wants"]]
    assert wants == [[{"para": 2, "sentence": 1}], [{"para": 3, "sentence": 1}]]
    assert {item.becomes for item in record.items} == {"want", "claim", "open question"}
    [asked] = [item for item in record.items if item.becomes == "open question"]
    assert asked.places == ((7, 2),)
    [believed] = [item for item in record.items if item.places == ((7, 1),)]
    assert believed.actor == "arvia"


def test_nothing_is_invented(tmp_path: Path) -> None:
    """Every item has its place and what is to do, and no formula, number or order."""
    record = drafted(f"{ESSAY}\n\nThe Union will probably pay in May 2024.", tmp_path)
    compute = list(items(plain(record)))
    assert len(compute) == len(record.items) > 8
    for item in compute:
        assert item.keys() <= {"id", "at", "by", "wording", "todo"}
        assert item["at"]
        assert item["todo"]
    for actor in plain(record)["actors"].values():
        assert actor.keys() <= {"name", "article", "aka", "wants", "todo"}
        assert len(actor.get("wants", ())) < 2 or "the order of its wants" in actor["todo"]
    assert plain(record).keys() <= {
        *("countermove", "title", "as_of", "key_questions", "sources", "actors", "open", "claims", "forecasts"),
    }
    [forecast] = plain(record)["forecasts"].values()
    assert "chance" not in forecast
    assert "55 to 80% (likely)" in record.text, "the ladder's word stands beside it, for its author to take or leave"


def test_lint_lists_its_holes_and_nothing_else(tmp_path: Path) -> None:
    record = drafted(ESSAY, tmp_path)
    problems = lints(record.text)
    assert {problem.code for problem in problems} == {"todo"}
    assert len(problems) == len(record.items) + len(record.actors) + 1
    lines = record.text.splitlines()
    assert all(lines[problem.line - 1][problem.column - 1 :].startswith("todo:") for problem in problems)
    with pytest.raises(cm.AssessmentError, match=f"{len(problems)} places are still to do"):
        cm.loads(record.text)


def test_each_sentence_is_quoted_once_in_a_comment_or_not_at_all(tmp_path: Path) -> None:
    record = drafted(ESSAY, tmp_path)
    comments = " ".join(line.strip(" #") for line in record.text.splitlines() if line.lstrip().startswith("#"))
    told = " ".join(comments.split())
    sentences = [one.text for one in annotation.annotate(document_in(tmp_path / "essay.txt")).sentences]
    assert [told.count(sentence) for sentence in sentences] == [1] * len(sentences)
    bare = drafted(ESSAY, tmp_path, quotes=False).text
    words = ESSAY.split()
    runs = (" ".join(words[place : place + 5]) for place in range(len(words) - 4))
    assert [run for run in runs if run in " ".join(bare.split())] == []
    assert parse(bare, Report("")).data == parse(record.text, Report("")).data


SAID = "The council of Arvia will not open the bridge before the smugglers are gone for good."


def test_what_is_said_again_is_one_item_with_all_its_places(tmp_path: Path) -> None:
    again = SAID.replace("will not open", "will not reopen").replace("The council", "As said, the council")
    record = drafted(f"{SAID} It rains.\n\nNobody knows why.\n\nIt rains. {again}\n\n{SAID}", tmp_path)
    assert record.joined == 2
    assert [item.places for item in record.items] == [((1, 1), (3, 2), (4, 1)), ((2, 1),)]
    assert "again in 3.2, 4.1" in " ".join(record.text.replace("#", "").split())


def test_a_sentence_that_holds_another_is_not_the_same(tmp_path: Path) -> None:
    longer = f"{SAID[:-1]}, and so it will be for years, since nobody in the hills has a reason to drive them away from there."
    assert drafted(f"{SAID}\n\n{longer}", tmp_path).joined == 0


def test_without_the_library_only_what_is_the_same_is_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rapidfuzz", None)
    record = drafted(f"{SAID}\n\n{SAID}\n\nBut {SAID}", tmp_path)
    assert record.joined == 1
    assert "needs the extra 'sources'" in str(record.lacking)
    assert "Only those that are the same" in told(record)


@pytest.mark.parametrize(
    "text",
    [
        "الوزير قال إن الجسر سيبقى مغلقا. هل يفتح الجسر غدا؟",
        "部长说桥将继续关闭。如果联盟付款桥会重新开放。",
        "Министр сказал, что мост закрыт.",
    ],
)
def test_of_other_scripts_no_cue_is_looked_for_and_that_is_said(text: str, tmp_path: Path) -> None:
    record = drafted(text, tmp_path)
    assert record.cues_off
    assert record.sentences >= 1
    assert record.items == record.actors == ()
    assert "the tables of English words do not fit" in told(record)
    assert {problem.code for problem in lints(record.text)} == {"todo"}


FRENCH = (
    "Le ministre a déclaré que le pont resterait fermé jusqu'à l'automne. Si l'Union paie, il pourrait rouvrir. Les deux "
    "parties ne veulent pas négocier, et personne ne sait si la médiation aboutira avant la fin de l'année. On attend."
)


def test_of_other_languages_neither(tmp_path: Path) -> None:
    record = drafted(FRENCH, tmp_path)
    assert record.cues_off
    assert (record.items, record.actors) == ((), ())
    assert "Few of its words are English" in told(record)
    assert not drafted(ESSAY, tmp_path).cues_off
    assert not drafted("Arvia veut.", tmp_path).cues_off, "of three words nobody can tell"


# -- filled in ---------------------------------------------------------------------------------------------------------

FILLED: dict[tuple[int, int], dict[str, Any]] = {
    (2, 1): {"id": "a1", "want": "arvia.open implies bellmark.patrol"},
    (3, 1): {"id": "a2", "want": "arvia.open"},
    (4, 1): {"id": "b1", "want": "bellmark.patrol implies union.pay", "could_be": True},
    (4, 2): {"id": "b2", "want": "union.pay implies bellmark.patrol"},
    (6, 1): {"id": "n1", "want": "union.pay", "while": "trust >= 0.5", "otherwise": "not union.pay"},
    (8, 1): {"says": "Left alone nothing moves", "check": {"stable": "start"}},
    (9, 1): {"says": "If the Union pays, the bridge reopens", "in": "pays", "check": {"every_outcome": "reopened"}},
}
"""What a reader writes for the items, by their places; the others are deleted."""

GRANT = {"happens": ["union.pay"], "rewrite": {"n1": {"want": "union.pay"}}}
"""What that reader takes the Union's paying for."""


def test_a_worksheet_that_is_filled_in_is_a_case(tmp_path: Path) -> None:
    """As the documentation fills in the same essay: its two claims follow."""
    data = plain(drafted(ESSAY, tmp_path))
    own: dict[str, list[Any]] = {"arvia": [], "bellmark": [], "union": []}
    claims: dict[str, Any] = {}
    for item in items(data):
        place = (item["at"][0]["para"], item["at"][0]["sentence"])
        del item["todo"]
        item |= FILLED.get(place, {})
        if "want" in item:
            own[item["want"].split(".")[0] if place != (4, 2) else "bellmark"].append(item)
        elif "check" in item:
            claims[f"C{len(claims) + 1}"] = item
    options = {"arvia": "open", "bellmark": "patrol", "union": "pay"}
    for actor, record in data["actors"].items():
        del record["todo"]
        record["options"] = {options[actor]: {"does": f"{options[actor]}s"}}
        record["wants"] = own[actor]
    data["key_questions"]["K1"] = {"asks": "Will it reopen?", "answer_yes": {"check": {"some_outcome": "reopened"}}}
    data |= {"terms": {"reopened": "arvia.open and bellmark.patrol"}, "claims": claims}
    data |= {"drivers": {"trust": {"now": 0.2}}, "scenarios": {"pays": GRANT}, "concepts": ["nash", "seq"]}
    del data["open"]
    case = cm.loads(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))
    assert [verdict.verdict for verdict in cm.check(case)] == ["follows", "follows"]
    text = read_text(tmp_path / "essay.txt", "essay", within=tmp_path)
    assert all(len(text.paragraphs) >= item["at"][0]["para"] for item in items(data))


# -- files -------------------------------------------------------------------------------------------------------------


def test_the_file_has_its_schema_beside_and_its_text_where_it_is_wanted(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    record = drafted(ESSAY, tmp_path, target=str(tmp_path / "case.yaml"), texts=str(texts))
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8").endswith(record.text)
    assert record.schema == "written"
    assert (tmp_path / "countermove.schema.json").is_file()
    kept = read_text(texts / "essay.txt", "essay", within=texts)
    assert kept.paragraphs == tuple(ESSAY.split("\n\n"))


def test_nothing_is_written_over_or_in_part(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(cm.CountermoveError, match=r"case\.yaml"):
        drafted(ESSAY, tmp_path, target=str(tmp_path / "case.yaml"))
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == "mine"
    drafted(ESSAY, tmp_path, target=str(tmp_path / "case.yaml"), force=True)
    assert "countermove: 1" in (tmp_path / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "essay.txt").write_bytes(b"a\0b")
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(cm.AssessmentError):
        draft(tmp_path / "essay.txt", str(tmp_path / "other.yaml"))
    assert {path.name for path in tmp_path.iterdir()} == before


def test_where_it_would_be_too_large_it_quotes_nothing_and_then_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = drafted(ESSAY, tmp_path)
    bare = drafted(ESSAY, tmp_path, quotes=False)
    limits = type(compute.LIMITS)
    monkeypatch.setattr(compute, "LIMITS", limits(size=(len(whole.text) + len(bare.text)) // 2))
    record = drafted(ESSAY, tmp_path)
    assert record.text == bare.text
    assert "would be over 1 MB" in told(record)
    monkeypatch.setattr(compute, "LIMITS", limits(size=100))
    with pytest.raises(cm.CountermoveError, match="in parts"):
        drafted(ESSAY, tmp_path)


def test_whose_want_it_is(tmp_path: Path) -> None:
    """Whoever is named before the cue; for a pronoun whoever wants something in the paragraph, else whoever stands before it."""
    text = (
        "Arvia closed the bridge. It wants money. Bellmark fears the closure. It prefers trade to war. Nobody hopes.\n\n"
        "It would rather wait. Arvia wants Bellmark to pay. Everybody seeks peace with Arvia. Arvia stays. Bellmark pays."
    )
    record = drafted(text, tmp_path)
    wants = {item.places[0]: (item.actor, item.guessed) for item in record.items if item.becomes == "want"}
    assert wants == {
        (1, 2): ("arvia", True),
        (1, 3): ("bellmark", False),
        (1, 4): ("bellmark", True),
        (2, 2): ("arvia", False),
    }
    nobodys = [item for item in record.items if item.becomes == "claim"]
    assert [item.places[0] for item in nobodys] == [(1, 5), (2, 1), (2, 3)]
    assert "says, check; or whose want it is" in record.text


def test_a_pronouns_want_is_that_of_whoever_wants_something_before_it_and_not_of_who_says_so(tmp_path: Path) -> None:
    record = drafted("Japan says that China wants peace. It fears war.", tmp_path)
    assert [(item.actor, item.guessed) for item in record.items] == [("china", False), ("china", True)]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Nobody met the Guild of Orla. A friend of the Guild of Orla, of all people, wants peace.", []),
        ("Nobody met the NCA. A friend of the NCA wants peace.", []),
        ("Since May the NCA waits. A friend of the NCA wants peace.", ["nca"]),
    ],
)
def test_who_never_acts_is_no_actor_nor_is_a_short_name_that_acts_once(
    text: str, actors: list[str], tmp_path: Path
) -> None:
    name = "NCA" if "NCA" in text else "Guild of Orla"
    record = drafted(f"Everybody talked about the {name}. {text}", tmp_path)
    assert [actor.id for actor in record.actors] == actors


ADVICE = (
    "Washington should seek talks. Washington says little. It must not wait. China believes that Washington should go first. "
    "China wants Washington to agree that it should pay. China says so.\n\n"
    "Only China can bring Pyongyang back. Pyongyang cannot be bombed into talks. Pyongyang needs fuel. "
    "There is a risk of war. The risk of war in 2023 is real. Should Pyongyang test, Washington answers."
)


def test_advice_is_no_want_of_whoever_is_advised(tmp_path: Path) -> None:
    record = drafted(ADVICE, tmp_path)
    compute = {item.places[0]: (item.id, item.becomes, item.advised, item.actor) for item in record.items}
    assert compute[1, 1] == ("A1", "advice", "united_states", None)
    assert compute[1, 3] == ("A2", "advice", None, None)
    assert compute[1, 4] == ("A3", "advice", "united_states", "china")
    assert compute[1, 5] == ("w1", "want", None, "china")
    assert [item.becomes for item in record.items].count("want") == 1
    claims = plain(record)["claims"]
    assert claims["A1"] == {
        "at": [{"para": 1, "sentence": 1}],
        "todo": "says, check of what would follow if it were done (`in` a scenario in which it `happens`)",
    }
    assert claims["A3"]["by"] == "china"
    assert claims["A3"]["todo"].endswith("; or a want of china, who holds it")
    assert "# what should be done, by its author or whoever is named: no want of those who are advised" in record.text
    assert "advice: should; preference: seek; for whom: united_states" in record.text
    assert "wants" not in plain(record)["actors"]["united_states"]
    assert "three pieces of advice" in told(record)


def test_a_name_that_begins_with_a_word_of_advice_is_not_advised_by_it(tmp_path: Path) -> None:
    text = "Recommendation Council says no. Recommendation Council wants more. Recommendation Council opposes it."
    record = drafted(text, tmp_path)
    assert [actor.id for actor in record.actors] == ["recommendation_council"]
    assert [item.advised for item in record.items if item.becomes == "advice"] == [None] * 3


def test_what_one_alone_can_what_cannot_be_what_is_needed_and_risks_are_items(tmp_path: Path) -> None:
    record = drafted(ADVICE, tmp_path)
    compute = {item.places[0]: (item.becomes, item.cues[0]) for item in record.items}
    assert compute[2, 1] == ("claim", ("limit", "Only China can"))
    assert compute[2, 2] == ("claim", ("limit", "cannot"))
    assert compute[2, 3] == ("claim", ("limit", "needs"))
    assert compute[2, 4] == ("claim", ("risk", "risk"))
    assert compute[2, 5] == ("forecast", ("risk", "risk"))
    assert compute[2, 6][0] == "claim"
    assert compute[2, 6][1][0] == "conditional"
    assert "todo: says, check; or a rule (`never`), or what an act `needs`" in record.text


def test_title_and_day_are_proposed_as_the_document_has_them(tmp_path: Path) -> None:
    record = drafted(f"The closed bridge\n\nOrla, 3 March 2022\n\n{ESSAY}", tmp_path)
    assert (record.title, record.as_of) == ("The closed bridge", "2022-03-03")
    assert (plain(record)["title"], plain(record)["as_of"]) == ("The closed bridge", "2022-03-03")
    assert "# proposed: ¶ 1 stands as a title; better the question that the assessment answers" in record.text
    assert "# proposed: ¶ 2 has it in a line of its own; it should be the day of the knowledge" in record.text
    assert (
        "Proposed, for you to check: the title “The closed bridge” (¶ 1 stands as a title) and the day 3 March 2022 "
        "(¶ 2 has it in a line of its own)."
    ) in told(record)
    assert {problem.code for problem in lints(record.text)} == {"todo"}


def test_neither_is_invented(tmp_path: Path) -> None:
    record = drafted(f"{ESSAY}\n\nOn 4 May 2024 it closed.", tmp_path)
    assert (record.title, record.as_of, record.title_from, record.as_of_from) == (None, None, None, None)
    assert plain(record).keys().isdisjoint(("title", "as_of"))
    assert "# The document gives itself no title and no day: `title` and `as_of` are yours to write." in record.text
    assert "Proposed, for you" not in told(record)


def test_a_view_is_said_to_be_somebodys_only_where_one_actor_is_named_as_its_holder(tmp_path: Path) -> None:
    text = (
        "Arvia says that Bellmark sleeps. Bellmark says that Arvia lies. In Arvia’s view and in Bellmark’s view it is late. "
        "Tougher talk of Arvia suggests that it is late. The council claims that it is late."
    )
    record = drafted(text, tmp_path)
    assert [item.actor for item in record.items] == ["arvia", "bellmark", None, None, None]
    assert record.items[2].holders == ("Arvia", "Bellmark")
    assert record.items[4].holders == ("The council",)


@pytest.mark.parametrize(
    "name", ["2021", "2021-08-15", "true", "null", "1e5", "china", "ünï", "-", "a.b c", "and", "~", "0x1f"]
)
def test_whatever_the_file_is_called_its_source_has_a_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text("China wants peace. China pays if it can.", encoding="utf-8")
    record = draft(path)
    assert {problem.code for problem in lints(record.text)} == {"todo"}
    assert list(plain(record)["sources"]) == [record.source]
    assert record.source not in plain(record)["actors"]


def test_some_paragraphs_keep_the_numbers_that_they_have(tmp_path: Path) -> None:
    record = drafted(ESSAY, tmp_path, paragraphs="4-6")
    assert (record.paragraphs, record.within, record.sentences) == (9, (4, 6), 4)
    assert {item.places[0][0] for item in record.items} <= {4, 5, 6}
    whole = drafted(ESSAY, tmp_path)
    assert [item.places for item in record.items] == [
        item.places for item in whole.items if 4 <= item.places[0][0] <= 6
    ]
    assert "¶ 4–6 of 9, four sentences" in told(record)
    assert record.text.splitlines()[0].endswith(": paragraphs 4 to 6, four sentences.")
    assert whole.text.splitlines()[0].endswith(": nine paragraphs, twelve sentences.")


def test_the_text_is_written_again_only_where_it_is_another(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    drafted(ESSAY, tmp_path, texts=str(texts))
    drafted(ESSAY, tmp_path, texts=str(texts))
    with pytest.raises(cm.CountermoveError, match=r"essay\.txt"):
        drafted(f"{ESSAY} And so on.", tmp_path, target=str(tmp_path / "case.yaml"), texts=str(texts))
    assert not (tmp_path / "case.yaml").exists()


NASTY = [
    'If "Arvia: Inc" # pays, {it} [will] & *may* !want | > % @ `this`\n\nArvia wants \\ and \\n. Arvia said: no.',
    "If \u202eArvia\u202c wants it,\u2028 Arvia will.\n\nArvia wants. Arvia says. Arvia’s \u200bhope.",
    "No wants true. Null wants yes. True wants no. No said on. Null said off. True said y. No, Null and True want it.",
    "---\n...\n%YAML 1.1\n\nIf - a: b\n? c\n\n\tArvia wants\ttabs. Arvia says so.",
    "And Wants. Or Wants. Not said. If And said so, Or wants it, and Not said it.",
]


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("Aa Bb. :#'\"-\n{}[]&*!|>%@`,?\\\u202e\u2028é’“ if wants"), min_size=1))
@example(NASTY[0])
@example(NASTY[1])
@example(NASTY[2])
@example(NASTY[3])
@example(NASTY[4])
def test_whatever_a_text_holds_its_worksheet_is_only_unfinished(text: str) -> None:
    """No text breaks out of its comments, and no name out of its value."""
    from tempfile import TemporaryDirectory

    if not re.search(r"\S", text.strip(" \t\n\v\f")):
        return
    with TemporaryDirectory() as folder:
        record = drafted(text, Path(folder))
    assert {problem.code for problem in lints(record.text)} == {"todo"}
    assert len(list(items(plain(record)))) == len(record.items)


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(
    ("part", "times"),
    [
        *((".", 300_000), ("a . ", 75_000), (".. ", 20_000), ('"', 300_000), ("if any ", 40_000), ("I ", 150_000)),
        *(("China says ", 15_000), ("Ab of the ", 30_000), ("Abc Def (AD) ", 25_000), ("China-", 50_000)),
        *(("’s ", 100_000), ("If a\n- b\n", 4_000), ("A", 300_000)),
    ],
)
def test_a_text_that_is_none_is_gone_through_once(part: str, times: int) -> None:
    """Up to a third of a megabyte, of which a pattern that looks back and forth would make hours."""

    def worksheet(many: int) -> Sheet:
        return sheet_of(annotation.annotate_text(text_of(part * many + "x", "essay", "essay.txt", "")))

    assert grows_evenly(worksheet, times // 20)
    assert worksheet(times if FULL else times // 5)


# -- texts from elsewhere ----------------------------------------------------------------------------------------------


@pytest.mark.level("judge")
def test_every_text_of_the_state_department_becomes_a_worksheet(tmp_path: Path, shared: Path) -> None:
    path = shared / "data/state_dept_releases/korea_documents.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert len(texts) == 146
    with_actors = 0
    for number, text in enumerate(texts):
        record = drafted(text, tmp_path)
        assert record.items
        with_actors += bool(record.actors)
        if number % 40 == 0:
            assert {problem.code for problem in lints(record.text)} == {"todo"}
    assert with_actors > 120, "the others are a few lines each"
