"""What happened since, in words: the observations, what they leave, and prominently if the base reading is refuted."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.presentation.assumptions import scenario_words
from countermove.presentation.blocks import Sentence
from countermove.presentation.byline import day_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, concepts_words_named, count, listed, part_text, plural
from countermove.verdicts.observations import ObservationEffect, Observed

__all__ = ["base_out_text", "event_text", "fits_text", "observed_sentences", "seen_text"]


def observed_sentences(observed: Observed, phrasing: Phrasing) -> Iterator[Sentence]:
    """What was observed, how many readings survive under which concept, and which answers remain."""
    yield Sentence("What has happened since", "heading")
    if observed.base_out and not observed.nothing_left:
        yield Sentence(base_out_text(observed, phrasing), "caution")
    for seen in observed.seen:
        yield Sentence(f"{seen_text(seen, phrasing)}. {_leaves(seen, observed)}", "item")
    if observed.nothing_left:
        yield Sentence(base_out_text(observed, phrasing), "answer")
        if any(len(names) > 1 for names in observed.refusing):
            by_name = {seen.id: seen for seen in observed.seen}
            for names in observed.refusing:
                events = "; and ".join(event_text(by_name[name], phrasing) for name in names)
                yield Sentence(
                    f"Each of these is allowed somewhere, but all of them together nowhere: {events}.", "item"
                )
        return
    yield Sentence(_surviving(observed), "answer")
    if not observed.base_out and (fits := fits_text(observed, phrasing)):
        yield Sentence(fits)
    yield Sentence("A reading that survives is not confirmed, merely not refuted.", "note")


def seen_text(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """One observation, without its full stop: "Since provocation resumes, on 24 March 2022 North Korea tests"."""
    if seen.scenario is None:
        return capital(_event_with_note(seen, phrasing))
    why = scenario_words(seen.scenario, phrasing.glossary)
    return f"{f'In a world where {why}' if why else f'In the scenario {seen.scenario}'}: {_event_with_note(seen, phrasing)}"


def event_text(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """What was observed, by day and deed: "on 24 March 2022 North Korea tests"."""
    when = seen.when or (f"on {day_text(str(seen.date))}" if seen.date else "in the end")
    return said("since.event", when=when, deed=phrasing.clause(phrasing.glossary.formula(seen.formula)))


def _event_with_note(seen: ObservationEffect, phrasing: Phrasing) -> str:
    """The event with the file's remark: "… (a full-range ICBM launch)"."""
    event = event_text(seen, phrasing)
    return said("since.event.noted", event=event, note=seen.note.rstrip(".")) if seen.note else event


def base_out_text(observed: Observed, phrasing: Phrasing, *, first: bool = False) -> str:
    """A note that the base reading does not survive, or nothing does, and which events say so; *first*: name only the
    first of several and count the others."""
    if observed.nothing_left:
        return said("since.nothing_left")
    whose = said("since.whose.set") if observed.selected else said("since.whose")
    out = [seen for seen in observed.seen if not seen.leaves[0].any()]
    label = "since.base_out" if out else "since.base_out.together"
    if first and out:
        more = f" (and {count(len(out) - 1, 'more event')})" if len(out) > 1 else ""
        return said("since.base_out.first", whose=whose, event=event_text(out[0], phrasing), more=more)
    events = "; and ".join(event_text(seen, phrasing) for seen in out or observed.seen)
    return f"{said(label, whose=whose, events=events)} {fits_text(observed, phrasing)}".strip()


def fits_text(observed: Observed, phrasing: Phrasing) -> str:
    """The answers that remain after what happened, for questions that lost some; "" if none did."""
    questions = phrasing.glossary.questions
    decided = [
        f"{'either ' if len(answers) > 1 else ''}{listed((_answer(name, value, phrasing) for value in answers), 'or')} ({name})"
        for name, answers in observed.left
        if 0 < len(answers) < len(questions[name].answers)
    ]
    if not decided:
        return ""
    apart = any(item.startswith("either ") for item in decided)
    return said("since.fits", answers="; and ".join(decided) if apart else listed(decided))


def _answer(name: str, value: str, phrasing: Phrasing) -> str:
    """An answer to an open question, as a clause."""
    question = phrasing.glossary.questions[name]
    means = (question.answers[value] or "").rstrip(".")
    return (
        means
        or f"the answer to {f'“{question.asks}”' if question.asks else 'the question'} is {value.replace('_', ' ')}"
    )


def _leaves(seen: ObservationEffect, observed: Observed) -> str:
    total = len(seen.leaves)
    alive = int(seen.leaves.any(axis=1).sum())
    if seen.leaves.all():
        return "Every reading allows that."
    if not alive:
        return "No reading allows that."
    gone = [name for place, name in enumerate(observed.concepts) if not seen.leaves[:, place].any()]
    under = f", none of them with everybody {concepts_words_named(gone, 'or')}" if gone else ""
    return f"{capital(part_text(alive, total))} of {count(total, 'reading')} {plural(alive, 'allows', 'allow')} that{under}."


def _surviving(observed: Observed) -> str:
    """The survivors: "Of 32 readings eight are left."; if concepts differ, how many under which."""
    total = len(observed.survives)
    counts: dict[int, list[str]] = {}
    for place, concept in enumerate(observed.concepts):
        counts.setdefault(int(observed.survives[:, place].sum()), []).append(concept)
    if len(counts) == 1:
        [alive] = counts
        return f"Of {count(total, 'reading')}, {part_text(alive, total)} {plural(alive, 'is', 'are')} left."
    texts = [
        f"{part_text(alive, total)} with everybody {concepts_words_named(names, 'or')}"
        for alive, names in sorted(counts.items(), reverse=True)
    ]
    return f"Of {count(total, 'reading')}, these are left: {'; '.join(texts)}."
