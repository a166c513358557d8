"""What cannot be done ends with 2 and one clear message: nothing is printed, nothing is written, nothing is a traceback."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.conftest import LEVEL
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record
from tests.unit.reports.samples import blind

__all__: list[str] = []

FORM = "A reading is written QUESTION=ANSWER; 'Q' is not of that form. Here: --reading"
DAY = "A day is written 2022-03-24 (year-month-day); 'May' is none. Here: --as-of"
NOWHERE = "cannot be written: the folder nowhere does not exist: make it first."
DOCUMENT = ("essay.txt", "essay.docx", "empty.txt", "nul.txt", "latin.txt")

REFUSED = {
    "asses": {"": "No such command 'asses'.", "{}": "Try: countermove --help"},
    "views levers roads longrun coalitions robust solve tipping together": {
        "none.yaml": "There is no such file",
        "korea-2022": "Did you mean korea-2021?",
        "{} --scenario gitf": "'gitf' is not a scenario here. Did you mean gift?",
        "{} --reading Q=nope": "'nope' is not a reading of Q here.",
        "{} --reading X=y": "'X' is not a question here.",
        "{} --reading Q": FORM,
        "{} --set demand=x": "demand: 'x' is not a number.",
        "{} --set demnd=1": "'demnd' is not a driver here. Did you mean demand?",
        "{} --set demand=7": "demand: 7 is outside its range, 0 to 1.",
    },
    "levers roads longrun coalitions robust": {"{} --view pesimist": "Did you mean pessimist?"},
    "views roads longrun robust change together check": {
        "{} --concept nahs": "'nahs' is not a concept here. Did you mean nash?"
    },
    "tipping together matrix robust check": {"{} --claim Z": "'Z' is not a claim here. There are: A, B, C, D, E."},
    "roads coalitions": {
        "{} --to servise": "Did you mean service?",
        '{} --to "service and"': "the formula ends after 'and'",
        "{} --largest 0": "Invalid value for '--largest': Input should be greater than or equal to 1.",
        "{} --largest x": "Try: countermove * --help",
        "elmira-1991-graph --to s8": "A conflict in graph form has no options",
    },
    "roads coalitions longrun solve": {"elmira-1991-graph --scenario x": "elmira-1991-graph is a bare conflict"},
    "views robust": {"elmira-1991-graph": "This is a bare conflict"},
    "longrun robust": {
        "{} --seed -1": "Try: countermove * --help",
        "{} --seed 1180591620717411303424": "The seed is a whole number",
    },
    "change redteam": {
        "{} --cost t9=1": "'t9' is not a want, kind of want",
        "{} --cost t2=-1": "The cost of t2 should be a positive number, not -1.",
    },
    "assess": {
        "": "Try: countermove assess --help",
        "{} --jsn": "Try: countermove assess --help",
        "{} --bound 0": "Try: countermove assess --help",
        "{} --view optimist": "'optimist' is not a view here. Did you mean pessimist?",
        "{} --set demand=2": "demand: 2 is outside its range",
        "korea-2012": "Did you mean korea-2021?",
        "chicken": "It answers solve, why, change",
    },
    "cases": {
        "chiken": "Did you mean chicken?",
        "chicken --games": "leave it out to see one",
        "chicken --published": "--published lists all of them; leave it out to see one",
        "--games --published": "--games lists all of them; leave it out to see others",
        "--out nowhere": "give --published too",
        "--published --out nowhere": NOWHERE,
        "2x2-9": "is not a 2x2 game here.",
    },
    "certify": {
        "nowhere.yaml start": "nowhere.yaml: error [file] There is no such file.",
        "korea-2021 us.invade": "'us.invade' is not a state or option here.",
        "korea-2021 us.engage,us.sanction": "State 24 is infeasible: rule f2",
        "korea-2021 start --actor japan": "'japan' is not an actor",
        "korea-2021 start --concept maximin": "'maximin' is not a concept here.",
        "korea-2021 start -o nowhere/c.json": NOWHERE,
        "korea-2021 start --seconds 0": "Invalid value for '--seconds'",
    },
    "change": {
        "{} --to service --break": "one thing at a time",
        "{} --to town.play": "Did you mean town.pay?",
        '{} --to "town.pay and not town.pay"': "No feasible state satisfies",
        "{} --hold 99": "There is no state 99: codes run from 0 to 7.",
        "{} --hold line.run,line.protest": "State 6 is infeasible: rule n1",
        "{} --set demnd=1": "Did you mean demand?",
    },
    "check": {
        "chicken": "Check judges claims, and a conflict makes none.",
        "{} --set demnad=0.2": "Did you mean demand?",
        "{} --view optimist": "'optimist' is not a view here.",
        "{} --as-of May": DAY,
    },
    "coalitions": {
        "{} --coalition town,,line": "'' is not an actor here.",
        "{} --coalition twon": "Did you mean town?",
        "elmira-1991-graph --coalition Q": "'Q' is not an actor here.",
        "{} --concept nash": "'nash' is not a coalition concept here.",
        "{} --state foo": "'foo' is not a state or option here.",
        "{} --state 6": "State 6 is infeasible: rule n1",
        "{} --state 99": "There is no state 99",
        "elmira-1991-graph --state s99": "Did you mean s9?",
    },
    "compare": {"{} {} --scenario gift": "No such option: --scenario."},
    "convert": {
        "chicken a.csv -o b.csv": "named twice: as OUT and with -o.",
        "chicken a.csv --format csv": "the end of the name says the format",
        "chicken --format cvs": "Did you mean csv?",
        "chicken x.docx": "files ending in .docx cannot be written.",
        "elmira-1991 x.nfg": "M.modify is one-way",
        "none.gmcr x.csv": "none.gmcr: there is no such file.",
        "{} nowhere/ferry.gmcr": NOWHERE,
        "{} ferry.gmcr --concept foo": "'foo' is not a concept here.",
    },
    "diff": {
        "{} {} --claim Z": "'Z' is not a claim of both",
        "{} nowhere": "nowhere: error [file] There is no such file",
        "{} {} --set demand=0.2": "No such option: --set. Try: countermove diff --help",
    },
    "draft": {
        "nowhere.txt": "There is no such file",
        "essay.docx": "Documents end in",
        "empty.txt": "The file holds no text",
        "nul.txt": "is this a binary file?",
        "latin.txt": "latin.txt:1:4 error [encoding] Byte 0xe9 is not UTF-8 text",
        "essay.txt -o essay.txt": "essay.txt exists already; force overwrites it. Here: --force",
        "essay.txt -o nowhere/case.yaml": NOWHERE,
        "essay.txt --texts nowhere": "The folder of texts nowhere does not exist. Here: --texts",
        "essay.txt --source one": "--source is about what --coverage tells",
        "essay.txt --coverage korea-2021 -o case.yaml": "--coverage writes nothing",
        "essay.txt --coverage korea-2021 --ask out.json": "--coverage asks nobody",
        "essay.txt --coverage korea-2021 --source esay": "Did you mean essay?",
        "essay.txt --coverage nowhere.yaml": "nowhere.yaml: error [file] There is no such file.",
        "essay.txt --paragraphs a-b": "'a-b' names no paragraphs: write 10-80, or 12. Here: --paragraphs",
        "essay.txt --paragraphs 1-2": "is not among the paragraphs, which are 1 to 1",
        "essay.txt --paragraphs 0": "is not among the paragraphs",
    },
    "figure": {
        "{} stats": "Did you mean states?",
        "states {}": "countermove figure {} states",
        "{} states --theme drak": "Did you mean dark?",
        "{} states -o s.gif": "written as .svg, .png or .csv",
        "{} states --width 5": "A figure is 240 to 4000 units wide, not 5.",
        "{} phase": "Fewer than two drivers tip it alone: the case has only demand.",
        "korea-2021 phase --vary window": "name two to vary, as rivalry and shared.",
        "{} tornado --of Z": "'Z' is not a claim here",
        "{} tornado --of " + "9" * 5000: "is not a claim here",
        "{} tornado -o nowhere/tornado.svg --draws 1000000000": NOWHERE,
        "elmira-1991 claims": "elmira-1991 is a bare conflict",
    },
    "inverse": {
        "{} start --vary twon": "Did you mean town?",
        "{} 77": "There is no state 77: codes run from 0 to 7.",
        "{} start --concept x": "'x' is not a concept here.",
        "korea-2021 start --concept seq --list 1": "nash, gmr or smr",
        "{} start --list 99999999999999999999": "less than or equal to 10000. Try: countermove inverse --help",
    },
    "levers": {"elmira-1991-graph": "there is no lever to pull in it"},
    "lint": {"{} --set demand=0.2": "No such option: --set. Try: countermove lint --help"},
    "longrun": {
        "{} --runs 0": "Try: countermove longrun --help",
        "{} --runs x": "Try: countermove longrun --help",
        "{} --horizon 0": "Try: countermove longrun --help",
        "{} --precision x": "Try: countermove longrun --help",
        "{} --precision 0": "Precision is a number above 0",
        "{} --precision nan": "Precision is a number above 0 and at most 100",
        "{} --noise 0": "above 0 and below 1",
        "{} --noise 1.5": "above 0 and below 1",
        "{} --noise nan": "'nan' is not a number",
        '{} --noise ""': "'' is not a number",
        "{} --choice uniforn": "Did you mean uniform?",
        "{} --choice logit --noise 0.1": "logit has its own noise",
        "{} --choice logit --concept nash": "logit knows no concept",
        "{} --method exakt": "Did you mean exact?",
        "{} --weight town": "A weight is written ACTOR=NUMBER",
        "{} --weight twon=1": "Did you mean town?",
        "{} --weight town=x": "'x' is not a number",
        "{} --weight town=0": "is a number above 0",
        "{} --weight town=1 --weight town=2": "The weight of town is given twice.",
        "elmira-1991-graph --weight town=1": "'town' is not an actor here.",
    },
    "new": {
        "{}": "exists already; force overwrites it. Here: --force",
        "nowhere/mine.yaml": NOWHERE,
        "ferry.yaml/mine.yaml": "ferry.yaml/mine.yaml cannot be written: the folder ferry.yaml is not a folder.",
    },
    "paper": {
        "chicken --table option": "Did you mean options?",
        "chicken --format tex": "is not a format here",
        "chicken -o x.pdf": "written as .tex or .md",
        "chicken --to s9": "'s9' is not a state or option here.",
        "chicken --scenario x": "a bare conflict",
        "chicken --format bibtex --state 1": "of the whole file",
        "korea-2021 --table evolution": "the status quo is an equilibrium",
    },
    "redteam": {
        "{} Z": "'Z' is not a claim here.",
        "{} --cost driver=-1": "The cost of driver should be a positive number, not -1.",
    },
    "report": {
        "no-such-case -o out.docx": "a report is written as .html, .pdf",
        "{} -o nowhere/report.html --draws 1000000000": NOWHERE,
        "{} --explorable --set demand=0.2 -o r.html": "leave out --reading, --scenario, --view",
        "{} --explorable --concept seq -o r.html": "--set and --concept. Here: --explorable",
        "{} --explorable --reading Q=no -o r.html": "A report that argues back",
        "{} --explorable --brief -o r.html": "A report that argues back",
        "{} --explorable -o r.pdf": "A report that argues back",
    },
    "responsibility": {"{} --weight nobody=1": "'nobody' is not a view here."},
    "robust": {
        "{} --draws x": "Try: countermove robust --help",
        "{} --draws 0": "Try: countermove robust --help",
        "{} --draws -3": "Try: countermove robust --help",
        "{} --workers 0": "Try: countermove robust --help",
        '{} --claim ""': "'' is not a claim here.",
    },
    "schema": {"--record asess": "'asess' is not a record here. Did you mean assess?"},
    "score": {"{} --as-of May": DAY},
    "serve": {
        "--no-open nowhere.yaml": "There is no such file",
        "--no-open chicken": "This is a bare conflict",
        "--no-open korea-2021 --host 0.0.0.0": "name a token that they have to bring. Here: --token",
        "--no-open korea-2021 --host 0.0.0.0 --token short": "A token has at least 16 letters",
        "--no-open korea-2021 --host nowhere.invalid": "nowhere.invalid leads nowhere",
        "--no-open korea-2021 --port 70000": "Invalid value for '--port'",
    },
    "solve": {
        "{} --reading Q=purse": "Did you mean purse_first?",
        "elmira-199": "Did you mean elmira-1991",
        "elmira-1991 --set x=1": "a bare conflict",
        "elmira-1991 --concept limited:3": "defined for two actors",
        "elmira-1991-graph --concept sim": "needs a conflict in option form",
        "chicken --concept maximin": "needs a horizon",
        "chicken --concept nsh": "Did you mean nash?",
        "chicken --concept sim:tablo": "the form of Fraser and Hipel's tableau: sim:tableau.",
        "chicken --coalition rwo": "'rwo' is not an actor here. Did you mean row?",
        "chicken --coalition row --concept nash": "Coalitions go with",
    },
    "sources": {"elmira-1991 --texts .": "Sources needs an assessment."},
    "tipping": {
        "{} demnd": "Did you mean demand?",
        "{} demand demand": "names one twice",
        "{} a b c": "two for a diagram",
    },
    "verify": {"nowhere.json": "there is no such file", ".": "is a folder"},
    "views": {
        "none.gmcr": "There is no such file.",
        "{} --held town": "Who holds which view is written ACTOR=VIEW",
        "{} --held town=pesimist": "Did you mean pessimist?",
        "{} --held twon=pessimist": "Did you mean town?",
        "{} --held town=author --held town=pessimist": "The view of town is given twice. Here: --held",
        "{} --view pessimist": "No such option: --view. Try: countermove views --help",
        "blind.gmcr --held Row=author": "is a bare conflict",
        "blind.gmcr --set x=1": "is a bare conflict",
        "blind.gmcr --concept nahs": "Did you mean nash?",
    },
    "why": {
        "{} town.pya": "'town.pya' is not a state or option here. Did you mean town.pay?",
        "{} pay,rum": "'rum' is not an option here. Did you mean run?",
        "{} 99": "There is no state 99: codes run from 0 to 7.",
        "{} 6": "State 6 is infeasible: rule n1 excludes",
        "{} start --actor twon": "'twon' is not an actor here. Did you mean town?",
        "elmira-1991-graph s99": "'s99' is not a state here.",
        "chicken start --concept sim": "not under sim; solve does",
    },
}
"""Commands → what is asked of each of them, where "{}" is a small case → what the message says; "*" is the command."""


@pytest.fixture
def folder(tmp_path: Path, ferry: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands are given: the case, a bare conflict, and documents that cannot be drafted from."""
    blind(tmp_path / "blind.gmcr")
    written = (b"If it rains, a comes.", b"PK", b" \n\n ", b"If it \0 rains", "café à la carte".encode("latin-1"))
    for name, content in zip(DOCUMENT, written, strict=True):
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.level("judge", but=10)
@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("command", sorted({name for names in REFUSED for name in names.split()}))
def test_one_clear_message(run: Run, ferry: str, folder: Path, command: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    asked = [line for names, own in REFUSED.items() if command in names.split() for line in own.items()]
    for place, (line, message) in enumerate(asked):
        arguments = [command, *(word.replace("{}", ferry) for word in shlex.split(line))]
        done = run(*arguments)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), arguments
        assert message.replace("*", command).replace("{}", ferry) in done.stderr, arguments
        if command != "serve" and (place == 0 or LEVEL != "first"):  # the data of one of them, or of all
            told = run(*arguments, "--json")
            assert (told.exit_code, told.stderr) == (2, done.stderr), arguments
            assert record(told.stdout, "errors")["errors"], arguments
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_csv_is_no_json(run: Run, ferry: str) -> None:
    done = run("matrix", ferry, "--csv", "--json")
    assert (done.exit_code, done.stderr) == (2, "Ask for --csv or for --json, not for both.\n")
    record(done.stdout, "errors")
