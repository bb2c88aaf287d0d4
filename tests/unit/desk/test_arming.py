"""How far a click goes on an account with real money, and what takes it back."""

import pytest

from traderterminal.desk.arming import ARMED_S, Arming, Level
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

UNREADY = Message("reconciling", {"account": "live"}, "wrong_environment")


class Bench:
    def __init__(self) -> None:
        self.host = VirtualClock(5)
        self.unready: Message | None = None
        self.arming = Arming(lambda account: account == "live", lambda _: self.unready, self.host)
        self.told: list[str] = []
        self.arming.changed.connect(self.told.append)

    def later(self, seconds: float) -> None:
        self.host.advance_to(self.host.now_ns() + int(seconds * NANOSECONDS))

    @property
    def level(self) -> str:
        return self.arming.level("live").value


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_every_account_starts_in_confirm(bench: Bench) -> None:
    assert bench.level == "confirm"
    assert bench.arming.level("paper") is Level.CONFIRM
    assert (bench.arming.is_live("live"), bench.arming.is_live("paper")) == (True, False)


def test_it_is_armed_until_nothing_was_sent_for_half_an_hour(bench: Bench) -> None:
    assert bench.arming.arm("live") is None
    bench.later(ARMED_S - 1)
    assert (bench.level, bench.arming.left_s("live")) == ("armed", 1.0)
    bench.arming.touch("live")
    bench.later(ARMED_S - 1)
    assert bench.level == "armed"
    bench.later(1)
    assert bench.level == "confirm"
    assert bench.told == ["live", "live"]


def test_it_is_not_armed_while_its_broker_cannot_be_relied_on(bench: Bench) -> None:
    bench.unready = UNREADY
    assert bench.arming.arm("live") is UNREADY
    assert bench.level == "confirm"
    assert bench.told == []


def test_it_falls_back_when_its_broker_goes_and_stays_so(bench: Bench) -> None:
    bench.arming.arm("live")
    bench.unready = UNREADY
    assert bench.level == "confirm"
    bench.unready = None
    assert bench.level == "confirm"


def test_it_can_be_lowered_at_any_time_and_raised_only_by_arming(bench: Bench) -> None:
    bench.arming.arm("live")
    bench.arming.lower("live", Level.OBSERVE)
    assert bench.level == "observe"
    bench.arming.lower("live", Level.ARMED)
    assert bench.level == "observe"
    bench.arming.drop("live")
    assert bench.level == "observe"  # there is nothing to fall back from
    bench.arming.lower("live", Level.CONFIRM)
    assert bench.level == "confirm"


def test_without_real_money_a_level_stays_as_it_was_set(bench: Bench) -> None:
    arming = bench.arming
    arming.lower("paper", Level.CONFIRM)
    assert arming.level("paper") is Level.CONFIRM
    bench.unready = UNREADY
    assert arming.arm("paper") is None  # no money is at stake: nothing has to be relied on
    bench.later(2 * ARMED_S)
    arming.drop("paper")
    assert arming.level("paper") is Level.ARMED


def test_only_observe_holds_back_and_says_of_which_account(bench: Bench) -> None:
    assert bench.arming.observes("live") is None
    bench.arming.lower("live", Level.OBSERVE)
    assert bench.arming.observes("live") == Message("observing", {"account": "live"})


def test_a_restart_brings_back_what_was_lowered_and_arms_nothing(bench: Bench) -> None:
    bench.arming.lower("paper", Level.OBSERVE)
    bench.arming.arm("other paper")
    bench.arming.arm("live")
    state = bench.arming.state()
    assert state == {"paper": "observe"}
    again = Bench().arming
    again.restore({**state, "live": "armed", "other": "no level"})
    assert again.level("paper") is Level.OBSERVE
    assert again.level("live") is Level.CONFIRM
    assert again.level("other") is Level.CONFIRM
