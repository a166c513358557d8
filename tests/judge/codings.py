"""Codings by hand: an assessment rewritten as a person would write it, from the words of the format alone.

Formulas are rewritten as text: names are put in full first, and an option that is split, joined or left out is then
replaced in brackets. What is concluded and names something that is gone is crossed out, until nothing does.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import chain
from typing import Any

from tests.judge.assessment_files import text_of

__all__ = [
    "Document",
    "Drawn",
    "Unsaid",
    "drawn_coding",
    "in_full",
    "kind_of",
    "made_by",
    "names_in",
    "options_of",
    "rewritten_by_hand",
]

Document = dict[str, Any]
Formula = Callable[[str], str]
Acts = Callable[[list[str], bool], list[str]]
Drawn = tuple[str, dict[str, Any]]
"""The kind of a coding, and what stands in the file."""

FORMULAS = (
    *("want", "while", "otherwise", "could_be", "never", "needs", "is", "target", "saw", "ended", "outcome", "where"),
    *("every_outcome", "some_outcome", "no_outcome", "passes", "never_passes", "foresight", "no_foresight", "gains"),
    *(
        "never_gains",
        "exactly_where",
        "everywhere",
        "to",
        "deal",
        "no_deal",
        "deal_lasts",
        "drift_ends",
        "drift_passes",
    ),
)
ACTS = ("start", "happens", "after", "with", "without")
CONCLUSIONS = ("claims", "key_questions", "indicators", "observations")


class Unsaid(Exception):
    """The coding does not say what a list of acts becomes."""


def visit(node: Any, formula: Formula, acts: Acts) -> Any:
    """A document with every formula and every list of acts changed; the second argument: whether they are names of what
    is switched off."""
    if isinstance(node, list):
        return [visit(item, formula, acts) for item in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key == "terms":
            made[key] = {
                name: {**term, "is": formula(text_of(term["is"]))} if isinstance(term, dict) else formula(text_of(term))
                for name, term in value.items()
            }
        elif key in FORMULAS and not isinstance(value, dict | list):
            made[key] = formula(text_of(value))
        elif key == "before" and isinstance(value, list):
            made[key] = [formula(text_of(item)) for item in value]
        elif key in ACTS and isinstance(value, list):
            made[key] = acts(value, key == "without")
        elif key == "after_each":
            made[key] = [acts(item, False) for item in value]
        else:
            made[key] = visit(value, formula, acts)
    return made


def name_of(act: str) -> str:
    return act.removeprefix("not ").partition("=")[0].strip()


def named(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", text) is not None


def replaced(text: str, name: str, by: str) -> str:
    return re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.])", lambda _: by, text)


def options_of(document: Mapping[str, Any]) -> list[str]:
    return [f"{actor}.{name}" for actor, body in document["actors"].items() for name in body["options"]]


def in_full(document: Document) -> Document:
    """Every option by its full name."""
    full = options_of(document)
    bare = {name.split(".")[1]: name for name in full if sum(f.split(".")[1] == name.split(".")[1] for f in full) == 1}

    def spelled(text: str) -> str:
        for short, name in bare.items():
            text = replaced(text, short, name)
        return text

    whole = visit(document, spelled, lambda listed, _: [spelled(item) for item in listed])
    for claim in [*whole["claims"].values(), *sides(whole)]:
        for key in ("lever", "by"):
            if isinstance(check := claim.get("check"), dict) and isinstance(check.get(key), str):
                check[key] = spelled(check[key])
    return dict(whole)


def sides(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for question in document.get("key_questions", {}).values():
        yield from (question[side] for side in ("answer_yes", "answer_no") if side in question)


def overlays(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Overlays that are premises, with the name of what they belong to."""
    for name, question in document["open"].items():
        yield from ((f"{name} {answer}", overlay) for answer, overlay in question["readings"].items())
    for section in ("scenarios", "views"):
        yield from ((section, overlay) for overlay in document.get(section, {}).values())


# -- drawing -------------------------------------------------------------------------------------------------------------


def drawn_coding(document: Document, seed: int) -> Drawn | None:
    """A coding that fits a document, of one kind after another; None where none of the next three does."""
    rng, whole = random.Random(f"coding {seed}"), in_full(deepcopy(document))
    kinds = (_split, _without_option, _without_actor, _join, _wants, _added, _loose, _anew)
    drawn = (kinds[(seed + k) % len(kinds)](whole, rng) for k in range(3))
    return next(filter(None, drawn), None)


def _plain(document: Document) -> list[str]:
    """Options that are on or off, and that no lever and no `by` names."""
    checks = [claim.get("check", {}) for claim in [*document["claims"].values(), *sides(document)]]
    pulled = {name_of(check[key]) for check in checks for key in ("lever", "by") if isinstance(check.get(key), str)}
    return [name for name in options_of(document) if "levels" not in option_of(document, name) and name not in pulled]


def option_of(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    actor, bare = name.split(".")
    return dict(document["actors"][actor]["options"][bare] or {})


def _split(document: Document, rng: random.Random) -> Drawn | None:
    if not (plain := _plain(document)):
        return None
    option = rng.choice(plain)
    actor = option.split(".")[0]
    pool = [name for name in ("x", "y", "n1", "n2") if name not in document["actors"][actor]["options"]]
    if len(pool) < 2:
        return None
    into = rng.sample(pool, 2)
    coding: dict[str, Any] = {"split": {option: {"into": into, "is": " and ".join(into)}}}
    old = option_of(document, option)
    if old.get("one_way"):
        coding["one_way"] = {f"{actor}.{into[0]}": "forward", f"{actor}.{into[1]}": False}
    if "needs" in old:
        coding["needs"] = {f"{actor}.{name}": f"not {actor}.{into[1 - place]}" for place, name in enumerate(into)}
    if rng.random() < 0.5:
        coding["start"] = [f"{actor}.{into[0]}"]
    if rng.random() < 0.6 and (free := _free_wants(document)):
        coding["rewrite"] = {rng.choice(free): {"want": f"{actor}.{into[0]} implies not {actor}.{into[1]}"}}
    if rng.random() < 0.4:
        coding["terms"] = {"t2": {"is": f"not {actor}.{into[1]}"}}
    return "split", coding


def _loose(document: Document, rng: random.Random) -> Drawn | None:
    """A split whose `is` is no conjunction: what switches the old option on is restated, with the first new one on."""
    if (drawn := _split(document, rng)) is None:
        return None
    _, coding = drawn
    ((option, said),) = coding["split"].items()
    one, other = said["into"]
    said["is"] = rng.choice((f"{one} or {other}", f"{one} and not {other}"))
    parts = [f"{option.split('.')[0]}.{name}" for name in said["into"]]
    if option in document["start"]:
        coding["start"] = parts[:1]
    formula, acts = _of_split(option, said)
    restated: dict[str, dict[str, Any]] = {
        "readings": {name: _switching(body["readings"], option, acts) for name, body in document["open"].items()},
        "scenarios": _switching(document.get("scenarios", {}), option, acts),
        "views": _switching(document.get("views", {}), option, acts),
        "claims": {},
        "key_questions": {},
    }
    for name, claim in document["claims"].items():
        anew = {"check": visit(claim["check"], formula, acts)} if _switches_on(claim["check"], option) else {}
        restated["claims"][name] = anew | _with(claim, option, acts)
    for name, question in document.get("key_questions", {}).items():
        own = [side for side in ("answer_yes", "answer_no") if _switches_on(question.get(side), option)]
        anew = {side: visit(question[side], formula, acts) for side in own}
        restated["key_questions"][name] = anew | _with(question, option, acts)
    coding["restated"] = {section: _filled(entries) for section, entries in restated.items() if _filled(entries)}
    return "split", coding


def _filled(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if entry}


def _switching(overlays: Mapping[str, Any], option: str, acts: Acts) -> dict[str, Any]:
    """What overlays that switch an option on happen to say instead."""
    switching = {name: body for name, body in overlays.items() if _switches_on(body, option)}
    return {name: {"happens": acts(body["happens"], False)} for name, body in switching.items()}


def _with(body: Mapping[str, Any], option: str, acts: Acts) -> dict[str, Any]:
    overlay = body.get("with") or {}
    return {"with": {"happens": acts(overlay["happens"], False)}} if _switches_on(overlay, option) else {}


def _switches_on(node: Any, option: str) -> bool:
    """Whether some list of acts in a part of a document switches an option on."""
    if isinstance(node, list):
        return any(_switches_on(item, option) for item in node)
    if not isinstance(node, dict):
        return False
    return any(
        option in (chain(*value) if key == "after_each" else value)
        if key in ("happens", "after", "with", "after_each") and isinstance(value, list)
        else _switches_on(value, option)
        for key, value in node.items()
    )


def _anew(document: Document, rng: random.Random) -> Drawn | None:
    """A want that overlays rewrite too, in other words there as well; a claim and a scenario that say something else."""
    said = [(where, want) for where, overlay in _placed(document) for want in overlay.get("rewrite", {})]
    option, restated = rng.choice(options_of(document)), dict[str, Any]()
    coding: dict[str, Any] = {"restated": restated}
    if said:
        want = rng.choice(said)[1]
        used = json.dumps([document["claims"], document.get("key_questions", {})], default=str)
        if named(used, want):
            return None
        coding["rewrite"] = {want: {"want": f"not {option}"}}
        for where, other in said:
            if other == want:
                holder = restated
                for part in where:
                    holder = holder.setdefault(part, {})
                holder["rewrite"] = {want: {"want": rng.choice((option, "true"))}}
    claim, driver = rng.choice(list(document["claims"])), next(iter(document["drivers"]))
    restated["claims"] = {claim: {"says": "It rests", "check": {"stable": "start"}}}
    if scenarios := list(document.get("scenarios", {})):
        holder = restated.setdefault("scenarios", {}).setdefault(rng.choice(scenarios), {})
        holder["set"] = {driver: document["drivers"][driver].get("range", [0, 1])[0]}
    return "anew", coding


def _placed(document: Document) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Overlays that are premises, with where they are restated."""
    for name, question in document["open"].items():
        yield from ((("readings", name, answer), overlay) for answer, overlay in question["readings"].items())
    for section in ("scenarios", "views"):
        yield from (((section, name), overlay) for name, overlay in document.get(section, {}).items())


def _free_wants(document: Document) -> list[str]:
    """Wants that no overlay changes."""
    taken = [overlay for _, overlay in overlays(document)]
    taken += [claim["with"] for claim in document["claims"].values() if isinstance(claim.get("with"), dict)]
    for question in document.get("key_questions", {}).values():
        taken += [question["with"]] if isinstance(question.get("with"), dict) else []
    taken += [side["with"] for side in sides(document) if isinstance(side.get("with"), dict)]
    used = json.dumps(
        [{key: overlay.get(key) for key in ("drop", "rewrite", "move")} for overlay in taken], default=str
    )
    return [want["id"] for body in document["actors"].values() for want in body["wants"] if not named(used, want["id"])]


def _without_option(document: Document, rng: random.Random) -> Drawn | None:
    many = [name for name in options_of(document) if len(document["actors"][name.split(".")[0]]["options"]) > 1]
    if not many:
        return None
    option = rng.choice(many)
    coding: dict[str, Any] = {"without_option": [option]}
    if rng.random() < 0.3 and "levels" not in option_of(document, option):
        coding["start"] = [rng.choice((option, f"not {option}"))]
    if rng.random() < 0.3:
        coding["terms"] = {"t1": {"is": "true"}}
    return "without_option", coding


def _without_actor(document: Document, rng: random.Random) -> Drawn | None:
    if len(document["actors"]) < 3:
        return None
    return "without_actor", {"without_actor": rng.choice(list(document["actors"]))}


def _wants(document: Document, rng: random.Random) -> Drawn | None:
    actor = rng.choice([name for name, body in document["actors"].items() if len(body["wants"]) > 1])
    first, last = document["actors"][actor]["wants"][0]["id"], document["actors"][actor]["wants"][-1]["id"]
    driver = next(iter(document["drivers"]))
    coding: dict[str, Any] = {
        "move": {last: {"before": first}},
        "set": {driver: document["drivers"][driver].get("range", [0, 1])[1]},
        "drop": [rng.choice(_free_wants(document) or [first])],
    }
    option = rng.choice(options_of(document))
    coding["one_way"] = {option: rng.choice(("forward", "back", False))}
    if "never" in document:
        coding["rules"] = {"r1": {"never": False}}
    return "wants", coding


def _join(document: Document, rng: random.Random) -> Drawn | None:
    plain = _plain(document)
    pairs = [(a, b) for a in plain for b in plain if a < b and a.split(".")[0] == b.split(".")[0]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    actor = one.split(".")[0]
    new = f"{actor}.{rng.choice(('j', one.split('.')[1]))}"
    joined: dict[str, Any] = {"of": [one, other], "mixed": rng.choice(("on", "off"))}
    if rng.random() < 0.5:
        joined |= {"on": [one], "off": rng.choice(([], [other]))}
    coding: dict[str, Any] = {"join": {new: joined}}
    records = [option_of(document, name) for name in (one, other)]
    if any("needs" in record for record in records):
        coding["needs"] = {new: "true"}
    if any(record.get("one_way") for record in records):
        coding["one_way"] = {new: "back"}
    return "join", coding


def _added(document: Document, rng: random.Random) -> Drawn | None:
    actor = rng.choice(list(document["actors"]))
    pool = [name for name in ("x", "y", "n1") if name not in document["actors"][actor]["options"]]
    new, line = f"{actor}.{rng.choice(pool)}", rng.choice(document["actors"][actor]["wants"])["id"]
    other = rng.choice(options_of(document))
    wants: list[dict[str, Any]] = [
        {"id": "n1", "want": f"{new} iff {other}", rng.choice(("before", "after")): line},
        {"id": "n2", "want": f"not {new}", "of": rng.choice(list(document["actors"]))},
    ]
    coding: dict[str, Any] = {"add": {"options": {new: {"does": "acts"}}, "wants": wants}}
    if rng.random() < 0.5:
        coding["start"] = [new]
    return "added", coding


def names_in(node: Any) -> Iterator[str]:
    """The options in full that a coding names."""
    yield from re.findall(r"(?<![\w.])[A-Za-z_]\w*\.[A-Za-z_]\w*", json.dumps(node, default=str))


def made_by(coding: Mapping[str, Any]) -> set[str]:
    """The options that a coding makes."""
    split = {f"{old.split('.')[0]}.{name}" for old, said in coding.get("split", {}).items() for name in said["into"]}
    return split | {*coding.get("join", {}), *coding.get("add", {}).get("options", {})}


def kind_of(coding: Mapping[str, Any]) -> str:
    """The kind of a coding that stands in a file."""
    return next((kind for kind in ("split", "join", "without_option", "without_actor") if kind in coding), "wants")


# -- by hand -------------------------------------------------------------------------------------------------------------


def rewritten_by_hand(document: Document, drawn: Drawn) -> tuple[Document, set[str]]:
    """The document that a person would write for a coding, and the conclusions that it no longer has."""
    kind, coding = drawn
    whole = in_full(deepcopy(document))
    before = deepcopy(whole)
    whole = {
        "split": _by_hand_split,
        "without_option": _by_hand_without,
        "without_actor": _by_hand_without,
        "join": _by_hand_join,
    }.get(kind, lambda done, _: done)(whole, coding)
    _by_hand_rest(whole, coding)
    return whole, {f"{section} {name}" for section in CONCLUSIONS for name in before.get(section, {})} - {
        f"{section} {name}" for section in CONCLUSIONS for name in whole.get(section, {})
    }


def _of_split(option: str, said: Mapping[str, Any]) -> tuple[Formula, Acts]:
    """What a formula, and a list of acts, says in place of an option that is split: where not all new ones are meant, the
    first of them is switched on."""
    parts = [f"{option.split('.')[0]}.{name}" for name in said["into"]]
    means = said["is"]
    for bare, full in zip(said["into"], parts, strict=True):
        means = replaced(means, bare, full)
    on = parts if means == " and ".join(parts) else parts[:1]

    def acts(listed: list[str], off: bool) -> list[str]:
        made: list[str] = []
        for act in listed:
            if name_of(act) != option:
                made.append(act)
            elif act.startswith("not "):
                made += [f"not {part}" for part in parts]
            else:
                made += parts if off else on
        return made

    return lambda text: replaced(text, option, f"({means})"), acts


def _by_hand_split(whole: Document, coding: Mapping[str, Any]) -> Document:
    ((option, said),) = coding["split"].items()
    actor, bare = option.split(".")
    parts = [f"{actor}.{name}" for name in said["into"]]
    whole = dict(visit(whole, *_of_split(option, said)))
    own = whole["actors"][actor]["options"]
    whole["actors"][actor]["options"] = {
        name: body
        for old, record in own.items()
        for name, body in ([(new, {}) for new in said["into"]] if old == bare else [(old, record)])
    }
    if "start" in coding:
        whole["start"] = [act for act in whole["start"] if name_of(act) not in parts] + coding["start"]
    return whole


def _by_hand_join(whole: Document, coding: Mapping[str, Any]) -> Document:
    ((new, said),) = coding["join"].items()
    parts, up, down = said["of"], set(said.get("on", said["of"])), set(said.get("off", ()))
    actor = new.split(".")[0]
    means = {
        part: {(1, 1): "true", (0, 0): "false", (1, 0): "\0", (0, 1): "(not \0)"}[part in up, part in down]
        for part in parts
    }

    def acts(listed: list[str], off: bool) -> list[str]:
        own = {name_of(act): not (off or act.startswith("not ")) for act in listed if name_of(act) in parts}
        kept = [act for act in listed if name_of(act) not in parts]
        if not own:
            return kept
        on = {part for part, to in own.items() if to}
        at = up == on if len(own) == len(parts) and on in (up, down) else said["mixed"] == "on"
        if off:
            if at:
                raise Unsaid
            return [*kept, new]
        return [*kept, new if at else f"not {new}"]

    def formula(text: str) -> str:
        for part in parts:
            text = replaced(text, part, means[part])
        return text.replace("\0", new)

    start = {act for act in whole["start"] if act in parts}
    others = [act for act in whole["start"] if name_of(act) not in parts]
    whole = dict(visit(whole, formula, acts))
    begins = start == up or (start != down and said["mixed"] == "on")
    whole["start"] = others + ([new] if begins else [])
    own: dict[str, Any] = {}
    for name, record in whole["actors"][actor]["options"].items():
        if f"{actor}.{name}" == parts[0]:
            own[new.split(".")[1]] = {}
        elif f"{actor}.{name}" not in parts:
            own[name] = record
    whole["actors"][actor]["options"] = own
    return whole


def _by_hand_without(whole: Document, coding: Mapping[str, Any]) -> Document:
    actor = coding.get("without_actor")
    gone = coding.get("without_option") or [name for name in options_of(whole) if name.startswith(f"{actor}.")]
    start = list(whole["start"])
    wants = {want["id"] for want in whole["actors"][actor]["wants"]} if actor else set()
    constants = {name: _at(name, [*start, *coding.get("start", ())], option_of(whole, name)) for name in gone}
    tainted = [] if "t1" in coding.get("terms", {}) or "t1" not in whole["terms"] else ["t1"]
    texts = {name: term["is"] if isinstance(term, dict) else term for name, term in whole["terms"].items()}
    tainted = [name for name in tainted if any(named(text_of(texts[name]), option) for option in gone)]
    growing = True
    while growing:
        fresh = [
            name
            for name, text in texts.items()
            if name not in tainted and name not in coding.get("terms", {})
            if any(named(text_of(text), each) for each in (*gone, *tainted))
        ]
        tainted, growing = tainted + fresh, bool(fresh)

    def formula(text: str) -> str:
        for name, (at, levels) in constants.items():
            text = _constant(text, name, at, levels)
        return text

    premises = {
        key: value for key, value in whole.items() if key in ("actors", "never", "terms", "open", "scenarios", "views")
    }
    whole = {**whole, **visit(premises, formula, lambda listed, _: listed)}
    for name in gone:
        owner, bare = name.split(".")
        del whole["actors"][owner]["options"][bare]
    if actor:
        del whole["actors"][actor]
    whole["start"] = [act for act in start if name_of(act) not in gone]
    had = [name for name in whole["scenarios"] if _something(whole["scenarios"][name])]
    seen = [name for name in whole["views"] if _something(whole["views"][name])]
    for _, overlay in overlays(whole):
        for key in ("drop", "happens"):
            if key in overlay:
                overlay[key] = [item for item in overlay[key] if item not in wants and name_of(item) not in gone]
        for key in ("rewrite", "move"):
            for want in [*overlay.get(key, {})]:
                if want in wants:
                    del overlay[key][want]
    _cross_out(whole, "scenarios", {name for name in had if not _something(whole["scenarios"][name])})
    lost_views = {name for name, view in whole["views"].items() if view.get("holder") == actor}
    lost_views |= {name for name in seen if not _something(whole["views"][name])}
    _cross_out(whole, "views", lost_views)
    _conclude(whole, [*gone, *tainted], wants, actor)
    return whole


def _something(overlay: Mapping[str, Any]) -> bool:
    return any(overlay.get(key) for key in ("drop", "rewrite", "move", "set", "happens"))


def _at(name: str, start: list[str], option: Mapping[str, Any]) -> tuple[int, list[str]]:
    """The level at which an option starts (0 or 1 for one that is on or off), and its levels."""
    levels, at = list(option.get("levels", ())), 0
    for act in start:
        if name_of(act) == name:
            at = 0 if act.startswith("not ") else max(at, 1)
            at = levels.index(act.partition("=")[2].strip()) if "=" in act else at
    return at, levels


def _constant(text: str, name: str, at: int, levels: list[str]) -> str:
    """A formula in which an option stays where it is."""
    for place, level in enumerate(levels):
        for op, holds in (
            *((">=", at >= place), ("<=", at <= place), ("!=", at != place), ("==", at == place)),
            *((">", at > place), ("<", at < place), ("=", at == place)),
        ):
            pattern = rf"(?<![\w.]){re.escape(name)}\s*{op}\s*{level}(?![\w.])"
            text = re.sub(pattern, "true" if holds else "false", text)
    return replaced(text, name, "true" if at else "false")


def _cross_out(whole: Document, section: str, names: set[str]) -> None:
    whole[section] = {name: body for name, body in whole.get(section, {}).items() if name not in names}
    whole.setdefault("crossed", set()).update(f"{section} {name}" for name in names)


def _conclude(whole: Document, gone: list[str], wants: set[str], actor: str | None) -> None:
    """Cross out what is concluded and names something gone, until nothing does."""
    crossed = whole.setdefault("crossed", set())
    aimless = any(named(text_of(whole.get("target", "")), each) for each in gone)
    if aimless:
        del whole["target"]
    while True:
        scenarios, views, claims = (
            {item.split()[1] for item in crossed if item.startswith(section)}
            for section in ("scenarios", "views", "claims")
        )
        for question in whole.get("key_questions", {}).values():
            if "across" in question:
                question["across"] = [name for name in question["across"] if name not in scenarios]
        out: list[tuple[str, str]] = []
        for section in CONCLUSIONS:
            for name, body in whole.get(section, {}).items():
                text = json.dumps(body, default=str)
                bad = any(named(text, each) for each in (*gone, *wants))
                bad |= any(f'"{each}"' in text for each in (*scenarios, *views, *claims) if each)
                bad |= aimless and ("more_responsible" in text or "single_changes_only_by" in text)
                bad |= actor is not None and f'"{actor}"' in text
                if bad:
                    out.append((section, name))
        if not out:
            break
        for section, name in out:
            del whole[section][name]
            crossed.add(f"{section} {name}")
    if any(named(json.dumps(whole.get("facts"), default=str), each) for each in (*gone, *scenarios)):
        del whole["facts"]


def _by_hand_rest(whole: Document, coding: Mapping[str, Any]) -> None:
    for name, record in coding.get("add", {}).get("options", {}).items():
        actor, bare = name.split(".")
        whole["actors"][actor]["options"][bare] = record
    for name, said in coding.get("terms", {}).items():
        old = whole["terms"][name]
        whole["terms"][name] = {**old, **said} if isinstance(old, dict) else said
    for name, said in coding.get("rules", {}).items():
        whole["never"][name] |= said
    for want in coding.get("add", {}).get("wants", ()):
        line = {key: value for key, value in want.items() if key not in ("before", "after", "of")}
        for actor, body in whole["actors"].items():
            ids = [each["id"] for each in body["wants"]]
            if want.get("of") == actor:
                body["wants"].append(line)
            elif want.get("before") in ids:
                body["wants"].insert(ids.index(want["before"]), line)
            elif want.get("after") in ids:
                body["wants"].insert(ids.index(want["after"]) + 1, line)
    for body in whole["actors"].values():
        for want in body["wants"]:
            if want["id"] in coding.get("rewrite", {}):
                for key in ("while", "otherwise"):
                    want.pop(key, None)
                want |= coding["rewrite"][want["id"]]
        ids = [each["id"] for each in body["wants"]]
        for name, place in coding.get("move", {}).items():
            if name in ids:
                line = body["wants"].pop(ids.index(name))
                beside = [each["id"] for each in body["wants"]].index(place["before"])
                body["wants"].insert(beside, line)
        for name in coding.get("drop", ()):
            others = json.dumps(
                [value for key, value in whole.items() if key not in ("actors", "crossed")], default=str
            )
            if not named(others, name):
                body["wants"] = [want for want in body["wants"] if want["id"] != name]
            for want in body["wants"]:  # `true` counts for nothing, and what overlays do with its place stays
                if want["id"] == name:
                    for key in ("while", "otherwise"):
                        want.pop(key, None)
                    want["want"] = "true"
    if "split" not in coding:  # of a split it says what follows anyway
        for section, entries in coding.get("restated", {}).items():
            for name, said in entries.items():
                if section == "readings":
                    for answer, overlay in said.items():
                        _laid_on(whole["open"][name]["readings"][answer], overlay)
                else:
                    _laid_on(whole[section][name], said)
    for name, value in coding.get("set", {}).items():
        whole["drivers"][name]["now"] = value
    for key in ("one_way", "needs"):
        for name, said in coding.get(key, {}).items():
            actor, bare = name.split(".")
            whole["actors"][actor]["options"][bare] = {**(whole["actors"][actor]["options"][bare] or {}), key: said}
    if "add" in coding:
        whole["start"] = [*whole["start"], *coding.get("start", ())]
    whole.pop("crossed", None)


def _laid_on(entry: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Say some keys of an entry anew, and changes of an overlay one by one."""
    for key, value in said.items():
        entry[key] = {**entry.get(key, {}), **value} if key in ("rewrite", "set") else value
