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
    current = await served.read(name)
    source = Text(current.content, None)
    if suffix == "yaml":
        answer = await served.calculations.answer(served.job("rewritten", name, source, query_of(request)))
        content, file = unpacked(answer["content"]), f"{name}.yaml"
    else:
        job = served.job("export", name, source, query_of(request), what=what, suffix=suffix)
        answer = await unless_gone(request, served.calculations.alone(job))
        content, file = unpacked(answer["content"]), f"{name}-{what}.{suffix}"
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
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    names = [name for parameter in CASES[question.cases] for name in values.get(parameter, ())]
    _need_cases(question.cases, values, served.shelf)
    names = names or [served.shelf.alone.name] if served.shelf.alone is not None else names
    cases = [await served.read(name) for name in names]
    message: Message = {
        "kind": "ask",
        "question": question.name,
        "given": values,
        "cases": [{"file": current.source.file, "content": packed(current.content)} for current in cases],
    }
    key = f"ask {question.name} {[current.digest for current in cases]} {urlencode(sorted(request.query_params.multi_items()))}"
    answer = await unless_gone(request, _answer(served.calculations, message, key))
    return JSONResponse(answer["record"])


async def _answer(calculations: Calculations, message: Message, key: str) -> Message:
    """The answer from the permanent process, or from one of its own if it takes long."""
    answer = await calculations.answer(Job({**message, "most": SLOW}, key))
    return await calculations.alone(Job(message, f"alone {key}")) if answer.get("slow") else answer


def _need_cases(cases: str, values: dict[str, list[str]], shelf: Shelf) -> None:
    """Raise Refused if too few or too many cases are named."""
    for name in CASES[cases]:
        count = len(values.get(name, ()))
        if count == 0 and (shelf.alone is None or cases == "two"):
            raise Refused(400, f"{name} is needed: the name of a case.")
        if count > 1 and cases != "several":
            raise Refused(400, f"{name} is given {count} times: once is enough.")


async def described(served: Served, request: Request) -> Response:
    """The description of the interface for programs."""
    content = unpacked((await served.calculations.answer(Job({"kind": "described"}, "described")))["content"])
    return conditional(request, content, digest_of(content)[:16], {"content-type": "application/json"})
