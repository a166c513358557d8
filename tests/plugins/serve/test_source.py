"""The text of a source on the page: what is used, what is not, what is marked for whom; and only where there are texts."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from countermove.assessment import load
from countermove.plugins.evidence.sources.compute import sources_of
from countermove.plugins.serve.paragraphs import LONGEST, SourceParagraph
from countermove.plugins.serve.serving.shelf import shelf_of
from countermove.plugins.serve.source import LETTERS, PARAGRAPHS, SourceShown, source_shown
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import View, page, panel_work
from countermove.plugins.serve.workspace import Texts, opened
from gmcr.base.tasks import run_to_end
from tests.conftest import require_module
from tests.plugins.serve.sound import WORDS, sound_in
from tests.unit.cli.test_sources import CASE, HOSTILE

__all__: list[str] = []


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return sound_in(tmp_path)


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(CASE, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    write(path, "The first.\n\nThe second.\n\n" + HOSTILE + "\n\nThe fourth.\n\nThe fifth.")
    return path


def write(case: Path, text: str) -> None:
    (case.parent / "texts" / "essay.txt").write_text(text, encoding="utf-8")


def texts(case: Path) -> Texts:
    return Texts(load(str(case)), case.parent / "texts")


def told(case: Path, of: str = "") -> SourceShown:
    """What the page shows of the text."""
    given = texts(case)
    return source_shown(opened(case.read_text(encoding="utf-8"), parse(f"ask=source&of={of}"), texts=given), given)


def seen(case: Path, query: str, given: Texts | None) -> View:
    return page(case.read_text(encoding="utf-8"), parse(query), stage="all", texts=given)


def words(paragraph: SourceParagraph) -> list[str]:
    return ["".join(text for text, _ in item.pieces) for item in paragraph.sentences]


def marked(shown: SourceShown) -> dict[int, list[str]]:
    """Paragraph → its sentences that are marked."""
    return {
        item.number: [text for text, one in zip(words(item), item.sentences, strict=True) if one.marked]
        for item in shown.paragraphs
        if item.marked
    }


# -- what is used ------------------------------------------------------------------------------------------------------


def test_every_paragraph_is_used_cued_or_unused(sound: Path) -> None:
    shown = told(sound)
    assert [" ".join(words(item)) for item in shown.paragraphs] == [
        " ".join(part.split()) for part in WORDS.split("\n\n")
    ]
    states = {item.number: item.state for item in shown.paragraphs}
    assert [number for number, state in states.items() if state == "used"] == [1, 4, 5, 8, 9, 14]
    assert states[13] == "cued", "a forecast that nothing uses"
    assert {"forecast", "hedge"} <= set(shown.paragraphs[12].cues)
    assert shown.summary == (
        "Of 15 paragraphs six are named, eight have cues and are not, in one nothing was found. Of 42 sentences with cues one is "
        "pointed at; 20 stand in a paragraph that is named as a whole, but no premise points at them; at 21 nothing points, nor "
        "at their paragraph as a whole."
    )
    assert [called for called, _ in shown.unused] == ["¶ 2–3", "¶ 6–7", "¶ 10–13", "¶ 15"]
    assert [use.token for use in shown.paragraphs[7].uses] == ["claim:C1", "claim:C2"]
    assert shown.title == "An essay on herring (essay)"


def test_an_unused_paragraph_says_so_in_a_word(sound: Path) -> None:
    write(sound, WORDS.replace(WORDS.split("\n\n")[1], "Boats lay there."))
    html = seen(sound, "ask=source", texts(sound)).fragments["panel"]
    found = re.findall(r'<div class="para (\w+)"[^>]*data-key="para:(\d+)".*?<div class="uses">(.*?)</div>', html, re.S)
    rows = {number: (state, uses) for state, number, uses in found}
    assert rows["2"][0] == "unused"
    assert rows["2"][1].strip() == "<p><b>unused</b></p>"
    assert rows["13"][0] == "cued"
    assert "<b>unused</b>, with cues: " in rows["13"][1]
    assert "unused" not in rows["8"][1]


def test_words_that_are_cues_are_told_apart_in_what_is_unused_alone(sound: Path) -> None:
    shown = told(sound)
    cued = {text: kind for one in shown.paragraphs[12].sentences for text, kind in one.pieces if kind}
    assert cued["probably"] == "hedge"
    assert all(kind == "" for one in shown.paragraphs[7].sentences for _, kind in one.pieces)


def test_what_says_again_what_is_used_is_not_unused(sound: Path) -> None:
    paragraphs = WORDS.split("\n\n")
    again = paragraphs[7].split("? ")[1].split(". ")[0]
    assert again.startswith("The road earns the country a tenth of its revenue")
    write(sound, "\n\n".join([*paragraphs, f"{again}."]))
    shown = told(sound)
    last = shown.paragraphs[15]
    assert (last.state, [place for place, _ in last.again]) == ("again", ["8.2"])
    assert shown.unused[-1][0] == "¶ 15"
    html = seen(sound, "ask=source", texts(sound)).fragments["panel"]
    assert html.count("says what is used: ") == 1


def test_the_sentence_that_the_case_names_is_marked_and_the_others_are_not_used_by_it(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8").replace("at: [8]}", "at: [{para: 7, sentence: 2}]}")
    sound.write_text(text, encoding="utf-8")
    shown = told(sound, "C1")
    paragraph = shown.paragraphs[6]
    assert marked(shown) == {7: ["Few in Velland believe her."]}
    assert shown.how == "The case names the sentence."
    assert [bool(one.href) for one in paragraph.sentences] == [False, True, False]
    assert [one.unused for one in paragraph.sentences] == [True, False, True]
    assert paragraph.state == "used"
    assert "reported" in paragraph.cues, "of what is not used in it"
    assert [item.name for item in told(sound, "essay:7.2").paragraphs[6].told] == ["C1"]
    assert told(sound, "essay:7.1").paragraphs[6].told == ()
    both = text.replace("{para: 7, sentence: 2}", "{para: 7, sentence: 2}, 7")
    sound.write_text(both, encoding="utf-8")
    assert all(one.href for one in told(sound, "C1").paragraphs[6].sentences), "all of it is named too"


def test_a_sentence_that_is_not_there_marks_its_paragraph_and_that_is_said(sound: Path) -> None:
    text = sound.read_text(encoding="utf-8").replace("at: [8]}", "at: [{para: 7, sentence: 9}]}")
    sound.write_text(text, encoding="utf-8")
    shown = told(sound, "C1")
    assert marked(shown) == {7: words(shown.paragraphs[6])}
    assert shown.how == "The sentence that the case names is not in that paragraph, so all of the paragraph is marked."


def test_words_by_which_the_case_names_a_sentence_are_the_judge(sound: Path) -> None:
    own = 'at: [{para: 7, sentence: 1, print: "in Velland believe"}]}'
    sound.write_text(sound.read_text(encoding="utf-8").replace("at: [8]}", own), encoding="utf-8")
    shown = told(sound, "C1")
    assert marked(shown) == {7: ["Few in Velland believe her."]}
    assert shown.where == ("essay ¶ 7.1, as essay.txt has it; the words that the case gives are in sentence 2",)


def test_a_case_that_points_nowhere_yet_has_its_text_beside_it(sound: Path) -> None:
    sound.write_text(re.sub(r", at: \[[^\]]*\]", "", sound.read_text(encoding="utf-8")), encoding="utf-8")
    shown = told(sound)
    assert shown.summary.startswith("Of 15 paragraphs none is named, 14 have cues and are not")
    assert [called for called, _ in shown.unused] == ["¶ 1–15"]
    assert all(item.state in ("cued", "unused") for item in shown.paragraphs)


# -- what is marked ----------------------------------------------------------------------------------------------------


def test_a_premise_marks_the_sentence_that_shares_most_words_with_it(sound: Path) -> None:
    shown = told(sound, "C1")
    assert marked(shown) == {8: ["So the threat is weaker than it looks."]}
    assert shown.held == "claim:C1"
    assert shown.where == ("essay ¶ 8, as essay.txt has it",)
    assert "points at paragraphs, not at sentences" in shown.how
    assert "(weaker, looks, threat)" in shown.how


def test_where_no_sentence_stands_out_all_of_the_paragraph_is_marked_and_that_is_said(sound: Path) -> None:
    shown = told(sound, "C2")
    for number, own in marked(shown).items():
        assert own == words(shown.paragraphs[number - 1]) or len(own) == 1
    assert list(marked(shown)) == [8, 9]
    assert marked(shown)[8] == words(shown.paragraphs[7])
    assert "points at paragraphs, not at sentences" in shown.how


def test_a_sentence_tells_what_its_paragraph_is_used_for_the_nearest_first(sound: Path) -> None:
    shown = told(sound, "essay:8.2")
    assert marked(shown) == {8: [words(shown.paragraphs[7])[1]]}
    assert [item.name for item in shown.paragraphs[7].told] == ["C1", "C2"]
    threat = words(shown.paragraphs[7]).index("So the threat is weaker than it looks.") + 1
    near = told(sound, f"essay:8.{threat}").paragraphs[7].told
    assert near[0].told == "The threat is weaker than it looks (C1)"
    assert "weaker" in near[0].near
    assert near[1].near == ()
    paragraph = told(sound, "essay:8").paragraphs[7]
    assert paragraph.marked
    assert [item.name for item in paragraph.told] == ["C1", "C2"]


def test_what_points_at_nothing_here_says_so(sound: Path) -> None:
    for name in ("C3", "k2"):
        shown = told(sound, name)
        assert marked(shown) == {}
        assert shown.where[0].startswith("It points at nothing in a text that is here")


def test_rows_are_called_as_they_are_on_the_page(sound: Path) -> None:
    view = seen(sound, "ask=source", texts(sound))
    html = view.fragments["panel"]
    for token in ("claim:C1", "answer:K1"):
        assert f" {token}" in html
        assert f'data-link="{token}' in view.fragments["claims"] + view.fragments["answers"] + view.fragments["further"]
    assert "want:v1" in html
    assert 'href="?ask=source&amp;of=C1" data-ask="source"' in view.fragments["claims"]
    assert "of=C3&quot;" not in view.fragments["claims"]
    assert 'of=C3" data-ask="source"' not in view.fragments["claims"], "it points nowhere"


def test_a_name_that_points_nowhere_is_told(sound: Path) -> None:
    for of in ("t9", "essay:17", "essay:0", "tape:1", "essay:x"):
        view = seen(sound, f"ask=source&of={of}", texts(sound))
        assert f"'{of}' is not a premise, or place in a text" in view.problems[0].message


def test_a_passage_that_is_not_sure_is_not_marked(ferry: Path) -> None:
    sources_of(load(str(ferry)), ferry.parent / "texts", lock=True)
    write(ferry, "The first.\n\nThe other.\n\n" + HOSTILE + "\n\nThe fourth.\n\nThe fifth.")
    shown = told(ferry, "t1")
    assert marked(shown) == {}
    assert shown.where == ("essay ¶ 2, as essay.txt has it: missing, so no passage is shown",)
    assert shown.paragraphs[1].state != "used", "what was there is not there"


def test_a_passage_that_moved_is_marked_where_it_is(sound: Path) -> None:
    sources_of(load(str(sound)), sound.parent / "texts", lock=True)
    write(sound, "Something new.\n\n" + WORDS)
    assert marked(told(sound, "C1")) == {9: ["So the threat is weaker than it looks."]}


# -- what may not be ---------------------------------------------------------------------------------------------------


def test_nothing_of_a_text_is_markup(ferry: Path) -> None:
    html = seen(ferry, "ask=source&of=l1", texts(ferry)).fragments["panel"]
    assert "A &lt;/blockquote&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html
    assert "\u202e" not in html
    assert str(ferry.parent) not in html


def test_without_texts_there_is_nothing_of_them(sound: Path) -> None:
    view = seen(sound, "ask=source&of=C1", None)
    assert "There are no texts here" in view.fragments["panel"]
    assert "ask=source" not in view.fragments["panels-why"] + view.fragments["claims"]
    assert "ask=source" in seen(sound, "", texts(sound)).fragments["panels-why"]
    assert (
        "source"
        not in run_to_end(panel_work(sound.read_text(encoding="utf-8"), parse("ask=evidence"))).partition("<h3")[0]
    )


def test_evidence_says_whose_texts_there_are_and_leads_to_them(sound: Path) -> None:
    html = run_to_end(panel_work(sound.read_text(encoding="utf-8"), parse("ask=evidence"), texts=texts(sound)))
    assert "Passages are quoted from essay.txt" in html
    assert 'href="?ask=source" data-ask="source"' in html
    assert "weaker than it looks" not in html.partition("C1")[0]


def test_what_is_told_at_once_reads_no_text(sound: Path) -> None:
    class Untouched(Texts):
        @property
        def passages(self) -> None:  # type: ignore[override]
            raise AssertionError("read")

    given = Untouched(load(str(sound)), sound.parent / "texts")
    view = page(sound.read_text(encoding="utf-8"), parse("ask=source&of=C1"), stage="now", texts=given)
    assert set(view.fragments) == {"changed", "lanes", "problems"}


# -- long texts --------------------------------------------------------------------------------------------------------


def test_a_long_text_is_shown_part_by_part(sound: Path) -> None:
    write(
        sound, "\n\n".join(f"Paragraph {number} says little. It goes {'on and ' * 40}on." for number in range(1, 3001))
    )
    shown = told(sound, "essay:1500.2")
    numbers = [item.number for item in shown.paragraphs]
    assert 1500 in numbers
    assert len(numbers) == PARAGRAPHS
    assert sum(open_ for *_, open_ in shown.parts) == 1
    firsts = [int(re.search(r"essay:(\d+)", href)[1]) for _, href, _ in shown.parts]  # type: ignore[index]
    assert firsts == list(range(1, 3001, PARAGRAPHS))
    assert shown.more == 0
    assert shown.summary.startswith("Of 3,000 paragraphs six are named. So long a text is looked through")
    assert len(seen(sound, "ask=source&of=essay:1500", texts(sound)).fragments["panel"]) < 150_000


def test_letters_count_too_and_one_paragraph_is_cut(sound: Path) -> None:
    write(sound, "\n\n".join(["word " * 1000] * 20) + "\n\n" + "x" * 100_000)
    shown = told(sound)
    assert sum(len(" ".join(words(item))) for item in shown.paragraphs) <= LETTERS
    last = told(sound, "essay:21").paragraphs
    assert [item.number for item in last][-1] == 21
    assert (last[-1].sentences, last[-1].cut) == ((), 100_000), "no part of a sentence"


def test_of_a_paragraph_that_is_too_long_whole_sentences_are_shown(sound: Path) -> None:
    sentence = "One says little and goes on."
    write(sound, " ".join([sentence] * 1000))
    (shown,) = told(sound, "essay:1").paragraphs
    assert {" ".join("".join(text for text, _ in one.pieces).split()) for one in shown.sentences} == {sentence}
    assert len(shown.sentences) == LONGEST // (len(sentence) + 1)
    assert shown.cut == 1000 * 29 - 1 - (len(shown.sentences) * 29 - 1)


# -- served ------------------------------------------------------------------------------------------------------------


def test_a_server_shows_texts_as_they_are_now_and_takes_none_of_them_away(sound: Path) -> None:
    for name in ("starlette", "uvicorn"):
        require_module(name, "the page is served with it")
    from starlette.testclient import TestClient

    from countermove.plugins.serve.serving.addresses import Gate
    from countermove.plugins.serve.serving.application import application
    from countermove.plugins.serve.serving.resources import Served
    from tests.plugins.serve.serving.serving import HOST, Here

    here = Here()

    def client(given: Path | None) -> TestClient:
        shelf = replace(shelf_of(str(sound)), texts=given)
        return TestClient(application(Served(shelf, here), Gate("127.0.0.1", 8765, None)), base_url=f"http://{HOST}")

    def asked(given: Path | None) -> str:
        body = {"case": "sound", "query": "ask=source&of=C1", "stage": "all"}
        with client(given) as asking:
            answer = asking.post("/api/view", content=json.dumps(body), headers={"content-type": "application/json"})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["fragments"].get("panel", ""))

    folder = sound.parent / "texts"
    assert "weaker than it looks.</a>" in asked(folder)
    assert "weaker than it looks." not in asked(None)
    write(sound, WORDS.replace("weaker than it looks", "weaker than it looks by far"))
    os.utime(folder / "essay.txt", ns=(1, 1))
    assert "weaker than it looks by far.</a>" in asked(folder)
    for given in (folder, None):
        with client(given) as asking:
            for what in ("lanes.svg", "lanes.csv", "claims.svg", "check.json"):
                taken = asking.get(f"/api/export/sound/{what}?ask=source&of=C1")
                assert taken.status_code == 200
                assert "hauliers before" not in taken.text
            assert "hauliers before" not in asking.get("/report/sound?ask=source").text
    (folder / "essay.txt").write_bytes(b"\x00")
    assert "No passages are shown:" in asked(folder)
