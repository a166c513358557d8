"""The grammar of printed sentences: from a sentence to what it says, and whether that is so.

Written apart from whoever tells: by what is printed, not by how it is made. A sentence that no form knows is an error of its
own: a new form fails until its meaning is written down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.judge.answers.games import Want
from tests.judge.sentences.cells import Answer
from tests.judge.sentences.english import English, Unknown, number_of
from tests.judge.sentences.leaving import COULD_BE, DROP, LOWER, TURN, Change
from tests.judge.sentences.printed import sentences
from tests.judge.sentences.truths import Condition, Reason
from tests.judge.sentences.world import World

__all__ = ["FORMS", "Form", "Reader", "capital_free", "form"]

Complaints = Iterator[str]

CONCEPTS = {
    "Nash": "nash",
    "GMR": "gmr",
    "SMR": "smr",
    "SEQ": "seq",
    "symmetric SEQ": "symseq",
    "looking one step ahead": "nash",
    "fearing any answer": "gmr",
    "fearing any answer, with a reply of their own": "smr",
    "reckoning with answers that pay": "seq",
    "reckoning with answers that pay, with a reply of their own": "symseq",
}
"""What a concept is called → its name."""

_CONCEPT = "|".join(re.escape(name) for name in sorted(CONCEPTS, key=len, reverse=True))
UNDER = rf"(?:under |when |by those )?(?:{_CONCEPT})(?:(?:, |,? or |,? and |; |; or |; and )(?:{_CONCEPT}))*"

COUNT = r"[a-z]+|\d[\d,]*"
"""A number in words or figures."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of sentence: its pattern, and what it says."""

    label: str
    pattern: re.Pattern[str]
    meaning: Callable[..., Complaints]


FORMS: dict[str, list[Form]] = {}
"""Where sentences stand → the forms that they may have there."""


def form(place: str, label: str, pattern: str) -> Callable[[Callable[..., Complaints]], Callable[..., Complaints]]:
    """Say what a form of sentence means: the function is given the reader and the match, and gives what is false."""

    def known(meaning: Callable[..., Complaints]) -> Callable[..., Complaints]:
        FORMS.setdefault(place, []).append(Form(label, re.compile(pattern, re.DOTALL), meaning))
        return meaning

    return known


@dataclass(slots=True)
class Asked:
    """The question that is talked about."""

    name: str
    scenario: str
    answer: Answer


def capital_free(text: str) -> str:
    """A text with a small letter first, for comparing what opens a sentence with what stands inside one."""
    return text[:1].lower() + text[1:]


class Reader:
    """Reads what is printed about a file under a selection. ``complaints``: what is false, and what is not known."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.english = English(world.document, world.setting.form)
        self.asked: Asked | None = None
        self.complaints: list[str] = []
        self.seen: dict[str, int] = {}
        """Labels of forms → how often they were met."""
        self.scenarios: dict[str, str] = {}
        for name, body in (world.document.get("scenarios") or {}).items():
            self.scenarios[name] = name
            if body and body.get("why"):
                why = str(body["why"]).strip().rstrip(".")
                self.scenarios |= {why: name, f"{why} ({name})": name}
        self.owners = {}
        for actor, body in world.document["actors"].items():
            for place, want in enumerate(body.get("wants") or (), 1):
                self.owners[
                    str(want.get("id") or f"{actor}#{place}") if isinstance(want, dict) else f"{actor}#{place}"
                ] = actor

    # --- sentences ---

    def read(self, place: str, text: str) -> None:
        """Read some sentences that stand somewhere, and complain of what is false or not known."""
        pieces = sentences(text)
        while pieces:
            for several in range(1, len(pieces) + 1):
                sentence = " ".join(pieces[:several])
                if self._told(place, sentence):
                    break
            else:
                several = 1
                self.complaints.append(f"[{place}] not known: {pieces[0]!r}")
            pieces = pieces[several:]

    def _told(self, place: str, sentence: str) -> bool:
        for one in FORMS.get(place, []):
            if match := one.pattern.fullmatch(sentence):
                try:
                    found = list(one.meaning(self, match))
                except Unknown:
                    continue
                self.seen[one.label] = self.seen.get(one.label, 0) + 1
                self.complaints += [f"[{one.label}] {complaint} <<{sentence}>>" for complaint in found]
                return True
        return False

    def knows(self, place: str, sentence: str) -> bool:
        """Whether a form fits, without asking whether it is true."""
        return any(one.pattern.fullmatch(sentence) for one in FORMS.get(place, []))

    # --- phrases ---

    def scenario(self, told: str | None) -> str:
        """The scenario that words name; "" for none."""
        if told is None:
            return ""
        words = told.strip().rstrip(".")
        for name in (words, words.removeprefix("if "), words.removeprefix("in ")):
            if name in self.scenarios:
                return self.scenarios[name]
        raise Unknown(f"no scenario: {told!r}")

    def condition(self, told: str) -> Condition:
        """Answers to open questions, and concepts, that have to be given: "A (O1) and B (O2), under SMR"."""
        found: dict[str, set[str]] = {}
        text = told.strip().rstrip(".")
        under = re.search(rf"(?:^|,? )({UNDER})$", text)
        if under:
            found["concept"] = {CONCEPTS[name] for name in re.findall(_CONCEPT, under[1])}
            text = text[: under.start()]
        text = text.removeprefix("if ").removesuffix(",")
        while text:
            match = re.match(r"(?:and |, and |, |; and )?(.+?) \((\w+)\)", text) or re.match(
                r"(?:and |, and |, )?(\w+ = \w+)()", text
            )
            if match is None:
                raise Unknown(f"no condition: {told!r}")
            name, values = self._equation(match[1], match[2])
            found.setdefault(name, set()).update(values)
            text = text[match.end() :].lstrip()
        if not found:
            raise Unknown(f"no condition: {told!r}")
        return found

    def _equation(self, words: str, name: str) -> tuple[str, set[str]]:
        questions = self.world.document.get("open") or {}
        if not name:
            name, _, value = words.partition(" = ")
            if name in questions and value in questions[name]["readings"]:
                return name, {value}
            raise Unknown(words)
        if name not in questions:
            raise Unknown(words)
        means: dict[str, str] = {}
        for value, overlay in questions[name]["readings"].items():
            means[f"the answer is {value}"] = value
            if overlay and overlay.get("means"):
                means[str(overlay["means"]).strip().rstrip(".")] = value
        values, rest = set(), words.removeprefix("either ")
        for text in sorted(means, key=len, reverse=True):
            if text in rest:
                values.add(means[text])
                rest = rest.replace(text, "", 1)
        if not values or rest.replace(" or ", "").replace(",", "").strip():
            raise Unknown(f"no answer of {name}: {words!r}")
        return name, values

    def conditions(self, told: str) -> tuple[list[Condition], int]:
        """Several of them, "if A (O1), or if B (O2) (two more)", and how many more there are."""
        more = re.search(rf" \(({COUNT}) more\)$", told)
        count = number_of(more[1]) if more else 0
        text = told[: more.start()] if more else told
        parts = re.split(r", or if |, or (?=under |when )", text)
        if len(parts) == 1:
            parts = re.split(r"(?<=\)), or ", text)
        return [self.condition(part) for part in parts], count or 0

    def wants(self) -> Sequence[Want]:
        return [want for line in self.world.base.wants.values() for want in line]

    def reason(self, told: str) -> Reason:
        """A want where it explains something: "China hoads its leverage (c3)", "wants not to press, as … (now …) (c3)"."""
        match = re.fullmatch(r"(.*?) \(([\w#]+)\)", told.strip().rstrip("."), re.DOTALL)
        if match is None or match[2] not in self.owners:
            raise Unknown(f"no reason: {told!r}")
        body, actor = match[1], None
        for called in sorted(self.english.called, key=len, reverse=True):
            if body.startswith(f"{called} "):
                body, actor = body[len(called) + 1 :], self.english.called[called]
                break
            if body.startswith(f"{called[:1].upper()}{called[1:]} "):
                body, actor = body[len(called) + 1 :], self.english.called[called]
                break
        body = re.sub(r"^(?:it|they) (?=wants? )", "", body)
        if not re.match(r"wants? ", body):
            return Reason(match[2], actor, body)
        try:
            return self._wanting(match[2], actor, re.sub(r"^wants? ", "", body))
        except Unknown:
            return Reason(match[2], actor, body)  # words of the file may begin so too

    def _wanting(self, want: str, actor: str | None, text: str) -> Reason:
        now: list[tuple[str, Fraction]] = []
        if stands := re.search(r" \(now ([^()]*)\)", text):
            for item in stands[1].split(", "):
                name, _, value = item.rpartition(" ")
                now.append((name.replace(" ", "_"), Fraction(value)))
            text = text[: stands.start()] + text[stands.end() :]
        wish, _, condition = (text if ", as " in text else text.replace(", while ", ", as ")).partition(", as ")
        holds = self.english.formulas(condition) if condition else []
        return Reason(want, actor, None, tuple(self.english.formulas(wish)), tuple(holds), tuple(now))

    def reasons(self, told: str, mark: str = "; ") -> tuple[list[Reason], int]:
        """Several of them, and how many more there are: "A (a1); B (b1); one want more"."""
        found, more = [], 0
        rest = told
        if match := re.search(rf"(?:; | and |, and |, )(?:and )?({COUNT}) (?:wants? |others? )?more$", told):
            more, rest = number_of(match[1]) or 0, told[: match.start()]
        pieces = re.findall(r".+?\([\w#]+\)(?=$|; |, and | and |, )", rest)
        if not pieces or sum(map(len, pieces)) < len(rest) - 6 * len(pieces):
            raise Unknown(f"no reasons: {told!r}")
        for piece in pieces:
            found.append(self.reason(re.sub(r"^(?:; |, and | and |, )(?:and )?", "", piece)))
        return found, more

    # --- changes ---

    def changes(self, told: str) -> tuple[list[Change], int]:
        """Changes, each enough: "X comes to want … (a1; now: …), and Y drops a want: … (b1); or if …; two more such changes"."""
        more = re.search(rf"; ({COUNT}) more such changes?$", told)
        text = told[: more.start()] if more else told
        return [self.change(part) for part in re.split(r"; or if ", text)], (number_of(more[1]) or 0) if more else 0

    def change(self, told: str) -> Change:
        """One change, of one want or several at once."""
        found = []
        for part in re.split(r"(?<=\)), and ", told):
            found.append(self._edit(part))
        return frozenset(found)

    def _edit(self, told: str) -> tuple[str, str]:
        kinds = (
            (r".* comes? to want (?P<wish>.*) \((?P<id>[\w#]+)(?:; now: .*| turns)?\)", COULD_BE),
            (r".* drops? a want: .* \((?P<id>[\w#]+)\)", DROP),
            (r".* ranks? a want one place lower: .* \((?P<id>[\w#]+)\)", LOWER),
            (r".* puts? (?P<id>[\w#]+) \(.*\) one place lower", LOWER),
            (r".* no longer wants? .* \((?P<id>[\w#]+) is dropped\)", DROP),
            (r".* \((?P<id>[\w#]+) turned round\)", TURN),
        )
        for pattern, kind in kinds:
            if (match := re.fullmatch(pattern, told.strip(), re.DOTALL)) and match["id"] in self.owners:
                return match["id"], kind
        raise Unknown(f"no change: {told!r}")


def of_question(reader: Reader) -> Asked:
    """The question talked about."""
    if reader.asked is None:
        raise Unknown("no question is talked about")
    return reader.asked


def number(told: Any) -> int:
    """A number that is told."""
    found = number_of(str(told))
    if found is None:
        raise Unknown(f"no number: {told!r}")
    return found
