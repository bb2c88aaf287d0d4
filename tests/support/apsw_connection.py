"""A connection over apsw that speaks to the ledger as one of sqlite3 does."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

import apsw

Rows = Iterator[tuple[Any, ...]]
#: What sqlite3 says where apsw has a class of its own.
WORDS: Final = (
    (apsw.FullError, "database or disk is full"),
    (apsw.BusyError, "database is locked"),
    (apsw.IOError, "disk I/O error"),
    (apsw.ReadOnlyError, "attempt to write a readonly database"),
    (apsw.CantOpenError, "unable to open database file"),
)


def apsw_connect(vfs: str = "", *settings: str) -> Callable[[str], sqlite3.Connection]:
    """Return how the ledger gets connections on the disk `vfs`; `settings` win over its own."""

    def connect(path: str) -> sqlite3.Connection:
        return cast(sqlite3.Connection, _Connection(path, vfs, settings))

    return connect


@contextmanager
def _errors_of_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as error:
        raise sqlite3.IntegrityError(str(error)) from error
    except apsw.Error as error:
        words = next((words for kind, words in WORDS if isinstance(error, kind)), str(error))
        raise sqlite3.OperationalError(words) from error


class _Cursor:
    def __init__(self, cursor: apsw.Cursor) -> None:
        self._cursor = cursor

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "_Cursor":
        with _errors_of_sqlite3():
            self._cursor.execute(statement, tuple(parameters))
        return self

    def executemany(self, statement: str, rows: Any) -> "_Cursor":
        with _errors_of_sqlite3():
            self._cursor.executemany(statement, list(rows))
        return self

    def fetchone(self) -> Any:
        with _errors_of_sqlite3():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        with _errors_of_sqlite3():
            return self._cursor.fetchall()

    def __iter__(self) -> Rows:
        return iter(self.fetchall())


class _Connection:
    """What the ledger asks of a connection."""

    def __init__(self, path: str, vfs: str, settings: Sequence[str]) -> None:
        self._settings = {words.split("=")[0].strip(): words for words in settings}
        with _errors_of_sqlite3():
            self._connection = apsw.Connection(path, vfs=vfs or None)
        for words in settings:
            self.execute(f"PRAGMA {words}")

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection.cursor())

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> _Cursor:
        setting = statement.removeprefix("PRAGMA ").split("=")[0].strip()
        if statement.startswith("PRAGMA ") and setting in self._settings:
            statement = f"PRAGMA {self._settings[setting]}"
        return self.cursor().execute(statement, parameters)

    def executescript(self, script: str) -> None:
        self.execute(script)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def rollback(self) -> None:
        self.execute("ROLLBACK")

    def close(self) -> None:
        with _errors_of_sqlite3():
            self._connection.close()
