"""The bench of the loop measures both sides; how they compare is for a quiet machine to say."""

import pytest
from PySide6.QtWidgets import QApplication

from traderterminal.app.bench import loop as bench
from traderterminal.app.bench import run
from traderterminal.domain.errors import BadData


def test_it_measures_us_asyncio_and_stock_qasync(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "BURST", 500)
    monkeypatch.setattr(bench, "CHAIN", 200)
    figures = {figure.name: figure for figure in run(["loop"])}
    for name in ("loop burst", "loop chain", "loop sleep(0)"):
        assert figures[name].bar == 1.2
        assert figures[name].ours > 0
        assert figures[f"{name}, stock qasync"].peer_value == figures[name].peer_value
        assert figures[f"{name}, stock qasync"].bar is None
    assert figures["loop timers left"].ok
    assert figures["loop sleep early"].ok


def test_a_bench_that_is_none_is_named_with_those_there_are() -> None:
    with pytest.raises(BadData, match="no bench 'lop'; there are loop, orders, alerts"):
        list(run(["lop"]))
