"""What sentences about reasons mean: what an answer rests on, what becomes of the acts that it asks "
"about, and what a yes takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tests.judge.answers.changes import edits_of, minimal_changes, owners, target_holds
from tests.judge.answers.form import State
from tests.judge.answers.formulas import mentions, read
from tests.judge.answers.games import Game
from tests.judge.answers.roads import deterred, improvements, reached, undeterred, world_of
from tests.judge.assessment_formula import Tree
from tests.judge.sentences import truths
from tests.judge.sentences.acts import act_meant, actor_of
from tests.judge.sentences.cells import NOTHING
from tests.judge.sentences.deciding import decides
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, LOOKING, LOOKS, Edit, Reader, form, number, of_question
from tests.judge.sentences.leaving import BOUND, COULD_BE, TURN, Change, after, turned
from tests.judge.sentences.support import cases_of

__all__: list[str] = []

GAME = rf"(?P<where>[Ii]n the base reading(?:, with everybody (?:{LOOKS}))?|[Ww]ith everybody (?:{LOOKS}))"

Complaints = Iterator[str]


def game_looked_at(reader: Reader, told: str | None) -> Complaints:
    """The game that is said to be looked at is the one that is looked at."""
    setting = reader.world.setting
    words = next(words for words, concept in LOOKING.items() if concept == reader.world.lead)
    parts = ["in the base reading"] if len(setting.readings) > 1 else []
    parts += [f"with everybody {words}"] if len(setting.concepts) > 1 else []
    if told is not None and told.lower() != ", ".join(parts):
        yield f"{told!r} is told, looked at is {', '.join(parts)!r}"


# --- because ---

WHICH = {1: "that", 2: "either"}


@form(
    "answer",
    "because.each",
    rf"(?:Because|{GAME}, that is because) (?P<told>.+); without (?P<which>that|either|any one of them), the answer would be different\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    told, more = reader.reasons(match["told"])
    yield from game_looked_at(reader, match["where"])
    if match["which"] != WHICH.get(len(told) + more, "any one of them"):
        yield f"{match['which']} of {len(told) + more}"
    yield from truths.rests(reader.world, asked.name, asked.scenario, told, more)
    if match["where"] is None:
        yield from truths.everywhere(reader.world, asked.answer, [reason.want for reason in told], each=True)


@form(
    "answer",
    "because.until",
    rf"(?:{GAME}, this|This) holds until (?P<which>both|all (?:{COUNT})) are given up: (?P<told>.+?)"
    rf"(?: \(or (?:another such set|one of (?P<more>{COUNT}) other such sets)\))?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    told, _ = reader.reasons(match["told"])
    more = number(match["more"]) if match["more"] else int("(or another such set)" in match[0])
    yield from game_looked_at(reader, match["where"])
    if len(told) != (2 if match["which"] == "both" else number(match["which"].removeprefix("all "))):
        yield f"{match['which']} of {len(told)}"
    yield from truths.whole_sets(reader.world, asked.name, asked.scenario, told, more)
    if match["where"] is None:
        yield from truths.everywhere(reader.world, asked.answer, [reason.want for reason in told], each=False)


KEPT = rf"giving up wants does not change the answer \(up to (?P<bound>{COUNT}) wants? at a time (?:was|were) tried\)"


@form(
    "answer",
    "because.no_giving_up",
    rf"(?:(?P<giving>[Gg]iving up)|{GAME}(?:,|:) giving up){KEPT.removeprefix('giving up')}\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    yield from game_looked_at(reader, match["where"])
    yield from truths.rests_on_nothing(reader.world, asked.name, asked.scenario, number(match["bound"]))


@form("answer", "because.anyway", rf"(?:{GAME}, it|It) comes about anyway\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from game_looked_at(reader, match["where"])
    if not any(target_holds(game, target, reader.world.lead) for game, target in _about_edits(reader)):
        yield "it does not come about"


@form(
    "answer",
    "because.single_changes",
    rf"(?:{GAME}, the|The) (?P<only>only )?single changes that bring it about are those of (?P<told>.+)\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from game_looked_at(reader, match["where"])
    told: dict[str, set[str]] = {}
    for part in re.split(r"(?<=\)), of |(?<=\)) or of ", match["told"]):
        one = re.fullmatch(r"(.+) \(([^()]+)\)", part)
        if one is None or one[1] not in reader.english.called:
            raise Unknown(part)
        told[reader.english.called[one[1]]] = set(one[2].split(", "))
    known = []
    for game, target in _about_edits(reader):
        found: dict[str, set[str]] = {}
        for change in minimal_changes(game, target, reader.world.lead, bound=1):
            for want, _ in change:
                found.setdefault(owners(game)[want], set()).add(want)
        known.append(found)
    if told not in known:
        yield f"they are {known}"
    if bool(match["only"]) is not (len(told) == 1):
        yield f"they are of {len(told)} actors"


@form("answer", "because.no_single_change", rf"(?:{GAME}, no|No) single change of what anybody wants brings it about\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    yield from game_looked_at(reader, match["where"])
    for game, target in _about_edits(reader):
        if target_holds(game, target, reader.world.lead) or minimal_changes(game, target, reader.world.lead, bound=1):
            yield f"some of {len(edits_of(game))} single changes does, or it comes about"


def _about_edits(reader: Reader) -> Iterator[tuple[Game, object]]:
    """The games of a question about changes of wants, each with the target."""
    answer = of_question(reader).answer
    for check, games in _games(reader):
        if any(kind in check for kind in ("more_responsible", "single_changes_only_by")):
            yield from ((game, reader.world.document["target"]) for game in games)
    if not answer.checks:
        raise Unknown("no check")


def _games(reader: Reader) -> Iterator[tuple[dict[str, object], list[Game]]]:
    """The checks of a question, each with its games."""
    answer = of_question(reader).answer
    cases = cases_of(reader.world.setting, answer)
    for side, one in zip(("yes", "no"), answer.checks, strict=False):
        yield one["check"], [game for key, game in cases.items() if key.startswith(f"{side} ")]


# --- acts ---


@form(
    "answer",
    "because.act",
    rf"(?:{GAME}: )?(?P<told>[^:]+?(?:, since |: (?:it |they |that )).+?)(?P<kept>; {KEPT})?\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    yield from game_looked_at(reader, match["where"])
    if match["kept"]:
        yield from truths.rests_on_nothing(reader.world, asked.name, asked.scenario, number(match["bound"]))
    acts: list[list[str]] = []
    for part in match["told"].split("; "):
        if re.match(r"(?:even )?without (?:that|both|all )", part):
            acts[-1].append(part)
        else:
            acts.append([part])
    for own in acts:
        yield from act_told(reader, own)


def act_told(reader: Reader, parts: list[str]) -> Complaints:
    """What becomes of an act that an answer asks about, with the chain behind it: true in some game of the answer."""
    match = re.fullmatch(
        r"(?P<act>.+?)(?:, since (?P<reason>.+)|: (?:it|they) would gain, but then (?P<moves>.+)"
        r"|: (?P<nothing>(?:it|they) gains? nothing by it)|: that becomes possible only once (?P<needs>.+)|: that is ruled out, as (?P<why>.+)"
        r"|: (?P<settled>that cannot be taken back))",
        parts[0],
    )
    if match is None:
        raise Unknown(f"no act: {parts[0]!r}")
    actor, rest = actor_of(reader, match["act"])
    tree = reader.english.formulas(f"{reader.english.the[actor]} {rest}")[0]
    denied = tree[0] == "not"
    option = tree[1] if denied else tree
    found: list[str] = []
    for check, games in _games(reader):
        for game in games:
            start = game.after(check.get("after") or ())  # type: ignore[arg-type]
            own = list(_act(reader, game, start, (actor, option, not denied), match, parts[1:]))
            if not own:
                return
            found = found or own
    yield from found


def _act(
    reader: Reader, game: Game, start: State, act: tuple[str, Tree, bool], match: re.Match[str], chain: list[str]
) -> Complaints:
    actor, option, done = act
    form_, lead, roads = game.form, reader.world.lead, world_of(game)
    holds = form_.holds(option, start, game.drivers)
    here = _from(game, start)
    goals = [state for state in form_.moves[actor][start] if form_.holds(option, state, game.drivers) is not holds]
    single = [state for state in goals if sum(a != b for a, b in zip(start, state, strict=True)) == 1]
    if match["needs"] or match["why"] or match["settled"]:
        if single:
            yield f"{actor} can do it"
        if match["needs"] and any(
            form_.holds(tree, start, game.drivers) for tree in reader.english.formulas(match["needs"])
        ):
            yield f"{match['needs']} is so already"
        if holds is not done:
            yield f"it is {'done' if holds else 'not done'}"
        return
    if not single:
        yield f"{actor} cannot do it"
        return
    least = min(single, key=sum)
    goal = least if holds or option[0] != "==" else single[0]
    taken = goal in undeterred(roads, lead, actor, start)
    if done is not (taken is not holds):
        yield f"{actor} {'takes' if taken else 'does not take'} the act, which is {'on' if holds else 'off'}"
    if match["nothing"]:
        if decides(game, actor, start, goal) is not None:
            yield f"{actor} does not gain nothing"
        return
    if match["moves"]:
        if goal not in improvements(roads, actor, start) or not deterred(roads, lead, actor, start, goal):
            yield f"{actor} is not deterred"
        yield from countermoves(reader, roads.ranks[actor], start, goal, match["moves"])
        return
    reasons, end = reader.chain(chain, actor)
    first = reader.reason(match["reason"], actor=actor)
    yield from truths.chain_of(here, actor, goal, [first, *reasons], end)
    want = decides(game, actor, start, goal)
    if want is None or want.id != first.want:
        yield f"{first.want} is told, {want.id if want else 'nothing'} decides"


def _from(game: Game, start: State) -> Game:
    """The game with another start."""
    return replace(game, start=start)


def countermoves(reader: Reader, rank: Mapping[State, int], start: State, there: State, told: str) -> Complaints:
    """Moves of the others from there that leave the first mover no better off than at the start."""
    here = there
    for move in told.split(" and then "):
        _, here = act_meant(reader, move, here)
    if rank[here] > rank[start]:
        yield f"after {told!r} it is better off all the same"


# --- what a yes takes ---

NEAR = (
    r"(?P<driver>[\w ]+) were (?:(?P<how>at least|above|at most|below) (?P<near>about )?(?P<v>[-−\d.]+)"
    r"|between (?:about )?(?P<low>[-−\d.]+) and (?:about )?(?P<high>[-−\d.]+)|(?P<about>about )?(?P<value>[-−\d.]+)) \(now (?:about )?(?P<now>[-−\d.]+)\)"
)


@form("answer", "takes", r"(?P<only>Yes, if|Only if) (?P<told>.+)\.")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    world, text = reader.world, match["told"]
    parts = text.split("; or if ")
    if near := re.fullmatch(NEAR, parts[-1]):
        yield from _near(reader, near)
        parts = parts[:-1]
    if not parts:
        return
    told, more = reader.changes("; or if ".join(parts))
    changes: list[Change] = [frozenset((edit.want, edit.kind) for edit in one) for one in told]
    for one in told:
        for edit in one:
            yield from _edited(reader, edit, changes[told.index(one)])
    if not any(edit.kind == TURN for one in told for edit in one):
        yield from truths.takes(world, asked.name, asked.scenario, changes, more)
        if match["only"] == "Only if" or near is not None:
            yield "changes of the kinds that the file takes seriously are told as the only ones"
        return
    hurried = match["only"] == "Yes, if" and reader.hurried
    yield from truths.takes_turned(world, asked.name, asked.scenario, changes, 2 if hurried else BOUND)
    if match["only"] == "Only if":
        found = world.takes(asked.name, asked.scenario)
        if found is not None and (not set(changes) <= set(found) or len(found) != len(changes) + more):
            yield f"{len(changes)} and {more} more are told, there are {[sorted(one) for one in found]}"


def _near(reader: Reader, match: re.Match[str]) -> Complaints:
    def value(name: str) -> Fraction:
        return Fraction(match[name].replace("−", "-"))

    driver = next((name for name in reader.world.setting.form.now if name.replace("_", " ") == match["driver"]), None)
    if driver is None:
        raise Unknown(f"no driver: {match['driver']!r}")
    how = match["how"] or ("between" if match["low"] else "about" if match["about"] else "at")
    first = value("v") if match["v"] else value("low") if match["low"] else value("value")
    last = value("high") if match["high"] else first
    near = truths.CLOSE if match["near"] else Fraction(0)
    told = how, first, last, near
    yield from truths.takes_value(reader.world, of_question(reader).answer, driver, told, value("now"))


def _edited(reader: Reader, edit: Edit, change: Change) -> Complaints:
    """What is told of a want that is changed: what it is now, what it is then, and the act that this brings."""
    answer = of_question(reader).answer
    found: list[str] = []
    for check, games in _games(reader):
        for game in games:
            own = list(_edit_in(reader, edit, change, game, game.after(check.get("after") or ())))  # type: ignore[arg-type]
            if not own:
                return
            found = found or own
    if not answer.checks:
        raise Unknown("no check")
    yield from found


def _edit_in(reader: Reader, edit: Edit, change: Change, game: Game, start: State) -> Complaints:
    want = reader.world.want(edit.want, game)
    if want is None:
        yield f"{edit.want} is not in that game"
        return
    if edit.reason is not None:
        yield from truths.branch_told(game, edit.reason, [game.start, start])
    if edit.wish:
        then = turned(game, want) if edit.kind == TURN else None
        formula = want.could_be if edit.kind == COULD_BE else None
        if then is not None:
            formula = then.want if then.want != want.want else then.otherwise
        if formula is None or not any(truths.alike(game, tree, read(formula)) for tree in edit.wish):
            yield f"{edit.want} is told to become what it does not"
    if edit.act:
        yield from _brought(reader, edit, change, game, start)
        texts = filter(None, (want.want, want.while_, want.otherwise))
        about = {name for text in texts for name in mentions(read(text), game.form.scope)}
        if not any(about & set(mentions(tree, game.form.scope)) for tree in _act_trees(reader, edit)):
            yield f"{edit.want} is not about {edit.act!r}"


def _act_trees(reader: Reader, edit: Edit) -> Sequence[Tree]:
    name, _, act = edit.act.partition(" to ")
    actor = reader.english.called.get(name) or reader.english.called.get(name[:1].lower() + name[1:])
    if actor is None:
        raise Unknown(name)
    verb = act if act.startswith("no longer ") else f"to {act}"
    return reader.english.formulas(f"{reader.english.the[actor]} {verb}")


def _brought(reader: Reader, edit: Edit, change: Change, game: Game, start: State) -> Complaints:
    """An act that a change brings: done on some road after it, and on none before."""
    trees = _act_trees(reader, edit)
    done = []
    for own in (game, after(game, change)):
        roads = reached(world_of(own), reader.world.lead, start)
        done.append(
            any(own.form.holds(tree, state, own.drivers) for tree in trees for state in roads if state != start)
        )
    if not done[1]:
        yield f"{edit.act!r} is not done after {sorted(change)}"


@form(
    "answer",
    "takes.nothing",
    rf"No change of up to (?P<bound>{COUNT}) wants? that was tried \((?P<tried>[^()]+)\) makes it a yes\.",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    asked = of_question(reader)
    bound, turned_ = number(match["bound"]), 0
    for one in match["tried"].split(", "):
        kind = re.fullmatch(
            rf"left out|made what it could be|lowered|(?:up to (?P<few>{COUNT}) )?(?P<turned>turned round)", one
        )
        if kind is None:
            raise Unknown(one)
        if kind["turned"]:
            turned_ = number(kind["few"]) if kind["few"] else bound
    yield from truths.takes_nothing(reader.world, asked.name, asked.scenario, bound, turned_)
    if reader.world.lead_cell(asked.answer) == NOTHING:
        yield "it has nothing to say"
