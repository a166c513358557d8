"""mcp: assistants ask the questions of the catalogue over the Model Context Protocol, through a few read-only tools.

A separate process calculates, so that a long calculation blocks nothing and can be stopped. Answers are those of the
terminal, by section; input from an assistant is untrusted.
"""

from __future__ import annotations

from countermove.extensions import HOOKS, Command, Plugin

__all__ = ["PLUGIN"]

PLUGIN = Plugin(
    name="mcp",
    hooks=HOOKS,
    commands=(
        Command(
            name="mcp",
            help="Serve assistants over the Model Context Protocol.",
            function="countermove.plugins.mcp.commands:mcp",
        ),
    ),
)
"""The plugin of this annex."""
