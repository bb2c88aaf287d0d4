"""The alerts that wait for the trader's word, and the sheet that asks for it once more."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from traderterminal.domain.accounts import Mode
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.approvals import ApprovalRow, ApprovalsViewModel
from traderterminal.ui.widgets.controls import BADGE_WORDS, button, label
from traderterminal.ui.widgets.empty_state import EmptyState, Listing
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.surface import lay_on

#: From this many seconds on, the time that is left is a warning.
SOON_S: Final = 15
#: A question that nobody answers goes away.
CLOSES_MS: Final = 30_000
#: As many alerts as a sheet tells one by one.
MOST_LINES: Final = 6


class ApprovalsPane(QWidget):
    """The queue with what each alert asks for. To refuse acts at once, to approve asks first."""

    def __init__(
        self,
        vm: ApprovalsViewModel,
        theme: Theme,
        show_sheet: ShowSheet,
        open_alert: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self.table: TableView[ApprovalRow] = TableView(
            self._columns(),
            lambda row: row.key,
            theme,
            mark("Table", "Approvals"),
            describe=_sentence,
            actions=self._actions,
            several=True,
        )
        self.table.opened.connect(open_alert)
        self.table.removed.connect(lambda _: self._refuse_selected())
        self.table.selectionModel().selectionChanged.connect(self._say_how_many)
        self._approve = button(translate("Approvals", "Approve…"), "small", self._ask_for_selected)
        self._refuse = button(translate("Approvals", "Refuse"), "small", self._refuse_selected)
        self._approve_all = button(
            translate("Approvals", "Approve all…"), "small", self._ask_for_all
        )
        self._refuse_all = button(
            translate("Approvals", "Refuse all"),
            "small",
            self._refuse_every,
            translate("Approvals", "Refuse all alerts that wait"),
        )
        strip = QHBoxLayout()
        strip.setContentsMargins(6, 4, 6, 4)
        strip.setSpacing(4)
        strip.addWidget(self._approve)
        strip.addWidget(self._refuse)
        strip.addStretch(1)
        strip.addWidget(self._approve_all)
        strip.addWidget(self._refuse_all)
        empty = EmptyState(
            theme,
            "waiting",
            translate("Approvals", "Nothing waits for approval"),
            translate(
                "Approvals", "A strategy that is switched to Approval asks here before it enters."
            ),
        )
        self._pages = Listing(self, strip, self.table, empty)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._pages.show_content(bool(rows))
        self._say_how_many()

    def _say_how_many(self, *_: QItemSelection) -> None:
        """Let the buttons say what they are about; nothing selected is nothing to act on."""
        chosen = len(self.table.all_selected())
        about = (
            translate("Approvals", "{chosen} alerts").format(chosen=chosen)
            if chosen > 1
            else translate("Approvals", "the selected alert")
        )
        for made, verb in (
            (self._approve, translate("Approvals", "Approve")),
            (self._refuse, translate("Approvals", "Refuse")),
        ):
            made.setEnabled(chosen > 0)
            made.setAccessibleName(f"{verb} {about}")
            made.setToolTip(
                ""
                if chosen
                else translate("Approvals", "Select what to {verb}").format(verb=within(verb))
            )

    def _selected(self) -> list[str]:
        return [row.key for row in self.table.all_selected()]

    def _ask_for_selected(self) -> None:
        self._ask(self._selected())

    def _ask_for_all(self) -> None:
        self._ask([row.key for row in self._vm.rows])

    def _refuse_selected(self) -> None:
        self._vm.refuse(self._selected())

    def _refuse_every(self) -> None:
        self._vm.refuse([row.key for row in self._vm.rows])

    def _ask(self, alert_ids: Sequence[str]) -> None:
        if self._vm.rows_of(alert_ids):
            self._show_sheet(lambda under: ApproveSheet(self._vm, alert_ids, self._theme, under))

    def _actions(self, row: ApprovalRow) -> Sequence[RowAction]:
        return [
            (translate("Approvals", "Approve…"), lambda: self._ask([row.key])),
            (translate("Approvals", "Refuse"), lambda: self._vm.refuse([row.key])),
        ]

    def _columns(self) -> list[Column[ApprovalRow]]:
        price = Cell("111,240.00")
        return [
            Column(
                mark("Column", "Strategy"),
                7.5,
                lambda r: Cell(r.strategy or formats.NOTHING, "t2"),
                sample=Cell("mean-rev-6e"),
                leaves=2,
            ),
            Column(
                mark("Column", "Asks for"),
                10.8,
                lambda r: Cell(r.asks_for, role="strong", tip=_orders(r)),
                sample=Cell(translate("Approvals", "Target +1 MNQH2024"), role="strong"),
            ),
            Column(
                mark("Column", "Account"),
                9,
                _accounts,
                stretch=True,
            ),
            Column(
                mark("Column", "Then"),
                6.3,
                lambda r: Cell(_price(r, "then"), "t2"),
                right=True,
                sample=price,
                leaves=4,
            ),
            Column(
                mark("Column", "Now"),
                6.3,
                lambda r: Cell(_price(r, "now")),
                right=True,
                sample=price,
                leaves=5,
            ),
            Column(
                mark("Column", "Waits"),
                4.5,
                lambda r: Cell(formats.duration(r.waited_s), "t2"),
                right=True,
                sample=Cell("59 m 59 s"),
                leaves=1,
                order=lambda r: r.waited_s,
            ),
            Column(
                mark("Column", "Expires in"),
                5,
                _left,
                right=True,
                sample=Cell("59 m 59 s", role="strong"),
                order=lambda r: r.left_s,
            ),
            Column(
                "",
                5.5,
                lambda r: _action(translate("Approvals", "Approve"), r, "accent"),
                sample=Cell(translate("Approvals", "Approve"), role="strong", outline="accent"),
                press=lambda r: self._ask([r.key]),
                name=mark("Column", "Approve button"),
            ),
            Column(
                "",
                5,
                lambda r: _action(translate("Approvals", "Refuse"), r, "line2"),
                sample=Cell(translate("Approvals", "Refuse"), role="strong", outline="line2"),
                press=lambda r: self._vm.refuse([r.key]),
                name=mark("Column", "Refuse button"),
                leaves=3,
            ),
        ]


class ApproveSheet(Sheet):
    """Says what would be sent where; what is decided or expires meanwhile leaves it.

    The focus is on Cancel; Ctrl+Enter approves from anywhere on it.
    """

    def __init__(
        self, vm: ApprovalsViewModel, alert_ids: Sequence[str], theme: Theme, under: QWidget
    ) -> None:
        self._vm = vm
        self._alert_ids = tuple(alert_ids)
        self._says = label(theme)
        self._says.setWordWrap(True)
        explains = label(
            theme,
            translate(
                "Approvals",
                "Every order still passes the rules of its account. To send, press"
                " Ctrl+Enter or the button.",
            ),
            token="t2",
        )
        explains.setWordWrap(True)
        cancel = button(
            translate("Approvals", "Cancel"),
            "standard",
            self.put_away,
            translate("Approvals", "Cancel, approve nothing"),
        )
        self._approve = button(translate("Approvals", "Approve"), "primary", self._act)
        content = (self._says, explains)
        super().__init__(theme, _question(alert_ids), content, (cancel, self._approve), under)
        self.destroyed.connect(vm.changed.connect(lambda _: self.refresh()))
        closing = QTimer(self)
        closing.timeout.connect(self.put_away)
        closing.start(CLOSES_MS)
        self.refresh()

    def refresh(self) -> None:
        """Say what is left to approve; with nothing left the sheet goes."""
        rows = self._vm.rows_of(self._alert_ids)
        if not rows:
            self.put_away()
            return
        lines = [_in_full(row) for row in rows[:MOST_LINES]]
        if len(rows) > MOST_LINES:
            lines.append(
                translate("Approvals", "and {count} more").format(count=len(rows) - MOST_LINES)
            )
        self.say(self._says, "\n\n".join(lines))
        words = translate("Approvals", "Approve {count} alerts").format(count=len(rows))
        if len(rows) == 1:
            words = translate("Approvals", "Approve: {asks_for}{value}").format(
                asks_for=rows[0].asks_for,
                value=translate("Approvals", ", live") if _is_live(rows[0]) else "",
            )
        self._approve.setText(words)
        self._approve.setAccessibleName(words)

    def _act(self) -> None:
        alert_ids = [row.key for row in self._vm.rows_of(self._alert_ids)]
        self.put_away()
        self._vm.approve(alert_ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._act()
        else:
            super().keyPressEvent(event)


def _question(alert_ids: Sequence[str]) -> str:
    return (
        translate("Approvals", "Approve this alert?")
        if len(alert_ids) == 1
        else translate("Approvals", "Approve {count} alerts?").format(count=len(alert_ids))
    )


def _in_full(row: ApprovalRow) -> str:
    """What a row would send, the account and its mode first."""
    sent = [
        f"{one.account.name} ({BADGE_WORDS[one.account.mode][0]}): {one.words}"
        for one in row.taking_part
    ]
    sent += [
        translate("Approvals", "{name}: nothing").format(name=one.account.name)
        for one in row.asked
        if one.refusal is not None
    ]
    prices = translate("Approvals", "{then} then, {now} now").format(
        then=_price(row, "then"), now=_price(row, "now")
    )
    by = (
        translate("Approvals", " for {strategy}").format(strategy=row.strategy)
        if row.strategy
        else ""
    )
    return translate("Approvals", "{value}{by}. {prices}, {duration} left.").format(
        value="; ".join(sent) or row.asks_for,
        by=by,
        prices=prices,
        duration=formats.duration(row.left_s),
    )


def _sentence(row: ApprovalRow) -> str:
    """The row as one sentence."""
    return translate("Approvals", "{in_full} Waits for approval.").format(in_full=_in_full(row))


def _orders(row: ApprovalRow) -> str:
    return "; ".join(f"{one.account.name}: {one.words}" for one in row.asked)


def _is_live(row: ApprovalRow) -> bool:
    return any(one.account.mode == Mode.LIVE for one in row.taking_part)


def _price(row: ApprovalRow, which: str) -> str:
    value = row.then if which == "then" else row.now
    if value is None or row.instrument is None:
        return formats.NOTHING
    return formats.price(value, row.instrument)


def _accounts(row: ApprovalRow) -> Cell:
    asked = row.taking_part or row.asked
    if not asked:
        return Cell(formats.NOTHING, "t3")
    # One account with real money makes it the trader's own money.
    shown = next((one.account for one in asked if one.account.mode == Mode.LIVE), asked[0].account)
    if len(asked) == 1:
        return Cell(shown.name, badge=shown.mode, tip=_orders(row))
    names = ", ".join(one.account.name for one in asked)
    counted = formats.counted(len(asked), "account")
    return Cell(counted, badge=shown.mode, aside=names, tip=_orders(row))


def _left(row: ApprovalRow) -> Cell:
    soon = row.left_s <= SOON_S
    return Cell(
        formats.duration(row.left_s), "warn" if soon else "t1", "strong" if soon else "body"
    )


def _action(verb: str, row: ApprovalRow, outline: str) -> Cell:
    return Cell(verb, "t1", "strong", outline=outline, spoken=f"{verb}: {row.asks_for}")
