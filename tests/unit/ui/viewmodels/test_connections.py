"""Streams over the day: how they stood, how often they were lost, and what is forgotten."""

from dataclasses import replace

import pytest

from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.ui.viewmodels.connections import (
    DAY_NS,
    MOST_CHANGES,
    ConnectionsViewModel,
    KeptPast,
    Span,
    Stream,
    StreamState,
    state_of,
)

UP, LATE, DOWN, RESTS = (
    StreamState.UP,
    StreamState.LATE,
    StreamState.DOWN,
    StreamState.RESTS,
)
ORDERS = Stream("apex", "O", "apex orders", UP, 0.1)


class Scene:
    def __init__(self) -> None:
        self.clock = VirtualClock(1_000 * NANOSECONDS)
        self.streams = [ORDERS]
        self.told: list[str] = []
        self.vm = ConnectionsViewModel(lambda: self.streams, self.clock)
        self.vm.lost.connect(lambda stream: self.told.append(f"lost {stream.key}"))
        self.vm.back.connect(lambda stream: self.told.append(f"back {stream.key}"))

    def stand(self, *states: StreamState, each_s: int = 10) -> None:
        """Stand so for a while, one after the other."""
        for state in states:
            self.streams = [replace(ORDERS, state=state)]
            self.vm.look()
            self.clock.advance_to(self.clock.now_ns() + each_s * NANOSECONDS)


@pytest.mark.parametrize(
    ("age_s", "usual_s", "state"),
    [
        (None, 30.0, DOWN),
        (1.9, 0.0, UP),
        (2.0, 0.0, LATE),
        (2.4, 2.5, UP),
        (2.5, 2.5, LATE),
        (29.0, 30.0, UP),
    ],
)
def test_a_stream_is_late_beyond_two_seconds_or_its_own_rhythm(
    age_s: float | None, usual_s: float, state: StreamState
) -> None:
    assert state_of(age_s, usual_s) is state


def test_what_was_up_and_is_down_is_lost_once_and_back_once() -> None:
    scene = Scene()
    scene.stand(UP, UP, LATE, DOWN, DOWN, LATE, DOWN, UP, UP, LATE, UP)
    assert scene.told == ["lost apex O", "back apex O"]
    assert scene.vm.losses == 1


def test_a_stream_that_was_never_up_is_not_lost_nor_one_that_nobody_asks_for() -> None:
    scene = Scene()
    scene.stand(DOWN, LATE, DOWN, UP)
    assert scene.told == []
    scene.stand(RESTS, DOWN, UP)  # connected anew by hand
    assert scene.told == []


def test_the_past_is_told_in_spans_that_leave_no_gap() -> None:
    scene = Scene()
    began = scene.clock.now_ns()
    scene.stand(UP, UP, DOWN, UP)
    (row,) = scene.vm.rows()
    ends = [began + seconds * NANOSECONDS for seconds in (0, 20, 30, 40)]
    assert row.spans == (
        Span(ends[0], ends[1], UP),
        Span(ends[1], ends[2], DOWN),
        Span(ends[2], ends[3], UP),
    )
    assert (row.since_ns, row.losses) == (ends[2], 1)


def test_what_is_older_than_a_day_is_cut_off() -> None:
    scene = Scene()
    scene.stand(UP, DOWN)
    scene.stand(UP, each_s=DAY_NS // NANOSECONDS)
    scene.vm.look()
    (row,) = scene.vm.rows()
    now = scene.clock.now_ns()
    assert row.spans == (Span(now - DAY_NS, now, UP),)


def test_of_a_stream_that_comes_and_goes_all_day_the_oldest_is_forgotten() -> None:
    scene = Scene()
    scene.stand(*([UP, DOWN] * MOST_CHANGES), each_s=1)
    (row,) = scene.vm.rows()
    assert len(row.spans) == MOST_CHANGES
    assert row.losses == MOST_CHANGES


def test_a_login_that_is_gone_is_forgotten() -> None:
    scene = Scene()
    scene.stand(UP)
    scene.streams = []
    scene.vm.look()
    assert scene.vm.rows() == []


def test_the_last_day_is_taken_up_after_a_start_with_a_gap_where_nobody_looked() -> None:
    before = Scene()
    began = before.clock.now_ns()
    before.stand(UP, DOWN, UP)
    before.vm.look()
    pasts, seen_ns = before.vm.to_keep()
    assert seen_ns == began + 30 * NANOSECONDS
    after = Scene()
    after.clock.advance_to(began + 100 * NANOSECONDS)
    after.stand(UP)
    after.vm.take_up(pasts, seen_ns)
    (row,) = after.vm.rows()
    ends = [began + seconds * NANOSECONDS for seconds in (0, 10, 20, 30, 100, 110)]
    assert row.spans == (
        Span(ends[0], ends[1], UP),
        Span(ends[1], ends[2], DOWN),
        Span(ends[2], ends[3], UP),
        Span(ends[4], ends[5], UP),
    )
    assert (row.since_ns, row.losses, after.vm.losses) == (ends[4], 1, 1)
    # what was lost before the start is not said to be back, and no loss is counted twice
    assert after.told == []
    # and it is kept on, gap and all
    again, _ = after.vm.to_keep()
    assert again["apex O"].changes == (
        *pasts["apex O"].changes,
        (seen_ns, None),
        (ends[4], UP),
    )


def test_what_is_kept_of_a_stream_that_comes_late_waits_for_it() -> None:
    scene = Scene()
    now = scene.clock.now_ns()
    kept = {"apex O": KeptPast(((now - 50, UP), (now - 40, DOWN)), (now - 40,))}
    scene.streams = []
    scene.vm.look()
    scene.vm.take_up(kept, now - 30)
    assert scene.vm.rows() == []
    assert scene.vm.to_keep()[0]["apex O"].losses == (now - 40,)
    scene.stand(UP)
    (row,) = scene.vm.rows()
    assert [span.state for span in row.spans] == [UP, DOWN, UP]
    assert row.losses == 1


def test_of_what_is_older_than_a_day_nothing_is_kept_but_how_it_stood_then() -> None:
    scene = Scene()
    scene.stand(UP, DOWN, UP, DOWN)
    scene.stand(UP, each_s=DAY_NS // NANOSECONDS)
    scene.vm.look()
    pasts, seen_ns = scene.vm.to_keep()
    assert pasts["apex O"] == KeptPast(((seen_ns - DAY_NS, UP),))
    assert (scene.vm.losses, scene.vm.rows()[0].losses) == (0, 0)


def test_of_a_clock_that_was_set_back_nothing_is_taken_over() -> None:
    scene = Scene()
    now = scene.clock.now_ns()
    scene.stand(UP)
    scene.vm.take_up({"apex O": KeptPast(((now - 50, DOWN),))}, now + 60 * NANOSECONDS)
    (row,) = scene.vm.rows()
    assert [span.state for span in row.spans] == [UP]
