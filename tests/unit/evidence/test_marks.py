"""The marks made by hand lie in the texts that they were made in, and leave nothing of them out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from countermove.evidence.sources.texts import text_of

__all__: list[str] = []

MARKS = Path(__file__).parent / "marks"
FILES = sorted(MARKS.glob("*.json"))
CUES = {"conditional", "hedge", "reported", "preference", "mechanism", "forecast", "date", "question"}


def content_of(name: str, request: pytest.FixtureRequest) -> bytes:
    """The bytes of a text: ours lies beside its marks, others' beside the repository."""
    if (MARKS / name).is_file():
        return (MARKS / name).read_bytes()
    shared: Path = request.getfixturevalue("shared")
    if not name.startswith("https:"):
        return (shared / "seed" / f"{name}.txt").read_bytes()
    releases = shared / "data" / "state_dept_releases" / "korea_documents.jsonl"
    with releases.open(encoding="utf-8") as lines:
        texts = [record["text"] for record in map(json.loads, lines) if record["id"] == name]
    assert len(texts) == 1
    return str(texts[0]).encode()


def test_there_are_four() -> None:
    assert [path.stem for path in FILES] == ["briefing-350265", "invented", "speech-364555", "sun-2021"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_lie_in_their_text(path: Path, request: pytest.FixtureRequest) -> None:
    marks = json.loads(path.read_text(encoding="utf-8"))
    content = content_of(marks["text"], request)
    assert hashlib.sha256(content).hexdigest() == marks["sha256"]
    paragraphs = text_of(content.decode(), path.stem, path.name, marks["sha256"]).paragraphs
    sentences = marks["sentences"]
    assert {sentence["paragraph"] for sentence in sentences} == set(range(1, len(paragraphs) + 1))
    for number, paragraph in enumerate(paragraphs, 1):
        spans = [(own["start"], own["end"]) for own in sentences if own["paragraph"] == number]
        _covers(paragraph, spans)
    assert sentences == sorted(sentences, key=lambda own: (own["paragraph"], own["start"]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cues_and_holders_are_well_formed(path: Path) -> None:
    for sentence in json.loads(path.read_text(encoding="utf-8"))["sentences"]:
        cues: list[str] = sentence["cues"]
        assert len(set(cues)) == len(cues)
        assert set(cues) <= CUES
        assert ("holders" in sentence) == ("reported" in cues)
        _in_order(sentence, sentence.get("holders", []))


def _covers(paragraph: str, spans: list[tuple[int, int]]) -> None:
    """Spans do not overlap, begin and end with a character, and leave nothing but space outside."""
    last = 0
    for start, end in spans:
        assert 0 <= last <= start < end <= len(paragraph)
        assert not paragraph[last:start].strip()
        assert paragraph[start:end] == paragraph[start:end].strip()
        last = end
    assert not paragraph[last:].strip()


def _in_order(sentence: dict[str, Any], holders: list[tuple[int, int]]) -> None:
    last = sentence["start"]
    for start, end in holders:
        assert last <= start < end <= sentence["end"]
        last = end
