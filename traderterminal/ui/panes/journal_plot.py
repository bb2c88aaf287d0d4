"""The equity curve with its drawdown beneath, drawn by pyqtgraph."""

import importlib
import os
from threading import Thread
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from traderterminal.kit.language import translate
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import Curve

_LOOK_MS = 30
_AXIS_EM = 5.5
_SIZE_EM = (40, 26)


class EquityPlot(QWidget):
    """Draws a `Curve`.

    The plot library takes half a second to load. That happens in a thread of its own when there is
    something to plot, and the curve appears when it is there.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._curve = Curve()
        self._lines: tuple[Any, Any] | None = None
        self._loading: Thread | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(6, 0, 0, 0)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self.setMinimumHeight(theme.em(13))
        self.setAccessibleName(translate("Journal", "Equity, net, cumulative, by trade"))

    def sizeHint(self) -> QSize:
        # That of the plots would shrink as the screen has more pixels, and come with the library.
        return QSize(self._theme.em(_SIZE_EM[0]), self._theme.em(_SIZE_EM[1]))

    def show_curve(self, curve: Curve) -> None:
        """Draw another curve, or the same one grown."""
        self._curve = curve
        if curve.net:
            last, deepest = formats.whole_money(curve.net[-1]), min(curve.drawdown)
            words = translate("Journal", "net {last}, deepest fall {fall}").format(
                last=last, fall=formats.whole_money(deepest)
            )
            self.setAccessibleDescription(words)
        if self._lines is not None:
            self._draw()
        elif self._loading is None:
            os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
            self._loading = Thread(
                target=importlib.import_module,
                args=("pyqtgraph",),
                name=translate("Journal", "load the plots"),
            )
            self._loading.start()
            self._looking.start()

    def _look(self) -> None:
        """Make the plots once the library is there."""
        if self._loading is not None and not self._loading.is_alive():
            self._looking.stop()
            self._lines = _make_plots(self._rows, self._theme, self.devicePixelRatioF())
            self._draw()

    def _draw(self) -> None:
        if self._lines is not None:
            equity, drawdown = self._lines
            equity.setData(self._curve.numbers, self._curve.net)
            drawdown.setData(self._curve.numbers, self._curve.drawdown)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._looking.stop()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._lines is None and self._loading is not None:
            self._looking.start()


def _make_plots(place: QVBoxLayout, theme: Theme, ratio: float) -> tuple[Any, Any]:
    """Make both plots below each other and return their curves; their pens count device pixels."""
    import pyqtgraph

    layout = pyqtgraph.GraphicsLayoutWidget()
    layout.setBackground(theme.color("bg1"))
    layout.ci.layout.setRowStretchFactor(0, 3)
    layout.ci.layout.setRowStretchFactor(1, 1)
    layout.ci.layout.setVerticalSpacing(2)
    plots = [layout.addPlot(row=row, col=0) for row in (0, 1)]
    for plot in plots:
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.showGrid(x=False, y=True, alpha=0.12)
        plot.hideAxis("left")
        plot.showAxis("right")
        for side in ("right", "bottom"):
            axis = plot.getAxis(side)
            axis.setTextPen(theme.color("t3"))
            axis.setPen(theme.color("line1"))
            axis.setStyle(tickFont=theme.font("caption"), tickLength=0)
        right = plot.getAxis("right")
        right.setWidth(theme.em(_AXIS_EM))
        right.tickStrings = _money_ticks
        right.enableAutoSIPrefix(False)
    plots[0].hideAxis("bottom")
    plots[1].setXLink(plots[0])
    trades = plots[1].getAxis("bottom")
    trades.enableAutoSIPrefix(False)
    trades.tickStrings = _trade_ticks
    plots[1].getAxis("right").setStyle(maxTickLevel=0)
    place.addWidget(layout)
    ink, fall = theme.color("t1"), theme.color("down")
    equity = plots[0].plot(
        pen=pyqtgraph.mkPen(ink, width=1.5 * ratio), fillLevel=0, brush=theme.color("t1", 0.06)
    )
    drawdown = plots[1].plot(
        pen=pyqtgraph.mkPen(fall, width=ratio), fillLevel=0, brush=theme.color("down", 0.5)
    )
    return equity, drawdown


def _money_ticks(values: list[float], scale: float, spacing: float) -> list[str]:
    return [formats.whole_money(value * scale).removeprefix("+") for value in values]


def _trade_ticks(values: list[float], scale: float, spacing: float) -> list[str]:
    """There is no half trade: what stands between two gets no number."""
    return [f"{value:,.0f}" if float(value).is_integer() else "" for value in values]
