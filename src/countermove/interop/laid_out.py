"""Plain data as YAML in the house style: in the given order, nothing anchored, text that would be read as something
else in quotes, and characters without a visible sign as escapes."""

from __future__ import annotations

from typing import Any

import yaml

from countermove.assessment.parser import resolve
from gmcr.base.characters import hidden_in, visible

__all__ = ["Beside", "Lines", "yaml_text"]


class Lines(list[Any]):
    """Items written one below the other."""


class Beside(dict[str, Any]):
    """Items written on one line."""


def yaml_text(data: Any, *, flow: bool | None = None) -> str:
    """The text. *flow*: what is written on one line: whatever holds nothing nested (None), everything (True), or only
    what is ``Beside`` (False)."""
    # Hidden characters need double quotes (`_represent_text`), where YAML has escapes for them.
    return visible(
        yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=flow)
    )


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = isinstance(resolve(text), str) and not any(hidden_in(text))
    style = None if plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_lines(dumper: yaml.SafeDumper, lines: Lines) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", lines, flow_style=False)


def _represent_beside(dumper: yaml.SafeDumper, items: Beside) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", items, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Lines, _represent_lines)
_Dumper.add_representer(Beside, _represent_beside)
