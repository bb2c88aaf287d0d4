"""The one way on which orders leave that a hand asks for: in the ticket, in the command field, on
ladder and chart.

How far the hand goes is asked of the arming; an order like the one before is refused once, and sent
when it is asked for again.
"""

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.arming import Arming, Level
from traderterminal.desk.desk import Desk
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.fills import Side
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.marketable import trades_at_once
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, OrderStatus, TimeInForce
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.order_preview import (
    Fact,
    held_words,
    level_fact,
    refusal_fact,
    room_fact,
)
from traderterminal.ui.viewmodels.ticket_exits import planned_stop, planned_targets
from traderterminal.ui.viewmodels.what_if import entry_price, what_if

IN_FORCE_WORDS: Final = {
    TimeInForce.DAY: mark("Ticket", "Day"),
    TimeInForce.GTC: "GTC",
    TimeInForce.IOC: "IOC",
    TimeInForce.FOK: "FOK",
}
#: Orders from there wait where somebody clicked: a click never sends what trades at once.
_CLICKED: Final = frozenset({"ladder", "chart"})
PASSED: Final = mark(
    "Ticket",
    "Nothing was sent. The market has passed the price meanwhile: the order would trade at once.",
)
#: The refusal of an order like the one before, which a person may send again.
ASKS_AGAIN: Final = "duplicate_order.confirm"

#: Says why nothing was sent, in a colour token: to whoever asked for the order.
Refuse = Callable[[str, str], object]


@frozen
class Question:
    """An order that is asked for once more: as a sentence, account and mode first, what it would
    come to, and what the button that sends it does. `side` is empty of a reversal. One that `rests`
    is meant to wait where somebody clicked."""

    sentence: str
    action: str
    wish: OrderWish
    refuse: Refuse = field(compare=False, repr=False)
    side: str = ""
    is_live: bool = False
    facts: Sequence[Fact] = ()
    rests: bool = False


class Sending:
    """Sends wishes as far as a click goes.

    `asking` tells of an order that is to be confirmed first, `left` of a wish that goes to the desk
    now.
    """

    def __init__(
        self,
        desk: Desk,
        hub: MarketHub,
        tasks: TaskScope,
        arming: Arming,
        entry_of: Callable[[str], AccountEntry],
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self._arming = arming
        self._entry_of = entry_of
        self._asked_again: OrderWish | None = None  # what is sent if it is pressed once more
        self.asking: Observers[Question] = Observers()
        self.left: Observers[OrderWish] = Observers()

    def forget(self) -> None:
        """Something else was done meanwhile: the next order like the last one is asked about."""
        self._asked_again = None

    def level(self, account: str) -> Level:
        """Return how far a click goes on an account."""
        return self._arming.level(account)

    def place(self, wish: OrderWish, instrument: Instrument, refuse: Refuse) -> None:
        """Send a wish, as far as a click goes; what can only get out is asked of nobody, and leaves
        only if that holds still when its turn comes: another way out may go before it."""
        if self._arming.level(wish.account) is Level.ARMED:
            self.send(wish, refuse)
        elif self._gets_out(wish):
            self.send(self._only_out(wish), refuse)
        elif wish.intent == Intent.REVERSE and not self._held(wish):
            refuse(texts.text(Message("already_flat")), "t2")
        elif not self._is_observing(wish, refuse):
            self.ask(wish, instrument, refuse)

    def ask(self, wish: OrderWish, instrument: Instrument, refuse: Refuse) -> None:
        """Ask about a wish, however far a click goes: what confirms it sends it."""
        entry = self._entry_of(wish.account)
        question = Question(
            sentence=self.sentence(wish, instrument),
            action=action(wish),
            wish=wish,
            refuse=refuse,
            side=wish.side or "",
            is_live=entry.is_live,
            facts=self._facts(wish, instrument),
            rests=self._is_to_rest(wish),
        )
        self.asking.emit(question)

    def confirm(self, question: Question) -> None:
        """Send what was asked for once more; the account may observe by now, and the market have
        passed where it was to wait."""
        wish, refuse = question.wish, question.refuse
        if question.rests and self._trades_now(wish):
            refuse(translate("Ticket", PASSED), "error")
            return
        if self._arming.level(wish.account) is Level.OBSERVE and self._gets_out(wish):
            self.send(self._only_out(wish), refuse)
        elif not self._is_observing(wish, refuse):
            self.send(wish, refuse)

    def _is_to_rest(self, wish: OrderWish) -> bool:
        """Whether an order is to wait where somebody clicked; a way out goes wherever it is."""
        was_clicked = wish.source in _CLICKED and not self._is_way_out(wish)
        return was_clicked and not self._trades_now(wish)

    def _is_way_out(self, wish: OrderWish) -> bool:
        """Whether a wish by itself does but get out, whatever works beside it."""
        if wish.side is None or wish.quantity is None:
            return False
        return 0 < wish.quantity <= -Side(wish.side).sign * self._held(wish)

    def _trades_now(self, wish: OrderWish) -> bool:
        if wish.side is None:
            return False
        side, kind, quote = Side(wish.side), wish.order_type, self._hub.quote(wish.symbol)
        return trades_at_once(side, kind, wish.limit_price, wish.stop_price, quote)

    def _is_observing(self, wish: OrderWish, refuse: Refuse) -> bool:
        """Say whether nothing leaves that adds exposure, and if so tell why."""
        observes = self._arming.observes(wish.account)
        if observes is not None:
            why = replace(observes, variant="exits" if self._is_way_out(wish) else "")
            refuse(texts.text(why), "error")
        return observes is not None

    def _facts(self, wish: OrderWish, instrument: Instrument) -> Sequence[Fact]:
        """What an order would come to; of a reversal, which is two, only where it leads."""
        if wish.side is None or wish.quantity is None:
            return (_held_fact(-self._held(wish)),) if wish.intent == Intent.REVERSE else ()
        side, quote = Side(wish.side), self._hub.quote(wish.symbol)
        found, price = what_if(self._desk, wish, instrument, quote), entry_price(wish, quote)
        facts = list[Fact]()
        if wish.exits is not None and price is not None and found.is_round_turn:
            for name, planned in (
                (translate("Ticket", "Stop"), planned_stop),
                (translate("Ticket", "Target"), planned_targets),
            ):
                at = planned(wish.exits, instrument, side, wish.quantity, price)
                facts += [] if at is None else [level_fact(name, at, instrument)]
        if found.preview is not None:
            name = (
                translate("Ticket", "Fees, round turn")
                if found.is_round_turn
                else translate("Ticket", "Fees")
            )
            facts.append(Fact(name, formats.money(found.fees)))
            facts.append(_held_fact(found.preview.position_after))
        return [*facts, *room_fact(found.rooms), *refusal_fact(found.refusal)]

    def send(self, wish: OrderWish, refuse: Refuse) -> None:
        """Send a wish; one that was refused as a repetition a moment ago is meant indeed."""
        self._arming.touch(wish.account)
        self._desk.hurry()
        meant = replace(wish, confirmed=wish == self._asked_again)
        self._asked_again = None
        self.left.emit(wish)
        placing = attempt(self._place(meant, refuse), lambda why: refuse(texts.text(why), "error"))
        self._tasks.spawn(placing, name=f"place {wish.symbol}")

    async def _place(self, wish: OrderWish, refuse: Refuse) -> None:
        order = await self._desk.place(wish)
        if order.reason is not None and order.reason.key == ASKS_AGAIN:
            self._asked_again = wish
        if order.status in (OrderStatus.DENIED, OrderStatus.REJECTED) and order.reason:
            refuse(texts.text(order.reason), "error" if order.quantity else "t2")

    def _held(self, wish: OrderWish) -> Decimal:
        held = self._desk.positions.get((wish.account, wish.symbol))
        return held.quantity if held else Decimal(0)

    def _only_out(self, wish: OrderWish) -> OrderWish:
        return wish if wish.intent == Intent.CLOSE else replace(wish, only_out=True)

    def _gets_out(self, wish: OrderWish) -> bool:
        """Say whether a wish can only get out of what is held, for which nobody is asked.

        Whatever else works beside it counts: of two orders to sell what is held the second adds.
        """
        if wish.intent == Intent.CLOSE:
            return True
        return wish.side is not None and self._desk.preview(wish).reduces

    def sentence(self, wish: OrderWish, instrument: Instrument) -> str:
        """Return a wish in words, account and mode first."""
        entry = self._entry_of(wish.account)
        given = (price for price in (wish.stop_price, wish.limit_price) if price is not None)
        prices = " / ".join(formats.price(price, instrument) for price in given)
        words = f"{action(wish)} {formats.kind(wish.order_type)} {prices}".rstrip()
        exits = translate("Ticket", ", with exits") if wish.exits else ""
        in_force = translate("Ticket", IN_FORCE_WORDS[wish.time_in_force])
        return f"{entry.badge} {entry.name}: {words}, {in_force}{exits}"


def _held_fact(quantity: Decimal) -> Fact:
    return Fact(translate("Ticket", "Position after"), held_words(quantity))


def action(wish: OrderWish) -> str:
    """What the button that sends a wish says: verb, quantity, symbol."""
    symbol = formats.symbol(wish.symbol)
    if wish.side is None or wish.quantity is None:
        return f"{formats.verb(wish.intent)} {symbol}"
    return f"{formats.verb(wish.side)} {formats.quantity(wish.quantity)} {symbol}"
