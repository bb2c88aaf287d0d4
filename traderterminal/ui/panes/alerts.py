"""The alert inbox: what came, how far it got, and why it did not trade."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.signals import Action, AlertRecord, AlertStatus
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.panes.alert_detail import AlertDetail
from traderterminal.ui.panes.alert_verdict import sign_of
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alert_trials import AlertTrials
from traderterminal.ui.viewmodels.alerts import (
    FILTERS,
    AlertsViewModel,
    asks_for,
    strategy_of,
    total_ms,
)
from traderterminal.ui.viewmodels.hindsight import HindsightViewModel
from traderterminal.ui.widgets.clipboard import copy_text
from traderterminal.ui.widgets.controls import Tabs
from traderterminal.ui.widgets.empty_state import EmptyState
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.surface import lay_on

#: From this width on, list and detail stand side by side, the list with 38 %.
WIDE_EM: Final = 78
LIST_SHARE: Final = 0.38
#: Below this width the list writes each alert on two lines.
TABLE_EM: Final = 46.5
#: A list of two alerts below its search; what has no room is scrolled to.
LEAST_EM: Final = 7
#: What the detail needs beside such a list.
DETAIL_EM: Final = 62

_REFUSED: Final = (AlertStatus.REJECTED, AlertStatus.FAILED)


class _List(QWidget):
    """Tells of its width, which decides how the list is written."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class AlertsPane(QWidget):
    """The list, and the detail of an alert beside it, or in its place where there is no room."""

    def __init__(
        self,
        vm: AlertsViewModel,
        theme: Theme,
        clock_time: Callable[[int], datetime],
        message: Callable[[], str],
        trials: AlertTrials,
        hindsight: HindsightViewModel,
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._clock_time = clock_time
        self._message = message
        self._trials = trials
        self._hindsight = hindsight
        lay_on(self, theme)
        self._lay_out()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._theme.em(LEAST_EM))

    def _lay_out(self) -> None:
        theme, vm = self._theme, self._vm
        self._table: TableView[AlertRecord] = TableView(
            self._columns(),
            _key,
            theme,
            mark("Table", "Alerts"),
            row_em=2.17,
            describe=self._sentence,
        )
        self._lines: TableView[AlertRecord] = TableView(
            self._one_column(),
            _key,
            theme,
            mark("Table", "Alerts, two lines"),
            row_em=3,
            describe=self._sentence,
        )
        self._lines.horizontalHeader().hide()
        for table in (self._table, self._lines):
            table.chosen.connect(vm.select)
            table.opened.connect(self._open)
        self._nothing_yet = EmptyState(
            theme,
            "price alert",
            translate("Alerts", "No alerts yet"),
            translate("Alerts", "Copy the message, then paste it into an alert in TradingView."),
            (translate("Alerts", "Copy alert message"), self._copy_message),
        )
        self._nothing_found = EmptyState(
            theme,
            "search",
            translate("Alerts", "No alert matches"),
            translate("Alerts", "The search and the filter leave none."),
            (translate("Alerts", "Show all alerts"), vm.show_all),
        )
        self._pages = QStackedWidget()
        for page in (self._table, self._lines, self._nothing_yet, self._nothing_found):
            self._pages.addWidget(page)
        self._list = _List()
        self._list.resized.connect(self._choose_page)
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._strip())
        rows.addWidget(self._pages, 1)
        self._detail = AlertDetail(
            vm, theme, self._clock_time, self._close_detail, self._trials, self._hindsight
        )
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(4)
        self._split.addWidget(self._list)
        self._split.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def _strip(self) -> QHBoxLayout:
        vm = self._vm
        self._search = QLineEdit()
        self._search.setPlaceholderText(translate("Alerts", "Why did it not trade?"))
        self._search.setProperty("kind", "search")
        self._search.setAccessibleName(translate("Alerts", "Search alerts"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(vm.type_search)
        self._tabs = Tabs(
            translate("Alerts", "Which alerts"),
            [f"{translate('Alerts', name)} 0" for name in FILTERS],
        )
        self._tabs.setUsesScrollButtons(False)
        self._tabs.currentChanged.connect(lambda n: vm.choose_filter(list(FILTERS)[n]))
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(4)
        strip.addWidget(self._search, 1)
        strip.addWidget(Still(self._tabs))
        return strip

    # The list.

    def _columns(self) -> list[Column[AlertRecord]]:
        def total(record: AlertRecord) -> Cell:
            return Cell(formats.milliseconds(total_ms(record)), "t2")

        return [
            Column(
                mark("Column", "Time"),
                5.7,
                lambda r: Cell(self._time(r), "t2"),
                sample=Cell("00:00:00"),
                order=lambda r: r.received_ns,
            ),
            Column(
                mark("Column", "Strategy"),
                7.5,
                lambda r: Cell(strategy_of(r) or formats.NOTHING, "t2"),
                sample=Cell("mean-rev-6e"),
                leaves=2,
            ),
            Column(
                mark("Column", "Asks for"),
                10.8,
                lambda r: Cell(asks_for(r), role="strong"),
                sample=Cell(max(_widest_wishes(), key=len), role="strong"),
            ),
            Column(mark("Column", "Result"), 15, self._result, stretch=True),
            Column(
                mark("Column", "Total"),
                5,
                total,
                right=True,
                sample=Cell("1,000 ms"),
                leaves=1,
                order=lambda r: total_ms(r) or 0.0,
            ),
        ]

    def _one_column(self) -> list[Column[AlertRecord]]:
        def lines(record: AlertRecord) -> Cell:
            result, traded = self._result(record), record.status in FILTERS["Traded"]
            took = f", {formats.milliseconds(total_ms(record))}" if traded else ""
            return Cell(
                asks_for(record),
                role="strong",
                glyph=result.glyph,
                glyph_token=result.glyph_token,
                aside=strategy_of(record),
                at_end=self._time(record),
                below=Cell(result.text + took, result.token, result.role),
                tip=result.tip,
            )

        return [Column(mark("Column", "Alert"), 20, lines, stretch=True)]

    def _time(self, record: AlertRecord) -> str:
        return f"{self._clock_time(record.received_ns):%H:%M:%S}"

    def _result(self, record: AlertRecord) -> Cell:
        (_, icon), token = sign_of(record)
        message = self._vm.result(record)
        words, tip = texts.short(message), texts.text(message)
        if record.status not in _REFUSED:
            quiet = record.status is AlertStatus.NO_ACTION
            shown = "t2" if quiet else "t1"
            return Cell(words, shown, glyph=icon, glyph_token=token, tip=tip)
        words = texts.refusal(message) if record.status is AlertStatus.REJECTED else words
        return Cell(words, token, "medium", glyph=icon, glyph_token=token, tip=tip)

    def _sentence(self, record: AlertRecord) -> str:
        """The row as one sentence."""
        result = texts.text(self._vm.result(record))
        return f"{asks_for(record)}, {strategy_of(record)}, {self._time(record)}: {result}"

    # Drawing.

    def _render(self) -> None:
        for number, (name, count) in enumerate(self._vm.counts.items()):
            words = f"{translate('Alerts', name)} {count}"
            if self._tabs.tabText(number) != words:
                self._tabs.setTabText(number, words)
        self._tabs.setCurrentIndex(list(FILTERS).index(self._vm.filter))
        if self._search.text().strip() != self._vm.search:
            self._search.setText(self._vm.search)
        self._render_detail()
        self._choose_page()

    def _choose_page(self) -> None:
        """Show the list as the room allows, or say why it is empty."""
        rows, shown = self._vm.rows, self._shown_table()
        shown.set_rows(rows)
        if self._vm.selected_id:
            shown.select(self._vm.selected_id)
        if rows:
            self._pages.setCurrentWidget(shown)
        else:
            any_at_all = self._vm.counts["All"]
            self._pages.setCurrentWidget(self._nothing_found if any_at_all else self._nothing_yet)

    def _shown_table(self) -> TableView[AlertRecord]:
        wide = self._list.width() >= self._theme.em(TABLE_EM)
        return self._table if wide else self._lines

    @property
    def _is_wide(self) -> bool:
        return self.width() >= self._theme.em(WIDE_EM)

    def _render_detail(self) -> None:
        record, is_reading = self._vm.selected, self._vm.is_reading
        if record is not None:
            self._detail.show_record(record)
        in_place = is_reading and not self._is_wide
        self._detail.offer_way_back(in_place)
        self._list.setVisible(not in_place)
        self._detail.setVisible(record is not None and (self._is_wide or is_reading))

    def _open(self, alert_id: str) -> None:
        """Show an alert in full; where there is no room beside the list, in its place."""
        self._vm.read(alert_id)
        if not self._is_wide:
            self._detail.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_detail(self) -> None:
        self._vm.go_back()
        self._shown_table().setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_message(self) -> None:
        copy_text(self._message())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        wide = self._theme.em(WIDE_EM)
        if now >= wide and before < wide:
            em = self._theme.em
            list_width = round(now * LIST_SHARE)
            if now >= em(TABLE_EM) + em(DETAIL_EM):
                list_width = max(list_width, em(TABLE_EM) + 4)
            self._split.setSizes([list_width, now - list_width])
        self._render()


def _widest_wishes() -> Sequence[str]:
    """What an alert asks for, as long as it becomes in the language of the screen."""
    verbs = (formats.verb(action) for action in (Action.SELL, Action.CLOSE))
    return [translate("Alerts", "Target +1 MNQH2024"), *(f"{verb} 10 MNQH2024" for verb in verbs)]


def _key(record: AlertRecord) -> str:
    return record.alert_id
