"""The program's own listener, spoken to as from outside: messages are tried on the way that they
will come."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from traderterminal.app.engine import Engine
from traderterminal.app.service import Service
from traderterminal.domain.errors import BadData, TraderTerminalError
from traderterminal.domain.instruments import AssetClass, Instrument
from traderterminal.domain.messages import Message
from traderterminal.kit.clock import iso


class NotTried(TraderTerminalError):
    """The listener did not answer, or refused."""


class OwnListener:
    """Implements `ui.viewmodels.alert_builder.Listener` on a running service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @property
    def webhook(self) -> str:
        """Where TradingView is to post: the first public name of the settings, else this machine,
        which only a tunnel reaches."""
        hosts = self._service.engine.settings.webhook.hosts
        base = f"https://{hosts[0]}" if hosts else self._service.listener.url
        return f"{base}/webhook/tradingview/{self._service.credentials.webhook_secret}"

    async def dry_run(self, message: str) -> Message:
        """Post a message that does nothing; return what came back. Raises NotTried."""
        answer = await self._post("/alerts/dry-run", {"message": message})
        trading = [one["account"] for one in answer["accounts"] if one["trades"]]
        reasons = [one["reason"] for one in (answer, *answer["accounts"])]
        why = " ".join(dict.fromkeys(one["message"] for one in reasons if one is not None))
        if trading:
            return Message("dry_run", {"accounts": ", ".join(trading)})
        return Message("dry_run", {"why": why}, "nothing")

    async def try_on_paper(self, message: str, account: str) -> str:
        """Post a message that trades on a paper account; return the alert's id. Raises NotTried."""
        answer = await self._post("/alerts/paper", {"message": message, "account": account})
        return str(answer["alert_id"])

    async def _post(self, path: str, body: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            status, answer = await asyncio.to_thread(_post, self._service, path, body)
        except (BadData, ValueError) as error:
            raise NotTried(Message("listener_silent", {"cause": str(error)})) from error
        if status >= HTTPStatus.BAD_REQUEST:
            raise NotTried(Message("listener_refused", {"why": answer["error"]["message"]}))
        return answer


def _post(service: Service, path: str, body: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """Beside the loop: what speaks HTTP takes a while to load, and the listener needs the loop."""
    from traderterminal.app.client import post

    return post(service.engine.options, path, body)


def alert_samples(engine: Engine, instrument: Instrument | None) -> Mapping[str, str]:
    """Return what TradingView would put into a message now: of an instrument its symbol and its
    price, and the market's time."""
    now = iso(engine.hub.clock.now_ns())
    samples = {"timenow": now, "time": now}
    if instrument is None:
        return samples
    quote = engine.hub.quote(instrument.symbol)
    price = None if quote is None else quote.mark
    if price is not None:
        names = ("open", "high", "low", "close", "strategy.order.price")
        samples |= dict.fromkeys(names, f"{price:f}")
    is_future = instrument.asset_class is AssetClass.FUTURE
    ticker = f"{instrument.root}1!" if is_future else instrument.symbol
    return {**samples, "ticker": ticker, "exchange": ""}
