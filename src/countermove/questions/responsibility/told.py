"""Responsibility in words: who could change it, in whose eyes; and blame, over the readings and the views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from countermove.case.answer import Answer
from countermove.case.glossary import Glossary
from countermove.telling.blocks import Block, Cell, Column, Sentence, Share, Table, Telling
from countermove.telling.numbers import fraction_text
from countermove.telling.phrases import Teller
from countermove.telling.reaching import reach_clause
from countermove.telling.words import capital, count, listed, plural, under_words
from countermove.verdicts.responsibility.degrees import InOneView, Responsibility

__all__ = ["degrees_sentences", "degrees_table", "responsibility_told"]


def responsibility_told(answer: Answer) -> Telling:
    """Who is responsible in whose eyes, side by side, with what each could change; then blame."""
    found, glossary = answer.found, answer.glossary
    return Telling(
        "who is responsible, in whose eyes",
        tuple(degrees_sentences(found, glossary)),
        (degrees_table(found, glossary), *_witnesses(found, glossary), *_blame(found, glossary)),
    )


def degrees_sentences(found: Responsibility, glossary: Glossary) -> Iterator[Sentence]:
    """One sentence a view, and what a degree is."""
    target = Teller(glossary).target(found.target)
    looked = f"changes of at most {count(found.bound, 'edit')}, {under_words([found.concept])}"
    yield Sentence(f"For {target}, {looked}:")
    for row in found.views:
        yield Sentence(_in_view(row, glossary), "item")
    yield Sentence(
        "A degree is 1 where a change of that actor's mind is enough alone, 1/2 where it takes one other change too, "
        "and so on; 0 where it takes part in no change.",
        "note",
    )
    for actor, acts in found.undeclared.items():
        yield Sentence(_undeclared(actor, acts, target, Teller(glossary)), "caution")


def _undeclared(actor: str, acts: Sequence[str], target: str, teller: Teller) -> str:
    """Who could do something and is held to account for nothing, as the file declares no change of mind."""
    told = [teller.undo(act.removeprefix("not ")) if act.startswith("not ") else teller.base(act) for act in acts]
    return (
        f"{capital(teller.the(actor))} could {listed(told)}, which is part of a way to {target}, but the file declares no change of mind for any "
        "of its wants (could_be), so that no wish for it is ever tried: degree 0 says nothing of it."
    )


def _in_view(row: InOneView, glossary: Glossary) -> str:
    teller = Teller(glossary, row.view)
    some = sorted(((actor, degree) for actor, degree in row.degrees.items() if degree), key=lambda pair: -pair[1])
    aim = "could end that" if row.holds else "could bring it about"
    who = f"{_whose(row, glossary)} {reach_clause(row.reach)}"
    if not some:
        return f"{who}; nobody {aim}."
    told: list[str] = []
    for degree in dict.fromkeys(degree for _, degree in some):
        names = [teller.the(actor) for actor, own in some if own == degree]
        told.append(f"{listed(names)}{'' if told else f' {aim}'} (degree {degree})")
    return f"{who}; {listed(told)}."


def _whose(row: InOneView, glossary: Glossary) -> str:
    if row.view is None:
        return "In the author's model"
    view = glossary.views[row.view]
    about = f" ({view.about})" if view.about else ""
    if view.holder in glossary.actors:
        return f"In the eyes of {view.holder_name}{about}"
    held = f" of {view.holder_name}" if view.holder else ""
    return f"In the eyes{held or ' of some'} ({f'{view.about}; ' if view.about else ''}the view {row.view})"


def degrees_table(found: Responsibility, glossary: Glossary) -> Table:
    """Degrees of all actors, one row a view."""
    rows = tuple((*_view(row, glossary), row.reach.value, *_degrees(row.degrees, glossary)) for row in found.views)
    caption = f"Degrees of responsibility for {Teller(glossary).target(found.target)}"
    return Table(_columns(glossary, Column("As things are")), rows, f"{caption}, within {count(found.bound, 'edit')}")


def _view(row: InOneView, glossary: Glossary) -> tuple[str, str]:
    if row.view is None:
        return "(the author's)", ""
    return row.view, glossary.views[row.view].holder_name or ""


def _columns(glossary: Glossary, *between: Column) -> tuple[Column, ...]:
    own = (Column(name, right=True) for name in glossary.actors.values())
    return (Column("View"), Column("Holder"), *between, *own)


def _degrees(degrees: Mapping[str, Fraction], glossary: Glossary) -> tuple[Share, ...]:
    return tuple(Share(degrees[actor]) for actor in glossary.actors)


def _witnesses(found: Responsibility, glossary: Glossary) -> Iterator[Table]:
    rows = [
        (_view(row, glossary)[0], Teller(glossary).actor(actor), Teller(glossary, row.view).edits(change))
        for row in found.views
        for actor, change in row.witness.items()
    ]
    if rows:
        columns = (Column("View"), Column("Actor"), Column("A smallest change in which it takes part"))
        yield Table(columns, tuple(rows), "What they could change")


# -- blame -------------------------------------------------------------------------------------------------------------


def _blame(found: Responsibility, glossary: Glossary) -> Iterator[Block]:
    yield Sentence("Blame: what to expect where it is not certain which game is played", "heading")
    if found.blame is None:
        left = f"{listed(found.left_out)} {plural(len(found.left_out), 'was', 'were')} not looked at"
        yield Sentence(f"Interrupted: {left}, so no blame is told.", "caution")
        return
    yield Sentence(f"Over the {count(len(found.views), 'view')}: {_ranked(found.blame, glossary)}.", "answer")
    if found.blame_overall is None:
        if found.readings:
            known = sum(1 for row in found.views if row.sizes is not None for own in row.sizes if (own >= 0).all())
            whole = len(found.readings) * len(found.views)
            yield Sentence(
                f"Interrupted: {known:,} of {whole:,} games are known, so no blame over readings is told.", "caution"
            )
        return
    readings = count(len(found.readings), "reading")
    yield Sentence(f"Over views and the {readings}: {_ranked(found.blame_overall, glossary)}.", "answer")
    rows: list[tuple[Cell, ...]] = [
        (*_view(row, glossary), row.weight, *_degrees(row.blame or {}, glossary)) for row in found.views
    ]
    rows.append(("(all)", "", 1, *_degrees(found.blame_overall, glossary)))
    yield Table(
        _columns(glossary, Column("Weight", right=True)), tuple(rows), f"Expected degrees over the {readings}, by view"
    )
    yield Sentence(_weighed(found), "note", "(--weight)")


def _weighed(found: Responsibility) -> str:
    """Whether readings and views weigh the same."""
    readings, views = (
        len(set(weights)) == 1 for weights in (found.reading_weights, [row.weight for row in found.views])
    )
    if readings and views:
        return "All readings weigh the same, and so do all views."
    if readings or views:
        same, other = ("readings", "Views") if readings else ("views", "Readings")
        return f"{other} are weighed as was asked for; all {same} weigh the same."
    return "Readings and views are weighed as was asked for."


def _ranked(blame: Mapping[str, Fraction], glossary: Glossary) -> str:
    """Actors by falling blame, those with none last."""
    ranked = sorted(blame.items(), key=lambda pair: -pair[1])
    some = [f"{glossary.actors.get(actor, actor)} {fraction_text(value)}" for actor, value in ranked if value]
    none = [glossary.actors.get(actor, actor) for actor, value in ranked if not value]
    if not some:
        return "nobody is to blame"
    return ", ".join(some) + (f"; {listed(none)} none" if none else "")
