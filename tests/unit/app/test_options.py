"""Where the program keeps its things."""

from pathlib import Path

from traderterminal.app.options import DATA_DIR_VARIABLE, Options, default_data_dir


def test_the_environment_names_the_data_folder() -> None:
    assert default_data_dir({DATA_DIR_VARIABLE: "/data/tt"}) == Path("/data/tt")


def test_else_it_is_where_the_platform_keeps_such_things() -> None:
    for environment in ({}, {DATA_DIR_VARIABLE: ""}):
        found = default_data_dir(environment)
        assert found.name == "TraderTerminal"
        assert found.is_absolute()


def test_the_users_own_data_files_lie_in_the_data_folder() -> None:
    options = Options(Path("/data"), Path("/data/config.toml"))
    assert options.resources == Path("/data/resources")
    left = [options.port, options.market, options.symbol, options.speed, options.seed]
    assert left == [None] * 5  # the settings decide
