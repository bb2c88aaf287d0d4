"""Stored history: ticks and minutes of every symbol in Parquet files of the data folder.

Prices and sizes lie in them as the decimal numbers they are, so that any program can read them and
a changed tick size turns no price into another. Ticks have the columns of the recorded tick format;
bars are minutes, keyed by their start. A file that cannot be read is set aside; the rest counts.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from traderterminal.domain.errors import BadData
from traderterminal.domain.instruments import Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import (
    MINUTE_NS,
    NO_MINUTES,
    BarColumns,
    Minutes,
    SignedSeconds,
    Trades,
)
from traderterminal.storage.parquet import Parquet, ParquetError, text
from traderterminal.storage.parts import (
    BEING_WRITTEN,
    COLUMNS,
    CORRUPT,
    PERIOD,
    Kind,
    Part,
    folder_of,
    history_of,
    number_in,
    parts_in,
    publish,
    rows_of,
    symbols_in,
    write_whole,
)
from traderterminal.storage.stored_trades import latest_trades, signed_seconds
from traderterminal.storage.whole_units import DECIMAL, lots_of, number, on_grid, ticks_of

if TYPE_CHECKING:
    import duckdb

FOLDER: Final = "history"
#: After every instant.
END_NS: Final = 2**63 - 1

_log = logging.getLogger(__name__)

Found = TypeVar("Found")


@frozen
class Stored:
    """What is there of one symbol; `first_ns` and `last_ns` are its first and last minute."""

    symbol: str
    kind: Kind
    rows: int
    files: int
    size: int
    first_ns: int
    last_ns: int


class HistoryStore:
    """The history in one folder; implements `market.ports.StoredHistory`.

    `instrument` gives the price grid of a symbol. `on_damage` is told the symbol and the new name
    of a file that was set aside, on the thread that found it. Methods block and may be called from
    any thread; several programs may use one folder.
    """

    def __init__(
        self,
        root: Path,
        instrument: Callable[[str], Instrument],
        on_damage: Callable[[str, Path], None] = lambda symbol, path: None,
    ) -> None:
        self.root = root
        self._on_damage = on_damage
        self._instrument = instrument
        self.parquet = Parquet(root / "scratch")

    # Reading.

    def page(self, symbol: str, before_ns: int, count: int) -> Minutes:
        """Return the latest `count` minutes, or fewer, that start before an instant.

        Those that do not lie on the price grid of the symbol are left out and counted. Raises
        BadData.
        """

        def read(parts: Sequence[Part]) -> Minutes:
            # Most markets trade a third of the time or more: so far back there will be enough.
            latest_ns = max((part.last + 1 for part in parts), default=0) * MINUTE_NS
            near_ns = min(before_ns, latest_ns) - 3 * count * MINUTE_NS
            found = self.bars_in(parts, symbol, near_ns, before_ns, count)
            if len(found.bars) + found.off_grid == count:
                return found
            return self.bars_in(parts, symbol, 0, before_ns, count)

        return self.reading(symbol, Kind.BARS, read)

    def bars_in(
        self,
        every: Iterable[Part],
        symbol: str,
        from_ns: int = 0,
        before_ns: int = END_NS,
        count: int = END_NS,
    ) -> Minutes:
        """Return the latest `count` minutes of these parts that start within a time."""
        parts = [
            part
            for part in every
            if part.first * MINUTE_NS < before_ns and part.last * MINUTE_NS >= from_ns
        ]
        if not parts:
            return NO_MINUTES
        one = self._instrument(symbol)
        prices = ("open", "high", "low", "close")
        ticks = ", ".join(f"{ticks_of(name, one.tick_size)} AS {name}" for name in prices)
        rows = rows_of(self.parquet, parts, Kind.BARS)
        found = self.parquet.arrays(
            f"SELECT start_ns, {ticks}, {lots_of('volume', one.lot_size)} AS volume, rank,"
            f" {on_grid(prices, one.tick_size)} AS on_grid"
            f" FROM ({rows}) WHERE start_ns >= ? AND start_ns < ?"
            f" ORDER BY start_ns DESC, rank DESC LIMIT {count}",
            (from_ns, before_ns),
        )
        # Of several of one minute the first one has the highest rank.
        firsts = np.flatnonzero(np.diff(found["start_ns"], prepend=-1))[::-1]
        if not firsts.size:
            return NO_MINUTES
        sound = firsts[found["on_grid"][firsts]]
        return Minutes(
            BarColumns(*(found[name][sound] for name in COLUMNS[Kind.BARS].split(", "))),
            from_ns=int(found["start_ns"][firsts[0]]),
            off_grid=firsts.size - sound.size,
        )

    def trades(self, symbol: str, before_ns: int, count: int) -> Trades:
        """Return the latest `count` trades, or fewer, from before an instant, in order of time.

        Those that do not lie on the price grid of the symbol are left out and counted. Raises
        BadData.
        """
        one = self._instrument(symbol)

        def read(parts: Sequence[Part]) -> Trades:
            return latest_trades(self.parquet, one, parts, before_ns, count)

        return self.reading(symbol, Kind.TICKS, read)

    def signed(self, symbol: str, before_ns: int) -> SignedSeconds:
        """Return the trades by second of the latest day (UTC) with ticks before an instant.

        Raises BadData.
        """
        one = self._instrument(symbol)

        def read(parts: Sequence[Part]) -> SignedSeconds:
            return signed_seconds(self.parquet, one, parts, before_ns)

        return self.reading(symbol, Kind.TICKS, read)

    def listing(self) -> list[Stored]:
        """Return what is stored, by symbol; raises BadData."""
        kinds = [(symbol, kind) for kind in Kind for symbol in symbols_in(self.root, kind)]
        found = [self._stored(symbol, kind) for symbol, kind in sorted(kinds)]
        return [stored for stored in found if stored is not None]

    def last_ns(self, symbol: str) -> int | None:
        """Return the latest minute of a symbol of which something is stored, None where nothing is;
        raises BadData.
        """
        found = [part.last for kind in Kind for part in self.reading(symbol, kind, tuple)]
        return max(found) * MINUTE_NS if found else None

    def _stored(self, symbol: str, kind: Kind) -> Stored | None:
        def read(parts: Sequence[Part]) -> Stored | None:
            if not parts:
                return None
            files = ", ".join(text(part.path) for part in parts)
            ((rows,),) = self.parquet.rows(
                f"SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata([{files}])"
            )
            return Stored(
                symbol=symbol,
                kind=kind,
                rows=rows,
                files=len(parts),
                size=sum(part.path.stat().st_size for part in parts),
                first_ns=min(part.first for part in parts) * MINUTE_NS,
                last_ns=max(part.last for part in parts) * MINUTE_NS,
            )

        return self.reading(symbol, kind, read)

    # Writing.

    def next_rank(self) -> int:
        """Return a rank above all that were given before; the caller holds `lock`."""
        counter = self.root / "rank"
        ranks = [p.rank for kind in Kind for p in self._every_part(kind)]
        rank = max((number_in(counter), *ranks)) + 1
        write_whole(counter, str(rank))
        return rank

    @property
    def lock(self) -> FileLock:
        """Held by whoever changes which parts there are."""
        self.root.mkdir(parents=True, exist_ok=True)
        return FileLock(self.root / "lock")

    def add_ticks(self, symbol: str, rows: npt.NDArray[np.int64]) -> None:
        """Store ticks of a feed, and the minutes of their trades.

        `rows` are in order of time: time, kind (index of `KINDS`), price, size, aggressor (index of
        `AGGRESSORS`), bid, bid size, ask, ask size, prices in ticks and sizes in lots, `NOTHING`
        where there is none. Of a minute that is stored already, what lies before and after stays.
        """
        first_ns, last_ns = int(rows[0, 0]), int(rows[-1, 0])
        folder = self._folder(symbol, Kind.TICKS)

        def write(parts: Sequence[Part]) -> None:
            with self.parquet.session() as session:
                session.register("given", {f"c{n}": rows[:, n].copy() for n in range(9)})
                given = f"SELECT {self._as_stored(symbol)} FROM given"
                before = self._of_minute(parts, first_ns, f"ts_ns < {first_ns}")
                after = self._of_minute(parts, last_ns, f"ts_ns > {last_ns}")
                select = " UNION ALL ".join((*before, given, *after))
                rank = self.next_rank()
                part = publish(session, select, folder, Kind.TICKS, rank)
                if part is not None:
                    minutes = self.minutes_of(session, symbol, part.path)
                    bars = self._folder(symbol, Kind.BARS)
                    self.publish_bars(session, symbol, minutes, bars, rank)

        with self.lock:
            self.reading(symbol, Kind.TICKS, write)

    def add_minutes(self, symbol: str, bars: BarColumns) -> int:
        """Store minutes that were told elsewhere, but for those that are there; return how many.

        `bars` are at least one. Raises BadData.
        """
        folder = self._folder(symbol, Kind.BARS)
        first_ns, end_ns = int(bars.start_ns[0]), int(bars.start_ns[-1]) + 1

        def write(parts: Sequence[Part]) -> int:
            there = self.bars_in(parts, symbol, first_ns, end_ns).bars
            new = bars.where(~np.isin(bars.start_ns, there.start_ns))
            if len(new):
                with self.parquet.session() as session:
                    self.publish_bars(session, symbol, new, folder, self.next_rank())
            return len(new)

        with self.lock:
            return self.reading(symbol, Kind.BARS, write)

    def _of_minute(self, parts: Sequence[Part], at_ns: int, where: str) -> list[str]:
        """SQL for some ticks of those stored of the minute of an instant; empty without any."""
        minute = at_ns // MINUTE_NS
        there = [part for part in parts if part.first <= minute <= part.last]
        if not there:
            return []
        ticks = history_of(self.parquet, there, Kind.TICKS, minute, minute + 1)
        return [f"SELECT * FROM ({ticks}) WHERE {where}"]

    def _as_stored(self, symbol: str) -> str:
        one = self._instrument(symbol)

        def scaled(column: str, step: Decimal) -> str:
            return f"(nullif({column}, {NOTHING}) * {number(step)})::{DECIMAL}"

        return ", ".join(
            (
                "c0 AS ts_ns",
                f"[{', '.join(map(text, KINDS))}][c1 + 1] AS kind",
                f"{scaled('c2', one.tick_size)} AS price",
                f"{scaled('c3', one.lot_size)} AS size",
                f"nullif([{', '.join(map(text, AGGRESSORS))}][c4 + 1], '') AS aggressor",
                f"{scaled('c5', one.tick_size)} AS bid",
                f"{scaled('c6', one.lot_size)} AS bid_size",
                f"{scaled('c7', one.tick_size)} AS ask",
                f"{scaled('c8', one.lot_size)} AS ask_size",
            )
        )

    def minutes_of(
        self, session: "duckdb.DuckDBPyConnection", symbol: str, ticks: Path
    ) -> BarColumns:
        """Make the minutes of the trades in a file of ticks."""
        one = self._instrument(symbol)
        found = session.execute(
            f"SELECT ts_ns, {ticks_of('price', one.tick_size)} AS price,"
            f" {lots_of('size', one.lot_size)} AS size"
            f" FROM read_parquet({text(ticks)}) WHERE kind = 'trade'"
        ).fetchnumpy()
        return BarColumns.of_trades(found["ts_ns"], found["price"], found["size"])

    def publish_bars(
        self,
        session: "duckdb.DuckDBPyConnection",
        symbol: str,
        bars: BarColumns,
        folder: Path,
        rank: int,
        part: int = 0,
    ) -> None:
        """Write minutes as a part into `folder`."""
        one = self._instrument(symbol)
        names = COLUMNS[Kind.BARS].split(", ")
        session.register("bars", {name: getattr(bars, name) for name in names})
        prices = ", ".join(f"({n} * {number(one.tick_size)})::{DECIMAL} AS {n}" for n in names[1:5])
        select = (
            f"SELECT start_ns, {prices}, (volume * {number(one.lot_size)})::{DECIMAL} AS volume"
            " FROM bars"
        )
        publish(session, select, folder, Kind.BARS, rank, part)

    def remove(self, symbol: str) -> int:
        """Delete what is stored of a symbol; return how many files that were."""
        with self.lock:
            parts = [part for kind in Kind for part in parts_in(self._folder(symbol, kind))]
            for part in parts:
                part.path.unlink()
        return len(parts)

    def compact(self, keep_from_ns: dict[Kind, int] | None = None) -> int:
        """Make one part a day of ticks and one part 365 days of bars of all that is looser.

        What lies before `keep_from_ns` is deleted. Return how many files fewer there are. Raises
        BadData.
        """
        before = after = 0
        for kind in Kind:
            keep_from = (keep_from_ns or {}).get(kind, 0) // MINUTE_NS
            for symbol in symbols_in(self.root, kind):
                before += len(parts_in(self._folder(symbol, kind)))
                self._compact(symbol, kind, keep_from)
                after += len(parts_in(self._folder(symbol, kind)))
        return before - after

    def _compact(self, symbol: str, kind: Kind, keep_from: int) -> None:
        folder, length = self._folder(symbol, kind), PERIOD[kind]

        def write(parts: Sequence[Part]) -> None:
            loose = [part for part in parts if not _is_tidy(part, parts, kind, keep_from)]
            periods = sorted({period for part in loose for period in part.periods(kind)})
            rank = self.next_rank() if loose else 0
            with self.parquet.session() as session:
                for number_, period in enumerate(periods):
                    there = [part for part in loose if period in part.periods(kind)]
                    first = max(keep_from, period * length)
                    select = history_of(self.parquet, there, kind, first, (period + 1) * length)
                    publish(session, select, folder, kind, rank, number_)
            # Until here the new parts only repeat the old ones, with a higher rank.
            for part in loose:
                part.path.unlink()

        with self.lock:
            for left_over in folder.glob(f"*{BEING_WRITTEN}"):  # of a program that was killed
                left_over.unlink()
            self.reading(symbol, kind, write)

    # Parts.

    def reading(self, symbol: str, kind: Kind, work: Callable[[Sequence[Part]], Found]) -> Found:
        """Do `work` on the parts of a symbol, of which those that cannot be read are set aside.

        Raises BadData where that does not help.
        """
        while True:
            parts = parts_in(self._folder(symbol, kind))
            try:
                return work(parts)
            except ParquetError as error:
                if not self._set_aside(symbol, parts, kind):
                    folder = self._folder(symbol, kind)
                    raise BadData(f"the history in {folder} cannot be used: {error}") from error

    def _set_aside(self, symbol: str, parts: Sequence[Part], kind: Kind) -> bool:
        """Rename the parts that cannot be read; say whether there are others now."""
        changed = False
        for part in parts:
            if not part.path.exists():  # another program has compacted them
                changed = True
                continue
            try:
                self.parquet.rows(
                    f"SELECT bit_xor(hash({COLUMNS[kind]}))"
                    f" FROM ({rows_of(self.parquet, [part], kind)})"
                )
            except ParquetError as error:
                aside = part.path.with_name(part.path.name + CORRUPT)
                changed = True
                try:
                    part.path.replace(aside)
                except FileNotFoundError:  # another program was quicker
                    continue
                _log.warning("a file of history cannot be read, set aside as %s: %s", aside, error)
                self._on_damage(symbol, aside)
        return changed

    def _folder(self, symbol: str, kind: Kind) -> Path:
        return folder_of(self.root, kind, symbol)

    def _every_part(self, kind: Kind) -> list[Part]:
        return [
            part
            for symbol in symbols_in(self.root, kind)
            for part in parts_in(self._folder(symbol, kind))
        ]


def _is_tidy(part: Part, parts: Sequence[Part], kind: Kind, keep_from: int) -> bool:
    """Say whether a part is alone in its period, nothing of it is too old, and it has a digest."""
    (first, *others) = part.periods(kind)
    alone = all(first not in other.periods(kind) for other in parts if other is not part)
    return alone and not others and part.first >= keep_from and bool(part.digest)


#: The words of ticks, by the numbers that `add_ticks` takes; and what stands for none.
KINDS: Final = ("quote", "trade", "gap")
AGGRESSORS: Final = ("", "N", "B", "A")
NOTHING: Final = -(2**63)
