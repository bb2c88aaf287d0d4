"""The order ticket: what to send, what it would come to, and the ways out, always in one place."""

import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.fills import Side
from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.panes.arming_sheets import ConfirmSheet
from traderterminal.ui.panes.give_way import STEPS_OF, Fitting, fit
from traderterminal.ui.panes.side_button import PriceButton, QuickButton
from traderterminal.ui.panes.ticket_exits import ExitRows
from traderterminal.ui.panes.ticket_prices import ROW_GAP, PriceRows
from traderterminal.ui.panes.ticket_rows import (
    MOST_ROOMS,
    AccountRow,
    AccountWords,
    Figure,
    SentList,
    SymbolRow,
    SymbolWords,
    WhatIfGroup,
    sent_height,
    what_if_height,
)
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.order_preview import held_words
from traderterminal.ui.viewmodels.sending import Question
from traderterminal.ui.viewmodels.ticket import TicketViewModel
from traderterminal.ui.viewmodels.ticket_form import Form
from traderterminal.ui.viewmodels.what_if import WhatIf
from traderterminal.ui.widgets.controls import BADGE_WORDS, button
from traderterminal.ui.widgets.mode_band import ModeBand
from traderterminal.ui.widgets.sheet import ShowSheet
from traderterminal.ui.widgets.ways_out import make_way_out

SIDE_PADDING: Final = 10
BAND_PX: Final = 2
LIVE_BAND_PX: Final = 4
WIDTH_EM: Final = 24.7
LINE_EM: Final = 1.3
WRAPPED: Final = int(
    (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value
)
PRESET_KEYS: Final = (
    Qt.Key.Key_1,
    Qt.Key.Key_2,
    Qt.Key.Key_3,
    Qt.Key.Key_4,
    Qt.Key.Key_5,
)
#: The line under the buttons keeps room for so many lines, so that the usual ones move nothing.
LEAST_LINES: Final = 2


class TicketPane(QWidget):
    """Draws a `TicketViewModel` and forwards what the trader does to it."""

    def __init__(self, vm: TicketViewModel, theme: Theme, show_sheet: ShowSheet) -> None:
        super().__init__()
        self._vm = vm
        self._theme = theme
        self._show_sheet = show_sheet
        self._mode = ""
        self._fitting = Fitting()
        self._limits = 1  # for how many limits the what-if keeps room
        self.setFixedWidth(theme.em(WIDTH_EM))
        self.setAutoFillBackground(True)
        self._lay_out()
        self._order_tabs()
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self.destroyed.connect(vm.sending.asking.connect(self._ask))
        self.destroyed.connect(vm.form.changed.connect(lambda _: self._change_form()))
        self._render()

    def _ask(self, question: Question) -> None:
        confirm = partial(self._vm.sending.confirm, question)
        self._show_sheet(lambda under: ConfirmSheet(question, confirm, self._theme, under))

    def sizeHint(self) -> QSize:
        fullest, *_, least = STEPS_OF[self._vm.form.chosen]
        return QSize(self._theme.em(WIDTH_EM), self._needed(least if least.folded else fullest))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.em(WIDTH_EM), self._theme.em(24))

    # Laying out.

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._band = ModeBand(self._theme, BAND_PX, LIVE_BAND_PX)
        outer.addWidget(self._band)
        self._account = AccountRow(self._theme, self._vm.accounts.choose)
        self._symbol = SymbolRow(self._theme)
        self._unfold = button(
            translate("Ticket", "Show the whole ticket"),
            "small",
            partial(self._vm.form.choose, Form.WHOLE),
        )
        icons.set_on(self._unfold, "open list", token="t2")
        outer.addLayout(self._rows(self._account, self._symbol, self._unfold, above=ROW_GAP))
        self._scrolled = self._add_scrolled()
        outer.addWidget(self._scrolled)
        self._add_sides(outer)
        outer.addStretch(1)
        self._add_ways_out(outer)

    def _rows(self, *rows: QWidget, above: int, below: int = 0) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(SIDE_PADDING, above, SIDE_PADDING, below)
        made.setSpacing(ROW_GAP)
        for row in rows:
            made.addWidget(row)
        return made

    def _add_scrolled(self) -> "_Scrolled":
        """Rows 3 to 8: they scroll once nothing else can give way."""
        self._prices = PriceRows(self._vm, self._theme, self._refit)
        self._exits = ExitRows(self._vm.exits, self._theme, self._refit)
        self._what_if = WhatIfGroup(self._theme, self._vm.copy_size)
        inside = QWidget()
        rows = self._rows(self._prices, self._exits, self._what_if, above=ROW_GAP)
        rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside.setLayout(rows)
        scroll = _Scrolled()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        scroll.setWidget(inside)
        for transparent in (scroll.viewport(), inside):  # the pane's tint shows through
            transparent.setAutoFillBackground(False)
        return scroll

    def _add_sides(self, outer: QVBoxLayout) -> None:
        theme, vm = self._theme, self._vm
        quick = QHBoxLayout()
        quick.setContentsMargins(SIDE_PADDING, ROW_GAP, SIDE_PADDING, 0)
        quick.setSpacing(4)
        self._quick = [
            QuickButton(theme, side, words, partial(act, side), vm.refuse)
            for words, side, act in (
                (translate("Ticket", "Join ask"), Side.SELL, vm.join),
                (translate("Ticket", "Hit bid"), Side.SELL, vm.take),
                (translate("Ticket", "Lift ask"), Side.BUY, vm.take),
                (translate("Ticket", "Join bid"), Side.BUY, vm.join),
            )
        ]
        for made in self._quick:
            quick.addWidget(made)
        self._quick_row = quick
        outer.addLayout(quick)
        sides = QHBoxLayout()
        sides.setContentsMargins(SIDE_PADDING, ROW_GAP - 2, SIDE_PADDING, 0)
        sides.setSpacing(6)
        self._sides = {
            side: PriceButton(theme, side, partial(vm.send, side), vm.refuse, self._render_thought)
            for side in (Side.SELL, Side.BUY)
        }
        for each in self._sides.values():
            sides.addWidget(each)
        outer.addLayout(sides)
        self._line = _Line(theme, self._refit)
        outer.addLayout(self._rows(self._line, above=6))
        self._sent = SentList(theme)
        outer.addWidget(_hairline(theme))
        outer.addLayout(self._rows(self._sent, above=4, below=4))

    def _add_ways_out(self, outer: QVBoxLayout) -> None:
        vm, theme = self._vm, self._theme
        outer.addWidget(_hairline(theme))
        cancels = QHBoxLayout()
        cancels.setContentsMargins(SIDE_PADDING, ROW_GAP, SIDE_PADDING, 0)
        cancels.setSpacing(6)
        self._cancels = [
            button(translate("Ticket", "Cancel all"), "standard", vm.cancel_all),
            button(translate("Ticket", "Cancel buys"), "standard", lambda: vm.cancel_all(Side.BUY)),
            button(
                translate("Ticket", "Cancel sells"), "standard", lambda: vm.cancel_all(Side.SELL)
            ),
        ]
        for made in self._cancels:
            make_way_out(made)
            cancels.addWidget(made)
        outer.addLayout(cancels)
        out = QHBoxLayout()
        out.setContentsMargins(SIDE_PADDING, 6, SIDE_PADDING, SIDE_PADDING)
        out.setSpacing(6)
        self._flatten = button(translate("Ticket", "Flatten"), "exit", vm.flatten)
        make_way_out(self._flatten)
        icons.set_on(self._flatten, "flatten", token="accent", hover="accent")
        self._reverse = button(translate("Ticket", "Reverse"), "standard", vm.reverse)
        out.addWidget(self._flatten, 2)
        out.addWidget(self._reverse, 1)
        outer.addLayout(out)

    def _order_tabs(self) -> None:
        chain: list[QWidget] = [
            self._account,
            self._unfold,
            *self._prices.tab_order,
            *self._exits.tab_order,
            *self._quick,
            *self._sides.values(),
            *self._cancels,
            self._flatten,
            self._reverse,
        ]
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    # Its keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 choose a quantity and 0 that of the position, but where something is typed."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in PRESET_KEYS:
            self._vm.choose_preset(PRESET_KEYS.index(Qt.Key(key)))
        elif plain and key == Qt.Key.Key_0:
            self._vm.copy_size()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # What height there is.

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._line.measure(self.width() - 2 * SIDE_PADDING)
        self._refit()

    def _refit(self) -> None:
        fitting = fit(self.height(), self._needed, self._vm.form.chosen)
        self._what_if.fit(min(fitting.rooms, self._limits), folded=fitting.what_if_folded)
        self._exits.share(fitting.exits_share)
        self._sent.fit(fitting.sent)
        for made in self._quick:
            made.setVisible(fitting.quick)
        self._quick_row.setContentsMargins(
            SIDE_PADDING, ROW_GAP if fitting.quick else 0, SIDE_PADDING, 0
        )
        self._scrolled.setVisible(not fitting.folded)
        self._unfold.setVisible(fitting.folded)
        self._scrolled.want(self._scrolled_height(fitting))
        if fitting != self._fitting:
            self._fitting = fitting
            self._render()

    def _change_form(self) -> None:
        self._refit()
        self.updateGeometry()

    def _scrolled_height(self, fitting: Fitting) -> int:
        """How high what scrolls is, or what stands in its place."""
        if fitting.folded:
            return ROW_GAP + self._unfold.sizeHint().height()
        rows = self._prices.needed + self._exits.needed(shared=fitting.exits_share)
        shown = min(fitting.rooms, self._limits)
        group = what_if_height(self._theme, shown, folded=fitting.what_if_folded)
        return rows + group + 3 * ROW_GAP

    def _needed(self, fitting: Fitting) -> int:
        top = (
            self._band.height() + ROW_GAP + self._account.height() + ROW_GAP + self._symbol.height()
        )
        quick = ROW_GAP + self._quick[0].sizeHint().height() if fitting.quick else 0
        sides = ROW_GAP - 2 + self._sides[Side.BUY].sizeHint().height()
        said = 6 + self._line.height() + 1 + 4 + sent_height(self._theme, fitting.sent) + 4
        exits = 1 + ROW_GAP + 6 + SIDE_PADDING
        exits += self._cancels[0].sizeHint().height() + self._flatten.sizeHint().height()
        return top + self._scrolled_height(fitting) + quick + sides + said + exits

    # Drawing.

    def _render(self) -> None:
        if self._vm.instrument is None:
            return
        self._render_account()
        self._render_symbol()
        self._prices.render_fields()
        self._exits.render_fields()
        self._render_sides()
        self._render_thought()
        self._render_sent()
        self._say(
            self._flatten,
            translate("Ticket", "Flatten {symbol}").format(
                symbol=formats.symbol(self._vm.instrument.symbol)
            ),
        )

    def _say(self, made: QPushButton, words: str) -> None:
        if made.text() != words:
            made.setText(words)
            made.setAccessibleName(words)

    def _render_account(self) -> None:
        vm = self._vm
        offered = [
            AccountWords(e.account, e.name, e.mode, formats.money(vm.buying_power(e.account)))
            for e in vm.accounts.accounts
        ]
        shown = next(words for words in offered if words.account == vm.account)
        self._account.show_account(shown, offered)
        if vm.mode != self._mode:
            self._mode = vm.mode
            self._tint(BADGE_WORDS[vm.mode][1])

    def _tint(self, token: str) -> None:
        theme = self._theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.mix(token, "bg1", 0.06))
        self.setPalette(palette)
        self._band.show_mode(self._mode)

    def _render_symbol(self) -> None:
        vm, instrument, quote = self._vm, self._vm.instrument, self._vm.quote
        assert instrument is not None  # noqa: S101 - `_render` returns without one
        last = None if quote is None else quote.last if quote.last is not None else quote.mark
        change, change_token = formats.NOTHING, "t3"
        if vm.stale:
            change, change_token = vm.stale, "stale"
        elif (moved := vm.change) is not None:
            change = f"{formats.signed_price(moved.points, instrument)}  "
            change += formats.signed_percent(moved.share)
            change += translate("Ticket", " since open") if moved.since_open else ""
            change_token = self._theme.result_token(float(moved.share) * 100)
        self._symbol.show_words(
            SymbolWords(
                symbol=formats.symbol(instrument.symbol),
                last=formats.price(last, instrument),
                last_token="stale" if vm.stale else "t1",
                tick=formats.tick(instrument),
                change=change,
                change_token=change_token,
            )
        )

    def _render_sides(self) -> None:
        vm, instrument, quote = self._vm, self._vm.instrument, self._vm.quote
        assert instrument is not None  # noqa: S101 - `_render` returns without one
        size, mode = vm.shown_quantity, BADGE_WORDS[vm.mode][0].lower()
        for side, made in self._sides.items():
            corner = formats.quote("bid" if side is Side.SELL else "ask")
            price = None if quote is None else quote.bid if side is Side.SELL else quote.ask
            text, verb = formats.price(price, instrument), formats.verb(side.value)
            made.show_values(f"{verb} {size}", text, vm.stale)
            made.show_name(
                translate("Ticket", "{verb} {size} {symbol} at {corner} {text}, {mode}").format(
                    verb=verb,
                    size=size,
                    symbol=instrument.symbol,
                    corner=corner,
                    text=text,
                    mode=mode,
                )
            )
            made.show_waits(vm.words.waits(side))
        for quick in self._quick:
            quick.show_waits(vm.words.waits_at_quote(quick.side))
            quick.show_name(
                f"{quick.text()}, {formats.side(quick.side)} {size} {instrument.symbol}, {mode}"
            )

    @property
    def _considered(self) -> Side | None:
        """The side that the trader points at, else the one with the focus."""
        pointed = [side for side, made in self._sides.items() if made.underMouse()]
        focused = [side for side, made in self._sides.items() if made.hasFocus()]
        return next(iter([*pointed, *focused]), None)

    def _render_thought(self) -> None:
        """Say what a click on the side considered would come to, or on either."""
        vm, side = self._vm, self._considered
        if vm.instrument is None:
            return
        asked = {each: vm.what_if(each) for each in (Side.SELL, Side.BUY)}
        adding = side or (Side.SELL if vm.position < 0 else Side.BUY)
        shown = asked[adding]
        if side is None and not shown.rooms:  # a refused one is asked about no limit
            shown = next((found for found in asked.values() if found.rooms), shown)
        after = {each: _position_after(found) for each, found in asked.items()}
        if side is None:
            position = translate("Ticket", "Sell: {after}   Buy: {after_2}").format(
                after=after[Side.SELL], after_2=after[Side.BUY]
            )
        else:
            position = f"{held_words(vm.position)} → {after[side]}"
        fees = (
            translate("Ticket", "Fees, round turn / margin")
            if shown.is_round_turn
            else translate("Ticket", "Fees / margin")
        )
        figures = (
            Figure(translate("Ticket", "Position after"), position),
            self._if_filled(shown, adding),
            Figure(
                fees,
                f"{formats.money(shown.fees)} / {formats.money(shown.margin)}",
                "t3" if shown.preview is None else "t1",
            ),
        )
        self._what_if.show_values(figures, tuple(shown.rooms[:MOST_ROOMS]))
        if len(shown.rooms) > self._limits:
            # One that is not asked for a while, as after a refusal, keeps its place.
            self._limits = min(MOST_ROOMS, len(shown.rooms))
            self._refit()
        self._render_levels(adding)
        line = vm.line(side)
        self._line.show_words(line.words, line.token)

    def _if_filled(self, found: WhatIf, side: Side) -> Figure:
        """What the stops would lose, and what the targets that come with an order would make."""
        stopped, token = _stopped_words(found)
        targets = None if self._vm.only_reduces(side) else self._vm.planned_targets(side)
        if targets is None or found.fees is None:
            return Figure(translate("Ticket", "Loss if all stops fill"), stopped, token)
        gain = formats.signed_money(targets.result - found.fees)
        return Figure(
            translate("Ticket", "If stops fill / targets fill"), f"{stopped} / {gain}", token
        )

    def _render_levels(self, side: Side) -> None:
        vm, instrument = self._vm, self._vm.instrument
        if instrument is None:
            return
        if vm.only_reduces(side):
            self._exits.show_levels(None, None, instrument)
        else:
            self._exits.show_levels(vm.planned_stop(side), vm.planned_targets(side), instrument)

    def _render_sent(self) -> None:
        vm, shown = self._vm, self._fitting.sent
        hidden = vm.sent.unresolved - shown
        caption = (
            translate("Ticket", "Sent from here")
            if hidden <= 0
            else translate("Ticket", "Sent from here, {hidden} more unresolved").format(
                hidden=hidden
            )
        )
        self._sent.show_orders(caption, tuple(vm.sent.latest(shown)))


class _Scrolled(QScrollArea):
    """Rows that scroll where there is no height for them; a bare area would not ask for theirs."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = 0

    def want(self, height: int) -> None:
        """Ask for the height that all rows need."""
        if height != self._wanted:
            self._wanted = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class _Line(QWidget):
    """The words under the buttons: as high as they need, and never lower than the usual ones."""

    def __init__(self, theme: Theme, grown: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._grown = grown
        self._words = ""
        self._token = "t2"
        self.setFixedHeight(LEAST_LINES * theme.em(LINE_EM))

    def show_words(self, words: str, token: str) -> None:
        """Show words in a colour; they are told at once to who cannot see them."""
        if (words, token) == (self._words, self._token):
            return
        self._words, self._token = words, token
        self.setAccessibleName(words)
        self.setToolTip(words if token == "error" else "")
        if self.measure(self.width()):
            self._grown()
        self.update()

    def measure(self, width: int) -> bool:
        """Take the height that the words need at a width; True if it is another one."""
        theme = self._theme
        room = QRectF(0, 0, width, 10_000)
        needed = theme.metrics("caption").boundingRect(room, WRAPPED, self._words).height()
        least = LEAST_LINES * theme.em(LINE_EM)
        height = max(least, math.ceil(needed))
        if height == self.height():
            return False
        self.setFixedHeight(height)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color(self._token))
        painter.drawText(QRectF(self.rect()), WRAPPED, self._words)
        painter.end()


def _hairline(theme: Theme) -> QFrame:
    made = QFrame()
    made.setFixedHeight(1)
    made.setStyleSheet(f"background: {theme.hex('line1')};")
    return made


def _position_after(found: WhatIf) -> str:
    return formats.NOTHING if found.preview is None else held_words(found.preview.position_after)


def _stopped_words(found: WhatIf) -> tuple[str, str]:
    """The result if all stops fill; a loss that nothing limits is a warning."""
    if found.preview is None:
        return formats.NOTHING, "t3"
    if found.if_stopped is None:
        return translate("Ticket", "No limit"), "warn"
    return formats.signed_money(found.if_stopped), "t1"
