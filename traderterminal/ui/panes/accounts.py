"""Accounts: what each may do, what it holds and could come to hold, and the way out of each."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from traderterminal.domain.accounts import TradingState
from traderterminal.domain.strategies import AutomationState
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.account_states import AccountRow, AccountStatesViewModel, Reach
from traderterminal.ui.widgets.controls import Segments, button, label
from traderterminal.ui.widgets.hold_button import HoldButton
from traderterminal.ui.widgets.sheet import Sheet, ShowSheet
from traderterminal.ui.widgets.surface import lay_on
from traderterminal.ui.widgets.ways_out import make_way_out

#: From this share of a limit on its figure is coloured.
NEAR: Final = Decimal("0.75")
#: Below this width, or what the table needs, an account is written on two lines, and only the ways
#: out stand above.
TABLE_EM: Final = 41
LEAST_EM: Final = 17.5
_STATES: Final = tuple(TradingState)
_TOKENS: Final = {
    TradingState.ACTIVE: "t1",
    TradingState.REDUCING: "warn",
    TradingState.HALTED: "error",
}
#: What an account may do.
_STATE_WORDS: Final = {
    TradingState.ACTIVE: mark("Accounts", "Active"),
    TradingState.REDUCING: mark("Accounts", "Reducing"),
    TradingState.HALTED: mark("Accounts", "Halted"),
}
_SWITCHES: Final = {
    AutomationState.ON: (mark("Accounts", "On"), "t1"),
    AutomationState.OFF: (mark("Accounts", "Off"), "t2"),
    AutomationState.BLOCKED: (mark("Accounts", "Blocked"), "error"),
}


class AccountsPane(QWidget):
    """A row for each account; the buttons above are about the one that is selected.

    What a narrow pane leaves out is in the menu of a row.
    """

    def __init__(self, vm: AccountStatesViewModel, theme: Theme, show_sheet: ShowSheet) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        lay_on(self, theme)
        self.table: TableView[AccountRow] = TableView(
            _columns(),
            lambda row: row.account.account,
            theme,
            mark("Table", "Accounts"),
            describe=_say,
            actions=self._actions,
        )
        self.lines: TableView[AccountRow] = TableView(
            [Column(translate("Accounts", "Account"), 12, _lines, stretch=True)],
            lambda row: row.account.account,
            theme,
            translate("Accounts", "Accounts, two lines"),
            row_em=3,
            describe=_say,
            actions=self._actions,
        )
        self.lines.horizontalHeader().hide()
        self._pages = QStackedWidget()
        for table in (self.table, self.lines):
            table.chosen.connect(vm.select)
            self._pages.addWidget(table)
        self._pending = label(theme, token="warn")
        self._pending.setWordWrap(True)
        self._pending.setContentsMargins(theme.em(0.5), theme.em(0.33), theme.em(0.5), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._strip(theme))
        layout.addWidget(self._pending)
        layout.addWidget(self._pages, 1)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _strip(self, theme: Theme) -> QHBoxLayout:
        vm = self._vm
        self._target = label(theme, role="strong")
        self._states = Segments(
            [translate("Accounts", _STATE_WORDS[state]) for state in _STATES],
            self._choose_state,
            stretch=False,
            acts=True,
        )
        self._cancel = button(
            translate("Accounts", "Cancel all"), "small", lambda: vm.cancel_all(vm.target.account)
        )
        make_way_out(self._cancel)
        self._flatten = HoldButton(
            theme, translate("Accounts", "Flatten account"), lambda: vm.flatten(vm.target.account)
        )
        self._flatten.setProperty("compact", True)
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.em(0.5), 2, 6, 2)
        strip.setSpacing(theme.em(0.5))
        strip.addWidget(self._target)
        strip.addWidget(self._states)
        strip.addStretch(1)
        strip.addWidget(self._cancel)
        strip.addWidget(self._flatten)
        return strip

    def _choose_state(self, number: int) -> None:
        self._vm.set_state(self._vm.target.account, _STATES[number])
        self._render()  # it shows what is booked, not what was pressed

    def _render(self) -> None:
        vm = self._vm
        name = vm.target.name
        for table in (self.table, self.lines):
            table.set_rows(vm.rows)
        self.lines.select(vm.target.account)  # nothing else there names what the buttons act on
        self._target.setText(name)
        self._states.choose(_STATES.index(vm.target_state))
        self._states.setAccessibleName(
            translate("Accounts", "What {name} may do").format(name=name)
        )
        self._cancel.setAccessibleName(
            translate("Accounts", "Cancel all orders of {name}").format(name=name)
        )
        self._flatten.setAccessibleName(translate("Accounts", "Flatten {name}").format(name=name))
        self._flatten.setToolTip(
            translate("Accounts", "Hold for a second to flatten {name}").format(name=name)
        )
        self._pending.setText("\n".join(vm.pending))
        self._pending.setVisible(bool(vm.pending))

    def minimumSizeHint(self) -> QSize:
        wide = super().minimumSizeHint()
        return QSize(self._theme.em(LEAST_EM), wide.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        table, bar = self.table.least_width, self.table.verticalScrollBar().sizeHint().width()
        wide = self.width() >= max(self._theme.em(TABLE_EM), table + bar)
        for part in (self._target, self._states):
            part.setVisible(wide)
        self._pages.setCurrentWidget(self.table if wide else self.lines)

    def _actions(self, row: AccountRow) -> Sequence[RowAction]:
        vm, account, name = self._vm, row.account.account, row.account.name
        states = [
            (
                translate("Accounts", "Set {name} {state}").format(
                    name=name, state=formats.trading_state(state)
                ),
                partial(vm.set_state, account, state),
            )
            for state in _STATES
            if state is not row.state
        ]
        found = [
            *states,
            (
                translate("Accounts", "Cancel all orders of {name}").format(name=name),
                partial(vm.cancel_all, account),
            ),
            (
                translate("Accounts", "Flatten {name}").format(name=name),
                partial(vm.flatten, account),
            ),
        ]
        if (cash := vm.starting_cash(account)) is not None:
            found.append(
                (
                    translate("Accounts", "Reset {name} …").format(name=name),
                    partial(self._ask_for_reset, row.account, cash),
                )
            )
        return found

    def _ask_for_reset(self, account: AccountEntry, cash: Decimal) -> None:
        self._show_sheet(lambda under: ResetSheet(self._vm, account, cash, self._theme, under))


class ResetSheet(Sheet):
    """Asks for the cash that a paper account is to begin anew with; it takes a hold to do it."""

    def __init__(
        self,
        vm: AccountStatesViewModel,
        account: AccountEntry,
        cash: Decimal,
        theme: Theme,
        under: QWidget,
    ) -> None:
        self._vm = vm
        self._account = account.account
        name = account.name
        explains = label(
            theme,
            translate(
                "Accounts",
                "The orders of {name} are cancelled, what it holds is forgotten, and"
                " its day and its journal begin anew. Hold the button for a second,"
                " with the mouse or the space bar.",
            ).format(name=name),
            token="t2",
        )
        explains.setWordWrap(True)
        self._cash = QLineEdit(f"{cash:f}")
        self._cash.setAccessibleName(translate("Accounts", "Cash to begin with, in US dollars"))
        self._cash.textChanged.connect(lambda _: self._offer())
        cancel = button(
            translate("Accounts", "Cancel"),
            "standard",
            self.put_away,
            translate("Accounts", "Cancel, leave {name} as it is").format(name=name),
        )
        self._reset = HoldButton(
            theme, translate("Accounts", "Reset {name}").format(name=name), self._act
        )
        super().__init__(
            theme,
            translate("Accounts", "Reset {name}?").format(name=name),
            (explains, self._cash),
            (cancel, self._reset),
            under,
        )

    def _typed(self) -> Decimal | None:
        """The amount that is typed; None for what is none above zero."""
        try:
            cash = Decimal(self._cash.text().replace(",", "").strip())
        except InvalidOperation:
            return None
        return cash if cash.is_finite() and cash > 0 else None

    def _offer(self) -> None:
        self._reset.setEnabled(self._typed() is not None)

    def _act(self) -> None:
        cash = self._typed()
        if cash is not None:
            self.put_away()
            self._vm.reset(self._account, cash)


def _say(row: AccountRow) -> str:
    """The row as one sentence."""
    waits = (
        translate("Accounts", ", entries wait: {waits}").format(waits=row.waits)
        if row.waits
        else ""
    )
    reach = "; ".join(map(_reach_words, row.reaches)) or translate("Accounts", "flat")
    return translate(
        "Accounts",
        "{name}, {mode}, {state}{waits}, day {day_net}, margin {amount},"
        " buying power {amount_2}, {reach}, {text} orders, automation"
        " {automation}",
    ).format(
        name=row.account.name,
        mode=row.account.mode,
        state=within(translate("Accounts", _STATE_WORDS[row.state])),
        waits=waits,
        day_net=formats.signed_money(row.day_net),
        amount=formats.money(row.margin_used),
        amount_2=formats.money(row.buying_power),
        reach=reach,
        text=_orders(row).text,
        automation=within(translate("Accounts", _SWITCHES[row.automation][0])),
    )


def _reach_words(reach: Reach) -> str:
    """An exposure in words: `ESH2024 long 2, at most 5, at least −1, limit 20`."""
    one = reach.exposure
    unknown = (
        translate("Accounts", ", {unknown} of unknown outcome").format(unknown=one.working.unknown)
        if one.working.unknown
        else ""
    )
    limit = (
        translate("Accounts", ", limit {limit}").format(limit=formats.quantity(reach.limit))
        if reach.limit
        else ""
    )
    return translate(
        "Accounts", "{symbol} {held_words}, at most {signed}, at least {signed_2}{unknown}{limit}"
    ).format(
        symbol=one.symbol,
        held_words=_held_words(one.held),
        signed=_signed(one.most),
        signed_2=_signed(one.least),
        unknown=unknown,
        limit=limit,
    )


def _held_words(held: Decimal) -> str:
    if not held:
        return translate("Accounts", "flat")
    size = formats.quantity(abs(held))
    if held > 0:
        return translate("Accounts", "long {size}").format(size=size)
    return translate("Accounts", "short {size}").format(size=size)


def _signed(value: Decimal) -> str:
    return formats.signed(value.normalize() + 0)


def _lines(row: AccountRow) -> Cell:
    """The account with its equity, and below what its day made and what it may do."""
    day, entries = _day(row), _entries(row)
    below = day._replace(at_end=translate("Accounts", _STATE_WORDS[row.state]))
    if row.waits:
        below = entries._replace(at_end=day.text)
    name, equity = row.account.name, formats.money(row.equity)
    tip = f"{_say(row)}."
    return Cell(name, role="strong", badge=row.account.mode, at_end=equity, below=below, tip=tip)


def _entries(row: AccountRow) -> Cell:
    if not row.waits:
        return Cell(translate("Accounts", "Allowed"), "t2")
    return Cell(
        translate("Accounts", "Wait: {waits}").format(waits=row.waits),
        "error",
        tip=translate("Accounts", "New entries wait: {waits}. Exits work.").format(waits=row.waits),
    )


def _held(row: AccountRow) -> Cell:
    held = [one.exposure for one in row.reaches if one.exposure.held]
    tip = "\n".join(map(_reach_words, row.reaches))
    if not held:
        return Cell(translate("Accounts", "Flat"), "t3", tip=tip)
    if len(held) > 1:
        return Cell(
            translate("Accounts", "{count} symbols").format(count=len(held)), role="strong", tip=tip
        )
    (one,) = held
    long, size = one.held > 0, formats.quantity(abs(one.held))
    token, glyph = ("buy", "▲") if long else ("sell", "▼")
    return Cell(f"{size} {formats.symbol(one.symbol)}", token, "strong", glyph=glyph, tip=tip)


def _worst(row: AccountRow) -> Cell:
    """How far the position with the furthest to go could come on either side."""
    if not row.reaches:
        return Cell(formats.NOTHING, "t3")
    furthest = max(row.reaches, key=lambda r: max(abs(r.exposure.most), abs(r.exposure.least)))
    unknown = sum(one.exposure.working.unknown for one in row.reaches)
    tip = "\n".join(map(_reach_words, row.reaches))
    words = f"{_signed(furthest.exposure.most)} / {_signed(furthest.exposure.least)}"
    reach = max(abs(furthest.exposure.most), abs(furthest.exposure.least))
    used = _share(reach, furthest.limit)
    if not unknown:
        return Cell(words, used=used, tip=tip)
    return Cell(
        translate("Accounts", "{words} incl. {unknown} unknown").format(
            words=words, unknown=unknown
        ),
        "unknown",
        outline="unknown",
        used=used,
        tip=tip,
    )


def _orders(row: AccountRow) -> Cell:
    tip = translate("Accounts", "Orders that left in the last 24 hours")
    if not row.orders_limit:
        return Cell(f"{row.orders_today:,}", "t2", tip=tip)
    token = _used_token(Decimal(row.orders_today), Decimal(row.orders_limit)) or "t1"
    return Cell(
        translate("Accounts", "{orders_today:,} of {orders_limit:,}").format(
            orders_today=row.orders_today, orders_limit=row.orders_limit
        ),
        token,
        used=row.orders_today / row.orders_limit,
        tip=tip,
    )


def _used_token(used: Decimal, limit: Decimal) -> str:
    """The colour of a figure that nears its limit; empty while it does not."""
    if not limit or used < limit * NEAR:
        return ""
    return "warn" if used < limit else "error"


def _day(row: AccountRow) -> Cell:
    shown = _result(row.day_net)
    if row.day_net is None or not row.loss_limit:
        return shown
    token = _used_token(-row.day_net, row.loss_limit) or shown.token
    tip = translate("Accounts", "The limit of the day's loss is {amount}").format(
        amount=formats.money(row.loss_limit)
    )
    return shown._replace(token=token, tip=tip)


def _loss_left(row: AccountRow) -> Cell:
    """What may still be lost on the day, of how much."""
    if not row.loss_limit:
        return Cell(translate("Accounts", "No limit"), "t3")
    if row.day_net is None:
        return Cell(formats.NOTHING, "t3")
    lost = max(Decimal(0), -row.day_net)
    words = translate("Accounts", "{left} of {limit}").format(
        left=formats.money(max(Decimal(0), row.loss_limit - lost)),
        limit=formats.plain_money(row.loss_limit),
    )
    token = _used_token(lost, row.loss_limit) or "t1"
    return Cell(words, token, used=_share(lost, row.loss_limit))


def _share(used: Decimal, limit: Decimal) -> float | None:
    """How much of a limit is used; None where there is none."""
    return float(used / limit) if limit else None


def _margin(row: AccountRow) -> Cell:
    """What is tied up, coloured where it nears what the account is worth."""
    used, power = row.margin_used, row.buying_power
    token = _used_token(used, max(used + power, Decimal(1))) or ("t1" if used else "t3")
    return Cell(formats.money(used), token, tip=_tied_up(row))


def _buying_power(row: AccountRow) -> Cell:
    token = "t1" if row.buying_power > 0 else "error"
    return Cell(formats.money(row.buying_power), token, tip=_tied_up(row))


def _tied_up(row: AccountRow) -> str:
    used, power = formats.money(row.margin_used), formats.money(max(Decimal(0), row.buying_power))
    words = translate(
        "Accounts", "Positions and working orders tie up {used}; a new order may tie up {power}."
    ).format(used=used, power=power)
    if row.equity is None:
        words += translate("Accounts", " What has no price now counts at its cost.")
    return words


def _automation(row: AccountRow) -> Cell:
    source, token = _SWITCHES[row.automation]
    words = translate("Accounts", source)
    return Cell(words, token, tip=row.held_back)


def _result(value: Decimal | None, role: str = "body") -> Cell:
    return Cell(formats.signed_money(value), formats.result_token(value), role)


def _total(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum; not known while one of its values is not."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _columns() -> list[Column[AccountRow]]:
    money = Cell("−$11,286.10", role="strong")
    return [
        Column(
            mark("Column", "Account"),
            12.5,
            lambda r: Cell(r.account.name, badge=r.account.mode),
            sample=Cell("Simulator 100K", badge="sandbox"),
            total=lambda rows: Cell(translate("Accounts", "All accounts"), "t1", "strong"),
        ),
        Column(
            mark("Column", "State"),
            6,
            lambda r: Cell(
                translate("Accounts", _STATE_WORDS[r.state]), _TOKENS[r.state], "medium"
            ),
            sample=Cell(translate("Accounts", "Reducing"), role="medium"),
        ),
        Column(
            mark("Column", "Entries"),
            9,
            _entries,
            stretch=True,
            sample=Cell(translate("Accounts", "Wait: kill switch")),
        ),
        Column(
            mark("Column", "Equity"),
            8,
            lambda r: Cell(formats.money(r.equity), "t3" if r.equity is None else "t1"),
            right=True,
            sample=Cell("$1,111,286.10", role="strong"),
            leaves=3,
            order=lambda r: r.equity or 0,
            total=lambda rows: Cell(
                formats.money(_total([row.equity for row in rows])), "t1", "strong"
            ),
        ),
        Column(
            mark("Column", "Open P&L"),
            7.3,
            lambda r: _result(r.open_pnl, "strong"),
            right=True,
            sample=money,
            leaves=6,
            order=lambda r: r.open_pnl or 0,
            total=lambda rows: _result(_total([row.open_pnl for row in rows]), "strong"),
        ),
        Column(
            mark("Column", "Day P&L"),
            7.3,
            _day,
            right=True,
            sample=money,
            order=lambda r: r.day_net or 0,
            total=lambda rows: _result(_total([row.day_net for row in rows]), "strong"),
        ),
        Column(
            mark("Column", "Daily loss"),
            9,
            _loss_left,
            right=True,
            sample=Cell("$11,286.10 of $12,000"),
            leaves=8,
            order=lambda r: _share(-(r.day_net or Decimal(0)), r.loss_limit) or 0,
        ),
        Column(
            mark("Column", "Margin"),
            7.3,
            _margin,
            right=True,
            sample=Cell("$111,286.10"),
            leaves=5,
            order=lambda r: r.margin_used,
            total=lambda rows: Cell(formats.money(_total([row.margin_used for row in rows])), "t1"),
        ),
        Column(
            mark("Column", "Buying power"),
            7.3,
            _buying_power,
            right=True,
            sample=Cell("$1,111,286.10"),
            leaves=2,
            order=lambda r: r.buying_power,
            total=lambda rows: Cell(
                formats.money(_total([row.buying_power for row in rows])), "t1"
            ),
        ),
        Column(
            mark("Column", "Position"),
            8.5,
            _held,
            sample=Cell("10 MNQH2024", role="strong", glyph="▼"),
        ),
        Column(
            mark("Column", "Worst case"),
            8.5,
            _worst,
            sample=Cell(translate("Accounts", "+10 / −10 incl. 1 unknown")),
            leaves=7,
        ),
        Column(
            mark("Column", "Orders 24 h"),
            6.5,
            _orders,
            right=True,
            sample=Cell(translate("Accounts", "100 of 1,000")),
            leaves=1,
            order=lambda r: r.orders_today,
        ),
        Column(
            mark("Column", "Automation"),
            6,
            _automation,
            sample=Cell(translate("Accounts", "Blocked")),
            leaves=4,
        ),
    ]
