"""certify in words: who stays, who leaves, and the size of the proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermove.plugins.proofs.certify.compute import CertificateRecord
from countermove.plugins.proofs.certify.model import Decided
from countermove.presentation.assumptions import game_text
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed, under_words

__all__ = ["certify_page", "verdict_text"]


def certify_page(record: CertificateRecord, *, file: str | None = None) -> Page:
    """Who stays, who leaves, and the size of the proofs; *file*: where it was written."""
    phrasing = Phrasing(record.glossary, record.frame.assumptions.view)
    blocks: list[Block] = [*_verdicts(record, phrasing)]
    columns = [Column("", fixed=True), *(Column(name, fixed=True) for name in record.frame.assumptions.concepts)]
    rows = [
        (phrasing.actor(actor), *(verdict_text(item.stable) for item in record.decisions if item.actor == actor))
        for actor in dict.fromkeys(item.actor for item in record.decisions)
    ]
    blocks += [Table(tuple(columns), tuple(rows), by_row=True), Sentence(_proved(record.decisions), "note")]
    if game := game_text(record.frame, phrasing):
        blocks.append(Sentence(game, "note"))
    if file is not None:
        blocks.append(Sentence(f"Wrote {file}. To check it, anywhere: countermove verify {file}", "line"))
    return Page(tuple(blocks))


def verdict_text(stable: bool | None) -> str:
    """Whether an actor stays."""
    return "not known" if stable is None else "stays" if stable else "leaves"


def _verdicts(record: CertificateRecord, phrasing: Phrasing) -> Iterator[Block]:
    """The verdicts; concepts under which the same actors leave share one."""
    actors = list(dict.fromkeys(item.actor for item in record.decisions))
    alike: dict[tuple[tuple[str, bool | None], ...], list[str]] = {}
    for concept in record.frame.assumptions.concepts:
        verdicts = tuple((item.actor, item.stable) for item in record.decisions if item.concept == concept)
        alike.setdefault(verdicts, []).append(concept)
    for verdicts, concepts in alike.items():
        under = capital(under_words(concepts))
        leaving = [actor for actor, stable in verdicts if stable is False]
        unknown = [actor for actor, stable in verdicts if stable is None]
        if leaving:
            yield Sentence(
                f"{under} {phrasing.actors(leaving)} {phrasing.agree(leaving, 'leaves', 'leave')}.", "answer"
            )
        elif not unknown:
            everybody = len(actors) == len(record.model.actors)
            stays = phrasing.agree(actors, "stays", "stay")
            yield Sentence(
                f"{under} {'everybody stays: an equilibrium' if everybody else f'{phrasing.actors(actors)} {stays}'}.",
                "answer",
            )
        if unknown:
            yield Sentence(
                f"{under} it is not known within {count(record.seconds, 'second')} whether {phrasing.actors(unknown)} "
                f"{phrasing.agree(unknown, 'stays', 'stay')}.",
                "caution",
                "Give more time with --seconds.",
            )


def _proved(decisions: Sequence[Decided]) -> str:
    paths = [item for decision in decisions if decision.stays is not None for item in decision.stays.improvements]
    clauses = [decision.leaves.invariant for decision in decisions if decision.leaves is not None]
    parts = []
    if paths:
        parts.append(f"{count(len(paths), 'path')} of countermoves")
    if any(clauses):
        sets = sum(map(bool, clauses))
        parts.append(f"{count(sets, 'invariant')} of {count(sum(map(len, clauses)), 'clause')}")
    by = f" by {listed(parts)}" if parts else ""
    return capital(f"what is known is proved{by}; each proof has been checked by other means than those that found it.")
