"""Certificates: true ones with something changed, forged ones, and what is none. Another checker, made from docs/proofs.md alone,
goes through all states of the game in the file: nothing may be accepted that it finds unproved."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from countermove import certify
from countermove.plugins.proofs.certify.compute import certificate_text
from countermove.plugins.proofs.verify.compute import VerifyRecord, verify
from gmcr import Conflict
from gmcr.base.errors import CountermoveError
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, leaf_changed
from tests.attack.watching import only_read
from tests.gmcr.symbolic.listing import random_conflict
from tests.judge.certificates import Certificate, Refused
from tests.shown import faults

__all__ = ["DOOR"]

_BASES = 30
_CONCEPTS = ("nash", "gmr", "smr", "seq", "symseq")
_MOST_BITS = 8
"""Options of the games that the judge goes through."""

Data: TypeAlias = dict[str, Any]


@cache
def _game(seed: int) -> Conflict:
    """A small game; every sixth is the one that has everything."""
    if seed % 6 == 0:
        return Conflict.from_options(
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
    return random_conflict(7000 + seed, most=5 + seed % 2, needs=0.3)


@cache
def _whole(seed: int) -> str:
    """A true certificate of every decision about a state of a game."""
    return certificate_text(certify(_game(seed), Random(seed).choice(_game(seed).states.tolist())))


def _base(rng: Random, seed: int) -> Data:
    """A true certificate of up to three decisions; few, so that many can be tried."""
    data: Data = json.loads(_whole(seed))
    known = data["data"]["decisions"]
    told = [
        item for item in known if (item["stays"] or {}).get("improvements") or (item["leaves"] or {}).get("invariant")
    ]
    some = told if told and rng.random() < 0.8 else known
    data["data"]["decisions"] = rng.sample(some, min(len(some), rng.choice((1, 1, 2, 3))))
    return data


# -- forgeries that are known by name ----------------------------------------------------------------------------------


def _decision(data: Data, kind: str) -> Data:
    """The first decision that is proved so, with something in its proof."""
    part = {"stays": "improvements", "leaves": "invariant"}[kind]
    found = [item for item in data["data"]["decisions"] if item[kind] and item["concept"] != "nash"]
    return next((item for item in found if item[kind][part]), found[0])  # type: ignore[no-any-return]


def _alone(data: Data, kind: str) -> Data:
    """That decision alone."""
    data["data"]["decisions"] = [_decision(data, kind)]
    return data["data"]["decisions"][0]  # type: ignore[no-any-return]


def _turned(data: Data, kind: str) -> None:
    item = _alone(data, kind)
    item["stable"] = not item["stable"]


def _another_proof(data: Data) -> None:
    """The proof that one leaves, for the claim that it stays."""
    stays, leaves = _decision(data, "stays"), _decision(data, "leaves")
    data["data"]["decisions"] = [{**leaves, "stable": True, "stays": stays["stays"], "leaves": None}]


def _stronger(data: Data) -> None:
    """What holds under GMR, claimed under all."""
    items = [item for item in data["data"]["decisions"] if item["concept"] == "gmr" and item["stays"]]
    data["data"]["decisions"] = [
        {**item, "concept": concept} for item in items for concept in _CONCEPTS if concept != "gmr"
    ]


def _exchanged(data: Data, one: str, other: str) -> None:
    """Two names exchanged in all decisions."""
    text = (
        json.dumps(data["data"]["decisions"])
        .replace(f'"{one}', '"\0')
        .replace(f'"{other}', f'"{one}')
        .replace('"\0', f'"{other}')
    )
    data["data"]["decisions"] = json.loads(text)


def _unproved(data: Data, *, turned: bool) -> None:
    for item in data["data"]["decisions"]:
        item.update(stable=item["stable"] != turned, stays=None, leaves=None)


def _wants_exchanged(data: Data) -> None:
    wants = data["data"]["model"]["wants"]
    wants["a"], wants["b"] = wants["b"], wants["a"]


def _own_countermoves(data: Data) -> None:
    item = _alone(data, "stays")
    for improvement in item["stays"]["improvements"]:
        for step in improvement["path"]:
            step["actor"] = item["actor"]


def _long_path(data: Data) -> None:
    there_and_back = [{"actor": "b", "on": ["b.y"], "off": []}, {"actor": "b", "on": [], "off": ["b.y"]}]
    _alone(data, "stays")["stays"]["improvements"][0]["path"] = there_and_back * 50_000


def _many_improvements(data: Data) -> None:
    stays = _alone(data, "stays")["stays"]
    stays["improvements"] = stays["improvements"] * 40_000


def _many_options(data: Data) -> None:
    """The improvements that are listed are not all any more."""
    item, options = _alone(data, "stays"), data["data"]["model"]["options"]
    at = next(place for place, name in enumerate(options) if name.startswith(f"{item['actor']}."))
    options[at:at] = [f"{item['actor']}.x{k}" for k in range(1_010)]
    item["stays"]["whole"] = "listed"


def _sums(data: Data) -> None:
    terms = " + ".join(f"0.{k:06d} * a.x" for k in range(1, 900))
    data["data"]["model"]["never"].append(f"{terms} > 0.5")


_FORGED: tuple[tuple[str, Callable[[Data], Any]], ...] = (
    ("a claim turned: it leaves", lambda d: _turned(d, "stays")),
    ("a claim turned: it stays", lambda d: _turned(d, "leaves")),
    ("claims turned, without proofs", lambda d: _unproved(d, turned=True)),
    ("claims without proofs", lambda d: _unproved(d, turned=False)),
    ("the proof of another decision", _another_proof),
    ("a stronger claim with the same proof", _stronger),
    ("another concept", lambda d: [item.update(concept="nash") for item in d["data"]["decisions"]]),
    ("actors exchanged", lambda d: _exchanged(d, "a", "b")),
    ("wants exchanged", _wants_exchanged),
    ("wants taken away", lambda d: d["data"]["model"]["wants"].update(a=[])),
    ("wants in another order", lambda d: [own.reverse() for own in d["data"]["model"]["wants"].values()]),
    ("another game: a rule more", lambda d: d["data"]["model"]["never"].append("a.x")),
    ("another game: no state", lambda d: d["data"]["model"]["never"].append("true")),
    ("another game: no way back", lambda d: d["data"]["model"]["one_way"].update({"b.y": "forward", "a.x": "back"})),
    ("another game: needs", lambda d: d["data"]["model"]["needs"].update({"b.y": "false"})),
    ("another game: a level less", lambda d: d["data"]["model"]["levels"].update({"c.z": ["low", "high"]})),
    ("another state", lambda d: d["data"].update(state=["c.z = high"])),
    ("an infeasible state", lambda d: d["data"].update(state=["a.v", "b.y"])),
    ("paths cut", lambda d: [item["path"].pop() for item in _alone(d, "stays")["stays"]["improvements"] if item["path"]]),
    ("paths emptied", lambda d: [item.update(path=[]) for item in _alone(d, "stays")["stays"]["improvements"]]),
    ("improvements left out", lambda d: _alone(d, "stays")["stays"].update(improvements=[])),
    ("improvements left out as carried", lambda d: _alone(d, "stays")["stays"].update(improvements=[], whole="carried")),
    ("improvements left out as proved", lambda d: _alone(d, "stays")["stays"].update(improvements=[], whole="proved")),
    ("its own countermove", _own_countermoves),
    ("an invariant of nothing", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[[]])),
    ("an invariant of everything", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[])),
    ("an invariant over its own options", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[["a.x", "not a.v"]])),
    ("an invariant that no state meets", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[["b.y"], ["not b.y"]])),
    ("an improvement that is none", lambda d: _alone(d, "leaves")["leaves"].update(move={"on": [], "off": []})),
    ("a move of another", lambda d: _alone(d, "leaves")["leaves"].update(move={"on": ["b.y"], "off": []})),
    ("nothing decided", lambda d: [item.update(stable=None) for item in d["data"]["decisions"]]),
    ("no decisions", lambda d: d["data"].update(decisions=[])),
    ("sums", _sums),
    ("a formula that is deep", lambda d: d["data"]["model"]["never"].append("not " * 20_000 + "a.x")),
    ("a formula of parentheses", lambda d: d["data"]["model"]["never"].append("(" * 20_000 + "a.x" + ")" * 20_000)),
    ("a formula that is long", lambda d: d["data"]["model"]["never"].append("a.x and " * 60_000 + "a.x")),
    ("a formula that would run", lambda d: d["data"]["model"]["never"].append("__import__('os').system('touch ran')")),
    ("a number of thousands of digits", lambda d: d["data"]["model"]["never"].append(f"{'9' * 5000} < a.x")),
    ("a case that is a path", lambda d: d.update(case="../../../etc/passwd", digest="0" * 64)),
    ("a case that is an address", lambda d: d.update(case="http://127.0.0.1:9/case.yaml")),
    ("a scenario that is hidden", lambda d: d["assumptions"].update(scenario="\u202eswollof")),
    ("an actor of hidden letters", lambda d: d["data"]["model"]["actors"].append("a\u200b")),
    ("an actor in another script", lambda d: d["data"]["model"]["actors"].append("\u0430")),
    ("a version to come", lambda d: d.update(version=2)),
    ("a field too many", lambda d: d["data"].update(proved=True)),
    ("a truth that is a number", lambda d: _alone(d, "stays").update(stable=1)),
    ("an unknown bound", lambda d: d["assumptions"].update(bound=10**400)),
    ("forty thousand decisions", lambda d: d["data"].update(decisions=[_decision(d, "leaves")] * 40_000)),
    ("two hundred thousand clauses", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[["not b.y", "b.y"]] * 200_000)),
    ("a clause of two hundred thousand literals", lambda d: _alone(d, "leaves")["leaves"].update(invariant=[["b.y"] * 200_000])),
    ("a path of a hundred thousand steps", _long_path),
    ("forty thousand improvements", _many_improvements),
    ("a hundred thousand options", lambda d: d["data"]["model"].update(options=[f"a.x{k}" for k in range(100_000)])),
    ("a thousand options", _many_options),
    ("a hundred thousand rules", lambda d: d["data"]["model"].update(never=["a.x and b.y"] * 100_000)),
    ("ten thousand wants", lambda d: d["data"]["model"]["wants"].update(a=["a.x and b.y"] * 10_000)),
    ("pigeons", lambda d: _pigeons(d, 9)),
)  # fmt: skip
"""Forgeries of a certificate of the game that has everything."""

_NONE: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"[]",
    b"7",
    b"null",
    b"\xff\xfe{\x00}\x00",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"record": "certificate", "record": "certificate"}',
    b'{"record": "certificate", "version": NaN}',
    b'{"record": "certificate", "version": 1e999}',
    b'{"record": "certificate", "version": ' + b"9" * 5000 + b"}",
    b'{"record": "certificate", "version": 1}',
    b" " * 16_000_001,
    b'{"record": "certificate\\ud800"}',
)


def _pigeons(data: Data, holes: int) -> None:
    """Rules that say that more birds fit into these holes than do: nobody has a short proof that no state is left."""
    birds = [[f"b.p{bird}_{hole}" for hole in range(holes)] for bird in range(holes + 1)]
    model = data["data"]["model"]
    model["options"] = ["a.x", "a.v", "b.y", *(name for own in birds for name in own), "c.z"]
    model["never"] = [f"not ({' or '.join(own)})" for own in birds]
    model["never"] += [
        f"{one[hole]} and {two[hole]}" for k, one in enumerate(birds) for two in birds[:k] for hole in range(holes)
    ]
    _alone(data, "leaves")["leaves"].update(invariant=[])


# -- others ------------------------------------------------------------------------------------------------------------


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


def _mutant(data: Data, rng: Random) -> Data:
    """One value changed into another that could stand there: a list loses an item, or has one twice, or in another order; a name
    is another's; a literal or a truth is turned; a word of a fixed few is another; a proof, a state or a game is that of another
    certificate."""
    kind = rng.random()
    if kind < 0.08:
        other = _base(rng, rng.randrange(_BASES))
        part = rng.choice(("model", "state", "decisions"))
        data["data"][part] = other["data"][part]
        return data
    model, decisions = data["data"]["model"], data["data"]["decisions"]
    names = [*model["options"], *model["actors"]]
    within = [(*path,) for path in _places(data["data"]) if path and (path[0] != "model" or rng.random() < 0.3)]
    *outer, last = rng.choice(within)
    holder: Any = data["data"]
    for key in outer:
        holder = holder[key]
    value = holder[last]
    if kind < 0.16 and decisions:
        rng.choice(decisions)[rng.choice(("actor", "concept"))] = rng.choice((*model["actors"], *_CONCEPTS))
    elif value is None or isinstance(value, bool):
        holder[last] = rng.choice((True, False, None))
    elif isinstance(value, str):
        turned = value.removeprefix("not ") if value.startswith("not ") else f"not {value}"
        ways = [
            turned,
            rng.choice(names),
            rng.choice(("listed", "proved", "carried", "forward", "back")),
            rng.choice(_CONCEPTS),
        ]
        holder[last] = rng.choice(ways)
    elif isinstance(value, list) and value:
        at, to = rng.randrange(len(value)), rng.randrange(len(value))
        way = rng.randrange(4)
        if way == 0:
            del value[at]
        elif way == 1:
            value.insert(to, copy.deepcopy(value[at]))
        elif way == 2:
            value[at], value[to] = value[to], value[at]
        else:
            value[at] = leaf_changed(value[at], rng)
    elif isinstance(value, list):
        value.append([f"not {rng.choice(names)}"] if last == "invariant" else rng.choice(names))
    else:
        holder[last] = leaf_changed(value, rng)
    return data


def _bits(model: Data, option: str) -> list[str]:
    """The yes/no options of an option."""
    return [f"{option} >= {level}" for level in model["levels"][option][1:]] if option in model["levels"] else [option]


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    from tests.judge.test_certificates import change, rewrite  # which needs what the door needs

    file = folder / "theirs\u202e.json"
    file.write_text(_whole(0), encoding="utf-8")
    verify(str(file))  # what is imported on first use is there

    def attempt(rng: Random, number: int) -> str:
        known = number // 2 if number % 2 else len(_FORGED) + len(_NONE)  # every second one, as they last
        if known < len(_FORGED):
            data = json.loads(_whole(0))
            _FORGED[known][1](data)
            return _judged(file, _bytes(data, rng))
        if known < len(_FORGED) + len(_NONE):
            return _judged(file, _NONE[known - len(_FORGED)])
        seed, kind = rng.randrange(_BASES), rng.random()
        data, beside = _base(rng, seed), None
        if rng.random() < 0.1:
            beside = rng.choice((seed, rng.randrange(_BASES)))
        if kind < 0.45:
            model = data["data"]["model"]
            bits = [bit for option in model["options"] for bit in _bits(model, option)]
            for item in data["data"]["decisions"]:
                change(rng, item, bits, model["actors"])
            if rng.random() < 0.15:
                rewrite(rng, data["data"], bits)
            return _judged(file, _bytes(data, rng), beside)
        if kind < 0.8:
            for _ in range(rng.choice((0, 1, 1, 1, 1, 2))):
                try:
                    data = _mutant(data, rng)
                except (
                    AttributeError,
                    IndexError,
                    KeyError,
                    TypeError,
                ):  # what the first change has left is no certificate
                    break
            return _judged(file, _bytes(data, rng), beside)
        if kind < 0.9:
            return _judged(file, _bytes(leaf_changed(data, rng), rng))
        return _judged(file, damaged(_bytes(data, rng), rng))

    yield attempt


def _bytes(data: Any, rng: Random) -> bytes:
    return json.dumps(data, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


# -- what is promised --------------------------------------------------------------------------------------------------


def _judged(file: Path, content: bytes, beside: int | None = None) -> str:
    """*beside*: the game with which it is compared, as with ``--case``."""
    file.write_bytes(content)
    try:
        with only_read(file, content.decode("utf-8", "replace")):
            found = verify(str(file), case=None if beside is None else _game(beside), seconds=2)
    except CountermoveError as error:
        _told(error)
        return "refused"
    if file.read_bytes() != content:
        raise Broken("the file was written to", lost=True)
    if found.verdict == "not checked":
        return "not checked in time, and said so"
    data = json.loads(content)
    if beside is not None:
        _of_that_game(data["data"]["model"], beside, found)
        if found.compared and found.compared.differs:
            return "fails, of another game"
    return _compared(data, found)


def _of_that_game(model: Data, beside: int, found: VerifyRecord) -> None:
    same = model == json.loads(_whole(beside))["data"]["model"]
    if found.compared is None or same != (not found.compared.differs):
        raise Broken(f"the game is said to be {'another' if same else 'the same'}, which it is not")
    if not same and found.verdict != "fails":
        raise Broken(f"it is about another game, and {found.verdict}")


def _told(error: CountermoveError) -> None:
    shown = str(error)
    if "\n" in shown or not 10 < len(shown) < 1_500:
        raise Broken(f"its message has {len(shown):,} characters: {shown[:80]!a}")
    if hidden := faults(shown):
        raise Broken(f"a message holds {hidden[0]} as it is")
    if "theirs\\u202e.json" not in shown and "cannot be found in the case" not in shown:
        raise Broken(f"a message does not name the file: {shown[:200]}")


def _compared(data: Any, found: VerifyRecord) -> str:
    model = data["data"]["model"]
    bits = sum(len(model["levels"].get(option, "12")) - 1 for option in model["options"])
    holding = [proof.holds for proof in found.proofs]
    if bits > _MOST_BITS:
        if found.verdict == "holds":
            raise Broken("it holds, about a game that is too large to have been proved")
        return "fails, too large for the judge"
    try:
        judge = Certificate(data)
        proved = judge.proved()
    except Refused as error:
        raise Broken(f"it is read, although there is {error}") from None
    except (ValueError, AssertionError) as error:  # a formula that the judge does not read
        if found.verdict == "holds":
            raise Broken(f"it holds, and the judge cannot read it: {error}") from None
        return "fails, beyond the judge"
    if any(holds not in (None, right) for holds, right in zip(holding, proved, strict=True)):
        raise Broken(f"proofs hold: {holding}, where the judge finds {proved}")
    known = any(item["stable"] is not None for item in data["data"]["decisions"])
    verdict = (
        "fails" if False in holding else "not checked" if None in holding else "holds" if known else "nothing proved"
    )
    if found.verdict != verdict:
        raise Broken(f"it is said that it {found.verdict}, where it {verdict}")
    return f"{verdict}, as the judge finds"


DOOR = Door(
    name="certificates",
    title="Certificates",
    promise="accepted only where another checker, which goes through all states, finds every proof right",
    open=_opened,
    full=40_000,
    few=70,
    needs=("pysat",),
)
