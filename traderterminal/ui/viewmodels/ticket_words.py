"""What a ticket says of a click: what it would send, or why it would wait."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol

from traderterminal.desk.arming import Arming, Level
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.orders import OrderType, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.arming import runs_out
from traderterminal.ui.viewmodels.price_entry import PriceEntry
from traderterminal.ui.viewmodels.sending import ASKS_AGAIN, IN_FORCE_WORDS
from traderterminal.ui.viewmodels.trail_entry import TrailEntry
from traderterminal.ui.viewmodels.what_if import WhatIf

#: Refusals of the typed price, which say nothing about an order at the quote.
_OF_THE_PRICE: Final = frozenset({"price_collar", "off_tick"})
#: What a click does, by how far it goes.
_CLICK: Final = {
    Level.OBSERVE: mark("Ticket", "sends nothing but what gets out: Observe"),
    Level.CONFIRM: mark("Ticket", "asks once more"),
    Level.ARMED: mark("Ticket", "sends at once"),
}


@frozen
class Line:
    """What stands under the buttons, and the colour token of how much it matters."""

    words: str
    token: str


class FilledIn(Protocol):
    """A ticket as it is filled in."""

    instrument: Instrument | None
    time_in_force: TimeInForce
    trail: TrailEntry

    @property
    def account(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def position(self) -> Decimal: ...
    @property
    def takes_trail(self) -> bool: ...
    def entries(self) -> Sequence[tuple[PriceEntry, bool]]: ...
    def problem_on(self, side: Side | None) -> str: ...
    def what_if(self, side: Side) -> WhatIf: ...
    def brings_exits(self, side: Side) -> bool: ...


class TicketWords:
    """Speaks of a ticket as it is filled in now; `arming` says how far a click goes."""

    def __init__(self, ticket: FilledIn, arming: Arming) -> None:
        self._ticket = ticket
        self._arming = arming

    def waits(self, side: Side) -> str:
        """Why a click on `side` would not be sent; empty where it would be.

        What gets out of a position never waits here: whatever refuses it says so when it is tried.
        """
        refusal = self._ticket.what_if(side).refusal
        if refusal is None or refusal.key == ASKS_AGAIN or self._ticket.position * side.sign < 0:
            return ""
        if refusal.key == "halted.kill_switch":
            return translate("Ticket", "{verb} adds exposure: kill switch is on").format(
                verb=formats.verb(side.value)
            )
        return translate("Ticket", "{verb} waits. {reason}").format(
            verb=formats.verb(side.value),
            reason=texts.text(refusal).removeprefix(
                translate("Message", "Refused. Nothing was sent. ")
            ),
        )

    def waits_at_quote(self, side: Side) -> str:
        """Why an order of `side` at the quote would not be sent, whatever price is typed."""
        refusal = self._ticket.what_if(side).refusal
        if refusal is not None and refusal.code in _OF_THE_PRICE:
            return ""
        return self.waits(side)

    def line(self, side: Side | None) -> Line:
        """Return what to say under the buttons while the trader points at `side`, or at neither."""
        ticket = self._ticket
        if problem := ticket.problem_on(side):
            return Line(
                translate("Ticket", "{problem}. Nothing is sent while it stands there.").format(
                    problem=problem
                ),
                "error",
            )
        waits = self.waits(side) if side else self._either_waits()
        note = next((entry.note for entry, used in ticket.entries() if used and entry.note), "")
        words = waits or self.click(side)
        return Line(f"{note}. {words}" if note else words, "warn" if note or waits else "t2")

    def _either_waits(self) -> str:
        """Why a click would not be sent, said once where it is the same on both sides."""
        buy, sell = self.waits(Side.BUY), self.waits(Side.SELL)
        waiting = [
            translate("Ticket", "{verb} waits. {reason}").format(
                verb=formats.verb(side.value), reason=""
            )
            for side in (Side.BUY, Side.SELL)
        ]
        reason = buy.removeprefix(waiting[0])
        if buy and reason == sell.removeprefix(waiting[1]):
            return translate("Ticket", "Sell and Buy wait. {reason}").format(reason=reason)
        return buy or sell

    def click(self, side: Side | None) -> str:
        """Say what a click would send, or what is missing for one."""
        ticket = self._ticket
        instrument = ticket.instrument
        if instrument is None:
            return ""
        parts = []
        for word, (entry, used) in zip(
            (OrderType.STOP, OrderType.LIMIT), ticket.entries(), strict=True
        ):
            if used and entry.price is None:
                return translate("Ticket", "A {word} price is missing.").format(
                    word=formats.kind(word)
                )
            if used:
                parts.append(f"{formats.kind(word)} {formats.price(entry.price, instrument)}")
        if ticket.takes_trail:
            parts.append(
                translate("Ticket", "trailing by {words}").format(words=ticket.trail.words)
            )
        words = ", ".join(parts) or formats.kind(OrderType.MARKET)
        sides = (side,) if side else tuple(Side)
        if any(map(ticket.brings_exits, sides)):
            words = translate("Ticket", "{words}, with exits").format(words=words)
        if side is not None:
            symbol = formats.symbol(instrument.symbol)
            words = f"{formats.side(side)} {formats.quantity(ticket.quantity)} {symbol}, {words}"
        words = words[0].upper() + words[1:]
        in_force = translate("Ticket", IN_FORCE_WORDS[ticket.time_in_force])
        in_force = (
            translate("Ticket", "day") if ticket.time_in_force is TimeInForce.DAY else in_force
        )
        said = translate("Ticket", "{words}, {in_force}. A click {does}.").format(
            words=words,
            in_force=in_force,
            does=translate("Ticket", _CLICK[self._arming.level(ticket.account)]),
        )
        ends = runs_out(self._arming, ticket.account)
        return f"{ends}. {said}" if ends else said
