"""Pictures of models as they grow: fine grids, shares, folded ladders and endings, roads as a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from countermove.assessment import loads
from countermove.context.answer import Answer, ask
from countermove.context.game import game_of
from countermove.context.glossary import ClaimText, GameText, QuestionText, ViewText
from countermove.context.selection import BASE
from countermove.inquiry.outcomes import Reach
from countermove.inquiry.walk import GraphStep
from countermove.presentation import outlines as poles
from countermove.presentation.figure import TALLEST
from countermove.presentation.metrics import ASCENT, DESCENT
from countermove.questions.check.claim_grids import QUESTIONS
from countermove.questions.check.claim_rows import SHOWN
from countermove.questions.check.figure import claims as board
from countermove.questions.check.figure import grids as claims_picture
from countermove.questions.graph.figure import graph
from countermove.questions.matrix.compute import Bearing, Premise
from countermove.questions.matrix.figure import CLAIMS, matrix
from countermove.questions.matrix.figure import SHOWN as PREMISES
from countermove.questions.responsibility.figure import responsibility
from countermove.questions.states.figure import states
from countermove.questions.tipping.figure import phase
from countermove.reports.figure import Request, answer_for
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.responsibility import InOneView
from countermove.verdicts.values import ClaimClass
from tests.conftest import in_one_test
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.presentation.figures.conftest import Drawer, game

__all__: list[str] = []


def _question(number: int, *answers: str) -> QuestionText:
    return QuestionText(f"Question {number}?", dict.fromkeys(answers), answers)


def verdicts(questions: int, answers: int) -> tuple[list[ClaimVerdict], object]:
    """Two claims over answers^questions readings, one of them with undefined cells, and the words for them."""
    names = {f"Q{k}": _question(k, *(f"a{n}" for n in range(answers))) for k in range(questions)}
    readings = answers**questions
    values = np.array([[(k // 3 + c) % 2 for c in range(5)] for k in range(readings)], dtype=np.int8)
    unsure = values.copy()
    unsure[::2] = -1
    made = [
        ClaimVerdict(
            name,
            "not determined",
            None,
            False,
            None,
            False,
            None,
            (),
            None,
            table,
            ("nash", "gmr", "smr", "seq", "symseq"),
            (),
            (),
            False,
        )
        for name, table in (("A", values), ("B", unsure))
    ]
    words = game("moor").glossary
    texts = {name: ClaimText("It is so", None, None, None, None, False, words.games[None]) for name in "AB"}
    return made, replace(words, questions=names, claims=texts)


def checked(claims: object, glossary: object) -> Answer:
    """Verdicts as the answer of a check."""
    return replace(ask("check", game("moor")), record=SimpleNamespace(claims=claims), glossary=glossary)


@in_one_test(("questions", "answers"), [(0, 2), (1, 3), (4, 2), (6, 2), (8, 2), (5, 3), (10, 2)])
@in_one_test("width", [380.0, 760.0])
def test_grids_of_any_number_of_readings(questions: int, answers: int, width: float) -> None:
    claims, glossary = verdicts(questions, answers)
    figure = claims_picture(checked(claims, glossary), width=width)
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    assert len(figure.svg) < 120_000
    rows = dict(zip([column.title for column in figure.table.columns], figure.table.rows[0], strict=True))
    assert rows["Cells that hold"] == f"{int((claims[0].values == 1).sum())} of {claims[0].values.size}"


def test_answers_that_have_room_stand_on_the_line_of_their_question_and_signs_on_that_of_their_claim() -> None:
    claims, glossary = verdicts(2, 3)
    boxes = claims_picture(checked(claims, glossary), width=760.0).boxes
    questions = [box.y for box in boxes if box.label.endswith("?")]
    assert [box.y for box in boxes if box.label in ("a0", "a1", "a2")] == [y for y in questions for _ in range(3)]
    signs = [box.y + box.height / 2 for box in boxes if box.label.startswith("verdict")]
    assert signs == pytest.approx([box.y + box.height / 2 for box in boxes if box.label == "It is so"], abs=0.5)


def test_a_grid_draws_every_cell_once(drawer: Drawer) -> None:
    figure = drawer("korea-2021", "grids")
    claim = figure.svg[figure.svg.index('data-claim="C06"') :]
    claim = claim[: claim.index("</g>")]
    cells = 0
    for run, dash in re.findall(r'<path d="((?:M[\d. ]+h[\d.]+)+)"[^>]*stroke-dasharray="(3 1)"', claim):
        assert dash == "3 1"
        cells += sum(round((float(span) + 1) / 4) for span in re.findall(r"h([\d.]+)", run))
    assert cells == 160


CLASS: Mapping[str, ClaimClass] = {
    "follows": "follows",
    "not determined": "depends",
    "contradicted": "contradicted",
    "vacuous": "vacuous",
}


def many(claims: int, questions: int) -> tuple[list[ClaimVerdict], object]:
    """Many claims over 2^questions readings, every fifth not determined and every eleventh contradicted."""
    names = {f"Q{k}": _question(k, "yes", "no") for k in range(questions)}
    made = []
    for k in range(claims):
        verdict = "contradicted" if k % 11 == 0 else "not determined" if k % 5 == 0 else "follows"
        values = np.full((2**questions, 5), verdict == "follows", dtype=np.int8)
        concepts = ("nash", "gmr", "smr", "seq", "symseq")
        made.append(
            ClaimVerdict(
                f"C{k:03}", verdict, None, False, None, False, CLASS[verdict], (), None, values, concepts, (), (), False
            )
        )
    words = game("moor").glossary
    texts = {claim.id: ClaimText("It is so", None, None, None, None, False, words.games[None]) for claim in made}
    return made, replace(words, questions=names, claims=texts)


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("questions", [3, 9, 11])
@pytest.mark.parametrize("width", [380.0, 760.0])
def test_of_many_claims_those_that_ask_for_a_look_are_shown(questions: int, width: float) -> None:
    claims, glossary = many(200, questions)
    figure = claims_picture(checked(claims, glossary), width=width)
    assert list(faults(figure)) == []
    assert len(figure.svg) < 400_000
    drawn = re.findall(r'data-claim="(C\d+)"', figure.svg)
    assert 5 <= len(drawn) < SHOWN == 60
    assert figure.height <= TALLEST * 760 / width
    assert drawn == sorted(drawn), "in file order"
    telling = {claim.id for claim in claims if claim.verdict != "follows"}
    assert telling <= set(drawn) or set(drawn) < telling
    rest = f"And {200 - len(drawn)} more, in the table: "
    assert any(box.label.startswith(rest) for box in figure.boxes)
    assert len(figure.table.rows) == 200
    bars = {box.label.split()[0] for box in figure.boxes if box.kind == "mark" and box.label.startswith("Q")}
    many_cells = questions > 9 or (questions == 9 and width < 500)
    assert len(bars) == (QUESTIONS if many_cells else 0), "one bar a question where cells are too many, up to a limit"


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_of_many_claims_the_board_shows_those_that_ask_for_a_look(width: float) -> None:
    claims, glossary = many(200, 3)
    figure = board(checked(claims, glossary), width=width)
    assert list(faults(figure)) == []
    drawn = set(re.findall(r'data-claim="(C\d+)"', figure.svg))
    assert 6 < len(drawn) <= SHOWN
    assert figure.height <= TALLEST * 760 / width
    more = [re.match(r"(\d+) more, in the table", box.label) for box in figure.boxes]
    assert len(drawn) + sum(int(found[1]) for found in more if found) == 200


def test_roads_whose_steps_take_two_lines_have_the_room_of_both() -> None:
    answer = grown(2)
    on = answer.on | dict.fromkeys((1000, 1001), tuple(answer.glossary.options)[:4])
    boxes = states(replace(answer, on=on, record=replace(answer.record, left_out=5)), width=760.0).boxes
    first, second = (box.y for box in boxes if box.label.startswith("modify, "))
    folded = [box.y for box in boxes if box.label == "insist"]
    assert folded == [first + 15, second + 15], "a line below"
    assert second - first == 24 + 15


def test_what_is_not_made_is_told_within_the_sheet() -> None:
    answer = answer_for("states", Request(game("korea-2021")))
    target = next(item.act.target for item in answer.record.blocked)
    assert target is not None
    on = answer.on | {target: tuple(answer.glossary.options)}
    figure = states(replace(answer, on=on, record=replace(answer.record, left_out=5)), width=260.0)
    [told] = [box for box in figure.boxes if box.label == "(not made)"]
    assert (told.x, told.x + told.width < 260) == (36.0, True), "indented, on a line of its own"


def bearing(premise: int, claim: int) -> Bearing:
    bears = (premise * 7 + claim) % (5 + claim) == 0
    supports = ("nash", "seq") if bears else ()
    return Bearing(supports, (), ("drop",) if bears else (), Fraction(2, 5) if bears else Fraction(0), occurs=True)


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_a_matrix_of_many_premises_and_claims_shows_the_most_telling(width: float) -> None:
    rows = [tuple(bearing(p, c) for c in range(200)) for p in range(120)]
    premises = tuple(Premise("want", f"w{k}", "town", "", 5, 200, Fraction(k, 200), row) for k, row in enumerate(rows))
    answer = ask("matrix", game("moor"))
    claims = tuple(f"C{k:03}" for k in range(200))
    found = replace(answer.record, premises=premises, claims=claims, values=((1, 1, 1, 1, 1),) * 200)
    figure = matrix(replace(answer, record=found), width=width)
    assert list(faults(figure)) == []
    assert figure.width == width, "however many claims there are"
    assert len(figure.svg) < 600_000
    assert len(re.findall(r"data-premise", figure.svg)) == PREMISES
    texts = [box.label for box in figure.boxes if box.kind == "text"]
    assert 30 < len(set(texts) & set(claims)) <= CLAIMS, "in words below"
    assert any(text.startswith("And 110 more premises bear on fewer") for text in texts)
    assert any(text.startswith("None of these bears on 1") for text in texts), "the rest are counted"
    assert min(box.height for box in figure.boxes if box.kind == "text") >= 10 * (ASCENT + DESCENT) - 1e-9


def test_claims_on_which_only_few_of_the_premises_bear_are_counted_by_themselves() -> None:
    rows = [tuple(bearing(p + c, 0) for c in range(200)) for p in range(20)]
    premises = tuple(Premise("want", f"w{k}", "town", "", 5, 40, Fraction(k, 200), row) for k, row in enumerate(rows))
    answer = ask("matrix", game("moor"))
    claims = tuple(f"C{k:03}" for k in range(200))
    found = replace(answer.record, premises=premises, claims=claims, values=((1, 1, 1, 1, 1),) * 200)
    texts = [box.label for box in matrix(replace(answer, record=found)).boxes if box.kind == "text"]
    left = 200 - len(set(texts) & set(claims))
    assert left > 100
    assert not any(text.startswith("None of these") for text in texts)
    assert any(text.startswith(f"Claims not shown: {left} on which") for text in texts)


def test_a_matrix_in_which_nothing_bears_says_so() -> None:
    answer = ask("matrix", game("moor"))
    none = (Bearing((), (), (), Fraction(0), occurs=True),) * len(answer.record.claims)
    premises = tuple(replace(item, bears_on=0, bearings=none) for item in answer.record.premises)
    figure = matrix(replace(answer, record=replace(answer.record, premises=premises)))
    assert "bears on any" in figure.description
    assert figure.height < 60


def spread(views: int, actors: int) -> tuple[object, object]:
    """Views × actors of which about every third has a degree."""
    names = {f"x{k}": f"Actor number {k}" for k in range(actors)}
    rows = []
    for view in range(views):
        degrees = {name: Fraction((view + k) % 3 == 0) / (k + 1) for k, name in enumerate(names)}
        rows.append(InOneView(f"v{view}" if view else None, None, False, Reach.NOBODY, degrees, {}, Fraction(1)))
    glossary = replace(
        game("moor").glossary,
        actors=names,
        games=dict.fromkeys([None, *(f"v{view}" for view in range(1, views))], GameText({}, {})),
        questions={f"Q{k}": _question(k, "yes", "no") for k in range(12)},
        views={f"v{view}": ViewText(None, None, f"View {view}") for view in range(views)},
    )
    return tuple(rows), glossary


@pytest.mark.parametrize(("views", "actors", "drawn", "discs"), [(4, 4, 4, 6), (10, 12, 10, 40), (40, 20, 1, 7)])
@pytest.mark.parametrize("width", [380.0, 760.0])
def test_degrees_of_many_views_and_actors(views: int, actors: int, drawn: int, discs: int, width: float) -> None:
    rows, glossary = spread(views, actors)
    answer = ask("responsibility", game("moor"), bound=1)
    answer = replace(answer, record=replace(answer.record, views=rows, readings=(), blame=None), glossary=glossary)
    figure = responsibility(answer, width=width)
    assert list(faults(figure)) == []
    assert figure.svg.count('class="view"') == drawn
    signs = [box for box in figure.boxes if box.kind == "mark" and box.label.startswith("could bring it about")]
    assert len(signs) - len({box.label for box in signs}) == discs, "each sign stands in the key too"
    assert any("4,096 readings" in box.label for box in figure.boxes)
    assert len(figure.table.rows) == views
    assert len(figure.table.columns) > actors
    if drawn == 1:
        assert any(f"{views - 1} further views" in box.label for box in figure.boxes)


def chequered(steps: int) -> str:
    """A case in which every step of two drivers moves another actor: (steps + 1)² regions."""
    lines = ["countermove: 1", "title: Many thresholds", "actors:"]
    for k in range(steps):
        for driver in "pq":
            name = f"{driver}{k}"
            lines += [f"  {name}: {{options: {{go: {{}}}}, wants: [{{id: {name}w, want: {name}.go, "]
            lines[-1] += f"while: {driver}_level > {k + 1}/{steps + 1}, otherwise: not {name}.go}}]}}"
    lines += ["start: []", "drivers: {p_level: {now: 0.05}, q_level: {now: 0.05}}"]
    return "\n".join(lines).replace(f"/{steps + 1}", f" * {1 / (steps + 1):.4f}") + "\n"


@pytest.mark.level("all")
def test_of_many_regions_the_largest_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = loads(chequered(6), file="many.yaml")
    answer = ask("tipping", assessment, vary=("p_level", "q_level"), concepts=("nash",), most=1)
    tip = answer.record.thing("outcomes")
    assert tip.diagram is not None
    assert len(tip.diagram.regions) >= 49
    looked, clearance = list[int](), poles._PoleSearch._clearance
    monkeypatch.setattr(poles._PoleSearch, "_clearance", lambda own, x, y: (looked.append(1), clearance(own, x, y))[1])
    for width in (380.0, 480.0):
        looked.clear()
        figure = phase(answer, width=width)
        assert 0 < len(looked) < 1000, "labels are found without trying every place"
        assert list(faults(figure)) == []
        assert list(markup_faults(figure)) == []
        assert figure.svg.count('class="region"') == len([region for region in tip.diagram.regions if region.area])
        texts = [box.label for box in figure.boxes if box.kind == "text"]
        assert any("not named; the table has all" in text for text in texts)
        assert len({row[0] for row in figure.table.rows}) == len(tip.diagram.regions)


def test_ladders_of_large_models_fold_wants_that_are_met_and_carry_nothing(drawer: Drawer) -> None:
    texts = [box.label for box in drawer("large", "wants").boxes if box.kind == "text"]
    assert any("no claim turns on" in text for text in texts)
    large = drawer("korea-2021", "wants")
    assert large.height <= 1200
    folded = " ".join(box.label for box in large.boxes if box.kind == "text")
    assert folded.count("Also met, and") == 4
    assert folded.lower().count("not met, and no claim turns on") == 4
    assert "(u4)" in folded
    assert len(re.findall(r"\([duck]\d\)", folded)) == 11, "each is named"
    whole = [box.label for box in drawer("moor", "wants").boxes if box.kind == "text"]
    assert not any("no claim turns on" in text for text in whole)


def grown(states: int) -> Answer:
    """The graph of a small case with more endings: each reached by one step from the start's last state."""
    answer = answer_for("states", Request(game("moor")))
    graph = answer.record
    codes = tuple(range(1000, 1000 + states))
    hub = 999
    steps = (GraphStep(graph.start, "town", hub, "step"), *(GraphStep(hub, "works", code, "step") for code in codes))
    on = {**answer.on, hub: ("town.insist",), **dict.fromkeys(codes, ("works.abandon",))}
    found = replace(
        graph,
        holds=False,
        blocked=(),
        codes=(graph.start, hub, *codes),
        steps=steps,
        equilibria=frozenset(codes),
    )
    return replace(answer, record=found, on=on)


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_endings_that_are_reached_alike_become_one(width: float) -> None:
    figure = states(grown(40), width=width)
    texts = [box.label for box in figure.boxes if box.kind == "text"]
    assert "40 endings" in texts
    assert sum(box.kind == "frame" for box in figure.boxes) == 3
    assert list(faults(figure)) == []


def test_states_one_below_the_other_are_no_wider_than_beside_each_other() -> None:
    answer = grown(8)
    steps = tuple(replace(step, source=step.target - 1) if step.target > 1000 else step for step in answer.record.steps)
    frames = [
        box for box in states(replace(answer, record=replace(answer.record, steps=steps))).boxes if box.kind == "frame"
    ]
    assert len({box.y for box in frames}) == len(frames) == 10
    beside = [box.width for box in states(grown(1)).boxes if box.kind == "frame"]
    assert {box.width for box in frames} == set(beside)


def test_lines_that_leave_a_state_downwards_keep_off_its_corners() -> None:
    figure = states(grown(4), width=380.0)
    frame = next(box for box in figure.boxes if box.label == "state 999")
    foot = frame.y + frame.height + 2
    leaving = sorted({box.x + 0.5 for box in figure.boxes if box.kind == "edge" and abs(box.y + 0.5 - foot) < 0.01})
    assert len(leaving) == 4
    assert leaving[0] >= frame.x + 8
    assert leaving[-1] <= frame.x + frame.width - 8


@pytest.mark.parametrize("width", [380.0, 760.0])
def test_large_graphs_are_told_as_roads(width: float) -> None:
    answer = grown(300)
    steps = tuple(replace(step, source=step.target - 1) if step.target > 1000 else step for step in answer.record.steps)
    figure = states(replace(answer, record=replace(answer.record, steps=steps, left_out=5000)), width=width)
    texts = [box.label for box in figure.boxes if box.kind == "text"]
    assert any("More than 302 states reached" in text for text in texts)
    assert "and 280 more in the table" in texts
    assert not any(box.kind == "frame" for box in figure.boxes)
    assert list(faults(figure)) == []
    assert len(figure.svg) < 300_000


WORDED = """
countermove: 1
actors:
  a: {options: {join: {}, leave: {}}, wants: [{id: a1, want: join}, {id: a2, want: not leave}]}
  b:
    options: {pay: {}, opens_the_sluice_gates_in_the_dry_months_of_every_year: {}}
    wants: [{id: b1, want: pay iff a.join}]
target: a.join
start: []
"""


@in_one_test("width", [380.0, 500.0, 760.0])
def test_a_long_name_of_an_option_stays_in_the_picture_of_the_graph(width: float) -> None:
    answer = answer_for("graph", Request(game_of(loads(WORDED, file="worded.yaml"), BASE)))
    assert list(faults(graph(answer, width=width))) == []
