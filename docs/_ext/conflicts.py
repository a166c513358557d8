"""The page of published conflicts, as Markdown: source, size, what was printed, and whether it comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.reports.cases.compute import PublishedRecord, PublishedResult

__all__ = ["conflicts_markdown"]


def conflicts_markdown(records: Sequence[PublishedRecord]) -> str:
    """One section a conflict."""
    return "\n".join(line for record in records for line in _section(record))


def _section(record: PublishedRecord) -> Iterator[str]:
    name = record.frame.case
    begins = record.states[record.start]
    actors = ", ".join(record.actors.values())
    yield from (f"(case-{name})=", f"## {record.title}", "", f"`{name}`: {actors}; {record.feasible} feasible states.")
    yield from (f"The status quo is state {begins.ordered} ({begins.label}).", "")
    yield from (f"* {line.rstrip('.')}." for line in record.citation)
    yield from (f"* *Read in*: {line.rstrip('.')}." for line in record.read)
    yield from (
        "",
        f"{record.reproduced} of {record.cells} printed cells come out.",
        "",
        "| published | as printed | computed |",
        "|---|---|---|",
    )
    yield from (_row(item, record) for item in record.results)
    yield ""
    yield from (f"* {line.rstrip('.')}." for line in record.notes)
    for item in record.differs:
        yield f"* **Differs.** {item.what}: printed {item.printed}, computed {item.computed}. {item.why}"
    yield ""


def _row(item: PublishedResult, record: PublishedRecord) -> str:
    who = ", ".join(record.actors[name] for name in item.by)
    place = "" if item.start is None else record.states[item.start].ordered
    what = {
        "equilibria": f"equilibria under `{item.concept}`",
        "stable": f"stable for {who} under `{item.concept}`",
        "count": f"number of equilibria under `{item.concept}`",
        "improvement": f"improvements of {who} from {place}",
        "rankings": f"strict rankings of {who} that make {place} an equilibrium under `{item.concept}`",
    }[item.what]
    return f"| {what} | {_numbers(item.printed, item, record)} | {_numbers(item.computed, item, record)} |"


def _numbers(values: Sequence[int], item: PublishedResult, record: PublishedRecord) -> str:
    if item.what in ("rankings", "count"):
        return ", ".join(map(str, values))
    return ", ".join(str(record.states[code].ordered) for code in values) or "none"
