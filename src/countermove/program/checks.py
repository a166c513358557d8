"""Checks as code: [kind, setting, whether it is the same under every concept, …]."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.inquiry.checks import (
    ContentCheck,
    DealCheck,
    DriftCheck,
    EverywhereCheck,
    ForesightCheck,
    GameCheck,
    InducesCheck,
    LeverCheck,
    LeverExactly,
    MoreResponsibleCheck,
    OutcomesCheck,
    OwnViewsCheck,
    PassesCheck,
    PrefersCheck,
    SingleChangesCheck,
    StableStart,
    SwitchedStart,
)
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Program
from gmcr.logic import Formula

__all__ = ["CheckTables"]

_QUANTIFIERS = ("every", "some", "no")
_OF_DEALS = ("open", "none", "lasts", "some", "saw", "ended")
_BOUND = 3
"""Edits of a change that tells who is more responsible: as ``CheckedGame.bound``."""


@dataclass(frozen=True)
class CheckTables:
    """What the arguments of checks become. ``code``: the bits of options; ``target``: the formula of changes."""

    formulas: Program.Formulas
    actors: Mapping[str, int]
    drivers: Mapping[str, int]
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    code: Callable[[Sequence[str]], int]
    target: Formula | None

    def check(self, check: GameCheck, setting: int, own: Callable[[OwnViewsCheck], Sequence[int]]) -> list[int]:
        """A check in the games of a setting. *own*: the setting of each actor's own game. Raises ProgramError for a kind
        that is not known here, as of a plugin, and over a limit."""
        kind, arguments = self._arguments(check, own)
        return [kind, setting, int(check.concept_free), *arguments]

    def _arguments(
        self, check: GameCheck, own: Callable[[OwnViewsCheck], Sequence[int]]
    ) -> tuple[Program.Kind, list[int]]:
        formula = self.formulas.formula
        match check:
            case StableStart():
                return Program.Kind.STABLE, []
            case ContentCheck(actor):
                return Program.Kind.CONTENT, [self.actors[actor]]
            case OwnViewsCheck():
                return Program.Kind.OWN_VIEWS, list(own(check))
            case OutcomesCheck(quantifier, what, after):
                return Program.Kind.OUTCOMES, [_QUANTIFIERS.index(quantifier), formula(what), *self._switch(after)]
            case PassesCheck(what, after, never):
                return Program.Kind.PASSES, [int(never), formula(what), *self._switch(after)]
            case EverywhereCheck(what, where, vary, each):
                if len(each) > Program.LIMITS["starts of a check"]:
                    raise ProgramError("A check has more than 16 starts.")
                starts = [n for switch in each for n in self._switch(switch)]
                return Program.Kind.EVERYWHERE, [formula(what), formula(where), *self._varied(vary), len(each), *starts]
            case PrefersCheck(actor, this, to):
                return Program.Kind.PREFERS, [self.actors[actor], *self._switch(this), *self._switch(to)]
            case LeverCheck():
                return Program.Kind.LEVER, self._lever(check)
            case LeverExactly(lever, where, vary):
                return Program.Kind.LEVER_EXACTLY, [*self._lever(lever), formula(where), *self._varied(vary)]
            case ForesightCheck(what, never):
                return Program.Kind.FORESIGHT, [formula(what), int(never)]
            case InducesCheck(actor, what, credible, by):
                return Program.Kind.INDUCES, [self.actors[actor], formula(what), int(credible), self.code(by)]
            case DealCheck(asks, what, participants):
                whose = sum(1 << self.actors[name] for name in participants)
                return Program.Kind.DEAL, [_OF_DEALS.index(asks), formula(what), whose]
            case DriftCheck():
                raise ProgramError("Checks about drifts are not compiled.")
            case SingleChangesCheck(actor):
                return Program.Kind.SINGLE_CHANGES, [self.actors[actor], formula(self._needed)]
            case MoreResponsibleCheck(actor, than):
                return Program.Kind.MORE_RESPONSIBLE, [
                    self.actors[actor],
                    self.actors[than],
                    formula(self._needed),
                    _BOUND,
                ]
        raise ProgramError(f"A check of the kind {type(check).__name__} is not compiled.")

    @property
    def _needed(self) -> Formula:
        if self.target is None:
            raise ProgramError("A check about changes needs the assessment's target.")
        return self.target

    def _lever(self, check: LeverCheck) -> list[int]:
        return [
            self.actors[check.actor],
            self.formulas.formula(check.formula),
            int(check.never),
            *self._switch(check.switch),
        ]

    def _switch(self, switch: SwitchedStart) -> list[int]:
        return [self.code(switch.on), self.code(switch.off)]

    def _varied(self, vary: Sequence[str]) -> list[int]:
        """[how many, (driver, least, most) …]."""
        if len(vary) > Program.LIMITS["varied drivers"]:
            raise ProgramError("A check varies more than four drivers.")
        unit = (Fraction(0), Fraction(1))
        return [
            len(vary),
            *(
                n
                for name in vary
                for n in (self.drivers[name], *map(self.formulas.scaled, self.ranges.get(name, unit)))
            ),
        ]
