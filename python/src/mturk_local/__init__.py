"""Amazon Mechanical Turk on your own machine."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .control import Control
    from .emulator import Emulator
    from .errors import ControlError, MTurkLocalError, NodeError, StartError
    from .requester import (
        Clock,
        Crowd,
        Deliveries,
        Delivery,
        Mailbox,
        Queue,
        Requester,
        Topic,
        Worker,
    )

__all__ = [
    "Clock",
    "Control",
    "ControlError",
    "Crowd",
    "Deliveries",
    "Delivery",
    "Emulator",
    "MTurkLocalError",
    "Mailbox",
    "NodeError",
    "Queue",
    "Requester",
    "StartError",
    "Topic",
    "Worker",
]

_MODULES = {"Control": "control", "Emulator": "emulator"}


def __getattr__(name: str) -> Any:
    """Imports a name when it is used: every run of pytest imports this package for its plugin."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    is_error = name.endswith("Error")
    module = _MODULES.get(name, "errors" if is_error else "requester")
    return getattr(import_module(f"{__name__}.{module}"), name)
