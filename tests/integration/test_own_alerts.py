"""Alerts of one's own without a window: looked at, told, and there for the next one."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from traderterminal.app.missed_alert_store import (
    MISSED_ALERTS_FILE,
    MOST,
    keep_missed_alerts,
    read_missed_alerts,
)
from traderterminal.app.options import Options
from traderterminal.app.service import Service, run_service
from traderterminal.desk.ports import OrderWish
from traderterminal.domain.messages import Message
from traderterminal.market.alert_terms import AlertTerms, ToldAlert
from traderterminal.market.value_alerts import StudyOf, Subject, ValueAlert

ACCOUNT = "paper_simulator"
TOLD = ToldAlert(
    "A1",
    Message("own_alert", {"what": "ESH2024", "level": "4,810.00"}, "rose"),
    (Message("own_alert", {"price": "4,810.25", "at": "09:31:02"}, "traded"),),
    7,
    note="look",
)


def options(folder: Path) -> Options:
    return Options(folder, folder / "config.toml", port=0, market="sim", seed=3)


async def until(service: Service, holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):  # noqa: TID251 - what never comes is a failure
        while not holds():
            await service.engine.host.sleep(0.02)


async def buy(service: Service) -> None:
    wish = OrderWish(ACCOUNT, "ES", "delta", "buy", Decimal(1), source="test")
    await service.engine.desk.place(wish)


async def test_prices_positions_studies_and_feeds_are_watched_without_a_window(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        own, engine = service.own_alerts, service.engine
        told: list[ToldAlert] = []
        own.told.connect(told.append)
        instrument = engine.resolve("ES")
        symbol = instrument.symbol
        await until(service, lambda: engine.hub.last_trade(symbol))
        trade = engine.hub.last_trade(symbol)
        assert trade is not None
        own.prices.add(instrument, trade.price + 6)
        held = ValueAlert("", Subject.POSITION, 0.5, "Position ES", ACCOUNT, symbol)
        own.values.add(held)
        average = StudyOf("ema", (("length", 5),), "average", "1")
        study = ValueAlert("", Subject.STUDY, 1.0, "EMA 5 of ES", "", symbol, study=average)
        watched = own.values.add(study)
        silence = own.values.add(ValueAlert("", Subject.SILENCE, 60, "Silence", "", symbol))
        await until(service, lambda: own.values.value(watched.alert_id) is not None)
        assert own.values.value(silence.alert_id) is not None
        await until(service, lambda: own.values.value(own.values.all[0].alert_id) == 0.0)
        await buy(service)
        engine.hub.publish_event([replace(trade, price=trade.price + 6)])
        await until(service, lambda: len(told) == 2)
        titles = {str(one.title) for one in told}
        assert "Position ES rose to 0.5" in titles
        assert any(one.startswith("alert: ") for one in caplog.messages)
    missed = json.loads((tmp_path / MISSED_ALERTS_FILE).read_text("utf-8"))["alerts"]
    assert {one["title"]["variant"] for one in missed} == {"rose"}
    assert all(one["said"][-1]["variant"] == "unseen" for one in missed)
    # those that were not reached are watched at the next start, and what was told is still missed
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        assert [one.called for one in service.own_alerts.values.all] == ["EMA 5 of ES", "Silence"]
        shown: list[ToldAlert] = []
        leave = service.own_alerts.show_in(shown.append)
        assert {str(one.title) for one in shown} == titles
        leave()
    assert read_missed_alerts(tmp_path) == []


async def test_a_feed_that_has_not_come_yet_is_silent_since_the_start_not_for_ever(
    tmp_path: Path,
) -> None:
    given = replace(options(tmp_path), market="none")
    async with run_service(given, log_to_screen=False) as service:
        symbol = service.engine.resolve("ES").symbol
        value = service.own_alerts.value_of
        silence = ValueAlert("", Subject.SILENCE, 60, "Silence", "", symbol)
        first = value(silence)
        assert first is not None
        assert first < 20
        await until(service, lambda: (value(silence) or 0) > first)


async def test_what_tells_each_time_is_missed_once_and_what_ends_is_told(tmp_path: Path) -> None:
    async with run_service(options(tmp_path), log_to_screen=False) as service:
        own, engine = service.own_alerts, service.engine
        symbol = engine.resolve("ES").symbol
        terms = AlertTerms(each=True)
        own.values.add(
            ValueAlert("", Subject.POSITION, 0.5, "Position ES", ACCOUNT, symbol, terms=terms)
        )
        ending = AlertTerms(until_ns=engine.hub.clock.now_ns() + 1)
        own.values.add(ValueAlert("", Subject.DAY_RESULT, 1e9, "Day", ACCOUNT, terms=ending))
        await until(service, lambda: len(own.values.all) == 1)
        for side in ("buy", "sell", "buy"):
            wish = OrderWish(ACCOUNT, "ES", "delta", side, Decimal(1), source="test")
            own.values.look()
            await engine.desk.place(wish)
        own.values.look()
    missed = read_missed_alerts(tmp_path)
    assert [(str(one.title), one.reached) for one in missed] == [
        ("Alert ended: Day", False),
        ("Position ES rose to 0.5", True),
    ]


@pytest.mark.logs("a missed alert was left out")
def test_of_what_was_missed_the_latest_is_kept_and_what_is_none_left_out(tmp_path: Path) -> None:
    keep_missed_alerts(tmp_path, [replace(TOLD, at_ns=at) for at in range(MOST + 5)])
    assert [one.at_ns for one in read_missed_alerts(tmp_path)] == list(range(5, MOST + 5))
    path = tmp_path / MISSED_ALERTS_FILE
    rows = json.loads(path.read_text("utf-8"))["alerts"][:1]
    path.write_text(json.dumps({"version": 1, "alerts": [*rows, 5, {"title": "x"}]}), "utf-8")
    assert [one.at_ns for one in read_missed_alerts(tmp_path)] == [5]


def test_what_an_older_version_has_kept_in_words_is_told_in_them(tmp_path: Path) -> None:
    row = {"alert_id": "A1", "title": "ES rose to 5", "words": "It traded.", "at_ns": 7}
    kept = {"version": 1, "alerts": [{**row, "reached": True}]}
    (tmp_path / MISSED_ALERTS_FILE).write_text(json.dumps(kept), "utf-8")
    (told,) = read_missed_alerts(tmp_path)
    assert (str(told.title), [*map(str, told.said)]) == ("ES rose to 5", ["It traded."])


@pytest.mark.logs("the alerts that were missed")
@pytest.mark.parametrize("text", ["{", '{"version": 2}', '{"version": 1, "alerts": 5}'])
def test_a_file_that_cannot_be_read_costs_what_was_missed_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / MISSED_ALERTS_FILE).write_text(text, "utf-8")
    assert read_missed_alerts(tmp_path) == []
