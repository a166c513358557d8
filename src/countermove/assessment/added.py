"""Add an alternative to the text of a file, and leave everything else as it is: any, or what somebody pushed.

The new text is read again, each of its codings is made, and everything else in it is compared: it says exactly what it
said and the alternative besides, or it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import chain, count
from typing import Any

import yaml

from countermove.assessment.document import Assessment, loads
from countermove.assessment.entries import added, appended, changed, node_of, refusal
from countermove.assessment.overlays import Calculus
from countermove.assessment.rewrite import Step, overlay_of, pushed
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError
from gmcr.logic import Number, to_text

__all__ = ["PUSHED", "alternative_text", "with_alternative", "with_pushes_named"]

PUSHED = "pushed"
"""The name of the coding that somebody's pushes make."""

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


def with_pushes_named(
    text: str,
    steps: Iterable[Step],
    *,
    drivers: Mapping[str, GivenNumber] | None = None,
    asks: str,
    means: str = "",
    file: str = "<text>",
) -> tuple[str, str]:
    """The text of an assessment with what somebody pushed as an alternative, and the name of that, which is the want or driver
    pushed first: *steps* and values of drivers (see `rewrite.rewritten`) become its only coding, `pushed`. *asks*: the choice
    as a question; *means*: the coding in words.

    Raises AssessmentError for an invalid text; UnknownName and ModelError for a step that cannot be taken, a value outside its
    driver's range, where nothing is pushed, and what cannot be written into the text."""
    before, steps = loads(text, file=file), tuple(steps)
    moved = before.at(drivers or {})
    overlay = {key: value for key, value in overlay_of(moved, steps).items() if value}
    changes = {
        name: now for name, now in moved.own_calculus.drivers.items() if now != before.own_calculus.drivers[name]
    }
    if changes:
        overlay["set"] = {name: Decimal(to_text(Number(now))) for name, now in changes.items()}
    if not overlay:
        raise ModelError("Nothing is pushed: an alternative says something else than the file.")
    if not asks.strip():
        raise ModelError("An alternative is a choice: say it as a question.")
    first = steps[0].want if steps else next(iter(changes))
    numbered = (f"{first}_{place}" for place in count(2))
    name = next(own for own in chain((first,), numbered) if own not in before.document.alternatives)
    words = {"means": means.strip()} if means.strip() else {}
    written, result = with_alternative(
        text, name, {"asks": asks.strip(), "other": {PUSHED: {**words, **overlay}}}, file=file
    )
    after, read = pushed(moved, steps).own_calculus, result.coded({name: PUSHED}).own_calculus
    if after.drivers != read.drivers or _wants(after) != _wants(read):
        raise refusal("the coding would not say what was pushed.")
    return written, name


def _wants(calculus: Calculus) -> dict[str, list[tuple[Any, ...]]]:
    """The wants of each actor in their order, as far as they say something."""
    return {
        actor: [
            (
                line.want.id,
                line.want.formula,
                line.want.condition,
                line.want.otherwise,
                line.want.could_be,
                line.want.degree,
            )
            for line in own
            if not line.dropped
        ]
        for actor, own in calculus.lines.items()
    }


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
