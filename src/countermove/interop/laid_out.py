"""Plain data as YAML of the house: in the order in which they are, nothing anchored, text that would be read as something else
in quotes, and what has no sign of its own written as an escape."""

from __future__ import annotations

from typing import Any

import yaml

from countermove.assessment.parser import resolve
from gmcr.base.characters import hidden_in, visible

__all__ = ["Beside", "Lines", "yaml_text"]


class Lines(list[Any]):
    """What stands one below the other."""


class Beside(dict[str, Any]):
    """What stands on one line."""


def yaml_text(data: Any, *, flow: bool | None = None) -> str:
    """The text. *flow*: whether what holds nothing nested stands on one line (None), all (True) or nothing (False) but what is
    ``Beside``."""
    # What is hidden stands in double quotes (`_represent_text`), where YAML has escapes for it.
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
