"""The words of games that a script puts together: acts, terms, and every want in every wording that it can have.

What a want is called where a game begins, and as a reason, depends on its wording (the author's, turned round, or that
of an overlay) and on the branch in force. Values of drivers in these words are slots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm
from secrets import token_hex
from typing import TypeAlias

from countermove.assessment import Assessment
from countermove.assessment.acts import switched
from countermove.assessment.overlays import ResolvedOverlay, WantLine
from countermove.context.glossary import GameText, Glossary, WantText, want_text
from countermove.context.selection import Selection
from countermove.inquiry.reasons import NumberSwitch
from countermove.inquiry.ways import terms_of
from countermove.plugins.serve.lanes import WantWords, measured_by, worded
from countermove.presentation.escape import shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import spoken_terms
from countermove.questions.lanes.text import switch_text
from gmcr.base.characters import Shown, visible
from gmcr.logic import Compare, Degrees, Formula, Symbol, number

__all__ = ["Value", "Words", "tips_texts"]

Value: TypeAlias = "Shown | float | Sequence[Value] | Mapping[str, Value] | None"
"""What the script is handed: no text but what is shown."""

_MARK = f"\ue000{token_hex(8)}\ue000"
"""Stands on both sides of the number of a driver whose value is put there; no file can have it."""

_SLOTS = re.compile(f"{_MARK}(\\d+){_MARK}")

_OPS = ("<", "<=", ">", ">=")
_PARTS = ("want", "otherwise", "")
"""The branches of a want, and both."""


class _Slotted(Phrasing):
    """Words in which values of drivers are slots."""

    def value(self, driver: str) -> str:
        return f"{_MARK}{list(self.game.drivers).index(driver)}{_MARK}"


class Words:
    """The words of one assessment."""

    def __init__(self, assessment: Assessment, glossary: Glossary) -> None:
        self.assessment = assessment
        self._phrasing = Phrasing(glossary)
        self._drivers = list(assessment.document.drivers)
        self._bits = {name: bit for bit, name in enumerate(assessment.structure.switches)}
        self._lines = [(actor, line) for actor, own in assessment.own_calculus.lines.items() for line in own]
        self._number = {line.want.id: place for place, (_, line) in enumerate(self._lines)}
        self.doubts: dict[Formula, int] = {}
        self._wordings: list[list[WantLine]] = [
            [line, line.become(line.want.turned, line.shown.turned)] for _, line in self._lines
        ]

    def values(self) -> dict[str, Value]:
        """All of it, by the names that the script reads."""
        rewritings = self._rewritings()
        return {
            "acts": [*self._acts()],
            "called": [*self._actors()],
            "terms": [*self._terms()],
            "rewritten": rewritings,
            "wants": [
                {
                    "id": visible(line.want.id),
                    "actor": self.assessment.actors.index(actor),
                    "wordings": [self._wording(actor, own) for own in wordings],
                }
                for (actor, line), wordings in zip(self._lines, self._wordings, strict=True)
            ],
        }

    # -- acts, actors, terms ---------------------------------------------------------------------------------------------

    def _acts(self) -> Iterator[Value]:
        """Of each bit: its actor, the act in words where it is switched on and off, what it needs first, its name, and the
        option in degrees to which it belongs (-1 for none)."""
        names, owners = list(self._bits), [*self.assessment.actors, ""]
        for option, name in zip(self.assessment.form.options, names, strict=True):
            whole = Degrees.option_of(name)
            degrees = [Degrees.option_of(other) for other in names].index(whole) if whole != name else -1
            needs = "" if option.needs is None else self._phrasing.clause(option.needs)
            words = (self._phrasing.act(name, on=on, subject=False) for on in (True, False))
            yield [
                owners.index(option.actor),
                *map(shown, words),
                shown(needs),
                visible(name.replace(" ", "")),
                degrees,
            ]

    def _actors(self) -> Iterator[Value]:
        """How each actor is called inside a sentence, whether its verb is in the plural, and its id; last what no actor
        does."""
        for actor in (*self.assessment.actors, ""):
            yield [shown(self._phrasing.the(actor)), int(self._phrasing.many(actor)), visible(actor)]

    @cached_property
    def terms(self) -> Mapping[str, Formula]:
        """The terms that acts of several actors bring about, and those that have words and depend on acts alone, in the
        order of the file."""
        vocabulary, several = self.assessment.vocabulary, terms_of(self.assessment.vocabulary)
        own = {name for name in vocabulary.terms if name in several or name in self._spoken}
        return {name: vocabulary.resolve(Symbol(name), kind="any") for name in vocabulary.terms if name in own}

    @cached_property
    def _spoken(self) -> Mapping[str, frozenset[str]]:
        return dict(spoken_terms(self._phrasing))

    def _terms(self) -> Iterator[Value]:
        """Of each term: that it holds in words, whether acts of several actors bring it about, and the bits that it is
        about where it names a state (-1 for others)."""
        several = terms_of(self.assessment.vocabulary)
        for name in self.terms:
            about = sum(1 << self._bits[option] for option in self._spoken[name]) if name in self._spoken else -1
            yield [shown(self._phrasing.term(name)), int(name in several), about]

    # -- wants -----------------------------------------------------------------------------------------------------------

    def _rewritings(self) -> Value:
        """The wordings that answers, scenarios and views bring: (line, wording)."""
        assessment = self.assessment
        return {
            "open": [
                [self._rewritten(assessment._change("reading", name, answer)) for answer in answers]
                for name, answers in assessment.questions.items()
            ],
            "scenarios": [self._rewritten(assessment._change("scenario", name)) for name in assessment.scenarios],
            "views": [self._rewritten(assessment._change("view", name)) for name in assessment.views],
        }

    def _rewritten(self, change: ResolvedOverlay) -> Value:
        found: list[Value] = []
        for item in change.rewrite:
            place = self._number[item.want.id]
            line = replace(
                self._wordings[place][0],
                want=item.want,
                shown=item.shown,
                says=item.says,
                otherwise_says=item.otherwise_says,
            )
            found.append([place, len(self._wordings[place])])
            self._wordings[place].append(line)
        return found

    def _wording(self, actor: str, line: WantLine) -> Value:
        """A want in one wording: for each branch, and for both, what it says, what is wanted, its name as a reason, the
        same with its actor, and what can stand as a reason; the drivers that its condition compares, and its dials. In an
        older file also the same without its words, and the condition without which these are in doubt."""
        own = replace(want_text(actor, line.shown), says=line.says, otherwise_says=line.otherwise_says)
        plain = Phrasing(self._phrasing.glossary, own=GameText({own.id: own}, self._now))
        measured: list[Value] = [self._drivers.index(name) for name in measured_by(plain, own.id)]
        doubt, silent = -1, list[Value]()
        if not self.assessment.branched and line.says is not None and line.want.otherwise is not None:
            doubt, silent = self._doubt(line), self._parts(replace(own, says=None))
        return {
            "parts": self._parts(own),
            "doubt": doubt,
            "silent": silent,
            "drivers": measured,
            "dials": self._dials(line.want.condition),
        }

    def _doubt(self, line: WantLine) -> int:
        """The number of a condition on which it hangs whether the words of an older file are in doubt: where it does not
        hold as the file begins (`assessment.branches.in_doubt`)."""
        assert line.want.condition is not None
        return self.doubts.setdefault(line.want.condition, len(self.doubts))

    def _parts(self, own: WantText) -> list[Value]:
        return [self._branch(replace(own, part=part or "want"), part) for part in _PARTS]

    def _branch(self, text: WantText, part: str) -> Value:
        phrasing = _Slotted(self._phrasing.glossary, own=GameText({text.id: text}, self._now))
        words = worded(phrasing, text.id)
        if not part:  # where nobody knows which is in force
            words = WantWords(text.reason(""), phrasing.want(text.id, ""), "")
        reasons = phrasing.short_reason(text.id, part), phrasing.its_reason(text.id, part)
        return [*map(_slots, (words.says, words.told, words.words, *reasons))]

    @cached_property
    def _now(self) -> Mapping[str, Fraction]:
        return self.assessment.own_calculus.drivers

    # -- dials -----------------------------------------------------------------------------------------------------------

    def _dials(self, condition: Formula | None) -> Value:
        """The condition of a want as a sum that is compared with nothing: how, so much of each driver, and a constant, in
        whole numbers, so that where it tips is exact; for each start where options count as numbers, or once (-1)."""
        if not isinstance(condition, Compare) or condition.op not in _OPS:
            return []
        starts = self._starts if condition.options else (-1,)
        dials = [(start, self._dial(condition, start)) for start in starts]
        return [[start, *dial] for start, dial in dials if dial]

    def _dial(self, condition: Compare, start: int) -> list[Value]:
        options = {name: bool(max(start, 0) >> bit & 1) for bit, name in enumerate(self.assessment.form.names)}

        def gap(values: Mapping[str, Fraction]) -> Fraction:
            at = dict.fromkeys(self._drivers, Fraction(0)) | dict(values)
            return number(condition.left, options, at) - number(condition.right, options, at)

        left, right = condition.left.drivers, condition.right.drivers
        names = [
            *(name for name in self._drivers if name in left),
            *(name for name in self._drivers if name in right - left),
        ]
        constant = gap({})
        terms = {name: gap({name: Fraction(1)}) - constant for name in names}
        test = {name: Fraction(place + 2, 3) for place, name in enumerate(names)}  # a sum is one everywhere
        if gap(test) != constant + sum(factor * test[name] for name, factor in terms.items()) or not any(
            terms.values()
        ):
            return []
        whole = lcm(constant.denominator, *(factor.denominator for factor in terms.values()))
        own: list[Value] = [
            [self._drivers.index(name), int(factor * whole)] for name, factor in terms.items() if factor
        ]
        return [_OPS.index(str(condition.op)), own, int(constant * whole)]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Every start that something selected can bring about."""
        assessment, bits = self.assessment, {name: bit for bit, name in enumerate(self.assessment.form.names)}
        places = product((None, *assessment.scenarios), (None, *assessment.views))
        selected = [assessment.selected(Selection(scenario=scenario, view=view)) for scenario, view in places]
        starts = (_start(own, reading) for own in selected for reading in assessment.readings)
        return tuple(dict.fromkeys(sum(1 << bits[name] for name in on) for on in starts))


def _start(assessment: Assessment, reading: Mapping[str, str]) -> frozenset[str]:
    """The options that are on where a reading begins, without its wants."""
    changes = assessment._before(tuple(assessment._answers(reading).items()), in_selected=True, seen=True)
    return switched(assessment.own_calculus.on, (act for change in changes for act in change.happens))


def _slots(text: str) -> Value:
    """A text; where it has slots, its parts with numbers of drivers between them."""
    first, *rest = _SLOTS.split(text)
    if not rest:
        return shown(text)
    return [shown(first), *(int(part) if place % 2 == 0 else shown(part) for place, part in enumerate(rest))]


def tips_texts() -> tuple[str, ...]:
    """Where a number stands and tips, by comparison and whether it is below the threshold, at it or above; its two
    numbers stand as {0} and {1}."""
    texts = []
    for op in _OPS:
        for now in (1, 2, 3):
            told = switch_text(NumberSwitch(op, Fraction(now, 4), Fraction(2, 4), True))
            first, _, rest = told.partition(", ")
            texts.append(f"{first.replace(f'0.{25 * now}', '{0}')}, {rest.replace('0.50', '{1}')}")
    return tuple(texts)
