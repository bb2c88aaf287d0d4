"""The benches really do what they measure; how fast is for a quiet machine to say."""

from types import ModuleType

import pytest

from traderterminal.app.bench import (
    bars,
    broker_lines,
    history,
    indicators,
    orders,
    paper,
    round_trip,
    run,
    topstepx,
    tradovate,
)


def test_it_trades_every_order_through_gate_ledger_and_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "ORDERS", 128)
    figure, decision = run(["orders"])
    assert (figure.unit, figure.rate, figure.bar) == ("orders/s", True, 2_000)
    assert figure.ours > 0
    assert (decision.unit, decision.rate, decision.bar) == ("µs", False, 200)
    assert decision.ours > 0


def test_it_matches_a_hundred_resting_orders_on_every_kind_of_feed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paper, "EVENTS", 500)
    figures = list(run(["paper"]))
    assert [figure.bar for figure in figures] == [400_000, 150_000, 80_000, 15_000]
    assert all(figure.ours > 0 and figure.rate for figure in figures)
    assert {figure.unit for figure in figures} == {"events/s"}


@pytest.mark.parametrize("broker", [topstepx, tradovate])
def test_it_reads_quotes_and_sends_orders_over_the_loopback_interface(
    monkeypatch: pytest.MonkeyPatch, broker: ModuleType
) -> None:
    monkeypatch.setattr(broker_lines, "QUOTES", 2_000)
    monkeypatch.setattr(broker_lines, "ROUNDS", 2)
    monkeypatch.setattr(broker_lines, "ORDERS", 3)
    monkeypatch.setattr(broker, "round_trip_figures", lambda title, kind, number: iter(()))
    quotes, busy, news, order = run([broker.__name__.rpartition(".")[2]])
    assert (quotes.unit, quotes.rate, quotes.bar) == ("quotes/s", True, 10_000)
    assert quotes.ours > 0
    assert (busy.unit, busy.bar, busy.ours > 0) == ("µs", None, True)
    assert (news.unit, news.bar, news.ours > 0) == ("ms", 50, True)
    assert (order.unit, order.bar) == ("ms", 1)


def test_it_sends_orders_to_a_practice_venue_and_waits_for_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(round_trip, "ORDERS", 5)
    monkeypatch.setattr(round_trip, "find_spec", lambda name: None)  # a window takes seconds
    monkeypatch.setattr(round_trip, "ROUNDS", 1)
    headless, bare = round_trip.round_trip_figures("Tradovate", "tradovate", 1_840_001)
    assert (headless.unit, headless.bar, headless.ours > 0) == ("ms", 8, True)
    assert (bare.unit, bare.bar, bare.ours > 0) == ("ms", None, True)


def test_it_imports_a_file_of_ticks_and_shows_the_first_bars(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "TICKS", 5_000)
    monkeypatch.setattr(history, "BARS", 5_000)
    monkeypatch.setattr(history, "ROUNDS", 1)
    monkeypatch.setattr(history, "_fresh", lambda work, *_: work())  # a process takes a second
    figures = {figure.name: figure for figure in run(["history"])}
    assert [(figure.bar, figure.unit) for figure in figures.values()] == [
        (1_000_000, "rows/s"),
        (None, "rows/s"),
        (512, "MB"),
        (512, "MB"),
        (150, "ms"),
    ]
    assert figures["history import"].ours > 0
    assert figures["history, first page of 1 M bars"].ours > 0


def test_it_takes_bars_in_and_changes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "BARS", 20_000)
    monkeypatch.setattr(bars, "CHANGES", 20)
    figures = list(run(["bars"]))
    assert [(figure.bar, figure.unit) for figure in figures[:3]] == [
        (150, "ms"),
        (60, "B/bar"),
        (12, "B/bar"),
    ]
    assert [figure.unit for figure in figures[3:]] == ["µs"] * 4 + ["ms"]
    assert all(figure.ours > 0 for figure in figures)
    assert figures[1].ok
    assert figures[2].ok


def test_it_takes_ticks_and_a_history_through_twenty_indicators(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indicators, "BARS", 20_000)
    monkeypatch.setattr(indicators, "TICKS", 20)
    assert len(set(indicators.SHOWN)) == 20
    tick, history, hold, slowest, memory = run(["indicators"])
    assert (tick.unit, tick.bar) == ("µs", 60)
    assert (hold.unit, hold.bar) == ("ms", 10)
    assert (memory.unit, memory.bar) == ("B/bar", 12)
    assert all(figure.ours > 0 for figure in (tick, history, hold, slowest, memory))
    assert 4 <= memory.ours <= 12
