"""census in words."""

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Sentence, Table, Telling


def census_table(answer: Answer) -> Table:
    """A row for each actor."""
    rows = tuple((answer.glossary.actors[name], many) for name, many in answer.found.wants.items())
    return Table((Column("Actor"), Column("Wants", right=True)), rows)


def census_told(answer: Answer) -> Telling:
    """How many wants there are, and whose."""
    whole = sum(answer.found.wants.values())
    return Telling("how many wants there are", (Sentence(f"{whole} wants.", "answer"),), (census_table(answer),))
