"""What the rows of an import are held against, as SQL: DuckDB judges a million in half a second.

A piece of a file is a relation of texts, `given_` and the name of each column, in the order of the
file; what is empty is NULL. Numbers stay decimal, so that nothing is lost before it is judged.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.kit.frozen import frozen
from traderterminal.market.columns import MINUTE_NS
from traderterminal.storage.history import AGGRESSORS, KINDS
from traderterminal.storage.parquet import text
from traderterminal.storage.parts import COLUMNS, TIME, Kind
from traderterminal.storage.whole_units import DECIMAL, number, within

if TYPE_CHECKING:
    import duckdb

#: Of the files that can be imported; bars are stamped at the end of their minute.
HEADERS: Final = {
    Kind.TICKS: "ts_ns,kind,price,size,aggressor,bid,bid_size,ask,ask_size",
    Kind.BARS: "timestamp_utc,open,high,low,close,volume",
}
#: Beyond these the columns of bars cannot hold a price or a volume.
_MOST_TICKS: Final = 2**30
_MOST_LOTS: Final = 2**40

NOT_A_TIME: Final = "not a time"
FUTURE: Final = "in the future"
NOT_A_KIND: Final = "not a kind of row: quote, trade or gap"
NOT_A_PRICE: Final = "not a price"
OFF_GRID: Final = "off the price grid"
NOT_POSITIVE: Final = "a price of zero or less"
NOT_A_SIZE: Final = "not a size"
NOT_AN_AGGRESSOR: Final = "not an aggressor: B, A or N"
CROSSED: Final = "a bid at or above the ask"
NOT_A_MINUTE: Final = "not the end of a minute"
OUTSIDE: Final = "open or close outside low and high"
BACKWARDS: Final = "back in time"
REPEATED: Final = "the same again"

#: The rows of the judged chunk that are not to be stored, as line and reason.
FAULTY: Final = "SELECT rowid + 1, fault FROM chunk WHERE fault IS NOT NULL"

Case = tuple[str, str]  # condition and reason


@frozen
class Last:
    """The row that was stored last: its time, and a hash of all of it."""

    at_ns: int
    content: int


@frozen
class Checks:
    """Judges rows of one kind of one instrument; none lies after `until_ns`."""

    kind: Kind
    instrument: Instrument
    until_ns: int

    def judge(self, session: "duckdb.DuckDBPyConnection", relation: str) -> int:
        """Make the table `chunk` of `relation`: what is stored of each row, and its `fault`.

        The row of line n of the piece has the row id n - 1. Return how many rows there are. Their
        order is judged apart, by `judge_order`.
        """
        columns = COLUMNS[self.kind]
        session.execute(
            "CREATE OR REPLACE TEMP TABLE chunk AS"
            f" SELECT {columns}, {_first_of(self._cases())} AS fault, hash({columns}) AS content"
            f" FROM (SELECT *, {self._typed()} FROM {relation})"
        )
        ((rows,),) = session.execute("SELECT count(*) FROM chunk").fetchall()
        return int(rows)

    def judge_order(self, session: "duckdb.DuckDBPyConnection", last: Last | None) -> Last | None:
        """Fault the rows that go back in time or come again; return the last one that does not.

        `last` is the row that was stored last before.
        """
        is_quote = "kind <> 'trade'" if self.kind is Kind.TICKS else "true"
        found = session.execute(
            f"SELECT rowid AS row, {TIME[self.kind]} AS time, content, {is_quote} AS may_repeat"
            " FROM chunk WHERE fault IS NULL"
        ).fetchnumpy()
        times, contents = found["time"], found["content"]
        if not len(times):
            return last
        first = last or Last(-1, 0)
        before = np.maximum.accumulate(np.append(first.at_ns, times))[:-1]
        if self.kind is Kind.TICKS:
            above = np.append(np.uint64(first.content), contents[:-1])
            repeated = (contents == above) & found["may_repeat"] & (times == before)
        else:
            repeated = times == before
        backwards = times < before
        for faulty, why in ((backwards, BACKWARDS), (repeated, REPEATED)):
            _fault(session, found["row"][faulty], why)
        sound = np.flatnonzero(~(backwards | repeated))
        if not len(sound):
            return last
        return Last(int(times[sound[-1]]), int(contents[sound[-1]]))

    @property
    def sound(self) -> str:
        """SQL for what is stored of the chunk."""
        return f"SELECT {COLUMNS[self.kind]} FROM chunk WHERE fault IS NULL"

    def _typed(self) -> str:
        types = _types(self.kind)
        if self.kind is Kind.TICKS:
            return ", ".join(
                "given_aggressor AS aggressor"
                if name == "aggressor"
                else f"try_cast(given_{name} AS {type_}) AS {name}"
                for name, type_ in types.items()
            )
        del types["start_ns"]
        numbers = (f"try_cast(given_{name} AS {type_}) AS {name}" for name, type_ in types.items())
        # Without an offset a time is UTC, as that is what the session is set to.
        stamp = "epoch_ns(try_cast(given_timestamp_utc AS TIMESTAMPTZ))"
        return ", ".join((f"{stamp} - {MINUTE_NS} AS start_ns", *numbers))

    def _cases(self) -> list[Case]:
        time = TIME[self.kind]
        times = [
            (f"{time} IS NULL OR {time} < 0", NOT_A_TIME),
            (f"{time} > {self.until_ns}", FUTURE),
        ]
        return [*times, *(self._tick_cases() if self.kind is Kind.TICKS else self._bar_cases())]

    def _tick_cases(self) -> list[Case]:
        cases = [("given_ts_ns LIKE '%.%'", NOT_A_TIME), ("kind IS NULL", NOT_A_KIND)]
        cases += [(f"kind = 'trade' AND ({when})", why) for when, why in self._price("price")]
        cases += [
            (f"kind = 'trade' AND ({self._not_a_size('size')} OR size = 0)", NOT_A_SIZE),
            (f"aggressor NOT IN ({', '.join(map(text, AGGRESSORS[1:]))})", NOT_AN_AGGRESSOR),
        ]
        for side in ("bid", "ask"):
            there = f"kind = 'quote' AND given_{side} IS NOT NULL"
            cases += [(f"{there} AND ({when})", why) for when, why in self._price(side)]
            cases.append((f"{there} AND ({self._not_a_size(f'{side}_size')})", NOT_A_SIZE))
        return [*cases, ("kind = 'quote' AND bid >= ask", CROSSED)]

    def _bar_cases(self) -> list[Case]:
        cases = [(f"start_ns % {MINUTE_NS} <> 0", NOT_A_MINUTE)]
        for name in ("open", "high", "low", "close"):
            cases += self._price(name)
        outside = "least(open, close) < low OR greatest(open, close) > high"
        return [*cases, (outside, OUTSIDE), (self._not_a_size("volume"), NOT_A_SIZE)]

    def _price(self, name: str) -> list[Case]:
        step = self.instrument.tick_size
        cases = [
            (f"{name} IS NULL OR abs({name}) > {within(step * _MOST_TICKS)}", NOT_A_PRICE),
            (f"{name} % {number(step)} <> 0", OFF_GRID),
        ]
        # Futures have traded below zero: crude oil settled at -37.63 in April 2020.
        if self.instrument.asset_class is not AssetClass.FUTURE:
            cases.append((f"{name} <= 0", NOT_POSITIVE))
        return cases

    def _not_a_size(self, name: str) -> str:
        step = self.instrument.lot_size
        most = within(step * _MOST_LOTS)
        return f"{name} IS NULL OR {name} < 0 OR {name} > {most} OR {name} % {number(step)} <> 0"


def _fault(session: "duckdb.DuckDBPyConnection", rows: npt.NDArray[Any], why: str) -> None:
    if len(rows):
        session.register("faulty", {"row": rows})
        session.execute(
            f"UPDATE chunk SET fault = {text(why)} WHERE rowid IN (SELECT row FROM faulty)"
        )
        session.unregister("faulty")


def _types(kind: Kind) -> dict[str, str]:
    """The columns as they are stored, and the type of each."""
    types = {
        TIME[kind]: "BIGINT",
        "kind": f"ENUM({', '.join(map(text, KINDS))})",
        "aggressor": "VARCHAR",
    }
    return {name: types.get(name, DECIMAL) for name in COLUMNS[kind].split(", ")}


def _first_of(cases: Sequence[Case]) -> str:
    """SQL for the reason of the first condition that holds; NULL where none does."""
    return f"CASE {' '.join(f'WHEN {when} THEN {text(why)}' for when, why in cases)} END"
