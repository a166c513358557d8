"""Formulas as MathML, made while the documentation is built: every browser sets it, no script and no network is needed.

The converter is docutils' own, which Sphinx brings along. What it does not know is a warning with its page, which ends a
build that takes warnings for errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["mathml", "setup"]


def mathml(tex: str, *, block: bool) -> str:
    """TeX as a MathML element on one line. Raises docutils' MathError for what the converter does not know."""
    lines = tex2mathml(tex.strip(), as_block=block).splitlines()
    return "".join(line.lstrip() for line in lines).replace("\N{REVERSE SOLIDUS OPERATOR}", "\\")  # few fonts have it


def _converted(node: Any, *, block: bool) -> str:
    try:
        return mathml(node.astext(), block=block)
    except MathError as error:
        logging.getLogger(__name__).warning("%s in the formula %s", error, node.astext(), location=node, type="mathml")
        return ""


def _inline(translator: Any, node: Any) -> None:
    translator.body.append(_converted(node, block=False))
    raise nodes.SkipNode


def _block(translator: Any, node: Any) -> None:
    translator.body.append(f'<div class="math" tabindex="0">{_converted(node, block=True)}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
