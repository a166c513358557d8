"""What somebody who is new here does first, done in a copy of the sources: how many files it takes, and that it works.

CONTRIBUTING lists the five tasks with their files. Each is done here for real: the files are written, what differs from the
sources is counted, the program is asked for what was added; and it misses whichever file is left out.
"""

from __future__ import annotations

import filecmp
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

pytestmark = pytest.mark.level("all")

ASKING = """
import json, sys
import countermove
assert countermove.__file__.startswith(sys.argv[1]), countermove.__file__
from typer.testing import CliRunner
from countermove.cli.application import application
run = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke
told = [run(application(), command.split()) for command in sys.argv[2:]]
print(json.dumps([[item.exit_code, item.output] for item in told]))
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the sources, and of the tests with which the judge is asked."""

    root: Path

    def write(self, name: str, change: Change) -> None:
        """Write one file, anew or with some of it replaced."""
        path = self.root / name
        text = change if isinstance(change, str) else _replaced(path.read_text(encoding="utf-8"), change)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def touched(self) -> set[str]:
        """The files that are not as they are in the sources."""
        kept = (path for path in self.root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        names = (str(path.relative_to(self.root)) for path in kept)
        return {
            name
            for name in names
            if not (ROOT / name).is_file() or not filecmp.cmp(ROOT / name, self.root / name, shallow=True)
        }

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A Python that finds this copy first, and begins in its folder."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={"PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def ask(self, *commands: str) -> list[str]:
        """What commands print, all in one process; every one of them has to end well."""
        done = self.python("-c", ASKING, str(self.root / "src"), *commands)
        assert done.returncode == 0, done.stderr
        answers = json.loads(done.stdout.splitlines()[-1])
        assert [code for code, _ in answers] == [0] * len(commands), answers
        return [text for _, text in answers]

    def judge(self, *tests: str) -> bool:
        """Whether tests of the judge pass here."""
        done = self.python("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *tests)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return done.returncode == 0


Change = str | Sequence[tuple[str, str]]
"""The text of a new file, or (old, new) for each place of one that is there."""


def _replaced(text: str, change: Sequence[tuple[str, str]]) -> str:
    for old, new in change:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The sources as they are."""
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "src", root / "src")  # with what was compiled: times are kept
    return Copy(root)


def flowing(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


# -- a concept ---------------------------------------------------------------------------------------------------------

SINGLE = '''"""Stability against single answers: as GMR, with one move of one opponent.

s is stable for i iff for every s1 ∈ R_i⁺(s) some opponent j has a move s2 ∈ R_j(s1) with s2 ≾_i s.
"""

from __future__ import annotations

import numpy as np

from gmcr.model import Conflict
from gmcr.stability.solution import Verdicts

__all__ = ["solve_single"]


def solve_single(conflict: Conflict) -> Verdicts:
    """Where each actor stays for fear of one answer."""
    table = {}
    for actor in conflict.actors:
        rank = dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
        others = [name for name in conflict.actors if name != actor]

        def answered(state: int, after: int) -> bool:
            answers = (code for other in others for code in conflict.moves(after, actor=other).tolist())
            return any(rank[code] <= rank[state] for code in answers)

        table[actor] = np.array(
            [all(answered(s, q) for q in conflict.moves(s, actor=actor, improvements=True).tolist()) for s in rank]
        )
    return Verdicts(conflict, ("single",), "listing", {}, table)
'''
CONCEPT = {
    "src/gmcr/stability/single.py": SINGLE,
    "src/gmcr/base/concepts.py": [
        (
            "    # Concepts of coalitions.\n",
            """    NamedConcept("single", "further", "single GMR", "fearing any one answer",
                 "counts one countermove, even one that hurts its maker", "single:solve_single"),
    # Concepts of coalitions.
""",
        )
    ],
}


THREE = """
countermove: 1
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: not (x and y and z)}, {id: a2, want: x}]}
  b: {options: {y: {}}, wants: [{id: b1, want: x}]}
  c: {options: {z: {}}, wants: [{id: c1, want: x}]}
"""
"""From where nobody acts a gains by x, which b and c together could make it regret; neither could alone."""


def a_concept_is_there(copy: Copy, tmp_path: Path) -> None:
    """Solved, described and offered."""
    case = tmp_path / "three.yaml"
    case.write_text(THREE, encoding="utf-8")
    asked = f"solve {case} --concept nash --concept single --concept gmr"
    table, data, help_, schema = copy.ask(asked, f"{asked} --json", "solve --help", "schema --record solve")
    assert "single GMR" in table
    assert "one countermove, even one that hurts its maker" in flowing(table)
    jsonschema.validate(json.loads(data), json.loads(schema))
    solved = json.loads(data)["data"]
    found = {name: item["codes"] for name, item in solved["equilibria"].items()}
    assert found == {"nash": [1, 3, 5, 6], "single": [1, 2, 3, 4, 5, 6], "gmr": [0, 1, 2, 3, 4, 5, 6]}
    assert all("single" in flowing(text) for text in (help_, schema))
    script = "from countermove.cli.completion import complete_any_concept as c; print(c('sin'))"
    assert copy.python("-c", script).stdout == "['single']\n"
    script = "from countermove.presentation.words import under_words as w; print(w(['single']))"
    assert copy.python("-c", script).stdout == "with everybody fearing any one answer (single GMR)\n"


# -- a question --------------------------------------------------------------------------------------------------------

TALLY = {
    "src/countermove/questions/tally/compute.py": '''"""tally: how many wants each actor has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task

__all__ = ["Tally", "tally"]


@dataclass(frozen=True, slots=True)
class Tally(Record):
    """How many wants each actor has."""

    wants: Mapping[str, int]
    """Actor: how many."""


@task
def tally(of, *, reading=None, scenario=None, view=None, drivers=None, actors=()) -> Task[Tally]:
    """Count them."""
    conflict = of.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    yield Progress(0, 1, None)
    return Tally({name: len(conflict.preferences[name]) for name in conflict.actors if not actors or name in actors})
''',
    "src/countermove/questions/tally/text.py": '''"""tally in words."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Sentence, Table, AnswerText

__all__ = ["tally_table", "tally_text"]


def tally_table(answer: Answer) -> Table:
    """A row for each actor."""
    rows = tuple((answer.glossary.actors[name], many) for name, many in answer.record.wants.items())
    return Table((Column("Actor"), Column("Wants", right=True)), rows)


def tally_text(answer: Answer) -> AnswerText:
    """How many wants there are, and whose."""
    whole = sum(answer.record.wants.values())
    return AnswerText("how many wants there are", (Sentence(f"{whole} wants.", "answer"),), (tally_table(answer),))
''',
    "src/countermove/questions/tally/figure.py": '''"""tally as a picture: a bar for each actor."""

from __future__ import annotations

from countermove.context.answer import Answer
from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.theme import theme_named
from countermove.questions.tally.text import tally_table

__all__ = ["tally"]


def tally(answer: Answer, *, theme: str = "light", width: float = 760) -> Figure:
    """A bar for each actor."""
    canvas = Canvas("tally", width, theme_named(theme))
    for row, (name, many) in enumerate(answer.record.wants.items()):
        canvas.text(canvas.x0, 26.0 + 20 * row, answer.glossary.actors[name])
        canvas.rect(canvas.x0 + 200, 16.0 + 20 * row, 12.0 * many, 10, fill=canvas.theme.ink3)
    title = f"{sum(answer.record.wants.values())} wants"
    return canvas.figure(26.0 + 20 * len(answer.record.wants), title=title, description=title, table=tally_table(answer))
''',
    "src/countermove/catalogue/of_minds.py": [
        (
            "VIEWS = Declaration(",
            """TALLY = Declaration(
    "tally",
    "Count the wants of each actor.",
    "Or of some.",
    work="Counting the wants of {}",
    options=(Parameter("actors", "actors", "Only this actor; repeatable.", form="NAME", flag="actor"),),
    pictures=(Picture("tally", "how many wants each actor has"),),
    alone="tally counts wants, and a conflict does not say what its preferences come from",
)

VIEWS = Declaration(""",
        )
    ],
}
PACKAGE = "src/countermove/questions/tally/__init__.py"
"""Empty: it makes the folder a package, which the import contracts see."""


def a_question_is_there(copy: Copy, tmp_path: Path) -> None:
    """Answered in words, as data and as a picture."""
    drawn = tmp_path / "tally.svg"
    words, some, data, schema, help_, _ = copy.ask(
        "tally korea-2021",
        "tally korea-2021 --actor us --scenario crisis",
        "tally korea-2021 --json",
        "schema --record tally",
        "--help",
        f"figure korea-2021 tally -o {drawn}",
    )
    assert words.splitlines()[0] == "korea-2021: how many wants there are"
    assert re.search(r"North Korea +8\n", words)
    assert "North Korea" not in some
    jsonschema.validate(json.loads(data), json.loads(schema))
    assert json.loads(data)["data"] == {"wants": {"dprk": 8, "us": 6, "china": 8, "rok": 2}}
    assert "Count the wants of each actor." in help_
    assert "North Korea" in drawn.read_text(encoding="utf-8")


# -- a medium ----------------------------------------------------------------------------------------------------------

MEDIUM = {
    "src/countermove/media/plain.py": '''"""A dossier as plain text, without pictures and tables."""

from __future__ import annotations

from countermove.presentation.blocks import Sentence
from countermove.reports.report.blocks import Dossier, Judgements
from countermove.reports.report.blocks import Listing, flow_of

__all__ = ["plain_of"]


def plain_of(dossier: Dossier) -> str:
    """The whole file."""
    lines = [dossier.title.upper(), dossier.byline]
    sections = [block for section in dossier.sections for block in section.blocks]
    for block in flow_of((*dossier.first, *dossier.beside, *sections)):
        match block:
            case Sentence(text=text):
                lines.append(text)
            case Listing(items):
                lines += [f"* {item.text}" for item in items]
            case Judgements(items):
                lines += [" ".join(filter(None, (item.asked, item.text, item.basis))) for item in items]
    return "\\n\\n".join(lines) + "\\n"
''',
    "src/countermove/catalogue/reports.py": [
        (
            """markdown:markdown_of"),
""",
            """markdown:markdown_of"),
    "plain": ReportFormat(suffixes=(".txt", ".text"), write="countermove.media.plain:plain_of"),
""",
        )
    ],
}


def a_medium_is_there(copy: Copy, tmp_path: Path) -> None:
    """Written by `report`, of a whole report and of its first page, and of a bare conflict."""
    case, out = _case(tmp_path), tmp_path / "out.txt"
    data, _, help_, schema = copy.ask(
        f"report {case} -o {out} --draws 20 --json",
        f"report chicken -o {tmp_path / 'alone.text'} --brief",
        "report --help",
        "schema --record report",
    )
    jsonschema.validate(json.loads(data), json.loads(schema))
    assert json.loads(data)["data"]["format"] == "plain"
    text = out.read_text(encoding="utf-8")
    assert text.startswith("WILL THE FERRY RUN?\n\n")
    assert "Does it come to service? " in text
    assert (tmp_path / "alone.text").read_text(encoding="utf-8").startswith("CHICKEN")
    assert "it ends in .html, .pdf, .md or .txt." in flowing(help_)


def _case(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.yaml"
    path.write_text(FERRY, encoding="utf-8")
    return path


# -- a sentence of the first screen ------------------------------------------------------------------------------------

SENTENCE = {
    "src/countermove/reports/assessing/screen.py": [
        (
            "    if weight := premises_text(",
            """    yield Sentence(f"The file has {count(len(document.claims), 'conclusion')} to check.")
    if weight := premises_text(""",
        )
    ]
}
MEANT = {
    "tests/judge/sentences/of_screens.py": [
        (
            "# --- what is set ---\n",
            """@form("screen", "first.claims", rf"The file has (?P<many>{COUNT}) conclusions? to check\\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if number(match["many"]) != len(reader.world.document.get("claims") or ()):
        yield "another number of conclusions is told than there are"


# --- what is set ---
""",
        )
    ]
}
READING = """
from fractions import Fraction
from tests.judge.sentences.chosen import SMALL
from tests.judge.sentences.trying import examined
from dataclasses import replace
found = examined(replace(SMALL[0], surfaces=("screen 80",)))
assert sum(found.seen.values()) > 10
print(found.complaints, found.seen["first.claims"])
"""


def a_sentence_is_there(copy: Copy, tmp_path: Path) -> None:
    """On the first screen, in full, and on the first page of a report."""
    case, out = _case(tmp_path), tmp_path / "out.md"
    said = "The file has five conclusions to check."
    first, whole, _ = copy.ask(f"assess {case}", f"assess {case} --full", f"report {case} -o {out} --brief")
    assert all(flowing(text).count(said) == 1 for text in (first, whole, out.read_text(encoding="utf-8")))


# -- a check -----------------------------------------------------------------------------------------------------------

CHECK = {
    "src/countermove/inquiry/checks/eager.py": '''"""A check about what an actor would do at once."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.inquiry.checks.case import CheckedGame
from countermove.inquiry.checks.check import GameCheck
from gmcr.logic import Formula

__all__ = ["EagerCheck"]


@dataclass(frozen=True, slots=True)
class EagerCheck(GameCheck):
    """The actor has a step from the start to a state with the formula."""

    actor: str
    to: Formula

    def holds(self, case: CheckedGame, concept: str) -> bool | None:
        met, steps = case.where(self.to), case.play.steps(case.start(), case.conflict.actor(self.actor), concept)
        return any(bool(met[cell]) for cell in steps)
''',
    "src/countermove/assessment/schema/checks.py": [
        (
            "from countermove.inquiry import checks as analysed\n",
            """from countermove.inquiry import checks as analysed
from countermove.inquiry.checks.eager import EagerCheck
""",
        ),
        (
            "class Prefers(CheckRecord):\n",
            '''class Eager(CheckRecord):
    """The actor has a step from the start to a state with the formula."""

    discriminators = ("eager",)
    example = """\\
says: The port would rather pay at once
at: [6]
check:
  eager: port              # a step of this actor from the start ...
  to: port.raise              # ... leads where this holds
"""
    eager: ActorName = Field(description="The actor.")
    to: Condition = Field(description="Where the step leads.")

    def compiled(self, given: Resolving) -> analysed.GameCheck:
        return EagerCheck(self.eager, given.formula(self.to))


class Prefers(CheckRecord):
''',
        ),
    ],
}
MEANING = {
    "tests/judge/answers/checks.py": [
        (
            "MEANINGS: dict[",
            """def _eager(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    return any(game.holds(check["to"], s) for s in steps(world_of(game), concept, check["eager"], game.start))


MEANINGS: dict[""",
        ),
        ('    ("induces",): _induces,\n', '    ("induces",): _induces,\n    ("eager",): _eager,\n'),
        ("stable, world_of\n", "stable, steps, world_of\n"),
        (
            '    "stable_in_own_views": (\n',
            """    "eager": ({"eager": "third", "to": "stir"}, {"eager": "third", "to": "give"}),
    "stable_in_own_views": (
""",
        ),
        (
            '    "induces": _drawn_induces,\n',
            """    "induces": _drawn_induces,
    "eager": lambda of: {"eager": of.rng.choice(list(of.wants)), "to": of.formula(1)},
""",
        ),
    ]
}
CLAIMS = """  X: {says: The town would pay, check: {eager: town, to: town.pay}}
  Y: {says: The line would protest, check: {eager: line, to: line.protest}}
  Z: {says: The town would stop, in: gift, check: {eager: town, to: not town.pay}}
"""


def a_check_is_there(copy: Copy, tmp_path: Path) -> None:
    """Judged in a case, in the schema, and in the format by example."""
    case, new = tmp_path / "ferry.yaml", tmp_path / "new.yaml"
    case.write_text(FERRY.replace("claims:\n", f"claims:\n{CLAIMS}"), encoding="utf-8")
    data, _, schema, _, again = copy.ask(
        f"check {case} --json --claim X --claim Y --claim Z",
        f"assess {case}",
        "schema",
        f"new {new} --full",
        f"check {new} --json",
    )
    verdicts = {claim["id"]: claim["verdict"] for claim in json.loads(data)["data"]["claims"]}
    assert verdicts == {"X": "contradicted", "Y": "contradicted", "Z": "follows"}
    kinds = json.loads(schema)["$defs"]
    assert set(kinds["Eager"]["properties"]) == {"eager", "to"}
    assert {"$ref": "#/$defs/Eager"} in kinds["Claim"]["properties"]["check"]["oneOf"]
    assert "eager: port" in new.read_text(encoding="utf-8")
    assert "The port would rather pay at once" in again


# -- how many files each takes -----------------------------------------------------------------------------------------

TASKS: Mapping[str, tuple[Mapping[str, Change], int, Callable[[Copy, Path], None]]] = {
    "concept": (CONCEPT, 2, a_concept_is_there),
    "question": (TALLY, 4, a_question_is_there),
    "medium": (MEDIUM, 2, a_medium_is_there),
    "sentence": (SENTENCE, 1, a_sentence_is_there),
    "check": (CHECK, 2, a_check_is_there),
}
"""Task → the files that it takes, how many these are, and what shows that it is done."""


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_so_many_files_and_works(copy: Copy, tmp_path: Path, task: str) -> None:
    files, many, is_there = TASKS[task]
    assert copy.touched() == set()
    for name, change in files.items():
        copy.write(name, change)
    if task == "question":
        copy.write(PACKAGE, "")
    assert copy.touched() - {PACKAGE} == set(files)
    assert len(files) == many
    is_there(copy, tmp_path)


@pytest.mark.level("judge", but=2)
@pytest.mark.parametrize(
    ("task", "left_out"), [(task, name) for task, (files, _, _) in TASKS.items() for name in files]
)
def test_no_file_of_a_task_can_be_left_out(copy: Copy, tmp_path: Path, task: str, left_out: str) -> None:
    files, _, is_there = TASKS[task]
    for name, change in files.items():
        if name != left_out:
            copy.write(name, change)
    with pytest.raises(AssertionError):
        is_there(copy, tmp_path)


def test_what_contributing_says_of_the_tasks_is_there() -> None:
    """The files that are edited, and what tries them; those that are new have a NAME in them."""
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where to begin")[1].split("\n## ")[0]
    named = [path for marked in re.findall(r"`([^`]+)`", told) for path in re.findall(r"[\w*./-]+/[\w*./-]*", marked)]
    assert len(named) > 20
    folders = (ROOT, ROOT / "src", ROOT / "src" / "countermove")
    assert [path for path in named if "NAME" not in path and not any(any(f.glob(path)) for f in folders)] == []
    edited = {name for files, _, _ in TASKS.values() for name, change in files.items() if not isinstance(change, str)}
    assert [name for name in edited if not any((ROOT / "src").joinpath(name[4:]).match(path) for path in named)] == []


# -- what the judge says -----------------------------------------------------------------------------------------------


def with_tests(copy: Copy) -> Copy:
    """The same copy with the tests, and the examples of the documentation that they read."""
    shutil.copytree(ROOT / "tests", copy.root / "tests")
    shutil.copytree(ROOT / "docs" / "examples", copy.root / "docs" / "examples")
    shutil.copy2(ROOT / "pyproject.toml", copy.root)
    return copy


def test_a_check_without_a_meaning_in_the_judge_fails_its_tests(copy: Copy) -> None:
    with_tests(copy)
    for name, change in CHECK.items():
        copy.write(name, change)
    assert not copy.judge("tests/judge/test_kinds.py::test_the_judge_has_a_meaning_for_every_kind_and_for_nothing_else")
    for name, change in MEANING.items():
        copy.write(name, change)
    assert copy.touched() == {*CHECK, *MEANING}
    # What is said of every check, and of this one.
    assert copy.judge("tests/judge/test_kinds.py", "tests/unit/assessment/test_scaffold.py", "-k", "every or eager")


def test_a_sentence_without_a_meaning_in_the_judge_is_not_read(copy: Copy) -> None:
    with_tests(copy)
    for name, change in SENTENCE.items():
        copy.write(name, change)
    known = copy.python("-c", READING)
    assert known.returncode == 0, known.stderr
    assert "conclusions to check" in known.stdout
    for name, change in MEANT.items():
        copy.write(name, change)
    assert copy.touched() == {*SENTENCE, *MEANT}
    assert copy.python("-c", READING).stdout == "{} 1\n"


# -- a basic concept ---------------------------------------------------------------------------------------------------

BASIC = {
    "src/gmcr/stability/credible.py": '''"""SEQ by another name."""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="credible", title="Credible stability", sanctions="improvements", reply=False)
''',
    "src/gmcr/base/concepts.py": [
        (
            "    # Concepts with an algorithm of their own",
            """    NamedConcept("credible", "basic", "credible", "trusting answers that pay", "counts credible countermoves"),
    # Concepts with an algorithm of their own""",
        )
    ],
}


def test_a_basic_concept_is_named_in_the_table_and_known_everywhere(copy: Copy, tmp_path: Path) -> None:
    """Listed by all questions, in schemas, asked for by files, and decided wherever the five are."""
    for name, change in BASIC.items():
        copy.write(name, change)
    assert copy.touched() == set(BASIC)
    case = tmp_path / "ferry.yaml"
    case.write_text(FERRY.replace("    expect: follows\n", "") + "concepts: [credible, seq]\n", encoding="utf-8")
    claims, solved, why, roads, schema, help_, proved = copy.ask(
        f"check {case} --json",
        f"solve {case}",
        f"why {case} start --concept credible",
        f"roads {case} --concept credible --json",
        "schema",
        "check --help",
        "solve velm-strait --concept credible --concept seq --json",
    )
    for claim in json.loads(claims)["data"]["claims"]:
        assert all(own == other for own, other in claim["values"]), "SEQ says the same"
    assert "credible countermoves" in flowing(solved)
    assert "credible" in why
    assert json.loads(roads)["assumptions"]["concepts"] == ["credible"]
    assert json.loads(schema)["properties"]["concepts"]["anyOf"][0]["items"]["enum"][-1] == "credible"
    assert "nash, gmr, smr, seq, symseq or credible; repeatable." in flowing(help_)
    equilibria = json.loads(proved)["data"]["equilibria"]
    assert equilibria["credible"] == equilibria["seq"]
