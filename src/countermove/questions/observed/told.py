"""What happened since, in words: what was seen, what it leaves, and loudly if the base reading is out."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.questions.observed.found import Observed, Seen
from countermove.telling.blocks import Sentence
from countermove.telling.byline import day_text
from countermove.telling.phrases import Teller
from countermove.telling.words import capital, concepts_phrase, count, listed, plural, told_of

__all__ = ["base_out_text", "fits_text", "observed_sentences", "seen_text"]


def observed_sentences(found: Observed, teller: Teller) -> Iterator[Sentence]:
    """What was seen, how many readings survive under which concept, and which answers are left."""
    yield Sentence("What happened since", "heading")
    if found.base_out and not found.nothing_left:
        yield Sentence(base_out_text(found, teller), "caution")
    for seen in found.seen:
        yield Sentence(f"{seen_text(seen, teller)}. {_leaves(seen, found)}", "item")
    if found.nothing_left:
        yield Sentence(base_out_text(found, teller), "answer")
        if any(len(names) > 1 for names in found.refusing):
            sets = "; or ".join(listed(names) for names in found.refusing)
            yield Sentence(f"No single observation excludes everything; together these do: {sets}.")
        return
    total = len(found.survives)
    yield Sentence(f"Of {count(total, 'reading')} {_surviving(found)} left.", "answer")
    if not found.base_out and (fits := fits_text(found, teller)):
        yield Sentence(fits)
    yield Sentence("A reading that survives is not confirmed; it is only not refuted.", "note")


def seen_text(seen: Seen, teller: Teller) -> str:
    """One observation, without its full stop: "On 2022-03-24, in the scenario crisis (provocation resumes), it
    was seen that North Korea tests (B1)"."""
    when = capital(seen.when) if seen.when else f"On {seen.date}" if seen.date else "Without a date"
    why = teller.glossary.scenarios.get(seen.scenario or "")
    where = f", in the scenario {seen.scenario}{f' ({why})' if why else ''}," if seen.scenario else ""
    how = "it was seen that" if seen.kind == "saw" else "it had ended so that"
    return f"{when}{where} {how} {teller.clause(teller.glossary.formula(seen.formula))} ({seen.id})"


def base_out_text(found: Observed, teller: Teller | None = None) -> str:
    """That the base reading does not survive, or nothing does."""
    if found.nothing_left:
        return "No reading of this model allows what happened."
    out = [seen for seen in found.seen if not seen.leaves[0].any()]
    if teller is not None and out:
        told = teller.clause(teller.glossary.formula(out[0].formula))
        more = (
            f", nor what {listed((item.id for item in out[1:]), 'or')} {plural(len(out) - 1, 'tells', 'tell')}"
            if out[1:]
            else ""
        )
        when = f", {day_text(str(out[0].date))}" if out[0].date else ""
        lead = f"The base reading does not allow that {told} ({out[0].id}{when}){more}."
        return f"{lead} {fits_text(found, teller)}".strip()
    whose = (
        f"{listed(item.id for item in out)} {plural(len(out), 'refutes', 'refute')} it"
        if out
        else "no concept allows all that was seen"
    )
    return f"The base reading is out: {whose}. Read what holds since."


def fits_text(found: Observed, teller: Teller) -> str:
    """Which answers what happened leaves, of those questions of which it leaves not all; or nothing."""
    questions = teller.glossary.questions
    decided = [
        f"{'either ' if len(left) > 1 else ''}{listed((questions[name].answers[value] or f'the answer is {value}' for value in left), 'or')} ({name})"
        for name, left in found.left
        if 0 < len(left) < len(questions[name].answers)
    ]
    apart = any(item.startswith("either ") for item in decided)
    return f"What happened fits only if {'; and '.join(decided) if apart else listed(decided)}." if decided else ""


def _leaves(seen: Seen, found: Observed) -> str:
    total = len(seen.leaves)
    alive = int(seen.leaves.any(axis=1).sum())
    if seen.leaves.all():
        return "Every reading allows that."
    if not alive:
        return "No reading allows that."
    gone = [name for place, name in enumerate(found.concepts) if not seen.leaves[:, place].any()]
    under = f", none of them under {concepts_phrase(gone)}" if gone else ""
    return (
        f"{capital(told_of(alive, total))} of {count(total, 'reading')} {plural(alive, 'allows', 'allow')} that{under}."
    )


def _surviving(found: Observed) -> str:
    """ "eight under every concept are"."""
    total = len(found.survives)
    counts: dict[int, list[str]] = {}
    for place, concept in enumerate(found.concepts):
        counts.setdefault(int(found.survives[:, place].sum()), []).append(concept)
    if len(counts) == 1:
        [alive] = counts
        return f"{told_of(alive, total)} {plural(alive, 'is', 'are')}"
    told = [
        f"{told_of(alive, total)} under {concepts_phrase(names)}"
        for alive, names in sorted(counts.items(), reverse=True)
    ]
    return f"{listed(told)} are"
