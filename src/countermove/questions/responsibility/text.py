"""Responsibility in words: who could change it, in whose eyes; and blame, over the readings and the views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from countermove.context.answer import Answer
from countermove.context.glossary import Glossary
from countermove.presentation.blocks import (
    NOTHING,
    AnswerText,
    Block,
    Cell,
    Column,
    Sentence,
    Share,
    ShareBar,
    Table,
    TableCell,
    Words,
)
from countermove.presentation.cellmarks import Disc
from countermove.presentation.numbers import fraction_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.steps import reach_clause
from countermove.presentation.words import capital, count, listed, plural, under_words
from countermove.verdicts.responsibility import InOneView, Responsibility
from gmcr import Edit

__all__ = [
    "Part",
    "degrees_sentences",
    "degrees_table",
    "finding_text",
    "holder_of",
    "responsibility_table",
    "responsibility_text",
    "view_cells",
    "whose_cell",
]

Part = Literal["reach", "weight", "degrees", "blame", "changes"]
"""What is known of a view: how far the roads lead there, its weight, the degree of each actor, the expected degree over
the readings, and the changes."""


def responsibility_text(answer: Answer) -> AnswerText:
    """Who is responsible in whose eyes, side by side, with what each could change; then blame."""
    result, glossary = answer.record, answer.glossary
    some = any(row.witness for row in result.views)
    changes = [responsibility_table(result, glossary, ("changes",), "What they could change")] if some else []
    return AnswerText(
        "who is responsible, in whose eyes",
        (Sentence(f"{finding_text(result, glossary)}.", "answer"), *degrees_sentences(result, glossary)),
        (degrees_table(result, glossary), *changes, *_blame(result, glossary)),
    )


def degrees_sentences(result: Responsibility, glossary: Glossary) -> Iterator[Sentence]:
    """One sentence a view, and an explanation of degrees."""
    target = Phrasing(glossary).target(result.target)
    looked = f"{under_words([result.concept])} and changes of at most {count(result.bound, 'edit')}"
    yield Sentence(f"For {target}, {looked}:")
    for row in result.views:
        yield Sentence(_in_view(row, glossary), "item")
    yield Sentence(
        "A degree is 1 where a change of that actor's mind is enough on its own, 1/2 where it takes one other change as "
        "well, and so on; 0 where the actor takes part in no change.",
        "note",
    )
    for actor, acts in result.undeclared.items():
        yield Sentence(_undeclared(actor, acts, target, Phrasing(glossary)), "caution")


def finding_text(result: Responsibility, glossary: Glossary) -> str:
    """Who could, as the author sees it, without a full stop."""
    first, target = result.views[0], Phrasing(glossary).target(result.target)
    does = f"stop {target}" if first.holds else f"bring about {target}"
    names = [Phrasing(glossary).the(actor) for actor, degree in first.degrees.items() if degree == 1]
    whose = ", in the author's eyes" if len(result.views) > 1 else ""
    if len(names) == 1:
        return f"{capital(names[0])} alone could {does}{whose}"
    if names:
        return f"{capital(listed(names))} could {does}, each alone{whose}"
    few = [Phrasing(glossary).the(actor) for actor, degree in first.degrees.items() if degree]
    if few:
        return f"{capital(listed(few))} could {does}, with other changes of mind{whose}"
    return f"Nobody could {does} within {count(result.bound, 'change')}{whose}"


def _undeclared(actor: str, acts: Sequence[str], target: str, phrasing: Phrasing) -> str:
    """What an actor could do although it has no degree, since the file declares no change of mind for it."""
    texts = [phrasing.undo(act.removeprefix("not ")) if act.startswith("not ") else phrasing.base(act) for act in acts]
    return (
        f"{capital(phrasing.the(actor))} could {listed(texts)}, which is part of a way to {target}, but the file declares no change of mind for any "
        "of its wants (could_be), so no wish for it is ever tried: a degree of 0 says nothing about that."
    )


def _in_view(row: InOneView, glossary: Glossary) -> str:
    phrasing = Phrasing(glossary, row.view)
    some = sorted(((actor, degree) for actor, degree in row.degrees.items() if degree), key=lambda pair: -pair[1])
    aim = "could end that" if row.holds else "could bring it about"
    who = f"{_whose(row, glossary)}, {reach_clause(row.reach)}"
    if not some:
        return f"{who}; nobody {aim}."
    parts: list[str] = []
    for degree in dict.fromkeys(degree for _, degree in some):
        names = [phrasing.the(actor) for actor, own in some if own == degree]
        parts.append(f"{listed(names)}{'' if parts else f' {aim}'} (degree {degree})")
    return f"{who}; {listed(parts)}."


def _whose(row: InOneView, glossary: Glossary) -> str:
    if row.view is None:
        return "In the author's model"
    view = glossary.views[row.view]
    about = f" ({view.about})" if view.about else ""
    if view.holder in glossary.actors:
        return f"In the eyes of {view.holder_name}{about}"
    held = f" of {view.holder_name}" if view.holder else ""
    return f"In the eyes{held or ' of some'} ({f'{view.about}; ' if view.about else ''}the view {row.view})"


def degrees_table(result: Responsibility, glossary: Glossary) -> Table:
    """Degrees of all actors, one row a view."""
    caption = f"Degrees of responsibility for {Phrasing(glossary).target(result.target)}"
    return responsibility_table(
        result, glossary, ("reach", "degrees"), f"{caption}, within {count(result.bound, 'edit')}"
    )


def responsibility_table(result: Responsibility, glossary: Glossary, parts: Sequence[Part], caption: str) -> Table:
    """What is known of each view, in these parts, a row each; for several with weights, the last row has the total over
    all."""
    names, apart = glossary.actors.values(), "degrees" in parts
    over = f", over {count(len(result.readings), 'reading')}" if apart else ""
    columns: dict[Part, tuple[Column, ...]] = {
        "reach": (Column("As things are"),),
        "weight": (Column("Weight", right=True),),
        "degrees": tuple(Column(name, right=True) for name in names),
        "blame": tuple(Column(f"{name}{over}", right=True) for name in names),
        "changes": (Column("Smallest change of mind"),),
    }
    rows: list[tuple[Cell, ...]] = []
    for row in result.views:
        cells = view_cells(row, result, glossary)
        rows.append((whose_cell(row, glossary), *(cell for part in parts for cell in cells[part])))
    if "weight" in parts and result.blame is not None and len(rows) > 1:
        own = {
            "weight": (1,),
            "degrees": _means(result.blame, glossary),
            "blame": _means(result.blame_overall, glossary),
        }
        rows.append(("(all)", *(cell for part in parts for cell in own.get(part, ("",)))))
    return Table((Column("In the eyes of"), *(name for part in parts for name in columns[part])), tuple(rows), caption)


def whose_cell(row: InOneView, glossary: Glossary) -> TableCell:
    """The holder of a view, its subject, and its name."""
    if row.view is None:
        return TableCell((Words("the author", "strong"),))
    view, whose = glossary.views[row.view], holder_of(row, glossary)
    about = (Words(view.about, "small"),) if view.about else ()
    return TableCell((Words(whose, "strong"), *about), plain=whose if whose == row.view else f"{whose} ({row.view})")


def holder_of(row: InOneView, glossary: Glossary) -> str:
    """The holder of a view; the name of a view that nobody holds."""
    return "the author" if row.view is None else glossary.views[row.view].holder_name or row.view


def view_cells(row: InOneView, result: Responsibility, glossary: Glossary) -> Mapping[Part, tuple[TableCell, ...]]:
    """The cells of each part of a row; for degrees and blame one for each actor."""
    return {
        "reach": (TableCell((Words(row.reach.value),)),),
        "weight": (TableCell((Words(fraction_text(row.weight)),), plain=row.weight),),
        "degrees": tuple(_degree(row.degrees[actor], row) for actor in glossary.actors),
        "blame": tuple(_bar(actor, row) for actor in glossary.actors),
        "changes": (_changes(row, result, Phrasing(glossary, row.view)),),
    }


def _degree(degree: Fraction, row: InOneView) -> TableCell:
    return TableCell((Disc(row.holds, degree == 1) if degree else Words(NOTHING, "faint"),), plain=Share(degree))


def _bar(actor: str, row: InOneView) -> TableCell:
    if row.blame is None:
        return TableCell(())
    value = row.blame[actor]
    return TableCell((ShareBar(actor, value, row.holds),) if value else (), plain=Share(value))


def _changes(row: InOneView, result: Responsibility, phrasing: Phrasing) -> TableCell:
    """The smallest change of each actor with a degree, the highest degree first; equal changes once."""
    groups: dict[tuple[Edit, ...], list[str]] = {}
    for actor in sorted(row.witness, key=lambda name: -row.degrees[name]):
        groups.setdefault(row.witness[actor], []).append(phrasing.actor(actor))
    lines, texts = [], []
    for change, names in groups.items():
        text = f"{phrasing.edits(change)}."
        # The change itself names a single actor.
        who = f"{listed(names)}:" if len(change) > 1 or len(names) > 1 else ""
        lines.append((Words(who, "bold"), Words(text, "faint")) if who else Words(text, "faint"))
        texts.append(f"{who} {text}".lstrip())
    if not texts:
        return TableCell((Words(f"Nobody, within {count(result.bound, 'change')}.", "faint"),))
    return TableCell(tuple(lines), plain="\n".join(texts))


def _means(means: Mapping[str, Fraction] | None, glossary: Glossary) -> tuple[Cell, ...]:
    return tuple("" if means is None else Share(means[actor]) for actor in glossary.actors)


# -- blame -------------------------------------------------------------------------------------------------------------


def _blame(result: Responsibility, glossary: Glossary) -> Iterator[Block]:
    yield Sentence("Blame: expected degrees where it is uncertain which game is played", "heading")
    if result.blame is None:
        missing = f"{listed(result.left_out)} {plural(len(result.left_out), 'was', 'were')} not looked at"
        yield Sentence(f"Interrupted: {missing}, so no blame is given.", "caution")
        return
    several = len(result.views) > 1
    where = f"Averaged over the {count(len(result.views), 'view')}" if several else "In this view"
    yield Sentence(f"{where}: {_ranked(result.blame, glossary)}.", "answer")
    if result.blame_overall is None:
        if result.readings:
            known = sum(1 for row in result.views if row.sizes is not None for own in row.sizes if (own >= 0).all())
            whole = len(result.readings) * len(result.views)
            yield Sentence(
                f"Interrupted: {known:,} of {whole:,} games are known, so no blame over readings is given.", "caution"
            )
        return
    readings = count(len(result.readings), "reading")
    over = f"the views and the {readings}" if several else f"the {readings}"
    if several or len(result.readings) > 1:
        yield Sentence(f"Averaged over {over}: {_ranked(result.blame_overall, glossary)}.", "answer")
    yield responsibility_table(result, glossary, ("weight", "blame"), f"Expected degrees over the {readings}, by view")
    yield Sentence(_weights_text(result), "note", "(--weight)")


def _weights_text(result: Responsibility) -> str:
    """Whether readings and views have equal weights."""
    readings, views = (
        len(set(weights)) == 1 for weights in (result.reading_weights, [row.weight for row in result.views])
    )
    if len(result.views) == 1:
        return "All readings carry the same weight." if readings else "Readings are weighted as requested."
    if readings and views:
        return "All readings carry the same weight, and so do all views."
    if readings or views:
        same, other = ("readings", "Views") if readings else ("views", "Readings")
        return f"{other} are weighted as requested; all {same} carry the same weight."
    return "Readings and views are weighted as requested."


def _ranked(blame: Mapping[str, Fraction], glossary: Glossary) -> str:
    """Actors by falling blame, those with none last."""
    ranked = sorted(blame.items(), key=lambda pair: -pair[1])
    some = [f"{glossary.actors.get(actor, actor)} {fraction_text(value)}" for actor, value in ranked if value]
    none = [glossary.actors.get(actor, actor) for actor, value in ranked if not value]
    if not some:
        return "nobody is to blame"
    return ", ".join(some) + (f"; {listed(none)} 0" if none else "")
