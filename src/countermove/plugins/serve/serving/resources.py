"""The served resources from the view of requests: cases as they are now, the texts of pages, and jobs about them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from starlette.requests import Request

from countermove.plugins.serve.serving.calculations import Calculations, Job
from countermove.plugins.serve.serving.requests import Refused, problem_data
from countermove.plugins.serve.serving.shelf import CaseFile, Shelf, digest_of
from countermove.processes.frames import Message, packed
from gmcr.base.errors import AssessmentError
from gmcr.base.record import Record

__all__ = ["Served", "Text", "address_of", "one_of", "query_of"]


class Text(NamedTuple):
    """A text to work on. ``good``: the last good text of the case; ``unread``: why the file cannot be read; ``draft``:
    whether it is a page's own, and not that of the file."""

    content: bytes
    good: bytes | None
    unread: tuple[Any, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Served(Record):
    """The cases, the calculations, and the last good text of each case."""

    shelf: Shelf
    calculations: Calculations
    good: dict[str, bytes] = field(default_factory=dict)
    _read: dict[str, tuple[object, CaseFile]] = field(default_factory=dict, repr=False)

    async def read(self, name: str) -> CaseFile:
        """A case as it is now; its file is read again if it may have changed. Raises UnknownName, AssessmentError."""
        return await asyncio.to_thread(self._current, name)

    def _current(self, name: str) -> CaseFile:
        mark = self.shelf.mark(name)
        known = self._read.get(name)
        if known is None or known[0] != mark:
            known = self._read[name] = (mark, self.shelf.read(name))
        return known[1]

    async def text(self, name: str, draft: str | None) -> tuple[Text, CaseFile | None]:
        """The text of a page: a draft, or the file; if that cannot be read, its last good text. Raises UnknownName, and
        AssessmentError if there is none."""
        if draft is not None:
            self.shelf.source(name)
            return Text(draft.encode("utf-8", errors="surrogatepass"), None, draft=True), None
        good = self.good.get(name)
        try:
            current = await self.read(name)
        except AssessmentError as error:
            if good is None:
                raise
            return Text(good, good, tuple(map(problem_data, error.problems))), None
        return Text(current.content, good), current

    def job(self, kind: str, name: str, text: Text, query: str, **more: Any) -> Job:
        """A job about a case under the switches of *query*."""
        source = self.shelf.source(name)
        good = text.good if text.good not in (None, text.content) else None
        # Whether there is no earlier view to show with problems. Of a file that is good this says nothing, and so it is the
        # same before and after its first page.
        never = name not in self.good if text.draft else good is None
        message: Message = {
            "kind": kind,
            "file": source.file,
            "export": f"{address_of('api', 'export', name)}/",
            "content": packed(text.content),
            "good": None if good is None else packed(good),
            "unread": list(text.unread),
            "never": never,
            "query": query,
            "texts": None if self.shelf.texts is None else str(self.shelf.texts),
            "marked": self.shelf.mark_of_texts(source) if _shows_texts(query) else [],
            "path": None if source.path is None else str(source.path),
            **more,
        }
        more = {**more, "texts": message["marked"]}
        state = f"{name} {digest_of(text.content)} {query}"
        return Job(
            message,
            f"{kind} {state} {json.dumps([text.unread, good and digest_of(good), never, more], default=str)}",
            state,
            name,
            "save" if kind == "rewritten" else "draft" if text.draft else "file",
        )


def _shows_texts(query: str) -> bool:
    """Whether a page shows texts, so that it changes when they do."""
    address = unquote(query)
    return "evidence" in address or "source" in address


def query_of(request: Request) -> str:
    """The query string, as it was sent."""
    content: bytes = request.scope["query_string"]
    return content.decode("latin-1")


def one_of(request: Request, name: str) -> str:
    """The value of a parameter that must occur once. Raises Refused."""
    values = request.query_params.getlist(name)
    if len(values) != 1:
        raise Refused(400, f"{name} is given {len(values)} times: once is needed.")
    return values[0]


def address_of(*parts: str, query: str = "") -> str:
    """The address with this path."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{path}?{query}" if query else path
