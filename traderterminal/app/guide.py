"""The steps of the first start, on a running service, and how far the trader came in them."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from traderterminal.alerts.inbox import Proof
from traderterminal.app.kept_file import keep, read_kept
from traderterminal.app.service import Service
from traderterminal.kit.frozen import frozen
from traderterminal.kit.language import mark, translate
from traderterminal.ui import texts
from traderterminal.ui.viewmodels.alert_trials import TrialQuestion
from traderterminal.ui.viewmodels.guide import GuideAct, GuideStep, GuideViewModel
from traderterminal.ui.viewmodels.notices import Notice

GUIDE_FILE: Final = "guide.json"
_VERSION: Final = 1
_WHAT: Final = "the place in the guide"


@frozen
class GuideWays:
    """Where the steps lead: panes, pages of Help, settings by what is searched for there.

    `build_message` leads to the builder of alert messages, `symbol` is that of the active chart,
    `tell` shows a notice, `let_trade` sends an alert as far as a click goes.
    """

    open_pane: Callable[[str], object]
    open_help: Callable[[str], object]
    open_settings: Callable[[str], object]
    build_message: Callable[[], object]
    symbol: Callable[[], str]
    tell: Callable[[Notice], object]
    let_trade: Callable[[TrialQuestion], object]


def build_guide(service: Service, ways: GuideWays, *, shows: bool) -> GuideViewModel:
    """Return the guide where the trader left it; over where nothing `shows` it."""
    folder = service.engine.options.data_dir
    kept = str(read_kept(folder / GUIDE_FILE, _VERSION, _WHAT).get("at", "0"))
    return GuideViewModel(
        _steps(service, ways), kept if shows else "over", lambda at: _keep(folder, at)
    )


def _keep(folder: Path, at: str) -> None:
    keep(folder / GUIDE_FILE, _VERSION, _WHAT, {"at": at})


def _steps(service: Service, ways: GuideWays) -> Sequence[GuideStep]:
    engine = service.engine

    def pane(words: str, name: str) -> GuideAct:
        return GuideAct(words, lambda: ways.open_pane(name))

    return (
        GuideStep(
            mark("Guide", "Look round"),
            mark(
                "Guide",
                "Chart, ladder and ticket show a simulated market that never closes."
                " F6 walks from pane to pane; the View menu brings closed ones back."
                " Nothing leaves this machine.",
            ),
            (GuideAct(mark("Guide", "How it works"), lambda: ways.open_help("how-it-works")),),
        ),
        GuideStep(
            mark("Guide", "Your first paper trade"),
            mark(
                "Guide",
                "Choose Market in the ticket, press Buy or Sell and send the order from its"
                " preview. It fills at once, on paper. Close in the Positions pane takes you out"
                " again. Armed at the top sends without a preview.",
            ),
            (
                pane(mark("Guide", "Show ticket"), "Ticket"),
                pane(mark("Guide", "Show positions"), "Positions"),
            ),
            lambda: any(True for _ in engine.journal.all_fills()),
        ),
        GuideStep(
            mark("Guide", "Your first alert"),
            mark(
                "Guide",
                "TradingView posts such a message to this program. Build yours and copy it"
                " to paste it there; send one from here to see what becomes of it.",
            ),
            (
                GuideAct(mark("Guide", "Build message"), lambda: ways.build_message()),
                GuideAct(mark("Guide", "Send test alert"), lambda: send_test_alert(service, ways)),
                pane(mark("Guide", "Show alerts"), "Alerts"),
            ),
            lambda: bool(service.inbox.records),
        ),
        GuideStep(
            mark("Guide", "Your limits"),
            mark(
                "Guide",
                "Set the loss of a day from which entries are refused. Exits are never"
                " refused. Tighter limits hold at once, looser ones after a minute.",
            ),
            (
                GuideAct(
                    mark("Guide", "Set limits…"),
                    lambda: ways.open_settings(translate("Setting", "Max daily loss")),
                ),
            ),
            lambda: any(engine.desk.limits(a).max_daily_loss for a in engine.desk.accounts),
        ),
        GuideStep(
            mark("Guide", "Connect a broker"),
            mark(
                "Guide",
                "Practise on a venue on this machine that speaks a broker's own"
                " protocol, or add a login of yours. Real money is armed apart.",
            ),
            (
                pane(mark("Guide", "Show brokers"), "Brokers"),
                GuideAct(mark("Guide", "About connections"), lambda: ways.open_help("connections")),
            ),
            lambda: len(engine.logins) > 0,
        ),
    )


def send_test_alert(service: Service, ways: GuideWays) -> None:
    """Let an alert to buy one come in, where alerts without a strategy trade on paper alone."""
    engine = service.engine
    members = engine.settings.members(engine.settings.default_group) or ()
    accounts = [member.account for member in members]

    def refuse(why: str) -> None:
        title = translate("Guide", "The test alert was not sent")
        ways.tell(Notice("test alert", title, why, "warn", "warning", "Alerts"))

    if not accounts or not all(engine.desk.accounts[one].mode.is_paper for one in accounts):
        refuse(
            translate(
                "Guide",
                "It would go to accounts that are not on paper: set webhook.default_group to one.",
            )
        )
        return
    symbol = ways.symbol()
    order = {"symbol": symbol, "action": "buy", "quantity": 1, "id": f"test-{engine.new_id()}"}

    async def deliver() -> None:
        await service.inbox.receive(json.dumps(order).encode(), Proof.PATH, engine.host.now_ns())

    def send() -> None:
        engine.tasks.spawn(deliver(), name="send a test alert")
        ways.open_pane("Alerts")

    sentence = translate("Guide", "{accounts}: let an alert to buy 1 {symbol} come in").format(
        accounts=", ".join(accounts), symbol=symbol
    )
    action = translate("Guide", "Send test alert")
    ways.let_trade(
        TrialQuestion(sentence, action, accounts, send, lambda why: refuse(texts.text(why)))
    )
