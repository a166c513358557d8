"""The page, the first page of a report, and that of a report that can be pushed, read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.judge.answers.formulas import read
from tests.judge.answers.games import Game, Want
from tests.judge.answers.questions import DEFAULT
from tests.judge.sentences import of_lanes, truths
from tests.judge.sentences.acts import act_meant
from tests.judge.sentences.arguing import Shown, ShownClaim
from tests.judge.sentences.cells import headline
from tests.judge.sentences.classes import COARSE_KINDS, coarse
from tests.judge.sentences.deciding import NOTHING, OTHERWISE, branch, decides
from tests.judge.sentences.english import Unknown
from tests.judge.sentences.grammar import Reader, of_question
from tests.judge.sentences.marked import Element, parsed
from tests.judge.sentences.of_claims import CLASS_WORDS, SIGNS, WORDS, note
from tests.judge.sentences.of_tracks import tracks
from tests.judge.sentences.screens import ask
from tests.judge.sentences.world import World

__all__ = ["read_brief", "read_explorable", "read_page"]


def read_page(reader: Reader, fragments: Mapping[str, str], before: World) -> None:
    """Read the fragments of a page; *before*: what follows as the file says it, with the same scenario, view and reading."""
    reader.hurried = bool(reader.world.selection.steps or reader.world.selection.drivers)
    _answers(reader, *(parsed(fragments.get(part, "")) for part in ("answers", "further")))
    _lanes(reader, parsed(fragments.get("lanes", "")), before)
    deciding = parsed(fragments.get("reading", ""))
    tracks(reader, deciding)
    for part in deciding.all(tag="p", cls="lead"):
        reader.read("screen", part.text())
    _claims(reader, parsed(fragments.get("claims", "")))
    _changed(reader, parsed(fragments.get("changed", "")), before)


def _complain(reader: Reader, label: str, found: list[str], text: str) -> None:
    reader.seen[label] = reader.seen.get(label, 0) + 1
    reader.complaints += [f"[{label}] {one} <<{text}>>" for one in found]


def _answers(reader: Reader, first: Element, further: Element) -> None:
    told = []
    rows = [*first.all(having="data-answer"), *further.all(having="data-answer")]
    rests = {row.attributes["data-basis-of"]: row for row in further.all(having="data-basis-of")}
    for row in rows:
        told.append(name := row.attributes["data-answer"])
        ask(reader, name)
        said, basis = row.all(tag="p", cls="said"), rests.get(name, row).all(tag="p", cls="basis")
        for part in (*said, *basis):
            reader.read("answer", part.text())
    if len(told) != len(reader.world.questions):
        reader.complaints.append(f"[page] answered are {told} of {list(reader.world.questions)}")
    for part in first.all(having="data-then"):
        _begins(reader, part.text())
    for cls in ("coming", "coded", "moved", "refuted", "caution"):
        for part in further.all(tag="p", cls=cls):
            reader.read("screen", part.text())


def _struck(reader: Reader, before: World, act: str, was: str, by: str) -> Iterator[str]:
    """The old words of the want that decided about an act, and the numbers that turned it: it decided so before, and says so no more."""
    old, new = before.base, reader.world.base
    actor, there = act_meant(reader, act)
    want = decides(old, actor, old.start, there)
    if want is None:
        yield "nothing decided before"
        return
    reason = reader.reason(f"{was} ({want.id})", actor=actor)
    yield from truths.branch_told(old, reason, [old.start, there])
    now = reader.world.want(want.id)
    if now is not None and _still(new, now, reason):
        yield f"{was!r} is what {want.id} still says"
    for part in by.split(", ") if by else ():
        match = re.fullmatch(r"(.+) (?:about )?(\S+) → (?:about )?(\S+)", part)
        if match is None:
            raise Unknown(by)
        for game, told in ((old, match[2]), (new, match[3])):
            value = game.drivers.get(match[1].replace(" ", "_"))
            if value is None or abs(value - Fraction(told.replace("−", "-"))) > truths.CLOSE:
                yield f"{match[1]} is {value}"


def _still(game: Game, want: Want, reason: truths.Reason) -> bool:
    """Whether what is told is what a want says at the start. Two terms with the same formula are two things to say."""
    if branch(game, want, game.start) == NOTHING:
        return False
    other = branch(game, want, game.start) == OTHERWISE
    says, formula = (want.otherwise_says, want.otherwise) if other else (want.says, want.want)
    if reason.words is not None:
        return reason.words == (says or "").strip().rstrip(".")
    tree = read(formula or "true")
    terms = game.form.terms
    return any(
        one == tree
        or (one[1:] != tree[1:] and not {str(one[-1]), str(tree[-1])} & set(terms) and truths.alike(game, one, tree))
        for one in reason.formulas
    )


def _lanes(reader: Reader, root: Element, before: World) -> None:
    title = root.first(tag="h2")
    rows: list[tuple[str, str]] = []
    for row in root.all(having="data-lane"):
        act, reason = row.first(cls="act"), row.first(cls="reason")
        words = None if reason is None else reason.first(tag="p")
        if act is None or words is None:
            reader.complaints.append(f"[page] a lane without act or reason: {row.text()}")
            continue
        chain = words.first(cls="gloss")
        named = next((part for part in words.parts if isinstance(part, Element) and "id" in part.classes), None)
        told = words.text(without=("gloss", "id", "was", "unseen", "by")) + (
            f" ({named.text()})" if named is not None else ""
        )
        told += chain.text() if chain is not None else ""
        rows.append((act.text(), f"{'pays: ' if 'taken' in row.classes else ''}{told}"))
        if was := words.first(cls="was"):
            by = words.first(cls="by")
            told_before = was.text(without=("unseen",)), by.text() if by else ""
            try:
                found = list(_struck(reader, before, act.text(), *told_before))
            except Unknown as unknown:
                found = [f"not known: {unknown}"]
            _complain(reader, "page.struck", found, row.text())
    if title is not None:
        of_lanes.lanes(reader, title.text(), rows, 0)


def _claims(reader: Reader, root: Element) -> None:
    title = root.first(tag="h2")
    if title is not None and title.text():
        reader.read("claims", title.text())
    told = []
    for row in root.all(having="data-claim"):
        name = row.attributes["data-claim"]
        told.append(name)
        verdict, notes = row.first(cls="verdict"), row.first(cls="notes")
        if verdict is None:
            reader.complaints.append(f"[page] {name} without a verdict")
            continue
        kind = reader.world.claims[name].kind
        if kind not in CLASS_WORDS.get(verdict.text(), ()):
            _complain(reader, "page.claim", [f"{name} is {kind}"], verdict.text())
        _notes(reader, name, notes.text() if notes is not None else "")
        share = row.first(cls="share")
        _share(reader, name, "" if share is None else share.attributes.get("aria-label") or share.text())
    if set(told) != set(reader.world.claims):
        reader.complaints.append(f"[page] {told} are told of {list(reader.world.claims)}")


def _share(reader: Reader, name: str, told: str) -> None:
    values = [value for row in reader.world.claims[name].values for value in row if value is not None]
    match = re.match(r"holds in (\d+) of (\d+)\b", told)
    known = (sum(values), len(values)) if values else None
    if (None if match is None else (int(match[1]), int(match[2]))) != known:
        _complain(reader, "page.share", [f"{name} holds in {known}"], told)


VERDICTS = {
    "nothing to judge": "vacuous",
    "false throughout": "contradicted",
    "depends": "not determined",
    "true throughout": "follows",
}
"""What the values of a claim say → the word by which a file expects it."""


def _own(reader: Reader, claim: Mapping[str, Any]) -> Iterator[str]:
    """Whose a claim is, and the scenario and view in which it is judged."""
    if claim.get("by"):
        yield f"held by {reader.english.the.get(claim['by'], claim['by'])}"
    if claim.get("in"):
        why = str(reader.world.document["scenarios"][claim["in"]].get("why") or "").partition(" (")[0].rstrip(".")
        yield f"if {why} ({claim['in']})" if why else f"if {claim['in']}"
    if claim.get("under"):
        yield f"in the view {claim['under']}"


def _notes(reader: Reader, name: str, told: str) -> None:
    """What stands below a claim: what is said beside its class, where it is judged, and how it is since."""
    claim = reader.world.document["claims"][name]
    for part in told.split(" · ") if told else ():
        try:
            if part.startswith("since: "):
                word = part.removeprefix("since: ").partition(", in the readings that remain")[0]
                found = (
                    [] if word == reader.world.claim_since(name) else [f"since it is {reader.world.claim_since(name)}"]
                )
            elif part.startswith("not as expected: "):
                verdict = VERDICTS[reader.world.claim_word(name)]
                wrong = claim.get("expect") in (None, verdict) or part != (
                    f'not as expected: the file expects "{claim["expect"]}"'
                )
                found = [f"{name} is {verdict}, the file expects {claim.get('expect')}"] if wrong else []
            elif re.match(r"(?:held by |if |in the view )", part):
                known = ", ".join(_own(reader, claim))
                found = [] if part == known else [f"{name} is {known or 'of the author, and of the game looked at'}"]
            else:
                found = list(note(reader, name, part))
        except Unknown as unknown:
            found = [f"not known: {unknown}"]
        _complain(reader, "page.note", found, f"{name}: {part}")


def _changed(reader: Reader, root: Element, before: World) -> None:
    """Before → after, of drivers, answers and claims."""
    after = reader.world
    for row in root.all(tag="li"):
        text = row.text(without=("undo", "id"))
        if match := re.fullmatch(r".*: ([-−\d.]+) → ([-−\d.]+) \((\w+)\)", text):
            found = []
            for world, told in ((before, match[1]), (after, match[2])):
                value = world.selection.drivers.get(match[3], world.setting.form.now[match[3]])
                said = float(told.replace("−", "-"))
                found += [f"{match[3]} is {float(value)}"] if f"{float(value):.2f}" != f"{said:.2f}" else []
            _complain(reader, "changed.driver", found, text)
            continue
        link = row.attributes.get("data-link", "")
        kind, _, name = link.partition(":")
        if kind in ("answer", "claim"):
            _complain(reader, f"changed.{kind}", list(_difference(before, after, kind, name, text)), text)


COARSE = (
    r"(?:yes|no|it depends|nothing to say|it does not settle|true throughout|false throughout|depends|nothing to judge)"
)


def _difference(before: World, after: World, kind: str, name: str, text: str) -> Sequence[str]:
    words, bases, cells = [], [], []
    name = name if kind == "claim" or name in before.questions else DEFAULT
    for world in (before, after):
        if kind == "answer":
            table: Sequence[Sequence[Any]] = next(iter(world.questions[name].answers.values())).cells
            word_of: Callable[[Any], str] = headline
        else:
            table = world.claims[name].values
            word_of = coarse
        cells.append([value for row in table for value in row])
        words.append(word_of(cells[-1]))
        bases.append(word_of(list(table[0])))
    if match := re.search(rf"(?P<old>{COARSE}) → (?P<new>{COARSE})(?P<base> in the base reading)?$", text):
        known = bases if match["base"] else words
        return [] if [match["old"], match["new"]] == known else [f"it is {known[0]} → {known[1]}"]
    if match := re.search(
        rf"(?P<old>{COARSE}) as before, but otherwise in (?P<many>\d+) pairs? of reading and concept$", text
    ):
        many = sum(a != b for a, b in zip(*cells, strict=True))
        same = words == [match["old"], match["old"]] and many == int(match["many"])
        return [] if same else [f"it is {words[0]} → {words[1]}, otherwise in {many}"]
    if kind == "claim" and (match := re.search(rf"(?P<old>{WORDS}) → (?P<new>{WORDS})$", text)):
        kinds = [world.claims[name].kind for world in (before, after)]
        same = all(one in CLASS_WORDS[told] for one, told in zip(kinds, (match["old"], match["new"]), strict=True))
        return [] if same and kinds[0] != kinds[1] else [f"{name} is {kinds[0]} → {kinds[1]}"]
    part = re.search(
        rf"(?P<old>{WORDS}) as before, but otherwise in (?P<many>\d+) pairs? of reading and concept$", text
    )
    if kind == "claim" and part:
        kinds = [world.claims[name].kind for world in (before, after)]
        many = sum(a != b for a, b in zip(*cells, strict=True))
        same = all(one in CLASS_WORDS[part["old"]] for one in kinds) and many == int(part["many"])
        return [] if same else [f"{name} is {kinds[0]} → {kinds[1]}, otherwise in {many}"]
    return [f"not known: {text!r}"]


# --- the brief, and the first page of a report ---


def read_brief(reader: Reader, markdown: str) -> None:
    """Read a brief as Markdown, or the first page of a report."""
    asks = {question.asks: name for name, question in reader.world.questions.items()}
    place = "answer"
    told: list[str] = []
    lines = [line.replace("\\", "") for line in markdown.splitlines()]
    days: list[str] = []
    for line in [*lines, "---"]:
        text = line.strip()
        if line.startswith("    "):  # the tracks
            continue
        if not text or text.startswith("# "):
            continue
        if text == "---" or text.startswith("Case "):
            break
        if match := re.fullmatch(r"\*(.+)\*", text):
            whole, after, byline = match[1].partition("After A note")
            for sentence in filter(None, (whole.strip(), f"{after}{byline}")):
                reader.read("screen", sentence)
        elif text.startswith("> "):
            reader.read("screen", text[2:])
        elif match := re.fullmatch(r"- \*\*(.+?)\*\*: (.+)", text):
            days.append(match[2])
        elif match := re.fullmatch(r"- \*\*(.+?)\*\*(?: (.+))?", text):
            known = next((words for words in asks if match[1].startswith(f"{words} ")), None)
            if (
                known is None
                and (default := re.match(r"Does (?:it come to|the status quo) .+?\? ", match[1]))
                and len(asks) == 1
            ):
                known = default[0].strip()
            if known is None:
                reader.complaints.append(f"[brief] nobody asks {match[1]!r}")
                continue
            name = asks.get(known, next(iter(asks.values())))
            if match[2]:
                _begins(reader, match[2])
            told.append(name)
            ask(reader, name)
            reader.read("answer", match[1].removeprefix(f"{known} "))
            place = "answer"
        elif text.startswith("## "):
            place = "screen"
            if re.match(r"(?:Of|All|Both|The one) ", text[3:]):
                place = "claims"
                reader.read("claims", text[3:])
            elif text[3:] == "What happened since":
                place = "since"
            elif not re.match(r"(?:What decides|As the file stands)", text[3:]):
                break
        elif place == "claims" and set(text.split()) <= set(SIGNS):
            _signs(reader, text.split())
        elif re.match(r"(?:What decides|As the file stands)", text):  # nothing is drawn
            place = "screen"
        elif re.match(r"Coded otherwise|If nobody does anything|Who steps first", text):
            place = "screen"
            reader.read("screen", text)
        elif not (place == "since" and re.match(r"Of .+ forecasts?(?:, as of .+)?: ", text)):
            reader.read("answer" if place == "answer" else "screen", text)
    _days(reader, days)
    if len(told) != len(asks):
        reader.complaints.append(f"[brief] answered are {told} of {list(asks.values())}")


def _begins(reader: Reader, told: str) -> None:
    """What is said of the start behind the first answer."""
    moves = bool(reader.world.reached[1:])
    rests = "Nobody moves."
    if told.startswith(f"{rests} "):
        _complain(reader, "brief.rests", ["somebody moves"] if moves else [], rests)
        reader.read("screen", told.removeprefix(f"{rests} "))
    else:
        _complain(reader, "brief.moves", [] if moves else ["nobody moves"], told)
        reader.read("screen", told)


def _signs(reader: Reader, told: Sequence[str]) -> None:
    """A sign for every conclusion of the author."""
    document = reader.world.document["claims"]
    own = Counter(
        claim.kind
        for name, claim in reader.world.claims.items()
        if not (document[name].get("by") or document[name].get("probe"))
    )
    found = [] if Counter(SIGNS[sign] for sign in told) == own else [f"there are {dict(own)}"]
    _complain(reader, "brief.signs", found, " ".join(told))


def _days(reader: Reader, told: Sequence[str]) -> None:
    """How many readings are left, day by day: never more, and in the end those that all of it leaves."""
    left = [
        (int(match[1]), int(match[2])) for day in told if (match := re.search(r"(\d+) of (\d+) readings left$", day))
    ]
    if not left:
        return
    alive, every = len({reading for reading, _ in reader.world.happened.surviving}), len(reader.world.setting.readings)
    found = (
        [] if left == sorted(left, reverse=True) and left[-1] == (alive, every) else [f"{alive} of {every} are left"]
    )
    _complain(reader, "brief.left", found, str(left))


# --- a report that can be pushed ---


def read_explorable(reader: Reader, shown: Shown, before: World, filed: World) -> None:
    """Read what the page of a report that argues back shows somewhere; *before*: the same where nothing is pushed; *filed*: the
    file as it is."""
    world = reader.world
    if shown.outside:
        reader.complaints.append(f"[explorable] it is not followed: {shown.outside!r}")
    pushed = bool(world.selection.drivers or world.selection.steps)
    if bool(shown.refuted) is not (filed.happened.base_out and not pushed):
        reader.complaints.append(f"[explorable] cautioned is {shown.refuted!r}")
    reader.above = True
    if (
        len(shown.questions) != len(world.questions)
        or not ({*shown.questions} <= {*world.questions, "K"})
        or set(shown.claims) != set(world.claims)
    ):
        reader.complaints.append(f"[explorable] told are {[*shown.questions]} and {[*shown.claims]}")
    for name, (said, basis, here) in shown.questions.items():
        ask(reader, name)
        reader.read("answer", said)
        if basis:
            reader.read("answer", basis)
        if here:
            _complain(reader, "explorable.here", list(_here(reader, here)), here)
    if shown.impossible is world.possible:
        reader.complaints.append(f"[explorable] its start {'can' if world.possible else 'cannot'} be")
    elif world.possible:
        _ways(reader, shown, before)
    elif shown.then or shown.title or shown.lanes:
        reader.complaints.append(f"[explorable] it moves from where it cannot be: {shown.title!r}")
    _board(reader, shown)
    for name, claim in shown.claims.items():
        if shown.first:
            word, _, rest = claim.notes.partition(" · ")
            kind = world.claims[name].kind
            if kind not in CLASS_WORDS.get(word, ()):
                _complain(reader, "explorable.claim", [f"{name} is {kind}"], claim.notes)
            _notes(reader, name, rest)
        else:
            _notes(reader, name, claim.notes)
        _values(reader, name, claim)
    if shown.coming:
        if not shown.first:
            reader.complaints.append(f"[explorable] it is of the file as it is: {shown.coming!r}")
        reader.read("screen", shown.coming)
    if shown.refuted and shown.first:
        reader.read("screen", shown.refuted)


def _ways(reader: Reader, shown: Shown, before: World) -> None:
    _begins(reader, shown.then)
    rows = []
    for lane in shown.lanes:
        reason = f"{lane.reason} ({lane.want})" if lane.want else lane.reason
        told = "; ".join(filter(None, (reason, lane.chain.removeprefix("; "))))
        rows.append((lane.act, f"{'pays: ' if lane.taken else ''}{told}"))
        if lane.was:
            try:
                found = list(_struck(reader, before, lane.act, lane.was, lane.by))
            except Unknown as unknown:
                found = [f"not known: {unknown}"]
            _complain(reader, "explorable.struck", found, f"{lane.act}: {lane.was}")
    of_lanes.lanes(reader, shown.title, rows, 0)


def _here(reader: Reader, told: str) -> Iterator[str]:
    """The answer in the reading that is selected, where it is another than that of all readings that are looked at."""
    answer = of_question(reader).answer
    own = headline(answer.cells[0])
    if told != own or own == answer.word or not reader.world.selection.reading:
        yield f"it is {own}, and {answer.word} in all"


def _board(reader: Reader, shown: Shown) -> None:
    """The title above the claims, which counts them by what their values say."""
    world = copy(reader.world)
    claims = reader.world.claims
    words = {name: reader.world.claim_word(name) for name in claims}
    kinds = {name: COARSE_KINDS.get(word, word) for name, word in words.items()}
    vars(world)["claims"] = {name: replace(claims[name], kind=kind) for name, kind in kinds.items()}
    own = Reader(world)
    own.read("claims", shown.claims_title)
    reader.complaints += own.complaints
    for label, many in own.seen.items():
        reader.seen[label] = reader.seen.get(label, 0) + many


def _values(reader: Reader, name: str, claim: ShownClaim) -> None:
    """A claim in the word that its values make, and in how many cells it holds, as they are drawn and in words."""
    values = [value for row in reader.world.claims[name].values for value in row]
    holds, judged, not_ = values.count(True), len(values) - values.count(None), values.count(None)
    whole = f"holds in {holds} of {judged}"
    label = "nothing to judge" if not judged else f"{whole}, {not_} undefined cells" if not_ else f"{whole} cells"
    found = [] if claim.word == coarse(values) else [f"{name} is {coarse(values)}"]
    found += [] if claim.cells == (holds, judged, not_) else [f"{name} holds in {(holds, judged, not_)}"]
    found += [] if claim.label == label else [f"{label} is not told"]
    _complain(reader, "explorable.values", found, f"{claim.word}: {claim.label}")
