"""Verdicts on claims in words: what they turn on, rest on, and what else a reader should know."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.context.glossary import Glossary
from countermove.inquiry.no_value import UNDECIDED
from countermove.presentation.assumptions import scenario_words
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import count, listed, plural, shortened
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.classes import COARSE_WORDS
from countermove.verdicts.condition_words import answer_text, conditions_text
from countermove.verdicts.turning_points import Condition

__all__ = [
    "EVERY_VERDICT",
    "VERDICTS",
    "cells_text",
    "expectation_text",
    "restates_text",
    "rests_text",
    "says_text",
    "since_summary",
    "since_text",
    "turns_text",
    "warnings_text",
]

VERDICTS = ("follows", "not determined", "contradicted", "vacuous")
"""The verdicts, in the order in which they are counted."""

EVERY_VERDICT = (*VERDICTS, "undecided")
"""The verdicts including the one for claims on which the time limit expired, where states are not listed."""

_SINCE = {
    "follows": ("is true throughout", "are true throughout"),
    "not determined": ("depends", "depend"),
    "contradicted": ("is false throughout", "are false throughout"),
    "vacuous": ("has nothing to judge", "have nothing to judge"),
    "undecided": ("is not decided", "are not decided"),
}
"""Words for the values of one claim, and of several, over what is not refuted by what happened; there is no class for
these."""

_EDITS = {
    "drop": "left out",
    "could_be": "turned",
    "swap": "ranked lower",
    "turn": "turned round",
    "negate": "reversed",
}


def says_text(claim: ClaimVerdict, glossary: Glossary, *, whose: bool = True) -> str:
    """What a claim says, where, and (*whose*) who holds it if not the author."""
    words = glossary.claims[claim.id]
    why = scenario_words(words.scenario, glossary) if words.scenario else ""
    where = [f"if {why}"] if why else []
    where += [f"in {words.scenario}"] if words.scenario else []
    where += [f"in the view {words.view}"] if words.view else []
    where += ["a probe, not the author's"] if claim.probe and whose else []
    where += [f"held by {words.by_name}"] if words.by_name else []
    return f"{words.says} ({', '.join(where)})" if where else words.says


def turns_text(conditions: Sequence[Condition], words: Glossary) -> str:
    """What a verdict turns on, in a few words of the case: "turns on whether Washington would sit down (O1)" if one
    question decides alone, otherwise the simplest condition."""
    text = conditions_text(conditions, most=1, words=words).partition("; ")[0]
    if not text:
        return "turns on no set of up to three conditions"
    (name, _), *more = conditions[0].equations
    answers = words.questions[name].answers if name in words.questions else {}
    alone = {item.equations[0]: item.holds for item in conditions if len(item.equations) == 1}
    if more or not answers or not all((name, answer) in alone for answer in answers):
        return f"turns on: {text}"
    holding = [answer for answer in answers if alone[name, answer]]
    return f"turns on whether {listed((answer_text(name, answer, words) for answer in holding), 'or')} ({name})"


def cells_text(claim: ClaimVerdict) -> str:
    """The number of its cells in which a claim holds: "80 of 160", undefined ones counted separately."""
    undefined, undecided = int((claim.values == -1).sum()), int((claim.values == UNDECIDED).sum())
    text = f"{int((claim.values == 1).sum())} of {claim.values.size - undefined}"
    more = ((undefined, "undefined"), (undecided, "not decided"))
    return ", ".join([text, *(f"{many} {what}" for many, what in more if many)])


def rests_text(claim: ClaimVerdict, *, most: int = 8, phrasing: Phrasing | None = None) -> str:
    """The wants that a claim rests on, and by which edits each changes it: "u2 (left out, turned)". With a *phrasing*
    each by its reason, if it has one: "sees more risk than reward (u2: left out, turned)"."""
    if not claim.searched:
        return "not looked for"
    kinds: dict[str, list[str]] = {}
    for support in claim.rests_on:
        kinds.setdefault(support.edit.want, []).append(_EDITS[support.edit.kind])
    if not kinds:
        return "nothing"
    own = None if phrasing is None else phrasing.of_claim(claim.id)
    parts = [_rest(want, listed(done, "or"), own) for want, done in kinds.items()]
    return shortened(parts, most, sep=", " if own is None else "; ")


def _rest(want: str, done: str, phrasing: Phrasing | None) -> str:
    says = "" if phrasing is None else phrasing.says(want, phrasing.branch(want))
    return f"{says} ({want}: {done})" if says else f"{want} ({done})"


def warnings_text(claim: ClaimVerdict, glossary: Glossary | None = None) -> tuple[str, ...]:
    """What a reader should know beyond the class, one clause each; wants by their ids without a *glossary*."""
    warnings = []
    if claim.verdict == "vacuous":
        warnings.append("there is nothing to judge")
    if claim.unlisted:
        warnings.append("it is not judged, since it needs a list of the states, and there are too many")
    elif (claim.values == UNDECIDED).any():
        warnings.append(f"not decided in the time allowed in {count(int((claim.values == UNDECIDED).sum()), 'cell')}")
    match claim.kind:
        case "unsupported" | "condition_never_met" | "holds_whatever":
            warnings.append(said(f"claims.note.{claim.kind}"))
        case "restates":
            again = listed(claim.restated, "or") if glossary is None else restates_text(claim, glossary)
            warnings.append(f"{said('claims.note.again', again=again)}: {_alone(claim)}")
        case "follows" if claim.undone_by == ():
            warnings.append(said("claims.note.follows"))
    return tuple(warnings)


def restates_text(claim: ClaimVerdict, glossary: Glossary) -> str:
    """The wants each of which alone makes the claim true, to continue "says again": "that China hoards its leverage
    (c3)"."""
    phrasing = Phrasing(glossary).of_claim(claim.id)
    wants = (
        said("claims.note.restates", want=phrasing.whose_reason(name, phrasing.branch(name))) for name in claim.restated
    )
    return listed(wants, "or")


def _alone(claim: ClaimVerdict) -> str:
    if len(claim.restated) > 1 and not claim.rests_on:
        return "each of them alone settles it, so no single change alters it"
    return "that want alone settles it"


def expectation_text(claim: ClaimVerdict) -> str:
    """A note that a claim is not as its file expects; "" if it is."""
    shown = "not shown to be" if claim.verdict == "undecided" else "not"
    return f'{shown} as expected: the file expects "{claim.expect}"' if claim.as_expected is False else ""


def since_text(claim: ClaimVerdict) -> str:
    """The verdict over what is not refuted by what happened, if that differs; "" otherwise, and if no reading
    survives, which is said once and not for every claim."""
    if claim.since is None or claim.since.verdict == "no reading":
        return ""
    turning = conditions_text(claim.since.turns_on, most=2)
    return f"{COARSE_WORDS[claim.since.verdict]}, in the readings that remain{f': {turning}' if turning else ''}"


def since_summary(claims: Sequence[ClaimVerdict]) -> str:
    """The claims that have another verdict since: "Since then, in the readings that remain, C03 is false throughout and C07 is true
    throughout."; "" if none has."""
    others: dict[str, list[str]] = {}
    for claim in claims:
        if claim.since is not None:
            others.setdefault(claim.since.verdict, []).append(claim.id)
    if "no reading" in others:
        return said("claims.since.nothing")
    parts = [
        f"{listed(others[verdict])} {plural(len(others[verdict]), *_SINCE[verdict])}"
        for verdict in EVERY_VERDICT
        if verdict in others
    ]
    return f"Since then, in the readings that remain, {listed(parts)}." if parts else ""
