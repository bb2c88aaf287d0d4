"""Recorded market data in CSV files, plain or gzipped: reading what exchanges and we record.

Three formats, told apart by their header line: ticks (what the recorder writes), the order-by-order
book, of which quotes, trades and the best levels are derived, and one-minute bars, of which ticks
can only be made up. A fourth tells the fate of single orders. Whatever is wrong in a file is
reported with its name and line.

Beside quote and trade the tick format knows the kind `gap`, a row with a time and nothing else:
from then to the next row nothing was heard of the feed, and what stood before counts as stale.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO, TypeVar

from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.clock import NANOSECONDS, parse_iso
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark
from traderterminal.market.book import BookEvent, BookRow, WholeOfBook
from traderterminal.market.fates import RecordedOrder
from traderterminal.market.ticks import Aggressor, GapMark, QuoteTick, Row, Tick, TradeTick

_TICKS: Final = "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size"
_BOOK: Final = "ts_event_ns,action,side,price,size,order_id,flags"
_BARS: Final = "timestamp_utc,open,high,low,close,volume"
_ORDERS: Final = (
    "order_id,placed_ns,side,limit_price,size,removed_ns,filled,filled_size,last_fill_ns"
)

#: Rows between two words on how far reading has come.
CHUNK: Final = 100_000

#: Levels a side that are derived from a book.
LEVELS: Final = 10

_LAST_OF_EVENT: Final = 128
_SNAPSHOT: Final = 32
_MINUTE_NS: Final = 60 * NANOSECONDS
#: No exchange quotes finer: where prices are only compared, no tick size need be known.
_FINEST_STEP: Final = Decimal("1e-9")
#: Beyond these the columns of bars cannot hold a price, a volume or a time.
_MOST_TICKS: Final = 2**30
_MOST_LOTS: Final = 2**40
_MOST_STEPS: Final = 2**62
_LATEST_NS: Final = 2**62  # in the year 2116
_GZIP_MAGIC: Final = b"\x1f\x8b"

Lines = Iterator[list[str]]
Found = TypeVar("Found")


@frozen
class Recording:
    """The rows of a file, in order of time. `approximate`: ticks were made up from bars."""

    rows: tuple[Row, ...]
    approximate: bool


def read_recording(
    path: Path, instrument: Instrument, go_on: Callable[[int], bool] = lambda rows: True
) -> Recording:
    """Read a whole file as rows of `instrument`; raises BadData, which names the line.

    `go_on` is told every now and then how many rows there are so far; it ends the reading with
    False.
    """
    with _opened(path) as lines:
        decode = _decoder(path, lines.header)
        found = _located(path, lines, decode(lines, _Grid(instrument)))
        rows: list[Row] = []
        while chunk := tuple(islice(found, CHUNK)):
            rows += chunk
            if not go_on(len(rows)):
                raise BadData(mark("Fault", "{path}: reading was broken off"), path=path)
    if not rows:
        raise BadData(mark("Fault", "{path}: there is nothing in it but its header"), path=path)
    return Recording(tuple(rows), approximate=decode is _bars)


def stream_recording(path: Path, instrument: Instrument) -> Iterator[Row]:
    """Read a file row by row; raises BadData once it reaches what is wrong."""
    with _opened(path) as lines:
        decode = _decoder(path, lines.header)
        yield from _located(path, lines, decode(lines, _Grid(instrument)))


def stream_book(path: Path) -> Iterator[BookEvent]:
    """Read an order-by-order book event by event, prices in the finest step that is quoted.

    Raises BadData once it reaches what is wrong.
    """
    with _opened(path) as lines:
        _expect(path, lines, _BOOK)
        yield from _located(path, lines, _book_events(lines, _Grid(None)))


def stream_ticks(path: Path) -> Iterator[Row]:
    """Read ticks row by row, prices in the finest step that is quoted.

    Raises BadData once it reaches what is wrong.
    """
    with _opened(path) as lines:
        _expect(path, lines, _TICKS)
        yield from _located(path, lines, _ticks(lines, _Grid(None)))


def read_orders(path: Path) -> list[RecordedOrder]:
    """Read recorded orders and their fate, prices in the finest step that is quoted.

    Raises BadData, which names the line.
    """
    with _opened(path) as lines:
        _expect(path, lines, _ORDERS)
        return list(_located(path, lines, _recorded_orders(lines, _Grid(None))))


class RecordingWriter:
    """Writes ticks of one instrument to a gzipped file of the tick format."""

    def __init__(self, path: Path, instrument: Instrument) -> None:
        self._instrument = instrument
        # Without a time stamp and a name inside, the same ticks make the same file.
        self._file = path.open("wb")
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=self._file, mtime=0)
        self._text = io.TextIOWrapper(self._gzip, encoding="ascii", newline="")
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._text.write(f"{_TICKS}\n")
        self.written = 0

    def write(self, row: Tick | GapMark) -> None:
        """Add a row; rows come in order of time."""
        match row:
            case TradeTick():
                values = ("trade", self._price(row.price), self._size(row.size), row.aggressor)
                self._rows.writerow((row.at_ns, *values, "", "", "", ""))
            case QuoteTick():
                bid = (self._price(row.bid), self._size(row.bid_size))
                ask = (self._price(row.ask), self._size(row.ask_size))
                self._rows.writerow((row.at_ns, "quote", "", "", "", *bid, *ask))
            case GapMark():
                self._rows.writerow((row.at_ns, "gap", "", "", "", "", "", "", ""))
        self.written += 1

    def close(self) -> None:
        """Finish the file."""
        self._text.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _price(self, ticks: int | None) -> str:
        return "" if ticks is None else f"{self._instrument.from_ticks(ticks):f}"

    def _size(self, lots: int) -> str:
        return f"{self._instrument.from_lots(lots):f}"


class _Lines:
    """The fields of each line, and the number of the line that was read last."""

    def __init__(self, text: TextIO) -> None:
        self._reader = csv.reader(text, strict=True)
        self.header = next(self._reader, [])

    @property
    def number(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> list[str]:
        fields = next(self._reader)
        if len(fields) != len(self.header):
            raise ValueError(f"{len(fields)} fields where the header names {len(self.header)}")
        return fields


class _Grid:
    """Reads prices and sizes of one instrument; the few texts that a file repeats only once.

    Without an instrument a price counts in the finest step that is quoted, a size in whole lots.
    """

    def __init__(self, instrument: Instrument | None) -> None:
        self.symbol = instrument.symbol if instrument else "the recording"
        self._to_ticks = instrument.to_ticks if instrument else _to_finest_step
        self._to_lots = instrument.to_lots if instrument else _to_whole
        self._most_ticks = _MOST_TICKS if instrument else _MOST_STEPS
        self._prices: dict[str, int] = {}
        self._sizes: dict[str, int] = {}

    def price(self, text: str) -> int:
        ticks = self._prices.get(text)
        if ticks is None:
            ticks = self._to_ticks(_number(text, "price"))
            if abs(ticks) > self._most_ticks:
                raise ValueError(f"{text[:40]!r} is not a price of {self.symbol}")
            self._prices[text] = ticks
        return ticks

    def size(self, text: str) -> int:
        lots = self._sizes.get(text)
        if lots is None:
            lots = self._to_lots(_number(text, "size"))
            if not 0 <= lots <= _MOST_LOTS:
                raise ValueError(f"{text[:40]!r} is not a size")
            self._sizes[text] = lots
        return lots


Decoder = Callable[[Lines, _Grid], Iterator[Row]]


def _to_finest_step(price: Decimal) -> int:
    return _to_whole(price / _FINEST_STEP)


def _to_whole(quantity: Decimal) -> int:
    if quantity != (whole := int(quantity)):
        raise ValueError(f"{quantity} is not a whole number")
    return whole


def _number(text: str, what: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValueError(f"{text[:40]!r} is not a {what}")
    return value


@contextmanager
def _opened(path: Path) -> Iterator[_Lines]:
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == _GZIP_MAGIC
            file.seek(0)
            plain = gzip.GzipFile(fileobj=file) if zipped else file
            with io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as text:
                yield _first_line(path, text)
    except OSError as error:
        raise BadData(
            mark("Fault", "{path} cannot be read: {value}"),
            path=path,
            value=error.strerror or error,
        ) from None


def _first_line(path: Path, text: TextIO) -> _Lines:
    try:
        return _Lines(text)
    except (ValueError, csv.Error, EOFError, zlib.error) as error:
        raise BadData(mark("Fault", "{path}: line 1: {error}"), path=path, error=error) from None


def _located(path: Path, lines: _Lines, rows: Iterator[Found]) -> Iterator[Found]:
    """Pass `rows` on; an error among them becomes one that names the line."""
    try:
        yield from rows
    except (ValueError, ArithmeticError, csv.Error) as error:
        raise BadData(
            mark("Fault", "{path}: line {number}: {error}"),
            path=path,
            number=lines.number,
            error=error,
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadData(
            mark("Fault", "{path}: broken off after line {number}: {error}"),
            path=path,
            number=lines.number,
            error=error,
        ) from None


def _ticks(lines: Lines, grid: _Grid) -> Iterator[Row]:
    symbol, latest_ns = grid.symbol, 0
    for time, kind, price, size, aggressor, bid, bid_size, ask, ask_size in lines:
        at_ns = latest_ns = _in_order(int(time), latest_ns)
        match kind:
            case "quote":
                yield QuoteTick(
                    symbol,
                    at_ns,
                    grid.price(bid) if bid else None,
                    grid.size(bid_size) if bid else 0,
                    grid.price(ask) if ask else None,
                    grid.size(ask_size) if ask else 0,
                )
            case "trade":
                crossed = Aggressor(aggressor or "N")
                yield TradeTick(symbol, at_ns, grid.price(price), grid.size(size), crossed)
            case "gap":
                yield GapMark(symbol, at_ns)
            case _:
                raise ValueError(f"{kind!r} is not a kind of row: quote, trade or gap")


def _book(lines: Lines, grid: _Grid) -> Iterator[Row]:
    derived = WholeOfBook(grid.symbol, LEVELS)
    for event in _book_events(lines, grid):
        yield from derived.see(event)


def _book_events(lines: Lines, grid: _Grid) -> Iterator[BookEvent]:
    latest_ns = 0
    rows: list[BookRow] = []
    for time, action, side, price, size, order_id, flag_text in lines:
        flags = int(flag_text)
        if not flags & _SNAPSHOT:  # the orders of a snapshot keep the times they were placed at
            latest_ns = _in_order(int(time), latest_ns)
        at = grid.price(price) if price else 0
        row = BookRow(action, side, at, grid.size(size) if size else 0, order_id)
        row.check()
        rows.append(row)
        if flags & _LAST_OF_EVENT and latest_ns:  # a snapshot alone has no time of its own
            yield BookEvent(latest_ns, rows)
            rows = []
    if latest_ns and rows:  # what an event had shown by the time the recording was cut off
        yield BookEvent(latest_ns, rows)


def _recorded_orders(lines: Lines, grid: _Grid) -> Iterator[RecordedOrder]:
    known: set[str] = set()
    for order_id, placed, side, price, size, removed, _, filled_size, last_fill in lines:
        if order_id in known:
            raise ValueError(f"the order {order_id[:40]!r} comes twice")
        known.add(order_id)
        if side not in _SIGNS:
            raise ValueError(f"{side!r} is not a side: buy or sell")
        order = RecordedOrder(
            order_id=order_id,
            placed_ns=_in_order(int(placed), 0),
            sign=_SIGNS[side],
            price=grid.price(price),
            lots=grid.size(size),
            removed_ns=_in_order(int(removed), int(placed)),
            filled_lots=grid.size(filled_size),
            last_fill_ns=int(last_fill) if last_fill else None,
        )
        order.check()
        yield order


def _bars(lines: Lines, grid: _Grid) -> Iterator[Row]:
    """Make up ticks from bars that are stamped at the end of their minute.

    A rising bar is walked from its open over its low and its high to its close, another one over
    its high first; the volume is spread over the prints, and a quote stands one tick to either side
    of each.
    """
    latest_ns = 0
    for stamp, *prices, volume in lines:
        start_ns = _in_order(parse_iso(stamp) - _MINUTE_NS, latest_ns + 1)
        latest_ns = start_ns
        open_, high, low, close = map(grid.price, prices)
        if not low <= min(open_, close) <= max(open_, close) <= high:
            raise ValueError("open and close must lie between low and high")
        turns = (low, high) if close >= open_ else (high, low)
        path = [price for price, _ in groupby((open_, *turns, close))]
        each, rest = divmod(grid.size(volume), len(path))
        for number, price in enumerate(path):
            at_ns = start_ns + number * _MINUTE_NS // len(path)
            size = max(1, each + (number < rest))
            yield TradeTick(grid.symbol, at_ns, price, size, Aggressor.NEITHER)
            yield QuoteTick(grid.symbol, at_ns, price - 1, size, price + 1, size)


def _in_order(at_ns: int, latest_ns: int) -> int:
    if not 0 <= at_ns < _LATEST_NS:
        raise ValueError(f"{at_ns} is not a time in nanoseconds since 1970")
    if at_ns < latest_ns:
        raise ValueError(f"time goes back, from {latest_ns} to {at_ns}")
    return at_ns


_SIGNS: Final = {"buy": 1, "sell": -1}
_DECODERS: Final[dict[str, Decoder]] = {_TICKS: _ticks, _BOOK: _book, _BARS: _bars}


def _decoder(path: Path, header: list[str]) -> Decoder:
    decode = _DECODERS.get(",".join(header))
    if decode is None:
        known = " or ".join(_DECODERS)
        raise BadData(
            mark("Fault", "{path}: line 1: not the header of a known format; it must be {known}"),
            path=path,
            known=known,
        )
    return decode


def _expect(path: Path, lines: _Lines, header: str) -> None:
    if ",".join(lines.header) != header:
        raise BadData(
            mark("Fault", "{path}: line 1: the header must be {header}"), path=path, header=header
        )
