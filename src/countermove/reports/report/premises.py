"""The section that explains every id of a case: its premises line by line, in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from countermove.assessment.schema import Document, Locator
from countermove.assessment.schema.premises import Want
from countermove.assessment.usage import counted_in
from countermove.presentation.blocks import Sentence
from countermove.presentation.numbers import decimal_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital, count, listed
from countermove.reports.passages import passage_text
from countermove.reports.report.blocks import DossierBlock, Pairs, Quote, Section
from countermove.reports.report.compute import ReportRecord
from countermove.verdicts.observed_words import seen_text

__all__ = ["places_text", "premises_section", "quotes_of"]


def premises_section(record: ReportRecord) -> Section:
    """Wants, open questions, numbers, rules, scenarios, views and observations, each with its words and its place."""
    blocks: list[DossierBlock] = []
    for kind, title, items in _groups(record):
        if items:
            blocks += [Sentence(title, "heading"), Pairs(tuple(items), kind, _quotes(record, kind, items))]
    return Section("premises", "The premises, line by line", tuple(blocks))


_POINTING = {"open": "open question", "seen": "observation"}


def _quotes(record: ReportRecord, kind: str, items: Sequence[tuple[str, str]]) -> dict[str, tuple[Quote, ...]]:
    """The passages that the premises of a kind point at, if there are texts."""
    kind = _POINTING.get(kind, kind)
    return {name: own for name, _ in items if (own := quotes_of(record, kind, name))}


def quotes_of(record: ReportRecord, kind: str, name: str) -> tuple[Quote, ...]:
    """The passages that a premise or claim points at, if there are texts."""
    passages = () if record.passages is None else record.passages.of(kind, name)
    return tuple(Quote(passage_text(item), item.paragraphs) for item in passages)


def _groups(record: ReportRecord) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    document, phrasing = record.document, Phrasing(record.glossary)
    for actor, item in document.actors.items():
        wanting = phrasing.agree(actor, "wants", "want")
        title = f"What {phrasing.the(actor)} {wanting}, most important first"
        yield "want", title, [(want.id, _want(record, want, phrasing)) for want in item.wants]
    yield "open", "What the source leaves open", list(_questions(record))
    yield (
        "driver",
        "Numbers that switch wants on and off",
        [
            (
                name,
                _placed(record, f"{driver.means or 'a number'}, now {decimal_text(driver.now, fixed=True)}", driver.at),
            )
            for name, driver in document.drivers.items()
        ],
    )
    yield (
        "rule",
        "What cannot be",
        [
            (name, _placed(record, rule.why or phrasing.clause(record.glossary.formula(rule.never)), rule.at))
            for name, rule in document.never.items()
        ],
    )
    yield (
        "scenario",
        "What may come",
        [(name, _placed(record, scenario.why or "", scenario.at)) for name, scenario in document.scenarios.items()],
    )
    yield (
        "view",
        "How others see it",
        [(name, _placed(record, _view(name, record), view.at)) for name, view in document.views.items()],
    )
    yield "seen", "What has happened since", list(_observations(record, phrasing))


def _observations(record: ReportRecord, phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """What was observed and how it ended, and the values that numbers had."""
    for item in record.assess.observed.seen if record.assess.observed is not None else ():
        yield item.id, seen_text(item, phrasing).removesuffix(f" ({item.id})")
    for name, observation in record.document.observations.items():
        if observation.sets is not None:
            values = (f"{driver} was {decimal_text(value, fixed=True)}" for driver, value in observation.sets.items())
            yield name, _placed(record, f"On {observation.date} {listed(values)}", observation.at)


def _want(record: ReportRecord, want: Want, phrasing: Phrasing) -> str:
    short = "; otherwise ".join(filter(None, (phrasing.says(want.id, part) for part in ("want", "otherwise"))))
    wish = phrasing.want(want.id, "")
    return _placed(record, f"{short}: {wish}" if short else wish, want.at)


def _questions(record: ReportRecord) -> Iterator[tuple[str, str]]:
    turning: Counter[str] = Counter()
    for claim in record.assess.claims:
        turning.update({name for item in claim.turns_on for name, _ in item.equations})
    for name, question in record.document.open.items():
        answers = [reading.means or answer for answer, reading in question.readings.items()]
        text = f"{question.asks or name} {capital('; or '.join(answers))} (the first is the base reading)."
        verdicts = count(turning[name], "verdict")
        yield (
            name,
            _placed(
                record, f"{text} {capital(verdicts)} {'turns' if turning[name] == 1 else 'turn'} on it", question.at
            ),
        )


def _view(name: str, record: ReportRecord) -> str:
    words = record.glossary.views[name]
    return f"{words.holder_name or 'others'}: {words.about or name}"


def _placed(record: ReportRecord, text: str, at: Sequence[Locator]) -> str:
    places = places_text(record.document, at)
    return f"{text} · {places}" if places else text


def places_text(document: Document, at: Sequence[Locator]) -> str:
    """Paragraphs, chapters and pages of sources, abbreviated."""
    numbers: dict[tuple[str, str], list[str]] = {}
    for item in at:
        for what, sign in (("para", "¶"), ("page", "p."), ("time", "at")):
            value = getattr(item, what)
            if value is not None:
                if what == "para" and counted_in(document, item.source) == "chapters":
                    sign = "ch."
                numbers.setdefault((item.source or "", sign), []).append(str(value))
    return "; ".join(
        f"{f'{source} ' if source else ''}{sign} {', '.join(own)}" for (source, sign), own in numbers.items()
    )
