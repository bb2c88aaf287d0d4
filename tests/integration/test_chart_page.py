"""The page at `/chart` in headless Chromium, over a running engine."""

import json
import re
import signal
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.support.browser import Tab, connected_tab, running_browser
from tests.support.recorded_day import MINUTE, START_NS, write_recording
from tests.support.running_engine import RunningEngine, running_engine
from tests.support.shipped import shipped_symbols
from traderterminal import cli
from traderterminal.app.chart_page import LIBRARY_PATH, page_file
from traderterminal.domain.notation import written_price
from traderterminal.gateway.page import FILES
from traderterminal.kit.clock import to_datetime
from traderterminal.storage.resources import SHIPPED

STORED: Final = 3_000
#: How many bars the page says that it has.
BARS: Final = "parseInt(document.querySelector('#counts')?.textContent?.replace(',', ''))"
#: Counts the pixels of one colour on all of the chart's canvases.
PIXELS: Final = """
((red, green, blue) => {
  let count = 0;
  for (const canvas of document.querySelectorAll("#chart canvas")) {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) {
      count += data[i] === red && data[i + 1] === green && data[i + 2] === blue;
    }
  }
  return count;
})
"""


def needs_library() -> None:
    if not LIBRARY_PATH.exists():
        pytest.skip("packaging/prepare chart-library has not been run, or could not be")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    needs_library()
    with running_engine(tmp_path_factory.mktemp("engine"), "--market", "sim", "--seed", "1") as it:
        yield it


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needs_library()
    with running_browser(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture
def tab(browser: str) -> Iterator[Tab]:
    with connected_tab(browser) as made:
        yield made


def address(engine: RunningEngine, symbol: str = "ES1!", token: str | None = None) -> str:
    token = engine.runtime["udf_token"] if token is None else token
    return f"{engine.runtime['url']}/chart?symbol={symbol}&resolution=1#token={token}"


def counting(name: str) -> str:
    """What counts the pixels that the chart has in a colour of the theme."""
    found = re.search(rf"--{name}: #(..)(..)(..);", (page_file("theme.css") or b"").decode())
    assert found is not None
    red, green, blue = (int(part, 16) for part in found.groups())
    return f"{PIXELS.strip()}({red}, {green}, {blue})"


def pixels(tab: Tab, name: str) -> int:
    return int(tab.ask(counting(name)))


def bars(tab: Tab) -> int:
    return int(tab.ask(BARS))


def state_is(state: str) -> str:
    return f"document.body?.dataset.state === {json.dumps(state)}"


def test_the_page_draws_the_market_live_with_own_fills_and_outlives_a_restart(
    engine: RunningEngine, tab: Tab
) -> None:
    # given the page on a running market
    tab.open(address(engine))
    tab.until(state_is("streaming"))
    assert tab.text("#status") == "Streaming"
    assert tab.text("#source") == "Simulated market"
    assert "tradingview.com" in tab.text("#notice")
    # then there are candles of both directions, and no fills yet
    tab.until("document.querySelectorAll('#chart canvas').length > 0")
    assert bars(tab) > 400
    assert pixels(tab, "up") > 500
    assert pixels(tab, "down") > 500
    assert (pixels(tab, "buy"), pixels(tab, "sell")) == (0, 0)
    # the last bar moves as the market trades
    shown = tab.text("#legend")
    tab.until(f"document.querySelector('#legend')?.textContent !== {json.dumps(shown)}")
    # an own fill shows at its bar
    wish = {"account": "paper_simulator", "symbol": "ES1!", "side": "buy", "quantity": "1"}
    engine.post("/orders", wish, status=202)
    tab.until("document.querySelector('#counts')?.textContent?.endsWith('1 fill')")
    tab.until(f"{counting('buy')} > 20")
    assert pixels(tab, "sell") == 0
    # an engine that hangs is noticed, though its connection stands
    engine.process.send_signal(signal.SIGSTOP)
    tab.until(state_is("disconnected"))
    engine.process.send_signal(signal.SIGCONT)
    tab.until(state_is("streaming"))
    # when the engine dies, nothing looks as if it were known
    port = httpx.URL(engine.runtime["url"]).port
    assert tab.complaints == []
    engine.kill()
    tab.until(state_is("disconnected"))
    assert tab.text("#status").startswith("Disconnected")
    assert float(tab.ask("getComputedStyle(document.querySelector('#chart')).opacity")) < 1
    # and when it is there again, the page goes on by itself
    with running_engine(engine.data_dir, "--market", "sim", "--seed", "1", "--port", str(port)):
        tab.until(state_is("streaming"))
        tab.until("document.querySelector('#counts')?.textContent?.endsWith('1 fill')")
        tab.until(f"{counting('buy')} > 20")
        assert bars(tab) > 400
    # and all the while it asked nobody but the engine, and never with its token in an address
    own = engine.runtime["url"].removeprefix("http")
    assert {re.sub("^(http|ws)", "", url)[: len(own)] for url in tab.requests} == {own}
    assert not [url for url in tab.requests if engine.runtime["udf_token"] in url]


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEngine]:
    """A recording that has been played to its end, with stored minutes before it."""
    needs_library()
    folder = tmp_path_factory.mktemp("replay")
    lines = ["timestamp_utc,open,high,low,close,volume"]
    for number in range(STORED):
        end = to_datetime(START_NS - (STORED - number - 1) * MINUTE)
        lines.append(f"{end:%Y-%m-%dT%H:%M:%SZ},4799,4801,4798.5,4800,7")
    minutes = folder / "minutes.csv"
    minutes.write_text("\n".join([*lines, ""]))
    command = ["history", "import", str(minutes), "--symbol", "ESH2024"]
    assert cli.main([*command, "--data-dir", str(folder / "data")]) == cli.OK
    market = ("--market", f"replay:{write_recording(folder)}", "--symbol", "ESH2024")
    with running_engine(folder / "data", *market, "--speed", "max") as made:
        made.until("/replay", lambda found: found["position"] == found["total"])
        yield made


def test_a_market_that_has_ended_is_stale_and_its_past_is_read_on(
    replay: RunningEngine, tab: Tab
) -> None:
    tab.open(address(replay, "ESH2024"))
    tab.until(state_is("stale"))
    assert tab.text("#status").startswith("Stale · last quote ")
    assert tab.text("#source") == "Replay"
    tab.until("document.querySelectorAll('#chart canvas').length > 0")
    before = bars(tab)
    assert before == 600
    for _ in range(40):
        tab.turn_wheel(600, 400, sideways=-2_000)
    tab.until(f"{BARS} > {before}")
    # another length and another symbol keep the token
    tab.ask("[...document.querySelectorAll('#resolutions a')].find((a) => a.text === '5m').click()")
    tab.until("new URLSearchParams(location.search).get('resolution') === '5'")
    tab.until(state_is("stale"))
    tab.ask("document.querySelector('#symbol').value = 'AAPL'")
    tab.ask("document.querySelector('#choose').requestSubmit()")
    tab.until("document.querySelector('#status')?.textContent?.startsWith('Not live')")
    assert "does not deliver AAPL" in tab.text("#status")
    assert tab.text("#legend") == "No bars"
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("symbol", "token", "words"),
    [
        ("ES1!", "", "The address lacks its token"),
        ("ES1!", "wrong", "The token is not the engine's"),
        ("*", None, "no instrument is known as *"),
        ("", None, "Type a symbol"),
    ],
)
def test_what_cannot_be_shown_is_said_once_and_not_asked_again(
    replay: RunningEngine, tab: Tab, symbol: str, token: str | None, words: str
) -> None:
    tab.open(address(replay, symbol, token))
    tab.until(state_is("refused"))
    assert words in tab.text("#status")


def test_prices_are_written_as_everywhere_else(replay: RunningEngine, tab: Tab) -> None:
    tab.open(address(replay, "ESH2024"))
    tab.until(state_is("stale"))
    symbols = shipped_symbols()
    for text in ("ESH2024", "ZNH2024", "ZBH2024", "6EH2024", "GCJ2024"):
        instrument = symbols.instrument(text)
        described = replay_describe(replay, text)
        ticks = [instrument.to_ticks(instrument.tick_size * n) for n in (-37, 0, 1, 17, 7_013)]
        prices = [instrument.from_ticks(t) for t in (*ticks, *range(14_150, 14_166))]
        written = tab.ask(
            "import('/chart/words.js').then(({ priceWriter }) =>"
            f" {json.dumps([float(price) for price in prices])}"
            f".map(priceWriter({json.dumps(described)})))"
        )
        assert written == [written_price(Decimal(price), instrument) for price in prices]


def replay_describe(engine: RunningEngine, symbol: str) -> Any:
    query = {"symbol": symbol, "token": engine.runtime["udf_token"]}
    url = f"{engine.runtime['url']}/udf/symbols"
    return httpx.get(url, params=query, trust_env=False).json()


def test_every_file_of_the_page_is_there_and_no_other() -> None:
    own = {name for name in FILES if name not in ("lightweight-charts.js", "theme.css", "icon.svg")}
    assert {path.name for path in (SHIPPED / "page").iterdir()} == own | {"chart.html"}
    for name in own | {"chart.html", "theme.css", "icon.svg"}:
        assert page_file(name)


def test_the_page_has_the_colours_that_the_window_begins_with() -> None:
    css, theme = page_file("theme.css"), tomllib.loads((SHIPPED / "themes/ink.toml").read_text())
    assert css is not None
    told = dict(re.findall(r"--(\w+): (#\w+);", css.decode()))
    assert (told["up"], told["down"]) == (theme["text"]["up"], theme["text"]["down"])
    assert told["bg1"] == theme["surfaces"]["bg1"]


def test_without_the_library_there_is_no_file_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("traderterminal.app.chart_page.LIBRARY_PATH", tmp_path / "absent.js")
    assert page_file("lightweight-charts.js") is None
