"""The columns of a watchlist."""

from decimal import Decimal
from typing import Any, Final

from traderterminal.kit.language import mark, translate
from traderterminal.ui.tables.cells import Cell, Column
from traderterminal.ui.viewmodels import formats
from traderterminal.ui.viewmodels.watchlists import WatchRow

_UNKNOWN: Final = Cell(formats.NOTHING, "t3")
_PRICE: Final = Cell("111,240.00")
#: What sorts below all that is known.
_LEAST: Final = Decimal("-Infinity")


def _symbol(row: WatchRow) -> Cell:
    shown = row.key if row.instrument is None else formats.symbol(row.instrument.symbol)
    described = (
        translate("Watchlist", "Not known here")
        if row.instrument is None
        else row.instrument.description
    )
    tip = f"{described} · {row.group}" if row.group else described
    return Cell(shown, "t3" if row.instrument is None else "t1", "strong", tip=tip)


def _price(row: WatchRow, value: Decimal | None, token: str = "t1") -> Cell:
    if value is None or row.instrument is None:
        return _UNKNOWN
    return Cell(formats.price(value, row.instrument), "stale" if row.stale else token)


def _share(row: WatchRow) -> Cell:
    """The change, or how old the price is once that is too old."""
    if row.stale:
        return Cell(row.stale, "stale")
    if row.change is None:
        return _UNKNOWN
    since = (
        translate("Watchlist", "since the day's open")
        if row.change.since_open
        else translate("Watchlist", "since the previous close")
    )
    token = formats.result_token(row.change.points, Decimal(0))
    return Cell(formats.signed_percent(row.change.share), token, tip=since.capitalize())


def _points(row: WatchRow) -> Cell:
    if row.change is None or row.instrument is None:
        return _UNKNOWN
    token = "stale" if row.stale else formats.result_token(row.change.points, Decimal(0))
    return Cell(formats.signed_price(row.change.points, row.instrument), token)


def _line(row: WatchRow) -> Cell:
    if len(row.line) < 2:
        return _UNKNOWN
    moved = row.line[-1] - row.line[0]
    token = "stale" if row.stale else "up" if moved > 0 else "down" if moved < 0 else "flat"
    spoken = translate("Watchlist", "level")
    if moved:
        spoken = (
            translate("Watchlist", "rising") if moved > 0 else translate("Watchlist", "falling")
        )
    return Cell(
        "",
        token,
        line=row.line,
        spoken=translate("Watchlist", "last hour {spoken}").format(spoken=spoken),
    )


def _volume(row: WatchRow) -> Cell:
    """The volume in whole units, also of what trades in parts of one."""
    return _UNKNOWN if row.volume is None else Cell(formats.quantity(round(row.volume, 0)), "t2")


def _age(row: WatchRow) -> Cell:
    return _UNKNOWN if row.age_s is None else Cell(formats.age(row.age_s), "t2")


def _or_least(value: Any) -> Any:
    return _LEAST if value is None else value


def watchlist_columns() -> list[Column[WatchRow]]:
    """Return all columns; in a narrow pane symbol, last price and change stay."""

    def price(title: str, name: str, leaves: int) -> Column[WatchRow]:
        return Column(
            title,
            6,
            lambda row: _price(row, getattr(row, name), "t2"),
            right=True,
            sample=_PRICE,
            leaves=leaves,
            order=lambda row: _or_least(getattr(row, name)),
        )

    return [
        Column(mark("Column", "Symbol"), 7, _symbol, sample=Cell("MNQH2024", role="strong")),
        Column(
            mark("Column", "Last"),
            6,
            lambda row: _price(row, row.last),
            right=True,
            sample=_PRICE,
            stretch=True,
            order=lambda row: _or_least(row.last),
        ),
        Column(
            mark("Column", "Change"),
            5.2,
            _share,
            right=True,
            sample=Cell("−10.19%"),
            order=lambda row: _LEAST if row.change is None else row.change.share,
        ),
        Column(
            mark("Column", "Points"),
            6,
            _points,
            right=True,
            sample=Cell("−1,240.00"),
            leaves=6,
            order=lambda row: _LEAST if row.change is None else row.change.points,
        ),
        Column(mark("Column", "Hour"), 6, _line, leaves=7, order=lambda row: _moved(row)),
        price(mark("Column", "Bid"), "bid", 5),
        price(mark("Column", "Ask"), "ask", 5),
        Column(
            mark("Column", "Volume"),
            5.5,
            _volume,
            right=True,
            sample=Cell("1,110,000,000"),
            leaves=4,
            order=lambda row: _or_least(row.volume),
        ),
        price(mark("Column", "High"), "high", 3),
        price(mark("Column", "Low"), "low", 2),
        Column(
            mark("Column", "Age"),
            4.5,
            _age,
            right=True,
            sample=Cell("23 h 59 m"),
            leaves=1,
            order=lambda row: -1.0 if row.age_s is None else row.age_s,
        ),
    ]


def _moved(row: WatchRow) -> float:
    return (row.line[-1] - row.line[0]) / abs(row.line[0]) if row.line and row.line[0] else 0.0


def say_row(row: WatchRow) -> str:
    """Say a row in one sentence."""
    if row.instrument is None:
        return translate("Watchlist", "{key} is not known here").format(key=row.key)
    words = [formats.symbol(row.instrument.symbol), formats.price(row.last, row.instrument)]
    if row.change is not None:
        words.append(formats.signed_percent(row.change.share))
    return ", ".join([*words, *([row.stale] if row.stale else [])])
