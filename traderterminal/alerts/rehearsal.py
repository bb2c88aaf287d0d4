"""What an alert would do if it came now, and its trial on a paper account: nothing else is touched.

A rehearsal is read, routed, sized and put before the gate as an alert is, but for its age: it
counts as fired now. Nothing of it is stored and nothing leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from traderterminal.alerts.dialects import Decoded, Unreadable, decode
from traderterminal.alerts.fields import NotTradeable
from traderterminal.alerts.normalise import normalise
from traderterminal.alerts.redaction import (
    as_text,
    holds_broker_credentials,
    mask_text,
    masked,
)
from traderterminal.alerts.routing import AlertRules
from traderterminal.desk.judge import Preview
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import Signal
from traderterminal.kit.frozen import frozen

#: Stands before the name of the strategy whose alert is tried, so that it is nobody's result.
TRIAL: Final = "Trial"
#: Stands between the contracts of a message that means several.
_AND: Final = ", "


@frozen
class Understood:
    """A message as it was read: its text with secrets masked, what it asks for, the contracts it
    means. `refusal` says why it cannot be traded, whatever the market does."""

    body: str
    signals: tuple[Signal, ...] = ()
    symbol: str = ""
    refusal: Message | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        """The contracts one by one."""
        return tuple(self.symbol.split(_AND)) if self.symbol else ()


@frozen
class Foreseen:
    """What one account would do: the order it would ask for and what the gate says of it.

    Without a `wish`, `reason` tells why nothing would be sent; with one, why no more than its way
    out would. `asks` says that it would wait for the trader's approval.
    """

    account: str
    wish: OrderWish | None = None
    preview: Preview | None = None
    reason: Message | None = None
    asks: bool = False

    @property
    def refusal(self) -> Message | None:
        """Why nothing would be sent; None where an order would."""
        if self.wish is None or self.preview is None:
            return self.reason
        return self.preview.reason


@frozen
class Rehearsal:
    """How a message was read, and what every account would do with it; `reasons` are those for
    which a part of it is for none."""

    understood: Understood
    accounts: tuple[Foreseen, ...] = ()
    reasons: tuple[Message, ...] = ()

    @property
    def trades(self) -> bool:
        """Say whether an order would be sent at all."""
        return any(one.refusal is None for one in self.accounts)


def understand(decoded: Decoded, rules: AlertRules) -> Understood:
    """Read what was decoded; what cannot be traded comes with the reason."""
    clean = masked(decoded)
    found = Understood(as_text(clean))
    try:
        if holds_broker_credentials(decoded):
            raise NotTradeable("broker_credentials")
        found = replace(found, signals=normalise(clean, rules.unit_of))
        return replace(found, symbol=_resolved(found.signals, rules))
    except NotTradeable as refusal:
        return replace(found, refusal=refusal.reason)


def read(body: bytes, rules: AlertRules) -> Understood:
    """Read a message from its bytes; one that no dialect decodes comes with the reason."""
    try:
        return understand(decode(body), rules)
    except Unreadable as unreadable:
        return Understood(mask_text(body), refusal=unreadable.reason)


def _resolved(signals: Sequence[Signal], rules: AlertRules) -> str:
    """The contracts that the signals mean; raises NotTradeable for a name unknown."""
    found: dict[str, None] = {}
    for signal in signals:
        if signal.symbol:
            try:
                found[rules.resolve(signal.symbol).symbol] = None
            except UnknownSymbol:
                raise NotTradeable("unresolvable_symbol", symbol=signal.symbol) from None
    return _AND.join(found)


def as_of_now(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """Return signals that count as fired when they are received."""
    return tuple(replace(signal, fired_ns=None, bar_ns=None) for signal in signals)


def on_paper(
    signals: Sequence[Signal], account: str, rules: AlertRules, new_id: Callable[[], str]
) -> tuple[Signal, ...]:
    """Return signals for a trial on a paper account.

    They are new ones each time, and their strategy is one that is set up nowhere: it trades on
    paper alone, and its trades are no result of the strategy that is tried.
    """
    found = []
    for signal in as_of_now(signals):
        rule = rules.strategy(signal.strategy)
        quantity = signal.quantity or (rule.quantity if rule is not None else None)
        found.append(
            replace(
                signal,
                account=account,
                account_group="",
                quantity=quantity,
                strategy=f"{TRIAL} {signal.strategy}".rstrip(),
                message_id=new_id(),
            )
        )
    return tuple(found)
