"""What happened since, in words: what was seen, what it leaves, and loudly if the base reading is out."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.assumptions import scenario_words
from countermove.presentation.blocks import Sentence
from countermove.presentation.byline import day_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, concepts_words_named, count, listed, plural, told_of
from countermove.verdicts.observations import Observed, Seen

__all__ = ["base_out_text", "event_text", "fits_text", "observed_sentences", "seen_text"]


def observed_sentences(found: Observed, phrasing: Phrasing) -> Iterator[Sentence]:
    """What was seen, how many readings survive under which concept, and which answers are left."""
    yield Sentence("What has happened since", "heading")
    if found.base_out and not found.nothing_left:
        yield Sentence(base_out_text(found, phrasing), "caution")
    for seen in found.seen:
        yield Sentence(f"{seen_text(seen, phrasing)}. {_leaves(seen, found)}", "item")
    if found.nothing_left:
        yield Sentence(base_out_text(found, phrasing), "answer")
        if any(len(names) > 1 for names in found.refusing):
            by_name = {seen.id: seen for seen in found.seen}
            for names in found.refusing:
                events = "; and ".join(event_text(by_name[name], phrasing) for name in names)
                yield Sentence(
                    f"Each of these is allowed somewhere, but all of them together nowhere: {events}.", "item"
                )
        return
    yield Sentence(_surviving(found), "answer")
    if not found.base_out and (fits := fits_text(found, phrasing)):
        yield Sentence(fits)
    yield Sentence("A reading that survives is not confirmed, merely not refuted.", "note")


def seen_text(seen: Seen, phrasing: Phrasing) -> str:
    """One observation, without its full stop: "Since provocation resumes, on 24 March 2022 North Korea tests"."""
    if seen.scenario is None:
        return capital(_noted(seen, phrasing))
    why = scenario_words(seen.scenario, phrasing.glossary)
    return f"{f'In a world where {why}' if why else f'In the scenario {seen.scenario}'}: {_noted(seen, phrasing)}"


def event_text(seen: Seen, phrasing: Phrasing) -> str:
    """What was seen, by day and deed: "on 24 March 2022 North Korea tests"."""
    when = seen.when or (f"on {day_text(str(seen.date))}" if seen.date else "in the end")
    return said("since.event", when=when, deed=phrasing.clause(phrasing.glossary.formula(seen.formula)))


def _noted(seen: Seen, phrasing: Phrasing) -> str:
    """The same with what the file remarks on it: "… (a full-range ICBM launch)"."""
    event = event_text(seen, phrasing)
    return said("since.event.noted", event=event, note=seen.note.rstrip(".")) if seen.note else event


def base_out_text(found: Observed, phrasing: Phrasing, *, first: bool = False) -> str:
    """That the base reading does not survive, or nothing does, and which events say so; *first*: of several the first, the others
    counted."""
    if found.nothing_left:
        return said("since.nothing_left")
    whose = said("since.whose.set") if found.selected else said("since.whose")
    out = [seen for seen in found.seen if not seen.leaves[0].any()]
    label = "since.base_out" if out else "since.base_out.together"
    if first and out:
        more = f" (and {count(len(out) - 1, 'more event')})" if len(out) > 1 else ""
        return said("since.base_out.first", whose=whose, event=event_text(out[0], phrasing), more=more)
    events = "; and ".join(event_text(seen, phrasing) for seen in out or found.seen)
    return f"{said(label, whose=whose, events=events)} {fits_text(found, phrasing)}".strip()


def fits_text(found: Observed, phrasing: Phrasing) -> str:
    """Which answers what happened leaves, of those questions of which it leaves not all; or nothing."""
    questions = phrasing.glossary.questions
    decided = [
        f"{'either ' if len(left) > 1 else ''}{listed((_answer(name, value, phrasing) for value in left), 'or')} ({name})"
        for name, left in found.left
        if 0 < len(left) < len(questions[name].answers)
    ]
    if not decided:
        return ""
    apart = any(item.startswith("either ") for item in decided)
    return said("since.fits", answers="; and ".join(decided) if apart else listed(decided))


def _answer(name: str, value: str, phrasing: Phrasing) -> str:
    """An answer to an open question, as a clause."""
    asked = phrasing.glossary.questions[name]
    means = (asked.answers[value] or "").rstrip(".")
    return means or f"the answer to {f'“{asked.asks}”' if asked.asks else 'the question'} is {value.replace('_', ' ')}"


def _leaves(seen: Seen, found: Observed) -> str:
    total = len(seen.leaves)
    alive = int(seen.leaves.any(axis=1).sum())
    if seen.leaves.all():
        return "Every reading allows that."
    if not alive:
        return "No reading allows that."
    gone = [name for place, name in enumerate(found.concepts) if not seen.leaves[:, place].any()]
    under = f", none of them with everybody {concepts_words_named(gone, 'or')}" if gone else ""
    return (
        f"{capital(told_of(alive, total))} of {count(total, 'reading')} {plural(alive, 'allows', 'allow')} that{under}."
    )


def _surviving(found: Observed) -> str:
    """ "Of 32 readings eight are left."; where concepts differ, how many under which."""
    total = len(found.survives)
    counts: dict[int, list[str]] = {}
    for place, concept in enumerate(found.concepts):
        counts.setdefault(int(found.survives[:, place].sum()), []).append(concept)
    if len(counts) == 1:
        [alive] = counts
        return f"Of {count(total, 'reading')}, {told_of(alive, total)} {plural(alive, 'is', 'are')} left."
    told = [
        f"{told_of(alive, total)} with everybody {concepts_words_named(names, 'or')}"
        for alive, names in sorted(counts.items(), reverse=True)
    ]
    return f"Of {count(total, 'reading')}, these are left: {'; '.join(told)}."
