"""views in words: does the status quo hold in own views, what misperception holds up, and what nobody ever tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from countermove.context.answer import Answer
from countermove.presentation.blocks import AnswerText, Block, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.states import move_text, plain_move_text, whole_text
from countermove.presentation.words import capital, concept_name, count, listed, plural, under_words
from countermove.questions.views.beliefs import Belief
from countermove.questions.views.compute import Corrected

__all__ = ["views_text"]

_LISTED = 6
"""The most states that a sentence lists by their numbers."""

_UNTESTED = "Beliefs that nothing puts to the test"


def views_text(answer: Answer) -> AnswerText:
    """The conflict in own views."""
    phrasing, result = Phrasing(answer.glossary), answer.record
    first: list[Block] = [] if result.complete else [Sentence(_interrupted(answer), "caution")]
    rest: list[Block] = [*_who_sees_what(answer, phrasing)]
    short = ""
    if result.by_concept:
        short = _answer(answer, phrasing)
        first.append(Sentence(short, "answer"))
        rest.append(_concepts_table(answer))
    if result.answers and answer.glossary.views:
        rest.append(_answers_table(answer))
    if result.corrections:
        rest.append(Sentence("What one correction would change", "heading"))
        rest += _corrections(answer, phrasing)
    if result.beliefs or "beliefs" not in result.left_out:
        beliefs = [*_beliefs(answer, phrasing)]
        parts = [item.text for item in beliefs if isinstance(item, Sentence) and item.tone == "answer"]
        rest += [Sentence(_UNTESTED, "heading"), *beliefs]
        short += f" {_UNTESTED}: {' '.join(parts)}" if parts else ""
    title = f"{answer.frame.case}, through the eyes of those who take part"
    return AnswerText(title, tuple(first), tuple(rest), short=short.strip(), named=False)


def _interrupted(answer: Answer) -> str:
    """What is missing, wholly or partly."""
    result = answer.record
    if not result.by_concept:
        return "Interrupted before anything was looked at."
    words = {
        "concepts": "some concepts",
        "corrections": "what all corrections would change",
        "beliefs": "which beliefs nothing puts to the test",
        "readings": "what that is in every reading",
        "answers": "what each view answers",
    }
    return f"Interrupted. Incomplete: {listed(words[part] for part in result.left_out)}."


def _answer(answer: Answer, phrasing: Phrasing) -> str:
    rows = answer.record.by_concept
    if not answer.record.held:
        return "Nobody who takes part holds a view of its own, so everybody sees the author's model."
    held = [row.concept for row in rows if row.holds]
    broken = [row.concept for row in rows if not row.holds]
    misled = [row.concept for row in rows if row.holds and not row.author_holds]
    missed = [row.concept for row in rows if not row.holds and row.author_holds]
    if misled:
        return (
            f"Misperception holds the status quo up {under_words(misled)}: everybody stays in the game that "
            "they see, whereas in the author's model somebody would leave."
        )
    if missed:
        return f"Misperception breaks the status quo {under_words(missed)}: in the author's model everybody would stay."
    if not broken:
        under = under_words(held, _concepts(answer))
        return (
            f"No misperception is needed: the status quo holds as the author sees it and as each side sees it, {under}."
        )
    if not held:
        under = under_words(broken, _concepts(answer))
        return f"With each side acting on its own view, the status quo breaks {under}, and so it does in the author's model."
    text = f"With each side acting on its own view, the status quo holds {under_words(held)}, but breaks {under_words(broken)}"
    return f"{text}, as in the author's model."


def _concepts(answer: Answer) -> tuple[str, ...]:
    """All requested concepts."""
    return tuple(row.concept for row in answer.record.by_concept)


def _who_sees_what(answer: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    result = answer.record
    for actor, view in result.held.items():
        acts = phrasing.agree(actor, "acts on a view of its own", "act on a view of their own")
        seen = f": {phrasing.seen_as(view)}" if answer.glossary.views[view].about else f" ({view})"
        yield Sentence(f"{capital(phrasing.the(actor))} {acts}{seen}.", "item")
    rest = [actor for actor in answer.glossary.actors if actor not in result.held]
    if rest and result.held:
        yield Sentence(
            f"{capital(phrasing.actors(rest))} {phrasing.agree(rest, 'sees', 'see')} what the author sees.", "item"
        )
    if result.passed_over:
        views_of = plural(len(result.passed_over), "this view", "these views")
        text = "; ".join(map(phrasing.seen_as, result.passed_over))
        yield Sentence(f"Nobody who takes part acts on {views_of}: {text}.", "note")
    if result.other_start:
        sees = phrasing.agree(result.other_start, "sees", "see")
        text = f"{capital(phrasing.actors(result.other_start))} {sees} a different status quo; roads begin at the author's."
        yield Sentence(text, "caution")


def _answers_table(answer: Answer) -> Table:
    """The key questions, side by side."""
    views = list(answer.glossary.views)
    rows = tuple(
        (item.asks, item.author, *(dict(item.views)[view] for view in views)) for item in answer.record.answers
    )
    columns = (Column("Question"), Column("author's", fixed=True), *(Column(view, fixed=True) for view in views))
    return Table(columns, rows, "What each view answers where everything is as that view has it")


def _concepts_table(answer: Answer) -> Table:
    rows = []
    for row in answer.record.by_concept:
        eyes = row.equilibria
        rows.append(
            (
                concept_name(row.concept),
                "holds" if row.holds else "breaks",
                "holds" if row.author_holds else "breaks",
                f"{eyes.own.size:,}",
                f"{eyes.author.size:,}",
                f"{eyes.held_up.size:,}",
                f"{eyes.missed.size:,}",
                f"{eyes.all_eyes.size:,}",
                ", ".join(map(str, row.outcomes)) or "no outcome",
            )
        )
    columns = (
        Column("Concept", fixed=True),
        Column("Start", fixed=True),
        Column("author's", fixed=True),
        Column("Own", right=True),
        Column("Author's", fixed=True, right=True),
        Column("Held up", right=True),
        Column("Missed", right=True),
        Column("All eyes", right=True),
        Column("Ends in"),
    )
    caption = (
        "The start, and how many equilibria there are: in own views; in the author's model; held up by misperception "
        "(the former only); missed (the latter only); in all eyes (in the author's model and every view as a whole)"
    )
    return Table(columns, tuple(rows), caption)


# -- corrections -------------------------------------------------------------------------------------------------------


def _corrections(answer: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    before = {row.concept: row for row in answer.record.by_concept}
    for actor, view in answer.record.held.items():
        own = [row for row in answer.record.corrections if row.actor == actor]
        lead = f"If {phrasing.the(actor)} saw what the author sees instead of acting on {phrasing.agree(actor, 'its', 'their')} own view ({view})"
        breaks = [row.concept for row in own if before[row.concept].holds and not row.holds]
        mends = [row.concept for row in own if not before[row.concept].holds and row.holds]
        if breaks:
            ends = _ends(own, breaks, answer, phrasing)
            yield Sentence(f"{lead}, the status quo would break {under_words(breaks)}{ends}.", "item")
        elif mends:
            yield Sentence(f"{lead}, the status quo would hold {under_words(mends)}.", "item")
        elif any(row.gained.size or row.lost.size for row in own):
            texts = [f"{_turnover(row)} {under_words([row.concept])}" for row in own if _turnover(row)]
            yield Sentence(
                f"{lead}, the status quo would fare no differently; of the other equilibria, {listed(texts)}.", "item"
            )
        else:
            yield Sentence(f"{lead}, nothing would change.", "item")


def _turnover(row: Corrected) -> str:
    """How many equilibria appear and disappear."""
    parts = [f"{row.lost.size:,} {plural(row.lost.size, 'disappears', 'disappear')}"] if row.lost.size else []
    parts += [f"{row.gained.size:,} {plural(row.gained.size, 'appears', 'appear')}"] if row.gained.size else []
    return listed(parts)


def _ends(own: Sequence[Corrected], breaks: Sequence[str], answer: Answer, phrasing: Phrasing) -> str:
    """Where it would end, if that is the same under all these concepts."""
    ends = {row.outcomes for row in own if row.concept in breaks}
    if len(ends) != 1 or not (codes := ends.pop()):
        return ""
    texts = [whole_text(code, answer.on, phrasing) for code in codes]
    return f" and end where {'; or where '.join(texts)}"


# -- beliefs -----------------------------------------------------------------------------------------------------------


def _beliefs(answer: Answer, phrasing: Phrasing) -> Iterator[Block]:
    acting = [item for item in answer.record.beliefs if item.plays]
    others = [item for item in answer.record.beliefs if not item.plays]
    every = _concepts(answer)
    untested = [item for item in acting if item.self_confirming]
    if not untested and "beliefs" not in answer.record.left_out:
        text = "In this reading no acting view predicts replies that the author's model does not"
        yield Sentence(
            f"{text}." if not acting else "Whatever the views get wrong is put to the test on the way.", "answer"
        )
    before = ""
    for item in untested:
        lead, *rest = _belief(item, answer, phrasing)
        if lead.text != before:  # several lines may stand behind one belief
            yield lead
        yield from rest
        before = lead.text
    for item in acting:
        tested = [name for name in every if name not in item.self_confirming]
        if tested:
            yield Sentence(_tested(item, tested, answer, phrasing), "item")
    differing: dict[str, list[Belief]] = {}
    for item in others:
        differing.setdefault(item.view, []).append(item)
    if differing:
        yield Sentence("Views that nobody acts on predict other replies too, because of these lines:", "note")
    for view, items in differing.items():
        yield Sentence(
            f"{capital(phrasing.seen_as(view))}: {'; '.join(_line_text(item, phrasing) for item in items)}.", "item"
        )
    if answer.record.over_readings:
        yield _readings_table(answer, phrasing)


def _line_text(item: Belief, phrasing: Phrasing) -> str:
    """The line on which a view differs, in the author's words."""
    if item.change == "brought back":
        return f"a want of {phrasing.the(item.actor)} that only the view has ({item.want})"
    wants = phrasing.agree(item.actor, "wants", "want")
    return f"{phrasing.the(item.actor)} {wants} {phrasing.want(item.want, '')} ({item.want}: {item.change})"


def _belief(item: Belief, answer: Answer, phrasing: Phrasing) -> Iterator[Sentence]:
    every = _concepts(answer)
    names = item.self_confirming
    who, about = phrasing.the(item.holder or ""), phrasing.the(item.actor)
    where = _where(item, answer, phrasing)
    seen = _reply(item, item.believed, answer, phrasing)
    author = _reply(item, item.modelled, answer, phrasing)
    yield Sentence(
        f"In the eyes of {who}, {where}, {seen}; in the author's model {author}. "
        f"{capital(under_words(names, every))}, nothing that happens shows which is right: nobody goes there.",
        "answer",
    )
    yield Sentence(_line(item, answer, phrasing), "item")
    if not item.road and item.nearest != answer.record.start:
        yield Sentence("Nobody's moves lead there.", "item")
    elif item.corrected:
        yield Sentence(
            f"With this one line right, {who} would put it to the test {under_words(item.corrected, every)}.", "item"
        )
    else:
        yield Sentence(
            f"With this one line right, {who} still would not take the road there: other wants hold it back.", "item"
        )
    if item.ahead is not None and item.ahead[0] != item.ahead[1]:
        aim = phrasing.target()
        only = "only then" if item.ahead[1] else "then no longer"
        yield Sentence(f"Actors who think to the end would {only} get to {aim} in that view.", "item")
    shown = f"about {about} in {count(item.differs.size, 'state')}"
    yield Sentence(f"The predictions {shown} differ because of this line.", "note")


def _line(item: Belief, answer: Answer, phrasing: Phrasing) -> str:
    about = f"{phrasing.the(item.actor)} {phrasing.agree(item.actor, 'wants', 'want')}"
    want = f"{about} {phrasing.want(item.want, '')} ({item.want})"
    if item.change == "rewritten":
        theirs = replace(phrasing, view=item.view).want(item.want, "")
        return f"The line: {want}. The view puts it differently: {about} {theirs}."
    if item.change == "dropped":
        return f"The line: {want}. The view leaves it out."
    if item.change == "moved":
        return f"The line: {want}. The view ranks it elsewhere."
    if item.change == "brought back":
        return f"The line: a want of {phrasing.the(item.actor)} that only the view has ({item.want})."
    return f"The line: {want}. The view has other numbers."


def _where(item: Belief, answer: Answer, phrasing: Phrasing) -> str:
    if not item.road:
        return "at the status quo" if item.nearest == answer.record.start else f"in state {item.nearest}"
    here, parts = answer.record.start, []
    for actor, code in item.road:
        parts.append(move_text(actor, here, code, answer.on, phrasing))
        here = code
    return f"if {listed(parts, 'and then')}"


def _reply(item: Belief, codes: Sequence[int], answer: Answer, phrasing: Phrasing) -> str:
    about = phrasing.the(item.actor)
    if codes == (item.nearest,):
        return f"{about} would not answer"
    parts = [plain_move_text(item.actor, item.nearest, code, answer.on, phrasing) for code in codes]
    return f"the reply would be that {', or that '.join(parts)}"


def _tested(item: Belief, names: Sequence[str], answer: Answer, phrasing: Phrasing) -> str:
    who = phrasing.the(item.holder or "")
    codes = sorted({code for name in names for code in item.tested[name]})
    at = f"in state {listed(map(str, codes), 'or')}" if len(codes) <= _LISTED else f"in any of {len(codes)} states"
    return (
        f"What {who} believes about {phrasing.the(item.actor)} ({item.want}, {item.change}) is put to the test "
        f"{under_words(names, _concepts(answer))}, {at}, and proves wrong."
    )


def _readings_table(answer: Answer, phrasing: Phrasing) -> Table:
    result = answer.record
    total = result.over_readings[0].values.shape[0]
    rows = []
    for item in result.over_readings:
        untested = (item.values == 1).all(axis=1).sum()
        none = (item.values == -1).all(axis=1).sum()
        tested = total - untested - none
        rows.append((item.view, phrasing.actor(item.actor), item.want, f"{untested:,}", f"{tested:,}", f"{none:,}"))
    columns = (
        Column("View", fixed=True),
        Column("About"),
        Column("Line", fixed=True),
        Column("Untested", right=True),
        Column("Tested", right=True),
        Column("No difference", right=True),
    )
    first = "the first " if "readings" in result.left_out else ""
    caption = f"Beliefs in {first}{count(total, 'reading')}: untested under every concept, tested under some, or no difference"
    return Table(columns, tuple(rows), caption)
