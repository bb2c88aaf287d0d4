"""The journal: filters, headline figures, calendar, equity curve, and every round trip."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.journal_calendar import ResultCalendar
from traderterminal.ui.panes.journal_columns import JournalColumns
from traderterminal.ui.panes.journal_plot import EquityPlot
from traderterminal.ui.tables.table import TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.journal import (
    DATE_RANGES,
    ENOUGH,
    JournalTrade,
    JournalViewModel,
)
from traderterminal.ui.widgets.controls import button, label, paint_label
from traderterminal.ui.widgets.empty_state import EmptyState
from traderterminal.ui.widgets.surface import lay_on

TILES: Final = (
    *(
        mark("Journal", "Net P&L"),
        mark("Journal", "Trades"),
        mark("Journal", "Won"),
        mark("Journal", "Profit factor"),
    ),
    *(
        mark("Journal", "Expectancy"),
        mark("Journal", "Average win / loss"),
        mark("Journal", "Max drawdown"),
        mark("Journal", "Longest losing run"),
    ),
)
#: From these widths on: tiles in one row, in rows of four; calendar and curve side by side.
_EIGHT_EM, _FOUR_EM, _BESIDE_EM = 110, 54, 64
#: From this width on, the filters stand in one row.
_ONE_ROW_EM: Final = 48
_ALL: Final = (
    mark("Journal", "All accounts"),
    mark("Journal", "All symbols"),
    mark("Journal", "All strategies"),
)


class Tile(QWidget):
    """A caption, a large value, and the line that puts it in context."""

    def __init__(self, theme: Theme, caption: str) -> None:
        super().__init__()
        self._theme = theme
        self._caption = caption
        self._value = label(theme, role="price")
        self._context = label(theme, role="caption", token="t3")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(label(theme, caption, "caption", "t3"))
        rows.addWidget(self._value)
        rows.addWidget(self._context)

    def show_value(self, value: str, context: str, token: str = "t1") -> None:
        """Show a value in a colour, and its context."""
        self._value.setText(value)
        self._context.setText(context)
        paint_label(self._value, self._theme, token)
        self.setAccessibleName(f"{self._caption}: {value}, {context}")


class JournalPane(QWidget):
    """Draws a `JournalViewModel`. The plot library is loaded when there is something to plot."""

    def __init__(
        self,
        vm: JournalViewModel,
        theme: Theme,
        instrument: Callable[[str], Instrument],
        local: Callable[[Instrument, int], datetime],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._instrument = instrument
        self._local = local
        self._tiles = {caption: Tile(theme, translate("Journal", caption)) for caption in TILES}
        lay_on(self, theme)
        self._lay_out()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _lay_out(self) -> None:
        theme = self._theme
        self._table: TableView[JournalTrade] = TableView(
            JournalColumns(self._vm, self._instrument, self._local).all(),
            lambda trade: trade.trip.trade_id,
            theme,
            mark("Table", "Trades"),
            describe=self._sentence,
        )
        self._table.setMinimumHeight(theme.em(12))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._plot = EquityPlot(theme)
        self._calendar = ResultCalendar(theme, self._choose_day)
        self._charts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._charts.setSpacing(4)
        self._charts.addLayout(self._titled_calendar(), 1)
        self._charts.addLayout(
            _below(
                label(theme, translate("Journal", "Equity and drawdown, net, by trade"), "strong"),
                self._plot,
            ),
            1,
        )
        body = QWidget()
        lay_on(body, theme)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self._too_few = label(theme, role="caption", token="t2")
        self._too_few.setContentsMargins(10, 0, 10, 4)
        self._too_few.setWordWrap(True)
        rows.addLayout(self._grid)
        rows.addWidget(self._too_few)
        rows.addLayout(self._charts)
        rows.addWidget(self._table, 1)
        # A first trade must not make the pane taller: the chart above would jump under the mouse.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self._none_yet = EmptyState(
            theme,
            "journal",
            translate("Journal", "No trades yet"),
            translate("Journal", "The first position that is closed shows here."),
        )
        self._none_in_range = EmptyState(
            theme,
            "journal",
            translate("Journal", "No trades in this range"),
            "",
            (translate("Journal", "Show all dates"), self._show_all),
        )
        self._not_counted = QWidget()
        self._pages = QStackedWidget()
        for page in (scroll, self._none_yet, self._none_in_range, self._not_counted):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._strip())
        outer.addWidget(self._pages, 1)
        self._arrange()

    def _strip(self) -> QGridLayout:
        vm = self._vm
        self._dates = _choice(translate("Journal", "Dates"))
        self._accounts = _choice(translate("Journal", "Accounts"))
        self._symbols = _choice(translate("Journal", "Symbols"))
        self._strategies = _choice(translate("Journal", "Strategies"))
        for box, choose in (
            (self._dates, vm.choose_dates),
            (self._accounts, vm.choose_account),
            (self._symbols, vm.choose_symbol),
            (self._strategies, vm.choose_strategy),
        ):
            box.activated.connect(partial(_choose, box, choose))
        self._export = button(
            translate("Journal", "Export…"),
            "small",
            self._table.ask_for_file,
            translate("Journal", "Export the trades"),
        )
        self._filters = QGridLayout()
        self._filters.setContentsMargins(6, 4, 6, 4)
        self._filters.setSpacing(4)
        return self._filters

    def _titled_calendar(self) -> QVBoxLayout:
        self._month = label(self._theme, role="strong")
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 10, 0)
        head.addWidget(self._month)
        head.addStretch(1)
        for sign, step, name in (
            ("‹", -1, translate("Journal", "Earlier month")),
            ("›", 1, translate("Journal", "Later month")),
        ):
            head.addWidget(button(sign, "flat", partial(self._turn, step), name))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self._calendar, 1)
        return rows

    def go_on_from(self, other: "JournalPane") -> None:
        """Show the month that another one shows."""
        there, here = other._calendar.month, self._calendar.month
        if there != here:
            self._turn((there.year - here.year) * 12 + there.month - here.month)

    # What the trader does.

    def _turn(self, months: int) -> None:
        self._calendar.turn(months)
        self._month.setText(formats.dated(self._calendar.month, "%B %Y"))

    def _choose_day(self, day: date | None) -> None:
        self._vm.choose_dates(DATE_RANGES[0] if day is None else day.isoformat())

    def _show_all(self) -> None:
        self._vm.show_all()

    # Drawing.

    def _render(self) -> None:
        vm, figures = self._vm, self._vm.figures
        self._show_choices()
        if figures.trades:
            self._pages.setCurrentIndex(0)
        elif not vm.is_counted:
            self._pages.setCurrentWidget(self._not_counted)
        elif vm.last_trade_on is None:
            self._pages.setCurrentWidget(self._none_yet)
        else:
            last = translate("Journal", "The last one was on {day}.").format(
                day=formats.dated(vm.last_trade_on, "%e %B")
            )
            self._none_in_range.say(translate("Journal", "No trades in this range"), last)
            self._pages.setCurrentWidget(self._none_in_range)
        self._table.set_rows(figures.trades)
        if not figures.trades:
            return
        self._show_tiles()
        chosen = vm.selection.first if vm.selection.first == vm.selection.last else None
        self._calendar.show_days(figures.days, vm.today(), chosen)
        self._month.setText(formats.dated(self._calendar.month, "%B %Y"))
        self._plot.show_curve(figures.curve)

    def _show_choices(self) -> None:
        vm = self._vm
        single_day = () if vm.date_range in DATE_RANGES else (vm.date_range,)
        dates = {name: translate("Journal", name) for name in DATE_RANGES}
        _offer(self._dates, dates | {day: day for day in single_day}, vm.date_range)
        chosen = vm.selection
        everything = (translate("Journal", words) for words in _ALL)
        for box, words, offered, one in zip(
            (self._accounts, self._symbols, self._strategies),
            everything,
            (vm.accounts, vm.symbols, vm.strategies),
            (chosen.account, chosen.symbol, chosen.strategy),
            strict=True,
        ):
            _offer(box, {"": words, **{name: name for name in offered}}, one)

    def _show_tiles(self) -> None:
        figures, found = self._vm.figures, self._vm.figures.statistics
        tiles, token = self._tiles, formats.result_token
        money, whole = formats.signed_money, formats.whole_money
        tiles["Net P&L"].show_value(
            money(found.net),
            translate("Journal", "after {amount} fees").format(amount=formats.money(figures.fees)),
            token(found.net),
        )
        count = len(figures.days)
        tiles["Trades"].show_value(
            f"{found.n:,}",
            translate("Journal", "{count} trading day").format(count=count)
            if count == 1
            else translate("Journal", "{count} trading days").format(count=count),
        )
        tiles["Won"].show_value(*self._won())
        decided = found.wins + found.losses
        self._too_few.setVisible(decided < ENOUGH)
        self._too_few.setText(
            translate(
                "Journal",
                "Not enough trades for statistics · {decided} of {enough} needed for a"
                " win rate with a range",
            ).format(decided=decided, enough=ENOUGH)
        )
        sums = translate("Journal", "{won} against {lost}").format(
            won=whole(found.gross_profit), lost=whole(-found.gross_loss)
        )
        tiles["Profit factor"].show_value(formats.ratio(found.profit_factor), sums)
        tiles["Expectancy"].show_value(
            money(found.expectancy), translate("Journal", "a trade, net"), token(found.expectancy)
        )
        win, loss = formats.plain_money(found.avg_win), formats.plain_money(found.avg_loss)
        payoff = (
            ""
            if found.payoff is None
            else translate("Journal", "{ratio} to 1").format(ratio=formats.ratio(found.payoff))
        )
        tiles["Average win / loss"].show_value(f"{win} / {loss}", payoff)
        fall = -found.max_dd_closed
        tiles["Max drawdown"].show_value(money(fall), self._fall(), token(fall))
        tiles["Longest losing run"].show_value(
            str(found.max_loss_streak),
            translate("Journal", "longest winning run {max_win_streak}").format(
                max_win_streak=found.max_win_streak
            ),
        )

    def _won(self) -> tuple[str, str]:
        """The win rate with its interval, or how many trades it still needs."""
        found, interval = self._vm.figures.statistics, self._vm.figures.win_rate_range
        decided = found.wins + found.losses
        if interval is None:
            return formats.NOTHING, translate("Journal", "{decided} of {enough} needed").format(
                decided=decided, enough=ENOUGH
            )
        low, high = interval
        return formats.percent(found.win_rate_decided), translate(
            "Journal", "{low:.0%} to {high:.0%} at 95%"
        ).format(low=low, high=high)

    def _fall(self) -> str:
        """When the deepest fall was, and whether it is over."""
        curve = self._vm.figures.curve
        if curve.peak_on is None or curve.trough_on is None:
            return translate("Journal", "closed trades")
        first, last = formats.day(curve.peak_on), formats.day(curve.trough_on)
        when = (
            first
            if first == last
            else translate("Journal", "{first} to {last}").format(first=first, last=last)
        )
        if curve.recovered:
            return translate("Journal", "{when}, recovered").format(when=when)
        return translate("Journal", "{when}, not recovered").format(when=when)

    def _sentence(self, trade: JournalTrade) -> str:
        trip = trade.trip
        return translate(
            "Journal", "{direction} {quantity} {symbol}, net {net_pnl}, {account}"
        ).format(
            direction=trip.direction,
            quantity=formats.quantity(trip.quantity),
            symbol=trip.symbol,
            net_pnl=formats.signed_money(trip.net_pnl),
            account=trip.account,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put tiles and charts where the width has room for them."""
        width, em = self.width(), self._theme.em
        columns = 8 if width >= em(_EIGHT_EM) else 4 if width >= em(_FOUR_EM) else 2
        for number, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, number // columns, number % columns)
        in_one_row = width >= em(_ONE_ROW_EM)
        boxes = (self._dates, self._accounts, self._symbols, self._strategies)
        for number, box in enumerate(boxes):
            row, column = (0, number) if in_one_row else divmod(number, 2)
            self._filters.addWidget(box, row, column)
        self._filters.addWidget(self._export, 0, 5)
        self._filters.setColumnStretch(4, 1)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._charts.setDirection(beside if width >= em(_BESIDE_EM) else below)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(30), self._theme.em(8))


def _below(title: QLabel, content: QWidget) -> QVBoxLayout:
    rows = QVBoxLayout()
    rows.setSpacing(0)
    title.setContentsMargins(10, 4, 10, 4)
    rows.addWidget(title)
    rows.addWidget(content, 1)
    return rows


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def _choose(box: QComboBox, choose: Callable[[str], None], number: int) -> None:
    choose(box.itemData(number))


def _offer(box: QComboBox, words: Mapping[str, str], chosen: str) -> None:
    """Offer other words, without telling; each by what it stands for, empty for all."""
    if {box.itemData(n): box.itemText(n) for n in range(box.count())} != words:
        box.clear()
        for one, said in words.items():
            box.addItem(said, one)
    box.setCurrentIndex(box.findData(chosen))
