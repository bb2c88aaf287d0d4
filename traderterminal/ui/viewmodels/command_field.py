"""Orders written as a line of text: what a line would come to while it is typed, and sending it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from traderterminal.desk.arming import Level
from traderterminal.desk.desk import Change as DeskChange
from traderterminal.desk.desk import Desk, OrderChanged
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.fills import Side
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Intent, Order, OrderStatus
from traderterminal.domain.quotes import Quote
from traderterminal.kit.language import translate, within
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.ui import texts
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountChoiceViewModel
from traderterminal.ui.viewmodels.attempts import attempt
from traderterminal.ui.viewmodels.order_line import Fault, OrderLine, Resolve, read_line
from traderterminal.ui.viewmodels.order_preview import held_words
from traderterminal.ui.viewmodels.risk_size import NotSized, size_from
from traderterminal.ui.viewmodels.sending import ASKS_AGAIN, Sending, action
from traderterminal.ui.viewmodels.ticket_exits import planned_stop, planned_targets
from traderterminal.ui.viewmodels.what_if import WhatIf, entry_price, what_if

SOURCE: Final = "command"
#: So many lines that were sent can be called back.
MOST_REMEMBERED: Final = 50

#: Words with their colour token.
Words = tuple[str, str]


class CommandFieldViewModel:
    """Reads what is typed, says what it would come to, and sends it as a click in the ticket does.

    `changed` tells of anything to draw anew. Of what was sent last `said` tells the outcome, as far
    as there is something to say.
    """

    def __init__(
        self,
        *,
        desk: Desk,
        hub: MarketHub,
        tasks: TaskScope,
        accounts: AccountChoiceViewModel,
        sending: Sending,
        resolve: Resolve,
    ) -> None:
        self._desk = desk
        self._hub = hub
        self._tasks = tasks
        self._accounts = accounts
        self._sending = sending
        self._resolve = resolve
        self._sent: list[str] = []
        self._back = 0  # how many lines were called back
        self._seen = -1
        self._left: OrderWish | None = None  # the line that left last, while that is spoken of
        self._order_id = ""  # what came of it
        self.text = ""
        self.read: OrderLine | Fault | None = None
        self.said: Words = ("", "t2")
        self.changed: Observers[None] = Observers()
        self._stop_listening = (
            accounts.changed.connect(lambda _: self.changed.emit(None)),
            sending.left.connect(self._see_off),
            desk.changed.connect(self._hear),
        )

    def close(self) -> None:
        """Stop listening to the choice of the account, to what leaves and to what comes of it."""
        for stop in self._stop_listening:
            stop()

    # What is typed.

    def type(self, text: str) -> None:
        """Take what stands in the field."""
        self.said, self._left = ("", "t2"), None
        self._take(text)

    def clear(self) -> None:
        """Begin a new line; what was said of the one before stays."""
        self._take("")

    def _take(self, text: str) -> None:
        self.text = text
        self._read()

    def _read(self) -> None:
        self.read = read_line(self.text, self._resolve) if self.text.strip() else None
        if isinstance(self.read, OrderLine) and self.text != self.text.rstrip():
            self._hub.want(self.read.instrument.symbol)  # its name is typed to the end
        self.changed.emit(None)

    def earlier(self) -> str:
        """Call back the line before; returns what is to stand in the field."""
        return self._recall(1)

    def later(self) -> str:
        """Go forward again among the lines that were called back."""
        return self._recall(-1)

    def _recall(self, by: int) -> str:
        self._back = min(max(0, self._back + by), len(self._sent))
        self.type(self._sent[-self._back] if self._back else "")
        return self.text

    # What it would come to.

    @property
    def preview(self) -> Sequence[Words]:
        """What would be sent, what that would come to, and what Enter does; or what is wrong."""
        read = self.read
        if self.said[0]:
            return [self.said]
        if read is None:
            return []
        if isinstance(read, Fault):
            return [(f"{read.words}.", "t2" if self._is_unfinished(read) else "error")]
        if not read.enters:
            return [
                (self._way_out_words(read), "t1"),
                (translate("Ticket", "Enter sends it."), "t2"),
            ]
        wish = self._wish(read)
        if isinstance(wish, str):
            return [(f"{wish}.", "error")]
        sentence = self._sending.sentence(wish, read.instrument)
        quote = self._hub.quote(read.instrument.symbol)
        found = what_if(self._desk, wish, read.instrument, quote)
        return [
            *((f"{note}.", "warn") for note in read.notes),
            (f"{sentence}.", "t1"),
            *self._exit_words(wish, read, quote),
            *_outcome_words(found),
            self._enter_words(wish, found),
        ]

    def _is_unfinished(self, fault: Fault) -> bool:
        """Say whether the line only lacks what is still to be typed."""
        typing = fault.end == len(self.text) and self.text == self.text.rstrip()
        return typing or fault.start == len(self.text)

    def _way_out_words(self, line: OrderLine) -> str:
        account = self._accounts.chosen
        symbol = formats.symbol(line.instrument.symbol)
        verb, what = formats.verb(line.verb), symbol
        if line.verb == "cancel":
            which = {
                Side.BUY: translate("Ticket", "buy orders"),
                Side.SELL: translate("Ticket", "sell orders"),
                None: "orders",
            }[line.side]
            what = translate("Ticket", "all {which} in {symbol}").format(which=which, symbol=symbol)
        held = self._desk.positions.get((account.account, line.instrument.symbol))
        holds = held_words(held.quantity if held else Decimal(0))
        return translate("Ticket", "{badge} {name}: {verb} {what}. Position: {holds}.").format(
            badge=account.badge, name=account.name, verb=verb, what=what, holds=holds
        )

    def _exit_words(self, wish: OrderWish, line: OrderLine, quote: Quote | None) -> list[Words]:
        exits, side, quantity = wish.exits, line.side, wish.quantity
        entry = entry_price(wish, quote)
        if exits is None or side is None or quantity is None or entry is None:
            return []
        words = []
        for name, planned in (
            (
                translate("Ticket", "Stop"),
                planned_stop(exits, line.instrument, side, quantity, entry),
            ),
            (
                translate("Ticket", "Target"),
                planned_targets(exits, line.instrument, side, quantity, entry),
            ),
        ):
            if planned is not None:
                price = formats.price(planned.price, line.instrument)
                words.append(f"{name} {price}, {formats.signed_money(planned.result)}")
        return [(" · ".join(words), "t1")] if words else []

    def _enter_words(self, wish: OrderWish, found: WhatIf) -> Words:
        refusal = found.refusal
        if refusal is not None and refusal.key != ASKS_AGAIN:
            return texts.text(refusal), "warn"
        if self._sending.level(wish.account) is Level.ARMED:
            return translate("Ticket", "Enter sends it at once."), "t2"
        return translate("Ticket", "Enter asks once more."), "t2"

    # What leaves.

    def send(self) -> bool:
        """Let what stands in the field leave, once; False where it cannot be read."""
        line = self.read
        if not isinstance(line, OrderLine):
            if line is not None:
                self._say(
                    translate("Ticket", "Nothing was sent. {words}.").format(words=line.words),
                    "error",
                )
            return False
        if line.enters or line.verb in ("close", "reverse"):
            wish = self._wish(line)
            if isinstance(wish, str):
                self._say(
                    translate("Ticket", "Nothing was sent. {wish}.").format(wish=wish), "error"
                )
                return False
            self._remember()
            self._sending.place(wish, line.instrument, self._say)
        else:
            self._remember()
            self._tasks.spawn(attempt(self._get_out(line), self._told), name=f"{line.verb} by line")
        return True

    async def _get_out(self, line: OrderLine) -> None:
        account, symbol = self._accounts.chosen.account, line.instrument.symbol
        if line.verb == "flatten":
            await self._desk.flatten(account, symbol)
        else:
            await self._desk.cancel_all(account, symbol, line.side)

    def _see_off(self, wish: OrderWish) -> None:
        if wish.source == SOURCE:
            self._left, self._order_id = wish, ""
            self._say(
                translate("Ticket", "On its way: {action}.").format(action=action(wish)), "t2"
            )

    def _hear(self, change: DeskChange) -> None:
        """Follow what came of the line that left last; of a reversal, which is two orders, both."""
        left = self._left
        if left is None or not isinstance(change, OrderChanged):
            return
        order = change.order
        meant = (order.account, order.symbol, order.source) == (left.account, left.symbol, SOURCE)
        if order.status in (OrderStatus.INTENT, OrderStatus.SENDING):
            if meant and not order.link:
                self._order_id = order.order_id
        elif order.order_id == self._order_id:
            self._follow(order, left)

    def _follow(self, order: Order, left: OrderWish) -> None:
        """Say how an order stands that is on its way no longer; why it was refused is said."""
        if order.status in (OrderStatus.REJECTED, OrderStatus.DENIED) and order.reason is not None:
            self._say(texts.text(order.reason), "error")
        else:
            _, state, token = formats.state_of(order.shown_status)
            words = translate("Ticket", "{action}: {state}.")
            self._say(words.format(action=action(left), state=within(state)), token)

    def _told(self, message: Message) -> None:
        self._say(texts.text(message), "error")

    def _remember(self) -> None:
        if self._sent[-1:] != [self.text]:
            self._sent = [*self._sent, self.text][-MOST_REMEMBERED:]
        self._back = 0

    def _wish(self, line: OrderLine) -> OrderWish | str:
        """What a line asks the desk for as things stand, or why there is nothing to ask for."""
        account, symbol = self._accounts.chosen.account, line.instrument.symbol
        if line.side is None or not line.enters:
            return OrderWish(account, symbol, Intent(line.verb).value, source=SOURCE)
        quote = self._hub.quote(symbol)
        limit = line.limit
        if line.at:
            limit = None if quote is None else quote.bid if line.at == "bid" else quote.ask
            if limit is None:
                return translate("Ticket", "There is no {at} now").format(at=line.at)
        wish = OrderWish(
            account=account,
            symbol=symbol,
            intent=Intent.DELTA.value,
            side=line.side.value,
            quantity=line.quantity,
            order_type=line.order_type,
            limit_price=limit,
            stop_price=line.trigger,
            time_in_force=line.time_in_force,
            source=SOURCE,
            exits=line.exits,
        )
        return wish if line.risk is None else self._sized(wish, line, quote)

    def _sized(self, wish: OrderWish, line: OrderLine, quote: Quote | None) -> OrderWish | str:
        if line.risk is None or line.side is None:
            return wish
        try:
            lot = replace(wish, quantity=line.instrument.lot_size)
            quantity = size_from(
                line.risk,
                line.exits,
                entry_price(wish, quote),
                line.instrument,
                side=line.side,
                equity=self._desk.equity(wish.account),
                fees=2 * self._desk.preview(lot).fees,
            )
        except NotSized as why:
            return str(why)
        except TraderTerminalError as error:
            return texts.text(error.message).removesuffix(".")
        return replace(wish, quantity=quantity)

    def _say(self, words: str, token: str) -> None:
        self.said = (words, token)
        self.changed.emit(None)

    # What the market says.

    def flush(self) -> None:
        """Tell of a market that has moved under an order that stands in the field."""
        if isinstance(self.read, OrderLine):
            version = self._hub.version(self.read.instrument.symbol)
            if version != self._seen:
                self._seen = version
                self.changed.emit(None)


def _outcome_words(found: WhatIf) -> list[Words]:
    preview = found.preview
    if preview is None:
        return []
    after = f"{held_words(preview.position_before)} → {held_words(preview.position_after)}"
    words = [(translate("Ticket", "Position {after}").format(after=after), "t1")]
    if found.if_stopped is None:
        words.append((translate("Ticket", "Loss if all stops fill: no limit"), "warn"))
    else:
        words.append(
            (
                translate("Ticket", "If all stops fill {if_stopped}").format(
                    if_stopped=formats.signed_money(found.if_stopped)
                ),
                "t1",
            )
        )
    fees = (
        translate("Ticket", "Fees, round turn")
        if found.is_round_turn
        else translate("Ticket", "Fees")
    )
    margin = formats.money(found.margin)
    words.append(
        (
            translate("Ticket", "{fees} {amount} · Margin {margin}").format(
                fees=fees, amount=formats.money(found.fees), margin=margin
            ),
            "t1",
        )
    )
    return words
