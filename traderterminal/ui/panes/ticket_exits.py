"""The ticket's rows of exits: a template, stop and targets, and the rules that move the stop."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import mark, translate
from traderterminal.ui.panes.ticket_fields import Choice, UnitField
from traderterminal.ui.panes.ticket_prices import LABEL_EM, ROW_EM, ROW_GAP
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.strategy_settings import UNIT_WORDS
from traderterminal.ui.viewmodels.ticket_exits import SIGNS, TRAILS, UNITS, Planned, TicketExits
from traderterminal.ui.widgets.controls import Segments, button, label

MORE_EM: Final = 1.83
MORE_WORDS_EM: Final = 21.0
#: The units that have a segment; the others are typed by their sign.
SHOWN_UNITS: Final = ("t", "$", "pt")
UNIT_TIP: Final = mark("Ticket", "Or with a unit of its own: 16t, 4pt, $200, 0.5%, @4790.25")
TIPS: Final = {
    "stop": UNIT_TIP,
    "target": mark(
        "Ticket",
        "Several with their quantities: 16 x2; 32 x1. Or with a unit of its own: 16t, 4pt, $200,"
        " 0.5%, @4790.25",
    ),
    "trail": mark("Ticket", "The stop follows at this distance: 8t, 2pt, 0.5%"),
    "trail_from": mark("Ticket", "The price from which on the stop follows; empty: at once"),
    "break_even": mark("Ticket", "After so many ticks in favour the stop goes to the entry"),
    "offset": mark("Ticket", "So many ticks beyond the entry"),
    "minutes": mark("Ticket", "Out at the market after so many minutes"),
}
#: The rules behind the fold: two fields in a row, each with its words before it.
RULES: Final = (
    ((mark("Ticket", "Trail"), "trail"), (mark("Ticket", "from"), "trail_from")),
    ((mark("Ticket", "Even after"), "break_even"), (mark("Ticket", "plus"), "offset")),
    ((mark("Ticket", "Out after"), "minutes"),),
)
NAMES: Final = {
    "stop": mark("Ticket", "Stop loss"),
    "target": mark("Ticket", "Targets"),
    "trail": mark("Ticket", "Trail the stop by"),
    "trail_from": mark("Ticket", "Trail the stop from"),
    "break_even": mark("Ticket", "Break even after"),
    "offset": mark("Ticket", "Break even plus"),
    "minutes": mark("Ticket", "Out after"),
}


class ExitRows(QWidget):
    """Draws the exits of a ticket; `resized` hears of more or fewer rows."""

    def __init__(self, exits: TicketExits, theme: Theme, resized: Callable[[], object]) -> None:
        super().__init__()
        self._exits = exits
        self._theme = theme
        self._resized = resized
        self._shared = False
        self._shown: tuple[bool, bool] = (False, False)
        self._fields = {row: self._field(row) for row in NAMES}
        self._make_head()
        self._more = button("", "quiet", self._refold, translate("Ticket", "More exits"))
        self._more.setCheckable(True)
        self._more.setStyleSheet("text-align: left;")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(ROW_GAP)
        rows.addLayout(self._head)
        self._levels = self._lay_out_levels()
        self._rules = self._lay_out_rules()
        for part in (self._levels, self._more, self._rules):
            part.hide()
            rows.addWidget(part)

    def _field(self, row: str) -> UnitField:
        exits = self._exits
        take, step = partial(exits.take, row), partial(exits.step, row)
        return UnitField(
            self._theme, translate("Ticket", NAMES[row]), step, take, translate("Ticket", TIPS[row])
        )

    def _make_head(self) -> None:
        theme, exits = self._theme, self._exits
        self._template = Choice(
            theme, translate("Ticket", "Exits"), (translate("Ticket", "No exits"),), exits.choose
        )
        names = tuple(_shown(sign) for sign in SHOWN_UNITS)
        self._units = Segments(
            names, lambda n: exits.choose_unit(UNITS[SHOWN_UNITS[n]]), stretch=False
        )
        self._units.setAccessibleName(translate("Ticket", "Unit of the exits"))
        for number, sign in enumerate(SHOWN_UNITS):
            self._units.name(number, translate("Automation", UNIT_WORDS[UNITS[sign]]))
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.em(0.6))
        words = label(theme, translate("Ticket", "Exits"), token="t3")
        words.setFixedWidth(theme.em(LABEL_EM))
        self._head.addWidget(words)
        self._head.addWidget(self._template, 1)
        self._head.addWidget(self._units)

    def _lay_out_levels(self) -> QWidget:
        theme, part = self._theme, QWidget()
        self._figures = {row: _Figures(theme) for row in ("stop", "target")}
        self._names = {
            row: label(theme, words, token="t3")
            for row, words in (
                ("stop", translate("Ticket", "Stop")),
                ("target", translate("Ticket", "Target")),
            )
        }
        self._grid = QGridLayout(part)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.em(0.6))
        self._grid.setVerticalSpacing(ROW_GAP)
        self._grid.setColumnMinimumWidth(0, theme.em(LABEL_EM))
        self._place_levels()
        return part

    def _place_levels(self) -> None:
        """Stop and target one below the other with their figures, or in one row without them."""
        grid, shared = self._grid, self._shared
        for number, row in enumerate(("stop", "target")):
            at, column = (0, 2 * number) if shared else (number, 0)
            for widget in (self._names[row], self._fields[row], self._figures[row]):
                grid.removeWidget(widget)
            grid.addWidget(self._names[row], at, column)
            grid.addWidget(self._fields[row], at, column + 1)
            self._figures[row].setVisible(not shared)
            if not shared:
                grid.addWidget(self._figures[row], at, column + 2)
        for column, stretch in enumerate((0, 1, 0, 1) if shared else (0, 2, 3, 0)):
            grid.setColumnStretch(column, stretch)

    def _lay_out_rules(self) -> QWidget:
        theme, part = self._theme, QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(0.6))
        grid.setVerticalSpacing(ROW_GAP)
        grid.setColumnMinimumWidth(0, theme.em(LABEL_EM))
        for number, rules in enumerate(RULES):
            for place, (words, row) in enumerate(rules):
                grid.addWidget(
                    label(theme, translate("Ticket", words), token="t3"), number, 2 * place
                )
                grid.addWidget(self._fields[row], number, 2 * place + 1)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        return part

    @property
    def tab_order(self) -> Sequence[QWidget]:
        """The fields in the order in which Tab reaches them."""
        fields = [field.field for field in self._fields.values()]
        units = self._units.findChildren(QPushButton)
        return [self._template, *units, *fields[:2], self._more, *fields[2:]]

    def needed(self, *, shared: bool) -> int:
        """The pixels that the rows need, stop and target in one row or not."""
        row = self._theme.em(ROW_EM)
        height = row
        if self._exits.open:
            levels = 1 if shared else 2
            height += levels * (row + ROW_GAP) + self._theme.em(MORE_EM) + ROW_GAP
        if self._unfolded:
            height += len(RULES) * (row + ROW_GAP)
        return height

    @property
    def _unfolded(self) -> bool:
        return self._exits.open and self._more.isChecked()

    def share(self, shared: bool) -> None:
        """Let stop and target share a row, or not."""
        if shared != self._shared:
            self._shared = shared
            self._place_levels()

    def _refold(self) -> None:
        self.render_fields()

    def render_fields(self) -> None:
        """Show what is filled in."""
        exits = self._exits
        self._template.offer(exits.offers, exits.chosen)
        sign = SIGNS[exits.typed.unit]
        if sign in SHOWN_UNITS:
            self._units.choose(SHOWN_UNITS.index(sign))
        self._units.setVisible(exits.open)
        for row, field in self._fields.items():
            text = getattr(exits.typed, row)
            field.show_entry(text, self._unit(row, text), exits.problems.get(row, ""))
        self._more.setText(self._more_words())
        shown = (exits.open, self._unfolded)
        if shown != self._shown:
            self._shown = shown
            self._levels.setVisible(exits.open)
            self._more.setVisible(exits.open)
            self._rules.setVisible(self._unfolded)
            self._resized()

    def _more_words(self) -> str:
        rules = self._exits.typed.rules
        words = ", ".join(rules)
        words = (
            words[:1].upper() + words[1:]
            if rules
            else translate("Ticket", "Trail, break even, time")
        )
        self._more.setToolTip(words if rules else "")
        words = f"{'▾' if self._more.isChecked() else '▸'} {words}"
        elide, room = Qt.TextElideMode.ElideRight, self._theme.em(MORE_WORDS_EM)
        return self._theme.metrics("strong").elidedText(words, elide, room)

    def _unit(self, row: str, text: str) -> str:
        """The unit that a number of the row counts in, unless it has a sign of its own."""
        if any(sign in text for sign in UNITS):
            return ""
        unit = self._exits.typed.unit
        match row:
            case "stop" | "target":
                return _shown(SIGNS[unit])
            case "trail":
                return SIGNS[unit] if unit in TRAILS else "t"
            case "break_even" | "offset":
                return "t"
            case "minutes":
                return translate("Ticket", "min")
            case _:
                return ""

    def show_levels(
        self, stop: Planned | None, targets: Planned | None, instrument: Instrument
    ) -> None:
        """Show where the exits of an entry would rest and what they would come to."""
        self._figures["stop"].show_planned(stop, instrument)
        self._figures["target"].show_planned(targets, instrument)


class _Figures(QWidget):
    """A price and a result; painted, because both follow the market."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._price = ""
        self._result = ""
        self.setFixedHeight(theme.em(ROW_EM))

    def show_planned(self, planned: Planned | None, instrument: Instrument) -> None:
        """Show one level, or the nearest of several with how many more there are."""
        price = result = ""
        if planned is not None:
            more = f" +{planned.count - 1}" if planned.count > 1 else ""
            price = formats.price(planned.price, instrument) + more
            result = formats.signed_money(planned.result)
        if (price, result) != (self._price, self._result):
            self._price, self._result = price, result
            self.setAccessibleName(
                translate("Ticket", "at {price}, {result}").format(price=price, result=result)
                if price
                else ""
            )
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, room = self._theme, QPainter(self), QRectF(self.rect())
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("caption_strong"))
        painter.setPen(theme.color("t1"))
        painter.drawText(room, right | middle, self._result)
        taken = theme.metrics("caption_strong").horizontalAdvance(self._result)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("t2"))
        if theme.metrics("caption").horizontalAdvance(self._price) + taken < room.width():
            painter.drawText(room, left | middle, self._price)
        painter.end()


def _shown(sign: str) -> str:
    """What a unit is called; money, which is typed with `$`, goes by the accounts' currency."""
    return formats.money_sign().strip() if sign == SIGNS["money"] else sign
