"""draft --ask and --answers: what is asked, what is checked of what comes back, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from countermove.assessment import loads
from countermove.plugins.evidence.documents.reader import ReadDocument, document_in
from countermove.plugins.evidence.draft.answer_check import AnsweredRecord, answered
from countermove.plugins.evidence.draft.prompts import CHUNK, FIELDS, NAMED, ask, chunks_of
from countermove.plugins.evidence.draft.text import answered_page, ask_page
from countermove.presentation.blocks import Page, Sentence, Table
from gmcr.base.characters import hidden_in
from gmcr.base.errors import AssessmentError, CountermoveError
from tests.conftest import in_one_test
from tests.plugins.evidence.documents.making import PARAGRAPHS

pytest.importorskip("rapidfuzz")


@pytest.fixture
def read(tmp_path: Path) -> ReadDocument:
    (tmp_path / "essay.txt").write_text("\n".join(PARAGRAPHS))
    return document_in(tmp_path / "essay.txt")


def item(id_: str, kind: str, paragraph: int, quote: str, says: str, **given: str) -> dict[str, Any]:
    made = {"id": id_, "kind": kind, "paragraph": paragraph, "quote": quote, "says": says}
    return dict.fromkeys(FIELDS, "") | made | given


ITEMS = [
    item("a1", "actor", 2, "Northport", "Northport", name="north"),
    item("a2", "actor", 3, "Southport", "Southport", name="south"),
    item("o1", "option", 2, "If Southport lowered its tolls", "lowers its tolls", name="south.lower"),
    item("o2", "option", 2, "share the customs house", "shares the customs house", name="north.share"),
    item("d1", "driver", 6, "if the grain ships come late", "how late the grain ships come", name="late"),
    item("w1", "want", 6, "merchants of Southport, who own most of them, ask for it", "tolls fall when the ships are late",
         actor="Southport", formula="late >= 0.5 implies south.lower"),
    item("w2", "want", 2, "Northport would rather keep its lighthouse keepers", "no common customs house", actor="north",
         formula="not north.share"),
    item("w3", "want", 2, "Its council met four times in the spring", "to talk", actor="south"),
    item("r1", "rule", 5, "without a common enemy no common house", "no house without tolls",
         formula="north.share and south.lower"),
    item("c1", "claim", 6, "It is unlikely that the tolls fall before the harvest", "the tolls stay", formula="not south.lower",
         by="northport"),
    item("q1", "question", 4, "What would change this?", "what would change it"),
    item("f1", "forecast", 6, "They might fall afterward, if the grain ships come late", "the tolls fall", by="the Gazette"),
]  # fmt: skip


def given(read: ReadDocument, *answers: Any, form: str = "list") -> Path:
    path = Path(read.file).with_name("answers.json")
    path.write_text(json.dumps(list(answers)) if form == "list" else "\n".join(map(json.dumps, answers)))
    return path


def answer(read: ReadDocument, items: list[dict[str, Any]], chunk: int = 1) -> dict[str, Any]:
    return {"document": read.sha256[:NAMED], "chunk": chunk, "answered_by": "A. Colleague", "items": items}


def checked(read: ReadDocument, *more: dict[str, Any]) -> AnsweredRecord:
    return answered(read, given(read, answer(read, [*ITEMS, *more])))


def told(page: Page) -> str:
    return " ".join(block.text for block in page.blocks if isinstance(block, Sentence))


# -- asking ------------------------------------------------------------------------------------------------------------


def test_what_is_asked_holds_every_paragraph_once_with_its_number(read: ReadDocument, tmp_path: Path) -> None:
    record = ask(read, tmp_path / "ask.json")
    asked = json.loads((tmp_path / "ask.json").read_text())
    text = "\n\n".join(chunk["text"] for chunk in asked["chunks"])
    assert text == "\n\n".join(f"[{number}] {words}" for number, words in enumerate(PARAGRAPHS, start=1))
    assert asked["document"] == read.sha256[:NAMED]
    assert record.chunks[0].cued > 3
    assert "Nothing was sent anywhere" in told(ask_page(record))
    with pytest.raises(CountermoveError, match="exists already"):
        ask(read, tmp_path / "ask.json")


def test_what_is_asked_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "an\u202eessay.txt").write_text("The \u202ecouncils\u202c met.\u200b\n\u2028They talked.\n")
    ask(document_in(tmp_path / "an\u202eessay.txt"), tmp_path / "ask.json")
    written = (tmp_path / "ask.json").read_text()
    assert not any(hidden_in(written))
    assert json.loads(written)["chunks"][0]["text"].startswith("[1] The \u202ecouncils\u202c met.\u200b")


def test_the_schema_is_flat_and_takes_what_is_taken(read: ReadDocument, tmp_path: Path) -> None:
    ask(read, tmp_path / "ask.json")
    schema = json.loads((tmp_path / "ask.json").read_text())["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    items = schema["properties"]["items"]["items"]["properties"]
    assert all(field["type"] in ("string", "integer") for field in items.values())
    assert not {"$ref", "$defs", "anyOf", "oneOf"} & set(json.dumps(schema).split('"'))
    jsonschema.validate(answer(read, ITEMS), schema)
    for wrong in (answer(read, ITEMS, chunk=2), answer(read, [{**ITEMS[0], "more": ""}]), {"items": []}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_chunks_are_whole_paragraphs_in_order(tmp_path: Path) -> None:
    paragraphs = ["word " * (size % 700 + 1) for size in range(0, 40_000, 113)] + ["long " * CHUNK] + ["end"]
    (tmp_path / "long.txt").write_text("\n".join(paragraphs))
    chunks = chunks_of(document_in(tmp_path / "long.txt"))
    assert [chunk.number for chunk in chunks] == list(range(1, len(chunks) + 1))
    covered = [number for chunk in chunks for number in range(chunk.first, chunk.last + 1)]
    assert covered == list(range(1, len(paragraphs) + 1))
    for chunk in chunks:
        size = sum(len(paragraph.strip()) for paragraph in paragraphs[chunk.first - 1 : chunk.last])
        assert size <= CHUNK or chunk.first == chunk.last


# -- checking ----------------------------------------------------------------------------------------------------------


def test_the_worksheet_has_every_item_with_its_place_and_origin_and_nothing_is_wrong_but_what_is_to_do(
    read: ReadDocument,
) -> None:
    record = checked(read)
    assert [one.placed for one in record.items] == [
        *("actors.north", "actors.south", "actors.south.options.lower", "actors.north.options.share", "drivers.late"),
        *(
            "actors.south.wants.w3",
            "actors.north.wants.w1",
            "actors.south.wants.w2",
            "never.r1",
            "claims.C1",
            "open.Q1",
        ),
        "forecasts.F1",
    ]
    assert (record.lint, record.as_expected) == ((), True)
    with pytest.raises(AssessmentError) as error:
        loads(record.text)
    assert {problem.code for problem in error.value.problems} == {"todo"}
    filled = record.text
    for todo in ("todo: now", "todo: check", "todo: readings", "todo: closes"):
        filled = filled.replace(
            todo, {"now": "now: 0.4", "check": "check: {stable: start}", "readings": "readings: {as_is: {}}"}.get(
                todo.removeprefix("todo: "), 'closes: "1912-12-31"'
            ),
        )  # fmt: skip
    filled = "\n".join(line for line in filled.splitlines() if "todo: 'put the wants" not in line)
    case = loads(filled.replace("todo: want", "want: not north.share"))
    assert {"north", "south"} == set(case.document.actors)
    assert case.document.claims["C1"].by == "north"
    assert case.document.actors["south"].wants[-1].at[0].para == 6
    assert "x-origin: {by: A. Colleague, chunk: 1, item: f1, quote: repaired (nearly)}" in record.text


def test_of_all_items_only_where_they_stand_in_the_worksheet_may_be_broken_into_lines(read: ReadDocument) -> None:
    [table] = [block for block in answered_page(checked(read)).blocks if isinstance(block, Table)]
    assert [row[1] for row in table.texts] == [one["kind"] for one in ITEMS]
    assert [column.title for column in table.columns if not column.fixed] == ["In the worksheet"]


def test_what_is_not_in_the_text_is_set_aside_and_told(read: ReadDocument) -> None:
    record = checked(
        read,
        item("x1", "claim", 5, "The fleets will meet in the spring of 1912", "war"),
        item("x2", "want", 2, "Northport would never keep its lighthouse keepers", "not to keep", actor="north"),
    )
    states = {one.id: (one.state, one.how, one.placed) for one in record.items}
    assert states["x1"] == ("rejected", "none", None)
    assert states["x2"] == ("rejected", "turned", None)
    assert states["w3"] == ("repaired", "elsewhere", "actors.south.wants.w2")
    assert not record.as_expected
    assert "x-rejected:" in record.text
    assert "The fleets will meet" in record.text
    page = told(answered_page(record))
    for words in (
        "x1 of chunk 1 (claim): rejected",
        "“never” and “rather” make it say",
        "it is in ¶ 3, not in ¶ 2",
    ):
        assert words in page


def test_formulas_are_looked_at_with_the_names_that_answers_declare(read: ReadDocument) -> None:
    record = checked(
        read,
        item("b1", "want", 5, "A storm would", "a storm", actor="north", formula="storm.blows"),
        item("b2", "want", 5, "A storm would", "a storm", actor="nobody", formula="south.lower"),
        item("b3", "rule", 5, "A storm would", "never late", formula="late >= 0.5"),
        item("b4", "option", 5, "both councils signed", "signs", name="and.so on"),
        item("b5", "option", 5, "both councils signed", "signs", name="pilots.sign"),
    )
    found = {one.id: one for one in record.items}
    assert "not an option, term or driver here" in str(found["b1"].formula_problem)
    assert found["b1"].placed is not None
    assert "x-formula: storm.blows" in record.text
    assert found["b2"].unplaced == "'nobody' is not an actor that the answers declare"
    assert "late is a driver" in str(found["b3"].formula_problem)
    assert found["b4"].unplaced == "'and.so on' is not an actor and an option"
    assert found["b5"].placed == "actors.pilots.options.sign"
    assert "say who this is" in record.text
    assert "x-unplaced:" in record.text
    assert record.lint == ()


def test_names_that_clash_are_told(read: ReadDocument) -> None:
    record = checked(read, item("d2", "driver", 6, "most of them, ask for it", "tolls", name="lower"))
    assert record.lint
    assert not record.as_expected


def test_an_actor_may_be_called_like_the_document(read: ReadDocument) -> None:
    record = checked(read, item("a3", "actor", 3, "Southport", "the essay", name="essay"))
    assert (record.lint, record.text.count("  essay_text:\n")) == ((), 1)


def test_chunks_that_were_not_answered_or_answered_short_are_told(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "\n".join([*PARAGRAPHS, *(f"{number}. " + PARAGRAPHS[2] for number in range(30))])
    )
    read = document_in(tmp_path / "long.txt")
    chunks = chunks_of(read)
    assert len(chunks) >= 2
    record = answered(read, given(read, answer(read, ITEMS[:6]), form="lines"))
    assert [chunk.short for chunk in record.chunks] == [True] * len(chunks)
    assert [chunk.items for chunk in record.chunks[:2]] == [1, None]
    page = told(answered_page(record))
    assert "was answered short: one item for" in page
    assert "was not answered" in page


def test_an_answer_may_be_alone_in_a_list_or_on_its_own_line(read: ReadDocument) -> None:
    whole = [one.placed for one in checked(read).items]
    path = given(read, answer(read, ITEMS), form="lines")
    assert [one.placed for one in answered(read, path).items] == whole
    path.write_text(json.dumps(answer(read, ITEMS), indent=3) + "\n\n")
    assert [one.placed for one in answered(read, path).items] == whole


@pytest.mark.parametrize(
    "text", ["#! yes: [no", "a: b\n- c", "'", '"', "NO", "1e3", "\u202eabc", "{x}", "&a *b !c", "é – 两"]
)
def test_whatever_is_said_is_text_in_the_worksheet(read: ReadDocument, text: str) -> None:
    record = checked(read, item("t1", "claim", 5, "A storm would", text, by=text))
    assert record.lint == ()
    with pytest.raises(AssessmentError) as error:
        loads(record.text)
    assert {problem.code for problem in error.value.problems} == {"todo"}


def test_what_the_document_is_called_is_one_line_of_the_worksheet(read: ReadDocument) -> None:
    path = Path(read.file).with_name("an essay\nactors: {}\n\u202e.txt")
    path.write_bytes(Path(read.file).read_bytes())
    record = answered(document_in(path), given(read, answer(read, ITEMS)))
    assert record.text.startswith("# A worksheet made of answers about an essay\\nactors: {}\\n\\u202e.txt: what")
    assert record.lint == ()


# -- refusing ----------------------------------------------------------------------------------------------------------


def refused(read: ReadDocument, content: bytes) -> str:
    path = Path(read.file).with_name("answers.json")
    path.write_bytes(content)
    with pytest.raises(AssessmentError) as error:
        answered(read, path)
    (problem,) = error.value.problems
    assert "\n" not in problem.message
    assert problem.file == str(path)
    return problem.message


def test_files_that_are_no_answers_are_refused(read: ReadDocument) -> None:
    whole = json.dumps(answer(read, ITEMS)).encode()
    for content, message in (
        (b"", "no answers"),
        (b"[]", "no answers"),
        (b"Here are the answers: {}", "is no JSON"),
        (whole[: whole.index(b"Northport would rather") + 9], "ends in the middle"),
        (whole[:-1], "ends in the middle"),
        (whole + b"\n" + whole, "Chunk 1 is answered twice"),
        (b"\xff\xfe" + whole, "UTF-16"),
        (b'{"chunk": 1, "chunk": 2}', "'chunk' is given twice"),
        (b"[" * 200_000, "deeper than any answer"),
        (b'{"chunk": ' + b"9" * 6_000 + b"}", "more digits"),
        (b'{"chunk": NaN}', "NaN is not a JSON number"),
        (b'"text"', "not a JSON object"),
        (b"[[1]]", "not a JSON object"),
    ):
        assert message in refused(read, content), content[:40]


def test_fifty_megabytes_of_answers_are_refused_unread(read: ReadDocument) -> None:
    path = Path(read.file).with_name("answers.json")
    with open(path, "wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(AssessmentError, match="over 5 MB"):
        answered(read, path)


@in_one_test(
    ("change", "message"),
    [
        ({"document": "0123456789abcdef"}, "for another document ('0123456789abcdef')"),
        ({"document": ""}, "document is empty"),
        ({"document": None}, "document is missing"),
        ({"chunk": 9}, "no chunk 9: the document has 1"),
        ({"chunk": True}, "chunk is not a whole number"),
        ({"items": {}}, "items is not a list"),
        ({"more": 1}, "'more' is not a key here"),
        ({"items": [1]}, "Chunk 1, item 1 is not a JSON object"),
        ({"items": [ITEMS[0], ITEMS[0]]}, "the id 'a1' is given twice"),
        ({"items": [{**ITEMS[0], "kind": "wish"}]}, "'wish' is not a kind of item"),
        ({"items": [{**ITEMS[0], "kind": ["want"]}]}, "kind is not text"),
        ({"items": [{**ITEMS[0], "kind": None}]}, "kind is missing"),
        ({"items": [{**ITEMS[0], "paragraph": "2"}]}, "paragraph is not a whole number"),
        ({"items": [{**ITEMS[0], "quote": ["a"]}]}, "quote is not text"),
        ({"items": [{**ITEMS[0], "quote": " "}]}, "quote is empty"),
        ({"items": [{**ITEMS[0], "says": "a\x1b[2Jb"}]}, "U+001B"),
        ({"items": [{**ITEMS[0], "says": "\ud800"}]}, "U+D800"),
        ({"items": [{**ITEMS[0], "says": "a" * 1_001}]}, "over 1,000 characters"),
        ({"items": [{**ITEMS[0], "id": f"i{n}"} for n in range(5_001)]}, "over 5,000 items"),
        ({"items": [{**ITEMS[5], "quote": "The war began at dawn on the other shore"}]}, "None of its quotes is in"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_with_where(
    read: ReadDocument, change: dict[str, Any], message: str
) -> None:
    data = {key: value for key, value in {**answer(read, ITEMS), **change}.items() if value is not None}
    assert message in refused(read, json.dumps(data).encode())


def test_a_long_quote_is_told_whole(read: ReadDocument) -> None:
    quote = f"Northport would rather keep {'its lighthouse keepers and ' * 6}its tolls"
    record = checked(read, item("w9", "want", 2, quote, "no common customs house", actor="north"))
    assert f"“{quote}”" in told(answered_page(record))
