"""A part of the settings, and the kinds of numbers in it."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from traderterminal.kit.clock import NANOSECONDS

NonNegative = Annotated[Decimal, Field(ge=0)]
Positive = Annotated[Decimal, Field(gt=0)]
Whole = StrictInt  # `true` is no number
Count = Annotated[Whole, Field(ge=0)]
Minutes = Annotated[Decimal, Field(ge=0, le=24 * 60)]
MINUTE_NS: Final = 60 * NANOSECONDS


class Section(BaseModel):
    """A part of the settings; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
