"""The effects of lines that only one of two files has, in the words of that file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.assumptions import day_text, scenario_text
from countermove.presentation.blocks import Sentence
from countermove.presentation.numbers import fraction_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import listed, out_of
from countermove.questions.diff.additions import InView, OwnAct, OwnSaid, OwnSeen, OwnView, Stopped
from countermove.questions.diff.results import OR
from countermove.verdicts.lines.change_words import question_words
from countermove.verdicts.lines.differences import ChangedLine
from countermove.verdicts.lines.line_words import LineWords

__all__ = ["ends_text", "owned_sentences"]


def owned_sentences(answer: Answer, words: LineWords) -> Iterator[Sentence]:
    """Acts, views, observations, and results for scenarios, claims and questions that only one of the files has."""
    result = answer.record
    own = {"first": _Own(words.first, result.first), "second": _Own(words.second, result.second)}
    texts = [own[item.case].act(item) for item in result.acts]
    texts += [own[item.case].view(item) for item in result.views]
    texts += [own[item.case].seen(item) for item in result.seen]
    texts += [own[items[0].case].said(items, result.differences[items[0].difference]) for items in _groups(result.said)]
    for text in texts:
        yield Sentence(text, "item")


def _groups(said: tuple[OwnSaid, ...]) -> list[list[OwnSaid]]:
    """Results grouped by line."""
    groups: dict[tuple[int, str], list[OwnSaid]] = {}
    for item in said:
        groups.setdefault((item.difference, item.case), []).append(item)
    return list(groups.values())


def ends_text(ends: str, phrasing: Phrasing) -> str:
    """Outcomes by their labels, in the words of a file."""
    known = phrasing.glossary.options
    on = ([option for option in state.split(", ") if option in known] for state in ends.split(OR))
    return OR.join(map(phrasing.state, on)) if ends else "nowhere: it goes round in circles"


class _Own:
    """The words of one of the files. ``case``: its name."""

    def __init__(self, phrasing: Phrasing, case: str) -> None:
        self.phrasing, self.case = phrasing, case

    # -- an act ----------------------------------------------------------------------------------------------------

    def act(self, item: OwnAct) -> str:
        phrasing = self.phrasing
        actor = item.option.partition(".")[0]
        able = f"Only in {self.case} {phrasing.the(actor)} can {self._base(item.option)} ({item.option})."
        if item.used == item.cells:
            return f"{able} It comes to that in every reading."
        if item.used:
            return f"{able} It comes to that in {item.used:,} of {item.cells:,} cells (readings under concepts)."
        assert item.stopped is not None
        return f"{able} Nobody uses it, since {self._stop_text(actor, item.stopped, bool(item.wants))}."

    def _base(self, option: str) -> str:
        own = [name for name in self.phrasing.glossary.options if name.partition(" = ")[0] == option]
        return listed((self.phrasing.base(name) for name in own), "or")

    def _stop_text(self, actor: str, item: Stopped, wanted: bool) -> str:
        phrasing, who = self.phrasing, self.phrasing.the(actor)
        match item.result:
            case "worse" if item.want is not None:
                return f"{who} {phrasing.short_reason(item.want, item.part)} ({item.want})"
            case "worse":
                return f"{who} {phrasing.agree(actor, 'loses', 'lose')} by it"
            case "indifferent":
                return (
                    "no want distinguishes doing it from not doing it"
                    if wanted
                    else f"no want in {self.case} is about it"
                )
            case "infeasible":
                why = phrasing.glossary.rules.get(item.rule or "") or ""
                return f"a rule excludes it at the start{f': {why}' if why else ''} ({item.rule})"
            case "not ready":
                return f"it is possible only once {phrasing.clause(phrasing.glossary.formula(item.needs or ''))}"
            case "settled":
                return "it cannot be done from where it starts"
            case "better" if item.deterred:
                steps = ((step.actor, _on(step.before, phrasing), _on(step.after, phrasing)) for step in item.deterred)
                moves = [phrasing.move(*step) for step in steps]
                return f"{who} would gain, but then {listed(moves, 'and then')}"
        return f"{who} would gain, and it is not known whether that is deterred"

    # -- a view ----------------------------------------------------------------------------------------------------

    def view(self, item: OwnView) -> str:
        words = LineWords(self.phrasing, self.phrasing).name("view", "", item.view)
        parts = [self._in_view(change, item.view) for change in item.changes]
        same = ""
        if item.responsible is not None and item.author is not None:
            theirs, own = (_degrees(degrees, self.phrasing) for degrees in (item.responsible, item.author))
            same = "responsibility is the same" if theirs == own else ""
            parts += [] if same else [f"responsible for the target: {theirs}; in the author's model: {own}"]
        if not parts:
            return f"Only in {self.case}: {words}. It changes no answer and no end{f'; {same}' if same else ''}."
        return f"Only in {self.case}: {words}. In it: {'; '.join([*parts, same] if same else parts)}."

    def _in_view(self, item: InView, view: str) -> str:
        if item.kind == "outcomes":
            there = Phrasing(self.phrasing.glossary, view)
            return f"it ends {_ending(item.view, there)}, in the author's model {_ending(item.author, self.phrasing)}"
        if item.kind == "answer":
            return f"{question_words(item.asks, self.phrasing)} {item.view}, in the author's model {item.author}"
        says, word = self.phrasing.glossary.claims[item.name].says.rstrip("."), item.view
        author = "as in the author's model" if item.author == item.view else f"in the author's model {item.author}"
        return f"“{says}”: {word}, {author} ({item.name})"

    # -- an observation --------------------------------------------------------------------------------------------

    def seen(self, item: OwnSeen) -> str:
        phrasing = self.phrasing
        when = item.when or (f"of {day_text(item.date)}" if item.date else "")
        where = f" in {scenario_text(item.scenario, phrasing.glossary)}" if item.scenario else ""
        what = phrasing.clause(phrasing.glossary.formula(item.formula))
        text = f"The observation{f' {when}' if when else ''}{where}, that {what} ({item.observation}), is"
        if item.passes and not item.left:
            return f"{text} impossible in {self.case}: steps lead there, but it never ends in this way."
        if not item.left:
            nobody = "nobody's own step leads" if item.unlisted else "neither anybody's own step nor an agreement leads"
            return f"{text} impossible in {self.case}: {nobody} there."
        if item.agreements:
            whose = " or of ".join(map(phrasing.actors, item.agreements))
            text = f"{text} possible in {self.case} by nobody's own step, but by an agreement of {whose},"
        else:
            text = f"{text} possible in {self.case}"
        if item.left == item.readings:
            every = "in the one reading" if item.readings == 1 else "in every reading"
            more = "" if item.together else "; together with everything else that was seen it is not"
            return f"{text} {every}{more}."
        base = "" if item.base else ", not in the base reading"
        more = "" if item.together else "; together with everything else that was seen, in none"
        return f"{text} in {out_of(item.left, item.readings, 'reading')}{base}{more}."

    # -- results ---------------------------------------------------------------------------------------------------

    def said(self, items: list[OwnSaid], line: ChangedLine) -> str:
        """The results for one line."""
        only, first = f"Only in {self.case}", items[0]
        if first.kind == "claim":
            says = self.phrasing.glossary.claims[first.name].says.rstrip(".")
            return f"{only}: “{says}”: {first.word} ({first.name})."
        if line.section == "scenario":
            words = LineWords(self.phrasing, self.phrasing).name("scenario", "", line.name)
            parts = [f"{question_words(item.asks, self.phrasing)} {item.word}{self._without(item)}" for item in items]
            return f"{only}: {words}. In it: {'; '.join(parts)}."
        parts = [
            f"{scenario_text(item.scenario, self.phrasing.glossary)}: {item.word}" for item in items if item.scenario
        ]
        plain = next((item for item in items if item.scenario is None), None)
        words = "" if plain is None else f" {plain.word}{_base(plain)}"
        more = f"; {'; '.join(parts)}" if parts else ""
        return f"{only} it is asked: {question_words(first.asks, self.phrasing)}{words}{more} ({first.name})."

    @staticmethod
    def _without(item: OwnSaid) -> str:
        if not item.base:
            return ""
        return f" (without it {'too' if item.base == item.word else item.base})"


def _base(item: OwnSaid) -> str:
    return f" (in the base reading {item.base})" if item.base != item.word else ""


def _degrees(degrees: Mapping[str, Fraction], phrasing: Phrasing) -> str:
    own = [f"{phrasing.the(actor)} ({fraction_text(value)})" for actor, value in degrees.items() if value]
    return listed(own) or "nobody"


def _on(label: str, phrasing: Phrasing) -> list[str]:
    return [option for option in label.split(", ") if option in phrasing.glossary.options]


def _ending(ends: str, phrasing: Phrasing) -> str:
    return f"where {ends_text(ends, phrasing)}" if ends else "nowhere: it goes round in circles"
