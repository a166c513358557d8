"""diff in words: what differs and because of which line, each side in its own words, and the effects of lines that one
side lacks."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, concept_name, concepts_phrase, count, listed, number, plural
from countermove.questions.diff.compute import Alone
from countermove.questions.diff.own_lines_text import ends_text, owned_sentences
from countermove.questions.diff.results import Result
from countermove.verdicts.lines.change_words import (
    THAT_IS,
    Explained,
    Headline,
    answer_change,
    because_text,
    claim_cells,
    claim_change,
    question_in_scenario,
    question_words,
)
from countermove.verdicts.lines.differences import ChangedLine
from countermove.verdicts.lines.line_words import LineWords

__all__ = ["diff_text"]

_ROWS = 24
"""The number of differences shown, unless all are requested."""

_MOST_RESULTS = 4
"""The number of results shown that one line changes, unless all are requested."""


def diff_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """What changed from the first case to the second. ``every``: leave nothing out."""
    return _DiffText(answer, every).telling


_NOTHING_LEFT = "nothing to say, as no reading allows it"


class _DiffText:
    """One diff in words. ``clauses``: those of all differences, in order."""

    def __init__(self, answer: Answer, every: bool) -> None:
        self.answer, self.record, self.every = answer, answer.record, every
        first, second = (Phrasing(glossary) for glossary in answer.glossaries)
        names = {item.key: item.other for item in self.record.differences if item.kind == "renamed"}
        self.words = LineWords(first, second, names)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        return tuple(self.words.clause(item) for item in self.record.differences)

    @property
    def telling(self) -> AnswerText:
        result = self.record
        own = next((item for item in result.results if item.kind == "concepts"), None)
        under = concepts_phrase(result.concepts)
        if own is not None:
            under += f"; in {result.second} under {concepts_phrase(own.after.split(', '))}"
        what = (
            f"{capital(count(len(result.compared), 'claim'))} that both have "
            f"{plural(len(result.compared), 'is judged', 'are judged, each')} in all its readings under {under}."
        )
        bearing = sum(item.bearing for item in result.differences)
        lines = capital(count(bearing, "line"))
        what += (
            f" {lines} that can bear on them or on an answer {plural(bearing, 'differs', 'differ')}." if bearing else ""
        )
        rest: list[Block] = []
        if owned := [*owned_sentences(self.answer, self.words)]:
            rest += [Sentence("What only one of the two has", "heading"), *owned]
        rest += [self._results()] if result.results else []
        rest += [self._differences()] if result.differences else []
        rest += [self._claims()] if result.claims else []
        return AnswerText(
            f"From {result.first} to {result.second}",
            (Sentence(what, "note"), *self._first()),
            (*rest, *self._reservations()),
            of_a_game=False,
            named=False,
        )

    # -- the lead --------------------------------------------------------------------------------------------------

    def _first(self) -> Iterator[Sentence]:
        result = self.record
        if not result.differences:
            yield Sentence("The two files say the same.", "answer")
            return
        answers = [item for item in result.results if item.kind in ("answer", "since")]
        changes: list[tuple[str, Explained]] = [(self._change(item), item) for item in answers if item.turned]
        for item in result.claims:
            if item.turned:
                says = self.words.first.glossary.claims[item.id].says
                changes.append((f"{claim_change(says, item.word_before, item.word_after)} ({item.id})", item))
        changes += [(self._change(item), item) for item in answers if not item.turned]
        for item in result.claims:
            if not item.turned and item.cells:
                says = self.words.first.glossary.claims[item.id].says
                changes.append((f"{claim_cells(says, item.word_after, item.cells)} ({item.id})", item))
        if len(changes) > 1:
            asked = sum(item in answers for _, item in changes)
            counted = [(asked, "answer"), (len(changes) - asked, "claim")]
            many = listed(count(value, one) for value, one in counted if value)
            yield Sentence(f"{capital(many)} come out differently.", "answer")
        yield from self._explained(changes)
        if not changes:
            yield Sentence("Every answer and every claim that both have comes out the same.", "answer")
        yield from self._idle()
        yield from self._acts_told_otherwise()

    def _explained(self, changes: Sequence[tuple[str, Explained]]) -> Iterator[Sentence]:
        """Changes, grouped by the lines that lead to them."""
        groups: dict[Hashable, list[tuple[str, Explained]]] = {}
        for text, item in changes:
            groups.setdefault((item.because, item.reduced, item.undecided), []).append((text, item))
        bound = count(self.record.bound, "line")
        for group in groups.values():
            why = because_text(group[0][1], self.clauses, self.record.first, bound)
            if len(group) == 1:
                yield Sentence(f"{group[0][0]}. {why}".strip(), "answer")
                continue
            for text, _ in group:
                yield Sentence(f"{text}.", "item")
            if why:
                every = "Both" if len(group) == 2 else f"All {number(len(group))}"
                lead = f"{every} change" if len(group[0][1].because) == 1 else f"{every}:"
                why = why.removeprefix(THAT_IS)
                yield Sentence(f"{lead} {why[0].lower()}{why[1:]}", "answer")

    def _change(self, item: Result) -> str:
        """A change of a result, with the question's name."""
        named = f" ({item.name})" if item.asks else ""
        first = self.words.first
        question = question_in_scenario(question_words(item.asks, first), item.scenario, first.glossary)
        if item.kind == "since":
            words = [_NOTHING_LEFT if word == "no reading" else word for word in (item.before, item.after)]
            return f"{question} In the light of what happened {words[0]} → {words[1]}{named}"
        before, after = Headline(item.before, item.base_before), Headline(item.after, item.base_after)
        return answer_change(question, before, after, item.moved, item.readings) + named

    def _idle(self) -> Iterator[Sentence]:
        result = self.record
        idle = [self.clauses[place] for place in result.idle]
        if not idle:
            return
        shown = idle if self.every else idle[:_ROWS]
        lead = "This alone changes" if len(idle) == 1 else "Each of these alone changes"
        further = f"; and {count(len(idle) - len(shown), 'more line')}" if len(shown) < len(idle) else ""
        more = "Ask with --full." if further else ""
        yield Sentence(f"{lead} no answer and no claim: {'; '.join(shown)}{further}.", "answer", more)

    def _acts_told_otherwise(self) -> Iterator[Sentence]:
        """Acts that the two files word differently and that are matched because both have the same name for them."""
        for item in self.record.differences:
            if (item.section, item.kind) == ("option", "reworded") and any(part.key == "does" for part in item.parts):
                option = (
                    f"{self.words.there('actor', '', item.owner)}.{self.words.there('option', item.owner, item.name)}"
                )
                old, new = self.words.first.act(f"{item.owner}.{item.name}"), self.words.second.act(option)
                yield Sentence(
                    f"“{old}” and “{new}” are taken for one act, since both call it {item.owner}.{item.name}.",
                    "caution",
                )

    # -- tables ----------------------------------------------------------------------------------------------------

    def _results(self) -> Table:
        result = self.record
        rows = tuple((self._result(item), *self._sides(item)) for item in result.results)
        return Table(
            (Column("What"), Column(result.first), Column(result.second)), rows, "What else comes out differently"
        )

    def _sides(self, item: Result) -> tuple[str, str]:
        """A result in both files, each in its own words."""
        pairs = ((item.before, item.base_before, self.words.first), (item.after, item.base_after, self.words.second))
        parts = []
        for side, base, phrasing in pairs:
            if item.kind == "outcomes":
                parts.append(ends_text(side, phrasing) + self._lacking(side, phrasing))
            elif item.kind == "base reading":
                name = item.name if phrasing is self.words.first else self.words.there("question", "", item.name)
                known = phrasing.glossary.questions.get(name)
                means = None if known is None else known.answers.get(side)
                parts.append(f"{means} ({side})" if means else side)
            elif item.kind == "since":
                parts.append(_NOTHING_LEFT if side == "no reading" else side)
            elif item.kind == "concepts":
                parts.append(concepts_phrase(side.split(", ")))
            else:
                parts.append(f"{side} (base reading: {base})" if base and base != side else side)
        return parts[0], parts[1]

    def _lacking(self, ends: str, phrasing: Phrasing) -> str:
        """The acts of some outcomes that the other file does not have."""
        mine = phrasing is self.words.first
        case = "first" if mine else "second"
        own = [
            item.option
            for item in self.record.acts
            if item.case == case and item.option in ends.replace("; or ", ", ").split(", ")
        ]
        if not own:
            return ""
        return (
            f" ({self.record.second if mine else self.record.first} has no such act: {listed(map(phrasing.act, own))})"
        )

    def _result(self, item: Result) -> str:
        """The result's kind, in words that precede its name."""
        first = self.words.first
        if item.kind in ("answer", "since"):
            name = f" ({item.name})" if item.asks else ""
            since = " In the light of what happened" if item.kind == "since" else ""
            return (
                f"{question_in_scenario(question_words(item.asks, first), item.scenario, first.glossary)}{since}{name}"
            )
        if item.kind == "base reading":
            asks = first.glossary.questions[item.name].asks
            return f"The base reading of {f'“{asks}” ({item.name})' if asks else item.name}"
        if item.kind == "outcomes":
            return f"Where it ends under {concept_name(item.name)}"
        return {"concepts": "Concepts", "target": "The target"}[item.kind]

    def _differences(self) -> Table:
        result = self.record
        effects = self._effects()
        numbered = sorted(enumerate(result.differences), key=lambda pair: not pair[1].bearing)
        shown = numbered if self.every else numbered[:_ROWS]
        rows = tuple(
            (
                self._line(item),
                effects.get(place, "") if item.bearing else _without_effect(item),
                "; ".join(f"{part.key}: {part.before}" for part in item.parts if part.before is not None),
                "; ".join(f"{part.key}: {part.after}" for part in item.parts if part.after is not None),
            )
            for place, item in shown
        )
        remaining = len(numbered) - len(shown)
        caption = "What differs" + (
            f" (the first {len(shown)} of {len(numbered)}; --full has the rest)" if remaining else ""
        )
        columns = (Column("Line"), Column("Alone"), Column(result.first), Column(result.second))
        return Table(columns, rows, caption, by_row=True)

    def _line(self, item: ChangedLine) -> str:
        text = capital(self.words.name(item.section, item.owner, item.name))
        kind = f"{item.kind} to {item.other}" if item.other else item.kind
        return f"{text}: {kind}"

    def _effects(self) -> dict[int, str]:
        """The effect of each line by itself, or with the lines that it needs."""
        result = self.record
        effects = dict.fromkeys(result.unfit, f"does not fit the rest of {result.first}")
        effects |= {item.difference: self._effect(item) for item in result.alone}
        for item in result.along:
            others = "; ".join(self.clauses[place] for place in item.along)
            effects[item.difference] = f"only with this: {others}. Then: {self._effect(item)}"
        return effects

    def _effect(self, item: Alone) -> str:
        first, place = self.words.first, item.difference
        parts = []
        for turn in item.answers:
            question = question_in_scenario(question_words(turn.asks, first), turn.scenario, first.glossary)
            base = f" (base reading: {turn.base})" if turn.base != turn.answer else ""
            parts.append(f"{question} {turn.answer}{base}")
        for name, verdict in zip(item.verdicts, item.become, strict=True):
            parts.append(f"“{first.glossary.claims[name].says.rstrip('.')}”: {verdict} ({name})")
        since = [item for item in self.record.results if item.kind == "since" and (place,) in item.because]
        parts += [self._change(result) for result in since]
        shown = parts if self.every or len(parts) <= _MOST_RESULTS else parts[:_MOST_RESULTS]
        more = f"; and {count(len(parts) - len(shown), 'more result')} (--full)" if len(shown) < len(parts) else ""
        if parts:
            return "; ".join(shown) + more
        return f"only cells of {listed(item.values)}" if item.values else "nothing"

    def _claims(self) -> Table:
        rows = []
        for item in self.record.claims:
            says = self.words.first.glossary.claims[item.id].says
            moved = f"{item.cells}" if item.cells is not None else "other readings"
            name = item.id if item.other == item.id else f"{item.id} (there {item.other})"
            rows.append((says, item.word_before, item.word_after, moved, name))
        columns = (
            Column("What it says"),
            Column("Before", fixed=True),
            Column("Now", fixed=True),
            Column("Cells", fixed=True, right=True),
            Column("Claim", fixed=True),
        )
        return Table(columns, tuple(rows), "Claims that came out differently")

    def _reservations(self) -> Iterator[Sentence]:
        result = self.record
        if any(item.because for item in (*result.claims, *result.results)):
            yield Sentence(
                f"A line explains a result if {result.first} comes to it once that line is as {result.second} has it, all else "
                f"staying as it is. {capital(count(result.tried, 'set'))} of up to {count(result.bound, 'line')} "
                f"{plural(result.tried, 'was', 'were')} tried.",
                "note",
            )
        if alone := [place for place in result.unfit if place not in {item.difference for item in result.along}]:
            text = "; ".join(self.clauses[place] for place in alone)
            lead = "This alone cannot" if len(alone) == 1 else "None of these alone can"
            yield Sentence(f"{lead} be taken over into {result.first}: {text}.", "caution")
        if result.left_out:
            verb = plural(len(result.left_out), "was", "were")
            yield Sentence(
                f"Interrupted: {listed(result.left_out)} {verb} not judged, and no lines were tried.", "caution"
            )
        elif not result.complete:
            yield Sentence(
                f"Cut short after {count(result.tried, 'set')}: more lines may explain what changed.", "caution"
            )


def _without_effect(item: ChangedLine) -> str:
    """The effect of a line that affects no verdict: how sure a premise is counts for robust."""
    sure = any(part.key in ("certainty", "scale") for part in item.parts)
    if sure:
        return "no verdict; robust counts by it"
    return "words only" if item.kind in ("reworded", "renamed") or item.section == "words" else "no verdict"
