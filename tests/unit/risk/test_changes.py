"""Changes of limits: what is tighter holds at once, what is looser after a minute."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from traderterminal.domain.instruments import AssetClass
from traderterminal.risk.changes import DELAY_NS, LimitBook, Value, strictest
from traderterminal.risk.limits import LIVE

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
    assert (held[AssetClass.FUTURE], held[AssetClass.STOCK]) == (2, 5)
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
