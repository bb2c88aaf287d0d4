"""A trading day over HTTP, worked through until the program is gone: what was asked and answered.

A trader by hand, one who brackets every entry, TradingView, and somebody who listens to the stream,
each at the same time as the others and on an account of his own. At a practice venue there are the
first two and the last, on one account.
"""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.support.running_engine import RunningEngine

D = Decimal
Json = dict[str, Any]

HAND, BRACKETED, ALERTED = "hand", "bracketed", "alerted"
AT_VENUE, BRACKETED_SYMBOL = "practice", "MNQ1!"
SETTINGS: Final = "".join(
    (
        '[market]\nsymbols = ["ES"]\nseed = 1\n[risk]\nsession = "ignore"\n',
        "[webhook]\nrate_per_s = 1000\nburst = 1000\n",
        *(f'[[accounts]]\nid = "{name}"\n' for name in (HAND, BRACKETED, ALERTED)),
    )
)
#: The statuses of an order of which nothing more comes.
CLOSED: Final = ("filled", "canceled", "rejected", "denied", "expired")
#: So many orders rest at most: beyond it one is cancelled instead.
MOST_RESTING: Final = 12


@dataclass
class Told:
    """Everything that was asked for and answered, over all starts of the program.

    `resting` holds the latest terms that were acknowledged of an order far from the market, by
    order id; `unsure` the terms that an unanswered change asked for, None for a cancel.
    """

    asked: dict[str, Json] = field(default_factory=dict)  # by client order id
    orders: dict[str, str] = field(default_factory=dict)  # the order id by client order id
    brackets: set[str] = field(default_factory=set)
    resting: dict[str, Json] = field(default_factory=dict)
    unsure: dict[str, Json | None] = field(default_factory=dict)
    changed: int = 0
    cancelled: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)  # of alerts, by the id that they carry
    alerts: dict[str, str] = field(default_factory=dict)  # the alert id by the id that they carry
    fills: dict[str, Json] = field(default_factory=dict)
    pushed: dict[str, Json] = field(default_factory=dict)  # of the stream: orders
    pushed_fills: set[str] = field(default_factory=set)
    surprises: list[str] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def unanswered_orders(self) -> list[str]:
        return [name for name in self.asked if name not in self.orders]

    @property
    def unanswered_alerts(self) -> list[str]:
        return [name for name in self.bodies if name not in self.alerts]


class Traders:
    """All of them on one engine, until it is gone."""

    symbol = "ES1!"

    def __init__(self, engine: RunningEngine, told: Told, seed: int) -> None:
        self._engine = engine
        self._told = told
        self._seed = seed
        quote = engine.get(f"/quotes?symbols={self.symbol}")["items"][0]
        self._market = int(float(quote["bid"]))
        self._steps = threading.Semaphore(0)
        self._threads = [threading.Thread(target=way, name=way.__name__) for way in self._ways()]

    def _ways(self) -> Sequence[Callable[[], None]]:
        return self._trade_by_hand, self._bracket, self._alert, self._listen

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait(self, steps: int) -> None:
        """Wait until so many steps, of all of them together, have been answered."""
        for _ in range(steps):
            assert self._steps.acquire(timeout=20)

    def join(self) -> None:
        """Wait until each has noticed that the program is gone."""
        for thread in self._threads:
            thread.join()

    def _until_killed(self, step: Callable[[httpx.Client, random.Random, str], None]) -> None:
        draw, number = random.Random(f"{self._seed} {step.__name__}"), 0
        with httpx.Client(
            base_url=self._engine.runtime["url"],
            headers={"Authorization": f"Bearer {self._engine.runtime['api_token']}"},
            trust_env=False,
            timeout=20.0,
        ) as client:
            try:
                while True:
                    number += 1
                    step(client, draw, f"{step.__name__.lstrip('_')}-{self._seed}-{number}")
                    self._steps.release()
            except httpx.HTTPError:
                return  # killed

    def _order(self, client: httpx.Client, name: str, **terms: Any) -> Json | None:
        """Ask for an order under a name; None for one that is refused."""
        told = self._told
        told.asked[name] = {"symbol": self.symbol, "client_order_id": name, **terms}
        answer = client.post("/api/v1/orders", json=told.asked[name])
        if answer.status_code != 202:
            del told.asked[name]
            self._refused(client, answer)
            return None
        found: Json = answer.json()
        told.orders[name] = found["order_id"]
        return found

    def _refused(self, client: httpx.Client, answer: httpx.Response) -> None:
        del client
        self._told.surprises.append(answer.text)

    # By hand: at the market, far from it, changed, taken out, asked for again.

    def _trade_by_hand(self) -> None:
        self._until_killed(self._by_hand)

    def _by_hand(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        told, chance = self._told, draw.random()
        sure = [order_id for order_id in told.resting if order_id not in told.unsure]
        if len(sure) > MOST_RESTING or (sure and chance < 0.22):
            self._take_out(client, draw.choice(sure))
        elif sure and chance < 0.4:
            self._change(client, draw.choice(sure), draw)
        elif told.orders and chance < 0.5:
            again = draw.choice(list(told.orders))
            answer = client.post("/api/v1/orders", json=told.asked[again])
            if answer.json().get("order_id") != told.orders[again]:
                told.surprises.append(f"asked again for {again}: {answer.text}")
        elif chance < 0.75:
            self._rest(client, draw, name)
        else:
            side = draw.choice(("buy", "sell"))
            self._order(client, name, account=HAND, side=side, quantity=draw.randrange(1, 3))

    def _rest(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        far = str(self._market * 8 // 10 + draw.randrange(20))
        kind = draw.choice(("limit", "stop"))
        terms = {
            "side": "buy" if kind == "limit" else "sell",
            "order_type": kind,
            f"{kind}_price": far,
            "quantity": draw.randrange(1, 4),
            "time_in_force": "gtc",
        }
        found = self._order(client, name, account=HAND, **terms)
        if found is not None:
            self._told.resting[found["order_id"]] = terms_of(found)

    def _change(self, client: httpx.Client, order_id: str, draw: random.Random) -> None:
        price = "limit_price" if self._told.resting[order_id]["limit_price"] else "stop_price"
        terms = {price: str(self._market * 8 // 10 + draw.randrange(20))}
        self._told.unsure[order_id] = {**self._told.resting[order_id], **terms}
        answer = client.patch(f"/api/v1/orders/{order_id}", json=terms)
        del self._told.unsure[order_id]
        if answer.status_code == 200:
            self._told.resting[order_id] = terms_of(answer.json())
            self._told.changed += 1
        else:
            self._told.surprises.append(answer.text)

    def _take_out(self, client: httpx.Client, order_id: str) -> None:
        self._told.unsure[order_id] = None
        answer = client.delete(f"/api/v1/orders/{order_id}")
        if answer.status_code == 200 and answer.json()["status"] == "canceled":
            del self._told.resting[order_id]
            del self._told.unsure[order_id]
            self._told.cancelled.add(order_id)
        else:
            self._told.surprises.append(answer.text)

    # With brackets.

    def _bracket(self) -> None:
        self._until_killed(self._bracketed)

    def _bracketed(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        chance = draw.random()
        if chance < 0.6:
            away = {"ticks": "1000"}
            bracket = {"stop_loss": away, "take_profit": away}
            terms = {"side": "buy", "quantity": draw.randrange(1, 4), "bracket": bracket}
            if self._order(client, name, account=BRACKETED, **terms) is not None:
                self._told.brackets.add(name)
        elif chance < 0.7:
            body = {"account": BRACKETED, "symbol": "ES1!", "intent": "close"}
            client.post("/api/v1/orders", json=body)
        else:
            answer = client.get("/api/v1/fills?limit=100")
            self._told.fills |= {fill["fill_id"]: fill for fill in answer.json()["items"]}

    # By alerts.

    def _alert(self) -> None:
        self._until_killed(self._alerted)

    def _alerted(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        told, path = self._told, self._engine.runtime["webhook_path"]
        if told.alerts and draw.random() < 0.15:
            again = draw.choice(list(told.alerts))
            answer = client.post(path, content=told.bodies[again])
            if (answer.status_code, answer.json().get("alert_id")) != (200, told.alerts[again]):
                told.surprises.append(f"sent again {again}: {answer.text}")
            return
        action = draw.choice(("buy", "sell"))
        alert = {"symbol": "ES1!", "action": action, "quantity": 1, "account": ALERTED, "id": name}
        told.bodies[name] = json.dumps(alert)
        answer = client.post(path, content=told.bodies[name])
        if answer.status_code == 202:
            told.alerts[name] = answer.json()["alert_id"]
        else:
            told.surprises.append(answer.text)

    # By listening.

    def _listen(self) -> None:
        runtime = self._engine.runtime
        try:
            with connect(
                runtime["url"].replace("http", "ws") + "/api/v1/stream",
                additional_headers={"Authorization": f"Bearer {runtime['api_token']}"},
                proxy=None,
            ) as socket:
                socket.send(json.dumps({"subscribe": ["orders", "fills"]}))
                for message in socket:
                    self._hear(json.loads(message))
        except (ConnectionClosed, OSError, EOFError):
            return  # killed, perhaps before it was connected

    def _hear(self, message: Json) -> None:
        data = message["data"]
        if message["channel"] == "fills":
            self._told.fills[data["fill_id"]] = data
            self._told.pushed_fills.add(data["fill_id"])
        else:
            self._told.pushed[data["order_id"]] = data


class VenueTraders(Traders):
    """Those who trade one account at a practice venue: by hand and with brackets, never in the
    same symbol, for the venue nets what an account holds."""

    symbol = "MES1!"
    symbols = (symbol, BRACKETED_SYMBOL)

    def _ways(self) -> Sequence[Callable[[], None]]:
        return self._trade_by_hand, self._bracket, self._listen

    def _by_hand(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        told, chance = self._told, draw.random()
        sure = [order_id for order_id in told.resting if order_id not in told.unsure]
        if len(sure) > MOST_RESTING or (sure and chance < 0.4):
            self._take_out(client, draw.choice(sure))
        elif chance < 0.7:
            limit = {"order_type": "limit", "limit_price": str(self._market * 8 // 10)}
            found = self._order(client, name, account=AT_VENUE, side="buy", quantity=1, **limit)
            if found is not None:
                told.resting[found["order_id"]] = terms_of(found)
        else:
            side = draw.choice(("buy", "sell"))
            self._order(client, name, account=AT_VENUE, side=side, quantity=draw.randrange(1, 4))

    def _take_out(self, client: httpx.Client, order_id: str) -> None:
        """Ask for a cancel; that the order is out, the venue may tell after its answer."""
        told = self._told
        told.unsure[order_id] = None
        answer = client.delete(f"/api/v1/orders/{order_id}")
        if answer.status_code == 200 and _is_on_its_way_out(answer.json()):
            del told.resting[order_id], told.unsure[order_id]
            told.cancelled.add(order_id)
        elif answer.status_code == 200 and _never_left(answer.json()):
            del told.resting[order_id], told.unsure[order_id]
        else:
            told.surprises.append(answer.text)

    def _bracketed(self, client: httpx.Client, draw: random.Random, name: str) -> None:
        away = {"ticks": "1000"}
        terms = {"side": "buy", "quantity": 1, "bracket": {"stop_loss": away, "take_profit": away}}
        if self._order(client, name, account=AT_VENUE, symbol=BRACKETED_SYMBOL, **terms):
            self._told.brackets.add(name)

    def _refused(self, client: httpx.Client, answer: httpx.Response) -> None:
        """Go out of what is held where an account has bought all that it can."""
        if answer.json()["error"]["code"] != "insufficient_buying_power":
            super()._refused(client, answer)
            return
        for symbol in self.symbols:
            out = {"account": AT_VENUE, "symbol": symbol, "intent": "target", "quantity": 0}
            closed = client.post("/api/v1/orders", json=out)
            if closed.status_code != 202 and closed.json()["error"]["code"] != "already_flat":
                self._told.surprises.append(closed.text)


def terms_of(order: Json) -> Json:
    """Return what a change can change."""
    return {name: order[name] for name in ("quantity", "limit_price", "stop_price")}


def _is_on_its_way_out(order: Json) -> bool:
    if order["status"] == "canceled":
        return bool(order["reason"]["code"] == "canceled_by_trader")
    return bool(order["status"] == "pending_cancel")


def _never_left(order: Json) -> bool:
    """Whether an order came when the calls that a broker allows were used up: it never rested."""
    return bool(order["status"] == "rejected" and order["reason"]["code"] == "not_sent")


def ask_again(engine: RunningEngine, told: Told) -> None:
    """Who has no answer asks again: what is there already stays the only one."""
    there = {order["client_order_id"]: order["order_id"] for order in engine.all("/orders")}
    for name in told.unanswered_orders:
        again = engine.post("/orders", told.asked[name], 202)
        assert again["order_id"] == there.get(name, again["order_id"]), "an order twice"
        told.orders[name] = again["order_id"]
        if again["order_type"] != "market" and again["status"] == "accepted":
            told.resting[again["order_id"]] = terms_of(again)
    for name in told.unanswered_alerts:
        answer = engine.alert(told.bodies[name])
        assert answer.status_code in (200, 202), answer.text
        told.alerts[name] = answer.json()["alert_id"]


def check_orders(orders: Mapping[str, Json], told: Told) -> None:
    """Hold the orders, by order id, to what was answered and pushed of them."""
    names = Counter(order["client_order_id"] for order in orders.values())
    assert max(names.values(), default=1) == 1, "an order is there twice"
    for name, order_id in told.orders.items():
        assert orders[order_id]["client_order_id"] == name, "an order that was answered is lost"
    for order_id, pushed in told.pushed.items():
        found = orders[order_id]
        assert D(found["filled_quantity"]) >= D(pushed["filled_quantity"])
        if pushed["status"] in CLOSED:
            assert found["status"] == pushed["status"], "what had ended goes on"


def check_fills(fills: Sequence[Json], orders: Mapping[str, Json], told: Told) -> None:
    """Hold the fills, and what the orders say has been filled, to those that were shown."""
    kept = {fill["fill_id"]: fill for fill in fills}
    assert len(kept) == len(fills), "a fill is there twice"
    for fill_id, shown in told.fills.items():
        assert kept.get(fill_id) == shown, "a fill that was shown is lost"
    traded: dict[str, Decimal] = {}
    for fill in fills:
        traded[fill["order_id"]] = traded.get(fill["order_id"], D(0)) + D(fill["quantity"])
    for order_id, order in orders.items():
        assert D(order["filled_quantity"]) == traded.get(order_id, 0)


def check_resting(orders: Mapping[str, Json], told: Told) -> None:
    """Hold orders far from the market to their acknowledged terms, cancels and changes."""
    for order_id in list(told.resting):
        found, asked = orders[order_id], told.unsure.pop(order_id, told.resting[order_id])
        if asked is None and found["status"] == "canceled":
            told.cancelled.add(order_id)
            del told.resting[order_id]
            continue
        if _never_left(found):
            del told.resting[order_id]
            continue
        assert found["status"] == "accepted", f"an order that rested is gone: {found}"
        assert terms_of(found) in (told.resting[order_id], asked)
        told.resting[order_id] = terms_of(found)
    for order_id in told.cancelled:
        assert orders[order_id]["status"] == "canceled", "a cancelled order works again"
