import pytest

from traderterminal.market.ports import FeedHealth, FeedState
from traderterminal.ui.viewmodels.freshness import stale_words


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (FeedHealth(FeedState.RUNNING, 1.0, 2.0), ""),
        (FeedHealth(FeedState.PAUSED, 900.0, None), ""),
        (FeedHealth(FeedState.RUNNING, 14.4, 2.0), "14 s old"),
        (FeedHealth(FeedState.ENDED, 0.0, None), "ended"),
        (FeedHealth(FeedState.GAP, 0.0, None), "in a gap"),
        (FeedHealth(FeedState.DOWN, 0.0, None), "no feed"),
    ],
)
def test_only_a_stale_feed_tells_its_age(health: FeedHealth, words: str) -> None:
    assert stale_words(health) == words
