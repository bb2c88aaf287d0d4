"""A connection to the ledger that fails where a test says."""

import sqlite3
from typing import Any


class Failing(sqlite3.Connection):
    """A connection whose disk fails at a chosen statement."""

    fail_on = ""
    error: Exception = sqlite3.OperationalError("database or disk is full")

    def cursor(self, *arguments: Any, **named: Any) -> Any:
        connection = self

        class Cursor(sqlite3.Cursor):
            def execute(self, statement: str, parameters: Any = ()) -> Any:
                if Failing.fail_on and statement.startswith(Failing.fail_on):
                    raise Failing.error
                return super().execute(statement, parameters)

            def executemany(self, statement: str, parameters: Any) -> Any:
                if Failing.fail_on and statement.startswith(Failing.fail_on):
                    raise Failing.error
                return super().executemany(statement, parameters)

        return super(Failing, connection).cursor(Cursor)


def failing(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Failing)
