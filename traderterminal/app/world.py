"""What is there before anything trades: instruments, their hours, and a market."""

from contextlib import AsyncExitStack
from datetime import date
from decimal import Decimal

from traderterminal.app.currency import conversion, unconverted
from traderterminal.app.holdings import Notes
from traderterminal.app.hours import REFERENCE_GROUP, TradingHours
from traderterminal.app.logins import Around, Logins, Wires
from traderterminal.app.markets import is_replay, open_source
from traderterminal.app.news import NewsCalendar
from traderterminal.app.options import Options
from traderterminal.app.settings import Settings
from traderterminal.app.settings_reading import check_market
from traderterminal.brokers.plugin import Contracts
from traderterminal.domain.currencies import Conversion
from traderterminal.domain.instruments import Instrument
from traderterminal.domain.messages import Message
from traderterminal.domain.symbols import SymbolBook
from traderterminal.kit.clock import Clock
from traderterminal.kit.frozen import frozen
from traderterminal.kit.tasks import TaskScope
from traderterminal.market.hub import MarketHub
from traderterminal.market.ports import MarketSource
from traderterminal.storage.exchange_rates import EXCHANGE_RATES_FILE, read_exchange_rates
from traderterminal.storage.resources import Resources


@frozen
class World:
    """What is there before anything trades: instruments, their hours, and a market."""

    resources: Resources
    symbols: SymbolBook
    hours: TradingHours
    hub: MarketHub
    source: MarketSource | None
    logins: Logins
    conversion: Conversion
    unconverted: Message | None
    news: NewsCalendar

    def resolve(self, text: str) -> Instrument:
        """Return the instrument that any accepted form of a symbol means on the market's day."""
        return self.symbols.resolve(text, self.hours.today(self.hub.clock.now_ns()))

    def mark(self, symbol: str) -> Decimal | None:
        """Return the price at which a position is valued; None while none is known."""
        quote = self.hub.quote(symbol)
        return quote.mark if quote else None


async def open_world(
    options: Options,
    settings: Settings,
    host: Clock,
    notes: Notes,
    tasks: TaskScope,
    wires: Wires | None,
    stack: AsyncExitStack,
) -> World:
    """Open all that; raises BadData where a file or the settings cannot be used.

    `notes` are those of the ledger, `stack` closes what was opened at brokers.
    """
    resources = Resources(options.resources)
    calendar = resources.calendar()
    symbols = resources.symbols(calendar, settings.market.roll_days)
    hub = MarketHub(symbols.instrument, host)

    def today() -> date:
        return calendar.trade_date(REFERENCE_GROUP, hub.clock.now_ns())

    contracts = Contracts(symbols.resolve, symbols.instrument, today)
    logins = Logins(Around(host, tasks, contracts, hub))
    stack.push_async_callback(logins.stop)
    # Nothing of a broker's is traded at the prices of a recording, but at venues that play it.
    replays = is_replay(options, settings)
    if wires is not None:
        if not replays:
            check_market(settings, options.market or settings.market.source)
        await logins.open(settings, wires, replays=replays)
    source = await open_source(options, settings, hub, symbols, calendar, host, logins)
    if source is not None:
        hub.follow(source)
    rates = read_exchange_rates(options.data_dir / EXCHANGE_RATES_FILE)
    used = conversion(settings.currency, rates, today(), notes)
    symbols.count_dollars_at(used.per_dollar)
    binding = source is None or source.follows_sessions
    hours = TradingHours(calendar, symbols.instrument, binding=binding)
    waits = unconverted(used, today(), options.data_dir)
    news = NewsCalendar(
        settings.calendar, options.data_dir, hours.local, lambda: hub.clock.now_ns()
    )
    await news.read()
    return World(resources, symbols, hours, hub, source, logins, used, waits, news)
