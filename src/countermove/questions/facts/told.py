"""Facts in words: which readings survive what happened."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.questions.facts.found import FactsFit
from countermove.telling.blocks import Sentence
from countermove.telling.phrases import Teller
from countermove.telling.words import concepts_phrase, count, listed, told_of

__all__ = ["facts_sentences"]


def facts_sentences(fit: FactsFit, teller: Teller) -> Iterator[Sentence]:
    """How many readings survive under which concept, and which answers are left."""
    yield Sentence("What happened since", "heading")
    seen = teller.clause(teller.glossary.formula(fit.outcome))
    where = f"In {fit.scenario} it was seen that {seen}" if fit.scenario else f"It was seen that {seen}"
    total = len(fit.survives)
    counts: dict[int, list[str]] = {}
    for place, concept in enumerate(fit.concepts):
        counts.setdefault(int(fit.survives[:, place].sum()), []).append(concept)
    if not any(counts):
        yield Sentence(f"{where}. No reading survives that under any concept: the model does not allow it.", "answer")
        return
    told = [
        f"{told_of(alive, total)} under {'every concept' if len(names) == len(fit.concepts) else concepts_phrase(names)}"
        for alive, names in sorted(counts.items(), reverse=True)
    ]
    yield Sentence(f"{where}. Of {count(total, 'reading')} that leaves {listed(told)}.", "answer")
    questions = teller.glossary.questions
    decided = [
        f"{name} = {listed(left, 'or')}" for name, left in fit.left if 0 < len(left) < len(questions[name].answers)
    ]
    if decided:
        yield Sentence(f"What is left reads {listed(decided)}.")
    yield Sentence("A reading that survives is not confirmed; it is only not refuted.", "note")
