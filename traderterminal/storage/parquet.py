"""Parquet files, read and written through DuckDB.

DuckDB is loaded when it is first needed: a start without stored history does not pay for it. What
it holds in memory at a time is bounded; beyond that it puts things aside in a folder of ours.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy.typing as npt

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "256MB"
THREADS: Final = min(4, os.cpu_count() or 1)


class ParquetError(Exception):
    """A file could not be read or written; the text is that of DuckDB, in one line."""


class Parquet:
    """Runs SQL over Parquet files, from any thread; `scratch` takes what memory cannot hold."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._opening = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None

    def _opened(self) -> "duckdb.DuckDBPyConnection":
        with self._opening:
            if self._database is None:
                self._database = self._open()
            return self._database

    def _open(self) -> "duckdb.DuckDBPyConnection":
        import duckdb

        database = duckdb.connect(
            ":memory:",
            config={
                "threads": THREADS,
                "memory_limit": MEMORY,
                "temp_directory": str(self._scratch),
                "autoinstall_known_extensions": False,  # nothing is fetched from anywhere
                "autoload_known_extensions": False,
            },
        )
        database.execute("SET GLOBAL TimeZone = 'UTC'")
        # It has the reader of a CSV file cast columns, which then fails where TRY_CAST gives NULL.
        database.execute("SET GLOBAL disabled_optimizers = 'type_pushdown'")
        return database

    @contextmanager
    def session(self) -> Iterator["duckdb.DuckDBPyConnection"]:
        """Give a connection with temporary tables of its own; raises ParquetError."""
        import duckdb

        session = self._opened().cursor()
        try:
            yield session
        except duckdb.Error as error:
            raise ParquetError(str(error).strip().partition("\n")[0]) from error
        finally:
            session.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows of a query as tuples; raises ParquetError."""
        with self.session() as session:
            return session.execute(sql, values).fetchall()

    def arrays(self, sql: str, values: Sequence[object] = ()) -> dict[str, npt.NDArray[Any]]:
        """Return the columns of a query, none of which holds a NULL; raises ParquetError."""
        with self.session() as session:
            return session.execute(sql, values).fetchnumpy()


def text(value: object) -> str:
    """Write a value as a string of SQL."""
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
