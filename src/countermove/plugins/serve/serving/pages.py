"""Auxiliary pages: the cases of a folder, and error messages.

Conditional responses: a client that has the current version gets no content (RFC 9110, 13.1.2).

Static files: the build of ``frontend/``, and the typefaces.

The page names them below their common version, ``/static/VERSION/NAME``, so that a browser caches them permanently,
together with the files that they load; under ``/static/NAME`` they are revalidated each time.

Error responses: one sentence, as data for a program and as a small page for a reader.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from countermove.plugins.serve.serving.requests import Refused
from countermove.plugins.serve.serving.shelf import Source
from countermove.presentation.templates import directed, environment_of
from gmcr.base.characters import json_escaped

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "DataResponse",
    "again_page",
    "conditional",
    "failed_page",
    "file_named",
    "frame_page",
    "list_page",
    "prefix",
    "problem_page",
    "refusal",
    "static",
]


class DataResponse(JSONResponse):
    """Data as JSON: hidden characters are escapes in it, as in all JSON of this program."""

    def render(self, content: Any) -> bytes:
        """The bytes that are sent."""
        return json_escaped(json.dumps(content, ensure_ascii=False, separators=(",", ":"))).encode("utf-8")


def conditional(request: Request, content: bytes, version: str, headers: Mapping[str, str]) -> Response:
    """The content with its version as ``ETag``; without content if the request already has that version."""
    tag = f'W/"{version}"'  # weak: the same whether compressed or not
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag.removeprefix("W/") in known:
        cache_headers = {name: value for name, value in headers.items() if name in ("cache-control", "vary")}
        return Response(status_code=304, headers={**cache_headers, "etag": tag})
    return Response(content, headers={**headers, "etag": tag})


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


def list_page(cases: Sequence[tuple[Source, str]]) -> str:
    """The cases of a folder, each with its title."""
    entries = [(f"/{quote(source.name, safe='')}", title or source.name, source.file) for source, title in cases]
    return _page("cases", cases=entries)


def frame_page(title: str) -> str:
    """The placeholder of a page during its computation: the beginning of a document, which the page's body
    continues."""
    return _page("frame", title=title)


def failed_page(message: str) -> str:
    """The end of that document if the computation failed."""
    return _page("failed", message=message)


def problem_page(message: str) -> str:
    """An error message."""
    return _page("problem", message=message)


def _page(name: str, **context: Any) -> str:
    return directed(_environment().get_template(f"{name}.html.j2").render(**context))


def again_page() -> str:
    """A page that asks for its own address again."""
    return _page("again")


@cache
def _environment() -> Environment:
    environment = environment_of(_read_page)
    environment.globals["static"] = prefix()
    return environment


def _read_page(name: str) -> str:
    return resources.files("countermove.plugins.serve").joinpath("templates", name).read_text(encoding="utf-8")


_FOR_PROGRAMS = ("/api/", "/static/", "/openapi.json")


def refusal(error: Refused, scope: Scope) -> Response:
    """The response: a page if a reader opened an address, otherwise data."""
    headers = {"retry-after": "1"} if error.status == 503 else None
    if scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(_FOR_PROGRAMS):
        return HTMLResponse(problem_page(str(error)), status_code=error.status, headers=headers)
    data = {"error": str(error), "errors": list(error.errors), **error.more}
    return DataResponse(data, status_code=error.status, headers=headers)
