"""What the first lines of a text reveal: a folder may have many files, and reading all of each would take minutes."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from countermove.assessment.formats import is_assessment

__all__ = ["ENOUGH", "seems_assessment", "title_of"]

ENOUGH = 1 << 16
"""The number of bytes that are read."""

_EVENTS = 2000
"""The most YAML events: keys, values, and beginnings and ends of lists and mappings."""


def title_of(content: bytes, otherwise: str) -> str:
    """The title in a text; *otherwise* if there is none."""
    return next((value for key, value in _beginning(content) if key == "title" and value), otherwise)


def seems_assessment(content: bytes) -> bool:
    """Whether a text, or its beginning, is that of an assessment, possibly unfinished."""
    if b"countermove" not in content:
        return False
    return any(key == "countermove" for key, _ in _beginning(content)) or is_assessment(content)


def _beginning(content: bytes) -> Iterator[tuple[str, str]]:
    """The document's own keys with their values, "" for values that are no scalars, within the limits."""
    text = content[:ENOUGH].decode("utf-8-sig", errors="replace")
    loader = getattr(yaml, "CLoader", yaml.Loader)
    depth, key = 0, ""
    try:
        for place, event in enumerate(yaml.parse(text, Loader=loader)):
            if place > _EVENTS:
                return
            opens = isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
            if depth == 0 and isinstance(event, (yaml.SequenceStartEvent, yaml.ScalarEvent)):
                return
            word = event.value if isinstance(event, yaml.ScalarEvent) else ""
            if depth == 1 and key and (opens or isinstance(event, yaml.ScalarEvent)):
                yield key, word
                key = ""
            elif depth == 1:
                key = word
            if opens:
                depth += 1
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError:
        return
