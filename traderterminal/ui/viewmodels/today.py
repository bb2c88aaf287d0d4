"""What the day has made so far on the chosen account: its result, its trades, and their course."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import accumulate

from traderterminal.journal.book import Journal, Selection
from traderterminal.journal.round_trips import net_results
from traderterminal.journal.statistics import TradeStatistics, trade_statistics
from traderterminal.kit.language import translate
from traderterminal.kit.observe import Observers
from traderterminal.ui.viewmodels import formats


class TodayViewModel:
    """The day of one account at a time; `changed` tells of other figures.

    `today` returns the market's trade date, `account` the one that is chosen, `day_net` what an
    account has made on its day, open positions included, None while that is not known.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        today: Callable[[], date],
        account: Callable[[], str],
        day_net: Callable[[str], Decimal | None],
    ) -> None:
        self._journal = journal
        self._today = today
        self._account = account
        self._day_net = day_net
        self._as_of: object = None
        self.changed: Observers[None] = Observers()
        self.net: Decimal | None = None
        self.statistics: TradeStatistics = trade_statistics(())
        #: What the closed trades have made, one after another, from nothing on.
        self.course: tuple[float, ...] = (0.0,)

    def flush(self) -> None:
        """Take over what was booked and what the market made of it; tell of what is new."""
        account, day = self._account(), self._today()
        net, as_of = self._day_net(account), (self._journal.version, account, day)
        if as_of != self._as_of:
            self._as_of = as_of
            trades = self._journal.trades(Selection(account=account, first=day, last=day))
            results = net_results([trade.trip for trade in trades])
            self.statistics = trade_statistics(results)
            self.course = tuple(map(float, accumulate(results, initial=Decimal(0))))
        elif net == self.net:
            return
        self.net = net
        self.changed.emit(None)

    # In words.

    @property
    def net_words(self) -> tuple[str, str]:
        """The result of the day, and its colour."""
        if self.net is None:
            return formats.NOTHING, "t3"
        return formats.signed_money(self.net), formats.result_token(self.net)

    @property
    def trades_words(self) -> str:
        """How many trades closed, and how many of those that won or lost won."""
        count = formats.counted(self.statistics.n, "trade")
        rate = self.statistics.win_rate_decided
        if rate is None:
            return count
        return translate("Today", "{trades} · {rate} won").format(
            trades=count, rate=formats.percent(rate, 0)
        )

    @property
    def expectancy_words(self) -> str:
        """What a trade made on average; empty without any."""
        if self.statistics.expectancy is None:
            return ""
        made = formats.signed_money(self.statistics.expectancy)
        return translate("Today", "Expectancy {made}").format(made=made)

    @property
    def context(self) -> str:
        """The trade date beside the title: Thu 11 Jan."""
        return formats.dated(self._today(), "%a %e %b")
