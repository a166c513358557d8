"""What a claim can be checked for: one record for each kind of check.

The keys of a claim's `check` decide its kind. The meaning of each kind is the last column of the table of checks in the
documentation; ``kind`` names it.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Discriminator, Field, Tag

from countermove.assessment.schema.kinds import (
    ActName,
    ActorName,
    Condition,
    DriverName,
    FreeCondition,
    OptionName,
    ViewName,
    complain,
    one_of,
)
from countermove.assessment.schema.record import Record
from countermove.assessment.schema.written import WrittenAs
from countermove.errors import nearest, quoted

__all__ = [
    "CHECKS",
    "Check",
    "CheckOf",
    "Content",
    "EveryOutcome",
    "Everywhere",
    "Foresight",
    "LeverExactlyWhere",
    "LeverGains",
    "LeverNeverGains",
    "MoreResponsible",
    "NeverPasses",
    "NoForesight",
    "NoOutcome",
    "Passes",
    "Prefers",
    "SingleChangesOnlyBy",
    "SomeOutcome",
    "Stable",
    "StableInOwnViews",
    "Switches",
]


class Check(Record):
    """A condition on the game that is true, false or undefined under a concept."""

    kind: ClassVar[str]


class _After(Check):
    after: tuple[ActName, ...] = Field(
        (),
        description="Acts that change the start first, one-way or not and whatever they need: `option`, `not option`, "
        "`option = level`.",
    )


class Stable(Check):
    """The start is an equilibrium."""

    kind: ClassVar[str] = "stable"
    stable: Annotated[str, one_of(("start",), "stable"), WrittenAs({"const": "start"})] = Field(description="`start`.")


class Content(Check):
    """The start is stable for one actor."""

    kind: ClassVar[str] = "content"
    content: ActorName = Field(description="The actor.")


class EveryOutcome(_After):
    """The formula holds in all outcomes; undefined where there is none."""

    kind: ClassVar[str] = "every_outcome"
    every_outcome: Condition = Field(description="The formula that all outcomes satisfy.")


class SomeOutcome(_After):
    """The formula holds in some outcome; undefined where there is none."""

    kind: ClassVar[str] = "some_outcome"
    some_outcome: Condition = Field(description="The formula that some outcome satisfies.")


class NoOutcome(_After):
    """The formula holds in no outcome; undefined where there is none."""

    kind: ClassVar[str] = "no_outcome"
    no_outcome: Condition = Field(description="The formula that no outcome satisfies.")


class Passes(_After):
    """Some state reached from the start satisfies the formula."""

    kind: ClassVar[str] = "passes"
    passes: Condition = Field(description="The formula that some road passes.")


class NeverPasses(_After):
    """No state reached from the start satisfies the formula."""

    kind: ClassVar[str] = "never_passes"
    never_passes: Condition = Field(description="The formula that no road passes.")


class Foresight(Check):
    """A Nash state with the formula indirectly dominates the start (Chwe 1994, single movers)."""

    kind: ClassVar[str] = "foresight"
    foresight: Condition = Field(description="The formula of the state that far-sighted movers lead to.")


class NoForesight(Check):
    """No Nash state with the formula indirectly dominates the start."""

    kind: ClassVar[str] = "no_foresight"
    no_foresight: Condition = Field(description="The formula of the state that far-sighted movers do not lead to.")


class _Lever(Check):
    lever: ActName = Field(
        description="The act that is to move another actor: `option`, `not option` or `option = level`."
    )
    moves: ActorName = Field(description="The actor that it is to move.")


class LeverGains(_Lever):
    """Without the lever the actor's best replies do not all satisfy the formula; with it they do."""

    kind: ClassVar[str] = "lever_gains"
    gains: Condition = Field(description="What the lever gains.")


class LeverNeverGains(_Lever):
    """With the lever on, no best reply of the actor satisfies the formula."""

    kind: ClassVar[str] = "lever_never_gains"
    never_gains: Condition = Field(description="What the lever never gains.")


class LeverExactlyWhere(_Lever):
    """Over the ranges of the varied drivers, the lever works exactly where the condition holds."""

    kind: ClassVar[str] = "lever_exactly_where"
    gains: Condition = Field(description="What the lever gains.")
    exactly_where: FreeCondition = Field(description="The condition on drivers under which it works, and only then.")
    vary: tuple[DriverName, ...] = Field(min_length=1, description="The drivers that are varied over their ranges.")


class Switches(Record):
    """Changes to the start."""

    with_: tuple[ActName, ...] = Field((), alias="with", description="Acts: `option`, `not option`, `option = level`.")
    without: tuple[OptionName, ...] = Field((), description="Options that are switched off, by name.")


class Prefers(Check):
    """The actor strictly prefers the start changed by `this` to the start changed by `to`."""

    kind: ClassVar[str] = "prefers"
    prefers: ActorName = Field(description="The actor.")
    this: Switches = Field(description="Changes that lead to the state it prefers; {} is the start itself.")
    to: Switches = Field(description="Changes that lead to the other state; {} is the start itself.")


class Everywhere(Check):
    """The formula holds in every outcome, from each start, at every combination of the varied drivers that `where`
    allows.
    """

    kind: ClassVar[str] = "everywhere"
    everywhere: Condition = Field(description="The formula that every outcome satisfies.")
    where: FreeCondition = Field("true", description="The combinations of drivers that count; all where absent.")
    vary: tuple[DriverName, ...] = Field((), description="The drivers that are varied over their ranges.")
    after_each: tuple[tuple[ActName, ...], ...] = Field(
        ((),), min_length=1, description="Lists of acts; the start is changed by each list in turn."
    )


class MoreResponsible(Check):
    """One actor's degree of responsibility for the target is higher than another's."""

    kind: ClassVar[str] = "more_responsible"
    more_responsible: ActorName = Field(description="The actor that is more responsible.")
    than: ActorName = Field(description="The actor that is less responsible.")


class SingleChangesOnlyBy(Check):
    """The target does not hold, and only this actor's wants hold a single edit that brings it about."""

    kind: ClassVar[str] = "single_changes_only_by"
    single_changes_only_by: ActorName = Field(description="The actor.")


class StableInOwnViews(Check):
    """The start is stable for each actor in the game that it sees; actors not listed see the author's."""

    kind: ClassVar[str] = "stable_in_own_views"
    stable_in_own_views: dict[ActorName, ViewName] = Field(description="Actors and the views that they hold.")


CHECKS: tuple[type[Check], ...] = (
    Stable,
    Content,
    EveryOutcome,
    SomeOutcome,
    NoOutcome,
    Passes,
    NeverPasses,
    Foresight,
    NoForesight,
    LeverGains,
    LeverNeverGains,
    LeverExactlyWhere,
    Prefers,
    Everywhere,
    MoreResponsible,
    SingleChangesOnlyBy,
    StableInOwnViews,
)

_LEVERS: tuple[type[Check], ...] = (LeverGains, LeverNeverGains, LeverExactlyWhere)
_BY_KEY: dict[str, type[Check]] = {check.kind: check for check in CHECKS if check not in _LEVERS}
_NAMING_KEYS = (*_BY_KEY, "lever")


def _kind_of(keys: Any) -> type[Check] | None:
    """The check that the naming key among *keys* stands for; None unless there is exactly one."""
    naming = [key for key in _NAMING_KEYS if key in keys]
    if len(naming) != 1:
        return None
    if naming[0] != "lever":
        return _BY_KEY[naming[0]]
    if "never_gains" in keys:
        return LeverNeverGains
    return LeverExactlyWhere if "exactly_where" in keys else LeverGains


def _settle(data: Any) -> Any:
    """Let through only what one kind of check can be; otherwise one clear error."""
    if isinstance(data, Check):
        return data
    if not isinstance(data, dict):
        raise complain("check", "A check is a mapping such as {no_outcome: talks}.")
    data = {key: value for key, value in data.items() if value is not None}
    naming = [key for key in _NAMING_KEYS if key in data]
    if len(naming) > 1:
        raise complain("check", f"{' and '.join(naming)} are different checks: give each its own claim.")
    if not naming:
        strange = next((near for near in (nearest(key, _NAMING_KEYS) for key in data) if near), None)
        if not strange and ("gains" in data or "never_gains" in data or "moves" in data):
            strange = "lever"
        raise complain("check", f"No check is named here. The checks are {', '.join(_NAMING_KEYS)}.", strange)
    kind = _kind_of(data)
    assert kind is not None
    if "never_gains" in data and ("gains" in data or "exactly_where" in data):
        raise complain("check", "A lever says gains or never_gains, not both; exactly_where goes with gains.")
    allowed = kind.keys()
    strangers = [key for key in data if key not in allowed]
    if strangers:
        fields = "vary" if kind is LeverGains and "vary" in strangers else None
        hint = " (vary goes with exactly_where)" if fields else ""
        message = f"{quoted(strangers[0])} does not belong to this check, which has {', '.join(allowed)}{hint}."
        raise complain("check", message, nearest(strangers[0], allowed))
    return data


def _tag(data: Any) -> str | None:
    if isinstance(data, Check):
        return type(data).__name__
    kind = _kind_of(data) if isinstance(data, dict) else None
    return kind.__name__ if kind else None


_Union = (
    Annotated[Stable, Tag("Stable")]
    | Annotated[Content, Tag("Content")]
    | Annotated[EveryOutcome, Tag("EveryOutcome")]
    | Annotated[SomeOutcome, Tag("SomeOutcome")]
    | Annotated[NoOutcome, Tag("NoOutcome")]
    | Annotated[Passes, Tag("Passes")]
    | Annotated[NeverPasses, Tag("NeverPasses")]
    | Annotated[Foresight, Tag("Foresight")]
    | Annotated[NoForesight, Tag("NoForesight")]
    | Annotated[LeverGains, Tag("LeverGains")]
    | Annotated[LeverNeverGains, Tag("LeverNeverGains")]
    | Annotated[LeverExactlyWhere, Tag("LeverExactlyWhere")]
    | Annotated[Prefers, Tag("Prefers")]
    | Annotated[Everywhere, Tag("Everywhere")]
    | Annotated[MoreResponsible, Tag("MoreResponsible")]
    | Annotated[SingleChangesOnlyBy, Tag("SingleChangesOnlyBy")]
    | Annotated[StableInOwnViews, Tag("StableInOwnViews")]
)

CheckOf = Annotated[_Union, Discriminator(_tag), BeforeValidator(_settle)]
"""Any of the checks, told apart by their keys."""
