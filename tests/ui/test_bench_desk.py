"""The benches of the whole desk: they measure what they say, and leave nothing behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

from traderterminal.app.bench import (
    click,
    desk,
    endurance,
    full_start,
    run,
    tables,
    ticks,
)
from traderterminal.app.bench.figures import Figure

#: Seconds of which a bench is a smoke test.
SHORT_S = 1.0


def test_the_lists_are_measured_beside_a_table_of_items(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS", 500)
    found = tables.measure(qapp, SHORT_S, turns=1)
    assert found["orders updates"] > tables.UPDATES_PER_S / 2
    assert found["positions updates"] > tables.UPDATES_PER_S / 2
    monkeypatch.setattr(tables, "_asked", lambda: found)
    figures = list(tables.table_figures())
    assert [(figure.unit, figure.bar, figure.peer) for figure in figures] == [
        ("%", 15, ""),
        ("1/s", None, ""),
        ("%", None, "QTableWidget"),
        ("%", None, ""),
        ("ms", 8, ""),
    ] * 2
    assert all(figure.ours > 0 for figure in figures)


def test_clicks_are_measured_until_their_orders_are_sent(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = click.measure(qapp, SHORT_S)
    assert found["clicks"] >= 2
    assert 0 < found["p50"] <= found["p99"] <= found["longest"]
    assert 0 < found["disk_p99"] < found["longest"]
    assert 0 < found["rest_p99"] < found["longest"]
    monkeypatch.setattr(click, "_asked", lambda: found)
    monkeypatch.setattr(click, "BARE", 2)
    figures = list(click.click_figures())
    assert [(figure.unit, figure.bar) for figure in figures] == [
        ("ms", 15),
        *[("ms", None)] * 5,
    ]
    assert all(figure.ours > 0 for figure in figures)


def test_a_tick_calls_nothing_of_qt_whoever_hears_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ticks.measure(qapp, 0.2)
    assert found["calls"] == 0
    assert 0 < found["hub"] < found["desk"]
    monkeypatch.setattr(ticks, "_asked", lambda: found)
    assert [(figure.unit, figure.bar) for figure in ticks.tick_figures()] == [
        ("µs", 1),
        ("µs", None),
        ("calls", 0),
    ]


def test_calls_of_qt_are_counted_and_signals_among_them(qapp: QApplication) -> None:
    class Tells(QObject):
        told = Signal(int)

    tells, shown = Tells(), QLabel()
    assert ticks.calls_of_qt(lambda: tells.told.emit(1)) == 1
    assert ticks.calls_of_qt(lambda: shown.setText("4800.25")) == 1
    assert ticks.calls_of_qt(lambda: len("4800.25")) == 0
    shown.deleteLater()


def test_a_desk_at_work_leaves_nothing_behind(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (
        *(("ALERT_S", 0.5), ("MOVE_S", 0.2), ("STAY_S", 0.1), ("COUNT_S", 0.5)),
        ("SETTLE_SHARE", 0.1),
    ):
        monkeypatch.setattr(endurance, name, seconds)
    found = endurance.measure(qapp, 6.0)
    assert found["frames"] > 0
    assert found["alerts"] > 0
    assert found["ticks"] > 0
    assert 0 < found["work_p95"] <= found["work_p99"]
    monkeypatch.setattr(endurance, "_asked", lambda seconds: found)
    assert [(figure.unit, figure.bar) for figure in endurance.endurance_figures(1.0)] == [
        ("%", 5),
        ("MB", None),
        ("ms", 33),
        ("ms", None),
        ("ms", 33),
        ("%", None),
        *[("timers", 1), ("tasks", 1), ("sockets", 1), ("widgets", None)],
    ]


def test_durations_are_told_to_their_grain_and_take_no_more_memory_with_time() -> None:
    found = endurance.Durations()
    for number in range(1, 101):
        found.add(float(number))
    assert found.total == 100
    for percent in (50, 95, 99, 100):
        assert found.percentile(percent) == pytest.approx(percent, abs=2 * endurance.GRAIN_MS)
    found.add(endurance.LONGEST_MS * 3)
    assert found.percentile(100) == pytest.approx(endurance.LONGEST_MS)
    found.clear()
    assert found.total == 0


def test_what_there_is_more_of_at_the_end_is_told() -> None:
    steady = {"timers": 12.0, "tasks": 14.0, "sockets": 3.0, "widgets": 900.0, "memory": 200.0}
    restless = steady | {"timers": 20.0, "sockets": 5.0}
    ends = endurance._ends([*[steady, steady, restless] * 7, *[steady | {"memory": 220.0}] * 2])
    assert ends["memory"] == 220
    assert ends["growth"] == pytest.approx(10)
    assert [ends[name] for name in endurance.COUNTED] == [0, 0, 0, 0]
    more = endurance._ends([*[steady, steady, restless] * 7, *[steady | {"timers": 15.0}] * 2])
    assert more["timers"] == 3


def test_both_starts_are_measured_in_a_process_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[bool, tuple[str, ...]]] = []
    start = full_start._start

    def once(compiled: str, folder: str, *wanted: str) -> object:
        asked.append((bool(folder), wanted))
        found = start(compiled, folder, *wanted)
        if not wanted:
            assert found["charts"] == (4 if folder else 1)
        return found

    monkeypatch.setattr(full_start, "ROUNDS", 1)
    monkeypatch.setattr(full_start, "_start", once)
    figures = list(full_start.full_start_figures())
    assert asked == [(True, ("keep",)), (False, ()), (True, ())]
    assert [(figure.unit, figure.bar) for figure in figures] == [("ms", 1_500), ("MB", 350)] * 2
    assert all(figure.ours > 50 for figure in figures)


def test_the_desk_is_measured_row_by_row_and_for_as_long_as_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    minutes: list[float] = []

    def one(name: str) -> Iterator[Figure]:
        yield Figure(name, 1.0, "ms")

    def watched(asked: float) -> Iterator[Figure]:
        minutes.append(asked)
        yield from one("endurance")

    rows = ("ladder", "table", "click", "tick", "watching", "full_start")
    for row in rows:
        monkeypatch.setattr(desk, f"{row}_figures", lambda row=row: one(row))
    monkeypatch.setattr(desk, "endurance_figures", watched)
    assert [figure.name for figure in run(["desk"])] == [*rows, "endurance"]
    assert [figure.name for figure in run(["desk"], 60.0)] == [*rows, "endurance"]
    assert minutes == [endurance.MINUTES, 60.0]
