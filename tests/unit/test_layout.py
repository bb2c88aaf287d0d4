"""Every module has its own tests: a twin at the same path, or a named proof and a reason."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.support.shared_data import REPOSITORY

SOURCE: Final = REPOSITORY / "traderterminal"
TESTS: Final = REPOSITORY / "tests"
#: The window is proven on the screen, by what it shows (tests/ui); its view-models need none.
WINDOW_ROOT: Final = "ui/"
VIEW_MODELS: Final = "ui/viewmodels/"

DECLARATIONS: Final = "declares only"
DISK: Final = "works on files"
SOCKETS: Final = "works on sockets"
WINDOW: Final = "needs Qt"
PROCESS: Final = "works on a process"
WHOLE: Final = "wires the whole program"
MEASURES: Final = "measures, and is itself run by"

#: Modules without a twin: why, and where they are proven instead.
ELSEWHERE: Final[Mapping[str, tuple[str, str]]] = {
    "__init__.py": (DECLARATIONS, "integration/test_commands.py"),
    "__main__.py": (WHOLE, "e2e/test_first_trade.py"),
    "cli.py": (WHOLE, "integration/test_commands.py"),
    "ui/announcements.py": (WINDOW, "ui/test_announcements.py"),
    "ui/command_keys.py": (WINDOW, "ui/test_hotkeys.py"),
    "ui/field_keys.py": (WINDOW, "ui/test_command_field.py"),
    "ui/screen_homes.py": (WINDOW, "ui/test_screen_homes.py"),
    "ui/handover.py": (WINDOW, "ui/test_handover.py"),
    "app/charts.py": (WINDOW, "ui/test_linked_charts.py"),
    "app/chart_page.py": (DISK, "integration/test_chart_page.py"),
    "app/client.py": (SOCKETS, "integration/test_commands.py"),
    "app/broker_desk.py": (WHOLE, "integration/test_broker_desk.py"),
    "app/config_file.py": (DISK, "integration/test_config_file.py"),
    "app/credentials.py": (DISK, "integration/test_credentials.py"),
    "app/desktop.py": (WINDOW, "e2e/test_first_trade.py"),
    "app/doctor.py": (DISK, "integration/test_commands.py"),
    "app/engine.py": (WHOLE, "integration/test_engine.py"),
    "app/world.py": (WHOLE, "integration/test_engine.py"),
    "app/order_path.py": (WHOLE, "integration/test_engine.py"),
    "app/market_bars.py": (WHOLE, "integration/test_history_recorder.py"),
    "app/replay.py": (WHOLE, "integration/test_replays.py"),
    "app/history_command.py": (DISK, "integration/test_history_command.py"),
    "app/history_recorder.py": (DISK, "integration/test_history_recorder.py"),
    "app/history_store.py": (DISK, "integration/test_history_command.py"),
    "app/holdings.py": (WHOLE, "integration/test_holdings.py"),
    "app/headless.py": (WHOLE, "e2e/test_first_trade.py"),
    "app/instance.py": (DISK, "integration/test_commands.py"),
    "app/journal_command.py": (DISK, "integration/test_commands.py"),
    "app/lab/plan.py": (DISK, "integration/test_lab.py"),
    "app/lab/playing.py": (WHOLE, "integration/test_lab.py"),
    "app/logins.py": (WHOLE, "integration/test_broker_sessions.py"),
    "app/looks.py": (WINDOW, "ui/test_appearance.py"),
    "app/loop.py": (WINDOW, "ui/test_loop.py"),
    "app/paper_command.py": (DISK, "integration/test_paper_score.py"),
    "app/venue_children.py": (SOCKETS, "integration/test_venue_children.py"),
    "app/replay_controls.py": (WHOLE, "integration/test_replays.py"),
    "app/replay_windows.py": (PROCESS, "integration/test_replay_windows.py"),
    "app/replays.py": (WHOLE, "integration/test_replays.py"),
    "app/recording.py": (DISK, "integration/test_commands.py"),
    "app/qt_loading.py": (WINDOW, "ui/test_qt_loading.py"),
    "app/screen.py": (WINDOW, "ui/test_panes.py"),
    "app/preferences.py": (WINDOW, "ui/test_settings.py"),
    "app/announcing.py": (WINDOW, "ui/test_tray.py"),
    "app/back_office.py": (WINDOW, "ui/test_brokers.py"),
    "app/automating.py": (WINDOW, "ui/test_automation.py"),
    "app/replaying.py": (WINDOW, "ui/test_replay.py"),
    "app/charting.py": (WINDOW, "ui/test_linked_charts.py"),
    "app/trading.py": (WINDOW, "ui/test_ticket.py"),
    "app/own_listener.py": (WHOLE, "ui/test_alert_studio.py"),
    "app/strategy_book.py": (DISK, "integration/test_strategy_book.py"),
    "app/pictures.py": (WINDOW, "e2e/test_pictures.py"),
    "app/passphrase.py": (DISK, "integration/test_secret_command.py"),
    "app/secret_command.py": (DISK, "integration/test_secret_command.py"),
    "app/service.py": (WHOLE, "integration/test_listener.py"),
    "app/shot.py": (WINDOW, "e2e/test_shot.py"),
    "app/diagnosis.py": (WINDOW, "ui/test_diagnostics.py"),
    "app/guide.py": (WINDOW, "ui/test_guide.py"),
    "app/help_pages.py": (DISK, "ui/test_help.py"),
    "app/section.py": (DECLARATIONS, "unit/app/test_settings.py"),
    "app/settings_desk.py": (WHOLE, "ui/test_settings.py"),
    "app/languages.py": (WINDOW, "ui/test_languages.py"),
    "app/log_tail.py": (DISK, "integration/test_log_tail.py"),
    "app/login_chips.py": (WHOLE, "ui/test_status.py"),
    "app/lookout.py": (WHOLE, "ui/test_diagnostics.py"),
    "app/machine.py": (DISK, "integration/test_machine.py"),
    "app/streams.py": (WHOLE, "ui/test_status.py"),
    "app/sound/device.py": (WINDOW, "ui/test_sound.py"),
    "app/status.py": (WINDOW, "ui/test_status.py"),
    "app/ticket_presets.py": (DISK, "integration/test_ticket_presets.py"),
    "app/child.py": (PROCESS, "integration/test_venue_children.py"),
    "app/workspaces.py": (WINDOW, "ui/test_workspaces.py"),
    "app/wiring.py": (WHOLE, "integration/test_broker_commands.py"),
    "app/user_indicators/child.py": (PROCESS, "integration/test_user_indicators.py"),
    "app/user_indicators/host.py": (PROCESS, "integration/test_user_indicators.py"),
    "app/user_indicators/process.py": (PROCESS, "integration/test_user_indicators.py"),
    "app/news.py": (DISK, "integration/test_news_calendar.py"),
    "storage/news_calendar.py": (DISK, "integration/test_news_calendar_file.py"),
    "app/alert_terms_file.py": (DISK, "integration/test_value_alert_store.py"),
    "app/value_alert_store.py": (DISK, "integration/test_value_alert_store.py"),
    "app/alert_values.py": (WHOLE, "ui/test_alert_list.py"),
    "app/alert_offers.py": (WINDOW, "ui/test_alert_list.py"),
    "app/own_alerts.py": (WHOLE, "integration/test_own_alerts.py"),
    "app/missed_alert_store.py": (DISK, "integration/test_own_alerts.py"),
    "app/connection_store.py": (DISK, "integration/test_connection_store.py"),
    "app/watching.py": (WINDOW, "ui/test_watchlists.py"),
    "app/symbol_drops.py": (WINDOW, "ui/test_watchlists.py"),
    "app/watchlist_store.py": (DISK, "integration/test_watchlist_store.py"),
    "app/drawing_store.py": (DISK, "integration/test_drawing_store.py"),
    "app/kept_file.py": (DISK, "integration/test_study_store.py"),
    "app/price_alert_store.py": (DISK, "integration/test_price_alert_store.py"),
    "app/hotkey_store.py": (DISK, "ui/test_hotkeys.py"),
    "app/study_store.py": (DISK, "integration/test_study_store.py"),
    "app/user_indicators/shelf.py": (PROCESS, "integration/test_user_indicators.py"),
    "app/user_indicators/study.py": (PROCESS, "integration/test_user_indicators.py"),
    "app/bench/__init__.py": (MEASURES, "ui/test_bench_loop.py"),
    "app/bench/alerts.py": (MEASURES, "ui/test_bench_desktop.py"),
    "app/bench/bare.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/bars.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/chart.py": (MEASURES, "ui/test_bench_chart.py"),
    "app/bench/chart_ours.py": (MEASURES, "ui/test_bench_chart.py"),
    "app/bench/chart_peers.py": (MEASURES, "ui/test_bench_chart.py"),
    "app/bench/chart_views.py": (MEASURES, "ui/test_bench_chart.py"),
    "app/bench/desk.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/ladder.py": (MEASURES, "ui/test_bench_desktop.py"),
    "app/bench/watching.py": (MEASURES, "ui/test_bench_desktop.py"),
    "app/bench/click.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/endurance.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/full_desk.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/full_start.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/tables.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/ticks.py": (MEASURES, "ui/test_bench_desk.py"),
    "app/bench/turns.py": (MEASURES, "ui/test_bench_desktop.py"),
    "app/bench/history.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/indicators.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/loop.py": (MEASURES, "ui/test_bench_loop.py"),
    "app/bench/orders.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/paper.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/peers.py": (MEASURES, "ui/test_bench_desktop.py"),
    "app/bench/broker_lines.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/broker_peer.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/round_trip.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/tradovate.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/tradovate_peer.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/topstepx.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/topstepx_peer.py": (MEASURES, "integration/test_bench.py"),
    "app/bench/startup.py": (MEASURES, "ui/test_bench_desktop.py"),
    "brokers/plugin.py": (DECLARATIONS, "unit/brokers/transport/test_http.py"),
    "brokers/transport/sockets.py": (SOCKETS, "integration/test_broker_sockets.py"),
    "domain/sentences/alerts.py": (DECLARATIONS, "unit/domain/sentences/test_sentences.py"),
    "domain/sentences/notices.py": (DECLARATIONS, "unit/domain/sentences/test_sentences.py"),
    "domain/sentences/orders.py": (DECLARATIONS, "unit/domain/sentences/test_sentences.py"),
    "domain/sentences/refusals.py": (DECLARATIONS, "unit/domain/sentences/test_sentences.py"),
    "desk/ports.py": (DECLARATIONS, "unit/desk/test_desk.py"),
    "gateway/listener.py": (SOCKETS, "integration/test_gateway_connections.py"),
    "gateway/server.py": (SOCKETS, "integration/test_gateway_connections.py"),
    "gateway/services.py": (DECLARATIONS, "unit/gateway/test_rest.py"),
    "storage/corporate_actions.py": (DISK, "integration/test_corporate_actions_file.py"),
    "storage/exchange_rates.py": (DISK, "integration/test_exchange_rates_file.py"),
    "storage/private_files.py": (DISK, "integration/test_credentials.py"),
    "storage/secrets.py": (DISK, "integration/test_secrets.py"),
    "storage/events.py": (DISK, "integration/test_ledger.py"),
    "storage/extracts.py": (DISK, "integration/test_extracts.py"),
    "storage/history.py": (DISK, "integration/test_history.py"),
    "storage/import_checks.py": (DISK, "integration/test_history_import.py"),
    "storage/import_sources.py": (DISK, "integration/test_history_import.py"),
    "storage/imports.py": (DISK, "integration/test_history_import.py"),
    "storage/ledger.py": (DISK, "integration/test_ledger.py"),
    "storage/parquet.py": (DISK, "integration/test_history.py"),
    "storage/parts.py": (DISK, "integration/test_history.py"),
    "storage/past.py": (DISK, "integration/test_lab.py"),
    "storage/recordings.py": (DISK, "integration/test_recordings.py"),
    "storage/resources.py": (DISK, "integration/test_resources.py"),
    "storage/stored_trades.py": (DISK, "integration/test_history.py"),
    "storage/whole_units.py": (DISK, "integration/test_history.py"),
    "app/practice.py": (WHOLE, "integration/test_practice_venue.py"),
    "venues/topstepx/__init__.py": (DECLARATIONS, "integration/test_practice_venue.py"),
    "venues/topstepx/models.py": (DECLARATIONS, "unit/venues/topstepx/test_rest.py"),
    "venues/topstepx/placing.py": (DECLARATIONS, "unit/venues/topstepx/test_rest.py"),
    "venues/dialect.py": (DECLARATIONS, "unit/venues/test_front.py"),
    "venues/orders.py": (DECLARATIONS, "unit/venues/test_exchange.py"),
    "venues/sockets.py": (SOCKETS, "unit/venues/test_server.py"),
    "venues/tradovate/__init__.py": (WHOLE, "integration/test_tradovate_practice.py"),
    "venues/venue.py": (WHOLE, "unit/venues/test_front.py"),
    "ui/viewmodels/chips.py": (DECLARATIONS, "ui/test_frame_widgets.py"),
    "ui/viewmodels/ticket_options.py": (DECLARATIONS, "ui/test_ticket.py"),
}


def modules() -> Iterator[str]:
    """Every module that holds more than its docstring: packages mostly do not."""
    for path in sorted(SOURCE.rglob("*.py")):
        if len(ast.parse(path.read_text("utf-8")).body) > 1:
            yield path.relative_to(SOURCE).as_posix()


def twin(module: str) -> Path:
    """Where the tests of a module stand; those of a package's own code bear its name."""
    path = Path(module)
    name = path.parent.name if path.name == "__init__.py" else path.stem
    return TESTS / "unit" / path.parent / f"test_{name}.py"


def _tests_something(path: Path) -> bool:
    if not path.is_file():
        return False
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return any(isinstance(node, functions) and node.name.startswith("test_") for node in tree)


def on_screen(module: str) -> bool:
    """Say whether a module draws: it has nothing to prove without a screen."""
    return module.startswith(WINDOW_ROOT) and not module.startswith(VIEW_MODELS)


@pytest.mark.parametrize("module", [m for m in modules() if not on_screen(m)])
def test_a_module_has_a_twin_or_a_named_proof(module: str) -> None:
    if module not in ELSEWHERE:
        wanted = twin(module).relative_to(REPOSITORY)
        assert _tests_something(twin(module)), f"{module} has no tests of its own in {wanted}"
        return
    _, proof = ELSEWHERE[module]
    assert _tests_something(TESTS / proof), f"{proof} does not prove {module}"
    assert not twin(module).exists(), f"{module} has a twin: it needs no exception any more"


def test_every_exception_is_of_a_module_that_is_there() -> None:
    assert set(ELSEWHERE) <= set(modules())


def test_every_twin_has_its_module() -> None:
    wanted = {twin(module) for module in modules()} | {Path(__file__)}
    stray = [p for p in (TESTS / "unit").rglob("test_*.py") if p not in wanted]
    assert [p.relative_to(REPOSITORY).as_posix() for p in stray] == []
