"""Where a symbol has traded since a moment: by trades, by minutes, or not known."""

import pytest

from tests.support.market import MINUTE, SECOND, a_hub, a_trade, utc_date
from traderterminal.domain.bars import Bar
from traderterminal.kit.clock import VirtualClock, parse_iso
from traderterminal.market.bars import BarBook
from traderterminal.market.price_path import PricePath, path_since

NOON = parse_iso("2024-01-15T12:00:00Z")


def found(bars: BarBook, at_ns: int) -> PricePath:
    path = path_since(bars, "ESH2024", at_ns)
    assert path is not None
    return path


def test_trades_that_were_heard_tell_exactly_and_only_those_since() -> None:
    hub = a_hub(VirtualClock(NOON))
    bars = BarBook(hub, utc_date)
    for second, price in enumerate((100, 104, 98, 101)):
        hub.publish(a_trade(price, 1, NOON + second * SECOND))
    path = found(bars, NOON + SECOND)
    assert (path.is_exact, path.whole_from, path.open.tolist()) == (True, 0, [104, 98, 101])
    assert path.at_ns.tolist() == [NOON + second * SECOND for second in (1, 2, 3)]
    assert len(found(bars, NOON + 9 * SECOND)) == 0  # nothing since


def test_minutes_tell_what_was_not_heard() -> None:
    bars = BarBook(a_hub(VirtualClock(NOON + 3 * MINUTE)), utc_date)
    minutes = [Bar(NOON + n * MINUTE, 100 + n, 110 + n, 90 + n, 105 + n, 1) for n in range(3)]
    bars.prepend("ESH2024", minutes)
    path = found(bars, NOON + MINUTE + 5 * SECOND)
    assert (path.is_exact, path.whole_from) == (False, 1)
    assert path.at_ns.tolist() == [NOON + MINUTE, NOON + 2 * MINUTE]
    assert (path.high.tolist(), path.low.tolist()) == ([111, 112], [91, 92])
    assert path_since(bars, "ESH2024", NOON + 3 * MINUTE) is None  # no minute is that late
    assert path_since(bars, "ESH2024", NOON - 2 * MINUTE) is None  # none tells of that time


@pytest.mark.parametrize(
    ("ticks", "way", "begin", "step"),
    [(110, 1, 0, 0), (111, 1, 0, 1), (110, 1, 1, 1), (113, 1, 0, None), (90, -1, 0, 0)],
)
def test_a_price_is_reached_by_what_trades_at_it_or_beyond(
    ticks: int, way: int, begin: int, step: int | None
) -> None:
    bars = BarBook(a_hub(VirtualClock(NOON)), utc_date)
    minutes = [Bar(NOON + n * MINUTE, 100, 110 + n, 90 + n, 105, 1) for n in range(3)]
    bars.prepend("ESH2024", minutes)
    path = found(bars, NOON)
    assert path.reaches(ticks, way, begin) == step
    assert path.is_within(90, 0)
    assert not path.is_within(90, 1)
    assert (path.worse(98, 1, 0), path.worse(102, 1, 0)) == (100, 102)
    assert (path.worse(98, -1, 0), path.worse(102, -1, 0)) == (98, 100)
