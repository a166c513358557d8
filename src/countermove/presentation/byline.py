"""The author of a case, its source, its day and its horizon: the line under its title and under each of its figures."""

from __future__ import annotations

from datetime import date

from countermove.context.glossary import Glossary

__all__ = ["byline", "day_text"]


def byline(glossary: Glossary) -> str:
    """The byline, as far as the file gives its parts: "By A, after B · summer of 416 BC · as of 15 August 2021 · looks
    to 31 August 2022"."""
    whose = [f"by {glossary.author}"] if glossary.author else []
    whose += [f"after {glossary.source}"] if glossary.source else []
    names = ", ".join(whose)
    parts = [names[:1].upper() + names[1:]] if names else []
    parts += [glossary.when] if glossary.when else []
    parts += [f"as of {day_text(glossary.as_of)}"] if glossary.as_of else []
    parts += [f"looks to {day_text(glossary.horizon)}"] if glossary.horizon else []
    return " · ".join(parts)


def day_text(day: str) -> str:
    """A day as people write it: "15 August 2021"."""
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B} {when.year}"
