"""The claims board: the author's conclusions by class, what most needs a look first, and then what others hold and probes, one line a claim.

Beside each claim a bar says in what share of its cells, reading by concept, it holds. What is not determined says what it turns on,
and what is contradicted which premise speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from countermove.case.answer import Answer
from countermove.case.glossary import Glossary
from countermove.questions.check.claims_table import claims_table, shown_claims
from countermove.questions.check.class_words import (
    claims_head,
    claims_summary,
    class_note,
    in_order,
    mark_of,
    place_of,
    said_of,
)
from countermove.questions.check.verdicts import (
    expectation_text,
    since_text,
)
from countermove.telling.assumptions import scenario_text
from countermove.telling.canvas import Canvas
from countermove.telling.figure import Figure
from countermove.telling.marks import verdict
from countermove.telling.tabled import Head, Row, TableCell, Words, tabled
from countermove.telling.theme import theme_named
from countermove.telling.words import capital, concepts_phrase, count, plural
from countermove.verdicts.judged import ClaimVerdict
from gmcr.base.brief import Brief

__all__ = ["board_groups", "board_title", "claim_notes", "claims"]

FOLDED = 4
"""Claims that follow: of more than two beyond so many, the rest is counted where the board leads a narrow page."""

_NARROW = 480.0
_BAR, _SHORT = 72.0, 50.0
_ID = 40.0


def claims(answer: Answer, *, folded: bool = False, theme: str = "light", width: float = 760) -> Figure:
    """The verdicts on the claims of a case. ``folded``: of many that follow only the first."""
    found: Sequence[ClaimVerdict] = answer.found.claims
    glossary = answer.glossary
    canvas = Canvas("claims", width, theme_named(theme))
    narrow = width < _NARROW
    y, drawn = 26.0, {claim.id for claim in shown_claims(found)}
    for heading, group in board_groups(found):
        shown = [claim for claim in _first(group, folded) if claim.id in drawn]
        y = canvas.lines(canvas.x0, y, heading, canvas.x1 - canvas.x0, size=12.5, face="bold") - 15
        rows = [_row(claim, glossary, narrow) for claim in shown]
        y = tabled(canvas, y + 13, _heads(narrow), rows, {}, ruled=False, tight=False) + 5
        if len(shown) < len(group):
            y = _more(canvas, y, [claim for claim in group if claim not in shown])
        y += 22
    y = _key(canvas, y, found) if found else canvas.lines(canvas.x0, y, "No claims yet.", width, ink=canvas.theme.ink2)
    return canvas.figure(
        y, title=board_title(found), description=_description(found), table=claims_table(found, glossary, brief=True)
    )


# -- groups ------------------------------------------------------------------------------------------------------------


def board_groups(claims: Sequence[ClaimVerdict]) -> Iterator[tuple[str, tuple[ClaimVerdict, ...]]]:
    """Claims under a heading each: the author's by class, then what others hold, then probes. What depends begins with what holds in
    most cells."""
    mine = in_order([claim for claim in claims if claim.of_the_author])
    for _, group in groupby(mine, key=place_of):
        own = list(group)
        yield f"{len(own):,} {_says(own)}", tuple(sorted(own, key=lambda claim: -_share(claim)))
    for heading, probe in (("held by others", False), ("not the author’s: probes", True)):
        others = [claim for claim in claims if not claim.of_the_author and claim.probe is probe]
        if others:
            yield f"{len(others):,} {heading}", tuple(in_order(others))


def _says(claims: Sequence[ClaimVerdict]) -> str:
    """What claims of one class have in common; of what depends, on what."""
    many, turning = len(claims), any(claim.turns_on for claim in claims)
    if not turning or claims[0].kind not in ("depends", None):
        return said_of(claims)
    names = {name for claim in claims for item in claim.turns_on for name, _ in item.equations}
    what = "how far actors look" if names == {"concept"} else "something the source leaves open"
    return f"{plural(many, 'turns', 'turn')} on {what}"


def board_title(claims: Sequence[ClaimVerdict]) -> str:
    """What became of the author's conclusions, or of all claims where it has none."""
    own = [claim for claim in claims if claim.of_the_author]
    if not claims:
        return "No claims yet"
    return claims_head(own or claims, "conclusion" if own else "claim")


def _share(claim: ClaimVerdict) -> float:
    """Of the cells in which it is defined, how many hold."""
    defined = int((claim.values >= 0).sum())
    return int((claim.values == 1).sum()) / defined if defined else 0.0


def _first(group: Sequence[ClaimVerdict], folded: bool) -> Sequence[ClaimVerdict]:
    plain = all(claim.verdict == "follows" for claim in group)
    return group[:FOLDED] if folded and plain and len(group) > FOLDED + 2 else group


# -- rows --------------------------------------------------------------------------------------------------------------


def _heads(narrow: bool) -> list[Head]:
    bar = Head(width=_SHORT if narrow else _BAR + 60, least=0)
    return [Head(), bar] if narrow else [Head(), Head(width=_ID, least=0), bar]


def _row(claim: ClaimVerdict, glossary: Glossary, narrow: bool) -> Row:
    """What the claim says, its id, and the bar; below what it says, what it turns on or what speaks against it."""
    told = " · ".join(claim_notes(claim, glossary))
    notes = (Words(told, "faint"),) if told else ()
    says = TableCell((Words(glossary.claims[claim.id].says, "title"), *notes), mark=_Sign(claim))
    name, bar = Words(claim.id, "faint"), _Bar(claim, _SHORT if narrow else _BAR)
    cells = (says, TableCell((bar, name))) if narrow else (says, TableCell((name,)), TableCell((bar,)))
    return Row(cells, "claim", f"{claim.id}: {claim.word}", {"claim": claim.id})


def claim_notes(claim: ClaimVerdict, glossary: Glossary) -> Iterator[str]:
    """What stands below a claim: what it turns on, what speaks against it, whose it is, and what became of it since."""
    words = glossary.claims[claim.id]
    if note := class_note(claim, glossary):
        yield note
    about = [f"held by {words.by_name}"] if words.by_name else []
    about += [f"if {scenario_text(words.scenario, glossary)}"] if words.scenario else []
    about += [f"in the view {words.view}"] if words.view else []
    if about:
        yield ", ".join(about)
    if since := since_text(claim):
        yield f"since: {since}"
    if expectation := expectation_text(claim):
        yield expectation


@dataclass(frozen=True, slots=True)
class _Sign(Brief):
    """The sign of a verdict, before a cell."""

    claim: ClaimVerdict

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.telling.cellmarks.Mark`."""
        verdict(canvas, x + 7, y - 1, mark_of(self.claim))
        return y


@dataclass(frozen=True, slots=True)
class _Bar(Brief):
    """The share of a claim's cells in which it holds; as numbers too where it is some of them, and there is room."""

    claim: ClaimVerdict
    wide: float

    def draw(self, canvas: Canvas, x: float, y: float, room: float) -> float:
        """See :class:`~countermove.telling.cellmarks.Mark`."""
        theme, values, wide = canvas.theme, self.claim.values, self.wide
        holds, defined = int((values == 1).sum()), int((values >= 0).sum())
        told = (
            f"{self.claim.id} holds in {holds} of {defined} cells" if defined else f"{self.claim.id}: nothing to judge"
        )
        with canvas.group("share", title=told):
            if not defined:
                canvas.rect(x, y - 7, wide, 7, stroke=theme.ink3, dash="1.5 2.2", kind="mark", label="share")
                return y + 15
            canvas.rect(x, y - 7, wide, 7, fill=theme.fails, kind="mark", label="share")
            if holds:
                canvas.rect(x, y - 7, max(wide * holds / defined, 1.0), 7, fill=theme.holds)
            else:
                canvas.rect(x + 0.5, y - 6.5, wide - 1, 6, stroke=theme.control)
            if 0 < holds < defined < 10_000 and room > wide + 40:
                canvas.text(x + wide + 6, y, f"{holds}/{defined}", size=11, ink=theme.ink3)
        return y + 15


def _more(canvas: Canvas, y: float, rest: Sequence[ClaimVerdict]) -> float:
    told = f"{len(rest):,} more, in the table"
    if len({place_of(claim) for claim in rest}) > 1:
        told += f": {claims_summary(rest)}"
    return canvas.lines(canvas.x0 + 24, y + 8, told, canvas.x1 - canvas.x0 - 24, size=11, ink=canvas.theme.ink3)


# -- words -------------------------------------------------------------------------------------------------------------


def _cells(claims: Sequence[ClaimVerdict]) -> str:
    readings, concepts = claims[0].values.shape
    under = concepts_phrase(claims[0].concepts)
    if readings == 1:
        return f"{count(concepts, 'concept')} ({under})"
    return f"{count(readings, 'reading')} under {count(concepts, 'concept')} ({under})"


def _key(canvas: Canvas, y: float, claims: Sequence[ClaimVerdict]) -> float:
    told = f"Bar: in what share of {_cells(claims)} it holds."
    return canvas.lines(canvas.x0, y - 4, told, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink3)


def _description(claims: Sequence[ClaimVerdict]) -> str:
    if not claims:
        return "The file makes no claims."
    return f"{capital(count(len(claims), 'claim'))}, each judged in {_cells(claims)}. {claims_head(claims, 'claim')}."
