"""What sentences about conclusions mean: how many are of which class, and what is said of each beside its class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.judge.answers.checks import claim_case
from tests.judge.answers.formulas import degree, read
from tests.judge.answers.games import Game
from tests.judge.assessment_formula import Tree
from tests.judge.sentences import truths
from tests.judge.sentences.cells import NOTHING
from tests.judge.sentences.classes import single_changes
from tests.judge.sentences.deciding import NOTHING as SILENT
from tests.judge.sentences.deciding import branch
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import COUNT, Reader, form, number
from tests.judge.sentences.leaving import KINDS
from tests.judge.sentences.world import NOT_DECIDED

__all__ = ["CLASS_WORDS", "COARSE", "claim_told", "counted", "note", "own_and_others"]

Complaints = Iterator[str]

IDLE = r"(?P<who>it says|they say|(?P<some>[a-z]+|\d+) of them says?) that something "
NOT_ABOUT = "does not come about, as long as nobody comes to want it"
STAYS = "stays as it is, as long as nobody wants otherwise"

VERBS = {
    r"follows?": ("follows", "holds_by_inaction"),
    r"depends?": ("depends",),
    r"(?:is|are) contradicted": ("contradicted",),
    r"(?:is|are) unsupported": ("unsupported",),
    r"(?:has|have) nothing to judge": ("vacuous",),
    r"restates? a premise": ("restates",),
    r"holds? whatever anybody wants": ("holds_whatever",),
    r"(?:has a|have a) condition that is never met": ("condition_never_met",),
    r"(?:is|are) true throughout": ("true throughout",),
    r"(?:is|are) false throughout": ("false throughout",),
    r"(?:is|are) not decided": (NOT_DECIDED,),
}


def denies(reader: Reader, check: Mapping[str, Any]) -> bool:
    """Whether a check says that something does not come about: that acts are not done, or that nobody has a reason to move."""
    form = reader.world.setting.form

    def signs(tree: Tree, sign: bool) -> Iterator[bool]:
        """Of every act that is named, whether it is asked for; both where a formula is neither."""
        match tree:
            case ("name", str(name)) if name in form.terms and name not in form.scope.options:
                yield from signs(form.terms[name], sign)
            case ("name", str(name)) if name in form.options or name in form.scope.options:
                yield sign
            case ("not", tuple(of)):
                yield from signs(of, not sign)
            case ("and" | "or", tuple(a), tuple(b)):
                yield from (*signs(a, sign), *signs(b, sign))
            case ("implies", tuple(a), tuple(b)):
                yield from (*signs(a, not sign), *signs(b, sign))
            case ("iff", tuple(a), tuple(b)):
                for part in (a, b):
                    yield from (*signs(part, True), *signs(part, False))
            case (str(), *parts):
                yield from _compared(tree, sign, parts)

    def _compared(tree: Tree, sign: bool, parts: list[Any]) -> Iterator[bool]:
        named = {name for part in parts if isinstance(part, tuple) for name in names(part)} & set(form.scope.options)
        if not named:
            return
        level = degree(tree, form.scope)
        if level is None:
            yield from (True, False)
            return
        # x at this level or above is asked for, x above it is denied: of the lowest and the highest level one of the two says nothing.
        full, at = level
        above, top = (
            {">=": (sign, None), "<": (not sign, None), ">": (None, sign), "<=": (None, not sign)},
            len(form.levels[full]) - 1,
        )
        first, second = (above | {"==": (sign, not sign), "!=": (not sign, sign)})[tree[0]]
        yield from [told for told, says in ((first, at > 0), (second, at < top)) if told is not None and says]

    def only(formula: Any) -> bool:
        return set(signs(read(formula), True)) == {False}

    for kind, _denied in (
        ("every_outcome", 1),
        ("some_outcome", 1),
        ("passes", 1),
        ("foresight", 1),
        ("everywhere", 1),
    ):
        if kind in check:
            return only(check[kind])
    for kind in ("no_outcome", "never_passes", "no_foresight"):
        if kind in check:
            return not only(check[kind])
    if "exactly_where" in check:
        return False
    if "gains" in check or "never_gains" in check:
        return only(check["gains"]) if "gains" in check else not only(check["never_gains"])
    return any(kind in check for kind in ("stable", "content", "stable_in_own_views"))


def names(tree: Tree) -> Iterator[str]:
    """Every name in a formula."""
    if tree[0] == "name":
        yield tree[1]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from names(part)


def own_and_others(reader: Reader) -> tuple[list[str], list[str]]:
    """The author's own claims, and all others."""
    own = reader.world.authors
    return own, [name for name in reader.world.claims if name not in own]


def counted(reader: Reader, told: str, names: Sequence[str], *, alone: bool) -> Complaints:
    """ "eleven follow (…), two restate a premise and one is contradicted": every class with its number; "
    "*alone*: one class, without."""
    found = Counter(reader.world.claims[name].kind for name in names)
    left = dict(found)
    pieces = [told] if alone else re.split(r"(?:, | and )(?![^()]*\))", told)
    for piece in pieces:
        match = re.fullmatch(rf"(?:(?P<count>{COUNT}) )?(?P<verb>[^()]+?)(?: \((?P<idle>[^()]+)\))?", piece)
        if alone and match is not None:
            match = re.fullmatch(r"(?P<verb>[^()]+?)(?: \((?P<idle>[^()]+)\))?(?P<count>)", piece)
        kinds = next((kinds for verb, kinds in VERBS.items() if match and re.fullmatch(verb, match["verb"])), None)
        if match is None or kinds is None:
            raise Unknown(piece)
        many = len(names) if alone else number(match["count"])
        if sum(left.pop(kind, 0) for kind in kinds) != many:
            yield f"{piece} is told, the classes are {dict(found)}"
        idle = [name for name in names if reader.world.claims[name].kind == "holds_by_inaction"]
        if kinds[0] == "follows" and bool(idle) is not bool(match["idle"]):
            yield f"{idle} follow as long as nobody wants otherwise"
        if match["idle"]:
            yield from _idle(reader, match["idle"], idle, many)
    if any(left.values()):
        yield f"{left} are not told"


def _idle(reader: Reader, told: str, idle: Sequence[str], many: int) -> Complaints:
    """What those say that hold as long as nobody wants otherwise: how many that something does not come "
    "about, how many that it stays."""
    written = reader.world.document["claims"]
    denying = [name for name in idle if denies(reader, written[name]["check"])]
    known = len(denying), len(idle) - len(denying)
    if both := re.fullmatch(
        rf"({COUNT}) of them says? that something {NOT_ABOUT}, and ({COUNT}) that something stays as it is", told
    ):
        found = number(both[1]), number(both[2])
    elif one := re.fullmatch(rf"{IDLE}(?P<what>{NOT_ABOUT}|{STAYS})", told):
        some = number(one["some"]) if one["some"] else many
        if one["who"] == "it says" and many != 1:
            yield f"it is {many}"
        found = (some, 0) if one["what"] == NOT_ABOUT else (0, some)
    else:
        raise Unknown(told)
    if found != known:
        yield f"{found} is told, it is {known}: {idle}"


@form(
    "claims",
    "claims.head",
    rf"Of (?P<count>{COUNT}) (?P<what>conclusions|claims)(?P<others> that (?:is|are) not the author's)?, (?P<told>.+?)\.?",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    names = _meant(reader, match["what"], others=bool(match["others"]))
    if match["others"] and " that is " in match["others"]:
        yield "that is … of several"
    if number(match["count"]) != len(names):
        yield f"there are {len(names)}"
    yield from counted(reader, match["told"], names, alone=False)


@form(
    "claims",
    "claims.head.all",
    rf"(?:Both|All (?P<count>{COUNT})) (?P<what>conclusions|claims)(?P<others> that (?:is|are) not the author's)? (?P<told>.+?)\.?",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    names = _meant(reader, match["what"], others=bool(match["others"]))
    if match["others"] and " that is " in match["others"]:
        yield "that is … of several"
    if (number(match["count"]) if match["count"] else 2) != len(names):
        yield f"there are {len(names)}"
    yield from counted(reader, match["told"], names, alone=True)


@form(
    "claims",
    "claims.head.one",
    r"The one (?P<what>conclusion|claim)(?P<others> that is not the author's)? (?P<told>.+?)\.?",
)
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    names = _meant(reader, match["what"], others=bool(match["others"]))
    if len(names) != 1:
        yield f"there are {len(names)}"
    yield from counted(reader, match["told"], names, alone=True)


@form("claims", "claims.none", r"No claims yet")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if reader.world.claims:
        yield f"there are {len(reader.world.claims)}"


def _meant(reader: Reader, what: str, *, others: bool) -> list[str]:
    """The claims that a head is about: the author's where anybody else's are told too, all where there are no others (of its)."""
    own, rest = own_and_others(reader)
    if others:
        return rest
    return own or rest


CLASS_WORDS = {
    "contradicted": ("contradicted",),
    "unsupported": ("unsupported",),
    "nothing to judge": ("vacuous",),
    "vacuous": ("vacuous",),
    "restates a premise": ("restates",),
    "its condition is never met": ("condition_never_met",),
    "holds whatever anybody wants": ("holds_whatever",),
    "depends": ("depends",),
    "follows": ("follows",),
    "follows, as long as nobody wants otherwise": ("holds_by_inaction",),
    "true throughout": ("true throughout",),
    "false throughout": ("false throughout",),
    NOT_DECIDED: (NOT_DECIDED,),
}
"""Words for a class → the classes that they are; the last three are told where the states are not listed."""

SIGNS = {"✓": "follows", "(✓)": "holds_by_inaction", "∅": "holds_whatever", "⊖": "condition_never_met", "≡": "restates"}
SIGNS |= {
    "x": "contradicted",
    "~": "depends",
    "v": "follows",
    "(v)": "holds_by_inaction",
    "0": "holds_whatever",
}  # in ASCII
SIGNS |= {"-": "condition_never_met", "=": "restates", "/": "unsupported", "_": "vacuous"}
SIGNS |= {
    "●": "true throughout",
    "○": "false throughout",
    "*": "true throughout",
    "o": "false throughout",
    "?": NOT_DECIDED,
}
SIGNS |= {"◐": "depends", "✗": "contradicted", "⊘": "unsupported", "◌": "vacuous"}

COARSE = {
    "true throughout": ("follows", "holds_by_inaction", "holds_whatever", "condition_never_met", "restates"),
    "false throughout": ("contradicted", "unsupported"),
    "depends": ("depends", "restates"),
    "nothing to judge": ("vacuous",),
}
"""Words for a claim's values alone → the classes that it may have."""

WORDS = "|".join(sorted(CLASS_WORDS, key=len, reverse=True))


@form("claim", "claim", rf"(?P<sign>\S+) (?P<says>.+) \((?P<id>\w+)\): (?P<word>{WORDS})(?:: (?P<note>.+))?")
def _(reader: Reader, match: re.Match[str]) -> Complaints:
    if match["id"] not in reader.world.claims:
        raise Unknown(match["id"])
    if SIGNS.get(match["sign"]) != reader.world.claims[match["id"]].kind:
        yield f"the sign is {match['sign']} of {reader.world.claims[match['id']].kind}"
    says = str(reader.world.document["claims"][match["id"]]["says"]).strip(" .")
    if match["says"].lower() != says.lower():
        yield f"{match['id']} says {says!r}"
    yield from claim_told(reader, match["id"], match["word"], match["note"] or "")


def claim_told(reader: Reader, name: str, word: str, told: str) -> Complaints:
    """The class of a claim, and what is said of it besides."""
    kind = reader.world.claims[name].kind
    if kind not in CLASS_WORDS[word]:
        yield f"{name} is {kind}, {word} is told"
        return
    if told:
        yield from note(reader, name, told)
    elif kind not in ("follows", "vacuous", "contradicted", "true throughout", "false throughout", NOT_DECIDED):
        yield f"nothing is told of {name}, which is {kind}"


def note(reader: Reader, name: str, told: str) -> Complaints:
    """What is said of a claim beside its class."""
    found = reader.world.claims[name]
    plain = {
        "no single change of any want makes it true": "unsupported",
        "its condition is met nowhere": "condition_never_met",
        "it would hold with no wants at all, and no single change of a want makes it false": "holds_whatever",
        "there is nothing to judge": "vacuous",
    }
    if told == "it is not judged, since it needs a list of the states, and there are too many":
        if found.kind != NOT_DECIDED:
            yield f"{name} is {found.kind}"
    elif told in plain:
        if found.kind != plain[told]:
            yield f"{name} is {found.kind}"
    elif told == "rests on no single want":
        case = claim_case(reader.world.setting, reader.world.document["claims"][name], reader.world.setting.readings[0])
        if found.kind != "follows" or single_changes(
            reader.world.setting, reader.world.document["claims"][name], case, False
        ):
            yield f"some single change of a want makes {name} false"
    elif told.startswith("defeated by "):
        yield from _falls(reader, name, told.removeprefix("defeated by "))
    elif told.startswith(("that ", "restates that ")):
        yield from _again(reader, name, told.removeprefix("restates "))
    elif match := re.fullmatch(r"until (?P<who>.+)", told):
        yield from _until(reader, name, match["who"])
    elif told.startswith(("turns on", "holds ", "fails ")):
        yield from turns(reader, name, told)
    else:
        raise Unknown(told)


def _game(reader: Reader, name: str) -> Game:
    claim = reader.world.document["claims"][name]
    case = claim_case(reader.world.setting, claim, reader.world.setting.readings[0])
    game: Game = next(iter(case.values()))
    return game


def _falls(reader: Reader, name: str, told: str) -> Complaints:
    """Premises of which one change makes a contradicted claim true somewhere."""
    setting, claim = reader.world.setting, reader.world.document["claims"][name]
    case = claim_case(setting, claim, setting.readings[0])
    against = {want for want, _ in single_changes(setting, claim, case, True, kinds=KINDS)}
    more = re.search(rf",? or ({COUNT}) more$", told)
    count, text, found = (number(more[1]) if more else 0), told[: more.start()] if more else told, []
    while text:
        piece = re.match(
            rf"(?:, | or )?(?:“(?P<words>.+?)” {reader.wid('a')}|the fact that (?P<told>.+? {reader.wid('b')}))(?=$|, | or )",
            text,
        )
        if piece is None:
            raise Unknown(told)
        reason = truths.Reason(piece["a"], None, piece["words"]) if piece["words"] else reader.reason(piece["told"])
        found.append(reason.want)
        # Of a claim that each actor judges in its own view: the game that has the want.
        own = (
            each for each in case.values() if any(one.id == reason.want for line in each.wants.values() for one in line)
        )
        game = next(own, _game(reader, name))
        want = reader.world.want(reason.want, game)
        if want is not None and branch(game, want, game.start) == SILENT:  # it may come to say something
            yield from truths.as_written(game, reason)
        else:
            yield from truths.branch_told(game, reason, [game.start])
        text = text[piece.end() :]
    if not set(found) <= against or len(against) != len(found) + count:
        yield f"it is defeated by {sorted(against)}"


def _again(reader: Reader, name: str, told: str) -> Complaints:
    """The wants each of which alone makes a claim true."""
    text = told.removesuffix(": that want alone settles it")
    text = text.removesuffix(": each of them alone settles it, so no single change alters it")
    restated = reader.world.claims[name].restated
    found = []
    while text:
        piece = re.match(rf"(?:, | or )?that (?P<told>.+? {reader.wid('a')})(?=$|, | or )", text)
        if piece is None:
            raise Unknown(told)
        reason = reader.reason(piece["told"])
        found.append(reason.want)
        yield from truths.branch_told(_game(reader, name), reason, [_game(reader, name).start])
        text = text[piece.end() :]
    if tuple(found) != restated:
        yield f"it says {restated} again"


def _until(reader: Reader, name: str, told: str) -> Complaints:
    """Whose change of mind ends what holds as long as nobody wants otherwise."""
    found: dict[str, set[str]] = {}
    one = re.fullmatch(r"(?P<who>.+) wants? otherwise \((?P<ids>[^()]+)\)", told)
    many = told.removeprefix("one of these wants otherwise: ")
    if one is None and many == told:
        raise Unknown(told)
    parts = [(one["who"], one["ids"])] if one else re.findall(r"(?:, | or )?([^()]+) \(([^()]+)\)", many)
    for who, ids in parts:
        if who not in reader.english.called:
            raise Unknown(who)
        found[reader.english.called[who]] = set(re.split(r", | or ", ids))
    known: dict[str, set[str]] = {}
    for want, _ in reader.world.claims[name].whose:
        known.setdefault(reader.owners[want], set()).add(want)
    if found != known:
        yield f"it holds until one of {known} wants otherwise"


def turns(reader: Reader, name: str, told: str) -> Complaints:
    """What a claim turns on: "turns on whether A (O1)", "turns on: holds if A (O1)", "holds if A (O1); fails if B (O1); two
    further
    conditions"."""
    found = reader.world.claims[name]
    if found.kind not in ("depends", "restates"):
        yield f"{name} is {found.kind}"
    cells = [[NOTHING if v is None else "holds" if v else "fails" for v in row] for row in found.values]
    if whether := re.fullmatch(r"turns on whether (?P<told>.+)", told):
        yield from truths.only(reader.world, cells, "holds", reader.condition(whether["told"]))
        return
    for part in told.removeprefix("turns on: ").split("; "):
        match = re.fullmatch(r"(?P<how>holds|fails) (?P<told>(?:if|with everybody) .+)", part)
        if match is not None:
            yield from truths.conditions(reader.world, cells, match["how"], [reader.condition(match["told"])])
        elif not re.fullmatch(
            rf"(?:{COUNT}) further conditions?|(?:turns on )?no three things alone(?: decide it)?", part
        ):
            raise Unknown(part)
