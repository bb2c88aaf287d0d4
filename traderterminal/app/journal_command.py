"""`journal stats`: of a file of worked figures, or of the journal in the data folder."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from traderterminal.app.options import Options
from traderterminal.domain.errors import BadData
from traderterminal.journal.round_trips import build, net_results
from traderterminal.journal.statistics import trade_statistics
from traderterminal.journal.worked import work_out, written
from traderterminal.kit.clock import HostClock
from traderterminal.storage.ledger import SqliteLedger


def stats_of_file(path: Path) -> dict[str, Any]:
    """Return the figures of a file that holds `{"kind", "input"}` or `{"fills"}`."""
    try:
        example = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from error
    except RecursionError as error:
        raise BadData(f"{path} is nested too deeply") from error
    except ValueError as error:
        raise BadData(f"{path} is not JSON: {error}") from error
    if not isinstance(example, dict):
        raise BadData(f"{path}: an object with the keys kind and input is needed")
    try:
        return work_out(example)
    except BadData as error:
        raise BadData(f"{path}: {error}") from error


def stats_of_journal(options: Options) -> dict[str, Any]:
    """Return the statistics of every trade in the ledger of the data folder."""
    path = options.data_dir / "ledger.db"
    if not path.exists():
        raise BadData(f"there is no journal in {options.data_dir} yet; nothing has been traded")
    ledger = SqliteLedger(path, HostClock().now_ns)
    try:
        trips, _ = build(ledger.state().fills)
    finally:
        ledger.close()
    return written(trade_statistics(net_results(trips)))
