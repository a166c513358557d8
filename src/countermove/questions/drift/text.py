"""drift in words: what comes first if nobody does anything, on what that turns, what is answered then, how it ends, and what would
stop the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from countermove.context.answer import Answer
from countermove.inquiry.reasons import Reason
from countermove.presentation.assumptions import day_text, where_text
from countermove.presentation.blocks import AnswerText, Block, Sentence
from countermove.presentation.numbers import driver_text, tick_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import plain_move_text, state_text
from countermove.presentation.words import capital, concept_words_named, count, listed, plural
from countermove.verdicts.clocks.records import (
    Brake,
    ClockStep,
    ClockStop,
    CrossedValue,
    DriftBranch,
    Drifting,
    DriftMap,
)
from countermove.verdicts.clocks.words import (
    crossed_clause,
    driver_words,
    movement_clause,
    passing_clause,
)
from countermove.verdicts.drawn import borne_text
from countermove.verdicts.lines.change_words import question_words
from countermove.verdicts.values import COARSE_WORDS

__all__ = ["DriftWords", "drift_text"]

_VERDICTS: Mapping[str, str] = {str(verdict): word for verdict, word in COARSE_WORDS.items()}

_TOLD = 8
"""The largest number of branches that are told at length."""


def drift_text(answer: Answer) -> AnswerText:
    """What comes first if nobody does anything."""
    words = DriftWords(answer)
    return AnswerText(
        "what comes first if nobody does anything", tuple(words.answer()), tuple(words.body()), short=words.first()
    )


class DriftWords:
    """The words of one answer."""

    def __init__(self, answer: Answer) -> None:
        self.result: DriftMap = answer.record
        self.phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
        self.on = answer.on

    # -- the answer ------------------------------------------------------------------------------------------------

    def first(self) -> str:
        """What comes first, in a sentence or two."""
        if not self.result.now:
            return "No driver of this file drifts."
        begun = dict.fromkeys(branch.stops[0].state for branch in self.result.branches)
        return " ".join(map(self._from, begun))

    def headline(self) -> str:
        """What comes first, in a line."""
        if not self.result.now:
            return "No driver of this file moves by itself"
        nexts = dict.fromkeys(branch.stops[1].crossed for branch in self.result.branches if branch.stops[1:])
        nexts |= dict.fromkeys(_untold(self.result.branches))
        if not nexts:
            return "Nothing moves by itself where it begins"
        if len(nexts) > 1:
            return f"Either {', or '.join(f'{crossed_clause(crossed)} first' for crossed in nexts)}"
        stop = next(branch.stops[1] for branch in self.result.branches if branch.stops[1:])
        return f"Once {crossed_clause(stop.crossed)}, {self.comes(stop, why=False)}"

    def _from(self, state: int) -> str:
        """What comes first where it has come to a state."""
        branches = [branch for branch in self.result.branches if branch.stops[0].state == state]
        first = branches[0].stops[0]
        before = f"{capital(self.steps(first))}, before anything drifts. " if first.steps else ""
        if not first.drifting:
            return f"{before}Nothing drifts there."
        nexts = {branch.stops[1].crossed: branch.stops[1] for branch in branches if branch.stops[1:]}
        drifting = listed(f"{self.driver(own.driver)} {_way(own)}" for own in first.drifting)
        drifting = f"{before}Then {drifting}" if first.steps else f"If nobody does anything, {drifting}"
        untold = _untold(branches)
        if len(nexts) < 2 and not untold:
            told = "".join(f"; {self.once(stop, 'once ')}" for stop in nexts.values())
            ends = ", and it ends there" if all(_ends_at(branch, 1) for branch in branches) else ""
            return f"{drifting}{told}{ends}."
        told = "; or ".join(self.once(stop, "once ") for stop in nexts.values())
        if untold:
            told += f"; or {listed(map(crossed_clause, untold), 'or')} first, and what comes of that is not told here"
        return f"{drifting}. Which comes first turns on how fast: {told}."

    def driver(self, name: str) -> str:
        """A driver where it is first named: “what it means” (its name), where the file has words for it."""
        means = self.phrasing.glossary.drivers.get(name, "").strip(" .")
        return f"“{means}” ({driver_words(name)})" if means else driver_words(name)

    def once(self, stop: ClockStop, word: str) -> str:
        """What comes of a crossing: "once window is below 0.30 (now 0.60), North Korea tests"."""
        return f"{word}{crossed_clause(stop.crossed)}{self.aside(stop)}, {self.comes(stop)}"

    def comes(self, stop: ClockStop, *, why: bool = True) -> str:
        """Who steps at a stop, or what else makes it one."""
        if stop.steps:
            return f"{self.steps(stop, why=why)}{', or steps go round in a circle' if stop.also_round else ''}"
        if stop.also_round:
            return "steps go round in a circle"
        changed = [
            count(sum(item.kind == kind for item in stop.changed), word)
            for kind, word in (("answer", "answer"), ("claim", "verdict"))
            if any(item.kind == kind for item in stop.changed)
        ]
        if changed:
            return f"nobody steps, but {listed(changed)} {plural(len(stop.changed), 'changes', 'change')}"
        return "nothing drifts any more"

    def aside(self, stop: ClockStop) -> str:
        """Where the drivers that are crossed are now, and what was seen of them last."""
        names = dict.fromkeys(own.driver for crossing in stop.crossed for own in crossing.terms)
        several, parts = len(names) > 1, []
        for name in names:
            own = f"{driver_words(name)} " if several else ""
            seen = [item for item in self.result.seen if item.driver == name]
            parts.append(f"{own}now {driver_text(self.result.now[name])}")
            if seen:
                parts.append(f"seen {driver_text(seen[-1].value)} on {day_text(str(seen[-1].date))}")
        return f" ({'; '.join(parts)})"

    def answer(self) -> Iterator[Sentence]:
        """What is to be read first."""
        yield Sentence(self.first(), "answer")
        if later := self.later():
            drift_ = plural(len(later), "drifts", "drift")
            yield Sentence(f"Later {listed(map(self.driver, later))} {drift_} too.", "note")
        if not self.result.now:
            how = "drifts: [{while: not us.engage, falls: true}]"
            yield Sentence(f"Say under `drivers` which does, where and which way: {how}.", "note")
        yield from (Sentence(text) for text in self.behind())
        if not self.result.whole:
            yield Sentence("There are more orders of crossings than are followed: others may come.", "caution")
        yield from (Sentence(borne_text(verdict)) for verdict in self.result.forecasts)
        if self.result.more:
            more = self.result.more
            yield Sentence(
                f"{capital(count(more, 'further branch', 'further branches'))} {plural(more, 'is', 'are')} not told.",
                "note",
            )

    def later(self) -> tuple[str, ...]:
        """The drivers that drift at some stop, and where no branch begins."""
        first = {own.driver for branch in self.result.branches for own in branch.stops[0].drifting}
        after = [own.driver for branch in self.result.branches for stop in branch.stops[1:] for own in stop.drifting]
        return tuple(name for name in dict.fromkeys(after) if name not in first)

    def behind(self) -> Iterator[str]:
        """The first stops that had been passed by what was seen."""
        passed = {
            branch.stops[1].crossed: branch.stops[1].passed
            for branch in self.result.branches
            if branch.stops[1:] and branch.stops[1].passed is not None
        }
        for crossed, seen in passed.items():
            if seen is not None:
                day, was = day_text(str(seen.date)), driver_text(seen.value)
                yield f"The stop at which {crossed_clause(crossed)} had been passed by {day} ({driver_words(seen.driver)} {was})."

    # -- branches --------------------------------------------------------------------------------------------------

    def body(self) -> Iterator[Block]:
        """Every branch, stop by stop, then what would stop the clock."""
        if not self.result.now:
            return
        looking = concept_words_named(self.result.concept)
        yield Sentence(f"Drivers drift slowly, and everybody steps at once, {looking}.", "note")
        if self.result.unit is None:
            yield Sentence("How fast is not known, so that only the order is told.", "note")
        yield from self.brakes()
        told = self.result.branches[:_TOLD]
        for branch in told:
            yield Sentence(self.condition(branch), "heading")
            yield from self.story(branch)
        left = len(self.result.branches) - len(told)
        if left:
            more = capital(count(left, "further branch", "further branches"))
            yield Sentence(f"{more} {plural(left, 'stands', 'stand')} in the record alone.", "note", "(--json)")

    def condition(self, branch: DriftBranch) -> str:
        """On what a branch turns: "If window falls by 0.30 before strain falls by 0.20"."""
        first = next((stop for stop in branch.stops[1:] if stop.unless), None)
        if first is None:
            return self.way(branch)
        own = branch.stops.index(first) == 1 and all(len(crossing.terms) == 1 for crossing in first.crossed)
        words = (lambda crossed: movement_clause(crossed, self.result.now)) if own else crossed_clause
        forks = [f"{words(first.crossed)} before {listed(map(words, first.unless), 'or')}"]
        forks += [
            f"then {crossed_clause(stop.crossed)} before {listed(map(crossed_clause, stop.unless), 'or')}"
            for stop in branch.stops[branch.stops.index(first) + 1 :]
            if stop.unless
        ]
        return f"If {', and '.join(forks)}"

    def way(self, branch: DriftBranch) -> str:
        """A heading for a branch that does not turn on what is crossed first: by where it begins, or among those that differ in
        how far they go."""
        begun = [own for own in self.result.branches if own.stops[0].state == branch.stops[0].state]
        if len(begun) == len(self.result.branches):
            return "What comes" if len(begun) == 1 else f"Way {begun.index(branch) + 1} of {len(begun)}"
        return f"Where {self.state(branch.stops[0].state)}"

    def story(self, branch: DriftBranch) -> Iterator[Sentence]:
        """The stops of a branch, and how it ends."""
        for place, stop in enumerate(branch.stops):
            if place:
                last = stop is branch.stops[-1]
                ends = f", and {self.ending(branch)[0].lower()}{self.ending(branch)[1:]}" if last else "."
                yield Sentence(f"{capital(self.once(stop, 'once '))}{self.lasts(stop)}{_passed(stop)}{ends}", "item")
                yield from (Sentence(text, "subitem") for text in self.changed(stop))
            elif stop.steps:
                yield Sentence(f"{capital(self.steps(stop))}, before anything drifts.", "item")
        if not branch.stops[1:]:
            yield Sentence(self.ending(branch), "item")

    def lasts(self, stop: ClockStop) -> str:
        """How long it takes from the start, where that is known, behind what is said of a stop."""
        return f", after {taken}" if (taken := self.taken(stop)) else ""

    def taken(self, stop: ClockStop) -> str:
        """How long it takes from the start: "1.5 to 3 years"; "" where that is not known."""
        if stop.after is None or self.result.unit is None:
            return ""
        least, most = stop.after
        taken = tick_text(least) if least == most else f"{tick_text(least)} to {tick_text(most)}"
        return f"{taken} {self.result.unit}{'' if most == 1 else 's'}"

    def changed(self, stop: ClockStop) -> Iterator[str]:
        """Answers and verdicts that are others from here on."""
        groups: dict[tuple[str, str], list[str]] = {}
        for item in stop.changed:
            if item.kind == "answer":
                where = where_text(item.scenario, self.phrasing.glossary)
                yield f"{self.question(item.name)}{where}: {item.before} → {item.after}."
            else:
                groups.setdefault((_VERDICTS[item.before], _VERDICTS[item.after]), []).append(item.name)
        for (before, after), names in groups.items():
            yield f"{self.phrasing.claims(names)}: {before} → {after}."

    def question(self, name: str) -> str:
        """A key question; if the file asks none, the one that it implies."""
        if name in self.phrasing.glossary.asked:
            return self.phrasing.key_question(name)
        return f"“{question_words('', self.phrasing)}”"

    def ending(self, branch: DriftBranch) -> str:
        """How a branch ends."""
        last = branch.stops[-1]
        if branch.end == "at rest":
            stayed = "" if last.state != self.result.start else ": nobody has done anything"
            return f"It ends there{stayed}."
        if branch.end == "goes round":
            stop = branch.stops[branch.back_to or 0]
            where = f"the stop at which {crossed_clause(stop.crossed)}" if stop.crossed else "its beginning"
            return f"Then it comes back to {where}, and goes round."
        if branch.end == "held":
            between = listed((f"the state in which {self.state(code)}" for code in branch.states), "and")
            return f"There drivers are held: {passing_clause(branch.held_at)}, over and over, between {between}."
        if branch.end == "steps go round":
            where = "" if branch.stops[1:] else "From there steps go round in a circle, and "
            return capital(f"{where}nobody can tell what follows.")
        return f"What comes after {count(len(branch.stops) - 1, 'stop')} is not followed (--stops)."

    def steps(self, stop: ClockStop, *, why: bool = True) -> str:
        """Who steps at a stop, one after the other, and why."""
        parts, here = [], stop.left
        for step in stop.steps:
            move = plain_move_text(step.actor, here, step.to, self.on, self.phrasing)
            parts.append(f"{move}{self.why(step) if why else ''}")
            here = step.to
        return "".join(f"{', and then ' if place else ''}{part}" for place, part in enumerate(parts))

    def why(self, step: ClockStep | Brake) -> str:
        """The reason of a step in a few words, in brackets."""
        reason: Reason = step.reason
        if reason.want is None or not reason.part:  # beyond a value the numbers of a condition are others
            return ""
        words = self.phrasing.short_reason(reason.want, reason.part)
        return f" ({words}; {reason.want})"

    # -- what would stop the clock ---------------------------------------------------------------------------------

    def brakes(self) -> Iterator[Sentence]:
        """What would stop the clock, and whether anybody has a step that does this."""
        begun = dict.fromkeys(branch.stops[0].state for branch in self.result.branches)
        if not any(map(self.drifting, begun)):
            return
        yield Sentence("What would stop the clock", "heading")
        for state in begun:
            own = [brake for brake in self.result.brakes if brake.state == state]
            yield from (Sentence(self.brake(brake), "item") for brake in own)
            stopped = {name for brake in own for name in brake.drivers}
            for item in self.drifting(state):
                if item.driver not in stopped:
                    yield Sentence(f"No act of one actor stops {driver_words(item.driver)}.", "item")

    def drifting(self, state: int) -> tuple[Drifting, ...]:
        """What drifts where a branch begins."""
        return next(own.stops[0].drifting for own in self.result.branches if own.stops[0].state == state)

    def brake(self, brake: Brake) -> str:
        """One act that would stop it."""
        act = plain_move_text(brake.actor, brake.state, brake.to, self.on, self.phrasing)
        stopped = [own for own in self.drifting(brake.state) if own.driver in brake.drivers]
        then = listed(f"{driver_words(own.driver)} no longer {_way(own)}" for own in stopped)
        has = self.phrasing.agree(brake.actor, "it has", "they have")
        if brake.steps:
            under = listed(map(concept_words_named, brake.steps), "or")
            return f"{capital(act)}: then {then}. {capital(has)} this step {under}."
        gains = "would gain by it, and it is deterred" if brake.reason.sign > 0 else "would gain nothing by it"
        it = self.phrasing.agree(brake.actor, "it", "they")
        return f"{capital(act)}: then {then}. {capital(has)} no step that does this: {it} {gains}{self.why(brake)}."

    def state(self, code: int) -> str:
        """A state in words."""
        return state_text(code, self.on, self.phrasing)


def _untold(branches: Sequence[DriftBranch]) -> tuple[tuple[CrossedValue, ...], ...]:
    """What may be crossed first in branches that are not told, where these begin as some that are."""
    firsts = [branch.stops[1] for branch in branches if branch.stops[1:]]
    told = {stop.crossed for stop in firsts}
    return tuple(dict.fromkeys(other for stop in firsts for other in stop.unless if other not in told))


def _way(own: Drifting) -> str:
    return "rises" if own.rises else "falls"


def _passed(stop: ClockStop) -> str:
    """That a stop had been passed, and when."""
    return "" if stop.passed is None else f"; passed by {day_text(str(stop.passed.date))}"


def _ends_at(branch: DriftBranch, stop: int) -> bool:
    """Whether nothing but the end of drifts comes after a stop."""
    rest = branch.stops[stop + 1 :]
    return branch.end == "at rest" and all(not own.steps and not own.changed and not own.also_round for own in rest)
