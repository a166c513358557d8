"""perception in words: what is not perceived, what that holds up, and until when."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.words import concept_name, count, listed, shortened, under_words

__all__ = ["perception_text"]


def perception_text(answer: Answer) -> AnswerText:
    """What the actors of an imported file do not perceive."""
    result, title = answer.record, "what is not perceived"
    if not result.unseen:
        return AnswerText(title, (Sentence("Everybody perceives every state.", "answer"),), of_a_game=False)
    blind = [
        f"{result.titles.get(actor, actor)} does not perceive {number:,}" for actor, number in result.unseen.items()
    ]
    blocks: list[Block] = [Sentence(f"Of {count(result.states, 'feasible state')} {listed(blind)}.", "note")]
    held = [row.concept for row in result.by_concept if row.held_up.size]
    missed = [row.concept for row in result.by_concept if row.missed.size]
    if held:
        blocks.append(Sentence(f"Misperception holds states up {under_words(held)}:", "answer"))
    elif missed:
        blocks.append(Sentence(f"Misperception holds nothing up; it breaks states {under_words(missed)}.", "answer"))
    else:
        blocks.append(Sentence("It makes no difference to any equilibrium.", "answer"))
    first = tuple(blocks)
    rest: list[Block] = []
    waking: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for row in result.by_concept:
        for code, actors in row.waking.items():
            waking.setdefault((code, actors), []).append(row.concept)
    for (code, actors), concepts in sorted(waking.items()):
        who = listed(result.titles.get(actor, actor) for actor in actors)
        looks = "looks" if len(actors) == 1 else "look"
        text = f"State {code} ({result.called[code]}), {under_words(concepts)}, only until {who} {looks} around."
        rest.append(Sentence(text, "item"))
    rows = tuple(
        (
            concept_name(row.concept),
            shortened([str(code) for code in row.perceived.tolist()], 8) or "none",
            shortened([str(code) for code in row.complete.tolist()], 8) or "none",
        )
        for row in result.by_concept
    )
    columns = (Column("Concept", fixed=True), Column("Equilibria as perceived"), Column("if everybody perceived all"))
    return AnswerText(title, first, (*rest, Table(columns, rows)), of_a_game=False)
