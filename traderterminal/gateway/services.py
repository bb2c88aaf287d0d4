"""What the listener's applications are given of the engine."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from traderterminal.alerts.inbox import Inbox
from traderterminal.desk.desk import Desk
from traderterminal.desk.groups import Groups
from traderterminal.desk.ports import Ledger
from traderterminal.desk.reality import Reality
from traderterminal.domain.execution import FindQueue
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import SessionGroup
from traderterminal.domain.symbols import SymbolBook
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.replay import ReplayStatus
from traderterminal.strategies.automation import Automation


class ReplayControls(Protocol):
    """Moves the recording that is replayed. Each call returns once the move is done."""

    @property
    def status(self) -> ReplayStatus: ...
    async def play(self, speed: float | None) -> None: ...
    async def pause(self) -> None: ...
    async def step(self, seconds: float | None) -> None: ...
    async def seek(self, until_ns: int) -> None: ...


class Hours(Protocol):
    """When the running market trades. Times are market time."""

    def today(self, at_ns: int) -> date:
        """The market's day."""
        ...

    def trade_date(self, symbol: str, at_ns: int) -> date: ...
    def group(self, instrument: Instrument) -> SessionGroup | None:
        """The hours of an instrument; None where it trades round the clock."""
        ...


@frozen
class Services:
    """The engine's parts, as far as the outside may touch them.

    `describe_market` tells source, symbols and state of the feed; `day_net` the net result of an
    account since the market's day began; `default_group` takes an order that names no account;
    `own_alerts` tells of the alerts that the trader has set himself; who `called` has, if there is
    one, a window that comes forward.
    """

    version: str
    started_ns: int
    host: Clock
    desk: Desk
    find_queue: FindQueue
    ledger: Ledger
    inbox: Inbox
    journal: Journal
    hub: MarketHub
    bars: BarBook
    symbols: SymbolBook
    hours: Hours
    resolve: Callable[[str], Instrument]
    replay: ReplayControls | None
    describe_market: Callable[[], Mapping[str, object]]
    day_net: Callable[[str], Decimal | None]
    groups: Groups
    default_group: str
    automation: Automation
    reality: Reality
    own_alerts: Observers[ToldAlert]
    called: Observers[None]
    last_seq: Callable[[], int]
