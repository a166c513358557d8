"""Certificates against a checker made from their description alone, as they are and with something changed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from countermove import certify, verify
from countermove.plugins.proofs.certify.compute import certificate_text
from gmcr.base.errors import CountermoveError
from tests.conftest import models, require_module
from tests.gmcr.symbolic.listing import random_conflict
from tests.judge.certificates import Certificate, Refused

require_module("pysat", "proofs are found and checked with it")

REFUSALS = [
    "cannot appear there",
    "appears there twice",
    "is (on|off) already",
    "is not a unique option",
    "is not an option",
]


def written(seed: int, draw: random.Random) -> dict[str, Any]:
    """A certificate of a small game, of some state of it."""
    conflict = random_conflict(seed, most=7)
    state = draw.choice(conflict.states.tolist())
    found: dict[str, Any] = json.loads(certificate_text(certify(conflict, state)))
    return found


@pytest.mark.level("all", but=9)
@pytest.mark.parametrize("seed", models(range(200), range(12)))
def test_every_proof_holds_by_what_is_said_of_them(seed: int) -> None:
    draw = random.Random(seed)
    assert all(Certificate(written(3000 + seed, draw)).proved())


def test_what_is_changed_is_judged_alike(tmp_path: Path) -> None:
    path, said = tmp_path / "certificate.json", {True: 0, False: 0}
    for seed in models(range(200, 400), range(200, 212)):
        draw = random.Random(seed)
        whole = written(3000 + seed, draw)
        bits = list(Certificate(whole).owner)
        for decision in whole["data"]["decisions"]:
            change(draw, decision, bits, whole["data"]["model"]["actors"])
        path.write_text(json.dumps(whole), encoding="utf-8")
        judged = Certificate(whole).proved()
        assert [proof.holds for proof in verify(path).proofs] == judged, seed
        for one in judged:
            said[one] += 1
    assert 0.2 < said[False] / sum(said.values()) < 0.8


@pytest.mark.level("all")
def test_what_is_written_otherwise_is_refused_alike(tmp_path: Path) -> None:
    """Options twice in a move or in the state, on already or off, at two levels, at the lowest, or by another name."""
    path, said = tmp_path / "certificate.json", {True: 0, False: 0}
    for seed in models(range(400, 800), range(400, 430)):
        draw = random.Random(seed)
        whole = written(3000 + seed, draw)
        rewrite(draw, whole["data"], list(Certificate(whole).owner))
        path.write_text(json.dumps(whole), encoding="utf-8")
        try:
            judged = Certificate(whole).proved()
        except Refused:
            with pytest.raises(CountermoveError, match="|".join(REFUSALS)):
                verify(path)
            said[False] += 1
        else:
            assert [proof.holds for proof in verify(path).proofs] == judged, seed
            said[True] += 1
    assert min(said.values()) > 10, said


def rewrite(draw: random.Random, data: dict[str, Any], bits: list[str]) -> None:
    """One thing more, or one less, is on in the state or switched by a move."""
    levels = [f"{option} = {level}" for option, own in data["model"]["levels"].items() for level in own]
    named = [*data["model"]["options"], *levels, *(bit.partition(".")[2] for bit in bits)]
    moves = [item["leaves"]["move"] for item in data["decisions"] if item["leaves"]]
    for item in data["decisions"]:
        for improvement in item["stays"]["improvements"] if item["stays"] else []:
            moves += [improvement["move"], *improvement["path"]]
    if moves and draw.random() < 0.5:
        move = draw.choice(moves)
        move[draw.choice(["on", "off"])].append(draw.choice([*bits, *move["on"], *move["off"]]))
    elif data["state"] and draw.random() < 0.3:
        data["state"].pop()
        data["decisions"] = [item for item in data["decisions"] if item["stable"] is None]
    else:
        data["state"].append(draw.choice([*named, *data["state"]]))


def change(draw: random.Random, decision: dict[str, Any], bits: list[str], actors: list[str]) -> None:
    """One thing of a decision becomes another."""
    items = (decision["stays"] or {}).get("improvements") or []
    clauses = (decision["leaves"] or {}).get("invariant") or []
    steps = [step for item in items for step in item["path"]]
    match draw.randrange(7):
        case 0:
            decision["stable"] = not decision["stable"]
        case 1 if steps:
            draw.choice(steps)["actor"] = draw.choice(actors)
        case 2 if items:
            draw.choice(items)["path"].pop()
        case 3 if clauses:
            clauses.pop(draw.randrange(len(clauses)))
        case 4 if any(clauses):
            clause = draw.choice([item for item in clauses if item])
            clause[0] = clause[0].removeprefix("not ") if clause[0].startswith("not ") else f"not {clause[0]}"
        case 5 if items:
            items.pop(draw.randrange(len(items)))
        case _ if decision["stays"]:
            decision["stays"]["whole"] = draw.choice(["listed", "proved", "carried"])
        case _:
            decision["leaves"]["invariant"].append([draw.choice(bits)])
