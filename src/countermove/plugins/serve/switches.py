"""The reader's switches: the whole state of the page, as written in its address.

``code=ALTERNATIVE:CODING,…`` · ``if=SCENARIO`` · ``eyes=VIEW`` · ``read=QUESTION:ANSWER,…`` · ``by=CONCEPT`` ·
``set=DRIVER:NUMBER,…`` · ``do=STEP,…`` (changes of wants, one after the other: ``drop:W``, ``turn:W``, ``lower:W``,
``above:W:X``, ``below:W:X``) · ``ask=PANEL`` · ``of=WHAT``. A served page has them in its address, a file behind the ``#``.
Only a case gives names their meaning.

The switches above everything: *if … in the eyes of … read as … by concept*. Each is a choice among what the file has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step, step_from
from countermove.assessment.schema import AS_IS
from countermove.context.glossary import Glossary
from countermove.context.selection import Selection
from countermove.presentation.words import capital, concept_counts, concept_name
from countermove.verdicts.turning_points import answer_text
from gmcr.base.characters import shell_word
from gmcr.base.errors import CountermoveError, quoted
from gmcr.base.record import Record

__all__ = ["LONGEST", "NOTHING", "Choice", "Switch", "Switches", "bar_of", "parse"]


LONGEST = 8_192
"""The most characters of an address."""

_SAFE = ":,-._~"
"""Characters other than letters and digits that stay unescaped in an address."""


@dataclass(frozen=True, slots=True)
class Switches(Record):
    """``scenario``, ``view``, ``concept``: None for the file's own; ``reading``: question → answer, those that are not
    the base's; ``drivers``: name → decimal text; ``steps``: changes of wants, in order; ``ask``: the panel that is open
    beside the first screen ("" for none); ``of``: its subject; ``coding``: alternative → coding, those that are not the
    file's."""

    scenario: str | None = None
    view: str | None = None
    concept: str | None = None
    reading: Mapping[str, str] = field(default_factory=dict)
    drivers: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    ask: str = ""
    of: str = ""
    coding: Mapping[str, str] = field(default_factory=dict)

    @property
    def pushed(self) -> bool:
        """Whether anything differs from the file."""
        return bool(self.drivers or self.steps)

    def command(self, case: str) -> str:
        """The command that answers the same of a case; of pushed wants, that which opens the page."""
        pairs = [("coding", f"{name}={choice}") for name, choice in self.coding.items()]
        if self.steps:
            return _command("serve", case, pairs)
        pairs += [("set", f"{name}={value}") for name, value in self.drivers.items()]
        pairs += [("reading", f"{name}={answer}") for name, answer in self.reading.items()]
        chosen = (("scenario", self.scenario), ("view", self.view), ("concept", self.concept))
        pairs += [(flag, value) for flag, value in chosen if value]
        return _command("assess", case, pairs)

    @property
    def selection(self) -> Selection:
        """The selected game."""
        return Selection(dict(self.reading), self.scenario, self.view, dict(self.drivers), dict(self.coding))

    def but(self, **changes: Any) -> Switches:
        """These switches with some changes."""
        return replace(self, **changes)

    def coded(self, text: str) -> Switches:
        """These switches in another coding, as an address writes it."""
        return replace(self, coding=_pairs(text))

    def without(self) -> Switches:
        """These switches without pushes."""
        return replace(self, drivers={}, steps=())

    @property
    def parts(self) -> dict[str, str]:
        """Name in an address → value, in a fixed order; "" for what is not switched."""
        return {
            "code": _joined(self.coding),
            "if": self.scenario or "",
            "eyes": self.view or "",
            "read": _joined(self.reading),
            "by": self.concept or "",
            "set": _joined(self.drivers),
            "do": ",".join(step.text for step in self.steps),
            "ask": self.ask,
            "of": self.of,
        }

    def query(self) -> str:
        """The query of an address; "" if nothing is switched."""
        return "&".join(f"{name}={quote(value, safe=_SAFE)}" for name, value in self.parts.items() if value)

    def href(self) -> str:
        """A link to this state from the page itself."""
        return f"?{self.query()}"


NOTHING = Switches()
"""The state of the file."""


def parse(query: str) -> Switches:
    """The switches in an address. Raises CountermoveError if it is invalid: too long, no pair, or an unknown name or
    step."""
    if len(query) > LONGEST:
        raise CountermoveError(f"The address has {len(query):,} characters; {LONGEST:,} are read at most.")
    try:
        query.encode("utf-8")  # a lone surrogate is no text
        pairs = parse_qsl(query.lstrip("?#"), keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        raise CountermoveError("The address is not one of this page: its text is broken.") from None
    known = {name: value for name, value in pairs if name in _READ}  # others, such as a token, are not switches
    said = {_READ[name][0]: _READ[name][1](value) for name, value in known.items()}
    # A form without a script sends each answer, and each choice of a coding, separately.
    for part, start in (("reading", "read."), ("coding", "code.")):
        alone = {name.removeprefix(start): value for name, value in pairs if name.startswith(start) and value}
        if alone:
            said[part] = said.get(part, {}) | alone
    if "coding" in said:
        said["coding"] = {name: choice for name, choice in said["coding"].items() if choice != AS_IS}
    return Switches(**said)


def _name(text: str) -> str | None:
    return text.strip() or None


def _pairs(text: str) -> dict[str, str]:
    pairs = {}
    for part in filter(None, text.split(",")):
        name, colon, value = (piece.strip() for piece in part.partition(":"))
        if not (name and colon and value):
            raise CountermoveError(
                f"The address says NAME:VALUE, with commas between; {quoted(part)} is not of that form."
            )
        pairs[name] = value
    return pairs


def _steps(text: str) -> tuple[Step, ...]:
    return tuple(map(step_from, filter(None, (part.strip() for part in text.split(",")))))


def _joined(pairs: Mapping[str, str]) -> str:
    return ",".join(f"{name}:{value}" for name, value in pairs.items())


def _command(command: str, case: str, pairs: Sequence[tuple[str, str]]) -> str:
    options = (f"--{flag} {shell_word(value)}" for flag, value in pairs)
    return " ".join([f"countermove {command}", shell_word(case), *options])


_READ: Mapping[str, tuple[str, Any]] = {
    "code": ("coding", _pairs),
    "if": ("scenario", _name),
    "eyes": ("view", _name),
    "read": ("reading", _pairs),
    "by": ("concept", _name),
    "set": ("drivers", _pairs),
    "do": ("steps", _steps),
    "ask": ("ask", str.strip),
    "of": ("of", str.strip),
}
"""Name in an address → the field, and the parser of its value."""


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
    answers, or the alternative in which it chooses; ``asks``: its wording ("" if it has none)."""

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
    chosen = [concepts] if len(concepts.choices) > 2 else []
    return (*alone, *_readings(glossary, switches), *chosen, *_codings(assessment, switches))


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


def _codings(assessment: Assessment, switches: Switches) -> Iterator[Switch]:
    """One switch for each alternative: how another coder would have written the file."""
    for place, (name, item) in enumerate(assessment.document.alternatives.items()):
        now = switches.coding.get(name, "")
        choices = [Choice("", _means(item.as_is, "as the file has it"), not now)]
        choices += [Choice(own, _means(coding.means, own), now == own) for own, coding in item.other.items()]
        yield Switch("code", "coded as" if place == 0 else "and", tuple(choices), name, item.asks)


def _means(words: str | None, name: str) -> str:
    """A choice in words."""
    return (words or "").rstrip(".") or name.replace("_", " ")


def _concepts(assessment: Assessment, switches: Switches) -> Switch:
    choices = [
        Choice("", "all" if len(assessment.concepts) > 1 else concept_name(assessment.lead), switches.concept is None)
    ]
    choices += [
        Choice(name, capital(concept_name(name)), switches.concept == name, concept_counts(name))
        for name in assessment.concepts
    ]
    return Switch("by", "by concept", tuple(choices))
