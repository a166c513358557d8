"""The tables of cues as Markdown, and the figures on what they find."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["cues_markdown"]


def cues_markdown() -> str:
    """A section for each kind of cue with its patterns, the hedges that name a likelihood first."""
    from countermove.plugins.evidence.documents.cues import KINDS

    return "\n".join(line for kind in KINDS for line in _section(kind))


def _section(kind: str) -> Iterator[str]:
    from countermove.plugins.evidence.documents.cues import LADDER, NOT, TABLES

    yield from (f"### {kind.capitalize()}", "")
    if kind == "hedge":
        yield from ("Of these each stands for a word of a scale, with its probabilities:", "")
        yield from ("| words | stand for | |", "|---|---|---|", *map(_rung, sorted(LADDER)), "")
    yield from (_listed([line for line in TABLES[kind] if kind != "hedge" or line not in LADDER]), "")
    if kind == "question":
        yield from ("A sentence that ends with a question mark is one in any case.", "")
    if kind in NOT:
        yield from (f"Not: {_listed(NOT[kind])}", "")


def _rung(words: str) -> str:
    from countermove.likelihood import SCALES
    from countermove.plugins.evidence.documents.cues import LADDER
    from countermove.presentation.likelihoods import chance_text

    return f"| {words} | {LADDER[words]} | {chance_text(LADDER[words], SCALES[0]).partition(' (')[0]} |"


def _listed(lines: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{line}`" for line in lines)
