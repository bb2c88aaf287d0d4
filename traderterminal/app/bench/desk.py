"""What the trading window takes of the machine: pane by pane, and as a whole, for long.

Each has a process of its own.
"""

from collections.abc import Iterator

from traderterminal.app.bench.click import click_figures
from traderterminal.app.bench.endurance import MINUTES, endurance_figures
from traderterminal.app.bench.figures import Figure
from traderterminal.app.bench.full_start import full_start_figures
from traderterminal.app.bench.ladder import ladder_figures
from traderterminal.app.bench.tables import table_figures
from traderterminal.app.bench.ticks import tick_figures
from traderterminal.app.bench.watching import watching_figures


def desk_figures(minutes: float = MINUTES) -> Iterator[Figure]:
    """Yield the figures of the desk, which is watched for so many minutes at the end."""
    yield from ladder_figures()
    yield from table_figures()
    yield from click_figures()
    yield from tick_figures()
    yield from watching_figures()
    yield from full_start_figures()
    yield from endurance_figures(minutes)
