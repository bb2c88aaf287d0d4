"""The alerts on results, positions, silence, studies and lines, kept between starts."""

import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from traderterminal.app.alert_terms_file import kept_terms, read_terms
from traderterminal.app.kept_file import keep, read_kept
from traderterminal.app.price_alert_store import Find
from traderterminal.domain.errors import UnknownSymbol
from traderterminal.market.value_alerts import LineOf, StudyOf, Subject, ValueAlert

VALUE_ALERTS_FILE: Final = "value_alerts.json"
_VERSION: Final = 1
_WHAT: Final = "the alerts on values"
#: More anchors than two make no straight line.
_MOST_ANCHORS: Final = 2

_log = logging.getLogger(__name__)


def read_value_alerts(folder: Path, instrument: Find) -> Sequence[ValueAlert]:
    """Return what was kept last; what is no alert, or of no symbol, is left out and logged."""
    rows = read_kept(folder / VALUE_ALERTS_FILE, _VERSION, _WHAT).get("alerts", [])
    if not isinstance(rows, list):
        _log.warning("%s were left out: %s holds no list of them", _WHAT, VALUE_ALERTS_FILE)
        return []
    found = []
    for row in rows:
        try:
            alert = _alert(row)
            if alert.symbol:
                instrument(alert.symbol)
            found.append(alert)
        except (KeyError, TypeError, ValueError, UnknownSymbol) as error:
            _log.warning("an alert was left out, %s: %s", row, error)
    return found


def keep_value_alerts(folder: Path, alerts: Sequence[ValueAlert]) -> None:
    """Keep alerts; a folder that cannot be written loses them at the end, no more."""
    rows = [_kept(alert) for alert in alerts]
    keep(folder / VALUE_ALERTS_FILE, _VERSION, _WHAT, {"alerts": rows})


def _kept(alert: ValueAlert) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": alert.alert_id,
        "subject": str(alert.subject),
        "level": alert.level,
        "called": alert.called,
        "account": alert.account,
        "symbol": alert.symbol,
        "side": alert.side,
        **kept_terms(alert.terms),
    }
    if alert.study is not None:
        study = alert.study
        row["study"] = [study.kind, dict(study.settings), study.output, study.resolution]
    if alert.line is not None:
        line = alert.line
        row["line"] = [list(line.anchors), line.resolution, line.begins, line.ends]
    return row


def _alert(row: Any) -> ValueAlert:
    """Read a row; raises KeyError, TypeError or ValueError where it is no alert."""
    level, side, subject = float(row["level"]), row["side"], Subject(row["subject"])
    if not math.isfinite(level) or side not in (-1, 0, 1):
        raise ValueError("it stands at no level, or at no side of it")
    study = _study(row["study"]) if "study" in row else None
    line = _line(row["line"]) if "line" in row else None
    needs_study = subject in (Subject.STUDY, Subject.PRICE_TO_STUDY)
    if needs_study != (study is not None) or (subject is Subject.PRICE_TO_LINE) != bool(line):
        raise ValueError("what it looks at is not said")
    return ValueAlert(
        alert_id=str(row["id"]),
        subject=subject,
        level=level,
        called=str(row["called"]),
        account=str(row["account"]),
        symbol=str(row["symbol"]),
        study=study,
        line=line,
        terms=read_terms(row),
        side=int(side),
    )


def _study(found: Any) -> StudyOf:
    kind, settings, output, resolution = found
    return StudyOf(str(kind), tuple(dict(settings).items()), str(output), str(resolution))


def _line(found: Any) -> LineOf:
    anchors, resolution, begins, ends = found
    pairs = tuple((int(at_ns), int(ticks)) for at_ns, ticks in anchors)
    if not 1 <= len(pairs) <= _MOST_ANCHORS:
        raise ValueError("its line is none")
    return LineOf(pairs, str(resolution), bool(begins), bool(ends))
