"""English read back: from a printed phrase to the formula, the act, the want or the choice that it stands for.

Every phrase that a file gives words to is known beforehand; what is composed of them is read by the few words that compose:
*and*, *or*, *if*, *only if*, *if, and only if*, *unless*, *until*, *neither … nor*, *it is not the case that*. A text may be read in
several ways, and all of them are found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.judge.answers.form import Form
from tests.judge.answers.formulas import read
from tests.judge.assessment_formula import Tree

__all__ = ["English", "Unknown", "listed_items", "number_of"]

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]

COMPARED = {"below": "<", "at most": "<=", "above": ">", "at least": ">=", "exactly": "==", "other than": "!="}

IRREGULAR = {"has": "have", "does": "do", "goes": "go", "is": "be"}

Atom = tuple[str, Tree]


class Unknown(Exception):
    """A text that stands for nothing that is known."""


def number_of(word: str) -> int | None:
    """The number that a word or figures tell, else None."""
    plain = word.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    return {name: number for number, name in enumerate(NUMBERS)}.get(plain)


def listed_items(text: str) -> list[str]:
    """The parts of "a, b and c", "a; b; and c"."""
    mark = "; " if "; " in text else ", "
    *first, last = text.split(mark)
    parts = (
        [*first, *re.split(r"^(?:and|or) | (?:and|or) ", last)]
        if mark == ", "
        else [*first, re.sub("^(?:and|or) ", "", last)]
    )
    return [part.strip() for part in parts if part.strip()]


def base_form(third: str) -> str:
    """A verb phrase after "to"."""
    verb, space, rest = third.partition(" ")
    if verb in IRREGULAR:
        verb = IRREGULAR[verb]
    elif re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        verb = verb[:-2]
    elif verb.endswith("ies"):
        verb = f"{verb[:-3]}y"
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return f"{verb}{space}{rest}"


class English:
    """The words of a file."""

    def __init__(self, document: Mapping[str, Any], form: Form) -> None:
        self.document, self.form = document, form
        self.called: dict[str, str] = {}
        """Any name of an actor in a sentence → its id."""
        self.the: dict[str, str] = {}
        for actor, body in document["actors"].items():
            name = str(body.get("name") or actor)
            self.the[actor] = f"{body['article']} {name}" if body.get("article") else name
            self.called |= {name: actor, self.the[actor]: actor}
        self.acts: dict[str, tuple[str, int]] = {}
        """What an act is called, without its actor → the option and its level."""
        self.bases: dict[str, str] = {}
        for full in form.options:
            self._add_option(full)
        self.wholes: dict[str, Tree] = {"anything is so": ("true",), "nothing is so": ("false",)}
        for name, body in (document.get("terms") or {}).items():
            self._add_term(name, body)
        for third, (full, level) in self.acts.items():
            self._add_act(third, full, level)
        self._known = sorted(self.wholes, key=len, reverse=True)
        self._kept: dict[str, list[Tree]] = {}

    # --- what the file has words for ---

    def _add_option(self, full: str) -> None:
        actor, name = full.split(".")
        options = self.document["actors"][actor]["options"]
        body = (options[name] if isinstance(options, Mapping) else None) or {}
        does, levels = body.get("does"), self.form.levels.get(full)
        if levels is None:
            self._add_words(full, 1, does, f"{name.replace('_', ' ')}")
            return
        graded = isinstance(does, Mapping) and set(does) <= set(levels)
        for number, level in enumerate(levels[1:], 1):
            if graded:
                self._add_words(full, number, (does or {}).get(level), f"{name} at level {level}")
            else:
                third, base = self._forms(does, name.replace("_", " "))
                self.acts[f"{third} at level {level}"] = full, number
                self.bases[f"{third} at level {level}"] = f"{base} at level {level}"

    def _add_words(self, full: str, level: int, does: Any, name: str) -> None:
        third, base = self._forms(does, name)
        self.acts[third], self.bases[third] = (full, level), base

    @staticmethod
    def _forms(does: Any, name: str) -> tuple[str, str]:
        """An act in the third person and after "to", without what is said of it in brackets."""
        if does is None:
            return f'chooses "{name}"', f'choose "{name}"'
        if isinstance(does, Mapping):
            return str(does["third"]), str(does["base"])
        third = re.sub(r" *\([^()]*\)", "", str(does)).rstrip(".")
        return third, " and ".join(map(base_form, third.split(" and ")))

    def _add_act(self, third: str, full: str, level: int) -> None:
        name: Tree = ("name", full)
        done: Tree = ("==", name, ("name", self.form.levels[full][level])) if full in self.form.levels else name
        actor, base = self.form.owner[full], self.bases[third]
        plural = third if not self.document["actors"][actor].get("plural") else base
        not_done: Tree = ("not", done)
        for who in (self.the[actor], ""):
            lead = f"{who} " if who else ""
            self.wholes |= {f"{lead}{third}": done, f"{lead}{plural}": done}
            parts = third.split(" and ")
            self.wholes[f"{lead}no longer {' and no longer '.join(parts)}"] = not_done
            for denial in (f"no longer {third}", f"does not {base}", f"do not {base}", f"no longer {base}"):
                self.wholes[f"{lead}{denial}"] = not_done
            self.wholes |= {f"{lead}to {base}": done, f"{lead}not to {base}": not_done}

    def _add_term(self, name: str, body: Any) -> None:
        tree: Tree = ("name", name)
        plain = name.replace("_", " ")
        self.wholes |= {f'"{name}" holds': tree, f'"{name}" does not hold': ("not", tree)}
        self.wholes |= {f"{plain} to come about": tree, f"{plain} not to come about": ("not", tree)}
        says = str(body.get("says") or "") if isinstance(body, Mapping) else ""
        if not says:
            return
        self.wholes[says] = tree
        for lead, told in (("it to come about that", tree), ("it never to come about that", ("not", tree))):
            self.wholes[f"{lead} {says}"] = told
        self.wholes[f"it is not the case that {says}"] = ("not", tree)
        for verb, denied in ((" is ", " is not "), (" are ", " are not "), (" begin", " do not begin")):
            if verb in says:
                self.wholes[says.replace(verb, denied, 1)] = ("not", tree)

    # --- formulas ---

    def formulas(self, text: str) -> list[Tree]:
        """Every formula that a clause or a wish can stand for; Unknown if there is none."""
        found = self._read(self._marked(text.strip().rstrip(".")))
        if not found:
            raise Unknown(f"no formula: {text!r}")
        return found

    def _marked(self, text: str) -> str:
        """The text with what is known replaced by marks, the longest first."""
        for place, known in enumerate(self._known):
            if known in text:
                text = re.sub(rf"(?<![\w]){re.escape(known)}(?![\w])", f"\x01{place}\x02", text)
        return text

    def _read(self, text: str) -> list[Tree]:
        if text not in self._kept:
            self._kept[text] = []  # a text is no part of itself
            self._kept[text] = list(self._ways(text))
        return self._kept[text]

    def _ways(self, text: str) -> Iterator[Tree]:
        if mark := re.fullmatch(r"\x01(\d+)\x02", text):
            yield self.wholes[self._known[int(mark[1])]]
            return
        if text.startswith("(") and _closes(text) == len(text) - 1:
            yield from self._read(text[1:-1])
            return
        if compared := re.fullmatch(rf"([^\x01]+?) is ({'|'.join(COMPARED)}) ([^\x01]+)", text):
            left, right = self._number(compared[1]), self._number(compared[3])
            if left is not None and right is not None:
                yield (COMPARED[compared[2]], left, right)
        for lead in ("it is not the case that ", "it not to be the case that "):
            if text.startswith(lead):
                yield from (("not", of) for of in self._read(text.removeprefix(lead)))
        if text in ("nothing in particular", "what cannot be"):
            yield ("true",) if text == "nothing in particular" else ("false",)
        if text.startswith("it to be the case that "):
            yield from self._read(text.removeprefix("it to be the case that "))
        if text.startswith("it never to be the case that both "):
            yield from (("not", both) for both in self._read(text.removeprefix("it never to be the case that both ")))
        if (both := re.fullmatch(r"([^\x01\x02]+) neither (.+)", text)) and both[1] in self.called:
            parts = [self._read(part) for part in re.split(r", | nor ", both[2])]
            if all(parts) and all(self._of(both[1], tree) for trees in parts for tree in trees):
                yield from (("not", tree) for tree in _either(parts))
        if text.startswith("either "):
            for one, other in _split(text.removeprefix("either "), " or "):
                yield from (("or", a, b) for a in self._read(one) for b in self._read(other))
        if text.startswith("neither "):
            for one, other in _split(text.removeprefix("neither "), " nor "):
                yield from (("not", ("or", a, b)) for a in self._read(one) for b in self._read(other))
        yield from self._composed(text)

    def _composed(self, text: str) -> Iterator[Tree]:
        for mark, made in _JOINED.items():
            for left, right in _split(text, mark):
                yield from (made(a, b) for a in self._read(left) for b in self._read(right))

    def _of(self, who: str, tree: Tree) -> bool:
        """Whether a formula is an act of somebody."""
        name = tree[1] if tree[0] == "name" else tree[1][1] if tree[0] == "==" else ""
        return bool(self.form.owner.get(name) == self.called[who])

    def _number(self, text: str) -> Tree | None:
        """A sum of drivers, numbers and options."""
        names = sorted((*self.form.now, *self.form.scope.options, *self.form.terms), key=len, reverse=True)
        for name in names:
            text = text.replace(name.replace("_", " "), name)
        for word, sign in (("plus", "+"), ("minus", "-"), ("times", "*")):
            text = re.sub(rf"(?<= ){word}(?= )", sign, text)
        try:
            return read(text)
        except ValueError:
            return None


def _either(parts: list[list[Tree]]) -> Iterator[Tree]:
    """Any of several, each of which can be read in several ways."""
    for first, *others in itertools.product(*parts):
        found: Tree = first
        for other in others:
            found = ("or", found, other)
        yield found


def _closes(text: str) -> int:
    """Where the bracket that opens a text closes."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return -1


def _split(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """The two sides of a mark outside brackets, wherever it stands."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(mark, place):
            yield text[:place], text[place + len(mark) :]


_JOINED: dict[str, Any] = {
    " if, and only if, ": lambda a, b: ("iff", a, b),
    " only if ": lambda a, b: ("implies", a, b),
    " unless ": lambda a, b: ("implies", ("not", b), a),
    " until ": lambda a, b: ("iff", a, ("not", b)),
    " if ": lambda a, b: ("implies", b, a),
    " and ": lambda a, b: ("and", a, b),
    ", and ": lambda a, b: ("and", a, b),
    "; ": lambda a, b: ("and", a, b),
    ", ": lambda a, b: ("and", a, b),
    " or ": lambda a, b: ("or", a, b),
}
"""What joins two clauses → what they are together."""
