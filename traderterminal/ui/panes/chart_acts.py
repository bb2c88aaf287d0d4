"""What can be done with a chart as one among several: another symbol, another chart, none."""

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.viewmodels.chart_trading import Offer


@frozen
class ChartActs:
    """`choose_symbol` takes a text and returns what stands against it, or "".

    `close` is None of a chart that cannot be closed for good. `replay` offers to replay from the
    start of a bar, if anything can be replayed.
    """

    choose_symbol: Callable[[str], str]
    duplicate: Callable[[], None]
    has_room: Callable[[], bool]
    close: Callable[[], None] | None
    replay: Callable[[int], Offer | None]


def offer_acts(menu: QMenu, chart: ChartWidget, acts: ChartActs, at: QPointF) -> None:
    """Add them to the menu of a point of a chart."""
    start_ns = chart.bar_start(at)
    offer = None if start_ns is None else acts.replay(start_ns)
    if offer is not None and offer.act is not None:
        menu.addAction(offer.words, offer.act)
    menu.addAction(
        translate("Chart", "Symbol…"),
        lambda: chart.prompt.ask(translate("Chart", "Symbol"), acts.choose_symbol),
    )
    menu.addAction(translate("Chart", "Duplicate chart"), acts.duplicate).setEnabled(
        acts.has_room()
    )
    if acts.close is not None:
        menu.addAction(translate("Chart", "Close chart"), acts.close)
    menu.addSeparator()
