"""What ``solve`` says of an actor in a state."""

from __future__ import annotations

from countermove.assessment import loads
from countermove.context.answer import ask
from countermove.presentation.blocks import Table
from countermove.presentation.pages import page_of_answer
from countermove.questions.solve.text import _stable
from gmcr import CONCEPTS
from tests.conftest import in_one_test, require_module


@in_one_test(
    "names, said",
    [
        (CONCEPTS, "stays"),
        ((), "-"),
        (CONCEPTS[1:], "not nash"),
        (("nash", "gmr"), "nash gmr"),
    ],
)
def test_concepts_of_a_cell_are_told_as_short_as_can_be(names: tuple[str, ...], said: str) -> None:
    assert _stable(names, CONCEPTS) == said


def test_who_stays_leaves_under_no_concept() -> None:
    """Of forty options each actor wants one; nobody lists their states."""
    require_module("pysat", "it decides of states that nobody lists")
    options = "".join(f"      o{k}: {{}}\n" for k in range(20))
    text = "countermove: 1\nactors:\n" + "".join(
        f"  {name}:\n    options:\n{options}    wants: [{{id: {name}1, want: {name}.o1}}]\n" for name in "ab"
    )
    page = page_of_answer(ask("solve", loads(f"{text}start: [a.o1]\n"), concepts=["nash", "gmr"]))
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns] == ["Actor", "Stays under", "Leaves under"]
    assert table.rows == (("a", "both concepts", "-"), ("b", "-", "both concepts"))
