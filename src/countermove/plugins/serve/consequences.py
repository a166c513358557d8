"""What follows at one moment, as far as a page shows it, and how that differs from what follows according to the
file.

The claims board as lines of a page: grouped by class, each claim with its mark, what it turns on, and the share of
cells in which it holds.

The pushes in words: each change of a want and each moved driver, with a link that undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from countermove.assessment import Assessment
from countermove.assessment.rewrite import Step
from countermove.context.glossary import Glossary
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import capital
from countermove.questions.check.claim_rows import ClaimRow, claim_rows
from countermove.questions.check.figure import board_groups, board_title
from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import setting_of
from countermove.verdicts.sides import Sides, Values
from countermove.verdicts.values import COARSE_WORDS, Verdict, value_tables, verdict_of
from gmcr import Edit
from gmcr.base.record import Record

__all__ = [
    "Board",
    "BoardGroup",
    "Changed",
    "Consequences",
    "Push",
    "board_of",
    "changes",
    "following",
    "pushes_of",
    "step_text",
]


_SHOWN = 20
"""Claims of one kind that are visible at once, or two more."""


@dataclass(frozen=True, slots=True)
class BoardGroup(Record):
    """Claims of one kind under their heading: if there are many the first are visible, and the others folded."""

    heading: str
    rows: tuple[ClaimRow, ...]

    @property
    def shown(self) -> tuple[ClaimRow, ...]:
        """Those that are visible at once."""
        return self.rows if len(self.rows) <= _SHOWN + 2 else self.rows[:_SHOWN]

    @property
    def folded(self) -> tuple[ClaimRow, ...]:
        """The others."""
        return self.rows[len(self.shown) :]


@dataclass(frozen=True, slots=True)
class Board(Record):
    """All claims under a title, which states the finding."""

    title: str
    groups: tuple[BoardGroup, ...]


def board_of(claims: Sequence[ClaimVerdict], glossary: Glossary) -> Board:
    """The board of these verdicts."""
    groups = tuple(BoardGroup(heading, tuple(claim_rows(group, glossary))) for heading, group in board_groups(claims))
    return Board(board_title(claims), groups)


@dataclass(frozen=True, eq=False)
class Consequences(Record):
    """The cells of key questions and claims, over some readings (one row each) and concepts (one column each)."""

    asked: Mapping[str, str]
    """Question → its words ("" for the default question of a file without any)."""
    answers: Mapping[str, Values]
    claims: Mapping[str, Values]
    classes: Mapping[str, str] = field(default_factory=dict)
    """Claim → its class in English, for claims whose class was computed."""

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """Question → its answer over these cells."""
        return {name: word_of(values) for name, values in self.answers.items()}

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Claim → its verdict over these cells."""
        return {name: verdict_of(values) for name, values in self.claims.items()}


def following(assessment: Assessment, concepts: tuple[str, ...], places: Sequence[int]) -> Consequences:
    """What follows from an assessment as pushed and selected, in the readings at some places; answers are those in the
    base, or, for a question asked in one scenario only, there."""
    answers, words, rows = {}, {}, list(places)
    for item in key_questions_of(assessment):
        scenario = next(iter(item.sides))
        answers[item.id] = Sides(assessment, item, scenario, concepts, rows).table()
        words[item.id] = item.asks
    settings = [setting_of(assessment, name) for name in assessment.claims]
    tables = value_tables(assessment, settings, concepts, rows)
    return Consequences(words, answers, {item.id: table[rows] for item, table in zip(settings, tables, strict=True)})


@dataclass(frozen=True, slots=True)
class Changed(Record):
    """An answer or a claim that has changed. ``cells``: the number of cells in which it differs; ``before``, ``after``:
    in a word; ``base``: the same in the first reading, which is the base reading if all are examined."""

    kind: Literal["answer", "claim"]
    id: str
    says: str
    before: str
    after: str
    cells: int
    base: tuple[str, str]

    @property
    def in_base(self) -> bool:
        """Whether the word for all cells is the same, and that for the base reading is another."""
        return self.before == self.after and self.base[0] != self.base[1]

    @property
    def partly(self) -> bool:
        """Whether it differs in some cells only, so that no word has changed."""
        return self.before == self.after and not self.in_base


def changes(before: Consequences, after: Consequences, glossary: Glossary) -> tuple[Changed, ...]:
    """What has changed: first where a word has, then the rest, each time answers before claims, in file order."""
    answers = (
        _changed("answer", name, words, before.answers.get(name), after.answers[name], word_of, ("", ""))
        for name, words in after.asked.items()
    )
    claims = (
        _changed("claim", name, glossary.claims[name].says, before.claims.get(name), values, _claim_word, classes)
        for name, values in after.claims.items()
        for classes in [(before.classes.get(name, ""), after.classes.get(name, ""))]
    )
    return tuple(sorted(filter(None, (*answers, *claims)), key=lambda item: item.partly))


def _claim_word(values: Values) -> str:
    """A claim's values in a word, if its class is not computed."""
    return COARSE_WORDS[verdict_of(values)]


def _changed(
    kind: Literal["answer", "claim"],
    name: str,
    says: str,
    old: Values | None,
    new: Values,
    word: Callable[[Values], str],
    classes: tuple[str, str],
) -> Changed | None:
    """One answer or claim, if it has changed; by its *classes* if both are known."""
    if old is None:
        return None
    cells = int((old != new).sum())
    before, after = classes if all(classes) else (word(old), word(new))
    if not cells and before == after:
        return None
    return Changed(kind, name, says, before, after, cells, (word(old[:1]), word(new[:1])))


@dataclass(frozen=True, slots=True)
class Push(Record):
    """One push. ``told``: a sentence without its full stop; ``undo``: the link that undoes it."""

    told: str
    undo: str


def pushes_of(opened: Opened) -> tuple[Push, ...]:
    """The pushes, drivers first, then changes of wants in their order."""
    return (*_drivers(opened), *_steps(opened))


def _drivers(opened: Opened) -> Iterator[Push]:
    own, before = opened.switches, opened.written.document.drivers
    for name in own.drivers:
        now = opened.assessment.document.drivers[name].now
        means = opened.glossary.drivers.get(name) or name.replace("_", " ")
        text = f"{capital(means)}: {driver_text(before[name].now)} → {driver_text(now)} ({name})"
        yield Push(text, own.but(drivers={key: value for key, value in own.drivers.items() if key != name}).href())


def _steps(opened: Opened) -> Iterator[Push]:
    own = opened.switches
    phrasing = Phrasing(opened.unpushed.glossary)
    for place, step in enumerate(own.steps):
        rest = (*own.steps[:place], *own.steps[place + 1 :])
        yield Push(capital(step_text(step, phrasing)), own.but(steps=rest).href())


def step_text(step: Step, phrasing: Phrasing) -> str:
    """A change of a want as a clause. *phrasing*: with the words before it."""
    want = phrasing.game.wants[step.want]
    if step.kind == "drop":
        return phrasing.edit(Edit(want.actor, step.want, "drop"))
    if step.kind == "lower":
        return phrasing.edit(Edit(want.actor, step.want, "swap"))
    if step.kind == "turn":
        return phrasing.edit(Edit(want.actor, step.want, "negate" if want.could_be is None else "could_be"))
    puts = phrasing.agree(want.actor, "ranks", "rank")
    return f"{phrasing.the(want.actor)} {puts} {_named(step.want, phrasing)} {step.kind} {_named(step.anchor or '', phrasing)}"


def _named(want: str, phrasing: Phrasing) -> str:
    """A want by its reason in a few words, if it has one."""
    says = phrasing.says(want, phrasing.branch(want))
    return f"“{says}” ({want})" if says else want
