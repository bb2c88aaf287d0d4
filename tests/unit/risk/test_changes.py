"""Changes of limits: what is tighter holds at once, what is looser after a minute."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.changes import DELAY_NS, LimitBook, Pending, Value, strictest
from traderterminal.risk.limits import LIVE, PAPER

D = Decimal


@dataclass
class Host:
    now: int = 0
    book: LimitBook = field(init=False)

    def __post_init__(self) -> None:
        self.book = LimitBook(lambda account: LIVE, lambda: self.now)

    def holding(self) -> int:
        return self.book.limits("live").orders_per_minute


def test_a_tighter_limit_holds_at_once() -> None:
    host = Host()
    assert host.book.change("live", {"orders_per_minute": 10}) == {}
    assert host.holding() == 10


@pytest.mark.parametrize("looser", [61, 0])
def test_a_looser_limit_holds_after_a_minute(looser: int) -> None:
    host = Host()
    assert "orders_per_minute" in host.book.change("live", {"orders_per_minute": looser})
    host.now = DELAY_NS - 1
    assert host.holding() == 60
    host.now = DELAY_NS
    assert host.holding() == looser


def test_a_tighter_limit_takes_back_a_looser_one_that_waits() -> None:
    host = Host()
    host.book.change("live", {"orders_per_minute": 90})
    host.book.change("live", {"orders_per_minute": 30})
    host.now = 2 * DELAY_NS
    assert host.holding() == 30


def test_what_is_withdrawn_never_holds() -> None:
    host = Host()
    host.book.withdraw("live", host.book.change("live", {"orders_per_minute": 90}))
    host.now = 2 * DELAY_NS
    assert host.holding() == 60


def test_one_value_tightens_some_classes_and_loosens_others() -> None:
    host = Host()
    host.book.change("live", {"max_order_quantity": D(5)})  # futures had 2, stocks 500
    held = host.book.limits("live").max_order_quantity
    assert (held[AssetClass.FUTURE], held[AssetClass.STOCK]) == (D(2), D(5))
    host.now = DELAY_NS
    assert host.book.limits("live").max_order_quantity[AssetClass.FUTURE] == 5


@pytest.mark.parametrize(
    ("name", "first", "second", "stricter"),
    [
        ("duplicate_window_s", D(2), D(5), D(5)),
        ("duplicate_window_s", D(2), D(0), D(2)),
        ("enforce_session", False, True, True),
        ("orders_per_day", 0, 1000, 1000),
        ("orders_per_day", 5, 1000, 5),
    ],
)
def test_what_is_stricter_depends_on_the_limit(
    name: str, first: Value, second: Value, stricter: Value
) -> None:
    assert strictest(name, first, second) == strictest(name, second, first) == stricter


def test_a_limit_of_which_more_is_stricter_holds_at_once_when_raised() -> None:
    host = Host()
    assert host.book.change("live", {"duplicate_window_s": D(5)}) == {}
    assert host.book.limits("live").duplicate_window_s == 5
    assert host.book.change("live", {"duplicate_window_s": D(1)}).keys() == {"duplicate_window_s"}
    assert host.book.limits("live").duplicate_window_s == 5


def test_what_waits_is_shown_until_it_holds() -> None:
    host = Host(now=7)
    host.book.change("live", {"orders_per_minute": 90, "orders_per_day": 10})
    waits = {"orders_per_minute": Pending(90, 7 + DELAY_NS)}
    assert host.book.pending("live") == waits
    assert host.book.pending("paper") == {}
    host.now += DELAY_NS
    assert host.book.pending("live") == {}
    assert host.holding() == 90


def test_each_account_starts_and_changes_for_itself() -> None:
    book = LimitBook({"live": LIVE, "paper": PAPER}.__getitem__, lambda: 0)
    book.change("paper", {"orders_per_minute": 10})
    assert book.limits("paper") == replace(PAPER, orders_per_minute=10)
    assert book.limits("live") == LIVE


def test_to_withdraw_what_does_not_wait_is_harmless() -> None:
    host = Host()
    host.book.withdraw("live", ["orders_per_minute"])
    host.book.change("live", {"orders_per_minute": 90})
    host.book.withdraw("live", ["orders_per_day"])
    host.book.withdraw("nobody", ["orders_per_minute"])
    assert host.book.pending("live").keys() == {"orders_per_minute"}
