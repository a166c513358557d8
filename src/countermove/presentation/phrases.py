"""Formulas, wants, edits, states and moves in words.

A ``Phrasing`` knows the words of a case and words formulas as its glossary holds them: options by full name, terms by
theirs. A *clause* has a subject and a verb ("China presses Pyongyang"); a *wish* reads on from "North Korea wants"
("not to give up the arsenal"). Terms are worded by what the file says of them, or else by their names in quotes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from countermove.assessment.acts import base_form, denied, negated, no_longer, reads_on, third_person
from countermove.context.glossary import GameText, Glossary, WantText
from countermove.presentation.degrees import in_acts
from countermove.presentation.numbers import compared_text, decimal_text
from countermove.presentation.words import capital, listed
from gmcr import Edit
from gmcr.base.record import Record
from gmcr.logic import And, Bool, Compare, Degrees, Formula, Iff, Implies, Not, OptionAtom, Or, Symbol

__all__ = ["Phrasing", "plain_option"]

_LONGEST = 140
"""The most characters of a want that can be read as a reason."""


@dataclass(frozen=True, slots=True)
class Phrasing(Record):
    """Words things with the words of a case. ``view``: whose calculus is worded (None: the author's); ``own``: the game
    that is worded if it is not that of a view, such as a claim's."""

    glossary: Glossary
    view: str | None = None
    own: GameText | None = None

    @property
    def game(self) -> GameText:
        """The game that is worded: its wants and the values of its drivers."""
        return self.glossary.games[self.view] if self.own is None else self.own

    @property
    def labelled(self) -> bool:
        """Whether states have labels and no options: in graph form."""
        return not self.glossary.options

    def of_claim(self, claim: str) -> Phrasing:
        """This phrasing for the game in which a claim is judged."""
        return replace(self, own=self.glossary.claims[claim].game)

    # -- names -----------------------------------------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """An actor's name as tables, headings and figures show it: without an article."""
        return self.glossary.actors.get(name, name)

    def the(self, name: str) -> str:
        """An actor inside a sentence: "the United States"."""
        article = self.glossary.articles.get(name)
        return f"{article} {self.actor(name)}" if article else self.actor(name)

    def actors(self, names: Iterable[str]) -> str:
        """Several actors inside a sentence."""
        return listed(map(self.the, names))

    def names(self, names: Iterable[str]) -> str:
        """Several actors as tables and headings show them."""
        return listed(map(self.actor, names))

    def claim(self, name: str) -> str:
        """A claim inside a sentence, in its own words, followed by its name: "“China hoards its leverage” (C07)"."""
        claim = self.glossary.claims.get(name)
        return name if claim is None else f"“{claim.says.rstrip('.')}” ({name})"

    def claims(self, names: Iterable[str], last: str = "and") -> str:
        """Several claims inside a sentence."""
        return listed(map(self.claim, names), last)

    def key_question(self, name: str) -> str:
        """A key question inside a sentence, in its own words, followed by its name."""
        return f"“{self.glossary.asked[name]}” ({name})" if name in self.glossary.asked else name

    def driver(self, name: str) -> str:
        """A driver inside a sentence: “what it measures” (its name), where the file has words for it."""
        means = self.glossary.drivers.get(name, "").strip(" .")
        return f"“{means}” ({name})" if means else name.replace("_", " ")

    def seen_as(self, name: str) -> str:
        """What a view is about, followed by its name: "the moratorium is compliance (washington)"."""
        about = self.glossary.views[name].about
        return f"{about.rstrip('.')} ({name})" if about else f"the view {name}"

    def many(self, names: str | Collection[str]) -> bool:
        """Whether one actor (or several) takes a plural verb."""
        alone = [names] if isinstance(names, str) else list(names)
        return len(alone) != 1 or alone[0] in self.glossary.plurals

    def agree(self, names: str | Collection[str], one: str, many: str) -> str:
        """The form of a verb or pronoun that agrees with one actor, or with several."""
        return many if self.many(names) else one

    def act(self, option: str, *, on: bool = True, subject: bool = True) -> str:
        """Switching an option on or off, in words: "China presses Pyongyang", "China no longer presses Pyongyang"."""
        actor, name = self._split(option)
        words = self.glossary.options.get(option, ""), name, self.glossary.bases.get(option, "")
        phrase = (third_person if on else no_longer)(*words, many=actor in self.glossary.plurals)
        return f"{self.the(actor)} {phrase}" if subject and actor else phrase

    def base(self, option: str) -> str:
        """An option after "to": "press Pyongyang"."""
        words = self.glossary.options.get(option, ""), self._split(option)[1], self.glossary.bases.get(option, "")
        return base_form(*words)

    def not_done(self, option: str) -> str:
        """The statement that an option's actor does not do it: "China does not press Pyongyang"."""
        actor, name = self._split(option)
        words = self.glossary.options.get(option, ""), name, self.glossary.bases.get(option, "")
        return f"{self.the(actor)} {negated(*words, many=actor in self.glossary.plurals)}"

    def undo(self, option: str) -> str:
        """An option switched off, after "to"."""
        return f"no longer {self.base(option)}"

    def short(self, option: str) -> str:
        """An option's bare name if no other option has it; with its level, if it has levels."""
        bare = self._split(option)[1]
        alone = sum(self._split(other)[1] == bare for other in self.glossary.options) == 1
        return (bare if alone else option).replace(" = ", "=")

    @staticmethod
    def _split(option: str) -> tuple[str, str]:
        actor, _, name = option.rpartition(".")
        return actor, name

    # -- states and moves ------------------------------------------------------------------------------------------

    def state(self, on: Iterable[str]) -> str:
        """A state as clauses, one for each actor: "China urges …, and keeps …; South Korea works …"."""
        parts: dict[str, list[str]] = {}
        for option in on:
            parts.setdefault(self._split(option)[0], []).append(self.act(option, subject=False))
        if not parts:
            return "no act is on"
        clauses = (f"{self.the(actor)} {listed(acts)}" for actor, acts in parts.items())
        return "; ".join(clauses)

    def move(self, actor: str, before: Iterable[str], after: Iterable[str]) -> str:
        """One actor's move between two states, with its subject."""
        old, new = tuple(before), tuple(after)
        acts = [self.act(option, subject=False) for option in new if option not in old]
        moved = set(
            map(Degrees.option_of, new)
        )  # an option that is still on, at another level, is worded by that level alone
        ended = [
            option
            for option in old
            if option not in new and not (Degrees.option_of(option) != option and Degrees.option_of(option) in moved)
        ]
        acts += [self.act(option, on=False, subject=False) for option in ended]
        return f"{self.the(actor)} {listed(acts)}"

    # -- formulas --------------------------------------------------------------------------------------------------

    def wish(self, formula: Formula, actor: str) -> str:
        """A want's formula, read on from "<actor> wants"."""
        return self._wish(in_acts(formula, self.glossary.levels), actor)

    def clause(self, formula: Formula) -> str:
        """A formula as a clause."""
        return self._clause(in_acts(formula, self.glossary.levels))

    def _wish(self, formula: Formula, actor: str) -> str:
        match formula:
            case Bool(value):
                return "nothing in particular" if value else "what cannot be"
            case OptionAtom(name):
                return self._wish_option(name, actor, "to")
            case Not(OptionAtom(name)):
                return self._wish_option(name, actor, "not to")
            case Symbol(name):
                return self._wish_term(name, "")
            case Not(Symbol(name)):
                return self._wish_term(name, "not ")
            case Not(And(items)) if len(items) == 2:
                return f"it never to be the case that both {self._clause(items[0])} and {self._clause(items[1])}"
            case Implies(OptionAtom() as premise, conclusion) if self._own(premise, actor):
                return f"{self._wish(premise, actor)} only if {self._clause(conclusion)}"
            case Implies(Not(Symbol() as exception), conclusion):
                return f"{self._wish(conclusion, actor)} unless {self._clause(exception)}"
            case Implies(premise, conclusion):
                return f"{self._wish(conclusion, actor)} if {self._clause(premise)}"
            case Iff(left, Not(Symbol() as exception)) if self._own(left, actor):
                return f"{self._wish(left, actor)} until {self._clause(exception)}"
            case Iff(left, right) if self._own(left, actor):
                return f"{self._wish(left, actor)} if, and only if, {self._clause(right)}"
            case Iff(left, right) if self._own(right, actor):
                return f"{self._wish(right, actor)} if, and only if, {self._clause(left)}"
            case And(items):
                return listed(self._wish(item, actor) for item in items)
            case Or(items) if all(map(_plain, items)):
                # A leading negation would be read as applying to the whole.
                either = "either " if isinstance(items[0], Not) else ""
                return either + listed((self._wish(item, actor) for item in items), "or")
            case Not(Or(items)) if _degrees(items) and all(self._own(item, actor) for item in items):
                return f"neither {listed((self._wish(item, actor) for item in items), 'nor')}"
            case Not(of):
                return f"it not to be the case that {self._part(of)}"
        return f"it to be the case that {self._clause(formula)}"

    def target(self, written: str = "") -> str:
        """A target that a person wrote (by default the case's own), as a noun phrase: its name if it is a term,
        otherwise "a state in which …"."""
        formula = self.glossary.formula(written or self.glossary.target or "")
        return formula.name if isinstance(formula, Symbol) else f"a state in which {self.clause(formula)}"

    def _own(self, formula: Formula, actor: str) -> bool:
        """Whether a formula is one option of the actor, or its negation."""
        option = formula.of if isinstance(formula, Not) else formula
        return isinstance(option, OptionAtom) and self._split(option.name)[0] == actor

    def _wish_term(self, name: str, negation: str) -> str:
        """A term by its name if its words are about that ("talks begin"), or if it has no words; otherwise by its
        words."""
        said, noun = self.glossary.said.get(name), name.replace("_", " ")
        if not said or said.startswith(f"{noun} "):
            return f"{noun} {negation}to come about"
        return f"it {'never ' if negation else ''}to come about that {said}"

    def _wish_option(self, option: str, actor: str, to: str) -> str:
        owner = self._split(option)[0]
        subject = "" if owner == actor else f"{self.the(owner)} "
        return f"{subject}{to} {self.base(option)}"

    def _clause(self, formula: Formula) -> str:
        match formula:
            case OptionAtom(name):
                return self.act(name)
            case Not(Not(of)):
                return self._clause(of)
            case Not(OptionAtom(option)):
                return self.not_done(option)
            case Not(Compare() as compared):
                return compared_text(compared.opposite, self.glossary.bare)
            case Compare():
                return compared_text(formula, self.glossary.bare)
            case Not(Symbol(name)):
                said = self.glossary.said.get(name)
                return denied(said) or f"it is not the case that {said}" if said else f'"{name}" does not hold'
            case Not(Or(items)) if option := _degrees(items):
                acts = (self.act(item.name, subject=False) for item in items if isinstance(item, OptionAtom))
                return f"{self.the(self._split(option)[0])} neither {listed(acts, 'nor')}"
            case Not(of):
                return f"it is not the case that {self._part(of)}"
            case Symbol(name):
                return self.term(name)
            case Bool(value):
                return "anything is so" if value else "nothing is so"
            case And(items):
                return listed(map(self._part, items))
            case Or(items):
                return listed(map(self._part, items), "or")
            case Implies(Not(Symbol() as exception), conclusion):
                return f"{self._part(conclusion)} unless {self.clause(exception)}"
            case Implies(premise, conclusion):
                return f"{self._part(conclusion)} if {self._part(premise)}"
            case Iff(left, right):
                return f"{self._part(left)} if, and only if, {self._part(right)}"
        return self.glossary.bare(formula)

    def _part(self, formula: Formula) -> str:
        """A clause inside another, in brackets if it is composite."""
        clause = self._clause(formula)
        return f"({clause})" if isinstance(formula, And | Or | Implies | Iff) else clause

    def term(self, name: str) -> str:
        """That a term holds, as a clause."""
        return self.glossary.said.get(name) or f'"{name}" holds'

    # -- wants and edits -------------------------------------------------------------------------------------------

    def want(self, name: str, part: str) -> str:
        """A want, read on from "<actor> wants". ``part``: "want" or "otherwise" if only one of the two is in force; ""
        for both, with the condition that separates them."""
        want = self._want(name)
        if want is None:
            return name
        wish = self.wish(want.want, want.actor)
        if want.condition is None:
            return wish
        condition = f"{self.clause(want.condition)}{self._now(want.condition)}"
        if part == "otherwise" and want.otherwise is not None:
            unmet = f"{self.clause(Not(want.condition))}{self._now(want.condition)}"
            return f"{self.wish(want.otherwise, want.actor)}, as {unmet}"
        if part == "want" or want.otherwise is None:
            return f"{wish}, while {condition}"
        return f"{wish}, while {condition}, otherwise {self.wish(want.otherwise, want.actor)}"

    def branch(self, name: str) -> str:
        """The branch of a want that is in force at the start of the game: for a want worded by itself, not as what
        decides between two states."""
        want = self._want(name)
        return "want" if want is None else want.part

    def says(self, name: str, part: str) -> str:
        """The reason of a want in a few words, if the file has one for that branch ("": for both); otherwise ""."""
        want = self._want(name)
        return "" if want is None else want.reason(part)

    def reason(self, name: str, part: str) -> str:
        """A want as an explanation, in a clause: its reason in a few words, or who wants what; with its id. ``part``:
        the branch in force where it decides ("" if its condition changes on the way)."""
        want = self._want(name)
        if want is None:
            return name
        agreed = self.agree(want.actor, "wants", "want")
        says = want.reason(part) or f"{self.the(want.actor)} {agreed} {self.want(name, part)}"
        return f"{says} ({name})"

    def because(self, name: str, part: str) -> str:
        """The reason after its actor was named, read on from a colon: "keeps the door open (d3)", "it wants … (d3)"."""
        want = self._want(name)
        if want is None:
            return name
        agreed = self.agree(want.actor, "it wants", "they want")
        return f"{want.reason(part) or f'{agreed} {self.want(name, part)}'} ({name})"

    def whose_reason(self, name: str, part: str) -> str:
        """The reason with its actor, read on from "because": "China hoards its leverage (c3)"; without the actor if its
        words have a subject of their own: "pressing a partner has a cost (c8)"."""
        want = self._want(name)
        return name if want is None else f"{self._whose(want, part, self.the(want.actor))} ({name})"

    def its_reason(self, name: str, part: str) -> str:
        """The reason of an actor just named: "it does not punish good behaviour (c4)"."""
        want = self._want(name)
        if want is None:
            return name
        return f"{self._whose(want, part, self.agree(want.actor, 'it', 'they'))} ({name})"

    def _whose(self, want: WantText, part: str, subject: str) -> str:
        says = want.reason(part)
        if says and not reads_on(says, many=self.many(want.actor)):
            return says
        wants = self.agree(want.actor, "wants", "want")
        return f"{subject} {says or f'{wants} {self.want(want.id, part)}'}"

    def whole_reason(self, name: str, part: str) -> str:
        """The reason where there is room: a few words, followed by what is wanted."""
        want = self._want(name)
        if want is None:
            return name
        says = want.reason(part)
        wanting = f"{self.agree(want.actor, 'wants', 'want')} {self.want(name, part)}"
        return f"{f'{says}: ' if says else ''}{wanting} ({name})"

    def too_long(self, name: str, part: str) -> bool:
        """Whether a want of a bare conflict is too long to be read as a reason. Wants of a case are lines of its file,
        which a reader can look up."""
        if not self.glossary.alone:
            return False
        want = self._want(name)
        if want is None or want.reason(part):
            return False
        formula = want.otherwise if part == "otherwise" and want.otherwise is not None else want.want
        return len(self.wish(formula, want.actor)) > _LONGEST

    def short_reason(self, name: str, part: str) -> str:
        """The reason without its id, and without its condition if one branch is in force: a few words, or what is
        wanted."""
        want = self._want(name)
        if want is None:
            return name
        if says := want.reason(part):
            return says
        wants = self.agree(want.actor, "wants", "want")
        if not part and want.condition is not None:
            return f"{wants} {self.want(name, part)}"
        formula = want.otherwise if part == "otherwise" and want.otherwise is not None else want.want
        return f"{wants} {self.wish(formula, want.actor)}"

    def _now(self, formula: Formula) -> str:
        """The drivers that a condition depends on, through terms too, with their present values."""
        mentioned = self.glossary.vocabulary.resolve(formula).drivers
        now = [f"{name.replace('_', ' ')} {self.value(name)}" for name in self.game.drivers if name in mentioned]
        return f" (now {', '.join(now)})" if now else ""

    def value(self, driver: str) -> str:
        """The present value of a driver."""
        return decimal_text(self.game.drivers[driver], fixed=True)

    def _want(self, name: str) -> WantText | None:
        return self.game.wants.get(name)

    def edit(self, edit: Edit, *, whole: bool = True, past: bool = False) -> str:
        """An edit as a sentence without its full stop; *whole*: with the want's id, and with the present want if
        nothing else says it; *past*: after "would … if"."""
        actor, want, done = self.the(edit.actor), self._want(edit.want), self._done(edit, past=past)
        says = "" if want is None else want.reason(want.part)
        if edit.kind == "could_be" and want is not None and want.could_be is not None:
            now = f"; now: {says}" if says else " turns"
            mark = f" ({edit.want}{now})" if whole else ""
            return f"{actor} {done} {self.wish(want.could_be, edit.actor)}{mark}"
        if says:
            mark = f" ({edit.want})" if whole else ""
            return f"{actor} {done} the want “{says}”{mark}{self._PLACED.get(edit.kind, '')}"
        wants = self.want(edit.want, "") if whole or want is None else self.wish(want.want, edit.actor)
        if edit.kind == "swap":
            puts = "put" if past else self.agree(edit.actor, "puts", "put")
            return f"{actor} {puts} {f'{edit.want} ({wants})' if whole else 'it'} one place lower{'' if whole else f' ({wants})'}"
        if edit.kind == "turn":
            turns = "turned" if past else self.agree(edit.actor, "turns", "turn")
            return f"{actor} {turns} {edit.want if whole else 'a want'} round ({wants})"
        if edit.kind == "negate":
            comes = "came" if past else self.agree(edit.actor, "comes", "come")
            return f"{actor} {comes} to want the opposite{f' of {edit.want}' if whole else ''} ({wants})"
        wanting = "wanted" if past else self.agree(edit.actor, "wants", "want")
        return f"{actor} no longer {wanting} {wants}{f' ({edit.want} is dropped)' if whole else ''}"

    _PLACED: ClassVar[Mapping[str, str]] = {"swap": " one place lower", "turn": " round"}
    """What follows the want, by the kind of edit."""

    def _done(self, edit: Edit, *, past: bool) -> str:
        """What an actor does, or did, with one of its wants, by the kind of edit."""
        one, did = {
            "could_be": ("comes to want", "came to want"),
            "swap": ("ranks", "ranked"),
            "turn": ("turns", "turned"),
            "negate": ("reverses", "reversed"),
        }.get(edit.kind, ("drops", "dropped"))
        verb, _, rest = one.partition(" ")
        return did if past else f"{self.agree(edit.actor, verb, verb[:-1])} {rest}".rstrip()

    def turned(self, name: str) -> str:
        """The want once it is turned round, read on from "wanted": the branch in force at the start of the game,
        negated."""
        want = self._want(name)
        if want is None:
            return name
        formula = want.otherwise if want.part == "otherwise" and want.otherwise is not None else want.want
        return self.wish(formula.of if isinstance(formula, Not) else Not(formula), want.actor)

    def edits(self, edits: Iterable[Edit]) -> str:
        """Several edits made together."""
        return capital(", and ".join(map(self.edit, edits)))


def _degrees(items: Iterable[Formula]) -> str:
    """The one option of which all the formulas are levels; "" if there is none."""
    names = [item.name if isinstance(item, OptionAtom) else "" for item in items]
    options = set(map(Degrees.option_of, names))
    return options.pop() if len(options) == 1 and all(Degrees.option_of(name) != name for name in names) else ""


def _plain(formula: Formula) -> bool:
    """Whether a formula is one option or term, or its negation."""
    return isinstance(formula.of if isinstance(formula, Not) else formula, OptionAtom | Symbol)


def plain_option(phrasing: Phrasing, option: str) -> str:
    """An option's shortest name, as words."""
    return phrasing.short(option).replace("_", " ")
