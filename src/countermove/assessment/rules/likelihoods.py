"""Rules about words and numbers for likelihood, and about confidence (ICD 203, part D.6.e.2).

Likelihood says how probable something is; confidence says how firmly a judgement rests. A file uses one scale of likelihood
words, and of a scale with two rows of synonyms one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from countermove.assessment.problems import Path
from countermove.assessment.references import chances_said
from countermove.assessment.rules.registry import Context, LintFinding, rule
from countermove.assessment.schema import Document
from countermove.likelihood import SAID, SCALES, WORDS, scale, scale_of, span_of

__all__: list[str] = []

_FAR = 3
"""Years after ``as_of`` from which a horizon is far."""

_EXTREME = (Fraction(1, 20), Fraction(19, 20))
"""Chances outside these are as good as certain."""

_LIKELIHOOD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, {*WORDS, *SAID, "certain"}), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t|tly)\b", re.IGNORECASE)
_HIGH = re.compile(r"\b(?:high(?:ly)?|great|full|very)\s+confiden", re.IGNORECASE)
_COULD = re.compile(r"\b(?:[Cc]ould|may|might|[Mm]ight|can ?not be ruled out)\b")
"""Excludes the month of May."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@rule("mixed-rows", "Likelihood words from both rows of synonyms of a scale, which readers take for different chances.")
def mixed_rows(context: Context) -> Iterator[LintFinding]:
    """Words from another row than the first word's."""
    rows: dict[str, int] = {}
    for path, word in _words(context.document):
        for name in SCALES:
            chosen = scale(name)
            if chosen.rows < 2:
                continue
            row = next((step.words.index(word) for step in chosen.steps if word in step.words), None)
            if row is None:
                continue
            first = rows.setdefault(name, row)
            if row != first:
                twin = next(step.words[first] for step in chosen.steps if word in step.words)
                message = f"{word!r} is of the other row of {chosen.title} than the words before it: write {twin!r}."
                yield LintFinding(path, message, key=False)


@rule("mixed-scales", "A likelihood word of another scale than the rest of the file: one scale per file.")
def mixed_scales(context: Context) -> Iterator[LintFinding]:
    """Words outside the file's scale: the scale that it names, or that of the words before."""
    named = context.document.scale if isinstance(context.document.scale, str) else None
    possible = [named] if named is not None else list(SCALES)
    for path, word in _words(context.document):
        if word in SAID:  # belongs to no scale, and to each
            continue
        remaining = [name for name in possible if any(word in step.words for step in scale(name).steps)]
        if remaining:
            possible = remaining
            continue
        titles = " or ".join(scale(name).title for name in possible)
        yield LintFinding(
            path, f"{word!r} is not a word of {titles}, which the file uses: one scale per file.", key=False
        )


@rule("certain", "A chance of 0 or 100%: no forecast is certain.")
def certain(context: Context) -> Iterator[LintFinding]:
    """Forecasts that leave no doubt."""
    for name, forecast in context.document.forecasts.items():
        chance = forecast.chance
        low, high = chance if isinstance(chance, tuple) else (chance, chance)
        if low == high and low in (0, 1):
            message = f"{name} leaves no doubt: a chance of {int(low)} can only be wrong. Say how sure you are."
            yield LintFinding(("forecasts", name, "chance"), message, key=False)


@rule("confidence-likelihood", "Confidence and likelihood in one sentence, so readers cannot tell which is meant.")
def confidence_with_likelihood(context: Context) -> Iterator[LintFinding]:
    """Sentences with a likelihood word and a word of confidence."""
    for path, text in _texts(context.document):
        for sentence in _SENTENCE.split(text):
            likely, sure = _LIKELIHOOD.search(sentence), _CONFIDENCE.search(sentence)
            if likely and sure:
                message = (
                    f"{likely[0]!r} says how probable it is and {sure[0]!r} how firmly that rests: "
                    "say the two in two sentences."
                )
                yield LintFinding(path, message, key=False)
                break


@rule("far-confidence", "High confidence, or a chance as good as certain, on a far horizon.")
def far_confidence(context: Context) -> Iterator[LintFinding]:
    """Forecasts that close years after the knowledge they rest on and leave next to no doubt."""
    known = context.document.as_of
    for name, forecast in context.document.forecasts.items():
        if known is None or not _far(known, forecast.closes):
            continue
        surely = forecast.chance is not None and _as_good_as_certain(
            *span_of(forecast.chance, scale_of(context.document.scale))
        )
        boldly = any(_HIGH.search(text or "") for text in (forecast.says, forecast.note))
        if surely or boldly:
            how = "with high confidence" if boldly else "as good as certain"
            message = f"{name} closes {forecast.closes}, over {_FAR} years after what it rests on, and is held {how}."
            yield LintFinding(("forecasts", name), message)


@rule("bare-could", "A forecast that only says that something could be: without a chance it cannot come out wrong.")
def bare_could(context: Context) -> Iterator[LintFinding]:
    """Forecasts without a chance whose words, or those of the claim they are drawn from, leave everything open."""
    claims = context.document.claims
    for name, forecast in context.document.forecasts.items():
        wording = claims[forecast.from_].wording if forecast.from_ in claims else None
        open_ = next((match for text in (forecast.says, wording) if (match := _COULD.search(text or ""))), None)
        if forecast.chance is None and open_ is not None:
            message = (
                f"{name} says that something {open_[0]!r} be and gives no chance: nothing that happens can test it."
            )
            yield LintFinding(("forecasts", name), message)


def _far(known: date, closes: date) -> bool:
    years = closes.year - known.year - ((closes.month, closes.day) < (known.month, known.day))
    return years >= _FAR


def _as_good_as_certain(low: Fraction, high: Fraction) -> bool:
    return high <= _EXTREME[0] or low >= _EXTREME[1]


def _words(document: Document) -> Iterator[tuple[Path, str]]:
    """Likelihood words where one is meant: certainties of wants, chances of forecasts."""
    own = document.scale if isinstance(document.scale, dict) else {}
    for actor, record in document.actors.items():
        for place, want in enumerate(record.wants):
            word = want.certainty
            if isinstance(word, str) and word in WORDS and word not in own:
                yield ("actors", actor, "wants", place, "certainty"), word
    for name, forecast in document.forecasts.items():
        for path, chance in chances_said(name, forecast):
            if isinstance(chance, str):
                yield path, chance


def _texts(document: Document) -> Iterator[tuple[Path, str]]:
    """The author's prose."""
    for name, claim in document.claims.items():
        for key in ("says", "wording", "note"):
            if text := getattr(claim, key):
                yield ("claims", name, key), text
    for name, forecast in document.forecasts.items():
        for key in ("says", "given", "rule", "note"):
            if text := getattr(forecast, key):
                yield ("forecasts", name, key), text
    if document.note:
        yield ("note",), document.note
