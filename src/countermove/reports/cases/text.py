"""cases in words: what is bundled, 2x2 games, and a published conflict with its printed results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.words import capital, concept_name, count, listed, plural
from countermove.reports.cases.compute import (
    CaseLine,
    CasesRecord,
    ConflictLine,
    GameLine,
    GamesRecord,
    PublishedRecord,
    PublishedResult,
)
from countermove.reports.cases.suite import SuiteRecord

__all__ = [
    "cases_page",
    "games_page",
    "printed_blocks",
    "printed_concept",
    "printed_text",
    "published_page",
    "suite_page",
]


def cases_page(record: CasesRecord, *, full: bool = True) -> Page:
    """What is bundled: the question, size and claims of each case (if it is the only one, or *full*); published
    conflicts; 2x2 games."""
    claims = full or len(record.cases) == 1
    blocks: list[Block] = []
    for case in record.cases:
        blocks += [Sentence(case.name, "heading"), Sentence(case.title), Sentence(_size(case), "note")]
        if case.claims and claims:
            columns = (Column("Claim", fixed=True), Column("What it says"))
            blocks.append(Table(columns, case.claims))
    if record.cases:
        more = "" if claims else " Their claims: countermove cases --full"
        blocks.append(Sentence(f"Assess one with: countermove assess NAME{'.' if more else ''}{more}", "note"))
    if record.conflicts:
        blocks.append(Sentence("Published conflicts", "heading"))
        if full:
            heads = (
                Column("Name", fixed=True),
                Column("What it is about"),
                Column("Actors"),
                Column("States", right=True),
            )
            blocks.append(Table(heads, tuple(map(_conflict, record.conflicts))))
        else:
            blocks.append(Sentence(f"{listed(item.name for item in record.conflicts)}."))
        hint = "Source and results of one: countermove cases NAME; of all: countermove cases --published"
        blocks.append(Sentence(hint, "note"))
    if record.games:
        blocks.append(Sentence("Games of two", "heading"))
        hint = f"The {record.games} strict ordinal 2x2 games, by id: countermove cases --games"
        blocks.append(Sentence(hint))
    return Page(tuple(blocks))


def _conflict(case: ConflictLine) -> tuple[str, str, str, str]:
    return case.name, case.title, listed(case.actors), str(case.states)


def _size(case: CaseLine) -> str:
    parts = [
        listed(case.actors),
        count(case.options, "option"),
        count(case.readings, "reading"),
        count(len(case.claims), "claim"),
    ]
    return "; ".join(parts)


# -- 2x2 games ---------------------------------------------------------------------------------------------------------


def games_page(record: GamesRecord) -> Page:
    """The games as a table; a single one also as its matrix."""
    blocks: list[Block] = []
    if len(record.games) == 1:
        blocks += _matrix(record.games[0])
    concepts = tuple(record.games[0].equilibria)
    columns = (Column("Game", fixed=True), Column("Name"), *(Column(concept_name(name)) for name in concepts))
    rows = tuple(
        (game.id, game.name, *(" ".join(map(str, codes)) or "-" for codes in game.equilibria.values()))
        for game in record.games
    )
    blocks.append(Table(columns, rows, "Equilibria, by code"))
    note = (
        "The digits of an id are the ranks, 1 worst to 4 best, of Row and then of Column, over the outcomes 0 to 3: both "
        "play their first strategy, Row alone its second, Column alone its second, both their second. "
        "Solve one with: countermove solve ID"
    )
    blocks.append(Sentence(note, "note"))
    return Page(tuple(blocks))


def _matrix(game: GameLine) -> Iterator[Block]:
    like = "Symmetric." if game.symmetric else "Not symmetric."
    yield Sentence(f"{game.id}{f' ({game.name})' if game.name else ''}", "heading")
    yield Sentence(f"Each cell: the outcome's code, and the ranks of Row and Column. {like}", "note")
    cell = [f"{code}: {game.row[code]}, {game.column[code]}" for code in range(4)]
    columns = (Column("Row"), Column("Column first"), Column("Column second"))
    yield Table(columns, (("first", cell[0], cell[2]), ("second", cell[1], cell[3])))


# -- the suite ---------------------------------------------------------------------------------------------------------


def suite_page(record: SuiteRecord) -> Page:
    """Which printed cells are reproduced, conflict by conflict."""
    small = sum(item.two_by_two for item in record.cases)
    errata = f"; {count(record.errata, 'is an erratum', 'are errata')}" if record.errata else ""
    columns = (
        Column("Name", fixed=True),
        Column("Source"),
        *(Column(title, right=True) for title in ("States", "Printed", "Reproduced", "Errata")),
    )
    rows = tuple(
        (item.name, item.source, *(f"{number:,}" for number in (item.states, item.cells, item.reproduced, item.errata)))
        for item in record.cases
    )
    return Page(
        (
            Sentence("Published conflicts", "heading"),
            Sentence(
                f"Of the {count(record.cells, 'printed cell')} in {count(len(record.cases), 'file')}, {record.reproduced:,} "
                f"are reproduced{errata}. {capital(count(small, 'file is a 2x2 game', 'files are 2x2 games'))}.",
                "answer",
            ),
            Table(columns, rows),
            Sentence("A cell is a state that a table prints as stable or not, or a printed number.", "note"),
            Sentence("What one source prints: countermove cases NAME. The suite as tables: --out FOLDER", "note"),
        )
    )


# -- published ---------------------------------------------------------------------------------------------------------


def published_page(record: PublishedRecord) -> Page:
    """The sources of a conflict, its printed results, and whether they are reproduced."""
    begins = record.states[record.start]
    blocks: list[Block] = [
        Sentence(record.title, "heading"),
        *(Sentence(f"{line.rstrip('.')}.", "note") for line in record.citation),
        *(Sentence(f"Read in: {line.rstrip('.')}.", "note") for line in record.read),
        Sentence(
            f"{listed(record.actors.values())}; {count(record.feasible, 'feasible state')}. "
            f"The status quo is state {begins.ordered} ({begins.label})."
        ),
        Sentence(printed_text(record), "answer"),
        *printed_blocks(record),
    ]
    blocks.append(_states(record))
    blocks.append(Sentence(f"Solve it with: countermove solve {record.frame.case}", "note"))
    return Page(tuple(blocks))


def printed_blocks(record: PublishedRecord) -> Iterator[Block]:
    """Printed and computed results side by side, notes, and known differences."""
    if record.results:
        yield _results(record)
    yield from (Sentence(f"{line.rstrip('.')}.", "item") for line in record.notes)
    if record.differs:
        yield Sentence("Where print and definition differ", "heading")
    for item in record.differs:
        text = f"{item.what}: printed {item.printed}, computed {item.computed}."
        yield Sentence(f"{text} {item.why}".rstrip(), "item")


def printed_text(record: PublishedRecord) -> str:
    """Whether the printed results are reproduced."""
    if not record.results:
        return "Nothing was published about it that could be computed again."
    if record.reproduced == record.cells:
        whole = plural(record.cells, "it is", "all of them are")
        return f"{capital(count(record.cells, 'printed cell'))}: {whole} reproduced."
    rest = record.cells - record.reproduced - record.errata
    parts = [
        f"Of the {count(record.cells, 'printed cell')}, {record.reproduced:,} are reproduced.",
        f"{capital(count(record.errata, 'is an erratum', 'are errata'))}, named below." if record.errata else "",
        f"{capital(count(rest, 'is', 'are'))} not." if rest else "",
    ]
    return " ".join(filter(None, parts))


def _results(record: PublishedRecord) -> Table:
    rows = tuple(
        (_what(item, record), _numbers(item.printed, item, record), _numbers(item.computed, item, record))
        for item in record.results
    )
    return Table((Column("Published"), Column("As printed"), Column("Computed")), rows)


def _what(item: PublishedResult, record: PublishedRecord) -> str:
    who = listed(record.actors[name] for name in item.by)
    if item.what == "equilibria":
        return f"Equilibria under {printed_concept(item.concept)}"
    if item.what == "stable":
        return f"Stable for {who} under {printed_concept(item.concept)}"
    if item.what == "count":
        return f"Number of equilibria under {printed_concept(item.concept)}"
    place = record.states[item.start or 0].ordered
    if item.what == "improvement":
        return f"Improvements of {who} from {place}"
    return f"Strict rankings of {who} with {place} an equilibrium under {concept_name(item.concept)}"


def printed_concept(name: str) -> str:
    """A concept of a printed table."""
    return {"sim": "SIM", "seq_or_sim": "SEQ or SIM"}.get(name) or concept_name(name)


def _numbers(values: Sequence[int], item: PublishedResult, record: PublishedRecord) -> str:
    if item.what in ("rankings", "count"):
        return listed(f"{value:,}" for value in values) or "not decided"
    return ", ".join(str(record.states[code].ordered) for code in values) or "none"


def _states(record: PublishedRecord) -> Table:
    rows = tuple(
        (f"*{state.ordered}" if code == record.start else str(state.ordered), str(code), state.label)
        for code, state in record.states.items()
    )
    columns = (Column("State", right=True), Column("Code", right=True), Column("On"))
    return Table(columns, rows, "States by their numbers in the literature")
