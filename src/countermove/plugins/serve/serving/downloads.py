"""Downloads: pictures, tables, texts, and for programs the records that answer questions, with their description."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from countermove.catalogue import question_named
from countermove.plugins.serve.serving.calculations import Calculations, Job
from countermove.plugins.serve.serving.fresh import conditional
from countermove.plugins.serve.serving.parameters import CASES
from countermove.plugins.serve.serving.requests import unless_gone
from countermove.plugins.serve.serving.resources import Served, Text, query_of
from countermove.plugins.serve.serving.shelf import Shelf, digest_of
from countermove.plugins.serve.serving.statuses import Refused
from countermove.plugins.serve.serving.suffixes import SUFFIXES, TYPES
from countermove.processes.frames import Message, packed, unpacked
from gmcr.base.errors import UnknownName

__all__ = ["ask", "described", "export"]

SLOW = 1.0
"""The most estimated seconds for which a program's request is answered in the permanent process."""


async def export(served: Served, request: Request) -> Response:
    """A picture, a table, a record, or the text with the pushes."""
    name, file = request.path_params["case"], request.path_params["file"]
    what, _, suffix = file.rpartition(".")
    if suffix not in SUFFIXES or not what:
        raise Refused(404, f"What can be taken away ends in .{', .'.join(SUFFIXES)}.")
    kept = await served.read(name)
    source = Text(kept.content, None)
    if suffix == "yaml":
        found = await served.calculations.answer(served.job("rewritten", name, source, query_of(request)))
        content, file = unpacked(found["content"]), f"{name}.yaml"
    else:
        job = served.job("export", name, source, query_of(request), what=what, suffix=suffix)
        found = await unless_gone(request, served.calculations.alone(job))
        content, file = unpacked(found["content"]), f"{name}-{what}.{suffix}"
    return Response(content, media_type=TYPES[suffix], headers={"content-disposition": _attached(file)})


def _attached(file: str) -> str:
    """The header that makes a browser save the file under a name."""
    plain_name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in file)
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(file, safe='')}"


async def ask(served: Served, request: Request) -> Response:
    """The record that answers a question."""
    question = question_named(request.path_params["question"])
    if question.of == "gmcr":
        raise UnknownName("question", question.name, [])
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    names = [name for parameter in CASES[question.cases] for name in given.get(parameter, ())]
    _need_cases(question.cases, given, served.shelf)
    names = names or [served.shelf.alone.name] if served.shelf.alone is not None else names
    cases = [await served.read(name) for name in names]
    told: Message = {
        "kind": "ask",
        "question": question.name,
        "given": given,
        "cases": [{"file": kept.source.file, "content": packed(kept.content)} for kept in cases],
    }
    key = (
        f"ask {question.name} {[kept.digest for kept in cases]} {urlencode(sorted(request.query_params.multi_items()))}"
    )
    found = await unless_gone(request, _asked(served.calculations, told, key))
    return JSONResponse(found["record"])


async def _asked(calculations: Calculations, told: Message, key: str) -> Message:
    """The answer from the permanent process, or from one of its own if it takes long."""
    found = await calculations.answer(Job({**told, "most": SLOW}, key))
    return await calculations.alone(Job(told, f"alone {key}")) if found.get("slow") else found


def _need_cases(cases: str, given: dict[str, list[str]], shelf: Shelf) -> None:
    """Raise Refused if too few or too many cases are named."""
    for name in CASES[cases]:
        count = len(given.get(name, ()))
        if count == 0 and (shelf.alone is None or cases == "two"):
            raise Refused(400, f"{name} is needed: the name of a case.")
        if count > 1 and cases != "several":
            raise Refused(400, f"{name} is given {count} times: once is enough.")


async def described(served: Served, request: Request) -> Response:
    """The description of the interface for programs."""
    content = unpacked((await served.calculations.answer(Job({"kind": "described"}, "described")))["content"])
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})
