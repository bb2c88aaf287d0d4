"""Where the panes of each template stand by default, for windows of every width.

A description only: rows and columns of panes, which names those that there may be. What a program
does not have is left out, and its room with it.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

#: Where every pane goes that a template of all panes does not name.
REST: Final = "…"
#: The chart that others stand beside.
CHART: Final = "Chart"
LADDER: Final = "Ladder"
TICKET: Final = "Ticket"

#: Widths of the window, in em: below them the ladder stands behind the chart, the lower panes
#: share tabs, and the lower panes stand in two columns.
SMALL_EM: Final = 95
NARROW_EM: Final = 125
#: From this width on the watchlist is a column of its own.
COLUMN_EM: Final = 145
WIDE_EM: Final = 200
#: Symbol, last price and change beside a scroll bar.
WATCHLIST_EM: Final = 20
LADDER_EM: Final = 27.5
LADDER_NARROW_EM: Final = 22.3
TICKET_EM: Final = 24.7
#: Charts stand in so many rows.
CHART_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Tabs:
    """Panes behind one another, the first in front.

    `em` is its width in a row and its height in a column; 0 is its `share` of what is left.
    """

    names: tuple[str, ...]
    em: float = 0
    share: float = 1


@dataclass(frozen=True, slots=True)
class Split:
    """Parts beside one another (`across`) or below one another; sizes as in `Tabs`."""

    across: bool
    parts: tuple["Part", ...]
    em: float = 0
    share: float = 1


Part = Tabs | Split


def _row(*parts: Part, em: float = 0, share: float = 1) -> Split:
    return Split(True, parts, em, share)


def _column(*parts: Part, em: float = 0, share: float = 1) -> Split:
    return Split(False, parts, em, share)


def _one(name: str, em: float = 0, share: float = 1) -> Tabs:
    return Tabs((name,), em, share)


def names_in(part: Part) -> Iterator[str]:
    """Return the panes of a part in their order."""
    if isinstance(part, Tabs):
        yield from part.names
    else:
        for inner in part.parts:
            yield from names_in(inner)


def neighbours(part: Part, name: str) -> Iterator[tuple[str, bool | None]]:
    """Return the panes that a pane stands by in an arrangement, the closest first.

    Each with how: None behind one another, else beside (True) or below (False).
    """
    if isinstance(part, Tabs):
        if name in part.names:
            yield from ((mate, None) for mate in part.names if mate != name)
        return
    at = next((n for n, one in enumerate(part.parts) if name in names_in(one)), None)
    if at is None:
        return
    yield from neighbours(part.parts[at], name)
    for other in sorted((n for n in range(len(part.parts)) if n != at), key=lambda n: abs(n - at)):
        yield from ((mate, part.across) for mate in names_in(part.parts[other]))


# The templates.


#: What has the widest row of tabs before it.
_BEHIND_ORDERS: Final = (
    *("Price alerts", "Calendar", "Tape", "Alert studio"),
    *("Brokers", "Diagnostics", "How real is paper"),
)

#: What says little in a low pane, and whose tabs have no room beside all others.
_WANT_ROOM: Final = ("Tape", "Calendar", "Price alerts")


def _trade(width: float, height: float) -> Part:
    if width < NARROW_EM:
        return _narrow_trade(width, height)
    is_wide = width >= WIDE_EM
    watchlist = _one("Watchlist", WATCHLIST_EM)
    behind: tuple[str, ...] = _BEHIND_ORDERS
    if width >= COLUMN_EM:
        upper = _row(watchlist, _one(CHART), _one(LADDER, LADDER_EM))
    else:  # two charts have no room beside each other then
        upper, behind = _row(_one(CHART), _one(LADDER, LADDER_EM)), ("Watchlist", *behind)
    positions = _one("Positions", share=2)
    orders = Tabs(("Orders", "Accounts", *behind), share=3)
    alerts = Tabs(("Alerts", "Journal", "Approvals", "Automation", "Groups", REST), share=3)
    if is_wide:
        lower = _row(replace(positions, share=3), orders, alerts, _one("Today", 25), em=28.3)
        return _row(_column(upper, lower), _one(TICKET, TICKET_EM))
    beside = replace(alerts, em=37.7)
    lower = _row(_column(positions, orders), beside, em=max(28, height / 3))
    ticket = _column(_one(TICKET), _one("Today", 14), em=TICKET_EM)
    return _row(_column(upper, lower), ticket)


def _narrow_trade(width: float, height: float) -> Part:
    upper: Part = Tabs((CHART, LADDER))
    if width >= SMALL_EM:
        upper = _row(_one(CHART), _one(LADDER, LADDER_NARROW_EM))
    lower = ("Positions", "Orders", "Alerts", "Journal", "Watchlist", "Accounts", REST)
    return _row(_column(upper, Tabs(lower, max(14.7, height / 5))), _one(TICKET, TICKET_EM))


def _scalp(width: float, height: float) -> Part:
    lower = Tabs(("Positions", "Orders", "Alerts"), 13)
    upper: Part = Tabs((CHART, LADDER))
    if width >= SMALL_EM:
        tape = (_one("Tape", 20),) if width >= NARROW_EM else ()
        upper = _row(*tape, _one(CHART), _one(LADDER, LADDER_EM))
    return _row(_column(upper, lower), _one(TICKET, TICKET_EM))


def _swing(width: float, height: float) -> Part:
    lower = Tabs(("Positions", "Orders", "Journal", "Alerts"), 16)
    if width < SMALL_EM:
        return _row(_column(_one(CHART), lower), _one(TICKET, TICKET_EM))
    left = _column(_one("Watchlist"), Tabs(("Calendar", "Price alerts")), em=WATCHLIST_EM)
    return _row(left, _column(_one(CHART), lower), _one(TICKET, TICKET_EM))


def _prop(width: float, height: float) -> Part:
    lower = Tabs(("Positions", "Orders", "Approvals", "Automation", "Alerts"), 14)
    sides = _row(_one("Groups", 34), lower, em=14) if width >= NARROW_EM else lower
    return _row(
        _column(_one("Accounts", 14), _one(CHART), sides),
        _one(TICKET, TICKET_EM),
    )


def _review(width: float, height: float) -> Part:
    charts = _column(_one(CHART), Tabs(("Alerts", "How real is paper"), 16))
    if width < NARROW_EM:
        return _column(_one("Journal"), _one(CHART))
    return _row(_one("Journal", share=3), replace(charts, share=2))


@dataclass(frozen=True, slots=True)
class Template:
    """What a workspace begins as: its arrangement, and how long the bars of its chart are.

    `of_all` has every pane somewhere that there is room for; the others close what they do not
    name.
    """

    arrange: Callable[[float, float], Part]
    bars: str
    of_all: bool = False


#: Every template by its name; the first one is what a new program begins with.
TEMPLATES: Final = {
    "Trade": Template(_trade, "1m", of_all=True),
    "Scalp": Template(_scalp, "1m"),
    "Swing": Template(_swing, "D"),
    "Prop": Template(_prop, "5m"),
    "Review": Template(_review, "5m"),
}


# For the panes that there are.


def arrangement(
    template: str,
    width_em: float,
    height_em: float,
    panes: Sequence[str],
    charts: Sequence[str],
    *,
    whole: bool = False,
) -> Part:
    """Return where the panes of a template stand in a window of that size.

    `charts` are those beside the first one; they stay behind it here, for `spread` to lay out.
    `whole` has a place for those too that are closed at first where there is little room.
    Raises KeyError for a template that there is not.
    """
    chosen = TEMPLATES[template]
    others = [name for name in panes if name not in charts]
    wanted = chosen.arrange(width_em, height_em)
    closed = _WANT_ROOM if width_em < NARROW_EM and not whole else ()
    rest = [name for name in others if name not in (*names_in(wanted), *closed)]
    found = _only(wanted, frozenset(others), tuple(rest) if chosen.of_all else ())
    return found if found is not None else Tabs(tuple(panes))


def _only(part: Part, there: Set[str], rest: tuple[str, ...]) -> Part | None:
    """A part without what is not there; None where nothing is left of it."""
    if isinstance(part, Tabs):
        names = [name for name in part.names if name in there]
        kept = (*names, *(rest if REST in part.names else ()))
        return replace(part, names=kept) if kept else None
    inner = [found for one in part.parts if (found := _only(one, there, rest)) is not None]
    if len(inner) == 1:
        return replace(inner[0], em=part.em, share=part.share)
    return replace(part, parts=tuple(inner)) if inner else None


def spread(part: Part, charts: Sequence[str], fits: int) -> Part:
    """Lay the charts out where the first of them stands: two in a row, a third one below both.

    `charts` begins with the first. At most `fits` stand in a row; the rest share tabs with them.
    """
    if isinstance(part, Split):
        return replace(part, parts=tuple(spread(one, charts, fits) for one in part.parts))
    if CHART not in part.names or len(charts) < 2:
        return part
    if len(part.names) > 1:  # no room for charts beside one another
        behind = tuple(name for name in part.names if name != CHART)
        return replace(part, names=(*charts, *behind))
    upper, lower = list(charts[:2]), list(charts[2:4])
    for number, name in enumerate(charts[4:]):  # further ones each beside one of those
        (upper if number % 4 < CHART_ROWS else lower).append(name)
    rows = [_in_row(row, fits) for row in (upper, lower) if row]
    if len(rows) == 1:
        return replace(rows[0], em=part.em, share=part.share)
    return Split(False, tuple(rows), part.em, part.share)


def _in_row(names: Sequence[str], fits: int) -> Part:
    slots = max(1, min(fits, len(names)))
    tabs = [Tabs(tuple(names[slot::slots])) for slot in range(slots)]
    return tabs[0] if slots == 1 else Split(True, tuple(tabs))
