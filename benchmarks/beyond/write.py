"""``python -m benchmarks.beyond.write``: make the problems anew, say what is expected of them, and write the files.

Listing says it where it can; of the others what is proved within the limit, and the proof checked.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.beyond.deciding import asked, words
from benchmarks.beyond.problems import FOLDER, LISTED, listed, problems, text_of

__all__ = ["main"]


def main() -> None:
    """Write all problem files."""
    FOLDER.mkdir(exist_ok=True)
    for name, problem in problems().items():
        if problem.bits <= LISTED:
            expected, judge = listed(problem.model, problem.states), "listing"
        else:
            expected, judge = words(list(asked(problem))), "proof"
        (FOLDER / f"{name}.json").write_text(
            text_of(replace(problem, expected=expected, judge=judge)), encoding="utf-8"
        )
        unknown = sum(word.count("?") for own in expected.values() for word in own)
        print(f"{name}: {problem.bits} options, {len(problem.model['actors'])} actors, {unknown} unknown", flush=True)


if __name__ == "__main__":
    main()
