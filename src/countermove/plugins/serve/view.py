"""page: the fragments of a page for a text and switches. One pure function: equal text and switches give an equal page.

Stage *first* shows the answers and what stands above them, where nothing is pushed. Stage *now* shows what is quick to
compute, in the current reading: marks of answers and claims, changes, the lanes. Stage *all* shows everything. A faulty
text gives its problems and nothing else, so that the caller keeps showing the previous page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from countermove.context.answer import Answer
from countermove.plugins.serve.answer_lines import answer_fragments, answers_shown, refuted_text
from countermove.plugins.serve.cited import cited_in
from countermove.plugins.serve.coded import coding_shown
from countermove.plugins.serve.consequences import Changed, Consequences, Push, board_of, changes, following, pushes_of
from countermove.plugins.serve.dots import dots_of
from countermove.plugins.serve.findings import answered_in, before_pushes, found_in, seen_in
from countermove.plugins.serve.lanes import STEP, lanes_shown, rings_of, struck_reasons, turned_wants
from countermove.plugins.serve.panels import GROUPS, SLOW, Panel, group_of, panel_effort, panel_of, panels_offered
from countermove.plugins.serve.render import rendered
from countermove.plugins.serve.switches import NOTHING, Switch, Switches, bar_of
from countermove.plugins.serve.want_lines import steps_of, wants_shown
from countermove.plugins.serve.workspace import Opened, opened
from countermove.presentation.assumptions import under_title, unlisted_text
from countermove.presentation.escape import shown
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.words import capital
from countermove.questions.wants.compute import ladders
from countermove.reports.live import Live
from countermove.reports.reading_screen import reading_screen_of
from countermove.sources.places import premises
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.observations import Observed
from countermove.verdicts.values import COARSE_WORDS
from gmcr.base.characters import Shown
from gmcr.base.errors import AssessmentError, CountermoveError, Problem
from gmcr.base.record import Record
from gmcr.base.tasks import OnProgress, Task, map_task, run_to_end

if TYPE_CHECKING:
    from countermove.plugins.serve.workspace import Texts

__all__ = ["Stage", "View", "page", "panel_work", "panels_shown"]

Stage = Literal["first", "now", "all", "reasons"]

_PROVED = 5.0
"""Seconds for proving verdicts for a page, if states are not listed; verdicts not decided by then are reported as
such."""


@dataclass(frozen=True, slots=True)
class View(Record):
    """The content of a page. ``fragments``: name → HTML, for the fragments of this stage; ``marks``: the word beside an
    answer (``answer:K1``) or a claim (``claim:C01``) in the current reading; ``status``: a sentence for those who do
    not see what changed; ``problems``: what is wrong with the text, or with the switches, at its place; ``query``: the
    switches in their fixed order; ``slow``: whether the requested panel takes long, and is requested separately;
    ``after``: the next stage ("" for none)."""

    title: Shown
    status: Shown
    fragments: Mapping[str, str]
    marks: Mapping[str, Shown] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    query: str = ""
    slow: bool = False
    after: Stage | Literal[""] = ""


def page(
    text: str | bytes | Live,
    switches: Switches = NOTHING,
    *,
    file: str = "<text>",
    export: str = "",
    stage: Stage = "reasons",
    tell: OnProgress | None = None,
    texts: Texts | None = None,
) -> View:
    """The page of a text, or of one that was read before. *file*: the name of the text in problems; *export*: the
    address of downloads, up to their names; *texts*: those of its sources, if any; *tell* receives progress, and may
    stop the work by raising. Raises nothing else for faults of a reader or a file: the page reports them."""
    try:
        current = opened(text, switches, file=file, texts=texts)
        with current.context.games.within(_PROVED):
            if stage == "now":
                return _now(current, export)
            if stage == "first":
                return _first(current, tell)
            return _all(current, export, search=stage == "reasons", tell=tell)
    except AssessmentError as error:
        return _wrong(error.listed, switches)
    except CountermoveError as error:
        return _wrong((Problem(file, 0, 0, "error", "page", str(error)),), switches)


def panel_work(
    text: str | bytes | Live,
    switches: Switches,
    *,
    file: str = "<text>",
    export: str = "",
    texts: Texts | None = None,
) -> Task[str]:
    """The requested panel as a fragment, part by part. Raises AssessmentError, CountermoveError."""
    current = opened(text, switches, file=file, texts=texts)

    def made(panel: Panel) -> str:
        return _panel_html(panel, current, export)

    return made((yield from map_task(panel_of(current), made)))


def _wrong(problems: Sequence[Problem], switches: Switches) -> View:
    html = rendered("problems.html.j2", problems=problems)
    told = shown(problems[0].message)
    return View(shown(""), told, {"problems": html}, problems=tuple(problems), query=switches.query())


# -- at once -----------------------------------------------------------------------------------------------------------


def _now(opened: Opened, export: str) -> View:
    after = following(opened.assessment, opened.concepts, (0,))
    changed: Sequence[Changed] = ()
    if opened.switches.pushed:
        bare = opened.unpushed
        changed = changes(following(bare.assessment, bare.concepts, (0,)), after, opened.glossary)
    marks = {f"answer:{name}": shown(capital(word)) for name, word in after.words.items()}
    marks |= {f"claim:{name}": shown(COARSE_WORDS[verdict]) for name, verdict in after.verdicts.items()}
    fragments = {
        "changed": _changed(opened, changed, said("claims.at_once")),
        "lanes": _lanes(opened, export),
        "problems": "",
    }
    title = shown(opened.glossary.title)
    return View(title, _status(after), fragments, marks, query=opened.switches.query(), after="all")


def _status(after: Consequences) -> Shown:
    """The answers alone, for screen readers."""
    answers = [f"{after.asked[name]} {capital(word)}." for name, word in after.words.items()]
    return shown(" ".join(answers))


# -- everything --------------------------------------------------------------------------------------------------------


def _first(opened: Opened, tell: OnProgress | None) -> View:
    """What stands above where nothing is pushed, whose effects take everything else."""
    assert not opened.switches.pushed
    answered = answered_in(opened, seen_in(opened), search=False, progress=tell or _nobody)
    fragments = {
        "head": _head(opened),
        "coding": coding_shown(opened),
        **answer_fragments(opened, answered, answers_shown(opened, answered), whole=False),
        "changed": _unchanged(opened),
        "problems": "",
    }
    title = shown(opened.glossary.title)
    return View(title, shown(""), fragments, query=opened.switches.query(), slow=_is_slow(opened), after="all")


def _head(opened: Opened) -> str:
    return rendered("head.html.j2", title=opened.glossary.title, byline=_byline(opened))


def _all(opened: Opened, export: str, *, search: bool, tell: OnProgress | None) -> View:
    chosen, progress = opened.switches, tell or _nobody
    found = found_in(opened, search=search, progress=progress)
    seen, verdicts = found.seen, found.verdicts
    answers = answers_shown(opened, found.answered)
    progress(0, 1)
    changed = changes(before_pushes(opened), found.after, opened.glossary) if chosen.pushed else ()
    dots = _dots(opened, verdicts, changed)
    slow, bar = _is_slow(opened), bar_of(opened.assessment, opened.glossary, chosen)
    progress(0, 1)
    fragments = {
        "head": _head(opened),
        "coding": coding_shown(opened),
        "switches": rendered("switches.html.j2", bar=bar, kept=_hidden(chosen)),
        **answer_fragments(opened, found.answered, answers, whole=search),
        "changed": _changed(opened, changed),
        "lanes": _lanes(opened, export),
        "reading": _reading(opened, seen, dots),
        "dots": dots,
        "claims": _claims(opened, verdicts, export),
        "chosen": _chosen(bar),
        **panels_shown(panels_offered(opened), chosen),
        "panel": "" if slow else _panel(opened, verdicts, export),
        "problems": "",
    }
    marks = {f"claim:{claim.id}": shown(COARSE_WORDS[claim.verdict]) for claim in verdicts}
    return View(
        shown(opened.glossary.title),
        shown(" ".join(f"{one.told.asked} {one.told.text}" for one in answers)),
        fragments,
        marks,
        query=chosen.query(),
        slow=slow,
        after="" if search else "reasons",
    )


def _byline(opened: Opened) -> str:
    """What is set, whose case it is, and how verdicts are decided if states are not listed."""
    said = under_title(opened.context, coding=False)
    return ". ".join(filter(None, (said, unlisted_text(opened.lanes.frame))))


def _nobody(done: int, of: int) -> None:
    """Ignores progress."""


def _changed(opened: Opened, changed: Sequence[Changed], note: str = "") -> str:
    """The effects of a push; *note*: appended once if claims are worded by their values alone."""
    if not opened.switches.pushed:
        return _unchanged(opened)
    pushes: Sequence[Push] = pushes_of(opened)
    reset = opened.switches.without().href()
    told = note if any(item.kind == "claim" for item in changed) else ""
    return rendered("changed.html.j2", pushes=pushes, changed=changed, reset=reset, note=told, **_whose(opened))


def _unchanged(opened: Opened) -> str:
    return rendered("changed.html.j2", pushes=(), changed=(), reset="", note="", **_whose(opened))


def _whose(opened: Opened) -> dict[str, object]:
    """What says it where nothing is pushed: the file, or how it is coded."""
    coded = bool(opened.switches.coding)
    return {"coded": coded, "whose": "this coding" if coded else "the file"}


def _lanes(opened: Opened, export: str) -> str:
    turned = turned_wants(opened)
    struck = struck_reasons(opened.unpushed.lanes, turned) if turned else None
    board = lanes_shown(opened.lanes, opened.assessment, opened.conflict, opened.locked, struck)
    return rendered("lanes.html.j2", board=board, links=opened.links, export=export, query=opened.switches.query())


def _dots(opened: Opened, verdicts: Sequence[ClaimVerdict], changed: Sequence[Changed]) -> str:
    dots = dots_of(verdicts, changed, opened.glossary, pushed=opened.switches.pushed)
    return rendered("dots.html.j2", dots=dots, links={})


def _reading(opened: Opened, seen: Observed | None, dots: str) -> str:
    """What decides whether anybody moves, what follows of it, and what happened since."""
    own = opened.switches
    reading = reading_screen_of(opened.context, seen, file=opened.unpushed.context, step=STEP, made=own.steps)
    behind = {row.key: {want.id for want in row.wants} for row in reading.rows}
    changed = {step.want for step in own.steps}
    return rendered(
        "reading_page.html.j2",
        reading=reading,
        dots=dots,
        since=refuted_text(opened, seen),
        bare=opened.switches.without().href(),
        pushed=opened.switches.pushed,
        **_whose(opened),
        command=opened.switches.command(opened.assessment.name) if opened.switches.but(ask="", of="").query() else "",
        rings=rings_of(opened.lanes),
        places=cited_in(opened),
        steps=dict(steps_of(opened.written, Phrasing(opened.glossary), set().union(*behind.values()))),
        done={step.text for step in own.steps},
        touched={row.key for row in reading.rows if row.driver in own.drivers or behind[row.key] & changed},
    )


def _claims(opened: Opened, verdicts: Sequence[ClaimVerdict], export: str) -> str:
    board = board_of(verdicts, opened.glossary)
    return rendered(
        "claims.html.j2",
        board=board,
        links=opened.links,
        sourced=_sourced(opened),
        places=cited_in(opened),
        export=export,
        query=opened.switches.query(),
    )


def _sourced(opened: Opened) -> frozenset[str]:
    """Wants and claims with a place in a text, if there are texts."""
    if opened.texts is None:
        return frozenset()
    return frozenset(item.name for item in premises(opened.assessment.document) if item.at)


# -- panels ------------------------------------------------------------------------------------------------------------


def panels_shown(offered: Mapping[str, str], switches: Switches) -> dict[str, str]:
    """Of each group the row of its panels: as many of those that are *offered* as belong to it."""
    rows: dict[str, list[tuple[str, str, str, bool]]] = {group: [] for group in GROUPS}
    for name, called in offered.items():
        link = switches.but(ask=name, of="").href()
        rows[group_of(name) or "why"].append((name, called, link, name == switches.ask))
    return {f"panels-{group}": rendered("panels.html.j2", panels=panels) for group, panels in rows.items()}


def _chosen(bar: Sequence[Switch]) -> str:
    """What is selected, for where its switches are folded."""
    return rendered("chosen.html.j2", bar=bar)


def _is_slow(opened: Opened) -> bool:
    if opened.switches.ask in ("evidence", "forecasts"):
        return True
    effort = panel_effort(opened)
    return effort is not None and effort.seconds > SLOW


def _panel(opened: Opened, verdicts: Sequence[ClaimVerdict], export: str) -> str:
    name = opened.switches.ask
    if not name:
        return ""
    if name == "text":
        return rendered("text.html.j2")
    if name == "document":
        return _document(opened, verdicts)
    if name == "source":
        return _source(opened)
    return _panel_html(run_to_end(panel_of(opened)), opened, export)


def _panel_html(panel: Panel, opened: Opened, export: str) -> str:
    own = opened.switches

    def coding(key: str) -> str:
        """The same page in a coding of the specification curve."""
        return own.coded(key).href()

    links = opened.links
    return rendered("panel.html.j2", panel=panel, links=links, codings=coding, export=export, query=own.query())


def _source(opened: Opened) -> str:
    from countermove.plugins.serve.source import NO_TEXTS, source_shown

    source = NO_TEXTS if opened.texts is None else source_shown(opened, opened.texts)
    return rendered("source.html.j2", source=source)


def _document(opened: Opened, verdicts: Sequence[ClaimVerdict]) -> str:
    record = ladders(opened.assessment, verdicts=tuple(verdicts))
    answer = Answer("wants", opened.lanes.frame, opened.glossary, record, {})
    actors = wants_shown(
        answer, opened.assessment, opened.conflict, opened.switches, opened.locked, turned_wants(opened)
    )
    touched = {step.want for step in opened.switches.steps}
    return rendered(
        "document.html.j2",
        actors=actors,
        touched=touched,
        links=opened.links,
        sourced=_sourced(opened),
        places=cited_in(opened),
        of=opened.switches.of,
    )


def _hidden(chosen: Switches) -> list[tuple[str, str]]:
    """Hidden fields of a form without a script: everything that it does not switch."""
    return [(name, value) for name, value in chosen.parts.items() if value and name in ("set", "do", "ask", "of")]
