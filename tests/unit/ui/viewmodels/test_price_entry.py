"""A price that is filled in."""

from decimal import Decimal

from tests.support.builders import AAPL, ES
from traderterminal.ui.viewmodels.price_entry import PriceEntry

D = Decimal


def test_a_typed_price_is_pinned_and_snaps_to_the_tick_in_words() -> None:
    entry = PriceEntry()
    entry.take("4,799.90", ES)
    assert (entry.price, entry.follows, entry.note) == (D("4800.00"), False, "Snapped to 4,800.00")
    entry.take("4801", ES)
    assert (entry.price, entry.note) == (D(4801), "")


def test_nonsense_keeps_the_price_and_says_so_until_it_is_put_right() -> None:
    entry = PriceEntry(D(4800))
    entry.take("48x0", ES)
    assert (entry.price, entry.problem) == (D(4800), "'48x0' is not a price")
    entry.step(1, ES)
    assert (entry.price, entry.problem) == (D("4800.25"), "")
    entry.take("?", ES)
    entry.follow()
    assert (entry.follows, entry.problem) == (True, "")


def test_only_futures_step_below_zero_and_nothing_steps_from_nothing() -> None:
    stock, future = PriceEntry(D("0.01")), PriceEntry(D("0.25"))
    stock.step(-1, AAPL)
    future.step(-2, ES)
    assert (stock.price, future.price) == (D("0.01"), D("-0.25"))
    empty = PriceEntry()
    empty.step(1, ES)
    assert empty.price is None


def test_a_price_that_is_put_in_is_pinned_and_ends_what_was_wrong() -> None:
    entry = PriceEntry(D(4800), note="Snapped", problem="?")
    entry.put(D(4801))
    assert entry == PriceEntry(D(4801), follows=False)
