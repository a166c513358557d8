"""Rules about the words for acts."""

from __future__ import annotations

from collections.abc import Iterator

from countermove.assessment.problems import Path
from countermove.assessment.rules.context import Context
from countermove.assessment.rules.registry import LintFinding, rule
from countermove.assessment.schema import Deed
from countermove.assessment.verbs import can_continue, is_sure
from gmcr.base.errors import quoted

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
            f"`does` should continue {quoted(f'{actor} …')}, and {quoted(deed.third)} does not: begin with a verb, such as "
            "`tests a bomb`, or give both forms, `{third: …, base: …}`."
        )
        yield LintFinding(path, message, key=False)
    elif not is_sure(deed.third):
        message = (
            f'Which words of {quoted(deed.third)} are verbs is uncertain, so it is quoted after "to" and "not": give both '
            "forms, such as `{third: sends aid and arms, base: send aid and arms}`."
        )
        yield LintFinding(path, message, key=False)
