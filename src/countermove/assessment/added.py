"""Add an alternative to the text of a file, and leave everything else as it is.

The new text is read again, each of its codings is made, and everything else in it is compared: it says exactly what it
said and the alternative besides, or it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from countermove.assessment.document import Assessment, loads
from countermove.assessment.entries import added, appended, changed, node_of, refusal
from gmcr.base.errors import ModelError

__all__ = ["alternative_text", "with_alternative"]

_SECTION = "alternatives"

_LONG = 90
"""The most letters of what is written in braces on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes plain data as a person would: what is short on one line, lists below their key indented, numbers as they were
    written."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        """In braces only where that is short."""
        node = super().represent_mapping(tag, mapping, flow_style)
        if (
            node.flow_style
            and sum(len(key.value) + len(getattr(value, "value", "")) + 4 for key, value in node.value) > _LONG
        ):
            node.flow_style = False
        return node

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written once for two places."""
        return True


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = f"{value:f}"
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Dumper.add_representer(Decimal, _number)


def alternative_text(name: str, alternative: Mapping[str, Any]) -> str:
    """An alternative as an entry under `alternatives`, in lines that are not indented; the last one ends."""
    return yaml.dump(
        {name: dict(alternative)},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=float("inf"),
    )


def with_alternative(
    text: str, name: str, alternative: Mapping[str, Any], *, file: str = "<text>"
) -> tuple[str, Assessment]:
    """The text of an assessment with one more alternative, the last one, as plain data; and the assessment that is read of
    it. *file*: its name in messages.

    Raises AssessmentError, at its place in the new text, for an invalid text, an alternative that says nothing sound, and a
    coding of it that does not fit; ModelError where the file has one of that name, or cannot be written into."""
    before = loads(text, file=file)
    if name in before.document.alternatives:
        raise ModelError(f"{name} is already the name of an alternative: give this one another.")
    begun = text[: len(text) - len(before.text)]  # a byte order mark
    written = _written(before.text, alternative_text(name, alternative))
    result = loads(written, file=file)
    _compare(before, result, name)
    for choice in result.document.alternatives[name].other:
        result.coded({name: choice})
    return begun + written, result


def _written(text: str, entry: str) -> str:
    try:
        tree = node_of(text)
        assert isinstance(tree, yaml.MappingNode)
        if tree.flow_style:
            raise refusal("it is written in braces.")
        section = next((value for key, value in tree.value if key.value == _SECTION), None)
        if section is None:
            lines = ["", f"{_SECTION}:", *(f"  {line}".rstrip() for line in entry.splitlines())]
            return appended(text, lines)
        if not isinstance(section, yaml.MappingNode) or section.flow_style:
            raise refusal("the alternatives are written in braces.")
        return changed(text, [added(text, section, entry.splitlines())])
    except yaml.YAMLError:
        raise refusal("the alternative does not fit where it would stand.") from None


def _compare(before: Assessment, result: Assessment, name: str) -> None:
    """Raise ModelError if anything else in the text, read again, says something else."""
    rest = {key: value for key, value in (result.data.get(_SECTION) or {}).items() if key != name}
    if repr(_without(before)) != repr(_without(result)) or repr(rest) != repr(before.data.get(_SECTION) or {}):
        raise refusal("something else in the file would change.")


def _without(assessment: Assessment) -> dict[str, Any]:
    return {key: value for key, value in assessment.data.items() if key != _SECTION}
