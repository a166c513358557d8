"""Fill a page's ``<!-- generated: NAME -->`` with what the program says of itself.

NAME is ``attacks`` (from what the attacks on every door came to last), ``commands`` (from the command line's own help),
``format`` (from the JSON Schema of the file), ``cases`` (from the published conflicts that are bundled), ``cues`` (from
the tables by which documents are marked) or ``speed`` (from what was measured last).
Nothing is written to disk, so the references cannot fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attacks import attacks_markdown
from commands import commands_markdown
from conflicts import conflicts_markdown
from cuetables import cues_markdown
from formats import format_markdown
from speeds import speed_markdown

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["GENERATORS", "setup"]


def _commands() -> str:
    from countermove.cli import app

    return commands_markdown(app)


def _format() -> str:
    from countermove.assessment.schema import json_schema

    return format_markdown(json_schema())


def _cases() -> str:
    from countermove.assessment import conflict_cases
    from countermove.reports.cases.compute import published_record

    return conflicts_markdown([published_record(case.name) for case in conflict_cases()])


GENERATORS: Mapping[str, Callable[[], str]] = {
    "attacks": attacks_markdown,
    "cases": _cases,
    "commands": _commands,
    "cues": cues_markdown,
    "format": _format,
    "speed": speed_markdown,
}

_MARK = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = _MARK.sub(lambda mark: GENERATORS[mark[1]](), source[0])


def _always_read(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    return [name for name in env.found_docs if _MARK.search(env.doc2path(name).read_text(encoding="utf-8"))]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _always_read)
    return {"parallel_read_safe": True}
