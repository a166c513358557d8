"""Fragments of the page as HTML, from the templates of the page, and those of the report for its blocks. Nothing of a
case is markup."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from countermove.media.html import blocks_environment, read_template
from countermove.presentation.templates import directed

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["rendered"]


def rendered(template: str, **context: Any) -> Markup:
    """A template of the page, filled in."""
    from markupsafe import Markup

    return Markup(directed(_environment().get_template(template).render(dossier=None, **context)).strip())  # noqa: S704


def _read(name: str) -> str:
    own = resources.files("countermove.plugins.serve").joinpath("templates", name)
    return own.read_text(encoding="utf-8") if own.is_file() else read_template(name)


@cache
def _environment() -> Environment:
    return blocks_environment(_read)
