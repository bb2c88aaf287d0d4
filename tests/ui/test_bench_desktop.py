"""The benches of a running desktop measure both sides and leave nothing behind."""

import pytest
from PySide6.QtWidgets import QApplication

from traderterminal.app.bench import alerts, ladder, run, startup, watching
from traderterminal.market.levels import Levels
from traderterminal.market.ticks import DepthTick, QuoteTick, TradeTick


def test_alerts_are_measured_beside_both_peers(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, count in (("ALERTS", 8), ("ROUNDS", 1), ("BOOKED", 4)):
        monkeypatch.setattr(alerts, name, count)
    figures = {figure.name: figure for figure in run(["alerts"])}
    ours = figures["alert → 202, p50"]
    assert (ours.peer, ours.bar) == ("bare handler", 2.0)
    assert figures["alert → 202, p50 beside echo"].ours == ours.ours
    assert all(figure.ours > 0 for figure in figures.values())
    assert {figure.bar for figure in figures.values()} == {2.0, None, 5.0, 25.0, 0.5, 50.0}


def test_a_start_is_measured_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    child = startup._CHILD.replace(f"sleep({startup.SETTLE_SECONDS})", "sleep(0.1)")
    assert child != startup._CHILD
    monkeypatch.setattr(startup, "_CHILD", child)
    monkeypatch.setattr(startup, "ROUNDS", 1)
    window, memory = run(["startup"])
    assert (window.unit, window.bar, memory.unit, memory.bar) == ("ms", 900, "MB", 250)
    assert window.ours > 50
    assert memory.ours > 50


def test_the_ladder_is_measured_with_every_column_and_the_pointer_on_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ladder.measure(qapp, 0.4)
    assert (found["rows"], found["jumps"]) == (50, 0)
    assert found["updates"] > 2
    monkeypatch.setattr(ladder, "_asked", lambda: found)
    figures = list(ladder.ladder_figures())
    assert [(figure.name, figure.unit, figure.bar) for figure in figures] == [
        ("ladder, 50 updates/s, busy", "%", 12),
        ("the same, of the processor", "%", None),
        ("an update of it, p99", "ms", 8),
        ("row jumps under the pointer", "rows", 0),
    ]
    assert all(figure.ours > 0 for figure in figures[:3])


def test_what_watches_is_measured_the_list_beside_a_table_of_items(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = watching.measure(0.6, turns=1)
    assert found["updates"] > watching.SYMBOLS * watching.UPDATES_PER_S / 2
    monkeypatch.setattr(watching, "_asked", lambda: found)
    figures = list(watching.watching_figures())
    assert [(figure.unit, figure.bar) for figure in figures] == [
        ("%", 15),
        ("%", None),
        ("%", None),
        ("ms", 8),
        ("%", 15),
        ("ms", 8),
    ]
    assert figures[1].peer == "QTableWidget"
    assert all(figure.ours > 0 for figure in figures)
    assert figures[1].peer_value


def test_two_hundred_levels_live_and_stay_whole() -> None:
    market, levels = ladder.LivelyMarket("ESH2024", 19_200), Levels()
    for at_ns in range(1, 200):
        trade, depth, quote = market.event(at_ns)
        assert isinstance(depth, DepthTick)
        assert isinstance(quote, QuoteTick)
        levels.take(depth)
        assert quote.bid is not None
        bids, asks = levels.side("B"), levels.side("A")
        assert (len(bids), len(asks)) == (ladder.LEVELS, ladder.LEVELS)
        assert (max(bids), min(asks)) == (quote.bid, quote.ask)
        assert (bids[quote.bid], asks[quote.bid + 1]) == (quote.bid_size, quote.ask_size)
        assert isinstance(trade, TradeTick)
        assert trade.price in (quote.bid, quote.ask)
