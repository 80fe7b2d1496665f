"""What mturk-local raises."""

from __future__ import annotations


class MTurkLocalError(Exception):
    """Base of all errors of this package."""


class NodeError(MTurkLocalError):
    """Node.js is missing or too old."""


class StartError(MTurkLocalError):
    """The emulator did not start; the message contains what it printed."""


class ControlError(MTurkLocalError):
    """The control API refused a request."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
