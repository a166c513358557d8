"""Formulas, wants, edits, states and moves in words.

A ``Teller`` knows the words of a case, and tells formulas as its glossary holds them: options by full name, terms by theirs. A *clause* has a subject and a verb ("China presses Pyongyang"); a *wish* reads
on from "North Korea wants" ("not to give up the arsenal"). Terms keep their names, in quotes; comparisons of drivers
stay formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from countermove.analysis.edits.edits import Edit
from countermove.brief import Brief
from countermove.case.glossary import GameText, Glossary, WantText
from countermove.logic import And, Bool, Formula, Iff, Implies, Not, Option, Or, Symbol, drivers_in, resolve
from countermove.logic.levels import option_of
from countermove.telling.degrees import in_acts
from countermove.telling.numbers import decimal_text
from countermove.telling.verbs import base_form, negated, no_longer, third_person
from countermove.telling.words import capital, listed

__all__ = ["Teller", "plain_option"]


@dataclass(frozen=True, slots=True)
class Teller(Brief):
    """Tells with the words of a case. ``view``: whose calculus is told (None: the author's); ``own``: the game that is told
    where it is not that of a view, such as a claim's."""

    glossary: Glossary
    view: str | None = None
    own: GameText | None = None

    @property
    def game(self) -> GameText:
        """The game that is told: its wants and its drivers' values."""
        return self.glossary.games[self.view] if self.own is None else self.own

    def of_claim(self, claim: str) -> Teller:
        """The same for the game in which a claim is judged."""
        return replace(self, own=self.glossary.claims[claim].game)

    # -- names -----------------------------------------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """An actor's name in words."""
        return self.glossary.actors.get(name, name)

    def actors(self, names: Iterable[str]) -> str:
        """Several actors' names."""
        return listed(map(self.actor, names))

    def act(self, option: str, *, on: bool = True, subject: bool = True) -> str:
        """What switching an option on (off) means: "China presses Pyongyang", "China no longer presses Pyongyang"."""
        actor, name = self._split(option)
        does = self.glossary.options.get(option, "")
        phrase = third_person(does, name) if on else no_longer(does, name)
        return f"{self.actor(actor)} {phrase}" if subject and actor else phrase

    def base(self, option: str) -> str:
        """An option after "to": "press Pyongyang"."""
        return base_form(self.glossary.options.get(option, ""), self._split(option)[1])

    def undo(self, option: str) -> str:
        """An option switched off, after "to"."""
        return f"no longer {self.base(option)}"

    def short(self, option: str) -> str:
        """An option's bare name where only one option has it; with its level, where it has some."""
        bare = self._split(option)[1]
        alone = sum(self._split(other)[1] == bare for other in self.glossary.options) == 1
        return (bare if alone else option).replace(" = ", "=")

    @staticmethod
    def _split(option: str) -> tuple[str, str]:
        actor, _, name = option.rpartition(".")
        return actor, name

    # -- states and moves ------------------------------------------------------------------------------------------

    def state(self, on: Iterable[str]) -> str:
        """A state as clauses, one an actor: "China urges …, and keeps …; South Korea works …"."""
        parts: dict[str, list[str]] = {}
        for option in on:
            parts.setdefault(self._split(option)[0], []).append(self.act(option, subject=False))
        if not parts:
            return "no act is on"
        clauses = (f"{self.actor(actor)} {listed(acts)}" for actor, acts in parts.items())
        return "; ".join(clauses)

    def move(self, actor: str, before: Iterable[str], after: Iterable[str]) -> str:
        """One actor's move between two states, with its subject."""
        old, new = tuple(before), tuple(after)
        acts = [self.act(option, subject=False) for option in new if option not in old]
        moved = set(map(option_of, new))  # what is still on at another level is told by that alone
        ended = [option for option in old if option not in new and not (" = " in option and option_of(option) in moved)]
        acts += [self.act(option, on=False, subject=False) for option in ended]
        return f"{self.actor(actor)} {listed(acts)}"

    # -- formulas --------------------------------------------------------------------------------------------------

    def wish(self, formula: Formula, actor: str) -> str:
        """A want's formula, read on from "<actor> wants"."""
        return self._wish(in_acts(formula, self.glossary.levels), actor)

    def clause(self, formula: Formula) -> str:
        """A formula as a clause."""
        return self._clause(in_acts(formula, self.glossary.levels))

    def _wish(self, formula: Formula, actor: str) -> str:
        match formula:
            case Option(name):
                return self._wish_option(name, actor, "to")
            case Not(Option(name)):
                return self._wish_option(name, actor, "not to")
            case Symbol(name) if name not in self.glossary.said:
                return f'"{name}"'
            case Not(Symbol(name)) if name not in self.glossary.said:
                return f'not "{name}"'
            case Not(And(items)) if len(items) == 2:
                return f"it never to be so that both {self._clause(items[0])} and {self._clause(items[1])}"
            case Implies(Option() as premise, conclusion) if self._own(premise, actor):
                return f"{self._wish(premise, actor)} only if {self._clause(conclusion)}"
            case Implies(premise, conclusion):
                return f"{self._wish(conclusion, actor)} if {self._clause(premise)}"
            case Iff(left, right) if self._own(left, actor):
                return f"{self._wish(left, actor)} if, and only if, {self._clause(right)}"
            case Iff(left, right) if self._own(right, actor):
                return f"{self._wish(right, actor)} if, and only if, {self._clause(left)}"
            case And(items):
                return listed(self._wish(item, actor) for item in items)
            case Or(items) if all(map(_plain, items)):
                # A negation that comes first would be read as one of the whole.
                either = "either " if isinstance(items[0], Not) else ""
                return either + listed((self._wish(item, actor) for item in items), "or")
            case Not(Or(items)) if _degrees(items) and all(self._own(item, actor) for item in items):
                return f"neither {listed((self._wish(item, actor) for item in items), 'nor')}"
            case Not(of):
                return f"it not to be so that {self._part(of)}"
        return f"it to be so that {self._clause(formula)}"

    def target(self, written: str = "") -> str:
        """A target that a person wrote (otherwise the case's own), as a thing: its name where it is a term, otherwise "a state in
        which …"."""
        formula = self.glossary.formula(written or self.glossary.target or "")
        return formula.name if isinstance(formula, Symbol) else f"a state in which {self.clause(formula)}"

    def _own(self, formula: Formula, actor: str) -> bool:
        """Whether a formula is one option of the actor, or its negation."""
        option = formula.of if isinstance(formula, Not) else formula
        return isinstance(option, Option) and self._split(option.name)[0] == actor

    def _wish_option(self, option: str, actor: str, to: str) -> str:
        owner = self._split(option)[0]
        subject = "" if owner == actor else f"{self.actor(owner)} "
        return f"{subject}{to} {self.base(option)}"

    def _clause(self, formula: Formula) -> str:
        match formula:
            case Option(name):
                return self.act(name)
            case Not(Not(of)):
                return self._clause(of)
            case Not(Option(option)):
                owner, name = self._split(option)
                return f"{self.actor(owner)} {negated(self.glossary.options.get(option, ''), name)}"
            case Not(Symbol(name)):
                said = self.glossary.said.get(name)
                return f"it is not so that {said}" if said else f'"{name}" does not hold'
            case Not(Or(items)) if option := _degrees(items):
                acts = (self.act(item.name, subject=False) for item in items if isinstance(item, Option))
                return f"{self.actor(self._split(option)[0])} neither {listed(acts, 'nor')}"
            case Not(of):
                return f"it is not so that {self._part(of)}"
            case Symbol(name):
                return self.glossary.said.get(name) or f'"{name}" holds'
            case Bool(value):
                return "anything is so" if value else "nothing is so"
            case And(items):
                return listed(map(self._part, items))
            case Or(items):
                return listed(map(self._part, items), "or")
            case Implies(premise, conclusion):
                return f"{self._part(conclusion)} if {self._part(premise)}"
            case Iff(left, right):
                return f"{self._part(left)} if, and only if, {self._part(right)}"
        return self.glossary.bare(formula)

    def _part(self, formula: Formula) -> str:
        """A clause inside another: what is itself composed goes in brackets."""
        clause = self._clause(formula)
        return f"({clause})" if isinstance(formula, And | Or | Implies | Iff) else clause

    # -- wants and edits -------------------------------------------------------------------------------------------

    def want(self, name: str, part: str = "") -> str:
        """A want, read on from "<actor> wants". ``part``: "want" or "otherwise" where only one of the two is in force;
        both, with the condition that tells them apart, where it is empty."""
        want = self._want(name)
        if want is None:
            return name
        told = self.wish(want.want, want.actor)
        if want.condition is None:
            return told
        condition = f"{self.clause(want.condition)}{self._now(want.condition)}"
        if part == "otherwise" and want.otherwise is not None:
            unmet = f'"{self.clause(want.condition)}" does not hold{self._now(want.condition)}'
            return f"{self.wish(want.otherwise, want.actor)}, as {unmet}"
        if part == "want" or want.otherwise is None:
            return f"{told}, while {condition}"
        return f"{told}, while {condition}, otherwise {self.wish(want.otherwise, want.actor)}"

    def reason(self, name: str) -> str:
        """A want where it explains something: its reason in a few words, or who wants what; with its id."""
        want = self._want(name)
        if want is None:
            return name
        actor = self.actor(want.actor)
        return f"{actor}: {want.says} ({name})" if want.says else f"{actor} wants {self.want(name)} ({name})"

    def short_reason(self, name: str, part: str = "") -> str:
        """The same without its id and its condition: the reason in a few words, or what is wanted by the part in force."""
        want = self._want(name)
        if want is None:
            return name
        formula = want.otherwise if part == "otherwise" and want.otherwise is not None else want.want
        return want.says or f"wants {self.wish(formula, want.actor)}"

    def _now(self, formula: Formula) -> str:
        """The drivers behind a condition, through terms too, with their values now."""
        mentioned = drivers_in(resolve(formula, self.glossary.vocabulary))
        now = [
            f"{name} {decimal_text(value, fixed=True)}"
            for name, value in self.game.drivers.items()
            if name in mentioned
        ]
        return f" (now {', '.join(now)})" if now else ""

    def _want(self, name: str) -> WantText | None:
        return self.game.wants.get(name)

    def edit(self, edit: Edit, *, whole: bool = True) -> str:
        """An edit as a sentence without its full stop; *whole*: with the conditions of the want, and its id in brackets."""
        actor, want = self.actor(edit.actor), self._want(edit.want)
        wants = self.want(edit.want) if whole or want is None else self.wish(want.want, edit.actor)
        turns, dropped = (f" ({edit.want} turns)", f" ({edit.want} is dropped)") if whole else ("", "")
        if edit.kind == "could_be" and want is not None and want.could_be is not None:
            return f"{actor} comes to want {self.wish(want.could_be, edit.actor)}{turns}"
        if edit.kind == "swap":
            return (
                f"{actor} puts {f'{edit.want} ({wants}) one place lower' if whole else f'it one place lower ({wants})'}"
            )
        if edit.kind == "negate":
            return f"{actor} comes to want the opposite{f' of {edit.want}' if whole else ''} ({wants})"
        return f"{actor} no longer wants {wants}{dropped}"

    def edits(self, edits: Iterable[Edit]) -> str:
        """Several edits made together."""
        return capital(", and ".join(map(self.edit, edits)))


def _degrees(items: Iterable[Formula]) -> str:
    """The option that some formulas are levels of, all of one; otherwise ""."""
    names = [item.name if isinstance(item, Option) else "" for item in items]
    options = set(map(option_of, names))
    return options.pop() if len(options) == 1 and all(" = " in name for name in names) else ""


def _plain(formula: Formula) -> bool:
    """Whether a formula is one option or term, or its negation."""
    return isinstance(formula.of if isinstance(formula, Not) else formula, Option | Symbol)


def plain_option(teller: Teller, option: str) -> str:
    """An option's shortest name, as words."""
    return teller.short(option).replace("_", " ")
