"""What may go wrong with news on its way (F14 to F19, F42, F47): each makes an `alter`."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from traderterminal.desk.ports import FillSeen, News, OrderNews, UnreadableNews

Alter = Callable[[News], Sequence[News]]


def lost(news: News) -> Sequence[News]:
    """Lose it: the stream is deaf."""
    return ()


def whole(news: News) -> Sequence[News]:
    """Let it arrive as it was sent."""
    return (news,)


def repeated(times: int) -> Alter:
    """Let everything arrive several times (F14, F16)."""
    return lambda news: (news,) * times


def altered_price(by: str) -> Alter:
    """Tell every execution again under its id, with another price (F17)."""

    def alter(news: News) -> Sequence[News]:
        if isinstance(news, FillSeen):
            return (news, replace(news, price=news.price + Decimal(by)))
        return (news,)

    return alter


@dataclass
class AcknowledgementLast:
    """Hold every acknowledgement back until something else has arrived (F15)."""

    kept: list[News] = field(default_factory=list)

    def __call__(self, news: News) -> Sequence[News]:
        if isinstance(news, OrderNews):
            self.kept.append(news)
            return ()
        arrived = (news, *self.kept)
        self.kept.clear()
        return arrived


@dataclass
class Held:
    """Keep everything until it is let go, in whatever order (F19, F38)."""

    kept: list[News] = field(default_factory=list)

    def __call__(self, news: News) -> Sequence[News]:
        self.kept.append(news)
        return ()

    def shuffled(self, seed: int) -> list[News]:
        """Return what was kept, in another order."""
        order = list(self.kept)
        random.Random(seed).shuffle(order)
        return order


def written(price: str) -> Alter:
    """Tell every execution with its price as `price` has it (F42).

    What is no number goes on raw, as an adapter has to hand it on.
    """

    def alter(news: News) -> Sequence[News]:
        if not isinstance(news, FillSeen):
            return (news,)
        try:
            return (replace(news, price=Decimal(price)),)
        except InvalidOperation:
            return (UnreadableNews(news.account, f'{{"id":"{news.fill_id}","price":"{price}"}}'),)

    return alter


def renamed(symbol: str, name: str) -> Alter:
    """Tell of executions under another name of their contract (F47)."""

    def alter(news: News) -> Sequence[News]:
        if isinstance(news, FillSeen) and news.symbol == symbol:
            return (replace(news, symbol=name),)
        return (news,)

    return alter
