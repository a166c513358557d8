"""countermove serve: the page, in a browser.

countermove site: a folder of assessments as files that need no server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.completion import complete_case
from countermove.cli.options import Codings, Force

if TYPE_CHECKING:
    from countermove.plugins.serve.serving.shelf import Shelf

__all__ = ["serve", "site"]


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
        help="The token to ask for: ?token=TEXT, or as a Bearer. Otherwise: drawn anew at each start.",
    ),
]
NoToken = Annotated[
    bool,
    typer.Option(
        "--no-token",
        help="Ask for no token: whatever runs on this machine, for other users too, can read and overwrite the cases.",
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
    no_token: NoToken = False,
    texts: Texts = None,
    coding: Codings = None,
    no_open: NoOpen = False,
) -> None:
    """Open the page: push an assessment, and see what follows.

    It is served to this machine alone, until Ctrl-C, and only to those who have the token of the address that is printed.
    Changes of wants and drivers stand in the address of the page until they are saved; the file stays what it is until
    then. Needs the extra countermove[serve].
    """
    from countermove.cli.output import show_text
    from countermove.cli.streams import say
    from countermove.plugins.serve.serving.server import serve as begin
    from countermove.plugins.serve.serving.shelf import shelf_of
    from gmcr.base.characters import one_line

    shelf = shelf_of(case)
    query = _coding_query(shelf, case, coding) if coding else ""
    if texts is not None:
        from countermove.sources.texts import folder_of

        shelf = replace(shelf, texts=folder_of(texts, "texts"))
    what = one_line(shelf.alone.name if shelf.alone is not None else str(shelf.folder))

    def told(message: str) -> None:
        show_text(f"{what}: {message} (Ctrl-C ends it)" if message.startswith("http") else message)

    begin(
        shelf,
        host=host,
        port=port,
        token=token,
        guarded=not no_token,
        query=query,
        told=told,
        warned=say,
        browser=not no_open,
    )


def _coding_query(shelf: Shelf, case: str | None, codings: Sequence[str]) -> str:
    """What the address says that opens a coding of the only case. Raises CountermoveError, UnknownName, AssessmentError."""
    from countermove.assessment import load
    from countermove.context.selection import select
    from countermove.plugins.serve.switches import Switches
    from gmcr.base.errors import CountermoveError

    if shelf.alone is None or case is None:
        raise CountermoveError("A coding is one of a case: name the case, and not a folder.", argument="coding")
    chosen = select(codings=codings).coding
    load(case).coded(chosen)
    return Switches(coding=chosen).query()


Folder = Annotated[str, typer.Argument(metavar="DIR", help="A folder of assessments.")]
Out = Annotated[
    str, typer.Option("--output", "-o", metavar="OUT", help="The folder to write to; made where it is not there.")
]


def site(folder: Folder, output: Out, force: Force = False) -> None:
    """Write a folder of cases as a site that argues back.

    An index, a page a case, and a feed (Atom) of answers and verdicts that changed since the site was last written to
    the same place with --force. A broken file is reported and left out; the others are written, and the command exits with 2.
    """
    from pathlib import Path

    from countermove.assessment import load
    from countermove.cli.group import BAD_INPUT
    from countermove.cli.output import counted_progress, show_text
    from countermove.cli.streams import say
    from countermove.plugins.serve.site.compute import files_in, page_names, site_page, why_not
    from countermove.plugins.serve.site.feed import new_entries
    from countermove.plugins.serve.site.output import check_site, now_text, write_site
    from countermove.presentation.words import count
    from gmcr.base.characters import one_line
    from gmcr.base.errors import CountermoveError
    from gmcr.base.tasks import run_to_end

    files, out = files_in(Path(folder)), Path(output)
    pages = page_names(files)
    before = check_site(out, pages, force=force)
    made, broken = {}, 0
    for place, path in enumerate(files, 1):
        if why := why_not(path):
            say(f"{path.name} is left out: {why}")
            broken += 1
            continue
        with counted_progress(f"{path.name} ({place} of {len(files)})") as progress:
            try:
                page = run_to_end(site_page.work(load(path)), progress)
            except CountermoveError as error:
                say(f"{path.name} is left out: {error}")
                broken += 1
                continue
        if page.plain:
            say(f"{path.name}: a report that cannot be pushed. {page.plain}")
        made[pages[path]] = page
    if not made:
        raise CountermoveError(f"No file of {folder} can be shown: nothing is written.")
    updated = now_text()
    fresh = (
        [] if before is None else list(new_entries(before, {page: item.kept for page, item in made.items()}, updated))
    )
    write_site(out, made, before, updated, force=force)
    changed = f"; answers changed of {count(len(fresh), 'case')}" if fresh else ""
    show_text(one_line(f"{out}: a site of {count(len(made), 'case')}{changed}."))
    if broken:
        raise typer.Exit(BAD_INPUT)
