"""finplot and vnpy.chart as contestants of the chart bench, in the environment that holds them.

Run as `python -m traderterminal.app.bench.chart_peers NAME views|trades BARS` by the Python of
`packaging/prepare peers-charts`. finplot draws candles alone, which spares it volume and averages;
vnpy.chart draws candles above its volume, as its own example does, or `vnpy.chart candles` alone.
finplot brings a Qt binding of its own; both run on PySide6, where it is no slower.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from traderterminal.app.bench.chart_views import NEAR_BARS, Contestant, Stage, Walk, take, tell

#: Of the volume below the candles, as in vnpy.chart's own example.
VOLUME_HEIGHT: Final = 200

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ["QT_API"] = "pyside6"
os.environ["QT_QPA_PLATFORM"] = "offscreen"


class Finplot:
    """Its documented ways: a frame handed to `candlestick_ochl`, and handed back to update."""

    def __init__(self) -> None:
        import finplot
        import pandas

        self._finplot, self._pandas = finplot, pandas

    def build(self, walk: Walk) -> Any:
        finplot, pandas = self._finplot, self._pandas
        self.last = float(walk.close[-1])
        columns = {
            "time": pandas.to_datetime(walk.time, unit="s"),
            "open": walk.open,
            "close": walk.close,
            "high": walk.high,
            "low": walk.low,
        }
        self._frame = pandas.DataFrame(columns)
        self._axis = finplot.create_plot(
            "bench", rows=1, maximize=False, init_zoom_periods=NEAR_BARS
        )
        self._item = finplot.candlestick_ochl(self._frame[list(columns)], ax=self._axis)
        finplot.show(qt_exec=False)
        self._window = finplot.windows[0]
        return self._window

    def canvas(self) -> Any:
        return self._window.viewport()

    def show_bars(self, first: float, end: float) -> None:
        self._axis.vb.update_y_zoom(first, end)

    def trade(self, price: float) -> None:
        frame, last = self._frame, len(self._frame) - 1
        frame.iat[last, 2] = price
        frame.iat[last, 3] = max(price, frame.iat[last, 3])
        frame.iat[last, 4] = min(price, frame.iat[last, 4])
        self._item.update_data(frame)


class Vnpy:
    """Its chart with a cursor, fed by bars."""

    def __init__(self, *, with_volume: bool = True) -> None:
        from vnpy.chart import CandleItem, ChartWidget, VolumeItem
        from vnpy.trader.constant import Exchange, Interval
        from vnpy.trader.object import BarData

        self._candles, self._widget, self._bar = CandleItem, ChartWidget, BarData
        self._volume = VolumeItem if with_volume else None
        self._names = {
            "gateway_name": "bench",
            "symbol": "ES",
            "exchange": Exchange.CME,
            "interval": Interval.MINUTE,
        }

    def build(self, walk: Walk) -> Any:
        self.last = float(walk.close[-1])
        start = datetime.fromtimestamp(float(walk.time[0]), UTC).replace(tzinfo=None)
        columns = (walk.open, walk.high, walk.low, walk.close, walk.volume)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        bars = [
            self._made(start + timedelta(minutes=number), row) for number, row in enumerate(rows)
        ]
        self._forming = bars[-1]
        self._chart = self._widget()
        self._chart.add_plot("candle", hide_x_axis=self._volume is not None)
        self._chart.add_item(self._candles, "candle", "candle")
        if self._volume is not None:
            self._chart.add_plot("volume", maximum_height=VOLUME_HEIGHT)
            self._chart.add_item(self._volume, "volume", "volume")
        self._chart.add_cursor()
        self._chart.update_history(bars)
        return self._chart

    def _made(self, at: datetime, row: Sequence[float]) -> Any:
        names = ("open_price", "high_price", "low_price", "close_price", "volume")
        return self._bar(datetime=at, **dict(zip(names, row, strict=True)), **self._names)

    def canvas(self) -> Any:
        return self._chart.viewport()

    def show_bars(self, first: float, end: float) -> None:
        # It has keys and a wheel for this, which set these two and call the third.
        self._chart._right_ix, self._chart._bar_count = end, end - first
        self._chart._update_x_range()

    def trade(self, price: float) -> None:
        last = self._forming
        high, low = max(price, last.high_price), min(price, last.low_price)
        row = (last.open_price, high, low, price, last.volume + 1)
        self._forming = self._made(last.datetime, row)
        self._chart.update_bar(self._forming)


CONTESTANTS: Final[dict[str, Callable[[], Contestant]]] = {
    "finplot": Finplot,
    "vnpy.chart": Vnpy,
    "vnpy.chart candles": partial(Vnpy, with_volume=False),
}


def main() -> None:
    from PySide6 import QtCore, QtWidgets

    name, wanted, count = sys.argv[1:]
    app = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    stage = Stage(CONTESTANTS[name](), Walk.of(int(count)), int(count), QtCore, app)
    tell(take(stage, with_views=wanted == "views"))
    os._exit(0)  # the farewell of pyqtgraph and its Qt takes long, and can crash


if __name__ == "__main__":
    main()
