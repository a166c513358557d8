"""Where the server may listen, and what is said where it may not."""

from __future__ import annotations

import socket

import pytest
from typer.testing import CliRunner

import countermove.plugins.serve.serving.server as running
from countermove.cli.application import application
from countermove.plugins.serve.serving.server import serve
from countermove.plugins.serve.serving.shelf import shelf_of
from gmcr.base.errors import CountermoveError, MissingExtra

__all__: list[str] = []


def refused(**given: object) -> str:
    with pytest.raises(CountermoveError) as error:
        serve(shelf_of("korea-2021"), told=pytest.fail, warned=pytest.fail, browser=False, **given)  # type: ignore[arg-type]
    return str(error.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_others_are_let_in_only_with_a_token(host: str) -> None:
    assert refused(host=host, port=0) == (
        f"{host} can be reached by others, who could read and write what is served: name a token that they have to bring."
    )


def test_a_token_is_named_or_none_is_asked_for() -> None:
    both = "With --no-token there is no token to name: leave out --no-token, or --token and COUNTERMOVE_TOKEN."
    assert refused(port=0, token="x" * 16, guarded=False) == both
    assert "name a token that they have to bring" in refused(host="0.0.0.0", port=0, guarded=False)


@pytest.mark.parametrize(
    "token", ["", "short", "with spaces in it, and commas", "quotes\"quotes'quotes", "ünïcödé-ünïcödé-ü", "x" * 15]
)
def test_a_token_is_long_and_plain(token: str) -> None:
    told = refused(host="0.0.0.0", token=token)
    assert "at least 16" in told
    assert "\n" not in told


def test_a_host_that_leads_nowhere() -> None:
    assert refused(host="nowhere.invalid").startswith("nowhere.invalid leads nowhere: ")
    assert "leads nowhere" in refused(host="x" * 300)


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = f"Port {port} of 127.0.0.1 is in use: name another one, or 0 for any that is free."
        assert refused(port=port) == told
        done = CliRunner().invoke(application(), ["serve", "--no-open", "korea-2021", "--port", str(port)])
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{told} Here: --port\n")


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"countermove serve needs the extra 'serve'"):
        serve(shelf_of("korea-2021"), told=pytest.fail, warned=pytest.fail, browser=False)


@pytest.mark.parametrize(("flags", "opened"), [([], True), (["--no-open"], False)])
def test_a_browser_is_opened_unless_that_is_not_wanted(
    flags: list[str], opened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    monkeypatch.setattr(running, "serve", lambda shelf, *, browser, **given: begun.append(browser))
    assert CliRunner().invoke(application(), ["serve", "korea-2021", *flags]).exit_code == 0
    assert begun == [opened]
