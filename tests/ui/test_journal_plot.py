"""What the axes of the equity curve say."""

from traderterminal.ui.panes import journal_plot


def test_the_axis_of_trades_numbers_whole_trades_only() -> None:
    assert journal_plot._trade_ticks([0.0, 0.5, 1.0, 1500.0], 1.0, 0.5) == ["0", "", "1", "1,500"]


def test_the_axis_of_money_has_a_sign_only_for_losses() -> None:
    assert journal_plot._money_ticks([0.0, 250.0, -300.0], 1.0, 50.0) == ["$0", "$250", "−$300"]
