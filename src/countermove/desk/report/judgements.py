"""Key judgements: what a reader who stops after one page should take away, each with what it is said on."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.desk.assess.statusquo import answer_text, rest_text
from countermove.desk.report.blocks import Judgement, Judgements, Section
from countermove.desk.report.drivers import nearest_text, then_text, thing_named
from countermove.desk.report.evidence import weakest_sentence
from countermove.desk.report.found import ReportRecord
from countermove.desk.report.robust import robust_sentence
from countermove.questions.answers.told import AnswerTold, answer_told
from countermove.questions.check.verdicts import claims_summary, conditions_text
from countermove.questions.observed.told import base_out_text
from countermove.telling.phrases import Teller
from countermove.telling.words import all_of, capital, count, listed, number, plural

__all__ = ["answers_told", "judgements_section"]


def judgements_section(record: ReportRecord) -> Section:
    """The key judgements of a case."""
    return Section("judgements", "Key judgements", (Judgements(tuple(_judgements(record))),))


def answers_told(record: ReportRecord) -> list[AnswerTold]:
    """The key questions with their answers, in file order."""
    found = record.assess.answered
    assert found is not None, "nothing is told before they are answered"
    teller = Teller(record.glossary, record.frame.assumptions.view)
    return [answer_told(item, found, teller) for item in found.questions]


def _judgements(record: ReportRecord) -> Iterator[Judgement]:
    seen = record.assess.observed
    if seen is not None and (seen.base_out or seen.nothing_left):
        yield Judgement(base_out_text(seen), "", "answers")
    for told in answers_told(record):
        yield Judgement(f"{told.question} {told.verdict}", f"{told.since} {told.because}".strip(), "answers")
    yield _status_quo(record)
    yield from _change(record)
    yield from _tipping(record)
    yield from _claims(record)
    yield from _blame(record)
    if robust := robust_sentence(record):
        yield Judgement(robust, "", "robust")
    if weakest := weakest_sentence(record):
        yield Judgement(weakest, "", "evidence")


def _status_quo(record: ReportRecord) -> Judgement:
    over = record.assess.over_readings
    concepts = len(record.frame.assumptions.concepts)
    held, cells = int(over.holds.sum()), over.readings * concepts
    under = f"{'all ' if concepts > 1 else ''}{count(concepts, 'concept')}"
    answer, rest = answer_text(record.assess), rest_text(record.assess)
    if over.readings > 1 and held == cells:
        answer = f"{answer.rstrip('.')} in {all_of(over.readings, 'reading')}, under {under}."
        basis = rest
    elif over.readings > 1 and held:
        turning = conditions_text(over.turns_on, most=2, words=record.glossary)
        basis = (
            f"{rest} Over all readings it holds in {held:,} of {cells:,} cells{f': it {turning}' if turning else ''}."
        )
    else:
        basis = f"{rest} Judged in {count(over.readings, 'reading')} under {under}."
    if record.assess.statusquo.holds_bare and held:
        basis += (
            " It would hold without any premises too, so that it holds shows only that no premise speaks against it."
        )
    return Judgement(answer, basis, "status-quo")


def _change(record: ReportRecord) -> Iterator[Judgement]:
    changes = record.assess.changes
    if changes is None:
        return
    teller = Teller(record.glossary, record.frame.assumptions.view)
    target = teller.target(changes.target)
    aim = f"keep it from ending in {target}" if changes.holds else f"bring {target} about"
    if not changes.changes:
        yield Judgement(
            f"No change of mind of up to {count(changes.bound, 'edit')} would {aim}.",
            "All sets of edits were tried.",
            "change",
        )
        return
    size = len(changes.smallest[0])
    ways = len(changes.smallest)
    if size == 1:
        who = teller.actors(dict.fromkeys(change[0].actor for change in changes.smallest))
        alone = plural(ways, "one change of mind", f"{number(ways)} changes of mind, each alone,")
        lead = f"{capital(alone)} would {aim}: {who} would have to change."
    else:
        there = f"there {plural(ways, 'is', 'are')} {count(ways, 'way')}"
        lead = f"It takes {number(size)} changes of mind at once to {aim}; {there}."
    basis = "; ".join(teller.edits(change) for change in changes.smallest[:2]) + "."
    yield Judgement(lead, basis, "change")


def _tipping(record: ReportRecord) -> Iterator[Judgement]:
    if record.tipping is None:
        return
    tip = thing_named(record.tipping, "start")
    near = tip.nearest.get("sum")
    if near is None:
        if tip.tips is False:
            looked = "Every cell of their ranges was looked at."
            yield Judgement("No values of the drivers tip the status quo.", looked, "tipping")
        return
    means = [record.document.drivers[name].means for name in near.moves]
    told = f" ({'; '.join(filter(None, means))})" if any(means) else ""
    yield Judgement(
        f"The status quo tips nearest at {nearest_text(near, tip)}{told}.", then_text(near, record), "tipping"
    )


def _claims(record: ReportRecord) -> Iterator[Judgement]:
    own = [claim for claim in record.assess.claims if claim.of_the_author]
    if not own:
        return
    told = claims_summary(own)
    lead = (
        f"The author's one conclusion {told}."
        if len(own) == 1
        else f"Of the author's {number(len(own))} conclusions, {told}."
    )
    against = [claim.id for claim in own if claim.verdict == "contradicted"]
    loose = [claim for claim in own if claim.verdict == "follows" and not claim.rests_on]
    idle = [claim.id for claim in loose if not claim.restated]
    said = [claim.id for claim in loose if claim.restated]
    parts = [f"{listed(against)} {plural(len(against), 'is', 'are')} contradicted by the premises"] if against else []
    parts += [f"{listed(idle)} {plural(len(idle), 'rests', 'rest')} on nothing"] if idle else []
    parts += [f"{listed(said)} only {plural(len(said), 'restates', 'restate')} premises"] if said else []
    yield Judgement(lead, f"{capital('; '.join(parts))}." if parts else "", "claims")


def _blame(record: ReportRecord) -> Iterator[Judgement]:
    found = record.assess.responsibility
    if found is None or not found.views:
        return
    teller = Teller(record.glossary)
    tops = {}
    for row in found.views:
        most = max(row.degrees.values(), default=0)
        actors = tuple(actor for actor, degree in row.degrees.items() if most and degree == most)
        tops[row.view] = (row.holds, actors)
    author = tops[None]
    target = teller.target(found.target)
    who = teller.actors(author[1]) if author[1] else "nobody"
    verb = "end" if author[0] else "bring about"
    lead = f"Who could most easily {verb} {target}: {who}, as the author sees it."
    other = [view for view, top in tops.items() if top != author]
    if len(tops) > 1:
        some = f"{capital(number(len(other)))} of {count(len(tops) - 1, 'other view')}"
        apart = f"{some} {plural(len(other), 'sees', 'see')} it otherwise."
        yield Judgement(lead, apart if other else "All views see it so.", "responsibility")
    else:
        yield Judgement(lead, "", "responsibility")
