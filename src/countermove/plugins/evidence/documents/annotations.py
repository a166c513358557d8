"""A document with the findings of the tables: sentences, cues, names, and the sentences that repeat others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.plugins.evidence.documents.cues import Cue, cues_in
from countermove.plugins.evidence.documents.names import Named, names_in
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.documents.text import LANGUAGE_NOTE
from countermove.plugins.evidence.sources.repeats import repeats_in
from countermove.sources.sentences import Sentence, sentences_of
from countermove.sources.texts import SourceText, Stretch
from countermove.sources.words import SHORT
from gmcr.base.errors import MissingExtra
from gmcr.base.summary import Record

__all__ = ["AnnotatedText", "annotate", "annotate_text", "is_english"]

_ENGLISH = frozenset(
    ("the", "of", "and", "to", "in", "is", "that", "for", "it", "with", "as", "was", "are", "on", "be", "by")
)
_SHARE, _FEW, _MOST = 0.12, 30, 20_000
"""A fifth to two fifths of the words of English texts are among these, less than a tenth in German and Dutch ones."""

_AS_LONG = 0.7
"""The least ratio of word counts for one sentence to repeat another: a shorter one is only a part of it."""


@dataclass(frozen=True, slots=True, eq=False)
class AnnotatedText(Record):
    """The sentences of a text with their annotations."""

    sentences: tuple[Sentence, ...]
    """The sentences, in order."""
    cues: tuple[tuple[Cue, ...], ...]
    """The cues of each; none at all where the tables do not fit the script."""
    names: tuple[Named, ...]
    """The names, the most frequent actors first."""
    first: Mapping[int, int]
    """For a sentence that repeats an earlier one, the index of that one, both in ``sentences``."""
    lacking: str | None
    """Why only sentences with identical words were joined; null where similar ones were, too."""
    fits: bool = True
    """Whether tables of English words apply to the text; otherwise nothing was looked for."""
    note: str | None = None
    """Why they do not, where the script is not the reason."""


def annotate(read: ReadDocument, *, within: Stretch | None = None) -> AnnotatedText:
    """A document with its sentences annotated; *within*: only those of some paragraphs, from the first to the last by
    number.
    """
    english = read.script == "latin" and is_english(read.text)
    note = (
        LANGUAGE_NOTE if read.script == "latin" and not english else None
    )  # a script has a note among the document's own
    return replace(annotate_text(read.text, fits=english, within=within), note=note)


def is_english(text: SourceText) -> bool:
    """Whether enough of a text's words are the function words of English; assumed for a text of few words."""
    words = text.words[:_MOST]
    return len(words) < _FEW or sum(word in _ENGLISH for word in words) >= _SHARE * len(words)


def annotate_text(text: SourceText, *, fits: bool = True, within: Stretch | None = None) -> AnnotatedText:
    """A text with its sentences annotated; *fits*: whether tables of English words apply to it."""
    sentences = sentences_of(text)
    if within is not None:
        sentences = tuple(one for one in sentences if within[0] <= one.paragraph <= within[1])
    if not fits:
        return AnnotatedText(sentences, ((),) * len(sentences), (), {}, None, False)
    cues = tuple(cues_in(sentence.read) for sentence in sentences)
    cued = [place for place, own in enumerate(cues) if own]
    pairs, lacking = _pairs([sentences[place].text for place in cued])
    first: dict[int, int] = {}
    for one, other in sorted(pairs, key=lambda pair: pair[1]):
        first.setdefault(cued[other], first.get(cued[one], cued[one]))
    return AnnotatedText(sentences, cues, names_in(sentences), first, lacking)


def _pairs(texts: Sequence[str]) -> tuple[list[tuple[int, int]], str | None]:
    """The pairs of texts of which one repeats an earlier one, and why only identical ones were found, if so."""
    as_source = SourceText("", "", "", tuple(texts), True, (), {}, {})
    lengths = [end - start for start, end in zip(as_source.starts, as_source.starts[1:], strict=False)]
    same = list(_same(as_source))
    try:
        near = repeats_in(as_source).pairs
    except MissingExtra as missing:
        return same, str(missing)
    alike = [tuple(sorted((pair.shorter - 1, pair.longer - 1))) for pair in near]
    return same + [
        (one, other)
        for one, other in alike
        if min(lengths[one], lengths[other]) >= _AS_LONG * max(lengths[one], lengths[other])
    ], None


def _same(texts: SourceText) -> Iterator[tuple[int, int]]:
    """Pairs of texts of eight words or more with identical words."""
    seen: dict[tuple[str, ...], int] = {}
    for place, (start, end) in enumerate(zip(texts.starts, texts.starts[1:], strict=False)):
        words = texts.words[start:end]
        if len(words) >= SHORT and seen.setdefault(words, place) != place:
            yield seen[words], place
