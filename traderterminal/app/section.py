"""A part of the settings, and the kinds of numbers in it."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from traderterminal.kit.clock import NANOSECONDS

#: Far above any account, and still written and reckoned with to the cent.
MOST_AMOUNT: Final = 10**12
#: In seconds it is 31 years, which a ledger's moments have room for.
MOST_COUNT: Final = 10**9
NonNegative = Annotated[Decimal, Field(ge=0, le=MOST_AMOUNT)]
Positive = Annotated[Decimal, Field(gt=0, le=MOST_AMOUNT)]
Whole = StrictInt  # `true` is no number
Count = Annotated[Whole, Field(ge=0, le=MOST_COUNT)]
PositiveCount = Annotated[Whole, Field(gt=0, le=MOST_COUNT)]
#: As far back as moments in nanoseconds reach.
Days = Annotated[Whole, Field(ge=0, le=100_000)]
Minutes = Annotated[Decimal, Field(ge=0, le=24 * 60)]
MINUTE_NS: Final = 60 * NANOSECONDS


class Section(BaseModel):
    """A part of the settings; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
