"""Parquet files, read and written through DuckDB.

DuckDB is loaded when it is first needed: a start without stored history does not pay for it. What
it holds in memory at a time is bounded; beyond that it puts things aside in a folder of ours.

DuckDB neither writes nor checks the sums that Parquet knows for its pages: of a byte that has
changed in one it makes other numbers and says nothing. So a digest of the whole file is kept, and
no file that has one is given to DuckDB before it was held against it.
"""

import hashlib
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


#: Bytes of a digest: it is there for accidents, of which one in 2 ** 64 goes unnoticed.
DIGEST_SIZE: Final = 8


class ParquetError(Exception):
    """A file could not be read or written, or is not as it was written; says why, in one line."""


class Parquet:
    """Runs SQL over Parquet files, from any thread; `scratch` takes what memory cannot hold."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._opening = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self._checked: set[tuple[Path, int, int]] = set()

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
        except (duckdb.Error, UnicodeDecodeError) as error:  # the latter of a damaged text
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

    def checked(self, path: Path, digest: str) -> Path:
        """Return a file that is as it was written; raises ParquetError.

        It is read once, and again only where its size or time has changed. An empty digest is that
        of a file of which none was kept.
        """
        try:
            status = path.stat()
            seen = (path, status.st_size, status.st_mtime_ns)
            if digest and seen not in self._checked:
                if digest_of(path) != digest:
                    raise ParquetError(f"{path.name} is not as it was written")
                self._checked.add(seen)
        except OSError as error:
            raise ParquetError(f"{path.name}: {error.strerror or error}") from error
        return path


def digest_of(path: Path) -> str:
    """Return the digest of a file's content, as hexadecimal digits; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(
            file, lambda: hashlib.blake2b(digest_size=DIGEST_SIZE)
        ).hexdigest()


def text(value: object) -> str:
    """Write a value as a string of SQL."""
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
