"""``python -m benchmarks.kept BEFORE [--cases N] [--texts]``: whether every answer is as it was at an earlier commit.

Both trees, that commit's and this one, run the same command lines on the bundled cases and on generated ones: every question
with ``--json``, whose data have to be equal, and as text, where ``--texts`` lists what differs (equal or better is for a reader
to say). Ends with 1 where data differ. Each tree runs in one process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_ASSESSMENT = (
    "assess", "assess --full", "check", "solve",
    "why CASE start", "change", "change --concept gmr --concept seq", "change --break",
    "change --hold start --bound 2", "responsibility", "inverse CASE start", "inverse CASE start --concept seq", "levers",
    "views", "roads", "coalitions", "longrun", "longrun --noise 0.1 --concept nash", "longrun --choice logit", "tipping",
    "together", "matrix", "redteam", "robust --draws 60 --workers 1", "lint", "report",
)  # fmt: skip
"""What is asked of an assessment. CASE stands for it; where it is not named it comes first."""

_CONFLICT = (
    "solve", "solve --concept nonmyopic --concept maximin:3", "why CASE start", "inverse CASE start", "roads", "coalitions",
    "longrun",
)  # fmt: skip
"""What is asked of a bare conflict."""

_LONG = 90
"""CPU seconds that one command line may take before it is given up, in both trees alike."""


def main() -> int:
    """Compare the two trees; 1 where data differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kept", description=__doc__)
    parser.add_argument("before", help="the commit to compare with")
    parser.add_argument("--cases", type=int, default=200, help="generated cases (default 200)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first of them")
    parser.add_argument("--only", action="append", default=[], help="only this command; repeatable")
    parser.add_argument("--texts", type=Path, help="write the differences of texts to this file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        every = _command_lines(Path(folder), range(chosen.first, chosen.first + chosen.cases))
        lines = [line for line in every if not chosen.only or line[0] in chosen.only]
        old = _tree_of(chosen.before, Path(folder) / "before")
        before, after = _run_both([old, ROOT / "src"], lines, Path(folder))
    return _told(lines, before, after, chosen.texts)


def _command_lines(folder: Path, seeds: range) -> Iterator[list[str]]:
    """Every command line, as data and as text; generated cases are written to files."""
    for name in sorted(item.stem for item in (ROOT / "src/countermove/assessment/cases").glob("*.yaml")):
        yield from _of_case(name, _ASSESSMENT)
    for name in sorted(item.stem for item in (ROOT / "src/countermove/assessment/cases/conflicts").glob("*.yaml")):
        yield from _of_case(name, _CONFLICT)
    sys.path.insert(0, str(ROOT))
    from tests.unit.questions.assessments import text_of, written

    for seed in seeds:
        file = folder / f"case{seed}.yaml"
        file.write_text(text_of(written(seed)), encoding="utf-8")
        yield from _of_case(str(file), _ASSESSMENT)


def _of_case(case: str, asked: Sequence[str]) -> Iterator[list[str]]:
    for line in asked:
        name, *rest = line.split()
        if name == "report":
            yield [name, case, "-o", "REPORT.md", "--draws", "20", "--force"]
            continue
        if line == "assess":  # as data it was once what --full is now
            yield [name, case]
            continue
        words = [case if word == "CASE" else word for word in rest]
        whole = [name, *words] if "CASE" in rest else [name, case, *words]
        yield whole
        yield [*whole, "--json"]


def _tree_of(commit: str, folder: Path) -> Path:
    """The sources of a commit."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", str(ROOT), "archive", commit, "src"], check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder / "src"


def _run_both(trees: Sequence[Path], lines: Sequence[Sequence[str]], folder: Path) -> list[list[list[object]]]:
    asked = folder / "lines.json"
    asked.write_text(json.dumps(lines), encoding="utf-8")
    started = []
    for place, tree in enumerate(trees):
        where = folder / f"run{place}"
        where.mkdir()
        environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "100", "NO_COLOR": "1"}
        command = [sys.executable, str(Path(__file__).resolve()), "--worker", str(asked)]
        started.append((subprocess.Popen(command, cwd=where, env=environment), where / "found.json"))
    for process, _ in started:
        if process.wait():
            raise SystemExit("one of the two trees could not be run")
    return [json.loads(found.read_text(encoding="utf-8")) for _, found in started]


def _told(
    lines: Sequence[Sequence[str]],
    before: Sequence[Sequence[object]],
    after: Sequence[Sequence[object]],
    texts: Path | None,
) -> int:
    wrong = other = compared = 0
    differences: list[str] = []
    for line, (code, old), (now, new) in zip(lines, before, after, strict=True):
        as_data = "--json" in line
        compared += as_data
        same = code == now and (_data(old) == _data(new) if as_data else old == new)
        if as_data and not same:
            wrong += 1
            print(f"DIFFERS ({code}, {now}): countermove {' '.join(line)}\n    {_first(_data(old), _data(new))}")
        elif not same:
            other += 1
            differences += [f"== countermove {' '.join(line)} ({code}, {now})"]
            differences += unified_diff(str(old).splitlines(), str(new).splitlines(), lineterm="", n=1)
    if texts is not None:
        texts.write_text("\n".join(differences) + "\n", encoding="utf-8")
    print(
        f"{compared:,} objects of --json compared: {wrong:,} differ. Of {len(lines) - compared:,} texts {other:,} differ."
    )
    return 1 if wrong else 0


def _data(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        return text


def _first(old: object, new: object, place: str = "") -> str:
    """The first place where two values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if old.get(key, ...) != new.get(key, ...):
                return _first(old.get(key, ...), new.get(key, ...), f"{place}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            if one != other:
                return _first(one, other, f"{place}[{number}]")
    return f"{place}: {str(old)[:150]} -> {str(new)[:150]}"


# -- the process of one tree -------------------------------------------------------------------------------------------


def _work(asked: Path) -> None:
    """Run every command line in this process; write exit codes and what was printed."""
    import contextlib
    import io
    import signal
    import time

    from countermove.cli import app

    def too_long(*_: object) -> None:
        raise SystemExit("too long")

    signal.signal(signal.SIGVTALRM, too_long)
    found: list[tuple[str, str]] = []
    lines = json.loads(asked.read_text(encoding="utf-8"))
    begun = time.time()
    for place, line in enumerate(lines):
        out, code = io.StringIO(), "0"
        signal.setitimer(signal.ITIMER_VIRTUAL, _LONG)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            try:
                app(list(line), prog_name="countermove")
            except SystemExit as end:
                code = str(end.code)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is compared
                code = f"{type(error).__name__}: {error}"
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        text = Path("REPORT.md").read_text(encoding="utf-8") if line[0] == "report" and code == "0" else out.getvalue()
        found.append((code, text))
        if not place % 500:
            print(f"{place} of {len(lines)} in {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    Path("found.json").write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        _work(Path(sys.argv[2]))
    else:
        sys.exit(main())
