"""verify in words: what holds, and for what does not, which condition fails and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from countermove.context.frame import Assumptions, Frame
from countermove.plugins.proofs.certify.text import verdict_text
from countermove.plugins.proofs.verify.compute import Compared, Failing, VerifyRecord
from countermove.presentation.assumptions import game_text
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import all_of, capital, count, number, plural, under_words
from gmcr.analysis import Condition
from gmcr.base.characters import one_line

__all__ = ["verify_page"]

_SHOWN = 8
"""The largest number of differences, and of failing proofs, that are shown."""

_CONDITIONS: Mapping[Condition, str] = {
    "state": "the state is excluded by a rule",
    "verdict": "what is said has no proof",
    "improvement": "{improvement} is not a move by which it gains",
    "mover": "countermove {number} on the path from {improvement} is by {actor}, and nobody there can answer so",
    "move": "countermove {number} on the path from {improvement} is not a legal move of {actor}: {to}, after {at}",
    "gain": "countermove {number} on the path from {improvement} is not a move by which {actor} gains: {to}, after {at}",
    "sanction": "the path from {improvement} ends in {at}, which is better for it than the state",
    "reply": "the path from {improvement} ends in {at}, to which it can reply {to}, which is better for it than the state",
    "whole": "nothing deters its improvement {to}",
    "clause": "clause {number} is not about options of others alone",
    "contains": "clause {number} is not true after the improvement",
    "closed": "the invariant is left by {actor}: {to}, after {at}",
    "free": "the invariant holds a state that deters it: {at}",
    "time": "not checked in the time allowed; --seconds gives more",
    "size": "not checked: it has a comparison, or is as a whole, larger than what is checked",
}


def verify_page(record: VerifyRecord) -> Page:
    """What holds, and what does not."""
    return Page(
        (*_outcome(record), *_failures(record), *_says(record), *_beside(record.compared, record.frame.assumptions))
    )


def _outcome(record: VerifyRecord) -> Iterator[Block]:
    known = [proof for proof in record.proofs if proof.stable is not None or not proof.holds]
    failing = sum(proof.holds is False for proof in known)
    unchecked = sum(proof.holds is None for proof in known)
    many = count(len(known), "proof")
    if not known:
        yield Sentence(f"{record.file} proves nothing: it has no decision that is known.", "answer")
    elif failing:
        yield Sentence(
            f"Of {many} in {record.file}, {number(failing)} {plural(failing, 'does', 'do')} not hold.", "answer"
        )
    elif unchecked:
        yield Sentence(f"Of {many} in {record.file}, {number(unchecked)} could not be checked.", "answer")
    elif len(known) == 1:
        yield Sentence(f"The proof in {record.file} holds.", "answer")
    else:
        yield Sentence(f"{capital(all_of(len(known), 'proof'))} in {record.file} hold.", "answer")


def _failures(record: VerifyRecord) -> Iterator[Block]:
    failing = [proof for proof in record.proofs if proof.failing is not None]
    for proof in failing[:_SHOWN]:
        assert proof.failing is not None, "they are those"
        who = f"{proof.actor} {verdict_text(proof.stable)} {under_words([proof.concept])}"
        yield Sentence(f"{who}: {_failing_text(proof.failing, record.state)}.", "item")
    if len(failing) > _SHOWN:
        yield Sentence(f"And {count(len(failing) - _SHOWN, 'other')}.", "note", "All of them: --json.")


def _failing_text(failing: Failing, state: Sequence[str]) -> str:
    """The failure in words. States are described by their differences from the certificate's state, and moves by what
    they change.
    """

    def named(on: Sequence[str] | None, before: Sequence[str]) -> str:
        changed = [*(name for name in on or () if name not in before)]
        changed += [f"not {name}" for name in before if on is not None and name not in on]
        return ", ".join(changed) or "nothing changed"

    return _CONDITIONS[failing.condition].format(
        improvement=named(failing.improvement, state),
        number=failing.number,
        actor=failing.actor,
        at=named(failing.at, state),
        to=named(failing.to, state if failing.at is None else failing.at),
    )


def _says(record: VerifyRecord) -> Iterator[Block]:
    """What the valid proofs establish about the state."""
    proved = [proof for proof in record.proofs if proof.holds]
    if not proved:
        return
    concepts = list(dict.fromkeys(proof.concept for proof in proved))
    columns = (Column("", fixed=True), *(Column(name, fixed=True) for name in concepts))
    verdicts = {(proof.actor, proof.concept): verdict_text(proof.stable) for proof in proved}
    rows = tuple(
        (actor, *(verdicts.get((actor, concept), "") for concept in concepts))
        for actor in dict.fromkeys(proof.actor for proof in proved)
    )
    where = ", ".join(record.state) or "nothing"
    yield Table(columns, rows, f"Proved of the state with {where} on", by_row=True)
    if whole := [concept for concept in concepts if _everybody_stays(record, concept)]:
        yield Sentence(f"{capital(under_words(whole))} everybody stays: it is an equilibrium.")


def _everybody_stays(record: VerifyRecord, concept: str) -> bool:
    staying = {proof.actor for proof in record.proofs if proof.concept == concept and proof.holds and proof.stable}
    return staying == set(record.actors)


def _beside(record: Compared | None, assumed: Assumptions) -> Iterator[Block]:
    if record is None:
        yield Sentence(
            "This is about the game in the file. Whether that is the game of a case is not looked at.", "note",
            "To compare them: --case CASE.",
        )  # fmt: skip
        return
    if record.differs:
        many = count(len(record.differs), "place")
        yield Sentence(f"The game is not that of {record.case}: it differs in {many}.", "caution")
        for item in record.differs[:_SHOWN]:
            yield Sentence(
                f"{item.place}: {one_line(item.certificate) or 'nothing'} in the certificate, "
                f"{one_line(item.case) or 'nothing'} in the case.",
                "item",
            )
        if len(record.differs) > _SHOWN:
            yield Sentence(f"And {count(len(record.differs) - _SHOWN, 'other')}.", "note", "All of them: --json.")
        return
    begins = "where it begins" if record.start else "not where it begins"
    text = "" if record.same_text else " The text of the case has changed since, but not its game."
    yield Sentence(f"The game is that of {record.case}, and the state is {begins}.{text}")
    frame = Frame(record.case, "", replace(assumed, apart=()))  # no certificate says who joins whom
    if game := game_text(frame, Phrasing(record.glossary, assumed.view)):
        yield Sentence(game, "note")
