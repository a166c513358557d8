"""What sentences outside the answers mean: where it goes, lanes, conclusions, what happened since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from tests.judge.answers.form import State
from tests.judge.answers.roads import deterred, improvements, world_of
from tests.judge.assessment_formula import Tree
from tests.judge.sentences import truths
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.truths import Reason

__all__ = ["act_meant", "lane"]

Complaints = Iterator[str]


# --- acts and states ---


def act_meant(reader: Reader, told: str, start: State | None = None) -> tuple[str, State]:
    """Who moves where from the start by an act: "Alba plays ax and no longer plays ay"."""
    english, form_ = reader.english, reader.world.setting.form
    base = start or reader.world.base.start
    for called in sorted(english.called, key=len, reverse=True):
        capital = f"{called[:1].upper()}{called[1:]}"
        for name in (called, capital):
            if told.startswith(f"{name} "):
                actor = english.called[called]
                trees = english.formulas(f"{english.the[actor]} {told[len(name) + 1 :]}")
                goals = {state for state in form_.moves[actor][base] if _does(reader, trees, actor, base, state)}
                # "no longer plays it a little": not at all, rather than more
                least = {state for state in goals if sum(state) == min(map(sum, goals))}
                if len(least) == 1:
                    return actor, least.pop()
                raise Unknown(f"{len(goals)} moves are {told!r}")
    raise Unknown(f"no act: {told!r}")


def _does(reader: Reader, trees: list[Tree], actor: str, here: State, there: State) -> bool:
    """Whether a move does what is told, and nothing else."""
    form_ = reader.world.setting.form
    changed = {full for full, a, b in zip(form_.options, here, there, strict=True) if a != b}
    for tree in trees:
        named = set(_named(tree))
        if named == changed and form_.holds(tree, there, reader.world.base.drivers):
            return True
    return False


def _named(tree: Tree) -> Iterator[str]:
    if tree[0] == "name" and "." in tree[1]:
        yield tree[1]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from _named(part)


def holds_somewhere(reader: Reader, told: str, states: list[State]) -> bool:
    """Whether a description holds in one of some states."""
    if told in ("no act is on", "nothing moves"):
        return any(not any(state) for state in states) or reader.world.base.start in states
    trees = reader.english.formulas(told)
    drivers = reader.world.base.drivers
    return any(reader.world.setting.form.holds(tree, state, drivers) for tree in trees for state in states)


# --- where it goes ---


@form(
    "screen",
    "start.left",
    r"(?:As argued, it|It) does not stay as it is: (?P<act>.+?)(?P<others> \(or others move\))?(?P<ends>, and there it ends)?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    world = reader.world
    actor, there = act_meant(reader, match["act"])
    if there not in world.steps(actor):
        yield f"{actor} does not step to {world.setting.form.shown(there)}"
    steps = [(one, state) for one in world.setting.form.actors for state in world.steps(one)]
    if (len(steps) > 1) is not bool(match["others"]) and not match["ends"]:
        yield f"there are {len(steps)} steps from the start"
    if match["ends"] and world.outcomes != [there]:
        yield f"it ends in {[world.setting.form.shown(state) for state in world.outcomes]}"


@form("screen", "ends.round", r"From there it runs in circles and ends nowhere\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.outcomes:
        yield f"it ends in {[reader.world.setting.form.shown(state) for state in reader.world.outcomes]}"


@form("screen", "ends.where", rf"It ends where (?P<state>.+?)(?:; (?P<more>{COUNT}) other endings?)?\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    ends = reader.world.outcomes
    if not holds_somewhere(reader, match["state"], ends):
        yield f"it ends in {[reader.world.setting.form.shown(state) for state in ends]}"
    if len(ends) != 1 + (number(match["more"]) if match["more"] else 0):
        yield f"it has {len(ends)} endings"


# --- lanes ---


def lane(reader: Reader, act: str, reason: str, stands: str) -> Complaints:
    """An act from the start, what stops it (or that it pays), and where the number behind that stands."""
    world, game = reader.world, reader.world.base
    if reason.startswith("first "):
        return  # it cannot be done yet: told by its rule
    actor, there = act_meant(reader, act)
    pays, told = reason.startswith("pays: "), reason.removeprefix("pays: ")
    if told.startswith("would gain, but then"):
        if there not in improvements(world_of(game), actor, game.start):
            yield f"{actor} gains nothing there"
        elif not deterred(world_of(game), world.lead, actor, game.start, there):
            yield f"nothing deters {actor}"
        return
    found: Reason | None = None
    if re.fullmatch(r"gains? nothing by it", told) is None:
        found = reader.reason(told)
    if pays and there not in world.undeterred(actor):
        yield f"{actor}'s act is no improvement that nothing deters"
    yield from truths.act(world, game, actor, there, found, pays=pays)
    if stands:
        if found is None:
            yield f"a number is told of {told!r}"
        else:
            yield from truths.tips(game, actor, there, found.want, switch_told(stands))


def switch_told(told: str) -> tuple[str, Fraction, Fraction]:
    """What a number is, what it is now and where it tips: "window 0.60, tips below 0.30"; "0.60 / 0.30"."""
    if match := re.fullmatch(r"(?:(.+?) )??(-?[\d.]+), tips (?:above|below|at) (-?[\d.]+)", told):
        return (
            (match[1] or "").replace(" ", "_").replace("_*_", " * ").replace("_+_", " + ").replace("_-_", " - "),
            Fraction(match[2]),
            Fraction(match[3]),
        )
    if match := re.fullmatch(r"(-?[\d.]+) / (-?[\d.]+)", told):
        return "", Fraction(match[1]), Fraction(match[2])
    raise Unknown(f"no switch: {told!r}")


@form(
    "lanes",
    "lanes.why",
    rf"Why nobody moves: (?P<count>{COUNT}) acts?, what stops each(?:, where its switch is / tips)?",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    for actor in reader.world.setting.form.actors:
        if reader.world.steps(actor):
            yield f"{actor} has a step"


@form("lanes", "lanes.who", rf"Who moves: (?:(?P<some>{COUNT}) of )?(?P<count>{COUNT}) acts?,? .*")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not any(reader.world.steps(actor) for actor in reader.world.setting.form.actors):
        yield "nobody has a step"


# --- what happened since ---


@form("screen", "since.nothing_left", r"No reading of this model allows what happened\.")
@form(
    "screen",
    "since.nothing_left",
    r"In no reading of this model do steps that each takes alone lead to what happened.*\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.happened.surviving:
        yield f"{len(reader.world.happened.surviving)} cells survive"


@form("screen", "since.base_out", r"The base reading is out: (?P<told>.+) refutes? it\. Read what holds since\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if not reader.world.happened.base_out:
        yield "the base reading survives"


@form(
    "screen",
    "since.leaves",
    rf"What happened since leaves (?P<some>all|none|{COUNT})(?: of (?P<of>{COUNT}))?(?: the)? readings? "
    rf"and changes (?P<changes>no|{COUNT}) answers?(?:\.|: it fits only if (?P<fits>.+)\.)",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    happened = reader.world.happened
    total = len(reader.world.setting.readings)
    alive = len({reading for reading, _ in happened.surviving})
    told = {"all": total, "none": 0}.get(match["some"])
    if (number(match["some"]) if told is None else told) != alive:
        yield f"{alive} of {total} readings survive"
    if match["of"] and number(match["of"]) != total:
        yield f"there are {total} readings"
    others = 0
    for question in reader.world.questions.values():
        answer = next(iter(question.answers.values()))
        others += reader.world.since(answer) != answer.word
    if (0 if match["changes"] == "no" else number(match["changes"])) != others:
        yield f"{others} answers are others since"


@form(
    "screen",
    "since.concepts",
    rf"What happened since is not allowed under every concept, and changes (?P<changes>no|{COUNT}) answers?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if len(reader.world.happened.surviving) == reader.world.cells:
        yield "it is allowed everywhere"


# --- conclusions ---

KINDS = {
    r"follows?": ("follows", "holds_by_inaction"),
    r"depends?": ("depends",),
    r"(?:is|are) contradicted": ("contradicted",),
    r"(?:is|are) unsupported": ("unsupported",),
    r"(?:has|have) nothing to judge|(?:is|are) vacuous": ("vacuous",),
    r"says? a premise again": ("restates",),
    r"holds? whatever anybody wants": ("holds_whatever",),
    r"(?:has|have) a condition that is never met": ("condition_never_met",),
}


def counted(reader: Reader, told: str, names: list[str]) -> Complaints:
    """ "eleven follow, two say a premise again and one is contradicted": every class with its number."""
    found = Counter(reader.world.claims[name].kind for name in names)
    left = dict(found)
    for part in re.split(r", | and (?=\w+ (?:follow|depend|is|are|ha|say|hold))", told):
        match = re.fullmatch(rf"(?:and )?(?P<count>{COUNT}) (?P<verb>.+)", part)
        if match is None:
            raise Unknown(part)
        kinds = next((kinds for verb, kinds in KINDS.items() if re.fullmatch(verb, match["verb"])), None)
        if kinds is None:
            raise Unknown(part)
        if sum(left.pop(kind, 0) for kind in kinds) != number(match["count"]):
            yield f"{part} is told, the classes are {dict(found)}"
    if any(left.values()):
        yield f"{left} are not told"


@form("claims", "claims.count", rf"Of (?P<count>{COUNT}) conclusions (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if number(match["count"]) != len(reader.world.authors):
        yield f"there are {len(reader.world.authors)}"
    yield from counted(reader, match["told"], reader.world.authors)


@form("claims", "claims.all", rf"All (?P<count>{COUNT}) conclusions (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from counted(reader, f"{match['count']} {match['told']}", reader.world.authors)


@form("claims", "claims.one", r"The one conclusion (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from counted(reader, f"one {match['told']}", reader.world.authors)


CLASS_WORDS = {
    "contradicted": ("contradicted",),
    "unsupported": ("unsupported",),
    "nothing to judge": ("vacuous",),
    "vacuous": ("vacuous",),
    "says a premise again": ("restates",),
    "condition never met": ("condition_never_met",),
    "holds whatever anybody wants": ("holds_whatever",),
    "depends": ("depends",),
    "follows": ("follows", "holds_by_inaction"),
    "follows, as long as nobody wants otherwise": ("holds_by_inaction",),
}


@form("claim", "claim.class", rf"(?P<says>.+) \((?P<id>\w+)\): (?P<word>{'|'.join(CLASS_WORDS)})")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if match["id"] not in reader.world.claims:
        raise Unknown(match["id"])
    kind = reader.world.claims[match["id"]].kind
    if kind not in CLASS_WORDS[match["word"]]:
        yield f"{match['id']} is {kind}"


@form("claim", "claim.turns", r"(?P<says>.+) \((?P<id>\w+)\): (?P<how>holds|fails) (?P<told>.+)")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if match["id"] not in reader.world.claims:
        raise Unknown(match["id"])
    found = reader.world.claims[match["id"]]
    if found.kind != "depends":
        yield f"{match['id']} is {found.kind}"
    cells = [["nothing to say" if v is None else "holds" if v else "fails" for v in row] for row in found.values]
    yield from truths.conditions(reader.world, cells, match["how"], [reader.condition(match["told"])])
