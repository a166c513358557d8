"""The switches above everything: *if … in the eyes of … read as … by concept*. Each is a choice among what the file has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.context.glossary import Glossary
from countermove.plugins.serve.switches import Switches
from countermove.presentation.words import capital, concept_counts, concept_name
from countermove.verdicts.condition_words import answer_text
from gmcr.base.summary import Record

__all__ = ["Choice", "Switch", "bar_of"]


@dataclass(frozen=True, slots=True)
class Choice(Record):
    """One alternative. ``value``: as in the address ("" for the file's own); ``more``: a remark on it."""

    value: str
    called: str
    chosen: bool
    more: str = ""


@dataclass(frozen=True, slots=True)
class Switch(Record):
    """One switch. ``name``: in the address; ``says``: the words before it; ``question``: the open question that it
    answers, ``asks``: its wording ("" if it has none)."""

    name: str
    says: str
    choices: tuple[Choice, ...]
    question: str = ""
    asks: str = ""

    @property
    def on(self) -> bool:
        """Whether it differs from the file."""
        return not self.choices[0].chosen


def bar_of(assessment: Assessment, glossary: Glossary, switches: Switches) -> tuple[Switch, ...]:
    """The switches that a case has."""
    optional = (_scenarios(assessment, glossary, switches), _views(assessment, glossary, switches))
    alone = [item for item in optional if len(item.choices) > 1]
    concepts = _concepts(assessment, switches)
    return (*alone, *_readings(glossary, switches), *([concepts] if len(concepts.choices) > 2 else []))


def _scenarios(assessment: Assessment, glossary: Glossary, switches: Switches) -> Switch:
    named = {
        name: (glossary.scenarios[name] or "").rstrip(".") or name.replace("_", " ") for name in assessment.scenarios
    }
    choices = [Choice("", "nothing changes", switches.scenario is None)]
    choices += [Choice(name, label, switches.scenario == name) for name, label in named.items()]
    return Switch("if", "If", tuple(choices))


def _views(assessment: Assessment, glossary: Glossary, switches: Switches) -> Switch:
    choices = [Choice("", "the author", switches.view is None)]
    for name in assessment.views:
        view = glossary.views[name]
        label = view.holder_name or name.replace("_", " ")
        choices.append(Choice(name, label, switches.view == name, view.about or ""))
    return Switch("eyes", "in the eyes of", tuple(choices))


def _readings(glossary: Glossary, switches: Switches) -> Iterator[Switch]:
    """One switch for each open question: how the reader understands the text."""
    for place, (name, question) in enumerate(glossary.questions.items()):
        base = next(iter(question.answers))
        now = switches.reading.get(name, base)
        choices = tuple(
            Choice("" if answer == base else answer, answer_text(name, answer, glossary), answer == now)
            for answer in question.answers
        )
        yield Switch("read", "read as" if place == 0 else "and", choices, name, question.asks or "")


def _concepts(assessment: Assessment, switches: Switches) -> Switch:
    choices = [
        Choice("", "all" if len(assessment.concepts) > 1 else concept_name(assessment.lead), switches.concept is None)
    ]
    choices += [
        Choice(name, capital(concept_name(name)), switches.concept == name, concept_counts(name))
        for name in assessment.concepts
    ]
    return Switch("by", "by concept", tuple(choices))
