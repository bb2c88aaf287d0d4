"""The shapes of brackets, out: decimal strings, as everywhere in the API."""

from typing import Literal

from pydantic import BaseModel, Field

from traderterminal.gateway.models import OrderModel, QueueModel, TrailModel

RuleStateName = Literal["waiting", "following", "done", "over"]


class LevelModel(BaseModel):
    """A level as it was asked for: one of five units."""

    ticks: str | None
    price: str | None
    points: str | None
    percent: str | None
    money: str | None


class TargetModel(LevelModel):
    quantity: str | None = Field(description="null where it shares what the others leave")


class TrailStateModel(TrailModel):
    state: RuleStateName


class BreakEvenModel(BaseModel):
    after: int
    offset: int
    state: RuleStateName


class LegModel(BaseModel):
    """One leg. What is wanted but not placed yet is kept by this program: `where` is local."""

    link: str
    kind: Literal["take_profit", "stop_loss", "timed_exit"]
    wanted: str = Field(description="how much of it should rest now")
    price: str | None = Field(description="where it should rest; null until the entry has traded")
    resting: str
    filled: str
    where: str
    status: str | None = Field(description="of its latest order; null while there is none")
    order_ids: list[str] = Field(description="oldest first")


class BracketModel(BaseModel):
    """The bracket that an order belongs to, as its entry or as one of its legs."""

    entry_id: str
    oco_group: str = Field(description="all legs are one group of which one side trades")
    where: str = Field(
        description="who keeps the group and moves its stop: broker, or local for this program"
    )
    open_quantity: str = Field(description="what of the entry is still to be protected")
    children: list[str] = Field(description="the orders of its legs")
    take_profit: list[TargetModel]
    stop_loss: LevelModel | None
    trail: TrailStateModel | None
    break_even: BreakEvenModel | None
    close_after_s: int | None
    close_at: str | None
    due_at: str | None = Field(description="when its time is over, in market time")
    legs: list[LegModel]


class OrderDetailModel(OrderModel):
    bracket: BracketModel | None
    queue: QueueModel | None
