"""Trading on the chart: orders and alerts taken hold of and moved, and the menu of a price.

While a line is dragged it stands where it is; a ghost of it shows where it would go and what would
come of that. Letting go asks for one change. What was said against it stands over the chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from traderterminal.kit.language import translate
from traderterminal.ui.chart.dashes import draw_dashes
from traderterminal.ui.chart.overlays import CROSS, TAG_EM, PriceTag, draw_line_tag, line_tag_box
from traderterminal.ui.chart.panes import Frame, Level, Part, ValuelessLayer
from traderterminal.ui.chart.scales import Scale
from traderterminal.ui.chart.tools import CancelTool
from traderterminal.ui.chart.trading import TAG_GAP, line_tag
from traderterminal.ui.chart.widget import ChartWidget
from traderterminal.ui.lettering import draw_centred, text_width
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels.chart_trading import ChartTradingViewModel, Ghost, Offer
from traderterminal.ui.viewmodels.typed import NotReadable
from traderterminal.ui.widgets.controls import BADGE_WORDS
from traderterminal.ui.widgets.menu import Menu

Shape = Qt.CursorShape

#: A hand that trembles by less has moved nothing.
STILL_PX: Final = 3
GHOST_DASHES: Final = (3.0, 3.0)
PRICE_KEY: Final = "P"


@dataclass(slots=True)
class Grip:
    """What is held: where it was pressed and where it stood; `ticks` is where it would go."""

    key: str
    start: int
    pressed: QPointF
    at: QPointF
    ticks: int | None = None  # not before it has moved


class HandleTool:
    """The lines of orders and alerts: dragged they are moved. An alert's × takes it away.

    One that cannot be moved now is not held, and what is against it is said; a press on what is
    said puts that away.
    """

    held = Shape.SizeVerCursor

    def __init__(self, chart: ChartWidget, trading: ChartTradingViewModel) -> None:
        self._chart = chart
        self._trading = trading
        self.hover = Shape.SizeVerCursor
        self.plate = QRectF()  # where something is said in the last frame
        self._cross: str | None = None
        self._grip: Grip | None = None

    @property
    def ghost(self) -> Ghost | None:
        """Where what is held would go."""
        grip = self._grip
        if grip is None or grip.ticks is None:
            return None
        return self._trading.ghost(grip.key, grip.ticks)

    def takes(self, at: QPointF) -> bool:
        drawn = self._chart.drawing.trading
        if self.plate.contains(at) or self._alert_cross(at) is not None:
            self.hover = Shape.PointingHandCursor
            return True
        key = drawn.handle_at(at)
        if key is None:
            return False
        self.hover = Shape.ForbiddenCursor if self._trading.why_fixed(key) else Shape.SizeVerCursor
        return True

    def press(self, at: QPointF) -> None:
        if self.plate.contains(at):
            self._trading.hush()
            return
        self._cross = self._alert_cross(at)
        key = self._chart.drawing.trading.handle_at(at)
        if self._cross is not None or key is None:
            return
        start = self._trading.stands_at(key)
        self._trading.begin(key)
        if start is not None and not self._trading.why_fixed(key):
            self._grip = Grip(key, start, at, at)

    def drag(self, at: QPointF, moved: QPointF) -> None:
        grip = self._grip
        if grip is None:
            return
        grip.at = at
        away = at.y() - grip.pressed.y()
        if grip.ticks is None and abs(away) < STILL_PX:
            return
        pane = self._chart.stack.price
        y = pane.right.y(grip.start) + away
        y = min(max(y, pane.rect.top()), pane.rect.bottom())
        grip.ticks = self._trading.nearest(pane.right.value_at(y))

    def release(self, at: QPointF) -> None:
        grip, cross = self._grip, self._cross
        if grip is not None and at != grip.at:
            self.drag(at, at - grip.at)
        self.drop()
        if cross is not None and cross == self._alert_cross(at):
            self._trading.remove_alert(cross)
        if grip is not None and grip.ticks is not None and grip.ticks != grip.start:
            self._trading.move(grip.key, grip.ticks)

    def drop(self) -> None:
        self._grip = self._cross = None

    def double_click(self, at: QPointF) -> None:
        """A line is where it is."""

    def _alert_cross(self, at: QPointF) -> str | None:
        key = self._chart.drawing.trading.order_at(at)
        alerts = [line.alert_id for line in self._trading.alert_lines]
        return key if key in alerts else None


class GhostLayer(ValuelessLayer):
    """Draws the ghost of what is dragged, and what was said against it."""

    all_live = True

    def __init__(
        self, chart: ChartWidget, trading: ChartTradingViewModel, tool: HandleTool, theme: Theme
    ) -> None:
        self._pane = chart.stack.price
        self._trading = trading
        self._tool = tool
        self._theme = theme

    def tags(self, scale: Scale) -> Sequence[PriceTag]:
        ghost = self._tool.ghost
        if ghost is None:
            return ()
        tag = line_tag(self._theme, ghost.line, scale.y(ghost.line.ticks))
        price = self._trading.chart.price(ghost.line.ticks)
        return [PriceTag(tag.y, price, tag.token, solid=True)]

    def paint(self, frame: Frame, scale: Scale) -> None:
        if frame.part is Part.SETTLED:
            return
        ghost = self._tool.ghost
        if ghost is not None:
            self._ghost(frame, scale, ghost)
        self._tool.plate = QRectF()
        if self._trading.said:
            self._tool.plate = self._say(frame, f"{self._trading.said}  {CROSS}")

    def _ghost(self, frame: Frame, scale: Scale, ghost: Ghost) -> None:
        painter, theme, rect = frame.painter, frame.theme, self._pane.rect
        tag = line_tag(theme, ghost.line, scale.y(ghost.line.ticks))
        warned = [(ghost.warning, "warn")] if ghost.warning else []
        tag = replace(tag, key="", cells=(*tag.cells, (ghost.moved, "t2"), *warned))
        across = frame.grid.across(tag.y, rect.left(), rect.right())
        draw_dashes(frame, across, theme.color(tag.token), GHOST_DASHES)
        height = theme.em(TAG_EM)
        middle = min(max(tag.y, rect.top() + height / 2), rect.bottom() - height / 2)
        draw_line_tag(painter, theme, tag, line_tag_box(theme, tag, rect.right() - TAG_GAP, middle))

    def _say(self, frame: Frame, words: str) -> QRectF:
        """Write over the foot of the pane what was refused; return where it stands."""
        theme, rect, height = frame.theme, self._pane.rect, frame.theme.em(TAG_EM + 0.4)
        lines = _lines(theme, words, rect.width() - 4 * TAG_GAP)
        widest = max(text_width(theme, "strong", line) for line in lines) + 2 * TAG_GAP
        top = rect.bottom() - height * len(lines) - TAG_GAP
        plate = QRectF(rect.left() + TAG_GAP, top, widest, height * len(lines))
        frame.painter.fillRect(plate, theme.color("bg3"))
        for number, line in enumerate(lines):
            box = QRectF(plate.left(), top + number * height, widest, height)
            draw_centred(frame.painter, theme, "strong", "error", line, box)
        return plate


def _lines(theme: Theme, words: str, width: float) -> list[str]:
    """Break words into lines of a width; one that is wider by itself has its own."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(theme, "strong", longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class OrderHandles:
    """Puts orders and alerts of a view-model into the hand, on one chart, and adds to its menu."""

    def __init__(self, chart: ChartWidget, trading: ChartTradingViewModel, theme: Theme) -> None:
        self._chart = chart
        self._trading = trading
        self.tool = HandleTool(chart, trading)
        # Its × cancels an order; whatever else the tag or the line is pressed at, it is held.
        places = [n for n, tool in enumerate(chart.tools) if isinstance(tool, CancelTool)]
        chart.tools.insert(places[0], self.tool)
        chart.menus.insert(0, self._fill_menu)
        chart.drawing.trading.alerts = lambda: trading.alert_lines
        ghost = GhostLayer(chart, trading, self.tool, theme)
        chart.stack.price.add(ghost, level=Level.TRADING)
        ask = QShortcut(QKeySequence(PRICE_KEY), chart)
        ask.setContext(Qt.ShortcutContext.WidgetShortcut)
        ask.activated.connect(self.ask_for_price)

    def ask_for_price(self) -> None:
        """Ask for a price, and offer what can be done there."""
        if self._trading.chart.instrument is not None:
            self._chart.prompt.ask(
                translate("Orders", "Order or alert at a price"), self._offer_typed
            )

    def _offer_typed(self, text: str) -> str:
        try:
            ticks = self._trading.read_ticks(text)
        except NotReadable as problem:
            return str(problem)
        menu = Menu(self._chart)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, ticks)
        middle = self._chart.areas().plot.center().toPoint()
        menu.popup(self._chart.mapToGlobal(middle))
        return ""

    def _fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """Add what can be done at the price of a point of the plot."""
        pane, instrument = self._chart.stack.price, self._trading.chart.instrument
        if instrument is None or not pane.rect.contains(at):
            return
        self._trading.hush()  # whoever opens a menu has read it
        chart = self._chart
        pointed = chart.drawing.near(chart.times.index_at(at.x()), pane.right.value_at(at.y()))
        self._fill(menu, self._trading.nearest(pointed))
        menu.addAction(
            translate("Orders", "Order or alert at a price…\t{price_key}").format(
                price_key=PRICE_KEY
            ),
            self.ask_for_price,
        )
        menu.addSeparator()

    def _fill(self, menu: QMenu, ticks: int) -> None:
        trading = self._trading
        orders, moves = trading.orders_at(ticks), trading.moves_to(ticks)
        if orders:
            mode, _ = BADGE_WORDS[trading.account.mode]
            menu.addAction(f"{mode} {trading.account.name}").setEnabled(False)
        _add(menu, orders)
        if moves:
            _add(
                menu.addMenu(
                    translate("Orders", "Move to {ticks}").format(ticks=trading.chart.price(ticks))
                ),
                moves,
            )
        _add(menu, trading.alerts_at(ticks))


def _add(menu: QMenu, offers: Sequence[Offer]) -> None:
    for offer in offers:
        if offer.act is None:
            menu.addAction(offer.words).setEnabled(False)
        else:
            menu.addAction(offer.words, offer.act)
