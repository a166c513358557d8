"""The words of a case: what its actors, options, wants, questions and claims are called by its author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from countermove.assessment import Assessment
from countermove.assessment.schema import Overlay
from countermove.brief import Brief
from countermove.case.selection import BASE, Selection
from countermove.logic.levels import option_of

__all__ = ["ClaimText", "GameText", "Glossary", "QuestionText", "ViewText", "WantText", "game_text_of", "glossary_of"]


@dataclass(frozen=True, slots=True)
class WantText(Brief):
    """A want as written: formulas as text."""

    id: str
    actor: str
    want: str
    condition: str | None = None
    otherwise: str | None = None
    could_be: str | None = None


@dataclass(frozen=True, slots=True)
class GameText(Brief):
    """What words depend on in one game: the wants, each in the last words that an overlay gives it (dropped ones too), and the
    drivers' values."""

    wants: Mapping[str, WantText]
    drivers: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class QuestionText(Brief):
    """An open question: what it ``asks`` (None: no words), and each answer with its words (None: none)."""

    asks: str | None
    answers: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ViewText(Brief):
    """A view: who holds it (the id and the words for it) and what it is about."""

    holder: str | None
    holder_name: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class ClaimText(Brief):
    """A claim as written. ``by_name``: the words for who holds it, None for the author. ``game``: the one in which it is
    judged: the selected reading, its own scenario, view and overlay, the selected drivers."""

    says: str
    by: str | None
    by_name: str | None
    scenario: str | None
    view: str | None
    probe: bool
    game: GameText


@dataclass(frozen=True, slots=True)
class Glossary(Brief):
    """All the words of a case. ``options``: full name (of those in degrees ``option = level``, for each level above the
    lowest; ``levels`` has them all) → what the act is ("" where the file does not say); ``games``:
    view (None: the author's model) → that view's game, under the reading, the scenario and the drivers that were selected;
    ``rules``: why each `never` rule is one; ``drivers``: what each driver measures ("" where the file does not say)."""

    title: str
    as_of: str | None
    target: str | None
    actors: Mapping[str, str]
    options: Mapping[str, str]
    games: Mapping[str | None, GameText]
    terms: Mapping[str, str]
    questions: Mapping[str, QuestionText]
    scenarios: Mapping[str, str | None]
    views: Mapping[str, ViewText]
    claims: Mapping[str, ClaimText]
    rules: Mapping[str, str | None]
    drivers: Mapping[str, str]
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def acts(self) -> tuple[str, ...]:
        """Full option names, each once."""
        return tuple(dict.fromkeys(map(option_of, self.options)))


def glossary_of(assessment: Assessment, selection: Selection = BASE) -> Glossary:
    """The words of a case for a selected game."""
    document = assessment.document
    actors = {name: record.name or name for name, record in document.actors.items()}
    games = {view: game_text_of(assessment, replace(selection, view=view)) for view in (None, *document.views)}
    # Most claims share their game with others.
    plain = {
        place: game_text_of(assessment, replace(selection, scenario=place[0], view=place[1]))
        for place in dict.fromkeys(
            (claim.in_, claim.under) for claim in document.claims.values() if claim.with_ is None
        )
    }

    def party(name: str | None) -> str | None:
        return None if name is None else actors.get(name, name)

    return Glossary(
        title=document.title or assessment.name,
        as_of=None if document.as_of is None else str(document.as_of),
        target=document.target,
        actors=actors,
        options={
            act: words
            for actor, record in document.actors.items()
            for name, option in record.options.items()
            for act, words in option.words(f"{actor}.{name}").items()
        },
        games=games,
        terms=dict(document.terms),
        questions={
            name: QuestionText(question.asks, {answer: reading.means for answer, reading in question.readings.items()})
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
                else game_text_of(assessment, replace(selection, scenario=claim.in_, view=claim.under), claim.with_),
            )
            for name, claim in document.claims.items()
        },
        rules={name: rule.why for name, rule in document.never.items()},
        drivers={name: driver.means or "" for name, driver in document.drivers.items()},
        levels=assessment.names.levels,
    )


def game_text_of(assessment: Assessment, selection: Selection, with_: Overlay | None = None) -> GameText:
    """The words of one game. ``with_``: a claim's own overlay. Raises UnknownName, ModelError."""
    calculus = assessment.calculus(
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        with_=with_,
    )
    return GameText(_wants(assessment, selection, with_), dict(calculus.drivers))


def _wants(assessment: Assessment, selection: Selection, with_: Overlay | None) -> dict[str, WantText]:
    """Wants as written, each in the last words that an overlay gives it."""
    document = assessment.document
    wants = {
        want.id: WantText(want.id, actor, want.want, want.while_, want.otherwise, want.could_be)
        for actor, record in document.actors.items()
        for want in record.wants
    }
    overlays: list[Overlay] = [
        document.open[question].readings[answer]
        for question, answer in {**assessment.base_reading, **selection.reading}.items()
    ]
    if selection.scenario is not None:
        overlays.append(document.scenarios[selection.scenario])
    if selection.view is not None:
        overlays.append(document.views[selection.view])
    if with_ is not None:
        overlays.append(with_)
    for overlay in overlays:
        for name, new in overlay.rewrite.items():
            old = wants[name]
            wants[name] = replace(
                old,
                want=new.want,
                condition=new.while_,
                otherwise=new.otherwise,
                could_be=new.could_be or old.could_be,
            )
    return wants
