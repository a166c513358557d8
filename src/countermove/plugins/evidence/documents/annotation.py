"""A document with the findings of the tables: sentences, cues, names, and the sentences that repeat others.

Holders: whose view a sentence reports, by the position of the reporting words.

Before a verb (*the mill owners believe*) the holder stands between the beginning of the clause and the verb; after
*according to*, *to* and *for* it follows, up to a comma or a verb; before *’s view* it has the *’s*; and after *by* it
follows where the verb is one of describing. A pronoun names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from countermove.plugins.evidence.documents.cues import Cue, cues_in
from countermove.plugins.evidence.documents.names import Mention, Named, names_in
from countermove.plugins.evidence.documents.outcome import LANGUAGE_NOTE
from countermove.plugins.evidence.documents.reader import ReadDocument
from countermove.plugins.evidence.sources.locate import repeats_in
from countermove.sources.sentences import Sentence, sentences_of
from countermove.sources.texts import SHORT, SourceText, Stretch, words
from gmcr.base.errors import MissingExtra
from gmcr.base.record import Record

__all__ = ["AnnotatedText", "annotate", "annotate_text", "holders_in", "is_english"]


Span = tuple[int, int]

_LONGEST = 8
"""The largest number of words of a holder."""

_CLAUSE = re.compile(
    r"(?:[,;:–—(“”\"]\s*|\b(?:that|but|and|while|although|though|as|if|because|what|which|who|whom)\s+)"
)
_HELPING = re.compile(
    r"\s*(?:\b(?:and|has|have|had|is|are|was|were|will|would|could|may|might|do|does|did|also|repeatedly|still|now|never|not|nevertheless|"
    r"nonetheless|even|long|clearly|certainly|often|recently|ever|only|again|\w+ly)\s*)+\Z"
)
_FOLLOWING = re.compile(r"\s*([^,;.:()–—]{1,300})")  # no holder is longer, and a text of one clause may be
_BY = re.compile(r"[^.;:]{0,120}?\bby ((?:the |an? )?(?:[\w’'-]+ ?){1,6})")
_OPENING = re.compile(
    r"(?:(?:and|but|so|yet|then|moreover|however|in addition|meanwhile|today|according to|although|though|while|when|if|as|"
    r"to|for|in|[►•–—-])(?!\w)[,\s]*)+",
    re.IGNORECASE,
)
_NOBODY = words(
    (
        "it he she they we i you this that these those there who which one what and or but as so if nothing",
        "first second third",
    )
)
_PRONOUN = re.compile(r"\W*(?:it|he|she|they)\b", re.IGNORECASE)
_TAIL = re.compile(r"[’']s (?:\w+ )?(?:views?|eyes|opinion|judge?ment)\Z")


def holders_in(text: str, cues: Sequence[Cue], mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """The spans that name whose view a sentence reports, by its cues and the names in it."""
    spans: dict[Span, None] = {}
    for cue in cues:
        if cue.kind == "reported" and (span := _holder(text, cue, mentions)):
            spans[span] = None
    return tuple(sorted(spans))


def _holder(text: str, cue: Cue, mentions: Sequence[Mention]) -> Span | None:
    small, end = cue.words.lower(), cue.start + len(cue.words)
    if small.startswith(("according to", "in the", "to ", "for ")) and not _TAIL.search(cue.words):
        if small.endswith(","):
            return _trimmed(text, cue.start, end - 1)
        return _after(text, end, mentions)
    if _TAIL.search(cue.words):
        return _trimmed(text, cue.start, cue.start + _TAIL.search(cue.words).start())  # type: ignore[union-attr]
    if small.startswith(
        ("people", "many", "some", "most", "others", "critics", "observers", "experts", "analysts", "officials")
    ):
        return _trimmed(text, cue.start, cue.start + len(cue.words.rsplit(" ", 1)[0]))
    if small.endswith((" as", " by")) and (agent := _BY.match(text, cue.start)):
        return _trimmed(text, agent.start(1), agent.end(1))
    return _before(text, cue.start, mentions)


def _before(text: str, end: int, mentions: Sequence[Mention]) -> Span | None:
    """The span before a verb, back to the beginning of its clause, or of the clause before where a comma comes right
    before the verb; a name in it, where the span is too long for a holder; for a pronoun whoever acts before."""
    starts = [0, *(match.end() for match in _CLAUSE.finditer(text, 0, end))]
    start = starts[-1]
    if len(starts) > 1 and not _HELPING.sub("", text[start:end]).strip():
        start = starts[-2]
    span = _trimmed(text, start, end)
    if span is not None and len(text[span[0] : span[1]].split()) <= _LONGEST:
        return span
    own = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    if not own and _PRONOUN.match(text, start, end):
        own = [mention for mention in mentions if mention.acts and mention.end <= start]
    return (own[-1].start, own[-1].end) if own else None


def _after(text: str, start: int, mentions: Sequence[Mention]) -> Span | None:
    following = _FOLLOWING.match(text, start)
    if following is None:
        return None
    own = [mention for mention in mentions if following.start(1) <= mention.start and mention.end <= following.end(1)]
    if len(following[1].split()) <= _LONGEST:
        return _trimmed(text, following.start(1), following.end(1))
    return (own[0].start, own[0].end) if own else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without words that only lead to it; None where it names nobody."""
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    piece = text[start:end]
    if helping := _HELPING.search(piece):
        piece = piece[: helping.start()]
    piece = piece.rstrip(" ,;:–—")
    start += len(piece) - len(piece.lstrip(' ,;:–—“"'))
    piece = piece.lstrip(' ,;:–—“"')
    named = [word for word in piece.split() if word.lower() not in ("the", "a", "an")]
    return (start, start + len(piece)) if named and re.split("[’']", named[0].lower())[0] not in _NOBODY else None


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
