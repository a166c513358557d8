"""The table of the stability concepts: what each is called, and how it looks ahead in words.

Whatever lists, reads, completes or describes concepts reads it here. A concept is a row and a module:

* *basic*: ``gmcr.stability.NAME`` has its ``CONCEPT``, which says which countermoves count and whether the actor replies;
  all analyses know it, and all basic concepts are asked about where none is named;
* *further*: a function of a module in ``gmcr.stability`` solves it, with an algorithm of its own; ``solve`` asks for it;
* *coalition*: ``gmcr.stability.coalitions.NAME`` has its ``CONCEPT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gmcr.base.record import Record

__all__ = ["BASIC", "COALITION", "FURTHER", "NAMED", "WRITTEN", "NamedConcept", "Variant"]


@dataclass(frozen=True, slots=True)
class Variant(Record):
    """A second way of taking a further concept, which is written behind it after a colon."""

    name: str
    """Its value, and how it is written."""
    parameter: str
    """The parameter of the solver that takes it."""
    what: str
    """What is chosen with it, in messages."""
    label: str
    """What stands in parentheses behind the concept."""
    counts: str = ""
    """What it reckons with, where that is not what the concept does."""
    listed: bool = False
    """Whether lists of concepts name it."""


@dataclass(frozen=True, slots=True)
class NamedConcept(Record):
    """A stability concept by its name and its words."""

    name: str
    """How it is written."""
    kind: Literal["basic", "further", "coalition"]
    """Whether all analyses know it, ``solve`` alone, or those of coalitions."""
    label: str
    """What it is called in sentences."""
    looking: str
    """How whoever moves looks ahead, read on from those who do: "the allies, fearing any answer"; {moves}: how many."""
    counts: str
    """What it reckons with, read on from its name."""
    solver: str = ""
    """Of a further concept: module and function in ``gmcr.stability``, as "maximin:solve_maximin"."""
    horizon: int = 0
    """Of a further concept that is asked for with a number of moves: one as an example."""
    variant: Variant | None = None
    """Of a further concept: its second form."""

    @property
    def written(self) -> tuple[str, ...]:
        """How lists of concepts write it, with its variant where they name that."""
        plain = f"{self.name}:{self.horizon}" if self.horizon else self.name
        return (plain, f"{plain}:{self.variant.name}") if self.variant and self.variant.listed else (plain,)


_SOME_TIES = Variant("some", "ties", "how ties are broken", "some ties")
_TABLEAU = Variant(
    "tableau",
    "form",
    "the form of Fraser and Hipel's tableau",
    "tableau",
    counts="counts others who, like the actor, would leave under SEQ and leave at the same time",
    listed=True,
)

_CONCEPTS = (
    # Concepts that all analyses know, and that are all asked about where none is named.
    NamedConcept("nash", "basic", "Nash", "looking one step ahead", "counts no countermove at all"),
    NamedConcept("gmr", "basic", "GMR", "fearing any answer",
                 "counts any countermove, even one that hurts its maker"),
    NamedConcept("smr", "basic", "SMR", "fearing any answer, with a reply of their own",
                 "counts any countermove, and one reply to it"),
    NamedConcept("seq", "basic", "SEQ", "reckoning with answers that pay",
                 "counts only countermoves by which their makers gain"),
    NamedConcept("symseq", "basic", "symmetric SEQ", "reckoning with answers that pay, with a reply of their own",
                 "counts countermoves by which their makers gain, and one reply to them"),
    # Concepts with an algorithm of their own, which `solve` asks for.
    NamedConcept("sim", "further", "SIM", "reckoning with others who act at the same time",
                 "counts others who improve at the same time (one of several definitions)", "sim:solve_sim",
                 variant=_TABLEAU),
    NamedConcept("maximin", "further", "Maximin", "fearing the worst within {moves}",
                 "counts moves in turns, the others moving to hurt", "maximin:solve_maximin", horizon=4),
    NamedConcept("limited", "further", "limited", "looking {moves} ahead",
                 "foresees moves in turns, each by which its maker does best", "limited_moves:solve_limited",
                 horizon=3, variant=_SOME_TIES),
    NamedConcept("nonmyopic", "further", "non-myopic", "looking ahead to the end",
                 "foresees moves in turns however long, each by which its maker does best",
                 "nonmyopic:solve_nonmyopic", variant=_SOME_TIES),
    # Concepts of coalitions.
    NamedConcept("cnash", "coalition", "CNash", "looking one step ahead together",
                 "counts no countermove to a move by which all members gain"),
    NamedConcept("cgmr", "coalition", "CGMR", "fearing any answer, together",
                 "counts any countermove of the others that hurts a member"),
    NamedConcept("csmr", "coalition", "CSMR", "fearing any answer, together and with a reply of their own",
                 "counts any countermove that hurts a member, and one reply"),
    NamedConcept("cseq", "coalition", "CSEQ", "reckoning with answers that pay, together",
                 "counts only countermoves by which coalitions of the others gain"),
)  # fmt: skip

NAMED: Mapping[str, NamedConcept] = {item.name: item for item in _CONCEPTS}
"""Name → concept, in the order in which they are shown."""

BASIC: tuple[str, ...] = tuple(item.name for item in _CONCEPTS if item.kind == "basic")
"""The names of the basic concepts."""

FURTHER: tuple[str, ...] = tuple(item.name for item in _CONCEPTS if item.kind == "further")
"""The names of those with an algorithm of their own."""

COALITION: tuple[str, ...] = tuple(item.name for item in _CONCEPTS if item.kind == "coalition")
"""The names of those of coalitions."""

WRITTEN: tuple[str, ...] = tuple(text for item in _CONCEPTS for text in item.written)
"""Every concept as it can be asked for."""
