"""Sources and citations: what a reference list says, each part where the file states it."""

from __future__ import annotations

from pathlib import Path

import pytest

from countermove.assessment import loads
from countermove.assessment.conflicts import loads_conflict
from countermove.interop.conversion import convert
from gmcr.base.errors import AssessmentError
from tests.conftest import in_one_test
from tests.unit.assessment.files import BASE, edited, problems_of

__all__: list[str] = []

VIA = "    via: essay\n"
FULL = """\
    author: ["Berg, Ida", The Consultancy]
    title: How it ends
    year: 2025
    in: Papers 4, 1-12
    doi: 10.1000/182
    url: https://example.org/a?b=c#d
"""

CONFLICT = """\
conflict: 1
citation: {citation}
actors:
  a: {{options: {{x: {{}}}}, wants: [a.x]}}
  b: {{options: {{y: {{}}}}, wants: [b.y]}}
"""


def test_a_source_says_each_part_in_a_key_of_its_own() -> None:
    source = loads(edited((VIA, VIA + FULL))).document.sources["press"]
    assert source.author == ("Berg, Ida", "The Consultancy")
    assert (source.title, source.year, source.in_) == ("How it ends", 2025, "Papers 4, 1-12")
    assert (source.doi, source.url) == ("10.1000/182", "https://example.org/a?b=c#d")


def test_a_source_is_told_from_its_parts_unless_it_says_what_it_is() -> None:
    def told(keys: str) -> str | None:
        return loads(edited((VIA, VIA + keys))).document.sources["press"].told

    assert told(FULL) == "Berg, Ida and The Consultancy (2025), How it ends, Papers 4, 1-12"
    assert told("    year: 2025\n") == "2025"
    assert told("    author: Ida Berg\n") == "Ida Berg"
    assert told("    url: https://example.org\n") is None
    assert told(FULL + "    what: the paper\n") == "the paper"


@in_one_test(
    ("line", "code", "suggestion"),
    [
        ('    year: "2025"', "kind", None),
        ("    year: 0", "range", None),
        ("    year: 10000", "range", None),
        ("    author: 7", "kind", None),
        ("    author: [[a]]", "kind", None),
        ("    url: www.example.org", "value", None),
        ("    url: 'https://example.org/a b'", "value", None),
        ("    url: javascript:alert(1)", "value", None),
        ('    url: "https://example.org/\\u202Egro"', "value", None),
        ("    doi: https://doi.org/10.1000/182", "value", "10.1000/182"),
        ("    doi: unknown", "value", None),
        ("    autor: Ida Berg", "key", "author"),
    ],
)
def test_what_is_no_author_year_or_address_is_refused(line: str, code: str, suggestion: str | None) -> None:
    found = problems_of(edited((VIA, f"{VIA}{line}\n")))
    place = BASE[: BASE.index(VIA)].count("\n") + 2
    assert [(item.code, item.line, item.suggestion) for item in found if item.severity == "error"] == [
        (code, place, suggestion)
    ]


def test_a_conflict_cites_by_texts_or_by_parts() -> None:
    def cited(citation: str) -> tuple[str, ...]:
        return loads_conflict(CONFLICT.format(citation=citation)).citation

    assert cited("Berg (2025)") == ("Berg (2025)",)
    assert cited("{author: Berg, year: 2025}") == ("Berg (2025)",)
    assert cited("[Berg (2025), {title: How it ends}]") == ("Berg (2025)", "How it ends")
    for wrong in ("7", "[7]", "{autor: Berg}"):
        with pytest.raises(AssessmentError):
            cited(wrong)


def test_citations_survive_being_converted(tmp_path: Path) -> None:
    cited = '[Berg (2025), {author: ["Berg, I.", X], year: 2025, in: P, doi: 10.1000/1}]'
    before = loads_conflict(CONFLICT.format(citation=cited))
    for name in ("a.yaml", "a.json"):
        convert(before, tmp_path / name)
        assert loads_conflict((tmp_path / name).read_bytes()).works == before.works
