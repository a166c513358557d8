"""What the line about other codings on a first screen means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

from tests.judge.answers.form import Form
from tests.judge.assessment_files import Infeasible, Invalid, loads_document
from tests.judge.codings import kind_of, rewritten_by_hand
from tests.judge.sentences.cells import answers_of
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.selected import Selected, Selection

__all__ = ["AS_IS", "Codings", "codings_of", "unsaid"]

MOST = 16
WORDS = {
    "is yes": "yes",
    "is no": "no",
    "depends": "it depends",
    "does not settle": "it does not settle",
    "has nothing to say": "nothing to say",
}
IN = rf"(?:{'|'.join(WORDS)}) in (?:{COUNT})"

AS_IS = "as_is"


@dataclass(frozen=True)
class Codings:
    """What a file as it stands, and each coding of it that is asked on a first screen, answers."""

    text: str

    @cached_property
    def document(self) -> dict[str, Any]:
        return loads_document(self.text)

    @cached_property
    def alternatives(self) -> Mapping[str, Any]:
        return self.document.get("alternatives") or {}

    @cached_property
    def whole(self) -> bool:
        """Whether all codings are asked."""
        return len(self.every) <= MOST

    @cached_property
    def every(self) -> list[dict[str, str]]:
        """All codings, the file's own first."""
        names = [[(name, choice) for choice in (AS_IS, *body["other"])] for name, body in self.alternatives.items()]
        return [dict(made) for made in product(*names)]

    @cached_property
    def asked(self) -> list[dict[str, str]]:
        """The codings that are asked, the file's own first."""
        if self.whole:
            return self.every
        return [made for made in self.every if sum(own != AS_IS for own in made.values()) <= 1][: MOST + 1]

    @cached_property
    def words(self) -> list[dict[str, str]]:
        return [self._words(made) for made in self.asked]

    def setting(self, made: Mapping[str, str]) -> Selected:
        """The file under some choices, as a person would write it."""
        document = {key: value for key, value in deepcopy(self.document).items() if key != "alternatives"}
        for name, choice in made.items():
            if choice != AS_IS:
                coding = {
                    key: value for key, value in self.alternatives[name]["other"][choice].items() if key != "means"
                }
                for section in ("claims", "terms", "open", "scenarios", "views"):
                    document.setdefault(section, {})
                document.setdefault("start", [])
                document, _ = rewritten_by_hand(document, (kind_of(coding), coding))
        return Selected(document, Form(document), Selection())

    def _words(self, made: Mapping[str, str]) -> dict[str, str]:
        try:
            found = answers_of(self.setting(made))
        except (Infeasible, Invalid):
            return {}
        return {name: question.answers[""].word for name, question in found.items() if "" in question.answers}

    @cached_property
    def differing(self) -> list[str]:
        """The questions whose answer is another one somewhere."""
        own = self.words[0]
        return [name for name in own if len({words[name] for words in self.words if name in words}) > 1]

    def deciding(self, question: str) -> list[str]:
        """What is asked by the alternatives of which every choice decides an answer by itself."""
        pairs = [
            (made, words[question]) for made, words in zip(self.asked, self.words, strict=True) if question in words
        ]
        return [
            body["asks"]
            for name, body in self.alternatives.items()
            if all(
                len({word for made, word in pairs if made[name] == choice}) == 1 for choice in (AS_IS, *body["other"])
            )
        ]


@lru_cache(maxsize=4)
def codings_of(text: str) -> Codings:
    return Codings(text)


def unsaid(reader: Reader) -> Iterator[str]:
    """The answers that differ in some coding, where nothing is said of it."""
    found = codings_of(reader.world.asked.text)
    if (
        found.alternatives
        and found.document.get("key_questions")
        and not reader.world.proved
        and "coded" not in reader.seen
    ):
        yield from (f"{name} is another one in some coding" for name in found.differing)


@form(
    "screen",
    "coded.unasked",
    r"Whether another coding of the file changes an answer was not worked out here: there are too many states\.",
)
def _(reader: Reader, match: re.Match[str]) -> Iterator[str]:
    if not reader.world.proved:
        yield f"there are {len(reader.world.setting.form.states)} states"


@form(
    "screen",
    "coded",
    rf"Coded otherwise, the answer to “(?P<asks>.+?)” \((?P<id>\w+)\) (?P<counted>{IN} of (?:(?P<every>(?:the file's )?(?:{COUNT}) codings?)|"
    rf"the (?P<some>{COUNT}) codings? in which it is asked)(?P<rest>(?:, {IN})*(?:,? and {IN})?))"
    r"(?: with one other choice: (?P<choices>.+?\?)|; it turns on one choice: (?P<turns>.+?\?)|(?P<together>; it turns on several choices together\.))",
)
def _(reader: Reader, match: re.Match[str]) -> Iterator[str]:
    found = codings_of(reader.world.asked.text)
    if match["id"] != next(iter(found.differing), ""):
        yield f"those that differ are {found.differing}"
        return
    own = found.words[0][match["id"]]
    if reader.world.questions[match["id"]].asks != match["asks"]:
        yield f"{match['id']} asks something else"
    others = [words for words in found.words if words.get(match["id"], own) != own]
    told = {
        WORDS[said]: number(many) for said, many in re.findall(rf"({'|'.join(WORDS)}) in ({COUNT})", match["counted"])
    }
    if told != dict(Counter(words[match["id"]] for words in others)):
        yield f"it is another one in {others}"
    own_too = 0 if found.whole else 1
    asked = sum(match["id"] in words for words in found.words) - own_too
    every = number((match["every"] or match["some"]).removeprefix("the file's ").split(" ")[0])
    if every != asked or (match["some"] is None) != (asked == len(found.asked) - own_too):
        yield f"it is asked in {asked} of {len(found.asked)}"
    if found.whole is (match["choices"] is not None):
        yield f"{len(found.asked)} codings are asked"
    if match["choices"]:
        made = [
            name
            for made, words in zip(found.asked, found.words, strict=True)
            if words in others
            for name in made
            if made[name] != AS_IS
        ]
        asks = " ".join(body["asks"] for name, body in found.alternatives.items() if name in made)
        if asks.startswith(f"{match['choices']} "):
            raise Unknown("another question follows")
        if asks != match["choices"]:
            yield f"they are {made}"
    elif (match["turns"] or "") not in (found.deciding(match["id"]) or [""]):
        yield f"it turns on {found.deciding(match['id'])}"


@form("screen", "coded.more", rf"(?P<more>{COUNT}|[A-Z][a-z]+) more answers? differs?\.")
def _(reader: Reader, match: re.Match[str]) -> Iterator[str]:
    found = codings_of(reader.world.asked.text)
    if number(match["more"].lower()) != len(found.differing) - 1 or "coded" not in reader.seen:
        yield f"those that differ are {found.differing}"
