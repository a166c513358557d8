"""Alternatives that a coding could name, since another coder chose otherwise: one act where there are two, an actor that the
other has not, and neighbouring wants in another order.

An alternative is written as a coding of the first file, in its names. It is proposed where the file with it can be read, and
says there what the other coding says of the same acts; what still differs is named. What concerns only the second (it has
one act where the first has two) is a choice of that file, and named without a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from countermove.assessment.added import alternative_text, with_alternative
from countermove.context.glossary import glossary_of
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import number
from countermove.questions.compare.acts import SplitAct, named_there, split_acts
from countermove.questions.compare.codings import Coded, coded, related
from countermove.questions.compare.split_coding import SplitCoding
from countermove.verdicts.lines.counterparts import Data
from gmcr.base.errors import AssessmentError, CountermoveError
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema import Coding

__all__ = ["Draft", "Named", "Proposal", "drafts_of", "naming_alternatives"]


@dataclass(frozen=True, slots=True)
class Proposal(Record):
    """A choice that another coder made otherwise, as an alternative of a file."""

    kind: Literal["acts", "actor", "order"]
    """One act or several, an actor or none, or which of two wants comes first."""
    coding: str
    """The coding whose choice it is: the one that has one act, or the actor; for the order of wants the first."""
    about: tuple[str, ...]
    """The act, the actor or the two wants, by the names of that coding."""
    others: tuple[str, ...]
    """The acts that the other coding has in place of the one, by its names; empty for other kinds."""
    alternative: str
    """The name of the alternative, new or as the file has it; empty where there is none."""
    text: str | None
    """The alternative as an entry under `alternatives` of the first file, as YAML; null where there is none to write."""
    why: str
    """Why there is none, as a sentence; empty where there is one."""
    differs: tuple[str, ...]
    """Lines about the same acts that in this coding still say something else than in the other file."""


@dataclass(frozen=True, eq=False)
class Draft(Record):
    """A proposal, and its alternative as plain data, if there is one to write."""

    proposal: Proposal
    data: Data | None = None


def drafts_of(one: Coded, other: Coded) -> tuple[Draft, ...]:
    """What the first could name, and then what is a choice of the second. Nothing where one of them is read in another
    coding than that of its file."""
    if one.assessment.coding or other.assessment.coding:
        return ()
    return (
        *(_acts(one, other, act) for act in split_acts(one, other)),
        *(_actor(one, other, actor) for actor in _only(one, other)),
        *(_order(one, other, actor, pair) for actor in one.alike.actors for pair in _swapped(one, other, actor)),
        *(_theirs(one, other, "acts", named_there(other, act.option), act.parts) for act in split_acts(other, one)),
        *(_theirs(one, other, "actor", actor, ()) for actor in _only(other, one)),
    )


@dataclass(frozen=True, slots=True)
class Named(Record):
    """The ``text`` of the first file with the alternatives that it could name; their ``names``; and what is ``left`` out,
    since it cannot be chosen together with one before."""

    text: str
    names: tuple[str, ...]
    left: tuple[str, ...]


def naming_alternatives(first: Assessment, second: Assessment) -> Named:
    """The first of two codings with the alternatives that it could name, since the second chose otherwise; none where they
    have nothing in common."""
    one = coded(first.label, first, ())
    other = coded(second.label, second, (one,))
    text, names, left = first.text, list[str](), list[str]()
    for item in drafts_of(one, other) if len(related((one, other))) > 1 else ():
        if item.data is not None:
            name = item.proposal.alternative
            try:
                text, _ = with_alternative(text, name, item.data, file=first.file)
                names.append(name)
            except CountermoveError:
                left.append(name)
    return Named(text, tuple(names), tuple(left))


def _theirs(one: Coded, other: Coded, kind: Literal["acts", "actor"], about: str, parts: tuple[str, ...]) -> Draft:
    """What is a choice of the second."""
    why = f"It is a choice of {other.label}: name that first, and {one.label} behind it."
    return Draft(Proposal(kind, other.label, (about,), parts, "", None, why, ()))


# -- one act or several ------------------------------------------------------------------------------------------------


def _acts(one: Coded, other: Coded, act: SplitAct) -> Draft:
    """The coding that splits an option."""
    made, many = SplitCoding(one, other, act), number(len(act.parts))
    parts = tuple(named_there(other, part) for part in act.parts)
    proposal = Proposal("acts", one.label, (act.option,), parts, act.option.partition(".")[2], None, "", ())
    actor = act.option.partition(".")[0]
    try:
        coding = made.coding()
    except CountermoveError as error:
        return _unfit(one, proposal, error)
    alternative = {
        "asks": f"Is this one act of {_phrasing(one).the(actor)}: {_does(one, act.option)}?",
        "as_is": "one act",
        "other": {many: {"means": f"{many} acts: {'; '.join(_does(other, part) for part in act.parts)}", **coding}},
    }
    return _draft(one, other, proposal, alternative, lambda own: act.option in own.split, made.left)


def _does(coding: Coded, option: str) -> str:
    """An act in words."""
    actor, _, bare = option.partition(".")
    record = coding.data["actors"][actor]["options"][bare] or {}
    return str(record.get("does") or bare.replace("_", " ")).rstrip(".")


def _phrasing(coding: Coded) -> Phrasing:
    """The words of a coding."""
    return Phrasing(glossary_of(coding.alike))


# -- an actor or none --------------------------------------------------------------------------------------------------


def _only(one: Coded, other: Coded) -> Iterator[str]:
    """The actors that only the first has."""
    yield from (actor for actor in one.alike.actors if ("actor", "", actor) not in other.items)


def _actor(one: Coded, other: Coded, actor: str) -> Draft:
    """The coding that leaves an actor out."""
    proposal = Proposal("actor", one.label, (actor,), (), actor, None, "", ())
    words = _phrasing(one)
    alternative = {
        "asks": f"{words.agree(actor, 'Is', 'Are')} {words.the(actor)} an actor by {words.agree(actor, 'itself', 'themselves')}?",
        "as_is": words.agree(actor, "it is", "they are"),
        "other": {"nobody": {"means": "nobody, whose acts stay as at the start", "without_actor": actor}},
    }
    return _draft(one, other, proposal, alternative, lambda own: actor in own.without_actor)


# -- which of two wants comes first ------------------------------------------------------------------------------------


def _wants(coding: Coded, actor: str) -> list[str]:
    return [name for section, owner, name in coding.items if (section, owner) == ("want", actor)]


def _swapped(one: Coded, other: Coded, actor: str) -> Iterator[tuple[str, str]]:
    """Neighbouring wants that stand in the other order in the other coding, and are neighbours there; wants that only one
    coding has are no neighbours."""
    own, theirs = _wants(one, actor), _wants(other, actor)
    there = set(pairwise(name for name in theirs if name in own))
    yield from (pair for pair in pairwise(name for name in own if name in theirs) if pair[::-1] in there)


def _order(one: Coded, other: Coded, actor: str, pair: tuple[str, str]) -> Draft:
    """The coding in which two wants change places."""
    first, second = pair
    says = [str(one.items["want", actor, name].written.get("says") or name).rstrip(".") for name in pair]
    proposal = Proposal("order", one.label, pair, (), f"order_{first}_{second}", None, "", ())
    alternative = {
        "asks": f"Which comes first for {_phrasing(one).the(actor)}: “{says[0]}” or “{says[1]}”?",
        "as_is": says[0],
        "other": {"swapped": {"means": says[1], "move": {second: {"before": first}}}},
    }

    def known(own: Coding) -> bool:
        places = {name: (place.before, place.after) for name, place in own.move.items()}
        return places.get(second) == (first, None) or places.get(first) == (None, second)

    return _draft(one, other, proposal, alternative, known)


# -- whether it can be written -----------------------------------------------------------------------------------------


def _draft(
    one: Coded,
    other: Coded,
    proposal: Proposal,
    alternative: Data,
    known: Callable[[Coding], bool],
    left: Callable[[Assessment], tuple[str, ...]] = lambda coded: (),
) -> Draft:
    """The proposal with its text, if the file can have it. *known*: whether a coding of the file is the same choice; *left*:
    what still differs in the new coding."""
    alternatives = one.assessment.document.alternatives
    same = next((name for name, item in alternatives.items() if any(map(known, item.other.values()))), None)
    if same is not None:
        return Draft(replace(proposal, alternative=same, why=f"{one.label} has it already, as {same}."))
    name = _free(proposal.alternative, list(alternatives))
    ((choice, coding),) = alternative["other"].items()
    data = {**alternative, "other": {choice: {**coding, "note": f"as {other.label} has it"}}}
    try:
        _, result = with_alternative(one.assessment.text, name, data, file=one.assessment.file)
        differs = left(result.coded({name: choice}))
    except CountermoveError as error:
        return _unfit(one, proposal, error)
    return Draft(replace(proposal, alternative=name, text=alternative_text(name, data), differs=differs), data)


def _unfit(one: Coded, proposal: Proposal, error: CountermoveError) -> Draft:
    return Draft(replace(proposal, why=f"It does not fit the rest of {one.label}: {_first(error)}"))


def _free(name: str, taken: Sequence[str]) -> str:
    numbered = (f"{name}_{place}" for place in range(2, len(taken) + 3))
    return next(own for own in (name, *numbered) if own not in taken)


def _first(error: CountermoveError) -> str:
    """What is wrong, as a sentence; of several problems the first."""
    problems = error.problems if isinstance(error, AssessmentError) else ()
    return next((item.message for item in problems if item.severity == "error"), str(error))
