"""Contracts found by name, known by their id, and told with what they are worth there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.support.builders import ES, ES_JUNE, order
from tests.support.tradovate_login import TradovateLogin, tradovate_login
from traderterminal.brokers.tradovate.contracts import ContractBook
from traderterminal.brokers.tradovate.entities import Entities
from traderterminal.brokers.transport.http import unavailable
from traderterminal.desk.ports import ContractNews
from traderterminal.domain.errors import BrokerUnavailable


class Answers:
    """Stands for the calls of a login; what it has no answer to there is not."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def ask(self, endpoint: str, query: str = "") -> object:
        self.asked.append(f"{endpoint}?{query}")
        return self.answers.get(endpoint.replace("/", "_"))

    async def listed(self, endpoint: str, query: str = "") -> list[object]:
        found = await self.ask(endpoint, query)
        return found if isinstance(found, list) else []


def product(name: str = "ES") -> dict[str, object]:
    return {"id": 1, "name": name, "valuePerPoint": 50, "tickSize": Decimal("0.25")}


def maturity(month: int = 202403, ends: str = "2024-03-15T22:00Z") -> dict[str, object]:
    return {"id": 2, "productId": 1, "expirationMonth": month, "expirationDate": ends}


def contract(number: int = 3, name: str = "ESH4") -> dict[str, object]:
    return {"id": number, "name": name, "contractMaturityId": 2}


def book(answers: Answers, today: date = date(2024, 1, 2)) -> tuple[ContractBook, list[object]]:
    told: list[object] = []
    made = ContractBook(
        Entities(),
        answers,  # type: ignore[arg-type] # it asks two things only
        lambda: today,
        ["one", "two"],
        told.append,
    )
    return made, told


async def test_a_contract_is_found_by_its_name_and_told_to_every_account() -> None:
    answers = Answers(
        contract_find=contract(), contractMaturity_item=maturity(), product_item=product()
    )
    contracts, told = book(answers)
    found = await contracts.find(ES)
    assert found is not None
    assert (found.id, found.name) == (3, "ESH4")
    assert contracts.symbol(3) == "ESH2024"
    assert told == [
        ContractNews(account, "ESH2024", Decimal("0.25"), Decimal(50)) for account in ("one", "two")
    ]
    asked = len(answers.asked)
    assert await contracts.find(ES) is found
    assert len(answers.asked) == asked


async def test_an_id_is_asked_for_anew_where_it_matters() -> None:
    answers = Answers(
        contract_find=contract(), contractMaturity_item=maturity(), product_item=product()
    )
    contracts, _ = book(answers)
    await contracts.find(ES)
    answers.answers["contract_find"] = contract(44)
    known, found = await contracts.find(ES), await contracts.find(ES, anew=True)
    assert known is not None
    assert found is not None
    assert (known.id, found.id) == (3, 44)
    assert contracts.symbol(3) == contracts.symbol(44) == "ESH2024"


async def test_a_name_of_another_decade_is_not_taken_for_ours() -> None:
    answers = Answers(
        contract_find=contract(), contractMaturity_item=maturity(203403), product_item=product()
    )
    contracts, _ = book(answers)
    assert await contracts.find(ES) is None
    assert contracts.symbol(3) == "ESH2034"


async def test_what_its_name_does_not_find_is_looked_for_among_suggestions() -> None:
    answers = Answers(
        contract_suggest=[contract(9, "MESH24"), contract(3, "ESH24")],
        contractMaturity_item=maturity(),
        product_item=product(),
    )
    contracts, _ = book(answers)
    found = await contracts.find(ES)
    assert found is not None
    assert found.name == "ESH24"
    assert answers.asked[:2] == ["contract/find?name=ESH4", "contract/suggest?t=ES&l=20"]


async def test_what_is_only_looked_through_is_not_told() -> None:
    answers = Answers(
        contract_suggest=[contract(8, "ESH4 C4800"), contract(3, "ESH4")],
        contractMaturity_item=maturity(),
        product_item=product(),
    )
    contracts, told = book(answers)
    assert await contracts.find(ES_JUNE) is None
    assert told == []
    assert await contracts.find(ES) is not None
    assert len(told) == 2


async def test_a_contract_that_is_not_there_is_none() -> None:
    contracts, told = book(Answers())
    assert await contracts.find(ES_JUNE) is None
    assert told == []


async def test_a_contract_is_no_longer_traded_after_its_last_day() -> None:
    answers = Answers(
        contract_find=contract(), contractMaturity_item=maturity(), product_item=product()
    )
    contracts, told = book(answers, today=date(2024, 3, 16))
    await contracts.find(ES)
    assert isinstance(told[0], ContractNews)
    assert not told[0].tradable


@pytest.mark.parametrize(
    "answers",
    [
        Answers(),
        Answers(contract_item={"id": 3}),
        Answers(contract_item=contract(), contractMaturity_item=maturity(202413)),
        Answers(
            contract_item=contract(name="XYZ"),
            contractMaturity_item=maturity(),
            product_item=product(),
        ),
    ],
    ids=["nothing", "no name", "no month", "no future"],
)
async def test_a_contract_that_cannot_be_understood_is_no_answer(answers: Answers) -> None:
    contracts, _ = book(answers)
    with pytest.raises(BrokerUnavailable):
        await contracts.resolve(3)
    assert contracts.symbol(3) is None


async def test_a_name_that_is_found_and_is_none_is_no_answer() -> None:
    contracts, _ = book(Answers(contract_find={"id": "x"}))
    with pytest.raises(BrokerUnavailable):
        await contracts.find(ES)


async def test_what_could_not_be_asked_is_asked_again() -> None:
    answers = Answers(contractMaturity_item=maturity(), product_item=product())
    contracts, _ = book(answers)

    async def fail(endpoint: str, query: str = "") -> object:
        raise unavailable("503")

    ask, answers.ask = answers.ask, fail  # type: ignore[method-assign] # for a moment
    with pytest.raises(BrokerUnavailable):
        await contracts.find(ES)
    answers.ask = ask  # type: ignore[method-assign] # as it was
    answers.answers["contract_find"] = contract()
    assert await contracts.find(ES) is not None


@pytest_asyncio.fixture
async def login() -> AsyncIterator[TradovateLogin]:
    made = tradovate_login()
    await made.start()
    yield made
    await made.close()


async def test_a_contract_that_changes_at_the_venue_is_told(login: TradovateLogin) -> None:
    await login.session.broker.submit(order())
    exchange = login.scene.exchange
    entry = replace(exchange.instruments["ESH2024"], point_value=Decimal(25))
    exchange.list_anew(entry, active=False)
    await login.pass_time(0)
    (news,) = [one for one in login.said if isinstance(one, ContractNews)][-1:]
    assert (news.point_value, news.tradable) == (Decimal(25), False)
