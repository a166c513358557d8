"""Ledgers: tamperings that are known by name, each with what is promised of it; damage; and what somebody who can compute
digests would write. Whatever is accepted is so by docs/ledger.md too, read again without the program."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, TypeAlias
from unicodedata import normalize

from countermove.cli.output import show_record
from countermove.plugins.evidence.ledger.compute import LedgerRecord, ledger
from countermove.plugins.evidence.ledger.seal import seal
from gmcr.base.errors import AssessmentError
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, leaf_changed, text
from tests.judge.ledgers import Judged, hashed, sealed
from tests.shown import faults

__all__ = ["DOOR"]

_DAY = date(2025, 1, 10)
_LATER = _DAY + timedelta(days=20)
_AUTHORITY = "https://stamps.example.org/tsa"

_CASE = """\
countermove: 1
actors: {a: {options: {x: {}}, wants: [{id: a1, want: a.x, assumed: true}]}}
start: []
as_of: "2025-01-02"
forecasts:
  F1: {says: It runs, closes: "2025-03-31", chance: 0.7, rule: a ticket is sold}
  F2:
    says: "The Cafe\u0301 \u05e9\u05dc pays"
    closes: "2025-06-30"
    chance: [0.1, 0.2]
    updates: [{date: "2025-01-09", chance: 0.3}]
observations:
  B1: {date: "2025-01-05", saw: a.x}
"""

Lines: TypeAlias = list[bytes]


@dataclass(frozen=True, kw_only=True)
class _Base:
    """A true ledger beside its case. ``lines`` have their ends; ``says``: what the case says, item by item; ``roots``: what time
    stamps in it lead to, ``times``: of all true stamps; ``known``: their tokens."""

    case: Path
    content: bytes
    lines: tuple[bytes, ...]
    head: str | None
    says: Mapping[tuple[str, str], tuple[Any, ...]]
    roots: Path | None
    times: set[str | None]
    known: frozenset[str] = field(default_factory=frozenset)

    @property
    def file(self) -> Path:
        return self.case.with_suffix(".ledger.jsonl")


# -- true ledgers ------------------------------------------------------------------------------------------------------


def _bases(folder: Path) -> list[_Base]:
    stamps, bases = _Stamps(folder / "authority"), []
    times: set[str | None] = set()  # a stamp of one ledger may be true in another
    for number, made in enumerate((_once, _changed, _forked, _joined, _stamped, _stamped_before)):
        if made in (_stamped, _stamped_before) and not stamps.there:
            continue
        place = folder / str(number)
        place.mkdir()
        case = place / "theirs.yaml"
        case.write_text(_CASE, encoding="utf-8")
        made(case, stamps)
        content = case.with_suffix(".ledger.jsonl").read_bytes()
        told = ledger(case, today=_LATER)
        times.update(stamp.time for stamp in told.stamps)
        judged = Judged(content, today=_LATER)
        assert judged.why is None, judged.why
        bases.append(
            _Base(
                case=case,
                content=content,
                lines=tuple(content.splitlines(keepends=True)),
                head=told.head,
                says=_said_by(case, folder / "fresh.yaml"),
                roots=stamps.roots if told.stamps else None,
                times=times,
                known=frozenset(line["said"]["token"] for line in judged.lines if line["kind"] == "timestamp"),
            )
        )
    return bases


def _said_by(case: Path, copy: Path) -> Mapping[tuple[str, str], tuple[Any, ...]]:
    """What a case says: what is sealed of it where nothing was."""
    copy.write_bytes(case.read_bytes())
    seal(copy, today=_LATER)
    file = copy.with_suffix(".ledger.jsonl")
    found = Judged(file.read_bytes(), today=_LATER).said
    file.unlink()
    return found


def _edit(case: Path, before: str, after: str) -> None:
    written = case.read_text(encoding="utf-8")
    assert before in written
    case.write_text(written.replace(before, after), encoding="utf-8")


def _once(case: Path, stamps: _Stamps) -> None:
    seal(case, today=_DAY)


def _changed(case: Path, stamps: _Stamps) -> None:
    seal(case, today=_DAY)
    _edit(case, "chance: 0.7", "chance: 0.6")
    seal(case, today=_DAY + timedelta(days=1))
    _edit(case, "chance: 0.6", "chance: 0.5")
    _edit(case, "saw: a.x", "saw: not a.x")
    seal(case, today=_DAY + timedelta(days=3))


def _forked(case: Path, stamps: _Stamps) -> None:
    seal(case, today=_DAY)
    file = case.with_suffix(".ledger.jsonl")
    base = file.read_bytes()
    _edit(case, "chance: 0.7", "chance: 0.6")
    seal(case, today=_DAY)
    ours = file.read_bytes()
    file.write_bytes(base)
    _edit(case, "chance: 0.6", "chance: 0.4")
    seal(case, today=_DAY + timedelta(days=1))
    file.write_bytes(ours + file.read_bytes()[len(base) :])


def _joined(case: Path, stamps: _Stamps) -> None:
    _forked(case, stamps)
    seal(case, today=_DAY + timedelta(days=2))


def _stamped(case: Path, stamps: _Stamps) -> None:
    _changed(case, stamps)
    stamps.add(case.with_suffix(".ledger.jsonl"))


def _stamped_before(case: Path, stamps: _Stamps) -> None:
    seal(case, today=_DAY)
    stamps.add(case.with_suffix(".ledger.jsonl"), day=_DAY)
    _edit(case, "chance: 0.7", "chance: 0.6")
    seal(case, today=_DAY + timedelta(days=2))


class _Stamps:
    """An authority of our own, where there is one: ``openssl``."""

    def __init__(self, folder: Path) -> None:
        from tests.plugins.evidence.ledger.test_stamps import CONFIG, certificates

        self.folder, self.there = folder, shutil.which("openssl") is not None
        self.roots, self.others = folder / "good-ca.pem", folder / "other-ca.pem"
        folder.mkdir()
        if self.there:
            for name in ("good", "other"):
                certificates(folder, name)
            (folder / "serial").write_text("01\n", encoding="ascii")
            (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder), encoding="ascii")

    def add(self, file: Path, *, day: date = _LATER) -> None:
        """Add the line that an authority's answer makes."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        from tests.plugins.evidence.ledger.test_stamps import stamped

        judged = Judged(file.read_bytes(), today=_LATER)
        heads = judged.heads
        data = "".join(f"{digest}\n" for digest in heads).encode()
        query = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()
        token = base64.b64encode(stamped(self.folder, query)).decode()
        said = {"heads": heads, "token": token, "url": _AUTHORITY}
        name = f"{hashlib.sha256(data).hexdigest()} {_AUTHORITY}"
        line = {"kind": "timestamp", "name": name, "day": str(day), "case": "0" * 64, "previous": [], "said": said}
        with open(file, "ab") as stream:
            stream.write(sealed(line))


# -- tamperings that are known by name ---------------------------------------------------------------------------------

REFUSED = "refused"
HEAD = "accepted, its head another"
SAME = "accepted, as it was"
STAMP = "accepted, without its time stamp"


def _data(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def _said(lines: Lines, at: int, **changes: Any) -> dict[str, Any]:
    data = _data(lines[at])
    return {**data, "said": {**data["said"], **changes}}


def _as_json(data: Mapping[str, Any], **written: Any) -> bytes:
    return (
        json.dumps(data, **{"ensure_ascii": False, "sort_keys": True, "separators": (",", ":"), **written}).encode()
        + b"\n"
    )


def _onwards(lines: Sequence[bytes], at: int, data: Mapping[str, Any]) -> Lines:
    """A line written again, with its digest, and all that follow it: what the owner of the file can do."""
    renamed: dict[str, str] = {}
    out = list(lines[:at])
    for line in (data, *(_data(each) for each in lines[at + 1 :])):
        own = {**line, "previous": sorted(renamed.get(digest, digest) for digest in line["previous"])}
        renamed[line["digest"]] = hashed(own)
        out.append(sealed(own))
    return out


def _one(lines: Lines, at: int, new: bytes) -> Lines:
    own = list(lines)
    own[at] = new
    return own


def _number_of(lines: Lines, kind: str) -> int:
    return next(number for number, line in enumerate(lines) if _data(line)["kind"] == kind)


def _bare(lines: Lines) -> dict[str, Any]:
    """The first line without its digest, as a new observation."""
    return {**_data(lines[0]), "kind": "observation", "name": "B9", "previous": []}


def _restamped(lines: Lines, **changes: Any) -> Lines:
    at = _number_of(lines, "timestamp")
    data = _said(lines, at, **changes)
    heads = "".join(f"{digest}\n" for digest in sorted(data["said"]["heads"])).encode()
    return _one(lines, at, sealed({**data, "name": f"{hashlib.sha256(heads).hexdigest()} {data['said']['url']}"}))


def _digest_at(lines: Lines, at: int) -> str:
    return str(_data(lines[at])["digest"])


def _redigested(lines: Lines, digest: str) -> Lines:
    return _one(lines, 0, lines[0].replace(_digest_at(lines, 0).encode(), digest.encode()))


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def _turned(line: bytes) -> bytes:
    return _as_json(dict(reversed(_data(line).items())), sort_keys=False)


def _more(lines: Lines, **changes: Any) -> Lines:
    """One observation more, whole in itself."""
    return [*lines, sealed({**_bare(lines), **changes})]


def _again(lines: Lines, at: int, **changes: Any) -> Lines:
    """A line once more, changed and hashed."""
    return [*lines, sealed({**_data(lines[at]), **changes})]


def _following(lines: Lines, at: int, day: str) -> Lines:
    return _again(lines, at, day=day, previous=[_digest_at(lines, at)])


def _twice(lines: Lines, key: bytes, value: bytes) -> Lines:
    return _one(lines, 0, lines[0].replace(b'"%s":' % key, b'"%s":"%s","%s":' % (key, value, key)))


_ONCE, _CHANGED, _FORKED, _JOINED, _STAMPED = range(5)

_TAMPERED: tuple[tuple[str, int, Callable[[Lines], Lines], str], ...] = (
    ("nothing", _CHANGED, lambda old: old, SAME),
    ("a chance edited", _CHANGED, lambda old: _one(old, 0, old[0].replace(b'"7/10"', b'"9/10"')), REFUSED),
    ("a day edited", _CHANGED, lambda old: _one(old, 0, old[0].replace(b"2025-01-10", b"2025-01-09")), REFUSED),
    ("a digest edited", _CHANGED, lambda old: _redigested(old, "0" * 64), REFUSED),
    ("a digest in capitals", _CHANGED, lambda old: _redigested(old, _digest_at(old, 0).upper()), REFUSED),
    ("one line hashed again", _CHANGED, lambda old: _one(old, 0, sealed(_said(old, 0, chance="9/10"))), REFUSED),
    ("the last line hashed again", _CHANGED, lambda old: _one(old, -1, sealed(_said(old, -1, saw="a.x"))), HEAD),
    ("all hashed again from the first", _CHANGED, lambda old: _onwards(old, 0, _said(old, 0, chance="9/10")), HEAD),
    ("all days earlier, all hashed again", _CHANGED, lambda old: _onwards(old, 0, {**_data(old[0]), "day": "2024-01-01"}), HEAD),
    ("all hashed again under a time stamp", _STAMPED, lambda old: _onwards(old, 0, _said(old, 0, chance="9/10")), REFUSED),
    ("an inner line dropped", _CHANGED, lambda old: old[1:], REFUSED),
    ("the newest line dropped", _CHANGED, lambda old: old[:-1], HEAD),
    ("all newer lines dropped", _CHANGED, lambda old: old[:4], HEAD),
    ("the newest line under a time stamp dropped", _STAMPED, lambda old: [*old[:-2], old[-1]], REFUSED),
    ("all lines but the time stamp dropped", _STAMPED, lambda old: old[-1:], REFUSED),
    ("the time stamp dropped", _STAMPED, lambda old: old[:-1], STAMP),
    ("every line dropped", _CHANGED, lambda old: [], HEAD),
    ("lines of one item exchanged", _CHANGED, lambda old: [old[4], *old[1:4], old[0], *old[5:]], REFUSED),
    ("lines of two items exchanged", _CHANGED, lambda old: [old[1], old[0], *old[2:]], SAME),
    ("the order turned", _CHANGED, lambda old: old[::-1], REFUSED),
    ("a line doubled", _CHANGED, lambda old: [*old, old[2]], REFUSED),
    ("the whole doubled", _CHANGED, lambda old: [*old, *old], REFUSED),
    ("cut within the last line", _CHANGED, lambda old: [*old[:-1], old[-1][:40]], REFUSED),
    ("cut at the last line end", _CHANGED, lambda old: [*old[:-1], old[-1][:-1]], REFUSED),
    ("cut within an inner line", _CHANGED, lambda old: _one(old, 1, old[1][:40] + b"\n"), REFUSED),
    ("two lines made one", _CHANGED, lambda old: [old[0][:-1], *old[1:]], REFUSED),
    ("an empty line", _CHANGED, lambda old: [old[0], b"\n", *old[1:]], REFUSED),
    ("CRLF", _CHANGED, lambda old: [line[:-1] + b"\r\n" for line in old], REFUSED),
    ("a byte order mark", _CHANGED, lambda old: [b"\xef\xbb\xbf", *old], REFUSED),
    ("UTF-16", _CHANGED, lambda old: [b"".join(old).decode().encode("utf-16")], REFUSED),
    ("Latin-1", _CHANGED, lambda old: [b"".join(old).decode().encode("latin-1", "replace")], REFUSED),
    ("NFD", _CHANGED, lambda old: [normalize("NFD", b"".join(old).decode()).encode()], REFUSED),
    ("ASCII escapes", _CHANGED, lambda old: [_as_json(_data(line), ensure_ascii=True) for line in old], REFUSED),
    ("spaces", _CHANGED, lambda old: [_as_json(_data(line), separators=(", ", ": ")) for line in old], REFUSED),
    ("keys in another order", _CHANGED, lambda old: _one(old, 0, _turned(old[0])), REFUSED),
    ("a key twice", _CHANGED, lambda old: _twice(old, b"day", b"2025-01-10"), REFUSED),
    ("a key twice within", _CHANGED, lambda old: _twice(old, b"chance", b"9/10"), REFUSED),
    ("a key too many", _CHANGED, lambda old: _one(old, 3, sealed({**_data(old[3]), "note": "x"})), REFUSED),
    ("a key too few", _CHANGED, lambda old: _one(old, 3, sealed(_without(_data(old[3]), "case"))), REFUSED),
    ("a key too many of what is said", _CHANGED, lambda old: _onwards(old, 3, _said(old, 3, note="x")), HEAD),
    ("a number", _CHANGED, lambda old: _one(old, 3, sealed(_said(old, 3, chance=0.9))), REFUSED),
    ("NaN", _CHANGED, lambda old: _one(old, 3, sealed(_said(old, 3, chance=float("nan")))), REFUSED),
    ("Infinity", _CHANGED, lambda old: _one(old, 3, sealed(_said(old, 3, chance=float("inf")))), REFUSED),
    ("a number of thousands of digits", _CHANGED, lambda old: [*old, b'{"case":' + b"9" * 100_000 + b"}\n"], REFUSED),
    ("nested deeply", _CHANGED, lambda old: [*old, b"[" * 100_000 + b"\n"], REFUSED),
    ("a line of two million characters", _ONCE, lambda old: _more(old, said={"saw": "x" * 2_000_000}), REFUSED),
    ("five million bytes", _ONCE, lambda old: [*old, b" " * 5_000_001], REFUSED),
    ("zeros at the end", _CHANGED, lambda old: [*old, b"\x00" * 4096], REFUSED),
    ("a line of another item", _CHANGED, lambda old: _more(old), HEAD),
    ("a line of no known kind", _CHANGED, lambda old: _more(old, kind="promise"), REFUSED),
    ("a line of the future", _CHANGED, lambda old: _more(old, day=str(_LATER + timedelta(days=2))), REFUSED),
    ("a line of tomorrow (today elsewhere)", _CHANGED, lambda old: _more(old, day=str(_LATER + timedelta(days=1))), HEAD),
    ("a day that does not exist", _CHANGED, lambda old: _more(old, day="2025-02-30"), REFUSED),
    ("a day written otherwise", _CHANGED, lambda old: _more(old, day="20250110"), REFUSED),
    ("older than the line that it follows", _CHANGED, lambda old: _following(old, 4, "2025-01-09"), REFUSED),
    ("after a line of another item", _CHANGED, lambda old: _more(old, previous=[_digest_at(old, 1)]), REFUSED),
    ("after a line that is not there", _CHANGED, lambda old: _more(old, previous=["0" * 64]), REFUSED),
    ("after seventy lines", _CHANGED, lambda old: _more(old, previous=["0" * 64] * 70), REFUSED),
    ("a case that is none", _CHANGED, lambda old: _more(old, case="theirs.yaml"), REFUSED),
    ("a second beginning of an item", _CHANGED, lambda old: _again(old, 0, said={"chance": "9/10"}), HEAD),
    ("a branch taken away", _FORKED, lambda old: old[:-1], HEAD),
    ("a joined branch taken away", _JOINED, lambda old: [*old[:4], *old[5:]], REFUSED),
    ("what joins taken away", _JOINED, lambda old: old[:-1], HEAD),
    ("a token of another head", _STAMPED, lambda old: _restamped(old, heads=[_digest_at(old, 0)]), REFUSED),
    ("a token that is none", _STAMPED, lambda old: _restamped(old, token="AAAA"), REFUSED),
    ("a token that is empty", _STAMPED, lambda old: _restamped(old, token=""), REFUSED),
    ("a time stamp over nothing", _STAMPED, lambda old: _restamped(old, heads=[]), REFUSED),
    ("a time stamp over lines that are not there", _STAMPED, lambda old: _restamped(old, heads=["0" * 64]), REFUSED),
    ("a time stamp that says nothing", _STAMPED, lambda old: _one(old, -1, sealed({**_data(old[-1]), "said": None})), REFUSED),
    ("a time stamp before what it is over", _STAMPED, lambda old: [old[-1], *old[:-1]], SAME),
)  # fmt: skip
"""Name, which true ledger, what is done to its lines, and how that ends. A rewriting of everything that follows, and newest lines
cut off, show in the head alone, as docs/ledger.md says, and not at all in a file on its owner's disk."""


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    bases = _bases(folder)
    tampered = [item for item in _TAMPERED if item[1] < len(bases)]

    def attempt(rng: Random, number: int) -> str:
        if number < len(tampered):
            name, which, change, promised = tampered[number]
            lines = change(list(bases[which].lines))
            end = _ended(bases[which], b"".join(lines), rng)
            if end != promised:
                raise Broken(f"{name}: {end}, where the promise is: {promised}")
            return end
        base = rng.choice(bases)
        return _ended(base, _varied(base, bases, rng), rng)

    yield attempt


def _varied(base: _Base, bases: Sequence[_Base], rng: Random) -> bytes:
    kind = rng.random()
    if kind < 0.3:
        content = base.content
        for _ in range(rng.choice((1, 1, 2))):
            content = damaged(content, rng)
        return content
    lines = list(base.lines)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        lines = _line_changed(lines, base, bases, rng)
    return b"".join(lines)


def _line_changed(lines: Lines, base: _Base, bases: Sequence[_Base], rng: Random) -> Lines:
    """What somebody does who knows the format: lines dropped, moved, doubled, taken from elsewhere, written again."""
    if not lines:
        return list(rng.choice(bases).lines)
    at, to, kind = rng.randrange(len(lines)), rng.randrange(len(lines)), rng.randrange(12)
    if kind == 0:
        return lines[:at] + lines[at + 1 :]
    if kind == 1:
        lines[at], lines[to] = lines[to], lines[at]
        return lines
    if kind == 2:
        return [*lines[:to], lines[at], *lines[to:]]
    if kind == 3:
        return lines[:at]
    if kind == 4:
        return [*lines[:at], rng.choice(rng.choice(bases).lines), *lines[at:]]
    if kind == 5:
        return rng.sample(lines, len(lines))
    try:
        data = _data(lines[at])
        whole = {key: data[key] for key in ("kind", "name", "day", "case", "previous", "said")}
    except (ValueError, TypeError, KeyError):  # it is none any more
        return lines
    if kind < 9:
        key = rng.choice(("said", "said", "said", *whole))
        whole[key] = leaf_changed(whole[key], rng) if rng.random() < 0.7 else text(rng)
    elif kind == 9:
        whole["day"] = str(_DAY + timedelta(days=rng.randrange(-400, 60)))
    elif kind == 10 and isinstance(whole["said"], dict) and "token" in whole["said"]:
        token = bytearray(base64.b64decode(whole["said"]["token"]))
        for _ in range(rng.choice((1, 1, 4))):
            token[rng.randrange(len(token))] ^= 1 << rng.randrange(8)
        whole["said"] = {**whole["said"], "token": base64.b64encode(bytes(token)).decode()}
    else:
        digests = [line["digest"] for line in map(_data, base.lines)]
        whole["previous"] = rng.sample(digests, rng.randrange(min(4, len(digests))))
    try:
        if rng.random() < 0.5 and isinstance(whole["previous"], list):
            return _onwards(lines, at, {**whole, "digest": data["digest"]})
        return _one(lines, at, sealed(whole))
    except (ValueError, TypeError, KeyError, AttributeError):
        return _one(lines, at, json.dumps(whole).encode() + b"\n")


# -- what is promised --------------------------------------------------------------------------------------------------


def _ended(base: _Base, content: bytes, rng: Random) -> str:
    judged = Judged(content, today=_LATER, known=base.known)
    base.file.write_bytes(content)
    roots = base.roots if rng.random() < 0.5 else None
    try:
        told = ledger(base.case, roots=roots, today=_LATER)
    except AssessmentError as error:
        _refused(base, content, error)
        if judged.why is None and not judged.doubtful:
            raise Broken(f"what is whole is refused: {error}") from None
        if roots is None and rng.random() < 0.05:  # who sealed is asked by no certificates when more is sealed
            _not_added_to(base)
        end = REFUSED
    else:
        end = _accepted(base, judged, told, signed=roots is not None)
        if rng.random() < 0.05:
            with redirect_stdout(StringIO()) as written:
                show_record(told, rng.random() < 0.5)
            _shown(written.getvalue())
    if base.file.read_bytes() != content:
        raise Broken("the ledger was written to", lost=True)
    return end


def _refused(base: _Base, content: bytes, error: AssessmentError) -> None:
    if len(error.problems) != 1:
        raise Broken(f"{len(error.problems)} problems, where one is promised")
    (problem,) = error.problems
    if problem.file != str(base.file) or problem.code != "ledger":
        raise Broken(f"the message is about {problem.file}")
    if not 1 <= problem.line <= content.count(b"\n") + 1:
        raise Broken(f"a message names line {problem.line} of {content.count(10) + 1}")
    _shown(str(error))
    if len(str(error)) > 3_000:
        raise Broken(f"its message has {len(str(error)):,} characters")


def _shown(shown: str) -> None:
    if hidden := [found for line in shown.splitlines() for found in faults(line)]:
        raise Broken(f"what is shown holds {hidden[0]!a} as it is")


def _not_added_to(base: _Base) -> None:
    try:
        seal(base.case, today=_LATER)
    except AssessmentError:
        return
    raise Broken("something is added to a broken ledger", lost=True)


def _accepted(base: _Base, judged: Judged, told: LedgerRecord, *, signed: bool) -> str:
    if judged.why is not None:
        raise Broken(f"it is accepted, although {judged.why}")
    if told.head != judged.head or told.lines != len(judged.lines):
        raise Broken(f"its head is {told.head}, where it has {judged.head}")
    before = {line for line in base.lines if b'"kind":"timestamp"' not in line}
    now = {sealed(line) for line in judged.lines if line["kind"] != "timestamp"}
    if told.head == base.head and now != before:
        raise Broken("lines are other ones, and the head is the same")
    if told.as_expected != ({item: said for item, said in judged.said.items() if said != (None,)} == base.says):
        raise Broken(f"as expected: {told.as_expected}, which it is not by what ledger and file say")
    if signed and any(not stamp.verified or (stamp.time not in base.times) for stamp in told.stamps):
        raise Broken("a time stamp is accepted that says another time, or that nobody has signed")
    if told.head != base.head:
        return HEAD
    return SAME if len(told.stamps) >= sum(b'"kind":"timestamp"' in line for line in base.lines) else STAMP


DOOR = Door(
    name="ledgers",
    title="Ledgers",
    promise="no line changes or is missing before another; what is cut off the end, or all written anew, has another head",
    open=_opened,
    full=60_000,
    few=len(_TAMPERED) + 30,
    needs=("cryptography", "rfc3161_client"),
)
