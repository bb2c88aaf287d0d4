"""The commands: parse, then call `app`. Nothing is imported before it is needed."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from traderterminal import __version__
from traderterminal.domain.errors import BadData

if TYPE_CHECKING:
    from traderterminal.app.options import Options

OK: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2

Run = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code of the interface description."""
    parsed = _parser().parse_args(arguments)
    run: Run = parsed.run
    try:
        return run(parsed)
    except BadData as error:
        print(f"traderterminal: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    common = _common_options()
    parser = argparse.ArgumentParser(
        prog="traderterminal",
        description="A desktop trading terminal. Without a command it opens the desktop.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"traderterminal {__version__}")
    parser.set_defaults(run=_desktop)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, run: Run, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(run=run)
        return made

    add("serve", _serve, "run the same engine without a window")
    doctor = add("doctor", _doctor, "check that everything the program needs is there")
    doctor.add_argument("--json", action="store_true", help="answer in JSON")
    _add_alert(commands, common)
    record = add("record", _record, "write the ticks of the running market source to a file")
    record.add_argument("out", metavar="OUT.csv.gz", type=Path)
    record.add_argument("--seconds", type=float, required=True, help="how long to record")
    flatten = add("flatten", _flatten, "cancel the orders and close the positions of an account")
    which = flatten.add_mutually_exclusive_group()
    which.add_argument("--account", metavar="A", help="needed only where there are several")
    which.add_argument("--all", action="store_true", help="every account")
    kill = add("kill-switch", _kill_switch, "stop all that can add exposure, on every account")
    kill.add_argument("state", choices=("on", "off"), help="off releases it")
    kill.add_argument(
        "--flatten", action="store_true", help="close every position and sweep the rest"
    )
    chart = add("chart", _chart, "open the running engine's chart in a browser")
    chart.add_argument("--resolution", default="1", help="of its bars: 1, 5, 60, 1D and so on")
    chart.add_argument("--print", action="store_true", help="say the address only")
    _add_journal(commands, common)
    _add_history(commands, common)
    _add_paper(commands, common)
    lab = add("lab", _lab, "play a recorded day again under other settings, side by side")
    lab.add_argument("run_file", metavar="RUN.toml", type=Path)
    lab.add_argument("--diff", action="store_true", help="list the orders that differ")
    lab.add_argument("--json", action="store_true", help="one JSON object a variant")
    _add_secret(commands, common)
    _add_venue(add("venue", _venue, "run a practice venue that speaks a broker's own protocol"))
    _add_shot(add("shot", _shot, "draw the desktop to a PNG, without a display"))
    bench = add("bench", _bench, "measure, side by side with what it is compared to")
    bench.add_argument("names", metavar="NAME", nargs="*", help="which ones; all if none is named")
    bench.add_argument("--json", action="store_true", help="one JSON object a line")
    bench.add_argument(
        "--minutes", type=float, metavar="N", help="for which the desk is watched; 15 if not given"
    )
    return parser


def _common_options() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("common options")
    group.add_argument("--data-dir", type=Path, metavar="DIR", help="ledger, settings and logs")
    group.add_argument("--config", type=Path, metavar="FILE", help="default: DIR/config.toml")
    group.add_argument("--port", type=int, metavar="N", help="of the local listener; 0: any free")
    group.add_argument("--market", metavar="M", help="sim, none or replay:FILE")
    group.add_argument("--symbol", metavar="SYM", help="held in a file, or to record")
    group.add_argument("--speed", metavar="X", help="a factor, max, or step (starts paused)")
    group.add_argument("--from", metavar="TIME", help="where a recording is taken up, paused")
    group.add_argument("--seed", type=int, metavar="N", help="of the simulated market")
    return common


def _add_alert(commands: Any, common: argparse.ArgumentParser) -> None:
    alert = commands.add_parser("alert", help="send an alert, or print a message template")
    kinds = alert.add_subparsers(title="alert commands", metavar="COMMAND", required=True)
    send = kinds.add_parser(
        "send", parents=[common], help="post an alert body to the running engine, signed"
    )
    send.add_argument("file", metavar="FILE", help="the body; - reads standard input")
    send.set_defaults(run=_alert_send)
    template = kinds.add_parser(
        "template", parents=[common], help="print a TradingView message template, or list them"
    )
    template.add_argument("name", metavar="NAME", nargs="?")
    template.set_defaults(run=_alert_template)


def _add_journal(commands: Any, common: argparse.ArgumentParser) -> None:
    journal = commands.add_parser("journal", help="figures of what was traded")
    kinds = journal.add_subparsers(title="journal commands", metavar="COMMAND", required=True)
    stats = kinds.add_parser("stats", parents=[common], help="round trips and statistics")
    stats.add_argument("--fills", metavar="F", type=Path, help="of a file instead of the journal")
    stats.add_argument("--json", action="store_true", help="answer in JSON")
    stats.set_defaults(run=_journal_stats)


def _add_history(commands: Any, common: argparse.ArgumentParser) -> None:
    history = commands.add_parser("history", help="stored ticks and bars")
    kinds = history.add_subparsers(title="history commands", metavar="COMMAND", required=True)

    def add(name: str, run: Run, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = kinds.add_parser(
            name, parents=[common], help=text, description=text
        )
        made.set_defaults(run=run)
        return made

    brought = add("import", _history_import, "store the ticks or minutes of a CSV or Parquet file")
    brought.add_argument("file", metavar="FILE", type=Path)
    listed = add("list", _history_list, "what is stored of which symbol")
    listed.add_argument("--json", action="store_true", help="one JSON object a line")
    add("remove", _history_remove, "delete what is stored of a symbol")
    add("compact", _history_compact, "join small files and delete what is no longer kept")


def _add_paper(commands: Any, common: argparse.ArgumentParser) -> None:
    paper = commands.add_parser("paper", help="how well paper fills agree with an exchange")
    kinds = paper.add_subparsers(title="paper commands", metavar="COMMAND", required=True)
    score = kinds.add_parser(
        "score", parents=[common], help="hold paper fills against recorded orders"
    )
    score.add_argument(
        "--orders", metavar="F", type=Path, required=True, help="what became of them"
    )
    feed = score.add_mutually_exclusive_group(required=True)
    feed.add_argument("--book", metavar="F", type=Path, help="the order-by-order book they were in")
    feed.add_argument("--ticks", metavar="F", type=Path, help="its quotes and trades alone")
    score.add_argument(
        "--mode",
        default="realistic",
        choices=("realistic", "conservative", "touch", "queue", "vnpy"),
        help="which rule fills resting orders",
    )
    score.add_argument(
        "--levels", choices=("full", "10", "1"), help="how much of the book is shown"
    )
    score.add_argument(
        "--conflate-ms", type=int, default=0, metavar="N", help="one quote every N ms"
    )
    score.add_argument("--life-after-fill", type=float, default=0.0, metavar="S", help="in seconds")
    score.add_argument("--compare", action="store_true", help="every mode on every kind of feed")
    score.add_argument("--json", action="store_true", help="answer in JSON")
    score.set_defaults(run=_paper_score)


def _add_secret(commands: Any, common: argparse.ArgumentParser) -> None:
    secret = commands.add_parser("secret", help="logins of brokers, sealed in the data folder")
    kinds = secret.add_subparsers(title="secret commands", metavar="COMMAND", required=True)
    store = kinds.add_parser(
        "set", parents=[common], help="store a secret: from standard input, or asked for"
    )
    store.add_argument("name", metavar="NAME", help='settings refer to it as "secret:NAME"')
    store.set_defaults(run=_secret_set)
    names = kinds.add_parser("list", parents=[common], help="the names of what is stored")
    names.set_defaults(run=_secret_list)
    remove = kinds.add_parser("remove", aliases=["delete"], parents=[common], help="forget one")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=_secret_remove)


def _add_shot(shot: argparse.ArgumentParser) -> None:
    shot.add_argument("out", metavar="OUT.png", nargs="?", type=Path, default=Path("shot.png"))
    shot.add_argument("--size", default="1600x1000", help="width x height, in logical pixels")
    shot.add_argument("--scale", default="1", choices=("1", "1.5", "2", "3"))
    shot.add_argument("--theme", default="", help="the name of a theme")
    shot.add_argument("--workspace", default="", help="the name of a workspace")
    shot.add_argument("--language", default="", help="the language of the texts")
    shot.add_argument("--state", default="", metavar="FILE", help="what to draw instead")


def _add_venue(venue: argparse.ArgumentParser) -> None:
    venue.add_argument("name", metavar="NAME", help="of the broker, such as topstepx")
    venue.add_argument("--control-port", type=int, default=0, metavar="N", help="0: any free")
    venue.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="what it remembers in; else it forgets",
    )


def _options(parsed: argparse.Namespace) -> "Options":
    from traderterminal.app.options import Options, default_data_dir

    given = vars(parsed)
    data_dir = given.get("data_dir") or default_data_dir()
    return Options(
        data_dir=data_dir,
        config=given.get("config") or data_dir / "config.toml",
        port=given.get("port"),
        market=given.get("market"),
        symbol=given.get("symbol"),
        speed=given.get("speed"),
        seed=given.get("seed"),
        start=given.get("from"),
    )


def _desktop(parsed: argparse.Namespace) -> int:
    gc.disable()  # nothing of what is being loaded is garbage; the service lets it collect again
    from traderterminal.app.qt_loading import load_qt

    load_qt()
    from traderterminal.app.desktop import run_desktop

    return run_desktop(_options(parsed))


def _serve(parsed: argparse.Namespace) -> int:
    from traderterminal.app.headless import run_headless

    return run_headless(_options(parsed))


def _doctor(parsed: argparse.Namespace) -> int:
    from traderterminal.app.doctor import examine

    report = examine(_options(parsed))
    if parsed.json:
        print(json.dumps(report.as_json()))
    else:
        for check in report.checks:
            print(f"{check.status:4}  {check.name:16} {check.detail}")
            if check.remedy:
                print(f"{'':23}{check.remedy}")
    return OK if report.ok else FAILED


def _alert_send(parsed: argparse.Namespace) -> int:
    from traderterminal.app.client import send_alert

    body = sys.stdin.buffer.read() if parsed.file == "-" else _read(Path(parsed.file))
    status, answer = send_alert(_options(parsed), body)
    print(answer)
    return OK if status in (200, 202) else FAILED


def _alert_template(parsed: argparse.Namespace) -> int:
    from traderterminal.app.client import alert_templates

    templates = alert_templates(_options(parsed))
    if parsed.name is None:
        for name, template in templates.items():
            print(f"{name:16} {template.description}")
        return OK
    if parsed.name not in templates:
        raise BadData(f"there is no template {parsed.name!r}; there are {', '.join(templates)}")
    print(templates[parsed.name].text)
    return OK


def _record(parsed: argparse.Namespace) -> int:
    from traderterminal.app.recording import record

    options = _options(parsed)
    if not options.symbol:
        raise BadData("record needs --symbol: which one to write")
    rows = record(options, parsed.out, parsed.seconds)
    print(f"{rows} rows written to {parsed.out}")
    return OK


def _flatten(parsed: argparse.Namespace) -> int:
    from traderterminal.app.client import flatten

    code = OK
    for account, status, answer in flatten(_options(parsed), parsed.account, every=parsed.all):
        print(f"{account}: {answer}")
        if status != 200:
            code = FAILED
    return code


def _kill_switch(parsed: argparse.Namespace) -> int:
    from traderterminal.app.client import kill_switch

    engaged = parsed.state == "on"
    if parsed.flatten and not engaged:
        raise BadData("--flatten goes with on")
    status, answer = kill_switch(_options(parsed), engaged=engaged, flatten=parsed.flatten)
    print(answer)
    return OK if status == 200 else FAILED


def _chart(parsed: argparse.Namespace) -> int:
    import webbrowser

    from traderterminal.app.client import chart_address
    from traderterminal.app.display import has_display

    address = chart_address(_options(parsed), parsed.resolution)
    print(address)
    if not parsed.print and has_display(os.environ, sys.platform):
        webbrowser.open(address)
    return OK


def _journal_stats(parsed: argparse.Namespace) -> int:
    from traderterminal.app.journal_command import stats_of_file, stats_of_journal

    if parsed.fills is not None:
        figures = stats_of_file(parsed.fills)
    else:
        figures = stats_of_journal(_options(parsed))
    if parsed.json:
        print(json.dumps(figures))
    else:
        _print_figures(figures)
    return OK


def _history_import(parsed: argparse.Namespace) -> int:
    from traderterminal.app.history_command import import_history, report

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    done = import_history(_options(parsed), parsed.file, say)
    for line in report(done):
        print(line)
    return OK if done.finished else FAILED


def _history_list(parsed: argparse.Namespace) -> int:
    from traderterminal.app.history_command import list_history

    for row in list_history(_options(parsed)):
        if parsed.json:
            print(json.dumps(row))
        else:
            print(
                f"{row['symbol']:22} {row['kind']:6} {row['market']:10} {row['rows']:>14,} rows"
                f" {row['files']:>5} files {row['size'] / 1e6:>9.1f} MB"
                f"  {row['first'][:16]} to {row['last'][:16]}"
            )
    return OK


def _history_remove(parsed: argparse.Namespace) -> int:
    from traderterminal.app.history_command import remove_history

    print(f"{remove_history(_options(parsed))} files removed")
    return OK


def _history_compact(parsed: argparse.Namespace) -> int:
    from traderterminal.app.history_command import compact_history

    print(f"{compact_history(_options(parsed))} files fewer")
    return OK


def _paper_score(parsed: argparse.Namespace) -> int:
    from traderterminal.app.paper_command import ScoreOptions, compare_paper, score_paper
    from traderterminal.paper.resting import FillMode

    options = ScoreOptions(
        orders=parsed.orders,
        book=parsed.book,
        ticks=parsed.ticks,
        mode=FillMode(parsed.mode),
        levels=parsed.levels,
        conflate_ms=parsed.conflate_ms,
        life_after_fill=parsed.life_after_fill,
    )
    for figures in compare_paper(options) if parsed.compare else [score_paper(options)]:
        if parsed.json:
            print(json.dumps(figures), flush=True)
        elif parsed.compare:
            print(_score_line(figures), flush=True)
        else:
            _print_figures(figures)
    return OK


def _score_line(figures: Any) -> str:
    cleaned = figures["cleaned"] or {}
    shown = {
        "F1": figures["f1"],
        "cleaned": cleaned.get("f1"),
        "within 1 s": figures["f1_within_1s"],
        "calibration": figures["calibration_error"],
    }
    line = f"{figures['levels']:>4} {figures['mode']:13}"
    for name, value in shown.items():
        line += f"  {name} " + ("—" if value is None else f"{value:.3f}")
    line += f"  p90 {figures['error_p90_ms']} ms  {figures['events_per_second']:,} events/s"
    return line


def _print_figures(figures: Any, indent: str = "") -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{indent}{name}:")
            _print_figures(value, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{name}: {len(value)}")
            for item in value:
                print(f"{indent}  - " + ", ".join(f"{k} {v}" for k, v in item.items()))
        else:
            print(f"{indent}{name}: {'—' if value is None else value}")


def _lab(parsed: argparse.Namespace) -> int:
    from traderterminal.app.lab.plan import run_lab
    from traderterminal.app.lab.report import diff_lines, table

    done = run_lab(parsed.run_file)
    if parsed.json:
        for outcome in done.outcomes:
            print(json.dumps(outcome.as_json()))
        return OK
    for line in table(done):
        print(line)
    if parsed.diff:
        for line in diff_lines(done.outcomes):
            print(line)
    return OK


def _secret_set(parsed: argparse.Namespace) -> int:
    from traderterminal.app.secret_command import store

    given = None if sys.stdin.isatty() else sys.stdin.read()
    store(_options(parsed), parsed.name, given)
    print(f'{parsed.name} is stored; settings refer to it as "secret:{parsed.name}"')
    return OK


def _secret_list(parsed: argparse.Namespace) -> int:
    from traderterminal.app.secret_command import stored_names

    for name in stored_names(_options(parsed)):
        print(name)
    return OK


def _secret_remove(parsed: argparse.Namespace) -> int:
    from traderterminal.app.secret_command import remove

    remove(_options(parsed), parsed.name)
    print(f"{parsed.name} is forgotten")
    return OK


def _shot(parsed: argparse.Namespace) -> int:
    from traderterminal.app.shot import ShotOptions, take_shot

    wanted = ShotOptions(
        size=parsed.size,
        scale=parsed.scale,
        theme=parsed.theme,
        workspace=parsed.workspace,
        language=parsed.language,
        state=parsed.state,
    )
    take_shot(parsed.out, wanted)
    print(parsed.out)
    return OK


def _venue(parsed: argparse.Namespace) -> int:
    from traderterminal.app.practice import VenueOptions, run_venue

    wanted = VenueOptions(parsed.name, _options(parsed), parsed.control_port, parsed.state)
    return run_venue(wanted)


def _bench(parsed: argparse.Namespace) -> int:
    from traderterminal.app.bench import run

    all_ok = True
    for figure in run(parsed.names, parsed.minutes):
        all_ok = all_ok and figure.ok
        print(json.dumps(figure.as_json()) if parsed.json else figure.as_line(), flush=True)
    return OK if all_ok else FAILED


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from error
