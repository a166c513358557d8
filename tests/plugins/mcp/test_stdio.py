"""The command as a process of its own, as an assistant's program starts it."""

# ruff: noqa: E402  # what may be missing is asked for first

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from countermove.cli import app
from tests.conftest import ROOT, require_module
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

require_module("mcp", "assistants are served by it")

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters

COMMAND = [sys.executable, "-P", "-c", "from countermove.cli import main; main()", "mcp"]
ENV = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    return tmp_path


def workers_of(folder: Path) -> Iterator[int]:
    """The processes that calculate for a server of a folder."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"countermove.plugins.mcp.worker:Answers" in words and str(folder).encode() in words:
            yield int(process.parent.name)


def gone(folder: Path) -> bool:
    """Whether they end within a few seconds."""
    for _ in range(50):
        if not list(workers_of(folder)):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.level("all")
def test_the_command_serves_over_its_standard_streams(folder: Path) -> None:
    # What lies in a folder of cases is never taken for a module of the program.
    for name in ("yaml", "numpy", "json", "countermove"):
        (folder / f"{name}.py").write_text("raise SystemExit('taken')\n", encoding="utf-8")

    async def asking() -> None:
        served = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], str(folder)], env=ENV, cwd=folder)
        async with Client(served) as client:
            assert client.server_info.name == "countermove"
            assert next(tool.name for tool in (await client.list_tools()).tools) == "assess"
            result = await client.call_tool("assess", {"case": "ferry.yaml"})
            assert not result.is_error
            assert "Will the ferry run?" in result.content[0].text

    anyio.run(asking)
    assert gone(folder)


@pytest.mark.level("all")
def test_progress_is_told_and_cancelling_ends_the_calculation(folder: Path) -> None:
    far: list[tuple[float, float | None]] = []

    async def asking() -> None:
        served = StdioServerParameters(
            command=COMMAND[0], args=[*COMMAND[1:], str(folder), "--limit", "60"], env=ENV, cwd=folder
        )
        async with Client(served) as client:
            async with anyio.create_task_group() as calls:

                async def told(done: float, of: float | None, _: str | None) -> None:
                    far.append((done, of))
                    calls.cancel_scope.cancel()

                async def long() -> None:
                    await client.call_tool("assess", {"case": "korea-2021"}, progress_callback=told)

                calls.start_soon(long)
            assert far
            for _ in range(50):
                if not list(workers_of(folder)):
                    break
                await anyio.sleep(0.1)
            assert not list(workers_of(folder))
            # And what is asked next is answered.
            result = await client.call_tool("lint", {"files": ["ferry.yaml"], "structure": True})
            assert not result.is_error

    anyio.run(asking)


@pytest.mark.level("all")
def test_garbage_is_answered_and_nothing_else_is_printed(folder: Path) -> None:
    begin = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    }  # fmt: skip
    call = {
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": {"name": "lint", "arguments": {"files": ["ferry.yaml"], "structure": True}},
    }  # fmt: skip
    process = subprocess.Popen(
        [*COMMAND, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV
    )
    assert process.stdin is not None
    assert process.stdout is not None
    half = {**call, "id": 3, "params": {"name": "assess", "arguments": {"case": "\ud800"}}}
    said = [b"garbage", b"\xff\xfe\x00", b"[]", json.dumps(begin).encode(), b"{}", b"", b'{"jsonrpc": "2.0", "method": 1}',
            json.dumps(half).encode(), json.dumps(call).encode()]  # fmt: skip
    process.stdin.write(b"\n".join(said) + b"\n")
    process.stdin.flush()
    lines = [json.loads(process.stdout.readline()) for _ in range(7)]
    assert {line["id"] for line in lines if "result" in line} == {1, 2}
    wrong = [(line["id"], line["error"]["code"]) for line in lines if "error" in line]
    assert wrong == [(None, -32700), (None, -32700), (None, -32600), (None, -32600), (3, -32600)]
    out, err = process.communicate(timeout=10)
    assert (out, err, process.returncode) == (b"", b"", 0)


@pytest.mark.level("all")
def test_an_interrupt_ends_it_with_a_word(folder: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (out, err, process.returncode) == (b"", b"Interrupted.\n", 130)


@pytest.mark.level("all")
def test_a_place_that_is_not_there_is_one_sentence(folder: Path) -> None:
    done = CliRunner().invoke(app, ["mcp", str(folder / "gone")], prog_name="countermove")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert done.stderr == f"{folder / 'gone'}: there is no such file or folder.\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "who calls it is interrupted as before"


def test_without_the_extra_one_sentence_names_it(folder: Path) -> None:
    code = "import sys; sys.modules['mcp'] = None; from countermove.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "mcp", str(folder)], capture_output=True, text=True, env=ENV, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("To serve assistants needs the extra 'mcp': ")
    assert done.stderr.count("\n") == 1


@pytest.mark.level("all")
def test_other_commands_do_not_load_it(folder: Path) -> None:
    code = "import sys; from countermove.cli import main\ntry: main()\nfinally: print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code, "lint", str(folder / "ferry.yaml")],
        capture_output=True,
        text=True,
        env=ENV,
        check=False,
    )
    loaded = set(done.stdout.split())
    assert "countermove.cli" in loaded
    heavy = {
        "mcp",
        "mcp_types",
        "anyio",
        "starlette",
        "countermove.plugins.mcp.commands",
        "countermove.plugins.mcp.server",
    }
    assert not heavy & loaded
