"""Certificates: what is written reads back as the same game and the same decisions; what is changed in one is refused, unless
going through all states says that it is still right; and whatever else a file holds ends in one sentence."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from countermove import CONCEPTS, Conflict, Ranking, load, solve
from countermove.assessment.bundle import conflict_names, names
from countermove.context.game import Game, game_from, open_game
from countermove.context.selection import Selection
from countermove.plugins.proofs.certify.compute import CertificateRecord, certificate_text, certified
from countermove.plugins.proofs.certify.model import Decided, ModelText, differences, game_in, model_text
from countermove.plugins.proofs.certify.ranked import symbolic_of
from countermove.plugins.proofs.certify.text import certify_page
from countermove.plugins.proofs.verify.compute import VerifyRecord, verify
from countermove.plugins.proofs.verify.reader import read_certificate
from countermove.plugins.proofs.verify.text import verify_page
from countermove.presentation.blocks import Sentence
from gmcr.analysis import SymbolicGame, Verified
from gmcr.base.errors import CountermoveError, ModelError
from gmcr.logic import parse
from gmcr.model import ModelWant
from gmcr.symbolic.check import Fault
from tests.conftest import in_one_test, require_module
from tests.gmcr.symbolic.listing import literally_proved, random_conflict

require_module("pysat", "proofs are found and checked with it")

MANY = int(os.environ.get("COUNTERMOVE_MUTATED", "128"))
"""Mutated certificates that are read and checked."""


# -- there and back ----------------------------------------------------------------------------------------------------


def bundled_games() -> Iterator[Game]:
    """Every bundled case in its base reading, its first scenario and its first view; and every bundled conflict."""
    for name in names():
        assessment = load(name)
        yield open_game(name)
        for scenario in list(assessment.document.scenarios)[:1]:
            yield open_game(name, Selection(scenario=scenario))
        for view in list(assessment.document.views)[:1]:
            yield open_game(name, Selection(view=view))
    for name in conflict_names():
        yield open_game(name)


def same_game(conflict: Conflict, draw: random.Random) -> bool:
    """Whether a game is, once written and read, the same: options, feasible states, and what each actor prefers."""
    game = SymbolicGame.of(conflict)
    text = model_text(game)
    back = game_in(ModelText(**json.loads(json.dumps({key: getattr(text, key) for key in text.__slots__}))))
    assert model_text(back) == text
    assert list(differences(text, text)) == []
    forms = [
        (form.actors, tuple(replace(o, kind="tactical") for o in form.options), form.levels)
        for form in (game.form, back.form)
    ]
    codes = [draw.getrandbits(len(game.form.options)) for _ in range(12)]
    assert [game.feasible(code) for code in codes] == [back.feasible(code) for code in codes]
    words = [[one.word(actor, code) for actor in one.form.actors for code in codes] for one in (game, back)]
    return forms[0] == forms[1] and words[0] == words[1]


@pytest.mark.level("all")
def test_every_bundled_game_reads_back_as_it_was() -> None:
    games = [game for game in bundled_games() if not ranked(game)]
    assert len(games) > 8
    for game in games:
        assert same_game(game.conflict, random.Random(game.name)), game.name


def ranked(game: Game) -> bool:
    """Whether somebody's preferences are a ranking of states, as they are in graph form."""
    return any(isinstance(own, Ranking) for own in game.conflict.preferences.values())


@in_one_test("seed", range(40))
def test_a_random_game_reads_back_as_it_was(seed: int) -> None:
    assert same_game(random_conflict(seed, needs=0.3), random.Random(seed))


def test_options_that_nobody_owns_are_kept_apart() -> None:
    from gmcr.model.structure import without_moves

    conflict = random_conflict(3)
    tied = replace(conflict, structure=without_moves(conflict.structure, "a"))
    text = model_text(SymbolicGame.of(tied))
    assert text.nobodys == tuple(name for name in tied.structure.form.acts if name.startswith("a."))
    assert same_game(tied, random.Random(0))


def test_a_number_without_a_decimal_is_said_in_a_sentence() -> None:
    plain = random_conflict(1)
    third = ModelWant(plain._vocabulary.resolve(parse("a.o0 * 1 > 0"), kind="truth"))
    third = replace(third, formula=replace(third.formula, right=_number(Fraction(1, 3))))
    with pytest.raises(CountermoveError, match="1/3 has no finite decimal"):
        model_text(SymbolicGame.of(plain.with_preferences({"a": [third]})))


def _number(value: Fraction) -> Any:
    from gmcr.logic import Number

    return Number(value)


@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("seed", range(12))
def test_decisions_read_back_as_they_were(seed: int, tmp_path: Path) -> None:
    game = game_from(random_conflict(seed))
    record = certified(game, str(game.conflict.start))
    path = tmp_path / "c.json"
    path.write_text(certificate_text(record), encoding="utf-8")
    given = read_certificate(path)
    assert given.state == game.conflict.start
    assert (given.model, given.frame) == (record.model, record.frame)
    assert all(literally_proved(game.conflict, decision) for decision in given.decisions)
    checked = verify(str(path))
    assert checked.verdict == "holds"
    assert [proof.stable for proof in checked.proofs] == [item.stable for item in record.decisions]


# -- what is changed ---------------------------------------------------------------------------------------------------


def nodes(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in plain data."""
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from nodes(item, (*path, key))


def changed(draw: random.Random, whole: dict[str, Any]) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """A certificate with one value changed: a list loses an item, has one twice or in another order; a text is negated, or
    becomes one from elsewhere; a truth is turned."""
    data = copy.deepcopy(whole)
    every = [path for path in nodes(data["data"]) if path]
    while True:
        *outer, last = draw.choice(every)
        holder = data["data"]
        for key in outer:
            holder = holder[key]
        before = copy.deepcopy(holder)
        match holder[last]:
            case bool(value):
                holder[last] = not value
            case str(text):
                texts = [item for item in holder if isinstance(item, str)] if isinstance(holder, list) else []
                negated = text.removeprefix("not ") if text.startswith("not ") else f"not {text}"
                holder[last] = draw.choice([negated, *texts, draw.choice(whole["data"]["model"]["options"])])
            case list(items) if items:
                item = copy.deepcopy(items[place := draw.randrange(len(items))])
                if draw.random() < 0.6:
                    del items[place]
                if draw.random() < 0.5:
                    items.insert(draw.randrange(len(items) + 1), item)
        if holder != before:
            return data, (*outer, last)


def listed_conflict(model: ModelText) -> Conflict:
    """The game of a certificate, by the way that any conflict is made."""
    owned: dict[str, list[str]] = {}
    for name in model.options:
        owned.setdefault(name.partition(".")[0], []).append(name.partition(".")[2])
    return Conflict.from_options(
        actors=owned,
        preferences={actor: list(wants) or ["true"] for actor, wants in model.wants.items()},
        never=model.never,
        one_way=model.one_way,
        needs=model.needs,
        levels=model.levels,
        start=None,
    )


def test_changed_certificates_hold_only_where_going_through_all_states_says_so(tmp_path: Path) -> None:
    path, said = tmp_path / "c.json", {"refused": 0, "fails": 0, "holds": 0}
    for seed in range(MANY // 16):
        draw, game = random.Random(seed), game_from(random_conflict(500 + seed))
        code = str(draw.choice(game.conflict.states.tolist()))
        whole = json.loads(certificate_text(certified(game, code)))
        known = whole["data"]["decisions"]
        for _ in range(16):
            whole["data"]["decisions"] = draw.sample(known, 2)
            data, place = changed(draw, whole)
            path.write_text(json.dumps(data), encoding="utf-8")
            try:
                given = read_certificate(path)
            except CountermoveError:
                said["refused"] += 1
                continue
            found = verify(str(path))
            try:
                conflict = listed_conflict(given.model)
            except ModelError:  # no state is feasible any more
                right = False
            else:
                right = all(literally_proved(conflict, decision) for decision in given.decisions)
            assert found.verdict == ("holds" if right else "fails"), (seed, place, found)
            assert (given.model == read(whole).model) is not (place[0] == "model"), place
            if place[0] == "model":
                assert list(differences(given.model, read(whole).model)), place
            said[found.verdict] += 1
    assert min(said.values()) > MANY / 16, said


def read(whole: Mapping[str, Any]) -> Any:
    from countermove.plugins.proofs.verify.reader import _certificate

    return _certificate(whole)


# -- what is no certificate --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate() -> CertificateRecord:
    """One of a game with everything: levels, needs, one-way options, rules; with paths and an invariant that is empty."""
    conflict = Conflict.from_options(
        actors={"a": ["x", "v"], "b": ["y"], "c": ["z"]},
        preferences={
            "a": ["not a.x or c.z < high", "a.x"],
            "b": ["a.x iff b.y"],
            "c": ["b.y iff c.z >= mid", "c.z = high"],
        },
        one_way={"a.x": "forward"},
        needs={"a.v": "c.z = high"},
        levels={"c.z": ["low", "mid", "high"]},
        never=["a.v and b.y"],
    )
    return certified(game_from(conflict), "nothing")


@pytest.fixture(scope="module")
def sample(certificate: CertificateRecord) -> dict[str, Any]:
    found = json.loads(certificate_text(certificate))
    assert any(item["stays"] and item["stays"]["improvements"] for item in found["data"]["decisions"])
    assert any(item["leaves"] for item in found["data"]["decisions"])
    return found


def test_the_page_counts_what_proves(certificate: CertificateRecord) -> None:
    def told(*decisions: Decided) -> str:
        page = certify_page(replace(certificate, decisions=decisions))
        return next(
            block.with_more for block in page.blocks if isinstance(block, Sentence) and "is proved" in block.with_more
        )

    (leaving, *staying) = certificate.decisions
    assert leaving.leaves is not None
    assert leaving.leaves.invariant == ()
    other = replace(leaving, leaves=replace(leaving.leaves, invariant=(("not a.x",), ("b.y", "a.v"))))
    assert told(leaving, *staying).startswith("What is known is proved by four paths of countermoves; each proof")
    assert told(leaving, other, *staying).startswith(
        "What is known is proved by four paths of countermoves and one invariant of two clauses; each proof"
    )
    assert told(leaving).startswith("What is known is proved; each proof")


def decision(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(item for item in data["data"]["decisions"] if item[kind] and item[kind].get("improvements", ["some"]))


def answering(data: dict[str, Any]) -> dict[str, Any]:
    """The first countermove that there is."""
    found: dict[str, Any] = decision(data, "stays")["stays"]["improvements"][0]["path"][0]
    return found


WRONG: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("another record", lambda d: d.update(record="solve"), "this is not a certificate"),
    ("a later version", lambda d: d.update(version=2), "version: certificates of version 1"),
    ("a version that is no number", lambda d: d.update(version="1"), "version: certificates of version 1"),
    ("a version that is a truth", lambda d: d.update(version=True), "version: certificates of version 1 are read, not True"),
    ("a version with a point", lambda d: d.update(version=1.0), "version: certificates of version 1 are read, not 1.0"),
    ("too many actors", lambda d: d["data"]["model"]["actors"].extend(map("n{}".format, range(200_000))), "at most 1,025"),
    ("too many options", lambda d: d["data"]["model"].update(options=["a.x"] * 200_000), "model.options: 200,000 names"),
    ("too many of nobody", lambda d: d["data"]["model"].update(nobodys=["a.x"] * 200_000), "model.nobodys: 200,000 names"),
    ("too many levels", lambda d: d["data"]["model"]["levels"].update({"b.y": ["l"] * 200_000}), "levels.b.y: 200,000 names"),
    ("no model", lambda d: d["data"].pop("model"), "data: 'model' is missing"),
    ("an unknown field", lambda d: d["data"].update(proof=1), "data: 'proof' is not a field"),
    ("a case that is no name", lambda d: d.update(case=7), "case: this should be a text, not 7"),
    ("a seed", lambda d: d["assumptions"].update(seed=7), "assumptions.seed: this should be null"),
    ("no reading", lambda d: d["assumptions"].pop("reading"), "assumptions: 'reading' is missing"),
    ("an assumption that is none", lambda d: d["assumptions"].update(mood=1), "assumptions: 'mood' is not a field"),
    ("a scenario that is no text", lambda d: d["assumptions"].update(scenario=[]), "assumptions.scenario"),
    ("an unknown option that is on", lambda d: d["data"]["state"].append("a.q"), "data.state: 'a.q' is not an option"),
    ("an unknown level", lambda d: d["data"]["state"].append("c.z = top"), "data.state: 'top' is not a level"),
    ("an actor twice", lambda d: d["data"]["model"]["actors"].append("a"), "Two actors have the same name"),
    ("an option twice", lambda d: d["data"]["model"]["options"].append("c.z"), "two options of the same name"),
    ("an actor that is no name", lambda d: d["data"]["model"]["actors"].append("a b"), "'a b' is not a name of an actor"),
    ("options apart", lambda d: d["data"]["model"]["options"].append("a.w"), "options of a must stand together"),
    ("an option of nobody", lambda d: d["data"]["model"]["options"].append("w"), "'w' belongs to no actor"),
    ("a strange option", lambda d: d["data"]["model"]["options"].append("c.z >= low"), "is not a name of an option"),
    ("an unknown owner", lambda d: d["data"]["model"]["options"].append("d.w"), "'d' is not an actor"),
    ("a direction", lambda d: d["data"]["model"]["one_way"].update({"a.v": "up"}), "should be 'forward' or 'back'"),
    ("one level", lambda d: d["data"]["model"]["levels"].update({"b.y": ["low"]}), "two levels or more"),
    ("levels of nothing", lambda d: d["data"]["model"]["levels"].update({"b.q": ["low", "high"]}), "'b.q' is not an option"),
    ("an actor without wants", lambda d: d["data"]["model"]["wants"].pop("a"), "'a' is not an actor with wants"),
    ("wants of nobody", lambda d: d["data"]["model"]["wants"].update(d=[]), "data.model.wants: 'd' is not an actor"),
    ("a want that is no formula", lambda d: d["data"]["model"]["wants"]["a"].append("a.x and"), "wants.a.2: "),
    ("a want of a driver", lambda d: d["data"]["model"]["wants"]["a"].append("hope > 0"), "'hope' is not an option"),
    ("a deep formula", lambda d: d["data"]["model"]["never"].append("not " * 300 + "a.x"), "nested more than 200"),
    ("a long formula", lambda d: d["data"]["model"]["never"].append("a.x or " * 15_000 + "a.x"), "too long"),
    ("many formulas", lambda d: d["data"]["model"]["never"].extend(["a.x and b.y"] * 100_000), "more than 1,000,000"),
    ("a truth that is none", lambda d: decision(d, "stays").update(stable=1), "should be true, false or null"),
    ("an unknown actor", lambda d: decision(d, "stays").update(actor="d"), "actor: 'd' is not an actor"),
    ("an unknown concept", lambda d: decision(d, "stays").update(concept="sim"), "'sim' is not a concept"),
    ("another word", lambda d: decision(d, "stays")["stays"].update(whole="some"), "'listed' or 'proved' or 'carried'"),
    ("two proofs", lambda d: decision(d, "stays").update(leaves={"move": {"on": ["a.x"], "off": []}, "invariant": []}), "both"),
    ("on already", lambda d: d["data"].update(state=["a.x"]), "'a.x' is on already"),
    ("off already", lambda d: decision(d, "leaves")["leaves"]["move"]["off"].append("a.v"), "'a.v' is off already"),
    ("on twice", lambda d: decision(d, "leaves")["leaves"]["move"].update(on=["a.x", "a.x"]), "move: 'a.x' appears there twice"),
    ("on and off", lambda d: decision(d, "leaves")["leaves"]["move"].update(on=["a.v"], off=["a.v"]), "'a.v' appears there"),
    ("off and on", lambda d: answering(d).update(on=["b.y"], off=["b.y"]), "path.0: 'b.y' appears there twice"),
    ("two levels", lambda d: d["data"].update(state=["c.z = mid", "c.z = high"]), "data.state: 'c.z = mid' cannot appear"),
    ("a lowest level", lambda d: d["data"].update(state=["c.z = low"]), "data.state: 'c.z = low' cannot appear there"),
    ("what is on twice", lambda d: d["data"].update(state=["b.y", "b.y"]), "data.state: 'b.y' cannot appear there"),
    ("no level", lambda d: d["data"].update(state=["c.z"]), "data.state: 'c.z' cannot appear there"),
    ("a level passed", lambda d: d["data"].update(state=["c.z >= mid"]), "data.state: 'c.z >= mid' cannot appear there"),
    ("half a name", lambda d: d["data"].update(state=["y"]), "data.state: 'y' cannot appear there"),
    ("a level unspaced", lambda d: d["data"].update(state=["c.z=mid"]), "data.state: 'c.z=mid' cannot appear there"),
    ("an unknown mover", lambda d: decision(d, "stays")["stays"]["improvements"][0]["path"][0].update(actor="q"), "'q' is not"),
    ("an unknown step", lambda d: decision(d, "stays")["stays"]["improvements"][0]["path"][0]["on"].append("b"), "not an option"),
    ("a clause of nothing", lambda d: decision(d, "leaves")["leaves"]["invariant"].append(["not q"]), "'q' is not an option"),
    ("a clause that is none", lambda d: decision(d, "leaves")["leaves"]["invariant"].append("a.x"), "should be a list"),
    ("decisions by name", lambda d: d["data"].update(decisions={}), "data.decisions: this should be a list"),
]  # fmt: skip


@in_one_test(("change", "message"), [case[1:] for case in WRONG])
def test_what_is_no_certificate_is_refused(
    change: Callable[[dict[str, Any]], Any], message: str, sample: dict[str, Any], tmp_path: Path
) -> None:
    data = copy.deepcopy(sample)
    change(data)
    path = tmp_path / "c.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CountermoveError) as raised:
        verify(str(path))
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert len(str(raised.value)) < 600


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not valid JSON"),
        ("[]", "this is not a certificate"),
        ("7", "this is not a certificate"),
        ('{"record": "certificate", "record": "certificate"}', "'record' is twice in one object"),
        ('{"record": "certificate", "version": NaN}', "cannot be read"),
        ("[" * 100_000, "nested too deeply"),
        ('{"record": "certificate", "version": ' + "9" * 5000 + "}", "cannot be read"),
        ("\x00", "not valid JSON"),
    ],
)
def test_what_is_no_json_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CountermoveError, match=message):
        verify(str(path))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    with path.open("wb") as stream:
        stream.truncate(17_000_000)
    with pytest.raises(CountermoveError, match="over 16 MB"):
        verify(str(path))


@pytest.mark.level("all")
def test_an_invariant_of_many_clauses_ends_in_time(sample: dict[str, Any], tmp_path: Path) -> None:
    data = copy.deepcopy(sample)
    leaving = decision(data, "leaves")
    data["data"]["decisions"] = [leaving]
    leaving.update(concept="gmr")
    leaving["leaves"]["invariant"] = [["not b.y", "b.y"]] * 100_000
    path = tmp_path / "c.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = verify(str(path), seconds=1)
    assert found.verdict in ("not checked", "fails")


# -- what is told ------------------------------------------------------------------------------------------------------


def told(record: VerifyRecord) -> str:
    return "\n".join(getattr(block, "text", "") for block in verify_page(record).blocks)


def test_what_no_proof_depends_on_may_be_absent(sample: dict[str, Any], tmp_path: Path) -> None:
    data, path = copy.deepcopy(sample), tmp_path / "c.json"
    for name in ("concepts", "bound", "seed", "apart", "unlisted"):
        del data["assumptions"][name]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert verify(str(path)).verdict == "holds"


def test_an_unknown_claimed_as_decided_fails(sample: dict[str, Any], tmp_path: Path) -> None:
    data, path = copy.deepcopy(sample), tmp_path / "c.json"
    for item in data["data"]["decisions"]:
        item.update(stable=None, stays=None, leaves=None)
    path.write_text(json.dumps(data), encoding="utf-8")
    record = verify(str(path))
    assert record.verdict == "nothing proved"
    assert "proves nothing" in told(record)
    data["data"]["decisions"][0]["stable"] = True
    path.write_text(json.dumps(data), encoding="utf-8")
    record = verify(str(path))
    assert record.verdict == "fails"
    assert "what is said has no proof" in told(record)


def test_a_failing_proof_is_told_by_what_is_otherwise(sample: dict[str, Any], tmp_path: Path) -> None:
    data, path = copy.deepcopy(sample), tmp_path / "c.json"
    decision(data, "stays")["stays"]["improvements"][0]["path"].pop()
    path.write_text(json.dumps(data), encoding="utf-8")
    text = told(verify(str(path)))
    assert "1 does not hold" in text.replace("one does", "1 does")
    assert "which is better for it than the state" in text


def certificate_elsewhere(game: Game, folder: Path) -> Path:
    """One of the same game about a state that is not its start."""
    conflict, path = game.conflict, folder / "elsewhere.json"
    moved = next(int(code) for actor in conflict.actors for code in conflict.moves(game.start, actor=actor))
    path.write_text(certificate_text(certified(game, str(moved), concepts=["nash"])), encoding="utf-8")
    return path


def test_a_case_that_changed_is_told_by_the_place(tmp_path: Path) -> None:
    game = open_game("korea-2021", Selection(reading={"O1": "answers"}, scenario="door_shut"))
    path = tmp_path / "c.json"
    record = certified(game, "start", concepts=["gmr"])
    path.write_text(certificate_text(record), encoding="utf-8")
    same = verify(str(path), case="korea-2021")
    assert same.compared is not None
    assert (same.verdict, same.compared.same_text, same.compared.start) == ("holds", True, True)
    elsewhere = verify(str(certificate_elsewhere(game, tmp_path)), case="korea-2021")
    assert elsewhere.compared is not None
    assert (elsewhere.compared.differs, elsewhere.compared.start) == ((), False), (
        "the game is the same, the state is not"
    )
    game_of_which = (
        "Set here: supposing that Pyongyang reads Washington as strategic patience (door_shut); on the reading that "
    )
    assert game_of_which in told(same), "a proof about a scenario is not told as one about the author's model"
    assert game_of_which in "\n".join(getattr(block, "text", "") for block in certify_page(record).blocks)
    data = json.loads(path.read_text(encoding="utf-8"))
    wants = data["data"]["model"]["wants"]["us"]
    wants[0], wants[1] = wants[1], wants[0]
    path.write_text(json.dumps(data), encoding="utf-8")
    other = verify(str(path), case="korea-2021")
    assert other.compared is not None
    assert other.verdict == "fails"
    assert [item.place for item in other.compared.differs] == ["wants.us.0", "wants.us.1"]
    assert "The game is not that of korea-2021: it differs in 2 places." in told(other).replace("two", "2")
    data["assumptions"]["scenario"] = "nowhere"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CountermoveError, match="cannot be found in the case: 'nowhere' is not a scenario"):
        verify(str(path), case="korea-2021")


def test_what_cannot_be_checked_is_not_known_and_what_fails_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    game, seen = game_from(random_conflict(0)), Verified(None, Fault("time"))
    monkeypatch.setattr(Verified, "of", lambda *given, **more: [seen] * len(given[1]))
    record = certified(game, "start", concepts=["nash"])
    assert {(item.stable, item.stays, item.leaves) for item in record.decisions} == {(None, None, None)}
    assert "it is not known within 30 seconds" in "\n".join(block.text for block in certify_page(record).blocks[:-2])
    seen = Verified(False, Fault("whole"))
    with pytest.raises(CountermoveError, match=r"does not pass its check \(whole\): nothing is written"):
        certified(game, "start", concepts=["nash"])


def test_games_without_formulas_have_no_certificates() -> None:
    with pytest.raises(ModelError, match="no formulas to prove anything on"):
        certified(open_game("elmira-1991-graph"), "0")
    many = Conflict.from_options(
        actors={"a": [f"x{k}" for k in range(8)], "b": ["y"]},
        preferences={"a": Ranking.from_ranks(np.arange(512)), "b": ["y"]},
    )
    with pytest.raises(ModelError, match="a's preferences rank states: proofs need ordered wants"):
        certified(game_from(many), "0")


@pytest.mark.parametrize("name", ["us-dprk-2017-no-way-back", "elmira-1991"])
def test_rankings_of_few_states_are_proved_too(name: str, tmp_path: Path) -> None:
    """A ranking is as many wants as it has steps: the same order of states, the same verdicts, and proofs that hold."""
    game = open_game(name)
    conflict, symbolic = game.conflict, symbolic_of(game.conflict)
    assert ranked(game)
    for actor in conflict.actors:
        words = [symbolic.word(actor, code) for code in conflict.states.tolist()]
        steps = sorted(set(words))
        assert [steps.index(word) + 1 for word in words] == conflict.ranks(actor).tolist()
    solved, place = solve(conflict), -3
    record = certified(game, conflict.label(int(conflict.states[place])), concepts=CONCEPTS)
    assert {(item.actor, item.concept): item.stable for item in record.decisions} == {
        (actor, concept): bool(solved.stable(concept, actor)[place])
        for actor in conflict.actors
        for concept in CONCEPTS
    }
    (tmp_path / "c.json").write_text(certificate_text(record), encoding="utf-8")
    seen = verify(tmp_path / "c.json", case=name)
    assert seen.verdict == "holds"
    assert seen.compared is not None
    assert seen.compared.differs == ()
