"""The tables that papers print: their numbers against what was published, and their text against what LaTeX would make of it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import countermove as cm
from countermove.assessment import cases, conflict_cases, load_conflict, loads
from countermove.context.game import game_from, game_of, open_game
from countermove.context.selection import select
from countermove.plugins.papers.compute import MOST, Paper, paper_of
from countermove.plugins.papers.latex import latex_text
from countermove.plugins.papers.literature import DEFINED, literature_of
from countermove.plugins.papers.output import paper_format, written_paper
from countermove.presentation.escape import cleaned
from gmcr.base.errors import CountermoveError, ModelError, SizeError, UnknownName
from tests.conftest import ROOT, in_one_test
from tests.unit.presentation.hostile import HOSTILE, NASTY
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

ELMIRA_GRAPH = {  # as the literature prints it
    "M": [7, 3, 4, 8, 5, 1, 2, 6, 9],
    "U": [1, 4, 8, 5, 9, 3, 7, 2, 6],
    "L": [7, 3, 5, 1, 8, 6, 4, 2, 9],
}


ONE_WAY = cm.Conflict.from_options(
    actors={"a": ["x"], "b": ["y"]}, preferences={"a": ["a.x"], "b": ["b.y"]}, one_way=["a.x"], start=["a.x"]
)


def of(name: str, **asked: object) -> Paper:
    return paper_of(open_game(name), **asked)  # type: ignore[arg-type]


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.level("judge", but=8)
@pytest.mark.parametrize("name", [case.name for case in conflict_cases()])
def test_equilibria_are_those_that_were_published(name: str) -> None:
    case, found = load_conflict(name), of(name)
    assert [state.code for state in found.states] == case.conflict.states.tolist()
    assert [case.ordered(state.code) for state in found.states] == [state.number for state in found.states]
    printed = {marks.concept: marks.equilibria for marks in found.stability}
    errata = {(item.concept, item.actor): {*item.states} for item in case.published.errata if item is not None}
    for concept in case.published.equilibria.keys() & printed.keys():
        codes = {*case.published.equilibria[concept]} ^ errata.get((concept, ""), set())
        assert printed[concept] == tuple(map(case.ordered, sorted(codes))), concept


def test_elmira_is_as_the_literature_prints_it() -> None:
    graph, options = of("elmira-1991-graph"), of("elmira-1991")
    assert {
        chain.actor: [state for tier in chain.tiers for state in tier] for chain in graph.preferences
    } == ELMIRA_GRAPH
    assert options.preferences[0].tiers == ((9,), (3,), (4,), (10,), (7,), (1,), (2,), (8,), (5, 6, 11, 12))
    assert graph.moves["M"] == ((1, 2), (3, 4), (5, 6), (7, 8))
    assert {row.option: "".join(row.values) for row in options.options} == {
        "M.modify": "NYNYNYNYNYNY",
        "U.delay": "YYNNNNYYNNNN",
        "U.accept": "NNYYNNNNYYNN",
        "U.abandon": "NNNNYYNNNNYY",
        "L.insist": "NNNNNNYYYYYY",
    }
    nash = graph.stability[0]
    assert (nash.concept, nash.equilibria, nash.stable["U"]) == ("nash", (5, 8, 9), (1, 4, 5, 8, 9))


def test_a_sign_is_explained_where_some_states_are_equally_preferred() -> None:
    told = {name: cm.paper(name, tables="preferences") for name in ("elmira-1991", "elmira-1991-graph")}
    assert {name: "equally preferred" in text for name, text in told.items()} == {
        "elmira-1991": True,
        "elmira-1991-graph": False,
    }


def test_the_evolution_is_a_road_of_legal_moves() -> None:
    found, conflict = of("elmira-1991", to="s10"), load_conflict("elmira-1991").conflict
    road = found.evolution
    assert road is not None
    assert (road.way, road.start, [(step.actor, step.to, step.improves) for step in road.steps]) == (
        "moves",
        1,
        [("L", 7, True), ("M", 8, False), ("U", 10, True)],
    )
    code = {state.number: state.code for state in found.states}
    for (_, here), (actor, there) in pairwise([("", road.start), *((step.actor, step.to) for step in road.steps)]):
        assert code[there] in conflict.moves(code[here], actor=actor)
    assert road.equilibrium == cm.CONCEPTS


def test_an_evolution_goes_by_roads_where_they_lead_there() -> None:
    road = of("syria-iraq-1975").evolution
    assert road is not None
    assert (road.way, [(step.actor, step.to) for step in road.steps]) == ("nash", [("iraq", 4), ("syria", 6)])


def test_of_several_equilibria_the_evolution_leads_to_the_nearest() -> None:
    conflict = cm.Conflict.from_arcs(
        states=["start", "far", "between", "near"],
        arcs={"a": [("start", "near"), ("between", "far")], "b": [("start", "between")]},
        preferences={
            "a": cm.Ranking([["near", "far"], ["start", "between"]]),
            "b": cm.Ranking([["between"], ["start", "near", "far"]]),
        },
    )
    road = paper_of(game_from(conflict)).evolution
    assert road is not None
    assert [(step.actor, step.to) for step in road.steps] == [("a", 4)]


def test_what_cannot_be_told_is_left_out_and_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    assert of("korea-2021").left_out == {"evolution": "start holds"}
    with pytest.raises(CountermoveError, match="status quo is an equilibrium"):
        of("korea-2021", tables=("evolution",))
    with pytest.raises(CountermoveError, match="no moves lead there"):
        paper_of(game_from(ONE_WAY), to="0")
    cm.convert("chicken", tmp_path / "chicken.gmcr")
    found = of(str(tmp_path / "chicken.gmcr"))
    assert (found.left_out, found.start) == ({"evolution": "no start"}, None)
    with pytest.raises(CountermoveError, match="no status quo"):
        of(str(tmp_path / "chicken.gmcr"), to="0")


def test_where_too_much_can_be_reached_the_other_tables_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gmcr.analysis.roads.paths.MAX_VISITED", 1)
    assert of("elmira-1991-graph").left_out == {"evolution": "too large"}
    assert "too many states can be reached" in cm.paper("elmira-1991-graph")
    with pytest.raises(SizeError):
        of("elmira-1991-graph", tables=("evolution",))


def test_of_many_states_those_are_shown_that_matter_or_that_are_named() -> None:
    found = of("korea-2021", concepts=("nash",))
    assert (found.shown, found.feasible, [state.code for state in found.states]) == ("reached", 336, [704, 961, 977])
    named = of("korea-2021", states=("start", "us.engage"))
    assert (named.shown, named.start, len(named.states)) == ("named", 2, 2)
    along = of("elmira-1991", states=("s9",))
    assert [state.code for state in along.states] == [2, 18, 20], "with the road that the evolution tells"
    many = list(map(str, cm.load("korea-2021").conflict().states[: MOST + 1].tolist()))
    with pytest.raises(SizeError, match="Name the states to show"):
        of("korea-2021", states=many)


def test_an_option_in_degrees_is_told_by_its_level() -> None:
    conflict = cm.Conflict.from_options(
        actors={"a": ["x"], "b": ["y"]},
        preferences={"a": ["a.x"], "b": ["b.y"]},
        levels={"a.x": ["none", "some", "all"]},
        start=[],
    )
    text = cm.paper(conflict, tables="options", format="markdown")
    assert "| X (none, some, all) | none | some | all | none | some | all |" in text


def test_strengths_and_what_is_unknown_are_told_in_the_chain() -> None:
    conflict = load_conflict("elmira-1991-graph").conflict
    strong = cm.Strength.read("s7 > s3 >> s4 ~ s8 > s5 > s1 > s2 > s6 >>> s9")
    text = cm.paper(conflict, tables="preferences", preferences={"M": strong, "L": cm.Unknown((("s7", "s3"),))})
    assert r"$s_{7} > s_{3} \gg s_{4} \sim s_{8} > s_{5} > s_{1} > s_{2} > s_{6} \gg_{3} s_{9}$" in text
    assert r"; $s_{3} \mathrel{U} s_{7}$" in text
    with pytest.raises(CountermoveError, match="tables of preferences"):
        cm.paper(conflict, preferences={"M": strong})
    with pytest.raises(ModelError, match="Strength or an Unknown"):
        cm.paper(conflict, tables="preferences", preferences={"M": "s1 > s2"})  # type: ignore[dict-item]


def test_the_game_is_the_one_that_is_selected() -> None:
    ferry = loads(FERRY, file="ferry.yaml")
    base, gift = paper_of(game_of(ferry)), paper_of(game_of(ferry, select(scenario="gift", readings=["Q=purse_first"])))
    assert base.start != gift.start
    text = cm.paper(ferry, scenario="gift", reading={"Q": "purse_first"}, format="markdown")
    assert "Set here: supposing that somebody pays (gift); on the reading that Q = purse\\_first." in text
    with pytest.raises(CountermoveError, match="no readings"):
        cm.paper(load_conflict("chicken"), scenario="gift")


# -- LaTeX -------------------------------------------------------------------------------------------------------------

COMMANDS = set(
    re.findall(
        r"\S+",
        r"""
    begin end centering small setlength tabcolsep caption label toprule midrule bottomrule addlinespace multicolumn emph quad
    par smallskip parbox tabularnewline raggedright hangindent addtocounter linewidth footnotesize textbf sim gg mathrel to bullet
    textbackslash textbraceleft textbraceright textasciicircum textasciitilde textless textgreater textbar dots ss ae AE oe OE o
    O l L i j S times pm leq geq neq cdot ` ' ^ ~ = u . " r H v c k $ & # % _ \ ,
    """,
    )
)
"""Every command that may stand in the file."""


def checked(text: str) -> None:
    """Reads LaTeX strictly: commands that are known, groups and environments that close, rows with all their cells."""
    lines = [line for line in text.split("\n") if not line.startswith("%")]
    body, open_groups, open_environments, columns = "\n".join(lines), 0, [], 0
    assert not re.search(r"[^\n -~]", re.sub(r"[^\W\d_]|[^\x00-\x7f]", "", body)), "no controls"
    assert "^^" not in body
    for token in re.finditer(r"\\([A-Za-z]+|.)|[{}$%]", body):
        command = token[1]
        assert token[0] != "%", "a comment would swallow what is behind it"
        assert command is None or command in COMMANDS, token[0]
        open_groups += {"{": 1, "}": -1}.get(token[0], 0)
        assert open_groups >= 0
    assert open_groups == 0
    assert len(re.findall(r"(?<!\\)\$", body)) % 2 == 0
    for line in lines:
        if found := re.match(r"\\begin\{(\w+)\}", line):
            open_environments.append(found[1])
            if found[1] == "tabular":
                columns = len(re.findall(r"[lc]|p\{[^}]*\}", line.removeprefix(r"\begin{tabular}")[1:-1]))
        elif found := re.match(r"\\end\{(\w+)\}", line):
            assert open_environments.pop() == found[1]
        elif line.endswith(r" \tabularnewline"):
            spans = [int(number) - 1 for number in re.findall(r"\\multicolumn\{(\d+)\}", line)]
            assert len(re.findall(r"(?<!\\)&", line)) + 1 + sum(spans) == columns, line
        assert not re.match(r"\s*(\\raggedright\\hangindent=2em )?(\\quad )?[\[*(]", line), (
            "this would be taken as an argument of what is before it"
        )
    assert not open_environments


WHOLE = [case.name for case in (*conflict_cases(), *cases()) if case.name != "velm-strait"]
"""Bundled cases whose states can be listed; they also name sources."""


@pytest.mark.level("judge", but=12)
@pytest.mark.parametrize("name", WHOLE)
def test_the_tables_of_bundled_cases_are_sound_latex(name: str) -> None:
    checked(cm.paper(name))


def test_no_text_of_a_file_is_a_command() -> None:
    text = cm.paper(loads(HOSTILE, file="case.yaml"), scenario="z")
    checked(text)
    assert r"\textbraceleft{}\textbraceleft{} 7 {*} 7 \textbraceright{}\textbraceright{}" in text


@in_one_test(
    ("text", "written"),
    [
        (r"\input{x} 100% & $5 #1 a_b", r"\textbackslash{}input\textbraceleft{}x\textbraceright{} 100\% \& \$5 \#1 a\_b"),
        ("a^b ~ <c> |d|", r"a\textasciicircum{}b \textasciitilde{} \textless{}c\textgreater{} \textbar{}d\textbar{}"),
        ("[x] *", "{[}x{]} {*}"),
        ("a -- b ,, ''", "a -{}- b ,{}, '{}'"),
        ("^^41 \x07", r"\textasciicircum{}\textasciicircum{}41 \textbackslash{}x07"),
        ("Müller, Łódź, façade", r"M{\"{u}}ller, \L{}{\'{o}}d{\'{z}}, fa{\c{c}}ade"),
        ("naïve São Tomé", r"na{\"{\i}}ve S{\~{a}}o Tom{\'{e}}"),
        ("a\u202eb", r"a\textbackslash{}u202eb"),
        ("Mu\u0308ller", r"M{\"{u}}ller"),
        ("“so” – ‘it’ …", r"``so'' -- {`}it{'} \dots{}"),  # noqa: RUF001
        ("北京 Москва", "北京 Москва"),
        ("a\n\n\\end{table}\u2028b", r"a  \textbackslash{}end\textbraceleft{}table\textbraceright{} b"),
    ],
)  # fmt: skip
def test_signs_are_written_so_that_they_stand_for_themselves(text: str, written: str) -> None:
    assert latex_text(text) == written


def test_letters_beyond_latin_are_told_of() -> None:
    ferry = FERRY.replace("name: Town", "name: Москва")
    text = cm.paper(loads(ferry, file="ferry.yaml"))
    assert "% Letters beyond Latin are left as they are: set it with LuaLaTeX or XeLaTeX" in text
    assert "XeLaTeX" not in cm.paper(loads(FERRY.replace("name: Town", "name: Orléans"), file="ferry.yaml"))


def test_a_wide_table_is_divided_and_every_part_says_what_its_rows_are() -> None:
    text = cm.paper("korea-2021", tables="options")
    parts = re.findall(r"\\begin\{tabular\}\{p\{0.4\\linewidth\}(c+)\}", text)
    assert [len(part) for part in parts] == [8, 8, 8, 6]
    assert text.count(r"\quad Urges Washington to engage") == text.count(r"\caption{") == 4
    assert text.count(r"\label{") == 1
    assert text.count(r"\addtocounter{table}{-1}") == text.count("(continued)") == 3


# -- Markdown ----------------------------------------------------------------------------------------------------------


def test_the_tables_are_markdown_that_no_text_of_a_file_breaks() -> None:
    for file in (loads(HOSTILE, file="case.yaml"), load_conflict("elmira-1991")):
        text, columns = cm.paper(file, format="markdown"), 0
        for line in text.split("\n"):
            cells = len(re.findall(r"(?<!\\)\|", line)) - 1
            columns = columns or cells if line.startswith("|") else 0
            assert not line.startswith("|") or cells == columns, line
    for nasty in NASTY:
        assert cleaned(nasty) not in cm.paper(loads(HOSTILE, file="case.yaml"), format="markdown")


# -- BibTeX ------------------------------------------------------------------------------------------------------------


def test_references_say_what_the_file_states_and_nothing_else() -> None:
    assert cm.bibtex("elmira-1991") == (
        "@misc{elmira-1991-1,\n"
        "  key = {elmira-1991-1},\n"
        "  title = {{Hipel, Fang, Kilgour \\& Haight (1993)}},\n"
        "}\n\n"
        "@book{elmira-1991-2,\n"
        "  author = {Fang, L. and Hipel, K. W. and Kilgour, D. M.},\n"
        "  title = {{Interactive Decision Making: The Graph Model for Conflict Resolution}},\n"
        "  publisher = {Wiley},\n"
        "  address = {New York},\n"
        "  year = {1993},\n"
        "}\n\n"
        "@article{elmira-1991-3,\n"
        "  author = {Kilgour, D. M. and Hipel, K. W.},\n"
        "  title = {{The Graph Model for Conflict Resolution: Past, Present, and Future}},\n"
        "  journal = {Group Decision and Negotiation},\n"
        "  volume = {14},\n"
        "  number = {6},\n"
        "  pages = {441--460},\n"
        "  year = {2005},\n"
        "  doi = {10.1007/s10726-005-9002-x},\n"
        "}\n"
    )
    assert "author" not in cm.bibtex(loads(HOSTILE, file="case.yaml"))
    with pytest.raises(CountermoveError, match="names no sources"):
        cm.bibtex(loads(FERRY, file="ferry.yaml"))


def test_works_that_define_concepts_are_those_that_the_documentation_cites() -> None:
    """Nothing is cited in one place only, and books have publishers."""
    pages = " ".join(" ".join(path.read_text("utf-8").split()) for path in sorted((ROOT / "docs").glob("*/*.md")))
    cited = pages.replace("*", "").casefold()
    for name in DEFINED:
        for key, work in literature_of([name]).items():
            assert work.author
            assert work.year
            assert work.title is None or work.title.casefold() in cited, (name, key)
            assert work.doi is None or work.doi in (ROOT / "paper" / "paper.bib").read_text("utf-8") + pages, key
    entries = cm.bibtex("elmira-1991", concepts="berge").split("\n\n")[3:]
    kinds = ["@book{fang-1993", "@book{berge-1957", "@article{colman-2011", "@misc{vieira-2020"]
    assert [entry.partition(",")[0] for entry in entries] == kinds
    assert "  publisher = {Gauthier-Villars},\n" in entries[1]
    assert "  address" not in entries[1]
    with pytest.raises(UnknownName, match="maximin"):
        cm.bibtex("elmira-1991", concepts="maximim")


def test_states_that_nobody_lists_make_no_table() -> None:
    with pytest.raises(SizeError, match="feasible combinations of 41 options"):
        cm.paper("velm-strait")
    with pytest.raises(CountermoveError, match="names no sources"):  # it is invented
        cm.bibtex("velm-strait")


@pytest.mark.parametrize("name", WHOLE)
def test_every_bundled_case_has_references_with_keys_of_their_own(name: str) -> None:
    entries(cm.bibtex(name))


def entries(text: str) -> dict[str, dict[str, str]]:
    """Reads BibTeX strictly: by key, the fields of every entry."""
    found: dict[str, dict[str, str]] = {}
    for entry in text.split("\n\n"):
        head, *rest, end = entry.rstrip("\n").split("\n")
        opened = re.fullmatch(r"@(?:misc|article|book)\{([A-Za-z0-9-]+),", head)
        assert opened is not None, head
        assert end == "}", entry
        assert opened[1].lower() not in {key.lower() for key in found}
        fields = [re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line) for line in rest]
        found[opened[1]] = {field[1]: field[2] for field in fields if field is not None}
        assert len(found[opened[1]]) == len(rest)
        for value in found[opened[1]].values():
            depth = 0
            for sign in value:  # BibTeX counts every brace, behind a backslash too
                depth += {"{": 1, "}": -1}.get(sign, 0)
                assert depth >= 0, value
            assert depth == 0, value
    return found


def test_authors_addresses_and_titles_cannot_end_their_field() -> None:
    sources = r"""
sources:
  a: {what: "}, author = {x}", author: ["Berg, Ida", "The A and B Company", "X, Y and Z", "}{"], default: true}
  A: {title: "On \\input{x} 50% & {", year: 2025, doi: 10.1/x, url: "https://example.org/a_b%20c#{d}\\é"}
  "a-": {what: third}
""".replace("10.1/x", "10.1000/x<1>_2")
    found = entries(cm.bibtex(loads(FERRY + sources, file="ferry.yaml")))
    assert list(found) == ["ferry-a", "ferry-A-2", "ferry-a-3"]
    assert found["ferry-a"]["author"] == (
        r"Berg, Ida and {The A and B Company} and {X, Y and Z} and {\textbraceright{}\textbraceleft{}}"
    )
    assert found["ferry-a"]["title"] == r"{\textbraceright{}, author = \textbraceleft{}x\textbraceright{}}"
    assert found["ferry-A-2"] == {
        "key": "ferry-A-2",
        "title": r"{On \textbackslash{}input\textbraceleft{}x\textbraceright{} 50\% \& \textbraceleft{}}",
        "year": "2025",
        "doi": "10.1000/x<1>_2",
        "url": "https://example.org/a_b%20c#%7Bd%7D%5C%C3%A9",
    }


# -- where it goes -----------------------------------------------------------------------------------------------------


def test_the_format_is_asked_for_or_said_by_the_file() -> None:
    assert [paper_format(file, asked) for file, asked in ((None, None), ("a.MD", None), ("a.tex", "latex"))] == [
        "latex",
        "markdown",
        "latex",
    ]
    with pytest.raises(CountermoveError, match="is markdown, not latex"):
        paper_format("a.md", "latex")
    with pytest.raises(CountermoveError, match=r"Did you mean a\.tex\?"):
        paper_format("a.texx", None)
    with pytest.raises(UnknownName, match="Did you mean latex"):
        paper_format(None, "latx")


def test_a_file_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    target, game = tmp_path / "t.tex", open_game("chicken")
    record = written_paper(game, out=str(target))
    assert (record.file, record.text) == (str(target), "")
    assert target.read_text(encoding="utf-8") == cm.paper("chicken")
    with pytest.raises(CountermoveError, match="exists already"):
        written_paper(game, out=str(target))
    with pytest.raises(CountermoveError, match="of the whole file"):
        written_paper(game, form="bibtex", states=("0",))
    with pytest.raises(UnknownName, match="Did you mean options"):
        cm.paper("chicken", tables="option")
