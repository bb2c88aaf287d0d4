"""Contracts in ProjectX's names."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.builders import ES, MES
from tests.support.shipped import shipped_symbols
from traderterminal.venues.topstepx.contracts import (
    CODES,
    contract_id,
    contract_name,
    symbol_id,
)


def test_a_contract_is_named_by_product_month_and_year() -> None:
    assert (contract_id(ES), contract_name(ES), symbol_id(ES)) == (
        "CON.F.US.EP.H24",
        "ESH4",
        "F.US.EP",
    )
    assert contract_id(MES) == "CON.F.US.MES.H24"
    assert contract_name(replace(ES, symbol="ESZ2026")) == "ESZ6"


@pytest.mark.parametrize("root", CODES)
def test_the_program_knows_every_name_that_the_venue_gives(root: str) -> None:
    on = date(2026, 11, 24)
    symbols = shipped_symbols()
    front = symbols.front(root, on)
    assert symbols.resolve(contract_id(front), on) == front
    assert symbols.resolve(contract_name(front), on) == front
