"""Static files: the build of ``frontend/``, and the typefaces.

The page names them below their common version, ``/static/VERSION/NAME``, so that a browser caches them permanently,
together with the files that they load; under ``/static/NAME`` they are revalidated each time.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from countermove.plugins.serve.serving.fresh import conditional
from countermove.plugins.serve.serving.statuses import Refused

__all__ = ["file_named", "prefix", "static"]

_TYPES: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}
"""Suffix → media type; no other files are served."""

_PACKED = ("css", "js", "json", "svg", "txt")

_VERSION = 12


class StaticFile(NamedTuple):
    """A file. ``packed``: its content with gzip, empty if that is not worth it."""

    content: bytes
    packed: bytes
    kind: str
    version: str


@cache
def _files() -> Mapping[str, Traversable]:
    """Name → file: of the built page, and typefaces under ``fonts/``."""
    built = resources.files("countermove.plugins.serve").joinpath("static")
    faces = resources.files("countermove.presentation").joinpath("fonts", "web")
    own = resources.files("countermove.plugins.serve").joinpath("templates")
    files = {**dict(_below(built, "")), **{name: own.joinpath(name) for name in ("frame.css", "icon.svg")}}
    files |= {f"fonts/{entry.name}": entry for entry in faces.iterdir() if entry.is_file()}
    return {name: entry for name, entry in files.items() if name.rpartition(".")[2] in _TYPES}


def _below(folder: Traversable, within: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else ():
        if entry.is_dir():
            yield from _below(entry, f"{within}{entry.name}/")
        else:
            yield f"{within}{entry.name}", entry


def file_named(name: str) -> StaticFile | None:
    """The file with a name; None if there is none. Names are looked up, never made into a path."""
    return _read(name) if name in _files() else None


@cache
def _read(name: str) -> StaticFile:
    content, ending = _files()[name].read_bytes(), name.rpartition(".")[2]
    worth = ending in _PACKED and len(content) > 500
    packed = gzip.compress(content, 9, mtime=0) if worth else b""
    return StaticFile(content, packed, _TYPES[ending], hashlib.sha256(content).hexdigest()[:_VERSION])


@cache
def prefix() -> str:
    """The prefix of static files for a page: it contains their common version."""
    known = "".join(f"{name} {file.version}\n" for name in _files() if (file := file_named(name)) is not None)
    return f"/static/{hashlib.sha256(known.encode()).hexdigest()[:_VERSION]}/"


def static(request: Request) -> Response:
    """A static file; the icon if a browser requests that by itself."""
    name: str = request.path_params.get("name", "icon.svg")
    own = prefix().removeprefix("/static/")
    file = file_named(name.removeprefix(own))
    if file is None:
        raise Refused(404, "There is no such file.")
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if name.startswith(own) else "no-cache",
        "vary": "accept-encoding",
        "content-type": file.kind,
    }
    content = file.content
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        content = file.packed
        headers["content-encoding"] = "gzip"
    return conditional(request, content, file.version, headers)
