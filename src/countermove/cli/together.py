"""countermove together: which claims can be true together."""

from __future__ import annotations

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import All, AsJson, Case, Concepts
from countermove.cli.tipping import ClaimsOrAuthors

__all__ = ["together"]


def together(
    case: Case,
    claim: ClaimsOrAuthors = None,
    concept: Concepts = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say which claims can be true together, and which cannot.

    And which question would settle most. Over all readings and concepts: a reading that makes all of them true, or
    else the smallest sets that exclude themselves and the readings that come closest. Ctrl-C ends it with the claims
    that are judged.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Putting the claims of {case} together") as told:
        from countermove import desk
        from countermove.questions.together.told import together_page
        from countermove.stability import CONCEPTS

        record = desk.together_case(
            desk.open_case(case, "together"), claims=claim or None, concepts=concept or CONCEPTS, progress=told
        )
    show_record(record, as_json, together_page, every=every)
    end_if_interrupted(bool(record.found.left_out))
