"""``python -m release``: what the targets ``owner``, ``release`` and ``release-check`` of the Makefile do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from release.engine import lay_out
from release.owner import ROOT, OwnerError, read_owner


def main() -> int:
    """Do what the arguments name; the exit code: 1 if something is wrong or missing, 2 if it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("what", choices=("owner", "make", "check", "paper", "engine"))
    parser.add_argument("folder", nargs="?", default="dist", type=Path)
    asked = parser.parse_args()
    if asked.what == "engine":  # before anything is installed
        lay_out(ROOT, asked.folder)
        return 0
    try:
        return {"owner": _owner, "make": _make, "check": _check, "paper": _paper}[asked.what](asked.folder.resolve())
    except (OwnerError, RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _owner(_: Path) -> int:
    from release.filled import fill

    changed = fill(read_owner())
    print("\n".join(f"{path}: written" for path in changed) or "Every file says what owner.toml does.")
    return 0


def _make(folder: Path) -> int:
    from release.bill import write_bill
    from release.distributions import build, differing, head, sums
    from release.trial import described, installed, tagged

    commit = head()
    for made in build(folder, commit):
        print(made.name, flush=True)
    write_bill(folder)
    lines = [f"{digest}  {name}\n" for name, digest in sums(folder).items()]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii")
    wrong = 0
    for trial in ([described(folder)], tagged(folder), installed(folder)):
        wrong += _told((one.what, one.wrong) for one in trial)
    wrong += _told([("made again, to the byte", ", ".join(differing(folder, commit)) or None)])
    return 1 if wrong else 0


def _told(trials: Iterable[tuple[str, str | None]]) -> int:
    wrong = 0
    for what, complaint in trials:
        print(f"{what}: {complaint or 'fine'}", flush=True)
        wrong += complaint is not None and not complaint.endswith("not tried")
    return wrong


def _paper(folder: Path) -> int:
    from release.article import write_article

    print(write_article(folder))
    return 0


def _check(folder: Path) -> int:
    from release.lacking import lacking

    missing = list(lacking(read_owner(), folder))
    print("\n".join(f"- {sentence}" for sentence in missing) or "Nothing is missing.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
