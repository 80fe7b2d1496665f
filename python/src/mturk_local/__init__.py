"""Amazon Mechanical Turk on your own machine."""

from .control import Control
from .emulator import Emulator
from .errors import ControlError, MTurkLocalError, NodeError, StartError
from .requester import Clock, Crowd, Deliveries, Delivery, Mailbox, Queue, Requester, Topic, Worker

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
