"""The lab's table and its list of differences."""

from dataclasses import replace
from decimal import Decimal

from traderterminal.app.lab.outcome import OrderLine, Outcome
from traderterminal.app.lab.plan import Lab
from traderterminal.app.lab.report import diff_lines, table

D = Decimal
_REST = ["drawdown", "open", "ledger", "refused"]
LINE = OrderLine(1, "paper", "buy", D(2), "market", "filled", D(2), D("4800.25"), "")
FIRST = Outcome(
    "as it was", 3, D("-656.5"), D(1) / 3, D(909), D(0), {}, {"one": LINE}, 7, "ab" * 32
)
OTHER = replace(FIRST, variant="limit 300", trades=0, win_rate=None, open_result=None)


def test_the_variants_stand_below_each_other() -> None:
    refusing = replace(OTHER, refused={"daily_loss": 2, "halted": 1})
    head, *rows = table(Lab([FIRST, refusing], 4, 0))
    assert head.split() == (["variant", "trades", "net", "win", "rate", *_REST])
    first = "as it was       3  -656.50    33.3 %    909.00  0.00  abababababababab  none"
    other = "limit 300       0  -656.50         —    909.00     —  abababababababab"
    assert rows == [first, f"{other}  daily_loss 2, halted 1"]


def test_what_was_left_out_is_said() -> None:
    *_, last = table(Lab([FIRST], 4, 2))
    assert last.startswith("4 alerts and acts by hand were played, 2 left out")


def test_differences_are_told_against_the_first_variant() -> None:
    denied = replace(LINE, status="denied", filled=D(0), average_price=None, reason="halted")
    changed = replace(OTHER, orders={"one": denied, "two": denied})
    assert list(diff_lines([FIRST, FIRST, changed])) == [
        "--- as it was",
        "+++ as it was",
        "--- as it was",
        "+++ limit 300",
        f"- one: {LINE}",
        f"+ one: {denied}",
        f"+ two: {denied}",
    ]
