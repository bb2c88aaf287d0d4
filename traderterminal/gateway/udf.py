"""The data feed for TradingView's charting libraries, in the protocol they call UDF.

Their client polls: prices are JSON numbers, times are seconds, an error is answered 200 with
`{"s": "error", "errmsg"}`. Market data and the marks of own fills only; the token opens nothing
else.
"""

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from traderterminal.domain.bars import Bar, Resolution
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.domain.fills import Fill
from traderterminal.domain.instruments import AssetClass, Instrument, Notation
from traderterminal.domain.messages import Message
from traderterminal.domain.sessions import MIDNIGHT, SessionGroup
from traderterminal.gateway import shapes
from traderterminal.gateway.answers import App, error_body
from traderterminal.gateway.services import Services
from traderterminal.gateway.stream import RESOLUTIONS
from traderterminal.gateway.tokens import Access, Tickets, Token, bearer
from traderterminal.journal.book import Selection
from traderterminal.kit.clock import NANOSECONDS
from traderterminal.kit.frozen import frozen

PREFIX: Final = "/udf"
#: A longer answer would hold the loop: the client asks again for what lies before.
MOST_BARS: Final = 10_000
MOST_FOUND: Final = 100
MOST_QUOTES: Final = 200
#: The library draws no more marks than this at one bar.
MARKS_A_BAR: Final = 10
#: More of them, the latest ones, are not sent at once: no screen has room for them.
MOST_MARKS: Final = 2_000
#: A question about now was asked so lately.
LATELY_NS: Final = 60 * NANOSECONDS
LAST_SECOND: Final = 2**33

_TYPES: Final = {
    AssetClass.FUTURE: "futures",
    AssetClass.STOCK: "stock",
    AssetClass.OPTION: "option",
    AssetClass.CRYPTO: "crypto",
}
_ALWAYS: Final = "24x7"
_MONDAY_TO_FRIDAY: Final = frozenset(range(5))

Json = shapes.Json
Answer = Callable[[Request], Response | Awaitable[Response]]


class Unanswerable(Exception):
    """The query cannot be answered; the text is for the page's console."""


def build_udf(services: Services, token: Token, tickets: Tickets, origins: Iterable[str]) -> App:
    """Return the data feed as an ASGI application; pages from `origins` may read it."""
    feed = _Feed(services)

    def get(path: str, answer: Answer) -> Route:
        return Route(f"{PREFIX}/{path}", _authorised(token, _explained(answer)), methods=["GET"])

    def ticket(request: Request) -> Response:
        return JSONResponse({"ticket": tickets.issue(Access.MARKET)})

    routes = [
        get("config", feed.config),
        get("time", feed.time),
        get("symbols", feed.symbols),
        get("search", feed.search),
        get("history", feed.history),
        get("quotes", feed.quotes),
        get("marks", feed.marks),
        get("timescale_marks", feed.timescale_marks),
        Route(f"{PREFIX}/stream-ticket", _authorised(token, ticket), methods=["POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={404: _missing, 405: _wrong_method})
    app.router.redirect_slashes = False
    return CORSMiddleware(
        app,
        allow_origins=tuple(origins),
        allow_methods=("GET",),
        allow_headers=("Authorization",),
    )


def _authorised(token: Token, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def checked(request: Request) -> Response:
        given = bearer(request.scope["headers"]) or request.query_params.get("token", "").encode()
        if not token.matches(given):
            return JSONResponse(error_body(Message("unauthenticated")), 401)
        return await _answered(answer, request)

    return checked


async def _answered(answer: Answer, request: Request) -> Response:
    given = answer(request)
    return given if isinstance(given, Response) else await given


def _explained(answer: Answer) -> Answer:
    async def explained(request: Request) -> Response:
        try:
            return await _answered(answer, request)
        except UnknownSymbol as unknown:
            problem = f"no instrument is known as {unknown.symbol}"
        except Unanswerable as error:
            problem = str(error)
        return JSONResponse({"s": "error", "errmsg": problem})

    return explained


async def _missing(request: Request, error: Exception) -> Response:
    return JSONResponse(error_body(Message("not_found")), 404)


async def _wrong_method(request: Request, error: Exception) -> Response:
    allowed = {"allowed": "POST" if request.url.path.endswith("/stream-ticket") else "GET"}
    return JSONResponse(error_body(Message("method_not_allowed", allowed)), 405)


@frozen
class _Span:
    """What a query asks for: an instrument, a bar length, and from when until before when."""

    instrument: Instrument
    resolution: Resolution
    from_ns: int
    to_ns: int


class _Feed:
    """The answers, each made of the query alone and of what is known now."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def config(self, request: Request) -> Response:
        exchanges = sorted({found.exchange for found in self._found("", 10_000)})
        return JSONResponse(
            {
                "supports_search": True,
                "supports_group_request": False,
                "supports_marks": True,
                "supports_timescale_marks": True,
                "supports_time": True,
                "exchanges": [
                    {"value": "", "name": "All", "desc": ""},
                    *({"value": name, "name": name, "desc": name} for name in exchanges),
                ],
                "symbols_types": [
                    {"name": "All", "value": ""},
                    *({"name": name.capitalize(), "value": name} for name in _TYPES.values()),
                ],
                "supported_resolutions": RESOLUTIONS,
                # Ours, for a page that says what market it shows.
                "source": self._services.describe_market().get("source", "none"),
            }
        )

    def time(self, request: Request) -> Response:
        return PlainTextResponse(str(self._now_ns() // NANOSECONDS))

    def symbols(self, request: Request) -> Response:
        return JSONResponse(self._described(self._instrument(request)))

    def search(self, request: Request) -> Response:
        query = request.query_params
        wanted = (query.get("type", ""), query.get("exchange", ""))
        limit = min(_whole(request, "limit", 30), MOST_FOUND)
        found = [
            {
                "symbol": one.symbol,
                "full_name": f"{one.exchange}:{one.symbol}",
                "description": one.description,
                "exchange": one.exchange,
                "ticker": one.symbol,
                "type": _TYPES[one.asset_class],
            }
            for one in self._found(query.get("query", ""), 10_000)
            if wanted[0] in ("", _TYPES[one.asset_class]) and wanted[1] in ("", one.exchange)
        ]
        return JSONResponse(found[: max(0, limit)])

    async def history(self, request: Request) -> Response:
        asked = self._span(request)
        bars = await self._bars(asked, min(_whole(request, "countback", 0), MOST_BARS))
        if not bars:
            return JSONResponse({"s": "no_data"})
        price, lots = number_of(asked.instrument.tick_size), number_of(asked.instrument.lot_size)
        return JSONResponse(
            {
                "s": "ok",
                "t": [bar.start_ns // NANOSECONDS for bar in bars],
                "o": [price(bar.open) for bar in bars],
                "h": [price(bar.high) for bar in bars],
                "l": [price(bar.low) for bar in bars],
                "c": [price(bar.close) for bar in bars],
                "v": [lots(bar.volume) for bar in bars],
            }
        )

    def quotes(self, request: Request) -> Response:
        names = request.query_params.get("symbols", "").split(",")
        named = [name.strip() for name in names if name.strip()]
        return JSONResponse({"s": "ok", "d": [self._quoted(n) for n in named[:MOST_QUOTES]]})

    def marks(self, request: Request) -> Response:
        asked = self._span(request)
        start_of = self._start_of(asked)
        at_bar: dict[int, list[Fill]] = {}
        for fill in self._fills(asked):
            at_bar.setdefault(start_of(fill.at_ns), []).append(fill)
        marks = [
            shapes.mark(fill, asked.instrument, start_ns)
            for start_ns in sorted(at_bar)
            for fill in at_bar[start_ns][-MARKS_A_BAR:]
        ]
        return JSONResponse(marks[-MOST_MARKS:])

    def timescale_marks(self, request: Request) -> Response:
        """The ends of round trips."""
        asked = self._span(request)
        start_of = self._start_of(asked)
        trades = self._services.journal.trades(Selection(symbol=asked.instrument.symbol))
        ended = [t for t in trades if asked.from_ns <= t.trip.exit_ns < asked.to_ns]
        return JSONResponse(
            [
                {
                    "id": trade.trip.trade_id,
                    "time": start_of(trade.trip.exit_ns) // NANOSECONDS,
                    "color": "green" if trade.trip.net_pnl > 0 else "red",
                    "label": "T",
                    "tooltip": [
                        f"{trade.trip.direction} {shapes.text(trade.trip.quantity)}"
                        f" {trade.trip.symbol} · {trade.trip.account}",
                        f"net {shapes.text(trade.trip.net_pnl)}",
                    ],
                }
                for trade in ended[-MOST_MARKS:]
            ]
        )

    def _now_ns(self) -> int:
        return self._services.hub.clock.now_ns()

    def _found(self, text: str, limit: int) -> list[Instrument]:
        today = self._services.hours.today(self._now_ns())
        return self._services.symbols.search(text, today, limit)

    def _instrument(self, request: Request) -> Instrument:
        return self._services.resolve(request.query_params.get("symbol", ""))

    def _span(self, request: Request) -> _Span:
        text = request.query_params.get("resolution", "1")
        try:
            resolution = Resolution.parse(text)
        except ValueError as error:
            raise Unanswerable(str(error)) from None
        if str(resolution) not in RESOLUTIONS:
            raise Unanswerable(f"bars are made of {', '.join(RESOLUTIONS)}")
        from_ns = _whole(request, "from", 0) * NANOSECONDS
        to_ns = _whole(request, "to", LAST_SECOND) * NANOSECONDS
        return _Span(self._instrument(request), resolution, from_ns, to_ns)

    async def _bars(self, asked: _Span, countback: int) -> list[Bar]:
        """`countback` outranks `from`; where a span is empty, the bar before it says so.

        Without that bar the library would ask again and again.
        """
        bars, symbol = self._services.bars, asked.instrument.symbol
        there = symbol in self._services.hub.symbols() or bars.knows(symbol)
        if not there and not await bars.fetch_older(symbol):
            return []
        latest = partial(bars.history, symbol, asked.resolution, self._before_ns(asked))
        wanted = countback if countback > 0 else MOST_BARS
        while len(found := latest(wanted)) < wanted:
            reaches_back = bool(found) and countback <= 0 and found[0].start_ns < asked.from_ns
            if reaches_back or not await bars.fetch_older(symbol, asked.resolution):
                break
        if countback > 0:
            return list(found)
        return [bar for bar in found if bar.start_ns >= asked.from_ns] or list(found[-1:])

    def _before_ns(self, asked: _Span) -> int:
        """Before when bars have to start: a day, week or month that goes on is told of, too.

        It has the key of its trade date, which on the evening before has not begun by the clock.
        Who asks for what lies before that very key has it already.
        """
        now_ns = self._now_ns()
        if asked.resolution.seconds is not None or asked.to_ns < now_ns - LATELY_NS:
            return asked.to_ns
        under_way = self._start_of(asked)(now_ns)
        return asked.to_ns if asked.to_ns == under_way else max(asked.to_ns, under_way + 1)

    def _start_of(self, asked: _Span) -> Callable[[int], int]:
        """Return what gives the key of the bar that a moment belongs to."""
        period = self._services.bars.period(asked.instrument.symbol, asked.resolution)
        return lambda at_ns: period.span(at_ns).start_ns

    def _fills(self, asked: _Span) -> list[Fill]:
        symbol, journal = asked.instrument.symbol, self._services.journal
        found: list[Fill] = []
        for account in self._services.desk.accounts:
            fills = journal.fills(account, symbol)  # in order of time
            first, end = (bisect_left(fills, at, key=_at) for at in (asked.from_ns, asked.to_ns))
            found += fills[max(first, end - MOST_MARKS) : end]
        return sorted(found, key=lambda fill: (fill.at_ns, fill.fill_id))

    def _quoted(self, name: str) -> Json:
        try:
            instrument = self._services.resolve(name)
        except UnknownSymbol:
            return {"s": "error", "n": name[:64], "v": {}}
        hub, symbol = self._services.hub, instrument.symbol
        quote = hub.quote(symbol)
        values: dict[str, Decimal | None] = {}
        if quote is not None:
            values |= {"lp": quote.last, "ask": quote.ask, "bid": quote.bid}
            if quote.ask is not None and quote.bid is not None:
                values["spread"] = quote.ask - quote.bid
        values |= self._day(instrument, values.get("lp"))
        return {
            "s": "ok",
            "n": name[:64],
            "v": {
                "short_name": symbol,
                "exchange": instrument.exchange,
                "description": instrument.description,
                **{key: float(value) for key, value in values.items() if value is not None},
            },
        }

    def _day(self, instrument: Instrument, last: Decimal | None) -> dict[str, Decimal | None]:
        """The figures of the trading day, as far as there are any."""
        symbol = instrument.symbol
        if symbol not in self._services.hub.symbols():
            return {}
        day = self._services.bars.day(symbol)
        if day is None:
            return {}
        price = instrument.from_ticks
        figures: dict[str, Decimal | None] = {
            "open_price": price(day.bar.open),
            "high_price": price(day.bar.high),
            "low_price": price(day.bar.low),
            "volume": instrument.from_lots(day.bar.volume),
        }
        if day.previous_close is not None and last is not None:
            before = price(day.previous_close)
            figures |= {"prev_close_price": before, "ch": last - before}
            figures["chp"] = round((last - before) / abs(before) * 100, 2) if before else None
        return figures

    def _described(self, instrument: Instrument) -> Json:
        lot = int(instrument.lot_size.normalize().as_tuple().exponent)
        group = self._services.hours.group(instrument)
        return {
            "name": instrument.symbol,
            "ticker": instrument.symbol,
            "full_name": f"{instrument.exchange}:{instrument.symbol}",
            "description": instrument.description,
            "type": _TYPES[instrument.asset_class],
            "session": session_text(group),
            "timezone": "Etc/UTC" if group is None or group.zone.key == "UTC" else group.zone.key,
            "exchange": instrument.exchange,
            "listed_exchange": instrument.exchange,
            "currency_code": instrument.currency,
            "format": "price",
            **price_steps(instrument),
            "volume_precision": max(0, -lot),
            "has_intraday": True,
            "has_daily": True,
            "has_weekly_and_monthly": True,
            "intraday_multipliers": [text for text in RESOLUTIONS if text.isdigit()],
            "supported_resolutions": RESOLUTIONS,
            "visible_plots_set": "ohlcv",
            "data_status": "streaming",
        }


def number_of(step: Decimal) -> Callable[[int], float]:
    """Return what turns a count of steps into the number nearest to their sum, quickly."""
    numerator, denominator = step.as_integer_ratio()
    return lambda count: count * numerator / denominator


def _at(fill: Fill) -> int:
    return fill.at_ns


def price_steps(instrument: Instrument) -> dict[str, int | bool]:
    """Return the tick as the library takes it: `minmov` ÷ `pricescale`.

    Prices written in 32nds are `fractional`; `minmove2` is how many steps a 32nd has, 0 for one.
    """
    tick = Fraction(instrument.tick_size)
    if instrument.notation is Notation.THIRTY_SECONDS:
        scale = max(32, tick.denominator)
        parts = scale // 32
        return {
            "minmov": int(tick * scale),
            "pricescale": scale,
            "minmove2": parts if parts > 1 else 0,
            "fractional": True,
        }
    scale = 10**instrument.price_decimals
    return {"minmov": int(tick * scale), "pricescale": scale, "minmove2": 0, "fractional": False}


def session_text(group: SessionGroup | None) -> str:
    """Return trading hours as the library takes them: `1700-1600`, several joined by commas.

    Hours that open later than they close begin on the evening before; days follow a colon where
    they are not Monday to Friday, Sunday being 1.
    """
    if group is None:
        return _ALWAYS
    spans = [
        f"{span.open:%H%M}-{'2400' if span.close == MIDNIGHT else f'{span.close:%H%M}'}"
        for span in group.spans
    ]
    if group.weekdays == _MONDAY_TO_FRIDAY:
        return ",".join(spans)
    if spans == ["0000-2400"] and len(group.weekdays) == 7:
        return _ALWAYS
    days = "".join(sorted(str((day + 1) % 7 + 1) for day in group.weekdays))
    return ",".join(f"{span}:{days}" for span in spans)


def _whole(request: Request, name: str, default: int) -> int:
    """Return a query's whole number, kept within what a time can be."""
    text = request.query_params.get(name, "")
    if not text:
        return default
    try:
        number = int(text)
    except ValueError:
        raise Unanswerable(f"{name} must be a whole number") from None
    return max(-LAST_SECOND, min(LAST_SECOND, number))
