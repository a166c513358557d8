"""The file of what is kept: the same each time, read back as it was, and refused with one message where it is not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from countermove.plugins.evidence.sources.sidecar import Sidecar, read_sidecar, salt_of, sidecar_of, written
from countermove.plugins.evidence.sources.tracer import Tracer
from countermove.sources.places import Place
from gmcr.base.errors import AssessmentError
from tests.conftest import in_one_test
from tests.plugins.evidence.writing import invented, text

__all__: list[str] = []


def made() -> Sidecar:
    own = text([*invented(3, 60, 90), ["one", "two"]])
    tracer = Tracer(own, salt_of("ferry", {"s": own}))
    places = {Place("s", "para", str(number)): tracer.lock((number - 1, number)) for number in (1, 3, 4)}
    places |= {Place("s", "time", "1:02"): tracer.lock((1, 2)), Place("s", "", ""): tracer.lock((0, 4), whole=True)}
    return sidecar_of("ferry", tracer.salt, {"s": own}, places)


def test_it_is_read_as_it_was_written_and_the_same_each_time(tmp_path: Path) -> None:
    given, path = made(), tmp_path / "ferry.sources.json"
    path.write_text(written(given), encoding="utf-8")
    found = read_sidecar(path, "ferry")
    assert (found.case, found.salt, found.texts, found.places) == (given.case, given.salt, given.texts, given.places)
    assert list(found.places) == list(given.places)
    assert written(found) == written(made())
    data = json.loads(written(given))
    assert data["countermove_sources"] == 1
    assert len(written(given).splitlines()) == 10 + len(given.places), "a place a line"


def test_no_word_of_a_text_is_in_it() -> None:
    data = json.dumps([json.loads(written(made()))["places"], json.loads(written(made()))["texts"]])
    own = [word for words in invented(3, 60, 90) for word in words if len(word) > 4 and not set(word) <= set("abcdef")]
    assert len(own) > 50
    assert [word for word in own if word in data] == []


def test_the_salt_is_another_for_another_case_or_text() -> None:
    own, other = text(invented(2, 20, 30)), text(invented(2, 20, 30, seed=2))
    other = type(other)(other.source, other.file, "1" * 64, other.paragraphs, True, (), {}, {})
    assert len({salt_of("a", {"s": own}), salt_of("b", {"s": own}), salt_of("a", {"s": other})}) == 3


def broken(**changes: Any) -> str:
    return json.dumps(json.loads(written(made())) | changes)


def place(**changes: Any) -> str:
    data = json.loads(written(made()))
    data["places"][0] |= changes
    return json.dumps(data)


DOUBLE = json.loads(written(made()))
DOUBLE["places"].append(DOUBLE["places"][0])

BAD: dict[str, tuple[str | bytes, str, str]] = {
    "nothing": ("", "syntax", "cut off"),
    "cut": (written(made())[:400], "syntax", ".json:"),
    "of another": (written(made()).replace('"ferry"', '"river"'), "clash", "'river', not 'ferry'"),
    "newer": (broken(countermove_sources=2), "version", "version 1"),
    "no version": (broken(countermove_sources=None), "value", "countermove_sources"),
    "a list": ("[]", "value", "the file"),
    "more": (broken(more=1), "value", "more"),
    "deep": ("[" * 100_000, "syntax", ""),
    "a number": ("9" * 10_000, "syntax", ""),
    "a string": (broken(salt="x"), "value", "salt"),
    "no places": (broken(places={}), "value", "places"),
    "hash": (place(sha256="f" * 63), "value", "places.0.sha256"),
    "runs": (place(runs="12345"), "value", "places.0.runs"),
    "many runs": (place(runs="0" * 4 * 257), "value", "places.0.runs"),
    "true": (place(words=True), "value", "places.0.words"),
    "below": (place(words=-1), "value", "places.0.words"),
    "para": (place(para="1"), "value", "places.0.para"),
    "twice": (json.dumps(DOUBLE), "duplicate", "s para 1"),
    "latin": (written(made()).replace("ferry", "fährre").encode("latin-1"), "encoding", "UTF-8"),
    "nul": (b"\x00" * 100, "syntax", ""),
}


@in_one_test("name", BAD)
def test_what_is_not_ours_is_one_message(name: str, tmp_path: Path) -> None:
    content, code, part = BAD[name]
    path = tmp_path / "ferry.sources.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(AssessmentError) as caught:
        read_sidecar(path, "ferry")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert part in str(problem)
    assert str(problem).startswith(f"{path}:")
    assert len(str(problem)) < 400 + len(str(path))


def test_a_large_one_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "ferry.sources.json"
    with open(path, "wb") as stream:
        stream.truncate(1 << 30)
    with pytest.raises(AssessmentError, match="over 5 MB"):
        read_sidecar(path, "ferry")
