"""A login of ours at the practice Tradovate, both in one process and on one virtual clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.support.builders import listed
from tests.support.plain_dialect import ACCOUNT, TODAY, VenueScene
from tests.support.tradovate_scene import NAME, PASSWORD, tradovate_scene
from tests.support.venue import elapse, turns
from tests.support.wire import Wire
from traderterminal.brokers.plugin import (
    NOTHING_KEPT,
    Contracts,
    Environment,
    Kept,
    Outside,
    Seat,
    SessionStatus,
    Urls,
)
from traderterminal.brokers.tradovate.feed import TradovateFeed
from traderterminal.brokers.tradovate.session import TradovateSession
from traderterminal.brokers.tradovate.settings import login_of
from traderterminal.desk.ports import News
from traderterminal.domain.accounts import Mode
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub

SEATS = (Seat("paper", str(ACCOUNT)),)
#: How many turns of the loop a conversation with the venue may take until all is said.
ENOUGH: Final = 1_000
CREDENTIALS = {"name": NAME, "password": PASSWORD, "cid": "8", "sec": "secret"}


@dataclass
class TradovateLogin:
    """A session before a practice venue; `said` is what it told the desk, in order."""

    scene: VenueScene
    wire: Wire
    session: TradovateSession
    hub: MarketHub  # ours, into which the session publishes
    tasks: TaskScope
    outside: Outside
    said: list[News] = field(default_factory=list)
    statuses: list[SessionStatus] = field(default_factory=list)

    @property
    def feed(self) -> TradovateFeed:
        assert isinstance(self.session.feed, TradovateFeed)
        return self.session.feed

    async def pass_time(self, seconds: float) -> None:
        await elapse(self.scene.clock, seconds)
        await turns(ENOUGH)

    async def start(self) -> None:
        """Begin the session and let it get online."""
        self.session.start()
        await self.pass_time(0)

    async def close(self) -> None:
        await self.session.stop()
        await self.tasks.aclose()
        await self.scene.close()


def tradovate_login(
    seats: Sequence[Seat] = SEATS,
    *,
    credentials: dict[str, str] | None = None,
    mode: Mode = Mode.SANDBOX,
    scene: VenueScene | None = None,
    kept: Kept = NOTHING_KEPT,
) -> TradovateLogin:
    """Return a login that has not begun; call it inside a running loop."""
    scene = scene or tradovate_scene()
    tasks = TaskScope(on_error=lambda name, error: scene.failures.append(error))
    wire = Wire(scene.venue, scene.host, scene.tasks)
    hub = MarketHub(listed, scene.clock)
    urls = Urls(**scene.venue.dialect.urls("venue", 80))
    outside = Outside(
        host=scene.clock,
        tasks=tasks,
        http=wire.http,
        open_stream=lambda url: wire.open_stream(url),
        secret=lambda key: "",
        contracts=Contracts(
            resolve=lambda text, on: listed(text), instrument=listed, today=lambda: TODAY
        ),
        hub=hub,
        jitter=lambda: 1.0,
        kept=kept,
    )
    login = login_of(CREDENTIALS if credentials is None else credentials, outside.secret)
    session = TradovateSession(Environment("practice", urls, mode), seats, login, outside)
    made = TradovateLogin(scene, wire, session, hub, tasks, outside)
    session.broker.listen(made.said.append)
    session.changed.connect(made.statuses.append)
    return made
