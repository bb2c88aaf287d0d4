"""The lab's figures as lines of text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from traderterminal.app.lab.outcome import Outcome, differences
from traderterminal.app.lab.plan import Lab

_COLUMNS: Final = ("variant", "trades", "net", "win rate", "drawdown", "open", "ledger", "refused")
#: So much of a hash tells two ledgers apart.
_SHORT: Final = 16
_UNKNOWN: Final = "—"


def table(lab: Lab) -> Iterator[str]:
    """Yield the variants line by line, under a head, and what was left out."""
    rows = [_COLUMNS, *map(_row, lab.outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        name, *figures, ledger, refused = row
        cells = [name.ljust(widths[0])]
        cells += [text.rjust(width) for text, width in zip(figures, widths[1:], strict=False)]
        yield "  ".join((*cells, ledger.ljust(widths[-2]), refused)).rstrip()
    if lab.left_out:
        yield (
            f"{lab.acts} alerts and acts by hand were played, {lab.left_out} left out: of another"
            " symbol or another time than the recording"
        )


def diff_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield where each variant differs from the first, order by order."""
    first, *others = outcomes
    for other in others:
        yield f"--- {first.variant}"
        yield f"+++ {other.variant}"
        for one in differences(first, other):
            if one.first is not None:
                yield f"- {one.name}: {one.first}"
            if one.other is not None:
                yield f"+ {one.name}: {one.other}"


def _row(outcome: Outcome) -> tuple[str, ...]:
    rate, refused = outcome.win_rate, outcome.refused.items()
    return (
        outcome.variant,
        str(outcome.trades),
        f"{outcome.net:.2f}",
        _UNKNOWN if rate is None else f"{rate * 100:.1f} %",
        f"{outcome.drawdown:.2f}",
        _money(outcome.open_result),
        outcome.ledger_hash[:_SHORT],
        ", ".join(f"{code} {count}" for code, count in refused) or "none",
    )


def _money(value: Decimal | None) -> str:
    return _UNKNOWN if value is None else f"{value:.2f}"
