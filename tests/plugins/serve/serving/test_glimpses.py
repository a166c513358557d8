"""What a text says of itself among its first lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from countermove.assessment import bundle
from countermove.plugins.serve.serving.shelf import ENOUGH, seems_assessment, title_of

__all__: list[str] = []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("countermove: 1\ntitle: One\n", "One"),
        ("actors: {title: no}\nlist: [title, no]\ntitle: One\n", "One"),
        ("title: {is: no}\n", "file"),
        ("title: One\nbroken: [", "One"),
        ("a: title\nb: [", "file"),
        ("title:\n", "file"),
        ("- title\n- no\n", "file"),
        ("", "file"),
        ("\x00\xff", "file"),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert title_of(text.encode("latin-1"), "file") == title


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("countermove: 1\nbroken: [", True),
        ("title: x\ncountermove:\n", True),
        ('{"countermove": 1, "actors": {}}', True),
        ("about: countermove\n", False),
        ("deep: {countermove: 1}\n", False),
        ("a: 1\n", False),
        ("[" * 3000 + "\ncountermove: 1", True),  # no YAML: whoever is at work on it sees what is wrong
    ],
)
def test_whether_it_seems_an_assessment(text: str, does: bool) -> None:
    assert seems_assessment(text.encode()) is does


def test_bundled_cases_say_what_they_are_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read, whole = list[object](), yaml.parse

    def parse(*given: object, **options: object) -> Iterator[object]:
        for event in whole(*given, **options):
            read.append(event)
            yield event

    cases = [(case.title, bundle.content(case.name)) for case in bundle.cases()]
    monkeypatch.setattr(yaml, "parse", parse)
    for title, content in cases:
        assert title_of(content, "") == title
        assert seems_assessment(content)
        assert 0 < len(read) < 20, "the first keys alone are read"
        read.clear()
    assert title_of(b"- a\n" * ENOUGH, "file") == title_of(b"a: [" + b"x, " * ENOUGH, "file") == "file"
    assert len(read) <= 2010
