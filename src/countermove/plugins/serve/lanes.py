"""The ways out of the start as lanes to inspect and to push: who does what, what stops it, where its switch is, and
what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.context.answer import Answer
from countermove.inquiry.ways import Lanes, Way
from countermove.plugins.serve.sliders import Slider, sliders_of
from countermove.plugins.serve.struck_wants import Struck, Turned
from countermove.presentation.theme import ActorStyle, actors_of, theme_named
from countermove.presentation.words import count
from countermove.questions.lanes.text import lanes_heads, lanes_title, way_texts
from gmcr import Conflict, Ranking
from gmcr.base.summary import Record
from gmcr.logic import Formula

__all__ = ["Lane", "LaneBoard", "Ring", "lanes_shown", "rings_of", "struck_reasons", "way_key", "ways_shown"]

_SHOWN = 24
"""The most ways that are shown: first those that are taken, then those stopped by what is dearest to their movers."""

_MARKED = 2
"""The most drivers of one want that are shown as sliders; the others are among the wants."""


@dataclass(frozen=True, slots=True)
class Ring(Record):
    """An actor's mark: ``place``: the number of its hue, from 1 (0: ink)."""

    actor: str
    name: str
    letter: str
    place: int


@dataclass(frozen=True, slots=True)
class Lane(Record):
    """One way out. ``taken``: its mover gains and does it; ``deterred``: it would gain, but others answer; ``want``:
    the id of the deciding want; ``chain``: what would decide without it; ``key``: identifies the way, whatever is
    pushed; ``struck``: what decided according to the file, if a push turned that."""

    key: str
    ring: Ring
    act: str
    taken: bool
    deterred: bool
    reason: str
    want: str
    chain: str
    sliders: tuple[Slider, ...]
    follows: str
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class LaneBoard(Record):
    """The ways out under a title, which states the finding. ``heads``: of the reasons, and of what follows; ``more``: a
    note that there are others, or ""."""

    title: str
    lanes: tuple[Lane, ...]
    heads: tuple[str, str]
    more: str = ""


def lanes_shown(
    answer: Answer,
    assessment: Assessment,
    conflict: Conflict,
    locked: frozenset[str],
    struck: Mapping[str, Struck] | None = None,
) -> LaneBoard:
    """The lanes of an answer to ``lanes`` about one game. *locked*: drivers that its scenario, view or reading sets;
    *struck*: see ``struck_reasons``."""
    result: Lanes = answer.record
    rings, options = rings_of(answer), _options(conflict)
    lanes = []
    shown, more = ways_shown(result, conflict)
    for words in way_texts(answer, shown):
        way = words.way
        sliders = sliders_of(
            _condition(conflict, way.actor, way.want),
            options,
            conflict.drivers,
            assessment.ranges,
            answer.glossary.drivers,
            locked,
        )
        lanes.append(
            Lane(
                key=way_key(way),
                ring=rings[way.actor],
                act=words.act,
                taken=way.taken,
                deterred=bool(way.deterred),
                reason=words.reason,
                want=words.want,
                chain=words.chain,
                sliders=tuple(sliders)[:_MARKED],
                follows=words.follows,
                struck=(struck or {}).get(way_key(way)),
            )
        )
    return LaneBoard(lanes_title(answer), tuple(lanes), lanes_heads(result), more)


def ways_shown(result: Lanes, conflict: Conflict) -> tuple[tuple[Way, ...], str]:
    """The ways that are shown, by actor and act, so that each keeps its place whatever is pushed, even when it comes to
    be taken; and a note that there are others, or ""."""
    ways = result.dearest(_SHOWN)
    rest = len(result.ways) - len(ways)
    actors, acts_of_all = conflict.actors, list(conflict.structure.switches)

    def place(way: Way) -> tuple[int, bool, list[int], int]:
        acts = [acts_of_all.index(act) for act, _ in way.turned]
        return actors.index(way.actor), len(acts) > 1, acts, way.target

    return tuple(sorted(ways, key=place)), f"And {count(rest, 'way')} more." if rest else ""


def struck_reasons(before: Answer, turned: Mapping[str, Turned]) -> dict[str, Struck]:
    """Key of a way → the want that decided it according to the file, if that was turned. *before*: the ways according
    to the file."""
    struck = {}
    for words in way_texts(before, before.record.ways):
        want = turned.get(words.want)
        if want is not None and words.reason == want.was.words:
            struck[way_key(words.way)] = Struck(words.reason, want.by)
    return struck


def way_key(way: Way) -> str:
    """An identifier of a way, in one word whatever is pushed: an act in degrees has spaces."""
    acts = "+".join(f"{act.replace(' ', '')}={int(on)}" for act, on in way.turned)
    return f"{way.actor}:{acts or way.target}"


def rings_of(answer: Answer) -> dict[str, Ring]:
    """The mark of each actor."""
    hues = theme_named("light").hues
    styles: Mapping[str, ActorStyle] = actors_of(answer.glossary, theme_named("light"))
    return {
        name: Ring(name, style.name, style.letter, hues.index(style.colour) + 1 if style.colour in hues else 0)
        for name, style in styles.items()
    }


def _condition(conflict: Conflict, actor: str, want: str | None) -> Formula | None:
    preference = conflict.preferences[actor]
    if want is None or isinstance(preference, Ranking):
        return None
    return next((item.condition for item in preference if item.id == want), None)


def _options(conflict: Conflict) -> dict[str, bool]:
    """The options, with whether each is on at the start."""
    start = conflict.start
    return {name: bool(start >> bit & 1) for bit, name in enumerate(conflict.structure.options)}
