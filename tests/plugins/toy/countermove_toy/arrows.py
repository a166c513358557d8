"""Files of arrows: a line for each state, for each move, for the ranking of each actor, and for the start.

``state WORDS``, ``move ACTOR: STATE > STATE``, ``rank ACTOR: STATE > STATE = STATE`` and ``start STATE``; states are numbers
from 0.
"""

from pathlib import Path

from countermove.interop import Opened
from gmcr import Conflict, Ranking
from gmcr.base.errors import CountermoveError


def read(path: Path) -> Conflict:
    """The conflict in a file."""
    states: list[str] = []
    arcs: dict[str, list[tuple[str, str]]] = {}
    ranks: dict[str, Ranking] = {}
    start = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kind, _, rest = line.partition(" ")
        actor, _, said = rest.partition(": ")
        if kind == "state":
            states.append(rest)
        elif kind == "move":
            before, after = (states[int(code)] for code in said.split(" > "))
            arcs.setdefault(actor, []).append((before, after))
        elif kind == "rank":
            arcs.setdefault(actor, [])
            ranks[actor] = Ranking([[states[int(code)] for code in tier.split(" = ")] for tier in said.split(" > ")])
        elif kind == "start":
            start = int(rest)
        else:
            raise CountermoveError(f"{path}:{number}: a line begins with state, move, rank or start.")
    return Conflict.from_arcs(states=states, arcs=arcs, preferences=ranks, start=start)


def write(opened: Opened) -> str:
    """The text of a file that has a conflict."""
    conflict = opened.conflict
    places = {code: place for place, code in enumerate(conflict.states.tolist())}
    lines = [f"state {conflict.label(code)}" for code in places]
    for actor in conflict.actors:
        for code, place in places.items():
            lines += [f"move {actor}: {place} > {places[to]}" for to in conflict.moves(code, actor=actor).tolist()]
        worth = {place: int(rank) for place, rank in enumerate(conflict.ranks(actor))}
        tiers = [
            [place for place in worth if worth[place] == rank] for rank in sorted(set(worth.values()), reverse=True)
        ]
        lines.append(f"rank {actor}: " + " > ".join(" = ".join(map(str, tier)) for tier in tiers))
    lines.append(f"start {places[conflict.start]}")
    return "\n".join(lines) + "\n"
