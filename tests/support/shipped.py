"""The data files as they ship, read once for all tests."""

from functools import cache

from traderterminal.alerts.templates import Template, read_templates
from traderterminal.domain.sessions import SessionCalendar
from traderterminal.domain.symbols import SymbolBook
from traderterminal.storage.resources import Resources


@cache
def shipped_calendar() -> SessionCalendar:
    """Return the shipped hours and holidays."""
    return Resources().calendar()


@cache
def shipped_symbols() -> SymbolBook:
    """Return the shipped instruments."""
    return Resources().symbols(shipped_calendar())


@cache
def shipped_templates() -> tuple[Template, ...]:
    """Return the shipped alert messages, by name."""
    return tuple(read_templates(Resources().texts("alert_templates")).values())
