"""Every kind of check, in one game under one concept.

A *case* is the games of one check: ``""`` is its own game, and ``stable_in_own_views`` has one per actor beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from tests.judge.answers import agreements, clocks
from tests.judge.answers.changes import degrees, single_change_owners
from tests.judge.answers.drivers import at, points_of
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, Reading, game_of, readings_of
from tests.judge.answers.graded import Graded, doubtful
from tests.judge.answers.inducements import Inducement, inducements, is_lean
from tests.judge.answers.roads import CONCEPTS, best_replies, equilibrium, foreseen, outcomes, reached, stable, world_of
from tests.judge.assessment_files import Document, Invalid

__all__ = [
    "ABOUT_EDITS",
    "ASKED",
    "DRAWN",
    "GAME",
    "GRADED",
    "MEANINGS",
    "UNCOMPILED",
    "Case",
    "Check",
    "Drawing",
    "Setting",
    "Values",
]
__all__ += [
    "case_of",
    "changing",
    "claim_case",
    "concepts_of",
    "file_for",
    "lever_acts",
    "setting_of",
    "value_of",
    "values_of",
]

Check = Mapping[str, Any]
Case = Mapping[str, Game]
Values = tuple[bool | None, ...]

ALIKE = ("lever", "prefers", "foresight", "no_foresight", "more_responsible", "single_changes_only_by")
"""Checks that do not depend on the concept."""

ABOUT_EDITS = ("more_responsible", "single_changes_only_by")
"""Checks that are about edits of wants themselves."""


UNCOMPILED = ("drift_ends", "drift_passes", "before")
"""Checks that the evaluator does not know."""


class Setting:
    """What every check of a file shares: its document and form, its concepts (the lead first) and drivers' values."""

    def __init__(
        self, document: Document, form: Form, concepts: Sequence[str], lead: str, now: Mapping[str, Any] | None = None
    ) -> None:
        self.document = document
        self.form = form
        self.concepts = tuple(concepts)
        self.lead = lead
        self.now = now
        """Drivers' values that replace the file's own (`watch`)."""

    @property
    def readings(self) -> Sequence[Reading]:
        """Every reading that is looked at, the base reading first."""
        return readings_of(self.document)

    def game(
        self,
        reading: Reading,
        *,
        scenario: str | None = None,
        view: str | None = None,
        with_: Mapping[str, Any] | None = None,
    ) -> Game:
        """A game of the file."""
        return game_of(self.document, self.form, reading, scenario=scenario, view=view, with_=with_, now=self.now)

    @property
    def of_the_author(self) -> Setting:
        """The same in nobody's view."""
        return self

    @property
    def target(self) -> object:
        """The target of the assessment."""
        if "target" not in self.document:
            raise Invalid("the assessment names no target")
        return self.document["target"]


def concepts_of(document: Document) -> tuple[str, ...]:
    """The concepts of a file: its list, or the keys of its mapping; all five where it says nothing."""
    found = tuple(document.get("concepts") or CONCEPTS)
    for name in (*found, *(document.get("left_out") or {})):
        if name not in CONCEPTS:
            raise Invalid(f"unknown concept {name}")
    if len(set(found)) < len(found) or set(found) & set(document.get("left_out") or {}):
        raise Invalid("a concept is named twice")
    return found


def setting_of(document: Document, concepts: Sequence[str] | None = None) -> Setting:
    """The setting of a file, which may be asked under other concepts than its own; its lead is its own first one."""
    own = concepts_of(document)
    return Setting(document, Form(document), concepts or own, own[0])


def case_of(
    setting: Setting,
    check: Check,
    reading: Reading,
    *,
    scenario: str | None = None,
    view: str | None = None,
    with_: Mapping[str, Any] | None = None,
) -> dict[str, Game]:
    """The games that a check is asked of."""
    games = {"": setting.game(reading, scenario=scenario, view=view, with_=with_)}
    if "stable_in_own_views" in check:
        for actor in setting.form.actors:
            seen = check["stable_in_own_views"].get(actor)
            of = setting.of_the_author if seen is None else setting  # whoever is not listed sees the author's model
            games[actor] = of.game(reading, scenario=scenario, view=seen, with_=with_)
    return games


def claim_case(setting: Setting, claim: Mapping[str, Any], reading: Reading, **instead: Any) -> dict[str, Game]:
    """The games of a claim in a reading; ``instead`` may give another scenario, view or overlay."""
    asked = {"scenario": claim.get("in"), "view": claim.get("under"), "with_": claim.get("with"), **instead}
    return case_of(setting, claim["check"], reading, **asked)


def values_of(setting: Setting, check: Check, case: Case) -> Values:
    """The value under each concept; None is undefined."""
    if any(kind in check for kind in ALIKE):
        return (value_of(setting, check, case, setting.lead),) * len(setting.concepts)
    return tuple(value_of(setting, check, case, concept) for concept in setting.concepts)


def value_of(setting: Setting, check: Check, case: Case, concept: str) -> bool | None:
    """True, false or undefined under one concept."""
    kinds = [judged for keys, judged in MEANINGS.items() if all(key in check for key in keys)]
    if not kinds:
        raise Invalid(f"unknown check {sorted(check)}")
    return kinds[-1](setting, check, case, concept)


def _stable(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    game = case[""]
    if check["stable"] != "start":
        raise Invalid("stable: start is the only form")
    strongly, kind = check.get("strongly") in (True, "true"), check.get("type")
    if strongly or kind is not None or doubtful(game):
        return Graded(game, strongly, kind).equilibrium(concept, game.form.code(game.start))
    return equilibrium(world_of(game), concept, game.start)


def _content(_: Setting, check: Check, case: Case, concept: str) -> bool:
    return stable(world_of(case[""]), concept, check["content"], case[""].start)


def _ends(check: Check, kind: str, case: Case, concept: str) -> list[bool]:
    game = case[""]
    start = game.after(check.get("after") or ())
    return [game.holds(check[kind], state) for state in outcomes(world_of(game), concept, start)]


def _every_outcome(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    ends = _ends(check, "every_outcome", case, concept)
    return all(ends) if ends else None


def _some_outcome(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    ends = _ends(check, "some_outcome", case, concept)
    return any(ends) if ends else None


def _no_outcome(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    ends = _ends(check, "no_outcome", case, concept)
    return not any(ends) if ends else None


def _met_on_the_way(check: Check, kind: str, case: Case, concept: str) -> bool:
    game = case[""]
    start = game.after(check.get("after") or ())
    return any(game.holds(check[kind], state) for state in reached(world_of(game), concept, start))


def _passes(_: Setting, check: Check, case: Case, concept: str) -> bool:
    return _met_on_the_way(check, "passes", case, concept)


def _never_passes(_: Setting, check: Check, case: Case, concept: str) -> bool:
    return not _met_on_the_way(check, "never_passes", case, concept)


def _foresight(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    return any(game.holds(check["foresight"], state) for state in foreseen(world_of(game), game.start))


def _no_foresight(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    return not any(game.holds(check["no_foresight"], state) for state in foreseen(world_of(game), game.start))


def lever_acts(check: Check) -> Sequence[str]:
    """One act, or several that are one."""
    return [check["lever"]] if isinstance(check["lever"], str) else check["lever"]


def _lever_gains(_: Setting, check: Check, case: Case, concept: str) -> bool:
    return _works(check, case[""])


def _lever_never_gains(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    replies = best_replies(world_of(game), check["moves"], game.after(lever_acts(check)))
    return not any(game.holds(check["never_gains"], state) for state in replies)


def _lever_exactly_where(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game, where = case[""], check["exactly_where"]
    for point in points_of(game, [where, check["gains"]], check["vary"]):
        there = at(game, point)
        if _works(check, there) != there.holds(where, there.start):
            return False
    return True


def _works(check: Check, game: Game) -> bool:
    world, switched = world_of(game), game.after(lever_acts(check))
    if switched == game.start:
        return False
    before = all(game.holds(check["gains"], s) for s in best_replies(world, check["moves"], game.start))
    after = all(game.holds(check["gains"], s) for s in best_replies(world, check["moves"], switched))
    return after and not before


def changing(change: Mapping[str, Any]) -> list[str]:
    """What a comparison of two states switches: first what is with it, then what is without."""
    return [*(change.get("with") or ()), *(f"not {name}" for name in change.get("without") or ())]


def _prefers(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    rank = world_of(game).ranks[check["prefers"]]
    return rank[game.after(changing(check["this"] or {}))] > rank[game.after(changing(check["to"] or {}))]


def _everywhere(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    game = case[""]
    where = check.get("where", "true")
    seen = False
    for switches in check.get("after_each") or [[]]:
        start = game.after(switches)
        for point in points_of(game, [check["everywhere"], where], check.get("vary") or ()):
            there = at(game, point)
            if not there.holds(where, there.start):
                continue
            for state in outcomes(world_of(there), concept, start):
                seen = True
                if not there.holds(check["everywhere"], state):
                    return False
    return True if seen else None


def _more_responsible(setting: Setting, check: Check, case: Case, concept: str) -> bool:
    more, less = check["more_responsible"], check["than"]
    found = degrees(case[""], setting.target, setting.lead, compared=(more, less))
    return found[more] > found[less]


def _single_changes_only_by(setting: Setting, check: Check, case: Case, concept: str) -> bool:
    return single_change_owners(case[""], setting.target, setting.lead) == {check["single_changes_only_by"]}


def _stable_in_own_views(_: Setting, check: Check, case: Case, concept: str) -> bool:
    return all(stable(world_of(game), concept, actor, game.start) for actor, game in case.items() if actor)


def _induces(_: Setting, check: Check, case: Case, concept: str) -> bool:
    game = case[""]
    everyone = inducements(world_of(game), concept, check["induces"], game.start)
    for one in everyone:
        if "by" in check and not (
            _raises(game, one, str(check["by"])) and is_lean(world_of(game), game.start, one, everyone)
        ):
            continue
        ends = list(one.answers)
        if check.get("credible") in (True, "true"):
            if not one.credible:
                continue
            ends += one.outcomes
        if all(game.holds(check["to"], state) for state in ends):
            return True
    return False


def _raises(game: Game, one: Inducement, option: str) -> bool:
    k = game.form.options.index(game.form.full(option))
    return one.to[k] > game.start[k]


def _deal(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return agreements.deal(case[""], check["deal"], concept)


def _no_deal(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return agreements.no_deal(case[""], check["no_deal"], concept)


def _deal_lasts(_: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return agreements.deal_lasts(case[""], check["deal_lasts"], concept)


def _drift_ends(setting: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return clocks.drift_ends(setting.document, case[""], check["drift_ends"], concept)


def _drift_passes(setting: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return clocks.drift_passes(setting.document, case[""], check["drift_passes"], concept)


def _before(setting: Setting, check: Check, case: Case, concept: str) -> bool | None:
    return clocks.before(setting.document, case[""], check["before"], concept)


MEANINGS: dict[tuple[str, ...], Callable[[Setting, Check, Case, str], bool | None]] = {
    ("stable",): _stable,
    ("content",): _content,
    ("every_outcome",): _every_outcome,
    ("some_outcome",): _some_outcome,
    ("no_outcome",): _no_outcome,
    ("passes",): _passes,
    ("never_passes",): _never_passes,
    ("foresight",): _foresight,
    ("no_foresight",): _no_foresight,
    ("lever", "gains"): _lever_gains,
    ("lever", "never_gains"): _lever_never_gains,
    ("lever", "exactly_where"): _lever_exactly_where,
    ("prefers",): _prefers,
    ("everywhere",): _everywhere,
    ("more_responsible",): _more_responsible,
    ("single_changes_only_by",): _single_changes_only_by,
    ("stable_in_own_views",): _stable_in_own_views,
    ("induces",): _induces,
    ("deal",): _deal,
    ("no_deal",): _no_deal,
    ("deal_lasts",): _deal_lasts,
    ("drift_ends",): _drift_ends,
    ("drift_passes",): _drift_passes,
    ("before",): _before,
}
"""The keys that tell a kind → its meaning; of kinds that fit a check it is the last."""

GAME = """
countermove: 1
title: Pressure
target: give
actors:
  big:
    options: {press: {}, wave: {}}
    wants: [{id: b1, want: give}, {id: b2, want: not press, while: cost >= 0.5, otherwise: press, could_be: press}]
  small:
    options: {give: {}}
    wants: [{id: s1, want: press implies give}, {id: s2, want: not give}]
  third: {options: {stir: {}}, wants: [{id: t1, want: stir}]}
  miller: {options: {grind: {}}, wants: [{id: m1, want: sow}, {id: m2, want: not grind}]}
  farmer: {options: {sow: {}}, wants: [{id: f1, want: grind}, {id: f2, want: not sow}]}
drivers:
  cost: {now: 0.7, drifts: [{while: not press, falls: true}]}
  mood: {now: 0.2, drifts: [{while: give, rises: true}, {while: stir, rises: true}]}
views:
  v1: {holder: small, rewrite: {s1: {want: give}}}
  v2: {holder: third, rewrite: {t1: {want: not stir}}}
"""

GRADED = """
countermove: 1
title: Pressure in earnest
actors:
  big:
    options: {press: {}, wave: {}}
    wants:
      - {id: b1, want: hide and give}
      - {id: b2, want: not press or not give, strength: great}
      - {id: b3, want: press}
  small:
    options: {give: {}, hide: {}}
    wants:
      - {id: s1, want: not give or not hide}
      - {id: s2, want: press and give}
      - {id: s3, want: press or give, unknown: true}
"""
"""A file with words of strength and doubt."""

ASKED: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "stable": (
        {"stable": "start"},
        *({"stable": "start", "strongly": strongly, "type": kind} for strongly in (True, False) for kind in "abcd"),
    ),
    "content": ({"content": "big"}, {"content": "third"}),
    "every_outcome": ({"every_outcome": "not give", "after": ["press", "give"]},),
    "some_outcome": ({"some_outcome": "give", "after": ["press", "give"]},),
    "no_outcome": ({"no_outcome": "give", "after": ["press", "give"]},),
    "passes": ({"passes": "give", "after": ["press"]},),
    "never_passes": ({"never_passes": "give", "after": ["press"]},),
    "foresight": ({"foresight": "give"}, {"foresight": "stir"}),
    "no_foresight": ({"no_foresight": "give"}, {"no_foresight": "stir"}),
    "induces": (
        {"induces": "big", "to": "give", "credible": True},
        {"induces": "big", "to": "give", "credible": False},
        {"induces": "big", "to": "give", "by": "wave"},
        {"induces": "small", "to": "give"},
    ),
    "deal": ({"deal": "sow"}, {"deal": "press"}),
    "no_deal": ({"no_deal": "sow"}, {"no_deal": "press"}),
    "deal_lasts": ({"deal_lasts": "sow"}, {"deal_lasts": "press"}),
    "drift_ends": ({"drift_ends": "give"}, {"drift_ends": "give and mood > 0.9"}, {"drift_ends": "grind"}),
    "drift_passes": (
        {"drift_passes": "press"},
        {"drift_passes": "mood > 0.3 and cost > 0.6"},
        {"drift_passes": "wave"},
    ),
    "before": (
        {"before": ["cost < 0.6", "give"]},
        {"before": ["mood > 0.3", "give"]},
        {"before": ["mood > 0.3", "wave"]},
    ),
    "lever_gains": (
        {"lever": "press", "moves": "small", "gains": "give"},
        {"lever": "wave", "moves": "small", "gains": "give"},
    ),
    "lever_never_gains": (
        {"lever": "press", "moves": "small", "never_gains": "give"},
        {"lever": "wave", "moves": "small", "never_gains": "give"},
    ),
    "lever_exactly_where": (
        {"lever": "press", "moves": "small", "gains": "give", "exactly_where": "cost >= 0", "vary": ["cost"]},
        {"lever": "press", "moves": "small", "gains": "give", "exactly_where": "cost >= 0.2", "vary": ["cost"]},
    ),
    "prefers": (
        {"prefers": "big", "this": {"with": ["give"]}, "to": {}},
        {"prefers": "big", "this": {}, "to": {"with": ["give"], "without": ["press"]}},
    ),
    "everywhere": (
        {"everywhere": "not press", "where": "cost >= 0.5", "vary": ["cost"]},
        {"everywhere": "not press", "vary": ["cost"]},
        {"everywhere": "not give", "after_each": [[], ["press", "give"]]},
    ),
    "more_responsible": ({"more_responsible": "small", "than": "big"}, {"more_responsible": "big", "than": "small"}),
    "single_changes_only_by": ({"single_changes_only_by": "small"}, {"single_changes_only_by": "big"}),
    "stable_in_own_views": (
        {"stable_in_own_views": {"small": "v1"}},
        {"stable_in_own_views": {"third": "v2"}},
    ),
}
"""Kind → checks that are asked of ``file_for`` them (``tests/judge/test_kinds.py``). What may be left out of one is left out in
turn."""


def file_for(check: Check) -> str:
    """The file that a check of ``ASKED`` is asked of."""
    return GRADED if "type" in check else GAME


class Drawing(Protocol):
    """Whoever draws a random file: its actors (with their wants) and options, and what it draws of them."""

    rng: random.Random
    wants: dict[str, list[str]]
    options: list[str]

    def chance(self, of: float) -> bool: ...
    def formula(self, depth: int = ...) -> str: ...


def _drawn_induces(of: Drawing) -> dict[str, Any]:
    actor = of.rng.choice(list(of.wants))
    own = [option for option in of.options if option.startswith(f"{actor}.")]
    made: dict[str, Any] = {"induces": actor, "to": of.formula(1)}
    if of.chance(0.4):
        made["credible"] = True
    if own and of.chance(0.4):
        made["by"] = of.rng.choice(own)
    return made


def _drawn_deal(kind: str) -> Callable[[Drawing], dict[str, Any]]:
    return lambda of: {kind: "true" if of.chance(0.3) else of.formula(1)}


DRAWN: Mapping[str, Callable[[Drawing], dict[str, Any]]] = {
    "induces": _drawn_induces,
    **{kind: _drawn_deal(kind) for kind in ("deal", "no_deal", "deal_lasts", "drift_ends", "drift_passes")},
    "before": lambda of: {"before": [of.formula(1), of.formula(1)]},
}
"""Name of a kind → how random files draw it, where they do not by themselves."""
