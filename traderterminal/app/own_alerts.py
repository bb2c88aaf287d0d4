"""The alerts that a trader sets himself, watched as long as the engine runs.

What is reached while there is no window is written down, and told by the next one.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from traderterminal.app.engine import Engine
from traderterminal.app.hours import REFERENCE_GROUP
from traderterminal.app.missed_alert_store import keep_missed_alerts, read_missed_alerts
from traderterminal.app.price_alert_store import keep_price_alerts, read_price_alerts
from traderterminal.app.value_alert_store import keep_value_alerts, read_value_alerts
from traderterminal.domain.messages import Message
from traderterminal.kit.observe import Observers
from traderterminal.market.alert_terms import ToldAlert
from traderterminal.market.price_alerts import PriceAlert, PriceAlerts
from traderterminal.market.value_alerts import ValueAlert, ValueAlerts
from traderterminal.ui.viewmodels.alert_words import AlertWords

if TYPE_CHECKING:  # what reckons studies takes a while to load
    from traderterminal.app.alert_values import AlertValues

#: How often the values are looked at, host time.
LOOK_SECONDS: Final = 0.25

_log = logging.getLogger(__name__)


class OwnAlerts:
    """All alerts of the trader's own, on prices and on other values. `told` tells of each that was
    reached, or has ended otherwise."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        folder, hub, instrument = engine.options.data_dir, engine.hub, engine.symbols.instrument
        self._folder = folder
        self.told: Observers[ToldAlert] = Observers()
        self._missed = list(read_missed_alerts(folder))
        self._windows = 0
        self.words = AlertWords(
            instrument,
            lambda at_ns: engine.hours.local_time(REFERENCE_GROUP, at_ns),
            engine.hours.local,
        )
        self.prices = PriceAlerts(
            hub,
            engine.new_id,
            read_price_alerts(folder, instrument),
            lambda alerts: keep_price_alerts(folder, alerts, instrument),
        )
        self.values = ValueAlerts(
            self.value_of,
            engine.new_id,
            lambda: hub.clock.now_ns(),
            read_value_alerts(folder, instrument),
            lambda alerts: keep_value_alerts(folder, alerts),
        )
        self._stops = (
            hub.cleared.connect(lambda _: self.values.start_again()),
            self.prices.crossed.connect(lambda one: self._tell(self.words.crossed(one))),
            self.values.reached.connect(lambda one: self._tell(self.words.reached(one))),
            self.prices.expired.connect(self._tell_expired),
            self.values.expired.connect(self._tell_expired),
        )
        self._looking = engine.tasks.spawn(self._look(), name="look at alerts")

    def close(self) -> None:
        """Stop looking and listening."""
        self._looking.cancel()
        self.prices.close()
        for stop in self._stops:
            stop()

    @cached_property
    def _values(self) -> "AlertValues":
        from traderterminal.app.alert_values import AlertValues  # with the first alert on a value

        return AlertValues(self._engine)

    def value_of(self, alert: ValueAlert) -> float | None:
        """Return what an alert looks at now; None while that is not known."""
        return self._values(alert)

    async def _look(self) -> None:
        while True:
            await self._engine.host.sleep(LOOK_SECONDS)
            self.values.look()
            self.prices.end_expired()

    # What is told.

    def show_in(self, window: Callable[[ToldAlert], None]) -> Callable[[], None]:
        """Tell a window from here on, at first what was missed; return the call that ends it."""
        stop, missed = self.told.connect(window), self._missed
        self._windows += 1
        self._missed = []
        for told in missed:
            window(told)
        if missed:
            keep_missed_alerts(self._folder, ())

        def leave() -> None:
            self._windows -= 1
            stop()

        return leave

    def tell_ended(self, alert: ValueAlert, why: Message) -> None:
        """Tell of an alert that has ended with what it was on."""
        now_ns = self._engine.hub.clock.now_ns()
        self._tell(self.words.ended(alert, why, now_ns))

    def _tell_expired(self, gone: PriceAlert | ValueAlert) -> None:
        self._tell(self.words.expired(gone, self._engine.hub.clock.now_ns()))

    def _tell(self, told: ToldAlert) -> None:
        _log.info("alert: %s. %s", told.title, " ".join(map(str, told.said)))
        if not self._windows:
            self._miss(told)
        self.told.emit(told)

    def _miss(self, told: ToldAlert) -> None:
        """Write down what no window shows; of an alert that tells each time the latest."""
        others = [one for one in self._missed if one.alert_id != told.alert_id]
        self._missed = [*others, self.words.missed(told)]
        keep_missed_alerts(self._folder, self._missed)
