"""What the commands that look through others' eyes, along roads and into the long run refuse: one clear message each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.desk.samples import blind

__all__: list[str] = []

SIX = ("views", "levers", "roads", "longrun", "coalitions", "robust")

OF_ALL = [
    (["none.yaml"], "There is no such file."),
    (["korea-2022"], "Did you mean korea-2021?"),
    (["{}", "--scenario", "gitf"], "Did you mean gift?"),
    (["{}", "--reading", "Q=nope"], "'nope' is not a reading of Q here."),
    (["{}", "--reading", "X=y"], "'X' is not a question here."),
    (["{}", "--reading", "Q"], "A reading is written QUESTION=ANSWER"),
    (["{}", "--set", "demand=x"], "'x' is not a number"),
    (["{}", "--set", "demnd=1"], "Did you mean demand?"),
    (["{}", "--set", "demand=7"], "outside its range, 0 to 1"),
]

OF_MOST = [
    (("levers", "roads", "longrun", "coalitions", "robust"), ["{}", "--view", "pesimist"], "Did you mean pessimist?"),
    (("views", "roads", "longrun", "robust"), ["{}", "--concept", "nahs"], "Did you mean nash?"),
    (("roads", "coalitions"), ["{}", "--to", "servise"], "Did you mean service?"),
    (("roads", "coalitions"), ["{}", "--to", "service and"], "the formula ends after 'and'"),
    (("roads", "coalitions"), ["{}", "--largest", "0"], "--help"),
    (("roads", "coalitions"), ["{}", "--largest", "x"], "--help"),
    (("roads", "coalitions"), ["elmira-1991-graph", "--to", "s8"], "A conflict in graph form has no options"),
    (("roads", "coalitions", "longrun"), ["elmira-1991-graph", "--scenario", "x"], "is a conflict alone"),
    (("views", "robust"), ["elmira-1991-graph"], "This is a conflict alone"),
    (("levers",), ["elmira-1991-graph"], "there is no lever to pull in it"),
    (("longrun", "robust"), ["{}", "--seed", "-1"], "--help"),
    (("longrun", "robust"), ["{}", "--seed", str(1 << 70)], "The seed is a whole number"),
]

OF_ONE = [
    (["views", "{}", "--held", "twon=pessimist"], "Did you mean town?"),
    (["views", "{}", "--view", "pessimist"], "No such option: --view"),
    (["views", "blind.gmcr", "--held", "Row=author"], "is a conflict alone"),
    (["views", "blind.gmcr", "--set", "x=1"], "is a conflict alone"),
    (["views", "blind.gmcr", "--concept", "nahs"], "Did you mean nash?"),
    (["coalitions", "{}", "--coalition", "town,,line"], "'' is not an actor here."),
    (["coalitions", "{}", "--state", "foo"], "'foo' is not a state or option here."),
    (["coalitions", "{}", "--state", "6"], "State 6 is infeasible: rule n1"),
    (["coalitions", "elmira-1991-graph", "--state", "s99"], "Did you mean s9?"),
    (["coalitions", "elmira-1991-graph", "--coalition", "Q"], "'Q' is not an actor here."),
    (["longrun", "{}", "--runs", "0"], "--help"),
    (["longrun", "{}", "--runs", "x"], "--help"),
    (["longrun", "{}", "--horizon", "0"], "--help"),
    (["longrun", "{}", "--precision", "x"], "--help"),
    (["longrun", "{}", "--precision", "nan"], "Precision is a number above 0 and at most 100"),
    (["longrun", "{}", "--noise", "0"], "above 0 and below 1"),
    (["longrun", "{}", "--noise", ""], "'' is not a number"),
    (["longrun", "{}", "--weight", "town=0"], "is a number above 0"),
    (["longrun", "{}", "--choice", "logit", "--noise", "0.1"], "logit has its own noise"),
    (["longrun", "{}", "--choice", "logit", "--concept", "nash"], "logit knows no concept"),
    (["longrun", "elmira-1991-graph", "--weight", "town=1"], "'town' is not an actor here."),
    (["robust", "{}", "--draws", "x"], "--help"),
    (["robust", "{}", "--draws", "-3"], "--help"),
    (["robust", "{}", "--workers", "0"], "--help"),
    (["robust", "{}", "--claim", ""], "'' is not a claim here."),
]

REFUSED = [
    *(([name, *arguments], message) for name in SIX for arguments, message in OF_ALL),
    *(([name, *arguments], message) for names, arguments, message in OF_MOST for name in names),
    *OF_ONE,
]


@pytest.mark.level("all", but=21)
@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_one_clear_message(
    run: Run, ferry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    blind(tmp_path / "blind.gmcr")
    monkeypatch.chdir(tmp_path)
    done = run(*(argument.replace("{}", ferry) for argument in arguments))
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
