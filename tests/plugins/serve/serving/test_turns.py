"""Whose turn it is, and what is one too many."""

from __future__ import annotations

import random
from collections import Counter

from countermove.plugins.serve.serving.turns import ALL, CASE, Matter, Place, Turns

__all__: list[str] = []


def waiting(*places: Place) -> tuple[Turns[str], list[str | None]]:
    """Turns in which jobs wait, named after their number; those that were too many."""
    turns: Turns[str] = Turns()
    return turns, [turns.enter(f"job {number}", place) for number, place in enumerate(places)]


def in_order(turns: Turns[str]) -> list[str]:
    found = []
    while (item := turns.take(slow=False)) is not None:
        found.append(item)
    return found


def draft(page: str, case: str = "ferry") -> Place:
    return Place(case, "draft", page)


def test_fifty_heavy_drafts_leave_eight_and_a_quick_check_is_second_at_most() -> None:
    turns, refused = waiting(*(draft(f"tab {number}") for number in range(50)))
    assert refused == [None] * CASE + [f"job {number}" for number in range(CASE, 50)]  # each at once, itself
    assert turns.take(slow=False) == "job 0"  # is being done
    for number in range(50, 60):
        turns.enter(f"job {number}", draft(f"tab {number}"))
    assert turns.enter("check", Place("ferry", "file", "")) == "job 50"  # the newest draft gives up its place
    assert turns.enter("save", Place("ferry", "save", "tab 1")) == "job 7"
    assert in_order(turns)[:3] == ["check", "save", "job 1"]


def test_cases_have_their_turns_and_in_them_pages() -> None:
    turns, refused = waiting(
        draft("a"), draft("a"), draft("a"), draft("b"), draft("a", "pier"), Place("pier", "file", "")
    )
    assert set(refused) == {None}
    assert in_order(turns) == ["job 0", "job 4", "job 3", "job 5", "job 1", "job 2"]


def test_new_names_of_pages_do_not_keep_an_old_page_waiting() -> None:
    turns, _ = waiting(draft("old"))
    for number in range(100):
        turns.enter(f"new {number}", draft(f"page {number}"))
        assert turns.take(slow=False) is not None
        turns.enter("again", draft("old")) if "again" not in turns else None
        if number:
            assert turns.take(slow=False) is not None
    assert len(turns) <= 2


def test_who_was_served_last_waits_for_whoever_came_before_the_next_turn() -> None:
    turns, _ = waiting(draft("a"))
    assert turns.take(slow=False) == "job 0"
    turns.enter("a again", draft("a"))
    turns.enter("b", draft("b"))
    assert in_order(turns) == ["b", "a again"]


def test_a_page_that_asks_for_more_gives_up_to_pages_that_ask_for_less() -> None:
    turns, _ = waiting(*[draft("greedy")] * 6, draft("b"), draft("c"))
    assert turns.enter("d", draft("d")) == "job 5"
    assert turns.enter("greedy again", draft("greedy")) == "greedy again"
    assert not turns.has_room(draft("greedy"))
    assert turns.has_room(draft("e"))
    assert turns.has_room(draft("greedy", "pier"))


def test_at_most_64_wait_in_all_and_the_fullest_case_gives_way() -> None:
    turns, refused = waiting(*(draft("a", f"case {number // CASE}") for number in range(ALL)))
    assert set(refused) == {None}
    assert turns.enter("other", draft("a", "one more")) == f"job {ALL - 1}"
    assert len(turns) == ALL
    assert "other" in turns


def test_slow_work_waits_in_the_same_places_and_is_taken_apart() -> None:
    turns, _ = waiting(Place("ferry", "slow", ""), draft("a"))
    assert turns.take(slow=False) == "job 1"
    assert turns.take(slow=False) is None
    assert turns.take(slow=True) == "job 0"
    turns.enter("gone", draft("a"))
    turns.leave("gone")
    assert in_order(turns) == []


def test_nobody_waits_for_ever_and_no_bound_is_passed() -> None:
    chance = random.Random(14)
    matters: list[Matter] = ["save", "file", "draft"]
    turns: Turns[int] = Turns()
    place_of, latest, taken_in_time = dict[int, Place](), dict[int, int](), 0
    for turn in range(4000):
        for _ in range(chance.randrange(4)):
            number = len(place_of)
            place_of[number] = Place(
                f"case {chance.randrange(12)}", chance.choice(matters), f"page {chance.randrange(5)}"
            )
            ahead = sum(place_of[item] == place_of[number] for item in turns)
            latest[number] = (
                turn + (ahead + 1) * 12 * len(matters) * 5
            )  # a turn of each page of each matter of each case
            turns.enter(number, place_of[number])
        held = list(turns)
        assert len(held) <= ALL
        assert max(Counter(place_of[item].case for item in held).values(), default=0) <= CASE
        if (taken := turns.take(slow=False)) is not None:
            assert turn <= latest[taken]
            taken_in_time += 1
    assert taken_in_time > 3000
