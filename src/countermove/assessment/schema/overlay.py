"""Overlays: the changes to the author's model by a reading, a scenario, a view or a claim's `with`.

Inside one overlay the order is drop, rewrite, move, set, drifts, happens, whatever the order in the file.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field, PlainValidator, model_validator

from countermove.assessment.schema.drifts import Drifts
from countermove.assessment.schema.kinds import (
    ActName,
    Certainty,
    Condition,
    DriverName,
    ExactNumber,
    Flag,
    PartyName,
    Text,
    Truth,
    WantName,
    WrittenAs,
    complain,
    exact,
    one_of,
)
from countermove.assessment.schema.record import Entry, Founded, Locator

__all__ = ["Overlay", "Place", "Reading", "Rewrite", "Scenario", "Strength", "View", "degree_of"]

Strength = Annotated[str, one_of(("mild", "great"), "strength"), WrittenAs({"enum": ["mild", "great"]})]
"""How much a state is preferred to another where a want decides between them."""


def degree_of(strength: str | None, unknown: bool | None) -> int | None:
    """The degree of ``ModelWant``: 1 (mild), 2 (great), None (unknown)."""
    return None if unknown else 2 if strength == "great" else 1


class Rewrite(Entry):
    """A want in new words. `want`, `while` and `otherwise` are replaced together; the rest stays unless given."""

    want: Truth = Field(description="What the actor wants now.")
    while_: Condition | None = Field(None, alias="while", description="When it counts; absent: always.")
    otherwise: Truth | None = Field(None, description="What counts where `while` does not hold.")
    could_be: Truth | None = Field(
        None, description="The change of mind that is taken seriously; unchanged where absent."
    )
    says: Text | None = Field(
        None, description="The reason for `want` in a few words; that of the old words goes where absent."
    )
    otherwise_says: Text | None = Field(
        None, description="The reason for `otherwise` in a few words; that of the old words goes where absent."
    )
    certainty: Certainty | None = Field(None, description="How sure it is; unchanged where absent.")
    strength: Strength | None = Field(
        None, description="How much it is preferred; with `unknown` unchanged where both are absent."
    )
    unknown: Flag | None = Field(None, description="Whether it is unknown what is preferred.")
    at: tuple[Locator, ...] | None = Field(None, description="Where the source says so; unchanged where absent.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")

    @property
    def degree(self) -> int | None:
        """The degree that it gives the want, where it is ``graded``."""
        return degree_of(self.strength, self.unknown)

    @property
    def graded(self) -> bool:
        """Whether it says anything of strength or doubt."""
        return self.strength is not None or self.unknown is not None


class Place(Entry):
    """The new place of a want, beside another want of the same actor."""

    before: WantName | None = Field(None, description="The want that it is to stand right before.")
    after: WantName | None = Field(None, description="The want that it is to stand right after.")

    @model_validator(mode="after")
    def _one_anchor(self) -> Place:
        if (self.before is None) == (self.after is None):
            raise complain("move", "A move says either {before: …} or {after: …}.")
        return self


def _weight(value: object) -> Fraction:
    number = exact(value)
    if number < 0:
        raise complain("range", f"A weight is at least 0; this is {value}.")
    return number


Weight = Annotated[Fraction, PlainValidator(_weight), WrittenAs({"type": "number", "minimum": 0})]


class Overlay(Entry):
    """Changes to the author's model."""

    drop: tuple[WantName, ...] = Field((), description="Wants that are left out.")
    rewrite: dict[WantName, Rewrite] = Field({}, description="Wants in new words, by id.")
    move: dict[WantName, Place] = Field({}, description="Wants that stand elsewhere in their actor's order, by id.")
    set: dict[DriverName, ExactNumber] = Field({}, description="Drivers and the values that they take.")
    drifts: Drifts = Field({}, description="Drivers and how they drift, in place of what the file says of each.")
    happens: tuple[ActName, ...] = Field(
        (),
        description="Acts that change the start, one-way or not and whatever they need: `option`, `not option`, "
        "`option = level`.",
    )


class Reading(Overlay):
    """One answer to an open question. An empty one leaves the author's model as it is."""

    means: Text | None = Field(None, description="The answer in words.")
    weight: Weight | None = Field(
        None,
        description="How much it counts beside the other answers, at least 0; 1 where absent. No verdict depends on it.",
    )
    at: tuple[Locator, ...] = Field((), description="What in the source speaks for it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


class Scenario(Overlay, Founded):
    """What may come: an overlay that claims refer to with `in`."""

    why: Text | None = Field(None, description="Why it may come about.")


class View(Overlay, Founded):
    """What somebody believes: an overlay on the author's model that claims refer to with `under`."""

    holder: PartyName | None = Field(None, description="The actor or source that believes it.")
    about: Text | None = Field(None, description="What the belief is about.")
