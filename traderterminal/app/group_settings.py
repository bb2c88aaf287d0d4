"""[groups.NAME]: the accounts that trade together, and what of it each trades otherwise."""

from decimal import Decimal
from typing import Self

from pydantic import Field, field_validator, model_validator

from traderterminal.app.section import Positive, Section
from traderterminal.desk.groups import Member, Rounding, Substitute
from traderterminal.desk.variants import Variant
from traderterminal.domain.errors import BadValue
from traderterminal.domain.exits import ExitLevel
from traderterminal.kit.language import mark


class MappedRoot(Section):
    """What is traded in the place of a root; `ratio` of it stand for one. Its name alone will do.

    `NQ = "MNQ"` trades one MNQ for one NQ, `NQ = { root = "MNQ", ratio = 10 }` ten.
    """

    root: str = Field(min_length=1)
    ratio: Positive = Decimal(1)

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, given: object) -> object:
        return {"root": given} if isinstance(given, str) else given


class LevelSettings(Section):
    """How far a stop or target lies from the entry: one of four units."""

    ticks: Positive | None = None
    points: Positive | None = None
    percent: Positive | None = None
    money: Positive | None = None

    @model_validator(mode="after")
    def _in_one_unit(self) -> Self:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise BadValue(mark("Fault", "give one of ticks, points, percent, money"))
        return self

    def level(self) -> ExitLevel:
        """Return the level as the desk knows it."""
        ((unit, value),) = self.model_dump(exclude_none=True).items()
        return ExitLevel(value, unit)


class GroupMember(Section):
    """An account of a group: how much of a quantity it takes, and which contract.

    A paper account may also take alerts later, or have a stop and target of its own.
    """

    id: str
    multiplier: Positive = Decimal(1)
    map: dict[str, MappedRoot] = Field(default_factory=dict)
    delay_s: Decimal = Field(default=Decimal(0), ge=0, le=3600)
    stop: LevelSettings | None = None
    target: LevelSettings | None = None

    def variant(self) -> Variant:
        """Return what it does otherwise than it is asked to."""
        return Variant(
            self.delay_s,
            None if self.stop is None else self.stop.level(),
            None if self.target is None else self.target.level(),
        )


class GroupSettings(Section):
    """Accounts that trade together; the first one leads. `rounding` is that of their shares."""

    accounts: tuple[GroupMember, ...] = Field(min_length=1)
    rounding: Rounding = Rounding.DOWN

    @field_validator("accounts")
    @classmethod
    def _distinct(cls, accounts: tuple[GroupMember, ...]) -> tuple[GroupMember, ...]:
        if len({account.id for account in accounts}) != len(accounts):
            raise BadValue(mark("Fault", "an account stands twice in the group"))
        return accounts

    def members(self) -> list[Member]:
        """Return the accounts as the desk knows them, the leader first."""
        return [
            Member(
                one.id,
                one.multiplier,
                {root: Substitute(to.root, to.ratio) for root, to in one.map.items()},
                self.rounding,
                one.variant(),
            )
            for one in self.accounts
        ]
