"""The page in a coding: its own answers, what is in force and the way back, what is not asked; the command and the program
are of the coding; what is pushed in it is not written into a file that says other words."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

import pytest

import countermove as cm
from countermove.plugins.serve.serving.jobs import Bench
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import View, page
from countermove.processes.frames import packed, unpacked
from gmcr.base.errors import CountermoveError

__all__ = ["FERRY"]

FERRY = """\
countermove: 1
title: The ferry
concepts: [nash]
key_questions:
  K1: {asks: "Does the ferry run?", answer_yes: {check: {every_outcome: line.run}}}
actors:
  line:
    name: Line
    options: {run: {does: runs the ferry}}
    wants: [{id: l1, want: line.run iff town.pay}, {id: l2, want: not line.run}]
  town:
    name: Town
    options: {pay: {does: pays}}
    wants: [{id: t1, want: town.pay}, {id: t2, want: not town.pay}]
claims:
  C1: {says: The town pays, check: {every_outcome: town.pay}}
alternatives:
  purse:
    asks: What does the town think of first?
    as_is: the ferry
    other: {purse: {means: its <b>purse</b>, move: {t2: {before: t1}}}}
  town:
    asks: Is the town an actor of its own?
    other: {nobody: {without_actor: town}}
"""


def seen(query: str) -> View:
    return page(FERRY, parse(query))


def test_a_coding_answers_as_its_file_would_and_says_what_it_is() -> None:
    view = seen("code=purse:purse&ask=document")
    assert view.problems == ()
    assert "No" in view.fragments["answers"]
    assert "Yes" in seen("").fragments["answers"]
    told = view.fragments["coding"]
    assert "What does the town think of first? <b>Its &lt;b&gt;purse&lt;/b&gt;</b>" in told
    assert 'href="?ask=document"' in told  # the way back
    assert view.fragments["panel"].index("t2") < view.fragments["panel"].index("t1")
    assert "--coding purse=purse" in view.fragments["reading"]
    assert seen("").fragments["coding"] == ""


def test_what_a_coding_has_not_is_listed_and_not_asked() -> None:
    view = seen("code=town:nobody,purse:purse")
    told = view.fragments["coding"]
    assert "Claim “The town pays” (C1)" in told
    assert "it names town.pay" in told
    assert "Nobody" in told
    assert 'href="?code=purse:purse"' in told
    assert 'href="?code=town:nobody"' in told
    assert "C1" not in view.fragments["claims"]


def test_each_choice_has_a_switch_with_the_files_own_first() -> None:
    switches = seen("code=purse:purse").fragments["switches"]
    assert 'name="code.purse"' in switches
    assert 'name="code.town"' in switches
    assert '<option value="">the ferry</option>' in switches
    assert '<option value="purse" selected>' in switches
    assert parse("code.purse=purse&code.town=").coding == {"purse": "purse"}  # as a form without a script says it
    assert parse("code=purse:as_is").query() == ""


def test_a_push_is_one_of_the_coding() -> None:
    view = seen("code=purse:purse&do=drop:t2")
    assert view.problems == ()
    assert "No → Yes" in view.fragments["changed"].replace("no → yes", "No → Yes")
    assert "Back to this coding" in view.fragments["changed"]
    assert 'href="?code=purse:purse"' in view.fragments["changed"]
    assert parse("code=purse:purse&do=drop:t2").command("ferry") == "countermove serve ferry --coding purse=purse"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("code=purse:purs", "'purs' is not a coding of purse"),
        ("code=purce:purse", "'purce' is not an alternative"),
        ("code=town:nobody&do=drop:t1", "t1"),
    ],
)
def test_a_coding_that_is_none_is_one_sentence(query: str, told: str) -> None:
    view = seen(query)
    assert set(view.fragments) == {"problems"}
    assert told in view.problems[0].message


def test_a_column_of_the_curve_is_a_link_that_opens_its_coding_here() -> None:
    panel = seen("code=town:nobody&eyes=&ask=multiverse").fragments["panel"]
    svg = panel[panel.index("<svg") : panel.index("</svg>")]
    links = re.findall(r'<a class="coding" data-coding="([^"]*)" href="([^"]*)" aria-label="([^"]+)"', svg)
    assert {key: href for key, href, _ in links} == {
        "": "?ask=multiverse",
        "purse:purse": "?code=purse:purse&amp;ask=multiverse",
        "town:nobody": "?code=town:nobody&amp;ask=multiverse",
        "purse:purse,town:nobody": "?code=purse:purse,town:nobody&amp;ask=multiverse",
    }
    assert "As the file has it: yes." in [name for *_, name in links]
    assert svg.count("<a ") == svg.count("</a>") == 4
    assert 'role="group"' in svg  # links in an image cannot be read
    exported = Bench().done(job("export", "code=town:nobody", what="multiverse", suffix="svg"), nothing)["content"]
    plain = unpacked(exported).decode()
    assert "<a " not in plain
    assert plain.count('<g class="coding"') == 4
    assert 'role="img"' in plain


def job(kind: str, query: str, **more: Any) -> dict[str, Any]:
    content = packed(FERRY.encode())
    return {"kind": kind, "file": "ferry.yaml", "content": content, "query": query, "export": "", **more}


def nothing(done: int, of: int) -> None:
    pass


def head_of(text: str) -> dict[str, Any]:
    whole = zlib.decompress(base64.b64decode(text))
    head: dict[str, Any] = json.loads(whole[4 : 4 + int.from_bytes(whole[:4], "little")])
    return head


def test_the_program_that_the_page_runs_is_that_of_the_coding() -> None:
    bench = Bench()
    own, plain = (
        head_of(bench.done(job("program", query), nothing)["packed"]) for query in ("code=town%3Anobody", "code=")
    )
    assert own["coding"] == ["town:nobody"]
    assert plain["coding"] == []
    assert [claim[0] for claim in own["claims"]] == []
    assert [claim[0] for claim in plain["claims"]] == ["C1"]
    assert bench.done(job("program", "code=town:mayor"), nothing) == {"packed": None}


def test_downloads_are_of_the_coding() -> None:
    content = Bench().done(job("export", "code=purse:purse", what="check", suffix="json"), nothing)["content"]
    record = json.loads(unpacked(content))
    assert record["assumptions"]["coding"] == {"purse": "purse"}
    now, before = (cm.check(cm.loads(FERRY).coded(coding)) for coding in ({"purse": "purse"}, {}))
    assert [item["verdict"] for item in record["data"]["claims"]] == [item.verdict for item in now]
    assert [item.verdict for item in now] != [item.verdict for item in before]


def test_what_is_pushed_in_a_coding_is_not_written_into_the_file() -> None:
    bench = Bench()
    with pytest.raises(CountermoveError, match="cannot be written into the file"):
        bench.done(job("rewritten", "code=purse:purse&do=drop:t2"), nothing)
    kept = bench.done(job("rewritten", "code=purse:purse"), nothing)  # a text that was edited beside it
    assert unpacked(kept["content"]).decode() == FERRY
    assert kept["query"] == "code=purse:purse"


def test_what_is_pushed_is_named_as_an_alternative_of_a_draft() -> None:
    bench, words = Bench(), {"asks": "Does it rest?", "means": ""}
    made = bench.done(job("alternative", "do=above:l2:l1", **words), nothing)
    assert made["code"] == "l2:pushed"
    assert made["text"].startswith(FERRY)
    coded = page(made["text"], parse(f"code={made['code']}")).fragments["answers"]
    assert coded == seen("do=above:l2:l1").fragments["answers"].replace(' class="changed"', "")
    with pytest.raises(CountermoveError, match="cannot be written into the file"):
        bench.done(job("alternative", "code=purse:purse&do=drop:l2", **words), nothing)
    with pytest.raises(CountermoveError, match="Nothing is pushed"):
        bench.done(job("alternative", "", **words), nothing)
