"""What is told where answers to open questions are selected: of the readings that are left, and of no others."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.level("all")
@pytest.mark.usefixtures("solved_once")
def test_a_selected_answer_leaves_its_readings_alone_in_the_picture(run: Run) -> None:
    found = run("check", "korea-2021", "--reading", "O1=answers", "--full")
    assert found.exit_code == 0
    strips = found.stdout.partition("Where each claim holds")[2]
    # Sixteen readings of 32 are left, and O1 tells none of them apart.
    assert "C03  ################  80 of 80" in strips
    assert "\nO1 " not in strips
    assert "\nO2 " in strips
    assert "Of 17 claims that are not the author's, five follow" in " ".join(found.stdout.split())
