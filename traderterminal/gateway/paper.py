"""The part of the API that tells how real paper is, and switches its correction."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from traderterminal.desk.reality import Reality
from traderterminal.gateway.models import Given
from traderterminal.journal.reality import Cell, Correction, Figures, Kind


class BarModel(BaseModel):
    """One bar of a histogram."""

    value: int
    count: int


class CorrectionModel(BaseModel):
    """What a paper order that trades at once is corrected by, and on how many orders that rests."""

    latency_ms: int
    slippage_ticks: int
    orders: int
    hour: int | None = Field(description="null: all hours of the symbol, this one had too few")


class RealityModel(BaseModel):
    """Orders of a kind that left in one symbol in an hour of UTC, in reality and on paper.

    Shares are 0 to 1. Errors say by how much paper was better (ticks) and sooner (ms).
    """

    symbol: str
    hour: int
    orders: Kind
    compared: int
    filled_both: int
    filled_only_real: int
    filled_only_paper: int
    filled_neither: int
    agreement: str
    fill_share_real: str
    fill_share_paper: str
    price_error_ticks: str | None
    price_error_histogram: list[BarModel]
    delay_error_ms: int | None
    delay_error_histogram: list[BarModel]
    correction: CorrectionModel | None


class RealityPage(BaseModel):
    """Everything that was compared; `applied` says whether paper trades with the correction."""

    applied: bool
    items: list[RealityModel]
    next: None = None


class ApplyRequest(Given):
    apply: bool


def add_reality(routes: APIRouter, reality: Reality) -> None:
    """Add the calls to `routes`."""

    @routes.get("/paper/reality", response_model=RealityPage)
    async def figures() -> dict[str, Any]:
        """Tell how far paper was from what really became of the same orders."""
        return _page(reality)

    @routes.post("/paper/reality", response_model=RealityPage)
    async def apply(given: ApplyRequest) -> dict[str, Any]:
        """Let paper accounts trade with the correction, or without."""
        await reality.apply(on=given.apply)
        return _page(reality)


def _page(reality: Reality) -> dict[str, Any]:
    items = [
        _item(cell, figures, reality.correction(cell.root, cell.hour))
        for cell, figures in reality.cells
    ]
    return {"applied": reality.is_applied, "items": items, "next": None}


def _item(cell: Cell, figures: Figures, found: Correction) -> dict[str, Any]:
    has_correction = cell.kind is Kind.AT_ONCE and found.orders > 0
    return {
        "symbol": cell.root,
        "hour": cell.hour,
        "orders": cell.kind,
        "compared": figures.compared,
        "filled_both": figures.both,
        "filled_only_real": figures.only_real,
        "filled_only_paper": figures.only_paper,
        "filled_neither": figures.neither,
        "agreement": f"{figures.agreeing:.4f}",
        "fill_share_real": f"{figures.filled_really:.4f}",
        "fill_share_paper": f"{figures.filled_on_paper:.4f}",
        "price_error_ticks": None if figures.mean_ticks is None else f"{figures.mean_ticks:.2f}",
        "price_error_histogram": _bars(figures.price),
        "delay_error_ms": figures.median_delay_ms,
        "delay_error_histogram": _bars(figures.delay),
        "correction": _correction(found) if has_correction else None,
    }


def _correction(found: Correction) -> dict[str, Any]:
    return {
        "latency_ms": found.latency_ms,
        "slippage_ticks": found.slippage_ticks,
        "orders": found.orders,
        "hour": found.hour,
    }


def _bars(counts: dict[int, int]) -> list[dict[str, int]]:
    return [{"value": value, "count": count} for value, count in sorted(counts.items())]
