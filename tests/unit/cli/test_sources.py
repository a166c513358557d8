"""countermove sources: what it says and writes, its exit codes, and what it refuses."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.plugins.evidence.writing import EDITS, Words, invented
from tests.unit.cli.conftest import Process, Run
from tests.unit.presentation.test_records import validate

__all__: list[str] = []

CASE = """\
countermove: 1
title: Will the ferry run?
target: line.run
key_questions:
  K1: {asks: Will it run?, answer_yes: {check: {some_outcome: line.run}}, at: [1]}
sources:
  essay: {what: An essay, grade: B2, default: true}
  mayor: {what: The mayor, grade: D3, via: essay}
  book: {what: A book, grade: A1, counts: chapters}
  tape: {what: A tape, grade: A2}
  scan: {what: A scan, grade: A2}
actors:
  town:
    options: {pay: {does: pays}}
    wants:
      - {id: t1, want: line.run, at: [2, {source: book, para: 3}]}
      - {id: t2, want: not town.pay, at: [5, {source: tape, time: "1:00"}]}
  line:
    options: {run: {does: runs}}
    wants:
      - {id: l1, want: line.run implies town.pay, at: [{source: mayor, para: 3}]}
      - {id: l2, want: line.run, at: [4, {source: scan, page: 2}]}
never:
  n1: {never: line.run and not town.pay and false, why: it cannot, assumed: true}
claims:
  C1: {says: It runs., check: {some_outcome: line.run}, at: [5]}
  C2: {says: It might., check: {no_outcome: line.run}}
  P1: {says: It does., check: {some_outcome: line.run}, probe: true}
"""


@pytest.fixture
def own() -> list[Words]:
    return invented(9, 40, 60)


@pytest.fixture
def case(tmp_path: Path, own: list[Words]) -> Path:
    """A case and a folder of texts beside it."""
    path = tmp_path / "ferry.yaml"
    path.write_text(CASE, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    write(path, own)
    return path


def write(case: Path, paragraphs: list[Words], name: str = "essay.txt") -> None:
    (case.parent / "texts" / name).write_text("\n\n".join(map(" ".join, paragraphs)), encoding="utf-8")


def asked(run: Run, case: Path, *more: str, exits: int = 0) -> str:
    done = run("sources", str(case), "--texts", str(case.parent / "texts"), *more)
    assert done.exit_code == exits, done.stderr + done.stdout
    return " ".join((done.stdout if exits < 2 else done.stderr).split())


def sidecar(case: Path) -> Path:
    return case.with_name("ferry.sources.json")


def states(run: Run, case: Path, *more: str, exits: int = 0) -> dict[str, str]:
    """State by source and number."""
    data = json.loads(asked(run, case, "--json", *more, exits=exits))
    validate(data, "sources")
    assert data["data"]["as_expected"] is (exits == 0)
    return {f"{place['source']} {place['value']}": place["state"] for place in data["data"]["places"]}


def test_without_a_lock_numbers_are_looked_at(run: Run, case: Path) -> None:
    told = asked(run, case)
    assert "Five places are there." in told
    assert "Only numbers were looked at" in told
    assert "Not looked for: three places in book, tape and scan, for which there is no text here." in told
    assert "Nothing points at ¶ 6–9." in told
    assert "One claim: C2." in told
    assert "One rule, assumed: n1." in told
    assert "P1" not in told
    assert "K1: l1 (D3)." in told, "its own grade, and that of the essay that reports it"
    assert not sidecar(case).exists()


def test_a_paragraph_that_is_not_there_is_missing(run: Run, case: Path, own: list[Words]) -> None:
    write(case, own[:4])
    assert "Four places are there; one is not." in asked(run, case, exits=1)
    assert states(run, case, exits=1)["essay 5"] == "missing"


def test_lock_and_compare(run: Run, case: Path, own: list[Words]) -> None:
    assert "All five passages are the same. Locked in" in asked(run, case, "--lock")
    first = sidecar(case).read_bytes()
    assert "All five passages are the same. Compared with" in asked(run, case)
    assert "All five passages are the same. Compared with" in asked(run, case, "--lock"), "there is nothing new"
    assert sidecar(case).read_bytes() == first
    sidecar(case).unlink()
    asked(run, case, "--lock")
    assert sidecar(case).read_bytes() == first

    write(case, [["a", "new", "one"], *own])
    told = asked(run, case)
    assert "Of five passages five moved." in told
    assert "mayor ¶ 3" in told
    assert "Its words are not those that were locked." in told
    assert "Nothing points at ¶ 1, 7–10." in told, "paragraphs are counted where the passages are now"

    edited = EDITS["replaced"](own[1], 0.05, random.Random(1))
    write(case, [own[0], edited, own[3], *own[4:], own[4][:30]])
    assert states(run, case, exits=1) == {
        "essay 1": "same",
        "essay 2": "altered",
        "essay 4": "moved",
        "essay 5": "moved",
        "mayor 3": "missing",
        "book 3": "not looked for",
        "tape 1:00": "not looked for",
        "scan 2": "not looked for",
    }
    told = asked(run, case, exits=1)
    assert "Of five passages one is the same, two moved, one was altered and one is missing." in told


def test_what_is_locked_is_not_locked_over_by_accident(run: Run, case: Path, own: list[Words]) -> None:
    asked(run, case, "--lock")
    first = sidecar(case).read_bytes()
    write(case, own[2:])
    assert "is left as it was" in asked(run, case, "--lock", exits=1)
    assert sidecar(case).read_bytes() == first
    data = json.loads(asked(run, case, "--lock", "--json", exits=1))["data"]
    assert (data["wrote"], data["kept_back"]) == (False, True)
    told = asked(run, case, "--lock", "--force")
    assert "All five passages are the same." in told
    assert sidecar(case).read_bytes() != first
    assert asked(run, case, "--force", exits=2) == "--force is about what --lock keeps: give both."


def test_a_moved_passage_stays_the_one_that_was_locked(run: Run, case: Path, own: list[Words]) -> None:
    asked(run, case, "--lock")
    write(case, [["a", "new", "one"], *own])
    asked(run, case, "--lock")
    write(case, own)
    assert set(states(run, case).values()) == {"same", "not looked for"}


def test_new_places_are_told_and_added(run: Run, case: Path) -> None:
    asked(run, case, "--lock")
    case.write_text(CASE.replace("at: [4,", "at: [6,").replace("mayor, para: 3", "mayor, para: 7"), encoding="utf-8")
    told = asked(run, case)
    assert "Two places are not locked yet, so only their numbers were looked at: --lock adds them." in told
    assert "All five passages are the same. Locked in" in asked(run, case, "--lock")
    assert {"essay 6", "mayor 7"} <= states(run, case).keys()
    assert "mayor 3" not in states(run, case)


# -- sentences that the case names -------------------------------------------------------------------------------------


def named_in(run: Run, case: Path, *locators: str, exits: int = 0) -> list[tuple[str, str, list[list[int]]]]:
    """Each named sentence with its state, and where it is."""
    case.write_text(CASE.replace("at: [2, ", f"at: [{', '.join(locators)}, "), encoding="utf-8")
    data = json.loads(asked(run, case, "--json", exits=exits))
    validate(data, "sources")
    return [(f"{one['value']}.{one['sentence']}", one["state"], one["found"]) for one in data["data"]["sentences"]]


def sentenced(own: list[Words]) -> list[Words]:
    """The same with three sentences in the second paragraph."""
    first, second, third = own[1][:10], own[1][10:20], own[1][20:]
    return [own[0], [*first[:-1], f"{first[-1]}.", "The", *second[:-1], f"{second[-1]}.", "But", *third], *own[2:]]


def test_sentences_are_looked_at_by_their_number(run: Run, case: Path, own: list[Words]) -> None:
    write(case, sentenced(own))
    assert named_in(run, case, "{para: 2, sentence: 3}") == [("2.3", "there", [[2, 3]])]
    assert "Of one sentence that premises name one is there." in asked(run, case)


def test_a_sentence_beyond_its_paragraph_is_missing_and_one_is_told_what_to_do(
    run: Run, case: Path, own: list[Words]
) -> None:
    write(case, sentenced(own))
    found = named_in(run, case, "{para: 2, sentence: 3}", "{para: 2, sentence: 4}", exits=1)
    assert found == [("2.3", "there", [[2, 3]]), ("2.4", "missing", [])]
    told = asked(run, case, exits=1)
    assert "Of two sentences that premises name one is there and one is missing." in told
    assert (
        "essay ¶ 2.4 (t1): there are three sentences there: write the number of one of them as `sentence`, or leave it out."
    ) in told


def test_words_of_a_sentence_are_the_judge_over_its_number(run: Run, case: Path, own: list[Words]) -> None:
    write(case, sentenced(own))
    words = f'"{" ".join(own[1][12:16])}"'
    assert named_in(run, case, f"{{para: 2, sentence: 2, print: {words}}}") == [("2.2", "there", [[2, 2]])]
    assert named_in(run, case, f"{{para: 2, sentence: 1, print: {words}}}") == [("2.1", "elsewhere", [[2, 2]])]
    told = asked(run, case)
    assert "essay ¶ 2.1 (t1): its words are in sentence 2: write `sentence: 2`." in told
    assert named_in(run, case, '{para: 2, sentence: 1, print: "never said"}', exits=1) == [("2.1", "missing", [])]
    assert named_in(run, case, f"{{para: 2, print: {words}}}") == [("2.None", "there", [[2, 2]])]


def test_a_sentence_is_found_in_a_passage_that_moved_was_divided_or_runs_on(
    run: Run, case: Path, own: list[Words]
) -> None:
    essay = sentenced(own)
    write(case, essay)
    case.write_text(CASE.replace("at: [2, ", "at: [{para: 2, sentence: 2}, "), encoding="utf-8")
    asked(run, case, "--lock")

    def now() -> list[list[int]]:
        [one] = json.loads(asked(run, case, "--json"))["data"]["sentences"]
        return one["found"]

    write(case, [["a", "new", "one"], *essay])
    assert now() == [[3, 2]]
    write(case, [essay[0], essay[1][:10], essay[1][10:], *essay[2:]])
    assert now() == [[3, 1]], "its paragraph is two in this copy"
    write(case, [[*essay[0], "ends.", *essay[1]], *essay[2:]])
    assert now() == [[1, 3]], "it follows another sentence in this copy"


def test_in_a_passage_that_is_not_there_no_sentence_is_looked_for(run: Run, case: Path, own: list[Words]) -> None:
    write(case, [own[0]])
    assert named_in(run, case, "{para: 2, sentence: 2}", exits=1) == [("2.2", "not looked for", [])]


# -- places of other kinds ---------------------------------------------------------------------------------------------


def test_chapters_times_and_pages(run: Run, case: Path, own: list[Words]) -> None:
    write(case, [["2."] + own[0], ["3."] + own[1], own[2], ["4."] + own[3]], "book.md")
    write(case, [["[0:10]"] + own[4], ["[1:00]"] + own[5]], "tape.txt")
    write(case, [own[6], own[7]], "scan.txt")
    told = asked(run, case, "--lock")
    assert "Not looked for: one place in scan, whose text has no pages." in told
    scan = case.parent / "texts" / "scan.txt"
    scan.write_text(scan.read_text(encoding="utf-8").replace("\n\n", "\n\f"), encoding="utf-8")
    asked(run, case, "--lock")
    found = states(run, case)
    assert set(found.values()) == {"same"}
    write(case, [["2."] + own[0], ["3.", *own[1][:20]], ["4."] + own[3]], "book.md")
    scan.unlink()
    found = states(run, case, exits=1)
    assert (found["book 3"], found["scan 2"], found["tape 1:00"]) == ("missing", "missing", "same")


def test_the_source_as_a_whole_is_its_letters(run: Run, case: Path, own: list[Words]) -> None:
    case.write_text(CASE.replace('{source: tape, time: "1:00"}', "{source: tape}"), encoding="utf-8")
    write(case, own[:3], "tape.txt")
    asked(run, case, "--lock")
    assert states(run, case)["tape None"] == "same"
    write(case, own[:2], "tape.txt")
    assert states(run, case, exits=1)["tape None"] == "altered"


def test_repeats_are_told_or_why_not(run: Run, case: Path, own: list[Words], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidfuzz", reason="the extra sources")
    write(case, [*own, [*own[1], *own[2]]])
    assert "¶ 2 and ¶ 3 repeat ¶ 10, in whole or in part." in asked(run, case)
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    told = asked(run, case)
    assert "Paragraphs that repeat one another were not looked for." in told
    assert "countermove[sources]" in told


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("essay.txt", b"a\nb\x00c", "essay.txt:2:2 error [binary]"),
        ("essay.txt", b"a\nb\xffc", "essay.txt:2:2 error [encoding]"),
        ("essay.txt", b"\n\n", "[empty]"),
    ],
)
def test_bad_texts_end_with_one_message(run: Run, case: Path, name: str, content: bytes, told: str) -> None:
    (case.parent / "texts" / name).write_bytes(content)
    for more in ((), ("--lock",)):
        done = run("sources", str(case), "--texts", str(case.parent / "texts"), *more)
        assert (done.exit_code, done.stdout) == (2, "")
        assert told in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert not sidecar(case).exists()


def test_bad_places_end_with_one_message(run: Run, case: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    os.mkfifo(empty / "mayor.txt")
    for texts, told in (
        (tmp_path / "none", "does not exist"),
        (case, "is not a folder"),
        (tmp_path, "has no text of a source of ferry: the text of essay would be essay.txt or essay.md there."),
        (empty, "not a regular file"),
        ("\x00", "cannot be read"),
    ):
        done = run("sources", str(case), "--texts", str(texts))
        assert (done.exit_code, done.stdout) == (2, "")
        assert told in " ".join(done.stderr.split())
    assert asked(run, case.with_name("no.yaml"), exits=2)


def test_where_no_source_has_a_text_the_first_that_is_cited_is_told(run: Run, case: Path, tmp_path: Path) -> None:
    text = re.sub(r"at: \[(\d)", r"at: [{source: scan, page: \1}", CASE.replace(", default: true", ""))
    case.write_text(text, encoding="utf-8")
    done = run("sources", str(case), "--texts", str(tmp_path))
    assert done.exit_code == 2
    assert "the text of scan would be scan.txt or scan.md there." in " ".join(done.stderr.split())


def test_names_that_look_like_paths_are_no_names(run: Run, case: Path) -> None:
    case.write_text(CASE.replace("mayor", "../mayor"), encoding="utf-8")
    assert "[name]" in asked(run, case, exits=2)


@pytest.mark.parametrize("content", ["{", '{"countermove_sources": 1, "case": "river"', "[]"])
def test_a_lock_that_is_not_ours_is_kept_and_refused(run: Run, case: Path, content: str) -> None:
    sidecar(case).write_text(content, encoding="utf-8")
    for more in ((), ("--lock",)):
        assert "ferry.sources.json:1:" in asked(run, case, *more, exits=2)
        assert sidecar(case).read_text(encoding="utf-8") == content
    asked(run, case, "--lock", "--force")
    assert set(states(run, case).values()) == {"same", "not looked for"}


def test_a_lock_of_another_case_is_refused(run: Run, case: Path) -> None:
    asked(run, case, "--lock")
    other = case.with_name("river.yaml")
    shutil.copy(case, other)
    shutil.copy(sidecar(case), other.with_name("river.sources.json"))
    assert "This is about the case 'ferry', not 'river'" in asked(run, other, exits=2)


def test_what_cannot_be_written_is_left(run: Run, case: Path) -> None:
    sidecar(case).mkdir()
    assert "is a folder" in asked(run, case, exits=2)
    assert "is a folder" in asked(run, case, "--lock", "--force", exits=2)
    sidecar(case).rmdir()
    os.symlink("elsewhere.json", sidecar(case))
    assert "There is no such file" in asked(run, case, exits=2)
    assert "symbolic link" in asked(run, case, "--lock", "--force", exits=2)
    assert not case.with_name("elsewhere.json").exists()


def test_nothing_is_written_beside_a_bundled_case(run: Run, case: Path) -> None:
    done = run("sources", "korea-2021", "--texts", str(case.parent / "texts"), "--lock")
    assert done.exit_code == 2
    assert "countermove new FILE --from korea-2021" in " ".join(done.stderr.split())


ESSAY = ROOT.parent / "shared" / "seed" / "sun-2021.txt"


@pytest.mark.level("all")
@pytest.mark.skipif(not ESSAY.is_file(), reason="the essay is not here")
def test_the_essay_repeats_itself(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("rapidfuzz", reason="the extra sources")
    shutil.copy(ESSAY, tmp_path / "essay.txt")
    done = run("sources", "korea-2021", "--texts", str(tmp_path))
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert "21 paragraphs (its lines, since it has no blank lines)" in told
    assert "¶ 3 and ¶ 4 repeat ¶ 20" in told
    assert "All 24 passages are the same. Compared with korea-2021.sources.json." in told, "hashes come with the case"


@pytest.mark.level("all")
def test_hashes_of_a_bundled_case_are_used_on_any_text(run: Run, case: Path, own: list[Words]) -> None:
    write(case, [own[0]] * 21)
    done = run("sources", "korea-2021", "--texts", str(case.parent / "texts"))
    assert done.exit_code == 1
    assert "Of 24 passages 24 are missing." in " ".join(done.stdout.split())


@pytest.mark.level("all")
def test_hidden_characters_of_texts_and_cases_are_not_printed(process: Process, case: Path) -> None:
    case.write_text(
        CASE.replace("An essay", "An \u202eessay").replace('time: "1:00"', 'time: "1\u202e:00"'), encoding="utf-8"
    )
    (case.parent / "texts" / "essay.txt").write_text("a \u202e b\n\nc\n\nd\n\ne\n\nf", encoding="utf-8")
    for more in ((), ("--json",)):
        done = process("sources", str(case), "--texts", str(case.parent / "texts"), *more)
        assert done.returncode == 0
        assert "\u202e".encode() not in done.stdout


# -- beside the premises ------------------------------------------------------------------------------------------------


def reported(run: Run, case: Path, *more: str, suffix: str = "html") -> str:
    file = case.with_name(f"report.{suffix}")
    done = run("report", str(case), "-o", str(file), "--draws", "5", "--force", *more)
    assert done.exit_code == 0, done.stderr
    return file.read_text(encoding="utf-8")


HOSTILE = "A </blockquote><script>alert(1)</script> \u202e `x` [a](javascript:b) *and* {{ more }} of what stands here"


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_report_quotes_passages_only_with_texts(run: Run, case: Path, own: list[Words], suffix: str) -> None:
    write(case, [own[0], HOSTILE.split(" "), *own[2:]])
    without = reported(run, case, suffix=suffix)
    assert " ".join(own[2]) not in without
    assert "essay.txt" not in without
    texts = ("--texts", str(case.parent / "texts"))
    told = reported(run, case, *texts, suffix=suffix)
    assert " ".join(own[2]) in told
    assert "Passages are quoted from essay.txt, as whoever made this has it" in told
    assert str(case.parent) not in told, "no folder of the reader's"
    assert "mayor ¶ 3, as essay.txt has it" in told
    assert "<script>" not in told
    assert "\u202e" not in told
    if suffix == "html":
        assert "A &lt;/blockquote&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in told
        assert told.count('<details class="passage">') == told.count("</blockquote></details>") == 5
        assert "{{ more }}" in told
    else:
        assert "[a](javascript" not in told


def test_a_report_says_what_became_of_passages_and_shows_no_other(run: Run, case: Path, own: list[Words]) -> None:
    asked(run, case, "--lock")
    write(case, [["one", "before"], *own[:2], *own[3:], own[7]])
    told = reported(run, case, "--texts", str(case.parent / "texts"))
    assert "Of five passages two are the same, two moved and one is missing." in told
    assert "essay ¶ 2, as essay.txt has it: moved to ¶ 3" in told
    assert "mayor ¶ 3, as essay.txt has it: missing, so no passage is shown" in told
    assert " ".join(own[1]) in told
    assert " ".join(own[7]) not in told, "nothing points there"


def test_a_report_of_bad_texts_is_not_begun(run: Run, case: Path) -> None:
    (case.parent / "texts" / "mayor.txt").write_bytes(b"\x00")
    file = case.with_name("report.html")
    done = run("report", str(case), "-o", str(file), "--texts", str(case.parent / "texts"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "[binary]" in done.stderr
    assert not file.exists()
    done = run("report", "elmira-1991", "-o", str(file), "--texts", str(case.parent / "texts"))
    assert done.exit_code == 2
    assert "leave out --texts" in " ".join(done.stderr.split())


def test_a_long_passage_is_shown_in_whole_sentences(run: Run, case: Path) -> None:
    one = [*["word"] * 299, "word."]
    write(
        case, [["first"], ["Word", *one, "Word", *one, "Word", *one, "Word", *one, "Word", *one], ["c"], ["d"], ["e"]]
    )
    told = reported(run, case, "--texts", str(case.parent / "texts"))
    sentence = f"Word {' '.join(one)}"
    assert f"<p>{' '.join([sentence] * 3)}</p>" in told
    assert " ".join([sentence] * 4) not in told
    assert "¶ 2, as essay.txt has it (its first sentences; 3,012 more letters are not shown)" in told
    assert "…" not in told.partition("<main")[2].partition("</main>")[0]


def test_a_passage_without_an_end_of_a_sentence_is_not_shown_in_part(run: Run, case: Path) -> None:
    write(case, [["first"], ["word"] * 2000, ["c"], ["d"], ["e"]])
    told = reported(run, case, "--texts", str(case.parent / "texts"))
    assert "word " * 3 not in told
    assert "¶ 2, as essay.txt has it: its first sentence has more than 6,000 letters, so no passage is shown" in told


def test_a_coding_cites_what_it_does_and_locks_nothing(run: Run, case: Path) -> None:
    other = "other: {cheap: {means: no, rewrite: {t2: {want: line.run, at: [7]}}}}"
    case.write_text(f"{CASE}alternatives:\n  cost: {{asks: Does it cost?, {other}}}\n", encoding="utf-8")
    assert "in book, tape and scan" in asked(run, case)
    assert "in book and scan" in asked(run, case, "--coding", "cost=cheap")
    refused = asked(run, case, "--lock", "--coding", "cost=cheap", exits=2)
    assert "--lock keeps the passages of the file as it stands: leave --coding out." in refused
    assert not sidecar(case).exists()
