"""What the page of ``multiverse`` says of codings: how many there are, in how many an answer or a claim is what, and on which
choices that turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from tests.judge.assessment_files import Infeasible, Invalid
from tests.judge.sentences.cells import answers_of
from tests.judge.sentences.classes import coarse, judge_values
from tests.judge.sentences.grammar import COUNT, Reader, number
from tests.judge.sentences.of_codings import AS_IS, Codings, codings_of

__all__ = ["read_multiverse"]

Choices = frozenset[tuple[str, str]]

VALUES = (
    r"yes|no|it depends|it does not settle|nothing to say|depends|true throughout|false throughout|nothing to judge"
)
MADE = re.compile(
    rf"(?P<choices>\w+) choices? made in writing the file gives? (?P<codings>{COUNT}) codings?, all of which were asked\."
)
ACROSS = re.compile(
    rf"“(?P<words>.+?)” \((?P<name>\w+)\): (?:(?P<always>{VALUES}) in (?:both|all (?P<all>{COUNT}))"
    rf"(?: codings)?|(?P<own>{VALUES}) in (?P<same>{COUNT}) of (?P<of>{COUNT}) codings, the file's own among them; (?P<others>[^.(]+?))"
    rf"(?: \(not asked in (?P<unasked>{COUNT})\))?\.(?: (?P<turns>.+))?"
)


@dataclass(frozen=True)
class Across:
    """What one answer, or the verdict on one claim, is in every coding in which it is asked."""

    codings: Codings
    told: Sequence[tuple[Mapping[str, str], str]]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for _, word in self.told)

    def decides(self, choices: Choices) -> str:
        """What it is wherever some choices are made; "" where it is not asked, or not the same."""
        words = {word for made, word in self.told if all(made[name] == choice for name, choice in choices)}
        return words.pop() if len(words) == 1 else ""

    @cached_property
    def turning(self) -> dict[str, set[Choices]]:
        """The smallest sets of at most three choices that decide it, by what they make it."""
        found: dict[str, set[Choices]] = {}
        known: list[Choices] = []
        for many in (1, 2, 3):
            for names in combinations(self.codings.alternatives, many):
                for own in product(*((AS_IS, *self.codings.alternatives[name]["other"]) for name in names)):
                    choices = frozenset(zip(names, own, strict=True))
                    if not any(less < choices for less in known) and (word := self.decides(choices)):
                        found.setdefault(word, set()).add(choices)
                        known.append(choices)
        return found


def read_multiverse(reader: Reader, texts: Sequence[str]) -> None:
    """Read what is told of codings, sentence after sentence, in blocks."""
    codings = codings_of(reader.world.asked.text)
    answers, claims = _everywhere(codings)
    told: list[str] = []
    for text in texts:
        if match := MADE.fullmatch(text):
            right = (len(codings.alternatives), len(codings.every))
            found = (
                [] if (number(match["choices"].lower()), number(match["codings"])) == right else [f"they are {right}"]
            )
            _note(reader, "multiverse.codings", found, text)
        elif match := ACROSS.fullmatch(text):
            name = match["name"]
            across, label = (answers[name], "answer") if name in answers else (claims[name], "claim")
            told.append(name)
            _note(reader, f"multiverse.{label}", list(_false(across, match)), text)
    missing = [name for name in answers if name not in told]
    missing += [name for name, across in claims.items() if len(across.counts) > 1 and name not in told]
    reader.complaints += [f"[multiverse] nothing is said of {name}" for name in missing]


def _note(reader: Reader, label: str, found: Sequence[str], text: str) -> None:
    reader.seen[label] = reader.seen.get(label, 0) + 1
    reader.complaints += [f"[{label}] {one} <<{text}>>" for one in found]


def _everywhere(codings: Codings) -> tuple[dict[str, Across], dict[str, Across]]:
    """Every answer, and every claim, in every coding."""
    answers: dict[str, list[tuple[Mapping[str, str], str]]] = {}
    claims: dict[str, list[tuple[Mapping[str, str], str]]] = {}
    for made in codings.every:
        setting = codings.setting(made)
        try:
            for name, question in answers_of(setting).items():
                answers.setdefault(name, []).append((made, question.answers[""].word))
            for name, claim in setting.document["claims"].items():
                values = [value for row in judge_values(setting, claim).values for value in row]
                claims.setdefault(name, []).append((made, coarse(values)))
        except (Infeasible, Invalid):
            continue
    return tuple({name: Across(codings, told) for name, told in each.items()} for each in (answers, claims))  # type: ignore[return-value]


def _false(across: Across, match: re.Match[str]) -> Iterator[str]:
    counts, every = across.counts, len(across.codings.every)
    if match["always"]:
        many = number(match["all"]) if match["all"] else 2
        if counts != {match["always"]: many}:
            yield f"they are {dict(counts)}"
    else:
        told = {match["own"]: number(match["same"])}
        told |= {word: number(many) for word, many in re.findall(rf"({VALUES}) in ({COUNT})", match["others"])}
        if told != dict(counts) or number(match["of"]) != counts.total():
            yield f"they are {dict(counts)}"
        if across.told[0] != (across.codings.every[0], match["own"]):
            yield f"the file's own is {across.told[0][1]}"
        yield from _turning(across, match["turns"] or "")
    if (number(match["unasked"]) if match["unasked"] else 0) != every - counts.total():
        yield f"it is asked in {counts.total()} of {every}"


def _turning(across: Across, told: str) -> Iterator[str]:
    """Whether it turns on what is told."""
    alternatives = across.codings.alternatives
    if told == "No one, two or three choices decide it.":
        if across.turning:
            yield f"it turns on {across.turning}"
    elif one := re.fullmatch(r"It turns on one choice\. (?P<whole>.+)", told):
        for name, body in alternatives.items():
            words = {choice: across.decides(frozenset({(name, choice)})) for choice in (AS_IS, *body["other"])}
            says = "; ".join(f"{_means(body, choice)}: {word}" for choice, word in words.items())
            if all(words.values()) is not (f"{body['asks']} {says[:1].upper()}{says[1:]}." in one["whole"]):
                yield f"{name} decides {words}"
    elif several := re.fullmatch(r"It turns on several choices together\. (?P<sets>.+)\.", told):
        found: dict[str, set[Choices]] = {}
        for part in several["sets"].split("; "):
            word, _, sets = part.partition(" if ")
            for own in sets.split(", or if "):
                pairs = re.findall(r"“(.+?)” \((\w+)\)", own)
                found.setdefault(f"{word[:1].lower()}{word[1:]}", set()).add(
                    frozenset((name, _choice(alternatives[name], means)) for means, name in pairs)
                )
        if found != across.turning:
            yield f"it turns on {across.turning}"
    else:
        yield f"not known: {told!r}"


def _means(body: Mapping[str, object], choice: str) -> str:
    """A choice in words."""
    other: Mapping[str, Mapping[str, str]] = body["other"]  # type: ignore[assignment]
    return str(body.get(AS_IS, "as the file has it")) if choice == AS_IS else other[choice].get("means", choice)


def _choice(body: Mapping[str, object], means: str) -> str:
    """The choice that words mean; "" for none."""
    other: Mapping[str, object] = body["other"]  # type: ignore[assignment]
    return next((choice for choice in (AS_IS, *other) if _means(body, choice) == means), "")
