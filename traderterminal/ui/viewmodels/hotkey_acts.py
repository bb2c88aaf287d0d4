"""What the keys do: everything by the path of the ticket, at its account and quantity.

An entry is one of the ticket's symbol, and is refused where the pane that the trader was in last
shows another one. A way out is one of the symbol of that pane.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.hotkeys import HOTKEY_OF, PRESET_ACTS, Act, Group
from traderterminal.ui.viewmodels.kill_switch import KillSwitchViewModel
from traderterminal.ui.viewmodels.ladder import LadderViewModel
from traderterminal.ui.viewmodels.links import LinksViewModel
from traderterminal.ui.viewmodels.ticket import TicketViewModel

SOURCE: Final = "hotkey"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a key that went down means now: in words, and how to do it; None where it cannot be
    done, for which the words are the reason."""

    words: str
    do: Callable[[], object] | None


class HotkeyActs:
    """Does what the keys are for."""

    def __init__(
        self,
        *,
        ticket: TicketViewModel,
        ladder: LadderViewModel,
        links: LinksViewModel,
        kill_switch: KillSwitchViewModel,
        flatten_all: Callable[[], object],
    ) -> None:
        self._ticket = ticket
        self._ladder = ladder
        self._links = links
        self._flatten_all = flatten_all
        self._kill_switch = kill_switch

    def press(self, act: Act) -> Pressed:
        """Return what a key means as things are now."""
        match act:
            case Act.FLATTEN_ALL:
                return Pressed("Flatten all accounts", self._flatten_all)
            case Act.KILL if self._kill_switch.engaged:
                return Pressed("The kill switch is on already", None)
            case Act.KILL:
                return Pressed("Throw the kill switch", self._kill_switch.engage)
            case Act.RECENTRE:
                return Pressed("Recentre the ladder", self._ladder.recentre)
        if act in PRESET_ACTS:
            number = PRESET_ACTS.index(act)
            words = f"Quantity {formats.quantity(self._ticket.presets[number])}"
            return Pressed(words, partial(self._ladder.choose_preset, number))
        if HOTKEY_OF[act].group is Group.EXITS:
            return self._way_out(act)
        return self._entry(act)

    def _way_out(self, act: Act) -> Pressed:
        shown = self._links.shown or self._ticket.instrument
        if shown is None:
            return Pressed("There is no symbol yet", None)
        ticket, symbol = self._ticket, shown.symbol
        does: dict[Act, tuple[str, Callable[[], object]]] = {
            Act.CANCEL_SYMBOL: ("Cancel all", partial(ticket.cancel_all, symbol=symbol)),
            Act.CANCEL_BUYS: ("Cancel buys", partial(ticket.cancel_all, Side.BUY, symbol=symbol)),
            Act.CANCEL_SELLS: (
                "Cancel sells",
                partial(ticket.cancel_all, Side.SELL, symbol=symbol),
            ),
            Act.CLOSE: ("Close", partial(ticket.close_out, SOURCE, symbol=symbol)),
            Act.FLATTEN_SYMBOL: ("Flatten", partial(ticket.flatten, symbol)),
        }
        verb, do = does[act]
        return Pressed(f"{verb} {formats.symbol(symbol)}", do)

    def _entry(self, act: Act) -> Pressed:
        ticket = self._ticket
        if ticket.instrument is None:
            return Pressed("There is no symbol yet", None)
        if elsewhere := self._elsewhere(ticket.instrument):
            return Pressed(elsewhere, partial(ticket.refuse, elsewhere))
        symbol = formats.symbol(ticket.instrument.symbol)
        size = formats.quantity(ticket.quantity)
        market = partial(ticket.order_at, order_type=OrderType.MARKET, price=None, source=SOURCE)
        does: dict[Act, tuple[str, Callable[[], object]]] = {
            Act.PREVIEW_BUY: ("Preview buy {} {}", partial(ticket.preview, Side.BUY)),
            Act.PREVIEW_SELL: ("Preview sell {} {}", partial(ticket.preview, Side.SELL)),
            Act.BUY_MARKET: ("Buy {} {} market", partial(market, Side.BUY)),
            Act.SELL_MARKET: ("Sell {} {} market", partial(market, Side.SELL)),
            Act.JOIN_BID: ("Buy {} {} at the bid", partial(ticket.join, Side.BUY)),
            Act.JOIN_ASK: ("Sell {} {} at the ask", partial(ticket.join, Side.SELL)),
            Act.LIFT_ASK: ("Buy {} {} at the ask", partial(ticket.take, Side.BUY)),
            Act.HIT_BID: ("Sell {} {} at the bid", partial(ticket.take, Side.SELL)),
            Act.REVERSE: ("Reverse {1}", partial(ticket.reverse, SOURCE)),
        }
        words, do = does[act]
        return Pressed(words.format(size, symbol), do)

    def _elsewhere(self, instrument: Instrument) -> str:
        """Say that the trader looks at another symbol than that of the ticket; else empty."""
        shown = self._links.shown
        if shown is None or shown.symbol == instrument.symbol:
            return ""
        return (
            f"Nothing was sent. {self._links.active} shows {formats.symbol(shown.symbol)},"
            f" the ticket {formats.symbol(instrument.symbol)}."
        )
