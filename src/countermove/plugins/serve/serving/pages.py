"""Auxiliary pages: the cases of a folder, and error messages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote

from countermove.plugins.serve.serving.shelf import Source
from countermove.plugins.serve.serving.static import prefix
from countermove.presentation.escape import cleaned

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["failed_page", "frame_page", "list_page", "problem_page"]


def list_page(cases: Sequence[tuple[Source, str]], where: str) -> str:
    """The cases of a folder, each with its title."""
    entries = [(f"/{quote(source.name, safe='')}", title or source.name, source.file) for source, title in cases]
    return _environment().get_template("cases.html.j2").render(cases=entries, where=where)


def frame_page(title: str) -> str:
    """The placeholder of a page during its computation: the beginning of a document, which the page's body
    continues."""
    return _environment().get_template("frame.html.j2").render(title=title)


def failed_page(message: str) -> str:
    """The end of that document if the computation failed."""
    return _environment().get_template("failed.html.j2").render(message=message)


def problem_page(message: str) -> str:
    """An error message."""
    return _environment().get_template("problem.html.j2").render(message=message)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: cleaned(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.globals["static"] = prefix()
    return environment


def _read(name: str) -> str:
    return resources.files("countermove.plugins.serve").joinpath("templates", name).read_text(encoding="utf-8")
