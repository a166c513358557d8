"""countermove serve: the page, in a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from countermove.cli.completion import complete_case

__all__ = ["serve"]

Served = Annotated[
    str | None,
    typer.Argument(
        metavar="[CASE]",
        help="A file, a folder of them, or the name of a bundled case. Otherwise: this folder, and what is bundled.",
        autocompletion=complete_case,
    ),
]
Port = Annotated[int, typer.Option("--port", min=0, max=65_535, metavar="N", help="The port; 0 for any that is free.")]
Host = Annotated[
    str,
    typer.Option("--host", metavar="HOST", help="The address to listen at. Others than this machine's need --token."),
]
Token = Annotated[
    str | None,
    typer.Option(
        "--token",
        metavar="TEXT",
        envvar="COUNTERMOVE_TOKEN",
        help="What whoever opens the page has to bring: ?token=TEXT.",
    ),
]
Texts = Annotated[
    str | None,
    typer.Option(
        "--texts", metavar="DIR", help="Show the passages that premises point at, from the texts in this folder."
    ),
]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")]


def serve(
    case: Served = None,
    port: Port = 8765,
    host: Host = "127.0.0.1",
    token: Token = None,
    texts: Texts = None,
    no_open: NoOpen = False,
) -> None:
    """Open the page: push an assessment, and see what follows.

    It is served to this machine alone, until Ctrl-C. Changes of wants and drivers stand in the address of the page until they are
    saved; the file stays what it is until then. Needs the extra countermove[serve].
    """
    from countermove.cli.output import show_text
    from countermove.plugins.serve.serving.server import serve as begin
    from countermove.plugins.serve.serving.shelf import shelf_of
    from gmcr.base.characters import one_line

    shelf = shelf_of(case)
    if texts is not None:
        from countermove.sources.folders import folder_of

        shelf = replace(shelf, texts=folder_of(texts, "texts"))
    what = one_line(shelf.alone.name if shelf.alone is not None else str(shelf.folder))

    def told(message: str) -> None:
        show_text(f"{what}: {message} (Ctrl-C ends it)" if message.startswith("http") else message)

    begin(shelf, host=host, port=port, token=token, told=told, browser=not no_open)
