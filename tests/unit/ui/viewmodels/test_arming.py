"""The arming of the chosen account in words, and the steps up and down."""

import pytest

from traderterminal.desk.arming import ARMED_S, Arming, Level
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import NANOSECONDS, VirtualClock
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel, AccountEntry
from traderterminal.ui.viewmodels.arming import ArmingViewModel


class Bench:
    def __init__(self) -> None:
        self.host = VirtualClock(5)
        self.unready: Message | None = None
        self.accounts = AccountChoiceViewModel(
            [AccountEntry("live", "Apex 07", "live"), AccountEntry("paper", "Paper", "simulator")]
        )
        arming = Arming(lambda account: account == "live", lambda _: self.unready, self.host)
        self.vm = ArmingViewModel(arming, self.accounts)
        self.told: list[None] = []
        self.vm.changed.connect(self.told.append)

    def later(self, seconds: float) -> None:
        self.host.advance_to(self.host.now_ns() + int(seconds * NANOSECONDS))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_typed_name_arms_and_nothing_else_does(bench: Bench) -> None:
    vm = bench.vm
    assert (vm.asks, vm.words, vm.runs_out) == (True, "Confirm", "")
    for wrong in ("", "apex 07", "live"):
        assert not vm.arm(wrong)
    assert vm.words == "Confirm"
    assert vm.arm(" Apex 07 ")
    assert vm.words == "Armed 30:00"
    bench.later(ARMED_S - 59)
    assert (vm.words, vm.runs_out) == ("Armed 0:59", "Armed for 59 s more")
    vm.lower(Level.OBSERVE)
    assert (vm.words, vm.runs_out) == ("Observe", "")
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
    assert (bench.vm.asks, bench.vm.words, bench.vm.runs_out) == (False, "Armed", "")
    bench.accounts.choose("live")
    assert bench.vm.words == "Confirm"
    bench.vm.close()
    told = len(bench.told)
    bench.accounts.choose("paper")
    assert len(bench.told) == told
