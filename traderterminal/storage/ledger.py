"""The ledger: an append-only, hash-chained table of events and the projections that follow from it.

One thread writes. Whatever gathered while the last transaction was on its way to the disk goes
into the next one, so that many orders share the price of one `fsync`; a commit returns to its
caller only after it is durable (WAL, `synchronous=FULL`). A transaction that cannot be written is
rolled back whole, every caller of it hears LedgerDown, and the next one tries again. What had
happened already is kept meanwhile in an emergency file.

What is durable moves from the log into the file itself on the reader's thread: a transaction that
had to see to that as well would keep an order waiting for ten milliseconds.
"""

import asyncio
import json
import logging
import os
import queue
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final, TypeVar

from traderterminal.desk.ports import (
    ALWAYS,
    AlertFact,
    AlertKey,
    Fact,
    LedgerState,
    Period,
    StoreResult,
)
from traderterminal.domain.errors import BadData, LedgerDown
from traderterminal.domain.fills import Fill
from traderterminal.domain.messages import Message
from traderterminal.domain.orders import Order
from traderterminal.domain.signals import AlertRecord
from traderterminal.storage.emergency import EMERGENCY_FILE, EmergencyFile, KeptEvent
from traderterminal.storage.encoding import (
    decode_account,
    decode_alert,
    decode_fill,
    decode_order,
    decode_position,
)
from traderterminal.storage.events import GENESIS, Batch, chained, dump, encode

T = TypeVar("T")
Connect = Callable[[str], sqlite3.Connection]

#: Closed orders handed over at start; older ones are read when asked for.
RECENT_ORDERS: Final = 500
#: How long another program may hold the file: that the ledger is down is said within a second.
BUSY_MS: Final = 250
#: Writes that share one transaction at the most: bounds how long the first of them waits.
GROUP: Final = 512
#: Writes after which the log is carried over into the file, about a mebibyte.
CARRY_OVER_AFTER: Final = 64
#: So long, in pages of 4 KiB, the log may become before the writer carries it over himself.
LONGEST_LOG: Final = 4_000
#: Bytes of the log that are there from the start.
LOG_ROOM: Final = 4 << 20
#: A disk that has not answered for so long is told of like one that fails.
SILENT_NS: Final = 1_000_000_000

_log = logging.getLogger(__name__)


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


@dataclass(slots=True)
class _Write:
    """What one caller wants in the ledger, and where he waits for it."""

    facts: Sequence[Fact]
    key: AlertKey | None
    has_happened: bool
    done: asyncio.Future[StoreResult]
    loop: asyncio.AbstractEventLoop
    result: StoreResult = field(default_factory=StoreResult)
    error: Exception | None = None

    def finish(self) -> None:
        if self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.result)


class SqliteLedger:
    """Implements `desk.ports.Ledger` on one SQLite file.

    `now_ns` is host time; `waited_ns` is how much of it the latest transaction waited for the disk.
    Raises BadData when the file is of a newer version, which is then left as it is, or no ledger at
    all.
    """

    def __init__(self, path: Path, now_ns: Callable[[], int], connect: Connect = _connect) -> None:
        self._path = path
        self._now_ns = now_ns
        self._down: str = ""
        self._writing_since_ns: int | None = None
        self.waited_ns = 0
        self._emergency = EmergencyFile(path.with_name(EMERGENCY_FILE))
        _refuse_newer(path)
        try:
            with ExitStack() as opened:
                self._writer = opened.enter_context(closing(connect(str(path))))
                _prepare(self._writer)
                self._reader = opened.enter_context(closing(connect(str(path))))
                self._reader.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
                latest = "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1"
                last = self._writer.execute(latest).fetchone()
                opened.pop_all()
        except sqlite3.DatabaseError as error:
            raise BadData(f"the ledger {path} cannot be opened: {_cause(error)}") from error
        self._seq: int
        self._hash: bytes
        self._seq, self._hash = last or (0, GENESIS)
        self._queue: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="ledger-read")
        self._since_anew = 0  # writes into the log since it began
        self._log_pages = 0  # in it when it was last carried over
        self._carrying: Future[None] = Future()
        self._carrying.set_result(None)
        self._thread = threading.Thread(target=self._write_all, name="ledger-write", daemon=True)
        self._thread.start()

    # Writing.

    @property
    def down(self) -> Message | None:
        why = self._down or self._silence()
        if not why:
            return None
        cause, kept = {"cause": why}, self._emergency
        if not kept.waiting:
            return Message("ledger_down", cause)
        waiting = cause | {"count": str(kept.waiting), "file": str(kept.path)}
        if kept.trouble:
            return Message("ledger_down", waiting | {"trouble": kept.trouble}, "in_memory")
        return Message("ledger_down", waiting, "kept")

    def _silence(self) -> str:
        since_ns = self._writing_since_ns
        silent = since_ns is not None and self._now_ns() - since_ns >= SILENT_NS
        return "the disk does not answer" if silent else ""

    @property
    def last_seq(self) -> int:
        """The number of the latest event."""
        return self._seq

    @property
    def last_hash(self) -> str:
        """The hash of the latest event, which stands for all of them."""
        return self._hash.hex()

    async def commit(self, facts: Sequence[Fact]) -> None:
        if facts:
            await self._put(facts, None)

    async def book(self, facts: Sequence[Fact]) -> None:
        if facts:
            await self._put(facts, None, has_happened=True)

    async def store_alert(self, fact: AlertFact, key: AlertKey) -> StoreResult:
        return await self._put((fact,), key)

    async def _put(
        self, facts: Sequence[Fact], key: AlertKey | None, *, has_happened: bool = False
    ) -> StoreResult:
        loop = asyncio.get_running_loop()
        write = _Write(facts, key, has_happened, loop.create_future(), loop)
        self._queue.put(write)
        return await write.done  # a caller that goes away takes back nothing of it

    def _write_all(self) -> None:
        """The writer's thread: one transaction for everything that has gathered."""
        running = True
        while running:
            group: list[_Write] = []
            item = self._queue.get()
            while True:
                if item is None:
                    running = False
                    break
                group.append(item)
                if len(group) >= GROUP:
                    break
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
            if group:
                self._writing_since_ns = self._now_ns()
                self._write_group(group)
                self._writing_since_ns = None
                self._since_anew += len(group)
                if self._since_anew >= CARRY_OVER_AFTER and self._carrying.done():
                    self._carrying = self._reading.submit(self._carry_over)
                _tell(group)

    def _carry_over(self) -> None:
        """Move what is in the log into the file.

        The next write that finds all of it moved begins the log anew. Where one came in between,
        the log goes on, and is carried over again at once.
        """
        with suppress(sqlite3.Error):  # it stays in the log, and the next time tries again
            log = self._reader.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            pages = int(log[1])
            if pages < self._log_pages:
                self._since_anew = 0
            self._log_pages = pages

    def _write_group(self, group: list[_Write]) -> None:
        try:
            self._transact(group)
        except (sqlite3.Error, OSError) as error:
            self._fail(group, _cause(error))
        except Exception as error:  # noqa: BLE001 - a value that cannot be encoded fails alone
            if len(group) > 1:
                for write in group:
                    self._write_group([write])
                return
            group[0].error = error
        else:
            self._succeed(group)

    def _fail(self, group: list[_Write], cause: str) -> None:
        self._down = cause
        for write in group:
            if write.has_happened:
                self._emergency.keep(write.facts, self._seq, self._hash)
            kept = write.has_happened and not self._emergency.trouble
            write.error = LedgerDown(cause, kept=kept)

    def _succeed(self, group: list[_Write]) -> None:
        if any(write.has_happened for write in group):
            self._emergency.clear()
        if not self._emergency.waiting:
            self._down = ""

    def _transact(self, group: list[_Write]) -> None:
        with self._transaction() as (cursor, batch):
            for write in group:
                if write.key is not None:
                    write.result = self._known(cursor, write.key, write.facts)
                    if write.result.duplicate_of or write.result.replayed:
                        continue
                for fact in write.facts:
                    batch.append(self._now_ns(), *encode(fact))

    @contextmanager
    def _transaction(self) -> Iterator[tuple[sqlite3.Cursor, Batch]]:
        """Write what is appended inside, all of it or nothing."""
        cursor = self._writer.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        try:
            batch = Batch(cursor, self._seq, self._hash)
            yield cursor, batch
            batch.flush()
            begun_ns = self._now_ns()
            cursor.execute("COMMIT")
            self.waited_ns = self._now_ns() - begun_ns
        except BaseException:
            if self._writer.in_transaction:
                self._writer.rollback()
            raise
        self._seq, self._hash = batch.seq, batch.last

    def _known(self, cursor: sqlite3.Cursor, key: AlertKey, facts: Sequence[Fact]) -> StoreResult:
        """Look up a delivery, and remember it if it is new."""
        if key.nonce:
            row = cursor.execute(
                "SELECT alert_id, body_hash FROM nonces WHERE nonce = ?", (key.nonce,)
            ).fetchone()
            if row is not None:
                same = row[1] == key.body_hash
                return StoreResult(duplicate_of=row[0] if same else "", replayed=not same)
        row = cursor.execute(
            "SELECT alert_id, until_ns FROM alert_keys WHERE key = ?", (key.key,)
        ).fetchone()
        if row is not None and (row[1] is None or row[1] > self._now_ns()):
            return StoreResult(duplicate_of=row[0])
        alert_id = next(f.record.alert_id for f in facts if isinstance(f, AlertFact))
        cursor.execute(
            "INSERT OR REPLACE INTO alert_keys VALUES (?, ?, ?)", (key.key, alert_id, key.until_ns)
        )
        if key.nonce:
            cursor.execute(
                "INSERT INTO nonces VALUES (?, ?, ?)", (key.nonce, alert_id, key.body_hash)
            )
        return StoreResult()

    # What an earlier run could not write.

    def recover(self) -> None:
        """Book what the emergency file holds, and take room on the disk for this run.

        For the program that trades, at its start. Raises BadData when that cannot be booked.
        """
        file = self._emergency
        try:
            left, damaged = file.read()
            fitting = [one for one in left if self._hash_of(one.after) == one.hash]
            if fitting:
                self._book_left(fitting)
        except (sqlite3.Error, OSError) as error:
            raise BadData(
                f"what happened before waits in {file.path} and cannot be written to the ledger"
                f" {self._path}: {_cause(error)}. Nothing was sent. Make room or give access, then"
                " start again."
            ) from error
        self._take_room(damaged + len(left) - len(fitting))

    def _hash_of(self, seq: int) -> str:
        row = self._writer.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
        return row[0].hex() if row else GENESIS.hex() if seq == 0 else ""

    def _book_left(self, left: Sequence[KeptEvent]) -> None:
        """Book events, but for those that a commit brought into the ledger all the same.

        An account halted, freed and halted again tells the same twice: as often as the ledger has
        it, it is left out. An execution counts once.
        """
        with self._transaction() as (cursor, batch):
            rows = cursor.execute(
                "SELECT kind, key, body FROM events WHERE seq > ?", (min(e.after for e in left),)
            )
            booked = Counter(_identity(kind, key, json.loads(body)) for kind, key, body in rows)
            for event in left:
                identity = _identity(event.kind, event.key, event.body)
                if not booked[identity]:
                    batch.append(self._now_ns(), event.kind, event.key, event.body)
                    booked[identity] += event.kind == "fill"
                elif event.kind != "fill":
                    booked[identity] -= 1
        _log.info("%d events had waited for the ledger: all of them are booked", len(left))

    def _take_room(self, strange: int) -> None:
        file = self._emergency
        try:
            if strange:
                aside = file.set_aside(self._now_ns())
                _log.warning("%d lines in %s are damaged or of another ledger", strange, aside)
            file.reserve()
        except OSError as error:
            _log.warning("no room could be taken for %s: %s", file.path, error)
        self._lengthen_log()

    def _lengthen_log(self) -> None:
        """Write nothing behind what the log holds: SQLite reads up to the first frame that is none.

        A file that does not grow is durable without the disk's own journal, which everything that
        runs on the machine waits for.
        """
        with suppress(OSError), open(f"{self._path}-wal", "r+b", buffering=0) as log:
            length = log.seek(0, os.SEEK_END)
            room = bytes(max(0, LOG_ROOM - length))
            try:
                is_whole = log.write(room) == len(room)
                os.fsync(log.fileno())
            except OSError:
                is_whole = False
            if not is_whole:  # what little the disk has left is for what is to be written
                log.truncate(length)

    # Reading.

    def state(self) -> LedgerState:
        """Read what is needed to go on; blocks, so it is for the start only."""
        read = self._reader.execute
        positions = map(_decoded(decode_position), read("SELECT body FROM positions"))
        accounts = map(_decoded(decode_account), read("SELECT body FROM accounts"))
        closed = read(
            "SELECT body, verdict FROM orders WHERE live = 0 ORDER BY order_id DESC LIMIT ?",
            (RECENT_ORDERS,),
        ).fetchall()
        fills = read(
            "SELECT f.body FROM fills f JOIN accounts a USING (account)"
            " WHERE f.seq > a.since_seq ORDER BY f.seq"
        )
        live = read("SELECT body, verdict FROM orders WHERE live = 1 ORDER BY order_id")
        alerts = read("SELECT body FROM alerts WHERE status = 'accepted' ORDER BY alert_id")
        notes = read("SELECT key, body FROM notes")
        return LedgerState(
            accounts={account.account: account for account in accounts},
            positions={(p.account, p.symbol): p for p in positions},
            live_orders=[_order(row) for row in live],
            closed_orders=[_order(row) for row in reversed(closed)],
            open_alerts=[_decoded(decode_alert)(row) for row in alerts],
            notes={key: json.loads(body) for key, body in notes},
            fills=[_decoded(decode_fill)(row) for row in fills],
        )

    async def orders(
        self,
        *,
        account: str = "",
        symbol: str = "",
        status: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Order]:
        return await self._read(
            _order,
            "SELECT body, verdict FROM orders WHERE (? = '' OR account = ?)"
            " AND (? = '' OR symbol = ?) AND (? = '' OR status = ?) AND (? = '' OR order_id < ?)"
            " AND (? = '' OR json_extract(body, '$.strategy') = ?)"
            " AND (? IS NULL OR json_extract(body, '$.created_ns') >= ?)"
            " AND (? IS NULL OR json_extract(body, '$.created_ns') < ?)"
            " ORDER BY order_id DESC LIMIT ?",
            *_twice(account, symbol, status, before, strategy, period.start_ns, period.end_ns),
            limit,
        )

    async def entries_with_exits(self, before: str, limit: int = 500) -> Sequence[Order]:
        """Orders below the order id `before` that were sent with exits, newest first."""
        return await self._read(
            _order,
            "SELECT body, verdict FROM orders"
            " WHERE order_id < ? AND json_extract(body, '$.exits') IS NOT NULL"
            " ORDER BY order_id DESC LIMIT ?",
            before,
            limit,
        )

    async def order(self, order_id: str) -> Order | None:
        found = await self._read(
            _order, "SELECT body, verdict FROM orders WHERE order_id = ?", order_id
        )
        return found[0] if found else None

    async def order_by_client_id(self, client_order_id: str) -> Order | None:
        found = await self._read(
            _order,
            "SELECT body, verdict FROM orders WHERE client_order_id = ?"
            " ORDER BY order_id DESC LIMIT 1",
            client_order_id,
        )
        return found[0] if found else None

    async def order_at_broker(self, account: str, broker_order_id: str) -> Order | None:
        found = await self._read(
            _order,
            "SELECT body, verdict FROM orders WHERE account = ?"
            " AND json_extract(body, '$.broker_order_id') = ? ORDER BY order_id DESC LIMIT 1",
            account,
            broker_order_id,
        )
        return found[0] if found else None

    async def children(self, order_id: str) -> Sequence[Order]:
        return await self._read(
            _order,
            "SELECT body, verdict FROM orders WHERE json_extract(body, '$.parent_id') = ?"
            " ORDER BY order_id",
            order_id,
        )

    async def orders_of_alert(self, alert_id: str) -> Sequence[Order]:
        return await self._read(
            _order,
            "SELECT body, verdict FROM orders WHERE alert_id = ? AND alert_id <> ''"
            " ORDER BY order_id",
            alert_id,
        )

    async def fills(
        self,
        *,
        account: str = "",
        symbol: str = "",
        strategy: str = "",
        period: Period = ALWAYS,
        limit: int = 100,
        before: str = "",
    ) -> Sequence[Fill]:
        return await self._read(
            _decoded(decode_fill),
            "SELECT body FROM fills WHERE (? = '' OR account = ?) AND (? = '' OR symbol = ?)"
            " AND (? = '' OR seq < (SELECT seq FROM fills WHERE fill_id = ?))"
            " AND (? = '' OR json_extract(body, '$.strategy') = ?)"
            " AND (? IS NULL OR json_extract(body, '$.at_ns') >= ?)"
            " AND (? IS NULL OR json_extract(body, '$.at_ns') < ?)"
            " ORDER BY seq DESC LIMIT ?",
            *_twice(account, symbol, before, strategy, period.start_ns, period.end_ns),
            limit,
        )

    async def alerts(
        self, *, status: str = "", limit: int = 100, before: str = ""
    ) -> Sequence[AlertRecord]:
        return await self._read(
            _decoded(decode_alert),
            "SELECT body FROM alerts WHERE (? = '' OR status = ?) AND (? = '' OR alert_id < ?)"
            " ORDER BY alert_id DESC LIMIT ?",
            *_twice(status, before),
            limit,
        )

    async def alert(self, alert_id: str) -> AlertRecord | None:
        found = await self._read(
            _decoded(decode_alert), "SELECT body FROM alerts WHERE alert_id = ?", alert_id
        )
        return found[0] if found else None

    async def _read(
        self, decode: Callable[[tuple[str, ...]], T], query: str, *parameters: Any
    ) -> list[T]:
        """Read and decode on the reader's thread: a thousand orders would hold the loop."""

        def run() -> list[T]:
            return [decode(row) for row in self._reader.execute(query, parameters)]

        return await asyncio.get_running_loop().run_in_executor(self._reading, run)

    # Proof.

    def broken_at(self) -> int | None:
        """Return the number of the first event that does not fit the chain; None if all do."""
        expected, last = 1, GENESIS
        rows = self._reader.execute("SELECT * FROM events ORDER BY seq")
        for seq, at_ns, kind, key, body, digest in rows:
            last = chained(last, expected, at_ns, kind, key, body)
            if seq != expected or digest != last:
                return expected
            expected += 1
        return None

    def rebuild(self) -> None:
        """Write the projections anew from the events alone. For a ledger nobody else writes to."""
        cursor = self._writer.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        for table in ("accounts", "positions", "orders", "fills", "alerts", "notes"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
        rows = cursor.execute("SELECT seq, kind, body FROM events ORDER BY seq").fetchall()
        batch = Batch(cursor)
        for seq, kind, body in rows:
            parts = json.loads(body)
            batch.project(seq, kind, parts, {name: dump(part) for name, part in parts.items()})
        batch.flush()
        cursor.execute("COMMIT")

    def close(self) -> None:
        """Write what still waits and close the file."""
        self._queue.put(None)
        self._thread.join()
        self._reading.shutdown()
        self._reader.close()
        self._writer.close()


class InlineLedger(SqliteLedger):
    """The same ledger for a run in made-up time: written and read at once, by no thread.

    So nothing depends on how long a disk takes, and nothing waits for it: what it holds is lost
    when the machine stops.
    """

    def __init__(self, path: Path, now_ns: Callable[[], int]) -> None:
        super().__init__(path, now_ns)
        self._writer.execute("PRAGMA synchronous = OFF")

    def _lengthen_log(self) -> None:
        """No log is waited for here."""

    async def _put(
        self, facts: Sequence[Fact], key: AlertKey | None, *, has_happened: bool = False
    ) -> StoreResult:
        loop = asyncio.get_running_loop()
        write = _Write(facts, key, has_happened, loop.create_future(), loop)
        self._write_group([write])
        write.finish()
        return await write.done

    async def _read(
        self, decode: Callable[[tuple[str, ...]], T], query: str, *parameters: Any
    ) -> list[T]:
        return [decode(row) for row in self._reader.execute(query, parameters)]


def _identity(kind: str, key: str, body: Mapping[str, Any]) -> tuple[str, str, str]:
    """How an event is known again; an execution is known by its id alone."""
    return kind, key, body["fill"]["account"] if kind == "fill" else dump(body)


def _tell(group: Sequence[_Write]) -> None:
    """Let the callers know, each on his own loop."""
    loops = {id(write.loop): write.loop for write in group}
    for loop in loops.values():
        waiting = [write for write in group if write.loop is loop]
        with suppress(RuntimeError):  # the loop has closed: nobody waits any more
            loop.call_soon_threadsafe(_finish, waiting)


def _finish(writes: Sequence[_Write]) -> None:
    for write in writes:
        write.finish()


def _decoded(decode: Callable[[dict[str, Any]], T]) -> Callable[[tuple[str, ...]], T]:
    return lambda row: decode(json.loads(row[0]))


def _order(row: tuple[str, ...]) -> Order:
    body, verdict = row
    return decode_order(json.loads(body), json.loads(verdict) if verdict else ())


def _twice(*values: T) -> Iterator[T]:
    for value in values:
        yield value
        yield value


# The file.


def _steps() -> list[tuple[int, str]]:
    folder = resources.files("traderterminal.storage.migrations")
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(int(name[:4]), folder.joinpath(name).read_text("utf-8")) for name in files]


def _refuse_newer(path: Path) -> None:
    """Raise BadData for a ledger of a later version, without touching its file."""
    if not path.exists() or path.stat().st_size == 0:
        return
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK":
            return  # its very first write was cut off: opening it takes that back
        raise BadData(f"the ledger {path} cannot be read: {_cause(error)}") from error
    newest = _steps()[-1][0]
    if version > newest:
        raise BadData(
            f"the ledger {path} was written by a newer TraderTerminal (schema {version}, this one"
            f" knows {newest}). It was left as it is: start the newer program, or choose another"
            " data folder with --data-dir."
        )


def _prepare(connection: sqlite3.Connection) -> None:
    """Set the connection up and bring the schema forward, each step in a transaction of its own."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, script in _steps():
        if number > version:
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
            )


_CAUSES: Final = (
    ("database or disk is full", "the disk is full"),
    ("readonly", "the file is read-only"),
    ("locked", "another program holds the file"),
    ("disk I/O error", "the disk reports an error"),
    ("unable to open", "the file cannot be opened"),
    ("malformed", "the file is damaged"),
    ("not a database", "the file is not a ledger"),
)


def _cause(error: BaseException) -> str:
    """Say in plain words why the file cannot be used."""
    text = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return next((plain for sign, plain in _CAUSES if sign in text), text)
