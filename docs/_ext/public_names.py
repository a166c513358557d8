"""Resolve a reference to a class where it is defined to the place where it is documented, and warn of what is documented nowhere.

Signatures name ``gmcr.model.conflict.Conflict``; readers know ``countermove.Conflict``.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.nodes import make_refnode

import countermove
from countermove.assessment.games import Games

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["lacking", "setup"]


def lacking(there: Collection[str]) -> list[str]:
    """The public names, and what public classes offer, that are not among the names that are documented."""
    public = {f"countermove.{name}": getattr(countermove, name) for name in countermove.__all__}
    offered = [
        f"{name}.{member}"
        for name, kind in public.items()
        if inspect.isclass(kind)
        for member, thing in {**(vars(Games) if issubclass(kind, Games) else {}), **vars(kind)}.items()
        if not member.startswith("_") and (callable(thing) or isinstance(thing, (property, classmethod, staticmethod)))
    ]
    return [name for name in (*public, *offered) if name not in there]


PAGE = "reference/python"
"""Where they are documented."""


def _warn(app: Sphinx, env: BuildEnvironment) -> None:
    for name in lacking(env.domains.python_domain.objects) if PAGE in env.found_docs else ():
        logging.getLogger(__name__).warning("%s is not on docs/%s.md", name, PAGE)


def _resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement) -> Any:
    if node.get("refdomain") != "py":
        return None
    public = f"countermove.{node['reftarget'].rpartition('.')[2]}"
    found = env.domains.python_domain.objects.get(public)
    if found is None:
        return None
    return make_refnode(app.builder, node["refdoc"], found.docname, found.node_id, content, public)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("missing-reference", _resolve)
    app.connect("env-check-consistency", _warn)
    return {"parallel_read_safe": True}
