"""`secret`: store, list and forget the logins of brokers."""

from traderterminal.app.instance import prepare_folder
from traderterminal.app.options import Options
from traderterminal.app.passphrase import Prompt, open_secrets, terminal_prompt
from traderterminal.domain.errors import BadData
from traderterminal.storage.secrets import Secrets


def store(options: Options, name: str, given: str | None) -> None:
    """Store a secret under a name, asked for where it is not `given`; raises BadData."""
    prepare_folder(options.data_dir)
    prompt = terminal_prompt()
    secrets = open_secrets(options.data_dir, prompt)
    value = _asked(prompt, name) if given is None else given.rstrip("\r\n")
    secrets.set(name, value)


def stored_names(options: Options) -> list[str]:
    """Return the names of what is stored; raises BadData."""
    secrets = _opened_if_any(options)
    return [] if secrets is None else secrets.names()


def remove(options: Options, name: str) -> None:
    """Forget a secret; raises BadData where there is none of that name."""
    secrets = _opened_if_any(options)
    if secrets is None or not secrets.remove(name):
        raise BadData(f"there is no secret {name!r}; `secret list` tells which there are")


def _opened_if_any(options: Options) -> Secrets | None:
    """Nobody is asked for a passphrase to nothing."""
    if not Secrets(options.data_dir, None).exists:
        return None
    return open_secrets(options.data_dir, terminal_prompt())


def _asked(prompt: Prompt | None, name: str) -> str:
    if prompt is None:
        raise BadData("there is no terminal to ask on: give the secret on standard input")
    return prompt(f"Secret {name}: ")
