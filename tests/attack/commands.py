"""Command lines: every command with arguments and options that are wrong, hostile, missing, repeated or contradictory.

Commands are taken from the program, so that a new one is attacked as it is. Each line goes the way of `python -m
countermove`, in this process; a server is never started and nothing is asked over the network."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
import typer

from countermove.assessment import document
from countermove.cli import app, main
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import TEXTS, damaged
from tests.attack.unseen import unseen_in
from tests.browser.pier import PIER
from tests.unit.presentation.hostile import HOSTILE

__all__ = ["DOOR"]

_WAITING = 120
"""Seconds of the clock after which a command waits for something that never comes (a FIFO, a terminal)."""

_STARTING = ("serve", "mcp")
"""Commands that wait for others: only lines that cannot be parsed are tried here."""

_WORDS: dict[str, tuple[str, ...]] = {
    "CASE": ("pier.yaml", "pier.yaml", "pier.yaml", "other.yaml", "hostile.yaml", "chicken", "bare.json"),
    "IN": ("pier.yaml", "bare.json", "chicken"),
    "A": ("pier.yaml",),
    "B": ("other.yaml",),
    "DOC": ("doc.txt",),
    "FILE": ("new.yaml", "new.html", "new.json", "new.svg", "new.csv", "new.md", "proof.json", "mine.json"),
    "OUT": ("new.json", "new.gmcr", "new.csv", "mine.json", "new.yaml"),
    "DIR": ("few", "texts", "nowhere"),
    "STATE": ("start", "town.plan", "town.plan,port.lend"),
    "FORMULA": ("funded", "town.build and port.lend", "not built"),
    "ACTOR": ("town", "port"),
    "DRIVER": ("hope", "risk"),
    "CLAIM": ("C1", "C3"),
    "DAY": ("2024-03-01", "2024-09-01", "1999-01-01", "2024-02-30", "9999-12-31", "0001-01-01", "20240301"),
    "QUESTION=ANSWER": ("O1=minds", "O1=bears", "O2=gain", "O1=gain", "O1", "=", "O9=minds"),
    "DRIVER=NUMBER": ("hope=0.5", "risk=1/3", "hope=nan", "hope=1e999", "hope=-0", "hope=", "=1", "hope=1=2", "hope=1e-400"),
    "NAME=NUMBER": ("t1=2", "hope=0", "t1=-1", "t1=1e999"),
    "ACTOR=NUMBER": ("town=0.5", "port=1e999"),
    "ACTOR=VIEW": ("town=ports", "port=ports", "town=town"),
    "A,B": ("town,port", "town,town", ","),
    "A,B/C": ("town,port", "town/port", "town/town"),
    "N-M": ("1-2", "2-1", "0-0", "1-99999999999999999999"),
    "NAME": ("nash", "gmr", "seq", "limited:2", "limited:999999999", "flood", "fair", "ports", "C1", "C2", "lanes", "matrix",
             "markdown", "latex", "light", "hope", "talk", "all", "errors", "korea-2021"),
}  # fmt: skip
"""What is right somewhere, by how help shows a place; all else is given words of mischief too."""

_NUMBERS = ("0", "1", "2", "3", "-1", "x", "1e3", "0x10", "1_000", "٣", "1.5", "nan", "inf", "", "99999999999999999999",
            str(2**63), str(2**64), "9" * 400, "9" * 5_000, "1e999", "-0", " 1", "½")  # fmt: skip

_PATHS = (
    "pier.yaml", "./pier.yaml", "a folder.yaml", "link.yaml", "loop.yaml", "dangling.yaml", "pipe.yaml", "zero.yaml",
    "read-only.yaml", "latin.yaml", "broken.yaml", "empty.yaml", "large.yaml", "binary.json", "bare.json",
    "proof.json", "mine.html", "mine.json", "mine.svg", "mine.csv", "mine.tex", "mine.md", "nowhere/new.yaml",
    "new.yaml", "new.html", "texts", ".", "..", "/", "../outside.yaml", "caf\udce9.yaml", "\x1b[2J\u202elmay.yaml",
    "new\u202e.html", "new\n.json", "new.pdf", "new", "-", "doc.txt", "n" * 250 + ".yaml", "pier.ledger.jsonl",
    "~/x.yaml", "new.yaml/", "a//b.json", "CON.yaml", "new.exe",
)  # fmt: skip

_NAMED = """\

--nope
nope
-
--
--version --nope
--help
-h pier.yaml
--json
--version --json
\x1b[2J
caf\udce9
assess
assess --help
assess pier.yaml extra
assess pier.yaml --json --json
assess caf\udce9.yaml --json
assess pipe.yaml
assess zero.yaml
assess loop.yaml --json
assess pier.yaml --set
assess --set=
lint pier.yaml broken.yaml latin.yaml pipe.yaml
new pier.yaml
new link.yaml --force
new pipe.yaml --force
new read-only.yaml --force
convert chicken pier.yaml --force
convert pier.yaml pier.yaml --force
convert chicken new.json -o new.gmcr
report pier.yaml -o pier.yaml --force
report pier.yaml -o loop.html --force
figure pier.yaml lanes -o mine.svg
figure pier.yaml lanes -o zero.svg --force
seal pier.yaml
seal pier.yaml --timestamp x
inverse pier.yaml start --list 99999999999999999999
schema --record caf\udce9
verify pipe.yaml
serve --nope
mcp --nope
robust pier.yaml --draws 1 --seed 18446744073709551616
solve chicken --where
solve chicken --partition ////
certify pier.yaml start -o pier.yaml --force
draft doc.txt --ask pier.yaml --force
inverse pier.yaml start --list 10001
paper pier.yaml --format latex -o pier.yaml --force
matrix pier.yaml --csv --json
compare pier.yaml pier.yaml
"""
"""Those that are known by name: words stand between spaces."""

_FAULTS = re.compile(r"Traceback|<class |object at 0x|Exception|Error:|Error\(|File \"")
"""What shows that something broke rather than that it was refused."""

_ENDED = re.compile(r"[.?]$|\. Here: --[a-z-]+$|: countermove [^:]+$")
"""How a message ends."""

_ASKED = ("-o", "--out", "--output", "--ask")
"""Options whose value is a file to write."""


@dataclass(frozen=True, kw_only=True)
class _Ended:
    code: int
    printed: str
    said: str


def _laid_out(folder: Path) -> Path:
    """Files of every kind, as deep as a path in mischief climbs."""
    here = folder / "one" / "two" / "cases"
    (here / "texts").mkdir(parents=True)
    (here / "a folder.yaml").mkdir()
    (here / "few").mkdir()
    (here / "few" / "pier.yaml").write_text(PIER, encoding="utf-8")
    (folder / "etc").mkdir()
    (folder / "etc" / "passwd").write_text("password: hunter2\n", encoding="utf-8")
    (here.parent / "outside.yaml").write_text(PIER, encoding="utf-8")
    for name in ("pier.yaml", "read-only.yaml", "caf\udce9.yaml", "\x1b[2J\u202elmay.yaml"):
        (here / name).write_text(PIER, encoding="utf-8")
    (here / "other.yaml").write_text(PIER.replace("hope: {now: 0.2", "hope: {now: 0.6"), encoding="utf-8")
    (here / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    (here / "broken.yaml").write_text(PIER.replace("port.lend", "port.lned", 1), encoding="utf-8")
    (here / "bare.json").write_text(
        json.dumps({"conflict": 1, "actors": {"a": {"options": {"x": {}}, "wants": ["x"]}}}), encoding="utf-8"
    )
    (here / "latin.yaml").write_bytes(b"title: \xe9\n")
    (here / "empty.yaml").write_bytes(b"")
    (here / "large.yaml").write_bytes(b"#" * 1_000_001)
    (here / "binary.json").write_bytes(bytes(range(256)))
    for place in ("doc.txt", "texts/talk.txt"):
        (here / place).write_text("The town may build the pier. The port lends.\n\n" * 3, encoding="utf-8")
    for suffix in ("html", "json", "svg", "csv", "tex", "md"):
        (here / f"mine.{suffix}").write_text("mine\n", encoding="utf-8")
    for name, to in {"link.yaml": "pier.yaml", "loop.yaml": "loop.yaml", "dangling.yaml": "nothing.yaml"}.items():
        (here / name).symlink_to(to)
    for name, to in {"loop.html": "loop.html", "zero.yaml": "/dev/zero", "zero.svg": "/dev/zero"}.items():
        (here / name).symlink_to(to)
    os.mkfifo(here / "pipe.yaml")
    (here / "read-only.yaml").chmod(0o444)
    return here


_State = dict[str, tuple[Any, ...]]


def _state(folder: str) -> _State:
    """Everything below a folder, so that nothing can be written without its being seen."""
    found: _State = {}
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                own = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    found[entry.path] = (own.st_ino, own.st_mode)
                else:
                    found[entry.path] = (own.st_ino, own.st_mode, own.st_size, own.st_mtime_ns, own.st_ctime_ns)
    return found


class _Place:
    """The folder of cases, which is as it was before each line."""

    def __init__(self, folder: Path) -> None:
        self.root, self.here = str(folder), str(_laid_out(folder))
        self.kept: dict[str, tuple[bytes, int]] = {}
        self.before: _State = {}

    def settle(self) -> None:
        """From now on this is how it was."""
        self.before = _state(self.root)
        for path in self.before:
            if os.path.isfile(path) and not os.path.islink(path):
                self.kept[path] = (Path(path).read_bytes(), os.stat(path).st_mode & 0o7777)

    def changed(self) -> list[str]:
        """What is there no more, is new, or is other than before."""
        now = _state(self.root)
        if now == self.before:
            return []
        return sorted(path for path in now.keys() | self.before.keys() if now.get(path) != self.before.get(path))

    def restore(self, changed: list[str]) -> None:
        for path in sorted(changed, reverse=True):
            if path not in self.before:
                if os.path.isdir(path) and not os.path.islink(path):
                    os.rmdir(path)
                elif os.path.lexists(path):
                    os.unlink(path)
            elif path in self.kept:
                content, mode = self.kept[path]
                if os.path.lexists(path):
                    os.unlink(path)
                Path(path).write_bytes(content)
                os.chmod(path, mode)
        self.before = _state(self.root)


@contextmanager
def _awake() -> Iterator[None]:
    """Ends what waits for what never comes."""

    def ring(*_: Any) -> None:
        raise Broken(f"it waits for more than {_WAITING} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(_WAITING)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _run(words: list[str], *, columns: int, encoding: str) -> _Ended:
    """The line as a shell would start it, with what both streams receive."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", str(columns))
        patched.setattr(sys, "argv", ["countermove", *words])
        patched.setattr(sys, "stdin", io.StringIO())
        patched.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding))
        patched.setattr(sys, "stderr", io.TextIOWrapper(err, encoding=encoding, errors="backslashreplace"))
        code: Any = 0
        try:
            with _awake():
                main()
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        # Typer writes UTF-8 where a stream says ASCII, which it takes for a mistake.
        known = "utf-8" if encoding == "ascii" else encoding
        return _Ended(code=code, printed=out.getvalue().decode(known), said=err.getvalue().decode(known))


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    place = _Place(folder.resolve())
    group = typer.main.get_command(app)
    commands = {name: group.get_command(None, name) for name in group.list_commands(None)}  # type: ignore[attr-defined]
    thresholds, cwd = gc.get_threshold(), Path.cwd()
    with pytest.MonkeyPatch.context() as patched:
        # The end of a process freezes what is there; here none ends, and nothing would ever be freed.
        patched.setattr(gc, "freeze", lambda: None)
        patched.setattr("countermove.assessment.document._read", lru_cache(maxsize=16)(document._read))
        for name in ("NO_COLOR", "FORCE_COLOR", "OPENBLAS_NUM_THREADS", "PYDANTIC_DISABLE_PLUGINS"):
            patched.setenv(name, os.environ.get(name, "1"))
        os.chdir(place.here)
        try:
            _run(["certify", "pier.yaml", "start", "-o", "proof.json"], columns=80, encoding="utf-8")
            place.settle()
            lines = [line.split(" ") if line else [] for line in _NAMED.split("\n")[:-1]]

            def attempt(rng: Random, number: int) -> str:
                named = number < len(lines)
                words = lines[number] if named else _line(commands, rng, place.root)
                columns = 80 if named else rng.choice((40, 80, 80, 200))
                encoding = "utf-8" if named else rng.choice(("utf-8",) * 8 + ("ascii", "iso8859-8"))
                changed: list[str] = []
                try:
                    ended = _run(words, columns=columns, encoding=encoding)
                    changed = place.changed()
                    return _judged(words, ended, changed, place)
                except Broken as error:
                    raise Broken(f"{_told(words)}: {error}", lost=error.lost) from error
                except Exception as error:
                    error.args = (f"{_told(words)}: {error}",)
                    raise
                finally:
                    if changed := changed or place.changed():
                        place.restore(changed)

            yield attempt
        finally:
            os.chdir(cwd)
            gc.set_threshold(*thresholds)


def _told(words: list[str]) -> str:
    return " ".join(ascii(word if len(word) < 100 else f"{word[:100]}…") for word in words)


# -- lines ---------------------------------------------------------------------------------------------------------------


def _line(commands: dict[str, Any], rng: Random, root: str) -> list[str]:
    """A line for one of the commands, which a few mistakes keep from being right."""
    while True:
        name = rng.choice(list(commands))
        words = _words(commands[name], rng)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            words = _mistaken(words, rng)
        if rng.random() < 0.2:
            words.insert(rng.randrange(len(words) + 1), "--json")
        begun = [name] if rng.random() < 0.98 else [_hostile(rng), name]
        line = [*begun, *(["--nope"] if name in _STARTING else []), *words]
        line = [_passed(word, root) for word in line]
        if _is_tried(line):
            return line


def _words(command: Any, rng: Random) -> list[str]:
    places = [item for item in command.params if not item.opts[0].startswith("-")]
    options = [item for item in command.params if item.opts[0].startswith("-")]
    words: list[str] = []
    wrong = 0.25 if rng.random() < 0.7 else 0.0
    for item in places:
        if item.required or rng.random() < 0.3:
            for _ in range(1 if item.nargs == 1 else rng.choice((1, 1, 2))):
                words.append(_value(item, rng, wrong=wrong))
    chosen = [item for item in options if item.required and rng.random() < 0.95]
    chosen += rng.sample(options, min(len(options), rng.choice((0, 1, 1, 2, 2, 3, 5))))
    if wrong and rng.random() < 0.15:
        chosen += chosen[:2]
    if rng.random() < 0.3:
        chosen += [item for item in options if "--force" in item.opts]
    for item in chosen:
        flag = rng.choice(item.opts)
        if item.is_flag:
            words.insert(rng.randrange(len(words) + 1), flag)
            continue
        value = _value(item, rng, wrong=max(wrong, 0.1))
        words += [f"{flag}={value}"] if flag.startswith("--") and rng.random() < 0.3 else [flag, value]
    return words


def _value(item: Any, rng: Random, *, wrong: float) -> str:
    form = re.sub(r"[\[\].]+", "", item.metavar or "").split(" ")[0]
    if rng.random() < wrong:
        return rng.choice((_hostile, _hostile, lambda own: own.choice(_PATHS)))(rng)
    if form in _WORDS:
        if form in ("FILE", "OUT") and rng.random() < 0.3:
            return rng.choice(_PATHS)
        return rng.choice(_WORDS[form])
    return rng.choice(_NUMBERS)


def _hostile(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(TEXTS)
    if kind < 0.75:
        return rng.choice(_NUMBERS)
    right = rng.choice(rng.choice(list(_WORDS.values())))
    return damaged(os.fsencode(right), rng).decode("utf-8", "surrogateescape")


def _mistaken(words: list[str], rng: Random) -> list[str]:
    """A word too many or too few, twice, in another place, or of other signs."""
    own = list(words)
    kind, at = rng.randrange(6), rng.randrange(len(own) + 1)
    if kind == 0 or not own:
        own.insert(at, rng.choice((_hostile(rng), "--", "--nope", "-x", "--json=1", "--help")))
        return own
    at = min(at, len(own) - 1)
    if kind == 1:
        del own[at]
    elif kind == 2:
        own.insert(rng.randrange(len(own) + 1), own[at])
    elif kind == 3:
        own.insert(rng.randrange(len(own)), own.pop(at))
    elif kind == 4:
        own[at] = own[at][: rng.randrange(len(own[at]) + 1)]
    else:
        own[at] += rng.choice(TEXTS)[:300]
    return own


def _passed(word: str, root: str) -> str:
    """The word as a system passes it: without NUL, with bytes that are no text as half surrogates; a path that would leave
    the folder of the attack leads to its own copy of what is there."""
    word = word.replace("/etc/passwd", f"{root}/etc/passwd") if word.startswith("/etc") else word
    return os.fsdecode(
        word.encode("utf-8", "surrogateescape" if _escaped(word) else "surrogatepass").replace(b"\0", b"")
    )


def _escaped(word: str) -> bool:
    return all("\udc80" <= sign <= "\udcff" for sign in word if "\ud800" <= sign <= "\udfff")


def _is_tried(line: list[str]) -> bool:
    """Whether a line asks nothing over the network, starts no other processes, and writes only in the folder."""
    for place, word in enumerate(line):
        after = line[place + 1] if place + 1 < len(line) else ""
        option, _, value = word.partition("=")
        if line[0] == "site" and word in (".", "./", ".."):  # all cases, which is long work
            return False
        if option.startswith("--dask") or "://" in word:
            return False
        if option == "--workers" and (value or after).strip().strip("+0_").isdigit():
            return False
        if word.count("..") > 3 or (word.startswith("/") and word.count("/") < 3 and word != "/"):
            return False
    return True


# -- what is promised ----------------------------------------------------------------------------------------------------


def _judged(words: list[str], ended: _Ended, changed: list[str], place: _Place) -> str:
    if ended.code not in (0, 1, 2):
        raise Broken(f"it ends with {ended.code!r}")
    printed = ended.printed.replace("\r\n", "\n") if "--csv" in words else ended.printed  # as RFC 4180 has it
    for told in (printed, ended.said):
        if unseen := unseen_in(told):
            raise Broken(f"it prints {', '.join(unseen[:3])} as it is")
    if found := _FAULTS.search(ended.said):
        raise Broken(f"it says {ended.said[max(found.start() - 50, 0) :][:200]!r}")
    written = _written(words, ended, changed, place)
    if ended.code == 2:
        _refused(words, ended)
        return "refused"
    if ended.said and not ended.said.endswith("\n"):
        raise Broken(f"its message has no end: {ended.said[-80:]!r}")
    if "--json" in words and ended.printed.startswith(("{", "[")):
        _data(ended.printed)
    if not ended.printed and not written:
        raise Broken(f"it ends with {ended.code} and prints nothing")
    return "written" if written else ("not as expected" if ended.code else "answered")


def _refused(words: list[str], ended: _Ended) -> None:
    """One message, or one for each problem of a file, that begins and ends as messages do."""
    lines = ended.said.split("\n")
    unended = lines.pop()
    if words[0] in ("lint", "site") and ended.printed and not ended.printed.startswith('{"record": "errors"'):
        return  # the problems of files are the answer of the one; the other goes on without them
    if unended or not lines:
        raise Broken(f"it is refused with {ended.said[:200]!r}")
    errors = _data(ended.printed)["errors"] if "--json" in words else None
    if errors is None and ended.printed:
        raise Broken(f"it is refused, and prints {ended.printed[:80]!r}")
    longest = max(map(len, words), default=0)
    for line in lines:
        given = [own for word in words for own in (word, word.partition("=")[2])]
        named = line[:1].isspace() and any(line.startswith(own[:1]) for own in given)  # a file of such a name
        if not line or (line[0].isspace() and not named) or len(line) > 20_000 + 2 * longest or not _ENDED.search(line):
            raise Broken(f"a line of its message is {line[:200]!r}")
    problems = [line for line in lines if re.search(r"[:\d] (?:error|warning) \[[\w-]+\] |:\d+:\d+: ", line)]
    if len(lines) > 1 and len(problems) < len(lines):
        raise Broken(f"it is refused with {len(lines)} messages: {ended.said[:300]!r}")
    if errors is not None and len(errors) != len(lines):
        raise Broken(f"{len(errors)} errors are data, {len(lines)} are told")


def _data(printed: str) -> Any:
    def no_number(name: str) -> Any:
        raise Broken(f"its JSON has {name}")

    if printed.count("\n") != 1 and '"$schema"' not in printed[:20]:  # which is to be read
        raise Broken(f"its JSON has {printed.count(chr(10))} lines: {printed[:80]!r}")
    try:
        return json.loads(printed, parse_constant=no_number)
    except ValueError as error:
        raise Broken(f"it prints what is no JSON: {printed[:80]!r}") from error


def _written(words: list[str], ended: _Ended, changed: list[str], place: _Place) -> bool:
    """Whether files were written, which are the ones that were asked for, and whole."""
    if not changed:
        return False
    lost = any(path in place.before for path in changed)
    if ended.code == 2 and not (words[0] == "site" and " is left out: " in ended.said):
        raise Broken(f"it is refused, and writes {changed}", lost=lost)
    asked = _targets(words, place.here)
    for path in changed:
        if os.path.isdir(path):
            if not any(path == one or one.startswith(f"{path}/") or path.startswith(f"{one}/") for one in asked):
                raise Broken(f"it makes the folder {path!r}")
            continue
        if not any(path == one or (words[0] == "site" and path.startswith(f"{one}/")) for one in asked):
            raise Broken(f"it writes {path!r}, which nobody asked for", lost=lost)
        if path not in place.before:
            _whole(path, words)
            continue
        before, mode = place.kept.get(path, (b"", 0))
        if path not in place.kept or not mode & 0o222 or not os.path.isfile(path) or os.path.islink(path):
            raise Broken(f"it replaces {path!r}, which no one may", lost=True)
        grown = Path(path).read_bytes().startswith(before) and before and path.endswith(".ledger.jsonl")
        if "--force" not in words and not grown:
            raise Broken(f"it replaces {path!r} without --force", lost=True)
        if (
            b"countermove: 1" in before[:40]
            and path.endswith(".yaml")
            and b"countermove: 1" not in Path(path).read_bytes()
        ):
            raise Broken(f"the assessment {path!r} is one no more", lost=True)
        _whole(path, words)
    return True


def _targets(words: list[str], here: str) -> set[str]:
    """What a line asks to be written: after -o and its like, in the place of a file, and what seal and sources keep."""
    given = [word for word in words if not word.startswith("-")]
    asked = {words[place + 1] for place, word in enumerate(words[:-1]) if word in _ASKED}
    asked |= {word.partition("=")[2] for word in words if word.partition("=")[0] in _ASKED}
    asked |= {word[2:].removeprefix("=") for word in words if word.startswith("-o") and len(word) > 2}
    command = next(iter(given), "")
    if command in ("new", "convert"):
        asked |= set(words)
    if command in ("new", "draft"):
        asked |= {"countermove.schema.json"} | {
            os.path.join(os.path.dirname(word), "countermove.schema.json") for word in words
        }
    if command == "draft":  # the text of the document is kept beside the others
        texts = {words[place + 1] for place, word in enumerate(words[:-1]) if word == "--texts"}
        texts |= {word.partition("=")[2] for word in words if word.startswith("--texts=")}
        asked |= {os.path.join(folder, os.path.basename(word)) for folder in texts for word in words if word}
    if command in ("seal", "sources"):
        for word in words:
            stem = word.removesuffix(".yaml")
            asked |= (
                {f"{stem}.ledger.jsonl"}
                if command == "seal"
                else {f"{stem}.sources.json"}
                if "--lock" in words
                else set()
            )
    return {os.path.normpath(os.path.join(here, word)) for word in asked}


def _whole(path: str, words: list[str]) -> None:
    """Raises Broken if a file ends before its end."""
    content = Path(path).read_bytes()
    # What these commands write has one format, whatever its name.
    own = {"new": "", "certify": ".json", "draft": ".json" if content.startswith(b"{") else ""}
    suffix = own.get(words[0], os.path.splitext(path)[1].lower())
    try:
        _READ.get(suffix, _ended_by_line)(content)
    except Exception as error:
        raise Broken(f"{path!r} is not whole: {content[:40]!r}…{content[-40:]!r} ({error})", lost=True) from error


def _ended_by_line(content: bytes) -> None:
    if not content.endswith(b"\n"):
        raise ValueError("its last line has no end")


def _html(content: bytes) -> None:
    if not content.rstrip().endswith(b"</html>"):
        raise ValueError("it has no end")


_READ: dict[str, Callable[[bytes], Any]] = {
    ".json": json.loads,
    ".jsonl": lambda content: [json.loads(line) for line in content.splitlines()],
    ".svg": ElementTree.fromstring,
    ".graphml": ElementTree.fromstring,
    ".html": _html,
    ".pdf": lambda content: content.index(b"%%EOF"),
    ".png": lambda content: content.index(b"IEND"),
}

DOOR = Door(
    name="commands",
    title="Command lines",
    promise="answered, or refused with exit code 2 and one message; only what is asked for is written, and whole",
    open=_opened,
    full=20_000,
    few=60,
)
