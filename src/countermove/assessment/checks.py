"""From the checks of the file to those that the analysis evaluates: formulas resolved, acts as what they switch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from countermove.analysis import checks as analysed
from countermove.assessment.acts import Act
from countermove.assessment.schema import checks as written
from countermove.logic import Formula

__all__ = ["compile_check"]


def compile_check(check: written.Check, formula: Callable[[str], Formula], act: Callable[[str], Act]) -> analysed.Check:
    """The analysis' record of a check. ``formula`` resolves the text of a formula, ``act`` that of an act."""

    def on(texts: Iterable[str], without: Iterable[str] = ()) -> analysed.Switch:
        acts = [*map(act, texts), *(act(f"not {name}") for name in without)]
        return analysed.Switch(
            tuple(name for each in acts for name in each.on), tuple(name for each in acts for name in each.off)
        )

    def switch(switches: written.Switches) -> analysed.Switch:
        return on(switches.with_, switches.without)

    def lever(record: written.LeverGains | written.LeverNeverGains | written.LeverExactlyWhere) -> analysed.Lever:
        never = isinstance(record, written.LeverNeverGains)
        text = record.never_gains if isinstance(record, written.LeverNeverGains) else record.gains
        return analysed.Lever(on((record.lever,)), record.moves, formula(text), never)

    match check:
        case written.Stable():
            return analysed.StableStart()
        case written.Content():
            return analysed.Content(check.content)
        case written.EveryOutcome():
            return analysed.Outcomes("every", formula(check.every_outcome), on(check.after))
        case written.SomeOutcome():
            return analysed.Outcomes("some", formula(check.some_outcome), on(check.after))
        case written.NoOutcome():
            return analysed.Outcomes("no", formula(check.no_outcome), on(check.after))
        case written.Passes():
            return analysed.Passes(formula(check.passes), on(check.after))
        case written.NeverPasses():
            return analysed.Passes(formula(check.never_passes), on(check.after), never=True)
        case written.Foresight():
            return analysed.Foresight(formula(check.foresight))
        case written.NoForesight():
            return analysed.Foresight(formula(check.no_foresight), never=True)
        case written.LeverExactlyWhere():
            return analysed.LeverExactly(lever(check), formula(check.exactly_where), check.vary)
        case written.LeverGains() | written.LeverNeverGains():
            return lever(check)
        case written.Prefers():
            return analysed.Prefers(check.prefers, switch(check.this), switch(check.to))
        case written.Everywhere():
            return analysed.Everywhere(
                formula(check.everywhere), formula(check.where), check.vary, tuple(map(on, check.after_each))
            )
        case written.MoreResponsible():
            return analysed.MoreResponsible(check.more_responsible, check.than)
        case written.SingleChangesOnlyBy():
            return analysed.SingleChangesOnlyBy(check.single_changes_only_by)
        case written.StableInOwnViews():
            return analysed.StableInOwnViews(tuple(check.stable_in_own_views.items()))
    raise AssertionError(f"no analysis of {type(check).__name__}")
