"""Writes a site: all of it is made before any of it is written, and each file is written whole, last the state that the
next site is compared with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from countermove.media.html import faces_of, read_template
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.site.compute import CaseState, SitePage
from countermove.plugins.serve.site.feed import SiteState, entries_of, feed_of, read_state, state_text
from gmcr.base.errors import CountermoveError
from gmcr.base.files import check_place, read_text, write_whole

__all__ = ["FEED", "INDEX", "check_site", "index_page", "now_text", "write_site"]

INDEX, FEED, _KEPT = "index.html", "feed.xml", "answers.json"

_STYLE, _HASH = "\0style", "\0hash"


_LONGEST = 11
"""The most digits of a time in seconds, so that its year has four."""


def check_site(out: Path, pages: Mapping[Path, str], *, force: bool = False) -> SiteState | None:
    """The stored state of an existing site, None if there is none. Raises CountermoveError if the site cannot be
    written, as far as is known before it is made: such files exist (unless *force*), or the folder does not."""
    if not out.exists() and out.parent.is_dir():
        return None
    for name in (*pages.values(), INDEX, FEED, _KEPT):
        check_place(out / name, force=force)
    return read_state(read_text(out / _KEPT)) if (out / _KEPT).exists() else None


def now_text() -> str:
    """The time in the format of RFC 3339; ``SOURCE_DATE_EPOCH`` if that is set, so that the same files make the same
    site."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    known = epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST
    at = datetime.fromtimestamp(int(epoch), UTC) if known else datetime.now(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def write_site(
    out: Path, made: Mapping[str, SitePage], before: SiteState | None, updated: str, *, force: bool = False
) -> SiteState:
    """Write the pages, the index, the feed and the state, in this order, and return the state. A case that is now left
    out retains its earlier state. Raises CountermoveError."""
    cases: dict[str, CaseState] = {page: item.kept for page, item in made.items()}
    own = uuid5(NAMESPACE_OID, "\n".join(("countermove site", *sorted(cases)))).urn
    state = SiteState(
        id=own if before is None else before.id,
        updated=updated if before is None else before.updated,
        cases={**({} if before is None else before.cases), **cases},
        entries=entries_of(before, cases, updated),
    )
    files = {page: item.html for page, item in made.items()}
    files |= {INDEX: index_page(made), FEED: feed_of(state, FEED), _KEPT: state_text(state)}
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise CountermoveError(f"{out} cannot be made: {error.strerror}.") from None
    for name, text in files.items():
        write_whole(out / name, text, force=force)
    return state


def index_page(made: Mapping[str, SitePage]) -> str:
    """The cases, each with its title, its author and date, and its answers in short."""
    cases = [
        {"href": quote(page), "kept": item.kept, "answers": list(item.kept.answers.values()), "refuted": item.refuted}
        for page, item in made.items()
    ]
    from markupsafe import Markup

    marks = {"style": Markup(_STYLE), "style_hash": Markup(_HASH)}  # noqa: S704  # ours, or escaped
    page = str(rendered("site.html.j2", cases=cases, feed=FEED, links={}, **marks))
    style = f"{faces_of(page)}{read_template('report.css')}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return page.replace(_STYLE, style, 1).replace(_HASH, digest, 1) + "\n"
