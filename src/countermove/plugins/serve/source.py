"""The text of a source beside the case: the uses of each paragraph, and what is left unused.

A premise marks the sentences that the case names. Where it names a paragraph, chapter, page or time alone, it marks the
sentence of each paragraph that shares most words with it, if one stands out (``sources.sentences``), otherwise the
paragraph; the page says so.

``of`` in the address names a premise, or a place: ``essay:4`` a paragraph, ``essay:4.2`` a sentence, ``essay:81-160``
where the text is opened.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from countermove.assessment.references import default_source
from countermove.plugins.serve.paragraphs import (
    LONGEST,
    Paragraphs,
    Pointing,
    SourceParagraph,
    place_href,
    pointing,
    token_of,
)
from countermove.plugins.serve.workspace import Opened, Texts
from countermove.presentation.words import capital, count, number, plural
from countermove.reports.passages import passage_text, passages_sentence
from countermove.sources.passages import Passage, Passages, TextCovered
from countermove.sources.places import Place, Premise, premises
from countermove.sources.texts import SourceText
from gmcr.base.errors import UnknownName
from gmcr.base.record import Record

__all__ = ["LETTERS", "NO_TEXTS", "PARAGRAPHS", "SourceShown", "source_shown"]

PARAGRAPHS = 80
"""The most paragraphs that are shown at once."""

LETTERS = 40_000
"""The most letters of them, unless a single one has more."""

_LISTED = 40
"""The most stretches of paragraphs that are listed as unused."""

_PLACE = re.compile(r"(?P<source>[^:]+):(?P<first>[0-9]{1,9})(?:\.(?P<sentence>[0-9]{1,9})|(?P<to>-[0-9]{1,9}))?")

_HOW = (
    "The case points at paragraphs, not at sentences: marked is the sentence that shares most words with it ({words}), where one "
    "stands out, and else the whole paragraph."
)
_EXACT = "The case names the sentence."
_GONE = "The sentence that the case names is not in that paragraph, so all of the paragraph is marked."
_WHOLE = "The case points at paragraphs, not at sentences: all of what it points at is marked."


@dataclass(frozen=True, slots=True)
class SourceShown(Record):
    """A text as the page shows it. ``whose``: the source of the texts; ``held``: the row that is the current subject;
    ``said``: its words; ``where``: its place, and whether that has changed; ``how``: by what it is marked; ``summary``:
    how much of the text is used; ``unused``: stretches that are not, as links, and the number of ``more`` without a
    link; ``parts``: those of a long text (name, link, whether it is open); ``others``: other texts, likewise;
    ``index``: kind → what points at texts."""

    title: str
    whose: str
    held: str = ""
    said: str = ""
    where: tuple[str, ...] = ()
    how: str = ""
    summary: str = ""
    unused: tuple[tuple[str, str], ...] = ()
    more: int = 0
    paragraphs: tuple[SourceParagraph, ...] = ()
    parts: tuple[tuple[str, str, bool], ...] = ()
    others: tuple[tuple[str, str, bool], ...] = ()
    index: tuple[tuple[str, tuple[Pointing, ...]], ...] = ()


NO_TEXTS = SourceShown(
    "The source",
    "There are no texts here: whoever serves the case has given no folder of them.",
)
"""Shown if no texts are served."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The current subject: a premise with its passages, the row of a place, or nothing; ``at``: the paragraph that is
    shown."""

    text: SourceText
    at: int = 1
    held: str = ""
    premise: Premise | None = None
    passages: tuple[Passage, ...] = ()


def source_shown(opened: Opened, texts: Texts) -> SourceShown:
    """The requested text, opened at the requested place. Raises UnknownName for an unknown premise or place."""
    passages = texts.passages
    if passages.trouble:
        return SourceShown("The source", passages_sentence(passages))
    subject = _subject(opened, passages)
    text = subject.text
    used = _used(opened, passages, text)
    covered = texts.covered(text)
    parts = _parts(text)
    here = next(part for part in parts if part[0] <= subject.at <= part[1])
    made = Paragraphs(opened, text, texts.alike[text.source], used, subject.held, covered)
    paragraphs = tuple(map(made.shown, range(here[0], here[1] + 1)))
    again = {item.number for item in covered.paragraphs if item.state == "named"} if covered is not None else set()
    unused = _stretches([item for item in range(1, len(text.paragraphs) + 1) if item not in used and item not in again])

    def link(stretch: tuple[int, int]) -> tuple[str, str]:
        first, last = stretch
        called = f"¶ {first}" if first == last else f"¶ {first}–{last}"
        return called, place_href(opened, text, f"{first}-{last}", paragraph=first)

    return SourceShown(
        _title(opened, text),
        passages_sentence(passages),
        subject.held,
        **_about(opened, subject, paragraphs, used),
        summary=_summary(text, used, covered),
        unused=tuple(map(link, unused[:_LISTED])),
        more=max(len(unused) - _LISTED, 0),
        paragraphs=paragraphs,
        parts=tuple((*link(part), part == here) for part in parts) if len(parts) > 1 else (),
        others=_others(opened, passages, text),
        index=_index(opened, passages),
    )


# -- the subject -------------------------------------------------------------------------------------------------------


def _subject(opened: Opened, all_passages: Passages) -> _Subject:
    of, texts = opened.switches.of, all_passages.texts
    first = texts.get(default_source(opened.assessment.document) or "") or next(iter(texts.values()))
    if not of:
        return _Subject(first)
    if (place := _PLACE.fullmatch(of)) and place["source"] in texts:
        text, at = texts[place["source"]], int(place["first"])
        if 1 <= at <= len(text.paragraphs):
            row = f"sentence:{at}.{int(place['sentence'])}" if place["sentence"] else f"para:{at}"
            return _Subject(text, at, "" if place["to"] else row)
    known = premises(opened.assessment.document)
    premise = next((item for item in known if item.name == of), None)
    if premise is None:
        raise UnknownName("premise, or place in a text", of, [item.name for item in known])
    passages = all_passages.of(premise.kind, premise.name)
    there = next((item.place for item in passages if item.paragraphs), None)
    held = token_of(premise.kind, premise.name)
    if there is None:
        return _Subject(first, 1, held, premise, passages)
    return _Subject(texts[there.source], there.found[0][0], held, premise, passages)


def _about(
    opened: Opened,
    subject: _Subject,
    paragraphs: Sequence[SourceParagraph],
    used: Mapping[int, Mapping[tuple[str, str], Collection[int]]],
) -> dict[str, Any]:
    """The premise that is the current subject, in words."""
    if subject.premise is None:
        return {}
    said = pointing(opened, subject.premise.kind, subject.premise.name).told
    if not subject.passages:
        why = {"assumed": ": it is assumed", "unsaid": ": the modeller supplied it"}.get(subject.premise.why_none, "")
        return {"said": said, "where": (f"It points at nothing in a text that is here{why}",)}
    marked = [item for item in paragraphs if item.marked and not item.exact]
    exact = any(item.exact for item in paragraphs)
    own = (subject.premise.kind, subject.premise.name)
    gone = not exact and any(used[item.number].get(own) and not item.cut for item in marked)
    words = dict.fromkeys(word for item in marked for word in item.near)
    how = (_EXACT if exact else "") if all(len(item.sentences) == 1 for item in marked) else _WHOLE
    return {
        "said": said,
        "where": tuple(map(passage_text, subject.passages)),
        "how": _GONE if gone else _HOW.format(words=", ".join(words)) if words else how,
    }


# -- the text ----------------------------------------------------------------------------------------------------------


def _title(opened: Opened, text: SourceText) -> str:
    source = opened.assessment.document.sources.get(text.source)
    words = None if source is None else source.told
    return f"{capital(words)} ({text.source})" if words else f"The text of {text.source}"


def _used(
    opened: Opened, passages: Passages, text: SourceText
) -> Mapping[int, Mapping[tuple[str, str], Collection[int]]]:
    """Paragraph of a text → the premises that point at it → the sentences that each names, 0 for one that is not there;
    none for the whole paragraph."""
    premises_of: dict[int, dict[tuple[str, str], list[set[int]]]] = {}
    for premise in premises(opened.assessment.document):
        own = (premise.kind, premise.name)
        for passage in passages.of(*own):
            place = Place(passage.place.source, passage.place.what, passage.place.value)
            if place not in premise.at or not passage.paragraphs or passages.texts[place.source].source != text.source:
                continue
            for paragraph, named in _named(passage).items():
                premises_of.setdefault(paragraph, {}).setdefault(own, []).append(named)
    return {
        paragraph: {premise: set().union(*named) if all(named) else set() for premise, named in own.items()}
        for paragraph, own in premises_of.items()
    }


def _named(passage: Passage) -> Mapping[int, set[int]]:
    """The paragraphs of a passage that a premise means, each with the sentences that it names; none for the whole
    paragraph, 0 for one that is not there."""
    first, last = passage.place.found[0]
    if not passage.sentences:
        return {paragraph: set() for paragraph in range(first, last + 1)}
    spots = [spot for sentence in passage.sentences for spot in sentence.found]
    if any(sentence.state == "missing" for sentence in passage.sentences):
        spots += [(paragraph, 0) for paragraph in range(first, last + 1)]
    return {paragraph: {number for at, number in spots if at == paragraph} for paragraph, _ in spots}


def _summary(text: SourceText, used: Collection[int], covered: TextCovered | None) -> str:
    """How much of a text is used, in words."""
    if covered is not None:
        return covered.told
    many = f"{number(len(used))} {plural(len(used), 'is', 'are')}" if used else "none is"
    whole = f"Of {count(len(text.paragraphs), 'paragraph')} {many} named."
    return f"{whole} So long a text is looked through for cues where it is shown, and not for what says the same."


def _parts(text: SourceText) -> list[tuple[int, int]]:
    """First and last paragraph of each part that is shown at once."""
    parts: list[tuple[int, int]] = []
    letters = 0
    for paragraph, own in enumerate(text.paragraphs, start=1):
        size = min(len(own), LONGEST)
        if parts and paragraph - parts[-1][0] < PARAGRAPHS and letters + size <= LETTERS:
            parts[-1] = parts[-1][0], paragraph
            letters += size
        else:
            parts.append((paragraph, paragraph))
            letters = size
    return parts


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each consecutive run."""
    stretches: list[tuple[int, int]] = []
    for item in numbers:
        if stretches and stretches[-1][1] == item - 1:
            stretches[-1] = stretches[-1][0], item
        else:
            stretches.append((item, item))
    return stretches


def _others(opened: Opened, passages: Passages, text: SourceText) -> tuple[tuple[str, str, bool], ...]:
    """The texts, if there are several."""
    own = {other.source: other for other in passages.texts.values()}
    links = ((name, place_href(opened, other, "1-1"), name == text.source) for name, other in own.items())
    return tuple(links) if len(own) > 1 else ()


def _index(opened: Opened, passages: Passages) -> tuple[tuple[str, tuple[Pointing, ...]], ...]:
    """Everything that points at texts, by kind."""
    kinds: dict[str, list[Pointing]] = {}
    for kind, name in passages.by_premise:
        kinds.setdefault(f"{capital(kind)}s", []).append(pointing(opened, kind, name))
    return tuple((kind, tuple(own)) for kind, own in kinds.items())
