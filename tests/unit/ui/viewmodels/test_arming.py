"""The arming of the chosen account in words, and the steps up and down."""

import pytest

from traderterminal.desk.arming import ARMED_S, Arming, Level
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.arming import ArmingViewModel, runs_out


class Bench:
    def __init__(self) -> None:
        self.host = VirtualClock(5)
        self.unready: Message | None = None
        self.accounts = AccountChoiceViewModel(
            [AccountEntry("live", "Apex 07", "live"), AccountEntry("paper", "Paper", "simulator")]
        )
        self.arming = Arming(lambda account: account == "live", lambda _: self.unready, self.host)
        self.vm = ArmingViewModel(self.arming, self.accounts)
        self.told: list[None] = []
        self.vm.changed.connect(self.told.append)

    @property
    def runs_out(self) -> str:
        return runs_out(self.arming, self.accounts.chosen.account)

    def later(self, seconds: float) -> None:
        self.host.advance_to(self.host.now_ns() + int(seconds * NANOSECONDS))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_typed_name_arms_and_nothing_else_does(bench: Bench) -> None:
    vm = bench.vm
    assert (vm.is_live, vm.words, bench.runs_out) == (True, "Confirm", "")
    for wrong in ("", "apex 07", "live"):
        assert not vm.arm(wrong)
    assert vm.words == "Confirm"
    assert vm.arm(" Apex 07 ")
    assert vm.words == "Armed 30:00"
    bench.later(ARMED_S - 59)
    assert (vm.words, bench.runs_out) == ("Armed 0:59", "Armed for 59 s more")
    vm.choose(Level.OBSERVE)
    assert (vm.words, bench.runs_out) == ("Observe", "")
    assert len(bench.told) == 2


def test_why_it_cannot_be_armed_is_said(bench: Bench) -> None:
    bench.unready = Message("login_offline", {"login": "apex", "account": "live"})
    assert not bench.vm.arm("Apex 07")
    assert bench.vm.problem == "apex is not connected, so that live cannot be armed."
    bench.unready = None
    assert bench.vm.arm("Apex 07")
    assert bench.vm.problem == ""


def test_turning_to_another_account_takes_the_arming_back(bench: Bench) -> None:
    bench.vm.arm("Apex 07")
    bench.accounts.choose("paper")
    assert (bench.vm.is_live, bench.vm.words, bench.runs_out) == (False, "Confirm", "")
    bench.accounts.choose("live")
    assert bench.vm.words == "Confirm"
    bench.vm.close()
    told = len(bench.told)
    bench.accounts.choose("paper")
    assert len(bench.told) == told


def test_an_account_without_real_money_is_armed_by_a_press_as_long_as_any(bench: Bench) -> None:
    vm = bench.vm
    bench.accounts.choose("paper")
    for level in (Level.OBSERVE, Level.CONFIRM, Level.ARMED):
        vm.choose(level)
        assert vm.level is level
    assert (vm.words, vm.fell_back) == ("Armed 30:00", "")
    bench.later(ARMED_S - 59)
    assert bench.runs_out == "Armed for 59 s more"
    bench.later(59)
    assert vm.words == "Confirm"
    assert vm.fell_back == "paper is armed no longer: no order has left by hand for 30 min."
    vm.choose(Level.ARMED)
    bench.accounts.choose("live")
    bench.accounts.choose("paper")
    assert vm.words == "Confirm"
    assert vm.fell_back == "paper is armed no longer: you turned to another account."
    bench.unready = Message("login_offline", {"login": "apex", "account": "paper"})
    vm.choose(Level.ARMED)
    assert vm.words == "Confirm"
    assert vm.problem == "apex is not connected, so that paper cannot be armed."
    vm.choose(Level.CONFIRM)
    assert (vm.problem, vm.fell_back) == ("", "")


def test_an_account_left_in_observe_is_found_so(bench: Bench) -> None:
    bench.accounts.choose("paper")
    bench.vm.choose(Level.OBSERVE)
    bench.accounts.choose("live")
    bench.vm.choose(Level.ARMED)  # real money is armed by its name alone
    assert bench.vm.level is Level.CONFIRM
    bench.accounts.choose("paper")
    assert bench.vm.words == "Observe"
