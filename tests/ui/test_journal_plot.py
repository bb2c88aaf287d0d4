"""What the axes of the equity curve say, and the room that it asks for."""

from pytestqt.qtbot import QtBot

from traderterminal.app.screen import read_theme
from traderterminal.ui.panes import journal_plot
from traderterminal.ui.viewmodels.journal import Curve


def test_it_asks_for_the_same_room_with_the_library_as_before(qtbot: QtBot) -> None:
    plot = journal_plot.EquityPlot(read_theme("ink", 12))
    qtbot.addWidget(plot)
    before = plot.sizeHint()
    plot.show_curve(Curve())
    qtbot.waitUntil(lambda: plot._lines is not None, timeout=30_000)
    assert plot.sizeHint() == before


def test_the_axis_of_trades_numbers_whole_trades_only() -> None:
    assert journal_plot._trade_ticks([0.0, 0.5, 1.0, 1500.0], 1.0, 0.5) == ["0", "", "1", "1,500"]


def test_the_axis_of_money_has_a_sign_only_for_losses() -> None:
    assert journal_plot._money_ticks([0.0, 250.0, -300.0], 1.0, 50.0) == ["$0", "$250", "−$300"]
