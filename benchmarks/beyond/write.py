"""``python -m benchmarks.beyond.write``: draw the problems anew, ask listing where it can judge, and write the files.

What was proved of the others is kept as it stands; ``python -m benchmarks beyond --json FILE`` proves it.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.beyond.problems import FOLDER, LISTED, listed, made, read, shapes, text_of

__all__ = ["main"]


def main() -> None:
    """Write all problem files."""
    FOLDER.mkdir(exist_ok=True)
    for name, shape in shapes().items():
        file = FOLDER / f"{name}.json"
        problem = made(name, shape)
        if problem.bits <= LISTED:
            problem = replace(problem, expected=listed(problem.model, problem.states), judge="listing")
        elif file.exists() and (before := read(file)).model == problem.model and before.states == problem.states:
            problem = replace(problem, expected=before.expected, judge=before.judge)
        file.write_text(text_of(problem), encoding="utf-8")
        print(f"{name}: {problem.bits} options, {len(problem.model['actors'])} actors")


if __name__ == "__main__":
    main()
