"""What the report of a failed test shows of the emulator."""

from __future__ import annotations

import json
from typing import List

from .control import Control, Json, unpage
from .requester import Requester

_LATEST = 20


def describe_failure(requester: Requester) -> List[str]:
    """Returns lines with the last calls and deliveries of an account."""
    control, account = requester.control, requester.account
    calls = unpage(control.calls(account=account, limit=_LATEST), "calls")
    deliveries = unpage(control.deliveries(account=account, limit=_LATEST), "deliveries")
    return [
        f"account {account}, console {control.endpoint}/console",
        "",
        "calls:" if calls else "calls: none",
        *(_describe_call(control, call) for call in calls),
        "",
        "deliveries:" if deliveries else "deliveries: none",
        *(_describe_delivery(delivery) for delivery in deliveries),
    ]


def _describe_call(control: Control, call: Json) -> str:
    line = f"  {_time(call['at'])}  {call['operation']}  {call['status']}"
    if not call.get("errorCode"):
        return line
    return f"{line}  {call['errorCode']}: {_read_message(control.call(call['requestId']))}"


def _read_message(call: Json) -> str:
    try:
        response = json.loads(call["response"])
        return str(response.get("Message") or response.get("message"))
    except (ValueError, AttributeError):
        return str(call["response"])[:300]


def _describe_delivery(delivery: Json) -> str:
    events = ", ".join(delivery["eventTypes"])
    line = (
        f"  {_time(delivery['createdAt'])}  {events}  {delivery['transport']}  "
        f"{delivery['status']}  {delivery['destination']}"
    )
    errors = [attempt["error"] for attempt in delivery["attempts"] if attempt.get("error")]
    return f"{line}  {errors[-1]}" if errors else line


def _time(instant: str) -> str:
    """``2026-01-01T12:34:56.789Z`` as ``12:34:56.789``."""
    return instant[11:23]
