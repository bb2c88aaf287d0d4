import pytest

from traderterminal.market.ports import FeedHealth, FeedState


@pytest.mark.parametrize("state", [FeedState.ENDED, FeedState.GAP, FeedState.DOWN])
def test_a_feed_that_delivers_nothing_is_stale_at_once(state: FeedState) -> None:
    assert FeedHealth(state, silent_s=0.0, limit_s=None).stale


@pytest.mark.parametrize("state", [FeedState.RUNNING, FeedState.PAUSED])
def test_a_feed_is_stale_once_it_is_silent_beyond_its_limit(state: FeedState) -> None:
    assert not FeedHealth(state, silent_s=2.0, limit_s=2.0).stale
    assert FeedHealth(state, silent_s=2.1, limit_s=2.0).stale
    assert not FeedHealth(state, silent_s=1e9, limit_s=None).stale
