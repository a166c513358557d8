"""Static files: kept for good under their version, asked about again without it, packed where that is worth it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from countermove.plugins.serve.serving.pages import file_named, prefix
from tests.plugins.serve.serving.serving import client

__all__: list[str] = []


def test_under_its_version_a_file_is_kept_for_good() -> None:
    ask = client("korea-2021")
    found = ask.get(f"{prefix()}workbench.js")
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert found.headers["content-encoding"] == "gzip"
    plain = ask.get("/static/workbench.js", headers={"accept-encoding": "identity"})
    assert plain.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in plain.headers
    assert plain.content == found.content


def test_what_a_browser_has_is_not_sent_again() -> None:
    ask = client("korea-2021")
    tag = ask.get("/static/workbench.css").headers["etag"]
    again = ask.get("/static/workbench.css", headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert ask.get("/static/workbench.css", headers={"if-none-match": '"x"'}).status_code == 200


def test_typefaces_are_the_packages_own() -> None:
    css = file_named("workbench.css")
    assert css is not None
    faces = re.findall(r"url\((fonts/[\w.-]+)\)", css.content.decode())
    assert faces
    ask = client("korea-2021")
    for face in faces[:3]:
        found = ask.get(f"/static/{face}")
        assert (found.status_code, found.headers["content-type"]) == (200, "font/woff2")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x.js",
        "../view.py",
        "fonts/OFL.txt",
        "fonts/../../view.py",
        "workbench.js/",
        "/etc/passwd",
        "\0",
        "__init__.py",
    ],
)
def test_nothing_else_is_given_out(name: str) -> None:
    assert file_named(name) is None


def test_a_browser_has_an_icon() -> None:
    found = client("korea-2021").get("/favicon.ico")
    assert (found.status_code, found.headers["content-type"]) == (200, "image/svg+xml")


def test_packed_is_the_same() -> None:
    found = file_named("workbench.js")
    assert found is not None
    assert gzip.decompress(found.packed) == found.content
    assert len(found.packed) < 60_000


def test_what_the_frame_names_is_there(tmp_path: Path) -> None:
    ask = client(tmp_path)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', ask.get("/").text):
        assert ask.get(address).status_code == 200, address
