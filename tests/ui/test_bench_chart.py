"""The bench of the chart measures ours and both peers; how they compare is for a quiet machine."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from traderterminal.app.bench import chart, chart_ours, chart_views, run
from traderterminal.app.bench.chart_views import TICK, TICKS, Found, Walk, prices, views
from traderterminal.app.bench.figures import Figure
from traderterminal.domain.errors import BadData

BARS = 3_000


def test_every_row_of_the_table_is_measured(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def measured(name: str, wanted: str, bars: int) -> Found:
        asked.append((name, wanted))
        if name == "ours":  # in this very process, which is sooner
            return chart_ours.measure(qapp, chart_ours.Task(wanted, bars, 0.1))
        return {"first_paint": [1e6], "views": [1e6] * 300, "trades": [1e6] * TICKS}

    for name, value in (("MANY", 2 * BARS), ("SOME", BARS), ("FEW", BARS), ("ROUNDS", 1)):
        monkeypatch.setattr(chart, name, value)
    monkeypatch.setattr(chart_views, "VIEWS_A_PHASE", 10)
    monkeypatch.setattr(chart_views, "TICKS", 20)
    monkeypatch.setattr(chart_ours, "SETTLE_S", 0.1)
    monkeypatch.setattr(chart, "PEERS", Path(__file__))
    monkeypatch.setattr(chart, "_asked", measured)
    monkeypatch.setattr(chart, "startup_figures", lambda: iter([Figure("window", 1.0, "ms")]))
    figures = list(run(["chart"]))
    assert [(figure.name, figure.peer, figure.bar) for figure in figures] == [
        ("view change, 1 M bars, p50", "finplot", 1 / 16),
        ("view change, 1 M bars, p99", "finplot", 1 / 18),
        ("view change, 1 M over 10 k bars", "", 2.8),
        ("last bar, 1 M bars, p50", "finplot", 1 / 60),
        ("arrays to first paint, 1 M bars", "", 350),
        ("the same beside finplot", "finplot", None),
        ("last bar, 100 k bars, p50", "vnpy.chart", 1 / 120),
        ("the same, it without its volume", "vnpy.chart candles", None),
        ("last bar, 1 M bars, p50", "vnpy.chart", None),
        ("memory of a bar, with room", "", 75),
        ("four charts, 200 ticks/s each", "", 40),
        ("loop held up meanwhile, p99", "", 10),
        ("window", "", None),
    ]
    assert all(figure.ours > 0 for figure in figures)
    assert [wanted for name, wanted in asked if name == "ours"] == [
        *("views", "views", "trades", "memory", "four")
    ]


def test_without_its_peers_it_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chart, "PEERS", tmp_path / "python")
    with pytest.raises(BadData, match="packaging/prepare peers-charts"):
        list(run(["chart"]))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("finplot", "views"), ("vnpy.chart", "trades"), ("vnpy.chart candles", "trades")],
)
def test_a_peer_shows_all_that_it_is_asked_for(name: str, wanted: str) -> None:
    if not chart.PEERS.exists():
        pytest.skip("packaging/prepare peers-charts has not been run, or could not be")
    found = chart._asked(name, wanted, 1_000)
    shown = 300 if wanted == "views" else 0
    assert [len(found[what]) for what in ("first_paint", "views", "trades")] == [1, shown, TICKS]


@pytest.mark.parametrize("count", [100, 10_000, 1_000_000])
def test_the_views_are_within_the_bars_and_each_is_another(count: int) -> None:
    shown = list(views(count))
    assert len(shown) == 300
    assert all(0 <= first < end <= count for first, end in shown)
    near, zoom, far = shown[:100], shown[100:200], shown[200:]
    assert {round(end - first) for first, end in near} == {min(250, count)}
    assert max(end - first for first, end in zoom) == count
    assert min(end - first for first, end in zoom) < 100
    assert {round(end - first) for first, end in far} == {round(0.6 * count)}
    if count > 250:
        assert all(before != after for before, after in pairwise(shown))


def test_the_walk_is_of_true_bars_and_ends_where_it_is_told() -> None:
    walk = Walk.of(500, until_s=600_000.0, last=6_850.0)
    assert (walk.time[-1], walk.close[-1]) == (599_940.0, 6_850.0)
    assert np.all(np.diff(walk.time) == 60.0)
    assert np.all(walk.low <= np.minimum(walk.open, walk.close))
    assert np.all(walk.high >= np.maximum(walk.open, walk.close))
    assert np.all(walk.close % TICK == 0)
    traded = list(prices(6_850.0))
    assert len(traded) == TICKS
    assert all(before != after for before, after in pairwise(traded))
    assert all(abs(price - 6_850.0) <= 2 * TICK for price in traded)
