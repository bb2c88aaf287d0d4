"""Where the panes of each template stand by default, for windows of every width.

A description only: rows and columns of panes, which names those that there may be. What a program
does not have is left out, and its room with it.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from typing import Final

from traderterminal.kit.frozen import frozen
from traderterminal.ui.viewmodels.ticket_form import Form

#: Where every pane goes that a template of all panes does not name.
REST: Final = "…"
#: The chart that others stand beside.
CHART: Final = "Chart"
LADDER: Final = "Ladder"
SECOND_LADDER: Final = "Ladder 2"
TICKET: Final = "Ticket"
OPTION_CHAIN: Final = "Option chain"

#: Widths of the window, in em: below them the ladder stands behind the chart, the lower panes
#: share tabs and the watchlist is one of them, and the lower panes stand in two columns.
SMALL_EM: Final = 95
NARROW_EM: Final = 125
WIDE_EM: Final = 200
#: Symbol, last price and change beside a scroll bar.
WATCHLIST_EM: Final = 20
LADDER_EM: Final = 27.5
LADDER_WIDE_EM: Final = 29
LADDER_NARROW_EM: Final = 22.3
TICKET_EM: Final = 24.7
TODAY_EM: Final = 25
#: The day below the ticket, and the ticket above it where that is folded.
BELOW_TICKET_EM: Final = 15
FOLDED_EM: Final = 30
#: The lower panes, which grow with a high window, and those of a wide one.
LOWER_EM: Final = 25
LOWER_WIDE_EM: Final = 28.3
#: Charts stand in so many rows.
CHART_ROWS: Final = 2
#: Between two panes, in pixels.
GUTTER_PX: Final = 4


@frozen
class Tabs:
    """Panes behind one another, the first in front.

    `em` is its width in a row and its height in a column; 0 is its `share` of what is left.
    """

    names: tuple[str, ...]
    em: float = 0
    share: float = 1


@frozen
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


def lengths(part: Split, length: float, em: float) -> list[float]:
    """Return how long each part is along its split of a `length` in pixels, without its gutters.

    What is given in em comes first, what is left goes by the shares. `em` is the pixels of one.
    """
    length -= GUTTER_PX * (len(part.parts) - 1)
    left = length - sum(inner.em * em for inner in part.parts)
    shares = sum(inner.share for inner in part.parts if not inner.em) or 1
    return [inner.em * em if inner.em else left * inner.share / shares for inner in part.parts]


def width_of(part: Part, name: str, width: float, em: float) -> float:
    """Return how wide a pane is in a part that is so many pixels wide; 0 if it is not in it."""
    if isinstance(part, Tabs):
        return width if name in part.names else 0
    widths = lengths(part, width, em) if part.across else [width] * len(part.parts)
    return max(width_of(one, name, at, em) for one, at in zip(part.parts, widths, strict=True))


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


#: What a window has no room for at first; it is opened on demand.
_ON_DEMAND: Final = (SECOND_LADDER, OPTION_CHAIN)

#: What has the widest row of tabs before it.
_BEHIND_ORDERS: Final = (
    *("Price alerts", "Tape", OPTION_CHAIN, "Alert studio"),
    *("Brokers", "Diagnostics", "How real is paper"),
)

#: What says little in a low pane, and whose tabs have no room beside all others; in a small window
#: further ones.
_WANT_ROOM: Final = ("Tape", "Calendar", "Price alerts", "Today")
_WANT_MORE: Final = (
    *("Approvals", "Automation", "Groups", "Alert studio"),
    *("Brokers", "How real is paper", "Diagnostics"),
)


def _trade(width: float, height: float) -> Part:
    if width < NARROW_EM:
        return _narrow_trade(width, height)
    watched = _column(_one("Watchlist"), _one("Accounts", 14), em=WATCHLIST_EM)
    em = LADDER_WIDE_EM if width >= WIDE_EM else LADDER_EM
    ladder = Tabs((LADDER, SECOND_LADDER), em)
    upper = _row(watched, _one(CHART), ladder)
    positions = _one("Positions", share=2)
    alerts = Tabs(("Alerts", "Journal", "Approvals", "Automation", "Groups", REST), share=3)
    if width >= WIDE_EM:
        orders = Tabs(("Orders", *_BEHIND_ORDERS), share=3)
        today = Tabs(("Today", "Calendar"), TODAY_EM)
        lower = _row(replace(positions, share=3), orders, replace(alerts, share=2.5), today)
        return _row(_column(upper, replace(lower, em=LOWER_WIDE_EM)), _one(TICKET, TICKET_EM))
    orders = Tabs(("Orders", "Calendar", *_BEHIND_ORDERS), share=3)
    beside = replace(alerts, em=37.7)
    lower = _row(_column(positions, orders), beside, em=max(LOWER_EM, height / 3))
    return _row(_column(upper, lower), _ticket_over_today())


def _ticket_over_today() -> Part:
    return _column(_one(TICKET), _one("Today", BELOW_TICKET_EM), em=TICKET_EM)


def _narrow_trade(width: float, height: float) -> Part:
    upper: Part = Tabs((CHART, LADDER, SECOND_LADDER))
    if width >= SMALL_EM:
        upper = _row(_one(CHART), Tabs((LADDER, SECOND_LADDER), LADDER_NARROW_EM))
    lower = ("Positions", "Orders", "Alerts", "Journal", "Watchlist", "Accounts", REST)
    return _row(_column(upper, Tabs(lower, max(14.7, height / 5))), _one(TICKET, TICKET_EM))


def _scalp(width: float, height: float) -> Part:
    lower = Tabs(("Positions", "Orders", "Alerts"), 13)
    upper: Part = Tabs((CHART, LADDER, SECOND_LADDER))
    if width >= SMALL_EM:
        em = LADDER_WIDE_EM if width >= WIDE_EM else LADDER_NARROW_EM
        tape = (_one("Tape", 20),) if width >= NARROW_EM else ()
        upper = _row(*tape, _one(CHART), _one(LADDER, em), _one(SECOND_LADDER, em))
    ticket = _one(TICKET, TICKET_EM) if width < NARROW_EM else _ticket_over_today()
    return _row(_column(upper, lower), ticket)


def _swing(width: float, height: float) -> Part:
    names = ("Positions", "Orders", OPTION_CHAIN, "Price alerts", "Journal", "Alerts")
    lower = Tabs(names, max(16, height / 3.5))
    ticket = _column(_one(TICKET, FOLDED_EM), _one("Today"), em=TICKET_EM)
    if width < SMALL_EM:
        return _row(_column(_one(CHART), lower), ticket)
    left = _column(_one("Watchlist"), _one("Calendar", share=0.5), em=WATCHLIST_EM)
    return _row(left, _column(_one(CHART), lower), ticket)


def _prop(width: float, height: float) -> Part:
    lower = Tabs(("Positions", "Orders", "Approvals", "Automation", "Alerts"), 14)
    sides: Part = lower
    if width >= NARROW_EM:
        sides = _row(_one("Groups", 34), replace(lower, em=0), em=14)
    ticket = _one(TICKET, TICKET_EM) if width < NARROW_EM else _ticket_over_today()
    return _row(_column(_one("Accounts", 14), _one(CHART), sides), ticket)


def _review(width: float, height: float) -> Part:
    charts = _column(_one(CHART), Tabs(("Alerts", "How real is paper"), 16))
    if width < NARROW_EM:
        return _column(_one("Journal"), _one(CHART))
    return _row(_one("Journal", share=3), replace(charts, share=2))


@frozen
class ShownChart:
    """How long the bars of a chart are at first, and what studies it has beside the usual ones."""

    bars: str
    studies: tuple[str, ...] = ()


@frozen
class Template:
    """What a workspace begins as: its arrangement, and how long the bars of its chart are.

    `of_all` has every pane somewhere that there is room for; the others close what they do not
    name. `further` are the charts that a wide window has beside the first one, `apart`
    the panes that show a symbol of their own at first, `ticket` how much of the ticket is shown.
    `by_keys`: orders are given by keys there.
    """

    arrange: Callable[[float, float], Part]
    bars: str
    of_all: bool = False
    further: tuple[ShownChart, ...] = ()
    apart: tuple[str, ...] = ()
    ticket: Form = Form.WHOLE
    by_keys: bool = False

    def charts(self, width_em: float) -> Sequence[ShownChart]:
        """Return what each chart shows that a window has at first."""
        return (ShownChart(self.bars), *(self.further if width_em >= WIDE_EM else ()))

    def closed(self, width_em: float) -> Sequence[str]:
        """Return the panes that it has a place for, but does not show at first."""
        if not self.of_all:
            return ()
        narrow = _WANT_ROOM if width_em < NARROW_EM else ()
        return (*_ON_DEMAND, *narrow, *(_WANT_MORE if width_em < SMALL_EM else ()))


#: Every template by its name; the first one is what a new program begins with.
TEMPLATES: Final = {
    "Trade": Template(
        _trade,
        "1m",
        of_all=True,
        further=(ShownChart("15m"), ShownChart("D", ("visible_profile",))),
    ),
    "Scalp": Template(_scalp, "1m", apart=(SECOND_LADDER,), ticket=Form.COMPACT, by_keys=True),
    "Swing": Template(_swing, "D", ticket=Form.FOLDED),
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
    closed = () if whole else chosen.closed(width_em)
    others = [name for name in panes if name not in (*charts, *closed)]
    wanted = chosen.arrange(width_em, height_em)
    rest = [name for name in others if name not in names_in(wanted)]
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

    `charts` begins with the first. At most `fits` stand in a row, two below each other where that
    is one; the rest share tabs with them.
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
    if fits <= 1:
        upper, lower = list(charts[::2]), list(charts[1::2])
    rows = [_in_row(row, fits) for row in (upper, lower) if row]
    if len(rows) == 1:
        return replace(rows[0], em=part.em, share=part.share)
    return Split(False, tuple(rows), part.em, part.share)


def _in_row(names: Sequence[str], fits: int) -> Part:
    slots = max(1, min(fits, len(names)))
    tabs = [Tabs(tuple(names[slot::slots])) for slot in range(slots)]
    return tabs[0] if slots == 1 else Split(True, tuple(tabs))
