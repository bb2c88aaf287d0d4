"""Open positions."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from traderterminal.domain.orders import Where
from traderterminal.kit.language import mark, translate, within
from traderterminal.ui.panes.trading_cells import PLACE_ICONS, cell_in_r, symbol_cell
from traderterminal.ui.tables.table import Cell, Column, RowAction, TableView
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.positions import PositionRow, PositionsViewModel
from traderterminal.ui.widgets.empty_state import EmptyState, OrEmpty
from traderterminal.ui.widgets.surface import lay_on


class PositionsPane(QWidget):
    """Open positions with their live result, and the way out of each."""

    def __init__(self, vm: PositionsViewModel, theme: Theme) -> None:
        super().__init__()
        self._vm = vm
        lay_on(self, theme)
        self.table: TableView[PositionRow] = TableView(
            _position_columns(vm),
            lambda row: row.key,
            theme,
            mark("Table", "Positions"),
            describe=_say_position,
            actions=self._actions,
        )
        empty = EmptyState(
            theme,
            "orders",
            translate("Positions", "No open positions"),
            translate("Positions", "A fill opens one."),
        )
        self._pages = OrEmpty(self.table, empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def _render(self) -> None:
        rows = self._vm.rows
        self.table.set_rows(rows)
        self._pages.show_content(bool(rows))

    def _actions(self, row: PositionRow) -> Sequence[RowAction]:
        position = row.position
        words = translate("Positions", "Close {symbol}").format(symbol=position.symbol)
        return [(words, lambda: self._vm.flatten(position.account, position.symbol))]


def _say_position(row: PositionRow) -> str:
    """The row as one sentence."""
    position = row.position
    side = (
        translate("Positions", "long") if position.quantity > 0 else translate("Positions", "short")
    )
    stop = (
        translate("Positions", "no stop")
        if row.protection.where is None
        else translate("Positions", "stop {place}").format(place=within(_place(row)))
    )
    return translate(
        "Positions",
        "{side} {quantity} {symbol} from {average_price}, open {open_pnl}, {stop}, {name}, {mode}",
    ).format(
        side=side,
        quantity=formats.quantity(abs(position.quantity)),
        symbol=position.symbol,
        average_price=formats.price(position.average_price, row.instrument),
        open_pnl=formats.signed_money(row.open_pnl),
        stop=stop,
        name=row.account.name,
        mode=row.account.mode,
    )


def _place(row: PositionRow) -> str:
    where = row.protection.where
    return "" if where is None else formats.place(where)


def _result(row: PositionRow, value: Decimal | None, role: str = "body") -> Cell:
    band = formats.neutral_band(row.instrument, row.position.quantity)
    return Cell(formats.signed_money(value), formats.result_token(value, band), role)


def _side(row: PositionRow) -> Cell:
    long = row.position.quantity > 0
    size = formats.quantity(abs(row.position.quantity))
    if long:
        return Cell(
            translate("Positions", "Long {size}").format(size=size), "buy", "strong", glyph="▲"
        )
    return Cell(
        translate("Positions", "Short {size}").format(size=size), "sell", "strong", glyph="▼"
    )


def _last(row: PositionRow) -> Cell:
    shown = formats.price(row.last, row.instrument)
    if row.silent_s is None:
        return Cell(shown, "t3" if row.last is None else "t1")
    return Cell(
        shown,
        "stale",
        tip=translate("Positions", "{shown} · {age} old").format(
            shown=shown, age=formats.age(row.silent_s)
        ),
    )


def _ticks(row: PositionRow) -> Cell:
    if row.ticks is None:
        return Cell(formats.NOTHING, "t3")
    return Cell(formats.signed(round(row.ticks)), "t2")


def _if_stopped(row: PositionRow) -> Cell:
    value = row.if_stopped
    if value is None:
        return Cell(
            translate("Positions", "no limit"),
            "warn",
            tip=translate("Positions", "No stop limits the loss of the whole position."),
        )
    return Cell(formats.signed_money(value))


def _stop_at(row: PositionRow) -> Cell:
    held, covered = abs(row.position.quantity), row.protection.covered
    if row.protection.where is None:
        return Cell(translate("Positions", "No stop"), "warn")
    if covered < held:
        part = translate("Positions", "{covered} of {held}").format(
            covered=formats.quantity(covered), held=formats.quantity(held)
        )
        return Cell(
            part,
            "warn",
            tip=translate("Positions", "{place}; the rest has no stop.").format(place=_place(row)),
        )
    exposed = row.protection.where is Where.LOCAL and not row.account.is_paper
    icon = PLACE_ICONS[row.protection.where]
    return Cell(_place(row), "warn" if exposed else "t2", glyph=icon)


def _in_r(row: PositionRow) -> Cell:
    meaning = translate(
        "Positions",
        "Open result as a multiple of {risk}, which the stops would have lost that the entries"
        " were sent with.",
    )
    return cell_in_r(row.r, row.risk, meaning)


def _sum(rows: Sequence[PositionRow], values: Sequence[Decimal | None]) -> Cell:
    """The total of a column; not known while one of its values is not."""
    known = [value for value in values if value is not None]
    total = sum(known, Decimal(0)) if len(known) == len(rows) else None
    return Cell(formats.signed_money(total), formats.result_token(total), "strong")


def _day_total(rows: Sequence[PositionRow]) -> Cell:
    total = _sum(rows, [row.day_pnl for row in rows])
    tip = translate(
        "Positions",
        "What the symbols that are held made today. The day's result counts those that were"
        " closed, too.",
    )
    return total._replace(tip=tip)


def _stopped_total(rows: Sequence[PositionRow]) -> Cell:
    values = [row.if_stopped for row in rows]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Cell(translate("Positions", "no limit"), "warn", "strong")
    return Cell(formats.signed_money(sum(known, Decimal(0))), "t1", "strong")


def _position_columns(vm: PositionsViewModel) -> list[Column[PositionRow]]:
    price, money = Cell("111,240.00"), Cell("−$11,286.10", role="strong")
    return [
        Column(
            mark("Column", "Account"),
            12.5,
            lambda r: Cell(r.account.name, badge=r.account.mode),
            sample=Cell("Simulator 100K", badge="sandbox"),
            stretch=True,
            total=lambda rows: Cell(translate("Positions", "All open positions"), "t1", "strong"),
        ),
        Column(
            mark("Column", "Symbol"),
            6.7,
            lambda r: symbol_cell(r.position.symbol),
            sample=Cell("MNQH2024", role="strong"),
        ),
        Column(
            mark("Column", "Position"),
            6.3,
            _side,
            sample=Cell(translate("Positions", "Short 100"), role="strong", glyph="▼"),
            order=lambda r: r.position.quantity,
        ),
        Column(
            mark("Column", "Avg price"),
            6.3,
            lambda r: Cell(formats.price(r.position.average_price, r.instrument)),
            right=True,
            sample=price,
            leaves=6,
            order=lambda r: r.position.average_price or 0,
        ),
        Column(
            mark("Column", "Last"),
            6,
            _last,
            right=True,
            sample=price,
            leaves=4,
            order=lambda r: r.last or 0,
        ),
        Column(
            mark("Column", "Open P&L"),
            7.3,
            lambda r: _result(r, r.open_pnl, "strong"),
            right=True,
            sample=money,
            order=lambda r: r.open_pnl or 0,
            total=lambda rows: _sum(rows, [row.open_pnl for row in rows]),
        ),
        Column(
            mark("Column", "Ticks"),
            4.2,
            _ticks,
            right=True,
            sample=Cell("−1,000"),
            leaves=2,
            order=lambda r: r.ticks or 0,
        ),
        Column(
            mark("Column", "Day P&L"),
            7.3,
            lambda r: _result(r, r.day_pnl),
            right=True,
            sample=money,
            leaves=5,
            order=lambda r: r.day_pnl or 0,
            total=_day_total,
        ),
        Column(
            mark("Column", "If stopped"),
            7,
            _if_stopped,
            right=True,
            sample=money,
            leaves=7,
            order=lambda r: Decimal("-Infinity") if r.if_stopped is None else r.if_stopped,
            total=_stopped_total,
        ),
        Column(
            mark("Column", "Stop rests at"),
            7.8,
            _stop_at,
            sample=Cell(translate("Positions", "This computer"), glyph="broker"),
            leaves=3,
        ),
        Column(
            mark("Column", "R"),
            3.7,
            _in_r,
            right=True,
            sample=Cell("−10.50"),
            leaves=1,
            order=lambda r: Decimal("-Infinity") if r.r is None else r.r,
        ),
        Column(
            "",
            4.5,
            lambda r: Cell(
                translate("Positions", "Close"),
                "t1",
                "strong",
                outline="accent",
                spoken=translate("Positions", "Close {symbol}").format(symbol=r.position.symbol),
            ),
            sample=Cell(translate("Positions", "Close"), role="strong", outline="accent"),
            press=lambda r: vm.flatten(r.position.account, r.position.symbol),
            gets_out=True,
            name=mark("Column", "Close button"),
        ),
    ]
