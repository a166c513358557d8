"""Rules about wants.

Rules about the words for acts.
"""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.acts import can_continue, is_sure
from countermove.assessment.problems import Path
from countermove.assessment.rules.registry import Context, LintFinding, rule
from countermove.assessment.schema import Deed
from countermove.assessment.validate import overlays_of
from gmcr.base.errors import quoted
from gmcr.logic import Bool, Formula, Iff

__all__: list[str] = []


@rule("does", "A `does` that does not read on from the actor's name, or of which it is not sure which words are verbs.")
def deeds(context: Context) -> Iterator[LintFinding]:
    """Acts described by a noun, or by several words that may or may not be verbs, without their form after "to"."""
    for actor, record in context.document.actors.items():
        for name, option in record.options.items():
            path: Path = ("actors", actor, "options", name, "does")
            by_path: dict[Path, Deed] = {}
            if isinstance(option.does, Deed):
                by_path[path] = option.does
            elif option.does is not None:
                by_path = {(*path, level): deed for level, deed in option.does.items()}
            for place, deed in by_path.items():
                if not deed.base:
                    yield from _unsure(place, deed, record.name or actor)


def _unsure(path: Path, deed: Deed, actor: str) -> Iterator[LintFinding]:
    if not can_continue(deed.third):
        message = (
            f"`does` should continue {quoted(f'{actor} …')}, and {quoted(deed.third)} does not: begin with a verb as after "
            "`it`, such as `tests a bomb` (even where the actor is `plural: true`), or give both forms, `{third: …, base: …}`."
        )
        yield LintFinding(path, message, key=False)
    elif not is_sure(deed.third):
        message = (
            f'Which words of {quoted(deed.third)} are verbs is uncertain, so it is quoted after "to" and "not": give both '
            "forms, such as `{third: sends aid and arms, base: send aid and arms}`."
        )
        yield LintFinding(path, message, key=False)


@rule("biconditional", "A want `a iff b` about another's options: it is met, too, where neither is the case.")
def biconditionals(context: Context) -> Iterator[LintFinding]:
    """Wants, and `otherwise` branches, that are biconditionals over options of other actors."""
    for want in context.wants:
        for key, text in want.parts:
            formula = context.assessment.formula(text)
            if not isinstance(formula, Iff):
                continue
            foreign = sorted(option for option in formula.options if option.partition(".")[0] != want.actor)
            if foreign:
                others = ", ".join(foreign)
                message = (
                    f"The `{key}` of {want.id} is a biconditional over {others}, which {want.actor} does not control: it "
                    "also rewards the case where neither side holds. If only one direction is meant, write `implies`."
                )
                yield LintFinding((*want.path, key), message, key=False)


@rule(
    "powerless",
    "A want that nobody can affect: it mentions no option, or has one value in all feasible states.",
    stage="meaning",
)
def powerless(context: Context) -> Iterator[LintFinding]:
    """Wants without options, and wants that are met always or never; not those that only keep a place (`want: true`),
    since an overlay rewrites them."""
    written = {name for _, overlay in overlays_of(context.document) for name in overlay.rewrite}
    for want in context.wants:
        formula = context.assessment.formula(want.record.want)
        if formula == Bool(True) and want.id in written and want.path[0] == "actors":
            continue
        path = (*want.path, "want")
        if not formula.options:
            yield LintFinding(path, f"{want.id} mentions no option: nobody can affect it.", key=False)
        elif len(values := context.values(formula)) == 1:
            always = "met in every state" if True in values else "met in no state"
            yield LintFinding(path, f"{want.id} is {always} that can come about: nobody can affect it.", key=False)


@rule("same-wants", "Two wants of one actor that say the same: the later one never decides anything.")
def same_wants(context: Context) -> Iterator[LintFinding]:
    """The author's wants that repeat an earlier one."""
    seen: dict[tuple[str, Formula, str | None, str | None], str] = {}
    for want in context.wants:
        if want.path[0] != "actors":
            continue
        record = want.record
        saying = (want.actor, context.assessment.formula(record.want), record.while_, record.otherwise)
        if saying in seen:
            message = f"{want.id} says the same as {seen[saying]}, which outweighs it: it never decides anything."
            yield LintFinding((*want.path, "want"), message, key=False)
        seen.setdefault(saying, want.id)


@rule("could-be-same", "A `could_be` that is the want itself: no change of mind.", stage="meaning")
def same_alternatives(context: Context) -> Iterator[LintFinding]:
    """Unconditional wants whose alternative is met in the same states."""
    for want in context.wants:
        if want.record.could_be is None or want.record.while_ is not None:
            continue
        now, then = context.assessment.formula(want.record.want), context.assessment.formula(want.record.could_be)
        if now == then or context.values(Iff(now, then)) == {True}:
            message = f"{want.id} could be what it already is: name another calculus."
            yield LintFinding((*want.path, "could_be"), message, key=False)


@rule(
    "idle-condition",
    "A `while` that has one value whatever the drivers and the options: it switches nothing.",
    stage="meaning",
)
def idle_conditions(context: Context) -> Iterator[LintFinding]:
    """Conditions that no driver switches within its range, and conditions over options with one value."""
    for want in context.wants:
        if want.record.while_ is None:
            continue
        condition = context.assessment.formula(want.record.while_)
        mentions_options = bool(condition.options)  # together with drivers: both values count as possible
        if len(context.values(condition)) == 1 if mentions_options else not context.switching(condition):
            message = f"The condition of {want.id} has the same value throughout: it switches nothing."
            yield LintFinding((*want.path, "while"), message, key=False)
