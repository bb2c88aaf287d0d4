"""Our symbols and the broker's ids, each found by the other, and never put together."""

from decimal import Decimal

import httpx
import pytest

from tests.support.topstepx import (
    CONTRACT,
    SYMBOL,
    Gateway,
    Scene,
    a_contract,
    a_scene,
    an_account,
    taken,
)
from traderterminal.brokers.topstepx.contracts import (
    FAILED_FOR_S,
    GOOD_FOR_S,
    LOOK_S,
    MISSING_FOR_S,
    ContractBook,
)
from traderterminal.desk.ports import ContractNews
from traderterminal.domain.errors import BrokerUnavailable, UnknownSymbol

D = Decimal
SEARCH, BY_ID = "/api/Contract/search", "/api/Contract/searchById"


async def book_of(*contracts: dict[str, object]) -> tuple[Scene, ContractBook]:
    answers = {SEARCH: taken(contracts=list(contracts) or [a_contract()])}
    scene = a_scene(Gateway(dict(answers)))
    await scene.session.log_in()
    scene.news.clear()
    return scene, scene.session._orders.contracts


async def test_a_symbol_is_searched_for_by_its_root() -> None:
    scene, book = await book_of(a_contract(), a_contract(id="CON.F.US.EP.M24", name="ESM4"))
    listed = await book.by_symbol(SYMBOL)
    assert (listed.id, listed.symbol) == (CONTRACT, SYMBOL)
    assert (listed.tick_size, listed.point_value, listed.tradable) == (
        listed.instrument.tick_size,
        D(50),
        True,
    )
    assert scene.gateway.bodies(SEARCH) == [{"searchText": "ES", "live": False}]
    assert (await book.by_symbol("ESM2024")).id == "CON.F.US.EP.M24"  # it came along
    assert len(scene.gateway.bodies(SEARCH)) == 1
    await scene.close()


@pytest.mark.parametrize(
    ("id_", "name", "symbol"),
    [
        ("CON.F.US.EP.H24", "ESH4", "ESH2024"),
        ("CON.F.US.ENQ.M24", "NQM4", "NQM2024"),
        ("CON.F.US.BP6.H24", "6BH4", "6BH2024"),
        ("CON.F.US.MNQ.Z33", "MNQZ3", "MNQZ2033"),  # the digit of the name says 2023
        ("CON.F.US.EP.Z24", "renamed", "ESZ2024"),
    ],
)
async def test_an_id_is_known_by_its_name_and_its_year(id_: str, name: str, symbol: str) -> None:
    scene, book = await book_of()
    scene.gateway.answers[BY_ID] = taken(contract=a_contract(id=id_, name=name))
    assert (await book.by_id(id_)).symbol == symbol
    assert (await book.by_id(id_)).symbol == symbol
    assert book.known(id_) is not None
    assert len(scene.gateway.bodies(BY_ID)) == 1
    await scene.close()


async def test_a_contract_that_is_used_is_told_of_with_its_terms() -> None:
    scene, book = await book_of(a_contract(tickValue=25, activeContract=False))
    await book.by_symbol(SYMBOL)
    (news,) = scene.of(ContractNews)
    assert isinstance(news, ContractNews)
    assert (news.symbol, news.point_value, news.tradable) == (SYMBOL, D(100), False)
    await scene.close()


async def test_what_was_found_is_asked_for_again_the_next_day() -> None:
    scene, book = await book_of()
    await book.by_symbol(SYMBOL)
    await scene.pass_time(GOOD_FOR_S + 1)
    await book.by_symbol(SYMBOL)
    assert len(scene.gateway.bodies(SEARCH)) == 2
    await scene.pass_time(GOOD_FOR_S + 1)
    scene.gateway.is_down = True
    assert (await book.by_symbol(SYMBOL)).id == CONTRACT  # better than nothing
    scene.gateway.is_down = False
    scene.gateway.answers[SEARCH] = taken(contracts=[])
    with pytest.raises(UnknownSymbol):
        await book.by_symbol(SYMBOL)
    held = book.held(SYMBOL)
    assert held is not None
    assert held.id == CONTRACT  # who wants out still names it
    await scene.close()


async def test_what_is_used_is_asked_for_again_after_a_login_and_every_day() -> None:
    scene, book = await book_of()
    await scene.start()
    await book.by_symbol(SYMBOL)
    before = len(scene.gateway.bodies(SEARCH))
    scene.gateway.answers[SEARCH] = taken(contracts=[a_contract(tickValue=25)])
    book.doubt()
    await scene.pass_time(LOOK_S)
    assert len(scene.gateway.bodies(SEARCH)) == before + 1
    assert scene.of(ContractNews)[-1] == ContractNews("practice", SYMBOL, D("0.25"), D(100))
    await scene.pass_time(10 * LOOK_S)
    assert len(scene.gateway.bodies(SEARCH)) == before + 1
    await scene.close()


async def test_what_was_not_found_is_not_asked_for_again_at_once() -> None:
    scene, book = await book_of()
    for _ in range(3):
        with pytest.raises(UnknownSymbol):
            await book.by_symbol("NQH2024")
    assert len(scene.gateway.bodies(SEARCH)) == 1
    await scene.pass_time(MISSING_FOR_S + 1)
    with pytest.raises(UnknownSymbol):
        await book.by_symbol("NQH2024")
    assert len(scene.gateway.bodies(SEARCH)) == 2
    await scene.close()


async def test_a_contract_of_something_unknown_here_is_nothing() -> None:
    scene, book = await book_of()
    scene.gateway.answers[BY_ID] = taken(contract=a_contract(id="CON.F.US.XYZ.H24", name="XYZH4"))
    for _ in range(2):
        with pytest.raises(UnknownSymbol):
            await book.by_id("CON.F.US.XYZ.H24")
    assert len(scene.gateway.bodies(BY_ID)) == 1
    with pytest.raises(UnknownSymbol):
        await book.by_symbol("AAPL")  # no stock is listed there, and none is searched for
    assert scene.gateway.bodies(SEARCH) == []
    await scene.close()


async def test_an_id_whose_question_failed_is_left_alone_for_a_moment() -> None:
    scene, book = await book_of()
    for answer in (httpx.Response(503), taken(contract=None)):
        scene.gateway.answers[BY_ID] = answer
        before = len(scene.gateway.bodies(BY_ID))
        for _ in range(3):
            with pytest.raises(BrokerUnavailable):
                await book.by_id(CONTRACT)
        assert len(scene.gateway.bodies(BY_ID)) == before + 1
        await scene.pass_time(FAILED_FOR_S)
    scene.gateway.answers[BY_ID] = taken(contract=a_contract())
    assert (await book.by_id(CONTRACT)).symbol == SYMBOL
    await scene.close()


async def test_contracts_that_are_missing_or_broken_say_nothing_of_the_others() -> None:
    scene, book = await book_of({"id": 7}, a_contract(tickSize=0), a_contract())
    assert (await book.by_symbol(SYMBOL)).id == CONTRACT
    scene.gateway.answers[SEARCH] = taken(contracts=None)
    with pytest.raises(BrokerUnavailable, match="missing"):
        await book.by_symbol("NQH2024")
    await scene.close()


async def test_live_data_is_asked_for_by_accounts_of_real_money_alone() -> None:
    scene = a_scene(Gateway({"/api/Account/search": taken(accounts=[an_account(simulated=False)])}))
    await scene.session.log_in()
    await scene.session._orders.contracts.by_symbol(SYMBOL)
    assert scene.gateway.bodies(SEARCH)[0]["live"] is True
    await scene.close()
