"""Who gets in by a browser: with the printed address, and then with links from anywhere; nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.browser.lasting import Shelf
from tests.browser.workbench import entrance, settled

__all__: list[str] = []

REFUSED = "This server asks for its token"


@pytest.fixture(scope="module")
def served(shelf: Shelf) -> str:
    return shelf.address


@contextmanager
def elsewhere(target: str) -> Iterator[str]:
    """The address of a page of another site that links to a target."""

    class Linking(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = f'<!DOCTYPE html><title>Elsewhere</title><a href="{target}">there</a>'.encode()
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *told: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Linking) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/"  # another site than 127.0.0.1
        finally:
            server.shutdown()


def test_the_printed_address_lets_in_and_vanishes(browser: Any, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/pier")
    assert REFUSED in page.inner_text("main")
    page.goto(entrance(served))
    assert page.url == f"{served}/"
    page.goto(f"{served}/pier")
    settled(page)
    (cookie,) = context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert page.evaluate("document.cookie") == ""
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_link_from_elsewhere_opens_the_page_for_who_is_let_in(browser: Any, served: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(entrance(served))
    target = f"{served}/pier?set=risk:0.5"
    with elsewhere(target) as address:
        page.goto(address)
        page.get_by_text("there").click()
        page.locator("h1").last.wait_for()  # the frame has one too
        assert page.url == target
        page.locator("#claims").wait_for(state="attached")  # a page that takes a moment begins with its frame
        assert page.locator("#claims").count() == 1
        page.go_back()
        page.get_by_text("there").wait_for()
    context.close()


def test_a_printed_address_lets_in_from_elsewhere_too(browser: Any, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    with elsewhere(entrance(served)) as address:
        page.goto(address)
        page.get_by_text("there").click()
        page.get_by_role("link", name="pier").first.wait_for()
        assert page.url == f"{served}/"
    context.close()


@pytest.mark.level("all")
def test_a_stranger_who_follows_a_link_is_told_so_once(browser: Any, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    with elsewhere(f"{served}/pier") as address:
        page.goto(address)
        page.get_by_text("there").click()
        page.get_by_text(REFUSED).wait_for()
    assert asked == [address, f"{served}/pier", f"{served}/pier"]
    context.close()
