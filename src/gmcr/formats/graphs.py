"""The state graph of a conflict as JSON and as GraphML.

Each state is a node: code, ordered number (from 1 by ascending code), label, each actor's rank (larger is better), for
whom it is stable under each concept, and under which concepts it is an equilibrium. Each move is an edge: who moves,
and whether it is an improvement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmcr.base.characters import json_escaped, named, xml_escaped
from gmcr.base.errors import CountermoveError, MissingExtra, SizeError
from gmcr.base.files import write_whole
from gmcr.model import Conflict
from gmcr.stability import CONCEPTS, solve

if TYPE_CHECKING:
    import networkx  # type: ignore[import-untyped,import-not-found,unused-ignore]

__all__ = ["MAX_EDGES", "MAX_NODES", "graph_data", "to_networkx", "write_graph_json", "write_graphml"]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

MAX_NODES = 1 << 16
"""A graph is exported up to this many states …"""

MAX_EDGES = 2_000_000
"""… and moves."""


def graph_data(conflict: Conflict, *, concepts: Iterable[str] = CONCEPTS, begins: bool = True) -> dict[str, Any]:
    """Return the state graph of a conflict as plain data, ready for JSON.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 65,536 states and 2,000,000 moves.
    concepts : iterable of str, default CONCEPTS
        The concepts whose stabilities are in the nodes.
    begins : bool, default True
        Whether there is a status quo; without one ``start`` is None.

    Returns
    -------
    dict
        Keys are ``format``, ``version``, ``actors``, ``options``, ``concepts``, ``start``; ``nodes`` with ``id``
        (code), ``ordered``, ``label``, ``on`` (options; absent in graph form), ``ranks`` (by actor), ``stable``
        (concept → actors), ``equilibrium`` (concepts); ``edges`` with ``source``, ``target``, ``actor``,
        ``improvement``.

    Raises
    ------
    SizeError
        If there are too many states or moves.
    UnknownName
        If a concept does not exist.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.formats import graph_data
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> data = graph_data(ferry, concepts=["nash"])
    >>> data["nodes"][3]["stable"], data["edges"][0]
    ({'nash': ['line']}, {'source': 0, 'target': 1, 'actor': 'line', 'improvement': False})
    """
    count = conflict.states.size
    if count > MAX_NODES:
        raise SizeError(f"A state graph is exported up to {MAX_NODES:,} states; this conflict has {count:,}.")
    stability = solve(conflict, concepts=concepts)
    actors, names = conflict.actors, stability.concepts
    ranks = {actor: conflict.ranks(actor).tolist() for actor in actors}
    stable = {name: {actor: stability.stable(name, actor).tolist() for actor in actors} for name in names}
    nodes = []
    for place, code in enumerate(conflict.states.tolist()):
        holds = {name: [actor for actor in actors if stable[name][actor][place]] for name in names}
        node = {
            "id": code,
            "ordered": place + 1,
            "label": conflict.labels[place],
            "on": list(conflict.structure.on(code)),
            "ranks": {actor: ranks[actor][place] for actor in actors},
            "stable": holds,
            "equilibrium": [name for name in names if len(holds[name]) == len(actors)],
        }
        if not conflict.options:
            del node["on"]
        nodes.append(node)
    return {
        "format": "countermove-state-graph",
        "version": 1,
        "actors": list(actors),
        "options": list(conflict.options),
        "concepts": list(names),
        "start": conflict.start if begins else None,
        "nodes": nodes,
        "edges": _edges(conflict),
    }


def _edges(conflict: Conflict) -> list[dict[str, Any]]:
    edges: list[dict[str, Any]] = []
    for actor in conflict.actors:
        ranks = dict(zip(conflict.states.tolist(), conflict.ranks(actor).tolist(), strict=True))
        for source in conflict.states.tolist():
            for target in conflict.structure.moves(source, actor).tolist():
                gains = ranks[target] > ranks[source]
                edges.append({"source": source, "target": target, "actor": actor, "improvement": gains})
            if len(edges) > MAX_EDGES:
                raise SizeError(f"A state graph is exported up to {MAX_EDGES:,} moves; this conflict has more.")
    return edges


def write_graph_json(
    conflict: Conflict,
    path: str | Path,
    *,
    force: bool = False,
    concepts: Iterable[str] = CONCEPTS,
    begins: bool = True,
) -> None:
    """Write the state graph of a conflict as JSON, whole or not at all.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 65,536 states and 2,000,000 moves.
    path : str or Path
        The file to write.
    force : bool, default False
        Whether to replace a file that exists.
    concepts : iterable of str, default CONCEPTS
        The concepts whose stabilities are in the nodes.
    begins : bool, default True
        Whether there is a status quo; without one ``start`` is null.

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written.
    SizeError
        If there are too many states or moves.
    UnknownName
        If a concept does not exist.

    See Also
    --------
    graph_data : The content of the file.

    Examples
    --------
    >>> import gmcr, json, tempfile
    >>> from pathlib import Path
    >>> from gmcr.formats import write_graph_json
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_graph_json(ferry, Path(folder) / "ferry.graph.json")
    ...     len(json.loads((Path(folder) / "ferry.graph.json").read_text(encoding="utf-8"))["edges"])
    8
    """
    text = json.dumps(graph_data(conflict, concepts=concepts, begins=begins), ensure_ascii=False, indent=1) + "\n"
    write_whole(Path(path), json_escaped(text), force=force)


def to_networkx(
    conflict: Conflict, *, concepts: Iterable[str] = CONCEPTS, begins: bool = True
) -> networkx.MultiDiGraph:
    """Return the state graph of a conflict as a networkx graph.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 65,536 states and 2,000,000 moves.
    concepts : iterable of str, default CONCEPTS
        The concepts whose stabilities are attributes of the nodes.
    begins : bool, default True
        Whether there is a status quo, to be marked.

    Returns
    -------
    networkx.MultiDiGraph
        The graph. Nodes are codes, keys of edges actors, all attributes flat. Of a node: ``label``, ``ordered`` (from 1, by
        ascending code), ``start``, ``rank <actor>`` (larger is better), ``<concept> <actor>`` (whether it is stable for the
        actor), ``<concept> equilibrium``. Of an edge: ``actor``, ``improvement``.

    Raises
    ------
    MissingExtra
        If the extra ``interop`` is not installed.
    SizeError
        If there are too many states or moves.
    UnknownName
        If a concept does not exist.

    See Also
    --------
    write_graphml : Write the same graph as a file.

    Examples
    --------
    >>> import gmcr
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> graph = gmcr.to_networkx(ferry, concepts=["nash"])
    >>> graph.number_of_nodes(), graph.number_of_edges()
    (4, 8)
    >>> graph.nodes[3]["label"], graph.nodes[3]["nash line"], graph.nodes[3]["nash equilibrium"]
    ('line.run, town.pay', True, False)
    """
    try:
        import networkx
    except ModuleNotFoundError:
        raise MissingExtra("interop", "A graph for networkx or GraphML") from None
    data = graph_data(conflict, concepts=concepts, begins=begins)
    start = {"start": data["start"]} if begins else {}
    graph = networkx.MultiDiGraph(**start, actors=", ".join(conflict.actors))
    for node in data["nodes"]:
        flat: dict[str, Any] = {
            "label": node["label"],
            "ordered": node["ordered"],
            "start": node["id"] == data["start"],
        }
        flat |= {f"rank {actor}": rank for actor, rank in node["ranks"].items()}
        for name in data["concepts"]:
            flat |= {f"{name} {actor}": actor in node["stable"][name] for actor in conflict.actors}
            flat[f"{name} equilibrium"] = name in node["equilibrium"]
        graph.add_node(node["id"], **flat)
    for edge in data["edges"]:
        actor, improvement = edge["actor"], edge["improvement"]
        graph.add_edge(edge["source"], edge["target"], key=actor, actor=actor, improvement=improvement)
    return graph


def write_graphml(
    conflict: Conflict,
    path: str | Path,
    *,
    force: bool = False,
    concepts: Iterable[str] = CONCEPTS,
    begins: bool = True,
) -> None:
    """Write the state graph of a conflict as GraphML, whole or not at all.

    Parameters
    ----------
    conflict : Conflict
        The conflict, with at most 65,536 states and 2,000,000 moves.
    path : str or Path
        The file to write.
    force : bool, default False
        Whether to replace a file that exists.
    concepts : iterable of str, default CONCEPTS
        The concepts whose stabilities are attributes of the nodes.
    begins : bool, default True
        Whether there is a status quo, to be marked.

    Raises
    ------
    CountermoveError
        If the file exists (unless *force*) or cannot be written, or a name has a character that no XML can hold.
    MissingExtra
        If the extra ``interop`` is not installed.
    SizeError
        If there are too many states or moves.
    UnknownName
        If a concept does not exist.

    See Also
    --------
    to_networkx : The same graph, and its attributes.

    Examples
    --------
    >>> import gmcr, tempfile
    >>> from pathlib import Path
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     gmcr.write_graphml(ferry, Path(folder) / "ferry.graphml", concepts=["nash"])
    ...     (Path(folder) / "ferry.graphml").read_text(encoding="utf-8").count("<node ")
    4
    """
    strange = _NO_XML.search("".join((*conflict.labels, *conflict.actors, *conflict.options)))
    if strange:
        raise CountermoveError(
            f"A name holds {named(strange[0])}, which no GraphML can: remove it, or write .graph.json."
        )
    graph = to_networkx(conflict, concepts=concepts, begins=begins)
    import networkx

    stream = BytesIO()
    networkx.write_graphml_xml(graph, stream, named_key_ids=False)
    write_whole(Path(path), xml_escaped(stream.getvalue().decode("utf-8")), force=force)
