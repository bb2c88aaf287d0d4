"""The latest trades of a symbol, numbered as they came."""

import pytest

from tests.support.market import SECOND
from traderterminal.market import heard_trades
from traderterminal.market.heard_trades import HeardTrades


def rows(heard: HeardTrades, first: int, end: int) -> list[tuple[int, int, int]]:
    found = heard.part(first, end)
    return list(found.rows(0, len(found)))


def test_trades_are_kept_in_the_order_in_which_they_came() -> None:
    heard = HeardTrades()
    assert (heard.first, heard.end, heard.first_ns) == (0, 0, None)
    for number in range(5):
        heard.add(100 - number, -number, number + 1, 1)  # late ones too, and prices below zero
    assert rows(heard, 1, 3) == [(99, -1, 2), (98, -2, 3)]
    assert rows(heard, 4, 9) == [(96, -4, 5)]
    assert (heard.first, heard.end, heard.first_ns) == (0, 5, 100)


def test_the_oldest_go_where_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard_trades, "MOST_KEPT", 5)
    monkeypatch.setattr(heard_trades, "_CUT", 2)
    heard = HeardTrades()
    for number in range(7):
        heard.add(number, number, 1, 0)
    assert (heard.first, heard.end, heard.first_ns) == (2, 7, 2)
    assert rows(heard, 0, 4) == [(2, 2, 1), (3, 3, 1)]
    heard.clear()
    assert (heard.first, heard.end, heard.first_ns) == (7, 7, None)
    heard.add(9, 9, 1, 0)
    assert rows(heard, 7, 8) == [(9, 9, 1)]


def test_they_are_added_up_by_second_in_whatever_order_they_came() -> None:
    heard = HeardTrades()
    assert len(heard.by_second()) == 0
    for at_ns, size, sign in ((2 * SECOND + 5, 4, 1), (SECOND, 3, -1), (2 * SECOND, 9, 0)):
        heard.add(at_ns, 100, size, sign)
    found = heard.by_second()
    assert found.from_ns == SECOND
    assert found.second_ns.tolist() == [SECOND, 2 * SECOND]
    assert [found.signed.tolist(), found.traded.tolist(), found.told.tolist()] == [
        [-3, 4],
        [3, 13],
        [3, 4],
    ]


def test_what_came_since_is_told_only_where_all_of_it_is_kept() -> None:
    heard = HeardTrades()
    assert heard.since(0) is None
    for at_ns in (10, 20, 15, 30):  # one of them late
        heard.add(at_ns, at_ns, 1, 0)
    assert heard.since(9) is None
    found = heard.since(15)
    assert found is not None
    assert found.at_ns.tolist() == [20, 15, 30]
