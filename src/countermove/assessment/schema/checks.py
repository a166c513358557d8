"""The checks that a claim can make: one declaration for each kind.

Declare a new kind here and define its meaning in ``inquiry.checks``. The keys of a claim's `check` decide its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from countermove.assessment.schema.check import CHECKS, Around, CheckOf, CheckRecord, Resolving, StartChange, Wrong
from countermove.assessment.schema.kinds import (
    ActName,
    ActorName,
    Condition,
    DriverName,
    Flag,
    FreeCondition,
    OptionName,
    ViewName,
    WrittenAs,
    complain,
    one_of,
)
from countermove.assessment.schema.record import Entry
from countermove.inquiry import checks as analysed
from gmcr.stability import UNKNOWN_TYPES

__all__ = ["CHECKS", "CheckOf", "CheckRecord", "Switches"]


def _switch(resolver: Resolving, texts: Iterable[str]) -> analysed.SwitchedStart:
    """What acts switch."""
    acts = [resolver.act(text) for text in texts]
    return analysed.SwitchedStart(
        tuple(name for act in acts for name in act.on), tuple(name for act in acts for name in act.off)
    )


class _After(CheckRecord):
    after: tuple[ActName, ...] = Field(
        (),
        description="Acts that change the start first, one-way or not and whatever they need: `option`, `not option`, "
        "`option = level`.",
    )

    def starts(self) -> Iterator[StartChange]:
        yield StartChange(("after",), self.after)

    def switch(self, resolver: Resolving) -> analysed.SwitchedStart:
        """The changed start."""
        return _switch(resolver, self.after)


class Stable(CheckRecord):
    """The start is an equilibrium."""

    discriminators = ("stable",)
    stable: Annotated[str, one_of(("start",), "stable"), WrittenAs({"const": "start"})] = Field(description="`start`.")
    strongly: Flag = Field(
        False,
        description="Whether only sanctions count that are greatly worse; for files with wants of great strength.",
    )
    type: Annotated[str, one_of(UNKNOWN_TYPES, "type"), WrittenAs({"enum": list(UNKNOWN_TYPES)})] | None = Field(
        None,
        description="How actors deal with what is unknown: a, b, c or d. What is stable with a is so with each. For files with "
        "unknown wants, which need it.",
    )

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        if not self.strongly and self.type is None:
            return analysed.StableStart()
        return analysed.StableByStatements(self.strongly, self.type)

    def problems(self, around: Around) -> Iterator[Wrong]:
        if self.strongly and "great" not in around.grades:
            yield Wrong(
                ("strongly",), "value", "No want has `strength: great`: leave this out, or say which are great."
            )
        if self.type is not None and "unknown" not in around.grades:
            yield Wrong(("type",), "value", "No want is `unknown: true`: leave this out, or say which are.")
        if self.type is None and "unknown" in around.grades:
            message = (
                "There are unknown wants: say with `type` a, b, c or d how actors deal with them; a holds for each."
            )
            yield Wrong(("stable",), "missing", message, key=True)


class Content(CheckRecord):
    """The start is stable for one actor."""

    discriminators = ("content",)
    content: ActorName = Field(description="The actor.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.ContentCheck(self.content)


class EveryOutcome(_After):
    """The formula holds in all outcomes; undefined where there is none."""

    discriminators = ("every_outcome",)
    every_outcome: Condition = Field(description="The formula that all outcomes satisfy.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.OutcomesCheck("every", resolver.formula(self.every_outcome), self.switch(resolver))


class SomeOutcome(_After):
    """The formula holds in some outcome; undefined where there is none."""

    discriminators = ("some_outcome",)
    some_outcome: Condition = Field(description="The formula that some outcome satisfies.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.OutcomesCheck("some", resolver.formula(self.some_outcome), self.switch(resolver))


class NoOutcome(_After):
    """The formula holds in no outcome; undefined where there is none."""

    discriminators = ("no_outcome",)
    no_outcome: Condition = Field(description="The formula that no outcome satisfies.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.OutcomesCheck("no", resolver.formula(self.no_outcome), self.switch(resolver))


class Passes(_After):
    """Some state reached from the start satisfies the formula."""

    discriminators = ("passes",)
    passes: Condition = Field(description="The formula that some road passes.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.PassesCheck(resolver.formula(self.passes), self.switch(resolver))


class NeverPasses(_After):
    """No state reached from the start satisfies the formula."""

    discriminators = ("never_passes",)
    never_passes: Condition = Field(description="The formula that no road passes.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.PassesCheck(resolver.formula(self.never_passes), self.switch(resolver), never=True)


class Foresight(CheckRecord):
    """A Nash state with the formula indirectly dominates the start (Chwe 1994, single movers)."""

    discriminators = ("foresight",)
    foresight: Condition = Field(description="The formula of the state that far-sighted movers lead to.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.ForesightCheck(resolver.formula(self.foresight))


class NoForesight(CheckRecord):
    """No Nash state with the formula indirectly dominates the start."""

    discriminators = ("no_foresight",)
    no_foresight: Condition = Field(description="The formula of the state that far-sighted movers do not lead to.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.ForesightCheck(resolver.formula(self.no_foresight), never=True)


class Induces(CheckRecord):
    """The actor has a move at the start that pays by its answer, and every answer satisfies the formula."""

    discriminators = ("induces",)
    example = """\
says: A raise pays by the answer that it brings, and the port need not bind itself to it
at: [3]
check:
  induces: port               # a move of this actor at the start, no better for it at once, pays by its answer,
  to: not union.strike        # and every answer of the others has this
  by: port.raise              # the move switches this on, with nothing riding along
  credible: true              # it need not bind itself, and every outcome has it too
"""
    induces: ActorName = Field(description="The actor.")
    to: Condition = Field(description="The formula that every answer satisfies.")
    credible: Flag = Field(
        False,
        description="Whether the move has to pay without binding its maker, and every outcome to satisfy the formula.",
    )
    by: OptionName | None = Field(
        None, description="An option of the actor that the move switches on or raises, with nothing riding along."
    )

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        by = () if self.by is None else resolver.act(f"not {self.by}").off  # the option, or its thresholds
        return analysed.InducesCheck(self.induces, resolver.formula(self.to), self.credible, by)

    def problems(self, around: Around) -> Iterator[Wrong]:
        owner = self.induces if self.by is None else around.owner(self.by)
        if owner and owner != self.induces:
            yield Wrong(
                ("by",), "value", f"{self.by} is an option of {owner}: {self.induces} makes its own moves only."
            )


class Deal(CheckRecord):
    """From every state in which roads end, a deal is open that leads to the formula; undefined where nothing comes to
    rest."""

    discriminators = ("deal",)
    example = """\
says: A settlement is there for the taking
by: union_radio
at: [{source: union_radio, time: "0:20:00"}]
check:
  deal: settlement            # from where it rests several can agree on a switch that leads to this and pays each
"""
    deal: Condition = Field(description="The formula that holds once the deal is made.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.DealCheck("open", resolver.formula(self.deal))


class NoDeal(CheckRecord):
    """From no state in which roads end is a deal open that leads to the formula; undefined where nothing comes to rest."""

    discriminators = ("no_deal",)
    example = """\
says: There is no settlement that pays both sides
at: [6]
check:
  no_deal: settlement         # no deal that is open leads to this
"""
    no_deal: Condition = Field(description="The formula that holds after none of the deals.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.DealCheck("none", resolver.formula(self.no_deal))


class DealLasts(CheckRecord):
    """From every state in which roads end, a deal is open that leads to the formula and is kept, or overtaken so that
    all who took part still gain; undefined where nothing comes to rest."""

    discriminators = ("deal_lasts",)
    example = """\
says: In spring they agree on a settlement, and keep to it
at: [8]
in: spring
check:
  deal_lasts: settlement      # such a deal is open, and all who took part still gain where it ends
"""
    deal_lasts: Condition = Field(description="The formula that holds once the deal is made.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.DealCheck("lasts", resolver.formula(self.deal_lasts))


class DriftEnds(CheckRecord):
    """As drivers drift and nobody does anything else, every way of it that comes to rest does so with the formula; undefined
    where none rests."""

    discriminators = ("drift_ends",)
    about_drifts = True
    example = """\
says: Left alone it ends in a settlement
at: [8]
check:
  drift_ends: settlement      # as drivers drift: however fast, where nothing drifts any more this holds
"""
    drift_ends: Condition = Field(description="The formula that holds at every end.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.DriftCheck("ends", resolver.formula(self.drift_ends))


class DriftPasses(CheckRecord):
    """As drivers drift and nobody does anything else, some way of it has a stop at which the formula holds."""

    discriminators = ("drift_passes",)
    about_drifts = True
    example = """\
says: Left alone it could come to replacements
at: [8]
check:
  drift_passes: port.replace  # at some stop on some way this holds
"""
    drift_passes: Condition = Field(description="The formula that holds at some stop.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.DriftCheck("passes", resolver.formula(self.drift_passes))


def _pair(value: object) -> object:
    if not isinstance(value, list) or len(value) != 2:
        raise complain("kind", "`before` is a pair: [what comes first, what comes after it].")
    return value


class Before(CheckRecord):
    """As drivers drift and nobody does anything else, on every way on which the second formula comes to hold the first held at
    an earlier stop."""

    discriminators = ("before",)
    about_drifts = True
    example = """\
says: Before anybody is replaced the fund runs dry
at: [8]
check:
  before: [fund < 0.1, port.replace]    # wherever the second comes to hold, the first held at an earlier stop
"""
    before: Annotated[tuple[Condition, ...], Field(min_length=2, max_length=2), BeforeValidator(_pair)] = Field(
        description="What comes first, and what comes after it."
    )

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        first, then = map(resolver.formula, self.before)
        return analysed.DriftCheck("before", first, then)


class _Lever(CheckRecord):
    lever: ActName = Field(
        description="The act that is to move another actor: `option`, `not option` or `option = level`."
    )
    moves: ActorName = Field(description="The actor that it is to move.")

    @classmethod
    def objection(cls, keys: Iterable[str]) -> str | None:
        if "never_gains" in keys and ("gains" in keys or "exactly_where" in keys):
            return "A lever says gains or never_gains, not both; exactly_where goes with gains."
        return None

    def starts(self) -> Iterator[StartChange]:
        yield StartChange(("lever",), (self.lever,))

    def problems(self, around: Around) -> Iterator[Wrong]:
        owner = around.owner(self.lever)
        if owner == self.moves:
            message = f"{self.lever} is {owner}'s own option: a lever is another actor's."
            yield Wrong(("lever",), "lever", message, warning=True)

    def pulled(self, resolver: Resolving, text: str, *, never: bool = False) -> analysed.LeverCheck:
        """The lever, with what it gains or never gains."""
        return analysed.LeverCheck(_switch(resolver, (self.lever,)), self.moves, resolver.formula(text), never)


class LeverGains(_Lever):
    """Without the lever the actor's best replies do not all satisfy the formula; with it they do."""

    discriminators = ("lever", "gains")
    elsewhere: ClassVar[Mapping[str, str]] = {"vary": "exactly_where"}
    gains: Condition = Field(description="What the lever gains.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return self.pulled(resolver, self.gains)


class LeverNeverGains(_Lever):
    """With the lever on, no best reply of the actor satisfies the formula."""

    discriminators = ("lever", "never_gains")
    never_gains: Condition = Field(description="What the lever never gains.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return self.pulled(resolver, self.never_gains, never=True)


class LeverExactlyWhere(_Lever):
    """Over the ranges of the varied drivers, the lever works exactly where the condition holds."""

    discriminators = ("lever", "exactly_where")
    gains: Condition = Field(description="What the lever gains.")
    exactly_where: FreeCondition = Field(description="The condition on drivers under which it works, and only then.")
    vary: tuple[DriverName, ...] = Field(min_length=1, description="The drivers that are varied over their ranges.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.LeverExactly(self.pulled(resolver, self.gains), resolver.formula(self.exactly_where), self.vary)


class Switches(Entry):
    """Changes to the start."""

    with_: tuple[ActName, ...] = Field((), alias="with", description="Acts: `option`, `not option`, `option = level`.")
    without: tuple[OptionName, ...] = Field((), description="Options that are switched off, by name.")

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that it amounts to."""
        return (*self.with_, *(f"not {name}" for name in self.without))

    def switch(self, resolver: Resolving) -> analysed.SwitchedStart:
        """The changed start."""
        return _switch(resolver, self.acts)

    def both(self, around: Around) -> list[str]:
        """Names that are switched off and among the acts too."""
        done = set(map(around.option, self.with_)) - {""}
        return sorted({name for name in self.without if around.option(name) in done})


class Prefers(CheckRecord):
    """The actor strictly prefers the start changed by `this` to the start changed by `to`."""

    discriminators = ("prefers",)
    prefers: ActorName = Field(description="The actor.")
    this: Switches = Field(description="Changes that lead to the state it prefers; {} is the start itself.")
    to: Switches = Field(description="Changes that lead to the other state; {} is the start itself.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.PrefersCheck(self.prefers, self.this.switch(resolver), self.to.switch(resolver))

    def starts(self) -> Iterator[StartChange]:
        yield StartChange(("this",), self.this.acts)
        yield StartChange(("to",), self.to.acts)

    def problems(self, around: Around) -> Iterator[Wrong]:
        for key, switches in (("this", self.this), ("to", self.to)):
            for both in switches.both(around):
                yield Wrong((key,), "overlap", f"{both} is switched on and off at once.")


class Everywhere(CheckRecord):
    """The formula holds in every outcome, from each start, at every combination of the varied drivers that `where`
    allows.
    """

    discriminators = ("everywhere",)
    everywhere: Condition = Field(description="The formula that every outcome satisfies.")
    where: FreeCondition = Field("true", description="The combinations of drivers that count; all where absent.")
    vary: tuple[DriverName, ...] = Field((), description="The drivers that are varied over their ranges.")
    after_each: tuple[tuple[ActName, ...], ...] = Field(
        ((),), min_length=1, description="Lists of acts; the start is changed by each list in turn."
    )

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        starts = tuple(_switch(resolver, after) for after in self.after_each)
        return analysed.EverywhereCheck(
            resolver.formula(self.everywhere), resolver.formula(self.where), self.vary, starts
        )

    def starts(self) -> Iterator[StartChange]:
        return (StartChange(("after_each", place), after) for place, after in enumerate(self.after_each))


class _ForTarget(CheckRecord):
    for_target = True

    def problems(self, around: Around) -> Iterator[Wrong]:
        if not around.has_target:
            yield Wrong((), "expected", "Responsibility is for the target: give the file a `target:`.", key=True)


class MoreResponsible(_ForTarget):
    """One actor's degree of responsibility for the target is higher than another's."""

    discriminators = ("more_responsible",)
    more_responsible: ActorName = Field(description="The actor that is more responsible.")
    than: ActorName = Field(description="The actor that is less responsible.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.MoreResponsibleCheck(self.more_responsible, self.than)

    def problems(self, around: Around) -> Iterator[Wrong]:
        yield from super().problems(around)
        if self.more_responsible == self.than:
            yield Wrong(("than",), "value", "An actor cannot be more responsible than itself.")


class SingleChangesOnlyBy(_ForTarget):
    """The target does not hold, and only this actor's wants hold a single edit that brings it about."""

    discriminators = ("single_changes_only_by",)
    single_changes_only_by: ActorName = Field(description="The actor.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.SingleChangesCheck(self.single_changes_only_by)


class StableInOwnViews(CheckRecord):
    """The start is stable for each actor in the game that it sees; actors not listed see the author's."""

    discriminators = ("stable_in_own_views",)
    stable_in_own_views: dict[ActorName, ViewName] = Field(description="Actors and the views that they hold.")

    def compiled(self, resolver: Resolving) -> analysed.GameCheck:
        return analysed.OwnViewsCheck(tuple(self.stable_in_own_views.items()))

    def problems(self, around: Around) -> Iterator[Wrong]:
        for actor, view in self.stable_in_own_views.items():
            holder = around.holders.get(view, actor)
            if actor in around.actors and holder != actor:
                message = f"The view {view} is held by {holder}, not by {actor}."
                yield Wrong(("stable_in_own_views", actor), "value", message, warning=True, key=True)
