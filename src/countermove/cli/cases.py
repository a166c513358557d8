"""countermove cases: what is bundled."""

from __future__ import annotations

from countermove.cli.options import AsJson

__all__ = ["cases"]


def cases(as_json: AsJson = False) -> None:
    """List the bundled cases: the question of each, its size, and its claims."""
    from countermove import desk
    from countermove.cli.output import show_record

    show_record(desk.list_cases(), as_json)
