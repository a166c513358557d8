"""acts: what each actor can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from countermove.cli.options import AsJson, Case
from countermove.context.answer import open_case
from countermove.context.frame import Frame, frame_of
from countermove.presentation.blocks import Page, Sentence
from gmcr.base.record import INTERNAL, Record


@dataclass(frozen=True, slots=True)
class ActsRecord(Record):
    """What each actor can do."""

    frame: Annotated[Frame, INTERNAL]
    acts: Mapping[str, tuple[str, ...]]
    """Actor: its options."""


def acts(case: Case, as_json: AsJson = False) -> None:
    """List the acts of a case.

    Actor by actor."""
    from countermove.cli.output import show_record

    assessment = open_case(case, "acts")
    own = {actor: tuple(record.options) for actor, record in assessment.document.actors.items()}
    show_record(ActsRecord(frame_of(assessment), own), as_json)


def acts_page(given: ActsRecord) -> Page:
    """A line for each actor."""
    return Page(tuple(Sentence(f"{actor}: {', '.join(own)}", "item") for actor, own in given.acts.items()))
