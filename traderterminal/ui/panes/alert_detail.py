"""One alert in full: the verdict, how far it came, every rule asked, and what was received."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.domain.signals import AlertRecord, AlertStatus
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.panes.alert_timeline import Timeline
from traderterminal.ui.panes.alert_verdict import VerdictBox, headline, sign_of
from traderterminal.ui.panes.rules_table import rules_table
from traderterminal.ui.tables.table import Cell, Column, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.alert_trials import AlertTrials
from traderterminal.ui.viewmodels.alerts import (
    AccountOutcome,
    AlertsViewModel,
    resolved,
    steps,
    strategy_of,
    total_ms,
)
from traderterminal.ui.viewmodels.hindsight import HindsightRow, HindsightViewModel
from traderterminal.ui.widgets.clipboard import copy_text
from traderterminal.ui.widgets.controls import button, label, paint_label
from traderterminal.ui.widgets.surface import lay_on

#: From this width on, rules and message stand side by side.
WIDE_EM: Final = 64


class AlertDetail(QScrollArea):
    """Shows one alert. `back` leads to the list where both do not fit."""

    def __init__(
        self,
        vm: AlertsViewModel,
        theme: Theme,
        clock_time: Callable[[int], datetime],
        back: Callable[[], object],
        trials: AlertTrials,
        hindsight: HindsightViewModel,
    ) -> None:
        super().__init__()
        self._vm = vm
        self._trials = trials
        self._hindsight = hindsight
        self._theme = theme
        self._clock_time = clock_time
        self._back = back
        self._record: AlertRecord | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Alerts", "Alert"))
        self.setWidget(self._lay_out())

    def _lay_out(self) -> QWidget:
        theme, body = self._theme, QWidget()
        lay_on(body, theme)
        self._to_list = button(
            translate("Alerts", "‹ Alerts"),
            "small",
            self._back,
            translate("Alerts", "Back to the list of alerts"),
        )
        self._title = label(theme, role="strong")
        self._origin = label(theme, token="t3")
        self._origin.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._to_list)
        head.addWidget(self._title)
        head.addWidget(self._origin, 1)
        self._verdict = VerdictBox(theme)
        self._timeline = Timeline(theme)
        self._pace = label(theme, role="caption", token="t3")
        self._accounts: TableView[AccountOutcome] = TableView(
            _account_columns(self._vm),
            lambda one: one.key,
            theme,
            mark("Table", "Verdict per account"),
        )
        self._accounts.chosen.connect(lambda _: self._show_rules())
        rows = QVBoxLayout(body)
        rows.setContentsMargins(10, 8, 10, 10)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._verdict)
        rows.addLayout(_titled(theme, translate("Alerts", "Timeline"), self._pace))
        rows.addWidget(self._timeline)
        self._accounts_title = label(theme, translate("Alerts", "Verdict per account"), "strong")
        rows.addWidget(self._accounts_title)
        rows.addWidget(self._accounts)
        rows.addLayout(self._lay_out_below())
        rows.addLayout(self._lay_out_actions())
        self._tried = label(theme, token="t2")
        self._tried.setWordWrap(True)
        self._tried.setMinimumWidth(1)
        rows.addWidget(self._tried)
        self.destroyed.connect(self._trials.changed.connect(lambda _: self._hear_trial()))
        rows.addStretch(1)
        return body

    def _lay_out_actions(self) -> QVBoxLayout:
        """Two lines: four buttons beside each other are wider than a narrow pane."""
        dry_run = button(
            translate("Alerts", "Dry run"),
            "standard",
            self._dry_run,
            translate("Alerts", "Dry run of the alert"),
        )
        dry_run.setToolTip(translate("Alerts", "What it would do if it came now; nothing trades"))
        again = button(translate("Alerts", "Run again in paper"), "primary", self._run_again)
        again.setToolTip(
            translate(
                "Alerts", "It trades on a paper account, as an alert of its own that came now"
            )
        )
        again.setVisible(bool(self._trials.paper))
        copies = (
            button(translate("Alerts", "Copy reason"), "standard", self._copy_reason),
            button(translate("Alerts", "Copy message"), "standard", self._copy_message),
        )
        rows = QVBoxLayout()
        rows.setSpacing(6)
        for made in ((again, dry_run), copies):
            line = QHBoxLayout()
            for each in made:
                line.addWidget(each)
            line.addStretch(1)
            rows.addLayout(line)
        return rows

    def _lay_out_hindsight(self) -> QWidget:
        """What would have happened, beside or below the rules."""
        theme = self._theme
        self._then = QWidget()
        self._then_words = label(theme)
        self._then_words.setWordWrap(True)
        self._then_words.setMinimumWidth(1)
        self._then_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        held_back = translate("Hindsight", "As if nothing had held it back")
        how = label(theme, held_back, role="caption", token="t3")
        rows = QVBoxLayout(self._then)
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(_titled(theme, translate("Hindsight", "What would have happened"), how))
        rows.addWidget(self._then_words)
        self.destroyed.connect(self._hindsight.changed.connect(lambda _: self._look_back()))
        return self._then

    def _look_back(self) -> None:
        """Say what would have come of the alert by now; worked out only where it can be seen."""
        if self._record is None or not self.isVisible():
            return
        found = self._hindsight.rows(self._record)
        self._then.setVisible(bool(found))
        lines = [f"{row.account.name}: {row.then}{_if_now(row)}" for row in found]
        words = "\n".join(lines)
        if self._then_words.text() != words:
            self._then_words.setText(words)
            self._then.setAccessibleName(
                translate("Hindsight", "What would have happened. {words}").format(words=words)
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_back()

    def _dry_run(self) -> None:
        if self._record is not None:
            self._trials.dry_run(self._record.body, self._record.alert_id)

    def _run_again(self) -> None:
        if self._record is not None:
            self._trials.try_on_paper(self._record.body, self._record.alert_id)

    def _hear_trial(self) -> None:
        """Say what comes of a trial where it is seen: the answer stands below what asked for it."""
        before = self._tried.text()
        self._show_trial()
        if self._tried.text() not in ("", before):
            QTimer.singleShot(0, self, self._look_at_trial)  # once it has a place

    def _look_at_trial(self) -> None:
        self.ensureWidgetVisible(self._tried)

    def _show_trial(self) -> None:
        """Say what came of trying the alert that is shown."""
        alert_id = "" if self._record is None else self._record.alert_id
        words, token = self._trials.said_about(alert_id)
        self._tried.setText(words)
        self._tried.setVisible(bool(words))
        paint_label(self._tried, self._theme, token)

    def _lay_out_below(self) -> QBoxLayout:
        """The rules and the message, side by side or one below the other."""
        theme = self._theme
        self._rules_title = label(theme, translate("Alerts", "Rules asked, in order"), "strong")
        self._rules = rules_table(theme)
        self._unasked = label(
            theme, translate("Alerts", "None: it did not come that far."), token="t2"
        )
        self._body = QPlainTextEdit()
        self._body.setReadOnly(True)
        self._body.setTabChangesFocus(True)
        self._body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._body.setAccessibleName(translate("Alerts", "Message as received, secrets masked"))
        self._body.setFixedHeight(theme.em(9))
        self._meaning = label(theme, token="t2")
        self._meaning.setWordWrap(True)
        self._rules_part, self._message_part = QWidget(), QWidget()
        left = QVBoxLayout(self._rules_part)
        right = QVBoxLayout(self._message_part)
        for part in (left, right):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(6)
        left.addWidget(self._rules_title)
        left.addWidget(self._rules)
        left.addWidget(self._unasked)
        left.addStretch(1)
        right.addWidget(label(theme, translate("Alerts", "Message as received"), "strong"))
        right.addWidget(self._body)
        right.addWidget(self._meaning)
        right.addWidget(self._lay_out_hindsight())
        right.addStretch(1)
        self._below = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._below.setSpacing(12)
        self._below.addWidget(self._rules_part, 1)
        self._below.addWidget(self._message_part, 1)
        return self._below

    def offer_way_back(self, wanted: bool) -> None:
        """Show the button that leads back to the list, or not."""
        self._to_list.setVisible(wanted)

    def show_record(self, record: AlertRecord) -> None:
        """Show an alert, or what became of it since."""
        changed = self._record is None or self._record.alert_id != record.alert_id
        if changed:
            self._accounts.clearSelection()
        self._record = record
        sign, token = sign_of(record)
        self._title.setText(
            translate("Alerts", "Alert {alert_id}").format(alert_id=record.alert_id[-8:])
        )
        self._title.setToolTip(record.alert_id)
        received = self._clock_time(record.received_ns)
        moment = f"{received:%H:%M:%S}.{received.microsecond // 1000:03d} {received:%Z}"
        self._origin.setText(" · ".join(filter(None, (moment, strategy_of(record)))))
        self._verdict.show_verdict(sign, token, headline(record), self.sentence())
        total = total_ms(record)
        self._pace.setText(
            ""
            if total is None
            else translate("Alerts", "{total:,.1f} ms from receipt to the end").format(total=total)
        )
        self._timeline.show_steps(steps(record), sign, token)
        self._show_trial()
        self._show_tables(record)
        self._look_back()
        if self._body.toPlainText() != record.body:
            self._body.setPlainText(record.body)
        self._meaning.setText("\n".join(self._meanings(record)))
        if changed:
            self.verticalScrollBar().setValue(0)

    def _show_tables(self, record: AlertRecord) -> None:
        outcomes = self._vm.outcomes(record)
        self._accounts.set_rows(outcomes)
        _show_all(self._accounts)
        for part in (self._accounts, self._accounts_title):
            part.setVisible(bool(outcomes))
        self._show_rules()

    def _show_rules(self) -> None:
        """Show the rules that were asked on the selected account, else on the one that refused."""
        if self._record is None:
            return
        chosen = self._accounts.selected()
        verdicts = list(enumerate(self._vm.verdicts(self._record, chosen)))
        self._rules.set_rows(verdicts)
        _show_all(self._rules)
        on = (
            ""
            if chosen is None
            else translate("Alerts", " on {name}").format(name=chosen.account.name)
        )
        self._rules_title.setText(translate("Alerts", "Rules asked{on}, in order").format(on=on))
        self._rules.setVisible(bool(verdicts))
        self._unasked.setVisible(not verdicts)
        self._rules_part.setVisible(bool(verdicts) or chosen is not None)

    def sentence(self) -> str:
        """What happened, with the measured value and the limit."""
        record = self._record
        if record is None:
            return ""
        said = [] if record.reason is None else [texts.reason(record.reason)]
        result = self._vm.result(record)
        if result != record.reason and record.status is not AlertStatus.ACCEPTED:
            said.insert(0, texts.text(result))
        if record.reason is None:
            said += [texts.text(one) for each in record.accounts.values() for one in each]
        if record.duplicates:
            count = Message("delivered_again", {"count": str(record.duplicates + 1)})
            said.append(texts.text(count))
        return " ".join(dict.fromkeys(said))

    def _meanings(self, record: AlertRecord) -> list[str]:
        """How the message was read."""
        read = [texts.text(line) for signal in record.signals for line in signal.explanation]
        return [texts.text(resolved(record)), *read] if record.signals else []

    def _copy_reason(self) -> None:
        if self._record is not None:
            words = f"{headline(self._record)} {self.sentence()}"
            copy_text(words)

    def _copy_message(self) -> None:
        if self._record is not None:
            copy_text(self._record.body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() > self._theme.em(WIDE_EM)
        self._below.setDirection(beside if wide else below)


def _if_now(row: HindsightRow) -> str:
    if not row.now:
        return ""
    return " " + translate("Hindsight", "If it came now: {words}").format(words=row.now)


def _show_all(table: TableView[Any]) -> None:
    """Give a table the height of its rows: what scrolls is the page."""
    table.setFixedHeight(table.height_of_all())
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _titled(theme: Theme, title: str, right: QLabel) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(label(theme, title, "strong"))
    line.addStretch(1)
    line.addWidget(right)
    return line


def _account_columns(vm: AlertsViewModel) -> list[Column[AccountOutcome]]:
    def order(one: AccountOutcome) -> Cell:
        if one.order is None:
            return Cell(formats.NOTHING, "t3")
        return Cell(_in_words(one.order))

    def verdict(one: AccountOutcome) -> Cell:
        if one.order is not None and one.order.reason is not None:
            words, tip = texts.short(one.order.reason), texts.text(one.order.reason)
        else:
            words, tip = _verdict_words(one), one.words
        glyph, token = ("⊘", "error") if one.refused else ("", "t1")
        return Cell(words, token, "medium" if one.refused else "body", glyph=glyph, tip=tip)

    return [
        Column(
            mark("Column", "Account"),
            12.5,
            lambda one: Cell(one.account.name, badge=one.account.mode),
            sample=Cell("Simulator 100K", badge="sandbox"),
        ),
        Column(
            mark("Column", "Order"),
            10,
            order,
            sample=Cell(translate("Alerts", "Sell 1,000 MNQH2024")),
            leaves=1,
        ),
        Column(mark("Column", "Verdict"), 10, verdict, stretch=True),
    ]


def _verdict_words(one: AccountOutcome) -> str:
    """What is said of an account without its headline; its name keeps its spelling."""
    words = texts.bare(one.words) or formats.NOTHING
    named = words.startswith(one.account.account)
    return words if named else words[:1].upper() + words[1:]


def _in_words(order: Order) -> str:
    return f"{formats.verb(order.side)} {formats.quantity(order.quantity)} {order.symbol}"
