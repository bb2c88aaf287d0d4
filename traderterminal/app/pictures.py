"""The pictures of charts in the documentation, drawn as `shot` draws the desktop.

`packaging/pictures` runs it, once for each picture: a window that closes ends the program. All are
of the same ten minutes of the simulated market; the names are those of the files.
"""

import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traderterminal.app.shot import Stage, desktop_at_work, run_offscreen, thrown_away
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import BadData
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.ui.viewmodels.chart_options import ChartType
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from traderterminal.ui.chart.widget import ChartWidget

#: Of the desktop; a picture is of its chart alone.
SIZE: Final = (1366, 768)
WIDE: Final = (1600, 1000)
BARS_DRAWN_ON: Final = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """What is done to the desktop, and which widgets of it are drawn; `theme` is a theme's name."""

    act: Callable[[Stage], Awaitable[Sequence["QWidget"]]]
    size: tuple[int, int] = SIZE
    theme: str = "ink"


def _chart(stage: Stage, number: int = 0) -> "ChartWidget":
    from traderterminal.ui.chart.widget import ChartWidget

    return stage.screen.window.findChildren(ChartWidget)[number]


async def _trading(stage: Stage) -> Sequence["QWidget"]:
    """Position, stop and target, an entry, an alert, and how far the day's limit is."""
    engine, first = stage.service.engine, stage.screen.charts.first
    account = engine.settings.accounts[0].id
    await engine.desk.change_limits(account, {"max_daily_loss": Decimal(1_000)})
    instrument = first.vm.instrument
    quote = engine.hub.quote(instrument.symbol) if instrument is not None else None
    if instrument is None or quote is None or quote.bid is None:
        raise BadData("the market of the picture shows nothing")
    await stage.place(
        OrderWish(
            account, "ES", "delta", "buy", Decimal(1), OrderType.LIMIT,
            limit_price=quote.bid - 3, time_in_force=TimeInForce.GTC, source="chart",
        )
    )  # fmt: skip
    (alert, *_) = first.trading.alerts_at(instrument.to_ticks(quote.bid + 12))
    if alert.act is not None:
        alert.act()
    return [_chart(stage)]


async def _studies(stage: Stage) -> Sequence["QWidget"]:
    """Bands, an oscillator and signed volume, five minutes a bar, under the crosshair."""
    first = stage.screen.charts.first
    first.vm.choose_resolution("5m")
    for kind in ("bollinger", "rsi", "macd"):
        first.studies.add(kind)
    chart = _chart(stage)
    await stage.settled(chart)
    _point(chart, chart.times.middle(chart.count - 40), 130)
    return [chart]


async def _drawings(stage: Stage) -> Sequence["QWidget"]:
    """A retracement of a move, a level above it, and a plan with what it risks and makes."""
    screen, first = stage.screen, stage.screen.charts.first
    screen.links.show(first.name, stage.service.engine.resolve("NQ"))
    first.vm.choose(type=ChartType.HOLLOW)
    await stage.settled(screen.window)
    series, instrument = first.vm.series, first.vm.instrument
    if series is None or instrument is None:
        raise BadData("the market of the picture shows nothing")
    start_ns, last = series.start_ns, series.count - 1
    begin = last - BARS_DRAWN_ON
    low = begin + int(series.low[begin : last - 20].argmin())
    high = begin + int(series.high[begin:low].argmax()) if low > begin else begin

    def anchor(bar: int, ticks: int) -> Anchor:
        return Anchor(int(start_ns[min(bar, last)]), ticks)

    bottom, top = int(series.low[low]), int(series.high[high])
    entry, step = int(series.close[-1]), (top - bottom) // 6
    document = screen.charts.drawings.of(instrument.symbol)
    for drawing in (
        Drawing(Kind.RETRACEMENT, (anchor(high, top), anchor(low, bottom)), token="s2"),
        Drawing(Kind.TREND, (anchor(high, top), anchor(last - 8, entry + step)), token="s1"),
        Drawing(
            Kind.LONG,
            (
                anchor(last - 12, entry),
                anchor(last, entry + 2 * step),
                anchor(last, entry - step),
            ),
            token="s4",
        ),
    ):
        document.add(drawing)
    return [_chart(stage)]


async def _profile(stage: Stage) -> Sequence["QWidget"]:
    """Volume by price of what is in view, in the light theme."""
    stage.screen.charts.first.studies.add("visible_profile")
    return [_chart(stage)]


async def _linked(stage: Stage) -> Sequence["QWidget"]:
    """Two lengths of one symbol, pointed at in one of them."""
    stage.screen.charting.new_chart()
    second = stage.screen.charts.all[1]
    second.vm.choose_resolution("5m")
    window = stage.screen.window
    await stage.settled(window)
    chart = _chart(stage)
    _point(chart, chart.times.middle(chart.count - 25), 150)
    return [_chart(stage), _chart(stage, 1)]


def _point(chart: "ChartWidget", x: float, y: float) -> None:
    """Put the pointer on a chart."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    at, none = QPointF(x, y), Qt.MouseButton.NoButton
    where = QPointF(chart.mapToGlobal(at.toPoint()))
    keys = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, keys)
    QApplication.sendEvent(chart, moved)


PICTURES: Final[Mapping[str, Picture]] = {
    "chart-trading": Picture(_trading),
    "chart-studies": Picture(_studies, WIDE),
    "chart-drawings": Picture(_drawings, WIDE),
    "chart-profile": Picture(_profile, theme="ivory"),
    "chart-linked": Picture(_linked, WIDE),
}


def draw(name: str, out: Path) -> None:
    """Draw one of the pictures to `out`; raises BadData for a name that is none."""
    if name not in PICTURES:
        raise BadData(f"there is no picture {name!r}; there are {', '.join(PICTURES)}")

    async def draw_it(app: "QApplication") -> None:
        picture = await _drawn(app, PICTURES[name])
        if not picture.save(str(out)):
            raise BadData(f"{out} cannot be written")

    run_offscreen(draw_it, "1")


async def _drawn(app: "QApplication", wanted: Picture) -> "QImage":
    from PySide6.QtCore import QPoint, QRect

    with tempfile.TemporaryDirectory() as folder:
        options = thrown_away(Path(folder))
        async with desktop_at_work(app, options, wanted.size, wanted.theme) as stage:
            await stage.settled(stage.screen.window)
            window, shown = stage.screen.window, await wanted.act(stage)
            await stage.settled(window)
            around = QRect()
            for widget in shown:
                around |= QRect(widget.mapTo(window, QPoint()), widget.size())
            return (await stage.settled(window)).copy(around)


if __name__ == "__main__":
    if sys.argv[1:]:
        draw(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.stdout.write("\n".join(PICTURES) + "\n")
