"""mcp: assistants ask the questions of the catalogue over the Model Context Protocol, by a few tools that only read.

A process of its own calculates, so that a long calculation blocks nothing and can be ended. What is told is what the
terminal tells, by section; what an assistant says counts as untrusted.
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
"""What this annex adds."""
