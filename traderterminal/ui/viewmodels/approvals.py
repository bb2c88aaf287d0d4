"""The alerts that wait for the trader's word, without their widgets."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from traderterminal.alerts.inbox import Inbox
from traderterminal.alerts.routing import Leg
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.signals import Action, AlertRecord, Decision
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.kit.tasks import TaskScope
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.account_choice import AccountEntry
from traderterminal.ui.viewmodels.alerts import asks_for, strategy_of
from traderterminal.ui.viewmodels.attempts import attempt


@frozen
class Asked:
    """What is asked of one account: `Buy 2 ESH2024`; `refusal` says why it would not enter now."""

    account: AccountEntry
    words: str
    refusal: Message | None = None


@frozen
class ApprovalRow:
    """An alert that waits, in whole seconds of host time.

    `then` is the price that the alert names, or that of the market when it asked; None where there
    is none, as is `instrument` where the alert is about several.
    """

    record: AlertRecord
    asked: tuple[Asked, ...]
    instrument: Instrument | None
    then: Decimal | None
    now: Decimal | None
    waited_s: int
    left_s: int

    @property
    def key(self) -> str:
        return self.record.alert_id

    @property
    def strategy(self) -> str:
        return strategy_of(self.record)

    @property
    def asks_for(self) -> str:
        return asks_for(self.record)

    @property
    def taking_part(self) -> list[Asked]:
        """What is to be sent where, as things stand."""
        return [one for one in self.asked if one.refusal is None]


class ApprovalsViewModel:
    """The queue, the first to expire first, and the trader's word on each of them.

    `mark` returns the price at which a symbol is valued. `say` tells of a word that could not be
    kept.
    """

    def __init__(
        self,
        *,
        inbox: Inbox,
        mark: Callable[[str], Decimal | None],
        instrument: Callable[[str], Instrument],
        entry_of: Callable[[str], AccountEntry],
        host: Clock,
        tasks: TaskScope,
        say: Callable[[Message], None],
    ) -> None:
        self._inbox = inbox
        self._mark = mark
        self._instrument = instrument
        self._entry_of = entry_of
        self._host = host
        self._tasks = tasks
        self._say = say
        self._waiting = {record.alert_id: record for record in inbox.waiting}
        self._marks: dict[str, Decimal | None] = {}  # of those that asked while this looked on
        self._dirty = False
        self._second = 0
        self.changed: Observers[None] = Observers()
        self._stop_listening = inbox.changed.connect(self._hear)

    def close(self) -> None:
        self._stop_listening()

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def rows(self) -> list[ApprovalRow]:
        """What waits, the first to expire first."""
        rows = [self._row(record) for record in self._waiting.values()]
        return sorted(rows, key=lambda row: (row.left_s, row.key))

    def rows_of(self, alert_ids: Iterable[str]) -> list[ApprovalRow]:
        """Return those of some alerts that still wait."""
        wanted = set(alert_ids)
        return [row for row in self.rows if row.key in wanted]

    def approve(self, alert_ids: Iterable[str]) -> None:
        """Let alerts trade; one whose time is over does not."""
        self._decide(alert_ids, Decision.APPROVED)

    def refuse(self, alert_ids: Iterable[str]) -> None:
        """Let alerts enter nothing."""
        self._decide(alert_ids, Decision.REJECTED)

    def flush(self) -> None:
        """Tell of what came or went since the last frame, and of each second that passes."""
        second = self._host.now_ns() // NANOSECONDS if self._waiting else 0
        if self._dirty or second != self._second:
            self._dirty, self._second = False, second
            self.changed.emit(None)

    def _decide(self, alert_ids: Iterable[str], decision: Decision) -> None:
        for alert_id in alert_ids:
            decided = self._inbox.decide(alert_id, decision)
            self._tasks.spawn(attempt(decided, self._say), name=f"{decision} {alert_id}")

    def _hear(self, record: AlertRecord) -> None:
        alert_id = record.alert_id
        if record.waits:
            if alert_id not in self._waiting:
                self._marks[alert_id] = self._mark(record.symbol)
            self._waiting[alert_id] = record
            self._dirty = True
        elif self._waiting.pop(alert_id, None) is not None:
            self._marks.pop(alert_id, None)
            self._dirty = True

    def _row(self, record: AlertRecord) -> ApprovalRow:
        approval, now_ns = record.approval, self._host.now_ns()
        assert approval is not None  # noqa: S101 - what waits has asked
        legs = self._inbox.legs_of(record)
        symbols = {leg.signal.symbol for leg in legs}
        one = self._instrument(record.symbol) if len(symbols) == 1 else None
        named = record.signals[0].alert_price
        return ApprovalRow(
            record=record,
            asked=tuple(self._asked(leg) for leg in legs),
            instrument=one,
            then=self._marks.get(record.alert_id) if named is None else named,
            now=None if one is None else self._mark(one.symbol),
            waited_s=max(0, now_ns - approval.asked_ns) // NANOSECONDS,
            left_s=max(0, -((now_ns - approval.expires_ns) // NANOSECONDS)),
        )

    def _asked(self, leg: Leg) -> Asked:
        return Asked(self._entry_of(leg.account), words_of(leg), leg.refusal)


def words_of(leg: Leg) -> str:
    """Say what an alert asks of an account, in the account's own contract."""
    signal, symbol = leg.signal, leg.instrument.symbol
    match signal.action:
        case Action.BUY | Action.SELL:
            return f"{formats.verb(signal.action)} {formats.quantity(leg.quantity)} {symbol}"
        case Action.TARGET:
            return translate("Approvals", "Target {target} {symbol}").format(
                target=formats.signed(_target(leg)), symbol=symbol
            )
        case _:
            return f"{formats.verb(signal.action)} {symbol}"


def _target(leg: Leg) -> Decimal:
    if leg.signal.target is not None:
        return leg.share.of(leg.signal.target)
    return {"long": leg.quantity, "short": -leg.quantity}.get(leg.signal.target_side, Decimal(0))
