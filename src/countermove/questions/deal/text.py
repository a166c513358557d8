"""deal in words: whether one is open, what each gives and gains, whether it holds, who breaks it, and who can go first."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from countermove.context.answer import Answer
from countermove.inquiry.reasons import Reason
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import plain_move_text, state_text
from countermove.presentation.steps import since_text
from countermove.presentation.words import (
    all_of,
    capital,
    concepts_phrase,
    concepts_words_named,
    count,
    listed,
    out_of,
    plural,
)
from countermove.questions.deal.line import at_once
from countermove.questions.deal.openings_text import opened_sentences
from countermove.questions.deal.records import DealFate, DealMap, NearDeal, OpenDeal
from countermove.verdicts.turning_points import conditions_text

__all__ = ["DealWords", "deal_text"]

Value = TypeVar("Value", bound=Hashable)

_TOLD = 3
"""The largest number of deals that are told at length."""

_ROWS = 24


def deal_text(answer: Answer) -> AnswerText:
    """Which deals are open, and whether they hold."""
    words = DealWords(answer)
    return AnswerText(words.title(), tuple(words.answer()), tuple(words.body()), short=words.first())


class DealWords:
    """The words of one answer."""

    def __init__(self, answer: Answer) -> None:
        self.answered, self.result = answer, answer.record
        self.phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
        self.on = answer.on
        assert isinstance(self.result, DealMap)

    @property
    def concepts(self) -> tuple[str, ...]:
        return tuple(self.result.rests)

    def title(self) -> str:
        """What is asked."""
        return "which deals are open, and whether they would hold"

    @property
    def nowhere(self) -> bool:
        """Whether none is open in several readings."""
        return self.result.readings > 1 and not self.result.told and not any(self.result.open_in.values())

    # -- the answer ------------------------------------------------------------------------------------------------

    def first(self) -> str:
        """Whether a deal is open, in a sentence."""
        told = self.result.told
        return f"{self.opened()}: {self.acts(told[0])}." if len(told) == 1 else f"{self.opened()}."

    def opened(self) -> str:
        """How many deals are open."""
        told = self.result.told
        aim = "" if self.result.target is None else f" by which {self.clause(self.result.target)}"
        if not told:
            return f"No deal is open{aim}{' in any reading' if self.nowhere else ''}"
        if len(told) > 1:
            return f"{capital(count(len(told), 'deal'))} are open{aim}"
        under = [name for name in self.concepts if name in told[0].concepts]
        where = f" under {concepts_phrase(under)}" if len(under) < len(self.concepts) else ""
        return f"One deal is open{where}{aim}"

    def answer(self) -> Iterator[Sentence]:
        """What is to be read first."""
        if not self.result.complete:
            yield Sentence("Interrupted: not all readings and changes of mind were gone through.", "caution")
        if self.result.own_views:
            views = (
                f"{self.phrasing.the(actor)}: {self.phrasing.seen_as(view)}"
                for actor, view in self.result.own_views.items()
            )
            yield Sentence(f"Each judges and moves by what it believes ({'; '.join(views)}).")
        yield from (Sentence(text) for text in self.resting())
        yield Sentence(self.first(), "answer")
        if self.result.acts is not None:
            why = "" if self.result.listed else "There are too many states to list: "
            which = f"deals that switch at most {count(self.result.acts, 'option')} are looked for"
            yield Sentence(f"{why}{which if why else capital(f'only {which}')}.", "note", "(--acts)")
        other = len([item for item in self.result.deals if item.told]) - len(self.result.told)
        if other:
            yield Sentence(f"{capital(count(other, 'further deal'))} {plural(other, 'leads', 'lead')} elsewhere.")
        if self.result.unasked:
            yield Sentence(f"The other readings are not gone through: {self.result.unasked:,} are too many.", "note")
        if self.result.readings > 1:
            yield from (Sentence(text) for text in (() if self.nowhere else self.counted()))
            yield from (Sentence(text, more="(--own-views)") for text in self.by_views())
        if self.result.nearest is not None:
            if self.result.told:
                yield Sentence(f"None is open under {concepts_phrase(self.concepts[:1])}.")
            yield from (Sentence(text) for text in self.near(self.result.nearest))
        yield from opened_sentences(self.result, self.phrasing)

    def resting(self) -> Iterator[str]:
        """From where deals are made, where that is not the status quo under every concept."""
        moving = [name for name in self.concepts if self.result.rests[name] != (self.result.start,)]
        if self.result.start is None:
            [code] = {code for codes in self.result.rests.values() for code in codes}
            yield f"From the state in which {self.state(code)}, taken as at rest."
            left = [name for name, steady in self.result.steady.items() if not steady]
            if left:
                yield f"It is not at rest under {concepts_phrase(left)}: somebody has a step from it."
            return
        for rests, names in _grouped({name: self.result.rests[name] for name in moving}).items():
            if not rests:
                yield f"Under {concepts_phrase(names)} steps go round: there is no state to make a deal in."
            else:
                where = listed((f"the state in which {self.state(code)}" for code in rests), "and from")
                yield f"The status quo is not at rest under {concepts_phrase(names)}: deals are made from {where}."

    def by_views(self) -> Iterator[str]:
        """In how many readings one is open by what each believes, where that differs."""
        if self.result.by_views in (None, self.result.open_in):
            return
        for readings, names in _grouped(self.result.by_views or {}).items():
            under = "" if len(names) == len(self.concepts) else f" under {concepts_phrase(names)}"
            which = out_of(readings, self.result.readings, "reading")
            if readings in (0, self.result.readings):
                which = all_of(self.result.readings, "reading") if readings else "no reading"
            yield f"As each side sees things, one is open in {which}{under}."

    def counted(self) -> Iterator[str]:
        """In how many readings one is open, as the author sees it or as was asked."""
        one, none = ("A deal", "No deal") if self.result.target is None else ("Such a deal", "No such deal")
        found = {name: (readings, self.result.turns_on[name]) for name, readings in self.result.open_in.items()}
        for (readings, conditions), names in _grouped(found).items():
            under = "" if len(names) == len(self.concepts) else f" under {concepts_phrase(names)}"
            if not readings:
                yield f"{none} is open in any reading{under}."
            elif readings == self.result.readings:
                yield f"{one} is open in {all_of(readings, 'reading')}{under}."
            else:
                turns = conditions_text(
                    conditions, holds="one is open", fails="none is open", words=self.answered.glossary
                )
                text = f"{one} is open in {out_of(readings, self.result.readings, 'reading')}{under}"
                yield f"{text}: {turns}." if turns else f"{text}."

    def near(self, near: NearDeal) -> Iterator[str]:
        """The joint switch that fails by least."""
        acts = self.moves(near.participants, near.state, near.target)
        if near.refused:
            who = "; ".join(self.refusal(item) for item in near.refused)
            yield f"The closest to a deal is this: {acts}. But {who}."
        elif near.alone:
            who = self.phrasing.actors(near.alone)
            own = self.phrasing.agree(near.alone, "its own part", "their own parts")
            yield f"All would gain if {acts}. But {who} would gain by {own} alone, so nobody has to be paid for it."

    def refusal(self, item: Reason) -> str:
        """That an actor does not gain, and why."""
        verb = self.phrasing.agree(item.actor, "refuses", "refuse") if item.sign else "would gain nothing"
        return f"{self.phrasing.the(item.actor)} {verb}{since_text(item, self.phrasing, self.on)}"

    # -- one deal --------------------------------------------------------------------------------------------------

    def body(self) -> Iterator[Block]:
        """Each deal at length, and a table of all that are told."""
        told = self.result.told
        for item in told[:_TOLD]:
            yield Sentence(self.phrasing.names(item.participants), "heading")
            yield from self.one(item)
        if len(told) > 1:
            yield self.table(told)
        untold = len(self.result.deals) - len([item for item in self.result.deals if item.told])
        if untold:
            verb = plural(untold, "is", "are")
            yield Sentence(
                f"{capital(count(untold, 'other trade'))} {verb} not told: another of the same actors is as good for each "
                "and switches less, or is better for one and worse for none.",
                "note",
                "(--json)",
            )

    def one(self, item: OpenDeal) -> Iterator[Sentence]:
        """A deal: acts, gains, fate, hands, and others."""
        if len(self.result.told) > 1:  # of one it is said above
            yield Sentence(f"{capital(self.acts(item))}.")
        harmed = [actor for actor, sign in item.others.items() if sign < 0]
        glad = [actor for actor, sign in item.others.items() if sign > 0]
        if harmed:
            worse = self.phrasing.agree(harmed, "is", "are")
            yield Sentence(f"It harms others: {self.phrasing.actors(harmed)} {worse} worse off by it.", "caution")
        for reason in item.reasons:
            gains = self.phrasing.agree(reason.actor, "gains", "gain")
            why = since_text(reason, self.phrasing, self.on)
            yield Sentence(f"{capital(self.phrasing.the(reason.actor))} {gains}{why}.", "item")
        if glad:
            yield Sentence(
                f"{capital(self.phrasing.actors(glad))} {self.phrasing.agree(glad, 'is', 'are')} better off, too.",
                "item",
            )
        yield from (Sentence(text, "item") for text in self.preferred(item))
        for text in self.fates(item):
            yield Sentence(text)
        yield Sentence(self.hands(item))
        if item.hands != 1:
            yield from (Sentence(text, "item") for text in self.falls(item))
        for actor, rule in item.excluded.items():
            yield Sentence(f"A rule excludes the part of {self.phrasing.the(actor)} alone ({rule}).", "item")

    def falls(self, item: OpenDeal) -> Iterator[str]:
        """Who would be worse off by doing its part alone, and by which want."""
        for actor, reason in item.alone.items():
            if reason is not None and reason.sign < 0:
                its, who = self.phrasing.agree(actor, "its", "their"), capital(self.phrasing.the(actor))
                yield f"{who} would lose by doing {its} part alone{since_text(reason, self.phrasing, self.on)}."

    def preferred(self, item: OpenDeal) -> Iterator[str]:
        """Who likes it best of several between the same participants."""
        rivals = [own for own in self.result.told if (own.state, own.participants) == (item.state, item.participants)]
        if len(rivals) > 1:
            who = capital(self.phrasing.actors(item.preferred)) if item.preferred else "Nobody"
            verb = self.phrasing.agree(item.preferred, "likes", "like") if item.preferred else "likes"
            best = "better" if len(rivals) == 2 else "best"
            yield f"{who} {verb} this one {best} of the {count(len(rivals), 'deal')} between them."

    def fates(self, item: OpenDeal) -> Iterator[str]:
        """What becomes of it, concepts that agree together."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for name, fate in item.concepts.items():
            step = fate.broken_by
            key = (
                fate.fate,
                None if step is None else (step.actor, step.before, step.after),
                fate.again,
                fate.outcomes,
            )
            groups.setdefault(key, []).append(name)
        for names in groups.values():
            yield self.fate(item, item.concepts[names[0]], names)

    def fate(self, item: OpenDeal, fate: DealFate, names: Sequence[str]) -> str:
        """What becomes of it under some concepts."""
        looking = f"With everybody {concepts_words_named(names)}"
        if len(names) == len(self.concepts) > 1:
            looking = "However far everybody looks ahead"
        if fate.fate == "unknown":
            return (
                f"{looking}, it was not found out whether it holds: steps from there were not followed to their ends."
            )
        if fate.fate == "goes round":
            return f"{looking}, steps go round from there: nobody can tell whether it holds."
        if fate.fate == "broken":
            return f"{looking}, {self.breach(item, fate)}."
        if fate.fate == "kept":
            others = listed((self.onward(item.target, code) for code in fate.outcomes if code != item.target), "or")
            return f"{looking}, it is kept{f'; others move on: {others}' if others else ''}."
        again = listed(self.phrasing.act(name, on=not self.after(item, name)) for name in fate.again)
        return f"{looking}, it is overtaken, and all still gain: {again}."

    def breach(self, item: OpenDeal, fate: DealFate) -> str:
        """Who breaks it, how and why, and who loses by that."""
        step = fate.broken_by
        assert step is not None
        acts = self.onward(step.before, step.after).removeprefix(f"{self.phrasing.the(step.actor)} ")
        first = "" if step.before == item.target else ", once others have moved on,"
        losers = [name for name in fate.losers if name != step.actor]
        lost = (
            f"; {self.phrasing.actors(losers)} then {self.phrasing.agree(losers, 'gains', 'gain')} nothing"
            if losers
            else ""
        )
        breaks, it = self.phrasing.agree(step.actor, "breaks", "break"), self.phrasing.agree(step.actor, "it", "they")
        why = since_text(step, self.phrasing, self.on)
        return f"{self.phrasing.the(step.actor)}{first} {breaks} it: {it} {acts}{why}{lost}{self.deterred(fate)}"

    def deterred(self, fate: DealFate) -> str:
        """What deters that under other concepts."""
        parts = []
        for path, names in _grouped(fate.deterred).items():
            step = fate.broken_by
            assert step is not None
            here, moves = step.after, []
            for actor, code in path:
                moves.append(plain_move_text(actor, here, code, self.on, self.phrasing))
                here = code
            parts.append(f"{listed(moves, 'and then')}, which deters that under {concepts_phrase(names)}")
        return f". The countermove: {'; '.join(parts)}" if parts else ""

    def hands(self, item: OpenDeal) -> str:
        """How many have to act at once, and in which order."""
        if item.hands is None:
            return "Who can go first is not looked for among so many states on the way."
        if item.hands == 1:
            steps, here = [], item.state
            for part in item.order:
                steps.append(plain_move_text(part.actors[0], here, part.to, self.on, self.phrasing))
                here = part.to
            return f"One can go after the other, and each has reason to go on: {', then '.join(steps)}."
        who = "Both" if len(item.participants) == 2 else "All" if item.hands == len(item.participants) else ""
        text = f"{who} have to act at once" if who else f"{capital(count(item.hands, 'actor'))} have to act at once"
        rule = f", since a rule excludes what lies between ({item.forced_by})" if item.forced_by else ""
        return f"{text}{rule}{self.alone(item)}"

    def alone(self, item: OpenDeal) -> str:
        """Whose part alone is answered; where nobody's is, that whoever goes first is exposed."""
        groups = _grouped(
            {
                name: tuple(who for who in item.participants if fate.answered[who])
                for name, fate in item.concepts.items()
                if None not in fate.answered.values()
            }
        )
        parts = []
        for able, names in groups.items():
            under = "" if len(groups) == 1 else f" under {concepts_phrase(names)}"
            if not able:
                parts.append(f"whoever goes first is exposed{under}, since nobody's part is answered by itself")
                continue
            first = listed(map(self.phrasing.the, able), "or")
            bound = (
                "if whoever does keeps to it"
                if len(able) > 1
                else self.phrasing.agree(able[0], "if it keeps to it", "if they keep to it")
            )
            goes = "goes" if len(able) > 1 else self.phrasing.agree(able[0], "goes", "go")
            parts.append(f"or {first} {goes} first{under}, {bound}, and is answered")
        joined = "; ".join(parts)
        if not parts:
            return "; whether anybody's part alone is answered was not found out."
        return f": {joined}." if not next(iter(groups)) else f", {joined}."

    def table(self, told: Sequence[OpenDeal]) -> Table:
        """All deals that are told."""
        columns = (
            Column("Who does what"),
            *(Column(name) for name in map(_column, self.concepts)),
            Column("Hands", right=True),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                capital(self.acts(item)),
                *(item.concepts[name].fate if name in item.concepts else "not at rest" for name in self.concepts),
                "?" if item.hands is None else item.hands,
            )
            for item in told
        ]
        return Table(columns, tuple(rows[:_ROWS]), caption="Deals that are open")

    # -- words -----------------------------------------------------------------------------------------------------

    def acts(self, item: OpenDeal) -> str:
        """What each does, in a clause."""
        return self.moves(item.participants, item.state, item.target)

    def moves(self, participants: Sequence[str], before: int, after: int) -> str:
        """What each of some actors does between two states."""
        return at_once(
            [self.phrasing.move(actor, self.own(before, actor), self.own(after, actor)) for actor in participants]
        )

    def own(self, code: int, actor: str) -> tuple[str, ...]:
        """The options of an actor that are on in a state."""
        return tuple(option for option in self.on[code] if option.rpartition(".")[0] == actor)

    def after(self, item: OpenDeal, option: str) -> bool:
        """Whether an option is on as agreed."""
        return next(switch.after for switch in item.switches if switch.option == option)

    def onward(self, before: int, after: int) -> str:
        """What is done between two states, by whom."""
        acting = [actor for actor in self.actors if self.own(before, actor) != self.own(after, actor)]
        return self.moves(acting, before, after)

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors who own options, in file order."""
        return tuple(dict.fromkeys(option.rpartition(".")[0] for option in self.answered.glossary.options))

    def clause(self, written: str) -> str:
        """A formula as a clause."""
        return self.phrasing.clause(self.phrasing.glossary.formula(written))

    def state(self, code: int) -> str:
        """A state in words."""
        return state_text(code, self.on, self.phrasing)


def _grouped(values: Mapping[str, Value]) -> dict[Value, list[str]]:
    """The names with each value, in order."""
    groups: dict[Value, list[str]] = {}
    for name, value in values.items():
        groups.setdefault(value, []).append(name)
    return groups


def _column(concept: str) -> str:
    return concepts_phrase([concept])
