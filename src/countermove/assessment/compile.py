"""From the document's records to the model's: the option form, the author's calculus, and overlays as changes."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from countermove.assessment.acts import act_given, switched
from countermove.assessment.formulas import FormulaBook
from countermove.assessment.names import Names
from countermove.assessment.overlays import Calculus, Change, Line, Move, Rewriting
from countermove.assessment.schema import Document, Overlay, Rewrite, Want
from countermove.logic import Formula
from countermove.model import ModelOption, NeverRule, leveled_form
from countermove.model import Want as ModelWant

__all__ = ["Compiler"]


class Compiler:
    """Makes the model's records from a document that is sound. ``form`` is shared by all games."""

    def __init__(self, document: Document, names: Names, book: FormulaBook) -> None:
        self.names, self.book = names, book
        self.form = leveled_form(
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
                    actor: tuple(Line(self.want(want.id, want), want.certainty, want.at) for want in record.wants)
                    for actor, record in document.actors.items()
                }
            ),
            MappingProxyType({name: driver.now for name, driver in document.drivers.items()}),
            switched(frozenset(), (act_given(text, names) for text in document.start)),
        )

    def want(self, name: str, want: Want | Rewrite) -> ModelWant:
        """A want of the model. It is strategic where what it asks for, `want` or `otherwise`, names a strategic
        option.
        """
        formula, otherwise = self.book.formula(want.want), self._optional(want.otherwise)
        named = self.book.options(formula) | (self.book.options(otherwise) if otherwise is not None else frozenset())
        return ModelWant(
            formula,
            self._optional(want.while_),
            otherwise,
            id=name,
            could_be=self._optional(want.could_be),
            strategic=not self._strategic.isdisjoint(named),
        )

    def change(self, overlay: Overlay) -> Change:
        """An overlay with resolved formulas and full option names. Raises UnknownName and FormulaError."""
        names = self.names
        for want in (*overlay.drop, *overlay.rewrite, *overlay.move):
            names.need("want", want)
        return Change(
            overlay.drop,
            tuple(
                Rewriting(self.want(name, rewrite), rewrite.certainty, rewrite.at)
                for name, rewrite in overlay.rewrite.items()
            ),
            tuple(
                Move(name, "before", place.before)
                if place.before
                else Move(name, "after", names.need("want", place.after or ""))
                for name, place in overlay.move.items()
            ),
            tuple((names.need("driver", name), Fraction(value)) for name, value in overlay.set.items()),
            tuple(act_given(text, names) for text in overlay.happens),
        )

    def _optional(self, text: str | None) -> Formula | None:
        return None if text is None else self.book.formula(text)
