"""What `cases --published`, and the page of each published conflict, say of printed cells: read from the files, recomputed from the
definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

from tests.judge.answers.form import Form
from tests.judge.answers.games import laid
from tests.judge.answers.roads import world_of
from tests.judge.assessment_files import load_document
from tests.judge.definitions import CONCEPTS, coalition_improvements, sim, sim_tableau
from tests.judge.graph import Graph, equilibria, stable_states
from tests.judge.options import ranks_from_tiers
from tests.judge.sentences.english import listed_items, number_of

__all__ = ["PublishedFile", "read_published", "read_suite"]

Concept = Callable[[Graph, int, str], bool]

EVERY: Mapping[str, Concept] = {**CONCEPTS, "sim": sim, "seq_or_sim": sim_tableau}

CALLED = {
    "Nash": "nash",
    "GMR": "gmr",
    "SMR": "smr",
    "SEQ": "seq",
    "symmetric SEQ": "symseq",
    "SIM": "sim",
    "SEQ or SIM": "seq_or_sim",
}
"""What a concept is called → its name in files."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file prints of one kind: a set of states, or a number, and what it is by the definitions."""

    what: str
    """As a page calls it."""
    printed: tuple[int, ...]
    computed: tuple[int, ...]
    cells: int
    errata: int

    @property
    def reproduced(self) -> int:
        """How many printed cells are as computed: all states but those in one of the two sets only."""
        if self.cells > 1:
            return self.cells - len({*self.printed} ^ {*self.computed})
        return int({*self.printed} <= {*self.computed})


class PublishedFile:
    """A file of a published conflict. States have the numbers of the literature, from 1."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document: Mapping[str, Any] = load_document(path)
        self.actors: Mapping[str, str] = {
            actor: str(body.get("name") or actor) for actor, body in self.document["actors"].items()
        }
        self.called = {name: actor for actor, name in self.actors.items()}

    @cached_property
    def form(self) -> Form | None:
        """The options, if it has some."""
        if "states" in self.document:
            return None
        rules = {f"r{k}": {"never": rule} for k, rule in enumerate(self.document.get("never") or (), 1)}
        return Form({**self.document, "never": rules})

    @cached_property
    def codes(self) -> list[int]:
        """The states' codes; in graph form their places."""
        return list(range(len(self.document["states"]))) if self.form is None else list(self.form.by_code)

    def code(self, written: Any) -> int:
        """The code of a state as the file has it."""
        if self.form is None:
            return int(self.document["states"].index(written))
        return int(written) if self.document.get("numbering") == "codes" else self.codes[int(written) - 1]

    @cached_property
    def graph(self) -> Graph:
        """The moves and rankings."""
        form, arcs, ranks = self.form, {}, {}
        for actor, body in self.document["actors"].items():
            if form is None:
                own: dict[int, set[int]] = {}
                for here, there in body.get("moves") or ():
                    own.setdefault(self.code(here), set()).add(self.code(there))
                arcs[actor] = {here: frozenset(there) for here, there in own.items()}
            else:
                arcs[actor] = {form.code(s): frozenset(map(form.code, q)) for s, q in form.moves[actor].items()}
            if "ranking" in body:
                tiers = [tier if isinstance(tier, list) else [tier] for tier in body["ranking"]]
                ranks[actor] = ranks_from_tiers([map(self.code, tier) for tier in tiers])
            elif form is not None:
                own_ranks = world_of(laid({**self.document, "never": {}, "start": []}, form, [])).ranks[actor]
                ranks[actor] = {form.code(state): rank for state, rank in own_ranks.items()}
        return Graph(tuple(self.codes), tuple(self.actors), arcs, ranks)

    @property
    def start(self) -> int:
        """The status quo: the first state, unless the file names one."""
        return self.code(self.document["start"]) if "start" in self.document else self.codes[0]

    def label(self, code: int) -> str:
        """The options that are on, or the name of a state."""
        if self.form is None:
            return str(self.document["states"][code])
        return ", ".join(self.form.shown(self.form.by_code[code])) or "no option on"

    @cached_property
    def tables(self) -> list[Table]:
        """Everything that is printed."""
        return list(self._tables())

    def _tables(self) -> Iterator[Table]:
        printed, words = self.document.get("published") or {}, {name: word for word, name in CALLED.items()}
        wrong = [(item.get("actor"), item.get("concept"), item["states"]) for item in self.differs if "states" in item]
        for actor, table in [(None, printed.get("equilibria") or {}), *(printed.get("stable") or {}).items()]:
            for concept, states in table.items():
                known = (
                    stable_states(self.graph, EVERY[concept], actor)
                    if actor
                    else equilibria(self.graph, EVERY[concept])
                )
                what = f"Stable for {self.actors[actor]}" if actor else "Equilibria"
                errata = sum(len(states) for *about, states in wrong if about == [actor, concept])
                sets = tuple(sorted(map(self.code, states))), tuple(sorted(known))
                yield Table(f"{what} under {words[concept]}", *sets, len(self.codes), errata)
        for concept, many in (printed.get("counts") or {}).items():
            found = len(equilibria(self.graph, EVERY[concept]))
            yield Table(f"Number of equilibria under {words[concept]}", (int(many),), (found,), 1, 0)
        for item in printed.get("improvements") or ():
            by = item["by"] if isinstance(item["by"], list) else [item["by"]]
            ends = tuple(sorted(coalition_improvements(self.graph, by, self.code(item["from"]))))
            who = " and ".join(self.actors[actor] for actor in by)
            place = self.codes.index(self.code(item["from"])) + 1
            yield Table(f"Improvements of {who} from {place}", (self.code(item["to"]),), ends, 1, 0)
        for item in printed.get("inverse") or ():
            place = self.codes.index(self.code(item["state"])) + 1
            what = f"Strict rankings of {self.actors[item['vary']]} with {place} an equilibrium under {words[item['concept']]}"
            yield Table(what, (int(item["profiles"]),), (self.rankings(item),), 1, 0)

    def rankings(self, item: Mapping[str, Any]) -> int:
        """How many strict rankings of an actor make a state an equilibrium."""
        actor, state, concept = item["vary"], self.code(item["state"]), EVERY[item["concept"]]
        many = 0
        for order in permutations(self.codes):
            ranks = {**self.graph.ranks, actor: {code: place for place, code in enumerate(order)}}
            graph = replace(self.graph, ranks=ranks, memo={})
            many += all(concept(graph, state, other) for other in graph.actors)
        return many

    @property
    def differs(self) -> Sequence[Mapping[str, Any]]:
        """What the file names as printed wrongly."""
        return self.document.get("differs") or ()

    @property
    def _numbers(self) -> int:
        """Printed numbers that the file names as wrong and that no table has."""
        return sum("states" not in item for item in self.differs)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many cells are printed, are as computed, and are named as errata."""
        return (
            sum(table.cells for table in self.tables) + self._numbers,
            sum(table.reproduced for table in self.tables),
            sum(table.errata for table in self.tables) + self._numbers,
        )

    @property
    def two_by_two(self) -> bool:
        """Whether it is a game of two with one option each."""
        return self.form is not None and len(self.actors) == len(self.form.options) == 2 and len(self.codes) == 4


def _number(text: str) -> int:
    found = number_of(text)
    return -1 if found is None else found


def _texts(blocks: Sequence[Any]) -> list[str]:
    return [block.text for block in blocks if hasattr(block, "text")]


# -- the suite ---------------------------------------------------------------------------------------------------------

WHOLE = re.compile(
    r"Of the (?P<cells>\S+) printed cells? in (?P<files>\S+) files?, (?P<right>\S+) are reproduced"
    r"(?:; (?P<errata>\S+) (?:is an erratum|are errata))?\. (?P<small>\S+) files? (?:is a 2x2 game|are 2x2 games)\."
)
SILENT = (
    "Published conflicts",
    "A cell is a state that a table prints as stable or not, or a printed number.",
    "What one source prints: countermove cases NAME. The suite as tables: --out FOLDER",
)


def read_suite(blocks: Sequence[Any], files: Mapping[str, PublishedFile]) -> Iterator[str]:
    """What is false on the page of all published conflicts."""
    (text,) = [text for text in _texts(blocks) if text not in SILENT]
    match = WHOLE.fullmatch(text)
    if match is None:
        yield f"not known: {text}"
        return
    counts = [file.counts for file in files.values()]
    known = [sum(column) for column in zip(*counts, strict=True)]
    told = [_number(match[name] or "no") for name in ("cells", "right", "errata")]
    if told != known:
        yield f"{told} is told, it is {known}"
    small = sum(file.two_by_two for file in files.values())
    if (_number(match["files"]), _number(match["small"])) != (len(files), small):
        yield f"there are {len(files)} files, {small} of them small: {text}"
    (table,) = [block for block in blocks if hasattr(block, "rows")]
    rows = [
        (name, file.path.parent.name, *map("{:,}".format, (len(file.codes), *file.counts)))
        for name, file in files.items()
    ]
    for row in set(table.rows) ^ set(rows):
        yield f"{row} is in one of the two tables only"


# -- one conflict ------------------------------------------------------------------------------------------------------

SIZE = re.compile(
    r"(?P<actors>.+); (?P<states>\S+) feasible states?\. The status quo is state (?P<place>\d+) \((?P<label>.+)\)\."
)
ALL = re.compile(r"(?P<cells>\S+) printed cells?: (?:all of them are|it is) reproduced\.")
PART = re.compile(
    r"Of the (?P<cells>\S+) printed cells?, (?P<right>\S+) (?:is|are) reproduced\."
    r"(?: (?P<errata>\S+) (?:is an erratum|are errata), named below\.)?(?: (?P<rest>\S+) (?:is|are) not\.)?"
)
DIFFERS = re.compile(r"(?P<what>.+): printed (?P<printed>\w+), computed (?P<computed>\w+)\.(?: .+)?", re.DOTALL)


def read_published(blocks: Sequence[Any], file: PublishedFile) -> Iterator[str]:
    """What is false on the page of a published conflict."""
    texts = _texts(blocks)
    sizes, counts = ([match for text in texts if (match := form.fullmatch(text))] for form in (SIZE, ALL))
    counts += [match for text in texts if (match := PART.fullmatch(text))]
    if len(sizes) != 1 or len(counts) != 1:
        yield f"not known: {texts}"
        return
    yield from _size(sizes[0], file)
    yield from _counts(counts[0], file)
    known = [
        (table.what, _shown(table, table.printed, file), _shown(table, table.computed, file)) for table in file.tables
    ]
    told = next(
        (block.rows for block in blocks if hasattr(block, "rows") and block.columns[0].title == "Published"), ()
    )
    for row in set(told) ^ set(known):
        yield f"{row} is in one of the two tables only"
    for item in file.differs:
        (text,) = [text for text in texts if text.startswith(f"{item['what']}: ")]
        match, right = DIFFERS.fullmatch(text), (str(item["printed"]), _computed(item, file))
        if match is None or (match["printed"], match["computed"]) != right:
            yield f"it is {right}: {text}"


def _size(match: re.Match[str], file: PublishedFile) -> Iterator[str]:
    place = file.codes.index(file.start) + 1
    told = listed_items(match["actors"]), _number(match["states"]), int(match["place"]), match["label"]
    known = list(file.actors.values()), len(file.codes), place, file.label(file.start)
    if told != known:
        yield f"{told} is told, it is {known}"


def _counts(match: re.Match[str], file: PublishedFile) -> Iterator[str]:
    given = match.groupdict(default="no")
    cells = _number(given["cells"])
    told = cells, _number(given.get("right", given["cells"])), _number(given.get("errata", "no"))
    if told != file.counts or _number(given.get("rest", "no")) != cells - told[1] - told[2]:
        yield f"{told} is told, it is {file.counts}"


def _shown(table: Table, values: Sequence[int], file: PublishedFile) -> str:
    if table.what.startswith(("Number", "Strict")):
        return ", ".join(f"{value:,}" for value in values)
    return ", ".join(str(file.codes.index(code) + 1) for code in values) or "none"


def _computed(item: Mapping[str, Any], file: PublishedFile) -> str:
    """What the definitions give where print differs: whether states are stable, or the number that another table has."""
    if "states" not in item:
        under = next(word for word in sorted(CALLED, key=len, reverse=True) if item["what"].endswith(f"under {word}"))
        (table,) = [t for t in file.tables if t.what.startswith("Strict") and t.what.endswith(f"under {under}")]
        return str(table.computed[0])
    concept, actor = EVERY[item["concept"]], item.get("actor")
    states = {file.code(state) for state in item["states"]}
    known = stable_states(file.graph, concept, actor) if actor else equilibria(file.graph, concept)
    return "yes" if states <= known else "no" if not states & known else "some"
