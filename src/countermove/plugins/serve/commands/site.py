"""countermove site: a folder of assessments as files that need no server."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import Force

__all__ = ["site"]

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
