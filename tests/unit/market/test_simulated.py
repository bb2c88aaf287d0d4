import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.support.builders import AAPL, ES, option
from tests.support.market import BTC, MES, MINUTE, SECOND, TRADED, Tape, a_hub, utc_date
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import VirtualClock, parse_iso
from traderterminal.kit.tasks import TaskScope, give_way
from traderterminal.market.bars import BarBook
from traderterminal.market.hub import MarketHub
from traderterminal.market.option_chain import ListedOption, OptionPrices
from traderterminal.market.ports import FeedState
from traderterminal.market.simulated import CHARACTERS, SimulatedMarket
from traderterminal.market.simulated_weather import day_rhythm
from traderterminal.market.ticks import Aggressor, DepthTick, QuoteTick, Tick, TradeTick

START = parse_iso("2026-11-24T14:03:27Z")
ALL = (ES, MES, AAPL, BTC)


def simulated(
    hub: MarketHub,
    instruments: Sequence[Instrument] = ALL,
    seed: int = 1,
    start_ns: int = START,
    rate: float = 1.0,
    speed: float = 1.0,
    host: VirtualClock | None = None,
    options: Sequence[ListedOption] = (),
) -> SimulatedMarket:
    market = SimulatedMarket(
        hub,
        instruments,
        host or VirtualClock(),
        seed=seed,
        start_ns=start_ns,
        rate=rate,
        speed=speed,
        options=options,
    )
    hub.follow(market)
    return market


async def ticks_of(seconds: int, instruments: Sequence[Instrument] = ALL, seed: int = 1) -> Tape:
    hub = a_hub()
    market, tape = simulated(hub, instruments, seed), Tape(hub)
    await market.advance_to(START + seconds * SECOND)
    return tape


def of(ticks: Sequence[Tick], symbol: str) -> list[Tick]:
    return [tick for tick in ticks if tick.symbol == symbol]


async def test_every_symbol_has_a_quote_from_the_first_instant() -> None:
    hub = a_hub()
    market = simulated(hub)
    await market.advance_to(START)
    for instrument in ALL:
        quote = hub.quote(instrument.symbol)
        assert quote is not None
        assert quote.bid == instrument.snap(Decimal(CHARACTERS[instrument.root].price))
        assert quote.at_ns == START


async def test_the_same_seed_and_start_make_the_same_ticks_however_time_is_cut() -> None:
    whole = await ticks_of(60)
    hub = a_hub()
    market, tape = simulated(hub), Tape(hub)
    for cut in range(0, 60 * SECOND + 1, 60 * SECOND // 977):
        await market.advance_to(START + cut)
    await market.advance_to(START + 60 * SECOND)
    assert tape.ticks == whole.ticks
    assert (await ticks_of(60, seed=2)).ticks != whole.ticks


async def test_a_symbol_lives_its_life_whoever_else_is_traded() -> None:
    together, alone = await ticks_of(60), await ticks_of(60, [AAPL])
    assert of(together.ticks, "AAPL") == alone.ticks


async def test_the_micro_trades_at_the_prices_of_its_leader() -> None:
    tape = await ticks_of(600)
    prices: dict[str, tuple[int | None, int | None]] = {}
    moves = 0
    latest_ns = 0
    for tick in tape.ticks:
        if tick.at_ns > latest_ns and prices:
            assert prices["ESH2024"] == prices["MESH2024"]
        latest_ns = tick.at_ns
        if isinstance(tick, QuoteTick) and tick.symbol in ("ESH2024", "MESH2024"):
            moves += prices.get(tick.symbol) != (tick.bid, tick.ask)
            prices[tick.symbol] = (tick.bid, tick.ask)
    assert moves > 50


async def test_it_does_not_matter_in_which_order_contracts_are_named() -> None:
    one, other = await ticks_of(20, [ES, MES]), await ticks_of(20, [MES, ES])
    assert one.ticks == other.ticks


async def test_trades_happen_at_the_touch_and_leave_what_they_did_not_take() -> None:
    tape = await ticks_of(300, [ES])
    standing: QuoteTick | None = None
    partial = through = 0
    for rows in tape.events:
        *prints, depth, quote = rows
        assert isinstance(quote, QuoteTick)
        assert isinstance(depth, DepthTick)
        for trade in prints:
            assert isinstance(trade, TradeTick)
            assert standing is not None
            buys = trade.aggressor is Aggressor.BUYER
            shown = standing.ask_size if buys else standing.bid_size
            assert trade.price == (standing.ask if buys else standing.bid)
            if (quote.bid, quote.ask) == (standing.bid, standing.ask):
                left = quote.ask_size if buys else quote.bid_size
                assert trade.size + left == shown
                partial += 1
            else:
                assert trade.size == shown
                through += 1
        standing = quote
    assert partial > 50
    assert through > 10


async def test_ten_prices_a_side_are_displayed_and_the_best_of_them_is_the_quote() -> None:
    hub = a_hub()
    market = simulated(hub, [ES, MES])
    moves = 0
    for turn in range(200):
        before = hub.top("ESH2024")
        await market.advance_to(START + turn * SECOND)
        for symbol in ("ESH2024", "MESH2024"):
            depth, top = hub.depth(symbol), hub.top(symbol)
            assert depth is not None
            assert top is not None
            assert top.bid is not None
            assert top.ask is not None
            bids, asks = depth.side("B"), depth.side("A")
            assert sorted(bids) == list(range(top.bid - 9, top.bid + 1))
            assert sorted(asks) == list(range(top.ask, top.ask + 10))
            assert (bids[top.bid], asks[top.ask]) == (top.bid_size, top.ask_size)
            assert min(*bids.values(), *asks.values()) > 0
        now = hub.top("ESH2024")
        moves += before is not None and now is not None and before.bid != now.bid
    assert moves > 20


async def test_time_never_stands_nor_goes_back_between_events_of_a_symbol() -> None:
    tape = await ticks_of(300)
    for instrument in ALL:
        times = [rows[0].at_ns for rows in tape.events if rows[0].symbol == instrument.symbol]
        assert all(earlier < later for earlier, later in pairwise(times))


async def test_rate_makes_more_events_and_no_more_movement() -> None:
    counts, ranges = [], []
    for rate in (1.0, 8.0):
        hub = a_hub()
        market, tape = simulated(hub, [ES], rate=rate), Tape(hub)
        await market.advance_to(START + 1_200 * SECOND)
        trades = [t.price for t in tape.ticks if isinstance(t, TradeTick)]
        counts.append(len(tape.events))
        ranges.append(max(trades) - min(trades))
    assert 5 < counts[1] / counts[0] < 12
    assert 1 / 4 < ranges[1] / ranges[0] < 4


async def test_a_day_moves_about_as_far_as_its_character_says() -> None:
    closes: list[float] = []
    for seed in range(12):
        hub = a_hub()
        await simulated(hub, [ES], seed, rate=0.02).advance_to(START + 86_400 * SECOND)
        quote = hub.quote("ESH2024")
        assert quote is not None
        assert quote.bid is not None
        closes.append(float(quote.bid - Decimal(CHARACTERS["ES"].price)))
    spread = (sum(move * move for move in closes) / len(closes)) ** 0.5
    assert 55 / 1.8 < spread < 55 * 1.8


def echo(values: Sequence[float], lag: int) -> float:
    """How much of the deviation from the mean is still there `lag` values later."""
    mean = sum(values) / len(values)
    apart = [value - mean for value in values]
    pairs = zip(apart, apart[lag:], strict=False)
    return sum(a * b for a, b in pairs) / sum(a * a for a in apart)


async def test_activity_gathers_in_clusters_beyond_the_rhythm_of_the_day() -> None:
    hub = a_hub()
    market, tape = simulated(hub, [ES]), Tape(hub)
    await market.advance_to(START + 120 * MINUTE)
    counts = Counter(event[0].at_ns // MINUTE for event in tape.events)
    calm = [counts[minute] / day_rhythm(minute * MINUTE) for minute in sorted(counts)[1:-1]]
    assert echo(calm, lag=5) > 0.3


def test_volatility_of_the_past_gathers_in_clusters_too() -> None:
    echoes = []
    for seed in range(6):
        bars = simulated(a_hub(), [ES], seed).bars("ESH2024", "1", START, 480)
        ranges = [(bar.high - bar.low) / day_rhythm(bar.start_ns) ** 0.5 for bar in bars]
        echoes.append(echo(ranges, lag=5))
    assert sum(echoes) / len(echoes) > 0.15


async def test_the_hours_before_the_start_lead_up_to_the_first_price() -> None:
    hub = a_hub()
    market = simulated(hub)
    book = BarBook(hub, utc_date, market)
    await market.advance_to(START + 60 * SECOND)
    for instrument in ALL:
        bars = book.series(instrument.symbol).bars()
        first_live = START - START % MINUTE
        before = [bar for bar in bars if bar.start_ns < first_live]
        assert [bar.start_ns for bar in before] == [
            first_live - number * MINUTE for number in range(480, 0, -1)
        ]
        assert all(b.open == a.close for a, b in pairwise(before))
        assert before[-1].close == instrument.to_ticks(Decimal(CHARACTERS[instrument.root].price))
        assert all(bar.volume > 0 for bar in before)
        assert bars[480].start_ns == first_live


async def test_older_minutes_lead_to_those_that_it_begins_with() -> None:
    hub = a_hub()
    market = simulated(hub)
    book = BarBook(hub, utc_date, market, older=market)
    await market.advance_to(START + SECOND)
    for instrument in ALL:
        series = book.series(instrument.symbol)
        assert await book.fetch_older(instrument.symbol)
        bars = series.bars()
        assert len(bars) > 20_000
        assert all(b.start_ns - a.start_ns == MINUTE for a, b in pairwise(bars))
        assert all(b.open == a.close for a, b in pairwise(bars[:-1]))
    assert not len((await market.page("MSFT", START, 30)).bars)


def test_the_micro_has_the_history_of_its_leader() -> None:
    market = simulated(a_hub())
    prices = [
        [(bar.open, bar.high, bar.low, bar.close) for bar in market.bars(symbol, "1", START, 480)]
        for symbol in ("ESH2024", "MESH2024")
    ]
    assert prices[0] == prices[1]


def test_history_ends_before_the_time_and_holds_no_more_than_asked_for() -> None:
    market = simulated(a_hub())
    bars = market.bars("AAPL", "1", START - 100 * MINUTE, 30)
    assert len(bars) == 30
    assert bars[-1].start_ns < START - 100 * MINUTE <= bars[-1].start_ns + MINUTE
    assert market.bars("AAPL", "60", START, 30) == []
    assert market.bars("MSFT", "1", START, 30) == []


def test_an_underlying_without_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is known of how ZW trades"):
        simulated(a_hub(), [replace(ES, root="ZW")])
    with pytest.raises(ValueError, match="MES follows ES, which is not traded"):
        simulated(a_hub(), [MES])


def test_a_market_without_an_end_is_not_played_at_infinite_speed() -> None:
    with pytest.raises(ValueError, match="a market without an end"):
        simulated(a_hub(), speed=math.inf)


async def test_it_runs_at_the_pace_of_the_host_and_is_never_stale_while_it_does() -> None:
    hub, host = a_hub(), VirtualClock()
    market = simulated(hub, speed=3.0, host=host)
    failures: list[Exception] = []
    tasks = TaskScope(on_error=lambda name, error: failures.append(error))
    tasks.spawn(market.run(), name="market")
    for _ in range(100):
        host.advance_to(host.now_ns() + SECOND // 10)
        for _ in range(3):
            await give_way()
    assert market.clock.now_ns() == pytest.approx(START + 30 * SECOND, abs=SECOND)
    assert not hub.health("ESH2024").stale
    assert not market.follows_sessions
    await tasks.aclose()
    assert market.health("ESH2024").state is FeedState.DOWN
    assert not failures


CALL = option("C", 270, date(2026, 12, 18))
PUT = option("P", 265, date(2026, 12, 18))


def listed(contract: Instrument) -> ListedOption:
    return ListedOption(contract, parse_iso(f"{contract.last_trading_day}T22:00:00Z"))


def optional(hub: MarketHub) -> SimulatedMarket:
    """A market in AAPL and two options on it; the hub knows both."""
    TRADED.update({one.symbol: one for one in (CALL, PUT)})
    return simulated(hub, [AAPL], options=[listed(CALL), listed(PUT)])


async def test_an_option_is_quoted_at_once_when_somebody_asks_and_not_before() -> None:
    hub = a_hub()
    market, tape = optional(hub), Tape(hub)
    await market.advance_to(START + 60 * SECOND)
    assert {tick.symbol for tick in tape.ticks} == {"AAPL"}
    assert hub.health(CALL.symbol).state is FeedState.DOWN
    quote = hub.quote(CALL.symbol)
    assert quote is not None
    assert quote.at_ns == START + 60 * SECOND
    assert quote.bid is not None
    assert quote.ask is not None
    assert hub.health(CALL.symbol).state is FeedState.RUNNING
    assert list(market.symbols()) == ["AAPL", CALL.symbol]


async def test_options_follow_their_stock_and_lead_it_nowhere() -> None:
    alone = await ticks_of(600, [AAPL])
    hub = a_hub()
    market, tape = optional(hub), Tape(hub)
    hub.want(CALL.symbol)
    hub.want("MSFT")  # what is not traded here stays unknown
    await market.advance_to(START + 600 * SECOND)
    assert of(tape.ticks, "AAPL") == alone.ticks
    stock, seen = None, 0
    for tick in tape.ticks:
        if tick.symbol == "AAPL":
            stock = tick if isinstance(tick, QuoteTick) else stock
        elif stock is not None and tick.at_ns == stock.at_ns:
            assert stock.bid is not None
            assert stock.ask is not None
            prices = OptionPrices(1, "AAPL", 3.2 / 268.40)
            middle = (stock.bid + stock.ask) / 2 * 0.01
            assert tick == prices.quote(listed(CALL), middle, tick.at_ns)
            seen += 1
    assert seen > 20
    assert not any(isinstance(tick, TradeTick) for tick in of(tape.ticks, CALL.symbol))
    assert hub.faults(CALL.symbol).total == 0


async def test_an_option_that_is_looked_at_no_longer_is_quoted_no_longer() -> None:
    hub = a_hub()
    market, tape = optional(hub), Tape(hub)
    stops = [hub.watch(CALL.symbol), hub.watch(PUT.symbol)]
    await market.advance_to(START + 60 * SECOND)
    assert {tick.symbol for tick in tape.ticks} == {"AAPL", CALL.symbol, PUT.symbol}
    hub.want(PUT.symbol)  # it was bought meanwhile
    for stop in stops:
        stop()
    tape.ticks.clear()
    await market.advance_to(START + 120 * SECOND)
    assert {tick.symbol for tick in tape.ticks} == {"AAPL", PUT.symbol}
    assert list(market.symbols()) == ["AAPL", PUT.symbol]
    market.release("AAPL")  # what is always traded stays
    quote = hub.quote(CALL.symbol)
    assert quote is not None
    assert quote.at_ns == START + 120 * SECOND


async def test_options_asked_for_at_other_times_are_quoted_the_same() -> None:
    quotes = []
    for asked in (0, 90):
        hub = a_hub()
        market = optional(hub)
        await market.advance_to(START + asked * SECOND)
        hub.want(PUT.symbol)
        tape = Tape(hub)
        await market.advance_to(START + 300 * SECOND)
        late = [t for t in of(tape.ticks, PUT.symbol) if t.at_ns > START + 120 * SECOND]
        quotes.append(late)
    assert quotes[0] == quotes[1]
    assert quotes[0]


async def test_an_option_that_has_ended_is_quoted_no_longer() -> None:
    ended = option("C", 270, date(2026, 11, 23))
    TRADED[ended.symbol] = ended
    hub = a_hub()
    market, tape = simulated(hub, [AAPL], options=[listed(ended)]), Tape(hub)
    assert hub.quote(ended.symbol) is None
    await market.advance_to(START + 60 * SECOND)
    assert of(tape.ticks, ended.symbol) == []


def test_an_option_on_what_is_not_traded_is_refused() -> None:
    with pytest.raises(ValueError, match="options on AAPL, which is not traded"):
        simulated(a_hub(), [ES], options=[listed(CALL)])
