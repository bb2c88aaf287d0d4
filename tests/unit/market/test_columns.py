"""Bars in columns: made of trades, joined where two hold the same minute."""

import numpy as np

from traderterminal.domain.bars import Bar
from traderterminal.market.columns import MINUTE_NS, NO_BARS, BarColumns


def rows(bars: BarColumns) -> list[Bar]:
    columns = (bars.start_ns, bars.open, bars.high, bars.low, bars.close, bars.volume)
    return [Bar(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def test_trades_make_their_minutes() -> None:
    at_ns = np.array([0, 10, MINUTE_NS - 1, MINUTE_NS, 5 * MINUTE_NS + 3])
    price = np.array([10, 14, 9, 11, -2], np.int32)
    bars = BarColumns.of_trades(at_ns, price, np.array([1, 2, 3, 4, 5]))
    assert rows(bars) == [
        Bar(0, 10, 14, 9, 9, 6),
        Bar(MINUTE_NS, 11, 11, 11, 11, 4),
        Bar(5 * MINUTE_NS, -2, -2, -2, -2, 5),
    ]


def test_a_minute_that_goes_on_is_one_bar() -> None:
    earlier = BarColumns.of([Bar(0, 1, 3, 1, 2, 5), Bar(MINUTE_NS, 5, 6, 4, 5, 1)])
    later = BarColumns.of([Bar(MINUTE_NS, 7, 9, 7, 8, 2), Bar(2 * MINUTE_NS, 8, 8, 8, 8, 1)])
    assert rows(earlier.followed_by(later)) == [
        Bar(0, 1, 3, 1, 2, 5),
        Bar(MINUTE_NS, 5, 9, 4, 8, 3),
        Bar(2 * MINUTE_NS, 8, 8, 8, 8, 1),
    ]
    assert rows(NO_BARS.followed_by(earlier)) == rows(earlier)
    assert rows(earlier.followed_by(NO_BARS)) == rows(earlier)


def test_bars_before_an_instant() -> None:
    bars = BarColumns.of([Bar(n * MINUTE_NS, n, n, n, n, n) for n in range(5)])
    assert bars.before(2 * MINUTE_NS).open.tolist() == [0, 1]
    assert len(bars.before(0)) == len(NO_BARS.before(7)) == 0
    assert len(bars.before(100 * MINUTE_NS)) == 5
