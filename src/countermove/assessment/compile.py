"""Compile the document's records into the model's: the option form, the author's calculus, and overlays as changes."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from countermove.assessment.acts import parse_act, switched
from countermove.assessment.formulas import FormulaBook
from countermove.assessment.names import Names
from countermove.assessment.overlays import Calculus, ResolvedOverlay, Rewriting, WantLine, WantMove
from countermove.assessment.schema import Document, Overlay, Rewrite, Want
from gmcr.logic import Formula
from gmcr.model import ModelOption, NeverRule, OptionForm, OptionStructure
from gmcr.model import ModelWant as ModelWant

__all__ = ["Compiler"]


class Compiler:
    """Makes the model's records from a sound document. ``form`` and ``structure`` are shared by all games."""

    def __init__(self, document: Document, names: Names, book: FormulaBook) -> None:
        self.names, self.book = names, book
        self._wants: dict[tuple[object, ...], ModelWant] = {}
        self.form = OptionForm.leveled(
            names.actors,
            [
                ModelOption(
                    actor,
                    name,
                    option.one_way,
                    "strategic" if option.kind == "strategic" else "tactical",
                    None if option.needs is None else book.formula(option.needs),
                )
                for actor, record in document.actors.items()
                for name, option in record.options.items()
            ],
            [NeverRule(name, book.formula(rule.never), rule.why or "") for name, rule in document.never.items()],
            names.levels,
        )
        self._strategic = frozenset(option.full_name for option in self.form.options if option.kind == "strategic")
        self.calculus = Calculus(
            MappingProxyType(
                {
                    actor: tuple(
                        WantLine(
                            self.want(want.id, want),
                            self.told(want.id, want),
                            want.certainty,
                            want.at,
                            says=want.says,
                            otherwise_says=want.otherwise_says,
                        )
                        for want in record.wants
                    )
                    for actor, record in document.actors.items()
                }
            ),
            MappingProxyType({name: driver.now for name, driver in document.drivers.items()}),
            switched(frozenset(), (parse_act(text, names) for text in document.start)),
        )

        self.structure = OptionStructure(self.form)

    def with_calculus(self, calculus: Calculus) -> Compiler:
        """A copy with another calculus of the author."""
        other = copy(self)
        other.calculus = calculus
        return other

    def of_form(self, compiler: Compiler) -> Compiler:
        """A copy with the form and structure of another compiler, whose form is equal."""
        other = copy(self)
        other.form, other.structure = compiler.form, compiler.structure
        return other

    def want(self, name: str, want: Want | Rewrite) -> ModelWant:
        """A want of the model; equal records share one object. It is strategic if `want` or `otherwise` names a
        strategic option.
        """
        made = _read(name, want, self.book.formula)
        parts = (part for part in (made.formula, made.otherwise) if part is not None)
        strategic = any(not self._strategic.isdisjoint(self.book.options(part)) for part in parts)
        key = (name, made.formula, made.condition, made.otherwise, made.could_be)
        return self._wants.setdefault(key, replace(made, strategic=strategic))

    def told(self, name: str, want: Want | Rewrite) -> ModelWant:
        """Like `want`, but with terms kept as names, for display."""
        return _read(name, want, self.book.named)

    def change(self, overlay: Overlay) -> ResolvedOverlay:
        """Resolve an overlay's formulas and option names. Raises UnknownName and FormulaError."""
        names = self.names
        for want in (*overlay.drop, *overlay.rewrite, *overlay.move):
            names.need("want", want)
        return ResolvedOverlay(
            overlay.drop,
            tuple(
                Rewriting(
                    self.want(name, rewrite),
                    self.told(name, rewrite),
                    rewrite.certainty,
                    rewrite.at,
                    rewrite.says,
                    rewrite.otherwise_says,
                )
                for name, rewrite in overlay.rewrite.items()
            ),
            tuple(
                WantMove(name, "before", place.before)
                if place.before
                else WantMove(name, "after", names.need("want", place.after or ""))
                for name, place in overlay.move.items()
            ),
            tuple((names.need("driver", name), Fraction(value)) for name, value in overlay.set.items()),
            tuple(parse_act(text, names) for text in overlay.happens),
        )


def _read(name: str, want: Want | Rewrite, read: Callable[[str], Formula]) -> ModelWant:
    condition, otherwise, could_be = (
        None if text is None else read(text) for text in (want.while_, want.otherwise, want.could_be)
    )
    return ModelWant(read(want.want), condition, otherwise, id=name, could_be=could_be)
