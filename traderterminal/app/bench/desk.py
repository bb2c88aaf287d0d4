"""What the trading window takes of the machine, pane by pane, each in a process of its own."""

from collections.abc import Iterator

from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.ladder import ladder_figures
from traderterminal.app.bench.watching import watching_figures


def desk_figures() -> Iterator[Figure]:
    """Yield the figures of the desk."""
    yield from ladder_figures()
    yield from watching_figures()
