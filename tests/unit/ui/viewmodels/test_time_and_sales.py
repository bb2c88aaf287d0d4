"""Time and sales without its widget."""

from datetime import datetime
from decimal import Decimal

from tests.support.builders import AAPL, ES
from tests.support.market import BTC, SECOND, a_hub, a_trade
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import VirtualClock, to_datetime
from traderterminal.market.tape import ENOUGH, KEPT, Merge
from traderterminal.market.ticks import Aggressor
from traderterminal.ui.viewmodels.time_and_sales import TimeAndSalesViewModel

D = Decimal
START = 1_704_967_200 * SECOND


def local(instrument: Instrument, at_ns: int) -> datetime:
    return to_datetime(at_ns)


class Bench:
    def __init__(self, instrument: Instrument = ES) -> None:
        self.clock = VirtualClock(START)
        self.hub = a_hub(self.clock)
        self.vm = TimeAndSalesViewModel(self.hub, local)
        self.changes = 0
        self.vm.changed.connect(lambda _: self._count())
        self.vm.show(instrument)

    def _count(self) -> None:
        self.changes += 1

    def trade(self, size: int = 1, side: Aggressor = Aggressor.BUYER, price: int = 19_200) -> None:
        assert self.vm.instrument is not None
        symbol = self.vm.instrument.symbol
        self.hub.publish(a_trade(price, size, self.clock.now_ns(), side, symbol))

    def sizes(self, count: int = 10) -> list[str]:
        return [row.size for row in self.vm.rows(count)]

    def pass_by(self, seconds: float) -> None:
        self.clock.advance_to(self.clock.now_ns() + int(seconds * SECOND))
        self.vm.flush()


def test_a_row_says_when_where_how_much_and_who() -> None:
    bench = Bench()
    assert bench.vm.spoken == "no trade yet"
    bench.trade(2)
    bench.clock.advance_to(START + 1_500_000_000)
    bench.trade(3, Aggressor.SELLER, 19_199)
    bench.trade(4, Aggressor.NEITHER)
    cross, sold, bought = bench.vm.rows(10)
    assert (sold.time, sold.price, sold.size) == ("10:00:01.500", "4,799.75", "3")
    assert [(row.glyph, row.token) for row in (bought, sold, cross)] == [
        ("▲", "buy"),
        ("▼", "sell"),
        ("", "t2"),
    ]
    assert bench.vm.spoken == "traded 4 at 4,800.00, 10:00:01"


def test_another_symbol_begins_anew_and_the_one_before_is_heard_no_more() -> None:
    bench = Bench()
    bench.trade()
    bench.vm.type_least("5")
    bench.vm.show(AAPL)
    assert (bench.sizes(), bench.vm.least) == ([], 0)
    bench.hub.publish(a_trade(19_200, 7, bench.clock.now_ns()))
    assert bench.sizes() == []
    bench.trade(9)
    assert bench.sizes() == ["9"]
    bench.vm.close()
    bench.trade(10)
    assert bench.sizes() == ["9"]


def test_sizes_are_typed_as_they_trade() -> None:
    bench = Bench(BTC)
    for lots in (50_000, 150_000):
        bench.trade(lots)
    assert bench.sizes() == ["1.5", "0.5"]
    bench.vm.type_least("1")
    assert (bench.sizes(), bench.vm.shown_lots(bench.vm.least)) == (["1.5"], "1")
    bench.vm.type_least("lots")
    assert "is not a quantity" in bench.vm.problem
    assert bench.vm.least == 100_000
    bench.vm.type_least("")
    assert (bench.vm.problem, len(bench.sizes())) == ("", 2)


def test_large_trades_stand_out_by_what_was_typed_or_by_themselves() -> None:
    bench = Bench()
    for number in range(ENOUGH):
        bench.trade(60 if number == 50 else 1 + number % 5)
    assert not any(row.is_large for row in bench.vm.rows(200))
    assert bench.vm.large_words == ""
    bench.pass_by(1)
    assert [row.size for row in bench.vm.rows(200) if row.is_large] == ["60"]
    assert bench.vm.large_words == "large from 6"  # one in five trades 5
    bench.vm.type_large("50")
    assert [row.size for row in bench.vm.rows(200) if row.is_large] == ["60"]
    assert bench.vm.large_words == "large from 50"


def test_it_stands_still_under_the_pointer_and_counts_what_comes() -> None:
    bench = Bench()
    bench.trade(1)
    bench.vm.hold(held=True)
    bench.trade(2)
    bench.trade(3)
    assert (bench.sizes(), bench.vm.is_held, bench.vm.newer) == (["1"], True, 2)
    bench.vm.hold(held=False)
    assert (bench.sizes(), bench.vm.is_held, bench.vm.newer) == (["3", "2", "1"], False, 0)


def test_looking_back_holds_it_too_until_one_is_at_the_newest_again() -> None:
    bench = Bench()
    for size in range(1, 31):
        bench.trade(size)
    bench.vm.scroll(5)
    bench.trade(99)
    assert (bench.sizes(2), bench.vm.back) == (["25", "24"], 5)
    bench.vm.scroll(1_000_000)
    assert bench.vm.back <= KEPT
    assert bench.sizes(10) == [str(size) for size in range(10, 0, -1)]
    assert bench.vm.back == 20
    bench.vm.to_newest()
    assert (bench.sizes(1), bench.vm.is_held) == (["99"], False)
    bench.vm.scroll(3)
    bench.vm.scroll(-3)
    assert not bench.vm.is_held


def test_trades_are_put_together_as_chosen_from_then_on() -> None:
    bench = Bench()
    bench.trade(1)
    bench.trade(2)
    bench.vm.choose_merge(Merge.SWEEP)
    bench.trade(4)
    bench.trade(8)
    assert [(row.size, row.trades) for row in bench.vm.rows(5)] == [("14", 3), ("1", 1)]


def test_a_frame_tells_only_of_what_is_new() -> None:
    bench = Bench()
    bench.trade()
    bench.vm.flush()
    told = bench.changes
    bench.vm.flush()
    assert bench.changes == told
    bench.trade()
    bench.vm.flush()
    assert bench.changes == told + 1
    assert bench.vm.stale == "no feed"  # there is none behind this hub


def test_a_market_that_starts_again_shows_nothing_of_before() -> None:
    bench = Bench()
    bench.trade()
    bench.vm.hold(held=True)
    bench.hub.clear()
    assert bench.sizes() == []
    bench.trade(5)
    bench.vm.hold(held=False)
    assert bench.sizes() == ["5"]


def test_how_trades_are_put_together_is_there_next_time() -> None:
    bench = Bench()
    bench.vm.choose_merge(Merge.PRICE)
    other = Bench()
    other.vm.restore(bench.vm.state())
    assert other.vm.merge is Merge.PRICE
    other.vm.restore({"merge": "nonsense"})
    assert other.vm.merge is Merge.PRICE
