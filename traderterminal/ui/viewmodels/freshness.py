"""How old a quote is, once it is too old to trade on."""

from traderterminal.kit.language import translate
from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui.viewmodels import formats


def stale_words(health: FeedHealth) -> str:
    """Return the age of a stale feed in words, or how it ended; empty while it is fresh."""
    if not health.stale:
        return ""
    match health.state:
        case FeedState.ENDED:
            return translate("Words", "ended")
        case FeedState.GAP:
            return translate("Words", "in a gap")
        case FeedState.DOWN:
            return translate("Words", "no feed")
        case _:
            return translate("Words", "{age} old").format(age=formats.age(health.silent_s))
