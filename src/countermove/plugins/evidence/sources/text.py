"""sources in words: first the states of the passages, then what needs attention, place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from countermove.plugins.evidence.sources.compute import SourcesRecord
from countermove.plugins.evidence.sources.locate import TextFound
from countermove.presentation.blocks import Column, Page, Sentence, Table
from countermove.presentation.numbers import percent_text
from countermove.presentation.words import capital, count, listed, number, plural
from countermove.questions.check.grounds import grade_text
from countermove.reports.passages import ONLY_NUMBERS, STATES, became_text, place_text, stretch_text
from countermove.sources.passages import PlaceFound, SentenceFound

__all__ = ["sources_page"]


def sources_page(record: SourcesRecord) -> Page:
    """The states of the passages, what no premise uses, and what rests on what."""
    return Page(
        (
            Sentence(f"{record.frame.case}: its sources", "title"),
            *_outcome(record),
            *_attention(record),
            *_sentences(record),
            *_texts(record),
            *_unfounded(record),
            *_answers(record),
        )
    )


# -- states of passages ------------------------------------------------------------------------------------------------


def _outcome(record: SourcesRecord) -> Iterator[Sentence]:
    counts = record.counts
    if record.file is None:
        there, gone = counts["there"], counts["missing"]
        missing = f"; {number(gone)} {plural(gone, 'is', 'are')} not" if gone else ""
        yield Sentence(f"{capital(count(there, 'place'))} {plural(there, 'is', 'are')} there{missing}.", "answer")
        yield Sentence(ONLY_NUMBERS, "caution")
        yield Sentence("Keep what is there now with --lock.", "note")
    elif record.kept_back:
        yield Sentence(f"{record.file} is left as it was: {became_text(record.places)}.", "answer")
        yield Sentence("Correct the places in the case, or lock what is there now with --lock --force.", "note")
    else:
        yield Sentence(f"{capital(became_text(record.places))}.", "answer")
        yield Sentence(f"{'Locked in' if record.wrote else 'Compared with'} {record.file}.", "note")
    if new := counts["not locked"]:
        yield Sentence(
            f"{capital(count(new, 'place'))} {plural(new, 'is', 'are')} not locked yet, so only "
            f"{plural(new, 'its number was', 'their numbers were')} looked at: --lock adds {plural(new, 'it', 'them')}.",
            "caution",
        )
    without = [source for source in record.without_text if _not_looked_for(record, source)]
    if without:
        many = sum(_not_looked_for(record, source) for source in without)
        yield Sentence(
            f"Not looked for: {count(many, 'place')} in {listed(without)}, for which there is no text here.", "caution"
        )
    if other := [place for place in record.places if place.state == "not looked for" and place.source not in without]:
        kinds = {"para": "paragraphs", "chapter": "chapters", "page": "pages", "time": "times"}
        whats = listed(dict.fromkeys(kinds[place.what] for place in other), "or")
        yield Sentence(
            f"Not looked for: {count(len(other), 'place')} in {listed(dict.fromkeys(place.source for place in other))}, "
            f"whose text has no {whats}.",
            "caution",
        )


def _not_looked_for(record: SourcesRecord, source: str) -> int:
    return sum(place.source == source and place.state == "not looked for" for place in record.places)


def _attention(record: SourcesRecord) -> Iterator[Table]:
    """The places that are not as they were."""
    rows = [
        (place_text(place), place.state, _now(place), ", ".join(place.premises))
        for place in record.places
        if place.state in STATES[1:]
    ]
    if rows:
        columns = (Column("Place", fixed=True), Column("Passage", fixed=True), Column("Now"), Column("Premises"))
        yield Table(columns, tuple(rows), "What is not where it was")


def _now(place: PlaceFound) -> str:
    """Where it is now, or something that looks like it."""
    where = [f"¶ {stretch_text(item)}" for item in place.found]
    if place.state == "ambiguous":
        return f"like it: {listed(where, 'or')}"
    share = "" if place.share is None else f", {percent_text(place.share)} of it"
    return f"{listed(where)}{share}"


# -- sentences ---------------------------------------------------------------------------------------------------------


def _sentences(record: SourcesRecord) -> Iterator[Sentence]:
    """How many sentences that premises name are there, and what is wrong with the others."""
    states = Counter(item.state for item in record.sentences)
    looked = sum(states.values()) - states["not looked for"]
    if looked == 0:
        return
    told = [f"{number(states['there'])} {plural(states['there'], 'is', 'are')} there"]
    if states["elsewhere"]:
        told.append(
            f"{number(states['elsewhere'])} {plural(states['elsewhere'], 'is', 'are')} elsewhere in the passage"
        )
    if states["missing"]:
        told.append(f"{number(states['missing'])} {plural(states['missing'], 'is', 'are')} missing")
    if states["there"] == looked > 1:
        yield Sentence(f"All {number(looked)} sentences that premises name are there.", "plain")
    else:
        yield Sentence(f"Of {count(looked, 'sentence')} that premises name {listed(told)}.", "plain")
    for item in record.sentences:
        if item.state in ("elsewhere", "missing"):
            yield Sentence(f"{place_text(item)} ({', '.join(item.premises)}): {_wrong(item)}.", "item")


def _wrong(item: SentenceFound) -> str:
    """What is wrong with a named sentence, and what to do about it."""
    if item.state == "elsewhere":
        there = listed([str(place) for _, place in item.found])
        return f"its words are in sentence {there}: write `sentence: {item.found[0][1]}`"
    if item.print:
        return f"no sentence there has the words “{item.print}”: copy a few words from the text, or leave `print` out"
    return (
        f"there {plural(item.of, 'is', 'are')} {count(item.of, 'sentence')} there: write the number of one of them as "
        "`sentence`, or leave it out"
    )


# -- texts -------------------------------------------------------------------------------------------------------------


def _texts(record: SourcesRecord) -> Iterator[Sentence]:
    for text in record.texts:
        yield Sentence(f"The text of {text.source}", "heading")
        counted = "its lines, since it has no blank lines" if text.by_lines else "what is between blank lines"
        changed = {
            None: "",
            True: " Its words are those that were locked.",
            False: " Its words are not those that were locked.",
        }
        paragraphs = count(text.paragraphs, "paragraph")
        yield Sentence(f"{text.file}: {paragraphs} ({counted}).{changed[text.unchanged]}")
        yield from _within(text)
    if record.lacking:
        yield Sentence(f"Paragraphs that repeat one another were not looked for. {record.lacking}", "caution")


def _within(text: TextFound) -> Iterator[Sentence]:
    if text.unused:
        yield Sentence(f"Nothing points at ¶ {', '.join(map(stretch_text, text.unused))}.", "item")
    else:
        yield Sentence("Every paragraph is pointed at.", "item")
    by_longer: dict[int, list[str]] = {}
    for pair in text.repeats or ():
        like = "" if pair.alike >= 100 else f" ({percent_text(pair.alike / 100)} alike)"
        by_longer.setdefault(pair.longer, []).append(f"¶ {pair.shorter}{like}")
    for longer, others in by_longer.items():
        repeat = plural(len(others), "repeats", "repeat")
        yield Sentence(f"{listed(others)} {repeat} ¶ {longer}, in whole or in part.", "item")
    if not text.all_compared:
        yield Sentence(
            "Not all paragraphs that could repeat others were compared: there are too many, or they are too long.",
            "item",
        )


# -- premises and answers ----------------------------------------------------------------------------------------------


def _unfounded(record: SourcesRecord) -> Iterator[Sentence]:
    if not record.unfounded:
        return
    yield Sentence("Without a source", "heading")
    reasons = {"unsourced": "", "assumed": ", assumed", "unsaid": ", supplied by the modeller"}
    groups: dict[tuple[str, str], list[str]] = {}
    for item in record.unfounded:
        groups.setdefault((item.kind, item.why), []).append(item.name)
    for (kind, why), names in groups.items():
        what = f"{capital(count(len(names), kind))}{reasons[why]}"
        yield Sentence(what if kind == "facts" else f"{what}: {', '.join(names)}.", "item")


def _answers(record: SourcesRecord) -> Iterator[Sentence]:
    links = [link for link in record.answers if link.weakest]
    if not links:
        return
    yield Sentence("What the answers come down to", "heading")
    groups: dict[str, list[str]] = {}
    for link in links:
        name = f"{link.question} in {link.scenario}" if link.scenario else link.question
        groups.setdefault(grade_text(link.weakest), []).append(name)
    for weakest, names in groups.items():
        yield Sentence(f"{listed(names)}: {weakest}.", "item")
    yield Sentence(
        "A source that is known through another is graded by the worse of the two; no answer is better founded than the weakest "
        "of what it rests on.",
        "note",
    )
