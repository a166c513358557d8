"""compare in words: the codings' answers side by side, how far they agree, which lines split them, and the crux of two."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.context.answer import Answer
from countermove.presentation.assumptions import scenario_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, number, plural, shortened
from countermove.questions.compare.crux import Crux
from countermove.questions.compare.proposals import Proposal
from countermove.questions.compare.records import AnswerAcross, Compare, LineForm, SplitLine
from countermove.questions.compare.side_by_side import (
    NAMES,
    Across,
    across_table,
    across_text,
    agreement_table,
    all_of,
    both_or_all,
    classes_text,
    id_text,
    judged_text,
    names_text,
    nothing_text,
    same_text,
    version_sentences,
)
from countermove.questions.compare.transfers import Carried
from countermove.verdicts.lines.change_words import THAT_IS, because_text
from countermove.verdicts.lines.line_words import section_name
from gmcr.base.errors import CountermoveError

__all__ = ["compare_text"]

_ROWS = 24
"""The number of lines shown, unless all are requested."""

_FEW = 3
"""The number of claims described in words on which all agree; more are counted."""

_CRUXES = 3
"""The number of observations shown, unless all are requested."""


_CHOICES = 3
"""The number of choices that are named, unless all are requested."""


def compare_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """The codings side by side. ``every``: leave nothing out."""
    result = answer.record
    title = f"{capital(count(len(result.codings), 'coding'))} side by side: {names_text([item.name for item in result.codings])}"
    if len(result.compared) < 2:
        return AnswerText(title, (Sentence(nothing_text(result), "answer"),), of_a_game=False, named=False)
    text = _CompareText(answer, every)
    body: list[Block] = [text.answers()] if result.answers else []
    body += [text.claims()] if result.claims else []
    body += [agreement_table(result)]
    body += [text.lines()] if result.lines else []
    first = (Sentence(judged_text(result), "note"), *text.first())
    return AnswerText(
        title,
        first,
        (*body, *text.cruxes(), *text.alternatives(), *_reservations(result, text)),
        of_a_game=False,
        named=False,
    )


class _CompareText(Across):
    """One comparison in words. ``every``: leave nothing out."""

    def __init__(self, answer: Answer, every: bool) -> None:
        super().__init__(answer)
        self.every = every

    # -- the lead --------------------------------------------------------------------------------------------------

    def first(self) -> Iterator[Sentence]:
        result = self.record
        if not result.lines:
            yield Sentence("The codings differ in no line that can bear on an answer or a verdict.", "answer")
            yield from self._since()
        elif result.answers:
            yield from self._agreeing()
        else:
            yield Sentence("They have no question in common.", "answer")
        yield from self._carrying()
        if result.claims:
            yield from self._holding()
        if result.crux:
            yield Sentence(self._observed(result.crux[0]), "answer")
        elif result.crux == () and result.lines:
            yield Sentence(
                "Nothing that could be observed tells them apart: no act, no pair of acts and no ending that one predicts or allows is "
                "excluded by the other.",
                "answer",
            )
        yield from self._choosing()
        yield from version_sentences(result)

    def _agreeing(self) -> Iterator[Sentence]:
        result = self.record
        apart = [item for item in result.answers if not item.agreed]
        cells = [item for item in result.answers if item.agreed and item.differ]
        for item in apart:
            yield Sentence(f"{self.asked(item)} {self._headlines(item)}{id_text(item)}.", "answer")
        for item in cells:
            word = next(word for word in item.answers if word is not None)
            some = "cell" if item.cells == 1 else "cells (readings under concepts)"
            yield Sentence(
                f"{self.asked(item)} {word} in {both_or_all(result)}; but in {item.differ:,} of {item.cells:,} {some} they differ{id_text(item)}.",
                "answer",
            )
        yield from self._since()
        same = len(result.answers) - len(apart) - len(cells) - sum(item not in cells for item in self._later)
        if same == len(result.answers):
            yield Sentence(f"{all_of(same)} the same in every coding, in every reading.", "answer")
        elif same:
            yield Sentence(
                f"{capital(count(same, 'other answer'))} {plural(same, 'is', 'are')} the same in all codings.", "answer"
            )

    @property
    def _later(self) -> list[AnswerAcross]:
        """The answers that are the same as argued, but not in the light of what happened."""
        return [item for item in self.record.answers if item.agreed and len(set(item.since) - {None}) > 1]

    def _since(self) -> Iterator[Sentence]:
        for item in self._later:
            words = [None if word is None else _since_word(word) for word in item.since]
            text = across_text(words, self.record.compared)
            yield Sentence(f"{self.asked(item)} In the light of what happened {text}{id_text(item)}.", "answer")

    def _headlines(self, item: AnswerAcross) -> str:
        """Who answers what: of two "yes in a → no in b", of more "yes in a and b, no in c"; with the base reading where
        its word differs."""
        codings = self.record.compared
        texts = [across_text(words, codings) for words in (item.answers, item.base)]
        if len({word for word in item.answers if word is not None}) > 1:
            return texts[0] if item.base == item.answers else f"{texts[0]}; in the base reading {texts[1]}"
        word = next(word for word in item.answers if word is not None)
        return f"{word} in {both_or_all(self.record)}; but in the base reading {texts[1]}"

    def _holding(self) -> Iterator[Sentence]:
        """What becomes of the claims: those that follow in all, those that none supports, and each that differs."""
        result = self.record
        apart = [item for item in result.claims if not item.agreed]
        says = {item.id: item.says.rstrip(".") for item in result.claims}
        for ids, lead, last, verb in (
            (result.holds, "Under every coding", "and", plural(len(result.holds), " follows", " follow")),
            (result.fails, "No coding bears out", "or", ""),
        ):
            quoted = listed((f"“{says[name]}” ({name})" for name in ids), last)
            told = quoted if len(ids) <= _FEW else count(len(ids), "claim")
            if ids:
                yield Sentence(f"{lead} {told}{verb}.", "answer")
        if apart:
            yield Sentence(
                f"{capital(count(len(apart), 'claim'))} {plural(len(apart), 'comes', 'come')} out differently:",
                "answer",
            )
        shown = apart if self.every else apart[:NAMES]
        for item in shown:
            words = list(item.words)
            yield Sentence(f"“{says[item.id]}”: {classes_text(words, result.compared)} ({item.id}).", "item")
        if len(shown) < len(apart):
            remaining = len(apart) - len(shown)
            yield Sentence(f"And {number(remaining)} more, in the table below.", "note")
        named = {*result.holds, *result.fails, *(item.id for item in apart)}
        if rest := len(says.keys() - named):
            yield Sentence(
                f"{capital(count(rest, 'other claim'))} {plural(rest, 'comes', 'come')} out the same in all.", "answer"
            )

    def _carrying(self) -> Iterator[Sentence]:
        """What carries answers over: all together, and each answer that other lines carry over."""
        carried = self.record.carried or ()
        whole = next((item for item in carried if not item.id), None)
        for item in carried:
            if item is whole or whole is None or (item.sets, item.undecided) != (whole.sets, whole.undecided):
                yield Sentence(self._carried(item), "item")

    def _carried(self, item: Carried) -> str:
        first, second = self.record.compared
        what = "all answers"
        if item.id:
            asks = next(own for own in self.record.answers if (own.id, own.scenario) == (item.id, item.scenario))
            what = f"“{self.asked(asks)}”" + id_text(asks)
        why = because_text(_Sets(item), self.clauses, first, count(self.record.bound, "line"))
        text = why.removeprefix(f"{THAT_IS}because ") if item.sets else f"{why[0].lower()}{why[1:]}"
        return f"What turns {what} from {first} to {second}: {text}"

    # -- side by side ----------------------------------------------------------------------------------------------

    def answers(self) -> Table:
        """The answers, a column a coding."""
        caption = f"Answers: {same_text(self.record.answers)} (=; x not; * asked in other terms)"
        return across_table(self.record.answers, self.record, self.asked, caption, ("It asks", "Question"))

    def claims(self) -> Table:
        """The verdicts, a column a coding."""
        ranked = sorted(self.record.claims, key=lambda item: (item.agreed, not item.differ))
        shown = ranked if self.every else ranked[:_ROWS]
        note = f" (the first {len(shown)} of {len(ranked)}; --full has the rest)" if len(shown) < len(ranked) else ""
        caption = f"What becomes of the claims{note}: {same_text(self.record.claims)} (=; x not; * not the same claim)"
        return across_table(shown, self.record, self.asked, caption, ("What it says", "Claim"))

    # -- lines -----------------------------------------------------------------------------------------------------

    def lines(self) -> Table:
        """The lines that split the codings, form by form."""
        result = self.record
        ranked = sorted(result.lines, key=lambda item: (not item.turns, item.section in ("claim", "key question")))
        shown = ranked if self.every else ranked[:_ROWS]
        rows = []
        for item in shown:
            name = capital(self.name(item)) + (": its place" if item.moved else "")
            for form in item.forms:
                rows.append(
                    (name, names_text(form.codings), "-" if form.text is None else form.text, self._turning(form, item))
                )
                name = ""
        note = f" (the first {len(shown)} of {len(ranked)}; --full has the rest)" if len(shown) < len(ranked) else ""
        columns = (Column("Line"), Column("In"), Column("It says"), Column(f"Alone in {result.compared[0]}"))
        return Table(
            columns, tuple(rows), f"Lines that split them{note}; {result.shared} are the same in all", by_row=True
        )

    def _turning(self, form: LineForm, item: SplitLine) -> str:
        """What a line in some form does by itself, or with the lines that it needs."""
        result = self.record
        if result.compared[0] in form.codings:
            return ""
        if form.fits is None:
            return "no answer: a claim" if item.section == "claim" else ""
        if not form.fits and not form.along:
            return f"does not fit the rest of {result.compared[0]}"
        answers = {(own.id, own.scenario): own for own in result.answers}
        parts = []
        for turn in form.turns:
            own = answers[turn.id, turn.scenario]
            base = f" (base reading: {turn.base})" if turn.base != turn.answer else ""
            parts.append(f"{self.asked(own)} {turn.answer}{base}{id_text(own)}")
        does = "; ".join(parts) or "nothing"
        if form.fits:
            return does
        return f"only with {listed(self.name(result.lines[place]) for place in form.along)}: {does}"

    # -- the crux --------------------------------------------------------------------------------------------------

    def _observed(self, item: Crux) -> str:
        """The observation as a sentence."""
        phrasing = self.words[0].first
        try:
            what = f"{phrasing.clause(phrasing.glossary.formula(item.formula))} ({item.formula})"
        except CountermoveError:
            what = item.formula
        where = f"in {scenario_text(item.scenario, self.having(item.scenario))}, " if item.scenario else ""
        under = "" if item.every else ", under the lead concept"
        about = (
            f" It hinges on: {'; '.join(self.name(self.record.lines[place]) for place in item.lines)}."
            if item.lines
            else ""
        )
        text = {
            "ends": f"In {item.predicts} it ends this way in every reading{under}; in {item.excludes} it does so in none.",
            "comes": f"In {item.predicts} this happens on every road in every reading{under}; in {item.excludes} it happens in none.",
            "may come": f"{item.predicts} allows it in every reading{under}; in {item.excludes} it happens in none: if it is seen, it refutes "
            f"{item.excludes}; if not, neither.",
        }[item.kind]
        return f"What would tell them apart: {where}{what}. {text}{about}"

    def cruxes(self) -> Iterator[Sentence]:
        """The other observations that would distinguish two codings."""
        more = (self.record.crux or ())[1:]
        if more:
            yield Sentence("What else would tell them apart", "heading")
            for item in more if self.every else more[:_CRUXES]:
                yield Sentence(capital(self._observed(item).removeprefix("What would tell them apart: ")), "item")
            remaining = 0 if self.every else len(more) - _CRUXES
            if remaining > 0:
                yield Sentence(f"And {count(remaining, 'more observation')}.", "note", "Ask with --full.")

    # -- alternatives ----------------------------------------------------------------------------------------------

    def _choosing(self) -> Iterator[Sentence]:
        """What the second coder chose otherwise, as alternatives that the first could name."""
        proposed = self.record.proposed
        for item in proposed if self.every else proposed[:_CHOICES]:
            yield Sentence(self._chosen(item), "answer")
        if not self.every and len(proposed) > _CHOICES:
            rest = count(len(proposed) - _CHOICES, "further choice")
            yield Sentence(f"And {rest} that the one made otherwise than the other.", "note", "Ask with --full.")
        if names := [item.alternative for item in proposed if item.text is not None]:
            more = f"{'' if self.every else '--full shows how; '}--write FILE writes it."
            yield Sentence(
                f"{self.record.compared[0]} could name {plural(len(names), 'that as an alternative', 'these as alternatives')}: {listed(names)}.",
                "note",
                more,
            )

    def _chosen(self, item: Proposal) -> str:
        """A choice in words, and what becomes of it."""
        first, second = self.record.compared
        mine, theirs = self.words[1].first, self.words[1].second
        other = second
        if item.coding != first:
            mine, theirs, other = theirs, mine, first
        if item.kind == "acts":
            parts = listed(_act(theirs, name) for name in item.others)
            said = f"{item.coding} has one act where {other} has {number(len(item.others))}: {_act(mine, item.about[0])}; {parts}."
        elif item.kind == "actor":
            (actor,) = item.about
            verb = mine.agree(actor, "is", "are")
            said = f"{capital(mine.the(actor))} ({actor}) {verb} an actor in {item.coding} and none in {other}."
        else:
            says = [mine.glossary.games[None].wants[name].says or name for name in item.about]
            said = f"“{says[0]}” ({item.about[0]}) stands right above “{says[1]}” ({item.about[1]}) in {first}, and right below in {second}."
        differs = f" {capital(listed(item.differs))} would still be said otherwise." if item.differs else ""
        return " ".join(filter(None, (said, item.why))) + differs

    def alternatives(self) -> Iterator[Sentence]:
        """The alternatives as they would be written."""
        texts = [item.text for item in self.record.proposed if item.text is not None]
        if texts and self.every:
            yield Sentence("As alternatives", "heading")
            yield from (Sentence(f"  {line}", "line") for line in "".join(texts).splitlines())


def _act(phrasing: Phrasing, option: str) -> str:
    """An act in words, with its name."""
    words = phrasing.glossary.options.get(option)
    return f"“{words}” ({option})" if words else option


def _since_word(word: str) -> str:
    """An answer in the light of what happened."""
    return "nothing to say, as no reading allows it," if word == "no reading" else word


class _Sets:
    """What carries an answer over, described as the lines that lead to a result are."""

    def __init__(self, item: Carried) -> None:
        self.because, self.reduced, self.undecided = item.sets, item.reduced, item.undecided


def _reservations(result: Compare, words: _CompareText) -> Iterator[Sentence]:
    if result.names:
        parts = [f"{section_name(item.section)} {item.name} is {item.other} in {item.coding}" for item in result.names]
        shown = "; ".join(parts) if words.every else shortened(parts, NAMES, sep="; ", where=" (--full)")
        yield Sentence(f"Other names: {shown}.", "note")
    other = [words.question(item) + id_text(item) for item in result.answers if not item.alike]
    other += [f"“{item.says.rstrip('.')}” ({item.id})" for item in result.claims if not item.alike]
    if other := list(dict.fromkeys(other)):
        yield Sentence(
            f"Not worded in the same way in all, so a difference may lie in the question rather than in the premises: {'; '.join(other)}.",
            "caution",
        )
    if result.tried:
        what = f"{count(result.tried, 'set')} of lines" if result.carried else count(result.tried, "line")
        how = f"; up to {count(result.bound, 'line')} together" if result.carried else ", one by one"
        tried = f"{capital(what)} {plural(result.tried, 'was', 'were')} put into {result.compared[0]}"
        yield Sentence(f"{tried}, all else as it is there{how}.", "note")
    if result.interrupted:
        yield Sentence(f"Interrupted after {count(result.tried, 'set')} of lines: not all were tried.", "caution")
    elif not result.complete:
        yield Sentence(
            f"Cut short after {count(result.tried, 'set')} of lines: smaller or other sets may do as well.", "caution"
        )
