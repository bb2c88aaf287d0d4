"""What the gateway is given, with the market, the clocks and the desk in the test's hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.support.alerts import InboxDesk
from tests.support.builders import INSTRUMENTS
from tests.support.market import MINUTE, TRADED, a_hub, a_quote, a_trade, utc_date
from tests.support.paper_desk import NOON_NS, PaperDesk, paper_desk, resolve
from tests.support.shipped import shipped_calendar, shipped_symbols
from tests.support.stored_minutes import StoredMinutes
from traderterminal.desk.desk import Change, FillBooked
from traderterminal.desk.groups import Groups, Member
from traderterminal.desk.reality import Reality
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.sessions import SessionGroup
from traderterminal.gateway.answers import App, Event, Scope
from traderterminal.gateway.services import Services
from traderterminal.journal.book import Journal
from traderterminal.kit.clock import Clock, VirtualClock
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.backfill import FromDisk
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.strategies.automation import Automation

START_NS = NOON_NS


class UtcHours:
    """Trade dates that change at midnight UTC, or so much `ahead`; hours as they ship."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def today(self, at_ns: int) -> date:
        return utc_date("", at_ns)

    def trade_date(self, symbol: str, at_ns: int) -> date:
        return utc_date(symbol, at_ns) + self.ahead

    def group(self, instrument: Instrument) -> SessionGroup | None:
        return shipped_calendar().groups()[instrument.session]


@dataclass
class OneFeed:
    """A source of ES alone that delivers what the test publishes."""

    clock: Clock
    name: str = "test"
    follows_sessions: bool = True
    state: FeedState = FeedState.RUNNING

    def symbols(self) -> Sequence[str]:
        return ("ESH2024",)

    def health(self, symbol: str) -> FeedHealth:
        return FeedHealth(self.state, 0.0, None)

    async def run(self) -> None:
        raise AssertionError("the test publishes by hand")


@dataclass
class Gateway:
    """The services and what stands behind them."""

    paper: PaperDesk = field(default_factory=paper_desk)
    alerts: InboxDesk = field(default_factory=InboxDesk)
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(START_NS))
    hub: MarketHub = field(init=False)
    feed: OneFeed = field(init=False)
    services: Services = field(init=False)
    members: dict[str, list[Member]] = field(default_factory=dict)
    stored: StoredMinutes = field(default_factory=lambda: StoredMinutes([]))
    hours: UtcHours = field(default_factory=UtcHours)
    own_alerts: Observers[ToldAlert] = field(default_factory=Observers)
    called: Observers[None] = field(default_factory=Observers)

    def __post_init__(self) -> None:
        self.hub = a_hub(self.clock)
        self.feed = OneFeed(self.clock)
        self.hub.follow(self.feed)
        journal = Journal(utc_date)

        def keep(change: Change) -> None:
            if isinstance(change, FillBooked):
                journal.add(change.fill)

        self.paper.desk.changed.connect(keep)
        self.automation = Automation(
            ledger=self.paper.ledger, settings={}, notes={}, accounts=lambda: ("paper",)
        )
        self.groups = Groups(
            trader=self.paper.desk,
            ledger=self.paper.ledger,
            members=lambda name: self.members.get(name) or [Member(name)],
            names=lambda: tuple(self.members),
            resolve=resolve,
            instrument=INSTRUMENTS.__getitem__,
            tasks=self.paper.tasks,
        )
        self.services = Services(
            version="1.0",
            started_ns=1,
            host=self.paper.host,
            desk=self.paper.desk,
            find_queue=self.paper.find_queue,
            ledger=self.paper.ledger,
            inbox=self.alerts.inbox,
            journal=journal,
            hub=self.hub,
            bars=BarBook(self.hub, self.hours.trade_date, older=FromDisk(self.stored)),
            symbols=shipped_symbols(),
            hours=self.hours,
            resolve=lambda text: TRADED[text] if text in TRADED else resolve(text),
            replay=None,
            describe_market=dict,
            day_net=lambda account: None,
            groups=self.groups,
            default_group="paper",
            automation=self.automation,
            reality=Reality(self.paper.ledger, self.paper.tasks),
            own_alerts=self.own_alerts,
            called=self.called,
            last_seq=lambda: 0,
        )

    def trade(self, minute: int, price: int, size: int = 1) -> None:
        """Print a trade so many minutes after the start."""
        at_ns = START_NS + minute * MINUTE
        self.clock.advance_to(at_ns)
        self.hub.publish(a_trade(price, size, at_ns=at_ns))

    def quote(self, bid: int, ask: int) -> None:
        """Quote ES as of now."""
        self.hub.publish(a_quote(bid, ask, at_ns=self.clock.now_ns()))


def tick_price(ticks: int) -> float:
    """The price of so many ticks of ES."""
    return float(TRADED["ESH2024"].from_ticks(ticks))


def http_scope(
    path: str = "/health",
    headers: Sequence[tuple[bytes, bytes]] = ((b"host", b"127.0.0.1:8765"),),
    method: str = "GET",
    kind: str = "http",
) -> Scope:
    """Return the scope of a request as a server makes it."""
    return {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": list(headers),
    }


async def call(app: App, scope: Scope, *body: bytes) -> tuple[int, list[Event]]:
    """Send a request in the given pieces; return the status and all that was answered."""
    pieces, sent = list(body or (b"",)), list[Event]()

    async def receive() -> Event:
        if not pieces:
            return {"type": "http.disconnect"}
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(event: Event) -> None:
        sent.append(event)

    await app(scope, receive, send)
    return (int(sent[0]["status"]) if "status" in sent[0] else 0), sent


def bearer(token: str) -> Mapping[str, Any]:
    """Return the header that carries a token."""
    return {"Authorization": f"Bearer {token}"}
