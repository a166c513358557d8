"""multiverse in words: in how many codings each answer is the same, on which choices it turns, and which small changes of the
file would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from countermove.context.answer import Answer
from countermove.presentation.assumptions import where_text
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import all_of, capital, count, listed, number, out_of, plural
from countermove.questions.multiverse.records import AnswerAcross, ClaimAcross, Multiverse, Probe, SameWhere
from countermove.questions.multiverse.turning import deciding
from countermove.verdicts.values import COARSE_WORDS

__all__ = ["answered", "multiverse_text"]

_ROWS = 12
"""The number of verdicts and variants told, unless all are requested."""

_VERDICTS: Mapping[str, str] = {str(verdict): word for verdict, word in COARSE_WORDS.items()}

_CONDITIONS = 4
"""The number of sets of choices that an answer is said to turn on."""


def multiverse_text(answer: Answer, *, every: bool = False) -> AnswerText:
    """Whether another coder would have got another answer. ``every``: leave nothing out."""
    words = _Words(answer, every)
    return AnswerText(
        "whether another coder would have got another answer",
        tuple(words.answer()),
        tuple(words.body()),
        short=words.short(),
        of_a_game=False,
    )


class _Words:
    """The words of one answer."""

    def __init__(self, answer: Answer, every: bool) -> None:
        self.result: Multiverse = answer.record
        self.phrasing, self.every = Phrasing(answer.glossary), every
        self.alternatives = {item.id: item for item in self.result.alternatives}

    # -- the answer ------------------------------------------------------------------------------------------------

    def short(self) -> str:
        """In how many codings which answers differ, in a sentence or two."""
        if not self.result.alternatives:
            return next(self.probed(), "")
        first = [item for item in self.result.answers if item.scenario is None and item.differs]
        if not first:
            return f"No answer is another one in any of {count(len(self.result.codings), 'coding')}."
        return " ".join(map(self.across, first))

    def answer(self) -> Iterator[Sentence]:
        """What is to be read first."""
        if not self.result.complete:
            yield Sentence("Interrupted: not all codings and variants were asked.", "caution")
        if self.result.alternatives:
            yield from self.codings()
            for item, scenarios in self.alike():
                yield Sentence(self.across(item, scenarios), "answer" if item.differs else "plain")
        else:
            yield Sentence(
                "The file names no alternatives (`alternatives`): only what the program varies is told.", "note"
            )
        yield from (Sentence(text, "answer") for text in self.probed())
        if self.result.probes is None:
            yield Sentence(
                "Small changes of the file, which the program can make, were not asked.", "note", "(--mechanical)"
            )

    def codings(self) -> Iterator[Sentence]:
        """Which codings were asked."""
        varied = count(len(self.result.alternatives), "choice")
        made = count(self.result.possible, "coding")
        if self.result.seed is None:
            yield Sentence(
                f"{capital(varied)} made in writing the file {plural(len(self.alternatives), 'gives', 'give')} {made}, all of which were asked."
            )
        else:
            yield Sentence(
                f"{capital(varied)} made in writing the file give {made}; {count(len(self.result.codings), 'coding')} "
                f"were drawn (seed {self.result.seed}), the file's own among them, and what answers turn on is told by these.",
                "note",
            )
        refused = [item for item in self.result.codings if item.refused is not None]
        if refused:
            which = self.chosen(refused[0].choices)
            them = "It is" if len(refused) == 1 else f"{capital(number(len(refused)))} are"
            yield Sentence(
                f"{them} not asked, since their choices do not go together; the first, {which}: {refused[0].refused}",
                "caution",
            )

    def alike(self) -> Iterator[tuple[AnswerAcross, tuple[str, ...]]]:
        """The answers in the base, and those in scenarios that differ in some coding, each with the further scenarios in
        which all is the same."""
        told = [item for item in self.result.answers if item.scenario is None or item.differs]
        while told:
            first = told.pop(0)
            same = [item for item in told if replace(item, scenario=first.scenario) == first]
            told = [item for item in told if item not in same]
            yield first, tuple(item.scenario for item in same if item.scenario is not None)

    def across(self, item: AnswerAcross, scenarios: Sequence[str] = ()) -> str:
        """In how many codings there is which answer, and on what it turns. *scenarios*: in which all is the same."""
        supposed = [self.supposed(name) for name in (item.scenario, *scenarios) if name is not None]
        also = "also " if item.scenario is None else ""
        where = f", {also}{listed(supposed, 'or')}" if supposed else ""
        return f"{self.phrasing.key_question(item.question)}{where}: {self.counted(item)}"

    def supposed(self, scenario: str) -> str:
        """A scenario in words, read on from a question."""
        return where_text(scenario, self.phrasing.glossary).strip(" ,")

    def counted(self, item: AnswerAcross | ClaimAcross) -> str:
        """The values of something with how often there is each, and on what that turns."""
        own = item.answer if isinstance(item, AnswerAcross) else _word(item.verdict)
        unasked = len(self.result.codings) - item.asked
        rest = f" (not asked in {number(unasked)})" if unasked else ""
        if own is None:
            return f"not asked of the file as it stands{rest}."
        if not item.differs:
            same = all_of(item.asked, "coding") if item.asked > 1 else "the one coding in which it is asked"
            return f"{own} in {same}{rest}."
        words = {_word(value): times for value, times in item.counts.items()}
        others = [f"{word} in {number(times)}" for word, times in words.items() if word != own]
        counts = (
            f"{own} in {out_of(item.same, item.asked, 'coding')}, the file's own among them; {listed(others)}{rest}"
        )
        return f"{counts}. {self.turning(item.turns_on)}".rstrip()

    def turning(self, conditions: Sequence[SameWhere]) -> str:
        """On which choices something turns: by alternative where one choice decides, otherwise set by set."""
        if not conditions:
            return "No one, two or three choices decide it."
        if whole := self.deciding(conditions):
            return f"It turns on one choice. {' '.join(self.asked(name, own) for name, own in whole.items())}"
        by: dict[str, list[str]] = {}
        for item in conditions:
            by.setdefault(str(_word(item.value)), []).append(self.chosen(item.choices))
        parts = []
        for value, sets in by.items():
            more = f", or {count(len(sets) - _CONDITIONS, 'further set')} of choices" if len(sets) > _CONDITIONS else ""
            parts.append(f"{value} if {', or if '.join(sets[:_CONDITIONS])}{more}")
        return f"It turns on several choices together. {capital('; '.join(parts))}."

    def deciding(self, conditions: Sequence[SameWhere]) -> dict[str, list[SameWhere]]:
        """The alternatives of which every choice decides by itself, with what each decides."""
        return deciding(conditions, self.result.alternatives)

    def asked(self, name: str, decided: Sequence[SameWhere]) -> str:
        """What each choice of an alternative decides."""
        told = (f"{self.means(*item.choices[0])}: {_word(item.value)}" for item in decided)
        return f"{self.alternatives[name].asks} {capital('; '.join(told))}."

    def chosen(self, choices: Sequence[tuple[str, str]]) -> str:
        """Several choices together."""
        return listed(f"“{self.means(*pair)}” ({pair[0]})" for pair in choices)

    def means(self, alternative: str, choice: str) -> str:
        """A choice in words."""
        item = next(own for own in self.alternatives[alternative].choices if own.name == choice)
        return item.means.rstrip(".") or ("as the file has it" if choice == "as_is" else choice)

    # -- variants --------------------------------------------------------------------------------------------------

    def probed(self) -> Iterator[str]:
        """How many of the small changes that the program makes change something."""
        probes = [item for item in self.result.probes or () if item.asked]
        if not probes:
            return
        answers = sum(bool(item.answers) for item in probes)
        verdicts = sum(bool(item.verdicts) and not item.answers for item in probes)
        nothing = len(probes) - answers - verdicts
        made = f"{count(len(probes), 'small change')} that the program makes, one at a time,"
        if nothing == len(probes):
            yield f"The {made} {plural(nothing, 'changes', 'change')} no answer and no verdict."
            return
        parts = [
            f"{number(many)} {words}"
            for many, words in (
                (answers, f"{plural(answers, 'changes', 'change')} an answer"),
                (verdicts, f"{plural(verdicts, 'changes', 'change')} only verdicts on claims"),
                (nothing, f"{plural(nothing, 'changes', 'change')} neither answers nor verdicts"),
            )
            if many
        ]
        yield f"Of {made} {listed(parts)}."

    # -- the rest --------------------------------------------------------------------------------------------------

    def body(self) -> Iterator[Block]:
        """What stands below."""
        yield from self.claims()
        yield from self.lost()
        if self.result.probes is not None:
            yield from self.changing()
            yield from self.left_alone()

    def claims(self) -> Iterator[Block]:
        """The verdicts that are others in some coding."""
        if not self.result.alternatives or not self.result.claims:
            return
        differing = [item for item in self.result.claims if item.differs]
        yield Sentence("Claims", "heading")
        same = len(self.result.claims) - len(differing)
        whole = len(self.result.claims)
        verdicts = (
            all_of(whole, "verdict") if same == whole > 1 else out_of(same, whole, "verdict") if same else "no verdict"
        )
        yield Sentence(
            f"{capital(verdicts)} {plural(same, 'is', 'are') if same else 'is'} the same in every coding in which the claim is asked."
        )
        shown = differing if self.every else differing[:_ROWS]
        rest = list(shown)
        for name, alternative in self.alternatives.items():
            own = [item for item in rest if name in self.deciding(item.turns_on)]
            if own:
                yield self.decided(name, [choice.name for choice in alternative.choices], own)
                rest = [item for item in rest if item not in own]
        for item in rest:
            yield Sentence(f"{self.phrasing.claim(item.claim)}: {self.counted(item)}", "item")
        yield from self.more(len(differing) - len(shown))

    def decided(self, name: str, choices: Sequence[str], claims: Sequence[ClaimAcross]) -> Table:
        """The claims of which one choice decides the verdict."""
        columns = (Column("Claim"), *(Column(capital(self.means(name, choice))) for choice in choices))
        rows = []
        for item in claims:
            by = {own.choices[0][1]: str(_word(own.value)) for own in self.deciding(item.turns_on)[name]}
            rows.append((self.phrasing.claim(item.claim), *(by[choice] for choice in choices)))
        return Table(columns, tuple(rows), self.alternatives[name].asks)

    def lost(self) -> Iterator[Block]:
        """What some coding does not have."""
        lost: dict[str, int] = {}
        for coding in self.result.codings:
            gone = {name.partition(" ")[2] for name in coding.lost if not name.startswith("part ")}
            for name in coding.lost:  # a part of what is lost as a whole is not told too
                if not (name.startswith("part ") and name.split(".")[1] in gone):
                    lost[name] = lost.get(name, 0) + 1
        if not lost:
            return
        yield Sentence("Not asked", "heading")
        yield Sentence("A question about something that a coding does not have is not asked there.")
        shown = list(lost.items()) if self.every else list(lost.items())[:_ROWS]
        yield from (Sentence(f"{self.gone(name)}: in {count(times, 'coding')}.", "item") for name, times in shown)
        yield from self.more(len(lost) - len(shown))

    def gone(self, lost: str) -> str:
        """What is lost, in the words of the case."""
        kind, _, name = lost.partition(" ")
        why = self.phrasing.glossary.scenarios.get(name) if kind == "scenario" else None
        if kind == "claim":
            return self.phrasing.claim(name)
        return f"scenario “{why}” ({name})" if why else f"{kind} of {name}" if kind == "part" else lost

    def changing(self) -> Iterator[Block]:
        """The variants that change an answer, in the file's order, and a table of those that change verdicts."""
        probes = [item for item in self.result.probes or () if item.asked]
        answers = [item for item in probes if item.answers]
        if answers:
            yield Sentence("Small changes that change an answer", "heading")
            for item in answers:
                yield Sentence(f"{item.says} Then {self.then(item)}. ({item.name})", "item")
        verdicts = [item for item in probes if item.verdicts and not item.answers]
        if verdicts:
            shown = verdicts if self.every else verdicts[:_ROWS]
            rows = tuple((item.says, _verdicts(item), item.name) for item in shown)
            caption = "Small changes that change only verdicts"
            if len(shown) < len(verdicts):
                caption += f" (the first {len(shown)}; {len(verdicts) - len(shown)} more)"
            yield Table((Column("What is otherwise"), Column("Then"), Column("Name")), rows, caption)

    def then(self, probe: Probe) -> str:
        """The answers of a variant, those that become the same together."""
        by: dict[str, list[str]] = {}
        for item in probe.answers:
            place = item.question if item.scenario is None else f"{item.question} in {item.scenario}"
            by.setdefault(item.after, []).append(place)
        return listed(f"{listed(places)} {answered(word, len(places))}" for word, places in by.items())

    def left_alone(self) -> Iterator[Block]:
        """Variants that the file defends, those that cannot be asked, and premises that no variant shows to matter."""
        probes = self.result.probes or ()
        defended = [item for item in probes if item.defended is not None]
        if defended:
            yield Sentence("Defended in the file, and left alone", "heading")
            yield from (Sentence(f"{item.name}: {item.defended}", "item") for item in defended)
        refused = [item for item in probes if item.refused is not None]
        if refused:
            yield Sentence("Not asked", "heading")
            yield from (Sentence(f"{item.name}: {item.refused}", "item") for item in refused)
        if self.result.untouched:
            yield Sentence(f"No small change of these premises changes an answer: {self.premises()}.", "note")

    def premises(self) -> str:
        """The premises that are untouched, by their kind."""
        glossary = self.phrasing.glossary
        kinds: dict[str, list[str]] = {"wants": [], "options": [], "rules": [], "actors": []}
        for name in self.result.untouched:
            if name in self.phrasing.game.wants:
                kinds["wants"].append(name)
            elif name in glossary.rules:
                kinds["rules"].append(name)
            elif name in glossary.actors:
                kinds["actors"].append(f"{self.phrasing.actor(name)} ({name})")
            else:
                kinds["options"].append(name)
        return "; ".join(f"{kind} {listed(names)}" for kind, names in kinds.items() if names)

    def more(self, rest: int) -> Iterator[Sentence]:
        """How many are left out."""
        if rest > 0:
            yield Sentence(f"And {number(rest)} more.", "item", "(--full)")


def _word(value: str | None) -> str | None:
    """An answer as it is; for a verdict, which is told by its values alone, what these say."""
    return None if value is None else _VERDICTS.get(value, value)


def answered(word: str, many: int) -> str:
    """An answer as what so many of them do: "is no", "depend"."""
    verbs = {
        "it depends": plural(many, "depends", "depend"),
        "it does not settle": plural(many, "does not settle", "do not settle"),
        "nothing to say": plural(many, "has nothing to say", "have nothing to say"),
    }
    return verbs.get(word, f"{plural(many, 'is', 'are')} {word}")


def _verdicts(probe: Probe) -> str:
    """The verdicts of a variant, those that become the same together."""
    by: dict[str, list[str]] = {}
    for item in probe.verdicts:
        by.setdefault(str(_word(item.after)), []).append(item.claim)
    return "; ".join(f"{', '.join(claims)}: {verdict}" for verdict, claims in by.items())
