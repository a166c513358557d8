"""The words of a case: its author's names for actors, options, wants, questions and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from countermove.assessment import Assessment
from countermove.assessment.branches import in_doubt, in_force
from countermove.assessment.grades import grades_in
from countermove.assessment.references import default_source
from countermove.assessment.schema import Overlay
from gmcr.base.record import Record
from gmcr.logic import Degrees, Formula, Vocabulary, parse, to_text
from gmcr.model import ModelWant

__all__ = [
    "ClaimText",
    "GameText",
    "Glossary",
    "QuestionText",
    "ViewText",
    "WantText",
    "game_text_of",
    "glossary_of",
    "want_text",
]


@dataclass(frozen=True, slots=True)
class WantText(Record):
    """A want for display: options by full name, drivers, and terms kept as names. ``says``, ``otherwise_says``: the
    reason for each of its branches in a few words; ``part``: the branch in force where this game begins."""

    id: str
    actor: str
    want: Formula
    condition: Formula | None = None
    otherwise: Formula | None = None
    could_be: Formula | None = None
    says: str | None = None
    otherwise_says: str | None = None
    part: str = "want"

    def reason(self, part: str) -> str:
        """The words for a branch ("want" or "otherwise"), or for both where *part* is ""; "" where the file has none."""
        says, instead = self.says or "", self.otherwise_says or ""
        if part:
            return instead if part == "otherwise" else says
        return says if self.otherwise is None else f"{says}; otherwise {instead}" if says and instead else ""


@dataclass(frozen=True, slots=True, eq=False)
class GameText(Record):
    """The words that depend on the game: the wants, each in the last words that an overlay gives it (dropped ones too),
    and the drivers' values."""

    wants: Mapping[str, WantText]
    drivers: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class QuestionText(Record):
    """An open question: what it ``asks`` (None: no words), each answer with its words (None: none), and the answers
    ``left`` to consider: a single one where it is selected."""

    asks: str | None
    answers: Mapping[str, str | None]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewText(Record):
    """A view: who holds it (the id, and the words for it inside a sentence) and what it is about."""

    holder: str | None
    holder_name: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class ClaimText(Record):
    """A claim as written. ``by_name``: the words for its holder inside a sentence, None for the author. ``game``: the
    one in which it is judged: the selected reading, its own scenario, view and overlay, the selected drivers."""

    says: str
    by: str | None
    by_name: str | None
    scenario: str | None
    view: str | None
    probe: bool
    game: GameText


@dataclass(frozen=True, slots=True)
class Glossary(Record):
    """All the words of a case. ``target``: as it is written; ``options``: full name (of those in degrees ``option =
    level``, for each level above the lowest; ``levels`` has them all) → the act in words ("" where the file has none);
    ``games``: view (None: the author's model, or the selected view) → that view's game, under the selected reading,
    scenario and drivers; ``vocabulary``: the meaning of names in formulas; ``rules``: the reason for each `never` rule;
    ``drivers``: what each driver measures ("" where the file does not say); ``said``: the words of terms that have any;
    ``articles``: the article before an actor's name inside a sentence, where there is one; ``plurals``: actors whose
    names are plurals; ``aka``: their other names; ``bases``: full name → the act after "to", where the file has it;
    ``source``: the default source in words; ``author``: the author of the case; ``horizon``: the last day that it looks
    at; ``alone``: whether these are the words of a bare conflict; ``when``: the time that it is about, in words;
    ``states``: code → the name of a state that is not named by its code; ``asked``: key question → its words;
    ``signs``: indicator → what to watch; ``unset``: driver that is set → the file's value; ``coded``: of each
    alternative that is coded otherwise what it ``asks``, what the choice ``means``, and both names; ``lost``: what the coding
    leaves out, by name; ``graded``: whether wants say anything of strength or doubt."""

    title: str
    as_of: str | None
    target: str | None
    actors: Mapping[str, str]
    options: Mapping[str, str]
    games: Mapping[str | None, GameText]
    vocabulary: Vocabulary
    questions: Mapping[str, QuestionText]
    scenarios: Mapping[str, str | None]
    views: Mapping[str, ViewText]
    claims: Mapping[str, ClaimText]
    rules: Mapping[str, str | None]
    drivers: Mapping[str, str]
    said: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    plurals: frozenset[str] = frozenset()
    aka: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    author: str | None = None
    horizon: str | None = None
    when: str | None = None
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alone: bool = False
    states: Mapping[int, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    unset: Mapping[str, Fraction] = field(default_factory=dict)
    coded: tuple[Mapping[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    graded: bool = False

    @property
    def acts(self) -> tuple[str, ...]:
        """Full names of options, each once."""
        return tuple(dict.fromkeys(map(Degrees.option_of, self.options)))

    def formula(self, written: str) -> Formula:
        """A formula that a person wrote, in its displayed form. Raises FormulaError for anything else."""
        return self.vocabulary.named(parse(written))

    def bare(self, formula: Formula) -> str:
        """A formula as text, options by their bare names where these are unique."""
        return to_text(self.vocabulary.bare(formula))


def glossary_of(assessment: Assessment) -> Glossary:
    """The words of a case under its selection."""
    document, source = assessment.document, default_source(assessment.document)
    actors = {name: record.name or name for name, record in document.actors.items()}
    selected = assessment.selection.view
    games = {
        view: game_text_of(assessment, view=None if view == selected else view) for view in (None, *document.views)
    }
    # Most claims share their game with others.
    plain = {
        place: game_text_of(assessment, scenario=place[0], view=place[1])
        for place in dict.fromkeys(
            (claim.in_, claim.under) for claim in document.claims.values() if claim.with_ is None
        )
    }

    def party(name: str | None) -> str | None:
        if name is None or name not in actors:
            return name
        article = document.actors[name].article
        return f"{article} {actors[name]}" if article else actors[name]

    return Glossary(
        title=document.title or assessment.name,
        as_of=None if document.as_of is None else str(document.as_of),
        when=document.when,
        target=document.target,
        actors=actors,
        options={
            act: words
            for actor, record in document.actors.items()
            for name, option in record.options.items()
            for act, words in option.words(f"{actor}.{name}").items()
        },
        games=games,
        vocabulary=assessment.vocabulary,
        questions={
            name: QuestionText(
                question.asks,
                {answer: reading.means for answer, reading in question.readings.items()},
                assessment.questions[name],
            )
            for name, question in document.open.items()
        },
        scenarios={name: scenario.why for name, scenario in document.scenarios.items()},
        views={name: ViewText(view.holder, party(view.holder), view.about) for name, view in document.views.items()},
        claims={
            name: ClaimText(
                says=claim.says,
                by=claim.by,
                by_name=party(claim.by),
                scenario=claim.in_,
                view=claim.under,
                probe=claim.probe,
                game=plain[claim.in_, claim.under]
                if claim.with_ is None
                else game_text_of(assessment, scenario=claim.in_, view=claim.under, with_=claim.with_),
            )
            for name, claim in document.claims.items()
        },
        rules={name: rule.why for name, rule in document.never.items()},
        drivers={name: driver.means or "" for name, driver in document.drivers.items()},
        said={name: term.says for name, term in document.terms.items() if term.says},
        articles={name: record.article for name, record in document.actors.items() if record.article},
        plurals=frozenset(name for name, record in document.actors.items() if record.plural),
        aka={name: record.aka for name, record in document.actors.items() if record.aka},
        bases={
            act: deed.base
            for actor, record in document.actors.items()
            for name, option in record.options.items()
            for act, deed in option.deeds(f"{actor}.{name}").items()
            if deed and deed.base
        },
        source=None if source is None else document.sources[source].told,
        author=document.author,
        horizon=None if document.horizon is None else str(document.horizon),
        levels=assessment.names.levels,
        asked={name: question.asks for name, question in document.key_questions.items()},
        signs={name: sign.watch for name, sign in document.indicators.items()},
        unset=dict(assessment.unset),
        lost=tuple(item.name for item in assessment.lost),
        coded=tuple(_coded(assessment, name, choice) for name, choice in assessment.coding.items()),
        graded=bool(grades_in(document)),
    )


def _coded(assessment: Assessment, name: str, choice: str) -> dict[str, str]:
    alternative = assessment.document.alternatives[name]
    means = alternative.other[choice].means or choice.replace("_", " ")
    return {"asks": alternative.asks.strip(), "means": means.rstrip("."), "alternative": name, "coding": choice}


def game_text_of(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    with_: Overlay | None = None,
) -> GameText:
    """The words of one game of the selection: a reading, its own scenario and view, and a claim's own overlay (see
    ``Assessment.calculus``). Raises UnknownName, ModelError."""
    calculus = assessment.calculus(reading=reading, scenario=scenario, view=view, with_=with_)
    first = None if assessment.branched else assessment.begun
    wants = (
        replace(
            want_text(actor, line.shown),
            says=None if first is not None and in_doubt(line, first) else line.says,
            otherwise_says=line.otherwise_says,
            part=in_force(line.want, calculus),
        )
        for actor, lines in calculus.lines.items()
        for line in lines
    )
    return GameText({want.id: want for want in wants}, dict(calculus.drivers))


def want_text(actor: str, want: ModelWant) -> WantText:
    """An actor's want with terms kept as names, without its reasons."""
    return WantText(want.id, actor, want.formula, want.condition, want.otherwise, want.could_be)
