"""Resolve a reference to a class where it is defined to the place where it is documented.

Signatures name ``gmcr.model.conflict.Conflict``; readers know ``countermove.Conflict``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup"]


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
    return {"parallel_read_safe": True}
