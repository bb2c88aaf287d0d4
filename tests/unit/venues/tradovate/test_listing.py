"""Products, maturities and contracts as the broker describes them."""

from dataclasses import replace
from itertools import count

import pytest

from tests.support.builders import ES, ES_JUNE, MES
from traderterminal.domain.instruments import Notation
from traderterminal.venues.tradovate.entities import Entities
from traderterminal.venues.tradovate.listing import Listing, contract_name, month_of


@pytest.fixture
def entities() -> Entities:
    return Entities(count(1).__next__)


@pytest.fixture
def listing(entities: Entities) -> Listing:
    return Listing(entities, [ES, ES_JUNE, MES])


def test_a_contract_is_named_with_one_digit_of_its_year() -> None:
    assert contract_name(ES) == "ESH4"
    assert contract_name(MES) == "MESH4"
    assert month_of(ES_JUNE) == 202406


def test_a_contract_is_found_by_name_or_by_id(listing: Listing) -> None:
    number = listing.find("esh4")
    assert number is not None
    assert listing.find(str(number)) == number == listing.contract_id(ES.symbol)
    assert listing.instrument(number) is ES
    assert listing.instrument_of(MES.symbol) is MES
    assert listing.find("ESZ9") is None
    assert listing.find("999") is None


def test_a_contract_leads_to_its_product(listing: Listing, entities: Entities) -> None:
    product = listing.product_of(listing.contract_id(MES.symbol))
    assert (product["name"], product["valuePerPoint"], product["isMicro"]) == ("MES", 5, True)
    assert listing.product_of(listing.contract_id(ES.symbol))["isMicro"] is False
    assert listing.symbol_of_product(product["id"]) == MES.symbol
    assert listing.symbol_of_product(999) is None
    assert len(entities.all("product")) == 2
    assert [m["isFront"] for m in entities.all("contractMaturity")] == [True, False, True]


def test_prices_in_thirty_seconds_are_said_to_be_fractional(entities: Entities) -> None:
    note = replace(ES, symbol="ZNH2024", root="ZN", notation=Notation.THIRTY_SECONDS)
    product = Listing(entities, [note]).product_of(Listing(entities, [note]).contract_id("ZNH2024"))
    assert product["priceFormatType"] == "Fractional"


def test_a_contract_rolls_to_its_neighbour_and_no_further(listing: Listing) -> None:
    march, june = listing.contract_id(ES.symbol), listing.contract_id(ES_JUNE.symbol)
    after = listing.roll(march, forward=True)
    before = listing.roll(june, forward=False)
    assert after is not None
    assert before is not None
    assert (after["id"], before["id"]) == (june, march)
    assert listing.roll(june, forward=True) is None
    assert listing.roll(listing.contract_id(MES.symbol), forward=True) is None


def test_a_contract_that_changed_is_told_of(listing: Listing, entities: Entities) -> None:
    changed = replace(ES, point_value=ES.point_value * 2)
    listing.list_anew(changed, active=False)
    number = listing.contract_id(ES.symbol)
    assert listing.instrument(number) is changed
    assert listing.product_of(number)["valuePerPoint"] == 100
    assert entities.need("contract", number)["status"] == "Expired"
