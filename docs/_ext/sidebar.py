"""The list of all pages beside each page, made of their titles alone.

Sphinx copies the contents of every page, section by section, for the list beside each of the others, and keeps the titles. Here
that is done once for all pages: the list is the same, and some of the build is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Sidebar", "setup", "titled"]

_BEFORE_THE_THEME = 400


def titled(contents: nodes.bullet_list) -> nodes.bullet_list:
    """The contents of a page without its sections: its title, and the lists of pages that it has."""
    kept = contents.deepcopy()
    for item in kept.children:
        if isinstance(item, nodes.list_item) and len(item) > 1:
            lists = list(item.findall(addnodes.toctree))
            if lists:
                item[1][:] = lists
            else:
                item.pop(1)
    return kept


class Sidebar:
    """``titles``: page → its contents without sections."""

    def __init__(self) -> None:
        self.titles: dict[str, nodes.bullet_list] = {}

    def begin(self, app: Sphinx, _: Any) -> None:
        """Once all pages are read."""
        self.titles = {name: titled(contents) for name, contents in app.env.tocs.items()}

    def put(self, app: Sphinx, name: str, template: str, context: dict[str, Any], tree: nodes.document | None) -> None:
        """Let the theme list pages by their titles."""
        whole = context.get("toctree")
        if whole is None:
            return

        def toctree(**asked: Any) -> str:
            contents = app.env.tocs
            if asked.get("titles_only"):
                app.env.tocs = self.titles
            try:
                return str(whole(**asked))
            finally:
                app.env.tocs = contents

        context["toctree"] = toctree


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    sidebar = Sidebar()
    app.connect("write-started", sidebar.begin)
    app.connect("html-page-context", sidebar.put, priority=_BEFORE_THE_THEME)
    return {"parallel_read_safe": True}
