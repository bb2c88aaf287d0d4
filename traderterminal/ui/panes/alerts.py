"""The alert inbox: what came, how far it got, and why it did not trade."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.orders import Verdict
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alerts import (
    FILTERS,
    AlertsViewModel,
    Step,
    asks_for,
    result_of,
    steps,
    total_ms,
)
from traderterminal.ui.widgets.controls import button, label, paint_label

GLYPHS: Final = {
    AlertStatus.ACCEPTED: ("…", "t2"),
    AlertStatus.EXECUTED: ("✓", "ok"),
    AlertStatus.PARTLY_EXECUTED: ("◐", "warn"),
    AlertStatus.NO_ACTION: ("−", "t3"),
    AlertStatus.REJECTED: ("⊘", "error"),
    AlertStatus.FAILED: ("⊗", "error"),
}
WIDE_EM: Final = 62


class Timeline(QWidget):
    """Nine stages as dots on a line, with the time since receipt under each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: Sequence[Step] = ()
        self.setFixedHeight(theme.em(4.2))

    def show_steps(self, shown: Sequence[Step]) -> None:
        self._steps = shown
        reached = [s.stage.value for s in shown if s.after_ms is not None]
        self.setAccessibleName("Timeline: " + ", ".join(reached))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(40), self._theme.em(4.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        count = len(self._steps)
        width = self.width() / max(1, count)
        y = float(theme.em(0.9))
        for number, step in enumerate(self._steps):
            x = (number + 0.5) * width
            if number:
                reached = step.after_ms is not None
                painter.setPen(
                    theme.pen("t3" if reached else "line3", dashes=() if reached else (3.0, 3.0))
                )
                painter.drawLine(QPointF(x - width + 6, y), QPointF(x - 6, y))
            self._dot(painter, step, x, y)
            self._words(
                painter, step, QRectF(x - width / 2, y + theme.em(0.7), width, theme.em(2.6))
            )
        painter.end()

    def _dot(self, painter: QPainter, step: Step, x: float, y: float) -> None:
        theme = self._theme
        if step.ended:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("error"))
            painter.drawEllipse(QPointF(x, y), theme.em(0.6), theme.em(0.6))
            return
        reached = step.after_ms is not None
        painter.setPen(theme.pen("t2" if reached else "line3", width=1.5))
        painter.setBrush(theme.color("t2") if reached else theme.color("bg1"))
        painter.drawEllipse(QPointF(x, y), theme.em(0.35), theme.em(0.35))

    def _words(self, painter: QPainter, step: Step, box: QRectF) -> None:
        theme = self._theme
        token = "error" if step.ended else "t1" if step.after_ms is not None else "tdis"
        painter.setPen(theme.color(token))
        painter.setFont(theme.font("caption_strong"))
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        name = step.stage.value.capitalize()
        painter.drawText(
            box,
            top,
            theme.metrics("caption_strong").elidedText(
                name, Qt.TextElideMode.ElideRight, box.width()
            ),
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t2" if step.after_ms is not None else "tdis"))
        words = "not reached" if step.after_ms is None else f"+{step.after_ms:.1f}"
        below = box.adjusted(0, theme.em(1.25), 0, 0)
        painter.drawText(below, top, words)


class AlertsPane(QWidget):
    """The list, and the detail of the selected alert beside or below it."""

    def __init__(
        self,
        vm: AlertsViewModel,
        theme: Theme,
        clock_time: Callable[[int], datetime],
        message: Callable[[], str],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._clock_time = clock_time
        self._message = message
        self._tabs: dict[str, QPushButton] = {}
        self._lay_out()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _lay_out(self) -> None:
        theme, vm = self._theme, self._vm
        self._search = QLineEdit()
        self._search.setPlaceholderText("Why did it not trade?")
        self._search.setProperty("kind", "search")
        self._search.setAccessibleName("Search alerts")
        self._search.textChanged.connect(vm.type_search)
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(4)
        strip.addWidget(self._search, 1)
        for name in FILTERS:
            tab = button(name, "small", partial(vm.choose_filter, name))
            tab.setCheckable(True)
            tab.setAutoExclusive(True)
            tab.setChecked(name == vm.filter)
            self._tabs[name] = tab
            strip.addWidget(tab)
        self._table: TableView[AlertRecord] = TableView(
            self._columns(), lambda record: record.alert_id, theme, "Alerts", row_em=2.17
        )
        self._table.chosen.connect(vm.select)
        self._empty = self._empty_state()
        self._detail = self._detail_view()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._table)
        self._split.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(strip)
        layout.addWidget(self._empty)
        layout.addWidget(self._split, 1)

    def _columns(self) -> list[Column[AlertRecord]]:
        def strategy(record: AlertRecord) -> Cell:
            name = record.signals[0].strategy if record.signals else ""
            return Cell(name or "—", "t2")

        def result(record: AlertRecord) -> Cell:
            glyph, token = GLYPHS[record.status]
            return Cell(f"{glyph} {result_of(record)}", token if token == "error" else "t1")

        return [
            Column(
                "Time",
                5.7,
                lambda r: Cell(f"{self._clock_time(r.received_ns):%H:%M:%S}", "t2"),
                sample="00:00:00",
                order=lambda r: r.received_ns,
            ),
            Column("Strategy", 7.5, strategy, sample="mean-rev-6e", leaves=2),
            Column(
                "Asks for",
                10.8,
                lambda r: Cell(asks_for(r), role="strong"),
                sample="Target +10 MNQH2024",
            ),
            Column("Result", 15, result, stretch=True),
            Column(
                "Total",
                5,
                lambda r: Cell(formats.milliseconds(total_ms(r)), "t2"),
                right=True,
                sample="1,000 ms",
                leaves=1,
            ),
        ]

    def _empty_state(self) -> QWidget:
        theme, made = self._theme, QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.addWidget(label(theme, "No alerts yet", "section"))
        rows.addWidget(label(theme, "Paste the message below into TradingView.", token="t2"))
        copy = button("Copy alert message", "standard", self._copy_message)
        line = QHBoxLayout()
        line.addWidget(copy)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addStretch(1)
        return made

    def _copy_message(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._message())

    def _detail_view(self) -> QWidget:
        theme, made = self._theme, QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(10, 8, 10, 8)
        self._verdict = label(theme, role="section")
        self._verdict.setWordWrap(True)
        self._accounts = label(theme, token="t2")
        self._accounts.setWordWrap(True)
        self._timeline = Timeline(theme)
        self._rules: TableView[Verdict] = TableView(
            _rule_columns(), lambda verdict: verdict.rule, theme, "Rules asked, in order"
        )
        self._body = QPlainTextEdit()
        self._body.setReadOnly(True)
        self._body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._body.setAccessibleName("Message as received, secrets masked")
        below = QHBoxLayout()
        below.addWidget(self._rules, 3)
        below.addWidget(self._body, 2)
        rows.addWidget(self._verdict)
        rows.addWidget(self._accounts)
        rows.addWidget(self._timeline)
        rows.addLayout(below, 1)
        return made

    def _render(self) -> None:
        rows, counts = self._vm.rows, self._vm.counts
        self._empty.setVisible(not counts["All"])
        self._split.setVisible(bool(counts["All"]))
        self._table.set_rows(rows)
        for name, tab in self._tabs.items():
            words = f"{name} {counts[name]}"
            if tab.text() != words:
                tab.setText(words)
        record = self._vm.selected
        self._detail.setVisible(record is not None)
        if record is not None:
            self._render_detail(record)

    def _render_detail(self, record: AlertRecord) -> None:
        glyph, token = GLYPHS[record.status]
        self._verdict.setText(f"{glyph} {result_of(record)}")
        paint_label(self._verdict, self._theme, token if token in ("error", "ok") else "t1")
        lines = [f"{account}: {words}" for account, words in record.accounts.items()]
        if record.duplicates:
            lines.append(f"Delivered {record.duplicates + 1} times; only the first one counted.")
        self._accounts.setText("\n".join(lines))
        self._timeline.show_steps(steps(record))
        self._rules.set_rows(self._vm.verdicts(record))
        if self._body.toPlainText() != record.body:
            self._body.setPlainText(record.body)

    def resizeEvent(self, event: object) -> None:
        wide = self.width() > self._theme.em(WIDE_EM)
        turn = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() != turn:
            self._split.setOrientation(turn)


def _rule_columns() -> list[Column[Verdict]]:
    marks = {"pass": ("✓", "ok"), "refuse": ("✗", "error"), "skip": ("−", "t3")}

    def rule(verdict: Verdict) -> Cell:
        mark, token = marks[verdict.outcome]
        words = verdict.rule.replace("_", " ").capitalize()
        return Cell(f"{mark} {words}", "t1" if token == "ok" else token, "body")

    def measured(verdict: Verdict) -> Cell:
        token = "error" if verdict.outcome == "refuse" else "t2"
        return Cell("not asked" if verdict.outcome == "skip" else verdict.measured, token)

    return [
        Column("Rule", 13, rule, stretch=True),
        Column("Measured", 7, measured, right=True, sample="not asked"),
        Column("Limit", 6, lambda v: Cell(v.limit, "t3"), right=True, sample="100,000.00"),
    ]
