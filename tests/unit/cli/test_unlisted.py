"""Commands on a case whose states nobody lists: what is told, what is refused beforehand, what needs the extra."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from countermove import loads
from countermove.catalogue import ASSESS, QUESTIONS
from gmcr.analysis.unlisted import arena
from gmcr.model.space import UNLISTED
from tests.unit.cli.conftest import Run
from tests.unit.cli.test_commands import record

__all__: list[str] = []

pytestmark = pytest.mark.usefixtures("solved_once")

pytest.importorskip("pysat")

HARBOURS = 10


def harbours(options: int = 4) -> str:
    """Ten harbours around a lake, each with some berths, as many as *options*: each opens its first if its neighbour does, and
    nobody wants to be alone with it."""
    text = "countermove: 1\ntitle: Harbours around a lake\nactors:\n"
    for k in range(HARBOURS):
        after, before = (k + 1) % HARBOURS, (k - 1) % HARBOURS
        text += f"  h{k}:\n    name: Harbour {k}\n    options:\n"
        text += "".join(f"      b{berth}: {{does: opens berth {berth} of {k}}}\n" for berth in range(options))
        text += "    wants:\n"
        text += f"      - {{id: a{k}, want: h{k}.b0 implies h{before}.b0, assumed: true}}\n"
        text += f"      - {{id: c{k}, want: not h{k}.b1 or h{after}.b1, assumed: true}}\n"
        text += f"      - {{id: d{k}, want: h{k}.b0, assumed: true}}\n"
    everywhere = " and ".join(f"h{k}.b0" for k in range(HARBOURS))
    text += f"""start: [h0.b0]
claims:
  C1: {{says: It does not stay so., check: {{stable: start}}, expect: contradicted}}
  C2: {{says: The second is content., check: {{content: h1}}}}
  C3: {{says: It ends with every first berth open., check: {{every_outcome: {everywhere}}}}}
  C4: {{says: The third opens., check: {{passes: h3.b0}}, expect: not determined}}
  C5: {{says: It is foreseen., check: {{foresight: h5.b0}}}}
  C6: {{says: The first would rather close., check: {{prefers: h0, this: {{without: [h0.b0]}}, to: {{with: []}}}}}}
  C7: {{says: The second can be moved., check: {{lever: h9.b0, moves: h0, gains: h0.b0}}}}
"""
    return text


@pytest.fixture(params=[4, 10, 20])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, int]:
    """Its file, with 40, 100 and 200 options."""
    path = tmp_path / "lake.yaml"
    path.write_text(harbours(request.param), encoding="utf-8")
    return str(path), HARBOURS * request.param


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
def test_what_is_answered_says_how(run: Run, lake: tuple[str, int]) -> None:
    path, options = lake
    note = f"Decided by proof, without listing the 2^{options} combinations of options."
    solved = run("solve", path, "--where", "h3.b0 and not h4.b0")
    assert solved.exit_code == 0
    assert note in words(solved.stdout)
    assert "The start breaks under all five concepts." in words(solved.stdout)
    data = json.loads(run("solve", path, "--where", "h3.b0 and not h4.b0", "--json").stdout)
    assert data["assumptions"]["unlisted"] == options
    assert (data["data"]["layout"], data["data"]["states"], data["data"]["left_out"]) == ("unlisted", None, 0)
    assert {item["start"] for item in data["data"]["equilibria"].values()} == {False}
    having = data["data"]["having"]
    assert {item["verdict"] for item in having.values()} == {"none"}, "whoever has an open neighbour opens"
    why = run("why", path, "start")
    assert note in words(why.stdout)
    assert "Harbour 0 - leaves under all five concepts" in words(why.stdout)
    told = record(run("why", path, "start", "--json").stdout, "why")
    proofs = {(item["actor"], item["concept"]): item["proof"] for item in told["witnesses"]}
    assert proofs["h0", "nash"] == "invariant"
    assert proofs["h5", "seq"] == "paths"
    assessed = run("assess", path)
    assert assessed.exit_code == 0
    assert note in words(assessed.stdout)
    whole = run("assess", path, "--full")
    assert "it needs a list of the states, and there are too many" in words(whole.stdout)
    assert record(run("assess", path, "--json").stdout, "assess")["states"] is None


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
def test_claims_are_judged_or_undecided_and_never_wrong(run: Run, lake: tuple[str, int]) -> None:
    path, options = lake
    found = run("check", path)
    assert found.exit_code == 0
    assert f"2^{options} combinations" in words(found.stdout)
    claims = {item["id"]: item for item in record(run("check", path, "--json").stdout, "check")["claims"]}
    verdicts = {name: item["verdict"] for name, item in claims.items()}
    assert verdicts["C1"] == "contradicted"
    assert claims["C2"]["values"] == [[0, 1, 1, 1, 1]], "it gains by opening, and is deterred"
    assert (verdicts["C3"], verdicts["C4"]) == ("contradicted", "not determined")
    assert claims["C4"]["values"] == [[1, 0, 0, 0, 0]]
    assert (verdicts["C5"], claims["C5"]["unlisted"]) == ("undecided", True)
    assert set(claims["C5"]["values"][0]) == {-2}
    assert verdicts["C6"] == "follows"
    if options // HARBOURS <= 16:
        assert verdicts["C7"] == "follows"
    else:
        assert (verdicts["C7"], claims["C7"]["unlisted"]) == ("undecided", True)
    assert claims["C5"]["rests_on"] == []
    assert "C5 not decided" in words(found.stdout)


@pytest.mark.level("all", but=1)
def test_a_list_is_refused_beforehand(run: Run, lake: tuple[str, int]) -> None:
    path, options = lake
    for name in ("roads", "change", "tipping", "levers", "longrun"):
        refused = run(name, path)
        assert refused.exit_code == 2
        assert refused.stdout == ""
        assert words(refused.stderr).startswith(f"`{name}` needs a list of the states.")
        assert UNLISTED in words(refused.stderr)
    target = Path(path).with_name("x.html")
    assert run("report", path, "-o", str(target)).exit_code == 2
    assert not target.exists()
    refused = run("solve", path, "--concept", "cgmr")
    assert "cgmr needs a list of the states; nash, gmr, smr, seq, symseq do not." in words(refused.stderr)
    assert run("why", path, str((1 << options) - 1)).exit_code == 0
    assert "There is no state" in run("why", path, str(1 << options)).stderr
    assert "There is no state" in run("why", path, "9" * 5000).stderr


def test_lint_warns_of_what_is_not_judged(run: Run, lake: tuple[str, int]) -> None:
    path, options = lake
    told = words(run("lint", path).stdout)
    assert told.count("[unlisted]") == 2 + (options // HARBOURS > 16)
    assert "C5 is not judged: it needs a list of the states" in told


def test_what_can_be_asked_is_what_is_said() -> None:
    asked = [name for name, item in (*QUESTIONS.items(), ("assess", ASSESS)) if item.unlisted and name != "lanes"]
    assert sorted(asked) == sorted(re.findall(r"`(\w+)`", UNLISTED))


def test_deals_of_few_acts_are_looked_for(run: Run, lake: tuple[str, int]) -> None:
    path, options = lake
    found = run("deal", path, "--concept", "seq", "--acts", "2")
    if options > 62:
        assert found.exit_code == 2
        assert "62 options at most" in words(found.stderr)
        return
    assert found.exit_code == 0
    assert "There are too many states to list: deals that switch at most two options are looked for." in words(
        found.stdout
    )
    data = record(run("deal", path, "--concept", "seq", "--acts", "2", "--json").stdout, "deal")
    assert (data["acts"], data["deals"], data["searched"]) == (2, [], 0)


def test_where_time_is_over_it_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lake.yaml"
    path.write_text(harbours(), encoding="utf-8")
    monkeypatch.setattr(arena, "SECONDS", 0.0)
    solved = words(run("solve", str(path), "--where", "h3.b0").stdout)
    assert "it was not decided in the time allowed" in solved
    assert "not decided" in solved
    assert record(run("solve", str(path), "--json").stdout, "solve")["equilibria"]["nash"]["start"] is None
    why = words(run("why", str(path), "start").stdout)
    assert (
        "Whether the start holds with everybody looking one step ahead (Nash), fearing any answer (GMR), "
        "fearing any answer with a reply of their own (SMR), reckoning with answers that pay (SEQ) or "
        "the same with a reply of their own (symmetric SEQ) was not decided in the time allowed." in why
    )
    checked = run("check", str(path))
    assert checked.exit_code == 1, "what is expected is not shown"
    assert 'not shown to be as expected: the file expects "not determined"' in words(checked.stdout)
    judged = {
        item["id"]: item["verdict"] for item in record(run("check", str(path), "--json").stdout, "check")["claims"]
    }
    assert judged == dict.fromkeys(("C1", "C2", "C3", "C4", "C5"), "undecided") | dict.fromkeys(("C6", "C7"), "follows")
    assessed = words(run("assess", str(path)).stdout)
    assert "Not decided: the time allowed ran out." in assessed
    full = words(run("assess", str(path), "--full").stdout)
    assert "was not decided in the time allowed" in full
    assert "The status quo breaks" not in full
    assert "The status quo holds." not in full


@pytest.mark.level("all")
def test_a_question_that_no_time_would_decide_says_why(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lake.yaml"
    asked = "key_questions:\n  K1: {asks: Is it foreseen?, answer_yes: {check: {foresight: h5.b0}}}\n"
    path.write_text(harbours() + asked, encoding="utf-8")
    assessed = words(run("assess", str(path)).stdout)
    assert "Is it foreseen? Not decided: it needs a list of the states, and there are too many." in assessed
    assert "the time allowed ran out" not in assessed


@pytest.mark.level("all")
def test_the_extra_is_named_where_it_is_missing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lake.yaml"
    path.write_text(harbours(), encoding="utf-8")
    for name in ("pysat", "pysat.solvers"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("solve", "check"):
        refused = run(name, str(path))
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "needs the extra 'sat'" in refused.stderr
        assert refused.stderr.count("\n") == 1


def test_options_that_need_something_are_proved_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lake.yaml"
    path.write_text(harbours().replace("opens berth 1 of 0}", "opens berth 1 of 0, needs: h9.b0}"), encoding="utf-8")
    assert loads(path.read_bytes()).form.needing
    assert "Decided by proof" in run("solve", str(path)).stdout
