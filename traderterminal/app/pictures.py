"""The pictures in the documentation, drawn as `shot` draws the desktop.

`packaging/pictures` runs it, once for each picture: a window that closes ends the program. All are
of the same ten minutes of the simulated market; the names are those of the files.
"""

import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traderterminal.app.shot import Stage, desktop_at_work, run_offscreen, thrown_away
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import BadData
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.chart_options import ChartType
from traderterminal.ui.viewmodels.drawing import Anchor, Drawing, Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from traderterminal.ui.chart.widget import ChartWidget

#: Of the desktop; a picture is of a part of it.
SIZE: Final = (1366, 768)
WIDE: Final = (1600, 1000)
BARS_DRAWN_ON: Final = 100


@frozen
class Picture:
    """What is done to the desktop, and which widgets of it are drawn; `theme` and `workspace` are
    names of those."""

    act: Callable[[Stage], Awaitable[Sequence["QWidget"]]]
    size: tuple[int, int] = SIZE
    theme: str = "ink"
    workspace: str = ""


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
    await _rest_below(stage, quote.bid)
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


async def _rest_below(stage: Stage, bid: Decimal) -> None:
    """Place an entry three points below the market."""
    account = stage.service.engine.settings.accounts[0].id
    await stage.place(
        OrderWish(
            account, "ES", "delta", "buy", Decimal(1), OrderType.LIMIT,
            limit_price=bid - 3, time_in_force=TimeInForce.GTC, source="chart",
        )
    )  # fmt: skip


def _pane(stage: Stage, name: str) -> "QWidget":
    from PySide6.QtWidgets import QDockWidget

    found = stage.screen.window.findChild(QDockWidget, f"dock {name}")
    if not isinstance(found, QDockWidget):
        raise BadData(f"there is no pane {name!r}")
    return found


def _press(stage: Stage, name: str) -> None:
    """Press the button that is called so."""
    from PySide6.QtWidgets import QAbstractButton

    buttons = stage.screen.window.findChildren(QAbstractButton)
    found = [one for one in buttons if one.accessibleName().startswith(name)]
    if not found:
        raise BadData(f"there is no button {name!r}")
    found[0].click()


def _opened(name: str) -> "Callable[[Stage], Awaitable[Sequence[QWidget]]]":
    """Return what draws a pane, brought to the front."""

    async def act(stage: Stage) -> "Sequence[QWidget]":
        stage.screen.announcing.notices.dismiss_all()
        stage.screen.window.open_pane(name)
        return [_pane(stage, name)]

    return act


async def _chain(stage: Stage) -> Sequence["QWidget"]:
    """The options on a stock of which one is held, and the ask of another in the ticket."""
    from traderterminal.domain.fills import Side
    from traderterminal.domain.options import Right
    from traderterminal.ui.arrangements import OPTION_CHAIN

    engine, screen = stage.service.engine, stage.screen
    screen.links.show(OPTION_CHAIN, engine.resolve("SPY"))
    found = await _opened(OPTION_CHAIN)(stage)
    await stage.settled(screen.window)
    chain = screen.watching.chain
    chain.choose_expiry(1)
    await stage.settled(screen.window)
    above = next(row for row in chain.rows if row.key == chain.above)
    if above.put is None:
        raise BadData("the market of the picture lists no options")
    account, symbol = engine.settings.accounts[0].id, above.put.instrument.symbol
    await stage.place(OrderWish(account, symbol, "delta", "buy", Decimal(2), source="ticket"))
    chain.pick(chain.above, Right.CALL, Side.BUY)
    await stage.settled(screen.window)
    screen.announcing.notices.dismiss_all()
    return found


async def _window(stage: Stage) -> Sequence["QWidget"]:
    stage.screen.announcing.notices.dismiss_all()
    return [stage.screen.window]


async def _preview(stage: Stage) -> Sequence["QWidget"]:
    """The question before an order leaves, with what it would come to."""
    stage.screen.trading.ticket.choose_type(OrderType.MARKET)
    stage.screen.trading.ticket.exits.choose(1)
    await stage.settled(stage.screen.window)
    _press(stage, "Buy 1 ")
    return [stage.screen.window.asking.sheets()[-1]._plate]


async def _ticket(stage: Stage) -> Sequence["QWidget"]:
    """An order with its exits, and what it would come to."""
    stage.screen.trading.ticket.exits.choose(1)
    return [_pane(stage, "Ticket")]


async def _refused(stage: Stage) -> Sequence["QWidget"]:
    """An alert that did not trade, and the rule that said no."""
    refused = [one for one in stage.service.inbox.records if one.reason is not None]
    stage.screen.automating.open_alert(refused[-1].alert_id)
    stage.screen.announcing.notices.dismiss_all()
    _press(stage, "Maximise Alerts")
    return [_pane(stage, "Alerts")]


async def _limits(stage: Stage) -> Sequence["QWidget"]:
    """An account with a limit for the loss of its day, and how much of it is left."""
    engine = stage.service.engine
    account = engine.settings.accounts[0].id
    limits: Mapping[str, Decimal] = {"max_daily_loss": Decimal(300), "orders_per_day": Decimal(12)}
    await engine.desk.change_limits(account, limits)
    quote = engine.hub.quote(engine.resolve("ES").symbol)
    if quote is None or quote.bid is None:
        raise BadData("the market of the picture shows nothing")
    await _rest_below(stage, quote.bid)  # what follows a change is looked at anew
    return [_pane(stage, "Accounts")]


async def _journal(stage: Stage) -> Sequence["QWidget"]:
    """What was made, with its curve, for which more has to be loaded first."""
    from PySide6.QtWidgets import QWidget

    from traderterminal.ui.panes.journal_plot import EquityPlot

    (pane,) = await _opened("Journal")(stage)
    (plot,) = pane.findChildren(EquityPlot)
    await stage.until(lambda: bool(plot.findChildren(QWidget)), "the curve")
    return [pane]


async def _killed(stage: Stage) -> Sequence["QWidget"]:
    """The kill switch is on: the banner says so, and the top bar still leads out."""
    from traderterminal.ui.top_bar import TopBar
    from traderterminal.ui.widgets.banners import Banners

    await stage.service.engine.desk.kill_switch.engage(by="hand")
    window = stage.screen.window
    await stage.settled(window)
    return [window.findChildren(TopBar)[0], window.findChildren(Banners)[0]]


async def _keys(stage: Stage) -> Sequence["QWidget"]:
    """The keys that trade, off, and their editor."""
    stage.screen.window.asking.about_keys()
    return [stage.screen.window.asking.sheets()[-1]._plate]


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
    "desktop": Picture(_window, WIDE),
    "guide-window": Picture(_window),
    "guide-preview": Picture(_preview),
    "guide-ladder": Picture(_opened("Ladder"), WIDE, workspace="Scalp"),
    "guide-ticket": Picture(_ticket, WIDE),
    "guide-alert": Picture(_refused),
    "guide-limits": Picture(_limits, WIDE, workspace="Prop"),
    "guide-kill-switch": Picture(_killed),
    "guide-option-chain": Picture(_chain, WIDE, workspace="Swing"),
    "guide-scalp": Picture(_window, workspace="Scalp"),
    "guide-keys": Picture(_keys),
    "guide-journal": Picture(_journal, WIDE, workspace="Review"),
}


def draw(name: str, out: Path) -> None:
    """Draw one of the pictures to `out`; raises BadData for a name that is none."""
    if name not in PICTURES:
        raise BadData(f"there is no picture {name!r}; there are {', '.join(PICTURES)}")

    async def draw_it(app: "QApplication") -> None:
        picture = await _drawn(app, PICTURES[name])
        if not picture.save(str(out), quality=0):  # as small as it gets
            raise BadData(f"{out} cannot be written")

    run_offscreen(draw_it, "1")


async def _drawn(app: "QApplication", wanted: Picture) -> "QImage":
    from PySide6.QtCore import QPoint, QRect

    with tempfile.TemporaryDirectory() as folder:
        options = thrown_away(Path(folder))
        at_work = desktop_at_work(app, options, wanted.size, wanted.theme, wanted.workspace)
        async with at_work as stage:
            await stage.settled(stage.screen.window)
            window, shown = stage.screen.window, await wanted.act(stage)
            await stage.settled(window)
            around = QRect()
            for widget in shown:
                around |= QRect(widget.mapTo(window, QPoint()), widget.size())
            return in_few_colours((await stage.settled(window)).copy(around))


def in_few_colours(picture: "QImage") -> "QImage":
    """Return a picture in 256 of its colours, the others in the nearest; the file is a third as
    large.

    They are taken one after the other, each the one that would be missed most: what is rare but
    unlike all others, as the colour of a warning, means something.
    """
    import numpy as np
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours, counts = np.unique(np.frombuffer(plain.constBits(), np.uint32), return_counts=True)
    parts = np.stack([colours >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.int64)
    missed, table = counts.astype(np.int64), list[int]()
    far = np.full(len(colours), 3 * 255**2)
    for _ in range(min(256, len(colours))):
        best = int(missed.argmax())
        table.append(int(colours[best]))
        far = np.minimum(far, ((parts - parts[best]) ** 2).sum(axis=1))
        missed = counts * far
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flat)


if __name__ == "__main__":
    if sys.argv[1:]:
        draw(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.stdout.write("\n".join(PICTURES) + "\n")
