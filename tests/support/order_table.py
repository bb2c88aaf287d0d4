"""The table of an order's life as Markdown, from the code.

`python -m tests.support.order_table` writes it anew into the page that shows it.
"""

from typing import Final, get_args

from tests.support.shared_data import REPOSITORY
from traderterminal.domain.orders import _NEXT, OrderEvent, OrderStatus

PAGE: Final = REPOSITORY / "resources" / "docs" / "order-path.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def table() -> str:
    """Return one row for each event, one column for each state of the table."""
    states = [state for state in OrderStatus if any(at is state for at, _ in _NEXT)]
    rows = [
        "| event | " + " | ".join(states) + " |",
        "|---" * (len(states) + 1) + "|",
    ]
    for event in get_args(OrderEvent):
        cells = [_cell(state, event) for state in states]
        if any(cells):
            rows.append(f"| {event.__name__} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(state: OrderStatus, event: type[OrderEvent]) -> str:
    if (state, event) not in _NEXT:
        return ""
    return _NEXT[state, event] or "state below"


def shown() -> str:
    """Return the table as the page has it."""
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def write() -> None:
    """Put the table into the page."""
    text = PAGE.read_text("utf-8")
    head, rest = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(head + BEGIN + table() + END + rest, "utf-8")


if __name__ == "__main__":
    write()
