"""Holders: whose view a sentence reports, by the position of the reporting words.

Before a verb (*the mill owners believe*) the holder stands between the beginning of the clause and the verb; after
*according to*, *to* and *for* it follows, up to a comma or a verb; before *’s view* it has the *’s*; and after *by* it
follows where the verb is one of describing. A pronoun names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from countermove.plugins.evidence.documents.cues import Cue
from countermove.plugins.evidence.documents.names import Mention
from countermove.sources.words import words

__all__ = ["holders_in"]

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
_FOLLOWING = re.compile(r"\s*([^,;.:()–—]+)")
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
