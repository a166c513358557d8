"""``benchmarks.walk``: what it counts on a package that is written here, and that it finds its way through this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.walk import ROOT, WALKS, Walk, steps_of_walk
from benchmarks.walking.layers import layers_of
from benchmarks.walking.steps import steps_of
from benchmarks.walking.trees import Source

CONTRACT = """
[importlinter:contract:layers]
type = layers
containers = made
layers =
    (gone)
    desk
    question | other
    file
"""

FILES = {
    "file": """
from dataclasses import dataclass

@dataclass
class File:
    name: str

    @property
    def title(self) -> str:
        return shown(self)

    def games(self) -> int:
        return self.title

def shown(file: File) -> str:
    return file.name

def count(text: str) -> int:
    return len(text)

def module_of(name: str, part: str) -> str:
    return "made.page" if part == "page" else f"made.question.{name}.{part}"
""",
    "question/asked": """
from dataclasses import dataclass
from functools import partial
from made.file import File, count, shown

@dataclass
class Asked:
    file: File
    name: str

def asked_of(file: File) -> Asked:
    return Asked(file, shown(file))

def answered(asked: Asked) -> int:
    return _counted(asked) + count(asked.name)

def _counted(asked: Asked) -> int:
    return _counted(asked) if asked.name else asked.file.games()
""",
    "question/one/found": """
from made.file import File, shown

def one(file: File) -> str:
    return shown(file)

def two(file: File) -> str:
    return shown(file)
""",
    "desk": """
from importlib import import_module
from made.file import File, module_of, shown
from made.question.asked import answered, asked_of

def tell(file: File, name: str) -> str:
    asked = asked_of(file)
    def made() -> int:
        return answered(asked)
    every = [answered(item) for item in (asked, asked)]
    put(name)(file)
    put_by_another(name)(file)
    return shown(file)

def put(name: str):
    return getattr(import_module(f"made.question.{name}.found"), name)

def put_by_another(name: str):
    return getattr(import_module(module_of(name, "found")), name)
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walk")
    (folder / ".importlinter").write_text(CONTRACT, encoding="utf-8")
    for name, text in FILES.items():
        file = folder / "src" / "made" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _walk(made: Path, *, put: bool = False) -> Walk:
    steps = steps_of(Source(made / "src"), "made.desk", "tell", "file", frozenset({"File"}), put=put)
    return Walk(steps, layers_of(made / ".importlinter"))


def test_the_calls_stand_in_the_order_of_the_text_and_each_function_is_gone_through_once(made: Path) -> None:
    assert [(step.function, sorted(step.parameters)) for step in _walk(made).steps] == [
        ("asked_of", ["file"]),
        ("shown", ["file"]),
        ("answered", ["asked"]),  # by what is defined within
        ("_counted", ["asked"]),
        ("_counted", ["asked"]),
        ("shown", ["file"]),  # games(): a method is handed nothing, but a property of it hands the file on
        ("answered", ["asked"]),  # a second time: gone through before
        ("shown", ["file"]),
    ]


def test_stays_rooms_returns_climbs_and_names(made: Path) -> None:
    walk = _walk(made)
    places = ["question.asked", "file", "question.asked", "file", "question.asked", "file"]
    assert walk.places == [f"made.{place}" for place in places]
    assert walk.counts == {"stays": 6, "rooms": 2, "returns": 4, "climbs": 2, "names": 4}


def test_a_function_that_is_imported_by_a_name_put_together_is_called_where_it_is_asked_for(made: Path) -> None:
    functions = [step.function for step in _walk(made, put=True).steps]
    assert functions[-4:] == ["one", "shown", "one", "shown"]
    assert "two" not in functions


def test_a_text_is_followed_by_name_and_in_what_is_read_of_it(made: Path) -> None:
    (made / "src" / "made" / "page.py").write_text(
        """
from made.file import File, shown

def page(text: str) -> str:
    file = read(text)
    return shown(file) + shown(File("other"))

def read(text: str) -> File:
    return File(count(text))

def count(text: str) -> str:
    return text
""",
        encoding="utf-8",
    )
    steps = steps_of(Source(made / "src"), "made.page", "page", "text", frozenset({"File"}))
    assert [step.function for step in steps] == ["read", "count", "shown", "shown"]


def test_packages_side_by_side_stand_as_high(made: Path) -> None:
    layers = layers_of(made / ".importlinter")
    assert layers["made.question"] == layers["made.other"]
    assert layers["made.file"] < layers["made.other"] < layers["made.desk"] < layers["made.gone"]


def test_the_engine_stands_below_the_product() -> None:
    layers = layers_of(ROOT / ".importlinter")
    assert max(height for name, height in layers.items() if name.startswith("gmcr.")) < layers["countermove.inquiry"]
    assert layers["countermove.assessment"] < layers["countermove.questions"] < layers["countermove.reports"]


@pytest.fixture(scope="module")
def source() -> Source:
    """This package."""
    return Source(ROOT / "src")


@pytest.mark.level("all")
@pytest.mark.parametrize("name", WALKS)
def test_it_finds_its_way_through_this_one(source: Source, name: str) -> None:
    steps = steps_of_walk(source, name)
    rooms = {step.module for step in steps}
    put = {step.module for step in steps_of_walk(source, name, put=True)}
    assert {"countermove.questions.roads.compute", "countermove.questions.redteam.compute"} <= put - rooms
    assert {"countermove.verdicts.claims", "countermove.context.games", "countermove.verdicts.sides"} <= rooms
