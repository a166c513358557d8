"""Verdicts on claims in words: what they turn on, rest on, and what else a reader should know.

The classes of claims in words: how many conclusions are of each, and what each means for a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from countermove.context.glossary import Glossary
from countermove.inquiry.outcomes import UNDECIDED
from countermove.presentation.assumptions import scenario_words
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import all_of, capital, count, listed, number, plural, shortened
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.turning_points import Condition, answers_text, conditions_text, simplest_text
from countermove.verdicts.values import COARSE_WORDS

__all__ = [
    "EVERY_VERDICT",
    "SIGNS",
    "VERDICTS",
    "cells_text",
    "claims_head",
    "claims_summary",
    "class_meaning",
    "class_note",
    "expectation_text",
    "follows",
    "in_order",
    "mark_of",
    "place_of",
    "restates_text",
    "rests_text",
    "says_text",
    "since_summary",
    "since_text",
    "turns_text",
    "undone_text",
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
    if not conditions:
        return said("turns.nothing")
    (name, _), *more = conditions[0].equations
    answers = words.questions[name].answers if name in words.questions else {}
    alone = {item.equations[0]: item.holds for item in conditions if len(item.equations) == 1}
    if more or not answers or not all((name, answer) in alone for answer in answers):
        return said("turns.on", condition=simplest_text(conditions, words))
    holding = [answer for answer in answers if alone[name, answer]]
    return said("turns.whether", answers=answers_text(name, holding, words))


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
    """The wants each of which alone makes the claim true, to continue "restates": "that China hoards its leverage
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


_MARKS: Mapping[str, str] = {"depends": "not determined"}
_COARSE_MARKS: Mapping[str, str] = {"follows": "true throughout", "contradicted": "false throughout"}

SIGNS: Mapping[str, str] = {
    "follows": "✓",
    "holds by inaction": "(✓)",
    "holds whatever": "∅",
    "condition never met": "⊖",
    "restates": "≡",
    "not determined": "◐",
    "contradicted": "✗",
    "unsupported": "⊘",
    "vacuous": "◌",
    "true throughout": "●",
    "false throughout": "○",
    "undecided": "?",
}
"""Characters in front of claims where nothing is drawn, by the names of the signs."""

_GROUPS = (
    ("follows", ("follows", "holds_by_inaction")),
    ("holds_whatever", ("holds_whatever",)),
    ("condition_never_met", ("condition_never_met",)),
    ("restates", ("restates",)),
    ("depends", ("depends",)),
    ("contradicted", ("contradicted",)),
    ("unsupported", ("unsupported",)),
    ("vacuous", ("vacuous",)),
    ("true", ("follows?",)),
    ("false", ("contradicted?",)),
    ("undecided", ("undecided?",)),
)
"""How claims are counted: the groups in the order in which they are listed, and the classes in each; claims whose class
was not computed go by their verdicts, with a question mark."""

_LISTED = (
    *("vacuous", "unsupported", "contradicted", "contradicted?", "restates", "depends", "condition_never_met"),
    *("undecided?", "holds_whatever", "holds_by_inaction", "follows?", "follows"),
)
"""The order in which claims are listed: those that most need a look first."""


def _kind(claim: ClaimVerdict) -> str:
    """The claim's class; without one, its verdict, with a question mark where a class would say more."""
    if claim.kind is not None:
        return claim.kind
    return {"vacuous": "vacuous", "not determined": "depends"}.get(claim.verdict, f"{claim.verdict}?")


def mark_of(claim: ClaimVerdict) -> str:
    """The name of the sign in front of a claim."""
    if claim.kind is None:
        return _COARSE_MARKS.get(claim.verdict, claim.verdict)
    return _MARKS.get(claim.kind, claim.kind.replace("_", " "))


def follows(claim: ClaimVerdict) -> bool:
    """Whether it counts as following, even if only as long as nobody wants otherwise; judged by its values if its class
    was not computed."""
    return claim.kind in ("follows", "holds_by_inaction") or (claim.kind is None and claim.verdict == "follows")


def place_of(claim: ClaimVerdict) -> int:
    """The rank of a claim by its class: those that most need a look come first."""
    return _LISTED.index(_kind(claim))


def in_order(claims: Sequence[ClaimVerdict]) -> list[ClaimVerdict]:
    """Claims by class, those that most need a look first; in file order within a class."""
    return sorted(claims, key=place_of)


def claims_head(claims: Sequence[ClaimVerdict], what: str = "conclusion") -> str:
    """How many of some claims are of which class, without a full stop: "Of 19 conclusions, eleven follow (…) and five
    depend". ``what``: the noun for them, in the singular; anything after its first word is unchanged."""
    noun, _, more = what.partition(" ")
    behind = f" {more}" if more else ""
    groups = [(name, own) for name, own in _grouped(claims) if own]
    if len(claims) == 1:
        return said("claims.head.one", what=what, group=_group(*groups[0], alone=True))
    if len(groups) == 1:
        return said(
            "claims.head.all",
            every=f"{capital(all_of(len(claims), noun))}{behind}",
            group=_group(*groups[0], alone=True),
        )
    return said("claims.head", many=f"{count(len(claims), noun)}{behind}", groups=claims_summary(claims))


def claims_summary(claims: Sequence[ClaimVerdict]) -> str:
    """How many claims are of which class: "eleven follow (…), two restate a premise and five depend"; for one claim just
    "follows"."""
    if len(claims) == 1:
        return _group(*next(item for item in _grouped(claims) if item[1]), alone=True)
    return listed(_group(name, own) for name, own in _grouped(claims) if own)


def _grouped(claims: Sequence[ClaimVerdict]) -> Iterator[tuple[str, list[ClaimVerdict]]]:
    for name, kinds in _GROUPS:
        yield name, [claim for claim in claims if _kind(claim) in kinds]


def _group(name: str, claims: Sequence[ClaimVerdict], *, alone: bool = False) -> str:
    """One group with its number; *alone*: without it."""
    text = said(f"claims.{name}.{plural(len(claims), 'one', 'many')}")
    if not alone:
        text = said("claims.group", many=number(len(claims)), says=text)
    idle = [claim for claim in claims if claim.kind == "holds_by_inaction"]
    return f"{text} ({_idly(idle, len(claims))})" if idle else text


def _idly(idle: Sequence[ClaimVerdict], whole: int) -> str:
    """A remark on the claims that hold only as long as nobody wants otherwise."""
    denying = sum(claim.denies for claim in idle)
    staying = len(idle) - denying
    if not denying or not staying:
        kind = "denies" if denying else "stays"
        who = "" if len(idle) == whole else f"{number(len(idle))} of them "
        verb = ("say" if who and len(idle) > 1 else "says") if who else plural(whole, "it says", "they say")
        return said(f"claims.idle.{kind}", who=f"{who}{verb}")
    who = f"{number(denying)} of them {plural(denying, 'says', 'say')}"
    return said("claims.idle.both", who=who, others=number(staying))


def class_meaning(claims: Sequence[ClaimVerdict]) -> str:
    """What claims of one class have in common, to continue their number: "restate a premise"."""
    kind = _kind(claims[0])
    if kind == "holds_by_inaction":
        return said(f"claims.board.idle.{plural(len(claims), 'one', 'many')}")
    name = next(name for name, kinds in _GROUPS if kind in kinds)
    return said(f"claims.{name}.{plural(len(claims), 'one', 'many')}")


def class_note(claim: ClaimVerdict, glossary: Glossary) -> str:
    """A remark on a claim's class; "" if the class says everything."""
    match claim.kind:
        case "unsupported":
            return said("claims.note.unsupported")
        case "contradicted":
            return _falls(claim, glossary)
        case "restates":
            return restates_text(claim, glossary)
        case "depends":
            return turns_text(claim.turns_on, glossary)
        case "condition_never_met":
            return said("claims.note.condition_never_met")
        case "holds_whatever":
            return said("claims.note.holds_whatever")
        case "holds_by_inaction":
            return undone_text(claim, glossary)
        case "follows" if claim.undone_by == ():
            return said("claims.note.follows")
        case None if claim.verdict == "not determined":
            return turns_text(claim.turns_on, glossary)
    return ""


def undone_text(claim: ClaimVerdict, glossary: Glossary) -> str:
    """Whose change of mind ends a claim that holds as long as nobody wants otherwise: "until China wants otherwise (c3
    or c7)"."""
    wants: dict[str, dict[str, None]] = {}
    for edit in claim.undone_by or ():
        wants.setdefault(edit.actor, {})[edit.want] = None
    phrasing = Phrasing(glossary)
    if len(wants) == 1:
        [(actor, own)] = wants.items()
        agreed = phrasing.agree(actor, "wants", "want")
        return said("claims.note.undone.one", who=phrasing.the(actor), wants=agreed, which=listed(own, "or"))
    texts = [f"{phrasing.the(actor)} ({listed(own, 'or')})" for actor, own in wants.items()]
    return said("claims.note.undone", who=listed(texts, "or"))


_NAMED = 2
"""The number of wants named as speaking against a claim."""


def _falls(claim: ClaimVerdict, glossary: Glossary) -> str:
    """The premises of which one change makes a contradicted claim true somewhere."""
    phrasing = Phrasing(glossary).of_claim(claim.id)
    # A change may also leave a claim without anything to judge, or give it something: that does not make it true.
    against = list(dict.fromkeys(item.edit.want for item in claim.rests_on if item.into))
    texts = [_premise(want, phrasing) for want in against[:_NAMED]]
    more = [f"{number(len(against) - _NAMED)} more"] if len(against) > _NAMED else []
    return said("claims.note.contradicted", premises=listed([*texts, *more], "or")) if texts else ""


def _premise(want: str, phrasing: Phrasing) -> str:
    """A want by a short form of its reason, if it has one, or in full."""
    says = phrasing.says(want, phrasing.branch(want))
    return f"“{says}” ({want})" if says else f"the fact that {phrasing.whose_reason(want, phrasing.branch(want))}"
