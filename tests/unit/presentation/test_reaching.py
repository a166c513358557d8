"""How far roads lead, in words."""

from __future__ import annotations

from countermove import CONCEPTS
from countermove.inquiry.outcomes import Reach
from countermove.presentation.steps import reach_clause, reach_sentence


def test_every_case_has_one_form() -> None:
    assert [reach_clause(item) for item in Reach] == [
        "it ends there",
        "it may end there",
        "it passes there",
        "nobody goes there",
    ]


def test_the_concept_is_always_named() -> None:
    assert (
        reach_sentence("talks", {"nash": Reach.MAY_END})
        == "Talks: it may end there with everybody looking one step ahead (Nash)."
    )
    both = {"nash": Reach.ENDS, "gmr": Reach.NOBODY, "seq": Reach.ENDS}
    assert reach_sentence("talks", both) == (
        "Talks: it ends there with everybody looking one step ahead (Nash) or reckoning with answers that pay (SEQ); "
        "nobody goes there with everybody fearing any answer (GMR)."
    )
    assert reach_sentence("talks", dict.fromkeys(("nash", "gmr"), Reach.PASSES)) == (
        "Talks: it passes there with everybody looking one step ahead (Nash) or fearing any answer (GMR)."
    )
    assert (
        reach_sentence("talks", dict.fromkeys(CONCEPTS, Reach.NOBODY)) == "Talks: nobody goes there under any concept."
    )
