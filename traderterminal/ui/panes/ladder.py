"""The ladder with what stands around it: quantities, the ways in at the quote, and the ways out."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QElapsedTimer, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.language import translate
from traderterminal.ui import icons
from traderterminal.ui.ladder.widget import LadderWidget
from traderterminal.ui.lettering import draw_centred
from traderterminal.ui.panes.side_button import QuickButton, SideButton
from traderterminal.ui.panes.ticket_fields import Choice, Presets
from traderterminal.ui.pixels import PixelGrid
from traderterminal.ui.theme import Theme
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.ladder import EXTRAS, LadderViewModel
from traderterminal.ui.widgets.controls import BADGE_WORDS, button, label, paint_label
from traderterminal.ui.widgets.icon_button import IconButton
from traderterminal.ui.widgets.menu import Menu
from traderterminal.ui.widgets.mode_band import ModeBand
from traderterminal.ui.widgets.still import Still
from traderterminal.ui.widgets.title_bar import TITLE_NAME
from traderterminal.ui.widgets.ways_out import make_way_out

LIVE_BAND_PX: Final = 4
GAP: Final = 6
LINE_LINES: Final = 2
MARKET_EM: Final = 3.33
#: Which of the buttons at the quote, from the left, enter at the bid.
_AT_BID: Final = (False, True, False, True)
#: So often is shown anew what nobody reads or presses faster.
REST_EVERY_MS: Final = 200
#: How long what came of a click is said before what the next one would send where the pointer is.
SAID_FIRST_MS: Final = 4_000
#: Below these heights the ways in at the quote leave, then quantities and exits, of which the
#: ticket has the same; the prices keep their rows.
QUICK_EM: Final = 40
SIZES_EM: Final = 36
LEAST_EM: Final = 19


class LadderPane(QWidget):
    """Draws a `LadderViewModel`; its `header` stands in the title bar of the pane.

    `called` ends the names of what is in it where it is not the only one: " 2" of the second.
    """

    def __init__(self, vm: LadderViewModel, theme: Theme, called: str = "") -> None:
        super().__init__()
        self._called = called
        self._vm = vm
        self._theme = theme
        self._mode = ""
        self._since_rest = QElapsedTimer()
        self._rest_again = QTimer(self)
        self._rest_again.setSingleShot(True)
        self._rest_again.setTimerType(Qt.TimerType.PreciseTimer)  # others are early as well
        self._rest_again.timeout.connect(self._render)
        self._rest_of: object = None
        self._said = ""
        self._since_said = QElapsedTimer()
        self._named: object = None
        self._written: dict[QLabel, tuple[str, str]] = {}
        self.ladder = LadderWidget(vm, theme, self._render_line, called)
        self.header = self._make_header()
        self._band = ModeBand(theme, 0, LIVE_BAND_PX)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color("bg1"))
        self.setPalette(palette)
        self._lay_out()
        self.setFocusProxy(self.ladder)
        self.destroyed.connect(vm.changed.connect(lambda _: self._render()))
        self._render()

    def sizeHint(self) -> QSize:
        return QSize(self.ladder.sizeHint().width(), self._theme.em(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.ladder.minimumSizeHint().width(), self._theme.em(LEAST_EM))

    # Laying out.

    def _make_header(self) -> QWidget:
        theme, header = self._theme, QWidget()
        strip = QHBoxLayout(header)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(theme.em(0.67))
        title = label(theme, translate("Ladder", "Ladder") + self._called, role="strong")
        title.setObjectName(TITLE_NAME)
        self._state = _changing(label(theme, token="t3"))
        self._settings = IconButton(
            theme, "settings", translate("Ladder", "Ladder settings") + self._called, self._offer
        )
        strip.addWidget(title)
        strip.addWidget(Still(self._state), 1)
        recentre = translate("Ladder", "Recentre (Space)")
        self._recentre = IconButton(theme, "recentre", recentre, self._vm.recentre)
        self._recentre.setAccessibleName(recentre + self._called)
        strip.addWidget(self._recentre)
        strip.addWidget(self._settings)
        return header

    def _offer(self) -> None:
        menu, vm = Menu(self), self._vm
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follows = menu.addAction(translate("Ladder", "Follow the market"))
        follows.setCheckable(True)
        follows.setChecked(vm.view.follows)
        follows.toggled.connect(lambda on: vm.follow(follows=on))
        menu.addSeparator()
        for name, words in EXTRAS.items():
            action = menu.addAction(translate("Ladder", words))
            action.setCheckable(True)
            action.setChecked(name in vm.extras)
            action.toggled.connect(lambda on, name=name: vm.show_extra(name, shown=on))
        menu.popup(self._settings.mapToGlobal(QPoint(0, self._settings.height())))

    def _lay_out(self) -> None:
        theme = self._theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._band)
        outer.addWidget(self.ladder, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP, 4, GAP, GAP)
        inner.setSpacing(4)
        outer.addLayout(inner)
        inner.addWidget(Still(self._make_totals()))
        self._sizes = self._make_sizes()
        self._quick_row = self._make_quick()
        inner.addWidget(self._sizes)
        inner.addWidget(self._quick_row)
        inner.addLayout(self._make_market())
        inner.addLayout(self._make_out())
        self._line = _changing(label(theme, role="caption", token="t2"))
        self._line.setWordWrap(True)
        self._line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._line.setFixedHeight(LINE_LINES * theme.em(1.3))
        inner.addWidget(Still(self._line))

    def _make_totals(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(4, 0, 4, 0)
        aligned = (
            Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignHCenter,
            Qt.AlignmentFlag.AlignRight,
        )
        self._totals = [_changing(label(self._theme, token="t3")) for _ in aligned]
        for total, side in zip(self._totals, aligned, strict=True):
            total.setAlignment(side)
            row.addWidget(total, 1)
        return made

    def _make_sizes(self) -> QWidget:
        """The quantities and the exits of the ticket, which the ladder's orders have."""
        ticket, made = self._vm.ticket, QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._presets = Presets(
            self._theme, len(ticket.presets), self._vm.choose_preset, ticket.edit_preset
        )
        self._exits = Choice(
            self._theme,
            translate("Ladder", "Exits of the ladder") + self._called,
            (),
            ticket.exits.choose,
        )
        row.addWidget(self._presets, 1)
        row.addWidget(self._exits, 1)
        return made

    def _make_quick(self) -> QWidget:
        vm, made = self._vm, QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._quick = [
            QuickButton(self._theme, side, words, partial(act, side), vm.ticket.refuse)
            for words, side, act in (
                (translate("Ladder", "Join ask"), Side.SELL, vm.join),
                (translate("Ladder", "Hit bid"), Side.SELL, vm.take),
                (translate("Ladder", "Lift ask"), Side.BUY, vm.take),
                (translate("Ladder", "Join bid"), Side.BUY, vm.join),
            )
        ]
        for each in self._quick:
            row.addWidget(each)
        return made

    def _make_market(self) -> QHBoxLayout:
        vm, row = self._vm, QHBoxLayout()
        row.setSpacing(GAP)
        self._markets: list[SideButton] = [
            MarketButton(self._theme, side, words, partial(vm.market, side), vm.ticket.refuse)
            for side, words in (
                (Side.SELL, translate("Ladder", "Sell market")),
                (Side.BUY, translate("Ladder", "Buy market")),
            )
        ]
        self._position = PositionButton(self._theme)
        self._position.clicked.connect(vm.copy_size)
        for each in (self._markets[0], self._position, self._markets[1]):
            row.addWidget(each)
        return row

    def _make_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._close = button(translate("Ladder", "Close"), "exit", self._vm.close_position)
        make_way_out(self._close)
        icons.set_on(self._close, "flatten", token="accent", hover="accent")
        self._reverse = button(translate("Ladder", "Reverse"), "standard", self._vm.reverse)
        row.addWidget(self._close, 2)
        row.addWidget(self._reverse, 1)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        self._render()

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest_again.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        for part, least in ((self._sizes, SIZES_EM), (self._quick_row, QUICK_EM)):
            part.setVisible(self.height() >= self._theme.em(least))

    # Drawing.

    def _render(self) -> None:
        vm, instrument = self._vm, self._vm.instrument
        if instrument is None:
            return
        stale = vm.stale
        self._say(self._state, stale or vm.view.words, "stale" if stale else "t3")
        if vm.ticket.mode != self._mode:
            self._mode = vm.ticket.mode
            self._band.show_mode(self._mode)
        self._render_line()
        self._render_rest(instrument)

    def _render_rest(self, instrument: Instrument) -> None:
        """Show what nobody reads or presses faster than a few times a second, and at once where it
        is about something else: for what the buttons wait for the whole gate is asked.

        What the market said last is shown also when it falls silent.
        """
        vm, ticket, exits = self._vm, self._vm.ticket, self._vm.ticket.exits
        symbol, stale = formats.symbol(instrument.symbol), bool(vm.stale)
        of = (
            *(ticket.account, ticket.mode, symbol, stale, vm.position, vm.writer),
            *(ticket.shown_quantity, ticket.presets, exits.kept, exits.chosen, exits.can_keep),
        )
        if of == self._rest_of and not self._since_rest.hasExpired(REST_EVERY_MS):
            if self.isVisible() and not self._rest_again.isActive():
                left = REST_EVERY_MS - self._since_rest.elapsed()
                self._rest_again.start(max(0, left) + 1)
            return
        self._rest_again.stop()
        self._rest_of = of
        self._since_rest.start()
        self._render_totals("stale" if stale else "t3")
        self._render_position(instrument)
        self._presets.show_values(ticket.presets, ticket.quantity)
        self._exits.offer(exits.offers, exits.chosen)
        sizes = self._sizes_at_quote()
        if self._named != (symbol, sizes, ticket.mode):
            self._named = (symbol, sizes, ticket.mode)
            self._name_buttons(symbol, sizes, BADGE_WORDS[ticket.mode][0].lower())
        for made in (*self._quick, *self._markets):
            made.show_waits(ticket.words.waits_at_quote(made.side))

    def _render_position(self, instrument: Instrument) -> None:
        held, value = self._vm.position, self._vm.open_result
        result = "" if held is None else formats.signed_money(value)
        band = formats.ONE if held is None else formats.neutral_band(instrument, held.quantity)
        side = "" if held is None else "buy" if held.quantity > 0 else "sell"
        token = formats.result_token(value, band)
        self._position.show_values(self._vm.position_words, result, side, token)

    def _render_totals(self, token: str) -> None:
        bids, spread, asks = self._vm.totals
        words = (
            translate("Ladder", "Bids {bids}").format(bids=bids),
            translate("Ladder", "Spread {spread}").format(spread=spread),
            translate("Ladder", "Asks {asks}").format(asks=asks),
        )
        for made, text in zip(self._totals, words, strict=True):
            self._say(made, text, token)

    def _sizes_at_quote(self) -> list[str]:
        """How many each button that enters is for: what a risk comes to is another at the bid."""
        shown = self._vm.ticket.shown_size_at_quote
        rest = [
            shown(made.side, at_bid=at_bid)
            for made, at_bid in zip(self._quick, _AT_BID, strict=True)
        ]
        return [*rest, *(shown(made.side, at_bid=made.side is Side.SELL) for made in self._markets)]

    def _name_buttons(self, symbol: str, sizes: Sequence[str], mode: str) -> None:
        for made, size in zip((*self._quick, *self._markets), sizes, strict=True):
            name = translate("Ladder", "{text}, {side} {size} {symbol}, {mode}, ladder").format(
                text=made.text(),
                side=formats.side(made.side),
                size=size,
                symbol=symbol,
                mode=mode,
            )
            made.show_name(name + self._called)
        for each, verb in (
            (self._close, translate("Ladder", "Close")),
            (self._reverse, translate("Ladder", "Reverse")),
        ):
            name = translate("Ladder", "{verb} {symbol}, {mode}, ladder").format(
                verb=verb, symbol=symbol, mode=mode
            )
            each.setAccessibleName(name + self._called)

    def _render_line(self) -> None:
        words, token = self._vm.said
        if words != self._said:
            self._said = words
            self._since_said.start()
        hint, its_token = self.ladder.hint()
        is_old = bool(hint) and self._since_said.elapsed() >= SAID_FIRST_MS
        if not words or self.ladder.is_dragging or is_old:
            words, token = hint, its_token
        self._say(self._line, words, token)
        tip = words if token == "error" else ""
        if self._line.toolTip() != tip:
            self._line.setToolTip(tip)

    def _say(self, made: QLabel, words: str, token: str) -> None:
        before = self._written.get(made)
        if before == (words, token):
            return
        self._written[made] = (words, token)
        made.setText(words)
        if before is None or before[1] != token:
            paint_label(made, self._theme, token)


def _changing(made: QLabel) -> QLabel:
    """Let a label take the room that there is, whatever it says at the moment."""
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


class MarketButton(QuickButton):
    """Buys or sells at the market: the outlined button of a side, large."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.em(MARKET_EM))


class PositionButton(QAbstractButton):
    """What is held and what it has made; a click takes its size for the next order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = ("", "", "", "t3")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            translate("Ladder", "A click takes the size of the position for the next order")
        )

    def show_values(self, held: str, result: str, side: str, token: str) -> None:
        """Show the position, of a `side` or of none, and its open result in a colour."""
        if (held, result, side, token) != self._shown:
            self._shown = (held, result, side, token)
            self.setAccessibleName(
                translate("Ladder", "Position {held} {result}")
                .format(held=held.lower(), result=result)
                .rstrip()
            )
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.em(8), self._theme.em(MARKET_EM))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        held, result, side, token = self._shown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(theme.pen(side or "line2"))
        share = 0.24 if self.isDown() or self.underMouse() else 0.12
        painter.setBrush(theme.mix(side, "bg1", share) if side else theme.color("bg3"))
        painter.drawRoundedRect(PixelGrid.of(painter).outline(QRectF(self.rect())), 3, 3)
        box = QRectF(self.rect())
        upper = box.adjusted(0, 3, 0, -box.height() / 2) if result else box
        draw_centred(painter, theme, "strong", side or "t2", held, upper)
        if result:
            lower = box.adjusted(0, box.height() / 2, 0, -3)
            draw_centred(painter, theme, "strong", token, result, lower)
        painter.end()
