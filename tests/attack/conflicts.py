"""Files of conflicts: damaged ones, ones that would like to run, to grow or to read another file, and formats that are written
alone. What is read is compared with what another reader makes of the same file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml

import countermove as cm
from countermove.assessment.bundle import conflict_content, conflict_names
from countermove.assessment.conflicts import load_conflict
from countermove.context.game import open_game
from countermove.interop import conflict_text, open_conflict, save_conflict
from gmcr import Conflict
from gmcr.base.characters import hidden_in
from gmcr.base.errors import AssessmentError, CountermoveError
from tests.attack.door import Attempt, Broken, Door
from tests.attack.mischief import damaged, leaf_changed
from tests.attack.watching import only_read
from tests.gmcr.formats.makers import plain_reading, random_gmcr
from tests.judge.assessment_formula import parse, truth

__all__ = ["DOOR"]

_STEM = "theirs\u202e"
_READ = (".json", ".yaml", ".yml", ".gmcr")
_WRITTEN = (".nfg", ".graphml", ".csv", ".graph.json")
_MOST_BITS = 6
"""Options of the games that are also gone through by the judge."""

_RUNS = (
    "__import__('os').system('touch ran')",
    "__import__('pathlib').Path('ran').touch()",
    "open('ran', 'w')",
    "exec(\"open('ran','w')\")",
    "().__class__.__base__.__subclasses__()",
    "row.swerve if __import__('os') else 0",
    "(lambda: 1)()",
    "1 .__class__",
    "{{7*7}}",
    "9**9**9**9",
    "row.swerve and not (" + "row.swerve and (" * 300 + "row.swerve" + ")" * 301,
    "not " * 100_000 + "row.swerve",
    "(" * 50_000 + "row.swerve" + ")" * 50_000,
    "-" * 50_000 + "1 < 2",
    "row.swerve" + " and row.swerve" * 20_000,
    "row.swerve" + " implies row.swerve" * 5_000,
    "row.swerve" + " iff row.swerve" * 190,
    "1" + " * 9" * 3_000 + " > row.swerve",
    f"{'9' * 4000} < row.swerve",
    f"0.{'0' * 4000}1 < row.swerve",
    "row.swerve < row.swerve < row.swerve",
    "row.swerve\u202e",
    "row.\u0455werve",
)
"""Formulas that would like to be run, or to be deep, long or large."""


def _small(**changes: Any) -> dict[str, Any]:
    actors = {
        "row": {"options": {"swerve": {"does": "Swerve"}, "wait": {}}, "wants": ["not column.swerve", "row.swerve"]},
        "column": {"options": {"swerve": {}}, "wants": ["row.swerve iff column.swerve", "not row.wait"]},
    }
    return {
        "conflict": 1,
        "title": "Chicken",
        "actors": actors,
        "never": ["row.wait and row.swerve"],
        "start": [],
    } | changes


def _graph(**changes: Any) -> dict[str, Any]:
    actors = {
        "a": {"moves": [["s", "t"], ["t", "u"]], "ranking": ["u", ["s", "t"]]},
        "b": {"moves": [["u", "s"]], "ranking": ["s", "t", "u"]},
    }
    return {"conflict": 1, "states": ["s", "t", "u"], "actors": actors, "start": "s"} | changes


def _wanting(*wants: Any) -> dict[str, Any]:
    data = _small()
    data["actors"]["row"]["wants"] = list(wants)
    return data


def _ranked(ranking: Any) -> dict[str, Any]:
    data = _small(never=[])
    data["actors"]["row"] = {"options": data["actors"]["row"]["options"], "ranking": ranking}
    return data


def _gmcr(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "options": [{"name": "Attack", "permittedDirection": "both"}, {"name": "Wait"}, {"name": "Pay"}],
        "decisionMakers": [
            {"name": "A", "options": [1, 2], "preferences": [[[1, "N"]], [[0, "N"]]]},
            {"name": "B", "options": [0], "preferences": [[[1, "Y"]]]},
        ],
        "infeasibles": [[[1, "Y"], [2, "Y"]]],
        "useManualPreferenceRanking": False,
    }
    return data | changes


def _makers(**changes: Any) -> list[dict[str, Any]]:
    first, *others = _gmcr()["decisionMakers"]
    return [first | changes, *others]


_LAUGHS = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10 if k else "ha" * 10}">' for k in range(10))
_GRAPHML = (
    f'<?xml version="1.0"?><!DOCTYPE g [{_LAUGHS}]><graphml><graph><node id="&l9;"/></graph></graphml>',
    '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml><node id="n">&x;</node></graphml>',
    '<?xml version="1.0"?><!DOCTYPE g SYSTEM "http://127.0.0.1:9/g.dtd"><graphml xmlns="http://127.0.0.1:9/"/>',
    '<!DOCTYPE g [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><graphml/>',
    '<graphml xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></graphml>',
    '<?xml version="1.0" encoding="UTF-7"?><graphml/>',
    "<a>" * 50_000,
)
"""XML that grows, or that would like to read another file."""


def _texts(data: Any) -> bytes:
    return (
        json.dumps(data).encode()
        if not isinstance(data, (bytes, str))
        else data.encode()
        if isinstance(data, str)
        else data
    )


_NAMED: tuple[tuple[str, Any], ...] = (
    *((suffix, text) for suffix in (".graphml", ".json", ".yaml", ".gmcr", ".xml") for text in _GRAPHML),
    *((".json", _wanting(text)) for text in _RUNS),
    *((".yaml", _small(never=[text])) for text in _RUNS),
    *(
        (suffix, content)
        for suffix in _READ
        for content in (b"", b"\x00", b"\xff\xfe\x00", b"[" * 100_000, b"\x1f\x8b\x08", b"PK\x03\x04")
    ),
    *(
        (suffix, content)
        for suffix in _READ
        for content in (b"{", b"null", b"[]", b"7", b'"conflict"', b"\xef\xbb\xbf" * 3)
    ),
    *((suffix, b" " * 16_000_001) for suffix in (".json", ".gmcr")),
    *((suffix, b'{"conflict": 1, "options": ' + b"9" * 5000 + b"}") for suffix in _READ),
    *((suffix, b'{"conflict": 1, "options": NaN, "a": Infinity}') for suffix in _READ),
    *((suffix, b'{"conflict": 1, "conflict": 1, "options": [], "options": []}') for suffix in _READ),
    (".yaml", "conflict: 1\nactors: !!python/object/apply:os.system ['touch ran']\n"),
    (".yaml", "conflict: 1\nactors: &a {b: *a}\n"),
    (".yaml", "conflict: 1\nactors: !!python/name:os.system\n"),
    (".yaml", "conflict: 1\n<<: {actors: {}}\n"),
    (".json", _small(actors={f"a{k}": {"options": {"x": {}}, "wants": []} for k in range(70)})),
    (".json", _small(actors={"a": {"options": {f"x{k}": {} for k in range(70)}, "wants": []}}, never=[], start=[])),
    (".json", _small(actors={f"a{k}": {"options": {"x": {}}, "wants": ["a0.x"]} for k in range(2_000)}, never=[])),
    (".json", _small(actors={f"a{k}": {"options": {"x": {}}, "wants": []} for k in range(30)}, never=[], start=None)),
    (".json", _small(conflict=True)),
    (".json", _small(conflict=1.0)),
    (".json", _small(conflict=2)),
    (".json", _small(countermove=1)),
    (".json", _small(start=10**400)),
    (".json", _small(start=-1)),
    (".json", _small(start=["row.swerve"] * 1_000)),
    (".json", _small(numbering="codes", start=2**63)),
    (".json", _small(never=["true"])),
    (".json", _small(never=["false"] * 5_000)),
    (".json", _small(citation=[{"url": "javascript:alert(1)", "title": "\u202e"}])),
    (".json", _small(title="\u202eswollof\u202c")),
    (".json", _small(title="\x1b[2J")),
    (".json", _small(published={"equilibria": {"nash": [10**30]}})),
    (".json", _small(published={"inverse": [{"state": 1, "vary": ["row"], "concept": "nash", "profiles": 10**300}]})),
    (".json", _ranked([1, 2, 3])),
    (".json", _ranked([[1, 2], [2, 3]])),
    (".json", _ranked([10**400])),
    (".json", _ranked([])),
    (".json", _ranked([[[1]]])),
    (".json", _ranked(list(range(1, 9)) * 2_000)),
    (".json", _graph(states=["s", "s"])),
    (".json", _graph(states=[f"s{k}" for k in range(20_000)])),
    (".json", _graph(states=["", "t", "u"])),
    (".json", _graph(states=["s", "t", "u\u202e"])),
    (".json", _graph(start=["s", "t"])),
    (".json", _graph(never=["s"])),
    (".json", _graph(actors={"a": {"moves": [["s", "s"]], "ranking": ["s", "t", "u"]}})),
    (".json", _graph(actors={"a": {"moves": [["s", "q"]], "ranking": ["s", "t"]}})),
    (".json", _graph(actors={"a": {"moves": [["s", "t"]] * 40_000, "ranking": ["s", "t", "u"]}})),
    (".gmcr", _gmcr(options=[{"name": "x"}] * 70)),
    (".gmcr", _gmcr(options=[{"name": "x"}] * 40)),
    (".gmcr", _gmcr(options=[{"name": "x"}] * 100_000)),
    (".gmcr", _gmcr(options={"0": {"name": "x"}})),
    (".gmcr", _gmcr(options=[["Attack"], ["Wait"], ["Pay"]])),
    (".gmcr", _gmcr(options=[{"name": "a\x1b"}] * 3)),
    (".gmcr", _gmcr(options=[{"name": "\u202e"}] * 3)),
    (".gmcr", _gmcr(options=[{"name": "x" * 100_000}] * 3)),
    (".gmcr", _gmcr(options=[{"name": "\ud800"}] * 3)),
    (".gmcr", _gmcr(decisionMakers=[])),
    (".gmcr", _gmcr(decisionMakers=_makers() * 5_000)),
    (".gmcr", _gmcr(decisionMakers=_makers(options=[1, 1]))),
    (".gmcr", _gmcr(decisionMakers=_makers(options=[-1]))),
    (".gmcr", _gmcr(decisionMakers=_makers(options=[True]))),
    (".gmcr", _gmcr(decisionMakers=_makers(options=[1e0]))),
    (".gmcr", _gmcr(decisionMakers=_makers(options=[10**400]))),
    (".gmcr", _gmcr(decisionMakers=_makers(preferences=[[[0, "Y"]] * 200_001]))),
    (".gmcr", _gmcr(decisionMakers=_makers(preferences=[[[k % 3, "Y"]] for k in range(20_000)]))),
    (".gmcr", _gmcr(decisionMakers=_makers(preferences=[[]]))),
    (".gmcr", _gmcr(decisionMakers=_makers(preferences=[{"members": []}]))),
    (".gmcr", _gmcr(decisionMakers=_makers(preferences="__import__('os').system('touch ran')"))),
    (".gmcr", _gmcr(decisionMakers=_makers(misperceptions=[[[0, "Y"]], [[0, "N"]]]))),
    (".gmcr", _gmcr(infeasibles=[[]])),
    (".gmcr", _gmcr(infeasibles=[[[0, "Y"]], [[0, "N"]]])),
    (".gmcr", _gmcr(infeasibles=[[[0, ["Y"]]]])),
    (".gmcr", _gmcr(coalitions=[[0, 1], [0]])),
    (".gmcr", _gmcr(coalitions=[[[0]], 1])),
    (".gmcr", _gmcr(useManualPreferenceRanking=True)),
    (".gmcr", _gmcr(useManualPreferenceRanking=1)),
    (".gmcr", _gmcr(useManualPreferenceRanking=True, decisionMakers=_makers(preferenceRanking=[[[[1]]]]))),
)
"""Attacks on readers of conflicts that are known by name."""


def _sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with open(path, "wb") as stream:
            stream.truncate(size)

    return make


_PLACES: tuple[Callable[[Path], None], ...] = (Path.mkdir, os.mkfifo, _sparse(10**9), _sparse(17_000_000))
"""What stands where a file should: a folder, a FIFO, and holes that would fill the memory."""


@contextmanager
def _opened(folder: Path) -> Iterator[Attempt]:
    bases = _bases(folder)
    files = [folder / f"{_STEM}{suffix}" for suffix in (*_READ, *_WRITTEN)]
    for file in files[:4]:  # what is imported on first use is there
        file.write_bytes(
            next(content for suffix, content, _ in bases if suffix == file.suffix or file.suffix == ".yml")
        )
        _judged(file, file.read_bytes(), open_game)
        file.unlink()

    def attempt(rng: Random, number: int) -> str:
        place, known = None, number // 2 if number % 2 else len(_NAMED) + len(_PLACES)  # every second one, as they last
        if known < len(_NAMED):
            suffix, given = _NAMED[known]
            content = _texts(given)
        elif known < len(_NAMED) + len(_PLACES):
            place, suffix, content = _PLACES[known - len(_NAMED)], rng.choice(_READ), b""
        else:
            suffix, content = _varied(*rng.choice(bases), rng)
        file = folder / f"{_STEM}{suffix}"
        try:
            if place is None:
                file.write_bytes(content)
            else:
                place(file)
            end = _judged(file, content, rng.choice((open_game, open_conflict)))
            if place is None and file.read_bytes() != content:
                raise Broken("the file was written to", lost=True)
            if left := [name for name in os.listdir(folder) if name != file.name]:
                raise Broken(f"it made {left}")
            return end
        finally:
            file.rmdir() if file.is_dir() else file.unlink()

    yield attempt


def _bases(folder: Path) -> list[tuple[str, bytes, Any]]:
    """Real files: suffix, content, and its value where it is JSON."""
    bases: list[tuple[str, bytes, Any]] = []
    for name in conflict_names():
        case = load_conflict(name)
        bases.append((".yaml", conflict_content(name), None))
        bases.append(
            (".json", conflict_text(case.conflict, kind="json", title=case.title, titles=case.titles).encode(), {})
        )
        for suffix in (".gmcr", *_WRITTEN):
            file = folder / f"made{suffix}"
            try:
                save_conflict(case.conflict, file)
            except CountermoveError:  # the format cannot hold it
                continue
            bases.append((suffix, file.read_bytes(), {} if suffix == ".gmcr" else None))
            file.unlink()
    chance = np.random.default_rng(11)
    for number in range(40):
        data = random_gmcr(chance, manual=number % 2 == 0, misperceived=number % 4 > 1)
        bases.append((".gmcr", json.dumps(data).encode(), {}))
    for data in (_small(), _graph(), _ranked([8, 7, [6, 5], 1, 2, 3, 4])):
        bases += [(".json", json.dumps(data).encode(), {})] * 4
        bases.append((".yml", yaml.safe_dump(data, sort_keys=False).encode(), None))
    return [(suffix, content, None if data is None else json.loads(content)) for suffix, content, data in bases]


def _varied(suffix: str, content: bytes, value: Any, rng: Random) -> tuple[str, bytes]:
    if value is not None and rng.random() < 0.6:
        for _ in range(rng.choice((1, 1, 1, 2))):
            value = _run_in(value, rng) if rng.random() < 0.1 else leaf_changed(value, rng)
        content = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    else:
        for _ in range(rng.choice((1, 1, 1, 2))):
            content = damaged(content, rng)
    if rng.random() < 0.05:
        suffix = rng.choice((*_READ, *_WRITTEN))
    return suffix, content


def _run_in(value: Any, rng: Random) -> Any:
    """A copy with a text in it (the lower, the likelier) another: one that would like to run, or is deep."""
    if isinstance(value, dict) and value:
        key = rng.choice(list(value))
        return {**value, key: _run_in(value[key], rng)}
    if isinstance(value, list) and value:
        at = rng.randrange(len(value))
        return [*value[:at], _run_in(value[at], rng), *value[at + 1 :]]
    return rng.choice(_RUNS)


# -- what is promised --------------------------------------------------------------------------------------------------


def _judged(file: Path, content: bytes, entrance: Callable[[str], Any]) -> str:
    text = content.decode("utf-8", "replace")
    with only_read(file, text):
        try:
            opened = entrance(str(file))
            conflict: Conflict = opened.conflict
            if isinstance(opened, cm.context.game.Game) and opened.assessment is not None:
                raise Broken("what is no assessment is read as one")
            listed = conflict.structure.listed
            ranks = {actor: conflict.ranks(actor).tolist() for actor in conflict.actors} if listed else {}
        except CountermoveError as error:
            _told(error)
            return "refused"
    if not file.name.endswith((*_READ, ".graph.json")):  # the last is a .json file to every reader
        raise Broken(f"a {file.suffix} is read")
    _written(opened, conflict)
    if not listed:
        return "read, too large to be listed"
    return _compared(file, text, conflict, ranks)


def _told(error: CountermoveError) -> None:
    shown = str(error)
    lines = shown.split("\n") if isinstance(error, AssessmentError) else [shown]
    if not shown.strip() or len(shown) > 200_000 or (not isinstance(error, AssessmentError) and len(shown) > 1_500):
        raise Broken(f"its message has {len(shown):,} characters: {shown[:80]}")
    if hidden := [found[0] for line in lines for found in hidden_in(line) if found[0] not in "\u2068\u2069"]:
        raise Broken(f"a message holds U+{ord(hidden[0]):04X} as it is")
    if "theirs" not in shown:
        raise Broken(f"a message does not name the file: {shown[:200]}")


def _written(opened: Any, conflict: Conflict) -> None:
    """What it would be written as hides nothing. (What it means is compared with another reader.)"""
    titles, title = getattr(opened, "titles", {}), getattr(opened, "title", "")
    try:
        text = conflict_text(conflict, title=title, titles=titles)
    except CountermoveError:
        return
    if hidden := [found[0] for found in hidden_in(text)]:
        raise Broken(f"written again it would hold U+{ord(hidden[0]):04X} as it is")


def _compared(file: Path, text: str, conflict: Conflict, ranks: Mapping[str, list[int]]) -> str:
    """What was read is what the file says to a reader that shares no code with the program."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        # This other reader reads YAML 1.1: it has more line ends, and takes no tab or question mark in some places.
        if not {"\x85", "\u2028", "\u2029"}.isdisjoint(text):
            return "read, beyond the judge"
        try:
            data = yaml.load(text, yaml.BaseLoader)  # plain texts, nothing else
        except yaml.YAMLError:
            return "read, beyond the judge"
    if file.suffix == ".gmcr":
        return _as_plain(data, conflict, ranks)
    if data.get("states"):
        if list(conflict.labels) != list(data["states"]):
            raise Broken("other states are read than it lists")
        for actor, given in data["actors"].items():
            found = [
                [conflict.label(s), conflict.label(t)]
                for s in conflict.states.tolist()
                for t in conflict.moves(s, actor=actor).tolist()
            ]
            if {tuple(move) for move in found} != {tuple(move) for move in given.get("moves") or ()}:
                raise Broken(f"other moves of {actor} are read than it lists")
            tiers = [tier if isinstance(tier, list) else [tier] for tier in given["ranking"]]
            if all(isinstance(label, str) for tier in tiers for label in tier) and data.get("numbering") is None:
                order = {label: -k for k, tier in enumerate(tiers) for label in tier}
                if all(label in order for label in conflict.labels):
                    _need_order(actor, ranks[actor], [(order[label],) for label in conflict.labels])
        return "read, as it says (graph)"
    return _as_options(data, conflict, ranks)


def _need_order(actor: str, ranks: list[int], worth: list[Any]) -> None:
    order = {value: k for k, value in enumerate(sorted(set(worth)), 1)}
    if ranks != [order[value] for value in worth]:
        raise Broken(f"the preferences of {actor} are read otherwise than they are written")


def _as_options(data: Any, conflict: Conflict, ranks: Mapping[str, list[int]]) -> str:
    owned = {actor: list(player.get("options") or {}) for actor, player in data["actors"].items()}
    names = [f"{actor}.{name}" for actor, own in owned.items() for name in own]
    if list(conflict.actors) != list(owned) or list(conflict.structure.acts) != names:
        raise Broken("other actors or options are read than it names")
    if list(conflict.options) != names or len(names) > _MOST_BITS:
        return "read, by its names"
    bare = {name.partition(".")[2]: name for name in names}
    unique = [name.partition(".")[2] for name in names]

    def holds(given: Any, code: int) -> bool:
        formula = given if isinstance(given, str) else json.dumps(given)  # true, unquoted, is a formula too
        on = {name: code >> bit & 1 == 1 for bit, name in enumerate(names)}
        short = {name: on[full] for name, full in bare.items() if unique.count(name) == 1}
        return truth(parse(formula), {**short, **on}, {}, {})

    try:
        codes = [
            code for code in range(1 << len(names)) if not any(holds(rule, code) for rule in data.get("never") or ())
        ]
        wants = {actor: player["wants"] for actor, player in data["actors"].items() if player.get("wants") is not None}
        worth = {actor: [[holds(want, code) for want in own] for code in codes] for actor, own in wants.items()}
    except (ValueError, TypeError, RecursionError):  # a formula that the judge cannot read
        return "read, by its names"
    if conflict.states.tolist() != codes:
        raise Broken("other states are feasible than its rules leave")
    for actor, values in worth.items():
        _need_order(actor, ranks[actor], [tuple(value) for value in values])
    return "read, as it says (options)"


def _as_plain(data: Any, conflict: Conflict, ranks: Mapping[str, list[int]]) -> str:
    if len(data["options"]) > _MOST_BITS:
        return "read, too large for the judge"
    try:
        plain = plain_reading(_whole(data))
    except (KeyError, TypeError, ValueError, IndexError):
        return "read, beyond the judge"
    codes = plain.codes if conflict.options else [sorted(plain.codes).index(code) for code in plain.codes]
    if conflict.states.tolist() != sorted(codes):
        raise Broken("other states are read than it has")
    place = [conflict.states.tolist().index(code) for code in codes]
    number = {code: n for n, code in enumerate(codes)}
    for actor, moves, worth in zip(conflict.actors, plain.moves, plain.worth, strict=True):
        if any(
            {number[end] for end in conflict.moves(code, actor=actor).tolist()} != moves[n]
            for code, n in number.items()
        ):
            raise Broken(f"other moves of {actor} are read than it has")
        _need_order(actor, [ranks[actor][at] for at in place], [worth[n] for n in range(len(plain.states))])
    return "read, as it says (gmcr)"


def _whole(data: Any) -> Any:
    """The file with what may be absent or null in it, and ties within ties made flat."""

    def flat(tier: Any) -> list[int]:
        return [number for item in tier for number in flat(item)] if isinstance(tier, list) else [tier]

    data = {**data, "infeasibles": data.get("infeasibles") or []}
    makers = []
    for maker in data["decisionMakers"]:
        own = {**maker, **{key: maker.get(key) or [] for key in ("preferences", "misperceptions")}}
        for key in ("preferenceRanking", "preferenceVector"):
            if isinstance(own.get(key), list):
                own[key] = [flat(tier) for tier in own[key] if tier != []]
        makers.append(own)
    return {**data, "decisionMakers": makers}


DOOR = Door(
    name="conflicts",
    title="Files of conflicts (YAML, JSON, GMCR+)",
    promise="read as they say, or refused with one message that names the file; none runs, grows or opens another",
    open=_opened,
    full=120_000,
    few=100,
)
