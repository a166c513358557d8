"""Lines that differ, in words: what a line says in the file that has it, and what the other has instead.

A *clause* describes a difference as it is in the second file ("North now wants to shell the capital, n0"), each side in
the words of its own file; a *name* describes the line itself, as one file has it. Ids follow the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from countermove.presentation.assumptions import day_text, scenario_words
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import concepts_phrase, listed
from countermove.verdicts.lines.counterparts import Key
from countermove.verdicts.lines.differences import ChangedLine
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record
from gmcr.logic import Degrees

__all__ = ["LineWords", "section_name"]

_SECTIONS = {
    "rule": "rule",
    "reading": "answer",
    "question": "open question",
    "words": "section",
}
_NEWS = {"added": "is new", "removed": "is gone"}


def section_name(section: str) -> str:
    """The name of a kind of line in a sentence."""
    return _SECTIONS.get(section, section)


@dataclass(frozen=True, slots=True)
class LineWords(Record):
    """``first``, ``second``: the phrasing of either file; ``names``: key in common names → the name in the second."""

    first: Phrasing
    second: Phrasing
    names: Mapping[Key, str] = field(default_factory=dict)

    # -- names -----------------------------------------------------------------------------------------------------

    def there(self, section: str, owner: str, name: str) -> str:
        """The second file's name for something."""
        return self.names.get((section, owner, name), name)

    def name(self, section: str, owner: str, name: str) -> str:
        """A line in the words of the first file that has it."""
        for phrasing, own in (
            (self.first, (owner, name)),
            (self.second, (self._owner(section, owner), self.there(section, owner, name))),
        ):
            if text := _name(section, *own, phrasing):
                return text
        return f"{section_name(section)} {name}"

    def _owner(self, section: str, owner: str) -> str:
        return self.there("question" if section == "reading" else "actor", "", owner)

    # -- clauses ---------------------------------------------------------------------------------------------------

    def clause(self, item: ChangedLine) -> str:
        """A difference as a clause without its full stop."""
        match item.section:
            case "want":
                return self._want(item)
            case "driver":
                return self._driver(item)
            case "option":
                return self._option(item)
            case "rule" | "observation" | "term":
                return self._formula(item)
            case "question":
                return self._question(item)
            case "start" | "target" | "concepts":
                return self._whole(item)
            case "actor" if item.kind in _NEWS:
                return f"{self._side(item).the(item.name)} {_NEWS[item.kind]} among the actors ({item.name})"
        text = self.name(item.section, item.owner, item.name)
        if item.kind in _NEWS:
            return f"{text} {_NEWS[item.kind]}"
        return f"{text} is put differently{_parts(item)}"

    def _side(self, item: ChangedLine) -> Phrasing:
        """The phrasing for something that only one of the files has."""
        return self.first if item.kind == "removed" else self.second

    def _want(self, item: ChangedLine) -> str:
        owner = self.there("actor", "", item.owner)
        there = self.there("want", item.owner, item.name)
        who, wants = self.second.the(owner), self.second.agree(owner, "wants", "want")
        new, old = self.second.want(there, ""), self.first.want(item.name, "")
        if item.kind == "added":
            return f"{who} now {wants} {new} ({there})"
        if item.kind == "removed":
            return f"{self.first.the(item.owner)} no longer {self.first.agree(item.owner, 'wants', 'want')} {old} ({item.name})"
        if item.kind == "moved":
            puts, they, place = self.second.agree(owner, "puts", "put"), _pronoun(owner, self.second), item.parts[0]
            where = f"({there}: {place.after}, before {place.before})"
            return f"{who} {puts} elsewhere in the order that {they} {wants} {new} {where}"
        if new != old:
            return f"{who} now {wants} {new}; before: {old} ({there})"
        return f"{who} {wants} {new} on other terms{_parts(item)} ({there})"

    def _driver(self, item: ChangedLine) -> str:
        name = self.there("driver", "", item.name)
        text = self._side(item).glossary.drivers.get(item.name if item.kind == "removed" else name) or ""
        means, mark = (text, f" ({name})") if text else (name, "")
        if item.kind in _NEWS:
            now = next((part.before or part.after for part in item.parts if part.key == "now"), None)
            called, at = f"“{means}”" if text else means, f", at {_number(now)}" if now else ""
            if item.kind == "added":
                return f"there is a new driver, {called}{at}{mark}"
            return f"the driver {called}{f'{at},' if at else ''} is gone{mark}"
        parts = [
            f"{'is' if part.key == 'now' else f'has {part.key}'} now {_number(part.after)}, before {_number(part.before)}"
            for part in item.parts
        ]
        return f"{means} {listed(parts)}{mark}"

    def _option(self, item: ChangedLine) -> str:
        second = item.kind != "removed"
        phrasing = self._side(item)
        actor = self.there("actor", "", item.owner) if second else item.owner
        name = self.there("option", item.owner, item.name) if second else item.name
        act = _act(f"{actor}.{name}", phrasing)
        can = {"added": "can now", "removed": "can no longer"}.get(item.kind)
        if can:
            return f"{phrasing.the(actor)} {can} {act} ({actor}.{name})"
        if item.kind != "changed":
            return f"{phrasing.the(actor)} can {act}, in other words{_parts(item)} ({actor}.{name})"
        now = [_term(part.key, part.after, f"{actor}.{name}", self.second) for part in item.parts]
        before = [_term(part.key, part.before, f"{item.owner}.{item.name}", self.first) for part in item.parts]
        return f"{phrasing.the(actor)} can {act}, now {listed(now)}; before: {listed(before)} ({actor}.{name})"

    def _formula(self, item: ChangedLine) -> str:
        name = self.there(item.section, "", item.name)
        part = next((part for part in item.parts if part.key in ("never", "term", "saw", "ended")), None)
        others = [part for part in item.parts if part.key in ("never", "term", "saw", "ended")]
        before = next((_clause(part.before, self.first) for part in others if part.before), "")
        after = next((_clause(part.after, self.second) for part in others if part.after), "")
        if item.section == "term":
            words = f"“{name.replace('_', ' ')}”"
            if item.kind in _NEWS:
                return f"{words} {_NEWS[item.kind]} among the terms: {after or before}"
            return f"{words} now means that {after}; before: {before}"
        if item.section == "rule":
            if item.kind == "removed":
                return f"it is no longer ruled out that {before} ({item.name})"
            return f"it is now ruled out that {after}{f'; before: that {before}' if before else ''} ({name})"
        text = self.name("observation", "", item.name)
        if part is None or item.kind == "changed":
            more = f": now that {after}" if after else ""
            return f"{text} is put differently{more or _parts(item)}"
        day = next((part.before or part.after for part in item.parts if part.key == "date"), None)
        when = f" on {day_text(day)}" if day else ""
        seen = "was seen" if part.key == "saw" else "had ended in this way"
        return f"it {seen}{when} that {after or before} ({name}), which {_NEWS[item.kind]}"

    def _question(self, item: ChangedLine) -> str:
        text = self.name("question", "", item.name)
        if item.kind in _NEWS:
            return f"{text} {_NEWS[item.kind]} among what is left open"
        [base] = [part for part in item.parts if part.key == "base"]
        there = self.there("question", "", item.name)
        new, old = (
            _answer(question, answer or "", phrasing)
            for question, answer, phrasing in ((there, base.after, self.second), (item.name, base.before, self.first))
        )
        return f"{text} is read with another answer first: {new}; before: {old}"

    def _whole(self, item: ChangedLine) -> str:
        before, after = (
            next((text for text in texts if text), "")
            for texts in ([part.before for part in item.parts], [part.after for part in item.parts])
        )
        if item.section == "concepts":
            old, new = (concepts_phrase(_items(text)) if text else "all five" for text in (before, after))
            return f"actors look ahead differently: {new}; before: {old}"
        if item.section == "start":
            old, new = (_state(text, phrasing) for text, phrasing in ((before, self.first), (after, self.second)))
            return f"it starts where {new}; before: where {old}"
        pieces = [
            phrasing.target(text) if text else "none" for text, phrasing in ((after, self.second), (before, self.first))
        ]
        return f"the target is now {pieces[0]}; before: {pieces[1]}"


# -- words of one file -------------------------------------------------------------------------------------------------


def _name(section: str, owner: str, name: str, phrasing: Phrasing) -> str:
    """A line as one file has it; "" if it lacks it, or has no words for it."""
    glossary = phrasing.glossary
    match section:
        case "want" if name in phrasing.game.wants:
            return f"{phrasing.the(owner)} {phrasing.agree(owner, 'wants', 'want')} {phrasing.want(name, '')} ({name})"
        case "option" if f"{owner}.{name}" in glossary.acts:
            return f"{phrasing.the(owner)} can {_act(f'{owner}.{name}', phrasing)} ({owner}.{name})"
        case "driver" if name in glossary.drivers:
            means = glossary.drivers[name]
            return f"{means} ({name})" if means else name
        case "rule" if name in glossary.rules:
            why = glossary.rules[name]
            return f"the rule “{why.rstrip('.')}” ({name})" if why else f"the rule {name}"
        case "reading" if owner in glossary.questions and name in glossary.questions[owner].answers:
            return f"the answer {_answer(owner, name, phrasing)} to {_question_text(owner, phrasing)}"
        case "question" if name in glossary.questions:
            return _question_text(name, phrasing)
        case "scenario" if name in glossary.scenarios:
            why = scenario_words(name, glossary)
            return f"the scenario “{why}” ({name})" if why else f"the scenario {name}"
        case "view" if name in glossary.views:
            view = glossary.views[name]
            holder = f" of {view.holder_name}" if view.holder_name else ""
            about = f" on {view.about.rstrip('.')}" if view.about else ""
            return f"the view{holder}{about} ({name})"
        case "claim" if name in glossary.claims:
            return f"the conclusion “{glossary.claims[name].says.rstrip('.')}” ({name})"
        case "actor" if name in glossary.actors:
            return f"{phrasing.the(name)} ({name})"
        case "start" | "target" | "concepts":
            return f"the {section}"
        case "term" if name in glossary.vocabulary.terms:
            return f"what “{name.replace('_', ' ')}” means"
    return ""


def _question_text(name: str, phrasing: Phrasing) -> str:
    asks = phrasing.glossary.questions[name].asks
    return f"“{asks}” ({name})" if asks else f"the open question {name}"


def _answer(question: str, answer: str, phrasing: Phrasing) -> str:
    known = phrasing.glossary.questions.get(question)
    means = "" if known is None else (known.answers.get(answer) or "").rstrip(".")
    return f"“{means}” ({answer})" if means else f"“{answer}”"


def _act(option: str, phrasing: Phrasing) -> str:
    """An act after "can"; for one in degrees the levels above the lowest."""
    own = [name for name in phrasing.glossary.options if Degrees.option_of(name) == option]
    return listed((phrasing.base(name) for name in own), "or") or phrasing.base(option)


_ONE_WAY = {"": "to take back too", "forward": "not to be taken back", "back": "only to be taken back"}


def _term(key: str, written: str | None, option: str, phrasing: Phrasing) -> str:
    """The terms of an act: whether it can be undone, what it needs, in which degrees it comes."""
    if key == "needs":
        return f"only if {_clause(written, phrasing)}" if written else "whatever else holds"
    if key == "levels":
        own = phrasing.glossary.levels.get(option, ())
        return f"in degrees ({listed(level.replace('_', ' ') for level in own)})" if own else "in no degrees"
    return _ONE_WAY[{"true": "forward", "false": ""}.get(written or "", written or "")]


def _clause(text: str, phrasing: Phrasing) -> str:
    """A formula of a file as a clause; as written if it is a number."""
    try:
        return phrasing.clause(phrasing.glossary.formula(text))
    except CountermoveError:
        return text


def _state(text: str, phrasing: Phrasing) -> str:
    options = phrasing.glossary.options
    full = []
    for act in _items(text):
        full += [act] if act in options else [name for name in options if name.rpartition(".")[2] == act]
    return phrasing.state(full)


def _items(text: str) -> list[str]:
    return [item for item in text.strip("[]{}").split(", ") if item]


def _number(text: str | None) -> str:
    try:
        return "-" if text is None else driver_text(Fraction(text))
    except ValueError:
        return str(text)


def _parts(item: ChangedLine) -> str:
    """The keys that differ, as written."""
    texts = [f"{part.key} {part.after or '-'}; before: {part.before or '-'}" for part in item.parts]
    return f": {', '.join(texts)}" if texts else ""


def _pronoun(actor: str, phrasing: Phrasing) -> str:
    return phrasing.agree(actor, "it", "they")
