"""The end is asked for by signals, and held to its time."""

import os
import signal
import threading

import pytest

from traderterminal.app.ending import TOO_LATE, Deadline, signals_go_to


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    return codes


def join_watchers() -> None:
    for thread in threading.enumerate():
        if thread.name == "shutdown deadline":
            thread.join(5)


@pytest.mark.logs("closing took longer than 0.01 s")
def test_who_stays_too_long_is_ended(exits: list[int]) -> None:
    with Deadline(0.01) as deadline:
        deadline.start()
        deadline.start()
        join_watchers()
    assert exits == [TOO_LATE]


def test_who_leaves_in_time_is_left_alone(exits: list[int]) -> None:
    with Deadline(0.2) as deadline:
        deadline.start()
    join_watchers()
    assert exits == []


def test_no_time_runs_before_the_start(exits: list[int]) -> None:
    with Deadline(0):
        join_watchers()
    assert exits == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_for_the_end_and_no_more(number: signal.Signals) -> None:
    asked: list[bool] = []
    before = signal.getsignal(number)
    with signals_go_to(lambda: asked.append(True)):
        signal.raise_signal(number)
        signal.raise_signal(number)
    assert asked == [True, True]
    assert signal.getsignal(number) == before
