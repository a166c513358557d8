"""compare: several codings of one text side by side, how far they agree, which lines split them, and what would
distinguish two of them.

A *coding* is one of several assessments that people wrote of the same text. Things are matched as ``diff`` matches
them, by name and then by content; each coding is judged under its own concepts unless others are requested. The
comparison covers the answers to the key questions that at least two ask, and the verdicts and cells of the claims that
at least two make; agreement is Krippendorff's alpha (``questions.compare.sides``), each coding being a coder and
anything that it lacks a missing value. A cell is a claim, or a question, in a reading under a concept. A coding that
has no option in common with the first, and no claim or question of the same content or words, directly or through
others, stands *apart* and is not compared.

Lines that *split* the codings (``questions.compare.codings``) are put into the first coding one by one, in each other
form, and the answers that change are reported. For exactly two codings, ``questions.compare.transfers`` gives the
minimal sets of lines that carry each answer that differs, and all answers, over to what the second says, and
``questions.compare.crux`` the crux. Claims that no key question asks about, observations and forecasts are left aside
there: they affect no answer as argued.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from countermove.context.games import require_assessment, resolve_concepts
from countermove.questions.compare.codings import Coded, Split, coded, labels_of, related, splits_of
from countermove.questions.compare.crux import Crux, cruxes
from countermove.questions.compare.proposals import drafts_of
from countermove.questions.compare.records import (
    Agreement,
    AnswerAcross,
    ChangedAnswer,
    ClaimAcross,
    Coding,
    Compare,
    LineForm,
    Named,
    SplitLine,
)
from countermove.questions.compare.sides import (
    Alpha,
    Asking,
    CodingAnswers,
    alpha_of,
    cells_of,
    coding_answers,
    counts_of,
)
from countermove.questions.compare.transfers import Carrying
from countermove.verdicts.lines.search import BOUND, MOST
from gmcr.base.arguments import as_integer
from gmcr.base.errors import CountermoveError
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MANY", "compare"]

MANY = 40
"""The largest number of codings compared at once."""

_OWN = ("want", "rule", "driver", "reading", "claim", "observation")
"""Sections that a coder fills in."""


@task
def compare(
    *codings: Assessment,
    concepts: str | Sequence[str] | None = None,
    bound: int = BOUND,
    most: int = MOST,
) -> Task[Compare]:
    """Several codings of one text, two to 40, side by side. *concepts*: for all; those of each file if None. *bound*:
    lines put together into the first of two, from 0; *most*: the largest number of sets that are tried by size.

    Counts the codings that are read, those that are judged, and the sets. Raises CountermoveError (one coding, too
    many, one twice, no concept), ModelError (not an assessment), UnknownName, and whatever judging one of them raises.
    """
    assessments = _assessments(codings)
    bound, most = as_integer(bound, "bound", least=0), as_integer(most, "most", least=0)
    names = [resolve_concepts(item, concepts) for item in assessments]
    if not all(names):
        raise CountermoveError("No concept is named: leave concepts out for those of each file.", argument="concepts")
    labels = labels_of(assessments)
    read: list[Coded] = []
    for label, item in zip(labels, assessments, strict=True):
        yield Progress(len(read), 2 * len(assessments))
        read.append(coded(label, item, read))
    near = related(read)
    listed = tuple(
        _coding(item, read[0], own, apart=place not in near)
        for place, (item, own) in enumerate(zip(read, names, strict=True))
    )
    own = [read[place] for place in near]
    sayings: list[CodingAnswers] = []
    if len(own) > 1:
        for place in near:
            yield Progress(len(assessments) + len(sayings), len(assessments) + len(near))
            sayings.append(coding_answers(read[place], names[place]))
    splits = splits_of(own) if sayings else ()
    trial = Carrying(own, sayings, splits, concepts, bound, most)
    proposed = tuple(draft.proposal for draft in drafts_of(*own)) if len(own) == 2 else ()
    answered, claimed = tuple(_answers(own, sayings)), tuple(_claims(own, sayings))
    agreement = tuple(_agreement(own, sayings, answered, claimed)) if sayings else ()

    def known(crux: tuple[Crux, ...] | None = None, *, interrupted: bool = True) -> Compare:
        return Compare(
            codings=listed,
            concepts=names[0],
            bound=bound,
            answers=answered,
            claims=claimed,
            agreement=agreement,
            lines=tuple(_line(place, split, own, trial) for place, split in enumerate(splits)),
            shared=_shared(own, splits),
            names=tuple(_names(own)),
            carried=trial.carried(interrupted=interrupted) if len(own) == 2 else None,
            crux=crux,
            proposed=proposed,
            tried=trial.tried,
            complete=trial.complete and not interrupted,
            interrupted=interrupted,
        )

    before = len(assessments) + len(sayings)
    for done, of in trial.steps():
        yield Progress(before + done, before + of, known)
    if len(own) != 2:
        return known(interrupted=False)
    yield Progress(before + trial.tried, before + trial.tried, known)
    one, other = own
    pair = (names[near[0]], names[near[1]])
    crux = cruxes(one, other, pair, trial.scenarios, splits, trial.smallest) if splits else ()
    return known(crux, interrupted=False)


def _assessments(codings: Sequence[Assessment]) -> list[Assessment]:
    assessments = [require_assessment(item, "compare") for item in codings]
    if len(assessments) < 2:
        one = f"{assessments[0].name} is one: name" if assessments else "Name"
        raise CountermoveError(f"compare takes two codings of a text, or more. {one} the others too.")
    if len(assessments) > MANY:
        raise CountermoveError(f"compare takes at most {MANY} codings, not {len(assessments):,}.")
    seen: set[tuple[str, str]] = set()
    for item in assessments:
        if (item.file, item.digest) in seen:
            raise CountermoveError(f"{item.file} is named twice: name each coding once.")
        seen.add((item.file, item.digest))
    return assessments


def _coding(item: Coded, first: Coded, concepts: tuple[str, ...], *, apart: bool) -> Coding:
    own = {key for key in (*first.items, *item.items) if key[0] in _OWN}
    same = sum(key in first.items and key in item.items and first.items[key] == item.items[key] for key in own)
    assessment = item.assessment
    return Coding(item.label, assessment.digest, concepts, len(assessment.readings), apart, same, len(own))


# -- side by side ------------------------------------------------------------------------------------------------------


def _answers(own: Sequence[Coded], sayings: Sequence[CodingAnswers]) -> Iterator[AnswerAcross]:
    for key in dict.fromkeys(key for saying in sayings for key in saying.answers):
        said = [saying.answers.get(key) for saying in sayings]
        some = [item for item in said if item is not None]
        if len(some) > 1:
            name, scenario, about = key
            agreement = alpha_of([cells_of(sayings, [None if item is None else item.values for item in said])])
            yield AnswerAcross(
                id=name,
                asks=some[0].asks,
                about=about,
                scenario=scenario,
                answers=tuple(None if item is None else item.word.word for item in said),
                base=tuple(None if item is None else item.word.base for item in said),
                since=tuple(None if item is None else item.since for item in said),
                cells=agreement.units,
                differ=agreement.units - agreement.agreed,
                alike=_alike(own, ("target", "", "target") if about else ("key question", "", name)),
            )


def _claims(own: Sequence[Coded], sayings: Sequence[CodingAnswers]) -> Iterator[ClaimAcross]:
    for name in dict.fromkeys(name for saying in sayings for name in saying.claims):
        judged = [saying.claims.get(name) for saying in sayings]
        if sum(item is not None for item in judged) > 1:
            agreement = alpha_of([cells_of(sayings, [None if item is None else item.values for item in judged])])
            yield ClaimAcross(
                id=name,
                says=_says(own, name),
                verdicts=tuple(None if item is None else item.verdict for item in judged),
                classes=tuple(None if item is None else item.kind for item in judged),
                cells=agreement.units,
                differ=agreement.units - agreement.agreed,
                alike=_alike(own, ("claim", "", name)),
            )


def _says(own: Sequence[Coded], claim: str) -> str:
    return next(coding.alike.claims[claim].says for coding in own if claim in coding.alike.claims)


def _alike(own: Sequence[Coded], key: tuple[str, str, str]) -> bool:
    """Whether all codings that have an item agree on it."""
    forms = [coding.items[key].parts for coding in own if key in coding.items]
    return all(form == forms[0] for form in forms)


def _agreement(
    own: Sequence[Coded],
    sayings: Sequence[CodingAnswers],
    answered: Sequence[AnswerAcross],
    claimed: Sequence[ClaimAcross],
) -> Iterator[Agreement]:
    def words(rows: Sequence[Sequence[Hashable | None]]) -> Alpha:
        return alpha_of([counts_of(rows)])

    keys: list[Asking] = [(item.id, item.scenario, item.about) for item in answered]
    answers = [saying.answers for saying in sayings]
    units = [[own.get(key) for own in answers] for key in keys]
    of_answers = ([None if item is None else item.values for item in said] for said in units)
    of_claims = (
        [None if (judged := saying.claims.get(item.id)) is None else judged.values for saying in sayings]
        for item in claimed
    )
    headlines = [[None if item is None else item.word for item in said] for said in units]
    yield _agreement_on("answers", words(headlines))
    yield _agreement_on("cells of answers", alpha_of(cells_of(sayings, tables) for tables in of_answers))
    yield _agreement_on("claims", words([item.words for item in claimed]))
    yield _agreement_on("cells of claims", alpha_of(cells_of(sayings, tables) for tables in of_claims))


def _agreement_on(on: Literal["answers", "cells of answers", "claims", "cells of claims"], alpha: Alpha) -> Agreement:
    return Agreement(on, alpha.units, alpha.agreed, alpha.alpha)


# -- lines -------------------------------------------------------------------------------------------------------------


def _line(place: int, split: Split, own: Sequence[Coded], trial: Carrying) -> SplitLine:
    section, owner, name = split.key
    forms = []
    for number, form in enumerate(split.forms):
        tried = trial.alone(place, number)
        turns = tuple(ChangedAnswer(key[0], key[1], trial.asks(key), *word) for key, word in tried.turned)
        labels = tuple(own[k].label for k in form.codings)
        forms.append(LineForm(labels, form.text, tried.fits, tried.along, turns, form.change))
    return SplitLine(section, owner, name, split.moved, tuple(forms))


_ASIDE = ("words", "question", "observation", "forecast", "resolution")


def _shared(own: Sequence[Coded], splits: Sequence[Split]) -> int:
    """The number of lines that affect a result and are the same in all codings."""
    apart = {split.key for split in splits}
    return sum(
        all(key in coding.items for coding in own) and key[0] not in _ASIDE and key not in apart for key in own[0].items
    )


def _names(own: Sequence[Coded]) -> Iterator[Named]:
    for coding in own:
        for (section, owner, there), name in coding.names.items():
            yield Named(coding.label, section, owner, name, there)
