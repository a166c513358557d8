"""Composes a dossier from all results on a bare conflict: where everybody stays, why, where it leads, and its
sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from countermove import __version__
from countermove.presentation.blocks import AnswerText, Block, Sentence
from countermove.presentation.figure import Figure
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import plain_move_text, state_text
from countermove.presentation.words import capital, concept_counts, concept_name, count, listed
from countermove.questions.coalitions.text import coalitions_text
from countermove.questions.graph.figure import graph
from countermove.questions.lanes.figure import lanes
from countermove.questions.longrun.text import longrun_text
from countermove.questions.roads.figure import drawable, road
from countermove.questions.roads.text import roads_text
from countermove.questions.solve.text import solve_text
from countermove.questions.why.text import why_text
from countermove.reports.cases.text import printed_blocks, printed_text
from countermove.reports.report.blocks import (
    Chapter,
    Dossier,
    DossierBlock,
    Judgement,
    Judgements,
    Pairs,
    Section,
    ShownPicture,
)
from countermove.reports.report.conflict_report import (
    ConflictReport,
    leads_text,
    named_equilibria,
    states_table,
    stays_text,
    swaps_blocks,
    swaps_text,
)
from countermove.reports.report.pictures import NARROW, WIDE

__all__ = ["conflict_dossier"]

_ROADS = 2
"""The most roads that are drawn."""


def conflict_dossier(record: ConflictReport, *, brief: bool = False) -> Dossier:
    """The dossier of a bare conflict; *brief*: the first page alone."""
    return Dossier(
        title=record.glossary.title,
        case=record.frame.case,
        byline=_byline(record),
        first=tuple(_first(record)),
        beside=(Judgements(tuple(_beside(record)), beside=True),),
        chapters=() if brief else tuple(_chapters(record)),
        made=_made(record),
    )


def _byline(record: ConflictReport) -> str:
    lines = record.published.citation if record.published is not None else ()
    citation = "; ".join(line.rstrip(".").removeprefix("After ") for line in lines)
    source = f"After {citation}" if any(map(str.isdigit, citation)) else citation  # only a cited work has a year
    conflict = record.game.conflict
    size = f"{count(len(conflict.actors), 'actor')}, {count(int(conflict.states.size), 'feasible state')}"
    return f"{source} · {size}" if source else capital(size)


# -- the first page ----------------------------------------------------------------------------------------------------


def _first(record: ConflictReport) -> Iterator[DossierBlock]:
    yield Judgements(tuple(_answers(record)))
    if "graph" in record.answers:
        yield _graph(record)


def _graph(record: ConflictReport) -> ShownPicture:
    answer = record.answers["graph"]
    return _both(graph(answer, width=WIDE), graph(answer, width=NARROW))


def _both(wide: Figure, narrow: Figure, *, repeats: bool = False) -> ShownPicture:
    return ShownPicture(wide, None if narrow.svg == wide.svg else narrow, repeats=repeats)


def _answers(record: ConflictReport) -> Iterator[Judgement]:
    if "why" in record.answers:
        yield Judgement(_verdict(record), _leaving(record), asked="Does the status quo hold?")
    yield Judgement(_everywhere(record), asked="Where does everybody stay?")
    if "roads" in record.answers:
        text = leads_text(record) if "graph" in record.answers else _answered(roads_text(record.answers["roads"]))
        yield Judgement(text, asked="Where does it lead?")


def _verdict(record: ConflictReport) -> str:
    text = _answered(why_text(record.answers["why"]))
    return f"The status quo{text.removeprefix('The start')}".replace(" asked for", "")


def _leaving(record: ConflictReport) -> str:
    """The move by which each actor that leaves the status quo gains."""
    answer, phrasing = record.answers["why"], Phrasing(record.glossary)
    moves = {item.actor: item.improvement for item in answer.record.witnesses if item.improvement is not None}
    texts = [plain_move_text(actor, answer.record.state, code, answer.on, phrasing) for actor, code in moves.items()]
    here = state_text(answer.record.state, answer.on, phrasing)
    leads = f"It begins {'in' if phrasing.labelled else 'where'} {here}. "
    return leads + (
        f"{capital('; '.join(texts))}: nothing deters that." if texts else "Nobody gains by a move that nothing deters."
    )


def _everywhere(record: ConflictReport) -> str:
    if "graph" in record.answers:
        return stays_text(record)
    solution = record.answers["solve"].record
    counts = (f"{item.count:,} under {concept_name(name)}" for name, item in solution.equilibria.items())
    return f"Equilibria among {count(solution.states, 'state')}: {listed(counts)}."


def _beside(record: ConflictReport) -> Iterator[Judgement]:
    if "coalitions" in record.answers:
        yield Judgement(_answered(coalitions_text(record.answers["coalitions"])), section="coalitions")
    if record.swaps:
        yield Judgement(swaps_text(record), section="preferences")
    if record.published is not None and record.published.results:
        yield Judgement(printed_text(record.published), section="sources")


def _answered(telling: AnswerText) -> str:
    """The answer to a question, in a line or two."""
    return telling.in_short


# -- chapters ----------------------------------------------------------------------------------------------------------


def _chapters(record: ConflictReport) -> Iterator[Chapter]:
    yield Chapter(
        "equilibria", "Where everybody stays", (Section("stays", "", tuple(_stays(record))), *_states(record))
    )
    if "why" in record.answers:
        telling = why_text(record.answers["why"], every=True)
        blocks = (Sentence(telling.title), Sentence(_verdict(record), "answer"), *_lanes(record), *_said(telling.body))
        yield Chapter("why", "Why the status quo holds, or does not", (Section("status-quo", "", blocks),))
    if leads := tuple(_leads(record)):
        yield Chapter("leads", "Where it leads", leads)
    if record.swaps:
        change = Section("preferences", "", tuple(swaps_blocks(record)))
        yield Chapter("change-it", "What the smallest change of a preference would do", (change,))
    if record.published is not None:
        yield Chapter("sources-of", "Where it comes from", (Section("sources", "", tuple(_sources(record))),))
    yield Chapter("annex", "Reference", tuple(_looked_up(record)), folded=True)


def _lanes(record: ConflictReport) -> Iterator[ShownPicture]:
    """The ways out of the status quo, and what stops each."""
    answer = record.answers.get("lanes")
    if answer is not None and answer.record.ways:
        yield _both(lanes(answer, width=WIDE), lanes(answer, width=NARROW), repeats=True)


def _stays(record: ConflictReport) -> Iterator[DossierBlock]:
    if "graph" in record.answers:
        yield named_equilibria(record)
    else:
        yield from _said(solve_text(record.answers["solve"]).body)
        yield from (_left_out(name, why) for name, why in record.skipped if name == "graph")


def _states(record: ConflictReport) -> Iterator[Section]:
    if "graph" in record.answers:
        mark = " * marks the status quo." if record.game.begins else ""
        lead = f"Places are those of each actor's own order, 1 being the best.{mark}"
        yield Section(
            "states", "What each state is, and how good each actor finds it", (states_table(record),), lead=lead
        )


def _leads(record: ConflictReport) -> Iterator[Section]:
    if "roads" in record.answers:
        answer = record.answers["roads"]
        away = [place for place, path in enumerate(drawable(answer.record)) if path.steps][:_ROADS]
        pictures = (
            [road(answer, number=place, width=560) for place in away],
            [road(answer, number=place, width=NARROW) for place in away],
        )
        drawn = [_both(wide, narrow, repeats=True) for wide, narrow in zip(*pictures, strict=True)]
        telling = roads_text(answer)
        yield Section("roads", "Step by step", (*_said(telling.answer), *drawn, *_said(telling.body)))
    if "coalitions" in record.answers:
        telling = coalitions_text(record.answers["coalitions"])
        yield Section("coalitions", "Together", (*_said(telling.answer), *_said(telling.body)))


def _sources(record: ConflictReport) -> Iterator[DossierBlock]:
    assert record.published is not None
    yield from (Sentence(f"{line.rstrip('.')}.", "item") for line in record.published.citation)
    if record.published.results:
        yield Sentence("What was printed, and what is computed", "heading")
        yield Sentence(printed_text(record.published), "answer")
    yield from printed_blocks(record.published)


def _looked_up(record: ConflictReport) -> Iterator[Section]:
    if "longrun" in record.answers:
        telling = longrun_text(record.answers["longrun"])
        yield Section("longrun", "In the long run", (*_said(telling.answer), *_said(telling.body)))
    yield Section("method", "Method and limits", tuple(_method(record)))


def _method(record: ConflictReport) -> Iterator[DossierBlock]:
    yield Sentence(
        "The engine is the Graph Model for Conflict Resolution (Kilgour, Hipel & Fang 1987): actors who move between states, "
        "rank them, and weigh a move by the countermoves that it invites. Everything here is computed from one file."
    )
    yield Sentence("Concepts: which countermoves an actor reckons with", "heading")
    yield from (Sentence(f"{capital(concept_name(name))} {concept_counts(name)}.", "item") for name in record.concepts)
    yield Sentence("Limits", "heading")
    yield Sentence("Preferences are ordinal: nothing is said about how much better one state is than another.", "item")
    yield from (_left_out(name, why) for name, why in record.skipped if name != "graph")
    yield Pairs(_made(record))


def _left_out(name: str, why: str) -> Sentence:
    return Sentence(f"Left out: {name} ({why.rstrip('.')}).", "note")


def _made(record: ConflictReport) -> tuple[tuple[str, str], ...]:
    """What identifies the file and the run."""
    return (
        ("Case", record.frame.case),
        ("File (SHA-256)", record.frame.digest),
        ("Countermove", __version__),
        ("Concepts", listed(map(concept_name, record.concepts))),
        ("Actors", Phrasing(record.glossary).names(record.glossary.actors)),
    )


def _said(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without the notes on further commands: a report has no command line."""
    for block in blocks:
        if not (isinstance(block, Sentence) and ("--" in block.text or "`" in block.text)):
            yield block
