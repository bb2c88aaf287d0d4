"""The bench of orders really trades; how fast is for a quiet machine to say."""

import pytest

from traderterminal.app.bench import orders, run


def test_it_trades_every_order_through_gate_ledger_and_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "ORDERS", 128)
    figure, decision = run(["orders"])
    assert (figure.unit, figure.rate, figure.bar) == ("orders/s", True, 2_000)
    assert figure.ours > 0
    assert (decision.unit, decision.rate, decision.bar) == ("µs", False, 200)
    assert decision.ours > 0
