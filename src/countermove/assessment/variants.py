"""Mechanical variants of a file, made one at a time: probes for what its conclusions rest on, not opinions.

Neighbouring wants of an actor change places; a want, an option or a rule is left out; what has to hold *if and only if* has
to hold one way only; a want counts always, or an act can, or can no longer, be undone; an actor decides nothing. A variant
has the name by which the file can defend a line against it (``defended``).

Those of wants are pushes on the file as it was compiled: overlays come after them, and one that gives a want other words
still does so. Directions and rules change the moves or the states, so that the file is compiled again, without being read
again; where an option or an actor is left out the file is read again, as under a coding (``assessment.structures``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from countermove.assessment.compile import Compiler
from countermove.assessment.document import Assessment
from countermove.assessment.overlays import BASE, WantLine
from countermove.assessment.recoding import Recoding
from countermove.assessment.schema import Document, Overlay
from countermove.assessment.schema.kinds import FormulaMark
from countermove.assessment.schema.premises import Option
from countermove.assessment.schema.record import marked
from countermove.assessment.structures import without_actor, without_option
from gmcr.base.record import Record
from gmcr.logic import Degrees, Formula, Iff, Implies, to_text

__all__ = ["Variant", "VariantKind", "named_by_key_questions", "variants_of"]

VariantKind = Literal[
    "swap", "without want", "weaken", "always", "without option", "two-way", "one-way", "allow", "part of nobody"
]


@dataclass(frozen=True, eq=False)
class Variant(Record):
    """One variant. ``names``: the premises that it changes; ``make``: the assessment with it; ``words``: the weaker parts of
    a want that is weakened, as shown."""

    name: str
    kind: VariantKind
    names: tuple[str, ...]
    make: Callable[[], Assessment]
    words: tuple[Formula, ...] = ()

    @property
    def pushed(self) -> bool:
        """Whether it is a push on the file as it was compiled."""
        return self.kind in ("swap", "without want", "weaken", "always")


def variants_of(assessment: Assessment) -> tuple[Variant, ...]:
    """The variants of a file, in its order: actor by actor its wants and options, then rules, then actors."""
    free = frozenset(assessment.names.options) - named_by_key_questions(assessment)
    made: list[Variant] = []
    for actor, lines in assessment.own_calculus.lines.items():
        made += _of_wants(assessment, [line for line in lines if not line.dropped])
        made += _of_options(assessment, actor, free)
    made += _of_rules(assessment)
    made += _of_actors(assessment, free)
    return tuple(made)


def named_by_key_questions(assessment: Assessment) -> frozenset[str]:
    """The options that key questions name, themselves, by terms, or by the claims that answer them; those of the target
    where a file asks none."""
    document, names = assessment.document, assessment.names
    if not document.key_questions:
        return frozenset() if assessment.target is None else _options(assessment, document.target or "")
    named: set[str] = set()
    for question in document.key_questions.values():
        claims = (side.claim for side in (question.answer_yes, question.answer_no) if side is not None)
        for record in (question, *(document.claims[claim] for claim in claims if claim is not None)):
            for _, text, mark in marked(record):
                if isinstance(mark, FormulaMark):
                    named |= _options(assessment, text)
                elif mark.kind == "option":
                    named.add(names.option(text))
                elif mark.kind == "act":
                    named.add(assessment.act(text).option)
    return frozenset(Degrees.option_of(name) for name in named)


def _options(assessment: Assessment, text: str) -> frozenset[str]:
    """The options that a formula mentions; of an option in degrees the option itself."""
    return frozenset(Degrees.option_of(name) for name in assessment.formula(text, "any").options)


# -- wants -----------------------------------------------------------------------------------------------------------


def _of_wants(assessment: Assessment, lines: Sequence[WantLine]) -> Iterator[Variant]:
    def pushed(**change: Any) -> Callable[[], Assessment]:
        return lambda: assessment.changed(Overlay.model_validate(change))

    for above, below in pairwise(lines):
        names = (above.want.id, below.want.id)
        move = {names[0]: {"after": names[1]}}
        yield Variant(f"swap {' '.join(names)}", "swap", names, pushed(move=move))
    for line in lines:
        name = line.want.id
        yield Variant(f"without {name}", "without want", (name,), pushed(drop=[name]))
        for way, weaker in (("forward", _forward), ("back", _back)):
            if weak := _weakened(line, weaker):
                change = pushed(rewrite={name: _in_words(line, weak)})
                yield Variant(f"weaken {name} {way}", "weaken", (name,), change, tuple(weak.values()))
        if line.want.condition is not None:
            alone = _in_words(line, {"while": None, "otherwise": None})
            yield Variant(f"always {name}", "always", (name,), pushed(rewrite={name: alone}))


def _forward(part: Formula) -> Formula | None:
    return Implies(part.left, part.right) if isinstance(part, Iff) else None


def _back(part: Formula) -> Formula | None:
    return Implies(part.right, part.left) if isinstance(part, Iff) else None


def _weakened(line: WantLine, weaker: Callable[[Formula], Formula | None]) -> dict[str, Formula]:
    """The parts of a want in which something has to hold *if and only if*, weakened."""
    words = line.shown
    parts = {"want": words.formula, "otherwise": words.otherwise, "could_be": words.could_be}
    weak = {key: part.replaced(weaker) for key, part in parts.items() if part is not None}
    return {key: part for key, part in weak.items() if part != parts[key]}


def _in_words(line: WantLine, instead: Mapping[str, Formula | None]) -> dict[str, str]:
    """The rewriting of a want in its own words but for some."""
    words = line.shown
    parts = {
        "want": words.formula,
        "while": words.condition,
        "otherwise": words.otherwise,
        "could_be": words.could_be,
        **instead,
    }
    return {key: to_text(part) for key, part in parts.items() if part is not None}


# -- options, rules and actors ---------------------------------------------------------------------------------------


def _of_options(assessment: Assessment, actor: str, free: frozenset[str]) -> Iterator[Variant]:
    for name, option in assessment.document.actors[actor].options.items():
        full = f"{actor}.{name}"
        if full in free:
            yield Variant(f"without {full}", "without option", (full,), _without(assessment, without_option, full))
        kind: VariantKind = "two-way" if option.one_way else "one-way"
        yield Variant(f"{kind} {full}", kind, (full,), _turned(assessment, actor, name, option))


def _turned(assessment: Assessment, actor: str, name: str, option: Option) -> Callable[[], Assessment]:
    def make() -> Assessment:
        document = assessment.document
        own = document.actors[actor]
        other = option.model_copy(update={"one_way": "" if option.one_way else "forward"})
        record = own.model_copy(update={"options": {**own.options, name: other}})
        return _compiled_again(assessment, document.model_copy(update={"actors": {**document.actors, actor: record}}))

    return make


def _of_rules(assessment: Assessment) -> Iterator[Variant]:
    def without(rule: str) -> Callable[[], Assessment]:
        def make() -> Assessment:
            document = assessment.document
            never = {name: record for name, record in document.never.items() if name != rule}
            return _compiled_again(assessment, document.model_copy(update={"never": never}))

        return make

    for rule in assessment.document.never:
        yield Variant(f"allow {rule}", "allow", (rule,), without(rule))


def _compiled_again(assessment: Assessment, document: Document) -> Assessment:
    """The assessment with other directions or rules, and the same names: pushed and selected as it is."""
    compiler = Compiler(document, assessment.names, assessment._compiler.book)
    return _as_now(replace(assessment, document=document, _compiler=compiler), assessment)


def _without(
    assessment: Assessment, leave_out: Callable[[Recoding, str], object], name: str
) -> Callable[[], Assessment]:
    """The assessment with something left out, and with it whatever names it."""

    def make() -> Assessment:
        made = assessment.origin.restructured(lambda recoding: leave_out(recoding, name))
        return _as_now(made, assessment)

    return make


def _as_now(made: Assessment, assessment: Assessment) -> Assessment:
    """An assessment with the file's own model, pushed and selected like another."""
    fresh = replace(made, _changed=(), selection=BASE, _unset={}, _concepts=assessment._concepts)
    for overlay, edits in assessment._changed:
        fresh = fresh.changed(overlay, edits=edits)
    return fresh._copied(selection=assessment.selection, _unset=assessment._unset)


def _of_actors(assessment: Assessment, free: frozenset[str]) -> Iterator[Variant]:
    if len(assessment.actors) < 2:
        return  # somebody has to decide
    for actor, record in assessment.document.actors.items():
        own = {f"{actor}.{name}" for name in record.options}
        if own <= free and (own or record.wants):
            make = _without(assessment, without_actor, actor)
            yield Variant(f"part of nobody {actor}", "part of nobody", (actor,), make)
