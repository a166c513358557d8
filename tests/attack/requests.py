"""Requests to the server of the page: wrong in each of their parts, as bytes to a connection of its own, in this process."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from stat import S_ISDIR

from gmcr.base.characters import hidden_in
from tests.attack.asked import INSIDE, OUTSIDE, PORT, TOKEN, Asked, laid_out, made, named
from tests.attack.door import Attempt, Broken, Door
from tests.attack.served import INVALID, Answered, House, answers_of
from tests.conftest import ROOT

__all__ = ["DOOR", "stand_of"]


def stand_of(root: Path) -> dict[str, tuple[int, ...]]:
    """What lies in a folder and below it; another after whatever was written there."""
    found = {path.relative_to(root).as_posix(): path.lstat() for path in root.rglob("*")}
    return {
        name: (at.st_ino, at.st_mode, *(() if S_ISDIR(at.st_mode) else (at.st_size, at.st_mtime_ns)))
        for name, at in found.items()
    }


_POLICY = ("default-src 'none'", "frame-ancestors 'none'")


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    root = folder.resolve() / "served"
    root.mkdir()
    laid_out(root)
    house = House(root)
    known = list(named())
    before = stand_of(root)
    was = {name: (root / "cases" / f"{name}.yaml").read_bytes() for name in ("ferry", "sound")}
    private = (str(root), str(ROOT), sys.prefix, "site-packages", OUTSIDE, "root:x:0")

    def attempt(rng: Random, number: int) -> str:
        nonlocal before
        asked = made(rng) if number >= len(known) else known[number]
        if isinstance(asked, bytes):
            raw, let_in = asked, TOKEN.encode() in asked
        else:
            raw, let_in = asked.raw(), asked.let_in and TOKEN.encode() in asked.raw()
        house.served.good.clear()
        del house.complaints[:]
        sent = house.asked(raw, rng)
        now = stand_of(root)
        try:
            if house.complaints:
                raise Broken(f"the server complains: {house.complaints[0][:200]}")
            answers = list(answers_of(sent, raw))
            for answer in answers:
                _judge(answer, let_in=let_in, private=private)
            if now == before:
                return _end_of(answers)
            changed = {name for name in {*now, *before} if now.get(name) != before.get(name)}
            _judge_saved(root, changed, asked, answers, was, let_in=let_in)
            return "saved"
        finally:
            if now != before:
                for name in set(now) - set(before):
                    (root / name).unlink()
                for name, content in was.items():
                    (root / "cases" / f"{name}.yaml").write_bytes(content)
                before = stand_of(root)

    try:
        yield attempt
    finally:
        house.loop.run_until_complete(house.loop.shutdown_default_executor())
        house.loop.close()


def _end_of(answers: list[Answered]) -> str:
    if not answers:
        return "no answer"
    status = answers[-1].status
    return "answered" if status in (200, 304) else "led on" if status == 303 else f"refused: {status}"


def _judge(answer: Answered, *, let_in: bool, private: tuple[str, ...]) -> None:
    status, text = answer.status, answer.text
    everything = f"{text}\n{answer.headers}"
    if status >= 500 and status not in (501, 503):
        raise Broken(f"it is answered with {status}: {text[:300]}")
    if "Traceback (most recent" in text:
        raise Broken("a traceback is answered")
    for words in private:
        if words in everything:
            at = everything.index(words)
            raise Broken(f"an answer ({status}) tells {everything[max(0, at - 100) : at + 100]!r}")
    again = 'http-equiv="refresh"' in text and len(text) < 1000
    if not let_in and (INSIDE in everything or not (status >= 400 or again)):
        raise Broken(f"who is not let in gets {status}: {text[:200]!r}")
    if TOKEN in text or any(TOKEN in value for name, value in answer.headers.items() if name != "set-cookie"):
        raise Broken(f"an answer ({status}) tells the token")
    policy = answer.headers.get("content-security-policy", "")
    if status == 400 and not policy and text in ("", INVALID.decode()):
        return  # what came is no request, and nothing looks at the answer
    if any(part not in policy for part in _POLICY) or "script-src 'unsafe" in policy:
        raise Broken(f"an answer ({status}) has the policy {policy!r}")
    if (
        answer.headers.get("x-content-type-options") != "nosniff"
        or answer.headers.get("referrer-policy") != "no-referrer"
    ):
        raise Broken(f"an answer ({status}) lacks headers")
    if not all(cookie.startswith(f"countermove-{PORT}") for cookie in answer.cookies):
        raise Broken(f"a cookie is set: {answer.cookies}")
    place = answer.headers.get("location", "/")
    if not place.startswith("/") or place.startswith(("//", "/\\")):
        raise Broken(f"it leads away, to {place!r}")
    kind = answer.headers.get("content-type", "")
    if kind.startswith(("text/html", "application/json", "image/svg", "application/x-ndjson")):
        hidden = [found[0] for found in hidden_in(text) if found[0] not in "\u2068\u2069"]
        if hidden:
            raise Broken(f"an answer ({status}, {kind}) holds U+{ord(hidden[0]):04X} as it is")


def _judge_saved(
    root: Path, changed: set[str], asked: Asked | bytes, answers: list[Answered], was: dict[str, bytes], *, let_in: bool
) -> None:
    """Raise Broken unless exactly what was asked for was saved, whole, over what had been seen."""
    name = next((name for name in was if changed == {f"cases/{name}.yaml"}), None)
    if name is None or not let_in:
        raise Broken(f"there is another {', '.join(sorted(changed))}", lost=True)
    raw = asked if isinstance(asked, bytes) else asked.raw() + asked.plain
    content = (root / "cases" / f"{name}.yaml").read_bytes()
    own = hashlib.sha256(content).hexdigest()
    if b"/api/save" not in raw or hashlib.sha256(was[name]).hexdigest().encode() not in raw:
        raise Broken(f"{name} is saved over what nobody has seen", lost=True)
    if not any(answer.status == 200 and own in answer.text for answer in answers):
        raise Broken(f"{name} is saved, and nobody is told so", lost=True)
    if isinstance(asked, Asked):
        fields = json.loads(asked.plain or asked.body)
        if not fields["query"] and "draft" in fields and content != fields["draft"].encode():
            raise Broken(f"{name} is another than what was sent", lost=True)
    content.decode("utf-8")


DOOR = Door(
    name="requests",
    title="Requests to the server of the page",
    promise="answered or refused; nothing without the token, nothing from elsewhere, saved whole or not at all",
    open=_opened,
    full=20_000,
    few=170,
    needs=("starlette", "uvicorn"),
)
