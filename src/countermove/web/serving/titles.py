"""The title of a case without reading all of it: files of a folder are many, and most have it among their first lines."""

from __future__ import annotations

import yaml

__all__ = ["title_of"]

_EVENTS = 2000
"""So far it is looked for."""


def title_of(content: bytes, otherwise: str) -> str:
    """The title in a text; *otherwise* where none is found."""
    return _title(content.decode("utf-8-sig", errors="replace")) or otherwise


def _title(text: str) -> str:
    loader = getattr(yaml, "CLoader", yaml.Loader)
    depth, key = 0, None
    try:
        for place, event in enumerate(yaml.parse(text, Loader=loader)):
            if place > _EVENTS:
                break
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth, key = depth + 1, None
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
            elif depth == 1 and isinstance(event, yaml.ScalarEvent):
                if key == "title":
                    return str(event.value)
                key = None if key is not None else event.value
    except yaml.YAMLError:
        pass
    return ""
