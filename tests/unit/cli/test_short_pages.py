"""No page is longer than 60 lines where nobody asks for more, and --full leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment.bundle import content
from countermove.catalogue import QUESTIONS
from countermove.presentation import excerpt as excerpts
from countermove.presentation.excerpt import ROOM
from tests.unit.cli.conftest import Run

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

CASES = ("korea-2021", "melos-416bc", "ukraine-2022", "velm-strait", "elmira-1991", "syria-iraq-1975", "chicken")

MORE: Mapping[str, tuple[str, ...]] = {
    "why": ("start",),
    "inverse": ("start",),
    "robust": ("--draws", "40"),
}
"""What a question needs, and what makes it quick."""

TWO = ("diff", "compare")
"""Questions that are put to two cases."""

FIRST = (("check", "korea-2021"), ("tipping", "korea-2021"), ("solve", "korea-2021"), ("assess", "korea-2021"))
"""What is tried of a case at every level; some of another is too, all of that at the second, all cases at the judge's."""


def tried() -> Iterator[Any]:
    """Every command that prints a page, on every case; a bare conflict answers what is asked of games alone."""
    asked = [name for name, item in QUESTIONS.items() if item.of != "gmcr" and name not in TWO]
    for case in CASES:
        for name in ("assess", *asked, "score", "cases"):
            later = pytest.mark.level("all", but=6) if case == "melos-416bc" else pytest.mark.level("judge")
            yield pytest.param(name, case, marks=() if (name, case) in FIRST else later, id=f"{name}-{case}")


@pytest.mark.parametrize(("name", "case"), list(tried()))
def test_a_page_has_at_most_sixty_lines(run: Run, name: str, case: str) -> None:
    done = run(name, case, *MORE.get(name, ()))
    if done.exit_code == 2:
        assert done.stdout == ""  # the case does not answer that
        assert done.stderr.count("\n") >= 1
        return
    assert 0 < done.stdout.count("\n") <= ROOM


@pytest.mark.parametrize("name", ["grids", "wants", pytest.param("matrix", marks=pytest.mark.level("judge"))])
def test_the_table_behind_a_figure_has_room(run: Run, name: str) -> None:
    short, whole = (run("figure", "korea-2021", name, *more).stdout for more in ((), ("--full",)))
    assert short.count("\n") <= ROOM < whole.count("\n")
    assert "(--full)" in short


def test_what_is_bundled_has_room(run: Run) -> None:
    for listing in ((), ("--games",)):
        assert run("cases", *listing).stdout.count("\n") <= ROOM
    assert run("cases", "--games", "--full").stdout.count("\n") > 78


@pytest.fixture
def edited(tmp_path: Path) -> str:
    """korea-2021 with other numbers and wants."""
    text = content("korea-2021").decode()
    for old, new in (("now: 0.2", "now: 0.8"), ("now: 0.8", "now: 0.3"), ("want: not us.engage", "want: us.engage")):
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "edited.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "name",
    [pytest.param("diff", marks=pytest.mark.level("judge")), pytest.param("compare", marks=pytest.mark.level("all"))],
)
def test_two_cases_side_by_side_have_room(run: Run, edited: str, name: str) -> None:
    short, whole = (run(name, "korea-2021", edited, "--bound", "1", *more).stdout for more in ((), ("--full",)))
    assert short.count("\n") <= ROOM < whole.count("\n")
    assert "(--full)" in short
    assert "--full" not in whole


@pytest.mark.parametrize(
    "name",
    [
        "levers",
        *(pytest.param(name, marks=pytest.mark.level("all")) for name in ("check", "views", "score")),
        pytest.param("tipping", marks=pytest.mark.level("judge")),
    ],
)
def test_nothing_is_left_out_of_a_full_page(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    short, whole = (run(name, "korea-2021", *more).stdout for more in ((), ("--full",)))
    assert short.count("\n") <= ROOM < whole.count("\n")
    assert short.splitlines()[:4] == whole.splitlines()[:4]
    assert "(--full)" in " ".join(short.split())
    assert run(name, "korea-2021", "--json").stdout == run(name, "korea-2021", "--full", "--json").stdout
    monkeypatch.setattr(excerpts, "excerpt", lambda page, lines: page)
    assert run(name, "korea-2021").stdout == whole
