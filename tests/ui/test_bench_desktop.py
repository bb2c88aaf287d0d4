"""The benches of a running desktop measure both sides and leave nothing behind."""

import pytest
from PySide6.QtWidgets import QApplication

from traderterminal.app.bench import alerts, run, startup


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
