"""Compile the document's records into the model's: the option form, the author's calculus, and overlays as changes.

All formulas of one file: each is parsed and resolved once.

A formula is keyed by its text and its kind; equal formulas are one tree, shared by the games of one assessment. Terms
are checked first, each after the terms that it mentions; formulas that mention a broken term are skipped, so that one
mistake gives one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from countermove.assessment.acts import parse_act, switched
from countermove.assessment.names import Names
from countermove.assessment.overlays import Calculus, ResolvedOverlay, Rewriting, WantLine, WantMove
from countermove.assessment.problems import Path, Report
from countermove.assessment.schema import Document, DriftLine, Overlay, Rewrite, Want
from gmcr import Drift
from gmcr.base.errors import FormulaError, first_of, quoted
from gmcr.logic import Formula, Symbol, Vocabulary, other_wording, parse
from gmcr.model import ModelOption, NeverRule, OptionForm, OptionStructure
from gmcr.model import ModelWant as ModelWant

__all__ = ["MAX_CHAIN", "MAX_NODES", "MAX_TOTAL", "Compiler", "FormulaBook", "mentioned_terms", "named_in"]


MAX_NODES = 20_000
"""The largest formula, in nodes, with its terms written out."""

MAX_TOTAL = 1_000_000
"""The total nodes of all formulas of a file, with their terms written out."""

MAX_CHAIN = 100
"""The longest chain of terms that mention one another."""


class FormulaBook:
    """Resolves the formulas of one file. ``vocabulary`` holds what they may mention. *like*: the book of a sound file that
    differs in little, whose formulas are taken where their names mean the same."""

    def __init__(
        self, names: Names, terms: Mapping[str, str], report: Report | None = None, like: FormulaBook | None = None
    ) -> None:
        self.names, self.terms, self._like = names, terms, like
        self._same: dict[str, bool] = {}
        self._weights: dict[tuple[str, str], int] = {}
        self._resolved: dict[tuple[str, str], Formula] = {}
        self._parsed: dict[str, Formula] = {}
        self._named: dict[str, Formula] = {}
        written = {
            name: tree for name, text in terms.items() if (tree := self._try_parse(text, ("terms", name), report))
        }
        self._broken = set(names.terms) - set(written)
        self._sizes: dict[str, int] = {}
        self._chains: dict[str, int] = {}
        self._total = 0
        self._one: dict[Formula, Formula] = {}
        self._mentioned: dict[Formula, tuple[frozenset[str], frozenset[str]]] = {} if like is None else like._mentioned
        self._suggested = tuple(sorted(names.in_formulas))
        for name in written:
            self._measure(name, written, report)
        self._reported = frozenset(self._broken)
        sound = {name: tree for name, tree in written.items() if name not in self._broken}
        self.vocabulary = Vocabulary(names.options, sound, names.drivers, names.levels)
        for name in self._sizes:  # in order of dependency
            if name in sound and report and self.check(terms[name], "any", ("terms", name), report) is None:
                self._broken.add(name)

    def formula(self, text: str, kind: str = "truth") -> Formula:
        """The resolved formula. ``kind``: truth, number or any. Raises FormulaError."""
        key = (text, kind)
        if key not in self._resolved:
            known = None if self._like is None or not self._means_same(text) else self._like._resolved.get(key)
            tree = self._parse(text)
            size = self._size(tree) if known is None or self._like is None else self._like._weights[key]
            self._total += size
            self._weights[key] = size
            if size > MAX_NODES or self._total > MAX_TOTAL:
                whole = (
                    f"this formula has over {MAX_NODES:,}"
                    if size > MAX_NODES
                    else f"the formulas have over {MAX_TOTAL:,}"
                )
                raise FormulaError(f"With its terms written out {whole} parts: simplify it.", text=text)
            resolved = known or self.vocabulary.resolve(tree, kind=kind)  # type: ignore[arg-type]
            self._resolved[key] = self._one.setdefault(resolved, resolved)
        return self._resolved[key]

    def _means_same(self, text: str) -> bool:
        """Whether all names of a formula mean what they mean in the other book."""
        return all(self._is_same(name) for name in named_in(text))

    def _is_same(self, name: str) -> bool:
        """Whether a name means what it means in the other book; that of a level does where all levels are the same."""
        if name not in self._same:
            self._same[name] = False  # as for a term in a circle
            self._same[name] = self._like is not None and self._compared(name, self._like)
        return self._same[name]

    def _compared(self, name: str, other: FormulaBook) -> bool:
        own, known = self.names, other.names
        if own.levels != known.levels or own.bare.get(name) != known.bare.get(name):
            return False
        if own.has("option", name) != known.has("option", name) or own.has("driver", name) != known.has("driver", name):
            return False
        term = self.terms.get(name)
        return term == other.terms.get(name) and (term is None or self._means_same(term))

    def named(self, text: str) -> Formula:
        """The formula as shown to people, with terms kept as names. Raises FormulaError."""
        if text not in self._named:
            known = None if self._like is None or not self._means_same(text) else self._like._named.get(text)
            self._named[text] = known or self.vocabulary.named(self._parse(text))
        return self._named[text]

    def options(self, formula: Formula) -> frozenset[str]:
        """The options that a formula of this book mentions."""
        return self._mentions(formula)[0]

    def drivers(self, formula: Formula) -> frozenset[str]:
        """The drivers that a formula of this book mentions."""
        return self._mentions(formula)[1]

    def _mentions(self, formula: Formula) -> tuple[frozenset[str], frozenset[str]]:
        if formula not in self._mentioned:
            self._mentioned[formula] = (formula.options, formula.drivers)
        return self._mentioned[formula]

    def check(self, text: str, kind: str, path: Path, report: Report) -> Formula | None:
        """The resolved formula; None where it has problems, which are reported, or mentions a broken term."""
        if self._is_sound(text, kind):
            return self.formula(text, kind)
        tree = self._try_parse(text, path, report)
        if tree is None:
            return None
        levels = {
            id(comparison[2]) for node in tree.walk() if (comparison := self.vocabulary.compared(node)) is not None
        }
        symbols = [node for node in tree.walk() if isinstance(node, Symbol) and id(node) not in levels]
        unknown = [symbol for symbol in symbols if not self._exists(symbol.name)]
        for symbol in unknown:
            candidates = self.names.bare.get(symbol.name, ())
            if candidates:
                message = f"{quoted(symbol.name)} could be {' or '.join(candidates)}: write the actor too."
                report.add(path, "unknown", message, column=symbol.column)
                continue
            message = self._in_words(symbol.name) or f"{quoted(symbol.name)} is not an option, a term or a driver."
            near = None if self._in_words(symbol.name) else report.suggest(symbol.name, self._suggested)
            report.add(path, "unknown", message, suggestion=near, column=symbol.column)
        reported = path[:1] == ("terms",) and path[1] in self._reported
        if unknown or reported or self._total > MAX_TOTAL or any(symbol.name in self._broken for symbol in symbols):
            return None
        try:
            return self.formula(text, kind)
        except FormulaError as error:
            report.add(path, "formula", _sentence(error.reason), suggestion=error.suggestion, column=error.column)
            return None

    def _is_sound(self, text: str, kind: str) -> bool:
        """Whether it is known that a formula has no problems: it had none in the other book, and means the same."""
        known = self._like is not None and (text, kind) in self._like._resolved
        return known and not self._broken and self._total <= MAX_TOTAL // 2 and self._means_same(text)

    def _in_words(self, name: str) -> str:
        """What to write for an option whose actor is named in words, for an actor alone, or for a word of English; ""
        for anything else."""
        if (meant := self.names.meant(name)) and "." in meant:
            return f"{quoted(name)}: in formulas an actor goes by its id. Write {meant}."
        if actor := meant or (name if name in self.names.actors else ""):
            own = [option for option in self.names.options if option.startswith(f"{actor}.")]
            which = f": {first_of(own, 6)}" if own else ""
            return f"{quoted(name)} is an actor, and a formula is about what actors do{which}."
        reason = other_wording(name)
        return f"{reason[:1].upper()}{reason[1:]}." if reason else ""

    def _exists(self, name: str) -> bool:
        return name in self.names.in_formulas

    def _parse(self, text: str) -> Formula:
        if text not in self._parsed:
            self._parsed[text] = parse(text)
        return self._parsed[text]

    def _try_parse(self, text: str, path: Path, report: Report | None) -> Formula | None:
        try:
            return self._parse(text)
        except FormulaError as error:
            if report is None:
                raise
            if not self._add_in_words(text, path, report):
                report.add(path, "formula", _sentence(error.reason), suggestion=error.suggestion, column=error.column)
            return None

    def _add_in_words(self, text: str, path: Path, report: Report) -> bool:
        """Report the first option whose actor is named in several words, so that the formula cannot be read."""
        for match in self.names.in_words.finditer(text) if self.names.in_words else ():
            meant = self.names.meant(f"{match['actor']}.{match['option']}")
            if meant and match[0] != meant:
                message = f"{quoted(match[0])}: in formulas an actor goes by its id. Write {meant}."
                report.add(path, "unknown", message, column=match.start() + 1)
                return True
        return False

    def _size(self, tree: Formula) -> int:
        """Nodes of a formula with its terms written out."""
        return sum(self._sizes.get(node.name, 1) if isinstance(node, Symbol) else 1 for node in tree.walk())

    def _measure(self, start: str, written: Mapping[str, Formula], report: Report | None) -> None:
        """Size *start* and the terms below it, depth first without recursion; terms in a circle are broken."""
        waiting, trail = [(start, False)], dict[str, None]()
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                del trail[name]
                self._settle(name, written, report)
                continue
            if name in self._sizes:
                continue
            if name in trail:
                circle = list(trail)[list(trail).index(name) :]
                if report and not self._broken.issuperset(circle):
                    words = f"A term cannot refer to itself: {' → '.join((*circle[:12], name))}."
                    report.add(("terms", circle[0]), "cycle", words)
                self._broken.update(circle)
                continue
            trail[name] = None
            waiting.append((name, True))
            waiting.extend((below, False) for below in _terms_in(written[name], written))

    def _settle(self, name: str, written: Mapping[str, Formula], report: Report | None) -> None:
        """Size one term whose own terms are sized already."""
        mentioned = {node.name for node in written[name].walk() if isinstance(node, Symbol)}
        self._sizes[name] = size = min(self._size(written[name]), MAX_NODES + 1)
        self._chains[name] = chain = 1 + max((self._chains.get(below, 0) for below in mentioned), default=0)
        if mentioned & self._broken:
            self._broken.add(name)
        elif size > MAX_NODES or chain > MAX_CHAIN:
            if report:
                much = f"has over {MAX_NODES:,} parts" if size > MAX_NODES else f"goes over {MAX_CHAIN} terms deep"
                report.add(("terms", name), "large", f"With the terms in it written out this term {much}: simplify it.")
            self._broken.add(name)


@lru_cache(maxsize=4096)
def named_in(text: str) -> frozenset[str]:
    """The names in the text of a formula; none where it is no formula."""
    try:
        return frozenset(node.name for node in parse(text).walk() if isinstance(node, Symbol))
    except FormulaError:
        return frozenset()


def _terms_in(tree: Formula, terms: Mapping[str, Formula]) -> list[str]:
    return list(dict.fromkeys(node.name for node in tree.walk() if isinstance(node, Symbol) and node.name in terms))


def _sentence(reason: str) -> str:
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def mentioned_terms(texts: Iterable[str], terms: Mapping[str, str]) -> frozenset[str]:
    """The terms that formulas mention, directly or through other terms. All texts must be formulas."""
    mentioned: set[str] = set()
    waiting = list(texts)
    while waiting:
        for node in parse(waiting.pop()).walk():
            if isinstance(node, Symbol) and node.name in terms and node.name not in mentioned:
                mentioned.add(node.name)
                waiting.append(terms[node.name])
    return frozenset(mentioned)


class Compiler:
    """Makes the model's records from a sound document. ``form`` and ``structure`` are shared by all games, also with those of
    the compiler *like* where its form is equal."""

    form: OptionForm
    structure: OptionStructure

    def __init__(self, document: Document, names: Names, book: FormulaBook, like: Compiler | None = None) -> None:
        self.names, self.book = names, book
        self._wants: dict[tuple[object, ...], ModelWant] = {}
        form = OptionForm.leveled(
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
        if like is not None and like.form == form:
            self.form, self.structure = like.form, like.structure
        else:
            self.form, self.structure = form, OptionStructure(form)
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
            MappingProxyType(
                {name: self.drifts(driver.drifts) for name, driver in document.drivers.items() if driver.drifts}
            ),
        )

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
        key = (name, made.formula, made.condition, made.otherwise, made.could_be, made.degree)
        return self._wants.setdefault(key, replace(made, strategic=strategic))

    def told(self, name: str, want: Want | Rewrite) -> ModelWant:
        """Like `want`, but with terms kept as names, for display."""
        return _read(name, want, self.book.named)

    def drifts(self, lines: Sequence[DriftLine]) -> tuple[Drift, ...]:
        """The drifts of a driver."""
        read = self.book.formula
        return tuple(
            Drift(line.falls is None, None if line.while_ is None else read(line.while_), line.rate.interval)
            for line in lines
        )

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
                    rewrite.graded,
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
            tuple((names.need("driver", name), self.drifts(lines)) for name, lines in overlay.drifts.items()),
        )


def _read(name: str, want: Want | Rewrite, read: Callable[[str], Formula]) -> ModelWant:
    condition, otherwise, could_be = (
        None if text is None else read(text) for text in (want.while_, want.otherwise, want.could_be)
    )
    return ModelWant(read(want.want), condition, otherwise, id=name, could_be=could_be, degree=want.degree)
