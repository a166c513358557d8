"""Another reader of ledgers, made from ``docs/ledger.md`` alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

__all__ = ["Judged", "canonical", "hashed", "sealed"]


def canonical(data: Any) -> str:
    return normalize("NFC", json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def hashed(data: Mapping[str, Any]) -> str:
    own = {key: value for key, value in data.items() if key != "digest"}
    return hashlib.sha256(canonical(own).encode("utf-8", "surrogatepass")).hexdigest()


def sealed(data: Mapping[str, Any]) -> bytes:
    """A line as anybody can write it who computes its digest."""
    return (canonical({**data, "digest": hashed(data)}) + "\n").encode("utf-8", "surrogatepass")


class _Refused(Exception):
    pass


class Judged:
    """A ledger on the day *today*. ``why``: why it is broken, None where it is not; ``doubtful``: a time stamp is in it whose
    token is none of the *known*, of which only its signature can tell."""

    _KEYS = frozenset(("case", "day", "digest", "kind", "name", "previous", "said"))
    _DIGEST = re.compile(r"[0-9a-f]{64}")

    def __init__(self, content: bytes, *, today: date, known: frozenset[str] | None = None) -> None:
        self.today = today
        self.lines: list[dict[str, Any]] = []
        self.why: str | None = None
        self.doubtful = False
        try:
            if len(content) > 5_000_000:
                raise _Refused("too large")
            *whole, rest = content.split(b"\n")
            if rest:
                raise _Refused("the last line has no end")
            self.lines = [self.line(given) for given in whole]
            self.chains()
            for line in self.lines:
                if line["kind"] == "timestamp":
                    self.stamp(line, known)
        except _Refused as error:
            self.why = str(error)

    def line(self, given: bytes) -> dict[str, Any]:
        try:
            written = given.decode("utf-8")
            data = json.loads(written)
        except (ValueError, RecursionError):
            raise _Refused("no JSON in UTF-8") from None
        if len(written) > 2_000_000:
            raise _Refused("too long")
        if not isinstance(data, dict) or data.keys() != self._KEYS or _numbers(data) or canonical(data) != written:
            raise _Refused("not as a line is written")
        digests = [data["case"], data["digest"], *(data["previous"] if isinstance(data["previous"], list) else [None])]
        if not all(isinstance(item, str) and self._DIGEST.fullmatch(item) for item in digests) or len(digests) > 66:
            raise _Refused("not digests")
        if data["kind"] not in ("forecast", "update", "observation", "resolution", "timestamp"):
            raise _Refused("no kind")
        if not isinstance(data["name"], str) or not isinstance(data["said"], (dict, type(None))):
            raise _Refused("no name, or nothing said")
        try:
            day = data["day"] if isinstance(data["day"], str) else ""
            if date.fromisoformat(day).isoformat() != day or date.fromisoformat(day) > self.today + timedelta(days=1):
                raise _Refused("a day that is written otherwise, or still to come")
        except ValueError:
            raise _Refused("no day") from None
        if data["digest"] != hashed(data):
            raise _Refused("another digest")
        return data

    def chains(self) -> None:
        seen: dict[str, dict[str, Any]] = {}
        ends: dict[str, dict[str, Any]] = {}
        for line in self.lines:
            if line["digest"] in seen:
                raise _Refused("twice")
            for digest in line["previous"]:
                before = seen.get(digest)
                if before is None or (before["kind"], before["name"]) != (line["kind"], line["name"]):
                    raise _Refused("the line before is not before it")
                if before["day"] > line["day"]:
                    raise _Refused("older than the line before")
                ends.pop(digest, None)
            seen[line["digest"]] = ends[line["digest"]] = line
        self.ends = [line for line in ends.values() if line["kind"] != "timestamp"]

    def stamp(self, line: dict[str, Any], known: frozenset[str] | None) -> None:
        said = line["said"] or {}
        heads, token = said.get("heads"), said.get("token")
        there = {other["digest"] for other in self.lines}
        if not isinstance(heads, list) or not all(isinstance(item, str) and item in there for item in heads):
            raise _Refused("a stamp over what is not here")
        data = "".join(f"{digest}\n" for digest in sorted(heads)).encode()
        imprint = hashlib.sha256(data)
        if line["name"] != f"{imprint.hexdigest()} {said.get('url')}" or not isinstance(said.get("url"), str):
            raise _Refused("a stamp over something else")
        try:
            over = imprint.digest() in base64.b64decode(str(token), validate=True)
        except ValueError:
            over = False
        if not over:
            raise _Refused("a token over something else")
        self.doubtful |= known is not None and token not in known

    @property
    def heads(self) -> list[str]:
        return sorted(line["digest"] for line in self.ends)

    @property
    def head(self) -> str | None:
        return (
            hashlib.sha256("".join(f"{digest}\n" for digest in self.heads).encode()).hexdigest() if self.ends else None
        )

    @property
    def said(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        """What each item says last, by all ends of its chain."""
        found: dict[tuple[str, str], tuple[Any, ...]] = {}
        for line in self.ends:
            key = (line["kind"], line["name"])
            found[key] = (*found.get(key, ()), line["said"])
        return found


def _numbers(data: Any) -> bool:
    if isinstance(data, dict):
        return any(map(_numbers, data.values()))
    return (
        any(map(_numbers, data))
        if isinstance(data, list)
        else isinstance(data, (int, float)) and not isinstance(data, bool)
    )
