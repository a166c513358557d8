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
from tests.judge.assessment_formula import Tree
from tests.judge.sentences.cells import Answer
from tests.judge.sentences.english import English, Unknown, number_of
from tests.judge.sentences.leaving import COULD_BE, DROP, LOWER, TURN
from tests.judge.sentences.printed import sentences
from tests.judge.sentences.truths import Condition, Reason
from tests.judge.sentences.world import World

__all__ = [
    "CONCEPTS",
    "COUNT",
    "DRIVER",
    "FORMS",
    "LOOKING",
    "LOOKS",
    "Asked",
    "Edit",
    "Form",
    "Reader",
    "capital_free",
    "form",
    "number",
    "of_question",
]

Complaints = Iterator[str]

CONCEPTS = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "symmetric SEQ": "symseq"}
"""What a concept is called → its name."""

LOOKING = {
    "looking one step ahead": "nash",
    "fearing any answer": "gmr",
    "fearing any answer, with a reply of their own": "smr",
    "reckoning with answers that pay": "seq",
    "reckoning with answers that pay, with a reply of their own": "symseq",
}
"""How those look ahead who move → the concept."""

LOOKS = "|".join(re.escape(words) for words in sorted(LOOKING, key=len, reverse=True))

COUNT = r"[a-z]+|\d[\d,]*"
"""A number in words or figures."""

DRIVER = r"(?:“[^”]+” \([\w ]+\)|[\w ]+)"
"""A driver, in the words of the file if it has any."""


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
        self.told: list[str] = []
        """Questions that were answered."""
        self.hurried = False
        """Whether fewer wants are changed at once, as on a page that is pushed, so that nothing is the only way."""
        self.above = False
        """Whether what is told is the game, below a caution that what happened refutes it (a report that can be pushed)."""
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

    def driver(self, told: str) -> str:
        """The driver that is told: “what it measures” (its name), or its name alone where the file has no words for it."""
        match = re.fullmatch(r"(?:“(?P<means>[^”]+)” \()?(?P<name>[^()“”]+?)\)?", told)
        drivers = self.world.document.get("drivers") or {}
        if match is None:
            raise Unknown(f"no driver: {told!r}")
        called = {own if match["means"] else own.replace("_", " "): own for own in drivers}
        name = called.get(match["name"])
        if name is None:
            raise Unknown(f"no driver: {told!r}")
        body = drivers[name]
        means = " ".join(str(body.get("means") or "").split()) if isinstance(body, dict) else ""
        if (match["means"] or "") != means.strip(" ."):
            raise Unknown(f"{name} is {means!r}, told is {told!r}")
        return str(name)

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

    def concepts(self, told: str) -> list[str]:
        """Concepts in words, each with its name: "looking one step ahead (Nash) or fearing any answer (GMR)"."""
        found: list[str] = []
        text = told
        while text:
            match = re.match(rf"(?:, | or | and )?([\w ,]+?) \(({'|'.join(CONCEPTS)})\)", text)
            if match is None:
                raise Unknown(f"no concepts: {told!r}")
            words, name = match[1], CONCEPTS[match[2]]
            known = next(words for words, concept in LOOKING.items() if concept == name)
            same = name == "symseq" and found[-1:] == ["seq"] and words == "the same with a reply of their own"
            if words not in (known, known.replace(",", "")) and not same:
                raise Unknown(f"{name} is no {words!r}")
            found.append(name)
            text = text[match.end() :]
        return found

    def condition(self, told: str) -> Condition:
        """Answers to open questions, and concepts, that have to be given: "if A (O1) and B (O2), with everybody X (SMR)"."""
        found: dict[str, set[str]] = {}
        text = told.strip().rstrip(".")
        under = re.search(r"(?:^|,? )with everybody (.+)$", text)
        if under:
            found["concept"] = set(self.concepts(under[1]))
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
        """Several of them, "if A (O1), or if B (O2), or under two further conditions", and how many more there are."""
        more = re.search(rf", or under ({COUNT}) further conditions?$", told)
        count = number_of(more[1]) if more else 0
        text = told[: more.start()] if more else told
        parts = re.split(r"(?<=\)), or (?:if )?", text)
        return [self.condition(part) for part in parts], count or 0

    def wants(self) -> Sequence[Want]:
        return [want for line in self.world.base.wants.values() for want in line]

    # --- reasons ---

    def wid(self, group: str) -> str:
        """The id of a want in brackets, as a pattern."""
        return rf"\((?P<{group}>{'|'.join(map(re.escape, self.owners))})\)"

    @property
    def _id(self) -> str:
        return self.wid("id")

    def reason(self, told: str, *, actor: str | None = None) -> Reason:
        """A want where it explains something: "China hoards its leverage (c3)", "wants not to press, as … (now …) (c3)"."""
        match = re.fullmatch(rf"(.*?) {self._id}", told.strip().rstrip("."), re.DOTALL)
        if match is None:
            raise Unknown(f"no reason: {told!r}")
        body = match[1]
        for called in sorted(self.english.called, key=len, reverse=True):
            lead = next(
                (one for one in (called, f"{called[:1].upper()}{called[1:]}") if body.startswith(f"{one} ")), None
            )
            if lead is not None:
                body, actor = body[len(lead) + 1 :], self.english.called[called]
                break
        body = re.sub(r"^(?:it|they) ", "", body)
        if not re.match(r"wants? ", body):
            return Reason(match["id"], actor, body)
        try:
            return self._wanting(match["id"], actor, re.sub(r"^wants? ", "", body))
        except Unknown:
            return Reason(match["id"], actor, body)  # words of the file may begin so too

    def _wanting(self, want: str, actor: str | None, text: str) -> Reason:
        now: list[tuple[str, Fraction]] = []
        if stands := re.search(r" \(now ([^()]*)\)", text):
            for item in stands[1].split(", "):
                name, _, value = item.rpartition(" ")
                now.append((name.replace(" ", "_"), Fraction(value.replace("−", "-"))))
            text = text[: stands.start()] + text[stands.end() :]
        wish, as_, condition = text.partition(", as ")
        other: list[Any] = []
        if not as_:
            wish, _, condition = text.partition(", while ")
            condition, both, otherwise = condition.partition(", otherwise ")
            other = self.english.formulas(otherwise) if both else []
        holds = self.english.formulas(condition) if condition else []
        wishes = self.english.formulas(wish)
        # Of a want that is told with both branches no condition is said to hold.
        return Reason(want, actor, None, tuple(wishes), () if other else tuple(holds), tuple(now), tuple(other))

    def reasons(self, told: str) -> tuple[list[Reason], int]:
        """Several of them, and how many more there are: "A (a1); B (b1), and one want more"."""
        found: list[Reason] = []
        more, text = 0, told
        if match := re.search(rf",? and ({COUNT}) wants? more$", text):
            more, text = number(match[1]), text[: match.start()]
        while text:
            piece = re.match(rf"(?:; and |; |, and |, )?(?P<told>.+?{self._id})(?=$|; |, and |, )", text)
            if piece is None:
                raise Unknown(f"no reasons: {told!r}")
            found.append(self.reason(piece["told"]))
            text = text[piece.end() :]
        return found, more

    def chain(self, told: Sequence[str], actor: str) -> tuple[list[Reason], int | None]:
        """What decides next, and what is at the end: "even without that, it does not punish (c4)",
        "without both, it would gain nothing by it"."""
        found: list[Reason] = []
        end: int | None = None
        for place, part in enumerate(told, 1):
            match = re.fullmatch(r"(?:even )?without (that|both|all \w+), (.+)", part, re.DOTALL)
            left = {"that": 1, "both": 2}.get(match[1]) if match else None
            if match is None or (left or number(match[1].removeprefix("all "))) != place or end is not None:
                raise Unknown(f"no link: {part!r}")
            ends = {
                r"(?:it|they) would gain nothing by it": 0,
                r"(?:it|they) would gain by it": 1,
                r"(?:it|they) would lose by it": -1,
            }
            end = next((sign for words, sign in ends.items() if re.fullmatch(words, match[2])), None)
            if end is None:
                found.append(self.reason(match[2], actor=actor))
        if told and end is None:
            raise Unknown(f"a chain without an end: {told!r}")
        return found, end

    # --- changes ---

    def changes(self, told: str) -> tuple[list[list[Edit]], int]:
        """Changes, each enough: "X comes to want … (a1; now: …), and Y drops the want “…” (b1); or if …; or by two more such changes"."""
        more = re.search(rf"; or by ({COUNT}) more such changes?$", told)
        text = told[: more.start()] if more else told
        return [self.change(part) for part in re.split(r"; or if ", text)], number(more[1]) if more else 0

    def change(self, told: str) -> list[Edit]:
        """One change, of one want or several at once."""
        return [self._edit(part.strip()) for part in re.split(r"(?<=\)), and |(?<=lower), and ", told)]

    def _edit(self, told: str) -> Edit:
        whole, wid = self._id, self._id[:-2]
        for pattern, kind in (
            (rf".+? comes? to want (?P<wish>.+) {wid}(?:; now: (?P<now>.*)| turns)?\)", COULD_BE),
            (rf"it is no longer the case that (?P<reason>.+ {whole})", COULD_BE),
            (rf"(?P<who>.+?) drops? the want “(?P<words>.+)” {whole}", DROP),
            (rf"(?P<who>.+?) no longer wants? (?P<told>.+) {wid} is dropped\)", DROP),
            (rf"(?P<who>.+?) ranks? the want “(?P<words>.+)” {whole} one place lower", LOWER),
            (r"(?P<who>.+?) puts? (?P<id>\w+) \((?P<told>.+)\) one place lower", LOWER),
            (rf"(?P<actor>.+?) wanted to (?P<act>.+) all the same {wid} turned round\)", TURN),
            (rf"(?P<actor>.+?) wanted (?P<turned>.+) {wid} turned round\)", TURN),
        ):
            match = re.fullmatch(pattern, told, re.DOTALL)
            if match is None or match["id"] not in self.owners:
                continue
            part = match.groupdict()
            reason: Reason | None = None
            if part.get("reason"):
                reason = self.reason(part["reason"])
            elif words := part.get("now") or part.get("words"):
                reason = Reason(match["id"], None, words.strip().rstrip("."))
            elif part.get("told"):
                reason = self._wanting(match["id"], None, part["told"])
            wish = part.get("wish") or part.get("turned")
            act = f"{part['actor']} to {part['act']}" if part.get("act") else ""
            return Edit(match["id"], kind, reason, tuple(self.english.formulas(wish)) if wish else (), act)
        raise Unknown(f"no change: {told!r}")


@dataclass(frozen=True, slots=True)
class Edit:
    """One want that is changed: ``reason``: what it is told to be now; ``wish``: what it is told to be then; ``act``: what
    it is told to
    bring."""

    want: str
    kind: str
    reason: Reason | None
    wish: tuple[Tree, ...]
    act: str


def number(told: Any) -> int:
    """A number that is told."""
    found = number_of(str(told))
    if found is None:
        raise Unknown(f"no number: {told!r}")
    return found


def of_question(reader: Reader) -> Asked:
    """The question talked about."""
    if reader.asked is None:
        raise Unknown("no question is talked about")
    return reader.asked
