"""The ledger: what it keeps, what it finds, and that nothing is lost."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from countermove.assessment import load
from countermove.plugins.evidence.ledger import chain as files
from countermove.plugins.evidence.ledger import chain as lines
from countermove.plugins.evidence.ledger.chain import line_of
from countermove.plugins.evidence.ledger.compute import ledger
from countermove.plugins.evidence.ledger.seal import seal, sealed
from gmcr.base.errors import AssessmentError, CountermoveError
from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

DAY = date(2025, 1, 10)

FORECASTS = """
as_of: "2025-01-02"
forecasts:
  F1: {says: The ferry runs, closes: "2025-03-31", chance: very likely, rule: a ticket is sold}
  F2:
    says: The Cafe\u0301 pays
    closes: "2025-06-30"
    chance: [0.1, 0.2]
    updates: [{date: "2025-01-09", chance: 0.3, because: it said so}]
observations:
  B1: {date: "2025-01-05", saw: town.pay}
"""

RESOLVED = """
resolutions:
  F1: {outcome: came_true, date: "2025-01-20", settled: true}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY + FORECASTS, encoding="utf-8")
    return path


def beside(case: Path) -> Path:
    return case.with_suffix(".ledger.jsonl")


def edit(case: Path, before: str, after: str) -> None:
    text = case.read_text(encoding="utf-8")
    assert before in text
    case.write_text(text.replace(before, after), encoding="utf-8")


def test_nothing_is_added_to_a_ledger_without_write_permission(case: Path) -> None:
    seal(case, today=DAY)
    before = beside(case).read_bytes()
    beside(case).chmod(0o444)
    edit(case, "chance: very likely", "chance: likely")
    with pytest.raises(CountermoveError, match="may not be written: it has no write permission"):
        seal(case, today=DAY)
    assert beside(case).read_bytes() == before
    beside(case).chmod(0o644)
    assert seal(case, today=DAY).added


def test_a_line_for_each_item_as_the_file_has_it(case: Path) -> None:
    record = seal(case, today=DAY)
    assert [(line.kind, line.name, line.change) for line in record.added] == [
        ("forecast", "F1", "new"),
        ("forecast", "F2", "new"),
        ("update", "F2 2025-01-09", "new"),
        ("observation", "B1", "new"),
    ]
    lines = beside(case).read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert first["said"] == {
        "chance": "very likely",
        "chance_span": ["4/5", "19/20"],
        "closes": "2025-03-31",
        "made": "2025-01-02",
        "rule": "a ticket is sold",
        "says": "The ferry runs",
    }
    assert (first["case"], first["day"], first["previous"]) == (
        hashlib.sha256(case.read_bytes()).hexdigest(),
        "2025-01-10",
        [],
    )
    assert "Café" in lines[1]  # NFC
    for text in lines:
        data = json.loads(text)
        assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        own = {key: value for key, value in data.items() if key != "digest"}
        written = json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert data["digest"] == hashlib.sha256(written).hexdigest()
    tips = sorted(json.loads(text)["digest"] for text in lines)
    assert record.head == hashlib.sha256("".join(f"{tip}\n" for tip in tips).encode()).hexdigest()


def test_sealing_again_adds_nothing_and_a_change_adds_its_line_alone(case: Path) -> None:
    seal(case, today=DAY)
    before = beside(case).read_bytes()
    assert seal(case, today=DAY + timedelta(days=3)).added == ()
    edit(case, "title: Will", "title: When will")  # nothing of what is sealed
    assert seal(case, today=DAY).added == ()
    assert beside(case).read_bytes() == before
    edit(case, "chance: very likely", "chance: likely")
    (added,) = seal(case, today=DAY).added
    assert (added.name, added.change) == ("F1", "changed")
    after = beside(case).read_bytes()
    assert after.startswith(before)
    line = json.loads(after.splitlines()[-1])
    assert line["previous"] == [json.loads(before.splitlines()[0])["digest"]]
    assert ledger(case, today=DAY).as_expected


def test_another_scale_is_another_chance(case: Path) -> None:
    seal(case, today=DAY)
    edit(case, "chance: very likely", "chance: likely")
    seal(case, today=DAY)
    edit(case, "target: service", "target: service\nscale: phia")
    (added,) = seal(case, today=DAY).added
    assert (added.name, added.change) == ("F1", "changed")


def test_what_was_taken_out_is_told_and_so_is_what_was_never_sealed(case: Path) -> None:
    seal(case, today=DAY)
    edit(case, '  B1: {date: "2025-01-05", saw: town.pay}', '  B2: {date: "2025-01-05", saw: town.pay}')
    found = ledger(case, today=DAY)
    assert [(item.name, item.change) for item in found.unsealed] == [("B2", "new"), ("B1", "taken out")]
    assert not found.as_expected
    assert [line.change for line in seal(case, today=DAY).added] == ["new", "taken out"]
    assert ledger(case, today=DAY).as_expected
    edit(case, "B2:", "B1:")
    assert [(line.name, line.change) for line in seal(case, today=DAY).added] == [
        ("B1", "changed"),
        ("B2", "taken out"),
    ]


def test_what_comes_after_the_close_is_late_whatever_the_close_is_moved_to(case: Path) -> None:
    seal(case, today=DAY)
    edit(case, 'closes: "2025-03-31"', 'closes: "2025-04-30"')
    seal(case, today=date(2025, 3, 1))  # in time: the close moves
    edit(case, "chance: very likely", "chance: 0.99")
    seal(case, today=date(2025, 4, 2))
    edit(case, 'closes: "2025-04-30"', 'closes: "2026-04-30"')
    seal(case, today=date(2025, 5, 2))
    edit(case, "chance: 0.99", "chance: 0.01")
    seal(case, today=date(2025, 6, 2))
    edit(case, 'date: "2025-01-09", chance: 0.3', 'date: "2025-01-09", chance: 0.9')
    seal(case, today=date(2025, 7, 2))
    found = ledger(case, today=date(2026, 1, 1))
    histories = {item.name: item.entries for item in found.items}
    assert [entry.late for entry in histories["F1"]] == [False, False, False, True, True]
    assert [entry.keys for entry in histories["F1"]] == [(), ("closes",), ("chance",), ("closes",), ("chance",)]
    assert [entry.late for entry in histories["F2 2025-01-09"]] == [False, True]
    assert found.late == 3
    assert (histories["F1"][0].low, histories["F1"][0].high, histories["F1"][-1].low) == ("4/5", "19/20", "1/100")


def test_a_forecast_that_is_sealed_first_after_its_close_is_late(case: Path) -> None:
    seal(case, today=date(2025, 4, 1))
    late = {item.name for item in ledger(case, today=date(2025, 4, 1)).items for entry in item.entries if entry.late}
    assert late == {"F1"}


# -- branches ----------------------------------------------------------------------------------------------------------


def branches(case: Path) -> tuple[list[bytes], list[bytes]]:
    """What two branches append to one ledger: the one changes F1, the other F1 and B1."""
    seal(case, today=DAY)
    text, base = case.read_text(encoding="utf-8"), beside(case).read_bytes()
    edit(case, "chance: very likely", "chance: 0.7")
    seal(case, today=DAY)
    ours = beside(case).read_bytes()[len(base) :].splitlines(keepends=True)
    beside(case).write_bytes(base)
    case.write_text(text, encoding="utf-8")
    edit(case, "chance: very likely", "chance: 0.6")
    edit(case, 'date: "2025-01-05"', 'date: "2025-01-06"')
    seal(case, today=DAY + timedelta(days=1))
    theirs = beside(case).read_bytes()[len(base) :].splitlines(keepends=True)
    beside(case).write_bytes(base)
    return ours, theirs


def test_branches_merge_in_any_order_to_one_head(case: Path) -> None:
    ours, theirs = branches(case)
    base = beside(case).read_bytes()
    heads = set()
    rng = random.Random(1)
    for _ in range(10):
        more = [*ours, *theirs]
        rng.shuffle(more)
        beside(case).write_bytes(base + b"".join(more))
        found = ledger(case, today=DAY)
        heads.add(found.head)
        (fork,) = [item for item in found.items if item.forked]
        assert (fork.name, len(fork.forked)) == ("F1", 2)
        assert ("forecast", "F1", "joined") in found.unsealed
    assert len(heads) == 1


def test_a_fork_is_joined_by_the_next_seal(case: Path) -> None:
    ours, theirs = branches(case)
    with open(beside(case), "ab") as stream:
        stream.writelines([*ours, *theirs])
    added = seal(case, today=DAY + timedelta(days=2)).added
    assert [(line.name, line.change) for line in added] == [("F1", "joined")]
    found = ledger(case, today=DAY + timedelta(days=2))
    assert found.as_expected
    assert not any(item.forked for item in found.items)
    assert seal(case, today=DAY + timedelta(days=2)).added == ()


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_git_merges_two_branches_as_lines(case: Path) -> None:
    def git(*arguments: str) -> None:
        own = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *own, *arguments], cwd=case.parent, check=True, capture_output=True)

    (case.parent / ".gitattributes").write_text("*.ledger.jsonl merge=union\n", encoding="utf-8")
    seal(case, today=DAY)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "base")
    heads = set()
    for first, second in (("ours", "theirs"), ("theirs", "ours")):
        for branch, before, after in (
            ("ours", "chance: very likely", "chance: 0.7"),
            ("theirs", "saw: town.pay", "saw: line.run"),
        ):
            git("checkout", "-q", "-B", branch, "main")
            edit(case, before, after)
            seal(case, today=DAY)
            git("commit", "-qam", branch)
        git("checkout", "-q", first)
        git("merge", "-q", "-m", "both", second)
        found = ledger(case, today=DAY)
        assert (found.lines, found.as_expected) == (6, True)
        heads.add(found.head)
    assert len(heads) == 1


# -- what is broken ----------------------------------------------------------------------------------------------------


def _cut(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [*lines[:-1], lines[-1][:40]], len(lines)


def _cut_inside(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[0], lines[1][:40] + b"\n", *lines[2:]], 2


def _edited(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[0], lines[1].replace(b'"1/10"', b'"9/10"'), *lines[2:]], 2


def _last_edited(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [*lines[:-1], lines[-1].replace(b"7/10", b"6/10")], len(lines)


def _doubled(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [*lines, lines[2]], len(lines) + 1


def _reordered(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[-1], *lines[:-1]], 1


def _taken_out(lines: list[bytes]) -> tuple[list[bytes], int]:
    return lines[1:], len(lines) - 1


def _wrong_digest(lines: list[bytes]) -> tuple[list[bytes], int]:
    data = json.loads(lines[3])
    return [*lines[:3], lines[3].replace(data["digest"].encode(), b"0" * 64), *lines[4:]], 4


def _of_no_case(lines: list[bytes]) -> tuple[list[bytes], int]:
    """A line that was written by other hands, whole in itself, but without the digest of a case."""
    last = json.loads(lines[-1])
    made = line_of((last["kind"], last["name"]), last["said"], (last["digest"],), day=DAY, case="ferry.yaml")
    return [*lines, made.text.encode() + b"\n"], len(lines) + 1


def _spaced(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[0].replace(b'":', b'": '), *lines[1:]], 1


def _latin(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[0], lines[1].replace("é".encode(), b"\xe9"), *lines[2:]], 2


def _utf16(lines: list[bytes]) -> tuple[list[bytes], int]:
    return ["".join(line.decode() for line in lines).encode("utf-16")], 1


def _deep(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [*lines, b"[" * 100_000 + b"\n"], len(lines) + 1


def _digits(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [*lines, b'{"case":' + b"9" * 100_000 + b"}\n"], len(lines) + 1


def _empty_line(lines: list[bytes]) -> tuple[list[bytes], int]:
    return [lines[0], b"\n", *lines[1:]], 2


Break = Callable[[list[bytes]], tuple[list[bytes], int]]


@pytest.mark.level("all", but=14)
@pytest.mark.parametrize(
    "wrong",
    [
        _cut,
        _cut_inside,
        _edited,
        _last_edited,
        _doubled,
        _reordered,
        _taken_out,
        _wrong_digest,
        _of_no_case,
        _spaced,
        _latin,
        _utf16,
        _deep,
        _digits,
        _empty_line,
    ],
)
def test_a_broken_ledger_is_refused_with_its_line_and_left_as_it_is(case: Path, wrong: Break) -> None:
    seal(case, today=DAY)
    edit(case, "chance: very likely", "chance: 0.7")
    seal(case, today=DAY)
    before = beside(case).read_bytes().splitlines(keepends=True)
    lines, number = wrong(before)
    assert lines != before
    content = b"".join(lines)
    beside(case).write_bytes(content)
    edit(case, "chance: 0.7", "chance: 0.8")
    for ask in (seal, ledger):
        with pytest.raises(AssessmentError) as caught:
            ask(case, today=DAY)
        (problem,) = caught.value.problems
        assert (problem.file, problem.line, problem.code) == (str(beside(case)), number, "ledger")
    assert beside(case).read_bytes() == content
    assert sorted(item.name for item in case.parent.iterdir()) == ["ferry.ledger.jsonl", "ferry.yaml"]


def test_no_byte_can_be_another(case: Path) -> None:
    seal(case, today=DAY)
    edit(case, "chance: very likely", "chance: 0.7")
    seal(case, today=DAY)
    file, rng = beside(case), random.Random(7)
    content = file.read_bytes()
    for _ in range(400):
        place = rng.randrange(len(content))
        changed = content[:place] + bytes([rng.choice([byte for byte in range(256) if byte != content[place]])])
        file.write_bytes(changed + content[place + rng.choice((0, 1, 2)) :])
        with pytest.raises(AssessmentError):
            files.read_ledger(file, today=DAY)


HOSTILE = [
    {"chance": "1e999999999"},
    {"chance": ["1/0", "1"]},
    {"chance": "9" * 5000},
    {"chance": ["1", "2", "3"]},
    {"closes": ["x"], "made": {"y": "z"}, "chance": {}},
    {"closes": "x\u202ey\n", "chance": True},
]


@pytest.mark.parametrize("said", HOSTILE)
def test_lines_of_others_are_told_whatever_they_say(case: Path, said: dict[str, object]) -> None:
    """Everybody can compute a digest."""
    from countermove.plugins.evidence.ledger.text import ledger_page

    first = line_of(("forecast", "F1"), said, (), day=DAY, case="0" * 64)
    stranger = line_of(("update", "x\ny"), said, (), day=DAY, case="0" * 64)
    beside(case).write_text(f"{first.text}\n{stranger.text}\n", encoding="utf-8")
    found = ledger(case, today=DAY)
    assert [entry.low for item in found.items for entry in item.entries] == [None, None]
    assert ledger_page(found).shown()
    assert [line.change for line in seal(case, today=DAY).added].count("changed") == 1


@pytest.mark.parametrize("depth", [300, 480, 990, 3000])
def test_what_is_nested_deeply_is_refused_or_read(case: Path, depth: int) -> None:
    text = '{"a":' * depth + "{}" + "}" * depth
    none = "0" * 64
    head = f'{{"case":"{none}","day":"2025-01-10","digest":"{none}","kind":"forecast","name":"F1","previous":[],"said":'
    beside(case).write_text(f"{head}{text}}}\n", encoding="utf-8")
    with pytest.raises(AssessmentError):
        ledger(case, today=DAY)


def test_a_line_may_be_as_long_as_lines_are_at_most_and_no_longer(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(case, today=DAY)
    longest = max(map(len, beside(case).read_text(encoding="utf-8").splitlines()))
    monkeypatch.setattr(lines, "_LARGEST", longest)
    assert len(ledger(case, today=DAY).items) == 4
    monkeypatch.setattr(lines, "_LARGEST", longest - 1)
    with pytest.raises(AssessmentError, match="The line is longer than"):
        ledger(case, today=DAY)


@pytest.mark.parametrize("heads", [["é"], ["0" * 64], [], "x", [1]])
def test_a_stamp_that_is_none_is_refused(case: Path, heads: object) -> None:
    seal(case, today=DAY)
    said = {"heads": heads, "token": "", "url": "https://example.org/"}
    made = line_of(("timestamp", "x"), said, (), day=DAY, case="0" * 64)
    with open(beside(case), "a", encoding="utf-8") as stream:
        stream.write(f"{made.text}\n")
    before = beside(case).read_bytes()
    edit(case, "chance: very likely", "chance: likely")
    for ask in (seal, ledger):
        with pytest.raises(AssessmentError, match=r"ledger\.jsonl:5:1"):
            ask(case, today=DAY)
    assert beside(case).read_bytes() == before, "nothing is added behind it"
    told = sealed(load(case))
    assert told is not None
    assert "ledger.jsonl:5:1" in told.broken


def test_a_line_of_tomorrow_is_refused(case: Path) -> None:
    seal(case, today=DAY)
    with pytest.raises(AssessmentError, match="still to come"):
        ledger(case, today=DAY - timedelta(days=2))


def test_a_line_of_a_gigabyte_is_not_read(case: Path) -> None:
    with open(beside(case), "wb") as stream:
        stream.truncate(1 << 30)  # a hole: it takes no room
    for ask in (seal, ledger):
        with pytest.raises(
            AssessmentError, match=r"ferry\.ledger\.jsonl:1:1 error \[ledger\] Here the file has more than"
        ):
            ask(case, today=DAY)


def test_a_ledger_is_a_file(case: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("", encoding="utf-8")
    beside(case).symlink_to(tmp_path / "other")
    for ask in (seal, ledger):
        with pytest.raises(CountermoveError, match="not a regular file"):
            ask(case, today=DAY)
    beside(case).unlink()
    os.mkfifo(beside(case))
    with pytest.raises(CountermoveError, match="not a regular file"):
        seal(case, today=DAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('date: "2025-01-05"', 'date: "2025-01-15"'),
        ('date: "2025-01-09"', 'date: "2025-01-15"'),
        ('as_of: "2025-01-02"', 'as_of: "2025-01-02"\nresolutions: {F1: {outcome: void, date: "2025-02-01"}}'),
        ('closes: "2025-03-31"', 'made: "2025-02-01", closes: "2025-03-31"'),
    ],
)
def test_days_still_to_come_are_refused_with_their_line(case: Path, before: str, after: str) -> None:
    edit(case, before, after)
    with pytest.raises(AssessmentError) as caught:
        seal(case, today=DAY)
    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == (str(case), "date")
    text = case.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert after.split('"')[-2] in text
    assert not beside(case).exists()


def test_known_before_it_happened_is_refused(case: Path) -> None:
    edit(case, 'date: "2025-01-05"', 'date: "2025-01-05", known: "2025-01-04"')
    with pytest.raises(AssessmentError, match="before it happened"):
        seal(case, today=DAY)


# -- nothing is lost ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_the_ledger_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    seal(case, today=DAY)
    before = beside(case).read_bytes()
    edit(case, "chance: very likely", "chance: 0.7")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        if call == "fsync":
            patched.setattr(os, "fsync", full)
        else:
            patched.setattr("gmcr.base.files._give_rights", full)
        with pytest.raises(CountermoveError, match=r"ferry\.ledger\.jsonl cannot be written: No space left on device"):
            seal(case, today=DAY)
    assert beside(case).read_bytes() == before
    assert sorted(item.name for item in case.parent.iterdir()) == ["ferry.ledger.jsonl", "ferry.yaml"]
    assert len(seal(case, today=DAY).added) == 1


def test_two_writers_at_a_time_lose_nothing(case: Path) -> None:
    """Each seals a file of its own text into the same ledger; what the one wrote the other one finds."""
    texts = [FERRY + FORECASTS.replace("0.3", f"0.{number}") for number in range(31, 39)]
    failed: list[BaseException] = []

    def write(text: str) -> None:
        from countermove.assessment import loads
        from countermove.plugins.evidence.ledger.chain import appended
        from countermove.plugins.evidence.ledger.items import items_of
        from countermove.plugins.evidence.ledger.seal import unsealed

        assessment = loads(text)
        items = items_of(assessment)

        def more(chains):  # type: ignore[no-untyped-def]
            for kind, name, _ in unsealed(items, chains):
                previous = tuple(line.digest for line in chains.tips.get((kind, name), ()))
                yield line_of((kind, name), items[kind, name], previous, day=DAY, case=assessment.digest)

        try:
            appended(beside(case), more, today=DAY)
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = ledger(case, today=DAY)
    (update,) = [item for item in found.items if item.kind == "update"]
    assert {Fraction(entry.low or 0) for entry in update.entries} == {Fraction(n, 100) for n in range(31, 39)}
    assert not update.forked


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from countermove.plugins.evidence.ledger.chain import appended, read_ledger
from countermove.plugins.evidence.ledger.chain import line_of
from countermove.plugins.evidence.ledger.seal import seal, sealed

case, day = Path(sys.argv[1]), date(2025, 1, 10)
seal(case, today=day)
ledger = case.with_suffix(".ledger.jsonl")
before, killed = ledger.read_bytes(), 0
more = lambda chains: [line_of(("observation", "X"), {}, (), day=day, case="0" * 64)]
for _ in range(200):
    child = os.fork()
    if not child:
        os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        appended(ledger, more, today=day)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert ledger.read_bytes() == before
    read_ledger(ledger, today=day)
parts = len(list(case.parent.glob(".countermove-*")))
print(killed, parts, len(appended(ledger, more, today=day)[1]), *sorted(path.name for path in case.parent.iterdir()))
"""


@pytest.mark.level("all")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_killed_between_writing_and_renaming_two_hundred_times(case: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(case)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")})
    assert done.stderr == ""
    killed, parts, added, *left = done.stdout.split()
    assert (killed, added, left) == ("200", "1", ["ferry.ledger.jsonl", "ferry.yaml"])
    assert int(parts) <= 1  # the next writer removes what the one before left


MANY = """
import os, sys
from datetime import date
from pathlib import Path
from countermove.plugins.evidence.ledger.chain import appended, read_ledger
from countermove.plugins.evidence.ledger.chain import line_of

ledger, day = Path(sys.argv[1]), date(2025, 1, 10)
children = []
for writer in range(4):
    child = os.fork()
    if not child:
        for place in range(5):
            more = lambda chains: [line_of(("observation", f"{writer}-{place}"), {}, (), day=day, case="0" * 64)]
            appended(ledger, more, today=day)
        os._exit(0)
    children.append(child)
print(*(os.waitpid(child, 0)[1] for child in children), len(read_ledger(ledger, today=day).chains.lines))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_four_processes_at_a_time_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path / "x.ledger.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")})
    assert (done.stderr, done.stdout.split()) == ("", ["0", "0", "0", "0", "20"])


def test_somebody_who_writes_all_the_time_is_told_of(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gmcr.base.errors import ChangedMeanwhile

    def changed(*_: object, **__: object) -> None:
        raise ChangedMeanwhile("it was changed")

    monkeypatch.setattr(files, "write_whole", changed)
    with pytest.raises(CountermoveError, match="written to by others all the time"):
        seal(case, today=DAY)
