"""What is asked of an alert, as it stands in the files of the data folder."""

from typing import Any

from traderterminal.market.alert_terms import LONGEST_NOTE, AlertTerms, Direction


def kept_terms(terms: AlertTerms) -> dict[str, Any]:
    """Return terms as JSON takes them."""
    return {
        "direction": str(terms.direction),
        "each": terms.each,
        "until_ns": terms.until_ns,
        "note": terms.note,
        "enabled": terms.enabled,
    }


def read_terms(row: dict[str, Any]) -> AlertTerms:
    """Read what was kept; what an older file does not say is as usual. Raises ValueError."""
    each, enabled = row.get("each", False), row.get("enabled", True)
    until_ns, note = row.get("until_ns"), row.get("note", "")
    is_whole = until_ns is None or (type(until_ns) is int and until_ns >= 0)
    if type(each) is not bool or type(enabled) is not bool or not is_whole:
        raise ValueError("it says something else than how often, how long and whether")
    if not isinstance(note, str):
        raise ValueError("its note is none")
    direction = Direction(row.get("direction", Direction.CROSSES))
    return AlertTerms(direction, each, until_ns, note[:LONGEST_NOTE], enabled)
