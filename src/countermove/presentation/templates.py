"""Templates of HTML, which show clean text and nothing else.

Whatever stands between ``{{`` and ``}}`` is made text, loses the characters that do anything but show (`cleaned`), and is
escaped. Only `Markup` is put in as it is, and a template cannot make any: the filters of Jinja2 that do are taken away,
since what they give would pass the cleaner by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any

from countermove.presentation.escape import cleaned, escaped
from gmcr.base.characters import Shown, isolated, visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["directed", "environment_of", "markup_of"]

_MAKE_MARKUP = ("e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr")

_TEXT = re.compile(r"<(svg|title)\b.*?</\1>|(?<=>)[^<>]+(?=<)", re.DOTALL)
"""A picture or a title, which cannot contain ``<bdi>``; any other text."""


def environment_of(read: Callable[[str], str]) -> Environment:
    """The environment for templates that *read* gives by name."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    for name in _MAKE_MARKUP:
        del environment.filters[name]
    return environment


def _shown(value: Any) -> Any:
    """What a template shows for a value: markup as it is, which has this method, all else as clean text."""
    return value if hasattr(value, "__html__") else cleaned(str(value))


def markup_of(text: Shown) -> Markup:
    """Text for a template that is isolated already, and so must not be cleaned again."""
    from markupsafe import Markup

    return Markup(escaped(text))  # noqa: S704  # ours, or escaped


def directed(page: str) -> str:
    """The page with right-to-left stretches isolated, except in pictures, which are left as drawn."""
    return page if page.isascii() else _TEXT.sub(_isolated, page)


def _isolated(match: re.Match[str]) -> str:
    inner, done = match[0], "\u2068" in match[0]
    if match[1]:
        return inner if match[1] == "svg" or done else isolated(inner)
    if not done:
        text = visible(unescape(inner))
        if (directed_text := isolated(text)) == text:
            return inner
        inner = escaped(directed_text)
    return inner.replace("\u2068", "<bdi>").replace("\u2069", "</bdi>")
