"""serve: the page, which shows on one screen what an assessment says, the reader's pushes, and what follows."""

from __future__ import annotations

from countermove.extensions import HOOKS, Command, Plugin

__all__ = ["PLUGIN"]

_HERE = "countermove.plugins.serve"

PLUGIN = Plugin(
    name="serve",
    hooks=HOOKS,
    commands=(
        Command(
            name="serve",
            help="Open the page: push an assessment, and see what follows.",
            function=f"{_HERE}.commands:serve",
            after="assess",
        ),
        Command(
            name="site",
            help="Write a folder of cases as a site that argues back.",
            function=f"{_HERE}.commands:site",
            after="report",
        ),
    ),
    services={"explorable": f"{_HERE}.explorable.page:argues_back"},
)
"""The plugin of this annex."""
