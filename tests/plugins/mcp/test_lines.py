"""Every line for whose answer somebody may wait is answered: by the SDK, or here."""

# ruff: noqa: E402  # what may be missing is asked for first

from __future__ import annotations

import io
import json
import random
from typing import Any

from tests.conftest import in_one_test, require_module

__all__: list[str] = []

require_module("mcp", "assistants are served by it")

import anyio
import mcp_types as types
from mcp.shared.message import SessionMessage

from countermove.plugins.mcp.lines import Lines, is_message, refusal_of

CALL = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "assess", "arguments": {"case": "a"}}}
NONE = "This is not a request as JSON-RPC 2.0 has it: check jsonrpc, id, method and params."
HALF = "This holds U+D800, half a character, which is no text: take it out."


def changed(**more: Any) -> str:
    return json.dumps({**CALL, **more})


@in_one_test(
    ("line", "id_", "code", "message"),
    [
        (changed(params={"name": "assess", "arguments": {"case": "\ud800"}}), 2, -32600, HALF),
        (changed(params={"name": "assess", "arguments": {"\ud800": "a"}}), 2, -32600, HALF),
        (changed(method="\ud800"), 2, -32600, HALF),
        (changed(id="a\ud800"), None, -32600, HALF),
        (changed(id="own", method=1), "own", -32600, "A request names its method, as text."),
        (changed(id=None), None, -32600, "The id of a request is text or a whole number."),
        (changed(id=2.5), None, -32600, "The id of a request is text or a whole number."),
        (changed(id=True), None, -32600, "The id of a request is text or a whole number."),
        (changed(params=[1]), 2, -32600, NONE),
        (changed(jsonrpc="1.0"), 2, -32600, NONE),
        (changed(error={"code": 1, "message": "a"}), 2, -32600, NONE),
        ('{"jsonrpc": "2.0", "id": 2', None, -32700, "This is not JSON on one line."),
        ("�", None, -32700, "This is not JSON on one line."),
        ('{"id": ' + "9" * 5000 + "}", None, -32700, "This is not JSON on one line."),
        ("[" * 100_000, None, -32700, "This is nested too deeply to be read."),
        (f"[{json.dumps(CALL)}]", None, -32600, "A request is one JSON object."),
        ("{}", None, -32600, "A request names its method, as text."),
    ],
)  # fmt: skip
def test_what_is_no_message_is_answered_here(line: str, id_: object, code: int, message: str) -> None:
    assert not is_message(line)
    refusal = refusal_of(line)
    assert refusal is not None
    said = json.loads(refusal.model_dump_json(by_alias=True, exclude_unset=True))
    assert said == {"jsonrpc": "2.0", "id": id_, "error": {"code": code, "message": message}}


@in_one_test("line", ["", " \n", '{"jsonrpc": "2.0", "method": 1}', '{"jsonrpc": 2, "id": 1, "result": {}}'])
def test_nobody_waits_for_an_answer_to_this(line: str) -> None:
    assert not is_message(line)
    assert refusal_of(line) is None


def test_every_line_is_handed_on_or_answered_in_turn() -> None:
    """Requests changed at random: those with an id are answered here, or are requests to the SDK."""
    drawn = random.Random(14)
    said = []
    for number in range(2000):
        line = json.dumps({**CALL, "id": number})
        place = drawn.randrange(len(line))
        said.append(
            line[:place] + drawn.choice(['"', "{", "\\ud800", "\\", "0", "�", "[", ",", "null"]) + line[place + 1 :]
        )
    answered: list[SessionMessage] = []

    class Answers:
        async def send(self, item: SessionMessage, /) -> None:
            answered.append(item)

    async def read() -> list[str]:
        given = Lines(io.StringIO("\n".join(said)))
        given.answer_through(Answers())
        return [line async for line in given]

    taken = [types.jsonrpc_message_adapter.validate_json(line, by_name=False) for line in anyio.run(read)]
    requests = [one for one in taken if isinstance(one, types.JSONRPCRequest)]
    assert len(requests) > 100
    assert len(answered) > 100
    silent = [line for line in said if not is_message(line) and refusal_of(line) is None]
    unheard = [one for one in taken if not isinstance(one, types.JSONRPCRequest)]
    assert len(requests) + len(answered) + len(silent) + len(unheard) == len(said)
    assert not [line for line in silent if '"id":' in line and '"method":' in line]
    assert not [one for one in unheard if "id" in one.model_dump()]
