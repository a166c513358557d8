"""Somebody else's plugin, installed as a distribution: everything that it adds shows up where the product's own does.

The distribution is what ``pip install --target`` makes of ``tests/plugins/toy``, made by hand (its package and a ``.dist-info``),
so that nothing asks a network; that pip makes the same is looked at where hatchling is there to build it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from countermove.catalogue import OWN
from tests.conftest import ROOT, require_module
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

PIP = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-build-isolation")
SLOW = re.compile(r"^.*: [0-9,]+ of [0-9,]+ after [0-9]+ s\n", re.MULTILINE)
"""What long work says of itself where a machine is slow."""

TOY = ROOT / "tests" / "plugins" / "toy"


def installed(where: Path, name: str, package: str, entry: str, text: str | None = None) -> Path:
    """A distribution in a folder: the package of the toy, or one whose only module says *text*."""
    folder = where / f"{package}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(f"[countermove.plugins]\n{name} = {entry}\n", encoding="utf-8")
    if text is None:
        shutil.copytree(TOY / package, where / package, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (where / f"{package}.py").write_text(text, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the toy is installed."""
    given = tomllib.loads((TOY / "pyproject.toml").read_text(encoding="utf-8"))
    ((name, entry),) = given["project"]["entry-points"]["countermove.plugins"].items()
    return installed(tmp_path_factory.mktemp("site"), name, "countermove_toy", entry)


def environment(*sites: Path) -> Mapping[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", *sites))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "80",
    }


def run(where: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with what is installed in a folder."""
    command = [sys.executable, "-m", "countermove", *arguments]
    done = subprocess.run(
        command, cwd=where, env=environment(site), capture_output=True, text=True, check=False, timeout=300
    )
    done.stderr = SLOW.sub("", done.stderr)
    return done


def told(where: Path, site: Path, *arguments: str) -> str:
    """What a command says that ends well and complains of nothing."""
    done = run(where, site, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


ASKING = """
import json, sys
from typer.testing import CliRunner
from countermove.cli.application import application
run = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke
done = [run(application(), line.split()) for line in json.loads(sys.argv[1])]
print(json.dumps([[own.exit_code, own.stdout, own.stderr] for own in done]))
"""


def each(where: Path, site: Path, *lines: str) -> list[tuple[int, str, str]]:
    """What each of several commands ends with, prints and complains of, one after another in one process."""
    asked = python(where, site, ASKING, json.dumps(lines))
    return [(code, out, SLOW.sub("", err)) for code, out, err in json.loads(asked.splitlines()[-1])]


def python(where: Path, site: Path, code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=where,
        env=environment(site),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where no plugin is installed: a case, its report, and what help says."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    told(folder, folder, "report", "ferry.yaml", "-o", "ferry.md")
    (folder / "help").write_text(told(folder, folder, "--help"), encoding="utf-8")
    return folder


# -- what it adds ------------------------------------------------------------------------------------------------------


def test_help_lists_its_commands_where_they_belong(toy: Path, tmp_path: Path) -> None:
    lines = [line.split()[0] for line in told(tmp_path, toy, "--help").splitlines() if line.startswith("  ")]
    assert lines[lines.index(OWN[-1]) + 1] == "census"
    assert lines[lines.index("lint") + 1] == "acts"
    assert "Actor by actor." in told(tmp_path, toy, "acts", "--help")


@pytest.mark.level("all")
def test_its_command_and_its_question_answer_in_words_and_as_data(toy: Path, tmp_path: Path) -> None:
    commands = ("acts korea-2021", "census korea-2021", "census korea-2021 --actor us --json")
    done = each(tmp_path, toy, *commands, "acts korea-2021 --json", "census korea-2021 --json")
    assert {(code, complaint) for code, _, complaint in done} == {(0, "")}
    acts, census, of_one, *both = (out for _, out, _ in done)
    assert "- rok: broker" in acts
    assert census.startswith("korea-2021: how many wants there are")
    assert list(json.loads(of_one)["data"]["wants"]) == ["us"]
    code = (
        "import json; from countermove.media import record_schema as of; print(json.dumps([of('acts'), of('census')]))"
    )
    for kind, data, found, schema in zip(
        ("acts", "census"),
        ({"acts": {"rok": ["broker"]}}, {"wants": {"rok": 2}}),
        map(json.loads, both),
        json.loads(python(tmp_path, toy, code)),
        strict=True,
    ):
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(found, schema)
        ((key, own),) = data.items()
        assert found["record"] == kind
        assert found["data"][key].items() >= own.items()


@pytest.mark.level("all")
def test_its_picture_is_drawn(toy: Path, tmp_path: Path) -> None:
    assert "census" in told(tmp_path, toy, "figure", "--help")
    told(tmp_path, toy, "figure", "korea-2021", "census", "-o", "census.svg")
    svg = (tmp_path / "census.svg").read_text(encoding="utf-8")
    assert "24 wants" in svg
    assert "<rect" in svg


@pytest.mark.level("all")
def test_a_report_has_its_section_in_its_chapter(toy: Path, bare: Path, tmp_path: Path) -> None:
    told(bare, toy, "report", "ferry.yaml", "-o", str(tmp_path / "with.md"))
    with_it = (tmp_path / "with.md").read_text(encoding="utf-8")
    section = "### How many wants there are\n\nThe file has 5 wants.\n\n"
    assert with_it.count(section) == 1
    assert with_it.replace(section, "") == (bare / "ferry.md").read_text(encoding="utf-8")
    before, _, behind = with_it.partition(section)
    assert before.rpartition("\n## ")[2].startswith("What follows, and what does not\n")
    assert behind.startswith("## What would change it\n")


PAGE = """
from countermove.assessment import load
from countermove.reports.live import live
from countermove.plugins.serve.switches import parse
from countermove.plugins.serve.view import page
seen = page(live(load("ferry.yaml")), parse("ask=census"), file="ferry.yaml", export="/ferry/")
print(seen.fragments["panels-why"], seen.fragments["panel"])
"""


@pytest.mark.level("all")
def test_the_page_offers_its_panel_with_the_picture(toy: Path, bare: Path) -> None:
    require_module("jinja2", "the page is made with it")
    html = python(bare, toy, PAGE)
    assert "ask=census" in html
    assert ">Census<" in html
    assert "5 wants" in html
    assert "<svg" in html


@pytest.mark.level("all")
def test_its_format_is_read_and_written(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.arrows").write_text("nonsense\n", encoding="utf-8")
    wrote, printed, back, own, read, again, help_, bad, refused = each(
        tmp_path,
        toy,
        "convert chicken chicken.arrows",
        "convert chicken --format arrows",
        "convert chicken.arrows back.yaml",
        *(f"solve {name} --json" for name in ("chicken", "chicken.arrows", "back.yaml")),
        "convert --help",
        "convert bad.arrows bad.yaml",
        "convert chicken chicken.sparrows",
    )
    assert {(code, complaint) for code, _, complaint in (wrote, printed, back, own, read, again, help_)} == {(0, "")}
    assert "Wrote chicken.arrows (arrows)" in wrote[1]
    assert printed[1] == (tmp_path / "chicken.arrows").read_text("utf-8")
    equilibria = [json.loads(out)["data"]["equilibria"] for _, out, _ in (own, read, again)]
    assert equilibria[0] == equilibria[1] == equilibria[2]
    assert ".csv or .arrows" in " ".join(help_[1].split())
    assert bad == (2, "", "bad.arrows:1: a line begins with state, move, rank or start.\n")
    assert refused[0] == 2
    assert ".arrows" in refused[2]


@pytest.mark.level("all")
def test_pip_installs_the_toy_as_it_is_installed_here(toy: Path, tmp_path: Path) -> None:
    require_module("hatchling", "it builds the toy")
    site = tmp_path / "site"
    copied = shutil.copytree(TOY, tmp_path / "toy", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *PIP, "--target", str(site), str(copied)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (entries,) = site.glob("*.dist-info/entry_points.txt")
    by_hand = (toy / "countermove_toy-1.0.dist-info" / "entry_points.txt").read_text(encoding="utf-8")
    assert entries.read_text(encoding="utf-8").strip() == by_hand.strip()
    assert "- rok: broker" in told(tmp_path, site, "acts", "korea-2021")


# -- what is wrong with one --------------------------------------------------------------------------------------------

IMPORTS = "from countermove.extensions import *\n"
TOO_OLD = (
    "it is left out: it was made for version 0 of the hooks, and here they have version 1. Install a version of it that was "
    "made for this Countermove."
)
NO_PLACE = (
    'it is left out: the function of its section of why has to be a place as "package.module:name", and is '
    "<built-in function len>."
)
WRONG = {
    "raises": ("1 / 0\n", "it is left out, since loading it raises ZeroDivisionError: division by zero"),
    "ends": ("raise SystemExit('bye')\n", "it is left out, since loading it raises SystemExit: bye"),
    "names nothing": (
        "\n",
        "it is left out, since loading it raises AttributeError: module 'other' has no attribute 'PLUGIN'",
    ),
    "is none": ("PLUGIN = 3\n", "it is left out: its entry point names an int, and no Plugin."),
    "is too old": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=0)\n",
        TOO_OLD,
    ),
    "has no tuple": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, commands=[])\n",
        "it is left out: its commands have to be a tuple of Command, and are a list.",
    ),
    "has another type": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, questions=('census',))\n",
        "it is left out: its questions have to be a tuple of Declaration, and one is a str.",
    ),
    "has a wrong place": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, sections=(ReportSection(chapter='why', function=len),))\n",
        NO_PLACE,
    ),
    "has a wrong chapter": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, sections=(ReportSection(chapter='end', function='a:b'),))\n",
        "it is left out: a report has no chapter 'end': changed, why, follows, change-it, since-then, annex.",
    ),
    "has no home": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, questions=(Declaration('q', 'Q.', '', work='{{}}'),))\n",
        "it is left out: its question q does not say in its home where it is.",
    ),
    "has an unknown service": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, services={{'tea': 'a:b'}})\n",
        "it is left out: there is no service 'tea': passages, coverage, cues, feeds, imprint, explorable.",
    ),
    "has a bad format": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, formats=(FileFormat(name='x', suffixes='.x', read='a:b'),))\n",
        "it is left out: the suffixes of its format x have to be a tuple of texts that begin with a dot.",
    ),
    "has a command that is there": (
        f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, commands=(Command(name='check', help='x', function='a:b'),))\n",
        "its command check is left out: there is one already.",
    ),
    "takes the name of another": (
        f"{IMPORTS}PLUGIN = Plugin(name='papers', hooks=1)\n",
        "it is left out: there is another plugin named papers.",
    ),
}


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_with_a_plugin_is_one_sentence_and_the_rest_works(fault: str, bare: Path, tmp_path: Path) -> None:
    text, why = WRONG[fault]
    done = run(tmp_path, installed(tmp_path / "site", "other", "other", "other:PLUGIN", text), "--help")
    assert (done.returncode, done.stderr) == (0, f"The plugin other: {why}\n")
    assert done.stdout == (bare / "help").read_text(encoding="utf-8")


@pytest.mark.level("all")
def test_a_report_is_whole_where_a_section_of_a_plugin_is_not(bare: Path, tmp_path: Path) -> None:
    sections = "ReportSection(chapter='why', function='other:one'), ReportSection(chapter='why', function='other:two')"
    text = f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, sections=({sections}))\n"
    text += "def one(record): return record.nothing\ndef two(record): return 'text'\n"
    site = installed(tmp_path / "site", "other", "other", "other:PLUGIN", text)
    done = run(bare, site, "report", "ferry.yaml", "-o", str(tmp_path / "with.md"))
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "The plugin other: its section of a report is left out: 'ReportRecord' object has no attribute 'nothing'",
        "The plugin other: its section of a report is left out, since it is of the type str.",
    ]
    assert (tmp_path / "with.md").read_bytes() == (bare / "ferry.md").read_bytes()


@pytest.mark.level("all")
def test_a_command_whose_module_cannot_be_loaded_is_refused_and_listed(tmp_path: Path) -> None:
    command = "Command(name='broken', help='Do nothing.', function='other.nothing:run')"
    text = f"{IMPORTS}PLUGIN = Plugin(name='other', hooks=1, commands=({command},))\n"
    site = installed(tmp_path / "site", "other", "other", "other:PLUGIN", text)
    assert "broken" in told(tmp_path, site, "--help")
    done = run(tmp_path, site, "broken")
    assert done.returncode == 2
    assert done.stderr == (
        "The plugin other cannot be used: other.nothing:run raises ModuleNotFoundError: No module named 'other.nothing'; "
        "'other' is not a package\n"
    )
