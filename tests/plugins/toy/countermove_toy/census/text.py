"""census in words."""

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Column, Sentence, Table


def census_table(answer: Answer) -> Table:
    """A row for each actor."""
    rows = tuple((answer.glossary.actors[name], many) for name, many in answer.record.wants.items())
    return Table((Column("Actor"), Column("Wants", right=True)), rows)


def census_text(answer: Answer) -> AnswerText:
    """How many wants there are, and whose."""
    whole = sum(answer.record.wants.values())
    return AnswerText("how many wants there are", (Sentence(f"{whole} wants.", "answer"),), (census_table(answer),))
