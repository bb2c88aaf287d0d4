"""How far a click goes on an account, with real money or without, and what takes it back."""

import logging

import pytest

from traderterminal.desk.arming import ARMED_S, Arming, Level
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock

UNREADY = Message("reconciling", {"account": "live"}, "wrong_environment")
#: One rule holds for both.
both = pytest.mark.parametrize("account", ["live", "paper"])


class Bench:
    def __init__(self) -> None:
        self.host = VirtualClock(5)
        self.unready: Message | None = None
        self.arming = Arming(lambda account: account == "live", lambda _: self.unready, self.host)
        self.told: list[str] = []
        self.arming.changed.connect(self.told.append)

    def later(self, seconds: float) -> None:
        self.host.advance_to(self.host.now_ns() + int(seconds * NANOSECONDS))

    def why(self, account: str) -> str | None:
        """The variant of why it is armed no longer."""
        why = self.arming.fell_back(account)
        return None if why is None else why.variant


@pytest.fixture
def bench() -> Bench:
    return Bench()


@both
def test_every_account_starts_in_confirm(bench: Bench, account: str) -> None:
    assert bench.arming.level(account) is Level.CONFIRM
    assert bench.why(account) is None


def test_real_money_is_told_from_what_is_none(bench: Bench) -> None:
    assert (bench.arming.is_live("live"), bench.arming.is_live("paper")) == (True, False)


@both
def test_it_is_armed_until_nothing_was_sent_for_half_an_hour(
    bench: Bench, account: str, caplog: pytest.LogCaptureFixture
) -> None:
    arming = bench.arming
    assert arming.arm(account) is None
    bench.later(ARMED_S - 1)
    assert (arming.level(account), arming.left_s(account)) == (Level.ARMED, 1.0)
    arming.touch(account)
    bench.later(ARMED_S - 1)
    assert arming.level(account) is Level.ARMED
    bench.later(1)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            assert arming.level(account) is Level.CONFIRM
    says = f"{account} is armed no longer: no order has left by hand for 30 min."
    assert caplog.messages == [says]  # once, however often it is looked at
    assert bench.told == [account, account]
    assert bench.why(account) == ""


@both
def test_an_order_that_comes_too_late_does_not_arm_it_again(bench: Bench, account: str) -> None:
    bench.arming.arm(account)
    bench.later(ARMED_S)
    bench.arming.touch(account)
    assert bench.arming.level(account) is Level.CONFIRM


@both
def test_it_is_not_armed_while_what_it_needs_is_not_connected(bench: Bench, account: str) -> None:
    bench.unready = UNREADY
    assert bench.arming.arm(account) is UNREADY
    assert bench.arming.level(account) is Level.CONFIRM
    assert bench.told == []


@both
def test_it_falls_back_when_its_connection_goes_and_stays_so(bench: Bench, account: str) -> None:
    bench.arming.arm(account)
    bench.unready = UNREADY
    bench.arming.review()  # nobody has asked for the level meanwhile
    bench.unready = None
    assert bench.arming.level(account) is Level.CONFIRM
    assert bench.why(account) == "disconnected"
    assert bench.told == [account, account]


@both
def test_it_falls_back_when_the_trader_turns_to_another_account(bench: Bench, account: str) -> None:
    bench.arming.arm(account)
    bench.arming.leave(account)
    assert bench.arming.level(account) is Level.CONFIRM
    assert bench.why(account) == "left"
    bench.arming.arm(account)
    assert bench.why(account) is None


@both
def test_it_can_be_lowered_at_any_time_and_raised_only_by_arming(
    bench: Bench, account: str
) -> None:
    arming = bench.arming
    arming.arm(account)
    arming.lower(account, Level.OBSERVE)
    assert arming.level(account) is Level.OBSERVE
    arming.lower(account, Level.ARMED)
    assert arming.level(account) is Level.OBSERVE
    arming.leave(account)
    assert arming.level(account) is Level.OBSERVE  # there is nothing to fall back from
    arming.lower(account, Level.CONFIRM)
    assert arming.level(account) is Level.CONFIRM
    assert bench.why(account) is None  # it was chosen


def test_only_observe_holds_back_and_says_of_which_account(bench: Bench) -> None:
    assert bench.arming.observes("live") is None
    bench.arming.lower("live", Level.OBSERVE)
    assert bench.arming.observes("live") == Message("observing", {"account": "live"})


@both
def test_a_restart_brings_back_what_observed_and_arms_nothing(bench: Bench, account: str) -> None:
    bench.arming.lower(account, Level.OBSERVE)
    bench.arming.arm("other")
    bench.arming.lower("third", Level.CONFIRM)
    state = bench.arming.state()
    assert state == {account: "observe"}
    again = Bench().arming
    again.restore({**state, "third": "no level"})
    assert again.level(account) is Level.OBSERVE
    assert again.level("other") is Level.CONFIRM
    assert again.level("third") is Level.CONFIRM


@both
def test_nothing_that_was_kept_arms_an_account(bench: Bench, account: str) -> None:
    bench.arming.restore({account: "armed"})
    assert bench.arming.level(account) is Level.CONFIRM
