"""What the keys do: everything by the path of the ticket, at its account and quantity.

An entry is one of the ticket's symbol, and is refused where the pane that the trader was in last
shows another one. A way out is one of the symbol of that pane.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.hotkeys import HOTKEY_OF, PRESET_ACTS, Act, Group
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

SOURCE: Final = "hotkey"
#: On which side those enter that trade or rest at the quote, and whether that is at the bid.
_AT_QUOTE: Final = {
    Act.BUY_MARKET: (Side.BUY, False),
    Act.SELL_MARKET: (Side.SELL, True),
    Act.JOIN_BID: (Side.BUY, True),
    Act.JOIN_ASK: (Side.SELL, False),
    Act.LIFT_ASK: (Side.BUY, False),
    Act.HIT_BID: (Side.SELL, True),
}


@frozen
class Pressed:
    """What a key that went down means now: in words, and how to do it; None where it cannot be
    done, for which the words are the reason."""

    words: str
    do: Callable[[], object] | None


class HotkeyActs:
    """Does what the keys are for.

    `others` are further ladders by the name of their panes, each with a ticket of its own: the keys
    are about the one that the trader is in.
    """

    def __init__(
        self,
        *,
        ladder: LadderViewModel,
        others: Mapping[str, LadderViewModel] | None = None,
        links: LinksViewModel,
        kill_switch: KillSwitchViewModel,
        flatten_all: Callable[[], object],
    ) -> None:
        self._first = ladder
        self._others = others or {}
        self._links = links
        self._flatten_all = flatten_all
        self._kill_switch = kill_switch

    @property
    def _ladder(self) -> LadderViewModel:
        return self._others.get(self._links.active, self._first)

    @property
    def _ticket(self) -> TicketViewModel:
        return self._ladder.ticket

    def press(self, act: Act) -> Pressed:
        """Return what a key means as things are now."""
        match act:
            case Act.FLATTEN_ALL:
                return Pressed(translate("Keys", "Flatten all accounts"), self._flatten_all)
            case Act.KILL if self._kill_switch.engaged:
                return Pressed(translate("Keys", "The kill switch is on already"), None)
            case Act.KILL:
                return Pressed(translate("Keys", "Throw the kill switch"), self._kill_switch.engage)
            case Act.RECENTRE:
                return Pressed(translate("Keys", "Recentre the ladder"), self._ladder.recentre)
        if act in PRESET_ACTS:
            number = PRESET_ACTS.index(act)
            words = translate("Keys", "Quantity {presets}").format(
                presets=formats.quantity(self._ticket.presets[number])
            )
            return Pressed(words, partial(self._ladder.choose_preset, number))
        if HOTKEY_OF[act].group is Group.EXITS:
            return self._way_out(act)
        return self._entry(act)

    def _way_out(self, act: Act) -> Pressed:
        shown = self._links.shown or self._ticket.instrument
        if shown is None:
            return Pressed(translate("Keys", "There is no symbol yet"), None)
        ticket, symbol = self._ticket, shown.symbol
        does: dict[Act, tuple[str, Callable[[], object]]] = {
            Act.CANCEL_SYMBOL: (
                translate("Keys", "Cancel all"),
                partial(ticket.cancel_all, symbol=symbol),
            ),
            Act.CANCEL_BUYS: (
                translate("Keys", "Cancel buys"),
                partial(ticket.cancel_all, Side.BUY, symbol=symbol),
            ),
            Act.CANCEL_SELLS: (
                translate("Keys", "Cancel sells"),
                partial(ticket.cancel_all, Side.SELL, symbol=symbol),
            ),
            Act.CLOSE: (
                translate("Keys", "Close"),
                partial(ticket.close_out, SOURCE, symbol=symbol),
            ),
            Act.FLATTEN_SYMBOL: (translate("Keys", "Flatten"), partial(ticket.flatten, symbol)),
        }
        verb, do = does[act]
        return Pressed(f"{verb} {formats.symbol(symbol)}", do)

    def _entry(self, act: Act) -> Pressed:
        ticket = self._ticket
        if ticket.instrument is None:
            return Pressed(translate("Keys", "There is no symbol yet"), None)
        if elsewhere := self._elsewhere(ticket.instrument):
            return Pressed(elsewhere, partial(ticket.refuse, elsewhere))
        symbol = formats.symbol(ticket.instrument.symbol)
        ticket.catch_up()
        at_quote = _AT_QUOTE.get(act)
        size = ticket.shown_quantity
        if at_quote is not None:
            size = ticket.shown_size_at_quote(at_quote[0], at_bid=at_quote[1])
        market = partial(ticket.order_at, order_type=OrderType.MARKET, price=None, source=SOURCE)
        does: dict[Act, tuple[str, Callable[[], object]]] = {
            Act.PREVIEW_BUY: (
                translate("Keys", "Preview buy {} {}"),
                partial(ticket.preview, Side.BUY),
            ),
            Act.PREVIEW_SELL: (
                translate("Keys", "Preview sell {} {}"),
                partial(ticket.preview, Side.SELL),
            ),
            Act.BUY_MARKET: (translate("Keys", "Buy {} {} market"), partial(market, Side.BUY)),
            Act.SELL_MARKET: (translate("Keys", "Sell {} {} market"), partial(market, Side.SELL)),
            Act.JOIN_BID: (
                translate("Keys", "Buy {} {} at the bid"),
                partial(ticket.join, Side.BUY),
            ),
            Act.JOIN_ASK: (
                translate("Keys", "Sell {} {} at the ask"),
                partial(ticket.join, Side.SELL),
            ),
            Act.LIFT_ASK: (
                translate("Keys", "Buy {} {} at the ask"),
                partial(ticket.take, Side.BUY),
            ),
            Act.HIT_BID: (
                translate("Keys", "Sell {} {} at the bid"),
                partial(ticket.take, Side.SELL),
            ),
            Act.REVERSE: (translate("Keys", "Reverse {1}"), partial(ticket.reverse, SOURCE)),
        }
        words, do = does[act]
        return Pressed(words.format(size, symbol), do)

    def _elsewhere(self, instrument: Instrument) -> str:
        """Say that the trader looks at another symbol than that of the ticket; else empty."""
        shown = self._links.shown
        if shown is None or shown.symbol == instrument.symbol:
            return ""
        return translate(
            "Keys", "Nothing was sent. {active} shows {symbol}, the ticket {symbol_2}."
        ).format(
            active=self._links.active,
            symbol=formats.symbol(shown.symbol),
            symbol_2=formats.symbol(instrument.symbol),
        )
