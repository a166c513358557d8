"""What is asked of the server of the page: honest requests of each kind, each part of which may be wrong."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes

from tests.attack.mischief import damaged, leaf_changed, text
from tests.plugins.serve.sound import sound_in
from tests.unit.reports.samples import FERRY

__all__ = ["CASE", "HOST", "INSIDE", "OUTSIDE", "PORT", "TOKEN", "Asked", "laid_out", "made", "named"]

TOKEN = "q7Zk-4Vd0_bX2mRt9LwS"
PORT = 8765
HOST = f"127.0.0.1:{PORT}".encode()

INSIDE = "Quay 7f3a9c"
"""Words of the case that is served: whoever is not let in never reads them."""

OUTSIDE = "Vault 51c0de"
"""Words of what lies beside it, or is no case: nobody reads them."""

CASE = FERRY.replace("Will the ferry run?", f"Will the ferry run? {INSIDE}").encode()

assert INSIDE.encode() in CASE


def laid_out(root: Path) -> None:
    """Cases, and beside them what is nobody's business: outside, by a link, hidden, too large, or no case at all."""
    cases = root / "cases"
    cases.mkdir()
    (cases / "ferry.yaml").write_bytes(CASE)
    sound_in(cases)
    (cases / "texts").rename(root / "texts")
    away = FERRY.replace("Will the ferry run?", OUTSIDE)
    for name in ("outside.yaml", "cases/.hidden.yaml", "cases/notes.txt", "cases/case.json"):
        (root / name).write_text(away, encoding="utf-8")
    (root / "letter.txt").write_text(f"{OUTSIDE}\n\n{OUTSIDE}\n", encoding="utf-8")
    (cases / "away.yaml").symlink_to("../outside.yaml")
    (cases / "loop.yaml").symlink_to("loop.yaml")
    (cases / "huge.yaml").write_text(f"{away}\n# {'x' * 1_000_000}", encoding="utf-8")
    (cases / "folder.yaml").mkdir()
    (root / "texts" / "letter.txt").symlink_to("../letter.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(cases / "fifo.yaml")


# -- what is asked -----------------------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A request in its parts. ``let_in``: whether anything may be answered; ``length``: what it says, None for the truth;
    ``plain``: the body before it was put in chunks."""

    method: bytes = b"GET"
    target: bytes = b"/"
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    let_in: bool = True
    length: bytes | None = None
    plain: bytes = b""

    def set(self, name: bytes, *values: bytes) -> None:
        """Give a header these values, or none."""
        self.headers = [item for item in self.headers if item[0] != name] + [(name, value) for value in values]

    def raw(self) -> bytes:
        """As it is sent."""
        lines = [b"%s %s HTTP/1.1" % (self.method, self.target)]
        lines += [b"%s: %s" % item for item in self.headers]
        length = str(len(self.body)).encode() if self.length is None else self.length
        lines += [b"content-length: " + length] if length and (self.body or self.length is not None) else []
        return b"\r\n".join([*lines, b"", self.body])


def _honest(rng: Random) -> Asked:
    """A request that is answered."""
    asked = Asked(headers=[(b"host", HOST)])
    asked.set(b"authorization", b"Bearer " + TOKEN.encode())
    if rng.random() < 0.3:
        asked.set(b"authorization")
        asked.set(b"cookie", f"countermove-{PORT}={TOKEN}".encode())
    kind, case = rng.random(), rng.choice(("ferry", "ferry", "ferry", "sound"))
    if kind < 0.45:
        target, query = rng.choice(_POSTED), _query(rng)
        fields = {"case": case, "query": query}
        if target == b"/api/view":
            fields["stage"] = rng.choice(("now", "all"))
        if target == b"/api/save":
            fields["digest"] = hashlib.sha256(CASE).hexdigest()
        if rng.random() < 0.4:
            fields["draft"] = _draft(rng)
        asked.method, asked.target = b"POST", target
        asked.body = json.dumps(fields, ensure_ascii=rng.random() < 0.7).encode("utf-8", "surrogatepass")
        asked.set(b"content-type", b"application/json")
    else:
        asked.target = rng.choice(_GOT).replace(b"ferry", case.encode())
        if rng.random() < 0.5:
            asked.target += (b"&" if b"?" in asked.target else b"?") + _percent(_query(rng), rng)
    return asked


_POSTED = (b"/api/view", b"/api/view", b"/api/save", b"/api/save", b"/api/panel")
_GOT = (
    b"/",
    b"/ferry",
    b"/ferry",
    b"/api/text?case=ferry",
    b"/api/changes?case=ferry",
    b"/openapi.json",
    b"/static/workbench.js",
    b"/favicon.ico",
    b"/report/ferry",
    b"/api/export/ferry/lanes.svg",
    b"/api/export/ferry/lanes.csv",
    b"/api/export/ferry/text.yaml",
    b"/api/export/ferry/check.json",
    b"/api/ask/check?case=ferry",
    b"/api/ask/solve?case=ferry",
    b"/api/ask/tipping?case=ferry",
    b"/api/ask/why?case=ferry&state=start",
    b"/api/ask/diff?first=ferry&second=ferry",
)
_QUERY = (
    ("set", ("demand:0.2", "demand:0.9", "demand:0.1,1")),
    ("do", ("drop:t1", "turn:t2", "above:t1:t2", "drop:l1,l2")),
    ("if", ("gift",)),
    ("eyes", ("pessimist",)),
    ("read", ("Q:purse_first",)),
    ("by", ("nash", "gmr", "smr", "sequential")),
    ("ask", ("document", "check", "lanes", "evidence", "source", "text", "why", "matrix")),
    ("of", ("A", "essay:2", "t1")),
)


def _query(rng: Random) -> str:
    """Switches: real ones, and words that would like to be some."""
    pairs = [
        (name, rng.choice(values) if rng.random() < 0.75 else text(rng)[:3000])
        for name, values in rng.sample(_QUERY, rng.choice((0, 1, 1, 2, 3)))
    ]
    if rng.random() < 0.1:
        pairs.append((text(rng)[:300], text(rng)[:300]))
    sign = rng.choice(("&", "&", "&", ";"))
    return sign.join(f"{name}={value.replace('&', '%26')}" for name, value in pairs)


def _percent(query: str, rng: Random) -> bytes:
    """A query in an address: what may not stand there is in percent, once or twice."""
    once = quote(query.encode("utf-8", "surrogatepass"), safe="=&:,;%")
    return (once if rng.random() < 0.9 else quote(once, safe="=&")).encode()


def _draft(rng: Random) -> str:
    if rng.random() < 0.3:
        return f"{CASE.decode()}\n# {number}\n" if (number := rng.randrange(1000)) else text(rng)
    return damaged(CASE, rng).decode("utf-8", rng.choice(("replace", "surrogateescape")))


# -- what is wrong with it ---------------------------------------------------------------------------------------------

_HOSTS = (
    b"evil.example:8765", b"127.0.0.1:8766", b"127.0.0.1", b"127.0.0.1.evil.example:8765", b"", b"127.0.0.1:x",
    b"a@127.0.0.1:8765", b"10.0.0.1:8765", b"[::1", b"127.0.0.1:8765/x", b"127.0.0.1:8765#",
    b"localhost:8765, evil.example",
    b"127.1:8765", b"0:8765", b"0x7f.0.0.1:8765", b"2130706433:8765", b"[::ffff:127.0.0.1]:8765", b"127.0.0.1:99999",
    b"127.0.0.1:008766", b"localhost\xc2\xa0:8765", b"\xef\xbd\x8cocalhost:8765", b"[::1%25eth0]:8765",
    b"0.0.0.0:8765",
)  # fmt: skip
_ORIGINS = (
    b"http://evil.example", b"null", b"https://127.0.0.1:8765", b"http://127.0.0.1:8764",
    b"http://127.0.0.1:8765.evil.example",
    b"http://127.0.0.1:8765@evil.example", b"http://127.0.0.1:8765/", b"", b"file://", b"http://localhost:8765",
    b"chrome-extension://a", b"http://127.0.0.1", b"http://127.0.0.1:8765 http://evil.example", b"\xff",
)  # fmt: skip
_METHODS = (b"HEAD", b"PUT", b"DELETE", b"TRACE", b"CONNECT", b"OPTIONS", b"PATCH", b"get", b"PRI", b"G" * 300,
    b"POST", b"GET",
            b"PROPFIND", b"GET\x00", b"!")  # fmt: skip
_STEPS = ("..", ".", "%2e%2e", "%252e%252e", "..%2f..", "%c0%ae%c0%ae", "..%5c..", "...", "....//", "", "%00",
    "%0d%0aX:y", "~", "C:",
          "\\\\host", "%u002e", "..;", "%ed%a0%80", "%e2%80%ae", "%ff", "cases", "texts", "etc", "proc",
    "self")  # fmt: skip
_NAMES = ("ferry", "outside", "outside.yaml", "away", "loop", "huge", "folder", "fifo", "hidden", ".hidden",
    ".hidden.yaml",
          "notes.txt", "case", "case.json", "letter.txt", "passwd", "environ", "x" * 250, "%c3%a9" * 120,
    "ferry.yaml", "ferry%00",
          "FERRY", "ferry.", "ferry%20", "sound.sources.json", ".countermove-aaaaaaaa.part", "constructor",
    "__proto__")  # fmt: skip
_PLACES = ("/{}", "/report/{}", "/api/text?case={}", "/api/changes?case={}", "/static/{}", "/api/export/{}/lanes.svg",
           "/api/export/ferry/{}", "/api/ask/{}?case=ferry", "/api/ask/check?case={}", "//{}", "/{}/../ferry",
    "http://127.0.0.1/{}",
           "*{}", "{}", "/ferry?ask=source&of={}", "/api/export/{}/text.yaml",
    "/api/ask/diff?first=ferry&second={}")  # fmt: skip
_KINDS = (b"text/plain", b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x", b"",
    b"application/json; charset=utf-16",
          b"application/json;;;", b"APPLICATION/JSON", b"application/jsonp", b"text/json",
    b"application/json, text/plain", b"\xff")  # fmt: skip
_MORE = (
    (b"transfer-encoding", b"chunked"), (b"transfer-encoding", b"gzip"), (b"transfer-encoding", b"chunked, identity"),
    (b"expect", b"100-continue"), (b"connection", b"upgrade"), (b"upgrade", b"websocket"), (b"upgrade", b"h2c"),
    (b"content-length", b"5"), (b"content-length", b"-1"), (b"content-length", b"9" * 30), (b"content-length",
    b"0x10"),
    (b"range", b"bytes=0-1,0-1"), (b"if-none-match", b"*"), (b"accept-encoding", b"gzip, br;q=x"), (b"accept",
    b"\xff" * 900),
    (b"x-page", b"p" * 70), (b"x-page", b"tab"), (b"x-number", b"9" * 40),
    (b"x-number", "٣".encode()), (b"x-forwarded-host", b"evil.example"), (b"x-original-url",
    b"/api/text?case=ferry"),
    (b"x-http-method-override", b"POST"), (b"forwarded", b"for=127.0.0.1"), (b"host", b"evil.example"), (b"x",
    b"y" * 70_000),
    (b"cookie", b"a=b; " * 500), (b"cookie", b'countermove-8765="\\303\\051"'), (b"te", b"trailers"),
    (b"connection", b"close"),
    (b"x y", b"z"), (b"", b""), (b"x", b"\x00"), (b"x", b"a\r\n b"), (b"referer", b"http://evil.example/"),
)  # fmt: skip


def _host(asked: Asked, rng: Random) -> None:
    asked.set(b"host", rng.choice(_HOSTS))
    asked.let_in = False


def _origin(asked: Asked, rng: Random) -> None:
    own = b"http://" + HOST
    foreign = rng.choice(_ORIGINS)
    asked.set(b"origin", *rng.choice(((foreign,), (foreign,), (own, foreign), (foreign, own))))
    asked.let_in = False


def _fetched(asked: Asked, rng: Random) -> None:
    """As a browser says where a request comes from."""
    site = rng.choice((b"cross-site", b"same-site", b"CROSS-SITE", b"x", b"", b"same-origin, cross-site", b"none\xff"))
    asked.set(b"sec-fetch-site", site)
    mode, goal = (
        rng.choice((b"cors", b"no-cors", b"navigate", b"websocket")),
        rng.choice((b"document", b"iframe", b"image", b"")),
    )
    asked.set(b"sec-fetch-mode", mode)
    asked.set(b"sec-fetch-dest", goal)
    # A link from elsewhere may open a page, for who has the token.
    asked.let_in &= (
        mode == b"navigate" and goal == b"document" and b"/api/" not in asked.target and asked.method == b"GET"
    )


def _method(asked: Asked, rng: Random) -> None:
    asked.method = rng.choice(_METHODS)


def _path(asked: Asked, rng: Random) -> None:
    way = "/".join(rng.choice(_STEPS) for _ in range(rng.randrange(4)))
    name = (
        rng.choice(_NAMES)
        if rng.random() < 0.7
        else quote_from_bytes(text(rng)[:3000].encode("utf-8", "surrogatepass"))
    )
    named = rng.choice((f"{way}/{name}", f"{way}%2f{name}", name)) if way else name
    asked.target = rng.choice(_PLACES).format(named).encode("ascii", "replace")


def _token(asked: Asked, rng: Random) -> None:
    """Anything but the token, at any of the places where it may stand."""
    asked.set(b"authorization")
    asked.set(b"cookie")
    own = TOKEN.encode()
    wrong = rng.choice(
        (
            b"",
            own[:-1],
            own + b"x",
            own.lower(),
            own[::-1],
            b"null",
            b"*",
            b"\xff" * 20,
            b"x" * 30_000,
            own[1:] + own[:1],
        )
    )
    if wrong == own:
        return
    place = rng.randrange(4)
    if place == 0:
        asked.set(b"authorization", rng.choice((b"Bearer ", b"bearer ", b"Basic ", b"", b"Bearer")) + wrong)
    elif place == 1:
        asked.set(
            b"cookie", rng.choice((b"countermove-8765=", b"countermove-8765-again=", b"a=b; countermove-8765=")) + wrong
        )
    elif place == 2:
        asked.target += (b"&" if b"?" in asked.target else b"?") + b"token=" + quote_from_bytes(wrong).encode()
    else:
        asked.set(b"authorization", rng.choice((b"Basic ", b"Token ", b"Bearer\t", b"Bearer  ")) + own)
    asked.let_in = False


def _kind(asked: Asked, rng: Random) -> None:
    asked.set(b"content-type", *rng.choice(((rng.choice(_KINDS),), (rng.choice(_KINDS),), (), _KINDS[:2])))


def _body(asked: Asked, rng: Random) -> None:
    kind = rng.randrange(10) if _fields(asked.body) else 8
    if kind < 5:
        value: Any = _fields(asked.body)
        for _ in range(rng.choice((1, 1, 2))):
            value = leaf_changed(value, rng)
        asked.body = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    elif kind == 5:
        asked.body = damaged(asked.body, rng)
    elif kind == 6:
        fields = _fields(asked.body)
        fields["digest"] = rng.choice(
            ("", "0" * 64, hashlib.sha256(CASE).hexdigest().upper(), "x" * 5000, "\u202e", "None")
        )
        asked.body = json.dumps(fields).encode()
    elif kind == 7:
        fields = _fields(asked.body)
        fields[rng.choice(list(fields))] = text(rng)
        asked.body = json.dumps(fields).encode()
    elif kind == 8:
        asked.body = rng.choice(_BODIES)
    else:
        asked.length = rng.choice(
            (b"0", b"1", b"-5", b"9" * 20, b"2000001", b"2000000", b"1e3", b"+3", b"3, 3", b"\xb2")
        )


def _fields(body: bytes) -> dict[str, Any]:
    """What is posted, if that is an object."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


_BODIES = (
    b"", b"[]", b"null", b"1e999", b"[" * 100_000, b'{"case":' * 5_000, b'\xff\xfe{"case"', b"NaN",
    b'{"case": NaN, "query": ""}',
    b'{"case": "ferry", "query": "", "query": "ask=text"}', b'{"case": "\\ud800", "query": ""}', b"9" * 5_000,
    b'{"case": "ferry", "query": "", "draft": "\\udfff"}', b'{"case": "ferry", "query": "", "draft": "\\u0000"}',
    b'{"case": "../outside", "query": "", "digest": ""}',
    b'{"case": "new", "query": "", "digest": "", "draft": "countermove: 1"}',
    b'{"case": "away", "query": "", "digest": "", "draft": "countermove: 1"}', b'{"case": "\xff", "query": ""}',
    b'{"case": "ferry", "query": "", "__proto__": {"token": 1}}', b'{"case": {"$ne": 1}, "query": ""}', b"\xef\xbb\xbf{}",
)  # fmt: skip


def _more(asked: Asked, rng: Random) -> None:
    for _ in range(rng.choice((1, 1, 2))):
        name, value = (
            rng.choice(_MORE) if rng.random() < 0.7 else (b"x-page", text(rng)[:400].encode("utf-8", "surrogatepass"))
        )
        asked.headers.insert(rng.randrange(len(asked.headers) + 1), (name, value))
        asked.let_in &= (name, value) != (b"host", b"evil.example")


_LAST = (
    b"0\r\n\r\n", b"0\r\n\r\n", b"0\r\n\r\n", b"0\r\nx: y\r\n\r\n", b"zz\r\n", b"-1\r\n\r\n", b"", b"ffffffffffffffffff\r\n",
    b"5;" + b"x" * 20_000 + b"\r\n", b"3\r\nabcdef\r\n", b"0\r\n\r\nGET /api/text?case=ferry HTTP/1.1\r\n\r\n",
)  # fmt: skip
"""The last chunk of a body, or what stands in its place."""


def _chunks(asked: Asked, rng: Random) -> None:
    """A body in chunks, of which one may be another than it says."""
    body, at = asked.body or b'{"case": "ferry", "query": ""}', rng.randrange(len(asked.body) + 1)
    chunks = [b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:at], body[at:]) if part]
    chunks.append(rng.choice(_LAST))
    asked.set(b"transfer-encoding", b"chunked")
    asked.plain, asked.body, asked.length = body, b"".join(chunks), rng.choice((b"", b"", b"", b"5"))


_WRONG: tuple[Callable[[Asked, Random], None], ...] = (
    _host, _origin, _fetched, _method, _path, _path, _path, _token, _token, _kind, _body, _body, _body, _body, _more, _more,
    _chunks,
)  # fmt: skip


def _large(size: int) -> Asked:
    body = b'{"case": "ferry", "query": "%s"}' % (b"x" * (size - 31))
    return _posted(body, b"/api/view")


def _posted(body: bytes, target: bytes = b"/api/save", **more: Any) -> Asked:
    asked = Asked(b"POST", target, [(b"host", HOST), (b"content-type", b"application/json")], body, **more)
    asked.set(b"authorization", b"Bearer " + TOKEN.encode())
    return asked


def named() -> Iterator[Asked | bytes]:
    """Attacks on servers that are known by name."""
    bearer = (b"authorization", b"Bearer " + TOKEN.encode())
    own = [(b"host", HOST), bearer]
    digest = hashlib.sha256(CASE).hexdigest().encode()
    draft = b'{"case": "ferry", "query": "", "digest": "%s", "draft": "%s"}'
    yield _posted(draft % (digest, b"countermove: 1\\n# mine\\n"))
    yield replace(
        _posted(draft % (digest, b"mine")),
        headers=[(b"host", HOST), (b"content-type", b"application/json")],
        let_in=False,
    )
    yield _posted(draft % (digest, b"\\ud800"))
    yield _posted(draft % (b"0" * 64, b"mine"))
    yield _posted(draft % (b"", b"mine"))
    yield _posted(draft % (digest, b"x" * 1_000_001))
    yield from map(_large, (1_999_999, 2_000_000, 2_000_001, 3_000_000))
    yield from (_posted(body) for body in _BODIES)
    for way in ("..", "%2e%2e", "%252e%252e", "..%2f..", "%c0%ae%c0%ae"):
        yield from (Asked(target=f"/{way}/{name}".encode(), headers=[*own]) for name in ("outside.yaml", "etc/passwd"))
        yield Asked(target=f"/static/{way}/{way}/pyproject.toml".encode(), headers=[*own])
    for name in ("away", "loop", "huge", "folder", "fifo", ".hidden", "outside", "x" * 10_000, "%00", "%ed%a0%80"):
        yield from (Asked(target=place.format(name).encode(), headers=[*own]) for place in _PLACES[:4])
    yield from (Asked(headers=[(b"host", host), bearer], let_in=False) for host in _HOSTS)
    yield from (
        Asked(target=b"/api/text?case=ferry", headers=[*own, (b"origin", origin)], let_in=False) for origin in _ORIGINS
    )
    yield from (Asked(method=method, target=b"/api/save", headers=[*own]) for method in _METHODS)
    yield b"HEAD / HTTP/1.1\r\nhost: 127.0.0.1:8765\r\ntransfer-encoding: chunked\r\n\r\nno chunk\r\n"
    yield b"GET / HTTP/0.9\r\n\r\n"
    yield b"GET /\r\n\r\n"
    yield b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    yield b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200
    yield b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20_000 + b"\r\n"
    yield b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n"
    yield b"\r\n" * 50_000
    yield b""


def made(rng: Random) -> Asked | bytes:
    asked = _honest(rng)
    for wrong in rng.sample(_WRONG, rng.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        wrong(asked, rng)
    if rng.random() < 0.1:
        return damaged(asked.raw(), rng)
    if rng.random() < 0.03 and asked.let_in:
        return asked.raw() + _honest(rng).raw()
    return asked
