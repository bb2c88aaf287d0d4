"""What a click sets going: it may fail, and then somebody is told."""

from collections.abc import Awaitable, Callable

from traderterminal.domain.errors import TraderTerminalError
from traderterminal.domain.messages import Message


async def attempt(work: Awaitable[object], say: Callable[[Message], object]) -> None:
    """Do `work`; where it is refused or cannot be done, `say` is given the reason."""
    try:
        await work
    except TraderTerminalError as error:
        say(error.message)
